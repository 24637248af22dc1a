"""What makes Excel offer to repair a workbook, looked for part by part without Excel.

Only faults that Excel is known for: indices beyond what they point to, things out of order, texts
longer than it takes, parts that nothing names. Sources: ECMA-376 parts 1 and 2; Microsoft, Excel
specifications and limits. The order of elements is the business of a validator by schema.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

from xlbcf.template.addresses import Area, parse_area, parse_cell

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TYPES = "[Content_Types].xml"
_BOOK = "xl/workbook.xml"
_TEXT_IN_FORMULA = 255
_FORMULA = 8192
_SHEET_NAME = 31
_LONGEST = {
    "tooltip": 255, "display": 255, "error": 255, "errorTitle": 32, "prompt": 255,
    "promptTitle": 32,
}  # fmt: skip
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')


class Parts:
    """A workbook's file: its parts by name, and those that are XML as trees."""

    def __init__(self, content: bytes) -> None:
        with ZipFile(BytesIO(content)) as package:
            self.content = {name: package.read(name) for name in package.namelist()}

    def tree(self, name: str) -> ElementTree.Element:
        """Return a part as a tree."""
        return ElementTree.fromstring(self.content[name])

    def targets(self, part: str) -> dict[str, str]:
        """Return the parts that another one leads to, by the id of the link."""
        folder, name = posixpath.split(part)
        links = posixpath.join(folder, "_rels", f"{name}.rels")
        if links not in self.content:
            return {}
        return {
            each.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, each.get("Target")))
            .lstrip("/")
            for each in self.tree(links)
            if each.get("TargetMode") != "External"
        }  # fmt: skip

    def sheets(self) -> dict[str, str]:
        """Return the part of every sheet by its name."""
        targets = self.targets(_BOOK)
        found = self.tree(_BOOK).iter(f"{_MAIN}sheet")
        return {each.get("name", ""): targets[each.get(_LINK, "")] for each in found}


def repairs(content: bytes) -> list[str]:
    """Return what Excel would repair in a workbook, in words; nothing in a sound one."""
    parts = Parts(content)
    return [*_package(parts), *_book(parts), *_sheets(parts)]


def _package(parts: Parts) -> Iterator[str]:
    types = parts.tree(_TYPES)
    named = {each.get("PartName", "").lstrip("/") for each in types}
    endings = {each.get("Extension", "").lower() for each in types}
    reached: set[str] = set()
    for name in ["", *parts.content]:
        reached |= set(parts.targets(name).values())
    yield from (f"{name}: a type for no part" for name in named - {"", *parts.content})
    yield from (f"{name}: a link to no part" for name in reached - set(parts.content))
    for name in parts.content:
        if name == _TYPES or name.endswith(".rels"):
            continue
        if name not in named and name.rpartition(".")[2].lower() not in endings:
            yield f"{name}: no type"
        if name not in reached:
            yield f"{name}: nothing leads to it"


def _book(parts: Parts) -> Iterator[str]:
    names: set[tuple[str, str | None]] = set()
    for each in parts.tree(_BOOK).iter(f"{_MAIN}definedName"):
        key = (each.get("name", "").lower(), each.get("localSheetId"))
        if key in names:
            yield f"{key}: a name twice"
        names.add(key)
        if "#REF!" in (each.text or ""):
            yield f"{key}: a name for nothing"
    sheets = list(parts.sheets())
    if len({name.lower() for name in sheets}) < len(sheets):
        yield "two sheets of one name"
    for name in sheets:
        if len(name) > _SHEET_NAME or re.search(r"[\[\]:*?/\\]", name):
            yield f"{name}: no name of a sheet"


