"""Values of a workbook's cells as text with their unit, every digit kept: 0.906 as ``90.6%``."""

from __future__ import annotations

import re
from datetime import date

from xlbcf.books.values import Value, day_of, number_text
from xlbcf.rules.figures import as_stored
from xlbcf.rules.rounding import with_excel_digits

_LITERAL = re.compile(r"\"[^\"]*\"|[\\_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]", re.IGNORECASE)
_DAY_SECONDS = 86_400


def as_text(value: Value, code: str, date1904: bool = False) -> str:
    """Return a cell's value as text that shows the unit its number format shows.

    Args:
        value: the value as stored.
        code: the code of its number format, such as ``0.0%`` or ``[h]:mm:ss``.
        date1904: whether the workbook counts days from 1904.

    Returns:
        The text; an unrounded number keeps every digit, whatever the format shows.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return str(value)
    first = code.partition(";")[0]
    letters = _LITERAL.sub("", first).casefold()
    if "%" in letters:
        return percent_text(value)
    if "general" not in letters and any(letter in letters for letter in "dmyhs"):
        if any(letter in letters for letter in "dy"):
            return _date_text(value, date1904)
        return clock_text(value * _DAY_SECONDS)
    return f"{'£' if '£' in first else ''}{_plain(value)}"


def percent_text(fraction: float) -> str:
    """Return a fraction as a percentage: ``90.6%`` for 0.906."""
    return f"{_plain(as_stored(float(fraction), 'percent'))}%"


def clock_text(seconds: float) -> str:
    """Return a duration as hours, minutes and seconds: ``00:12:28``."""
    minutes, rest = divmod(round(abs(seconds)), 60)
    return f"{'-' if seconds < 0 else ''}{minutes // 60:02d}:{minutes % 60:02d}:{rest:02d}"


def _plain(number: float) -> str:
    # Without the digits that a sum in a cell gathers beyond those that Excel keeps.
    return number_text(float(with_excel_digits(number)))


def _date_text(value: float, date1904: bool) -> str:
    try:
        day: date = day_of(value, date1904)
    except OverflowError:
        return _plain(value)
    return day.isoformat()
