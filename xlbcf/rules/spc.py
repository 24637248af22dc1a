"""Control charts of a series (XmR, as Making Data Count draws them).

A chart tells chance from change: limits from the series itself, and points that break its rules.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise
from operator import lt
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
from xlbcf.rules.spc_signals import (
    COMMON_CAUSE,
    causes_of,
    close,
    last_cause_of,
    outside,
    sides_of,
)

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


class Group(NamedTuple):
    """The points of a series between two rebase dates, in date order.

    Args:
        number: which group it is, counted from 0.
        dates: the dates of its points; there is one at least.
        values: as many values, finite, or None where one is missing.
    """

    number: int
    dates: tuple[date, ...]
    values: tuple[float | None, ...]


class ControlChart:
    """A charted series; what it shows is worked out when it is first asked for.

    Args:
        groups: its rebase groups in date order.
        settings: how it is charted.
    """

    def __init__(self, groups: tuple[Group, ...], settings: Settings) -> None:
        self.groups = groups
        self.settings = settings

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ControlChart):
            return NotImplemented
        return (self.groups, self.settings) == (other.groups, other.settings)

    def __hash__(self) -> int:
        return hash((self.groups, self.settings))

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """Its points in date order."""
        return tuple(point for group in self.groups for point in _points(group, self.settings))

    @cached_property
    def limits(self) -> dict[date, Limits]:
        """The lines that hold at the date of each point."""
        lines = ((group, _limits(group, self.settings)) for group in self.groups)
        return {day: limits for group, limits in lines for day in group.dates}

    @cached_property
    def variation(self) -> VariationIcon:
        """What the last point means."""
        direction = 0
        if self.groups:
            last = self.groups[-1]
            limits = _limits(last, self.settings)
            direction = last_cause_of(last.values, limits, self.settings.rules).direction
        return variation_icon(direction, self.settings.polarity)

    @cached_property
    def assurance(self) -> AssuranceIcon | None:
        """Whether the target will be met; None without target or judgement."""
        limits = _limits(self.groups[-1], self.settings) if self.groups else Limits(None)
        return assurance_icon(
            self.settings.target,
            limits.lower,
            limits.upper,
            self.settings.polarity,
            on_limit_decides=self.settings.rules.on_limit_decides,
        )

    @property
    def short(self) -> bool:
        """Whether the series, or one of its rebase groups, has too few points."""
        return not self.groups or any(too_few(len(group.dates)) for group in self.groups)


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
    series = list(zip(dates, map(finite, values), strict=True))
    if not all(map(lt, dates, dates[1:])):
        # Nearly every series comes in order, with one point of each date.
        twice = [each for each, count in Counter(dates).items() if count > 1]
        if twice:
            raise DuplicateDates(sorted(twice))
        series.sort(key=lambda pair: pair[0])
    return ControlChart(tuple(_groups(series, rebase)), settings or Settings())


def _groups(series: list[tuple[date, float | None]], rebase: Sequence[date]) -> Iterator[Group]:
    if not series:
        return
    dates, values = zip(*series, strict=True)
    starts = {bisect_left(dates, each) for each in rebase if dates[0] <= each <= dates[-1]}
    cuts = [0, *sorted(starts), len(series)]
    for number, (start, end) in enumerate(pairwise(cuts)):
        if start < end:
            yield Group(number, dates[start:end], values[start:end])


def _limits(group: Group, settings: Settings) -> Limits:
    low, high = map(finite, settings.bounds)
    return _limits_of(group.values, settings.fixed, settings.screens, (low, high))


@lru_cache(maxsize=_GROUPS_KEPT)
def _limits_of(
    values: tuple[float | None, ...], fixed: int | None, screened: bool, bounds: Bounds
) -> Limits:
    """Return a group's lines, before anything is judged.

    The limits, the variation and the assurance of one series are often asked for one by one.
    """
    return limits_of(values, fixed=fixed, screened=screened, bounds=bounds)


def _points(group: Group, settings: Settings) -> Iterator[Point]:
    limits, values = _limits(group, settings), group.values
    short = too_few(len(values))
    rows = zip(
        group.dates,
        values,
        sides_of(values, limits.mean),
        outside(values, limits),
        close(values, limits),
        causes_of(values, limits, settings.rules),
        strict=True,
    )
    for day, value, side, far, near, cause in rows:
        yield Point(
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
            group=group.number,
            short=short,
        )
