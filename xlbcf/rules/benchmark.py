"""Goals, ranges and benchmarks, judged as the Fingertips services do."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from xlbcf.rules.finite import finite
from xlbcf.rules.metrics import Polarity
from xlbcf.rules.rounding import with_excel_digits


class Outcome(StrEnum):
    """How a figure stands to a goal (``same`` is between) or a benchmark (``similar``)."""

    BETTER = "better"
    SAME = "same"
    SIMILAR = "similar"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"
    NONE = "none"


def against_goal(value: float | None, goal: float | None, polarity: Polarity) -> Outcome:
    """Compare a figure with a goal: better where it is met, and an equal figure meets it.

    Args:
        value: the figure; None where there is none.
        goal: the goal, in the same unit.
        polarity: which way is good; without judgement there is no outcome.

    Source: Methods, section 8, goal.
    """
    gaps = _gaps(goal, value)
    if gaps is None or polarity.sign == 0:
        return Outcome.NONE
    return Outcome.BETTER if polarity.sign * gaps[0] >= 0 else Outcome.WORSE


def limits_against_goal(
    lower: float | None, upper: float | None, goal: float | None, polarity: Polarity
) -> Outcome:
    """Compare confidence limits with a goal.

    Limits that begin at the goal or above it are above it, limits that end below it are below it,
    and all others are the same. So limits that both are the goal are above it, as the service has
    it.

    Args:
        lower: the lower confidence limit.
        upper: the upper confidence limit.
        goal: the goal, in the same unit.
        polarity: which way is good; without judgement there is no outcome.

    Source: Methods, section 8, goal.
    """
    gaps = _gaps(goal, lower, upper)
    if gaps is None or polarity.sign == 0:
        return Outcome.NONE
    side = 1 if gaps[0] >= 0 else -1 if gaps[1] < 0 else 0
    return _judged(side, polarity, Outcome.SAME)


def against_range(
    value: float | None, lowest: float | None, highest: float | None, polarity: Polarity
) -> Outcome:
    """Compare a figure with a range of goals: same from its lowest to just below its highest.

    Args:
        value: the figure; None where there is none.
        lowest: the range's lower end, which belongs to it.
        highest: its upper end, which lies beyond it; not below the lower end.
        polarity: which way is good; without judgement there is no outcome.

    Source: Methods, section 8, goal.
    """
    gaps = _gaps(value, lowest, highest)
    if gaps is None or polarity.sign == 0 or gaps[0] > gaps[1]:
        return Outcome.NONE
    side = -1 if gaps[0] > 0 else 1 if gaps[1] <= 0 else 0
    return _judged(side, polarity, Outcome.SAME)


def against_benchmark(
    lower: float | None, upper: float | None, benchmark: float | None, polarity: Polarity
) -> Outcome:
    """Compare confidence limits with a benchmark's figure.

    Args:
        lower: the lower confidence limit.
        upper: the upper confidence limit.
        benchmark: the benchmark's figure; within the limits, both included, it is similar.
        polarity: which way is good; without judgement the outcome is higher or lower.

    Source: Methods, section 8, benchmark.
    """
    gaps = _gaps(benchmark, lower, upper)
    if gaps is None or gaps[0] > gaps[1]:
        return Outcome.NONE
    side = 1 if gaps[0] > 0 else -1 if gaps[1] < 0 else 0
    return _judged(side, polarity, Outcome.SIMILAR)


def _gaps(base: float | None, *others: float | None) -> list[Decimal] | None:
    numbers = [finite(each) for each in (base, *others)]
    exact = [with_excel_digits(each) for each in numbers if each is not None]
    if len(exact) < len(numbers):
        return None
    return [each - exact[0] for each in exact[1:]]


def _judged(side: int, polarity: Polarity, between: Outcome) -> Outcome:
    if side == 0:
        return between
    if polarity.sign == 0:
        return Outcome.HIGHER if side > 0 else Outcome.LOWER
    return Outcome.BETTER if side == polarity.sign else Outcome.WORSE
