"""A workbook whose line sparklines are drawings, for a program that prints no lines of theirs.

LibreOffice 7.4 leaves the lines out when it prints. Such a copy is for printing only: its lines
follow their figures no more.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Mapping, Sequence
from io import BytesIO

from xlbcf.books.file_book import FileBook
from xlbcf.books.part_links import links_of
from xlbcf.books.sheet_xml import SheetXml
from xlbcf.books.sparkline_shapes import NUMBERS_EACH, anchored
from xlbcf.books.sparklines import Sparkline, read_groups
from xlbcf.books.workbook_xml import SheetEntry, relations_part
from xlbcf.books.xml_cuts import ATTRIBUTES, Cut, changed, element
from xlbcf.books.xml_text import encoding_of, from_utf8

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_KIND = "application/vnd.openxmlformats-officedocument.drawing+xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LINK = "sparklines"
_TYPES = "[Content_Types].xml"
_GROUP = element(b"sparklineGroup")
#: The end of a part's root element, or the whole of it where nothing is in it.
_ROOT_END = re.compile(
    rb"</(?:[\w.-]+:)?(?:Types|Relationships|wsDr)\s*>"
    rb"|<(?P<tag>(?:[\w.-]+:)?(?:Types|Relationships|wsDr))(?P<a>" + ATTRIBUTES + rb")\s*/>"
)
#: What a sheet's drawing stands before, in the schema's order, beside the extensions.
_AFTER = re.compile(
    rb"<(?:[\w.-]+:)?(?:legacyDrawing|legacyDrawingHF|drawingHF|picture|oleObjects|controls"
    rb"|AlternateContent|webPublishItems|tableParts)[\s/>]"
)
#: Above the numbers of the shapes that a drawing has already.
_FIRST_NUMBER = 1_000_000
_Groups = Sequence[list[Sparkline] | None]


def with_drawn_sparklines(book: FileBook, sheets: Collection[str]) -> bytes:
    """Return a workbook's content with drawings in place of the line sparklines of some sheets.

    Columns, and lines along an axis of dates, stay as they are.

    Args:
        book: the workbook.
        sheets: the names of the sheets.

    Raises:
        Refused: a part is damaged (BOOK01).
    """
    package, new = book.package, dict[str, bytes]()
    for entry in book.workbook.sheets:
        if entry.name in sheets and entry.kind == "worksheet":
            groups = read_groups(book, entry.name)
            if any(groups):
                new |= _drawn(book, entry, groups)
    added = {name: content for name, content in new.items() if name not in package}
    if drawings := [name for name in added if not name.endswith(".rels")]:
        space = f'xmlns="{_PACKAGE}/content-types"'
        types = (f'<Override {space} PartName="/{d}" ContentType="{_KIND}"/>' for d in drawings)
        new[_TYPES] = _with_more(package.read(_TYPES), package.where, "".join(types))
    replaced = {name: [content] for name, content in new.items() if name in package}
    return _with_parts(b"".join(package.pieces(replaced)), added)


def _drawn(book: FileBook, entry: SheetEntry, groups: _Groups) -> dict[str, bytes]:
    """Return the parts of a sheet that change, and those that it gets."""
    package, where = book.package, book.package.where
    raw, shapes = book.part(entry.part), _shapes(book, entry.name, groups)
    drawn = iter([group is not None for group in groups])
    cut: Cut = (_GROUP, lambda match: b"" if next(drawn) else match[0])
    links = links_of(package, entry.part)
    old = next((link.target for link in links if link.kind == "drawing"), None)
    if old is not None:
        more = _with_more(package.read(old), where, shapes)
        return {entry.part: changed(raw, where, [cut]), old: more}
    holder, part = relations_part(entry.part), f"xl/drawings/sparklines{entry.number}.xml"
    space = f'xmlns="{_PACKAGE}/relationships"'
    held = package.read(holder) if holder in package else b"<Relationships %b/>" % space.encode()
    link = f'<Relationship {space} Id="{_LINK}" Type="{_OFFICE}/drawing" Target="/{part}"/>'
    return {
        entry.part: changed(_with_drawing(raw, where), where, [cut]),
        holder: _with_more(held, where, link),
        part: f'{_HEAD}<xdr:wsDr xmlns:xdr="{_DRAWING}">{shapes}</xdr:wsDr>'.encode(),
    }


def _shapes(book: FileBook, sheet: str, groups: _Groups) -> str:
    """Return the drawings of a sheet's lines; those without any figure have none."""
    drawn: list[str] = []
    for line in (line for group in groups for line in group or ()):
        worded = book.value(sheet, line.area.anchor) not in (None, "")
        # One dot shows no trend, and would hide a letter or an arrow.
        if line.figures > (1 if worded else 0):
            number = _FIRST_NUMBER + NUMBERS_EACH * len(drawn)
            drawn.append(anchored(line, number, faint=worded))
    return "".join(drawn)


def _with_drawing(raw: bytes, where: str) -> bytes:
    """Return a sheet that has sparklines with the element that leads to its drawing."""
    xml = SheetXml(raw, where)
    start = xml.body.end if xml.body else 0
    lines = xml.text.index(b"sparklineGroup", start)
    after = _AFTER.search(xml.text, start)
    extensions = xml.text.rfind(b"<" + xml.prefix + b"extLst", start, lines)
    at = min(extensions, after.start()) if after else extensions
    tag = b'<%bdrawing xmlns:d="%b" d:id="%b"/>' % (xml.prefix, _OFFICE.encode(), _LINK.encode())
    return from_utf8(xml.data[:at] + tag + xml.data[at:], encoding_of(raw))


def _with_more(raw: bytes, where: str, more: str) -> bytes:
    """Return a part with more elements at the end of its root."""

    def extended(match: re.Match[bytes]) -> bytes:
        if match["tag"] is None:
            return more.encode() + match[0]
        return b"<%b%b>%b</%b>" % (match["tag"], match["a"], more.encode(), match["tag"])

    return changed(raw, where, [(_ROOT_END, extended)])


def _with_parts(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return a package with more parts at its end."""
    file = BytesIO(content)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return file.getvalue()
