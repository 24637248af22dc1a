"""The findings of an open workbook one after another, from the selected cell on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlbcf.books.open_book import OpenBook
from xlbcf.desk.checking.report import Item
from xlbcf.desk.open.check_open import OpenCheck, in_sheet_order
from xlbcf.rules.findings import Finding, Refused
from xlbcf.template.addresses import Cell

At = tuple[str, Cell, list[Item]]


@dataclass(frozen=True, slots=True)
class Step:
    """The cell that was gone to.

    Args:
        items: what was found there, the worst first; empty if no cell could be gone to.
        number: which of the cells with findings it is, counted from 1.
        count: how many cells have findings.
        passed: why cells before it could not be shown.
    """

    items: Sequence[Item]
    number: int
    count: int
    passed: Sequence[Finding] = ()


def next_finding(book: OpenBook, check: OpenCheck) -> Step:
    """Select the next cell that something was found in; after the last comes the first again.

    Args:
        book: the workbook.
        check: what was found in it.
    """
    sheets = book.sheets()
    cells = list(in_sheet_order(check, sheets))
    start = _start(cells, sheets, book.selected)
    passed: list[Finding] = []
    for number in [*range(start, len(cells)), *range(start)]:
        sheet, cell, items = cells[number]
        try:
            book.select(sheet, cell)
        except Refused as refused:
            passed += refused.findings
            continue
        return Step(items, number + 1, len(cells), passed)
    return Step([], 0, len(cells), passed)


def _start(cells: Sequence[At], sheets: Sequence[str], selected: tuple[str, Cell]) -> int:
    """Return the position of the first cell after the selected one."""
    here = (sheets.index(selected[0]) if selected[0] in sheets else 0, selected[1])
    later = (n for n, at in enumerate(cells) if (sheets.index(at[0]), at[1]) > here)
    return next(later, 0)
