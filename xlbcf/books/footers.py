"""A line added to the footers of printed sheets, beside what stands there."""

from __future__ import annotations

import re
from collections.abc import Collection
from xml.sax.saxutils import escape

from xlbcf.books.file_book import FileBook
from xlbcf.books.xml_cuts import ATTRIBUTES, Cut, changed, element

_FOOTER = re.compile(
    rb"(?P<open><(?P<prefix>(?:[\w.-]+:)?)oddFooter(?:\s[^<>]*)?>)(?P<text>[^<]*)"
    rb"(?P<close></(?P=prefix)oddFooter\s*>)"
)
_FRAME = re.compile(
    rb"<(?P<prefix>(?:[\w.-]+:)?)headerFooter(?=[\s/>])(?P<attributes>" + ATTRIBUTES + rb")\s*"
    rb"(?:/>|>(?P<text>.*?)</(?P=prefix)headerFooter\s*>)",
    re.DOTALL,
)
#: What a footer's frame stands behind, the nearest first, in the schema's order.
_BEFORE = (b"pageSetup", b"pageMargins")
_MIDDLE, _RIGHT = b"&amp;C", b"&amp;R"
_SMALL = b"&amp;8"


def with_footnote(book: FileBook, sheets: Collection[str], words: str) -> bytes:
    """Return a workbook's content with a line in the middle of some sheets' footers.

    Args:
        book: the workbook.
        sheets: the sheets; one without any set-up of its pages stays as it is.
        words: the line; what stands in the middle already stays before it.

    Raises:
        Refused: a part is damaged (BOOK01).
    """
    # An ampersand stands for itself only where it is doubled.
    line = escape(words.replace("&", "&&")).encode()
    package, new = book.package, dict[str, list[bytes]]()
    for entry in book.workbook.sheets:
        if entry.name in sheets and entry.part in package:
            raw = package.read(entry.part)
            cut = _cut(raw, line)
            new[entry.part] = [changed(raw, package.where, [cut] if cut else [])]
    return b"".join(package.pieces(new))


def _cut(raw: bytes, line: bytes) -> Cut | None:
    """Return what puts the line into a sheet: its footer, a frame without one, or a new frame."""

    def joined(match: re.Match[bytes]) -> bytes:
        return match["open"] + _with_middle(match["text"], line) + match["close"]

    def framed(match: re.Match[bytes]) -> bytes:
        footer, prefix = _footer(match["prefix"], line), match["prefix"]
        head, sep, rest = (match["text"] or b"").partition(b"</%boddHeader>" % prefix)
        inside = head + sep + footer + rest if sep else footer + head
        tag = prefix + b"headerFooter"
        return b"<%b%b>%b</%b>" % (tag, match["attributes"], inside, tag)

    def added(match: re.Match[bytes]) -> bytes:
        tag = match["prefix"] + b"headerFooter"
        return match[0] + b"<%b>%b</%b>" % (tag, _footer(match["prefix"], line), tag)

    if _FOOTER.search(raw):
        return _FOOTER, joined
    if _FRAME.search(raw):
        return _FRAME, framed
    places = (element(name) for name in _BEFORE)
    place = next((each for each in places if each.search(raw)), None)
    return (place, added) if place else None


def _footer(prefix: bytes, line: bytes) -> bytes:
    tag = prefix + b"oddFooter"
    return b"<%b>%b</%b>" % (tag, _with_middle(b"", line), tag)


def _with_middle(text: bytes, line: bytes) -> bytes:
    left, right, after = text.partition(_RIGHT)
    before = b" " if _MIDDLE in left else _MIDDLE + _SMALL
    return left + before + line + right + after
