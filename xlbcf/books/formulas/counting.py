"""COUNTIF with a plain text or a number."""

from __future__ import annotations

import re

from xlbcf.books.formulas import Outside
from xlbcf.books.formulas.ranges import Range
from xlbcf.books.formulas.reading import same
from xlbcf.books.values import CellError, Value

_PLAIN_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][-+]?[0-9]+)?")
#: Signs that COUNTIF takes for conditions, wildcards, amounts, dates or errors.
_SPECIAL = re.compile(r"[<>=*?~#]|^[-+0-9.($£€]|^(?:TRUE|FALSE)$", re.IGNORECASE)


def counted(cells: Range, sought: Value) -> float | CellError:
    """Return how many cells of a range equal what is sought.

    Args:
        cells: the range.
        sought: a number, TRUE or FALSE, or a text; blank is 0, and an empty text seeks cells that
            are blank or empty.

    Raises:
        Outside: it is a condition, has wildcards, or may be more than a text.
    """
    if isinstance(sought, CellError):
        raise Outside("counting errors is not worked out here")
    if sought == "" and isinstance(sought, str):
        filled = sum(value is not None and value != "" for row in cells.rows for value in row)
        return float(cells.height * cells.width - filled)
    if isinstance(sought, str):
        number = _number(sought)
        if number is None and _SPECIAL.search(sought):
            raise Outside(f"counting “{sought[:40]}” is not worked out here")
        sought = sought if number is None else number
    elif sought is None:
        sought = 0.0
    return float(sum(_counts(value, sought) for row in cells.rows for value in row))


def _counts(value: Value, sought: Value) -> bool:
    if value is None or isinstance(value, CellError):
        return False
    if isinstance(value, str) and not isinstance(sought, str | bool):
        # A text that is nothing but a number counts as that number.
        number = _number(value)
        return number is not None and same(number, sought)
    return same(value, sought)


def _number(text: str) -> float | None:
    return float(text) if _PLAIN_NUMBER.fullmatch(text.strip()) else None
