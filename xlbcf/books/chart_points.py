"""The points that charts keep of the cells they show, brought up to date.

A chart stores what it last read, and a preview draws that. Source: ECMA-376 part 1, section
21.2.2 (``numCache``, ``strCache``, ``plotVisOnly``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from xlbcf.books.file_book import FileBook
from xlbcf.books.part_shifts import parts_of_kind
from xlbcf.books.references import read_reference
from xlbcf.books.shown_cells import KnownTexts, ShownCells
from xlbcf.books.values import read_text
from xlbcf.books.xml_cuts import ATTRIBUTES, changed

#: Begins with what stands in few places, so that it is found quickly.
_READ = re.compile(
    rb"Ref\s*>\s*<(?P<p>(?:[\w.-]+:)?)f\s*>(?P<f>[^<]*)</(?P=p)f\s*>\s*"
    rb"(?P<open><(?P=p)(?P<n>num|str)Cache\s*>)"
    rb"(?P<in>[^<]*(?:<(?!/(?P=p)(?P=n)Cache\s*>)[^<]*)*)</(?P=p)(?P=n)Cache\s*>"
)
_COUNT = re.compile(rb"<(?:[\w.-]+:)?ptCount\s[^<>]*?\bval\s*=\s*[\"'](\d+)[\"'][^<>]*/>")
_POINT = re.compile(
    rb"<(?P<p>(?:[\w.-]+:)?)pt(?P<a>" + ATTRIBUTES + rb")\s*>\s*"
    rb"<(?P=p)v(?:\s[^<>]*)?>(?P<v>[^<]*)</(?P=p)v\s*>\s*</(?P=p)pt\s*>"
)
_PLACE = re.compile(rb"\sidx\s*=\s*[\"'](\d+)")
_VISIBLE = re.compile(rb"plotVisOnly(?:\s+val\s*=\s*[\"'](?:1|true)[\"'])?\s*/?>")


class Points(NamedTuple):
    """What a chart keeps of some cells: how many there are, and a text for each not empty."""

    size: int
    texts: dict[int, bytes]


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
    fresh = _Fresh(book)
    new: dict[str, bytes] = {}
    for part in parts_of_kind(book.package, "chart"):
        raw = book.part(part)
        # Where nothing is said, Excel draws hidden cells too.
        fresh.hidden_too = _VISIBLE.search(raw) is None
        content = changed(raw, book.package.where, [(_READ, fresh.reference)])
        if content != raw:
            new[part] = content
    book.replace_parts(new)


class _Fresh:
    """The points of charts as they are to be."""

    def __init__(self, book: FileBook) -> None:
        self.hidden_too = False
        self._book = book
        self._cells: dict[str, ShownCells] = {}
        self._texts = KnownTexts({}, {})
        self._known: dict[tuple[bytes, bytes, bool], Points | None] = {}

    def reference(self, match: re.Match[bytes]) -> bytes:
        """Return a chart's reference with the points that it gives now."""
        key = match["n"], match["f"], self.hidden_too
        if key not in self._known:
            self._known[key] = self._points(*key)
        points = self._known[key]
        return match[0] if points is None else _with_points(match, points)

    def _points(self, kind: bytes, formula: bytes, hidden_too: bool) -> Points | None:
        """Return what a reference gives now, or nothing if it is not to be followed."""
        reference = read_reference(read_text(formula), "")
        entry = self._book.workbook.sheet(reference[0]) if reference else None
        if reference is None or entry is None or entry.kind != "worksheet":
            return None
        area = reference[1]
        if area.top != area.bottom and area.left != area.right:
            return None
        if entry.name not in self._cells:
            self._cells[entry.name] = ShownCells(self._book.sheet_file(entry.name), self._texts)
        cells = self._cells[entry.name]
        texts = cells.texts(area, numbers=kind == b"num", hidden_too=hidden_too)
        return Points(len(texts), {at: text for at, text in enumerate(texts) if text})


def _with_points(match: re.Match[bytes], points: Points) -> bytes:
    """Return a chart's reference with other points, or as it is if they are the same."""
    inside, prefix = match["in"], match["p"]
    count = _COUNT.search(inside)
    start, end = (count.start(), inside.rfind(b">") + 1) if count else (len(inside), len(inside))
    attributes: dict[int, bytes] = {}
    if count and (int(count[1]) == points.size or b"formatCode" in inside[start:]):
        old = {int(p[1]): m for m in _POINT.finditer(inside) if (p := _PLACE.search(m["a"]))}
        if int(count[1]) == points.size and _same(old, points, match["n"] == b"num"):
            return match[0]
        attributes = {at: each["a"] for at, each in old.items()}
    extension = inside.find(b"<%bextLst" % prefix, start)
    end = extension if extension >= 0 else end
    begin = match.start("in") - match.start()
    whole = match[0]
    return whole[: begin + start] + _written(points, prefix, attributes) + whole[begin + end :]


def _written(points: Points, prefix: bytes, attributes: Mapping[int, bytes]) -> bytes:
    """Return points as a chart keeps them, those with attributes of their own as they had them."""
    pattern = b"<%bpt%%b><%bv>%%b</%bv></%bpt>" % (prefix, prefix, prefix, prefix)
    count = b'<%bptCount val="%d"/>' % (prefix, points.size)
    if attributes:
        each = [(attributes.get(at, b' idx="%d"' % at), t) for at, t in points.texts.items()]
        return count + b"".join([pattern % pair for pair in each])
    plain = pattern % (b' idx="%d"', b"%b")
    return count + b"".join([plain % pair for pair in points.texts.items()])


def _same(old: dict[int, re.Match[bytes]], new: Points, numbers: bool) -> bool:
    """Say whether points are the same, however their numbers are written."""
    if old.keys() != new.texts.keys():
        return False
    alike = _same_number if numbers else bytes.__eq__
    return all(alike(old[at]["v"], text) for at, text in new.texts.items())


def _same_number(old: bytes, new: bytes) -> bool:
    try:
        return old == new or float(old) == float(new)
    except ValueError:
        return False
