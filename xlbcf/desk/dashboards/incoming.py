"""New figures held against the series that they are for: read in its unit, or found at fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from xlbcf.books.values import Value, shown
from xlbcf.desk.dashboards.series import SECONDS_A_DAY, DashboardData, Series, as_definition
from xlbcf.feeds.dashboard_figures import FigureRow
from xlbcf.rules.dashboard_periods import ShownPeriod
from xlbcf.rules.figures import BLANK, Figure, State, read_figure, written
from xlbcf.rules.findings import Finding, finding
from xlbcf.rules.metrics import Unit
from xlbcf.rules.periods import Period
from xlbcf.rules.records import Status
from xlbcf.rules.targets import Part, read_targets
from xlbcf.template.words import plain

_LONGEST_DEFINITION = 40
_SIGNS = tuple("<>=≤≥")
_NO_PERIOD = (
    "it is no year, quarter or month; expected is one such as 2018-19, 2018-19 Q3 or 2018-11"
)
#: Which of several figures of a period stands: the final one before one that may still change.
_BEST_FIRST = (Status.ACTUAL, Status.PROVISIONAL, Status.FORECAST)
_UNIT_WORDS = {
    Unit.PERCENT: ("%", "percentage", "per cent"),
    Unit.CURRENCY: ("£", "gbp"),
    Unit.COUNT: ("number",),
}


class NewFigure(NamedTuple):
    """A figure as it goes into the dashboard.

    Args:
        period: the period it is about.
        figure: the figure.
        value: the figure as a cell of the dashboard holds it.
        target: its target as people type it, or None where none is given.
        numerator: the number above the line, or None.
        denominator: the number below it, or None.
        definition: the version of its definition, or None where none is given.
        where: the file and line it was read from.
    """

    period: ShownPeriod
    figure: Figure
    value: Value
    target: str | None = None
    numerator: Value = None
    denominator: Value = None
    definition: str | None = None
    where: str = ""


class Incoming(NamedTuple):
    """What a feed has for one series.

    Args:
        figures: the figures, oldest first; no period stands twice.
        targets: the targets of periods.
        faults: why the row has to keep its old values.
        queries: what a person should look at, though it is taken.
    """

    figures: tuple[NewFigure, ...] = ()
    targets: Mapping[ShownPeriod, str] = MappingProxyType({})
    faults: tuple[Finding, ...] = ()
    queries: tuple[Finding, ...] = ()


def read_incoming(
    data: DashboardData, series: Series, rows: Iterable[FigureRow], limit: Period | None = None
) -> Incoming:
    """Read the rows of a feed that are for one series.

    Args:
        data: the dashboard.
        series: the series.
        rows: the rows.
        limit: the last period wanted; later rows are not looked at.

    Returns:
        The figures and targets; a fault in any row is a fault of all, so that none goes in.
    """
    wanted = [
        row for row in rows if limit is None or row.period is None or row.period.ends_by(limit)
    ]
    reader = _Reader(data, series)
    chosen = reader.chosen(wanted)
    targets = {
        row.period: text
        # A target beside a figure stands before a plan of the same period.
        for row in sorted(wanted, key=lambda each: not each.is_plan)
        if row.period and (text := reader.target(row)) is not None
    }
    figures = [figure for row in chosen if (figure := reader.figure(row, targets)) is not None]
    figures.sort(key=lambda each: each.period.age)
    queries = (*reader.queries, *reader.above_whole(figures))
    return Incoming(tuple(figures), targets, tuple(reader.faults), queries)


def target_number(text: object, series: Series) -> float | None:
    """Return the number of a target as a cell of the dashboard holds it, or None."""
    parts = read_targets(text, series.unit, series.polarity, series.stored_as)
    number = parts[0].figure.number if len(parts) == 1 else None
    if number is None:
        return None
    return number / SECONDS_A_DAY if series.unit is Unit.DURATION else number


def same_target(one: str, other: str, series: Series) -> bool:
    """Say whether two targets ask for the same, however they are written."""
    return plain(one) == plain(other) or _asked(one, series) == _asked(other, series)


def _asked(text: str, series: Series) -> object:
    parts = read_targets(text, series.unit, series.polarity, series.stored_as)
    if len(parts) != 1 or parts[0].figure.number is None:
        return text
    return parts[0].comparator, parts[0].implied, parts[0].figure.number


class _Reader:
    """Reads rows for one series, and collects what is wrong with them."""

    def __init__(self, data: DashboardData, series: Series) -> None:
        self._series = series
        self._where = data.where(series)
        self.faults: list[Finding] = []
        self.queries: list[Finding] = []

    def chosen(self, rows: Iterable[FigureRow]) -> list[FigureRow]:
        """Return the one row of each period whose figure stands."""
        first: dict[tuple[object, ...], FigureRow] = {}
        best: dict[ShownPeriod, FigureRow] = {}
        for row in rows:
            if not self._is_sound(row) or row.period is None or row.status is None:
                continue
            key = (row.period.age, plain(row.period.text), row.status)
            if first.setdefault(key, row) is not row:
                what = f"{row.period}, {row.status}"
                facts = {"what": what, "first": first[key].where, "second": row.where}
                self.faults.append(finding("REFR06", self._where, **facts))
            elif not row.is_plan and "value" in row.cells:
                best[row.period] = min(best.get(row.period, row), row, key=_rank)
        return list(best.values())

    def _is_sound(self, row: FigureRow) -> bool:
        """Say whether a row's period, status and unit are understood; where not, note it."""
        before = len(self.faults)
        if row.period is None and _has_digit(row.cells.get("value")):
            self._fault(row, "period", _NO_PERIOD)
        if row.status is None:
            self._fault(row, "status", f"it is none of {', '.join(Status)}")
        unit = row.cells.get("unit")
        if unit is not None and not _is_unit(unit, self._series.unit):
            self._fault(row, "unit", f"the dashboard shows it as {self._series.unit}")
        return len(self.faults) == before

    def figure(self, row: FigureRow, targets: Mapping[ShownPeriod, str]) -> NewFigure | None:
        """Return a row's figure, or None where it cannot be had."""
        series = self._series
        figure = read_figure(row.cells["value"], series.unit, series.stored_as)
        if figure.state is State.INVALID:
            self._fault(row, "value", figure.reason)
        above, below = self._count(row, "numerator"), self._count(row, "denominator")
        definition = self._definition(row)
        if figure.state in (State.INVALID, State.BLANK) or row.period is None:
            return None
        return NewFigure(
            row.period, figure, _as_held(figure, series.unit), targets.get(row.period),
            above, below, definition, row.where,
        )  # fmt: skip

    def above_whole(self, figures: Iterable[NewFigure]) -> Iterator[Finding]:
        """Yield the shares above 100% that were given without a percent sign."""
        for each in figures:
            number, text = each.figure.number, each.figure.text
            if self._series.unit is Unit.PERCENT and number and number > 1 and "%" not in text:
                percent = written(number, self._series.metric._replace(decimals=None))
                facts = {"found": f"“{text}”", "percent": percent, "period": each.period}
                yield finding("REFR19", self._where, source=each.where, **facts)

    def target(self, row: FigureRow) -> str | None:
        """Return a row's target as people type it, or None where it has none."""
        series = self._series
        if row.is_plan:
            figure = read_figure(row.cells.get("value"), series.unit, series.stored_as)
            if figure.state is State.INVALID:
                signed = str(row.cells.get("value")).strip()[:1] in _SIGNS
                hint = "; a target with a sign goes into the column target" if signed else ""
                self._fault(row, "value", f"{figure.reason}{hint}")
            return self._exact(row, figure)
        cell = row.cells.get("target")
        if cell is None:
            return None
        if not isinstance(cell, str):
            # A workbook's number is taken as that of a figure is: 0.9 in a cell is 90%.
            figure = read_figure(cell, series.unit, series.stored_as)
            if figure.state is State.INVALID:
                self._fault(row, "target", figure.reason)
            return self._exact(row, figure)
        parts = read_targets(cell, series.unit, series.polarity)
        reason = _target_fault(parts)
        if reason:
            self._fault(row, "target", reason)
            return None
        part = parts[0]
        if part.who and part.figure.number is not None:
            sign = "" if part.implied or part.comparator is None else part.comparator.value
            return f"{sign} {part.figure.text.strip()}".strip()
        return str(cell).strip()

    def _exact(self, row: FigureRow, figure: Figure) -> str | None:
        """Return the number of a target as people type it, with every digit."""
        if figure.number is None:
            return None
        exact = written(figure, self._series.metric._replace(decimals=None))
        if self._series.unit is Unit.PERCENT and figure.number > 1 and "%" not in figure.text:
            facts = {"found": f"“{figure.text}”", "percent": exact, "period": row.period}
            self.queries.append(finding("REFR19", self._where, source=row.where, **facts))
        return exact

    def _count(self, row: FigureRow, column: str) -> Value:
        figure = read_figure(row.cells.get(column), Unit.COUNT)
        if figure.state is State.INVALID:
            self._fault(row, column, figure.reason)
        elif column == "denominator" and figure.number is not None and figure.number <= 0:
            self._fault(row, column, "nothing can be divided by it")
        return None if figure is BLANK else _as_held(figure, Unit.COUNT)

    def _definition(self, row: FigureRow) -> str | None:
        cell = row.cells.get("definition")
        if cell is None:
            return None
        text = as_definition(cell) if isinstance(cell, str | int | float) else ""
        if not text or text.startswith("#") or not text.isprintable():
            self._fault(row, "definition", "a version is a number or a short text, such as 2")
        elif len(text) > _LONGEST_DEFINITION:
            reason = f"a version has at most {_LONGEST_DEFINITION} characters"
            self._fault(row, "definition", reason)
        return text

    def _fault(self, row: FigureRow, column: str, reason: str) -> None:
        cell = row.cells.get(column)
        found = shown(cell) if isinstance(cell, str | int | float | None) else str(cell)
        facts = {"column": column, "found": found, "source": row.where, "reason": reason}
        self.faults.append(finding("REFR05", self._where, **facts))


