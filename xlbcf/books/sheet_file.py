"""One sheet of a workbook file: its cells, their rules and looks, read when first asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from xlbcf.books.cell_xml import (
    Formula,
    attributes_of,
    formula_element,
    formula_of,
    value_element,
    value_of,
    with_formula,
    with_result,
    with_value,
)
from xlbcf.books.formula_search import computes
from xlbcf.books.package import Package
from xlbcf.books.plain_cells import CellReader, PlainCell, PlainCells
from xlbcf.books.sheet_rules import SheetRules, Table, read_area, read_pivot, read_rules, read_table
from xlbcf.books.sheet_xml import SheetXml, Tag
from xlbcf.books.styles import Styles
from xlbcf.books.values import Value, same_value
from xlbcf.books.workbook_xml import SheetEntry, parse_part, relations
from xlbcf.template.addresses import Area, Cell, parse_cell

_FILLS_AREA = (
    rb"f\s(?=[^>]*\bt\s*=\s*[\"'](array|dataTable)[\"'])[^>]*?\bref\s*=\s*[\"']([^\"']+)[\"']"
)
#: Searching for one cell takes as long as cutting up so many bytes.
_WORTH_CUTTING = 8192
_KINDS = {b"array": "array", b"dataTable": "data table"}


class SheetFile:
    """One sheet of a file.

    Args:
        package: the file's parts.
        entry: what the workbook says of the sheet.
        styles: the workbook's styles.
        reader: reads the workbook's cells.
        content: the sheet's content where it is no longer the part's, or its cells cut apart.

    Raises:
        Refused: the part is missing or damaged (BOOK01). So do the methods where they come upon
            a fault.
    """

    def __init__(
        self,
        package: Package,
        entry: SheetEntry,
        styles: Styles,
        reader: CellReader,
        content: bytes | PlainCells | None = None,
    ) -> None:
        self._package = package
        self._styles = styles
        self.strings = reader.strings
        self._reader = reader
        self.entry = entry
        self.where = f"{package.where}, {entry.name}"
        #: Its cells once they are cut apart.
        self._cut = content if isinstance(content, PlainCells) else None
        if isinstance(content, PlainCells):
            vars(self)["plain"] = content
        else:
            raw = package.read(entry.part) if content is None else content
            vars(self).update(raw=raw, xml=SheetXml(raw, self.where))

    @cached_property
    def raw(self) -> bytes:
        """Its content."""
        assert self.plain is not None
        return self.plain.joined()

    @cached_property
    def xml(self) -> SheetXml:
        """Its XML."""
        return SheetXml(self.raw, self.where)

    @cached_property
    def plain(self) -> PlainCells | None:
        """Its cells, cut apart, or nothing if they are not written plainly."""
        self._cut = PlainCells.of(self.xml, self._reader)
        return self._cut

    def expect(self, cells: int) -> None:
        """Get ready for questions about so many cells: to search for each may take longer."""
        if self._cut is None and cells * _WORTH_CUTTING >= len(self.raw):
            self._cut = self.plain

    def with_elements(self, elements: Mapping[Cell, bytes]) -> SheetFile:
        """Return the sheet with other elements in place of some cells; all else stays.

        Args:
            elements: the new ``<c>`` element of each cell.
        """
        plain = self._cut.with_elements(elements) if self._cut else None
        return self.with_cells(plain or b"".join(self.applied(elements)))

    def applied(self, elements: Mapping[Cell, bytes]) -> list[bytes | memoryview]:
        """Return its content with other elements in place of some cells, in pieces.

        Args:
            elements: the new ``<c>`` element of each cell.
        """
        return self.xml.applied(self.xml.edits(elements))

    def with_results(self, results: Mapping[Cell, Value]) -> tuple[SheetFile, dict[Cell, Value]]:
        """Return the sheet with other results in formula cells, and the old ones that differ.

        Args:
            results: the results of some of its formula cells.
        """
        new, old = self, dict[Cell, Value]()
        if self.plain is not None:
            plain, old, results = self.plain.with_results(results)
            new = self.with_cells(plain) if old else self
        elements: dict[Cell, bytes] = {}
        for cell in results:
            tag = new.tag(cell)
            before = new.value(cell)
            if tag and not same_value(before, results[cell]):
                elements[cell] = with_result(new.xml, tag, results[cell])
                old[cell] = before
        return new.with_elements(elements) if elements else new, old

    def with_cells(self, content: bytes | PlainCells) -> SheetFile:
        """Return the sheet with other cells; what is said about them stays.

        Args:
            content: its new content, which differs within its cells only, or its new cells.
        """
        new = SheetFile(self._package, self.entry, self._styles, self._reader, content)
        kept = {"rules", "tables", "result_areas"} & vars(self).keys()
        vars(new).update({each: vars(self)[each] for each in kept})
        return new

    @property
    def name(self) -> str:
        """The sheet's name as the workbook spells it."""
        return self.entry.name

    @cached_property
    def rules(self) -> SheetRules:
        """The sheet's protection, merged areas and validations."""
        return read_rules(self.xml, self.where)

    @cached_property
    def computes(self) -> bool:
        """Whether the sheet holds a formula."""
        return computes([self.xml.text])

    @cached_property
    def result_areas(self) -> list[tuple[Area, str]]:
        """The areas filled by array formulas and data tables, and which it is."""
        text = self.xml.text
        if not any(kind in text for kind in _KINDS) or not self.computes:
            return []
        found = re.finditer(b"<" + self.xml.prefix + _FILLS_AREA, text)
        return [(read_area(m[2].decode(), self.where), _KINDS[m[1]]) for m in found]

    @cached_property
    def tables(self) -> list[Table]:
        """The sheet's tables, and its pivot tables as tables that are heading throughout."""
        readers = {"table": read_table, "pivotTable": read_pivot}
        return [
            readers[link.kind](parse_part(self._package, link.target), self.where)
            for link in relations(self._package, self.entry.part)
            if link.kind in readers
        ]

    def tag(self, cell: Cell) -> Tag | None:
        """Return a cell's element, or nothing if the sheet has none."""
        return self.xml.find_cell(cell)

    def _plain_cell(self, cell: Cell) -> PlainCell | None:
        return self._cut.get(str(cell)) if self._cut else None

    def value(self, cell: Cell) -> Value:
        """Return a cell's value."""
        if plain := self._plain_cell(cell):
            return plain.value
        tag = self.tag(cell)
        return value_of(self.xml, tag, self.strings) if tag else None

    def stored(self, address: str) -> Value:
        """Return the value of the cell of an address such as ``B7``."""
        if self.plain is not None and address not in self.plain.written:
            return None
        plain = self.plain.get(address) if self.plain else None
        return plain.value if plain else self.value(parse_cell(address))

    def filled(self) -> dict[Cell, Value]:
        """Return the values of the cells that are not empty."""
        if self.plain is None:
            return {cell: value for cell, value in self.values() if value is not None}
        found: dict[Cell, Value] = {}
        for address, plain in self.plain:
            if plain is None or plain.value is not None:
                cell = parse_cell(address)
                value = plain.value if plain else self.value(cell)
                if value is not None:
                    found[cell] = value
        return found

    def formula(self, cell: Cell) -> Formula | None:
        """Return a cell's formula, or nothing."""
        plain = self._plain_cell(cell)
        if plain and not plain.about:
            return Formula.plain(plain.formula) if plain.formula is not None else None
        tag = self.tag(cell)
        return formula_of(self.xml, tag) if tag else None

    def values(self) -> Iterator[tuple[Cell, Value]]:
        """Yield every cell that has an element, with its value."""
        for cell, tag in self.xml.all_cells():
            yield cell, value_of(self.xml, tag, self.strings)

    def elements(self) -> Iterator[tuple[Cell, Tag, Value, bool]]:
        """Yield every cell that has an element, with it, its value and whether it is computed."""
        for cell, tag in self.xml.all_cells():
            computed = self.computes and formula_of(self.xml, tag) is not None
            yield cell, tag, value_of(self.xml, tag, self.strings), computed

    def formatted_values(self) -> Iterator[tuple[Cell, Value, str]]:
        """Yield every cell that has an element, with its value and the code of its format."""
        for cell, tag in self.xml.all_cells():
            style = self._styles.number_format(tag.get(b"s"))
            yield cell, value_of(self.xml, tag, self.strings), style

    def formulas(self) -> Iterator[tuple[Cell, Formula]]:
        """Yield every cell that has a formula."""
        for cell, tag in self.xml.all_cells():
            if formula := formula_of(self.xml, tag):
                yield cell, formula

    def area_values(self, area: Area) -> Iterator[tuple[Cell, Value]]:
        """Yield an area's cells that have an element, with their values."""
        for cell, tag in self._area(area):
            yield cell, value_of(self.xml, tag, self.strings)

    def area_formulas(self, area: Area) -> Iterator[Cell]:
        """Yield an area's cells that have a formula."""
        if self.computes:
            yield from (cell for cell, tag in self._area(area) if formula_of(self.xml, tag))

    def _area(self, area: Area) -> Iterator[tuple[Cell, Tag]]:
        for number, row in self.xml.numbered_rows().items():
            if area.top <= number <= area.bottom:
                yield from (each for each in self.xml.cells(number, row) if area.holds(each[0]))

    def locked(self, cell: Cell) -> bool:
        """Say whether the cell's style locks it once the sheet is protected."""
        return self._styles.locked(self._style(cell))

    def shows_date(self, cell: Cell) -> bool:
        """Say whether the cell's style shows a number as a date or time."""
        return self._styles.shows_date(self._style(cell))

    def number_format(self, cell: Cell) -> str:
        """Return the code by which the cell's style shows numbers, such as ``0.0%``."""
        return self._styles.number_format(self._style(cell))

    def with_value(self, cell: Cell, value: Value) -> bytes:
        """Return a cell's element with another value.

        Args:
            cell: the cell, which need not have an element yet.
            value: the value, as stored.
        """
        if plain := self._plain_cell(cell):
            return value_element(b"", attributes_of(cell, plain.style), value)
        tag = self.tag(cell)
        return with_value(self.xml, cell, tag, value, None if tag else self._style(cell))

    def with_formula(self, cell: Cell, formula: str) -> bytes:
        """Return a cell's element with a formula that has no result yet.

        Args:
            cell: the cell, which need not have an element yet.
            formula: the formula, without its equals sign.
        """
        if plain := self._plain_cell(cell):
            return formula_element(b"", attributes_of(cell, plain.style), formula)
        tag = self.tag(cell)
        return with_formula(self.xml, cell, tag, formula, None if tag else self._style(cell))

    def _style(self, cell: Cell) -> bytes | None:
        if plain := self._plain_cell(cell):
            return plain.style
        tag = self.tag(cell)
        return tag.get(b"s") if tag else self.xml.default_style(cell)
