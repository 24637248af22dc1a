"""A sheet's cells as a chart reads them: which are shown, and their texts."""

from __future__ import annotations

import re
from functools import cached_property

from xlbcf.books.sheet_file import SheetFile
from xlbcf.books.sheet_xml import Tag
from xlbcf.books.values import CellError, Value, escape_text, number_text
from xlbcf.books.xml_cuts import ATTRIBUTES
from xlbcf.template.addresses import LAST_COLUMN, Area, Cell, column_letters

_COLUMN = re.compile(rb"<(?:[\w.-]+:)?col(?=\s)(" + ATTRIBUTES + rb")")
_ROW = re.compile(rb"<(?:[\w.-]+:)?row(?=\s)(" + ATTRIBUTES + rb")")
#: A cell as nearly all programs write it, with its type and stored text.
_CELL = re.compile(
    rb"<c r=\"([A-Z]{1,3}[0-9]{1,7})\"(?: s=\"[0-9]+\")?(?: t=\"([a-zA-Z]+)\")?"
    rb"(?:/>|>(?:<f(?:\s[^<>]*)?>[^<]*</f>|<f[^<>]*/>)?"
    rb"(?:<v>([^<]*)</v>|<is><t>([^<]*)</t></is>)?</c>)"
)
#: What a chart may have to spell in another way than a cell.
_ODD = re.compile(rb"[&\r]")
_PLAIN = re.compile(rb"-?[0-9]+(?:\.[0-9]+)?")
_HIDDEN_ROW = re.compile(rb"<row r=\"([0-9]+)\"[^<>]*? hidden=\"(?:1|true)\"")
_YES = (b"1", b"true")


class ShownCells:
    """One sheet's cells for charts.

    Args:
        file: the sheet.
    """

    def __init__(self, file: SheetFile) -> None:
        self._file = file
        text = file.xml.text
        found = _CELL.findall(text)
        self._all_plain = not file.xml.prefix and len(found) == text.count(b"<c ")
        self._stored: dict[bytes, tuple[bytes, bytes]] = {
            address: (kind, text or words) for address, kind, text, words in found
        }

    @cached_property
    def _hidden_rows(self) -> set[int]:
        xml = self._file.xml
        if b"hidden" not in xml.text:
            return set()
        quick = _HIDDEN_ROW.findall(xml.text)
        if len(quick) == xml.text.count(b" hidden="):
            return set(map(int, quick))
        tags = [Tag(0, 0, match[1], None) for match in _ROW.finditer(xml.text)
                if b"hidden" in match[1]]  # fmt: skip
        if any(tag.get(b"r") is None for tag in tags):
            return {number for number, row in xml.rows() if row.get(b"hidden") in _YES}
        return {int(tag.get(b"r") or b"0") for tag in tags if tag.get(b"hidden") in _YES}

    @cached_property
    def _hidden_columns(self) -> set[int]:
        found: set[int] = set()
        for match in _COLUMN.finditer(self._file.xml.head()):
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
        kept = self._number if numbers else self._word
        columns = [
            (column, column_letters(column).encode()) for column in self._columns(area, hidden_too)
        ]
        return [
            kept(row, column, letters)
            for row in self._rows(area, hidden_too)
            for column, letters in columns
        ]

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

    def _number(self, row: int, column: int, letters: bytes) -> bytes:
        stored = self._stored.get(b"%b%d" % (letters, row))
        if stored is None or (stored[0] and stored[1]):
            return b"" if stored is None and self._all_plain else self._drawn(Cell(row, column))
        plain = _PLAIN.fullmatch(stored[1]) or not stored[1]
        return stored[1] if plain else self._drawn(Cell(row, column))

    def _drawn(self, cell: Cell) -> bytes:
        value = self._file.value(cell)
        if isinstance(value, CellError):
            return escape_text(value)
        if isinstance(value, str):
            return b"0"
        return b"" if value is None else number_text(float(value)).encode()

    def _word(self, row: int, column: int, letters: bytes) -> bytes:
        stored = self._stored.get(b"%b%d" % (letters, row))
        if stored is None and self._all_plain:
            return b""
        if stored and stored[0] == b"s" and stored[1].isdigit():
            return escape_text(self._file.strings[int(stored[1])])
        if stored and stored[0] in (b"str", b"inlineStr") and not _ODD.search(stored[1]):
            return stored[1]
        return _words(self._file.value(Cell(row, column)))


def _words(value: Value) -> bytes:
    if isinstance(value, bool):
        return b"TRUE" if value else b"FALSE"
    if isinstance(value, int | float):
        return number_text(value).encode()
    return escape_text(value) if value else b""
