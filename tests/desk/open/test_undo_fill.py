"""The last fill of an open workbook is taken back, but for what was changed since."""

from __future__ import annotations

import pytest

from tests.support.fills import EOY
from tests.support.open_returns import FailingBook, form, planned
from xlbcf.books.open_book import Block
from xlbcf.books.open_memory_book import OpenMemoryBook
from xlbcf.books.values import CellError
from xlbcf.desk.open.fill import carry_out
from xlbcf.desk.open.fill_record import (
    CellChange,
    FillRecord,
    read_record,
    record_file,
    save_record,
)
from xlbcf.desk.open.undo_fill import undo_fill
from xlbcf.rules.findings import Refused
from xlbcf.template.addresses import Area, parse_cell

METRICS = "4. Metrics"
H12 = parse_cell("H12")


def typed(book: OpenMemoryBook, address: str, value: object) -> None:
    cell = parse_cell(address)
    area = Area(cell.row, cell.column, cell.row, cell.column)
    book.write([Block(METRICS, area, ((value,),))])


@pytest.fixture
def filled(tmp_path) -> OpenMemoryBook:
    book = OpenMemoryBook(form(EOY, "Leicestershire"), "mine.xlsx", "C:\\returns\\mine.xlsx")
    carry_out(book, planned(book), tmp_path, "the test")
    return book


def test_a_fill_is_taken_back_whole(filled, tmp_path):
    undone = undo_fill(filled, tmp_path)
    blank = OpenMemoryBook(form(EOY, "Leicestershire"))
    assert filled.values(METRICS) == blank.values(METRICS)
    assert (len(undone.restored), undone.kept) == (23, ())
    assert undone.record.source == "the test"


def test_what_was_changed_since_stays_and_is_told(filled, tmp_path):
    typed(filled, "H12", 200.5)
    typed(filled, "J12", None)
    undone = undo_fill(filled, tmp_path)
    assert [str(each.cell) for each in undone.kept] == ["H12", "J12"]
    assert filled.values(METRICS)[H12] == 200.5
    assert len(undone.restored) == 21
    assert parse_cell("H13") not in filled.values(METRICS)


def test_a_fill_is_taken_back_once(filled, tmp_path):
    undo_fill(filled, tmp_path)
    with pytest.raises(Refused) as refused:
        undo_fill(filled, tmp_path)
    assert [each.code for each in refused.value.findings] == ["OPEN23"]


def test_the_record_outlives_the_workbook_being_closed_and_opened(filled, tmp_path):
    again = OpenMemoryBook(filled.content(), "mine.xlsx", "C:\\Returns\\mine.xlsx")
    assert len(undo_fill(again, tmp_path).restored) == 23


def test_another_workbook_of_the_same_name_has_its_own_record(filled, tmp_path):
    other = OpenMemoryBook(filled.content(), "mine.xlsx", "C:\\other\\mine.xlsx")
    with pytest.raises(Refused) as refused:
        undo_fill(other, tmp_path)
    assert [each.code for each in refused.value.findings] == ["OPEN23"]


def test_a_host_that_refuses_leaves_the_fill_and_its_record_as_they_were(tmp_path):
    book = FailingBook(form(EOY, "Leicestershire"), refused=[])
    carry_out(book, planned(book), tmp_path, "the test")
    before = book.values(METRICS)
    book.refused = [book.asked + 2]
    with pytest.raises(Refused):
        undo_fill(book, tmp_path)
    assert book.values(METRICS) == before
    book.refused = []
    assert len(undo_fill(book, tmp_path).restored) == 23


def test_a_damaged_record_is_told(filled, tmp_path):
    record_file(tmp_path, filled).write_text("{")
    with pytest.raises(Refused) as refused:
        undo_fill(filled, tmp_path)
    assert [each.code for each in refused.value.findings] == ["OPEN24"]


def test_a_sheet_that_is_gone_counts_as_changed_since(tmp_path):
    book = OpenMemoryBook(form(EOY, "Leicestershire"), "mine.xlsx")
    change = CellChange("Gone", H12, "a field", None, 5, "the test")
    save_record(tmp_path, book, FillRecord("mine.xlsx", "now", "the test", (change,)))
    undone = undo_fill(book, tmp_path)
    assert (undone.restored, undone.kept) == ((), (change,))
    assert book.written == []


VALUES = [None, "", "text", "=1+1", "£ and ü\nnext", 0, 5, 0.1, True, False, CellError("#N/A")]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_is_read_back_as_it_was_recorded(tmp_path, value):
    book = OpenMemoryBook(form(EOY, None), "mine.xlsx")
    change = CellChange(METRICS, H12, "a field", value, value, "the test")
    save_record(tmp_path, book, FillRecord("mine.xlsx", "now", "the test", (change,)))
    record = read_record(tmp_path, book)
    assert record is not None
    (found,) = record.changes
    assert found == change
    assert type(found.before) is type(value)


def test_a_zero_that_was_filled_is_not_taken_for_nothing(tmp_path):
    book = OpenMemoryBook(form(EOY, "Leicestershire"), "mine.xlsx")
    change = CellChange(METRICS, H12, "a field", None, 0, "the test")
    save_record(tmp_path, book, FillRecord("mine.xlsx", "now", "the test", (change,)))
    assert undo_fill(book, tmp_path).kept == (change,)
    save_record(tmp_path, book, FillRecord("mine.xlsx", "now", "the test", (change,)))
    typed(book, "H12", 0)
    assert undo_fill(book, tmp_path).restored == (change,)
    assert H12 not in book.values(METRICS)
