"""The formulas that read a series from the data sheet, each in one place.

They keep to the few functions of Excel that a refresh can work out by itself. A function of ours is
never asked where its answer would be blank: a blank result is not kept by every program, and one
that has not our functions would show an error in its place.
"""

from __future__ import annotations

from collections.abc import Sequence

from .data_sheet import Row
from .series import CATEGORY, Series

NOT_AVAILABLE = "n/a"
#: What the note of a series says where it has control limits.
ENOUGH = "Enough points for SPC"
#: What BCF_SPC_NOTE says where there are too few points for them.
TOO_FEW = "Too few points for SPC"
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
    latest, target = row["Latest"], row["Target"]
    found = f"BCF_MARK({latest},{target},{row['Polarity']})"
    return f'IF(OR({target}="",{latest}="",{latest}="{NOT_AVAILABLE}"),"",{found})'


def direction(row: Row, series: Series) -> str:
    """Return the formula of the arrow: as printed until there is a previous figure."""
    latest, previous = row["Latest"], row["Previous"]
    if series.unit == CATEGORY:
        moved = f'IF({latest}={previous},"↔","")'
    else:
        moved = _if_numbers(row, f"BCF_TRAVEL({latest},{previous}{_decimals(series)})")
    return _if_comparable(row, f'{row["Arrow as printed"]}&""', moved)


def judgement(row: Row, series: Series) -> str:
    """Return the formula that says what the arrow means: Improving, Worsening or Steady."""
    latest, previous, way = row["Latest"], row["Previous"], row["Polarity"]
    if series.unit == CATEGORY:
        moved = f'IF({latest}={previous},"Steady","")'
    else:
        judged = f"BCF_TRAVEL_JUDGEMENT({latest},{previous},{way}{_decimals(series)})"
        moved = _if_numbers(row, judged)
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


def _if_numbers(row: Row, moved: str) -> str:
    return f'IF(AND(ISNUMBER({row["Latest"]}),ISNUMBER({row["Previous"]})),{moved},"")'


def _decimals(series: Series) -> str:
    return "" if series.compared_decimals is None else f",{series.compared_decimals}"
