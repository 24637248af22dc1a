"""Cells inserted as Excel inserts them, on plain tables of values and formulas.

It knows nothing of how the editor of files does it, so that the two can be held together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from xlbcf.template.addresses import Area, Cell, column_letters, column_number

_Held = TypeVar("_Held")
_TOKENS = re.compile(
    r'"(?:[^"]|"")*"'
    r"|(?:(?P<sheet>'(?:[^']|'')+'|[A-Za-z_][\w.]*)!)?"
    r"(?P<a>\$?)(?P<left>[A-Z]{1,3})(?P<b>\$?)(?P<top>[0-9]+)"
    r"(?::(?P<c>\$?)(?P<right>[A-Z]{1,3})(?P<d>\$?)(?P<bottom>[0-9]+))?(?![\w(])"
    r"|[A-Za-z_][\w.]*"
)


def pushed_down(cells: Mapping[Cell, _Held], area: Area) -> dict[Cell, _Held]:
    """Return what a sheet's cells hold after an insertion; the new cells hold nothing.

    Args:
        cells: what each cell holds.
        area: the cells that are inserted.
    """
    height = area.bottom - area.top + 1
    moves = {
        cell: Cell(cell.row + height, cell.column)
        for cell in cells
        if cell.row >= area.top and area.left <= cell.column <= area.right
    }
    return {moves.get(cell, cell): held for cell, held in cells.items()}


def following(formula: str, own: str, sheet: str, area: Area) -> str:
    """Return a formula as it reads after an insertion.

    Args:
        formula: its text.
        own: the sheet that it stands on.
        sheet: the sheet with the insertion.
        area: the cells that are inserted.
    """
    height = area.bottom - area.top + 1

    def follow(match: re.Match[str]) -> str:
        if match["left"] is None:
            return match[0]
        named = (match["sheet"] or own).strip("'").replace("''", "'")
        bottom, right = match["bottom"] or match["top"], match["right"] or match["left"]
        columns = column_number(match["left"]), column_number(right)
        if named.casefold() != sheet.casefold():
            return match[0]
        if not (area.left <= columns[0] and columns[1] <= area.right):
            return match[0]
        first, last = (row + height * (row >= area.top) for row in (int(match["top"]), int(bottom)))
        sign = f"{match['sheet']}!" if match["sheet"] else ""
        begin = f"{sign}{match['a']}{column_letters(columns[0])}{match['b']}{first}"
        if match["bottom"] is None:
            return begin
        return f"{begin}:{match['c']}{column_letters(columns[1])}{match['d']}{last}"

    return _TOKENS.sub(follow, formula)
