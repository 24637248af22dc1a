"""Forms that another program has saved again, and what they have lost by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from xlbcf.books.engines import Place
from xlbcf.books.file_book import FileBook
from xlbcf.books.sheet_rules import Validation
from xlbcf.desk.located import LocatedTemplate
from xlbcf.rules.findings import Finding, Refused, finding
from xlbcf.rules.wording import some_of
from xlbcf.template.addresses import Cell, place_on

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Carried:
    """What some cells of a blank template carry.

    Args:
        rules: the validations of each sheet.
        ruled: the cells with a drop-down or limits.
        locked: the cells that may not be typed into.
        computed: the cells with a formula.
    """

    rules: Mapping[str, Sequence[Validation]]
    ruled: frozenset[Place]
    locked: frozenset[Place]
    computed: frozenset[Place]


@cache
def carried(blank: Path, places: tuple[Place, ...]) -> Carried | None:
    """Return what some cells of a blank template carry, or None if it cannot be read.

    Args:
        blank: the blank template.
        places: the cells.
    """
    try:
        book = FileBook.open(blank)
        return Carried(
            {sheet: book.sheet_file(sheet).rules.validations for sheet, _ in places},
            frozenset(place for place in places if _ruled(book, *place)),
            frozenset(place for place in places if book.locked(*place)),
            frozenset(place for place in places if computed(book, *place)),
        )
    except Refused:
        return None


def lost_places(book: FileBook, places: Sequence[Place], whole: Carried) -> list[Place]:
    """Return the cells that have lost their drop-down or limits, or the permission to type.

    Args:
        book: the form.
        places: its input cells.
        whole: what they carry in the blank template.
    """
    changed = {
        sheet
        for sheet, rules in whole.rules.items()
        if rules != book.sheet_file(sheet).rules.validations
    }
    return [
        place
        for place in places
        if (place in whole.ruled and place[0] in changed and not _ruled(book, *place))
        or (place not in whole.locked and book.locked(*place))
    ]


def computed(book: FileBook, sheet: str, cell: Cell) -> bool:
    """Say whether a cell has a formula."""
    file = book.sheet_file(sheet)
    return file.computes and file.formula(cell) is not None


def lost_rules(located: LocatedTemplate, blank: Path) -> list[Finding]:
    """Compare the input cells of a form with those of the blank template.

    Args:
        located: the form, whose labels stand where the blank template's do.
        blank: the blank template.

    Returns:
        A finding if cells have lost their drop-down or limits, or may no longer be typed into.
    """
    places = tuple((each.sheet, located.cells[each.key]) for each in located.mapping.fields)
    whole = carried(blank, places)
    lost = lost_places(located.book, places, whole) if whole else []
    if not lost:
        return []
    facts = {"count": len(lost), "cells": some_of([place_on(*each) for each in lost], _SHOWN)}
    return [finding("FILL15", located.book.package.where, **facts)]


def _ruled(book: FileBook, sheet: str, cell: Cell) -> bool:
    return bool(book.sheet_file(sheet).rules.rules_of(cell))
