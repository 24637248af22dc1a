"""Calling a function with what cells hold: single cells, columns or tables, blanks and errors."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Any

from xlbcf.books.values import CellError
from xlbcf.hosts.functions.definition import Argument, CellFunction, Work
from xlbcf.hosts.functions.values import (
    NA,
    VALUE,
    CellFault,
    Rows,
    as_rows,
    first_error,
    is_clean,
)
from xlbcf.rules.findings import Refused

_log = logging.getLogger(__name__)


def call(function: CellFunction, given: Sequence[object]) -> Rows:
    """Call a function as a cell does.

    Args:
        function: the function.
        given: for each argument what the host hands over; optional ones at the end may be missing.

    Returns:
        Rows of cells, for the host to spill.
    """
    ranges = [as_rows(raw) for raw in given]
    ranges += [[[None]] for _ in function.arguments[len(ranges) :]]
    return (_call_once if function.takes_ranges else _call_each)(function, ranges)


def _call_once(function: CellFunction, ranges: list[Rows]) -> Rows:
    """Call a function that takes whole ranges; its other arguments are single cells."""
    values: list[object] = []
    for argument, rows in zip(function.arguments, ranges, strict=True):
        if error := first_error(rows):
            return [[error]]
        left_out = rows == [[None]]
        if left_out and not (argument.whole or argument.optional):
            return [[None]]
        if left_out and argument.optional:
            values.append(argument.default)
        elif argument.whole:
            values.append(rows)
        elif len(rows) == len(rows[0]) == 1:
            values.append(rows[0][0])
        else:
            return [[VALUE]]
    answer = _answering(function)(*values)
    return answer if isinstance(answer, list) else [[answer]]


def _call_each(function: CellFunction, ranges: list[Rows]) -> Rows:
    """Call a function for each cell of some ranges.

    They are laid beside each other as Excel does: a single row or column serves all, and where
    another range is too short there is #N/A.
    """
    work = _answering(function)
    clean = True
    for number, (argument, rows) in enumerate(zip(function.arguments, ranges, strict=True)):
        if not is_clean(rows):
            clean &= rows == [[None]] and argument.optional
            if argument.optional:
                ranges[number] = _with_default(rows, argument)
    height = max(len(rows) for rows in ranges)
    width = max(len(rows[0]) for rows in ranges)
    if not clean or not all(_fits(rows, height, width) for rows in ranges):
        work = _passing_on(work, function.arguments)
    columns = [list(_columns(rows, height, width)) for rows in ranges]
    answers = [map(work, *(column[at] for column in columns)) for at in range(width)]
    if function.spill > 1:
        # Cells beside each other have no room for the answers to the next column.
        return [_spilled(each, function.spill) for each in answers[0]] if width == 1 else [[VALUE]]
    if width == 1:
        return [[value] for value in answers[0]]
    return [list(row) for row in zip(*answers, strict=True)]


def _spilled(answer: Any, cells: int) -> list[Any]:
    return list(answer) if isinstance(answer, tuple) else [answer] * cells


def _answering(function: CellFunction) -> Work:
    """Return a function's work as one that answers with an error where it cannot answer."""
    work = function.work

    def answer(*values: Any) -> Any:
        try:
            return work(*values)
        except CellFault as fault:
            return fault.error
        except Refused as refused:
            # Mappings or figures are at fault; the commands tell it in words.
            _log.error("%s: %s", function.name, refused)
            return NA
        except Exception:
            # A cell has no room for more; the log has it.
            _log.exception("%s failed", function.name)
            return VALUE

    return answer


def _passing_on(work: Work, arguments: Sequence[Argument]) -> Work:
    """Return work that gives an error for an error, and blank where a required cell is blank."""
    required = [not each.optional for each in arguments]

    def pass_on(*values: Any) -> Any:
        for value in values:
            if type(value) is CellError:
                return value
        for value, needed in zip(values, required, strict=True):
            if needed and value is None:
                return None
        return work(*values)

    return pass_on


def _with_default(rows: Rows, argument: Argument) -> Rows:
    return [[argument.default if value is None else value for value in row] for row in rows]


def _fits(rows: Rows, height: int, width: int) -> bool:
    return len(rows) in (1, height) and len(rows[0]) in (1, width)


def _columns(rows: Rows, height: int, width: int) -> list[Any]:
    """Return a range as columns of a common size."""
    columns = [[row[at] for row in rows] for at in range(len(rows[0]))]
    if len(rows) == 1:
        tall: Callable[[list[Any]], Any] = lambda column: [*repeat(column[0], height)]  # noqa: E731
    else:
        tall = lambda column: [*column, *repeat(NA, height - len(column))]  # noqa: E731
    spread = [tall(column) for column in columns]
    if len(spread) == 1:
        return spread * width
    return spread + [[*repeat(NA, height)] for _ in range(width - len(spread))]
