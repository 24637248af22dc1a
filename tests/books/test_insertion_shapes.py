"""Insertions into sheets of all shapes: what moves with them, and what stands in their way."""

from __future__ import annotations

import re

import pytest

from tests.support.editing import parts_in
from tests.support.sheets import BOLD, DATE, Form, Raw, Styled, book, formula, lists, merged, sheet
from xlbcf.books.file_book import FileBook
from xlbcf.books.insertion import Insertion, insert_cells
from xlbcf.rules.findings import Refused
from xlbcf.template.addresses import Cell, parse_area, parse_cell

CELLS = {
    "A1": 1,
    "B1": "one",
    "A2": 2,
    "B2": formula("A2*2", 4),
    "A3": 3,
    "B3": formula("A3+B2", 7),
}


def grown(data: bytes, *areas: str, name: str = "A") -> FileBook:
    opened = FileBook.from_bytes(data, "book.xlsx")
    insert_cells(opened, [Insertion(name, parse_area(area)) for area in areas])
    return FileBook.from_bytes(opened.to_bytes(), "book.xlsx")


def content(opened: FileBook, name: str = "A") -> dict[str, object]:
    """Return the formulas and values of a sheet by address."""
    values = {str(cell): value for cell, value in opened.values(name).items()}
    return values | {str(cell): f"={text}" for cell, text in opened.formulas(name).items()}


def refusal(data: bytes, area: str) -> str:
    opened = FileBook.from_bytes(data, "book.xlsx")
    with pytest.raises(Refused) as caught:
        insert_cells(opened, [Insertion("A", parse_area(area))])
    assert opened.to_bytes() == data
    (one,) = caught.value.findings
    return f"{one.code} {one.message}"


@pytest.mark.parametrize(
    "form",
    [Form(), Form(prefix="x:"), Form(strict=True), Form(absolute=True), Form(encoding="utf-16")],
)
def test_all_ways_to_write_a_sheet_are_known(form):
    data = book(sheet("A", CELLS), sheet("B", {"A1": formula("A!B3", 7)}), form=form)
    opened = grown(data, "A2:B2")
    assert content(opened) == {
        "A1": 1, "B1": "one", "A3": 2, "B3": "=A3*2", "A4": 3, "B4": "=A4+B3",
    }  # fmt: skip
    assert content(opened, "B") == {"A1": "=A!B4"}


def test_cells_without_an_address_are_counted_as_before():
    rows = "<row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>"
    assert content(grown(book(sheet("A", rows)), "A1:B1")) == {
        "C1": 3, "A2": 1, "B2": 2, "A3": 4,
    }  # fmt: skip


def test_rows_in_between_are_made():
    data = book(sheet("A", {"A1": 1, "A5": 5, "A9": 9}))
    assert content(grown(data, "A2:A3")) == {"A1": 1, "A7": 5, "A11": 9}


def test_several_areas_of_a_sheet_are_given_as_they_stood_before():
    cells = {"A1": 1, "C1": 10, "A2": 2, "C2": 20, "A3": 3, "C3": 30}
    assert content(grown(book(sheet("A", cells)), "A3", "A2", "C1:C2")) == {
        "A1": 1, "A3": 2, "A5": 3, "C3": 10, "C4": 20, "C5": 30,
    }  # fmt: skip


def test_heights_and_hiding_of_rows_stay_where_they_are():
    rows = '<row r="1" hidden="1"><c r="A1"/></row><row r="2" ht="30" customHeight="1">'
    rows += '<c r="A2"><v>2</v></c></row>'
    text = parts_in(grown(book(sheet("A", rows)), "A2").to_bytes())["xl/worksheets/sheet1.xml"]
    assert re.findall(rb'<row r="(\d+)"([^>]*)>', text) == [
        (b"1", b' hidden="1"'), (b"2", b' ht="30" customHeight="1"'), (b"3", b""),
    ]  # fmt: skip


def looks(opened: FileBook, *cells: str) -> list[str]:
    file = opened.sheet_file("A")
    return [(tag.get(b"s") or b"0").decode() if (tag := file.tag(parse_cell(c))) else "none"
            for c in cells]  # fmt: skip


def test_new_cells_look_like_those_above():
    cells = {"A1": Styled(1, BOLD), "B1": 1, "A2": Styled(2, DATE), "C2": Styled(2, DATE)}
    opened = grown(book(sheet("A", cells)), "A2:C2")
    assert looks(opened, "A2", "B2", "C2", "A3", "C3") == [str(BOLD), "none", "none", "2", "2"]


def test_under_a_hidden_row_new_cells_look_like_those_they_push_down():
    rows = f'<row r="1" hidden="1"><c r="A1" s="{BOLD}"/></row>'
    rows += f'<row r="2"><c r="A2" s="{DATE}"><v>2</v></c></row>'
    assert looks(grown(book(sheet("A", rows)), "A2:A3"), "A2", "A3", "A4") == [str(DATE)] * 3


