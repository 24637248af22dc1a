"""One cell's element: its value and formula read, and a new value put in its place."""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from xlbcf.books.sheet_xml import SheetXml, Tag
from xlbcf.books.values import (
    CellError,
    Value,
    escape_text,
    number_text,
    read_number,
    read_text,
)
from xlbcf.books.xml_text import masked, to_utf8
from xlbcf.template.addresses import Cell

_DROPPED = re.compile(rb"\s+(?:t|cm|vm)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_KIND = re.compile(rb"\s+(?:t|vm)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_VALUE = re.compile(rb"<(?:[\w.-]+:)?v(?:\s[^>]*?)?(?:/>|>(.*?)</(?:[\w.-]+:)?v\s*>)", re.DOTALL)
_FORMULA = re.compile(
    rb"<(?:[\w.-]+:)?f((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)\s*"
    rb"(?:/>|>(.*?)</(?:[\w.-]+:)?f\s*>)",
    re.DOTALL,
)
_TEXT = re.compile(rb"<(?:[\w.-]+:)?t(?:\s[^>]*)?(?:/>|>(.*?)</(?:[\w.-]+:)?t\s*>)", re.DOTALL)
_PHONETIC = re.compile(rb"<(?:[\w.-]+:)?rPh\b.*?</(?:[\w.-]+:)?rPh\s*>", re.DOTALL)
_EXTENSION = re.compile(rb"<(?:[\w.-]+:)?extLst\b.*</(?:[\w.-]+:)?extLst\s*>", re.DOTALL)
_ITEM = re.compile(rb"<(?:[\w.-]+:)?si(?:\s[^>]*)?(?:/>|>(.*?)</(?:[\w.-]+:)?si\s*>)", re.DOTALL)


class Formula(NamedTuple):
    """A cell's formula as stored.

    Args:
        text: the formula without its equals sign; empty for a follower of a shared formula.
        kind: ``normal``, ``shared``, ``array`` or ``dataTable``.
        area: the area it fills, for a shared master, an array or a data table.
        group: the number that joins a shared formula's master and followers.
        dynamic: whether the result spills.
    """

    text: str
    kind: str
    area: str | None
    group: str | None
    dynamic: bool

    @classmethod
    def plain(cls, text: str) -> Formula:
        """Return a formula that is of its own cell only."""
        return cls(text, "normal", None, None, False)

    def shared_from(self, cell: Cell) -> bool:
        """Say whether other cells repeat this cell's formula."""
        return self.kind == "shared" and bool(self.text) and self.area != str(cell)


class SharedStrings:
    """The workbook's shared texts, read only as far as asked."""

    def __init__(self, raw: bytes, where: str = "shared strings") -> None:
        self._data = to_utf8(raw, where)
        self._items = _ITEM.finditer(masked(self._data, where))
        self._read: list[str] = []

    def __getitem__(self, number: int) -> str:
        if number >= len(self._read):
            more = islice(self._items, number + 1 - len(self._read))
            self._read += [rich_text(self._data[slice(*match.span(1))]) for match in more]
        if number < 0:
            raise IndexError(number)
        return self._read[number]


def rich_text(raw: bytes) -> str:
    """Return the text of an element that holds plain or rich text, readings left out."""
    raw = _PHONETIC.sub(b"", raw)
    return "".join(read_text(match[1] or b"") for match in _TEXT.finditer(raw))


def _content(sheet: SheetXml, tag: Tag) -> bytes:
    return sheet.data[slice(*tag.content)] if tag.content else b""


def _inside(sheet: SheetXml, tag: Tag, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
    """Find an element inside a cell; what a comment or CDATA says is no element."""
    return pattern.search(sheet.text, *tag.content) if tag.content else None


def _as_stored(sheet: SheetXml, match: re.Match[bytes] | None, group: int = 0) -> bytes:
    return sheet.data[slice(*match.span(group))] if match else b""


def value_of(sheet: SheetXml, tag: Tag, strings: SharedStrings) -> Value:
    """Return a cell's stored value: what it holds, or its formula's last result."""
    kind = tag.get(b"t") or b"n"
    if kind == b"inlineStr":
        return rich_text(_content(sheet, tag))
    match = _inside(sheet, tag, _VALUE)
    text = read_text(_as_stored(sheet, match, 1))
    return None if match is None else stored_value(kind, text, strings)


def stored_value(kind: bytes, text: str, strings: SharedStrings) -> Value:
    """Return the value that a cell's type and the text of its value stand for.

    Args:
        kind: the cell's type, such as ``n`` or ``s``.
        text: the content of its value element.
        strings: the workbook's shared texts.
    """
    if not text and kind != b"str":
        return None
    try:
        match kind:
            case b"s":
                return strings[int(text)]
            case b"b":
                return text.strip() in ("1", "true")
            case b"n":
                return read_number(text)
    except (ValueError, IndexError):
        return CellError(text)
    return CellError(text) if kind == b"e" else text


def formula_of(sheet: SheetXml, tag: Tag) -> Formula | None:
    """Return a cell's formula, or nothing."""
    match = _inside(sheet, tag, _FORMULA)
    if match is None:
        return None
    attributes = Tag(0, 0, match[1], None)

    def text(name: bytes) -> str | None:
        raw = attributes.get(name)
        return raw.decode() if raw is not None else None

    return Formula(
        read_text(_as_stored(sheet, match, 2)),
        text(b"t") or "normal",
        text(b"ref"),
        text(b"si"),
        tag.get(b"cm") is not None,
    )


def with_value(
    sheet: SheetXml, cell: Cell, tag: Tag | None, value: Value, style: bytes | None
) -> bytes:
    """Return the cell's element with another value, its other attributes kept.

    Args:
        sheet: the sheet.
        cell: the cell's place.
        tag: the element as it stands, or nothing if the sheet has none.
        value: the value, as stored.
        style: the style for a cell that has no element yet.
    """
    attributes, extension = _emptied(sheet, cell, tag, style)
    return value_element(sheet.prefix, attributes, value, extension)


def with_formula(
    sheet: SheetXml, cell: Cell, tag: Tag | None, formula: str, style: bytes | None
) -> bytes:
    """Return the cell's element with a formula that has no result yet.

    Args:
        sheet: the sheet.
        cell: the cell's place.
        tag: the element as it stands, or nothing if the sheet has none.
        formula: the formula, without its equals sign.
        style: the style for a cell that has no element yet.
    """
    attributes, extension = _emptied(sheet, cell, tag, style)
    return formula_element(sheet.prefix, attributes, formula, extension)


def value_element(prefix: bytes, attributes: bytes, value: Value, extension: bytes = b"") -> bytes:
    """Return the element of a cell that holds a value.

    Args:
        prefix: the prefix of the sheet's elements, or nothing.
        attributes: the cell's attributes, but for its type.
        value: the value, as stored.
        extension: what else stands in the cell.
    """
    kind, content = _stored(prefix, value)
    return _element(prefix, attributes + kind, content + extension)


def formula_element(
    prefix: bytes, attributes: bytes, formula: str, extension: bytes = b""
) -> bytes:
    """Return the element of a cell with a formula that has no result yet.

    Args:
        prefix: the prefix of the sheet's elements, or nothing.
        attributes: the cell's attributes.
        formula: the formula, without its equals sign.
        extension: what else stands in the cell.
    """
    content = b"<%bf>%b</%bf>" % (prefix, escape_text(formula), prefix)
    return _element(prefix, attributes, content + extension)


def attributes_of(cell: Cell, style: bytes | None) -> bytes:
    """Return the attributes of a cell that has a place and perhaps a style, and no more."""
    return b' r="%b"' % str(cell).encode() + (b' s="%b"' % style if style else b"")


def _emptied(
    sheet: SheetXml, cell: Cell, tag: Tag | None, style: bytes | None
) -> tuple[bytes, bytes]:
    """Return a cell's attributes and extension, for a content of another kind."""
    if tag is not None:
        extension = _as_stored(sheet, _inside(sheet, tag, _EXTENSION))
        return _DROPPED.sub(b"", tag.attributes), extension
    return attributes_of(cell, style), b""


def with_result(sheet: SheetXml, tag: Tag, value: Value) -> bytes:
    """Return a formula cell's element with another result, its formula kept as it is."""
    formula = _as_stored(sheet, _inside(sheet, tag, _FORMULA))
    extension = _as_stored(sheet, _inside(sheet, tag, _EXTENSION))
    kind, result = result_of(sheet.prefix, value)
    attributes = _KIND.sub(b"", tag.attributes) + kind
    return _element(sheet.prefix, attributes, formula + result + extension)


def plain_cell(cell: Cell, value: Value, formula: str | None) -> bytes:
    """Return an element without a style that holds a value, or a formula and its result."""
    attributes = b' r="%s"' % str(cell).encode()
    if formula is None:
        kind, content = _stored(b"", value)
        return _element(b"", attributes + kind, content)
    kind, result = result_of(b"", value)
    return _element(b"", attributes + kind, b"<f>%s</f>" % escape_text(formula) + result)


def result_of(prefix: bytes, value: Value) -> tuple[bytes, bytes]:
    """Return the type attribute and the element that store a formula's result."""
    if isinstance(value, str) and not isinstance(value, CellError):
        return b' t="str"', b"<%sv>%s</%sv>" % (prefix, escape_text(value), prefix)
    return _stored(prefix, value)


def _stored(prefix: bytes, value: Value) -> tuple[bytes, bytes]:
    """Return the type attribute and the content that store a value."""
    if value is None:
        return b"", b""
    if isinstance(value, str) and not isinstance(value, CellError):
        keep = b' xml:space="preserve"' if value != value.strip() or "\n" in value else b""
        text = escape_text(value)
        return (
            b' t="inlineStr"',
            b"<%sis><%st%s>%s</%st></%sis>" % (prefix, prefix, keep, text, prefix, prefix),
        )
    if isinstance(value, CellError):
        kind, text = b' t="e"', escape_text(value)
    elif isinstance(value, bool):
        kind, text = b' t="b"', b"1" if value else b"0"
    else:
        kind, text = b"", number_text(value).encode()
    return kind, b"<%sv>%s</%sv>" % (prefix, text, prefix)


def _element(prefix: bytes, attributes: bytes, content: bytes) -> bytes:
    if not content:
        return b"<%sc%s/>" % (prefix, attributes)
    return b"<%sc%s>%s</%sc>" % (prefix, attributes, content, prefix)
