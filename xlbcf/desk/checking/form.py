"""The form itself: what a return has lost against the blank template it was made from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xlbcf.books.engines import Place
from xlbcf.desk.checking.reading import ReadReturn
from xlbcf.desk.checking.report import Group, Item
from xlbcf.desk.resaved import carried, computed, lost_places
from xlbcf.rules.findings import finding
from xlbcf.rules.wording import some_of
from xlbcf.template.addresses import place_on

_SHOWN = 8


def check_form(read: ReadReturn, blank: Path | None) -> list[Item]:
    """Return what a return's cells have lost: drop-downs, limits, formulas, leave to type.

    Args:
        read: the return.
        blank: the blank template, or None where there is none.
    """
    places = tuple((each.sheet, read.cells[each.key]) for each in read.fields)
    flags = tuple((each.sheet, each.cell) for each in read.mapping.flags)
    whole = carried(blank, (*places, *flags)) if blank else None
    if whole is None:
        return []
    typed = [p for p in (*places, *flags) if p in whole.computed and not computed(read.book, *p)]
    lost = lost_places(read.book, places, whole)
    return [*_told(read, "CHK04", lost), *_told(read, "CHK05", typed)]


def _told(read: ReadReturn, code: str, places: Sequence[Place]) -> list[Item]:
    if not places:
        return []
    cells = some_of([place_on(*place) for place in places], _SHOWN)
    found = finding(code, read.book.name, count=len(places), cells=cells)
    return [read.overall(Group.FILE, found)]
