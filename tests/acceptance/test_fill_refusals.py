"""Bad input is refused with a code, a place and a way out; nothing is written."""

from __future__ import annotations

import shutil
import warnings
from pathlib import Path

import openpyxl
import pytest

from tests.support.commands import refused, xlbcf
from tests.support.fills import (
    EOY,
    LEICESTERSHIRE,
    YEAR_END,
    figure,
    fill,
    output,
    tree,
    write_figures,
)
from tests.support.parts import with_text
from tests.support.templates import ROOT, template_of
from xlbcf.books.file_book import FileBook
from xlbcf.template.addresses import parse_cell

GOOD = figure("avoidable_admissions", "2024-25 Q3", "199.9")
METRICS = "4. Metrics"


@pytest.fixture
def out(tmp_path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    """A working folder of one's own, and the test in it."""
    folder = tmp_path / "home"
    assert xlbcf("init", folder).status == 0
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    ("row", "code", "words"),
    [
        (GOOD | {"place_code": "E06000001"}, "FIG01", ["E06000001", "E06000017"]),
        (GOOD | {"metric": "trips"}, "FIG02", ["trips", "falls_admissions"]),
        (GOOD | {"value": "a lot"}, "FIG04", ["a lot"]),
        (GOOD | {"value": "-3"}, "FIG05", ["-3"]),
        (
            figure("discharge_to_usual_residence", "2024-25 Q3", "92.7"),
            "FIG05",
            ["92.7", "0.927"],
        ),
        (GOOD | {"unit": "percent"}, "FIG07", ["percent", "rate"]),
        (GOOD | {"period": "last winter"}, "FIG08", ["last winter", "2024-25 Q3"]),
        (GOOD | {"status": "guess"}, "FIG14", ["guess", "actual"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_figure_is_refused_with_its_line(tmp_path, out, row, code, words):
    figures = write_figures(tmp_path / "mine.csv", [figure("reablement", "2024-25", "0.9"), row])
    found = refused("fill", EOY, "--figures", figures, "--out", out)
    assert found["code"] == code
    assert found["where"] == f"{figures}:3"
    assert all(word in found["message"] for word in words)
    assert tree(tmp_path).keys() == {"mine.csv"}


def test_a_figure_given_twice_is_refused_with_both_lines(tmp_path, out):
    figures = write_figures(tmp_path / "mine.csv", [GOOD, GOOD | {"value": "200"}])
    found = refused("fill", EOY, "--figures", figures, "--out", out)
    assert (found["code"], found["where"]) == ("FIG03", f"{figures}:3")
    assert f"{figures}:2" in found["message"]
    assert not out.exists()


def test_all_faults_are_told_at_once(tmp_path, out):
    rows = [GOOD | {"metric": "x"}, GOOD | {"value": "y"}, GOOD | {"place_code": "z"}]
    figures = write_figures(tmp_path / "mine.csv", rows)
    commentary = tmp_path / "mine.yaml"
    commentary.write_text(f"return: {EOY}\nplaces:\n  E1: {{}}\n", encoding="utf-8")
    words = ("--figures", figures, "--commentary", commentary, "--out", out)
    outcome = xlbcf("fill", EOY, *words, "--json")
    assert outcome.status == 2
    assert outcome.codes == ["FIG02", "FIG04", "FIG01", "FIG01"]
    assert not out.exists()


@pytest.mark.parametrize(
    ("name", "code"), [("none.csv", "FILE01"), ("mine.docx", "FILE06"), ("", "FILE02")]
)
def test_figures_that_cannot_be_read_are_refused(tmp_path, out, name, code):
    (tmp_path / "mine.docx").write_bytes(b"words")
    found = refused("fill", EOY, "--figures", tmp_path / name, "--out", out)
    assert (found["code"], found["where"]) == (code, str(tmp_path / name))
    assert not out.exists()


def test_a_commentary_that_is_missing_is_refused(tmp_path, out):
    missing = tmp_path / "none.yaml"
    found = refused("fill", EOY, "--commentary", missing, "--out", out)
    assert (found["code"], found["where"]) == ("FILE01", str(missing))


@pytest.mark.parametrize(
    ("content", "code", "line", "word"),
    [
        ("metrics: {falls_admissions: {assessment: brilliant}}", "FILL05", 4, "Target not met"),
        ("metrics: {falls_admissions: {hopes: many}}", "FIG10", 4, "challenges"),
        ("metrics: {falls: {challenges: many}}", "FIG02", 4, "falls_admissions"),
        ("answers: {shoe_size: 9}", "FIG10", 4, "completed_by"),
        ("answers: {disabled_facilities_grant_actual: much}", "FILL05", 4, "a number"),
        ("answers: {signed_off: perhaps}", "FILL05", 4, "Yes"),
        ("answers: {signed_off_expected: soon}", "FILL05", 4, "a date"),
    ],
)
def test_a_wrong_entry_of_the_commentary_is_refused_with_its_line(
    tmp_path, out, content, code, line, word
):
    commentary = tmp_path / "mine.yaml"
    text = f"return: {EOY}\nplaces:\n  {LEICESTERSHIRE}:\n    {content}\n"
    commentary.write_text(text, encoding="utf-8")
    words = ("--commentary", commentary, "--place", LEICESTERSHIRE, "--out", out)
    found = refused("fill", EOY, *words)
    assert (found["code"], found["where"]) == (code, f"{commentary}:{line}")
    assert word in found["message"]
    assert tree(tmp_path).keys() == {"mine.yaml"}


def test_a_value_that_the_drop_down_does_not_offer_is_refused(tmp_path, out):
    commentary = tmp_path / "mine.yaml"
    answers = "answers: {statement_1: Splendid}"
    commentary.write_text(
        f"return: {EOY}\nplaces:\n  {LEICESTERSHIRE}:\n    {answers}\n", encoding="utf-8"
    )
    words = ("--commentary", commentary, "--place", LEICESTERSHIRE, "--out", out)
    found = refused("fill", EOY, *words)
    assert found["code"] == "CELL03"
    assert "'7. Year-End Feedback'!C12" in found["where"]
    assert "Strongly agree" in found["message"]
    assert not out.exists()


def test_the_commentary_of_another_return_is_refused(out):
    other = ROOT / "workbooks" / "data" / f"{YEAR_END}.yaml"
    outcome = xlbcf("fill", EOY, "--commentary", other, "--out", out, "--json")
    assert outcome.status == 2
    first = outcome.plain["findings"][0]
    assert (first["code"], EOY in first["message"]) == ("FIG10", True)


def test_an_unknown_place_is_refused(out):
    found = refused("fill", EOY, "--place", "Atlantis", "--out", out)
    assert (found["code"], found["where"]) == ("FIG01", "the command")
    assert "E06000016 Leicester" in found["message"]


def test_an_unknown_return_is_refused(out):
    found = refused("fill", "bcf-1999-00", "--out", out)
    assert found["code"] == "MAP06"
    assert EOY in found["message"]


def test_another_years_template_is_named(out):
    found = refused("fill", EOY, "--template", template_of(YEAR_END).path, "--out", out)
    assert found["code"] == "MAP10"
    assert EOY in found["message"]
    assert YEAR_END in found["action"]
    assert not out.exists()


def test_a_template_that_is_missing_is_refused(tmp_path, out):
    missing = tmp_path / "none.xlsx"
    found = refused("fill", EOY, "--template", missing, "--out", out)
    assert (found["code"], found["where"]) == ("FILE01", str(missing))


def test_a_renamed_sheet_is_refused_by_name(tmp_path, out):
    mine = tmp_path / "mine.xlsx"
    with_text(template_of(EOY).path, mine, "xl/workbook.xml", f'"{METRICS}"', '"4. Measures"')
    found = refused("fill", EOY, "--template", mine, "--out", out)
    assert (found["code"], found["where"]) == ("MAP10", str(mine))
    assert METRICS in found["message"]
    assert not out.exists()


def test_a_missing_sheet_is_refused_by_name(tmp_path, out):
    mine = tmp_path / "mine.xlsx"
    element = '<sheet name="6. Capacity &amp; Demand" sheetId="6" r:id="rId6"/>'
    with_text(template_of(EOY).path, mine, "xl/workbook.xml", element, "")
    found = refused("fill", EOY, "--template", mine, "--out", out)
    assert found["code"] == "MAP10"
    assert "6. Capacity & Demand" in found["message"]
    assert not out.exists()


def with_a_row_inserted(path: Path) -> Path:
    """Insert a row above the metrics, as a person would."""
    with warnings.catch_warnings():
        # openpyxl says that it drops the extension rules; only the labels matter here.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(template_of(EOY).path)
        book[METRICS].insert_rows(12)
        book.save(path)
    return path


def test_a_moved_label_is_refused_with_both_addresses(tmp_path, out):
    mine = with_a_row_inserted(tmp_path / "mine.xlsx")
    outcome = xlbcf("fill", EOY, "--template", mine, "--out", out, "--json")
    assert outcome.status == 2
    assert set(outcome.codes) == {"MAP07"}
    messages = [found["message"] for found in outcome.plain["findings"]]
    assert any("H12" in message and "H13" in message for message in messages)
    assert all(METRICS in found["where"] for found in outcome.plain["findings"])
    assert not out.exists()


def test_a_label_that_is_gone_is_refused(tmp_path, out):
    mine = tmp_path / "mine.xlsx"
    source = template_of(EOY).path
    with_text(source, mine, "xl/sharedStrings.xml", "Contact number", "Phone")
    found = refused("fill", EOY, "--template", mine, "--out", out)
    assert found["code"] == "MAP08"
    assert "Contact number" in found["message"]
    assert "C11" in found["message"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (lambda whole: whole[: len(whole) // 2], "BOOK01"),
        (lambda whole: whole[:0], "BOOK01"),
        (lambda whole: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + whole, "BOOK02"),
        (lambda whole: _damaged(whole), "BOOK01"),
    ],
    ids=["cut off", "empty", "encrypted", "damaged inside"],
)
def test_a_corrupted_template_is_refused(tmp_path, out, content, code):
    mine = tmp_path / "mine.xlsx"
    mine.write_bytes(content(template_of(EOY).bytes))
    found = refused("fill", EOY, "--template", mine, "--out", out)
    assert found["code"] == code
    assert found["where"].startswith(str(mine))
    assert not out.exists()


def _damaged(whole: bytes) -> bytes:
    """Flip bytes in the packed content of the metrics sheet."""
    at = whole.index(b"xl/worksheets/sheet4.xml") + 200
    return whole[:at] + bytes(byte ^ 0xFF for byte in whole[at : at + 50]) + whole[at + 50 :]


def test_a_mapping_that_is_no_yaml_is_refused_with_its_line(home):
    path = home / "mappings" / "returns" / f"{EOY}.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\nfields: [\n", encoding="utf-8")
    found = refused("fill", EOY)
    assert found["code"] == "MAP01"
    assert found["where"].startswith(f"{path}:")
    assert not (home / "out").exists()


def test_every_fault_of_a_mapping_is_told_with_its_line(home):
    path = home / "mappings" / "returns" / f"{EOY}.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ("row: Falls, column: q4, cell: G14", "row: Falls, column: q5, cell: G14"),
        ("year: 2024-25\n", "year: soon\n"),
        ("cell: C8, from: place", "cell: eight, from: place"),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    outcome = xlbcf("fill", EOY, "--json")
    assert outcome.status == 2
    assert outcome.codes == ["MAP04"] * 3
    assert all(found["where"].startswith(f"{path}:") for found in outcome.plain["findings"])
    assert not (home / "out").exists()


def test_a_working_folder_of_ones_own_is_used(home):
    figures = home / "workbooks" / "data" / f"{EOY}.csv"
    text = figures.read_text(encoding="utf-8")
    figures.write_text(text.replace(",199.9,", ",188.8,"), encoding="utf-8")
    fill(EOY, home / "out", "--place", LEICESTERSHIRE)
    book = FileBook.open(output(home / "out", EOY))
    assert book.value(METRICS, parse_cell("H12")) == 188.8


def test_a_mapped_cell_that_is_locked_is_refused(home):
    # A mapping that sends a figure into a formula must not get through either.
    path = home / "mappings" / "returns" / f"{EOY}.yaml"
    text = path.read_text(encoding="utf-8")
    line = "period: 2024-25 Q4, sheet: metrics, row: Avoidable admissions, column: q4, cell: G12"
    assert f"{line}, from: template" in text
    path.write_text(text.replace(f"{line}, from: template", f"{line}, from: figures"), "utf-8")
    outcome = xlbcf("fill", EOY, "--place", LEICESTERSHIRE, "--json")
    assert outcome.status == 2
    assert set(outcome.codes) == {"CELL01", "CELL02"}
    assert not (home / "out").exists()


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("*", "suppressed"),
        ("[c]", "suppressed"),
        ("n/a", "not available"),
        ("[x]", "not available"),
        ("", "blank"),
    ],
)
def test_a_figure_that_is_no_number_leaves_the_cell_blank_and_is_listed(
    tmp_path, out, value, reason
):
    figures = write_figures(tmp_path / "mine.csv", [GOOD | {"value": value}])
    words = ("--place", LEICESTERSHIRE, "--figures", figures)
    (place,) = fill(EOY, out, *words, "--json").plain["places"]
    (blank,) = (
        each for each in place["left_blank"] if each["field"].startswith("actual, Avoidable")
    )
    assert reason in blank["reason"]
    assert f"“{value}”" in blank["reason"] or not value
    cell = parse_cell("H12")
    assert cell not in FileBook.open(output(out, EOY)).values(METRICS)
    text = fill(EOY, out, *words).out
    assert blank["reason"].split(":")[0] in " ".join(text.split())


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("fill",), "RETURN"),
        (("fill", EOY, "--jobs", "0"), "--jobs"),
        (("fill", EOY, "--jobs", "many"), "--jobs"),
        (("fill", EOY, "--nonsense"), "--nonsense"),
        (("set", "x.xlsx"), "SHEET!CELL=VALUE"),
        ((), "COMMAND"),
    ],
)
def test_a_mistyped_command_is_explained(words, option):
    outcome = xlbcf(*words)
    assert outcome.status == 2
    assert option in outcome.err
    assert "Traceback" not in outcome.err


def test_a_database_without_a_query_is_refused(out):
    found = refused("fill", EOY, "--figures", "sqlite:///none.db", "--out", out)
    assert found["code"] == "FIG11"
    assert not out.exists()


def test_figures_from_a_database_fill_like_those_from_a_file(tmp_path, out):
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(tmp_path / "figures.db")) as base:
        base.execute("create table f (place text, metric text, period text, value, status text)")
        row = (LEICESTERSHIRE, "avoidable_admissions", "2024-25 Q3", 199.9, "actual")
        base.execute("insert into f values (?, ?, ?, ?, ?)", row)
        base.commit()
    address = f"sqlite:///{tmp_path / 'figures.db'}"
    words = ("--place", "Leicestershire", "--figures", address, "--query", "select * from f")
    fill(EOY, out, *words)
    assert FileBook.open(output(out, EOY)).value(METRICS, parse_cell("H12")) == 199.9


def test_a_template_with_macros_keeps_its_suffix(tmp_path, out):
    mine = tmp_path / "mine.xlsm"
    shutil.copy(template_of(EOY).path, mine)
    fill(EOY, out, "--place", LEICESTERSHIRE, "--template", mine)
    assert output(out, EOY).with_suffix(".xlsm").exists()
