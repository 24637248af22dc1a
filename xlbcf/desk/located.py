"""A template opened and recognised, with the cell of every field of its mapping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from xlbcf.books.file_book import FileBook
from xlbcf.desk.library import Library
from xlbcf.rules.findings import Finding, Refused
from xlbcf.template.addresses import Cell
from xlbcf.template.anchors import resolve
from xlbcf.template.fingerprint import wrong_template
from xlbcf.template.return_mapping import Key, ReturnMapping


@dataclass(frozen=True, slots=True)
class LocatedTemplate:
    """A template and where its fields are.

    Args:
        mapping: the return's mapping.
        book: the template as a workbook.
        cells: the cell of each field, by the field's key.
    """

    mapping: ReturnMapping
    book: FileBook
    cells: Mapping[Key, Cell]


def locate_template(library: Library, mapping: ReturnMapping, path: Path) -> LocatedTemplate:
    """Open a template, make sure that it is the one mapped, and find its fields.

    Args:
        library: the mappings, to name the year that a wrong template is of.
        mapping: the return's mapping.
        path: the template, blank or partly filled.

    Raises:
        Refused: it cannot be read, is another template (MAP10), or a label and an address
            disagree (MAP07 to MAP09).
    """
    return locate_in(library, mapping, FileBook.open(path), path)


def locate_in(
    library: Library, mapping: ReturnMapping, book: FileBook, where: object
) -> LocatedTemplate:
    """Make sure that an open template is the one mapped, and find its fields.

    Args:
        library: the mappings, to name the year that a wrong template is of.
        mapping: the return's mapping.
        book: the template, blank or partly filled.
        where: its file, for messages.

    Raises:
        Refused: it is another template (MAP10), or a label and an address disagree (MAP07 to
            MAP09).
    """
    sheets = book.sheets()

    def text_at(sheet: str, cell: Cell) -> str | None:
        value = book.value(sheet, cell)
        return None if value is None else str(value)

    wrong = wrong_template(mapping, (), sheets, text_at, where)
    if wrong is not None:
        # Only now are the other years worth reading, to name the one that this file is of.
        others = library.others(mapping.id)
        raise Refused(wrong_template(mapping, others, sheets, text_at, where) or wrong)
    cells: dict[Key, Cell] = {}
    faults: list[Finding] = []
    for sheet in mapping.sheets:
        texts = {cell: str(value) for cell, value in book.values(sheet).items() if value != ""}
        located = resolve(mapping.on_sheet(sheet), texts, book.merges(sheet))
        cells.update(located.cells)
        faults += located.findings
    if faults:
        raise Refused(faults)
    return LocatedTemplate(mapping, book, cells)
