"""The calculation chain: the list of formula cells, kept true when a formula is replaced."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from xlbcf.books.package import Package
from xlbcf.books.workbook_xml import WorkbookXml, relations_part
from xlbcf.books.xml_text import encoding_of, from_utf8, to_utf8
from xlbcf.template.addresses import Cell

_ENTRY = re.compile(rb"<(?:[\w.-]+:)?c\b([^>]*?)(?:/>|>\s*</(?:[\w.-]+:)?c\s*>)")
_PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Z]+[0-9]+)[\"']")
_SHEET = re.compile(rb"\bi\s*=\s*[\"']([0-9]+)[\"']")

Replaced = dict[str, Sequence[bytes | memoryview]]


def drop_from_chain(
    package: Package, workbook: WorkbookXml, cells: Set[tuple[int, Cell]]
) -> tuple[Replaced, set[str]]:
    """Take cells out of the chain; an empty chain goes with its links.

    Args:
        package: the file's parts.
        workbook: what the workbook says of its parts.
        cells: the sheet's number and the cell, for each formula that is gone.

    Returns:
        The parts replaced and the names of parts removed.
    """
    part = workbook.parts.get("calcChain")
    if not cells or not part or part not in package:
        return {}, set()
    raw = package.read(part)
    kept, chain = _without(to_utf8(raw, package.where), cells)
    if kept:
        return {part: [from_utf8(chain, encoding_of(raw))]}, set()
    return drop_chain(package, workbook)


def drop_chain(package: Package, workbook: WorkbookXml) -> tuple[Replaced, set[str]]:
    """Take the whole chain out, with its links.

    Args:
        package: the file's parts.
        workbook: what the workbook says of its parts.

    Returns:
        The parts replaced and the names of parts removed.
    """
    part = workbook.parts.get("calcChain")
    if not part or part not in package:
        return {}, set()
    rels, types = relations_part(workbook.part), "[Content_Types].xml"
    return {
        rels: [_drop_element(package.read(rels), rb"/calcChain[\"']", package.where)],
        types: [_drop_element(package.read(types), rb"calcChain[^<>]*", package.where)],
    }, {package.actual_name(part)}


def _without(raw: bytes, cells: Set[tuple[int, Cell]]) -> tuple[int, bytes]:
    """Return how many entries are left, and the chain without some cells."""
    gone = {(number, str(cell)) for number, cell in cells}
    sheet, written_sheet, kept = 0, 0, 0

    def entry(match: re.Match[bytes]) -> bytes:
        nonlocal sheet, written_sheet, kept
        place, stated = _PLACE.search(match[1]), _SHEET.search(match[1])
        sheet = int(stated[1]) if stated else sheet
        if place is None or (sheet, place[1].decode()) in gone:
            return b""
        kept += 1
        # An entry without a sheet takes its predecessor's, which may have been dropped.
        text = match[0]
        if not stated and sheet != written_sheet:
            text = text[: match.end(1) - match.start()] + b' i="%d"/>' % sheet
        written_sheet = sheet
        return text

    text = _ENTRY.sub(entry, raw)
    return kept, text


def _drop_element(raw: bytes, holding: bytes, where: str) -> bytes:
    pattern = rb"<([\w.:-]+)\s[^<>]*" + holding + rb"[^<>]*?(?:/>|>\s*</\1\s*>)"
    return from_utf8(re.sub(pattern, b"", to_utf8(raw, where), count=1), encoding_of(raw))
