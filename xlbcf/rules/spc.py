"""Control charts of a series (XmR, as Making Data Count draws them).

A chart tells chance from change: limits from the series itself, and points that break its rules.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from xlbcf.rules.finite import finite
from xlbcf.rules.metrics import Polarity
from xlbcf.rules.spc_icons import (
    AssuranceIcon,
    PointType,
    VariationIcon,
    assurance_icon,
    point_type,
    variation_icon,
)
from xlbcf.rules.spc_limits import Bounds, Limits, limits_of
from xlbcf.rules.spc_rules import MDC, RuleSet, too_few
from xlbcf.rules.spc_signals import COMMON_CAUSE, Cause, causes_of, close, outside, sides_of

_GROUPS_KEPT = 256


class Settings(NamedTuple):
    """How a series is charted.

    Args:
        polarity: which way is good.
        target: the target in the unit of the values, or None.
        fixed: the baseline of each group is its first so many points (12 or more); None takes all.
        screened: whether outlying moving ranges are left out, if the rule set screens at all.
        bounds: the lowest and highest value that a limit may have, None where it is free.
        rules: the rule set.
    """

    polarity: Polarity = Polarity.NO_JUDGEMENT
    target: float | None = None
    fixed: int | None = None
    screened: bool = True
    bounds: Bounds = (None, None)
    rules: RuleSet = MDC

    @property
    def screens(self) -> bool:
        """Whether outlying moving ranges are left out."""
        return self.screened and self.rules.screens


class Point(NamedTuple):
    """One point of a chart.

    Args:
        date: its date.
        value: its value, None where it is missing.
        mean: the mean of its group, None where it has none.
        lower: the lower process limit of its group, None where it has none.
        upper: the upper process limit of its group, None where it has none.
        side: 1 above the mean, 0 on it, -1 below it; None without value or mean.
        outside: whether it lies beyond a limit; None without value or limits.
        close: whether it lies beyond a near line but within the limits; None as for outside.
        cause: the label of its strongest cause.
        direction: 1 high or rising, -1 low or falling, 0 for common cause.
        kind: what it means, by polarity.
        group: its rebase group, counted from 0.
        short: whether its group has too few points.
    """

    date: date
    value: float | None
    mean: float | None
    lower: float | None
    upper: float | None
    side: int | None
    outside: bool | None
    close: bool | None
    cause: str
    direction: int
    kind: PointType
    group: int
    short: bool

    @property
    def special(self) -> bool:
        """Whether it shows a special cause."""
        return self.cause != COMMON_CAUSE.label


class ControlChart(NamedTuple):
    """A charted series.

    Args:
        points: its points in date order.
        variation: what the last point means.
        assurance: whether the target will be met; None without target or judgement.
        settings: how it was charted.
    """

    points: tuple[Point, ...]
    variation: VariationIcon
    assurance: AssuranceIcon | None
    settings: Settings

    @property
    def short(self) -> bool:
        """Whether the series, or one of its rebase groups, has too few points."""
        return not self.points or any(point.short for point in self.points)


class DuplicateDates(ValueError):
    """A series has two points of one date; ``dates`` are those that stand more than once."""

    def __init__(self, dates: Sequence[date]) -> None:
        self.dates = tuple(dates)
        super().__init__(f"more than one point of {', '.join(map(str, dates))}")


def control_chart(
    dates: Sequence[date],
    values: Sequence[float | None],
    settings: Settings | None = None,
    *,
    rebase: Sequence[date] = (),
) -> ControlChart:
    """Chart a series.

    Args:
        dates: the dates of its points, in any order.
        values: as many values, all in one unit; None, and what is not finite, is missing.
        settings: how it is charted.
        rebase: dates at which a new group starts, from the first point on or after each; one
            before the first point starts none.

    Returns:
        The chart, its points in date order.

    Raises:
        DuplicateDates: two points share a date.
        ValueError: there are not as many values as dates.

    Source: Methods, section 7.
    """
    settings = settings or Settings()
    twice = [each for each, count in Counter(dates).items() if count > 1]
    if twice:
        raise DuplicateDates(sorted(twice))
    series = sorted(zip(dates, map(finite, values), strict=True), key=lambda pair: pair[0])
    points: list[Point] = []
    for number, group in _groups(series, rebase):
        points += _chart_group(group, number, settings)
    return _summed_up(points, settings)


_Series = list[tuple[date, float | None]]


def _groups(series: _Series, rebase: Sequence[date]) -> list[tuple[int, _Series]]:
    if not series:
        return []
    dates = [each for each, _ in series]
    starts = {bisect_left(dates, each) for each in rebase if dates[0] <= each <= dates[-1]}
    cuts = [0, *sorted(starts), len(series)]
    groups = [series[start:end] for start, end in pairwise(cuts)]
    return [(number, group) for number, group in enumerate(groups) if group]


@lru_cache(maxsize=_GROUPS_KEPT)
def _read_group(
    values: tuple[float | None, ...],
    fixed: int | None,
    screened: bool,
    bounds: Bounds,
    rules: RuleSet,
) -> tuple[Limits, list[tuple[int | None, bool | None, bool | None, Cause]]]:
    """Return a group's lines and what each point shows, before anything is judged.

    The limits, the variation and the assurance of one series are often asked for one by one.
    """
    limits = limits_of(values, fixed=fixed, screened=screened, bounds=bounds)
    rows = zip(
        sides_of(values, limits.mean),
        outside(values, limits),
        close(values, limits),
        causes_of(values, limits, rules),
        strict=True,
    )
    return limits, list(rows)


def _chart_group(series: _Series, number: int, settings: Settings) -> list[Point]:
    low, high = map(finite, settings.bounds)
    values = tuple(value for _, value in series)
    limits, rows = _read_group(
        values, settings.fixed, settings.screens, (low, high), settings.rules
    )
    short = too_few(len(series))
    return [
        Point(
            date=day,
            value=value,
            mean=limits.mean,
            lower=limits.lower,
            upper=limits.upper,
            side=side,
            outside=far,
            close=near,
            cause=cause.label,
            direction=cause.direction,
            kind=point_type(cause.direction, settings.polarity),
            group=number,
            short=short,
        )
        for (day, value), (side, far, near, cause) in zip(series, rows, strict=True)
    ]


def _summed_up(points: list[Point], settings: Settings) -> ControlChart:
    last = points[-1] if points else None
    return ControlChart(
        tuple(points),
        variation_icon(last.direction if last else 0, settings.polarity),
        assurance_icon(
            settings.target,
            last.lower if last else None,
            last.upper if last else None,
            settings.polarity,
            on_limit_decides=settings.rules.on_limit_decides,
        ),
        settings,
    )
