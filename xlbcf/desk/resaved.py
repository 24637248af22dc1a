"""Forms that another program has saved again, and what they have lost by it."""

from __future__ import annotations

from pathlib import Path

from xlbcf.books.file_book import FileBook
from xlbcf.desk.located import LocatedTemplate
from xlbcf.rules.findings import Finding, Refused, finding
from xlbcf.rules.wording import some_of
from xlbcf.template.addresses import Cell, place_on

_SHOWN = 6


def lost_rules(located: LocatedTemplate, blank: Path) -> list[Finding]:
    """Compare the input cells of a form with those of the blank template.

    Args:
        located: the form, whose labels stand where the blank template's do.
        blank: the blank template.

    Returns:
        A finding if cells have lost their drop-down or limits, or may no longer be typed into.
    """
    try:
        whole = FileBook.open(blank)
    except Refused:
        return []
    lost = []
    for each in located.mapping.fields:
        cell = located.cells[each.key]
        if whole.sheet_fault(each.sheet) is None and (
            (_ruled(whole, each.sheet, cell) and not _ruled(located.book, each.sheet, cell))
            or (located.book.locked(each.sheet, cell) and not whole.locked(each.sheet, cell))
        ):
            lost.append(place_on(each.sheet, cell))
    if not lost:
        return []
    facts = {"count": len(lost), "cells": some_of(lost, _SHOWN)}
    return [finding("FILL15", located.book.package.where, **facts)]


def _ruled(book: FileBook, sheet: str, cell: Cell) -> bool:
    return bool(book.sheet_file(sheet).rules.rules_of(cell))
