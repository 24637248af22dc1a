"""Marks on cells in Excel: conditional formats of our own, which can be told from all others.

The formats of the cells stay as they are, and taking our conditions away leaves the sheet as it
was. A pattern stands with each colour, so that nobody needs to tell colours apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from xlbcf.rules.kinds import Severity
from xlbcf.template.addresses import Area, Cell

#: In the formula of every condition of ours.
SIGNATURE = "xlbcf mark"
_EXPRESSION = 2
#: Excel passes it over for a condition that is a formula.
_NO_OPERATOR = 1
#: Excel takes no longer address.
_LONGEST_ADDRESS = 250


class _Look(NamedTuple):
    """A mark's look: Excel's number of the pattern, the pattern's colour and the ground's."""

    pattern: int
    ink: int
    ground: int


def _rgb(text: str) -> int:
    """Return a colour such as ``#FFE5E0`` as Excel counts it."""
    red, green, blue = bytes.fromhex(text[1:])
    return red | green << 8 | blue << 16


_GRID, _SLANTED, _DOTS = 15, 14, 18
_LOOKS = {
    Severity.ERROR: _Look(_GRID, _rgb("#F2B8AE"), _rgb("#FFE5E0")),
    Severity.QUERY: _Look(_SLANTED, _rgb("#F0CF7A"), _rgb("#FFF4D6")),
    Severity.NOTE: _Look(_DOTS, _rgb("#A9C8E8"), _rgb("#E8F1FA")),
}


def put_marks(sheet: Any, cells: Mapping[Cell, Severity]) -> None:
    """Mark cells of a sheet.

    Args:
        sheet: Excel's Worksheet object.
        cells: the cells, each with how much what was found there matters.
    """
    for severity, look in _LOOKS.items():
        own = sorted(cell for cell, each in cells.items() if each is severity)
        for addresses in _in_addresses(own):
            conditions = sheet.Range(addresses).FormatConditions
            # A comparison of texts is the same formula in every language of Excel.
            formula = f'="{SIGNATURE}: {severity}"<>""'
            condition = conditions.Add(_EXPRESSION, _NO_OPERATOR, formula)
            condition.SetFirstPriority()
            condition.StopIfTrue = False
            # A ground that is set after the pattern could take the pattern away.
            condition.Interior.Color = look.ground
            condition.Interior.Pattern = look.pattern
            condition.Interior.PatternColor = look.ink


def take_marks(sheet: Any) -> None:
    """Take every mark of ours from a sheet.

    Args:
        sheet: Excel's Worksheet object.
    """
    for condition in reversed([*_marks(sheet)]):
        condition.Delete()


def count_marks(sheet: Any) -> int:
    """Return how many cells of a sheet are marked.

    Args:
        sheet: Excel's Worksheet object.
    """
    return sum(int(condition.AppliesTo.Count) for condition in _marks(sheet))


def _marks(sheet: Any) -> Iterator[Any]:
    conditions = sheet.Cells.FormatConditions
    for number in range(1, int(conditions.Count) + 1):
        condition = conditions.Item(number)
        # Scales, bars and icons have no formula to ask for.
        if int(condition.Type) == _EXPRESSION and SIGNATURE in str(condition.Formula1):
            yield condition


def _in_addresses(cells: list[Cell]) -> Iterator[str]:
    """Yield addresses of several areas each, none longer than Excel takes."""
    taken: list[str] = []
    for area in map(str, _areas(cells)):
        if taken and len(",".join([*taken, area])) > _LONGEST_ADDRESS:
            yield ",".join(taken)
            taken = []
        taken.append(area)
    if taken:
        yield ",".join(taken)


def _areas(cells: list[Cell]) -> Iterator[Area]:
    """Yield cells in their order, those side by side in a row as one area."""
    run = groupby(enumerate(cells), lambda at: (at[1].row, at[1].column - at[0]))
    for _, group in run:
        members = [cell for _, cell in group]
        yield Area(members[0].row, members[0].column, members[-1].row, members[-1].column)
