"""Figures that must fit each other: totals and parts, rates and fractions, things in order."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from xlbcf.rules.finite import finite
from xlbcf.rules.rounding import with_excel_digits

#: What two numbers may differ by because a computer keeps them in binary.
_NOISE = Decimal("1e-9")


def total_of(parts: Sequence[float]) -> float | None:
    """Return the sum of some parts, as exact as their digits; None where one is not a number.

    Args:
        parts: the parts, in one unit.
    """
    numbers = [finite(part) for part in parts]
    if any(number is None for number in numbers):
        return None
    return float(sum((with_excel_digits(number or 0) for number in numbers), Decimal(0)))


def fits_within(a: float, b: float, within: float) -> bool:
    """Say whether two numbers differ by no more than they may.

    Args:
        a: the one.
        b: the other.
        within: by how much they may differ, 0 for not at all.
    """
    numbers = [finite(each) for each in (a, b, within)]
    if any(number is None for number in numbers):
        return False
    first, second, most = (with_excel_digits(number or 0) for number in numbers)
    return abs(first - second) <= abs(most) + _NOISE * max(abs(first), abs(second), Decimal(1))


def fits_as_written(written: float, computed: float, within: float) -> bool:
    """Say whether a number is what was computed, rounded to as many decimals as it is written with.

    Args:
        written: the number as typed; 583.8 has one decimal.
        computed: what it should be, unrounded.
        within: by how much more they may differ, 0 for not at all.
    """
    typed, more = finite(written), finite(within)
    if typed is None or more is None:
        return False
    exponent = with_excel_digits(typed).normalize().as_tuple().exponent
    decimals = max(-int(exponent), 0)
    return fits_within(typed, computed, max(0.5 * 10.0**-decimals, abs(more)))


def rate_of(numerator: float, denominator: float, per: float) -> float | None:
    """Return a rate per so many; None for a denominator of 0 or less.

    Args:
        numerator: what is counted.
        denominator: of how many.
        per: the population of the rate, 1 for a share as a fraction.
    """
    above, below, many = finite(numerator), finite(denominator), finite(per)
    if above is None or below is None or many is None or below <= 0:
        return None
    return finite(above / below * many)


def first_out_of_order(values: Sequence[float]) -> int | None:
    """Return the position of the first value that is smaller than the one before it, or None.

    Args:
        values: the values, in one unit; one that is not a number is in order wherever it stands.
    """
    for position, (before, after) in enumerate(pairwise(map(finite, values)), 1):
        if before is not None and after is not None and after < before:
            return position
    return None
