"""A workbook open in Excel, behind a stand-in for Excel's own objects."""

from __future__ import annotations

import pytest

from tests.support.editing import parts_in
from tests.support.excel_double import ComError, Condition, Workbook
from tests.support.sheets import DATE, LOCKED, PROTECTION, Styled, book, sheet
from tests.support.zips import zipped
from xlbcf.books.excel_book import ExcelBook
from xlbcf.books.excel_marks import SIGNATURE
from xlbcf.books.open_book import Block
from xlbcf.rules.findings import Refused
from xlbcf.rules.kinds import Severity
from xlbcf.template.addresses import Cell, parse_area, parse_cell

ERROR, QUERY, NOTE = Severity.ERROR, Severity.QUERY, Severity.NOTE
B2, B3 = Cell(2, 2), Cell(3, 2)
FORM = book(sheet("Form", {"B2": "Rutland", "B3": 5}), sheet("More", {"A1": 1}))
PROTECTED = book(sheet("Form", {"B2": "Rutland"}, tail=PROTECTION), sheet("More", {"A1": 1}))


def opened(data: bytes = FORM, name: str = "C:\\bcf\\form.xlsx") -> tuple[Workbook, ExcelBook]:
    workbook = Workbook(data, name)
    return workbook, ExcelBook(workbook)


def refusal(work, *given) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        work(*given)
    (found,) = caught.value.findings
    return found.code, str(found)


@pytest.mark.parametrize(
    ("full_name", "name", "address"),
    [
        ("C:\\bcf\\form.xlsx", "form.xlsx", "C:\\bcf\\form.xlsx"),
        ("https://x.sharepoint.com/sites/bcf/form.xlsx", "form.xlsx",
         "https://x.sharepoint.com/sites/bcf/form.xlsx"),
        ("Book1", "Book1", ""),
    ],
)  # fmt: skip
def test_it_is_where_excel_says_and_nowhere_before_it_is_saved(full_name, name, address):
    _, own = opened(name=full_name)
    assert (own.name, own.address) == (name, address)


@pytest.mark.parametrize("name", ["C:\\bcf\\form.xlsx", "C:\\bcf\\FORM.XLSM", "Book1"])
def test_its_content_is_a_copy_that_excel_saves_and_that_is_deleted(name):
    workbook, own = opened(name=name)
    assert own.content() == FORM
    (copy,) = workbook.copies
    assert not copy.exists()
    assert not copy.parent.exists()
    assert workbook.Saved


@pytest.mark.parametrize("kind", [".xls", ".xlsb", ".csv", ".XLS"])
def test_a_workbook_of_another_kind_is_named_and_not_copied(kind):
    workbook, own = opened(name=f"C:\\bcf\\form{kind}")
    code, text = refusal(own.content)
    assert code == "OPEN01"
    assert kind.casefold() in text
    assert ".xlsx, .xlsm" in text
    assert workbook.copies == []


def test_where_excel_gives_no_copy_its_reason_is_told():
    workbook, own = opened()

    def refuse() -> None:
        raise ComError("Cannot access read-only\r\ndocument.")

    workbook.before_copy = refuse
    code, text = refusal(own.content)
    assert code == "OPEN03"
    assert "(Cannot access read-only document)" in text


def test_on_a_sheet_without_cells_the_first_cell_counts_as_selected():
    workbook = Workbook(FORM, "form.xlsx", charts=["Chart 1"])
    workbook.active = workbook.Sheets(3)
    own = ExcelBook(workbook)
    assert own.selected == ("Chart 1", Cell(1, 1))
    assert own.sheets() == ["Form", "More", "Chart 1"]
    assert own.clear_marks() == 0


def test_a_cell_of_a_hidden_sheet_cannot_be_shown():
    workbook, own = opened()
    workbook.Worksheets("More").Visible = 2
    code, text = refusal(own.select, "More", B2)
    assert code == "OPEN04"
    assert "More!B2" in text
    assert "hidden" in text
    assert own.selected == ("Form", Cell(1, 1))


def test_a_write_that_excel_refuses_is_named_with_its_reason():
    _, own = opened(PROTECTED)
    code, text = refusal(own.write, [Block("Form", parse_area("B2"), (("Leicester",),))])
    assert code == "OPEN02"
    assert "Form!B2 could not be written (The cell is on a protected sheet)" in text


def test_every_formula_is_worked_out_again():
    workbook, own = opened()
    own.recalculate()
    assert workbook.Application.calculated == 1


def test_marks_are_conditions_with_a_pattern_and_a_colour_of_their_own_for_each_severity():
    workbook, own = opened()
    own.mark({"Form": {B2: ERROR, B3: QUERY}, "More": {Cell(1, 1): NOTE}})
    made = [*workbook.Worksheets("Form").conditions, *workbook.Worksheets("More").conditions]
    looks = {(each.Interior.Pattern, each.Interior.Color) for each in made}
    assert len({pattern for pattern, _ in looks}) == len({colour for _, colour in looks}) == 3
    assert all(each.StopIfTrue is False for each in made)
    assert {each.Formula1.partition(": ")[2] for each in made} == {
        'error"<>""',
        'query"<>""',
        'note"<>""',
    }


