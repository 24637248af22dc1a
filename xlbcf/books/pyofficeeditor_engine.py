"""The engine pyofficeeditor (pure Python): slower, but it knows dynamic arrays through names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xlbcf.books.engines import EngineFailed, Place, Results
from xlbcf.books.file_book import FileBook
from xlbcf.template.addresses import Cell, parse_cell


class PyOfficeEditor:
    """The slower engine, which knows dynamic arrays through names."""

    name = "pyofficeeditor"

    def results(self, data: bytes, formulas: Iterable[Place]) -> Results:
        """Compute every formula of a workbook."""
        try:
            from pyofficeeditor.excel import Workbook

            with Workbook.from_bytes(data) as book:
                calculated = book.calculate()
                computed = FileBook.from_bytes(book.to_bytes(), "recalculated")
        except Exception as fault:  # a young engine: whatever it raises, it has not computed
            raise EngineFailed(f"{type(fault).__name__}: {fault}") from fault
        unknown = {(sheet, parse_cell(cell)) for sheet, cell in _not_calculated(calculated)}
        found = Results()
        by_sheet: dict[str, list[Cell]] = {}
        for sheet, cell in formulas:
            by_sheet.setdefault(sheet, []).append(cell)
        for sheet, cells in by_sheet.items():
            values = computed.values(sheet)
            for cell in cells:
                if (sheet, cell) not in unknown:
                    found.values[sheet, cell] = values.get(cell)
        return found


def _not_calculated(calculated: Any) -> Iterable[tuple[str, str]]:
    for address in [*calculated.unsupported, *calculated.dependent, *calculated.circular]:
        sheet, _, cell = address.rpartition("!")
        yield sheet, cell
