"""Figures in cells: numbers, and what people type instead of one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from xlbcf.hosts.functions.values import NA, NUM, VALUE, CellFault

if TYPE_CHECKING:
    from xlbcf.rules.figures import Figure
    from xlbcf.rules.metrics import Unit


def figure_of(value: object) -> Figure:
    """Return the figure of a cell's value.

    Args:
        value: a number, or a text such as ``1,234``, ``92.7%`` (0.927), ``£12``, ``6.5 days``,
            ``n/a`` or ``*``.

    Raises:
        CellFault: it is TRUE or FALSE, or no figure (#VALUE!).
    """
    from xlbcf.rules.figures import State, read_figure

    figure = read_figure(value, _unit_of(value))
    if figure.state is State.INVALID:
        raise CellFault(VALUE, figure.reason)
    return figure


def _unit_of(value: object) -> Unit:
    """Return the unit that a text is written with; a pound sign is the only other one."""
    from xlbcf.rules.metrics import Unit

    typed = value.casefold() if isinstance(value, str) else ""
    if "%" in typed or "\uff05" in typed:
        return Unit.PERCENT
    return Unit.DAYS if "day" in typed else Unit.CURRENCY


def number_or_none(value: object) -> float | None:
    """Return the number of a cell's value, nothing where it is not available or suppressed.

    Raises:
        CellFault: it is TRUE or FALSE, or no figure (#VALUE!).
    """
    return value if type(value) is float else figure_of(value).number


def number_of(value: object) -> float:
    """Return the number of a cell's value.

    Raises:
        CellFault: it is TRUE or FALSE, or no figure (#VALUE!), or a figure that is not available or
            suppressed (#N/A).
    """
    if type(value) is float:
        return value
    figure = figure_of(value)
    if figure.number is None:
        raise CellFault(NA, figure.words)
    return figure.number


def whole_number_of(value: object) -> int:
    """Return the whole number of a cell's value.

    Raises:
        CellFault: it is not a number (#VALUE!), or not a whole one (#NUM!).
    """
    number = number_of(value)
    if not number.is_integer():
        raise CellFault(NUM, f"{number} is not a whole number")
    return int(number)


def held(number: float | None) -> float:
    """Return a number that a cell can hold.

    Raises:
        CellFault: it is too large, or none (#NUM!).
    """
    if number is not None and math.isfinite(number):
        return number
    raise CellFault(NUM, f"{number} is not a number that a cell can hold")
