"""A workbook in memory, made of plain values, that refuses what the editor of files refuses.

It ships with xlbcf, for tests of whatever takes a book and for trials without a file.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from xlbcf.books.guard import check_writes
from xlbcf.books.memory_sheet import MemorySheet
from xlbcf.books.plain_file import Computed, plain_file
from xlbcf.books.port import Allow, Change, Write
from xlbcf.books.sheet_rules import SheetRules, Validation
from xlbcf.books.values import Value, plain_value, unchanged
from xlbcf.rules.findings import Finding, Refused, errors, finding
from xlbcf.template.addresses import Area, Cell, parse_areas, parse_cell

__all__ = ["Computed", "MemoryBook"]

Cells = Mapping[str, Value | Computed]


class MemoryBook:
    """A workbook in memory.

    Args:
        sheets: for each sheet's name, its cells: an address and a value or :class:`Computed`.
        name: the workbook's name, for messages.
        unlocked: for each protected sheet, the areas that may be typed into, such as ``B2:B5 D7``;
            a sheet that is not named is not protected.
        choices: for a sheet's name and areas, the entries that those cells accept.
        merges: for a sheet's name, its merged areas, such as ``B2:C2 B4:C4``.
        names: defined names and what they stand for, such as ``Lists!$A$1:$A$3``.
        date1904: whether the workbook counts days from 1904.
    """

    def __init__(
        self,
        sheets: Mapping[str, Cells],
        name: str = "book",
        *,
        unlocked: Mapping[str, str] | None = None,
        choices: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
        merges: Mapping[str, str] | None = None,
        names: Mapping[str, str] | None = None,
        date1904: bool = False,
    ) -> None:
        self.name = name
        self.date1904 = date1904
        self._names = {key.casefold(): text for key, text in (names or {}).items()}
        self._sheets: dict[str, MemorySheet] = {}
        for title, cells in sheets.items():
            rules = SheetRules(
                protected=title in (unlocked or {}),
                merges=list(parse_areas((merges or {}).get(title, ""))),
                validations=[
                    Validation("list", "between", "", "", parse_areas(areas), tuple(entries))
                    for areas, entries in (choices or {}).get(title, {}).items()
                ],
            )
            held = {parse_cell(address): value for address, value in cells.items()}
            opened = parse_areas((unlocked or {}).get(title, ""))
            self._sheets[title.casefold()] = MemorySheet(title, held, rules, opened)

    def sheets(self) -> list[str]:
        """Return the names of the sheets, in their order."""
        return [sheet.name for sheet in self._sheets.values()]

    def sheet_fault(self, name: str) -> Finding | None:
        """Return why a sheet's cells cannot be had, or nothing if they can."""
        if name.casefold() in self._sheets:
            return None
        return finding("BOOK05", self.name, sheet=name, sheets=", ".join(self.sheets()))

    def guarded_sheet(self, name: str) -> MemorySheet:
        """Return a sheet for the guard.

        Raises:
            Refused: there is no such sheet (BOOK05).
        """
        if fault := self.sheet_fault(name):
            raise Refused(fault)
        return self._sheets[name.casefold()]

    def defined_name(self, name: str, sheet: str) -> str | None:
        """Return what a name stands for; all names are the workbook's."""
        del sheet
        return self._names.get(name.casefold())

    def values(self, sheet: str) -> dict[Cell, Value]:
        """Return the values of a sheet's cells that are not empty."""
        held = self.guarded_sheet(sheet)
        values = {cell: held.value(cell) for cell in sorted(held.cells)}
        return {cell: value for cell, value in values.items() if value is not None}

    def formulas(self, sheet: str) -> dict[Cell, str]:
        """Return the formulas of a sheet's cells, without their equals signs."""
        return {cell: formula.text for cell, formula in self.guarded_sheet(sheet).formulas()}

    def merges(self, sheet: str) -> list[Area]:
        """Return a sheet's merged areas."""
        return self.guarded_sheet(sheet).rules.merges

    def check(self, writes: Sequence[Write], allow: Collection[Allow] = ()) -> list[Finding]:
        """Return what is wrong or worth knowing about some writes, without doing them."""
        return check_writes(self, writes, allow)

    def write(self, writes: Sequence[Write], allow: Collection[Allow] = ()) -> list[Change]:
        """Write values into cells: all of them or, if one is refused, none."""
        found = self.check(writes, allow)
        if errors(found):
            raise Refused(found)
        changes = []
        for write in writes:
            sheet = self.guarded_sheet(write.sheet)
            old, new = sheet.value(write.cell), plain_value(write.value, self.date1904)
            if unchanged(old, new) and sheet.formula(write.cell) is None:
                continue
            sheet.cells[write.cell] = new
            changes.append(Change(sheet.name, write.cell, old, new))
        return changes

    def to_bytes(self) -> bytes:
        """Return values, formulas, merged areas and names as the content of a plain .xlsx file."""
        sheets = {sheet.name: (sheet.cells, sheet.rules.merges) for sheet in self._sheets.values()}
        return plain_file(sheets, self._names, date1904=self.date1904)
