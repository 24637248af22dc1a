"""What the references and names of formulas lead to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from xlbcf.books.formulas import Outside
from xlbcf.books.formulas.ranges import Cells, Range
from xlbcf.books.references import read_reference
from xlbcf.books.workbook_xml import DefinedName

#: A cell that is surely one: other addresses of three letters or seven digits may be names.
_CELL = re.compile(
    r"(?:(?:(?P<sheet>[^\W\d][\w.]*)|'(?P<quoted>[^']+)')!)?"
    r"\$?(?P<column>[A-Za-z]{1,2})\$?(?P<row>[1-9][0-9]{0,5})"
)


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
        #: What is found already: from a sheet, and from any where the sheet is named.
        self._found: dict[str, dict[str, Range]] = defaultdict(dict)
        self._found_anywhere: dict[str, Range] = {}
        self._ranges: dict[tuple[str, str], Range] = {}

    def ranges(self, sheet: Cells, references: Iterable[str]) -> list[Range]:
        """Return what references and names lead to.

        Args:
            sheet: the sheet of the formula.
            references: the references as the formula writes them.

        Raises:
            Outside: one leads to no cells of this workbook.
        """
        found = self._found[sheet.name]
        ranges = []
        for reference in references:
            if reference not in found:
                found[reference] = self._find(sheet, reference)
            ranges.append(found[reference])
        return ranges

    def _find(self, sheet: Cells, reference: str) -> Range:
        if "!" not in reference:
            return self._read(sheet, reference)
        found = self._found_anywhere
        if reference not in found:
            found[reference] = self._read(sheet, reference)
        return found[reference]

    def _read(self, sheet: Cells, reference: str) -> Range:
        if match := _CELL.fullmatch(reference):
            named, quoted, column, row = match.groups()
            return self._range(named or quoted or sheet.name, f"{column}{row}".upper())
        read = read_reference(reference, sheet.name)
        if read is None:
            read = read_reference(self._meaning(sheet, reference), sheet.name)
        if read is None:
            raise Outside(f"the name {reference} does not stand for cells")
        return self._range(read[0], str(read[1]))

    def _range(self, name: str, text: str) -> Range:
        cells = self._sheets.get(name.casefold())
        if cells is None:
            raise Outside(f"there are no cells of a sheet {name}")
        key = cells.name, text
        if key not in self._ranges:
            self._ranges[key] = Range(cells, text)
        return self._ranges[key]

    def _meaning(self, sheet: Cells, name: str) -> str:
        key = name.casefold()
        meaning = self._names.get((key, sheet.name.casefold()), self._names.get((key, None)))
        if meaning is None:
            raise Outside(f"there is no name {name}")
        return meaning
