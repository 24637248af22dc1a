"""Figures of several places or years beside each other: what is too like, and what too unlike.

How much is too much is the caller's to say; the numbers stand with the mappings.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from decimal import Decimal

from xlbcf.rules.finite import finite
from xlbcf.rules.rounding import with_excel_digits

#: What two numbers may differ by because a computer keeps them in binary.
_NOISE = Decimal("1e-9")


def digits_of(number: float) -> int:
    """Return how many digits a number has from its first to its last that is not nought.

    Args:
        number: the number, in any unit: 4 for 583.8 and for 0.9222, 1 for 500; 0 for nought and
            for what is not finite.
    """
    known = finite(number)
    if not known:
        return 0
    return len(with_excel_digits(known).normalize().as_tuple().digits)


def digits_needed(places: int, digits: int) -> int:
    """Return from how many digits equal figures of two among several places are no coincidence.

    Ten times as many pairs of places make a coincidence ten times as likely, and ask for one digit
    more.

    Args:
        places: how many places are compared.
        digits: how many digits are enough for a few places.
    """
    pairs = places * (places - 1) // 2
    return digits + max(len(str(pairs)) - 1, 0)


def is_copied(pairs: Sequence[tuple[float, float]], digits: int) -> bool:
    """Say whether the figures of a row or sheet are so alike that one was copied from the other.

    Every pair must be equal, and there must be two different figures at least. Their digits count
    together, but for the first of each further one, which is the likeliest to be the same.

    Args:
        pairs: for each figure that both have, what the one and what the other says.
        digits: how many digits are no coincidence.
    """
    if any(not same_number(one, other) for one, other in pairs):
        return False
    numbers = {one for one, _ in pairs if digits_of(one)}
    together = 1 + sum(digits_of(number) - 1 for number in numbers)
    return len(numbers) > 1 and together >= digits


def same_number(one: float, other: float) -> bool:
    """Say whether two numbers are the same to the digits that a workbook keeps."""
    first, second = finite(one), finite(other)
    return (
        first is not None
        and second is not None
        and with_excel_digits(first) == with_excel_digits(second)
    )


def times_apart(one: float, other: float, times: float) -> bool:
    """Say whether one number is more than so many times the other; nought is beyond any times.

    Args:
        one: the one, in the unit of the other.
        other: the other.
        times: how many times are still no matter.
    """
    return odd_ones([one, other], times) == [0, 1]


def odd_ones(numbers: Sequence[float], times: float) -> list[int]:
    """Return which numbers are of another order of magnitude than more than half of the others.

    Of two that are far apart, neither is known to be the odd one, and both are returned.

    Args:
        numbers: one figure of each place, in one unit.
        times: so many times apart is another order of magnitude.

    Returns:
        Their positions, in order.
    """
    most = finite(times)
    known = [finite(number) for number in numbers]
    exact = [None if number is None else with_excel_digits(number) for number in known]
    in_order = sorted(number for number in exact if number is not None)
    if not most:
        return []
    factor, half = abs(with_excel_digits(most)), (len(numbers) - 1) / 2
    return [
        position
        for position, number in enumerate(exact)
        if number is not None and len(in_order) - _near(number, in_order, factor) > half
    ]


def agrees(one: float, other: float, within: float = 0.0) -> bool:
    """Say whether two figures are the same one, each rounded to the digits in which it is given.

    Args:
        one: the one, such as 526.9.
        other: the other, such as 527: the same figure with fewer digits.
        within: how far they may be apart beyond that, in percent of the other.
    """
    numbers = [finite(each) for each in (one, other, within)]
    if any(number is None for number in numbers):
        return False
    first, second, percent = (with_excel_digits(number or 0) for number in numbers)
    rounding = max(_half_unit(first), _half_unit(second))
    allowed = max(rounding, abs(second) * abs(percent) / 100)
    return abs(first - second) <= allowed + _NOISE * max(abs(first), abs(second))


def changed_much(
    before: float, now: float, *, percent: float | None = None, points: float | None = None
) -> bool:
    """Say whether a figure changed by more than is usual.

    Args:
        before: the earlier figure, a percentage as a fraction.
        now: the later one, in the same unit.
        percent: the largest usual change in percent of the earlier one, None where it is not
            judged so; any change from nought is beyond it.
        points: the largest usual change of a percentage in percentage points, or None.
    """
    numbers = [finite(each) for each in (before, now)]
    if any(number is None for number in numbers):
        return False
    first, second = (with_excel_digits(number or 0) for number in numbers)
    change = abs(second - first)
    most = [
        abs(first) * _hundredth(percent) if percent is not None else None,
        _hundredth(points) if points is not None else None,
    ]
    return any(each is not None and change > each + _NOISE * abs(first) for each in most)


def _near(number: Decimal, in_order: Sequence[Decimal], factor: Decimal) -> int:
    """Return how many numbers are within so many times of one, itself included."""
    low, high = sorted((number / factor, number * factor))
    return bisect_right(in_order, high) - bisect_left(in_order, low)


def _hundredth(number: float) -> Decimal:
    known = finite(number)
    return with_excel_digits(abs(known or 0)) / 100


def _half_unit(number: Decimal) -> Decimal:
    """Return half a unit of a number's last digit; of its ones where it has no decimals."""
    exponent = number.normalize().as_tuple().exponent
    return Decimal(5).scaleb(min(int(exponent), 0) - 1)
