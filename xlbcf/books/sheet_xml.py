"""A sheet's XML as bytes: where its rows and cells stand, and how to change some of them.

Nothing is parsed into a tree and written out again: cells are found in the text, and only the
stretches of the changed ones are exchanged, so that every other byte stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from xlbcf.books.xml_text import decoded, from_utf8, malformed, masked
from xlbcf.rules.findings import Refused
from xlbcf.template.addresses import LAST_COLUMN, LAST_ROW, Area, Cell, parse_area, parse_cell

_ATTRIBUTES = rb"(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*"
_ATTRIBUTE = re.compile(rb"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_OPENING = re.compile(rb"<[\w:.-]+" + _ATTRIBUTES + rb"\s*>")
#: Up to so many rows are searched for one by one.
_FEW_ROWS = 8
#: The opening of a sheet, with its prefix and kind.
ROOT = re.compile(rb"<((?:[\w.-]+:)?)(worksheet|chartsheet|dialogsheet|macrosheet)\b")


class Tag(NamedTuple):
    """An element in the text: its stretch, attributes, and the stretch of its content."""

    start: int
    end: int
    attributes: bytes
    content: tuple[int, int] | None

    def get(self, name: bytes) -> bytes | None:
        """Return one attribute's raw value."""
        _, found, after = self.attributes.partition(b' %b="' % name)
        # No value can hold what looks like an attribute unless it stands in the other marks.
        if found and b"'" not in self.attributes:
            return after[: after.find(b'"')]
        for key, double, single in _ATTRIBUTE.findall(self.attributes):
            if key == name:
                return bytes(double or single)
        return None


class Edit(NamedTuple):
    """A stretch of the text and what stands there instead."""

    start: int
    end: int
    text: bytes


@lru_cache
def _element(prefix: bytes, name: bytes) -> re.Pattern[bytes]:
    """Return a pattern for the opening of an element."""
    return re.compile(rb"<" + prefix + name + rb"(" + _ATTRIBUTES + rb")\s*(/?)>")


