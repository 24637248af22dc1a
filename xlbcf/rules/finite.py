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
    if isinstance(value, bool) or not isinstance(value, (Real, Decimal)):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None
