"""Values as Excel takes them from outside, which reads a text as if somebody typed it."""

from __future__ import annotations

import re

from xlbcf.books.values import CellError, Writable, plain_value

#: What begins a formula, an error or a text's own mark when it is typed.
_SIGNS = ("=", "+", "-", "@", "#", "'", "^", '"')
_LOGICAL = ("true", "false")
_DIGIT = re.compile(r"\d")
#: Nothing longer is taken for a number, a date or a time.
_LONGEST_NUMBER = 40


def as_typed(value: Writable, *, date1904: bool = False) -> bool | float | str:
    """Return what Excel has to be given so that a cell then holds exactly a value.

    Args:
        value: the value; dates become serial numbers, which the cell's format shows as dates.
        date1904: whether the workbook counts days from 1904.

    Returns:
        A number, a logical value or a text; an empty text for nothing. A text that Excel would
        take for something else, such as ``=1+1`` or ``1-2``, has an apostrophe before it, which
        Excel takes off again.

    Raises:
        Unstorable: no cell can hold it.
    """
    plain = plain_value(value, date1904)
    if plain is None:
        return ""
    if isinstance(plain, CellError):
        return str(plain)
    if isinstance(plain, str):
        return f"'{plain}" if _is_read_otherwise(plain) else plain
    # COM takes no whole numbers beyond 32 bits.
    return plain if isinstance(plain, bool) else float(plain)


def _is_read_otherwise(text: str) -> bool:
    stripped = text.strip()
    if stripped.startswith(_SIGNS) or stripped.casefold() in _LOGICAL:
        return True
    return len(stripped) <= _LONGEST_NUMBER and _DIGIT.search(stripped) is not None
