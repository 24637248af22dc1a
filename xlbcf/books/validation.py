"""What a cell's validation allows: drop-downs, limits and conditions.

It is stricter than Excel where Excel only warns: a value outside a drop-down is refused also when
the rule's own alert is a warning or switched off.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from xlbcf.books.references import Cells, listed, moved
from xlbcf.books.sheet_rules import Validation
from xlbcf.books.values import CellError, Value, day_of, number_text, shown
from xlbcf.rules.wording import some_of
from xlbcf.template.addresses import Cell

_COMPARE: dict[str, Callable[[float, float, float], bool]] = {
    "between": lambda v, a, b: a <= v <= b,
    "notBetween": lambda v, a, b: not a <= v <= b,
    "equal": lambda v, a, _: v == a,
    "notEqual": lambda v, a, _: v != a,
    "greaterThan": lambda v, a, _: v > a,
    "lessThan": lambda v, a, _: v < a,
    "greaterThanOrEqual": lambda v, a, _: v >= a,
    "lessThanOrEqual": lambda v, a, _: v <= a,
}
_WORDS = {
    "between": "between {0} and {1}",
    "notBetween": "not between {0} and {1}",
    "equal": "equal to {0}",
    "notEqual": "other than {0}",
    "greaterThan": "above {0}",
    "lessThan": "below {0}",
    "greaterThanOrEqual": "at least {0}",
    "lessThanOrEqual": "at most {0}",
}
_KINDS = {
    "whole": "a whole number",
    "decimal": "a number",
    "date": "a date",
    "time": "a time as a fraction of a day",
    "textLength": "a text with a number of characters",
}
_ENTRIES_SHOWN = 12
_LITERAL_LIST = re.compile(r"\"(?:[^\"]|\"\")*\"", re.DOTALL)


class Verdict(NamedTuple):
    """Whether a value is allowed (nothing: it could not be worked out) and what is."""

    allowed: bool | None
    expected: str


def judge(rule: Validation, sheet: str, cell: Cell, value: Value, cells: Cells) -> Verdict:
    """Say whether a validation allows a value in a cell.

    Args:
        rule: the validation.
        sheet: the sheet's name.
        cell: the cell.
        value: the value as stored; an empty cell is always allowed, as in Excel.
        cells: the workbook with the pending changes.
    """
    if value is None or rule.kind == "none":
        return Verdict(True, "anything")
    origin = rule.origin
    shift = (cell.row - origin.row, cell.column - origin.column)
    first, second = moved(rule.first, *shift), moved(rule.second, *shift)
    try:
        if rule.kind == "list":
            if rule.entries:
                return _judge_entries(value, rule.entries)
            return _judge_list(first, sheet, value, cells)
        if rule.kind == "custom":
            result = cells.calculate(first, sheet)
            expected = f"a value for which {first} is true"
            return Verdict(bool(result) and not isinstance(result, CellError), expected)
        return _judge_bounds(rule, (first, second), sheet, value, cells)
    except ValueError:
        return Verdict(None, first)


def _judge_entries(value: Value, entries: Sequence[str]) -> Verdict:
    """Compare as a drop-down that lists its own entries does: case matters."""
    return Verdict(_as_typed(value) in entries, _one_of(entries))


def _judge_list(formula: str, sheet: str, value: Value, cells: Cells) -> Verdict:
    if _LITERAL_LIST.fullmatch(formula):
        entries = [entry.strip() for entry in formula[1:-1].replace('""', '"').split(",")]
        return _judge_entries(value, entries)
    values = listed(formula, sheet, cells)
    if values is not None:
        if all(item in (None, "") for item in values):
            # Excel lets anything pass a list without entries: it cannot say what is right.
            raise ValueError(formula)
        return Verdict(any(_matches(value, item) for item in values), _one_of(values))
    # Zero if the list can be followed and the value is not in it; an error if it cannot.
    place = cells.calculate(
        f"IFERROR(MATCH({_literal(value)},{formula},0),0*ROWS({formula}))", sheet
    )
    if isinstance(place, bool) or not isinstance(place, int | float):
        raise ValueError(formula)
    return Verdict(place > 0, f"an entry of the list {formula}")


def _judge_bounds(
    rule: Validation,
    bounds: tuple[str, str],
    sheet: str,
    value: Value,
    cells: Cells,
) -> Verdict:
    first = _bound(bounds[0], sheet, cells)
    second = _bound(bounds[1], sheet, cells) if bounds[1] else first
    if rule.kind not in _KINDS or rule.operator not in _COMPARE:
        raise ValueError(rule.kind)
    shown_bound = _shown_date(cells.date1904) if rule.kind == "date" else number_text
    words = _WORDS[rule.operator].format(shown_bound(first), shown_bound(second))
    expected = f"{_KINDS[rule.kind]} {words}"
    number: float
    if rule.kind == "textLength":
        number = len(_as_typed(value).encode("utf-16-le")) // 2
    elif isinstance(value, bool) or not isinstance(value, int | float):
        return Verdict(False, expected)
    else:
        number = value
    whole = rule.kind != "whole" or float(number).is_integer()
    return Verdict(whole and _COMPARE[rule.operator](number, first, second), expected)


def _shown_date(date1904: bool) -> Callable[[float], str]:
    """Return what shows a date's serial number as a date, if the calendar has it."""

    def shown_date(number: float) -> str:
        try:
            return day_of(number, date1904).isoformat()
        except OverflowError:
            return number_text(number)

    return shown_date


def _bound(formula: str, sheet: str, cells: Cells) -> float:
    """Return a bound's number: typed, in a cell, behind a name, or worked out."""
    try:
        return float(formula)
    except ValueError:
        pass
    values = listed(formula, sheet, cells)
    result = cells.calculate(formula, sheet) if values is None else next(iter(values), None)
    if isinstance(result, bool) or not isinstance(result, int | float):
        raise ValueError(formula)
    return result


def _matches(value: Value, item: Value) -> bool:
    """Compare as a drop-down that reads cells does: case does not matter."""
    if isinstance(value, str) and isinstance(item, str):
        return value.casefold() == item.casefold()
    if isinstance(value, str) or isinstance(item, str):
        return False
    return value == item


def _as_typed(value: Value) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return number_text(value) if isinstance(value, int | float) else str(value)


def _literal(value: Value) -> str:
    """Return a value as a formula gives it to MATCH, for which some signs are wildcards."""
    if not isinstance(value, str):
        return _as_typed(value)
    plain = re.sub(r"[*?~]", r"~\g<0>", value).replace('"', '""')
    return f'"{plain}"'


def _one_of(entries: Sequence[Value]) -> str:
    words = [entry if isinstance(entry, str) else shown(entry) for entry in entries]
    return f"one of {some_of([f'“{word}”' for word in words], _ENTRIES_SHOWN)}"
