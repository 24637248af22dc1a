"""Control charts of many series at once, in columns: the same answers as one by one.

This module needs numpy. A column holds one row for each series and one column for each point.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from xlbcf.rules.finite import finite
from xlbcf.rules.spc import Settings
from xlbcf.rules.spc_icons import AssuranceIcon, point_type, variation_icon
from xlbcf.rules.spc_limits import TO_LIMIT, TO_NEAR_LINE, TO_OUTLIER
from xlbcf.rules.spc_rules import FEWEST_POINTS, RuleSet
from xlbcf.rules.spc_signals import (
    ABOVE_LIMIT,
    BELOW_LIMIT,
    CLOSE_ABOVE,
    CLOSE_BELOW,
    COMMON_CAUSE,
    Cause,
    shift_cause,
    trend_cause,
)

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Whole = NDArray[np.intp]
Signs = NDArray[np.int8]
Words = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class ControlCharts:
    """Many charted series; the fields are those of one chart and its points.

    Args:
        mean: the mean of each point's group, not a number where there is none.
        lower: the lower process limit, likewise.
        upper: the upper process limit, likewise.
        side: 1 above the mean, -1 below it, 0 on it or where value or mean is missing.
        outside: whether a point lies beyond a limit; no where there is no value or limit.
        close: whether it lies beyond a near line but within the limits; likewise.
        cause: the label of each point's strongest cause.
        direction: 1 high or rising, -1 low or falling, 0 for common cause.
        kind: what each point means, by polarity.
        short: whether a series, or one of its groups, has too few points; one for each series.
        variation: what the last point means; one for each series.
        assurance: whether the target will be met, or None; one for each series.
    """

    mean: Numbers
    lower: Numbers
    upper: Numbers
    side: Signs
    outside: Flags
    close: Flags
    cause: Words
    direction: Signs
    kind: Words
    short: Flags
    variation: Words
    assurance: Words


def control_charts(
    values: Numbers,
    settings: Settings | None = None,
    *,
    starts: Flags | None = None,
    counts: Whole | None = None,
) -> ControlCharts:
    """Chart many series, all with the same settings.

    Args:
        values: one row for each series, its points in date order; what is not finite is missing.
        settings: how they are charted.
        starts: of the same shape, the points at which a new rebase group starts; None for none.
        counts: how many points each series has, for series shorter than the row; None if all have
            as many. What stands beyond them is not looked at, and means nothing in the answer.

    Returns:
        The charts. They may differ from a chart of its own in the last of a figure's sixteen
        digits if a series holds figures that differ by thirty orders of magnitude; figures above
        1e150 are not provided for.

    Source: Methods, section 7.
    """
    settings = settings or Settings()
    table = np.asarray(values, dtype=np.float64)
    if not table.shape[1]:
        table = np.full((len(table), 1), np.nan)
        counts = np.zeros(len(table), dtype=np.intp)
    layout = _layout(table, starts, counts)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        return _charted(layout, settings)


@dataclass(frozen=True, slots=True)
class _Layout:
    """The groups of all series as columns, so that a step in time is one row of memory.

    Args:
        groups: a row for each place in a group, a column for each group; padded as missing.
        lengths: the points of each group.
        group: the group of each point of each series, or of each series if it has only one.
        offset: each point's place in its group; None where every series is one group.
        last: the place in its series of each series' last point.
    """

    groups: Numbers
    lengths: Whole
    group: Whole
    offset: Whole | None
    last: Whole

    def spread(self, column: NDArray[Any]) -> NDArray[Any]:
        """Return what was found of the groups' points as rows of series."""
        if self.offset is None:
            return np.ascontiguousarray(column.T)
        spread: NDArray[Any] = column[self.offset, self.group]
        return spread

    def repeated(self, line: Numbers) -> Numbers:
        """Return a number of each group as rows of series."""
        rows = (len(self.last), self.groups.shape[0])
        return np.broadcast_to(line[self.group], rows).copy()

    def last_of(self, rows: NDArray[Any]) -> NDArray[Any]:
        """Return from rows of series what belongs to each series' last point."""
        of_last: NDArray[Any] = rows[np.arange(len(rows)), self.last]
        return of_last


