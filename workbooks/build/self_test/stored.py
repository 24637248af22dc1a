"""The results that the file holds before Excel works it out: what the functions give."""

from __future__ import annotations

import math
import re
from functools import cache
from typing import TypeAlias
from xml.sax.saxutils import escape

from xlbcf.books.values import CellError
from xlbcf.hosts.functions import all_functions
from xlbcf.hosts.functions.calling import call

from .answers import Cell
from .cases import Case

#: The result for each address of a sheet.
Stored: TypeAlias = dict[str, "Cell | bool"]
_CELL = re.compile(
    r'<c r="([A-Z]+[0-9]+)"( s="[0-9]+")?(?:/>|[^>]*>(<f[^>]*>[^<]*</f>)?<v>[^<]*</v></c>)'
)
_CLOSE = 1e-9


@cache
def answered(case: Case) -> tuple[tuple[Cell, ...], ...]:
    """Return the cells that a case's formula gives."""
    if case.over:
        return case.expected
    given = [[[cell] for cell in each] if isinstance(each, tuple) else each for each in case.given]
    rows = call(all_functions()[case.function], given)
    return tuple(tuple(str(cell) if _is_word(cell) else cell for cell in row) for row in rows)


def same(found: object, expected: object) -> bool:
    """Say whether a result is what it must be: numbers closely, everything else exactly."""
    if isinstance(found, float) and isinstance(expected, float):
        return math.isclose(found, expected, rel_tol=_CLOSE, abs_tol=_CLOSE)
    return type(found) is type(expected) and found == expected


def with_stored(xml: str, stored: Stored) -> str:
    """Return a sheet's XML with the results in their cells, also in those of array formulas.

    Args:
        xml: the sheet as xlsxwriter wrote it.
        stored: the results; cells without one stay as they are.
    """

    def put(match: re.Match[str]) -> str:
        address, style, formula = match[1], match[2] or "", match[3] or ""
        if address not in stored:
            return match[0]
        kind, text = _written(stored[address])
        return f'<c r="{address}"{style}{kind}>{formula}<v>{escape(text)}</v></c>'

    return _CELL.sub(put, xml)


def _written(value: Cell | bool) -> tuple[str, str]:
    if isinstance(value, bool):
        return ' t="b"', str(int(value))
    if isinstance(value, CellError):
        return ' t="e"', str(value)
    if isinstance(value, str):
        return ' t="str"', value
    return "", repr(value)


def _is_word(cell: object) -> bool:
    return isinstance(cell, str) and not isinstance(cell, CellError)
