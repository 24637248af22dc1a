"""A row of a return, as a narrative is held against it: its figures, level by level."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from xlbcf.rules.figures import Figure
from xlbcf.rules.metrics import Metric, Unit
from xlbcf.rules.narrative_numbers import Counted, Number
from xlbcf.rules.periods import Period
from xlbcf.rules.records import Record, Status
from xlbcf.rules.rounding import with_excel_digits


@dataclass(frozen=True, slots=True)
class Series:
    """One metric of a row and its figures.

    Args:
        metric: what is counted.
        records: the figures that the return shows, and those that a feed adds, of one place.
    """

    metric: Metric
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """What a narrative is about.

    Args:
        series: the row's metric; several where one row holds several, as length of stay does.
        assessment: the code of the assessment chosen, such as ``met``, or None.
        place: the place's names, which may stand for the metric: ``Rutland was below plan``.
    """

    series: tuple[Series, ...]
    assessment: str | None = None
    place: tuple[str, ...] = ()

    @property
    def year(self) -> Period | None:
        """The financial year of the latest plan, else of the latest figure; None without any."""
        records = [record for series in self.series for record in series.records]
        plans = [record.period for record in records if record.status is Status.PLAN]
        periods = plans or [record.period for record in records]
        return max(periods).financial_year if periods else None


class Part(StrEnum):
    """What a level is of its metric."""

    FIGURE = "figure"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


@dataclass(frozen=True, slots=True)
class Level:
    """One number that a row or a narrative gives for a metric.

    Args:
        metric: the metric.
        value: the number; a percentage as a fraction.
        status: plan, actual, forecast or provisional.
        period: the period it is about, None where a narrative does not say.
        part: the figure itself, its numerator or its denominator.
        computed: whether it was worked out from numerator and denominator.
        stated: whether the narrative gives it, and not the row.
    """

    metric: Metric
    value: Decimal
    status: Status
    period: Period | None
    part: Part = Part.FIGURE
    computed: bool = False
    stated: bool = False

    @property
    def is_plan(self) -> bool:
        """Whether it is planned rather than seen or expected."""
        return self.status is Status.PLAN

    @property
    def words(self) -> str:
        """What it is, such as ``actual for 2024-25 Q3``."""
        name = self.status.value
        name = name if self.part is Part.FIGURE else f"{self.part} of the {name}"
        name = f"{name} stated" if self.stated else name
        return name if self.period is None else f"{name} for {self.period}"


COUNTED = {
    Unit.RATE: Counted.RATE,
    Unit.PERCENT: Counted.PERCENT,
    Unit.CURRENCY: Counted.CURRENCY,
    Unit.DAYS: Counted.DAYS,
    Unit.COUNT: Counted.COUNT,
}

_FRACTION_DECIMALS = Decimal("0.01")


def levels(series: Series) -> tuple[Level, ...]:
    """Return every number that a series gives, those worked out from its parts last."""
    given = [level for record in series.records for level in _given(series.metric, record)]
    worked = [level for record in series.records for level in _worked(series.metric, record)]
    return (*given, *worked)


def recomputed(metric: Metric, numerator: Decimal, denominator: Decimal) -> Decimal | None:
    """Return the rate or share of a numerator and a denominator.

    Args:
        metric: says how many people a rate is for.
        numerator: what is counted above the line.
        denominator: what is counted below it.

    Returns:
        The rate, or the share as a fraction; None for other units and a denominator of 0 or less.

    Source: Methods, section 10.
    """
    if denominator <= 0:
        return None
    if metric.unit is Unit.PERCENT:
        return numerator / denominator
    if metric.unit is Unit.RATE and metric.per:
        return numerator / denominator * metric.per
    return None


def tells(number: Number, level: Level) -> bool:
    """Say whether a number in a text, in its unit, is a level's value.

    A text may show more decimals than the figure: then it is held to the figure's decimals. In a
    row of percentages a bare number is read as percent, and else as the fraction that a cell holds.

    Source: Methods, section 10.
    """
    shown = level.metric.decimals or 0
    return any(_shows(number, value, shown) for value in _as_written(number, level))


def counted_alike(number: Number, level: Level) -> bool:
    """Say whether a number in a text is counted in what a level is counted in, or in nothing.

    Source: Methods, section 10.
    """
    return bool(_as_written(number, level))


def about_series(lead: str, series: Iterable[Series]) -> tuple[Series, ...]:
    """Return the series that a text names last by a number of their name, else all of them.

    Args:
        lead: the text before a figure, such as ``Actual YTD for 14+ =``.
        series: the series of a row, such as lengths of stay of 14 days and of 21 days.
    """
    every = tuple(series)
    if len(every) < 2:
        return every
    marks = {mark: each for each in every for mark in re.findall(r"\d+", each.metric.name)}
    numbers = re.findall(r"(?<![\d.,])\d+(?![\d.,]*\d)", lead)
    named = [marks[number] for number in numbers if number in marks]
    return tuple(named[-1:]) or every


def _given(metric: Metric, record: Record) -> Iterable[Level]:
    parts = (
        (Part.FIGURE, record.figure),
        (Part.NUMERATOR, record.numerator),
        (Part.DENOMINATOR, record.denominator),
    )
    for part, figure in parts:
        value = _value(figure)
        if value is not None:
            yield Level(metric, value, record.status, record.period, part)


def _worked(metric: Metric, record: Record) -> Iterable[Level]:
    numerator, denominator = _value(record.numerator), _value(record.denominator)
    if numerator is None or denominator is None:
        return
    value = recomputed(metric, numerator, denominator)
    if value is not None:
        yield Level(metric, value, record.status, record.period, computed=True)


def _value(figure: Figure) -> Decimal | None:
    return None if figure.number is None else with_excel_digits(figure.number)


def _as_written(number: Number, level: Level) -> list[Decimal]:
    if level.part is not Part.FIGURE:
        return [level.value] if number.counted in (Counted.COUNT, Counted.BARE) else []
    unit = COUNTED.get(level.metric.unit)
    if unit is None or number.counted not in (unit, Counted.BARE):
        return []
    if number.per and number.per != level.metric.per:
        return []
    if unit is not Counted.PERCENT:
        return [level.value]
    hundredfold = level.value * 100
    # A fraction is typed with two decimals or more; a bare 1 is not 92.7%.
    fraction = number.counted is Counted.BARE and number.quantum <= _FRACTION_DECIMALS
    return [hundredfold, level.value] if fraction else [hundredfold]


def _shows(number: Number, value: Decimal, shown: int) -> bool:
    if number.fits(value):
        return True
    decimals = max(shown, _decimals(value))
    return decimals < _decimals(number.quantum) and number.held_to(decimals).fits(value)


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