def test_in_the_first_row_new_cells_look_like_those_they_push_down():
    assert looks(grown(book(sheet("A", {"A1": Styled(1, BOLD)})), "A1"), "A1", "A2") == ["4", "4"]


SHARED = {
    "A1": 1, "B1": formula("A1*2", 2, attributes='t="shared" ref="B1:B4" si="0"'),
    "A2": 2, "B2": formula("", 4, attributes='t="shared" si="0"'),
    "A3": 3, "B3": formula("", 6, attributes='t="shared" si="0"'),
    "A4": 4, "B4": formula("", 8, attributes='t="shared" si="0"'),
}  # fmt: skip


def test_a_shared_formula_stays_shared_where_it_moves_as_one():
    text = parts_in(grown(book(sheet("A", SHARED)), "A1:B2").to_bytes())["xl/worksheets/sheet1.xml"]
    assert b'<f t="shared" ref="B3:B6" si="0">A3*2</f>' in text


def test_a_shared_formula_is_written_out_where_its_cells_part():
    opened = grown(book(sheet("A", SHARED)), "A3")
    assert content(opened) == {
        "A1": 1, "B1": "=A1*2", "A2": 2, "B2": "=A2*2", "B3": "=A4*2", "A4": 3,
        "B4": "=A5*2", "A5": 4,
    }  # fmt: skip
    assert b"shared" not in parts_in(opened.to_bytes())["xl/worksheets/sheet1.xml"]


def test_a_shared_formula_that_nothing_concerns_stays_byte_for_byte():
    data = book(sheet("A", CELLS), sheet("B", SHARED))
    assert (
        parts_in(grown(data, "A2:B2").to_bytes())["xl/worksheets/sheet2.xml"]
        == (parts_in(data)["xl/worksheets/sheet2.xml"])
    )


def test_an_array_formula_moves_as_a_whole():
    cells = {"A1": 1, "B1": 0, "A5": formula("B1:B2*2", 0, attributes='t="array" ref="A5:B6"')}
    text = parts_in(grown(book(sheet("A", cells)), "A3:B3").to_bytes())["xl/worksheets/sheet1.xml"]
    assert b'<c r="A6"><f t="array" ref="A6:B7">B1:B2*2</f>' in text


ARRAY = {"A5": formula("C1:D2*2", 0, attributes='t="array" ref="A5:B6"')}
TABLE = formula("", 5, attributes='t="dataTable" ref="B2:C3" dt2D="1" dtr="1" r1="A1" r2="A9"')
COMMENTS = '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
COMMENTS += '<commentList><comment ref="A5" authorId="0"/></commentList></comments>'
SALES = '<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
SALES += 'displayName="Sales" ref="A4:B8"/>'
PIVOT = '<pivotTableDefinition xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
PIVOT += 'name="Pivot"><location ref="A4:B8"/></pivotTableDefinition>'


@pytest.mark.parametrize(
    ("made", "area", "what"),
    [
        (sheet("A", {"A1": 1}, tail=merged("A5:C5")), "A3:B3", "the merged area A5:C5"),
        (sheet("A", {"A1": 1}, tail=merged("A4:C5")), "A5:B5", "the merged area A4:C5"),
        (sheet("A", ARRAY), "A5", "the array A5:B6"),
        (sheet("A", ARRAY), "A6:B6", "the array A5:B6"),
        (sheet("A", {"A1": 1, "B2": TABLE, "A9": 1}), "B1:C1", "the data table B2:C3"),
        (sheet("A", {"A1": 1, "B2": TABLE, "A9": 1}), "A5", "the input cell of a data table A9"),
        (sheet("A", {"A1": 1, "A1048576": 2}), "A3", "not empty: A1048576"),
        (sheet("A", {"A5": 1}, links=[("comments", "../comments1.xml")],
               parts={"xl/comments1.xml": COMMENTS}), "A3:B3", "the note at A5"),
        (sheet("A", {"A5": 1}, links=[("table", "../tables/table1.xml")],
               parts={"xl/tables/table1.xml": SALES}), "B3:B3", "the table Sales in A4:B8"),
        (sheet("A", {"A5": 1}, links=[("pivotTable", "../pivotTables/p1.xml")],
               parts={"xl/pivotTables/p1.xml": PIVOT}), "B3:B3", "the table Pivot in A4:B8"),
    ],
)  # fmt: skip
def test_what_would_be_torn_stands_in_the_way(made, area, what):
    said = refusal(book(made), area)
    assert said.startswith("BOOK10")
    assert what in said
    assert f"at {area.removesuffix(':B3') if area == 'B3:B3' else area}" in said


