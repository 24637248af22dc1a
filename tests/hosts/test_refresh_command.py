"""``xlbcf refresh``: a dashboard's file brought up to date, and what is said of it."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

pytest.importorskip("xlsxwriter", reason="xlsxwriter is not installed")

from tests.support.cell_changes import parts_of
from tests.support.commands import refused, xlbcf
from tests.support.small_dashboards import points, series, small_dashboard
from tests.support.templates import ROOT
from xlbcf.books.file_book import FileBook
from xlbcf.template.addresses import parse_cell

SHIPPED = ROOT / "workbooks" / "dashboards" / "outcomes-framework.xlsm"
PRINTED = ROOT / "workbooks" / "data" / "bct-outcomes-framework-v2-figures.csv"
NEXT = "2024-25 Q4"


@pytest.fixture(scope="module")
def small_file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("small") / "small.xlsm"
    path.write_bytes(
        small_dashboard(
            series("falls", 90, target="< 100", history=points(120, 110, 100)),
            series("smoking", 0.8, part="LPT", unit="percent", target=">75%", polarity="higher"),
            series("smoking", 0.9, part="UHL", unit="percent", target=">75%", polarity="higher"),
        )
    )
    return path


@pytest.fixture
def small(small_file, tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copy(small_file, tmp_path / "small.xlsm"))


def figures(folder: Path, *rows: tuple[object, ...], columns: str = "metric part period value"):
    path = folder / "figures.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([columns.split(), *rows])
    return path


def shown(path: Path, *cells: str) -> list[object]:
    book = FileBook.open(path)
    places = [cell.rpartition("!") for cell in cells]
    return [book.value(sheet, parse_cell(cell)) for sheet, _, cell in places]


def test_a_new_figure_is_put_in_and_everything_that_reads_it_follows(small, tmp_path):
    given = figures(tmp_path, ("falls", "", NEXT, 130), ("smoking", "UHL", NEXT, 0.95))
    done = xlbcf("refresh", small, "--figures", given)
    assert done.status == 0, done.err
    assert "the ticks of the refresh before" not in done.out
    assert "1 The falls: 90 (2024-25 Q3) -> 130 (2024-25 Q4)  ■ ↑" in done.out
    assert "2 rows with a new figure:" in done.out
    assert "1 row as before." in done.out
    assert shown(small, "Data!J5", "Data!L5", "Data!Q5", "Data!Q6", "Data!Q7") == [
        130, 90, "✓", None, "✓",
    ]  # fmt: skip
    book = FileBook.open(small)
    summary = set(map(str, book.values("LLR_Summary").values()))
    assert {"■", "↑", "80% / 95%"} <= summary
    rows = [cell.row for cell, value in book.values("falls").items() if value == NEXT]
    live = max(rows)
    assert shown(small, f"falls!A{live - 1}", f"falls!B{live - 1}", f"falls!B{live}") == [
        "2024-25 Q3", 90, 130,
    ]  # fmt: skip
    # A target is inherited until another one is given.
    assert shown(small, f"falls!C{live - 1}", f"falls!C{live}") == [100, 100]


def test_a_dry_run_tells_the_same_and_writes_nothing(small, tmp_path):
    given = figures(tmp_path, ("falls", "", NEXT, 130))
    before = small.read_bytes()
    dry = xlbcf("refresh", small, "--figures", given, "--dry-run")
    assert dry.status == 0
    assert "tried only, nothing was written" in dry.out
    assert small.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["figures.csv", "small.xlsm"]
    done = xlbcf("refresh", small, "--figures", given)
    assert done.out.splitlines()[:-1] == dry.out.splitlines()[:-1]


def test_out_leaves_the_dashboard_as_it_was(small, tmp_path):
    before = small.read_bytes()
    out = tmp_path / "new" / "next.xlsm"
    done = xlbcf(
        "refresh", small, "--figures", figures(tmp_path, ("falls", "", NEXT, 130)), "--out", out
    )
    assert done.status == 0
    assert small.read_bytes() == before
    assert shown(out, "Data!J5") == [130]
    assert (out.parent / "change-log.csv").exists()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([(NEXT, 130)], f"90 (2024-25 Q3) -> 130 ({NEXT})  ■ ↑\n"),
        (
            [(NEXT, 50), ("2025-26 Q1", 70)],
            f"90 (2024-25 Q3) -> 70 (2025-26 Q1), after 50 ({NEXT})  ● ↑\n",
        ),
    ],
)
def test_an_arrow_is_told_with_the_figure_that_it_starts_from(small, tmp_path, given, told):
    rows = [("falls", "", period, value) for period, value in given]
    done = xlbcf("refresh", small, "--figures", figures(tmp_path, *rows), "--dry-run")
    assert f"1 The falls: {told}" in done.out


def test_undo_puts_the_same_bytes_back(small, tmp_path):
    before = small.read_bytes()
    xlbcf("refresh", small, "--figures", figures(tmp_path, ("falls", "", NEXT, 130)))
    assert small.read_bytes() != before
    assert xlbcf("undo", small).status == 0
    assert small.read_bytes() == before


def test_refreshing_twice_changes_nothing_but_the_ticks(small, tmp_path):
    given = figures(tmp_path, ("falls", "", NEXT, 130))
    xlbcf("refresh", small, "--figures", given)
    once = small.read_bytes()
    tried = xlbcf("refresh", small, "--figures", given, "--dry-run")
    assert "cells changed, for the ticks of the refresh before were taken away;" in tried.out
    again = xlbcf("refresh", small, "--figures", given, "--json")
    assert again.status == 0
    assert again.plain["written"] is True
    assert shown(small, "Data!Q5", "Data!J5", "Data!L5") == [None, 130, 90]
    changed = {
        name for name, part in parts_of(once).items() if parts_of(small.read_bytes())[name] != part
    }
    assert len(changed) == 2  # the data sheet and the summary, which shows the tick
    third = xlbcf("refresh", small, "--figures", given)
    assert third.status == 0
    assert third.out.endswith("small.xlsm: nothing changed, the file was left as it was.\n")


def test_where_all_figures_are_at_fault_the_file_and_its_ticks_stay(small, tmp_path):
    xlbcf("refresh", small, "--figures", figures(tmp_path, ("falls", "", NEXT, 130)))
    before = small.read_bytes()
    older = figures(tmp_path, ("falls", "", "2024-25 Q2", 99))
    done = xlbcf("refresh", small, "--figures", older)
    assert done.status == 1
    assert "REFR07" in done.out
    assert done.out.endswith("small.xlsm: nothing changed, the file was left as it was.\n")
    assert small.read_bytes() == before


def test_where_no_figure_is_within_the_period_the_file_and_its_ticks_stay(small, tmp_path):
    given = figures(tmp_path, ("falls", "", NEXT, 130))
    xlbcf("refresh", small, "--figures", given)
    before = small.read_bytes()
    assert xlbcf("refresh", small, "--figures", given, "--period", "2023-24").status == 0
    assert small.read_bytes() == before


def test_the_change_log_tells_what_was_put_in(small, tmp_path):
    xlbcf("refresh", small, "--figures", figures(tmp_path, ("falls", "", NEXT, 130)))
    with (tmp_path / "change-log.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    (latest,) = [row for row in rows if row["label"] == "1 The falls, Latest"]
    assert (latest["sheet"], latest["cell"]) == ("Data", "J5")
    assert (latest["old"], latest["new"], latest["source"]) == ("90", "130", "refresh")


def test_one_bad_row_is_named_and_the_rest_is_done(small, tmp_path):
    given = figures(tmp_path, ("falls", "", NEXT, "about 80"), ("smoking", "LPT", NEXT, 0.7))
    done = xlbcf("refresh", small, "--figures", given, "--json")
    assert done.status == 1
    assert done.plain["done"] is True
    assert "REFR05" in done.codes
    assert [row["step"] for row in done.plain["rows"]] == ["refused", "new", "nothing"]
    assert shown(small, "Data!J5", "Data!J6") == [90, 0.7]


def test_what_is_lacking_on_either_side_is_listed_and_no_fault(small, tmp_path):
    given = figures(tmp_path, ("falls", "", NEXT, 80), ("falls", "E06000016", NEXT, 80))
    done = xlbcf("refresh", small, "--figures", given)
    assert done.status == 0
    assert "falls (E06000016)" in done.out
    assert "1 The smoking LPT; 1 The smoking UHL" in done.out


def test_older_figures_go_in_by_force_only(small, tmp_path):
    given = figures(tmp_path, ("falls", "", "2021-22", 70))
    kept = xlbcf("refresh", small, "--figures", given)
    assert kept.status == 1
    assert "REFR07" in kept.out
    forced = xlbcf("refresh", small, "--figures", given, "--force")
    assert forced.status == 0
    assert "1 row taken back to an older figure, as --force asked:" in forced.out
    assert shown(small, "Data!J5", "Data!I5", "Data!L5") == [70, "2021-22", 120]


def test_json_has_every_fact(small, tmp_path):
    given = figures(tmp_path, ("falls", "", NEXT, 130))
    plain = xlbcf("refresh", small, "--figures", given, "--json").plain
    row = plain["rows"][0]
    assert row["old"] == {"period": "2024-25 Q3", "value": 90, "shown": "90"}
    assert row["new"] == {"period": NEXT, "value": 130, "shown": "130"}
    assert (row["mark"], row["arrow"], row["step"]) == ("■", "↑", "new")
    assert plain["dashboard"] == "outcomes-framework"
    assert Path(plain["backup"]).exists()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["nowhere"], "REFR17", "outcomes-framework"),
        (["small.xlsm", "--figures", "no.csv"], "FILE01", ""),
        (["figures.csv", "--figures", "figures.csv"], "BOOK01", ""),
        (["small.xlsm", "--figures", "figures.csv", "--period", "Q3"], "REFR16", "“Q3”"),
        (["small.xlsm", "--figures", "small.xlsm"], "FIG06", "metric"),
        (["small.xlsm", "--figures", "sqlite:///no.db"], "FIG11", ""),
        (["small.xlsm", "--figures", "figures.csv", "--out", "o.xlsx"], "REFR24", ".xlsm"),
        (["small.xlsm", "--figures", "figures.csv", "--out", "."], "REFR24", ".xlsm"),
        (["other.xlsx", "--figures", "figures.csv"], "REFR01", "it lacks the sheet “Cover”"),
    ],
)
def test_what_cannot_be_done_at_all_is_refused(small, tmp_path, words, code, said):
    assert small.exists()
    figures(tmp_path, ("falls", "", NEXT, 130))
    shutil.copy(ROOT / "workbooks" / "templates" / "bcf-2024-25-eoy.xlsx", "other.xlsx")
    found = refused("refresh", *words)
    assert found["code"] == code
    assert said in found["message"]


def test_an_open_dashboard_is_left_alone(small, tmp_path):
    given = figures(tmp_path, ("falls", "", NEXT, 130))
    small.with_name("~$small.xlsm").touch()
    told = refused("refresh", small, "--figures", given)
    assert told["code"] == "FILE04"
    assert told["action"].startswith("Close it there and run again; if it is not open, delete")
    assert xlbcf("refresh", small, "--figures", given, "--dry-run").status == 0


def test_the_printed_figures_give_every_printed_mark_but_those_listed(tmp_path):
    path = Path(shutil.copy(SHIPPED, tmp_path / "framework.xlsm"))
    before = path.read_bytes()
    done = xlbcf("refresh", path, "--figures", PRINTED, "--json")
    assert done.status == 0
    with PRINTED.open(encoding="utf-8") as file:
        printed = [row["mark"] for row in csv.DictReader(file)]
    rows = done.plain["rows"]
    assert len(rows) == len(printed) == 59
    assert {row["step"] for row in rows} == {"nothing"}
    other = [row["label"] for row, mark in zip(rows, printed, strict=True) if row["mark"] != mark]
    assert other == [
        "2e Alcohol brief advice, LPT",
        "15 Use of hospital beds following emergency admission, ELR CCG",
        "15 Use of hospital beds following emergency admission, WL CCG",
    ]
    told = [(found["code"], found["where"].partition(", ")[2]) for found in done.plain["printed"]]
    assert [where for code, where in told if code in ("DASH01", "DASH07")] == other
    assert ("DASH04", "16 A&E within 4 hours") in told
    good_is = [where.split()[0] for code, where in told if code == "DASH03"]
    assert good_is == ["2d", "2d", "5", "6", "12", "12", "12"]
    assert {code for code, _ in told} == {"DASH01", "DASH03", "DASH04", "DASH07"}
    # Nothing but the ticks, which belonged to an earlier refresh, has changed.
    changed = {
        name for name, part in parts_of(before).items() if parts_of(path.read_bytes())[name] != part
    }
    assert len(changed) == 2


def test_the_figures_of_the_returns_can_be_used_as_they_are(tmp_path):
    path = Path(shutil.copy(SHIPPED, tmp_path / "framework.xlsm"))
    for name in ("bcf-2021-22-year-end.csv", "bcf-2024-25-eoy.csv"):
        done = xlbcf("refresh", path, "--figures", ROOT / "workbooks" / "data" / name, "--json")
        assert done.status == 0, done.out
        assert done.plain["rows"]


def test_a_dashboard_is_named_by_its_id_too(tmp_path, monkeypatch):
    home = tmp_path / "home"
    assert xlbcf("init", home).status == 0
    monkeypatch.chdir(home)
    done = xlbcf("refresh", "outcomes-framework", "--json")
    assert done.status == 0
    assert Path(done.plain["file"]).name == "outcomes-framework.xlsm"
    assert Path(done.plain["figures"]).name == PRINTED.name


def test_the_dashboard_that_came_with_the_program_is_read_and_never_changed(tmp_path, monkeypatch):
    came = tmp_path / "came"
    assert xlbcf("init", came).status == 0
    monkeypatch.setattr("xlbcf.desk.folder._own_copies", lambda: came)
    monkeypatch.chdir(tmp_path)
    own = came / "workbooks" / "dashboards" / SHIPPED.name
    before = own.read_bytes()
    assert refused("refresh", "outcomes-framework")["code"] == "REFR25"
    assert xlbcf("refresh", "outcomes-framework", "--dry-run").status == 0
    assert xlbcf("refresh", "outcomes-framework", "--out", "own.xlsm").status == 0
    assert (tmp_path / "own.xlsm").exists()
    assert own.read_bytes() == before


def test_many_findings_of_one_kind_share_one_head(tmp_path):
    path = Path(shutil.copy(SHIPPED, tmp_path / "framework.xlsm"))
    rows = [("tobacco_screening", part, NEXT, "many") for part in ("LPT", "UHL")]
    rows += [("alcohol_screening", part, NEXT, "many") for part in ("LPT", "UHL")]
    done = xlbcf("refresh", path, "--figures", figures(tmp_path, *rows))
    assert done.status == 1
    assert "4 rows at fault, left as they were: see below." in done.out
    assert done.out.count("REFR05 error: Figure cannot be taken (4).") == 1
    assert done.out.count("Correct it in the figures and run again.") == 1
    assert "DASH03 error: Good is opposes the target (7)." in done.out
    assert "  Data!A9, 2a Tobacco screening, LPT: the value at " in done.out


def test_printed_marks_are_only_counted_where_there_is_news(tmp_path):
    path = Path(shutil.copy(SHIPPED, tmp_path / "framework.xlsm"))
    given = figures(tmp_path, ("tobacco_screening", "LPT", NEXT, "97%"))
    done = xlbcf("refresh", path, "--figures", given, "--dry-run")
    assert "do not follow from the printed figures: 11. --json lists them" in done.out
    assert "DASH03" not in done.out


def test_without_figures_of_its_own_a_dashboard_needs_them_named(tmp_path, monkeypatch):
    home = tmp_path / "home"
    xlbcf("init", home)
    monkeypatch.chdir(home)
    (home / "workbooks" / "data" / PRINTED.name).unlink()
    assert refused("refresh", "outcomes-framework")["code"] == "REFR18"