def _layout(table: Numbers, starts: Flags | None, counts: Whole | None) -> _Layout:
    size, width = table.shape
    full = np.full(size, width, dtype=np.intp) if counts is None else np.asarray(counts, np.intp)
    last = np.maximum(full - 1, 0)
    at = np.arange(width)
    exists = at < full[:, None]
    table = np.where(exists & np.isfinite(table), table, np.nan)
    if starts is None:
        whole = np.arange(size)[:, None]
        return _Layout(np.ascontiguousarray(table.T), full, whole, None, last)
    new = np.asarray(starts, dtype=np.bool_) & exists
    new[:, 0] = True
    group = np.cumsum(new.ravel()).reshape(size, width) - 1
    offset = at - np.maximum.accumulate(np.where(new, at, 0), axis=1)
    number = int(new.sum())
    groups = np.full((width, number), np.nan)
    groups[offset[exists], group[exists]] = table[exists]
    lengths = np.bincount(group[exists], minlength=number)
    return _Layout(groups, lengths, group, offset, last)


def _charted(layout: _Layout, settings: Settings) -> ControlCharts:
    lines = _lines(layout.groups, settings)
    side = _signs(layout.groups, lines.mean)
    outside = (layout.groups < lines.lower) | (layout.groups > lines.upper)
    close = (layout.groups < lines.near_lower) | (layout.groups > lines.near_upper)
    close &= ~outside
    code = layout.spread(_codes(layout.groups, side, outside, close, settings.rules))
    causes = _causes(settings.rules)
    directions = np.array([cause.direction for cause in causes], dtype=np.int8)
    kinds = [point_type(cause.direction, settings.polarity) for cause in causes]
    variations = [variation_icon(cause.direction, settings.polarity) for cause in causes]
    lower, upper = layout.repeated(lines.lower), layout.repeated(lines.upper)
    return ControlCharts(
        mean=layout.repeated(lines.mean),
        lower=lower,
        upper=upper,
        side=layout.spread(side),
        outside=layout.spread(outside),
        close=layout.spread(close),
        cause=_words([cause.label for cause in causes])[code],
        direction=directions[code],
        kind=_words(kinds)[code],
        short=np.any((layout.lengths < FEWEST_POINTS)[layout.group], axis=1),
        variation=_words(variations)[layout.last_of(code)],
        assurance=_assurance(layout.last_of(lower), layout.last_of(upper), settings),
    )


class _Lines(NamedTuple):
    mean: Numbers
    lower: Numbers
    upper: Numbers
    near_lower: Numbers
    near_upper: Numbers


def _lines(groups: Numbers, settings: Settings) -> _Lines:
    baseline = groups if settings.fixed is None else groups[: max(settings.fixed, 0)]
    ranges = np.abs(np.diff(baseline, axis=0))
    kept = ~np.isnan(ranges)
    if settings.screens:
        kept = ranges < TO_OUTLIER * _average(ranges, kept)
    mean, spread = _average(baseline, ~np.isnan(baseline)), _average(ranges, kept)
    near, far = TO_NEAR_LINE * spread, TO_LIMIT * spread
    low, high = map(finite, settings.bounds)
    lower, upper = mean - far, mean + far
    if low is not None:
        lower = np.minimum(np.maximum(lower, low), mean)
    if high is not None:
        upper = np.maximum(np.minimum(upper, high), mean)
    return _Lines(mean, lower, upper, mean - near, mean + near)


def _average(numbers: Numbers, kept: Flags) -> Numbers:
    """Return the exact mean of each column's kept numbers, rounded once, as of one series."""
    total = np.zeros(numbers.shape[1])
    lost = np.zeros(numbers.shape[1])
    for row in np.where(kept, numbers, 0.0):
        total, rest = _exact_sum(total, row)
        lost += rest
    total, lost = _exact_sum(total, lost)
    count = kept.sum(axis=0)
    quotient = total / count
    front = _front_half(quotient)
    rest = (total - front * count) - (quotient - front) * count
    exact: Numbers = quotient + (rest + lost) / count
    return exact


