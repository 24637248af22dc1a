"""What the book in memory has of its own."""

from __future__ import annotations

from datetime import date

from tests.support.editing import codes, writes_of
from xlbcf.books.file_book import FileBook
from xlbcf.books.memory import Computed, MemoryBook
from xlbcf.books.values import CellError
from xlbcf.template.addresses import Cell


def test_its_names_are_written_and_found():
    made = MemoryBook({"It's": {"A1": 1}}, names={"Rate": "'It''s'!$A$1"})
    assert made.defined_name("RATE", "It's") == "'It''s'!$A$1"
    again = FileBook.from_bytes(made.to_bytes(), "again")
    assert again.defined_name("rate", "It's") == "'It''s'!$A$1"


def test_its_days_count_from_1904_if_it_says_so():
    made = MemoryBook({"A": {}}, date1904=True)
    made.write(writes_of({"A!A1": date(1904, 1, 2)}))
    assert made.values("A") == {Cell(1, 1): 1}
    assert FileBook.from_bytes(made.to_bytes(), "again").date1904


def test_a_date_fits_any_of_its_cells():
    assert codes(MemoryBook({"A": {}}), {"A!A1": date(2025, 3, 31)}) == []


def test_choices_may_have_commas_in_them():
    made = MemoryBook({"A": {}}, choices={"A": {"A1:A2 C1": ["No, never", "Yes"]}})
    assert codes(made, {"A!A1": "No, never", "A!C1": "Yes", "A!B1": "anything"}) == []
    assert codes(made, {"A!A2": "No"}) == ["CELL03"]


def test_results_of_every_kind_are_kept():
    results = {"A1": "text", "A2": True, "A3": 1.5, "A4": CellError("#N/A"), "A5": None}
    cells = {address: Computed("NOW()", result) for address, result in results.items()}
    again = FileBook.from_bytes(MemoryBook({"A": cells}).to_bytes(), "again")
    assert list(again.values("A").values()) == ["text", True, 1.5, CellError("#N/A")]
    assert isinstance(again.values("A")[Cell(4, 1)], CellError)
    assert len(again.formulas("A")) == 5
