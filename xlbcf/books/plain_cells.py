"""A sheet cut into its cells, where they are written as nearly all programs do.

One cut serves all who read many cells or store many results. What cells hold is said over and
over, in one workbook and in its sheets of one make, so that each content is read once. What is
written in another way is left to the ways that know all of the format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import isfinite
from typing import NamedTuple

from xlbcf.books.cell_xml import SharedStrings, result_of, stored_value
from xlbcf.books.sheet_xml import SheetXml
from xlbcf.books.values import Value, read_text, same_value
from xlbcf.template.addresses import Cell

#: The beginning of a cell that is surely on the sheet; the last rows are seldom reached.
_CUT = re.compile(r"<c r=\"((?:[A-Z]{1,2}|[A-W][A-Z]{2}|X(?:[A-E][A-Z]|F[A-D]))[1-9][0-9]{0,5})\"")
#: A cell after its address: its look, its type, its formula, and its value.
_CELL = re.compile(
    r"((?: s=\"([0-9]+)\")?)(?: t=\"([a-zA-Z]+)\")?"
    r"(?:/>|>(<f((?:\s[^<>]*)?)(?:(?<=/)>|>([^<]*)</f>))?"
    r"(?:(<v)(?:>([^<]*)</v>|/>)|<is><t(?: xml:space=\"preserve\")?>([^<]*)</t></is>)?</c>)"
)
#: So many contents are kept; large sheets say something else in every cell.
_MOST_KEPT = 65_536
#: Smaller whole numbers are read as such.
_WHOLE = 1e15


class PlainCell(NamedTuple):
    """What a cell holds.

    Args:
        style: the number of its style; nothing where it has none.
        kind: the type of what it stores, such as ``n`` or ``s``.
        text: what it stores, as it is written; nothing where it is empty.
        value: what that stands for.
        formula: its formula as it is read; nothing where it has none.
        about: what its formula says besides, such as which cells share it.
    """

    style: bytes | None
    kind: str
    text: str | None
    value: Value
    formula: str | None
    about: str


class Stored(NamedTuple):
    """What storing results did.

    Args:
        cells: the cells with them.
        old: for each cell that has another result now, the one before.
        left: the results for cells that are not plain formula cells.
    """

    cells: PlainCells
    old: dict[Cell, Value]
    left: dict[Cell, Value]


class CellReader(dict[str, PlainCell | None]):
    """What the cells of a workbook hold, by how it is written; nothing where that is not plain.

    Args:
        strings: the workbook's shared texts.
    """

    def __init__(self, strings: SharedStrings) -> None:
        super().__init__()
        self.strings = strings

    def __missing__(self, written: str) -> PlainCell | None:
        if len(self) >= _MOST_KEPT:
            self.clear()
        self[written] = found = self._read(written)
        return found

    def _read(self, written: str) -> PlainCell | None:
        match = _CELL.match(written)
        if match is None:
            return None
        style, kind, is_formula, about, formula, is_value, text, words = match.groups()[1:]
        if (words is not None) is not (kind == "inlineStr"):
            return None
        kind = kind or "n"
        return PlainCell(
            style.encode() if style else None,
            kind,
            text := words if words is not None else (text or "") if is_value else None,
            self._value(kind, text),
            read_text((formula or "").encode()) if is_formula else None,
            about or "",
        )

    def _value(self, kind: str, text: str | None) -> Value:
        if text is None:
            return None
        if kind == "n":
            try:
                number = float(text)
            except ValueError:
                number = float("nan")
            if isfinite(number):
                whole = abs(number) < _WHOLE and number.is_integer()
                return int(number) if whole else number
        read = read_text(text.encode())
        return read if kind == "inlineStr" else stored_value(kind.encode(), read, self.strings)


class PlainCells:
    """The cells of a sheet.

    Args:
        around: what stands before the first cell, and after the sheet's data.
        written: for each cell's address, in their order, what is written from there to the next.
        reader: reads what is written.
    """

    def __init__(
        self, around: tuple[str, str], written: dict[str, str], reader: CellReader
    ) -> None:
        self.written = written
        self._around = around
        self._reader = reader

    @classmethod
    def of(cls, xml: SheetXml, reader: CellReader) -> PlainCells | None:
        """Return the cells of a sheet, or nothing if they are not all told apart by their looks.

        Args:
            xml: the sheet.
            reader: reads what is written in cells of the workbook.
        """
        # With prefixes, comments or the like in it, it is not as plain as it looks.
        if xml.body is None or xml.prefix or xml.encoding or xml.text is not xml.data:
            return None
        begin, end = xml.body.content or (xml.body.end, xml.body.end)
        body = xml.data[begin:end].decode()
        before, *parts = _CUT.split(body)
        written = dict(zip(parts[::2], parts[1::2], strict=True))
        # None may stand twice, or begin in another way.
        if len(written) != body.count("<c"):
            return None
        around = xml.data[:begin].decode() + before, xml.data[end:].decode()
        return cls(around, written, reader)

    def __iter__(self) -> Iterator[tuple[str, PlainCell | None]]:
        """Yield every cell's address and what it holds; nothing where that is not plain."""
        return zip(self.written, map(self._reader.__getitem__, self.written.values()), strict=True)

    def get(self, address: str) -> PlainCell | None:
        """Return what a cell holds, or nothing where there is none or it is not plain."""
        written = self.written.get(address)
        return None if written is None else self._reader[written]

    def formulas(self) -> dict[str, PlainCell] | None:
        """Return the cells that have a formula, or nothing if one is not written plainly."""
        found: dict[str, PlainCell] = {}
        for address, read in self:
            if read is None:
                if "<f" in self.written[address]:
                    return None
            elif read.formula is not None:
                found[address] = read
        return found

    def with_elements(self, elements: Mapping[Cell, bytes]) -> PlainCells | None:
        """Return the cells with others in place of some, or nothing if one has no place yet.

        Args:
            elements: the new ``<c>`` element of some cells, their addresses first in it.
        """
        written = dict(self.written)
        for cell, element in elements.items():
            address = str(cell)
            match = _CELL.match(written.get(address, ""))
            start = b'<c r="%b"' % address.encode()
            if match is None or not element.startswith(start):
                return None
            rest = written[address][match.end() :]
            written[address] = element[len(start) :].decode() + rest
        return PlainCells(self._around, written, self._reader)

    def with_results(self, results: Mapping[Cell, Value]) -> Stored:
        """Return the cells with other results in formula cells.

        Args:
            results: the results of some cells.
        """
        written, old, left = dict(self.written), dict[Cell, Value](), dict[Cell, Value]()
        #: Cells that hold the same formula seldom differ.
        known: dict[tuple[str, type, Value], str] = {}
        for cell, value in results.items():
            address = str(cell)
            before = written.get(address, "")
            read = self._reader[before]
            if read is None or read.formula is None:
                left[cell] = value
            elif not same_value(read.value, value):
                key = before, type(value), value
                new = known.get(key)
                if new is None:
                    new = known[key] = _with_result(before, value)
                written[address] = new
                old[cell] = read.value
        return Stored(PlainCells(self._around, written, self._reader), old, left)

    def joined(self) -> bytes:
        """Return the sheet's content."""
        before, after = self._around
        cells = [f'<c r="{address}"{written}' for address, written in self.written.items()]
        return f"{before}{''.join(cells)}{after}".encode()


def _with_result(written: str, value: Value) -> str:
    """Return a formula cell with another result."""
    match = _CELL.match(written)
    assert match is not None
    kind, result = (each.decode() for each in result_of(b"", value))
    return f"{match[1]}{kind}>{match[4]}{result}</c>{written[match.end() :]}"
