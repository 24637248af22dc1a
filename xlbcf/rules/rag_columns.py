"""RAG ratings in columns: many figures rated by bands, the same answers as one by one.

This module needs numpy. A figure that is blank, not available or suppressed is not a number here,
and gets no verdict: no data is not red.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from xlbcf.rules.bands import Band, BandSet, Rag, Side, Tolerance
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
from xlbcf.rules.figures import Figure, State
from xlbcf.rules.metrics import Metric, Unit
from xlbcf.rules.rag import rate_amount, rate_figures

_RAGS = tuple(Rag)
_NO_VERDICT = _RAGS.index(Rag.NO_VERDICT)
_TIMES = {Tolerance.PERCENT: 100.0, Tolerance.PERCENTAGE_POINTS: 100.0}


@dataclass(frozen=True, slots=True)
class Ratings:
    """Many ratings; the fields are those of one.

    Args:
        rag: the ratings.
        amount: how far off plan it is in the bands' unit, positive for the worse; not a number
            where there is no verdict, and infinite beside a plan of 0 for bands in percent.
    """

    rag: Coded
    amount: Numbers


def rate_columns(
    actuals: ArrayLike,
    plans: ArrayLike,
    metric: Metric,
    bands: BandSet,
    *,
    as_displayed: bool = False,
) -> Ratings:
    """Rate a column of actuals beside a column of plans, row by row.

    Args:
        actuals: the actuals, a percentage as a fraction; what is not finite is missing.
        plans: as many plans for the same periods, or one for all.
        metric: gives unit, decimals and polarity.
        bands: the bands of the dimension.
        as_displayed: whether both are rounded to the metric's decimals before they are compared.

    Returns:
        The ratings, always those of the scalar rule, also where a figure is exactly on the end of
        a band; the amounts are as exact as variances in columns are.

    Source: Methods, section 4.
    """
    columns = columns_of(actuals, plans)
    if not _fits(metric, bands):
        return _unrated(len(columns[0]))
    ratings = _to_fill(len(columns[0]))
    rounds = as_displayed and metric.decimals is not None
    digits = (metric.decimals or 0) + (2 if metric.unit is Unit.PERCENT else 0)
    with np.errstate(all="ignore"):
        for rows in blocks(len(columns[0])):
            actual, plan = [rounded(c[rows], digits) if rounds else c[rows] for c in columns]
            off = _off_plan(actual, plan, metric, bands)
            codes, doubtful = _in_bands(off, bands)
            for row in doubtful:
                pair = [Figure(State.NUMBER, float(each[row])) for each in (actual, plan)]
                codes[row] = _RAGS.index(rate_figures(pair[0], pair[1], metric, bands).rag)
            ratings.rag.codes[rows], ratings.amount[rows] = codes, off.numbers()
    return ratings


def rate_amounts(amounts: ArrayLike, bands: BandSet) -> Ratings:
    """Rate a column of amounts off plan.

    Args:
        amounts: in the bands' unit, positive for the worse; what is not finite is missing.
        bands: the bands of the dimension.

    Source: Methods, section 4.
    """
    (column,) = columns_of(amounts)
    ratings = _to_fill(len(column))
    with np.errstate(all="ignore"):
        for rows in blocks(len(column)):
            found = gaps(column[rows], np.zeros(len(column[rows])))
            gap = np.abs(found.gap) if bands.side is Side.EITHER else found.gap
            off = Amounts(gap, found.scale, np.abs(gap), found.typed)
            codes, doubtful = _in_bands(off, bands)
            for row in doubtful:
                codes[row] = _RAGS.index(rate_amount(float(column[rows][row]), bands).rag)
            ratings.rag.codes[rows], ratings.amount[rows] = codes, off.numbers()
    return ratings


def rate_milestones(due: ArrayLike, expected: ArrayLike, bands: BandSet) -> Ratings:
    """Rate a column of milestones by the days they are late.

    Args:
        due: the dates agreed, as numpy dates; not a time where there is none.
        expected: the dates they were reached, or are expected to be.
        bands: bands stated in days; others give no verdict.

    Source: Methods, section 4, action plan milestones.
    """
    days = [np.atleast_1d(np.asarray(each, dtype="datetime64[D]")) for each in (due, expected)]
    late = (days[1] - days[0]) / np.timedelta64(1, "D")
    return rate_amounts(late, bands) if bands.unit is Tolerance.DAYS else _unrated(len(late))


def _to_fill(count: int) -> Ratings:
    return Ratings(Coded(np.empty(count, dtype=np.int8), _RAGS), np.empty(count))


def _unrated(count: int) -> Ratings:
    ratings = _to_fill(count)
    ratings.rag.codes[:], ratings.amount[:] = _NO_VERDICT, np.nan
    return ratings


def _fits(metric: Metric, bands: BandSet) -> bool:
    """Say whether these bands rate this metric at all, as the scalar rule does."""
    one = Figure(State.NUMBER, 1.0)
    return rate_figures(one, one, metric, bands).guideline is not None


def _off_plan(actuals: Numbers, plans: Numbers, metric: Metric, bands: BandSet) -> Amounts:
    found = gaps(actuals, plans)
    times = _TIMES.get(bands.unit, 1.0)
    off = np.abs(found.gap) if bands.side is Side.EITHER else -metric.polarity.sign * found.gap
    size = np.abs(found.base)
    whole = found.scale
    if bands.unit is Tolerance.PERCENT:
        # On a plan of 0 nothing is off, and anything else is off by more than any share of it.
        whole = size + ((size == 0) & (off == 0))
    return Amounts(off * times, whole, (np.abs(off) + size) * times, found.typed)


def _in_bands(off: Amounts, bands: BandSet) -> tuple[Codes, list[int]]:
    """Return the ratings, and the rows so near an end that the scalar rule must decide."""
    ordered = sorted(bands.bands, key=_ends)
    missing = np.isnan(off.part).view(np.int8)
    place = missing * len(ordered)
    doubtful = np.zeros(len(place), dtype=np.bool_)
    for end in (band.high for band in ordered[:-1]):
        if end is not None:
            beyond, near = off.above(end.number, or_on=not end.included)
            place += beyond
            doubtful |= near
    rags = [*(_RAGS.index(band.guideline.rag) for band in ordered), _NO_VERDICT]
    rows = np.flatnonzero(doubtful).tolist() if doubtful.any() else []
    return np.array(rags, dtype=np.int8).take(place), rows


def _ends(band: Band) -> tuple[float, float]:
    low = -math.inf if band.low is None else band.low.number
    return low, math.inf if band.high is None else band.high.number