def _sheets(parts: Parts) -> Iterator[str]:
    styles = parts.tree("xl/styles.xml")
    formats = len(list(styles.find(f"{_MAIN}cellXfs") or ()))
    tones = len(list(styles.find(f"{_MAIN}dxfs") or ()))
    texts = len(list(parts.tree("xl/sharedStrings.xml")))
    sheets = parts.sheets()
    for name, part in sheets.items():
        sheet = parts.tree(part)
        told = [
            *_cells(sheet, formats, texts), *_formulas(sheet), *_long_texts(sheet),
            *_areas(sheet), *_rules(sheet, tones), *_places(sheet, sheets),
            *_notes(parts, part),
        ]  # fmt: skip
        yield from (f"{name}: {each}" for each in told)


def _cells(sheet: ElementTree.Element, formats: int, texts: int) -> Iterator[str]:
    before = 0
    for row in sheet.iter(f"{_MAIN}row"):
        number, column = int(row.get("r", 0)), 0
        if number <= before:
            yield f"row {number} after row {before}"
        before = number
        for each in row:
            cell = parse_cell(each.get("r", ""))
            if cell.row != number or cell.column <= column:
                yield f"{cell} out of order"
            column = cell.column
            yield from (f"{cell}: {fault}" for fault in _content(each, formats, texts))


def _content(cell: ElementTree.Element, formats: int, texts: int) -> Iterator[str]:
    if int(cell.get("s", 0)) >= formats:
        yield "no such format"
    held = cell.findtext(f"{_MAIN}v")
    kind = cell.get("t", "n")
    if kind == "s" and int(held or 0) >= texts:
        yield "no such text"
    if kind == "n" and held is not None and not re.fullmatch(r"-?[\d.]+(?:[eE][+-]?\d+)?", held):
        yield f"{held} is no number"


def _formulas(sheet: ElementTree.Element) -> Iterator[str]:
    for each in sheet.iter(f"{_MAIN}f"):
        formula = each.text or ""
        if len(formula) > _FORMULA:
            yield f"a formula of {len(formula)} characters"
        if any(len(text) > _TEXT_IN_FORMULA for text in _LITERAL.findall(formula)):
            yield "a text of more than 255 characters in a formula"


def _long_texts(sheet: ElementTree.Element) -> Iterator[str]:
    for each in sheet.iter():
        for name, longest in _LONGEST.items():
            if len(each.get(name, "")) > longest:
                yield f"{name} of more than {longest} characters"
        if each.tag.startswith((f"{_MAIN}odd", f"{_MAIN}formula1")) and len(each.text or "") > 255:
            yield f"{each.tag.removeprefix(_MAIN)} of more than 255 characters"


def _areas(sheet: ElementTree.Element) -> Iterator[str]:
    taken: set[tuple[int, int]] = set()
    for each in sheet.iter(f"{_MAIN}mergeCell"):
        area = parse_area(each.get("ref", ""))
        cells = _cells_of(area)
        if taken & cells:
            yield f"{area} is merged over another area"
        taken |= cells


def _cells_of(area: Area) -> set[tuple[int, int]]:
    return {(cell.row, cell.column) for cell in area.cells()}


def _rules(sheet: ElementTree.Element, tones: int) -> Iterator[str]:
    order: set[str] = set()
    for each in sheet.iter(f"{_MAIN}cfRule"):
        if int(each.get("dxfId", 0)) >= tones:
            yield "a conditional format without its look"
        if each.get("priority", "") in order:
            yield "two conditional formats of one priority"
        order.add(each.get("priority", ""))


def _places(sheet: ElementTree.Element, sheets: dict[str, str]) -> Iterator[str]:
    for each in sheet.iter(f"{_MAIN}hyperlink"):
        place = each.get("location", "")
        if place.rpartition("!")[0].strip("'").replace("''", "'") not in sheets:
            yield f"a link to {place or 'nothing'}"


def _notes(parts: Parts, part: str) -> Iterator[str]:
    notes = shapes = 0
    for target in parts.targets(part).values():
        if target.endswith(".vml"):
            shapes += parts.content[target].count(b'ObjectType="Note"')
        elif "comments" in target:
            notes += len(list(parts.tree(target).iter(f"{_MAIN}comment")))
    if notes != shapes:
        yield f"{notes} notes, and {shapes} shapes for them"
