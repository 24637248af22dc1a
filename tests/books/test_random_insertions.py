"""Insertions at random: every formula goes on reading the cells that it read."""

from __future__ import annotations

from random import Random

import pytest

from tests.support.sheets import book, formula, sheet
from xlbcf.books.file_book import FileBook
from xlbcf.books.insertion import Insertion, insert_cells
from xlbcf.books.references import read_reference
from xlbcf.template.addresses import Area, Cell, column_letters

_ROWS, _COLUMNS = 12, 6
_SHEETS = ("One", "Two's")


def made(random: Random) -> bytes:
    """Return two sheets of numbers, each with formulas that read single cells and areas."""
    sheets, number = [], 0
    for name in _SHEETS:
        cells: dict[str, object] = {}
        for row in range(1, _ROWS + 1):
            for column in range(1, _COLUMNS + 1):
                number += 1
                address = str(Cell(row, column))
                reads = column == _COLUMNS
                cells[address] = formula(reference(random), 0) if reads else number
        sheets.append(sheet(name, cells))
    return book(*sheets)


def reference(random: Random) -> str:
    first, last = sorted(random.choices(range(1, _ROWS + 1), k=2))
    left, right = sorted(random.choices(range(1, _COLUMNS), k=2))
    where = random.choice(["", "One!", "'Two''s'!"])
    dollar = random.choice(["", "$"])
    start = f"{where}{column_letters(left)}{dollar}{first}"
    return start if random.random() < 0.5 else f"{start}:{column_letters(right)}{dollar}{last}"


def insertions(random: Random) -> list[Insertion]:
    found = []
    for name in _SHEETS:
        left = random.randint(1, 3)
        for top in random.sample(range(1, _ROWS, 3), k=2):
            bottom = top + random.randint(0, 1)
            found.append(Insertion(name, Area(top, left, bottom, left + random.randint(0, 3))))
    return found


def numbers(opened: FileBook, name: str, area: Area) -> set[object]:
    values = opened.values(name)
    return {values[cell] for cell in area.cells() if cell in values}


def read_by(opened: FileBook) -> dict[str, list[tuple[bool, tuple[int, int], set[object]]]]:
    """Return what each formula reads, sheet by sheet in the order of the rows."""
    found: dict[str, list[tuple[bool, tuple[int, int], set[object]]]] = {}
    for name in _SHEETS:
        for _, text in sorted(opened.formulas(name).items()):
            told = read_reference(text, name)
            assert told is not None
            single = told[1].top == told[1].bottom and told[1].left == told[1].right
            columns = told[1].left, told[1].right
            found.setdefault(name, []).append((single, columns, numbers(opened, *told)))
    return found


def covers(inserted: list[Insertion], left: int, right: int) -> bool:
    """Say whether no insertion moves only some of the columns."""
    apart = (i.area.right < left or right < i.area.left for i in inserted)
    whole = (i.area.left <= left and right <= i.area.right for i in inserted)
    return all(a or w for a, w in zip(apart, whole, strict=True))


@pytest.mark.parametrize("seed", range(60))
def test_a_formula_reads_the_numbers_that_it_read_before(seed):
    random = Random(seed)
    data, wanted = made(random), insertions(random)
    before = FileBook.from_bytes(data, "b.xlsx")
    opened = FileBook.from_bytes(data, "b.xlsx")
    insert_cells(opened, wanted)
    after = FileBook.from_bytes(opened.to_bytes(), "b.xlsx")
    assert set(before.values("One").values()) == set(after.values("One").values())
    compared = 0
    for name in _SHEETS:
        for one, other in zip(read_by(before)[name], read_by(after)[name], strict=True):
            single, columns, values = one
            if single or covers(wanted, *columns):
                assert other[2] == values
                compared += 1
    assert compared > 5
