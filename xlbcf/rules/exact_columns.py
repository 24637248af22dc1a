"""Differences and shares of columns, the very numbers that the rules for one number give.

This module needs numpy. The 15 digits that Excel keeps make a whole number, and whole numbers are
subtracted exactly. A quotient is reckoned in two parts; where they do not tell the last bit, and
for numbers of very different size, a row is left out for the rule for one number.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xlbcf.rules.digit_columns import Flags, Numbers

Wholes = NDArray[np.int64]

_DIGITS = 15
_LEAST = 10.0 ** (_DIGITS - 1)
#: Whole numbers of 15 digits with so many more digits still fit.
_MOST_SHIFTED = 3
#: The decimals up to which a power of ten fits.
_MOST_DECIMALS = 18
#: Splits a number into two halves whose products are exact (Dekker).
_SPLIT = float(2**27 + 1)
#: Nearer than this to the middle between two numbers is not told apart.
_NEAR = 1e-6
_POWERS = 10 ** np.arange(_MOST_DECIMALS + 1, dtype=np.int64)


class Differences(NamedTuple):
    """One column less another as whole numbers.

    Args:
        gap: one number less the other, in units of 1 / ``scale``.
        base: the number that was taken off, likewise.
        scale: the units in 1.
        known: in which rows these are right.
    """

    gap: Wholes
    base: Wholes
    scale: Wholes
    known: Flags


def differences(numbers: ArrayLike, others: ArrayLike) -> Differences:
    """Subtract one column from another in the 15 digits that Excel keeps.

    Args:
        numbers: the numbers, each finite.
        others: as many to take off.

    Source: Methods, section 1, compare unrounded.
    """
    one, other = (np.asarray(each, dtype=np.float64) for each in (numbers, others))
    with np.errstate(all="ignore"):
        (above, places, sure), (base, other_places, other_sure) = _wholes(one), _wholes(other)
    places = np.where(one == 0, other_places, places)
    other_places = np.where(other == 0, places, other_places)
    most = np.maximum(places, other_places)
    known = sure & other_sure & (np.abs(places - other_places) <= _MOST_SHIFTED)
    above = above * _POWERS[np.where(known, most - places, 0)]
    base = base * _POWERS[np.where(known, most - other_places, 0)]
    return Differences(above - base, base, _POWERS[most], known)


def quotients(numbers: Wholes, divisors: Wholes) -> tuple[Numbers, Flags]:
    """Divide whole numbers, and say in which rows the quotient is right to the last bit.

    Args:
        numbers: the numbers, of up to 18 digits.
        divisors: as many, above 0.
    """
    high, divisor = numbers.astype(np.float64), divisors.astype(np.float64)
    low = (numbers - high.astype(np.int64)).astype(np.float64)
    left = (divisors - divisor.astype(np.int64)).astype(np.float64)
    first = high / divisor
    product, rest = _product(first, divisor)
    more = ((high - product) - rest + low - first * left) / divisor
    last_bit = np.spacing(np.abs(first))
    known = np.abs(np.abs(more) / last_bit % 1 - 0.5) > _NEAR
    return first + more, known


def _wholes(numbers: Numbers) -> tuple[Wholes, Wholes, Flags]:
    """Return numbers as whole numbers of 15 digits, their decimals, and which of them are right."""
    size = np.floor(np.log10(np.abs(numbers)))
    fits = (size < _DIGITS) & (size >= _DIGITS - 1 - _MOST_DECIMALS)
    places = np.where(fits, _DIGITS - 1 - size, 0).astype(np.int64)
    shown, rest = _product(np.where(fits, numbers, 0.0), _POWERS[places].astype(np.float64))
    nearest = np.rint(shown)
    off = (shown - nearest) + rest
    nearest += np.rint(off)
    digits = np.abs(nearest)
    # What was rounded up to the least whole number of 15 digits had one more decimal.
    right = (digits > _LEAST) | ((digits == _LEAST) & (off == 0))
    right &= (digits < 10 * _LEAST) & (np.abs(np.abs(off) - 0.5) > _NEAR)
    return nearest.astype(np.int64), places, (fits & right) | (numbers == 0)


def _product(numbers: Numbers, others: Numbers) -> tuple[Numbers, Numbers]:
    """Return products and what they lack, which together are exact."""
    product = numbers * others
    (high, low), (other_high, other_low) = map(_halves, (numbers, others))
    rest = high * other_high - product + high * other_low + low * other_high + low * other_low
    return product, rest


def _halves(numbers: Numbers) -> tuple[Numbers, Numbers]:
    turned = numbers * _SPLIT
    high = turned - (turned - numbers)
    return high, numbers - high
