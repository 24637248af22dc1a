"""Cells inserted in a file: what moves, what follows, what stays, and what is refused."""

from __future__ import annotations

import pytest

from tests.support.editing import parts_in
from tests.support.growing import LIVE, SHEET, grown_workbook
from xlbcf.books.file_book import FileBook
from xlbcf.books.insertion import Insertion, insert_cells
from xlbcf.template.addresses import parse_area, parse_cell


@pytest.fixture(scope="module")
def made() -> bytes:
    return grown_workbook()


@pytest.fixture
def grown(made: bytes) -> FileBook:
    return after(made, f"{SHEET}!A{LIVE}:C{LIVE}")


def after(data: bytes, *places: str) -> FileBook:
    """Return the workbook after cells were inserted, opened anew."""
    opened = FileBook.from_bytes(data, "before.xlsx")
    insert_cells(opened, [insertion(place) for place in places])
    return FileBook.from_bytes(opened.to_bytes(), "after.xlsx")


def insertion(place: str) -> Insertion:
    name, _, area = place.rpartition("!")
    return Insertion(name, parse_area(area))


def formula_at(opened: FileBook, place: str) -> str | None:
    name, _, cell = place.rpartition("!")
    return opened.formulas(name).get(parse_cell(cell))


def test_the_live_row_moves_down_with_its_values_formulas_and_looks(made, grown):
    assert formula_at(grown, f"{SHEET}!B15") == "Data!$B$2"
    assert grown.value(SHEET, parse_cell("B15")) == 0.5
    assert grown.value(SHEET, parse_cell("B14")) is None
    opened = FileBook.from_bytes(made, "before.xlsx")
    look = opened.sheet_file(SHEET).number_format(parse_cell("B14"))
    assert look == "0.0%"
    assert [grown.sheet_file(SHEET).number_format(parse_cell(c)) for c in ("B14", "B15")] == [
        look,
        look,
    ]


@pytest.mark.parametrize(
    ("place", "reads"),
    [
        ("Summary!A1", "SUM('1a (f)'!B10:B15)"),
        ("Summary!A2", "'1a (f)'!$B$15*2"),
        ("Summary!A3", "IF('1a (f)'!B15>0,\"'1a (f)'!B14\",0)"),
        (f"{SHEET}!B2", "B15"),
        (f"{SHEET}!B4", "COUNT(B10:B15)"),
        (f"{SHEET}!B5", "SUM(A10:E14)"),
        (f"{SHEET}!C13", "$B$3"),
        (f"{SHEET}!C15", "C13"),
    ],
)
def test_formulas_follow(grown, place, reads):
    assert formula_at(grown, place) == reads


def test_names_over_the_columns_grow_and_others_stay(grown):
    assert grown.defined_name("history_one", "Summary") == "'1a (f)'!$A$10:$C$15"
    assert grown.defined_name("beside", "Summary") == "'1a (f)'!$E$10:$E$14"


def test_cells_beside_the_columns_stay(grown):
    assert grown.value(SHEET, parse_cell("E14")) == 14
    assert grown.value(SHEET, parse_cell("E20")) == "beside it"
    assert grown.value(SHEET, parse_cell("A21")) == "under the history"


def test_merged_areas_in_the_columns_move_and_others_stay(grown):
    assert {str(area) for area in grown.merges(SHEET)} == {"A22:C22", "H20:I20"}


@pytest.mark.parametrize(
    ("part", "holds"),
    [
        ("xl/worksheets/sheet2.xml", '<conditionalFormatting sqref="A11:C15">'),
        ("xl/worksheets/sheet2.xml", "<formula>$B11&gt;$B$15</formula>"),
        ("xl/worksheets/sheet2.xml", "<xm:f>$B$15</xm:f>"),
        ("xl/worksheets/sheet2.xml", "<xm:sqref>B11:B15</xm:sqref>"),
        ("xl/worksheets/sheet2.xml", "<xm:f>'1a (f)'!B10:B15</xm:f>"),
        ("xl/worksheets/sheet2.xml", 'sqref="A11:A15" numberStoredAsText="1"'),
        ("xl/worksheets/sheet2.xml", "<formula1>LEN(A11)&lt;30</formula1>"),
        ("xl/worksheets/sheet2.xml", '<hyperlink ref="A23" location="Summary!A1"'),
        ("xl/worksheets/sheet2.xml", '<dimension ref="A2:I23"/>'),
        ("xl/worksheets/sheet1.xml", "location=\"'1a (f)'!A15\""),
        ("xl/worksheets/sheet1.xml", "<xm:f>'1a (f)'!B10:B15</xm:f>"),
        ("xl/charts/chart1.xml", "<c:f>'1a (f)'!$A$10:$A$15</c:f>"),
        ("xl/charts/chart1.xml", "<c:f>'1a (f)'!$B$9</c:f>"),
    ],
)
def test_rules_links_sparklines_and_charts_follow(grown, part, holds):
    assert holds in parts_in(grown.to_bytes())[part].decode()


def test_parts_that_nothing_refers_from_stay_byte_for_byte(made, grown):
    old, new = parts_in(made), parts_in(grown.to_bytes())
    assert list(old) == list(new)
    assert {name for name in old if old[name] != new[name]} == {
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        "xl/charts/chart1.xml",
    }


def test_nothing_to_insert_changes_nothing(made):
    opened = FileBook.from_bytes(made, "before.xlsx")
    insert_cells(opened, [])
    assert opened.to_bytes() == made


def test_areas_that_overlap_are_a_fault_of_the_caller(made):
    with pytest.raises(ValueError, match="overlap"):
        after(made, f"{SHEET}!A12:C13", f"{SHEET}!B13:D14")
