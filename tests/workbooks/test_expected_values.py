"""The expected-values workbook: our rules and live formulas, worked out anew, agree."""

from __future__ import annotations

import math
import re
from functools import cache
from io import BytesIO

import openpyxl
import pytest

pytest.importorskip("xlsxwriter", reason="xlsxwriter is not installed; it comes with [test]")
pytest.importorskip("cellrune", reason="cellrune has no build for this machine")

from tests.support.libreoffice import formula_values, recalculated
from tests.support.templates import ROOT, engine, shown
from workbooks.build.expected.book import FILE, TABLES, expected_values
from workbooks.build.expected.home import HOME, TOLERANCE
from workbooks.build.expected.intervals import WILSON
from workbooks.build.expected.rounding import ROUNDING
from workbooks.build.expected.tables import FIRST_ROW, Table, Value
from workbooks.build.package import finished, parts_of

CONTENT = (ROOT / "workbooks" / FILE).read_bytes()
ALL = (HOME, "B4")
ANSWERS = [pytest.param(table, id=table.id) for table in TABLES]
# Functions that Excel 2010 and LibreOffice both know; a formula keeps to them.
KNOWN = {
    *("ABS", "AND", "AVERAGE", "COUNT", "COUNTIF", "EXACT", "IF", "IFERROR", "INDEX", "ISNUMBER"),
    *("LN", "MATCH", "MAX", "MIN", "N", "NOT", "OR", "ROUND", "SIGN", "SQRT", "SUM"),
    *("SUMPRODUCT", "_xlfn.CHISQ.INV", "_xlfn.CHISQ.INV.RT", "_xlfn.NORM.S.INV"),
}
LABELS = {
    *("Above UCL", "Below LCL", "Common Cause", "2 in 3 Above CL", "2 in 3 Below CL"),
    *("7 Points Above CL", "7 Points Below CL"),
    *("7 Point Trend (Increasing)", "7 Point Trend (Decreasing)"),
}


@cache
def book(*, values: bool):
    """Return openpyxl's view of the committed file, with formulas or with stored values."""
    return openpyxl.load_workbook(BytesIO(CONTENT), data_only=values)


def column(at: int) -> str:
    """Return the letters of a column counted from 0."""
    return openpyxl.utils.get_column_letter(at + 1)


def ours(table: Table, result: int = 0) -> str:
    """Return the address of our result in the first case."""
    return f"{column(table.places[table.results[result].name] - 1)}{FIRST_ROW}"


def live(table: Table, result: int = 0) -> str:
    """Return the address of Excel's result in the first case."""
    return f"{column(table.places[table.results[result].name])}{FIRST_ROW}"


def same(one: Value, other: Value) -> bool:
    """Say whether two values are the same, numbers within the last digit that a file keeps."""
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return math.isclose(one, other, rel_tol=1e-14, abs_tol=1e-15)


@cache
def rebuild() -> bytes:
    return finished(expected_values())


def test_the_committed_file_equals_a_rebuild_part_by_part():
    rebuilt, committed = parts_of(rebuild()), parts_of(CONTENT)
    assert list(rebuilt) == list(committed)
    changed = [name for name, content in rebuilt.items() if content != committed[name]]
    assert not changed, f"run python -m workbooks.build: {changed}"


def test_two_rebuilds_are_the_same_bytes():
    assert finished(expected_values()) == rebuild()


@pytest.mark.parametrize("table", ANSWERS)
def test_our_results_in_the_file_are_those_of_the_rules(table):
    sheet = book(values=True)[table.sheet]
    for row, case in enumerate(table.cases, start=FIRST_ROW):
        assert sheet.cell(row, 1).value == case.words
        for result, expected in zip(table.results, table.answers(case), strict=True):
            stated = sheet.cell(row, table.places[result.name])
            assert stated.data_type != "f"
            assert same(stated.value, expected), (case.words, result.heading)


@pytest.mark.parametrize("table", ANSWERS)
def test_excels_results_are_formulas_that_read_no_result_of_ours(table):
    sheet = book(values=False)[table.sheet]
    plain = {column(table.places[result.name] - 1) for result in table.results}
    for row in range(FIRST_ROW, table.last_row + 1):
        for each in (*table.workings, *table.results):
            formula = sheet.cell(row, table.places[each.name] + 1).value
            assert str(formula).startswith("="), each.heading
            here = re.sub(r"'[^']+'![$A-Z0-9:]+|\"[^\"]*\"", "", formula)
            assert not plain & set(re.findall(r"\b([A-Z]{1,2})[0-9]+\b", here)), each.heading


@pytest.fixture(scope="module")
def anew(tmp_path_factory) -> dict[str, bytes]:
    """What LibreOffice makes of the file, and of a copy with a wrong result and a wrong formula."""
    faulty = engine(CONTENT)
    faulty.set_number(ROUNDING.sheet, ours(ROUNDING), 2)
    faulty.set_formula(WILSON.sheet, live(WILSON), "=B7/(C7+1)")
    faulty.recalculate(mode="full")
    files = {"right": CONTENT, "faulty": faulty.to_bytes()}
    return recalculated(files, tmp_path_factory.mktemp("libreoffice"))


def test_libreoffice_finds_that_every_case_agrees(anew):
    found = openpyxl.load_workbook(BytesIO(anew["right"]), data_only=True)
    for table in TABLES:
        sheet = found[table.sheet]
        for row, case in enumerate(table.cases, start=FIRST_ROW):
            assert sheet.cell(row, table.agrees + 1).value is True, (table.sheet, case.words)
        assert sheet["B3"].value is True
    assert found[ALL[0]][ALL[1]].value is True


