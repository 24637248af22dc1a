"""Insertions into real workbooks of other people: only what has to change does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.editing import parts_in
from tests.support.libreoffice import opened as opened_by_libreoffice
from xlbcf.books.comparison import compare_books
from xlbcf.books.file_book import FileBook
from xlbcf.books.insertion import Insertion, insert_cells
from xlbcf.books.sheet_comparison import Aspect
from xlbcf.rules.findings import Refused
from xlbcf.template.addresses import Area

FOLDER = Path(__file__).parents[3] / "shared" / "workbooks"
#: The largest ones would take most of the time and have nothing that the others have not.
_LARGEST = 300_000
WORKBOOKS = [path for path in sorted(FOLDER.glob("*.xls[xm]")) if path.stat().st_size < _LARGEST]


def beneath(book: FileBook, name: str) -> Area:
    """Return a place under everything on a sheet."""
    last = max((cell.row for cell in book.values(name)), default=0)
    return Area(last + 3, 1, last + 3, 2)


def grown(path: Path, place: str) -> tuple[FileBook, FileBook, str]:
    """Return a workbook before and after cells are inserted in the first sheet that allows it."""
    before = FileBook.open(path)
    for name in before.sheets():
        if before.sheet_fault(name):
            continue
        area = beneath(before, name) if place == "beneath" else Area(2, 1, 2, 1)
        opened = FileBook.open(path)
        try:
            insert_cells(opened, [Insertion(name, area)])
        except Refused:
            continue
        return before, FileBook.from_bytes(opened.to_bytes(), path.name), name
    pytest.skip("something stands in the way on every sheet")


@pytest.fixture(params=WORKBOOKS, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


def test_there_are_real_workbooks_to_try():
    if not FOLDER.is_dir():
        pytest.skip("the folder of real workbooks is not here")
    assert WORKBOOKS


def test_beneath_everything_nothing_but_the_order_of_calculation_goes(path):
    before, after, _ = grown(path, "beneath")
    found = (cell for sheet in compare_books(before, after).sheets for cell in sheet.cells)
    # The new cells look like those above them.
    assert [cell for cell in found if cell.what is not Aspect.STYLE] == []
    lost = parts_in(path.read_bytes()).keys() - parts_in(after.to_bytes()).keys()
    assert lost <= {"xl/calcChain.xml"}


def test_at_the_top_every_value_of_the_column_moves_by_one_and_no_other(path):
    before, after, name = grown(path, "top")
    for sheet in before.sheets():
        if before.sheet_fault(sheet):
            continue
        old, new = before.values(sheet), after.values(sheet)
        moved = {
            (cell.row + (cell.column == 1 and cell.row > 1), cell.column) if sheet == name
            else cell: value
            for cell, value in old.items()
        }  # fmt: skip
        assert {tuple(cell): value for cell, value in new.items()} == {
            tuple(cell): value for cell, value in moved.items()
        }


def test_libreoffice_opens_what_was_grown(tmp_path):
    contents = {}
    for path in WORKBOOKS:
        if path.stat().st_size < 100_000:
            try:
                contents[path.name] = grown(path, "top")[1].to_bytes()
            except pytest.skip.Exception:
                continue
    if not contents:
        pytest.skip("the folder of real workbooks is not here")
    assert opened_by_libreoffice(contents, tmp_path) == set(contents)
