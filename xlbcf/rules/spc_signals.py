"""The signals of a control chart: which points of a rebase group show a special cause, and why.

A value is finite or, where it is missing, None, as the chart hands them on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from xlbcf.rules.spc_limits import Limits
from xlbcf.rules.spc_rules import RuleSet

Values = Sequence[float | None]
Flags = Sequence[bool | None]
#: 1 above or rising, -1 below or falling, 0 neither, None where a value is missing.
Signs = Sequence[int | None]
#: Of so many neighbours two may be close to a limit.
_NEIGHBOURS = 3


class Cause(NamedTuple):
    """Why a point stands out.

    Args:
        label: the label of the point.
        direction: 1 high or rising, -1 low or falling, 0 for common cause.
    """

    label: str
    direction: int


COMMON_CAUSE = Cause("Common Cause", 0)
ABOVE_LIMIT = Cause("Above UCL", 1)
BELOW_LIMIT = Cause("Below LCL", -1)
CLOSE_ABOVE = Cause("2 in 3 Above CL", 1)
CLOSE_BELOW = Cause("2 in 3 Below CL", -1)


def trend_cause(length: int, direction: int) -> Cause:
    """Return the cause of a trend of so many points, rising (1) or falling (-1)."""
    return Cause(f"{length} Point Trend ({'In' if direction > 0 else 'De'}creasing)", direction)


def shift_cause(length: int, direction: int) -> Cause:
    """Return the cause of a shift of so many points, above (1) or below (-1) the mean."""
    return Cause(f"{length} Points {'Above' if direction > 0 else 'Below'} CL", direction)


def sides_of(values: Values, mean: float | None) -> list[int | None]:
    """Say for each value whether it is above the mean (1), on it (0) or below it (-1).

    Source: Methods, section 7.
    """
    return [_sign(value, mean) for value in values]


def outside(values: Values, limits: Limits) -> list[bool | None]:
    """Say which values lie beyond a limit, strictly; None where there is no value or limit.

    Source: Methods, section 7.
    """
    return [_beyond(value, limits.lower, limits.upper) for value in values]


def close(values: Values, limits: Limits) -> list[bool | None]:
    """Say which values lie beyond a near line but within the limits; None as for outside.

    Source: Methods, section 7.
    """
    near = [_beyond(value, limits.near_lower, limits.near_upper) for value in values]
    return [
        None if each is None else each and not far
        for each, far in zip(near, outside(values, limits), strict=True)
    ]


def shifts(sides: Signs, length: int) -> list[bool]:
    """Flag every member of a run of ``length`` points on one side of the mean.

    Source: Methods, section 7.
    """
    return _covered(len(sides), length, lambda start: _alike(sides[start : start + length]))


def trends(values: Values, length: int) -> list[bool]:
    """Flag every member of a run of ``length`` points that only rises or only falls.

    Source: Methods, section 7.
    """
    steps = _steps(values)
    return _covered(len(values), length, lambda start: _alike(steps[start : start + length - 1]))


def trend_directions(values: Values, members: Sequence[bool]) -> list[int]:
    """Say for each point of a trend whether it rises (1) or falls (-1); 0 for other points.

    The step to the next point decides if that is in a trend too, else the step before. Where two
    trends meet in equal values the step is neither up nor down, and counts as down.

    Source: Methods, section 7.
    """
    steps = _steps(values)
    return [
        _direction(steps[at] if (*members, False)[at + 1] else steps[at - 1]) if member else 0
        for at, member in enumerate(members)
    ]


def two_in_three(near: Flags, sides: Signs) -> list[bool]:
    """Flag the close points of three neighbours on one side of which two or more are close.

    Source: Methods, section 7.
    """

    def holds(start: int) -> bool:
        window = slice(start, start + _NEIGHBOURS)
        return _alike(sides[window]) and sum(map(bool, near[window])) > 1

    members = _covered(len(near), _NEIGHBOURS, holds)
    return [bool(each) and member for each, member in zip(near, members, strict=True)]


def causes_of(values: Values, limits: Limits, rules: RuleSet) -> list[Cause]:
    """Say for each point of a rebase group why it stands out, the strongest cause only.

    Args:
        values: the group's values in date order, None where one is missing.
        limits: the group's lines.
        rules: give the lengths of a shift and a trend.

    Source: Methods, section 7.
    """
    sides = sides_of(values, limits.mean)
    rows = zip(
        sides,
        outside(values, limits),
        trend_directions(values, trends(values, rules.trend)),
        two_in_three(close(values, limits), sides),
        shifts(sides, rules.shift),
        strict=True,
    )
    return [
        _strongest(rules, side or 0, bool(far), direction, near, shifted)
        for side, far, direction, near, shifted in rows
    ]


def last_cause_of(values: Values, limits: Limits, rules: RuleSet) -> Cause:
    """Say why the last point of a rebase group stands out, as :func:`causes_of` does.

    Args:
        values: the group's values in date order, None where one is missing; one at least.
        limits: the group's lines.
        rules: give the lengths of a shift and a trend.

    Source: Methods, section 7.
    """
    # No signal of the last point reaches further back than its own length.
    longest = max(rules.shift, rules.trend, _NEIGHBOURS)
    return causes_of(values[-longest:], limits, rules)[-1]


def _strongest(
    rules: RuleSet, side: int, far: bool, direction: int, near: bool, shifted: bool
) -> Cause:
    if far:
        return ABOVE_LIMIT if side > 0 else BELOW_LIMIT
    if direction:
        return trend_cause(rules.trend, direction)
    if near:
        return CLOSE_ABOVE if side > 0 else CLOSE_BELOW
    return shift_cause(rules.shift, side) if shifted else COMMON_CAUSE


def _sign(number: float | None, other: float | None) -> int | None:
    if number is None or other is None:
        return None
    return (number > other) - (number < other)


def _beyond(value: float | None, low: float | None, high: float | None) -> bool | None:
    if value is None or low is None or high is None:
        return None
    return value < low or value > high


def _steps(values: Values) -> list[int | None]:
    return [_sign(after, before) for before, after in pairwise(values)]


def _direction(step: int | None) -> int:
    return 1 if step == 1 else -1


def _alike(signs: Signs) -> bool:
    return bool(signs[0]) and len(set(signs)) == 1


def _covered(count: int, length: int, holds: Callable[[int], bool]) -> list[bool]:
    covered = [False] * count
    for start in range(count - length + 1):
        if holds(start):
            covered[start : start + length] = [True] * length
    return covered