def test_marks_go_and_the_conditions_of_the_form_stay_as_they_were():
    workbook, own = opened()
    form = workbook.Worksheets("Form")
    scale, rule = Condition(form, 3, [B2]), Condition(form, 2, [B2], "=$B$2=1")
    form.conditions += [scale, rule]
    own.mark({"Form": {B2: ERROR, B3: ERROR, Cell(9, 9): QUERY}})
    assert len(form.conditions) == 4
    # What is put first is seen, whatever colours the form gives its cells.
    assert form.conditions[-2:] == [scale, rule]
    assert own.clear_marks() == 3
    assert form.conditions == [scale, rule]


@pytest.mark.parametrize("saved", [True, False])
def test_marking_and_clearing_leave_it_saved_or_unsaved_as_it_was(saved):
    workbook, own = opened()
    workbook.Saved = saved
    own.mark({"Form": {B2: ERROR}})
    assert workbook.Saved is saved
    own.clear_marks()
    assert workbook.Saved is saved
    assert own.content() == FORM


def test_many_cells_are_marked_in_addresses_that_excel_takes():
    workbook, own = opened()
    cells = {Cell(row, column): ERROR for row in range(1, 300, 2) for column in (2, 3, 5)}
    assert own.mark({"Form": cells}) == []
    marked = [cell for each in workbook.Worksheets("Form").conditions for cell in each.cells]
    assert sorted(marked) == sorted(cells)
    assert own.clear_marks() == len(cells)


def test_a_protected_sheet_takes_no_marks_and_no_harm():
    workbook, own = opened(PROTECTED)
    assert own.mark({"Form": {B2: ERROR}, "More": {Cell(1, 1): ERROR}}) == ["Form"]
    assert workbook.Worksheets("Form").conditions == []
    assert len(workbook.Worksheets("More").conditions) == 1


def test_a_protected_sheet_that_lets_cells_be_formatted_takes_marks():
    workbook, own = opened(PROTECTED)
    workbook.Worksheets("Form").Protection.AllowFormattingCells = True
    assert own.mark({"Form": {B2: ERROR}}) == []
    assert own.clear_marks() == 1


def test_what_was_begun_is_taken_away_where_excel_refuses_half_way():
    workbook, own = opened()
    form = workbook.Worksheets("Form")
    make = form.must_be_formattable
    calls = []

    def refuse_the_second() -> None:
        calls.append(1)
        if len(calls) == 2:
            raise ComError("No more formats.")
        make()

    form.must_be_formattable = refuse_the_second
    assert own.mark({"Form": {B2: ERROR, B3: QUERY}}) == ["Form"]
    assert form.conditions == []


def test_marks_on_a_sheet_that_was_protected_since_are_named_and_the_others_go():
    workbook, own = opened()
    own.mark({"Form": {B2: ERROR}, "More": {Cell(1, 1): ERROR}})
    workbook.Worksheets("Form").ProtectContents = True
    code, text = refusal(own.clear_marks)
    assert code == "OPEN05"
    assert "(Form)" in text
    assert workbook.Worksheets("More").conditions == []
    workbook.Worksheets("Form").ProtectContents = False
    assert own.clear_marks() == 1


def test_the_formula_of_a_mark_is_the_same_in_every_language_of_excel():
    workbook, own = opened()
    own.mark({"Form": {parse_cell("B2"): ERROR}})
    (mark,) = workbook.Worksheets("Form").conditions
    assert mark.Formula1 == f'="{SIGNATURE}: error"<>""'
    assert "(" not in mark.Formula1
    assert "," not in mark.Formula1


def with_texts(*cells: str) -> bytes:
    """A form whose cells of these addresses take all that is typed as a text."""
    held = {cell: Styled("old", LOCKED) for cell in ("B2", "C2", "D2")}
    held |= {cell: Styled("old", DATE) for cell in cells}
    parts = parts_in(book(sheet("Form", held)))
    styles = parts["xl/styles.xml"]
    parts["xl/styles.xml"] = styles.replace(b'<xf numFmtId="14"', b'<xf numFmtId="49"', 1)
    return zipped(parts)


@pytest.mark.parametrize("cells", [(), ("B2", "C2", "D2"), ("C2",)])
def test_a_text_arrives_without_an_apostrophe_whatever_its_cell_makes_of_what_is_typed(cells):
    _, own = opened(with_texts(*cells))
    own.write([Block("Form", parse_area("B2:D2"), (("2018-04", "95%", "a word"),))])
    held = own.values("Form")
    assert [held[parse_cell(cell)] for cell in ("B2", "C2", "D2")] == ["2018-04", "95%", "a word"]
