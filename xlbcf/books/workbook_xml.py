"""The workbook's own parts: which sheets there are and where, names, calendar, calculation."""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree

from xlbcf.books.package import Package
from xlbcf.books.xml_text import encoding_of, from_utf8, malformed, masked, to_utf8

_CALC = re.compile(rb"<((?:[\w.-]+:)?)calcPr\b((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)")
_ON_LOAD = re.compile(rb"\s+fullCalcOnLoad\s*=\s*(?:\"[^\"]*\"|'[^']*')")
#: What may stand directly before ``calcPr``, nearest first, in the schema's order.
_BEFORE_CALC = (b"definedNames", b"externalReferences", b"functionGroups", b"sheets")


def local_name(tag: str) -> str:
    """Return an element's or attribute's name without its namespace."""
    return tag.rpartition("}")[2]


def parse_part(package: Package, name: str) -> ElementTree.Element:
    """Read one of the package's XML parts as a tree.

    Raises:
        Refused: the part is missing or not sound XML, or has a document type (BOOK01).
    """
    return parse_xml(package.read(name), package.where, name)


def parse_xml(raw: bytes, where: str, name: str) -> ElementTree.Element:
    """Read XML as a tree.

    Raises:
        Refused: it is not sound, or has a document type (BOOK01).
    """
    try:
        # Without its zeros, UTF-16 shows a document type too.
        if b"<!DOCTYPE" in (raw.replace(b"\0", b"") if b"\0" in raw else raw):
            raise ValueError("a document type is not allowed")
        return ElementTree.fromstring(raw)
    except (ElementTree.ParseError, ValueError, LookupError) as fault:
        raise malformed(where, f"the part {name} is damaged: {fault}") from fault


class Relation(NamedTuple):
    """A link from one part to another; ``kind`` is the last word of its type."""

    id: str
    kind: str
    target: str


def relations_part(part: str) -> str:
    """Return the name of the part that holds a part's links."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations(package: Package, part: str) -> list[Relation]:
    """Return a part's links to other parts of the package; links to outside are left out."""
    folder, rels = posixpath.dirname(part), relations_part(part)
    if rels not in package:
        return []
    found = []
    for element in parse_part(package, rels):
        if element.get("TargetMode") == "External":
            continue
        target = unquote(element.get("Target", "")).replace("\\", "/")
        path = target[1:] if target.startswith("/") else posixpath.join(folder, target)
        kind = element.get("Type", "").rpartition("/")[2]
        found.append(Relation(element.get("Id", ""), kind, posixpath.normpath(path)))
    return found


class SheetEntry(NamedTuple):
    """A sheet as the workbook lists it; ``part`` is empty when it has none."""

    name: str
    number: int
    kind: str
    part: str
    hidden: bool


class DefinedName(NamedTuple):
    """A defined name; ``sheet`` is the sheet it belongs to, or nothing for the whole workbook."""

    name: str
    text: str
    sheet: str | None


class WorkbookXml:
    """What ``workbook.xml`` and its relations say."""

    def __init__(self, part: str, parts: dict[str, str]) -> None:
        self.part = part
        self.parts = parts
        self.date1904 = False
        self.calculated_on_load = False
        self.sheets = []
        self.names = []

    @property
    def sheets(self) -> list[SheetEntry]:
        """The sheets, in their order."""
        return self._sheets

    @sheets.setter
    def sheets(self, sheets: list[SheetEntry]) -> None:
        self._sheets = sheets
        self._by_name = {sheet.name.casefold(): sheet for sheet in reversed(sheets)}

    @property
    def names(self) -> list[DefinedName]:
        """The defined names, in their order."""
        return self._names

    @names.setter
    def names(self, names: list[DefinedName]) -> None:
        self._names = names
        self._defined: dict[str, list[DefinedName]] = {}
        for each in names:
            self._defined.setdefault(each.name.casefold(), []).append(each)

    def sheet(self, name: str) -> SheetEntry | None:
        """Return a sheet by its name; case does not matter, as in Excel."""
        return self._by_name.get(name.casefold())

    def defined(self, name: str, sheet: str) -> str | None:
        """Return what a name stands for on a sheet: the sheet's own name before the workbook's."""
        fitting = self._defined.get(name.casefold(), [])
        own = [n.text for n in fitting if n.sheet == sheet]
        return next(iter(own + [n.text for n in fitting if n.sheet is None]), None)