class SheetXml:
    """One sheet's XML.

    Args:
        raw: the part's content.
        where: the file and sheet, for messages.

    Raises:
        Refused: it is not the XML of a sheet, or has a document type (BOOK01). So do its methods
            where they come upon a fault.
    """

    def __init__(self, raw: bytes, where: str = "sheet") -> None:
        self.where = where
        self.data, self.encoding = decoded(raw, where)
        self.text = masked(self.data, where)
        self._found: dict[int, Tag | None] = {}
        self._rows: dict[int, Tag] | None = None
        self._cells: dict[Cell, Tag] = {}
        self._read: set[int] = set()
        root = ROOT.search(self.text)
        if root is None:
            raise malformed(where, "a sheet has no worksheet element")
        self.prefix = root[1]
        self.kind = root[2].decode()
        self.root = root.start()
        self._row = _element(self.prefix, b"row")
        self._cell = _element(self.prefix, b"c")
        body = _element(self.prefix, b"sheetData").search(self.text)
        if body is None and self.kind == "worksheet":
            raise malformed(where, "a sheet has no sheetData element")
        self.body = self._tag(body, b"sheetData") if body else None

    def _tag(self, match: re.Match[bytes], name: bytes) -> Tag:
        if match[2]:
            return Tag(match.start(), match.end(), match[1], None)
        close = b"</" + self.prefix + name
        end = self.text.find(close, match.end())
        last = self.text.find(b">", end) if end >= 0 else -1
        if last < 0:
            raise malformed(self.where, f"a {name.decode()} element is not closed")
        return Tag(match.start(), last + 1, match[1], (match.end(), end))

    def opening(self) -> bytes:
        """Return the root element's opening tag, with the namespaces that it declares."""
        match = _OPENING.match(self.text, self.root)
        return match[0] if match else b""

    def head(self) -> bytes:
        """Return what stands before the sheet's data, from the root element on."""
        return self.text[self.root : self.body.start] if self.body else self.text[self.root :]

    def tail(self) -> bytes:
        """Return what stands after the sheet's data: its rules, links and extensions."""
        return self.data[self.body.end :] if self.body else b""

    def rows(self, first: int = 1) -> Iterator[tuple[int, Tag]]:
        """Yield each row's number and element, in order; a row without a number follows on.

        Args:
            first: the row to begin with; if there is none, all rows before it are yielded too.
        """
        if self.body is None or self.body.content is None:
            return
        at, end = self.body.content
        number = 0
        if first > 1 and (begin := self.find_row(first)):
            at, number = begin.start, first - 1
        while (match := self._row.search(self.text, at, end)) is not None:
            tag = self._tag(match, b"row")
            stated = tag.get(b"r")
            number = self._number(stated, LAST_ROW) if stated else number + 1
            yield number, tag
            at = tag.end

    def cells(self, number: int, row: Tag) -> Iterator[tuple[Cell, Tag]]:
        """Yield each cell's place and element, in order."""
        if row.content is None:
            return
        at, end = row.content
        column = 0
        while (match := self._cell.search(self.text, at, end)) is not None:
            tag = self._tag(match, b"c")
            stated = tag.get(b"r")
            column = self._place(stated).column if stated else column + 1
            yield Cell(number, column), tag
            at = tag.end

    def all_cells(self) -> Iterator[tuple[Cell, Tag]]:
        """Yield every cell of the sheet."""
        for number, row in self.rows():
            yield from self.cells(number, row)

    def _number(self, text: bytes, most: int) -> int:
        if not text.isdigit() or not 1 <= int(text[:9]) <= most:
            raise self._not_understood(text)
        return int(text)

    def _place(self, text: bytes) -> Cell:
        try:
            return parse_cell(text.decode())
        except ValueError:
            raise self._not_understood(text) from None

    def _not_understood(self, text: bytes) -> Refused:
        return malformed(self.where, f"{text.decode()!r} is not a place on a sheet")

    def numbered_rows(self) -> dict[int, Tag]:
        """Return the elements of all rows by their number."""
        if self._rows is None:
            self._rows = dict(self.rows())
        return self._rows

    def find_row(self, number: int) -> Tag | None:
        """Return a row's element, or nothing if the sheet has no such row."""
        if number not in self._found:
            self._found[number] = self._search_row(number)
        return self._found[number]

    def _search_row(self, number: int) -> Tag | None:
        if self.body is None or self.body.content is None:
            return None
        # Searching the text is quicker than numbering all rows, as long as few are asked for.
        beyond = number > self.last_row
        if self._rows is None and (beyond or len(self._found) < _FEW_ROWS):
            row = self._placed(b"row", str(number), self.body, late=2 * number > self.last_row)
            if row is not None or beyond:
                return row
        return self.numbered_rows().get(number)

    @cached_property
    def last_row(self) -> int:
        """The number of the last row, or the highest there can be if it states none."""
        if self.body is None or self.body.content is None:
            return 0
        at = self.text.rfind(b"<%brow" % self.prefix, *self.body.content)
        match = self._row.match(self.text, at) if at >= 0 else None
        stated = Tag(0, 0, match[1], None).get(b"r") if match else None
        return self._number(stated, LAST_ROW) if stated else LAST_ROW

    def _placed(self, name: bytes, place: str, within: Tag, late: bool = False) -> Tag | None:
        """Return the element that states a place as Excel writes it, if there is one."""
        assert within.content is not None
        start, end = within.content
        # What stands near the end is found sooner from there.
        search = self.text.rfind if late else self.text.find
        at = search(b' r="%s"' % place.encode(), start, end)
        begin = self.text.rfind(b"<", start, at) if at > 0 else -1
        hit = _element(self.prefix, name).match(self.text, begin) if begin >= 0 else None
        return self._tag(hit, name) if hit and at < hit.end() else None

    def find(self, wanted: Iterable[Cell]) -> dict[Cell, Tag]:
        """Return the elements of the cells that the sheet has."""
        return {cell: tag for cell in wanted if (tag := self.find_cell(cell))}

    def find_cell(self, cell: Cell) -> Tag | None:
        """Return a cell's element, or nothing if the sheet has none."""
        if cell not in self._cells and cell.row not in self._read:
            row = self.find_row(cell.row)
            if row is None or row.content is None:
                return None
            if placed := self._placed(b"c", str(cell), row):
                self._cells[cell] = placed
            else:
                self._cells.update(self.cells(cell.row, row))
                self._read.add(cell.row)
        return self._cells.get(cell)

    def default_style(self, cell: Cell) -> bytes | None:
        """Return the style that a new cell takes from its row or column."""
        row = self.find_row(cell.row)
        if row is not None and row.get(b"customFormat") in (b"1", b"true"):
            return row.get(b"s")
        for match in _element(self.prefix, b"col").finditer(self.head()):
            column = Tag(match.start(), match.end(), match[1], None)
            bounds = column.get(b"min") or b"1", column.get(b"max") or b"1"
            first, last = (self._number(bound, LAST_COLUMN) for bound in bounds)
            if first <= cell.column <= last:
                return column.get(b"style")
        return None

    def edits(
        self, elements: Mapping[Cell, bytes], standing: Mapping[Cell, Tag] | None = None
    ) -> list[Edit]:
        """Return the edits that put whole cell elements in place, making rows where needed.

        Args:
            elements: the new ``<c>`` element of each cell.
            standing: the elements of those cells that the sheet has, where they are known.
        """
        found = self.find(elements) if standing is None else standing
        edits = [Edit(found[at].start, found[at].end, elements[at]) for at in found]
        missing: dict[int, dict[Cell, bytes]] = {}
        for at in sorted(elements.keys() - found.keys()):
            missing.setdefault(at.row, {})[at] = elements[at]
        new_rows: dict[int, bytes] = {}
        for number, cells in missing.items():
            row = self.find_row(number)
            if row is None:
                new_rows[number] = self._new_row(number, cells)
            else:
                edits += self._insert_cells(number, row, cells)
        if new_rows:
            edits += self._insert_rows(new_rows)
        if missing:
            edits += self._widen_dimension(list(elements))
        return edits

    def _new_row(self, number: int, cells: Mapping[Cell, bytes]) -> bytes:
        content = b"".join(cells[at] for at in sorted(cells))
        return b'<%srow r="%d">%s</%srow>' % (self.prefix, number, content, self.prefix)

    def _insert_cells(self, number: int, row: Tag, cells: Mapping[Cell, bytes]) -> list[Edit]:
        spans = self._widen_spans(row, cells)
        if row.content is None:
            opening = self.text[row.start : row.end]
            for edit in spans:
                before, after = self.text[row.start : edit.start], self.text[edit.end : row.end]
                opening = before + edit.text + after
            inner = b"".join(cells[at] for at in sorted(cells))
            return [Edit(row.start, row.end, self._opened(opening, b"row", inner))]
        places: dict[int, bytes] = {}
        standing = list(self.cells(number, row))
        for at in sorted(cells):
            place = next((tag.start for cell, tag in standing if cell > at), row.content[1])
            places[place] = places.get(place, b"") + cells[at]
        return [Edit(place, place, text) for place, text in places.items()] + spans

    def _opened(self, closed: bytes, name: bytes, inner: bytes) -> bytes:
        """Return a self-closed element with some content."""
        opening = closed.rstrip(b"/> \t\r\n") + b">"
        return opening + inner + b"</" + self.prefix + name + b">"

    def _widen_spans(self, row: Tag, cells: Mapping[Cell, bytes]) -> list[Edit]:
        match = re.fullmatch(rb"(\d+):(\d+)", row.get(b"spans") or b"")
        if match is None:
            return []
        columns = [int(match[1]), int(match[2]), *(at.column for at in cells)]
        wider = b"%d:%d" % (min(columns), max(columns))
        at = self.text.index(match[0], row.start, row.end)
        return [] if wider == match[0] else [Edit(at, at + len(match[0]), wider)]

    def _insert_rows(self, new_rows: Mapping[int, bytes]) -> list[Edit]:
        body = self.body
        assert body is not None
        inner = b"".join(new_rows[number] for number in sorted(new_rows))
        if body.content is None:
            closed = self.text[body.start : body.end]
            return [Edit(body.start, body.end, self._opened(closed, b"sheetData", inner))]
        if min(new_rows) > self.last_row:
            return [Edit(body.content[1], body.content[1], inner)]
        standing = sorted((n, tag.start) for n, tag in self.numbered_rows().items())
        places: dict[int, bytes] = {}
        for number in sorted(new_rows):
            place = next((start for stands, start in standing if stands > number), body.content[1])
            places[place] = places.get(place, b"") + new_rows[number]
        return [Edit(place, place, text) for place, text in places.items()]

    def _widen_dimension(self, cells: list[Cell]) -> list[Edit]:
        match = _element(self.prefix, b"dimension").search(self.head())
        if match is None:
            return []
        tag = Tag(match.start(), match.end(), match[1], None)
        stated = (tag.get(b"ref") or b"").decode()
        try:
            area = parse_area(stated)
        except ValueError:
            return []
        rows = [area.top, area.bottom, *(cell.row for cell in cells)]
        columns = [area.left, area.right, *(cell.column for cell in cells)]
        wider = Area(min(rows), min(columns), max(rows), max(columns))
        if wider == area:
            return []
        at = self.root + match.start() + match[0].index(stated.encode())
        return [Edit(at, at + len(stated), str(wider).encode())]

    def applied(self, edits: list[Edit]) -> list[bytes | memoryview]:
        """Return the part's new content in pieces, in the part's own encoding."""
        view, at = memoryview(self.data), 0
        pieces: list[bytes | memoryview] = []
        for edit in sorted(edits, key=lambda each: (each.start, each.end)):
            if edit.start < at:
                raise malformed(self.where, "its cells overlap")
            pieces += [view[at : edit.start], edit.text]
            at = edit.end
        pieces.append(view[at:])
        if self.encoding is None:
            return pieces
        return [from_utf8(b"".join(pieces), self.encoding)]
