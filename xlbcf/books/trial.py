"""The workbook as it would be after some writes, for validations that read other cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from xlbcf.books.values import Value
from xlbcf.template.addresses import Area, Cell

if TYPE_CHECKING:
    from xlbcf.books.file_book import FileBook


class Trial:
    """A workbook with pending values laid over it.

    Args:
        book: the workbook.
        pending: the pending values by sheet (folded name) and cell.
    """

    def __init__(self, book: FileBook, pending: Mapping[tuple[str, Cell], Value]) -> None:
        self._book = book
        self._pending = pending

    def has_sheet(self, name: str) -> bool:
        """Say whether there is such a sheet."""
        return self._book.sheet_fault(name) is None

    def is_computed(self, sheet: str, cell: Cell) -> bool:
        """Say whether a cell holds a formula, whose stored result pending values may outdate."""
        if not self._pending or (sheet.casefold(), cell) in self._pending:
            return False
        return cell in self._book.formulas(sheet)

    def cell_value(self, sheet: str, cell: Cell) -> Value:
        """Return a cell's value, a pending one first."""
        key = (sheet.casefold(), cell)
        return self._pending[key] if key in self._pending else self._book.value(sheet, cell)

    def area_values(self, sheet: str, area: Area) -> Iterator[Value]:
        """Yield the values of an area that are not empty, in their order."""
        standing = dict(self._book.area(sheet, area))
        for (name, cell), value in self._pending.items():
            if name == sheet.casefold() and area.holds(cell):
                standing[cell] = value
        yield from (standing[cell] for cell in sorted(standing) if standing[cell] is not None)

    def defined_name(self, name: str, sheet: str) -> str | None:
        """Return what a name stands for on a sheet."""
        return self._book.workbook.defined(name, sheet)

    def calculate(self, formula: str, sheet: str) -> Value:
        """Return a formula's result with the pending values in place.

        Raises:
            ValueError: no engine can work it out.
        """
        from xlbcf.books.engines import evaluate

        entry = self._book.workbook.sheet(sheet)
        assert entry is not None
        pending = [
            (self._book.sheet_file(name).name, cell, value)
            for (name, cell), value in self._pending.items()
        ]
        return evaluate(self._book.package.data, pending, formula, entry.name)
