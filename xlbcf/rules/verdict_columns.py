"""Targets met, and directions of travel, in columns: the same answers as one by one.

This module needs numpy. A figure that is blank, not available or suppressed is not a number here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from xlbcf.rules.digit_columns import (
    Amounts,
    Coded,
    Codes,
    Numbers,
    blocks,
    columns_of,
    gaps,
    rounded,
)
from xlbcf.rules.finite import finite
from xlbcf.rules.metrics import Metric, Unit
from xlbcf.rules.rounding import with_excel_digits
from xlbcf.rules.targets import Comparator, implied_comparator
from xlbcf.rules.travel import Judgement, Movement
from xlbcf.rules.verdicts import Verdict

_VERDICTS = (Verdict.NOT_MET, Verdict.MET, Verdict.NO_VERDICT)
#: From down to up and from worst to best, so that -1, 0 and 1 are one place less.
_MOVEMENTS = (Movement.DOWN, Movement.LEVEL, Movement.UP)
_JUDGEMENTS = (Judgement.WORSENING, Judgement.STEADY, Judgement.IMPROVING, Judgement.NO_JUDGEMENT)
_UNJUDGED = _JUDGEMENTS.index(Judgement.NO_JUDGEMENT)
_NONE = -1

_HOLDS = {
    Comparator.BELOW: np.less,
    Comparator.AT_MOST: np.less_equal,
    Comparator.ABOVE: np.greater,
    Comparator.AT_LEAST: np.greater_equal,
    Comparator.EQUAL: np.equal,
}


@dataclass(frozen=True, slots=True)
class Travels:
    """Many directions of travel; the fields are those of one.

    Args:
        movement: how the numbers moved, none where they cannot be compared.
        judgement: what that means, none where there is no movement.
    """

    movement: Coded
    judgement: Coded


def judge_columns(
    actuals: ArrayLike,
    targets: ArrayLike,
    metric: Metric,
    comparator: Comparator | None = None,
    *,
    as_displayed: int | None = None,
) -> Coded:
    """Say for a column of actuals whether each meets its target.

    Args:
        actuals: the actuals, a percentage as a fraction; what is not finite is missing.
        targets: as many targets, or one for all.
        metric: gives the unit, and the polarity where no comparator is given.
        comparator: how an actual must stand to its target; None takes what the polarity implies.
        as_displayed: the decimals (of the percent, for a percentage) that the actual is rounded to
            before it is judged; None judges the unrounded figure.

    Returns:
        The verdicts; no verdict where a figure is missing or neither way is better.

    Source: Methods, section 1, equality, compare unrounded.
    """
    actual, target = columns_of(actuals, targets)
    codes = np.full(len(actual), _VERDICTS.index(Verdict.NO_VERDICT), dtype=np.int8)
    chosen = comparator or implied_comparator(metric.polarity)
    if chosen is None:
        return Coded(codes, _VERDICTS)
    digits = None if as_displayed is None else as_displayed + _shift(metric)
    with np.errstate(all="ignore"):
        for rows in blocks(len(actual)):
            shown = actual[rows] if digits is None else rounded(actual[rows], digits)
            gap = gaps(shown, target[rows]).gap
            met = _HOLDS[chosen](gap, 0.0).view(np.int8)
            codes[rows] = np.where(np.isnan(gap), _VERDICTS.index(Verdict.NO_VERDICT), met)
    return Coded(codes, _VERDICTS)


def travel_columns(
    latest: ArrayLike,
    previous: ArrayLike,
    metric: Metric,
    *,
    threshold: float | None = None,
    changed: ArrayLike = False,
) -> Travels:
    """Say for a column of figures how each moved since the previous comparable period.

    Figures are compared as displayed, with the metric's decimals, unless a threshold is stated.

    Args:
        latest: the figures to judge; what is not finite is missing.
        previous: the figures of the previous comparable periods.
        metric: gives unit, decimals and polarity.
        threshold: the largest difference that is still level, in the metric's unit (a fraction for
            a percentage).
        changed: in which rows the definition or the denominator changed between the two.

    Returns:
        The directions; none where a figure is missing or the definition changed.

    Source: Methods, section 5.
    """
    now, then, other = columns_of(latest, previous, changed)
    movement = np.full(len(now), _NONE, dtype=np.int8)
    least = None if threshold is None else finite(threshold)
    if threshold is None or (least is not None and least >= 0):
        digits = None if least is not None or metric.decimals is None else metric.decimals
        with np.errstate(all="ignore"):
            for rows in blocks(len(now)):
                pair = [each[rows] for each in (now, then)]
                if digits is not None:
                    pair = [rounded(each, digits + _shift(metric)) for each in pair]
                moves = _moves(pair[0], pair[1], least)
                movement[rows] = np.where(other[rows] == 0, moves, _NONE)
    return Travels(Coded(movement, _MOVEMENTS), Coded(_judged(movement, metric), _JUDGEMENTS))


def _shift(metric: Metric) -> int:
    return 2 if metric.unit is Unit.PERCENT else 0


def _moves(now: Numbers, then: Numbers, least: float | None) -> Codes:
    found = gaps(now, then)
    moves = (found.gap > 0).view(np.int8) - (found.gap < 0).view(np.int8)
    if least is not None:
        size = np.abs(found.gap)
        amounts = Amounts(size, found.scale, size + np.abs(found.base), found.typed)
        moved, near = amounts.above(least)
        for row in np.flatnonzero(near & np.isfinite(now) & np.isfinite(then)):
            gap = with_excel_digits(float(now[row])) - with_excel_digits(float(then[row]))
            moved[row] = abs(gap) > with_excel_digits(least)
        moves *= moved
    codes: Codes = moves + _MOVEMENTS.index(Movement.LEVEL)
    codes[np.isnan(found.gap)] = _NONE
    return codes


def _judged(movement: Codes, metric: Metric) -> Codes:
    rises = movement - _MOVEMENTS.index(Movement.LEVEL)
    steady, sign = _JUDGEMENTS.index(Judgement.STEADY), metric.polarity.sign
    codes = sign * rises + steady if sign else np.full(len(rises), _UNJUDGED, dtype=np.int8)
    return np.where(movement == _NONE, _NONE, codes).astype(np.int8)