def read_workbook(package: Package) -> WorkbookXml:
    """Read the workbook's list of sheets, names and settings.

    Raises:
        Refused: it is not a workbook (BOOK01), or it is signed (BOOK03 is raised by the caller).
    """
    main = next((r for r in relations(package, "") if r.kind == "officeDocument"), None)
    if main is None or main.target not in package:
        raise malformed(package.where, "it holds no workbook")
    links = {link.id: link for link in relations(package, main.target)}
    root = parse_part(package, main.target)
    if local_name(root.tag) != "workbook":
        raise malformed(package.where, "it holds no workbook")
    book = WorkbookXml(main.target, {r.kind: r.target for r in links.values()})
    for element in root:
        match local_name(element.tag):
            case "workbookPr":
                book.date1904 = element.get("date1904") in ("1", "true")
            case "calcPr":
                book.calculated_on_load = element.get("fullCalcOnLoad") in ("1", "true")
            case "sheets":
                book.sheets = [_sheet(child, links) for child in element]
            case "definedNames":
                book.names = [_name(child, book.sheets) for child in element]
    return book


def read_names(raw: bytes, where: str, sheets: list[SheetEntry]) -> list[DefinedName]:
    """Return the names that a workbook's own part defines.

    Args:
        raw: the part's content.
        where: the file, for messages.
        sheets: the workbook's sheets.

    Raises:
        Refused: the part is damaged (BOOK01).
    """
    root = parse_xml(raw, where, "workbook")
    groups = (element for element in root if local_name(element.tag) == "definedNames")
    return [_name(child, sheets) for group in groups for child in group]


def _sheet(element: ElementTree.Element, links: dict[str, Relation]) -> SheetEntry:
    key = next((v for k, v in element.attrib.items() if local_name(k) == "id" and "}" in k), "")
    link = links.get(key)
    return SheetEntry(
        element.get("name", ""),
        int(element.get("sheetId", "0")),
        link.kind if link else "sheet without a part",
        link.target if link else "",
        element.get("state", "visible") != "visible",
    )


def _name(element: ElementTree.Element, sheets: list[SheetEntry]) -> DefinedName:
    scope = element.get("localSheetId")
    sheet = sheets[int(scope)].name if scope and int(scope) < len(sheets) else None
    return DefinedName(element.get("name", ""), element.text or "", sheet)


def signed(package: Package) -> bool:
    """Say whether the package carries a digital signature of its content."""
    return any(r.kind == "origin" and "signature" in r.target for r in relations(package, ""))


def calculating_on_load(raw: bytes, where: str) -> bytes:
    """Return ``workbook.xml`` with the order to recalculate everything when it is opened.

    Raises:
        Refused: the part is damaged (BOOK01).
    """
    data = to_utf8(raw, where)
    text = masked(data, where)
    match = _CALC.search(text)
    if match:
        attributes = _ON_LOAD.sub(b"", match[2]) + b' fullCalcOnLoad="1"'
        start, end, order = *match.span(), b"<" + match[1] + b"calcPr" + attributes
    else:
        start, prefix = _before_calculation(text, where)
        end, order = start, b'<%scalcPr fullCalcOnLoad="1"/>' % prefix
    return from_utf8(data[:start] + order + data[end:], encoding_of(raw))


def _before_calculation(text: bytes, where: str) -> tuple[int, bytes]:
    """Return where a missing ``calcPr`` belongs, and its prefix."""
    for name in _BEFORE_CALC:
        pattern = rb"</((?:[\w.-]+:)?)%b\s*>|<((?:[\w.-]+:)?)%b(?:\s[^<>]*)?/>" % (name, name)
        for match in re.finditer(pattern, text):
            return match.end(), match[1] or match[2] or b""
    raise malformed(where, "it lists no sheets")
