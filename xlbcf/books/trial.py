"""The workbook as it would be after some writes, for validations that read other cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from xlbcf.books.guarded import GuardedBook
from xlbcf.books.values import Value
from xlbcf.template.addresses import Area, Cell

if TYPE_CHECKING:
    from xlbcf.books.cellrune_engine import Evaluation


class Trial:
    """A workbook with pending values laid over it.

    Args:
        book: the workbook.
        pending: the pending values by sheet (folded name) and cell.
    """

    def __init__(self, book: GuardedBook, pending: Mapping[tuple[str, Cell], Value]) -> None:
        self._book = book
        self._pending = pending
        self._listed: dict[tuple[str, Area], list[Value]] = {}

    @property
    def date1904(self) -> bool:
        """Whether the workbook counts days from 1904."""
        return self._book.date1904

    def has_sheet(self, name: str) -> bool:
        """Say whether there is such a sheet."""
        return self._book.sheet_fault(name) is None

    def is_computed(self, sheet: str, area: Area) -> bool:
        """Say whether an area holds a formula, whose stored result pending values may outdate."""
        if not self._pending:
            return False
        computed = self._book.guarded_sheet(sheet).area_formulas(area)
        return any((sheet.casefold(), cell) not in self._pending for cell in computed)

    def cell_value(self, sheet: str, cell: Cell) -> Value:
        """Return a cell's value, a pending one first."""
        key = (sheet.casefold(), cell)
        if key in self._pending:
            return self._pending[key]
        return self._book.guarded_sheet(sheet).value(cell)

    def area_values(self, sheet: str, area: Area) -> Iterator[Value]:
        """Yield the values of an area that are not empty, in their order."""
        key = (sheet.casefold(), area)
        if key not in self._listed:
            self._listed[key] = self._values_of(sheet, area)
        yield from self._listed[key]

    def _values_of(self, sheet: str, area: Area) -> list[Value]:
        standing = dict(self._book.guarded_sheet(sheet).area_values(area))
        for (name, cell), value in self._pending.items():
            if name == sheet.casefold() and area.holds(cell):
                standing[cell] = value
        return [standing[cell] for cell in sorted(standing) if standing[cell] is not None]

    def defined_name(self, name: str, sheet: str) -> str | None:
        """Return what a name stands for on a sheet."""
        return self._book.defined_name(name, sheet)

    def calculate(self, formula: str, sheet: str) -> Value:
        """Return a formula's result with the pending values in place.

        Raises:
            ValueError: no engine can work it out.
        """
        name = self._book.guarded_sheet(sheet).name
        return self._evaluation.result(formula, name)

    @cached_property
    def _evaluation(self) -> Evaluation:
        from xlbcf.books.cellrune_engine import Evaluation

        pending = [
            (self._book.guarded_sheet(name).name, cell, value)
            for (name, cell), value in self._pending.items()
        ]
        return Evaluation(self._book.to_bytes(), pending)
