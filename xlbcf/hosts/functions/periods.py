"""Periods in cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlbcf.hosts.functions.series import day_of_cell
from xlbcf.hosts.functions.values import VALUE, CellFault

if TYPE_CHECKING:
    from xlbcf.rules.periods import Period


def period_of(value: object) -> Period:
    """Return the period of a cell's value.

    Args:
        value: a text such as ``2024-25 Q3``, or the first day of a month, which Excel makes of a
            typed ``2024-11``.

    Raises:
        CellFault: it is no period (#VALUE!).
    """
    from xlbcf.rules.periods import Period

    if isinstance(value, float):
        day = day_of_cell(value)
        if day.day != 1:
            raise CellFault(VALUE, f"{day} is no period")
        return Period.of_month(day.year, day.month)
    try:
        return Period.parse(value)
    except ValueError as fault:
        raise CellFault(VALUE, str(fault)) from None
