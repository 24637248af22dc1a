"""Calling a function with what cells hold: single cells, columns or tables, blanks and errors."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain, repeat
from typing import Any

from xlbcf.books.values import CellError
from xlbcf.hosts.functions.definition import CellFunction, Work
from xlbcf.hosts.functions.many import answer_many
from xlbcf.hosts.functions.values import (
    NA,
    VALUE,
    CellFault,
    CellValue,
    Rows,
    as_cell,
    as_rows,
    first_error,
)


def call(function: CellFunction, given: Sequence[object]) -> Rows:
    """Call a function as a cell does.

    Args:
        function: the function.
        given: for each argument what the host hands over; optional ones at the end may be missing.

    Returns:
        Rows of cells, for the host to spill.
    """
    if function.takes_ranges:
        return _call_once(function, _ranges(function, given))
    if any(isinstance(each, (list, tuple)) for each in given):
        return _call_each(function, _ranges(function, given))
    values = [as_cell(each) for each in given]
    values += repeat(None, len(function.arguments) - len(values))
    answer = _passing_on(function)(*values)
    return [_spilled(answer, function.spill)]


def _ranges(function: CellFunction, given: Sequence[object]) -> list[Rows]:
    ranges = [as_rows(raw) for raw in given]
    return ranges + [((None,),)] * (len(function.arguments) - len(ranges))


def _call_once(function: CellFunction, ranges: list[Rows]) -> Rows:
    """Call a function that takes whole ranges; its other arguments are single cells."""
    values: list[object] = []
    for argument, given in zip(function.arguments, ranges, strict=True):
        rows = _without_gaps(given) if argument.gaps else given
        if error := first_error(rows):
            return [[error]]
        left_out = len(rows) == len(rows[0]) == 1 and rows[0][0] is None
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


def _without_gaps(rows: Rows) -> Rows:
    """Return a range with blank cells for #N/A, which charts leave out."""
    if NA not in chain.from_iterable(rows):
        return rows
    return [
        [None if value == NA and type(value) is CellError else value for value in row]
        for row in rows
    ]


def _call_each(function: CellFunction, ranges: list[Rows]) -> Rows:
    """Call a function for each cell of some ranges.

    They are laid beside each other as Excel does: a single row or column serves all, and where
    another range is too short there is #N/A.
    """
    height = max(len(rows) for rows in ranges)
    width = max(len(rows[0]) for rows in ranges)
    if function.spill > 1 and width > 1:
        if height > 1:
            # Neither beside nor below a cell of a table is there room for several answers.
            return [[VALUE]]
        down = _call_each(function, [list(zip(*rows, strict=True)) for rows in ranges])
        return [list(row) for row in zip(*down, strict=True)]
    columns = [_columns(rows, height, width) for rows in ranges]
    answers = [_answers(function, [column[at] for column in columns]) for at in range(width)]
    if function.spill > 1:
        return [_spilled(each, function.spill) for each in answers[0]]
    if width == 1:
        return [[value] for value in answers[0]]
    return [list(row) for row in zip(*answers, strict=True)]


def _answers(function: CellFunction, columns: list[list[CellValue]]) -> list[Any]:
    """Return the answers to columns of one height."""
    found = answer_many(function, columns)
    if found is None:
        return list(map(_passing_on(function), *columns))
    answers, left = found
    work = _passing_on(function)
    for row in left:
        answers[row] = work(*(column[row] for column in columns))
    return answers


def _spilled(answer: Any, cells: int) -> list[Any]:
    return list(answer) if isinstance(answer, tuple) else [answer] * cells


@cache
def _answering(function: CellFunction) -> Work:
    """Return a function's work as one that answers with an error where it cannot answer."""
    work = function.work

    def answer(*values: Any) -> Any:
        try:
            return work(*values)
        except CellFault as fault:
            return fault.error
        except Exception as fault:
            return _told(function, fault)

    return answer


def _told(function: CellFunction, fault: Exception) -> CellError:
    """Return the error for a fault that a cell has no room for; the log has it in words."""
    # Loading every kind of finding, and the log, would delay the start of each session.
    import logging

    from xlbcf.rules.findings import Refused

    log = logging.getLogger(__name__)
    if isinstance(fault, Refused):
        # Mappings or figures are at fault, and the commands say how.
        log.error("%s: %s", function.name, fault)
        return NA
    log.error("%s failed", function.name, exc_info=fault)
    return VALUE


@cache
def _passing_on(function: CellFunction) -> Work:
    """Return work that gives an error for an error, and blank where a required cell is blank.

    An optional cell that is blank is its default.
    """
    work = _answering(function)
    required = [not each.optional for each in function.arguments]
    defaults = [each.default for each in function.arguments]

    def pass_on(*values: Any) -> Any:
        kinds = set(map(type, values))
        if CellError in kinds:
            return next(value for value in values if type(value) is CellError)
        if type(None) not in kinds:
            return work(*values)
        for value, needed in zip(values, required, strict=True):
            if needed and value is None:
                return None
        return work(*(d if v is None else v for v, d in zip(values, defaults, strict=True)))

    return pass_on


def _columns(rows: Rows, height: int, width: int) -> list[list[CellValue]]:
    """Return a range as columns of a common size, a single row or column for all."""
    columns: list[list[CellValue]] = [[row[at] for row in rows] for at in range(len(rows[0]))]
    if len(rows) == 1:
        columns = [column * height for column in columns]
    elif len(rows) < height:
        columns = [[*column, *repeat(NA, height - len(column))] for column in columns]
    if len(columns) == 1:
        return columns * width
    return columns + [[NA] * height for _ in range(width - len(columns))]
