"""Where the functions for cells look mappings and figures up, and when they look again."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.support.templates import ROOT
from xlbcf.books.values import CellError
from xlbcf.hosts.addin.configuration import Configuration, as_file, configuration_file
from xlbcf.hosts.functions import all_functions
from xlbcf.hosts.functions.calling import call
from xlbcf.hosts.functions.mappings import forget

NA = CellError("#N/A")
HEAD = "place_code,metric,period,numerator,denominator,value,unit,status,source\n"


@pytest.fixture(autouse=True)
def _nothing_kept(tmp_path, monkeypatch):
    """A configuration of the test's own, and nothing kept from other tests."""
    monkeypatch.setenv("XLBCF_CONFIG_DIR", str(tmp_path / "configuration"))
    monkeypatch.chdir(ROOT)
    forget()
    yield
    forget()


def configure(**entries: object) -> None:
    path = configuration_file()
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(as_file(Configuration(**entries)))  # type: ignore[arg-type]


def cell(name: str, *given: object) -> object:
    return call(all_functions()[name], given)[0][0]


def figures(folder: Path, *lines: str) -> Path:
    path = folder / "figures.csv"
    path.write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def home(tmp_path) -> Path:
    """A working folder of the test's own."""
    folder = tmp_path / "home"
    shutil.copytree(ROOT / "mappings", folder / "mappings")
    (folder / "workbooks" / "data").mkdir(parents=True)
    return folder


def plan(metric: str = "avoidable_admissions") -> object:
    return cell("BCF_FIGURE", "Rutland", metric, "2024-25", "plan")


def test_figures_are_those_of_the_configured_file(tmp_path):
    given = figures(tmp_path, "E06000017,avoidable_admissions,2024-25,,,701.5,rate,plan,made up")
    configure(figures=str(given))
    assert plan() == 701.5


def test_figures_come_from_a_configured_database_by_its_query(tmp_path):
    pytest.importorskip("sqlalchemy", reason="SQLAlchemy is not installed")
    with sqlite3.connect(tmp_path / "figures.db") as database:
        database.execute("create table figures (place, metric, period, value, status)")
        database.execute(
            "insert into figures values"
            " ('Rutland', 'avoidable_admissions', '2024-25', 703.5, 'plan')"
        )
    database.close()
    configure(figures=f"sqlite:///{tmp_path / 'figures.db'}", query="select * from figures")
    assert plan() == 703.5


def test_figures_are_read_again_only_after_they_are_forgotten(tmp_path):
    line = "E06000017,avoidable_admissions,2024-25,,,{},rate,plan,made up"
    given = figures(tmp_path, line.format(701.5))
    configure(figures=str(given))
    assert plan() == 701.5
    figures(tmp_path, line.format(702.5))
    assert plan() == 701.5
    forget()
    assert plan() == 702.5


@pytest.mark.parametrize(
    ("value", "answer"), [("92.7%", 0.927), ("n/a", NA), ("*", NA), ("", None)]
)
def test_a_percentage_is_a_fraction_and_no_figure_is_no_number(tmp_path, value, answer):
    given = figures(tmp_path, f"E06000017,reablement,2024-25,,,{value},percent,plan,made up")
    configure(figures=str(given))
    assert plan("reablement") == answer


def test_numerator_and_denominator_can_be_looked_up(tmp_path):
    line = "E06000017,residential_admissions,2024-25,231,44865,514.9,rate,actual,made up"
    configure(figures=str(figures(tmp_path, line)))
    asked = ("Rutland", "residential_admissions", "2024-25", None)
    assert cell("BCF_FIGURE", *asked, "numerator") == 231.0
    assert cell("BCF_FIGURE", *asked, "Denominator") == 44865.0


def test_the_figures_of_the_latest_return_come_first(home):
    for name, value in (("bcf-2021-22-year-end", 1.5), ("bcf-2024-25-eoy", 2.5)):
        line = f"E06000017,avoidable_admissions,2024-25,,,{value},rate,plan,made up\n"
        path = home / "workbooks" / "data" / f"{name}.csv"
        path.write_text(HEAD + line, encoding="utf-8")
    configure(home=home)
    assert plan() == 2.5


def test_figures_that_are_not_there_are_not_available(tmp_path):
    configure(figures=str(tmp_path / "nowhere.csv"))
    assert plan() == NA


def test_bands_and_places_are_those_of_the_working_folder(home):
    bands = home / "mappings" / "bands.yaml"
    configure(home=home)
    assert cell("BCF_RAG", 104.0, 100.0, "lower") == "Amber"
    bands.write_text(
        "bands:\n"
        "  ours:\n"
        "    name: Ours\n"
        "    source: made up\n"
        "    side: adverse\n"
        "    unit: percent\n"
        "    bands:\n"
        "      - {state: green, up_to: 5, means: Well, commentary: optional}\n"
        "      - {state: red, above: 5, means: Badly, commentary: required}\n",
        encoding="utf-8",
    )
    assert cell("BCF_RAG", 104.0, 100.0, "lower") == "Amber"
    forget()
    assert cell("BCF_RAG", 104.0, 100.0, "lower") == "Green"
    assert cell("BCF_RAG_BAND", 106.0, 100.0, "Ours", "lower") == "Red"
    assert cell("BCF_RAG_BAND", 106.0, 100.0, "finance") == NA


def test_percentage_points_are_taken_of_fractions(home):
    bands = home / "mappings" / "bands.yaml"
    text = bands.read_text(encoding="utf-8")
    bands.write_text(text.replace("unit: percent\n", "unit: percentage_points\n"), encoding="utf-8")
    configure(home=home)
    assert cell("BCF_RAG_BAND", 0.85, 0.95, "impact", "higher") == "Amber"
    assert cell("BCF_RAG_BAND", 0.84, 0.95, "impact", "higher") == "Red"


def test_a_fault_of_the_mapping_is_not_available_and_told_in_the_log(home, caplog):
    (home / "mappings" / "bands.yaml").write_text("bands: {}\nbonds: 1\n", encoding="utf-8")
    configure(home=home)
    with caplog.at_level(logging.ERROR):
        assert cell("BCF_RAG", 104.0, 100.0, "lower") == NA
    assert "BCF_RAG" in caplog.text
    assert "bonds" in caplog.text


def test_a_fault_of_the_program_is_a_wrong_value_and_told_in_the_log(monkeypatch, caplog):
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a fault")

    monkeypatch.setattr("xlbcf.rules.variance.absolute_variance", broken)
    with caplog.at_level(logging.ERROR):
        assert cell("BCF_VARIANCE", 1.0, 2.0) == CellError("#VALUE!")
    assert "BCF_VARIANCE failed" in caplog.text
    assert "a fault" in caplog.text


def test_a_configuration_that_cannot_be_read_is_not_available(caplog):
    path = configuration_file()
    path.parent.mkdir()
    path.write_bytes(b"HOME=no mark\n")
    with caplog.at_level(logging.ERROR):
        assert plan() == NA
    assert "ADDIN01" in caplog.text
