"""Cells inserted in a workbook's file, and others moved down, as Excel does it.

Source: Excel's "Insert, Shift cells down", as far as its results can be seen in files.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from xlbcf.books.file_book import FileBook
from xlbcf.books.insertion_blocks import blocks, pivot_sources, source_block
from xlbcf.books.part_shifts import changed_parts
from xlbcf.books.sheet_insertion import with_insertions
from xlbcf.books.shifts import Shifter, Shifts
from xlbcf.books.surrounding_shifts import Surroundings
from xlbcf.rules.findings import Finding, Refused, errors
from xlbcf.template.addresses import Area


class Insertion(NamedTuple):
    """Cells to insert; what stood there, and below in these columns, moves down.

    Args:
        sheet: the sheet's name.
        area: the cells, in the coordinates before anything is inserted.
    """

    sheet: str
    area: Area


def insert_cells(book: FileBook, insertions: Sequence[Insertion]) -> None:
    """Insert cells, and let every reference of the workbook follow.

    Cells keep their value, formula and look. References follow in formulas, names, merged areas,
    filters, conditional formats, validations, sparklines, links, charts and drawings. New cells
    look like those above; under a hidden row, like those that they push down. Form controls
    stay where they are.

    Args:
        book: the workbook's file.
        insertions: the cells; areas of one sheet do not overlap.

    Raises:
        Refused: a sheet does not exist (BOOK05, BOOK06), something stands in the way (BOOK10), or
            the file is damaged (BOOK01). Nothing is changed then.
        ValueError: two areas overlap.
    """
    shifts = _shifts(book, insertions)
    if not shifts:
        return
    found = _blocks(book, shifts)
    if errors(found):
        raise Refused(found)
    shifter = Shifter(shifts)
    surroundings = Surroundings(shifter)
    parts = changed_parts(book, shifter)
    for entry in book.workbook.sheets:
        if entry.kind == "worksheet":
            xml = book.sheet_file(entry.name).xml
            new = with_insertions(xml, entry.name, shifter, surroundings)
            if new is not None:
                parts[entry.part] = new
    book.replace_parts(parts)
    book.forget_chain()


def _shifts(book: FileBook, insertions: Sequence[Insertion]) -> dict[str, Shifts]:
    areas: dict[str, list[Area]] = {}
    for each in insertions:
        areas.setdefault(book.sheet_file(each.sheet).name, []).append(each.area)
    for sheet, asked in areas.items():
        asked.sort()
        for at, one in enumerate(asked):
            if any(_overlap(one, other) for other in asked[at + 1 :]):
                raise ValueError(f"areas to insert overlap on the sheet {sheet}")
    return {sheet: Shifts(asked) for sheet, asked in areas.items()}


def _overlap(a: Area, b: Area) -> bool:
    return a.top <= b.bottom and b.top <= a.bottom and a.left <= b.right and b.left <= a.right


def _blocks(book: FileBook, shifts: dict[str, Shifts]) -> list[Finding]:
    """Return what stands in the way anywhere."""
    found = []
    for sheet, each in shifts.items():
        found += blocks(book, book.sheet_file(sheet), each)
    for sheet, area in pivot_sources(book):
        entry = book.workbook.sheet(sheet)
        if entry and entry.name in shifts:
            block = source_block(book.sheet_file(sheet), area, shifts[entry.name])
            found += [block] if block else []
    return found
