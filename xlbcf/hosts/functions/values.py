"""What cells hand to a function and get back, whichever host stands between.

A cell is a number, a text, TRUE or FALSE, blank (None) or an error. Excel through COM gives errors
as whole numbers and a server gives them as tables; here they are all :class:`CellError`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any, Final, TypeAlias

from xlbcf.books.values import CellError, serial

CellValue: TypeAlias = float | str | bool | CellError | None
Rows: TypeAlias = Sequence[Sequence[CellValue]]

DIV0: Final = CellError("#DIV/0!")
VALUE: Final = CellError("#VALUE!")
REF: Final = CellError("#REF!")
NAME: Final = CellError("#NAME?")
NUM: Final = CellError("#NUM!")
NA: Final = CellError("#N/A")

#: The number that Excel gives each error (its CVErr).
ERROR_NUMBERS: Final = {
    CellError("#NULL!"): 2000,
    DIV0: 2007,
    VALUE: 2015,
    REF: 2023,
    NAME: 2029,
    NUM: 2036,
    NA: 2042,
    CellError("#GETTING_DATA"): 2043,
    CellError("#SPILL!"): 2045,
    CellError("#CONNECT!"): 2046,
    CellError("#BLOCKED!"): 2047,
    CellError("#UNKNOWN!"): 2048,
    CellError("#FIELD!"): 2049,
    CellError("#CALC!"): 2050,
}
#: An error arrives through COM as the sum of this and its number.
_COM_ERROR = -2146828288
_BY_COM_NUMBER = {_COM_ERROR + number: error for error, number in ERROR_NUMBERS.items()}
#: What the automation layer passes for an argument that a formula leaves out.
_MISSING = -2147352572
#: The kinds of values that are read as they are, texts if they are not blank.
_PLAIN = {float, bool, str, CellError, type(None)}
_TEXTS = {str, CellError}


class CellFault(Exception):
    """A function cannot answer: the cell shows an error.

    Args:
        error: what the cell shows.
        reason: why, for the log.
    """

    def __init__(self, error: CellError, reason: str = "") -> None:
        super().__init__(reason or str(error))
        self.error = error


def as_rows(raw: object) -> Rows:
    """Return what a host hands over for one argument as rows of cells.

    Args:
        raw: a cell's value, a row of them, or rows of equal length.

    Returns:
        The rows; what was handed over itself where nothing in it needs to be read.
    """
    rows: Sequence[Sequence[Any]]
    if not isinstance(raw, (list, tuple)):
        rows = ((raw,),)
    elif raw and isinstance(raw[0], (list, tuple)):
        rows = raw
    else:
        rows = (raw,)
    kinds = set(map(type, chain.from_iterable(rows)))
    if kinds <= _PLAIN:
        texts = () if kinds.isdisjoint(_TEXTS) else set(chain.from_iterable(rows))
        if not any(map(_is_blank, texts)):
            return rows
    return [[as_cell(value) for value in row] for row in rows]


def first_error(rows: Rows) -> CellError | None:
    """Return the first error of some rows, or None."""
    if CellError not in set(map(type, chain.from_iterable(rows))):
        # So it is with nearly all.
        return None
    return next(value for row in rows for value in row if type(value) is CellError)


def as_cell(value: object) -> CellValue:
    """Return what a host hands over for one cell.

    Args:
        value: a number, a text, TRUE or FALSE, nothing, or an error as the host has it; a date
            too. A text of nothing but spaces is blank. What no cell can hold is #VALUE!.
    """
    if type(value) is float or value is None or isinstance(value, (float, bool)):
        return value
    if isinstance(value, str):
        return None if _is_blank(value) else value
    try:
        return _read(value)
    except (TypeError, ValueError, OverflowError):
        return VALUE


def _read(value: object) -> CellValue:
    if isinstance(value, int):
        return _from_int(value)
    if isinstance(value, (date, datetime)):
        return float(serial(value, date1904=False))
    if isinstance(value, dict):
        return _from_table(value)
    # Currency arrives as a Decimal.
    return float(value)  # type: ignore[arg-type]


def _is_blank(value: object) -> bool:
    return isinstance(value, str) and not value.strip()


def _from_int(value: int) -> CellValue:
    if value == _MISSING:
        return None
    return _BY_COM_NUMBER.get(value, float(value))


def _from_table(described: dict[str, object]) -> CellValue:
    """Read a value that Office describes: an error, or a number with its format."""
    if described.get("type") == "Error":
        return CellError(described.get("basicValue") or VALUE)
    return as_cell(described.get("basicValue"))
