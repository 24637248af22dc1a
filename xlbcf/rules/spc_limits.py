"""The mean and the limits of a control chart, from its baseline values."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from xlbcf.rules.finite import finite

#: Average moving ranges from the mean to a process limit.
TO_LIMIT = 2.66
#: Average moving ranges from the mean to a near line, two thirds of the way to the limit.
TO_NEAR_LINE = 2 * (TO_LIMIT / 3)
#: A moving range of this many average ones or more is screened out.
TO_OUTLIER = 3.267

# A missing value is None in all that follows, and every other value is finite.
Bounds = tuple[float | None, float | None]


class Limits(NamedTuple):
    """The lines of one rebase group, in the unit of its values.

    Args:
        mean: the mean of the baseline, None where it has no value.
        lower: the lower process limit; it and the next three are None where no moving range is
            left to set them by.
        upper: the upper process limit.
        near_lower: the line above which a point is not close to the lower limit.
        near_upper: the line below which a point is not close to the upper limit.
    """

    mean: float | None
    lower: float | None = None
    upper: float | None = None
    near_lower: float | None = None
    near_upper: float | None = None


def limits_of(
    values: Sequence[float | None],
    *,
    fixed: int | None = None,
    screened: bool = True,
    bounds: Bounds = (None, None),
) -> Limits:
    """Work out the lines of one rebase group.

    Args:
        values: its values in date order; None, and what is not finite, is missing.
        fixed: the baseline is this many points, missing ones counted; None takes all.
        screened: whether outlying moving ranges are left out.
        bounds: the lowest and highest value that a limit may have, None where it is free; neither
            moves a limit past the mean.

    Source: Methods, section 7.
    """
    every = list(map(finite, values))
    baseline = every if fixed is None else every[: max(fixed, 0)]
    centre = average([value for value in baseline if value is not None])
    ranges = moving_ranges(baseline)
    spread = average(screen(ranges) if screened else ranges)
    if centre is None or spread is None:
        return Limits(centre)
    near, far = TO_NEAR_LINE * spread, TO_LIMIT * spread
    if not math.isfinite(abs(centre) + far):
        return Limits(centre)
    low, high = map(finite, bounds)
    lower = centre - far if low is None else min(max(centre - far, low), centre)
    upper = centre + far if high is None else max(min(centre + far, high), centre)
    return Limits(centre, lower, upper, centre - near, centre + near)


def average(numbers: Sequence[float]) -> float | None:
    """Return the exact mean, rounded once, so that equal values lie on it; None without numbers.

    Source: Methods, section 7.
    """
    if not numbers:
        return None
    if not all(map(math.isfinite, numbers)):
        return sum(numbers)
    ratios = [number.as_integer_ratio() for number in numbers]
    # Every denominator is a power of 2, so that the largest is a multiple of the others.
    common = max(denominator for _, denominator in ratios)
    total = sum(numerator * (common // denominator) for numerator, denominator in ratios)
    return total / (common * len(numbers))


def moving_ranges(values: Sequence[float | None]) -> list[float]:
    """Return the sizes of the steps between neighbours; a missing value costs those beside it.

    Source: Methods, section 7.
    """
    return [
        abs(after - before)
        for before, after in pairwise(values)
        if before is not None and after is not None
    ]


def screen(ranges: Sequence[float]) -> list[float]:
    """Return the moving ranges without those far above their average.

    Source: Methods, section 7.
    """
    typical = average(ranges)
    return [] if typical is None else [each for each in ranges if each < TO_OUTLIER * typical]
