"""Numbers in columns with the digits that Excel keeps: rounded and subtracted as one by one.

This module needs numpy. A number of few decimals, as people type it, is a whole number of its last
digit, and those are added and compared exactly. Other numbers, such as the result of a division,
are reckoned as they are stored; where two of them nearly meet, the rule for one number decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from xlbcf.rules.rounding import round_half_away, with_excel_digits

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int8]
Words = NDArray[np.object_]

#: The whole numbers up to here are all exact in a column, and so are their sums.
EXACT = float(2**53)
#: Numbers that differ by a smaller share than this may be equal in the digits that Excel keeps.
NEARLY = 1e-12

_DECIMALS = 6
_SCALE = 10.0**_DECIMALS
_FIFTEEN_DIGITS = 1e15
#: The decimals up to which a power of ten is exact in a column.
_MOST_DECIMALS = 22
#: So many rows at a time stay in the processor's cache.
_BLOCK = 16_384


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of words as numbers, the shape of a pandas categorical.

    Args:
        codes: for each row the place of its word, -1 where it has none.
        words: the words.
    """

    codes: Codes
    words: tuple[str, ...]

    def spelt(self) -> Words:
        """Return the words themselves, None where a row has none."""
        return np.array([*self.words, None], dtype=np.object_)[self.codes]


class Gaps(NamedTuple):
    """The differences of two columns, in units that make them exact where that can be.

    Args:
        gap: one number less the other, in units of 1 / ``scale``; its sign is always that of the
            numbers with their digits in Excel. Not a number where either is missing.
        base: the number that was taken off, likewise.
        scale: the units in 1.
        typed: whether both numbers are of few decimals, so that gap and base are whole and exact.
    """

    gap: Numbers
    base: Numbers
    scale: Numbers
    typed: Flags


@dataclass(frozen=True, slots=True)
class Amounts:
    """Amounts in a stated unit, as fractions that are exact where that can be.

    Args:
        part: what is above the line.
        whole: what is below it: as much as 1 of the unit.
        spread: the size of the numbers that the part was reckoned from.
        typed: in which rows part and whole are whole numbers and exact.
    """

    part: Numbers
    whole: Numbers
    spread: Numbers
    typed: Flags

    def numbers(self) -> Numbers:
        """Return the amounts, never minus zero."""
        return self.part / self.whole + 0.0

    def above(self, end: float, *, or_on: bool = False) -> tuple[Flags, Flags]:
        """Say which amounts are above a number, and which are too near it to tell.

        Args:
            end: the number.
            or_on: whether amounts on it count as above.

        Returns:
            Which are above it, and in which rows that is not sure.
        """
        part, limit, times = self.part, self.whole * end, 1
        near = np.isinf(part)
        if end != 0:
            # The end is a fraction of whole numbers: exact products are compared where they fit.
            above, below = with_excel_digits(end).as_integer_ratio()
            fits = max(abs(above), below) < EXACT
            if fits:
                part, limit, times = part * below, self.whole * above, below
            near |= np.abs(part - limit) <= NEARLY * times * self.spread
            if fits and near.any():
                near &= ~(self.typed & (np.abs(part) < EXACT) & (np.abs(limit) < EXACT))
        return (part >= limit if or_on else part > limit), near


def columns_of(*given: ArrayLike) -> list[Numbers]:
    """Return columns of one length; a single number is repeated, and None is not a number."""
    columns = [np.atleast_1d(np.asarray(each, dtype=np.float64)) for each in given]
    return list(np.broadcast_arrays(*columns))


def blocks(count: int) -> Iterator[slice]:
    """Yield the rows of a column in blocks of a size that is quickly worked on."""
    for start in range(0, count, _BLOCK):
        yield slice(start, start + _BLOCK)


def gaps(numbers: Numbers, others: Numbers) -> Gaps:
    """Subtract one column from another with the digits that Excel keeps.

    Args:
        numbers: the numbers; what is not finite is missing.
        others: the numbers to take off.

    Returns:
        The differences: exact for numbers of up to 6 decimals and 15 digits, else equal to the
        difference of the two decimals in the 14 leading digits of the larger number.

    Source: Methods, section 1, compare unrounded.
    """
    whole, base = np.rint(numbers * _SCALE), np.rint(others * _SCALE)
    typed = _is_typed(numbers, whole) & _is_typed(others, base)
    gap = whole - base
    if (typed | np.isnan(numbers) | np.isnan(others)).all():
        return Gaps(gap, base, np.full(len(gap), _SCALE), typed)
    scale = np.where(typed, _SCALE, 1.0)
    if typed.any():
        gap = np.where(typed, gap, numbers - others)
        base = np.where(typed, base, others)
    else:
        gap, base = numbers - others, others
    unsure = np.abs(gap) <= NEARLY * (np.abs(numbers) + np.abs(others))
    unsure &= (numbers != others) & ~typed
    for row in np.flatnonzero(unsure) if unsure.any() else ():
        gap[row] = _exact_gap(float(numbers[row]), float(others[row]))
    return Gaps(gap, base, scale, typed)


def rounded(numbers: Numbers, digits: int) -> Numbers:
    """Round a column half away from zero, as Excel's ROUND does.

    Args:
        numbers: the numbers; one that is not finite comes back as it is.
        digits: decimal places; negative rounds to tens (-1), hundreds (-2) and so on.

    Source: Methods, section 1, compare unrounded and show rounded.
    """
    if abs(digits) > _MOST_DECIMALS:
        return np.array([round_half_away(number, digits) for number in numbers.tolist()])
    step = float(10 ** abs(digits))
    size = np.abs(numbers)
    nearest, sure = _nearest_typed(size, digits)
    doubtful: Flags | None = None
    if not (sure | np.isnan(size)).all():
        shown = size * step if digits >= 0 else size / step
        general = np.floor(shown + 0.5)
        nearest = np.where(sure, nearest, general)
        half = np.abs(np.abs(shown - general) - 0.5) <= NEARLY * (shown + 1)
        doubtful = (half | (shown >= _FIFTEEN_DIGITS / 10)) & ~sure
    result: Numbers = np.copysign(nearest / step if digits >= 0 else nearest * step, numbers) + 0.0
    for row in () if doubtful is None else np.flatnonzero(doubtful):
        result[row] = round_half_away(float(numbers[row]), digits)
    return result


def _nearest_typed(sizes: Numbers, digits: int) -> tuple[Numbers, Flags]:
    """Return sizes as rounded numbers of steps, told exactly where they are typed."""
    if not 0 <= digits <= _DECIMALS:
        return sizes, np.zeros(len(sizes), dtype=np.bool_)
    whole = np.rint(sizes * _SCALE)
    units = _SCALE / 10**digits
    return np.floor((whole + units / 2) / units), _is_typed(sizes, whole)


def _is_typed(numbers: Numbers, whole: Numbers) -> Flags:
    """Say which numbers are, to the last bit, so many whole units: then the decimal is that."""
    typed: Flags = (whole / _SCALE == numbers) & (np.abs(whole) < _FIFTEEN_DIGITS)
    return typed


def _exact_gap(number: float, other: float) -> float:
    if not np.isfinite(number) or not np.isfinite(other):
        return float("nan")
    return float(with_excel_digits(number) - with_excel_digits(other))