def _rank(row: FigureRow) -> int:
    return _BEST_FIRST.index(row.status) if row.status in _BEST_FIRST else len(_BEST_FIRST)


def _target_fault(parts: tuple[Part, ...]) -> str:
    """Say why a target cannot be taken; nothing where it can."""
    if len(parts) > 1:
        return "it has several parts, and the row is for one"
    figure = parts[0].figure
    return figure.reason if figure.state is State.INVALID else ""


def _as_held(figure: Figure, unit: Unit) -> Value:
    """Return a figure as a cell of the dashboard holds it."""
    if figure.number is None:
        return figure.text.strip() or None
    return figure.number / SECONDS_A_DAY if unit is Unit.DURATION else figure.number


def _has_digit(cell: object) -> bool:
    return cell is not None and any(letter.isdigit() for letter in str(cell))


def _is_unit(word: object, unit: Unit) -> bool:
    """Say whether a word is a name of a unit; a rate may say per how many."""
    return any(_is_named(plain(word), each) for each in _names(unit))


def _is_named(word: str, name: str) -> bool:
    return word == name or (name == Unit.RATE and word.startswith(("rate ", "per ")))


def _names(unit: Unit) -> Iterator[str]:
    yield from (unit.value, unit.value.replace("_", " "), *_UNIT_WORDS.get(unit, ()))
