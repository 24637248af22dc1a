"""A sheet's XML as bytes: where its rows and cells stand, and how to change some of them.

Nothing is parsed into a tree and written out again: cells are found in the text, and only the
stretches of the changed ones are exchanged, so that every other byte stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from xlbcf.template.addresses import Area, Cell, parse_area, parse_cell

_ATTRIBUTES = rb"(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*"
_ATTRIBUTE = re.compile(rb"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_HIDDEN = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_ROOT = re.compile(rb"<((?:[\w.-]+:)?)(worksheet|chartsheet|dialogsheet|macrosheet)\b")


class Malformed(ValueError):
    """XML that cannot be edited safely; the text says why."""


@dataclass(frozen=True, slots=True)
class Tag:
    """An element in the text: its stretch, attributes, and the stretch of its content."""

    start: int
    end: int
    attributes: bytes
    content: tuple[int, int] | None

    def get(self, name: bytes) -> bytes | None:
        """Return one attribute's raw value."""
        for key, double, single in _ATTRIBUTE.findall(self.attributes):
            if key == name:
                return double or single
        return None


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of the text and what stands there instead."""

    start: int
    end: int
    text: bytes


class SheetXml:
    """One sheet's XML.

    Args:
        raw: the part's content.

    Raises:
        Malformed: it is not the XML of a sheet, or has a document type.
    """

    def __init__(self, raw: bytes) -> None:
        self.encoding = _encoding(raw)
        self.data = raw if self.encoding is None else _to_utf8(raw, self.encoding)
        self.text = _masked(self.data)
        root = _ROOT.search(self.text)
        if root is None:
            raise Malformed("a sheet has no worksheet element")
        self.prefix = root[1]
        self.kind = root[2].decode()
        self.root = root.start()
        self._row = self._element(b"row")
        self._cell = self._element(b"c")
        body = self._element(b"sheetData").search(self.text)
        if body is None and self.kind == "worksheet":
            raise Malformed("a sheet has no sheetData element")
        self.body = self._tag(body, b"sheetData") if body else None

    def _element(self, name: bytes) -> re.Pattern[bytes]:
        return re.compile(rb"<" + self.prefix + name + rb"(" + _ATTRIBUTES + rb")\s*(/?)>")

    def _tag(self, match: re.Match[bytes], name: bytes) -> Tag:
        if match[2]:
            return Tag(match.start(), match.end(), match[1], None)
        close = b"</" + self.prefix + name
        end = self.text.find(close, match.end())
        if end < 0:
            raise Malformed(f"a {name.decode()} element is not closed")
        return Tag(match.start(), self.text.index(b">", end) + 1, match[1], (match.end(), end))

    def head(self) -> bytes:
        """Return what stands before the sheet's data, from the root element on."""
        return self.text[self.root : self.body.start] if self.body else self.text[self.root :]

    def tail(self) -> bytes:
        """Return what stands after the sheet's data: its rules, links and extensions."""
        return self.data[self.body.end :] if self.body else b""

    def rows(self) -> Iterator[tuple[int, Tag]]:
        """Yield each row's number and element, in order; a row without a number follows on."""
        if self.body is None or self.body.content is None:
            return
        at, end = self.body.content
        number = 0
        while (match := self._row.search(self.text, at, end)) is not None:
            tag = self._tag(match, b"row")
            stated = tag.get(b"r")
            number = int(stated) if stated else number + 1
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
            column = parse_cell(stated.decode()).column if stated else column + 1
            yield Cell(number, column), tag
            at = tag.end

    def all_cells(self) -> Iterator[tuple[Cell, Tag]]:
        """Yield every cell of the sheet."""
        for number, row in self.rows():
            yield from self.cells(number, row)

    def find_row(self, number: int) -> Tag | None:
        """Return a row's element, or nothing if the sheet has no such row."""
        if self.body is None or self.body.content is None:
            return None
        quick = re.compile(rb"<" + self.prefix + rb"row(?:\s[^<>]*?)?\sr=\"%d\"[^<>]*?>" % number)
        hit = quick.search(self.text, *self.body.content)
        if hit and (match := self._row.match(self.text, hit.start())):
            return self._tag(match, b"row")
        return next((tag for stands, tag in self.rows() if stands == number), None)

    def find(self, wanted: Iterable[Cell]) -> dict[Cell, Tag]:
        """Return the elements of the cells that the sheet has."""
        by_row: dict[int, set[Cell]] = {}
        for cell in wanted:
            by_row.setdefault(cell.row, set()).add(cell)
        found: dict[Cell, Tag] = {}
        for number, cells in by_row.items():
            row = self.find_row(number)
            if row is not None:
                found.update((at, tag) for at, tag in self.cells(number, row) if at in cells)
        return found

    def default_style(self, cell: Cell) -> bytes | None:
        """Return the style that a new cell takes from its row or column."""
        row = self.find_row(cell.row)
        if row is not None and row.get(b"customFormat") in (b"1", b"true"):
            return row.get(b"s")
        for match in self._element(b"col").finditer(self.head()):
            column = Tag(match.start(), match.end(), match[1], None)
            first, last = int(column.get(b"min") or 0), int(column.get(b"max") or 0)
            if first <= cell.column <= last:
                return column.get(b"style")
        return None

    def edits(self, elements: Mapping[Cell, bytes]) -> list[Edit]:
        """Return the edits that put whole cell elements in place, making rows where needed.

        Args:
            elements: the new ``<c>`` element of each cell.
        """
        found = self.find(elements)
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
            opening = self.text[row.start : row.end].rstrip(b"/> \t\r\n")
            inner = b"".join(cells[at] for at in sorted(cells))
            whole = opening + b">" + inner + b"</" + self.prefix + b"row>"
            return [Edit(row.start, row.end, whole)]
        after: dict[int, bytes] = {}
        standing = list(self.cells(number, row))
        for at in sorted(cells):
            place = next((tag.start for cell, tag in standing if cell > at), row.content[1])
            after[place] = after.get(place, b"") + cells[at]
        return [Edit(place, place, text) for place, text in after.items()] + spans

    def _widen_spans(self, row: Tag, cells: Mapping[Cell, bytes]) -> list[Edit]:
        spans = row.get(b"spans")
        match = re.fullmatch(rb"(\d+):(\d+)", spans or b"")
        if match is None or row.content is None:
            return []
        columns = [int(match[1]), int(match[2]), *(at.column for at in cells)]
        wider = b"%d:%d" % (min(columns), max(columns))
        at = self.text.index(match[0], row.start, row.content[0])
        return [] if wider == match[0] else [Edit(at, at + len(match[0]), wider)]

    def _insert_rows(self, new_rows: Mapping[int, bytes]) -> list[Edit]:
        body = self.body
        assert body is not None
        if body.content is None:
            opening = self.text[body.start : body.end].rstrip(b"/> \t\r\n")
            inner = b"".join(new_rows[number] for number in sorted(new_rows))
            whole = opening + b">" + inner + b"</" + self.prefix + b"sheetData>"
            return [Edit(body.start, body.end, whole)]
        standing = [(number, tag.start) for number, tag in self.rows()]
        places: dict[int, bytes] = {}
        for number in sorted(new_rows):
            place = next((start for stands, start in standing if stands > number), body.content[1])
            places[place] = places.get(place, b"") + new_rows[number]
        return [Edit(place, place, text) for place, text in places.items()]

    def _widen_dimension(self, cells: list[Cell]) -> list[Edit]:
        match = self._element(b"dimension").search(self.head())
        if match is None:
            return []
        tag = Tag(match.start(), match.end(), match[1], None)
        stated = (tag.get(b"ref") or b"").decode()
        try:
            area = parse_area(stated)
        except ValueError:
            return []
        corners = [area.anchor, Cell(area.bottom, area.right), *cells]
        wider = Area(
            min(c.row for c in corners), min(c.column for c in corners),
            max(c.row for c in corners), max(c.column for c in corners),
        )  # fmt: skip
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
                raise Malformed("two changes overlap")
            pieces += [view[at : edit.start], edit.text]
            at = edit.end
        pieces.append(view[at:])
        if self.encoding is None:
            return pieces
        return [_from_utf8(b"".join(pieces), self.encoding)]


def _masked(data: bytes) -> bytes:
    """Blank out comments, CDATA and instructions, in place, so that searches see elements only."""
    if b"<!" not in data and data.find(b"<?", 1) < 0:
        return data
    masked = _HIDDEN.sub(lambda match: b" " * len(match[0]), data)
    if b"<!" in masked:
        raise Malformed("a part has a document type or an unfinished comment")
    return masked


def _encoding(raw: bytes) -> str | None:
    """Return the name of an encoding other than UTF-8."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    declared = re.match(rb"\s*<\?xml[^>]*encoding=[\"']([\w.-]+)", raw)
    if declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii"):
        return declared[1].decode()
    return None


def _to_utf8(raw: bytes, encoding: str) -> bytes:
    try:
        return raw.decode(encoding).encode("utf-8")
    except (LookupError, UnicodeError) as fault:
        raise Malformed(f"a part is not in its stated encoding {encoding}") from fault


def _from_utf8(data: bytes, encoding: str) -> bytes:
    return data.decode("utf-8").encode(encoding, "xmlcharrefreplace")
