"""The workbook's own parts: which sheets there are and where, names, calendar, calculation."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from urllib.parse import unquote
from xml.etree import ElementTree

from xlbcf.books.package import Package
from xlbcf.rules.findings import Refused, finding

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
        if b"<!DOCTYPE" in raw:
            raise ValueError("a document type is not allowed")
        return ElementTree.fromstring(raw)
    except (ElementTree.ParseError, ValueError, LookupError) as fault:
        raise Refused(
            finding("BOOK01", where, reason=f"the part {name} is damaged: {fault}")
        ) from fault


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another; ``kind`` is the last word of its type."""

    id: str
    kind: str
    target: str


def relations(package: Package, part: str) -> list[Relation]:
    """Return a part's links to other parts of the package; links to outside are left out."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
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


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it; ``part`` is empty when it has none."""

    name: str
    number: int
    kind: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A defined name; ``sheet`` is the sheet it belongs to, or nothing for the whole workbook."""

    name: str
    text: str
    sheet: str | None


@dataclass(slots=True)
class WorkbookXml:
    """What ``workbook.xml`` and its relations say."""

    part: str
    sheets: list[SheetEntry] = field(default_factory=list)
    names: list[DefinedName] = field(default_factory=list)
    date1904: bool = False
    parts: dict[str, str] = field(default_factory=dict)

    def sheet(self, name: str) -> SheetEntry | None:
        """Return a sheet by its name; case does not matter, as in Excel."""
        return next((s for s in self.sheets if s.name.casefold() == name.casefold()), None)

    def defined(self, name: str, sheet: str) -> str | None:
        """Return what a name stands for on a sheet: the sheet's own name before the workbook's."""
        fitting = [n for n in self.names if n.name.casefold() == name.casefold()]
        own = [n.text for n in fitting if n.sheet == sheet]
        return next(iter(own + [n.text for n in fitting if n.sheet is None]), None)


def read_workbook(package: Package) -> WorkbookXml:
    """Read the workbook's list of sheets, names and settings.

    Raises:
        Refused: it is not a workbook (BOOK01), or it is signed (BOOK03 is raised by the caller).
    """
    main = next((r for r in relations(package, "") if r.kind == "officeDocument"), None)
    if main is None or main.target not in package:
        raise Refused(finding("BOOK01", package.where, reason="it holds no workbook"))
    links = {link.id: link for link in relations(package, main.target)}
    root = parse_part(package, main.target)
    if local_name(root.tag) != "workbook":
        raise Refused(finding("BOOK01", package.where, reason="it holds no workbook"))
    book = WorkbookXml(main.target, parts={r.kind: r.target for r in links.values()})
    for element in root:
        match local_name(element.tag):
            case "workbookPr":
                book.date1904 = element.get("date1904") in ("1", "true")
            case "sheets":
                book.sheets = [_sheet(child, links) for child in element]
            case "definedNames":
                book.names = [_name(child, book.sheets) for child in element]
    return book


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


def calculating_on_load(raw: bytes) -> bytes:
    """Return ``workbook.xml`` with the order to recalculate everything when it is opened."""
    match = _CALC.search(raw)
    if match:
        attributes = _ON_LOAD.sub(b"", match[2]) + b' fullCalcOnLoad="1"'
        whole = b"<" + match[1] + b"calcPr" + attributes
        return raw[: match.start()] + whole + raw[match.end() :]
    for name in _BEFORE_CALC:
        ends = list(
            re.finditer(
                rb"</((?:[\w.-]+:)?)" + name + rb"\s*>|<((?:[\w.-]+:)?)" + name + rb"/>", raw
            )
        )
        if ends:
            at, prefix = ends[-1].end(), ends[-1][1] or ends[-1][2] or b""
            return raw[:at] + b'<%scalcPr fullCalcOnLoad="1"/>' % prefix + raw[at:]
    return raw
