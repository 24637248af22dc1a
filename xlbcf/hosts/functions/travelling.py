"""Functions that say how a figure moved."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from xlbcf.hosts.functions.definition import cell_function
from xlbcf.hosts.functions.figures import number_of, number_or_none, whole_number_of
from xlbcf.hosts.functions.values import NUM, CellFault
from xlbcf.hosts.functions.words import in_words, polarity_of, spelt

if TYPE_CHECKING:
    from xlbcf.rules.metrics import Metric, Polarity
    from xlbcf.rules.travel import Travel
    from xlbcf.rules.verdict_columns import Travels


def _movements(
    latest: list[float], previous: list[float], decimals: object, threshold: object
) -> list[str | None]:
    from xlbcf.rules.metrics import Polarity
    from xlbcf.rules.travel import Movement

    moved = _travels(latest, previous, Polarity.NO_JUDGEMENT, decimals, threshold).movement
    arrows = [each.glyph for each in map(Movement, moved.words)] + [None]
    return [arrows[code] for code in moved.codes.tolist()]


def _judgements(
    latest: list[float],
    previous: list[float],
    polarity: object,
    decimals: object,
    threshold: object,
) -> list[str | None]:
    way = polarity_of(polarity)
    return spelt(_travels(latest, previous, way, decimals, threshold).judgement)


@cell_function(example="=BCF_TRAVEL(G7,F7,1)", many=_movements)
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

    found = _travel(latest, previous, Polarity.NO_JUDGEMENT, decimals, threshold)
    return found.glyph if found else None


@cell_function(example='=BCF_TRAVEL_JUDGEMENT(G7,F7,"lower",1)', many=_judgements)
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
    found = _travel(latest, previous, polarity_of(polarity), decimals, threshold)
    return in_words(found.judgement) if found and found.judgement else None


def _travel(
    latest: object, previous: object, way: Polarity, decimals: object, threshold: object
) -> Travel | None:
    from xlbcf.rules.travel import travel_of_numbers

    metric, least = _compared(way, decimals, threshold)
    now, then = number_or_none(latest), number_or_none(previous)
    if now is None or then is None:
        return None
    return travel_of_numbers(now, then, metric, threshold=least)


def _travels(
    latest: list[float], previous: list[float], way: Polarity, decimals: object, threshold: object
) -> Travels:
    from xlbcf.rules.verdict_columns import travel_columns

    metric, least = _compared(way, decimals, threshold)
    return travel_columns(latest, previous, metric, threshold=least)


def _compared(way: Polarity, decimals: object, threshold: object) -> tuple[Metric, float | None]:
    """Return how figures are compared: a metric of so many decimals, and a threshold."""
    least = None if threshold is None else number_of(threshold)
    if least is not None and least < 0:
        raise CellFault(NUM, "a threshold is at least 0")
    return _metric(way, None if decimals is None else whole_number_of(decimals)), least


@lru_cache(maxsize=64)
def _metric(way: Polarity, decimals: int | None) -> Metric:
    from xlbcf.rules.metrics import Metric, Unit

    return Metric("", "", "", Unit.RATE, way, decimals=decimals)
