"""A workbook open in Excel that is given new cells and formulas, behind a stand-in for Excel."""

from __future__ import annotations

import pytest

from tests.support.excel_double import ComError, Workbook
from tests.support.excel_shifting import following
from tests.support.sheets import PROTECTION, book, formula, rows, sheet
from xlbcf.books.excel_book import ExcelBook
from xlbcf.rules.findings import Refused
from xlbcf.template.addresses import Cell, parse_area, parse_cell

ABOVE, BELOW = 0, 1
BY_HAND, BY_ITSELF = -4135, -4105
TABLE = (
    rows({"A1": "Period"})
    + '<row r="2" hidden="1"/>'
    + rows({"A3": "2023-24", "A4": "2024-25", "B4": formula("LEN(A4)", 7)})
)
GROWING = book(
    sheet("History", TABLE),
    sheet("Page", {"A1": formula("COUNTA(History!A2:A4)", 2)}),
    sheet("Locked", {"A1": 1}, tail=PROTECTION),
)


@pytest.fixture
def excel() -> Workbook:
    return Workbook(GROWING, "C:\\bcf\\dashboard.xlsm")


def refusal(work, *given) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        work(*given)
    (found,) = caught.value.findings
    return found.code, str(found)


def test_cells_are_inserted_as_excel_does_and_a_range_that_ends_there_grows(excel):
    ExcelBook(excel).insert("History", parse_area("A4:B4"))
    assert excel.file.values("History") == {
        Cell(1, 1): "Period", Cell(3, 1): "2023-24", Cell(5, 1): "2024-25", Cell(5, 2): 7,
    }  # fmt: skip
    assert excel.file.formulas("History") == {Cell(5, 2): "LEN(A5)"}
    assert excel.file.formulas("Page") == {Cell(1, 1): "COUNTA(History!A2:A5)"}
    assert not excel.Saved


@pytest.mark.parametrize(("area", "look"), [("A4:B4", ABOVE), ("A3:B3", BELOW), ("A1:B1", ABOVE)])
def test_new_cells_look_like_those_above_them_but_not_like_a_hidden_row(excel, area, look):
    ExcelBook(excel).insert("History", parse_area(area))
    assert excel.inserted == [("History", area, look)]


def test_what_waits_to_be_pasted_is_not_inserted(excel):
    assert excel.Application.CutCopyMode == 1
    ExcelBook(excel).insert("History", parse_area("A4:B4"))
    assert excel.Application.CutCopyMode is False


def test_where_excel_inserts_nothing_its_reason_and_the_place_are_told(excel):
    code, text = refusal(ExcelBook(excel).insert, "Locked", parse_area("A1:B1"))
    assert code == "OPEN28"
    assert "Locked!A1" in text
    assert "(The sheet is protected)" in text


def test_a_formula_that_excel_does_not_take_is_told_with_its_place(excel):
    own = ExcelBook(excel)
    own.write_formulas("History", {parse_cell("C4"): "$A$4"})
    assert excel.file.formulas("History")[Cell(4, 3)] == "$A$4"
    code, text = refusal(own.write_formulas, "History", {parse_cell("C4"): "SUM("})
    assert code == "OPEN02"
    assert "History!C4" in text


def test_excel_calculates_by_hand_while_it_is_written_to_and_as_before_afterwards(excel):
    own, application = ExcelBook(excel), excel.Application
    with own.calculating_later():
        assert application.Calculation == BY_HAND
    assert application.Calculation == BY_ITSELF
    with pytest.raises(ComError), own.calculating_later():
        raise ComError("busy")
    assert application.Calculation == BY_ITSELF


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("B5", "B5"), ("B6", "B8"), ("$B$6", "$B$8"), ("B2:B6", "B2:B8"), ("B6:B9", "B8:B11"),
        ("A2:C9", "A2:C9"), ("D6", "D6"), ("Data!B6", "Data!B6"), ("History!$B7", "History!$B9"),
        ("'History'!B6:C6", "'History'!B8:C8"), ('"B6"&B6', '"B6"&B8'),
        ("BCF_RAG(B6)", "BCF_RAG(B8)"), ("LOG10(B6)", "LOG10(B8)"),
    ],
)  # fmt: skip
def test_the_stand_in_moves_references_as_excel_does(text, after):
    assert following(text, "History", "History", parse_area("B6:C7")) == after