@pytest.mark.parametrize(
    ("made", "area"),
    [
        (sheet("A", {"A1": 1}, tail=merged("A5:C5")), "A3:C3"),
        (sheet("A", {"A1": 1}, tail=merged("A5:C5")), "A6:B6"),
        (sheet("A", {"A1": 1}, tail=merged("A5:C5")), "D1:F1"),
        (sheet("A", ARRAY), "A3:B3"),
        (sheet("A", ARRAY), "A7:B7"),
        (sheet("A", {"A5": 1}, links=[("comments", "../comments1.xml")],
               parts={"xl/comments1.xml": COMMENTS}), "A6:B6"),
        (sheet("A", {"A5": 1}, links=[("table", "../tables/table1.xml")],
               parts={"xl/tables/table1.xml": SALES}), "C3"),
    ],
)  # fmt: skip
def test_what_is_not_torn_stands_in_nobodys_way(made, area):
    before = FileBook.from_bytes(book(made), "book.xlsx").values("A")
    inserted = parse_area(area)

    def below(cell):
        return cell.row >= inserted.top and inserted.left <= cell.column <= inserted.right

    down = inserted.bottom - inserted.top + 1
    assert grown(book(made), area).values("A") == {
        Cell(cell.row + down, cell.column) if below(cell) else cell: value
        for cell, value in before.items()
    }


def test_a_formula_in_a_cdata_section_is_not_followed_on_a_guess():
    cell = Raw('<c r="{r}"><f><![CDATA[A2]]></f><v>1</v></c>')
    assert refusal(book(sheet("A", {"A2": 1, "B2": cell})), "A2").startswith("BOOK01")


def test_a_sheet_that_is_not_there_is_refused():
    opened = FileBook.from_bytes(book(sheet("A", CELLS)), "book.xlsx")
    with pytest.raises(Refused) as caught:
        insert_cells(opened, [Insertion("Z", parse_area("A1"))])
    assert [each.code for each in caught.value.findings] == ["BOOK05"]


def test_a_drop_down_and_its_list_follow():
    data = book(sheet("A", CELLS, tail=lists(("A2:B3", "$A$2:$A$3"))))
    text = parts_in(grown(data, "A3").to_bytes())["xl/worksheets/sheet1.xml"]
    assert b'sqref="A2:A4 B2:B3"><formula1>$A$2:$A$4</formula1>' in text


def test_the_order_of_calculation_goes_with_its_links_when_formulas_move():
    data = book(sheet("A", CELLS), chain='<c r="B2" i="1"/><c r="B3"/>')
    parts = parts_in(grown(data, "A2:B2").to_bytes())
    assert "xl/calcChain.xml" not in parts
    assert not any(b"calcChain" in each for each in parts.values())


def test_what_was_written_before_moves_too_and_writing_goes_on_after():
    opened = FileBook.from_bytes(book(sheet("A", CELLS)), "book.xlsx")
    opened.put_formulas({"A": {parse_cell("A3"): "A2+1"}})
    insert_cells(opened, [Insertion("A", parse_area("A2:B2"))])
    opened.put_formulas({"A": {parse_cell("A2"): 'A1&"<"', parse_cell("D9"): "SUM(A1:A4)"}})
    opened.store_results({"A": {parse_cell("A2"): "1<", parse_cell("D9"): 3}})
    again = FileBook.from_bytes(opened.to_bytes(), "book.xlsx")
    assert content(again) == {
        "A1": 1, "B1": "one", "A2": '=A1&"<"', "A3": 2, "B3": "=A3*2", "A4": "=A3+1",
        "B4": "=A4+B3", "D9": "=SUM(A1:A4)",
    }  # fmt: skip
    assert again.value("A", parse_cell("A2")) == "1<"
    assert again.value("A", parse_cell("A4")) is None


def test_a_formula_keeps_the_look_of_its_cell_and_leaves_the_chain():
    data = book(sheet("A", {"A1": Styled(1, BOLD)}), chain='<c r="B2" i="1"/>')
    opened = FileBook.from_bytes(data, "book.xlsx")
    opened.put_formulas({"A": {parse_cell("A1"): "1+1"}})
    parts = parts_in(opened.to_bytes())
    assert b'<c r="A1" s="4"><f>1+1</f></c>' in parts["xl/worksheets/sheet1.xml"]
    assert "xl/calcChain.xml" not in parts


def test_a_formula_is_not_put_into_an_array():
    opened = FileBook.from_bytes(book(sheet("A", ARRAY)), "book.xlsx")
    with pytest.raises(Refused) as caught:
        opened.put_formulas({"A": {parse_cell("B6"): "1+1"}})
    assert [each.code for each in caught.value.findings] == ["CELL05"]
