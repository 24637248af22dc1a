"""Answering many rows at once, where the rules have a form for whole columns.

It gives the same answers as row by row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from xlbcf.hosts.functions.definition import CellFunction
from xlbcf.hosts.functions.values import CellValue

#: With fewer rows it takes longer to begin than to work them out one by one.
FEWEST_ROWS = 64
_Columns = Sequence[Sequence[CellValue]]
_Setting = tuple[CellValue, ...]


def answer_many(
    function: CellFunction, columns: _Columns
) -> tuple[list[Any], Sequence[int]] | None:
    """Answer rows whose figures are plain numbers, those with the same settings together.

    Args:
        function: the function.
        columns: a column for each argument, all of one height.

    Returns:
        An answer for each row, and the rows that are left to answer one by one; None where that
        is all of them.
    """
    height = len(columns[0])
    if function.many is None or height < FEWEST_ROWS:
        return None
    figures, settings = columns[: function.figures], columns[function.figures :]
    groups = _groups(_plain_rows(figures), settings)
    if groups is None:
        return None
    answers: list[Any] = [None] * height
    left = set(range(height))
    for setting, rows in groups.items():
        found = _answer_group(function, setting, figures, rows)
        if found is None:
            continue
        if len(rows) == height:
            return found, ()
        left.difference_update(rows)
        for row, answer in zip(rows, found, strict=True):
            answers[row] = answer
    return answers, sorted(left)


def _answer_group(
    function: CellFunction, setting: _Setting, figures: _Columns, rows: Sequence[int]
) -> list[Any] | None:
    """Answer rows with the same settings; None where they must be answered one by one."""
    chosen = []
    for value, argument in zip(setting, function.arguments[function.figures :], strict=True):
        if value is None and not argument.optional:
            return None
        chosen.append(argument.default if value is None else value)
    if len(rows) < len(figures[0]):
        figures = [[column[row] for row in rows] for column in figures]
    assert function.many is not None
    try:
        return function.many(*figures, *chosen)
    except Exception:
        # One by one, each of the rows tells its own fault.
        return None


def _plain_rows(figures: _Columns) -> Sequence[int]:
    """Return the rows in which every figure is a number."""
    if all(set(map(type, column)) == {float} for column in figures):
        return range(len(figures[0]))
    kinds = zip(*(map(type, column) for column in figures), strict=True)
    plain = (float,) * len(figures)
    return [row for row, each in enumerate(kinds) if each == plain]


def _groups(rows: Sequence[int], settings: _Columns) -> dict[_Setting, Sequence[int]] | None:
    """Return the rows by their settings; None where there are too many or too odd ones."""
    kinds = {kind for column in settings for kind in set(map(type, column))}
    if not kinds <= {float, str, type(None)}:
        # An error is equal to its text, and TRUE to 1.
        return None
    if all(len(set(column)) == 1 for column in settings):
        return {tuple(column[0] for column in settings): rows}
    keys = list(zip(*settings, strict=True))
    if len(set(keys)) * FEWEST_ROWS > len(keys):
        return None
    groups: dict[_Setting, list[int]] = defaultdict(list)
    for row in rows:
        groups[keys[row]].append(row)
    return dict(groups)