def test_every_stored_value_is_what_libreoffice_works_out(anew):
    stored = formula_values(CONTENT, CONTENT)
    theirs = formula_values(CONTENT, anew["right"])
    assert len(stored) > sum(len(table.cases) for table in TABLES)
    for spot, value in theirs.items():
        if isinstance(value, str) and value:
            assert value == stored[spot], spot
        else:
            # A cell that holds 0 reads as blank here.
            numbers = (float(each or 0) for each in (value, stored[spot]))
            assert math.isclose(*numbers, rel_tol=TOLERANCE, abs_tol=TOLERANCE), spot


@pytest.mark.parametrize("table", [ROUNDING, WILSON], ids=["wrong result", "wrong formula"])
def test_libreoffice_finds_a_fault_and_every_name_above_it_says_so(anew, table):
    found = openpyxl.load_workbook(BytesIO(anew["faulty"]), data_only=True)
    sheet = found[table.sheet]
    rows = range(FIRST_ROW, table.last_row + 1)
    agrees = [sheet.cell(row, table.agrees + 1).value for row in rows]
    assert agrees == [False] + [True] * (len(rows) - 1)
    assert sheet["B3"].value is False
    assert found[ALL[0]][ALL[1]].value is False
    others = [each for each in TABLES if each not in (ROUNDING, WILSON)]
    assert all(found[each.sheet]["B3"].value is True for each in others)


@cache
def slightly_wrong(first: int):
    """Return the engine's view of the file with every second result wrong, each in its own row."""
    changed = engine(CONTENT)
    for table in TABLES:
        for row, result in enumerate(table.results[first::2], start=FIRST_ROW):
            cell = f"{column(table.places[result.name] - 1)}{row}"
            value = shown(changed, table.sheet, cell)
            if isinstance(value, str):
                changed.set_text(table.sheet, cell, f"{value}?")
            else:
                changed.set_number(table.sheet, cell, value + 1e-6 * max(1, abs(value)))
    changed.recalculate(mode="full")
    return changed


@pytest.mark.parametrize("table", ANSWERS)
@pytest.mark.parametrize("first", [0, 1])
def test_a_result_that_is_a_little_wrong_does_not_agree_and_others_do(table, first):
    changed, wrong = slightly_wrong(first), len(table.results[first::2])
    letters = column(table.agrees)
    area = f"{letters}{FIRST_ROW}", f"{letters}{table.last_row}"
    agrees = [row[0].get("value") for row in changed.read_values(table.sheet, *area)]
    assert wrong <= len(agrees)
    assert agrees == [False] * wrong + [True] * (len(agrees) - wrong)
    assert shown(changed, table.sheet, "B3") is (wrong == 0)


@pytest.mark.parametrize("table", ANSWERS)
def test_a_name_says_whether_the_sheet_agrees(table):
    names = book(values=False).defined_names
    assert names[f"test_{table.id}"].attr_text == f"'{table.sheet}'!$B$3"
    assert book(values=True)[table.sheet]["B3"].value is True


def test_one_name_says_whether_all_agree():
    workbook = book(values=False)
    assert workbook.defined_names["test_all"].attr_text == f"'{HOME}'!$B$4"
    named = {name for name in workbook.defined_names if name.startswith("test_")}
    assert named == {"test_all", *(f"test_{table.id}" for table in TABLES)}
    inside = set(re.findall(r"test_\w+", workbook[HOME]["B4"].value))
    assert inside == named - {"test_all"}
    assert book(values=True)[HOME]["B4"].value is True
    assert book(values=True)[HOME]["B5"].value == TOLERANCE


def test_formulas_keep_to_functions_that_excel_and_libreoffice_know():
    used = {
        name
        for sheet in book(values=False)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
        for name in re.findall(r"[\w.]+(?=\()", re.sub(r'"[^"]*"', "", cell.value))
    }
    assert used == KNOWN


def test_no_stored_value_is_an_error_and_excel_need_not_recalculate():
    parts = parts_of(CONTENT)
    sheets = [xml for name, xml in parts.items() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == len(TABLES) + 1
    for xml in sheets:
        assert b't="e"' not in xml
        assert b"<v>?</v>" not in xml
    assert b"fullCalcOnLoad" not in parts["xl/workbook.xml"]


@pytest.mark.parametrize("table", ANSWERS)
def test_every_case_names_its_source_and_says_something_of_its_own(table):
    assert all(case.source for case in table.cases)
    said = [(case.words, case.inputs) for case in table.cases]
    assert len(set(said)) == len(said)


def test_every_label_of_a_control_chart_is_shown():
    points = next(table for table in TABLES if table.id == "xmr_points")
    at = [result.name for result in points.results].index("label")
    assert {points.answers(case)[at] for case in points.cases} == LABELS


def test_every_published_figure_beside_a_plan_is_a_case():
    variance = next(table for table in TABLES if table.id == "variance")
    stated = {case.inputs[-1] for case in variance.cases}
    assert {1013.3, 515, 0.9222, 388.4, 583.8, 526.9, "not applicable"} <= stated


@pytest.mark.parametrize("name", [HOME, *(table.sheet for table in TABLES)])
def test_every_sheet_is_frozen_and_set_up_for_print(name):
    sheet = book(values=False)[name]
    assert sheet.freeze_panes
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_the_first_sheet_leads_to_every_other_one_and_says_what_is_not_here():
    home = book(values=True)[HOME]
    cells = [cell for row in home.iter_rows() for cell in row if cell.hyperlink]
    links = {cell.hyperlink.location.partition("!")[0].strip("'") for cell in cells}
    assert links == {table.sheet for table in TABLES}
    said = " ".join(str(cell.value) for row in home.iter_rows() for cell in row if cell.value)
    for words in ("plain values", "cannot express", "Narrative against figures", "mdc_excel"):
        assert words in said
