"""Plans and actuals side by side: the pairs that a variance in a narrative may be about."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from xlbcf.rules.figures import Figure, State
from xlbcf.rules.metrics import Metric, Unit
from xlbcf.rules.narrative_numbers import Counted, Number
from xlbcf.rules.narrative_row import COUNTED, Level, Part
from xlbcf.rules.periods import Period
from xlbcf.rules.rounding import round_half_away, with_excel_digits
from xlbcf.rules.variance import Dated, Mode, Variance, compare, written_number, written_variance


class Pairing(StrEnum):
    """How an actual and what it is held against belong together."""

    OWN = "the same period"
    OTHER = "another period"
    MEAN = "the mean plan"


@dataclass(frozen=True, slots=True)
class Pair:
    """An actual and what it is held against.

    Args:
        plan: the plan, or for a change the figure of the year before.
        actual: the actual.
        pairing: how the two belong together.
        variance: how far the actual is from it, whatever the periods.
    """

    plan: Level
    actual: Level
    pairing: Pairing
    variance: Variance

    @property
    def words(self) -> str:
        """The pair in words, with both variances."""
        metric = _counted(self.actual)
        against = self.plan.words if self.pairing is not Pairing.MEAN else "the mean plan"
        return (
            f"{self.actual.words} {written_number(self.variance.actual, metric)} against {against}"
            f" {written_number(self.variance.plan, metric)} is"
            f" {written_variance(self.variance, metric)}"
        )


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a variance as a text may write it.

    Args:
        value: the size, signed, in the text's unit.
        as_said: whether that is the unit the text says; else points for percent or the reverse.
    """

    value: Decimal
    as_said: bool


def plan_pairs(levels: Sequence[Level], period: Period | None) -> list[Pair]:
    """Return every pairing of a metric's actuals with its plans.

    Args:
        levels: the metric's levels, those that the narrative states among them.
        period: the period that the narrative names, or None.

    Returns:
        The pairs; those of the same period are the named period's, else the latest period's.

    Source: Methods, section 10.
    """
    pairs: list[Pair] = []
    for part in (Part.FIGURE, Part.NUMERATOR):
        of_part = [each for each in levels if each.part is part]
        plans = [each for each in of_part if each.is_plan and not each.computed]
        actuals = [each for each in of_part if not each.is_plan]
        pairs += _settled(list(_paired(plans, actuals)), period)
        pairs += _with_mean(plans, actuals)
    return pairs


def change_pairs(levels: Sequence[Level]) -> list[Pair]:
    """Return every actual beside the actual of the same months a year before.

    Source: Methods, section 10.
    """
    seen = [each for each in levels if not each.is_plan and each.part is Part.FIGURE]
    return [
        pair
        for now in seen
        for before in seen
        if now.period and before.period and now.period.months == before.period.months
        if now.period.start - before.period.start == 12
        for pair in _pair(before, now, Pairing.OWN)
    ]


def sizes(number: Number, pair: Pair) -> Iterator[Size]:
    """Return the sizes of a pair's variance that a number, in its unit, may tell.

    They are worked out from the unrounded figures, and from the figures as the return shows them.

    Source: Methods, section 10.
    """
    metric = _counted(pair.actual)
    for variance in (pair.variance, _as_displayed(pair, metric)):
        relative = None if variance.relative is None else _decimal(variance.relative) * 100
        absolute = _decimal(variance.absolute)
        if metric.unit is Unit.PERCENT:
            yield from _shares(number, absolute * 100, relative)
        elif number.counted is Counted.PERCENT:
            yield from [Size(relative, True)] if relative is not None else []
        elif number.counted is Counted.POINTS:
            # Only a percentage has points; of anything else they are meant as percent.
            yield from [Size(relative, False)] if relative is not None else []
        elif _alike(number, pair.actual):
            yield Size(absolute, True)


def _shares(number: Number, points: Decimal, relative: Decimal | None) -> Iterator[Size]:
    if number.counted in (Counted.POINTS, Counted.PERCENT, Counted.BARE):
        yield Size(points, number.counted is not Counted.PERCENT)
        if relative is not None:
            yield Size(relative, number.counted is not Counted.POINTS)


def _alike(number: Number, actual: Level) -> bool:
    if actual.part is not Part.FIGURE:
        return number.counted is Counted.COUNT
    if number.per and number.per != actual.metric.per:
        return False
    return number.counted in (Counted.BARE, COUNTED.get(actual.metric.unit))


def _counted(level: Level) -> Metric:
    metric = level.metric
    if level.part is Part.FIGURE:
        return metric
    return metric._replace(unit=Unit.COUNT, decimals=0, stored_as=None)


def _paired(plans: Sequence[Level], actuals: Sequence[Level]) -> Iterator[Pair]:
    latest = max((each.period for each in actuals if each.period), default=None)
    for actual in actuals:
        for plan in plans:
            own = _belong(plan, actual, plans, latest)
            yield from _pair(plan, actual, Pairing.OWN if own else Pairing.OTHER)


def _belong(plan: Level, actual: Level, plans: Sequence[Level], latest: Period | None) -> bool:
    alike = len({each.value for each in plans}) == 1
    if alike and (len(plans) > 1 or (actual.stated and actual.period is None)):
        return True
    period = actual.period or latest
    if plan.period is None or period is None or plan.period == period:
        return plan.period == period
    # Late in the year people give the year's figure under the quarter they write in.
    unplanned = all(each.period != period for each in plans)
    return actual.stated and unplanned and period.quarter == 4 and period.within(plan.period)


def _settled(pairs: list[Pair], period: Period | None) -> list[Pair]:
    own = [pair.actual.period for pair in pairs if pair.pairing is Pairing.OWN]
    periods = [each for each in own if each]
    if not periods or None in own:
        return pairs
    chosen = period if period in periods else max(periods)
    return [
        pair
        if pair.pairing is not Pairing.OWN or pair.actual.period == chosen
        else replace(pair, pairing=Pairing.OTHER)
        for pair in pairs
    ]


def _with_mean(plans: Sequence[Level], actuals: Sequence[Level]) -> Iterator[Pair]:
    lengths = {plan.period.months for plan in plans if plan.period}
    if len({plan.value for plan in plans}) < 2 or len(lengths) != 1:
        return
    mean = sum((plan.value for plan in plans), Decimal(0)) / len(plans)
    for actual in actuals:
        yield from _pair(replace(plans[0], value=mean, period=None), actual, Pairing.MEAN)


def _pair(plan: Level, actual: Level, pairing: Pairing) -> Iterator[Pair]:
    variance = _variance(float(plan.value), float(actual.value), actual)
    if variance is not None:
        yield Pair(plan, actual, pairing, variance)


def _as_displayed(pair: Pair, metric: Metric) -> Variance:
    if metric.decimals is None:
        return pair.variance
    decimals = metric.decimals + (2 if metric.unit is Unit.PERCENT else 0)
    plan = round_half_away(pair.variance.plan, decimals)
    actual = round_half_away(pair.variance.actual, decimals)
    return _variance(plan, actual, pair.actual) or pair.variance


def _variance(plan: float, actual: float, level: Level) -> Variance | None:
    # A narrative may mix periods, and is told so; both sides are given one here to be compared.
    if not (math.isfinite(plan) and math.isfinite(actual)):
        return None
    period = Period.of_year(2000)
    sides = [[Dated(period, Figure(State.NUMBER, number + 0.0))] for number in (plan, actual)]
    found = compare(sides[0], sides[1], _counted(level), Mode.ANNUAL)
    return found if isinstance(found, Variance) else None


def _decimal(number: float) -> Decimal:
    return with_excel_digits(number)
