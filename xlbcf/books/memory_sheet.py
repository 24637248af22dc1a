"""One sheet of a workbook in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from xlbcf.books.cell_xml import Formula
from xlbcf.books.plain_file import Computed
from xlbcf.books.sheet_rules import SheetRules, Table
from xlbcf.books.values import Value
from xlbcf.template.addresses import Area, Cell


@dataclass(slots=True)
class MemorySheet:
    """One sheet in memory; its cells have no looks, so that any of them may show a date."""

    name: str
    cells: dict[Cell, Value | Computed]
    rules: SheetRules
    unlocked: tuple[Area, ...]
    result_areas: list[tuple[Area, str]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def value(self, cell: Cell) -> Value:
        """Return a cell's value."""
        held = self.cells.get(cell)
        return held.result if isinstance(held, Computed) else held

    def formula(self, cell: Cell) -> Formula | None:
        """Return a cell's formula, or nothing."""
        held = self.cells.get(cell)
        if not isinstance(held, Computed):
            return None
        return Formula(held.formula, "normal", None, None, dynamic=False)

    def formulas(self) -> Iterator[tuple[Cell, Formula]]:
        """Yield every cell that has a formula."""
        found = ((cell, self.formula(cell)) for cell in sorted(self.cells))
        return ((cell, formula) for cell, formula in found if formula)

    def area_values(self, area: Area) -> Iterator[tuple[Cell, Value]]:
        """Yield an area's cells with their values."""
        return ((cell, self.value(cell)) for cell in sorted(self.cells) if area.holds(cell))

    def area_formulas(self, area: Area) -> Iterator[Cell]:
        """Yield an area's cells that have a formula."""
        return (cell for cell, _ in self.formulas() if area.holds(cell))

    def locked(self, cell: Cell) -> bool:
        """Say whether the cell is locked once the sheet is protected."""
        return not any(area.holds(cell) for area in self.unlocked)

    def shows_date(self, cell: Cell) -> bool:
        """Say that any cell may show a date."""
        del cell
        return True
