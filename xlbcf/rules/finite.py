"""Numbers that can be reckoned with, whatever was handed over as one."""

from __future__ import annotations

import math
from decimal import Decimal
from numbers import Real


def finite(value: object) -> float | None:
    """Return a value as a number, None where it is missing, not a number, or not finite.

    Args:
        value: anything; a true or false is not a number, and neither is text.
    """
    if type(value) is float:
        # By far the most are plain ones, and asking what kind a value is takes longest.
        return value if math.isfinite(value) else None
    if isinstance(value, bool) or not isinstance(value, (Real, Decimal)):
        return None
    number = as_float(value)
    return number if math.isfinite(number) else None


def as_float(number: Real | Decimal | float) -> float:
    """Return a number of any kind as a plain one; not a number where it is too large to be held.

    Args:
        number: a number of any kind, finite or not.
    """
    try:
        return float(number)
    except (ValueError, OverflowError):
        return math.nan
