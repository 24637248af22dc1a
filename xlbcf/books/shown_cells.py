"""A sheet's cells as a chart reads them: which are shown, and their texts."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from xlbcf.books.sheet_file import SheetFile
from xlbcf.books.sheet_xml import Tag
from xlbcf.books.values import CellError, Value, escape_text, number_text
from xlbcf.books.xml_cuts import ATTRIBUTES
from xlbcf.template.addresses import LAST_COLUMN, Area, Cell, column_letters

_COLUMN = re.compile(rb"<(?:[\w.-]+:)?col(?=\s)(" + ATTRIBUTES + rb")")
_ROW = re.compile(rb"<(?:[\w.-]+:)?row(?=\s)(" + ATTRIBUTES + rb")")
#: The kinds of cells whose texts stand in them.
_AS_THEY_ARE = ("str", "inlineStr")
#: What a chart may have to spell in another way than a cell.
_ODD = re.compile(r"[&\r]")
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_HIDDEN_ROW = re.compile(rb"<row r=\"([0-9]+)\"[^<>]*? hidden=\"(?:1|true)\"")
_YES = (b"1", b"true")


class KnownTexts(NamedTuple):
    """Texts that charts of a workbook keep, by how their cells are written."""

    drawn: dict[str, bytes]
    words: dict[str, bytes]


class ShownCells:
    """One sheet's cells for charts.

    Args:
        file: the sheet.
        known: the texts that charts of the workbook keep of cells, as far as they are known.
    """

    def __init__(self, file: SheetFile, known: KnownTexts | None = None) -> None:
        self._file = file
        self._plain = file.plain
        self._known = KnownTexts({}, {}) if known is None else known

    @property
    def _content(self) -> bytes:
        """The sheet's content without comments and the like; there are none in a plain one."""
        return self._file.raw if self._plain else self._file.xml.text

    @cached_property
    def _hidden_rows(self) -> set[int]:
        if b"hidden" not in self._content:
            return set()
        quick = _HIDDEN_ROW.findall(self._content)
        if len(quick) == self._content.count(b" hidden="):
            return set(map(int, quick))
        xml = self._file.xml
        tags = [Tag(0, 0, match[1], None) for match in _ROW.finditer(xml.text)
                if b"hidden" in match[1]]  # fmt: skip
        if any(tag.get(b"r") is None for tag in tags):
            return {number for number, row in xml.rows() if row.get(b"hidden") in _YES}
        return {int(tag.get(b"r") or b"0") for tag in tags if tag.get(b"hidden") in _YES}

    @cached_property
    def _hidden_columns(self) -> set[int]:
        found: set[int] = set()
        plain = self._plain is not None
        head = self._file.raw.partition(b"<sheetData")[0] if plain else self._file.xml.head()
        for match in _COLUMN.finditer(head if b"hidden" in head else b""):
            tag = Tag(0, 0, match[1], None)
            if tag.get(b"hidden") in _YES:
                first, last = (int(tag.get(name) or b"1") for name in (b"min", b"max"))
                found.update(range(first, min(last, LAST_COLUMN) + 1))
        return found

    def texts(self, area: Area, *, numbers: bool, hidden_too: bool) -> list[bytes]:
        """Return the texts that a chart keeps of an area, row by row; empty for blank cells.

        Args:
            area: the area.
            numbers: whether they are to be drawn, so that a text stands for nought.
            hidden_too: whether to give those of hidden rows and columns.
        """
        rows = self._rows(area, hidden_too)
        columns = [column_letters(column) for column in self._columns(area, hidden_too)]
        addresses = [f"{letters}{row}" for row in rows for letters in columns]
        if self._plain is None:
            return [self._text(address, numbers) for address in addresses]
        known = self._known.drawn if numbers else self._known.words
        held = self._plain.written
        found = []
        for address in addresses:
            written = held.get(address, "")
            text = known.get(written)
            if text is None:
                text = known[written] = self._text(address, numbers)
            found.append(text)
        return found

    def values(self, area: Area, *, hidden_too: bool) -> list[Value]:
        """Return the values of an area's cells that are shown, row by row.

        Args:
            area: the area.
            hidden_too: whether to give those of hidden rows and columns.
        """
        columns = self._columns(area, hidden_too)
        return [
            self._file.value(Cell(row, column))
            for row in self._rows(area, hidden_too)
            for column in columns
        ]

    def _rows(self, area: Area, hidden_too: bool) -> list[int]:
        rows = range(area.top, area.bottom + 1)
        return [row for row in rows if hidden_too or row not in self._hidden_rows]

    def _columns(self, area: Area, hidden_too: bool) -> list[int]:
        columns = range(area.left, area.right + 1)
        return [each for each in columns if hidden_too or each not in self._hidden_columns]

    def _text(self, address: str, numbers: bool) -> bytes:
        """Return the text that a chart keeps of a cell; as it is stored, where it can be."""
        read = self._plain.get(address) if self._plain else None
        if read and read.text:
            if numbers and read.kind == "n" and _PLAIN.fullmatch(read.text):
                return read.text.encode()
            if not numbers and read.kind in _AS_THEY_ARE and not _ODD.search(read.text):
                return read.text.encode()
        value = self._file.stored(address)
        return _drawn(value) if numbers else _words(value)


def _drawn(value: Value) -> bytes:
    if isinstance(value, CellError):
        return escape_text(value)
    if isinstance(value, str):
        return b"0"
    return b"" if value is None else number_text(float(value)).encode()


def _words(value: Value) -> bytes:
    if isinstance(value, bool):
        return b"TRUE" if value else b"FALSE"
    if isinstance(value, int | float):
        return number_text(value).encode()
    return escape_text(value) if value else b""
