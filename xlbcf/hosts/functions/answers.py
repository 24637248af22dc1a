"""A function's answer as each host takes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain

from xlbcf.books.values import CellError
from xlbcf.hosts.functions.values import ERROR_NUMBERS, VALUE, Rows

#: Before an error's number, for the wrappers in the add-in: no text of a cell begins with it.
ERROR_MARK = "\ue000"
#: What Office's JavaScript calls each error (Excel.ErrorCellValueType).
_OFFICE_NAMES = {
    "#NULL!": "Null",
    "#DIV/0!": "Div0",
    "#VALUE!": "Value",
    "#REF!": "Ref",
    "#NAME?": "Name",
    "#NUM!": "Num",
    "#N/A": "NotAvailable",
    "#GETTING_DATA": "GettingData",
    "#SPILL!": "Spill",
    "#CONNECT!": "Connect",
    "#BLOCKED!": "Blocked",
    "#BUSY!": "Busy",
    "#FIELD!": "Field",
    "#CALC!": "Calc",
}
_PLAIN = {float, int, bool, str}


def for_excel(rows: Rows) -> Sequence[Sequence[object]]:
    """Return an answer for the wrappers in the add-in, which make true errors of marked texts.

    Blank is an empty text: a function that gives Excel nothing shows 0.
    """
    return _each(rows, _marked)


def for_office(rows: Rows, write_error: Callable[[str], object]) -> Sequence[Sequence[object]]:
    """Return an answer for Office's JavaScript.

    Args:
        rows: the answer.
        write_error: turns an error's text into what this version of Office takes.
    """
    return _each(rows, lambda error: write_error(str(error)))


def as_office_error(error: str) -> dict[str, str]:
    """Return an error as Office's JavaScript takes it; one that it does not know is #VALUE!."""
    return {"type": "Error", "errorType": _OFFICE_NAMES.get(error, _OFFICE_NAMES[VALUE])}


def _marked(error: CellError) -> str:
    return f"{ERROR_MARK}{ERROR_NUMBERS.get(error, ERROR_NUMBERS[VALUE])}"


def _each(rows: Rows, write_error: Callable[[CellError], object]) -> Sequence[Sequence[object]]:
    if set(map(type, chain.from_iterable(rows))) <= _PLAIN:
        return rows
    return [[_plain(value, write_error) for value in row] for row in rows]


def _plain(value: object, write_error: Callable[[CellError], object]) -> object:
    if value is None:
        return ""
    if isinstance(value, CellError):
        return write_error(value)
    # Words of the rules are texts of a kind of their own, which COM does not take.
    return str(value) if isinstance(value, str) else value
