"""The calculation chain: the list of formula cells, kept true when a formula is replaced."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from xlbcf.books.package import Package
from xlbcf.books.workbook_xml import WorkbookXml
from xlbcf.template.addresses import Cell, parse_cell

_ENTRY = re.compile(rb"<(?:[\w.-]+:)?c\b([^>]*?)/?>")
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
    if not part or part not in package:
        return {}, set()
    kept, raw = _without(package.read(part), cells)
    if kept:
        return {part: [raw]}, set()
    folder, _, name = workbook.part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    types = "[Content_Types].xml"
    return {
        rels: [_drop_element(package.read(rels), rb"/calcChain[\"']")],
        types: [_drop_element(package.read(types), rb"calcChain[^<>]*")],
    }, {package.actual_name(part)}


def _without(raw: bytes, cells: Set[tuple[int, Cell]]) -> tuple[int, bytes]:
    """Return how many entries are left, and the chain without some cells."""
    sheet, written_sheet, kept = 0, 0, 0

    def entry(match: re.Match[bytes]) -> bytes:
        nonlocal sheet, written_sheet, kept
        place, stated = _PLACE.search(match[1]), _SHEET.search(match[1])
        sheet = int(stated[1]) if stated else sheet
        if place is None or (sheet, parse_cell(place[1].decode())) in cells:
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


def _drop_element(raw: bytes, holding: bytes) -> bytes:
    return re.sub(rb"<[^<>]*" + holding + rb"[^<>]*/>", b"", raw, count=1)
