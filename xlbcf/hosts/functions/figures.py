"""Figures in cells: numbers, and what people type instead of one."""

from __future__ import annotations

from xlbcf.hosts.functions.values import NA, VALUE, CellFault


def number_of(value: object) -> float:
    """Return the number of a cell's value.

    Args:
        value: a number, or a text such as ``1,234``, ``92.7%`` (0.927) or ``£12``.

    Raises:
        CellFault: it is TRUE or FALSE or no figure (#VALUE!), or a figure that is not available or
            suppressed (#N/A).
    """
    if type(value) is float:
        return value
    from xlbcf.rules.figures import State, read_figure
    from xlbcf.rules.metrics import Unit

    unit = Unit.PERCENT if isinstance(value, str) and "%" in value else Unit.CURRENCY
    figure = read_figure(value, unit)
    if figure.number is not None:
        return figure.number
    known = figure.state in (State.NOT_AVAILABLE, State.SUPPRESSED)
    raise CellFault(NA if known else VALUE, figure.words)
