"""What a workbook says of itself to those who find, hear or print it.

Its title and subject as a document, the words for its charts, and the rows repeated on each page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from xlbcf.books.file_book import FileBook
from xlbcf.books.package import Package
from xlbcf.books.part_links import links_of
from xlbcf.books.workbook_xml import local_name, parse_part
from xlbcf.books.xml_cuts import ATTRIBUTES, Cut, changed, element, nothing

_DUBLIN_CORE = b"http://purl.org/dc/elements/1.1/"
_CORE_END = re.compile(rb"</(?:[\w.-]+:)?coreProperties\s*>")
_ABOUT = re.compile(rb"<(?:[\w.-]+:)?cNvPr(?=\s)(?P<attributes>" + ATTRIBUTES + rb")\s*/?>")
_DESCRIBED = re.compile(rb"\s+descr\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_DECORATIVE = re.compile(rb":decorative\s[^<>]*\bval\s*=\s*[\"'](?:1|true)[\"']")
_FILE_NAME = re.compile(rb"[^<>/]*\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg)", re.IGNORECASE)
_CHART = re.compile(rb"<(?:[\w.-]+:)?chart\s[^<>]*:id\s*=\s*[\"']([^\"']+)[\"']")
_NAMED = re.compile(rb"\sname\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_NAMES_END = re.compile(rb"</(?P<prefix>(?:[\w.-]+:)?)definedNames\s*>")
_BEFORE_NAMES = (b"externalReferences", b"functionGroups", b"sheets")
_PRINT_TITLES = "_xlnm.Print_Titles"


class About(NamedTuple):
    """A document in words.

    Args:
        title: what it is called.
        subject: what it is about.
        language: the language it is written in, such as ``en-GB``.
    """

    title: str
    subject: str
    language: str


class Described(NamedTuple):
    """A workbook that says what it and its charts are.

    Args:
        content: the workbook's content.
        charts: how many charts were given words.
        wordless: the charts and pictures that still have none, as ``sheet: name``.
    """

    content: bytes
    charts: int
    wordless: list[str]


def described(book: FileBook, about: About, heading_rows: Mapping[str, int]) -> Described:
    """Return a workbook with its title set, words for its charts, and headings that are repeated.

    A chart's words are its title. A picture's meaning cannot be known, so it is named instead.

    Args:
        book: the workbook.
        about: what it is.
        heading_rows: for a sheet, the row that is repeated on each page where none is set yet.

    Raises:
        Refused: a part is damaged (BOOK01).
    """
    package, new, tally = book.package, dict[str, bytes](), _Tally()
    for link in links_of(package, ""):
        if link.kind == "core-properties" and link.target in package:
            new[link.target] = _titled(package, link.target, about)
    for entry in book.workbook.sheets:
        for link in links_of(package, entry.part) if entry.part else ():
            if link.kind == "drawing" and link.target in package:
                new[link.target] = _worded(package, link.target, entry.name, tally)
    if names := list(_missing_titles(book, heading_rows)):
        new[book.workbook.part] = _with_names(book, names)
    replaced = {part: [content] for part, content in new.items()}
    return Described(b"".join(package.pieces(replaced)), tally.charts, tally.wordless)


class _Tally:
    """What is counted on the way: charts given words, and what has none."""

    def __init__(self) -> None:
        self.charts = 0
        self.wordless: list[str] = []


def _titled(package: Package, part: str, about: About) -> bytes:
    """Return the properties of a document with its title, subject and language."""
    stated = b"".join(
        b'<dc:%b xmlns:dc="%b">%b</dc:%b>' % (name, _DUBLIN_CORE, escape(text).encode(), name)
        for name, text in zip((b"title", b"subject", b"language"), about, strict=True)
    )
    cuts: tuple[Cut, ...] = (
        (element(b"title|subject|language"), nothing),
        (_CORE_END, lambda match: stated + match[0]),
    )
    return changed(package.read(part), package.where, cuts)


def _worded(package: Package, part: str, sheet: str, tally: _Tally) -> bytes:
    """Return a drawing with words for its charts."""
    charts = {link.id: link.target for link in links_of(package, part) if link.kind == "chart"}

    def frame(match: re.Match[bytes]) -> bytes:
        about = _ABOUT.search(match[0])
        if about is None or _has_words(match[0], about):
            return match[0]
        chart = _CHART.search(match[0])
        words = _chart_title(package, charts.get(chart[1].decode(), "")) if chart else ""
        if not words:
            tally.wordless.append(f"{sheet}: {_name_of(about)}")
            return match[0]
        tally.charts += 1
        at, to = about.span("attributes")
        bare = _DESCRIBED.sub(b"", match[0][at:to])
        return match[0][:at] + bare + b" descr=" + quoteattr(words).encode() + match[0][to:]

    cuts: tuple[Cut, ...] = ((element(b"graphicFrame|pic"), frame),)
    return changed(package.read(part), package.where, cuts)


def _has_words(whole: bytes, about: re.Match[bytes]) -> bool:
    stated = _DESCRIBED.search(about["attributes"])
    words = (stated[1] or stated[2] or b"") if stated else b""
    # A program that knows no words for a picture may put in the name of its file.
    return bool(words and not _FILE_NAME.fullmatch(words)) or _DECORATIVE.search(whole) is not None


def _name_of(about: re.Match[bytes]) -> str:
    stated = _NAMED.search(about["attributes"])
    return (stated[1] or stated[2]).decode() if stated else "a picture"


def _chart_title(package: Package, part: str) -> str:
    """Return a chart's title, or the name of its only series, as Excel shows it then."""
    if part not in package:
        return ""
    root = parse_part(package, part)
    chart = next(_inside(root, "chart"), root)
    # The titles of the axes stand deeper.
    if (title := next(_inside(chart, "title"), None)) is not None:
        return _text_of(title)
    series = [each for each in root.iter() if local_name(each.tag) == "ser"]
    return "".join(map(_text_of, _inside(series[0], "tx"))) if len(series) == 1 else ""


