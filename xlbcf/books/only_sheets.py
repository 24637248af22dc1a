"""A workbook in which some sheets are in sight and the others hidden, as for a print of those."""

from __future__ import annotations

import re
from collections.abc import Collection

from xlbcf.books.file_book import FileBook
from xlbcf.books.part_links import links_of
from xlbcf.books.pdf_pages import MAKER
from xlbcf.books.xml_cuts import ATTRIBUTES, Cut, changed, element, nothing
from xlbcf.template.addresses import column_letters, column_number

_SHEETS = re.compile(rb"<(?:[\w.-]+:)?sheets(?=[\s>]).*?</(?:[\w.-]+:)?sheets\s*>", re.DOTALL)
_SHEET = re.compile(rb"<(?:[\w.-]+:)?sheet(?=\s)" + ATTRIBUTES + rb"\s*/?>")
_STATE = re.compile(rb"\s+state\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_VIEW = re.compile(rb"<(?:[\w.-]+:)?workbookView(?=[\s/])" + ATTRIBUTES)
_ACTIVE = re.compile(rb"\s+(?:activeTab|firstSheet)\s*=\s*(?:\"[^\"]*\"|'[^']*')")


# LibreOffice prints the print areas of hidden sheets too.
_PRINT_AREA = re.compile(
    rb"<(?P<prefix>(?:[\w.-]+:)?)definedName(?=[^<>]*\sname\s*=\s*[\"']_xlnm\.Print_Area[\"'])"
    rb"[^<>]*\slocalSheetId\s*=\s*[\"'](?P<sheet>[0-9]+)[\"'][^<>]*>[^<]*"
    rb"</(?P=prefix)definedName\s*>"
)
_ONE_AREA = re.compile(
    rb">[^<,]*\$[A-Z]+\$(?P<top>[0-9]+):\$(?P<right>[A-Z]+)\$(?P<bottom>[0-9]+)</"
)
_DRAWING = re.compile(rb"<(?:[\w.-]+:)?drawing(?=\s)")
# A cell with a link is one line for LibreOffice, cut off at the cell's edge; and a link to a sheet
# that is not in the print leads nowhere.
_LINKS = (element(b"hyperlinks"), nothing)
_CORE_END = re.compile(rb"</(?P<prefix>(?:[\w.-]+:)?)coreProperties\s*>")
_KEY_WORDS = (element(b"keywords"), nothing)


def only_sheets(book: FileBook, wanted: Collection[str]) -> bytes:
    """Return a workbook's content with some of its sheets in sight and all others hidden.

    Links are taken out of the sheets in sight, and columns in which nothing stands from the right
    of their print areas. The only key word says whose print it is, because
    LibreOffice writes key words into the PDF file.

    Args:
        book: the workbook.
        wanted: the names of the sheets in sight, at least one of them in the workbook.

    Raises:
        Refused: a part is damaged (BOOK01).
    """
    in_sight = [entry.name in wanted for entry in book.workbook.sheets]
    first = in_sight.index(True)
    part, package = book.workbook.part, book.package

    def listed(match: re.Match[bytes]) -> bytes:
        states = iter(in_sight)
        return _SHEET.sub(lambda tag: _shown(tag[0], next(states)), match[0])

    def opened(match: re.Match[bytes]) -> bytes:
        return _ACTIVE.sub(b"", match[0]) + b' activeTab="%d"' % first

    def named(match: re.Match[bytes]) -> bytes:
        at = int(match["sheet"])
        return _without_blank_columns(book, at, match[0]) if in_sight[at] else b""

    cuts: list[Cut] = [(_SHEETS, listed), (_VIEW, opened), (_PRINT_AREA, named)]
    new = {part: changed(package.read(part), package.where, cuts)}
    for entry in book.workbook.sheets:
        if entry.name in wanted and entry.part in package:
            new[entry.part] = changed(package.read(entry.part), package.where, [_LINKS])
    for link in links_of(package, ""):
        if link.kind == "core-properties" and link.target in package:
            raw = package.read(link.target)
            new[link.target] = changed(raw, package.where, [_KEY_WORDS, (_CORE_END, _marked)])
    return b"".join(package.pieces({name: [content] for name, content in new.items()}))


def _without_blank_columns(book: FileBook, at: int, name: bytes) -> bytes:
    """Return the name of a print area without the columns at its right in which nothing stands."""
    entry = book.workbook.sheets[at]
    found = _ONE_AREA.search(name)
    if not found or _DRAWING.search(book.package.read(entry.part)):
        return name
    top, bottom = int(found["top"]), int(found["bottom"])
    filled = [
        cell.column
        for cell, value in book.values(entry.name).items()
        if value != "" and top <= cell.row <= bottom
    ]
    right = column_number(found["right"].decode())
    last = max((each for each in filled if each <= right), default=right)
    return name[: found.start("right")] + column_letters(last).encode() + name[found.end("right") :]


def _marked(match: re.Match[bytes]) -> bytes:
    tag = match["prefix"] + b"keywords"
    return b"<%b>%b</%b>" % (tag, MAKER.encode(), tag) + match[0]


def _shown(tag: bytes, in_sight: bool) -> bytes:
    bare = _STATE.sub(b"", tag)
    if in_sight:
        return bare
    end = -2 if bare.endswith(b"/>") else -1
    return bare[:end].rstrip() + b' state="hidden"' + bare[end:]
