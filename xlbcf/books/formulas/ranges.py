"""What formulas read: cells and areas of sheets, whose values may not be known yet."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Protocol

from xlbcf.books.values import Value
from xlbcf.template.addresses import Area, Cell, column_letters, parse_area

Rows = list[list[Value]]
#: A larger area may be whole columns: only what the sheet holds of it is gone through.
_LARGE = 4096


class Cells(Protocol):
    """A sheet's cells by their addresses, such as ``J7``."""

    name: str

    @property
    def known(self) -> Mapping[str, Value]:
        """Values by addresses, all numbers as ``float``, as far as they need not be worked out."""

    def last(self) -> Cell:
        """Return the corner of the last row and the last column that hold something."""

    @property
    def formulas(self) -> Mapping[str, str]:
        """The formulas by their cells' addresses."""


class Range:
    """A cell or an area of a sheet.

    Args:
        cells: the sheet's cells.
        text: where it is, as an area writes itself: ``J7`` or ``B22:B30``.
    """

    def __init__(self, cells: Cells, text: str) -> None:
        self.cells = cells
        self.text = text
        self.single = ":" not in text

    @cached_property
    def area(self) -> Area:
        """Where it is."""
        return parse_area(self.text)

    @property
    def height(self) -> int:
        """How many rows it has."""
        return self.area.bottom - self.area.top + 1

    @property
    def width(self) -> int:
        """How many columns it has."""
        return self.area.right - self.area.left + 1

    @cached_property
    def computed(self) -> list[str]:
        """The addresses of its formula cells."""
        formulas = self.cells.formulas
        if self.single:
            return [self.text] if self.text in formulas else []
        return [each for row in self._addresses for each in row if each in formulas]

    @cached_property
    def rows(self) -> Rows:
        """The values, row by row, as far as the sheet holds anything; for known results only."""
        known = self.cells.known
        return [[known[each] for each in row] for row in self._addresses]

    def part(self, row: int, column: int) -> Range:
        """Return a row, a column or a cell of it.

        Args:
            row: the row's number from 1; 0 is all rows.
            column: the column's number from 1; 0 is all columns.
        """
        top, left, bottom, right = self.area
        if row:
            top = bottom = top + row - 1
        if column:
            left = right = left + column - 1
        return Range(self.cells, str(Area(top, left, bottom, right)))

    @cached_property
    def _addresses(self) -> list[list[str]]:
        top, left, bottom, right = self.area
        if self.height * self.width > _LARGE:
            last = self.cells.last()
            bottom, right = min(bottom, last.row), min(right, last.column)
        letters = [column_letters(number) for number in range(left, right + 1)]
        return [[f"{each}{row}" for each in letters] for row in range(top, bottom + 1)]
