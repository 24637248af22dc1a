"""The points that charts keep of the cells they show, brought up to date.

A chart stores what it last read, and a preview draws that. Source: ECMA-376 part 1, section
21.2.2 (``numCache``, ``strCache``, ``plotVisOnly``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from operator import eq
from typing import NamedTuple

from xlbcf.books.file_book import FileBook
from xlbcf.books.part_shifts import parts_of_kind
from xlbcf.books.references import read_reference
from xlbcf.books.sheet_xml import SheetXml, Tag
from xlbcf.books.values import CellError, Value, escape_text, number_text, read_text
from xlbcf.books.xml_cuts import ATTRIBUTES, changed
from xlbcf.template.addresses import LAST_COLUMN, Area, Cell

_READ = re.compile(
    rb"<(?P<p>(?:[\w.-]+:)?)(?P<n>num|str)Ref\s*>\s*<(?P=p)f\s*>(?P<f>[^<]*)</(?P=p)f\s*>\s*"
    rb"(?P<open><(?P=p)(?P=n)Cache\s*>)(?P<in>.*?)</(?P=p)(?P=n)Cache\s*>",
    re.DOTALL,
)
_COUNT = re.compile(rb"<(?:[\w.-]+:)?ptCount\s[^<>]*?\bval\s*=\s*[\"'](\d+)[\"'][^<>]*/>")
_POINT = re.compile(
    rb"<(?P<p>(?:[\w.-]+:)?)pt(?P<a>" + ATTRIBUTES + rb")\s*>\s*"
    rb"<(?P=p)v(?:\s[^<>]*)?>(?P<v>[^<]*)</(?P=p)v\s*>\s*</(?P=p)pt\s*>"
)
_PLACE = re.compile(rb"\sidx\s*=\s*[\"'](\d+)")
_ALL = re.compile(rb"<(?:[\w.-]+:)?plotVisOnly\s[^<>]*?\bval\s*=\s*[\"'](?:0|false)[\"']")
_COLUMN = re.compile(rb"<(?:[\w.-]+:)?col(?=\s)(" + ATTRIBUTES + rb")")
_YES = (b"1", b"true")


class Points(NamedTuple):
    """What a chart keeps of some cells: how many there are, and a text for each not empty."""

    size: int
    texts: dict[int, str]


def store_chart_points(book: FileBook) -> None:
    """Bring the points that charts keep up to date with the values of their cells.

    Hidden cells are left out, unless the chart shows them too. Where nothing differs, the chart
    stays as it is; so do references to more than one area, or to none of this workbook, and
    categories of several levels.

    Args:
        book: the workbook's file; results have been stored.

    Raises:
        Refused: a part is damaged (BOOK01).
    """
    sheets: dict[str, _Shown] = {}
    new: dict[str, bytes] = {}
    for part in parts_of_kind(book.package, "chart"):
        raw = book.part(part)
        hidden_too = _ALL.search(raw) is not None

        def fresh(match: re.Match[bytes], hidden_too: bool = hidden_too) -> bytes:
            points = _points(book, sheets, match, hidden_too)
            return match[0] if points is None else _with_points(match, points)

        content = changed(raw, book.package.where, [(_READ, fresh)])
        if content != raw:
            new[part] = content
    book.replace_parts(new)


class _Shown:
    """One sheet's values, and which of its cells can be seen."""

    def __init__(self, book: FileBook, sheet: str) -> None:
        self._file = book.sheet_file(sheet)
        self._values: dict[int, dict[Cell, Value]] = {}

    @cached_property
    def _hidden_columns(self) -> set[int]:
        xml = self._file.xml
        found: set[int] = set()
        for match in _COLUMN.finditer(xml.head()):
            tag = Tag(0, 0, match[1], None)
            if tag.get(b"hidden") in _YES:
                first, last = (int(tag.get(name) or b"1") for name in (b"min", b"max"))
                found.update(range(first, min(last, LAST_COLUMN) + 1))
        return found

    def values(self, area: Area, hidden_too: bool) -> list[Value]:
        """Return an area's values, row by row."""
        return [
            self._file.value(Cell(row, column))
            for row in range(area.top, area.bottom + 1)
            if hidden_too or not _hidden(self._file.xml, row)
            for column in range(area.left, area.right + 1)
            if hidden_too or column not in self._hidden_columns
        ]


def _hidden(xml: SheetXml, row: int) -> bool:
    tag = xml.numbered_rows().get(row)
    return tag is not None and tag.get(b"hidden") in _YES


def _points(
    book: FileBook, sheets: dict[str, _Shown], match: re.Match[bytes], hidden_too: bool
) -> Points | None:
    """Return what a reference gives now, or nothing if it is not to be followed."""
    reference = read_reference(read_text(match["f"]), "")
    entry = book.workbook.sheet(reference[0]) if reference else None
    if reference is None or entry is None or entry.kind != "worksheet":
        return None
    area = reference[1]
    if area.top != area.bottom and area.left != area.right:
        return None
    if entry.name not in sheets:
        sheets[entry.name] = _Shown(book, entry.name)
    values = sheets[entry.name].values(area, hidden_too)
    text = _number if match["n"] == b"num" else _words
    shown = ((at, text(value)) for at, value in enumerate(values) if value is not None)
    return Points(len(values), {at: each for at, each in shown if each})


def _number(value: Value) -> str:
    """Return a value as a chart keeps it among numbers: a text is drawn as nought."""
    if isinstance(value, CellError):
        return str(value)
    if isinstance(value, str):
        return "0"
    return number_text(float(value)) if value is not None else ""


def _words(value: Value) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return number_text(value)
    return value or ""


def _with_points(match: re.Match[bytes], points: Points) -> bytes:
    """Return a chart's reference with other points, or as it is if they are the same."""
    inside, prefix = match["in"], match["p"]
    count = _COUNT.search(inside)
    old = {int(place[1]): each for each in _POINT.finditer(inside)
           if (place := _PLACE.search(each["a"]))}  # fmt: skip
    kept = Points(int(count[1]) if count else -1, {at: read_text(m["v"]) for at, m in old.items()})
    if _same(kept, points, _same_number if match["n"] == b"num" else eq):
        return match[0]
    start = min([m.start() for m in old.values()] + ([count.start()] if count else [len(inside)]))
    end = max([m.end() for m in old.values()] + ([count.end()] if count else [start]))
    new = b'<%bptCount val="%d"/>' % (prefix, points.size)
    for at, text in points.texts.items():
        attributes = old[at]["a"] if at in old else b' idx="%d"' % at
        new += b"<%bpt%b><%bv>%b</%bv></%bpt>" % (
            prefix, attributes, prefix, escape_text(text), prefix, prefix,
        )  # fmt: skip
    at = match.start("in") - match.start()
    return match[0][: at + start] + new + match[0][at + end :]


def _same(old: Points, new: Points, alike: Callable[[str, str], bool]) -> bool:
    """Say whether points are the same, however their numbers are written."""
    if old.size != new.size or old.texts.keys() != new.texts.keys():
        return False
    return all(alike(old.texts[at], text) for at, text in new.texts.items())


def _same_number(old: str, new: str) -> bool:
    try:
        return old == new or float(old) == float(new)
    except ValueError:
        return False
