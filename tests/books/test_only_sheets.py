"""A workbook with only some sheets in sight, as it goes to the printer."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from tests.support.editing import parts_in
from tests.support.laden import zipped_again
from xlbcf.books.file_book import FileBook
from xlbcf.books.only_sheets import only_sheets


@pytest.fixture(scope="module")
def book() -> FileBook:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        workbook.set_properties({"keywords": "falls, stays"})
        for name in ("Cover", "Page", "Notes & more", "Lists"):
            sheet = workbook.add_worksheet(name)
            sheet.write_url("A1", "internal:Cover!A1", string="Back")
            sheet.print_area("A1:B2")
        workbook.get_worksheet_by_name("Lists").hide()
        workbook.get_worksheet_by_name("Notes & more").hide()
    return FileBook.from_bytes(made.getvalue(), "page.xlsx")


def left(content: bytes) -> FileBook:
    return FileBook.from_bytes(content, "page.xlsx")


def test_the_sheets_wanted_are_in_sight_and_no_others(book):
    found = left(only_sheets(book, ["Page", "Notes & more"])).workbook.sheets
    assert [(each.name, each.hidden) for each in found] == [
        ("Cover", True), ("Page", False), ("Notes & more", False), ("Lists", True)
    ]  # fmt: skip


def test_the_first_of_them_is_the_one_that_opens(book):
    part = parts_in(only_sheets(book, ["Notes & more"]))["xl/workbook.xml"]
    assert part.count(b"activeTab=") == 1
    assert b'activeTab="2"' in part


def test_print_areas_stay_on_the_sheets_in_sight_only(book):
    names = left(only_sheets(book, ["Page"])).workbook.names
    assert [(each.name, each.sheet) for each in names] == [("_xlnm.Print_Area", "Page")]


@pytest.mark.parametrize(
    ("cells", "area", "printed"),
    [
        ({"A1": "a", "C2": "x"}, "A1:F9", "$A$1:$C$9"),
        ({"A1": "a", "F9": "x"}, "A1:F9", "$A$1:$F$9"),
        ({"A1": "a", "B1": "nothing"}, "A1:C9", "$A$1:$A$9"),
        ({"A1": "a", "C10": "below"}, "A1:C9", "$A$1:$A$9"),
        ({"B1": 1, "Z1": "beside"}, "A1:C9", "$A$1:$B$9"),
        ({"Z1": "beside"}, "A1:C9", "$A$1:$C$9"),
        ({"A1": "1", "AB2": 2}, "A1:AD9", "$A$1:$AB$9"),
    ],
)
def test_columns_in_which_nothing_stands_are_not_printed_at_the_right(cells, area, printed):
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Page 1")
        for cell, value in cells.items():
            sheet.write(cell, value)
        sheet.print_area(area)
    parts = parts_in(made.getvalue())
    texts = parts["xl/sharedStrings.xml"]
    parts["xl/sharedStrings.xml"] = texts.replace(b"<t>nothing</t>", b"<t></t>")
    content = only_sheets(FileBook.from_bytes(zipped_again(parts), "page.xlsx"), ["Page 1"])
    part = parts_in(content)["xl/workbook.xml"].decode()
    assert f">'Page 1'!{printed}</definedName>" in part


def test_where_something_is_drawn_the_whole_area_is_printed():
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Page")
        sheet.write("A1", 1)
        chart = workbook.add_chart({"type": "line"})
        chart.add_series({"values": "=Page!$A$1:$A$2"})
        sheet.insert_chart("D2", chart)
        sheet.print_area("A1:K20")
    content = only_sheets(FileBook.from_bytes(made.getvalue(), "page.xlsx"), ["Page"])
    assert b"Page!$A$1:$K$20<" in parts_in(content)["xl/workbook.xml"]


def test_links_leave_the_sheets_in_sight_only(book):
    parts = parts_in(only_sheets(book, ["Page"]))
    assert b"<hyperlink" not in parts["xl/worksheets/sheet2.xml"]
    assert b"<hyperlink" in parts["xl/worksheets/sheet1.xml"]
    assert left(only_sheets(book, ["Page"])).values("Page") == book.values("Page")


def test_its_only_key_word_says_whose_print_it_is(book):
    core = parts_in(only_sheets(book, ["Page"]))["docProps/core.xml"]
    assert core.count(b"keywords>") == 2
    assert b"keywords>xlbcf-publish</" in core
