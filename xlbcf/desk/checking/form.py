"""The form itself: what a return has lost against the blank template it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from xlbcf.books.file_book import FileBook
from xlbcf.books.sheet_rules import Validation
from xlbcf.desk.checking.reading import ReadReturn
from xlbcf.desk.checking.report import Group, Item
from xlbcf.rules.findings import Refused, finding
from xlbcf.rules.wording import some_of
from xlbcf.template.addresses import Cell, place_on

_SHOWN = 8
_Place = tuple[str, Cell]


@dataclass(frozen=True, slots=True)
class _Blank:
    """What the cells of a blank template carry."""

    rules: Mapping[str, Sequence[Validation]]
    ruled: frozenset[_Place]
    locked: frozenset[_Place]
    computed: frozenset[_Place]


def check_form(read: ReadReturn, blank: Path | None) -> list[Item]:
    """Return what a return's cells have lost: drop-downs, limits, formulas, leave to type.

    Args:
        read: the return.
        blank: the blank template, or None where there is none.
    """
    places = tuple((each.sheet, read.cells[each.key]) for each in read.fields)
    flags = tuple((each.sheet, each.cell) for each in read.mapping.flags)
    whole = _carried(blank, (*places, *flags)) if blank else None
    if whole is None:
        return []
    return [*_lost_rules(read, places, whole), *_overtyped(read, (*places, *flags), whole)]


@cache
def _carried(path: Path, places: tuple[_Place, ...]) -> _Blank | None:
    try:
        book = FileBook.open(path)
        return _Blank(
            {sheet: book.sheet_file(sheet).rules.validations for sheet, _ in places},
            frozenset(p for p in places if _ruled(book, *p)),
            frozenset(p for p in places if book.locked(*p)),
            frozenset(p for p in places if _computed(book, *p)),
        )
    except Refused:
        return None


def _ruled(book: FileBook, sheet: str, cell: Cell) -> bool:
    return bool(book.sheet_file(sheet).rules.rules_of(cell))


def _computed(book: FileBook, sheet: str, cell: Cell) -> bool:
    file = book.sheet_file(sheet)
    return file.computes and file.formula(cell) is not None


def _lost_rules(read: ReadReturn, places: tuple[_Place, ...], whole: _Blank) -> Iterator[Item]:
    changed = {
        sheet
        for sheet, rules in whole.rules.items()
        if rules != read.book.sheet_file(sheet).rules.validations
    }
    lost = [
        place_on(*p)
        for p in places
        if (p in whole.ruled and p[0] in changed and not _ruled(read.book, *p))
        or (p not in whole.locked and read.book.locked(*p))
    ]
    if lost:
        facts = {"count": len(lost), "cells": some_of(lost, _SHOWN)}
        yield read.overall(Group.FILE, finding("CHK04", read.book.name, **facts))


def _overtyped(read: ReadReturn, places: tuple[_Place, ...], whole: _Blank) -> Iterator[Item]:
    typed = [place_on(*p) for p in places if p in whole.computed and not _computed(read.book, *p)]
    if typed:
        facts = {"count": len(typed), "cells": some_of(typed, _SHOWN)}
        yield read.overall(Group.FILE, finding("CHK05", read.book.name, **facts))
