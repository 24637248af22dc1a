"""Rounding as Excel does it: half away from zero, on the number that Excel shows."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

from xlbcf.rules.finite import as_float

_EXCEL_DIGITS = 15
_AS_EXCEL = f".{_EXCEL_DIGITS}g"
_LARGE = 1e300


def round_half_away(number: float, digits: int = 0) -> float:
    """Round half away from zero, as Excel's ROUND does.

    Excel works with 15 significant digits, so 1.005 is rounded as 1.005 and not as the slightly
    smaller number that a computer stores for it.

    Args:
        number: the number, in any unit; one that is not finite comes back as it is.
        digits: decimal places; negative rounds to tens (-1), hundreds (-2) and so on.

    Returns:
        The rounded number, never minus zero.

    Source: Methods, section 1, compare unrounded and show rounded.
    """
    number = as_float(number)
    if not math.isfinite(number) or number == 0:
        return number + 0.0
    shown = Decimal(f"{number:.{_EXCEL_DIGITS}g}")
    digits_kept = shown.adjusted() + 1 + digits
    if digits_kept > _EXCEL_DIGITS:
        return number
    if digits_kept < 0:
        return 0.0
    return float(shown.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)) + 0.0


def with_excel_digits(number: float) -> Decimal:
    """Return a number with the 15 significant digits that Excel keeps, to compare or subtract.

    Args:
        number: the number; one that is not finite comes back as such a Decimal.

    Source: Methods, section 1.
    """
    number = as_float(number)
    shown = Decimal(format(number, _AS_EXCEL))
    if abs(number) < _LARGE:
        return shown
    # The largest numbers of all would be rounded beyond what a number can hold.
    return shown if math.isfinite(float(shown)) else Decimal(number)