def _exact_sum(a: Numbers, b: Numbers) -> tuple[Numbers, Numbers]:
    """Return the rounded sum and exactly what rounding lost of it (Knuth)."""
    total = a + b
    part = total - a
    return total, (a - (total - part)) + (b - part)


def _front_half(number: Numbers) -> Numbers:
    """Return the leading half of a number's digits, so that a product with a count is exact."""
    scaled = number * float(2**27 + 1)
    return scaled - (scaled - number)


def _signs(numbers: Numbers, other: Numbers) -> Signs:
    return (numbers > other).astype(np.int8) - (numbers < other)


def _causes(rules: RuleSet) -> list[Cause]:
    trends = [trend_cause(rules.trend, direction) for direction in (1, -1)]
    shifts = [shift_cause(rules.shift, direction) for direction in (1, -1)]
    limits, close = [ABOVE_LIMIT, BELOW_LIMIT], [CLOSE_ABOVE, CLOSE_BELOW]
    return [COMMON_CAUSE, *limits, *trends, *close, *shifts]


def _codes(
    groups: Numbers, side: Signs, outside: Flags, close: Flags, rules: RuleSet
) -> NDArray[np.int8]:
    """Return for each point the place of its strongest cause in the list of causes."""
    count = len(groups)
    above, below = side > 0, side < 0
    shifted = [_members(_runs(flags, rules.shift), rules.shift, count) for flags in (above, below)]
    near = [close & _members(_two_close(flags, close), 3, count) for flags in (above, below)]
    strongest_last = [
        *shifted,
        *near,
        *_trends(groups, rules.trend),
        outside & above,
        outside & below,
    ]
    codes = np.zeros(groups.shape, dtype=np.int8)
    for code, flags in zip((7, 8, 5, 6, 3, 4, 1, 2), strongest_last, strict=True):
        np.putmask(codes, flags, code)
    return codes


def _two_close(flags: Flags, close: Flags) -> Flags:
    near = close.astype(np.int8)
    return _runs(flags, 3) & (near[:-2] + near[1:-1] + near[2:] > 1)


def _trends(groups: Numbers, length: int) -> tuple[Flags, Flags]:
    """Return which points are in a trend that rises, and which in one that falls."""
    steps = _signs(groups[1:], groups[:-1])
    members = np.zeros(groups.shape, dtype=np.bool_)
    for flags in (steps > 0, steps < 0):
        members |= _members(_runs(flags, length - 1), length, len(groups))
    nothing = np.zeros((1, groups.shape[1]), dtype=np.int8)
    member_next = np.concatenate([members[1:], nothing.astype(np.bool_)])
    step = np.where(member_next, np.concatenate([steps, nothing]), np.concatenate([nothing, steps]))
    rising: Flags = members & (step > 0)
    return rising, members & ~rising


def _runs(flags: Flags, length: int) -> Flags:
    """Return where runs of so many flags start; one row for each place where one could."""
    number = max(len(flags) - length + 1, 0)
    starts = np.ones((number, flags.shape[1]), dtype=np.bool_)
    for after in range(length):
        starts &= flags[after : after + number]
    return starts


def _members(starts: Flags, length: int, count: int) -> Flags:
    """Return which of ``count`` points belong to a run of so many that starts at these."""
    members = np.zeros((count, starts.shape[1]), dtype=np.bool_)
    for after in range(length):
        members[after : after + len(starts)] |= starts
    return members


def _assurance(lower: Numbers, upper: Numbers, settings: Settings) -> Words:
    target, polarity = finite(settings.target), settings.polarity
    if target is None or not polarity.sign:
        return np.full(len(lower), None, dtype=np.object_)
    under, over = target < lower, target > upper
    if settings.rules.on_limit_decides:
        under, over = target <= lower, target >= upper
    passes, fails = (under, over) if polarity.sign > 0 else (over, under)
    icons = _words([AssuranceIcon.INCONSISTENT, AssuranceIcon.FAIL, AssuranceIcon.PASS])
    return icons[np.where(passes, 2, fails)]


def _words(words: Sequence[str]) -> Words:
    return np.array(words, dtype=np.object_)
