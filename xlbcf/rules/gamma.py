"""Limits of a gamma variable, from which exact limits of small counts follow."""

from __future__ import annotations

import math
from collections.abc import Callable

_SMALLEST = 1e-300
_CLOSE = 1e-17
_MOST_TERMS = 10_000


def point_below(shape: float, chance: float) -> float:
    """Return the point below which a gamma variable of scale 1 falls with this chance.

    Args:
        shape: the shape, above 0; for chi-square with n degrees of freedom, n / 2.
        chance: from 0 to 1, both not included.
    """
    return _crossing(shape, lambda at: chances(shape, at)[0] >= chance)


def point_above(shape: float, chance: float) -> float:
    """Return the point above which a gamma variable of scale 1 falls with this chance.

    Args:
        shape: the shape, above 0.
        chance: from 0 to 1, both not included.
    """
    return _crossing(shape, lambda at: chances(shape, at)[1] <= chance)


def chances(shape: float, at: float) -> tuple[float, float]:
    """Return the chances that a gamma variable of scale 1 falls below and above a point.

    These are the two regularised incomplete gamma functions. The smaller of the two is worked out
    and the other is what is left, so that neither loses its digits.

    Args:
        shape: the shape, above 0.
        at: the point, at least 0.
    """
    if at <= 0:
        return 0.0, 1.0
    if at < shape + 1:
        below = _series(shape, at) * math.exp(shape * math.log(at) - at - math.lgamma(shape + 1))
        return below, 1 - below
    above = _fraction(shape, at) * math.exp(shape * math.log(at) - at - math.lgamma(shape))
    return 1 - above, above


def _series(shape: float, at: float) -> float:
    total = term = 1.0
    for step in range(1, _MOST_TERMS):
        term *= at / (shape + step)
        total += term
        if term < total * _CLOSE:
            break
    return total


def _fraction(shape: float, at: float) -> float:
    # Lentz's way of working out a continued fraction, which never divides by nothing.
    bottom = at + 1 - shape
    upper, lower = 1 / _SMALLEST, 1 / bottom
    result = lower
    for step in range(1, _MOST_TERMS):
        top = -step * (step - shape)
        bottom += 2
        lower = 1 / ((top * lower + bottom) or _SMALLEST)
        upper = (bottom + top / upper) or _SMALLEST
        result *= lower * upper
        if abs(lower * upper - 1) < 1e-16:
            break
    return result


def _crossing(shape: float, reached: Callable[[float], bool]) -> float:
    low, high = 0.0, max(shape, 1.0)
    while not reached(high):
        low, high = high, 2 * high
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return high
        low, high = (low, middle) if reached(middle) else (middle, high)
