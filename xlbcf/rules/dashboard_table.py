"""The checks of a whole printed dashboard table: every row, and what only several rows show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from xlbcf.rules.dashboard_ratings import BY_AMOUNT, blind_rating
from xlbcf.rules.dashboard_reading import (
    Column,
    DashboardRow,
    Reading,
    Standards,
    fits,
    read_row,
)
from xlbcf.rules.dashboard_row import check_row
from xlbcf.rules.dashboard_signs import (
    is_said,
    read_judgement,
    read_mark,
    read_movement,
    read_polarity,
    read_shown_rating,
    read_signs,
)
from xlbcf.rules.findings import Finding, finding
from xlbcf.rules.metrics import Unit, fold_name
from xlbcf.rules.wording import some_of

_LISTED = 20
_SHOWN = 40
_SIGNS: Mapping[Column, tuple[Callable[[str], object], str, str]] = {
    Column.MARK: (read_mark, "a mark", "● or ■, Y or N, met or not met"),
    Column.ARROW: (read_movement, "an arrow", "↑, ↓ or ↔, or up, down or level"),
    Column.GOOD_IS: (read_polarity, "Good is", "↑ or ↓, High or Low, or G for a word"),
    Column.JUDGEMENT: (
        read_judgement, "a judgement", "improving, worsening or steady, or no judgement"
    ),
    Column.RATING: (read_shown_rating, "a rating", "G, A or R, N/A or E, or the words"),
}  # fmt: skip
#: The columns that may have a sign for each of a cell's figures.
_FOR_EACH = (Column.MARK, Column.ARROW, Column.JUDGEMENT)
_LEFT_OUT = {
    Column.GOOD_IS: "a target without a sign is not judged",
    Column.MARK: "no mark is held against its figures",
}
_TAKEN = {
    1: "By Good is taken as at least",
    -1: "By Good is taken as at most",
    0: "Not judged, because nothing says which way is good",
}
_SHARE = re.compile(r"\b(?:proportion|percentage)\b", re.IGNORECASE)
_PER = re.compile(r"\bper\s+1[0-9]?[0-9]?[, ]?000", re.IGNORECASE)
_WHOLE = 100


class TableFinding(NamedTuple):
    """A finding about one column of one row of a table; rows count from 0."""

    row: int
    column: Column
    finding: Finding


def check_table(
    rows: Sequence[DashboardRow], standards: Standards | None = None
) -> list[TableFinding]:
    """Check a dashboard table.

    Args:
        rows: its rows in their order, all with the same columns.
        standards: the bands and scales of words that it is held against.

    Returns:
        What is wrong or worth knowing, by row; what holds for several rows stands at the first.

    Source: Methods, sections 1, 3, 4 and 5.
    """
    held = standards or Standards()
    readings = [read_row(row, held.scales) for row in rows]
    found = [
        TableFinding(number, *each)
        for number, row in enumerate(rows)
        for each in check_row(row, held)
    ]
    found += _columns(readings)
    found += _unsigned(readings)
    found += _unbanded(rows, held)
    found += _unknown_signs(readings)
    found += _stacks(readings)
    found += _blind(readings, held)
    return sorted(found, key=lambda each: each.row)


def _found(
    row: DashboardRow, number: int, column: Column, code: str, /, **facts: object
) -> TableFinding:
    return TableFinding(number, column, finding(code, f"{row.label}, {column.words}", **facts))


def _columns(readings: Sequence[Reading]) -> Iterator[TableFinding]:
    """Say which checks need a column that the table does not have."""
    if not readings:
        return
    has = readings[0].row.cells.keys()
    bare = any(reading.unsigned for reading in readings)
    absent = [Column.GOOD_IS] if bare and Column.GOOD_IS not in has else []
    if not has & {Column.MARK, Column.RATING}:
        absent.append(Column.MARK)
    if absent:
        left_out = ", and ".join(_LEFT_OUT[column] for column in absent)
        missing = " and ".join(_SIGNS[column][1] for column in absent)
        row = readings[0].row
        yield _found(row, 0, Column.LABEL, "DASH21", missing=missing, left_out=left_out)


def _unsigned(readings: Sequence[Reading]) -> Iterator[TableFinding]:
    """Say once which targets have no sign, and how each was taken."""
    bare = [number for number, reading in enumerate(readings) if reading.unsigned]
    if not bare or Column.GOOD_IS not in readings[0].row.cells:
        return
    taken: dict[int, list[str]] = {1: [], -1: [], 0: []}
    for number in bare:
        polarity = readings[number].polarity
        taken[polarity.sign if polarity else 0].append(readings[number].row.name)
    told = [f"{_TAKEN[sign]}: {some_of(names, _LISTED)}" for sign, names in taken.items() if names]
    names = [readings[number].row.name for number in bare]
    facts = {"count": len(bare), "rows": some_of(names, _LISTED), "taken": ". ".join(told)}
    yield _found(readings[bare[0]].row, bare[0], Column.TARGET, "DASH10", **facts)


def _unbanded(rows: Sequence[DashboardRow], held: Standards) -> Iterator[TableFinding]:
    """Say once how many ratings no bands were named for."""
    if held.default or not held.bands:
        return
    bare = [
        number
        for number, row in enumerate(rows)
        if (shown := read_shown_rating(row.text(Column.RATING)))
        and shown.by_figures in BY_AMOUNT
        and not row.text(Column.BANDS)
    ]
    if bare:
        facts = {"count": len(bare), "expected": ", ".join(held.bands)}
        yield _found(rows[bare[0]], bare[0], Column.RATING, "DASH25", **facts)


def _unknown_signs(readings: Sequence[Reading]) -> Iterator[TableFinding]:
    """Say once for each sign that is not understood where it stands."""
    for column, (_, words, _) in _SIGNS.items():
        unknown: dict[tuple[str, str], list[int]] = {}
        for number, reading in enumerate(readings):
            if expected := _expected(reading, column):
                unknown.setdefault((reading.row.text(column), expected), []).append(number)
        for (text, expected), numbers in unknown.items():
            first = readings[numbers[0]].row
            names = some_of([readings[number].row.name for number in numbers], _LISTED)
            facts = {"found": f"“{_cut(text)}”", "column": words, "expected": expected}
            yield _found(first, numbers[0], column, "DASH12", **facts, rows=names)


def _expected(reading: Reading, column: Column) -> str:
    """Return what should stand in a cell of signs; empty where what stands there will do."""
    read, _, expected = _SIGNS[column]
    text = reading.row.text(column)
    if column not in _FOR_EACH:
        return expected if is_said(text) and read(text) is None else ""
    signs = read_signs(text, read)
    if signs is None:
        return expected
    if fits(signs, reading.value):
        return ""
    figures = len(reading.value.parts)
    return "one sign" if figures == 1 else f"one sign, or one for each of the {figures} figures"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"


def _blind(readings: Sequence[Reading], standards: Standards) -> Iterator[TableFinding]:
    """Say once which percentages are rated by bands that are too wide for them."""
    reasons = {
        number: reason
        for number, reading in enumerate(readings)
        if (reason := blind_rating(reading, standards))
    }
    if reasons:
        first = min(reasons)
        names = some_of([readings[number].row.name for number in reasons], _LISTED)
        facts = {"count": len(reasons), "rows": names, "reason": reasons[first]}
        yield _found(readings[first].row, first, Column.RATING, "DASH18", **facts)


def _stacks(readings: Sequence[Reading]) -> Iterator[TableFinding]:
    """Say which labels do not fit the figures that stand under them."""
    before: DashboardRow | None = None
    numbered = enumerate(readings)
    for _, members in groupby(numbered, key=lambda each: each[1].row.stack):
        stack = list(members)
        number, first = stack[0]
        reasons = list(_reasons([reading for _, reading in stack], before))
        if reasons:
            facts = {"label": f"“{first.row.label}”", "reason": "; ".join(reasons)}
            yield _found(first.row, number, Column.LABEL, "DASH11", **facts)
        before = first.row


def _reasons(stack: Sequence[Reading], before: DashboardRow | None) -> Iterator[str]:
    first = stack[0].row
    parts = [part for reading in stack for part in reading.value.parts]
    given = any(part.figure.number is not None for part in parts)
    if first.announced and given and len(parts) != len(first.announced):
        count, names = len(first.announced), ", ".join(first.announced)
        yield f"{count} figures are announced ({names}), and {len(parts)} stand"
    if before is not None and first.announced and before.announced and _alike(first, before):
        yield "the same label and number stand as above, over other figures"
    numbers = {
        reading.value.unit: reading.row.text(Column.VALUE)
        for reading in stack
        if reading.value.unit not in (None, Unit.CATEGORY)
    }
    if len(numbers) > 1:
        yield f"figures of different units stand together ({' and '.join(numbers.values())})"
    for reading in stack:
        yield from _against_label(reading)


def _alike(row: DashboardRow, other: DashboardRow) -> bool:
    return (fold_name(row.label), row.name) == (fold_name(other.label), other.name)


def _against_label(reading: Reading) -> Iterator[str]:
    label, value = reading.row.label, reading.row.text(Column.VALUE)
    numbers = [part.figure.number or 0 for part in reading.value.parts]
    if reading.value.unit is Unit.RATE and _SHARE.search(label) and max(numbers) > _WHOLE:
        yield f"the label says a share of a whole, and the value is {value}"
    if reading.value.unit is Unit.PERCENT and _PER.search(label):
        yield f"the label says a rate, and the value is {value}"
