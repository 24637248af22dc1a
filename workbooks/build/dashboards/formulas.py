"""The formulas that read a series from the data sheet, each in one place.

They keep to the few functions of Excel that a refresh can work out by itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from .data_sheet import Row
from .series import CATEGORY, Series

#: Between the parts that share a cell.
BETWEEN = '&" / "&'


def shown(cell: str) -> str:
    """Return the formula of a cell's content that stays blank where the cell is blank."""
    return f'IF({cell}="","",{cell})'


def text_of(row: Row, series: Series) -> str:
    """Return the formula of the latest figure as text, in the format of its figures."""
    return f'TEXT({row["Latest"]},"{series.number_format}")'


def mark(row: Row) -> str:
    """Return the formula that marks the latest figure against its target: ● or ■."""
    return f"BCF_MARK({row['Latest']},{row['Target']},{row['Polarity']})"


def direction(row: Row, series: Series) -> str:
    """Return the formula of the arrow: as printed until there is a previous figure."""
    latest, previous = row["Latest"], row["Previous"]
    if series.unit == CATEGORY:
        moved = f'IF({latest}={previous},"↔","")'
    else:
        moved = f"BCF_TRAVEL({latest},{previous}{_decimals(series)})"
    return _if_comparable(row, f'{row["Arrow as printed"]}&""', moved)


def judgement(row: Row, series: Series) -> str:
    """Return the formula that says what the arrow means: Improving, Worsening or Steady."""
    latest, previous, way = row["Latest"], row["Previous"], row["Polarity"]
    if series.unit == CATEGORY:
        moved = f'IF({latest}={previous},"Steady","")'
    else:
        moved = f"BCF_TRAVEL_JUDGEMENT({latest},{previous},{way}{_decimals(series)})"
    arrow = row["Arrow as printed"]
    good = f'IF({arrow}=IF({way}="higher","↑","↓"),"Improving","Worsening")'
    judged = f'IF({way}="none","No judgement",IF({arrow}="↔","Steady",{good}))'
    return _if_comparable(row, f'IF({arrow}="","",{judged})', moved)


def parts_joined(formulas: Sequence[str]) -> str:
    """Return the formula of several parts in one cell, so that each keeps its own verdict."""
    return BETWEEN.join(formulas)


def _if_comparable(row: Row, printed: str, moved: str) -> str:
    known = f'IF({row["Previous"]}="",{printed},{moved})'
    return f'IF({row["Comparable"]}="No","",{known})'


def _decimals(series: Series) -> str:
    return "" if series.compared_decimals is None else f",{series.compared_decimals}"