def _inside(whole: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    return (each for each in whole if local_name(each.tag) == name)


def _text_of(title: ElementTree.Element) -> str:
    """Return the words in a title, whether typed or taken from a cell."""
    words = (each.text or "" for each in title.iter() if local_name(each.tag) in ("t", "v"))
    return " ".join("".join(words).split())


def _missing_titles(book: FileBook, heading_rows: Mapping[str, int]) -> Iterator[bytes]:
    """Yield the names that repeat the heading rows of sheets that repeat none."""
    repeated = {name.sheet for name in book.workbook.names if name.name == _PRINT_TITLES}
    for index, entry in enumerate(book.workbook.sheets):
        if entry.name in heading_rows and entry.name not in repeated:
            row = heading_rows[entry.name]
            quoted = "'" + entry.name.replace("'", "''") + "'"
            text = escape(f"{quoted}!${row}:${row}")
            yield f'definedName name="{_PRINT_TITLES}" localSheetId="{index}">{text}'.encode()


def _with_names(book: FileBook, names: list[bytes]) -> bytes:
    """Return the workbook's part with further names."""
    package, part = book.package, book.workbook.part
    raw = package.read(part)

    def added(match: re.Match[bytes]) -> bytes:
        return _elements(match["prefix"], names) + match[0]

    def opened(match: re.Match[bytes]) -> bytes:
        prefix = match["prefix"]
        inside = _elements(prefix, names)
        return match[0] + b"<%bdefinedNames>%b</%bdefinedNames>" % (prefix, inside, prefix)

    if _NAMES_END.search(raw):
        return changed(raw, package.where, ((_NAMES_END, added),))
    before = next(found for name in _BEFORE_NAMES if (found := element(name)).search(raw))
    return changed(raw, package.where, ((before, opened),))


def _elements(prefix: bytes, names: list[bytes]) -> bytes:
    return b"".join(b"<%b%b</%bdefinedName>" % (prefix, name, prefix) for name in names)
