"""Functions that say how a figure moved."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from xlbcf.hosts.functions.definition import cell_function
from xlbcf.hosts.functions.figures import figure_of, number_of, whole_number_of
from xlbcf.hosts.functions.values import NUM, CellFault
from xlbcf.hosts.functions.words import in_words, polarity_of

if TYPE_CHECKING:
    from xlbcf.rules.metrics import Metric, Polarity
    from xlbcf.rules.travel import Travel


@cell_function(example="=BCF_TRAVEL(G7,F7,1)")
def travel(
    latest: object, previous: object, decimals: object = None, threshold: object = None
) -> str | None:
    """An arrow for how a figure moved since the previous period: ↑, ↓ or ↔.

    Without a figure on either side it is blank, never ↔.

    Args:
        latest: The latest figure.
        previous: The figure of the previous comparable period.
        decimals: The decimal places that both are rounded to first, as they are shown: 1, or 3 for
            92.7%. Without it they are compared as they are.
        threshold: The largest difference that is still level. With it the figures are not rounded.
    """
    from xlbcf.rules.metrics import Polarity

    return _travel(latest, previous, Polarity.NO_JUDGEMENT, decimals, threshold).glyph or None


@cell_function(example='=BCF_TRAVEL_JUDGEMENT(G7,F7,"lower",1)')
def travel_judgement(
    latest: object,
    previous: object,
    polarity: object,
    decimals: object = None,
    threshold: object = None,
) -> str | None:
    """What a movement means: Improving, Worsening or Steady.

    Where neither way is good it is No judgement. Without a figure on either side it is blank.

    Args:
        latest: The latest figure.
        previous: The figure of the previous comparable period.
        polarity: Which way is good: "higher", "lower" or "none".
        decimals: The decimal places that both are rounded to first, as they are shown: 1, or 3 for
            92.7%. Without it they are compared as they are.
        threshold: The largest difference that is still level. With it the figures are not rounded.
    """
    found = _travel(latest, previous, polarity_of(polarity), decimals, threshold).judgement
    return None if found is None else in_words(found)


def _travel(
    latest: object, previous: object, way: Polarity, decimals: object, threshold: object
) -> Travel:
    from xlbcf.rules.periods import Period
    from xlbcf.rules.travel import Reading, direction_of_travel

    least = None if threshold is None else number_of(threshold)
    if least is not None and least < 0:
        raise CellFault(NUM, "a threshold is at least 0")
    places = None if decimals is None else whole_number_of(decimals)
    # Only the order of the two years matters.
    then, now = (
        Reading(Period.of_year(year), figure_of(figure))
        for year, figure in ((2000, previous), (2001, latest))
    )
    return direction_of_travel(now, [then], _metric(way, places), threshold=least)


@lru_cache(maxsize=64)
def _metric(way: Polarity, decimals: int | None) -> Metric:
    from xlbcf.rules.metrics import Metric, Unit

    return Metric("", "", "", Unit.RATE, way, decimals=decimals)
