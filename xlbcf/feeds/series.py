"""One series from delimited text: dates and values, for a control chart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from xlbcf.feeds.delimited import read_delimited
from xlbcf.feeds.tables import HEADING_WITHIN, Grid, Line
from xlbcf.rules.figures import Figure, State, read_figure
from xlbcf.rules.findings import Finding, Refused, finding
from xlbcf.rules.metrics import Unit, fold_name
from xlbcf.rules.periods import Period

_COLUMNS = ("date", "value")
_DAY_FORMS = tuple(
    re.compile(form + r"(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?", re.ASCII)
    for form in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})",
        r"(?P<day>\d{1,2})[ -](?P<name>[A-Za-z]{3,9})[ -](?P<year>\d{4})",
    )
)
_MARKS = {"%": Unit.PERCENT, "£": Unit.CURRENCY}


@dataclass(frozen=True, slots=True)
class Series:
    """A series as it was read.

    Args:
        dates: the date of each point, in the file's order.
        figures: as many figures; a percentage as a fraction.
        unit: percent or currency where values carry the sign, else rate, which is a bare number.
    """

    dates: tuple[date, ...]
    figures: tuple[Figure, ...]
    unit: Unit

    @property
    def values(self) -> tuple[float | None, ...]:
        """The number of each figure, None where it has none."""
        return tuple(figure.number for figure in self.figures)


class _Row(NamedTuple):
    where: str
    date: str
    value: str


def read_series(path: Path) -> Series:
    """Read a series.

    Args:
        path: a CSV file (or one with semicolons or tabs) with the columns ``date`` and ``value``;
            other columns are left aside, as are titles above the headings.

    Returns:
        The series.

    Raises:
        Refused: the file cannot be read (FILE01, FILE02), a column is missing (FIG06), a row is
            too long (FIG16), a date (SPC01) or a value (FIG04, SPC06) is not understood, a date
            stands twice (SPC02), or there is nothing to chart (SPC03); all faults are told.
    """
    rows, faults = _rows(read_delimited(path))
    unit = next(
        (unit for mark, unit in _MARKS.items() if any(mark in row.value for row in rows)), Unit.RATE
    )
    first: dict[date, str] = {}
    figures: list[Figure] = []
    for row in rows:
        day = read_date(row.date)
        figure = read_figure(row.value, unit, "fraction")
        figures.append(figure)
        faults += _date_faults(row, day, first)
        faults += _value_faults(row, figure, unit)
        if day is not None:
            first.setdefault(day, row.where)
    if not faults and not any(figure.state is State.NUMBER for figure in figures):
        faults = [finding("SPC03", path)]
    if faults:
        raise Refused(faults)
    return Series(tuple(first), tuple(figures), unit)


def read_date(text: str) -> date | None:
    """Read a date, or the first day of a month, quarter or financial year; None if it is none."""
    plain = " ".join(text.split())
    found = next(filter(None, (form.fullmatch(plain) for form in _DAY_FORMS)), None)
    try:
        return _day(found) if found else _first_day(plain)
    except ValueError:
        return None


def _day(found: re.Match[str]) -> date:
    parts = found.groupdict()
    if "name" in parts:
        return _first_day(f"{parts['name']} {parts['year']}").replace(day=int(parts["day"]))
    return date(int(parts["year"]), int(parts["month"]), int(parts["day"]))


def _first_day(period: str) -> date:
    year, month = divmod(Period.parse(period).start, 12)
    return date(year, month + 1, 1)


def _date_faults(row: _Row, day: date | None, first: dict[date, str]) -> Iterable[Finding]:
    if day is None:
        yield finding("SPC01", row.where, found=_shown(row.date))
    elif day in first:
        yield finding("SPC02", row.where, found=day, other=first[day])


def _value_faults(row: _Row, figure: Figure, unit: Unit) -> Iterable[Finding]:
    if figure.state is State.INVALID:
        facts = {"column": "value", "found": _shown(row.value), "reason": figure.reason}
        yield finding("FIG04", row.where, **facts)
    elif figure.number is not None and unit is Unit.PERCENT and "%" not in row.value:
        yield finding("SPC06", row.where, found=_shown(row.value))


def _shown(text: str) -> str:
    return f"“{text}”" if text else "an empty cell"


def _rows(grid: Grid) -> tuple[list[_Row], list[Finding]]:
    lines = iter(grid.lines)
    places, width = _headings(lines, grid.name)
    rows: list[_Row] = []
    faults: list[Finding] = []
    for line in lines:
        cells = [str(cell or "").strip() for cell in line.cells]
        if any(cells[width:]):
            faults.append(finding("FIG16", line.where, found=len(cells), expected=width))
        elif any(cells):
            day, value = (cells[at] if at < len(cells) else "" for at in places)
            rows.append(_Row(line.where, day, value))
    return rows, faults


def _headings(lines: Iterable[Line], name: str) -> tuple[list[int], int]:
    missing: list[str] = list(_COLUMNS)
    for line in islice(lines, HEADING_WITHIN):
        names = [fold_name(cell) for cell in line.cells]
        if all(column in names for column in _COLUMNS):
            return [names.index(column) for column in _COLUMNS], len(names)
        lacking = [column for column in _COLUMNS if column not in names]
        missing = min(missing, lacking, key=len)
    raise Refused(finding("FIG06", name, found=", ".join(missing), expected=", ".join(_COLUMNS)))
