"""Shared texts that no cell shows any more."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from tests.support.editing import parts_in, writes_of
from xlbcf.books.file_book import FileBook
from xlbcf.books.unused_texts import without_unused_texts


@pytest.fixture
def book() -> FileBook:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Page")
        bold = book.add_format({"bold": True})
        sheet.write_column("A1", ["kept", "six deaths", "kept too", "kept"])
        sheet.write_rich_string("B1", "gone ", bold, "as well")
    return FileBook.from_bytes(made.getvalue(), "page.xlsx")


def test_a_text_that_was_replaced_is_gone_and_the_others_keep_their_places(book):
    book.write(writes_of({"Page!A2": "*", "Page!B1": 4}))
    changed = FileBook.from_bytes(book.to_bytes(), "page.xlsx")
    assert b"six deaths" in parts_in(book.to_bytes())["xl/sharedStrings.xml"]
    content = without_unused_texts(changed)
    texts = parts_in(content)["xl/sharedStrings.xml"]
    assert b"six deaths" not in texts
    assert b"gone" not in texts
    assert FileBook.from_bytes(content, "page.xlsx").values("Page") == changed.values("Page")


def test_a_workbook_whose_texts_are_all_shown_stays_as_it_is(book):
    assert without_unused_texts(book) == book.to_bytes()


def test_a_workbook_without_shared_texts_stays_as_it_is():
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        workbook.add_worksheet().write("A1", 1)
    book = FileBook.from_bytes(made.getvalue(), "page.xlsx")
    assert without_unused_texts(book) == made.getvalue()
