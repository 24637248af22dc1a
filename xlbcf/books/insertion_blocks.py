"""What stands in the way of inserting cells: what would be torn, or cannot be moved safely."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlbcf.books.file_book import FileBook
from xlbcf.books.sheet_file import SheetFile
from xlbcf.books.sheet_rules import read_area
from xlbcf.books.shifts import Shifts
from xlbcf.books.workbook_xml import local_name, parse_part
from xlbcf.rules.findings import Finding, finding
from xlbcf.template.addresses import LAST_ROW, Area

_MERGED = re.compile(rb"<(?:[\w.-]+:)?mergeCell\s[^<>]*?\bref\s*=\s*[\"']([^\"']+)")
_INPUT = re.compile(rb"\br[12]\s*=\s*[\"']([A-Z]+[0-9]+)[\"']")
_TABLE = re.compile(rb"<(?:[\w.-]+:)?f\s[^<>]*?\bt\s*=\s*[\"']dataTable[\"'][^<>]*>")
_PLACED = re.compile(rb"<(?:[\w.-]+:)?comment\s[^<>]*?\bref\s*=\s*[\"']([^\"']+)")


def blocks(book: FileBook, file: SheetFile, shifts: Shifts) -> list[Finding]:
    """Return why cells cannot be inserted in a sheet; nothing if they can.

    Args:
        book: the workbook's file.
        file: the sheet.
        shifts: how its cells would move.

    Raises:
        Refused: a part is damaged (BOOK01).
    """
    return [
        finding("BOOK10", file.where, cells=str(_culprit(shifts, area)), what=f"{what} {area}")
        for what, area in _in_the_way(book, file, shifts)
    ]


def _in_the_way(book: FileBook, file: SheetFile, shifts: Shifts) -> Iterator[tuple[str, Area]]:
    xml = file.xml
    begin = xml.body.end if xml.body else 0
    # Rules and the like come after the merged areas, and may be many.
    end = xml.text.rfind(b"mergeCells", begin)
    for match in _MERGED.finditer(xml.text, begin, max(begin, end)):
        area = read_area(match[1].decode(), file.where)
        if area.bottom >= shifts.first and _torn(area, shifts):
            yield "the merged area", area
    for area, kind in file.result_areas:
        inside = shifts.areas_of(area) != [shifts.area(area)] or _grows(area, shifts)
        if inside or (kind == "data table" and _touched(area, shifts)):
            yield f"the {kind}", area
    # To see that a word is not there takes a small part of the time of looking at every formula.
    for match in _TABLE.finditer(xml.text) if b"dataTable" in xml.text else ():
        for stated in _INPUT.findall(match[0]):
            area = read_area(stated.decode(), file.where)
            if _touched(area, shifts):
                yield "the input cell of a data table", area
    if xml.last_row + _longest(shifts) > LAST_ROW:
        yield from _pushed_off(file, shifts)
    yield from _linked(book, file, shifts)


def _pushed_off(file: SheetFile, shifts: Shifts) -> Iterator[tuple[str, Area]]:
    """Yield the cells that would be pushed off the sheet."""
    for cell, tag in file.xml.all_cells():
        if tag.content and cell.row + shifts.down(cell.row, cell.column) > LAST_ROW:
            yield "the last rows, which are not empty:", Area(*cell, *cell)


def _linked(book: FileBook, file: SheetFile, shifts: Shifts) -> Iterator[tuple[str, Area]]:
    """Yield what stands in the way in the parts that belong to the sheet."""
    links = book.links(file.entry.part)
    for link in links:
        if link.kind == "comments":
            for found in _PLACED.findall(book.part(link.target)):
                area = read_area(found.decode(), file.where)
                if _touched(area, shifts):
                    yield "the note at", area
    if any(link.kind in ("table", "pivotTable") for link in links):
        for table in file.tables:
            if _touched(table.area, shifts):
                yield f"the table {table.name} in", table.area


def pivot_sources(book: FileBook) -> Iterator[tuple[str, Area]]:
    """Yield the sheets and areas that pivot tables take their figures from."""
    for link in book.links(book.workbook.part):
        if link.kind == "pivotCacheDefinition":
            for element in parse_part(book.package, link.target).iter():
                sheet, area = element.get("sheet"), element.get("ref")
                if local_name(element.tag) == "worksheetSource" and sheet and area:
                    yield sheet, read_area(area, book.package.where)


def source_block(file: SheetFile, area: Area, shifts: Shifts) -> Finding | None:
    """Return why cells cannot be inserted beside the source of a pivot table, or nothing."""
    if not _touched(area, shifts):
        return None
    what = f"the source of a pivot table {area}"
    return finding("BOOK10", file.where, cells=str(_culprit(shifts, area)), what=what)


def _longest(shifts: Shifts) -> int:
    return sum(area.bottom - area.top + 1 for area in shifts.areas)


def _moves(inserted: Area, area: Area) -> bool:
    """Say whether inserted cells push some of an area down."""
    return (
        inserted.top <= area.bottom and inserted.left <= area.right and area.left <= inserted.right
    )


def _touched(area: Area, shifts: Shifts) -> bool:
    return any(_moves(each, area) for each in shifts.areas)


def _torn(area: Area, shifts: Shifts) -> bool:
    """Say whether some columns of an area would move and others stay."""
    return any(
        _moves(each, area) and not (each.left <= area.left and area.right <= each.right)
        for each in shifts.areas
    )


def _grows(area: Area, shifts: Shifts) -> bool:
    new = shifts.area(area)
    return new.bottom - new.top != area.bottom - area.top


def _culprit(shifts: Shifts, area: Area) -> Area:
    return next(each for each in shifts.areas if _moves(each, area))
