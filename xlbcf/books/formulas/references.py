"""What the references and names of formulas lead to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from xlbcf.books.formulas import Outside
from xlbcf.books.formulas.ranges import Cells, Range
from xlbcf.books.references import read_reference
from xlbcf.books.workbook_xml import DefinedName


class References:
    """What can be referred to in a workbook; each range is there once, with what is known of it.

    Args:
        sheets: the cells of each sheet.
        names: the workbook's defined names.
    """

    def __init__(self, sheets: Iterable[Cells], names: Iterable[DefinedName]) -> None:
        self._sheets = {each.name.casefold(): each for each in sheets}
        self._names = {
            (each.name.casefold(), each.sheet and each.sheet.casefold()): each.text
            for each in names
        }
        self._found: dict[str, dict[str, Range]] = defaultdict(dict)
        self._ranges: dict[tuple[str, str], Range] = {}

    def range(self, sheet: Cells, reference: str) -> Range:
        """Return what a reference or a name leads to.

        Args:
            sheet: the sheet of the formula.
            reference: the reference as the formula writes it.

        Raises:
            Outside: it leads to no cells of this workbook.
        """
        # With the name of a sheet it leads to the same cells from everywhere.
        found = self._found["" if "!" in reference else sheet.name]
        if reference not in found:
            found[reference] = self._find(sheet, reference)
        return found[reference]

    def _find(self, sheet: Cells, reference: str) -> Range:
        read = read_reference(reference, sheet.name)
        if read is None:
            read = read_reference(self._meaning(sheet, reference), sheet.name)
        if read is None:
            raise Outside(f"the name {reference} does not stand for cells")
        name, area = read
        cells = self._sheets.get(name.casefold())
        if cells is None:
            raise Outside(f"there are no cells of a sheet {name}")
        return self._ranges.setdefault((cells.name, str(area)), Range(cells, area))

    def _meaning(self, sheet: Cells, name: str) -> str:
        key = name.casefold()
        meaning = self._names.get((key, sheet.name.casefold()), self._names.get((key, None)))
        if meaning is None:
            raise Outside(f"there is no name {name}")
        return meaning
