"""Cell addresses and areas: ``B7`` and ``B7:D9`` as row and column numbers, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
#: Sheets of one make name the same places over and over.
_KEPT = 16_384
_PLAIN_NAME = re.compile(r"[^\W\d]\w*")
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


class Cell(NamedTuple):
    """A cell's place on its sheet; row and column count from 1."""

    row: int
    column: int

    def __str__(self) -> str:
        return f"{column_letters(self.column)}{self.row}"


class Area(NamedTuple):
    """A rectangle of cells, its bounds included."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        first, last = Cell(self.top, self.left), Cell(self.bottom, self.right)
        return str(first) if first == last else f"{first}:{last}"

    @property
    def anchor(self) -> Cell:
        """The top left cell."""
        return Cell(self.top, self.left)

    def holds(self, cell: Cell) -> bool:
        """Say whether the cell is inside."""
        return self.top <= cell.row <= self.bottom and self.left <= cell.column <= self.right

    def cells(self) -> Iterator[Cell]:
        """Yield every cell, row by row."""
        for row in range(self.top, self.bottom + 1):
            for column in range(self.left, self.right + 1):
                yield Cell(row, column)


@lru_cache(maxsize=LAST_COLUMN)
def column_letters(number: int) -> str:
    """Return a column's letters: 1 is ``A``, 28 is ``AB``."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=LAST_COLUMN)
def column_number(letters: str) -> int:
    """Return a column's number: ``A`` is 1, ``AB`` is 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


@lru_cache(maxsize=_KEPT)
def parse_cell(text: str) -> Cell:
    """Read an address such as ``B7`` or ``$B$7``.

    Raises:
        ValueError: the text is not the address of a cell of a worksheet.
    """
    match = _CELL.fullmatch(text)
    if match:
        cell = Cell(int(match[2]), column_number(match[1]))
        if cell.row <= LAST_ROW and cell.column <= LAST_COLUMN:
            return cell
    raise ValueError(f"{text!r} is not a cell address")


@lru_cache(maxsize=_KEPT)
def parse_area(text: str) -> Area:
    """Read an area such as ``B7:D9``, ``B7``, ``B:D`` (whole columns) or ``7:9`` (whole rows).

    Raises:
        ValueError: the text is not an area of a worksheet.
    """
    first, colon, last = text.replace("$", "").partition(":")
    last = last if colon else first
    if not text.isascii():
        raise ValueError(f"{text!r} is not an area")
    if first.isalpha() and last.isalpha():
        left, right = sorted((column_number(first), column_number(last)))
        if right <= LAST_COLUMN:
            return Area(1, left, LAST_ROW, right)
    elif first.isdigit() and last.isdigit():
        top, bottom = sorted((int(first), int(last)))
        if top >= 1 and bottom <= LAST_ROW:
            return Area(top, 1, bottom, LAST_COLUMN)
    else:
        a, b = parse_cell(first), parse_cell(last)
        return Area(
            min(a.row, b.row), min(a.column, b.column), max(a.row, b.row), max(a.column, b.column)
        )
    raise ValueError(f"{text!r} is not an area")


def parse_areas(text: str) -> tuple[Area, ...]:
    """Read a list of areas separated by spaces, as in a ``sqref`` attribute."""
    return tuple(parse_area(part) for part in text.split())


def place_on(sheet: str, cell: Cell) -> str:
    """Return a cell of a sheet as Excel names it: ``Cover!B7``, ``'4. Metrics'!H12``."""
    name = sheet if _PLAIN_NAME.fullmatch(sheet) else "'" + sheet.replace("'", "''") + "'"
    return f"{name}!{cell}"
