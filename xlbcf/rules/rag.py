"""RAG ratings: how far off plan something is, rated by bands, and what must be said about it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xlbcf.rules.bands import Band, BandSet, Duty, Guideline, Rag, Side, Tolerance
from xlbcf.rules.figures import Figure, State, in_digits, read_figure
from xlbcf.rules.finite import as_float, finite
from xlbcf.rules.metrics import Metric, Unit
from xlbcf.rules.rounding import round_half_away, with_excel_digits
from xlbcf.rules.variance import NotComparable, Variance, written_number

_WORST_FIRST = (Rag.RED, Rag.AMBER, Rag.NO_VERDICT, Rag.NOT_APPLICABLE, Rag.GREEN, Rag.ENABLER)
_UNITS = {
    Tolerance.PERCENT: "% of plan",
    Tolerance.PERCENTAGE_POINTS: " percentage points",
    Tolerance.ABSOLUTE: "",
    Tolerance.DAYS: " days",
}
_DECIMALS = 2
_MOST_DECIMALS = 12


class Rating(NamedTuple):
    """A rating and why.

    Args:
        rag: the rating.
        reason: why, in words.
        guideline: what it means and asks for; None without a verdict.
        amount: how far off plan it is in the bands' unit, positive for the worse; None where it
            was not worked out.
    """

    rag: Rag
    reason: str
    guideline: Guideline | None = None
    amount: float | None = None


def rate_figures(
    actual: Figure,
    plan: Figure,
    metric: Metric,
    bands: BandSet,
    *,
    as_displayed: bool = False,
) -> Rating:
    """Rate an actual beside its plan.

    Args:
        actual: the actual.
        plan: the plan for the same period.
        metric: gives unit, decimals and polarity.
        bands: the bands of the dimension.
        as_displayed: whether both are rounded to the metric's decimals before they are compared.

    Returns:
        The rating; no verdict, with the reason, where a figure is not a number.

    Source: Methods, section 4.
    """
    for name, figure in (("actual", actual), ("plan", plan)):
        if figure.number is None:
            return _none(f"the {name} is {figure.words}")
    numbers = [figure.number or 0.0 for figure in (actual, plan)]
    return _rate(numbers, metric, bands, as_displayed=as_displayed)


def rag_of(actual: float, plan: float, metric: Metric, bands: BandSet) -> Rag:
    """Return the rating alone of an actual beside its plan, without the reason.

    Args:
        actual: the actual.
        plan: the plan for the same period.
        metric: gives unit and polarity.
        bands: the bands of the dimension.

    Returns:
        The rating; no verdict where a number is not finite or the bands do not fit the metric.

    Source: Methods, section 4.
    """
    numbers = as_float(actual), as_float(plan)
    if _unfit(metric, bands) or not all(map(math.isfinite, numbers)):
        return Rag.NO_VERDICT
    return bands.band_of(_off_plan(*numbers, metric, bands)).guideline.rag


def rate_variance(
    variance: Variance | NotComparable,
    metric: Metric,
    bands: BandSet,
    *,
    as_displayed: bool = False,
) -> Rating:
    """Rate a variance, whose periods have been seen to fit each other.

    Args:
        variance: the variance, or why there is none.
        metric: gives unit, decimals and polarity.
        bands: the bands of the dimension.
        as_displayed: whether both figures are rounded to the metric's decimals first.

    Source: Methods, sections 2 and 4.
    """
    if isinstance(variance, NotComparable):
        return _none(variance.reason)
    numbers = [variance.actual, variance.plan]
    return _rate(numbers, metric, bands, as_displayed=as_displayed)


def rate_amount(amount: float | None, bands: BandSet) -> Rating:
    """Rate how far off plan something is.

    Args:
        amount: in the bands' unit, positive for the worse: 12 for 12 days late, -3 for 3 early.
        bands: the bands of the dimension.

    Source: Methods, section 4.
    """
    number = finite(amount)
    if number is None:
        return _none("there is no figure")
    if bands.side is Side.EITHER:
        number = abs(number)
    return _in_band(with_excel_digits(number), bands, bands.name)


def rate_milestone(due: date | None, expected: date | None, bands: BandSet) -> Rating:
    """Rate a milestone by the days it is late.

    Args:
        due: the date agreed.
        expected: the date it was reached, or is expected to be.
        bands: bands stated in days.

    Source: Methods, section 4, action plan milestones.
    """
    if due is None or expected is None:
        return _none("there is no date")
    if bands.unit is not Tolerance.DAYS:
        return _none("the bands are not stated in days")
    return rate_amount(expected.toordinal() - due.toordinal(), bands)


def rate_mark(mark: str, bands: BandSet) -> Rating:
    """Rate what a person states whatever the number, such as that a scheme is an enabler.

    Args:
        mark: the mark's id.
        bands: the bands of the dimension; it says which marks there are.

    Source: Methods, section 4.
    """
    guideline = bands.marks.get(mark)
    if guideline is None:
        marks = ", ".join(bands.marks) or "none"
        return _none(f"{mark} is not a mark of {bands.name}; its marks: {marks}")
    return Rating(guideline.rag, guideline.means, guideline)


def worst_rating(ratings: Iterable[Rating]) -> Rating:
    """Return the worst of several ratings, the first where several are as bad.

    A part without a verdict is worse than green, because not all is known to be well.
    """
    return min(
        ratings,
        key=lambda rating: _WORST_FIRST.index(rating.rag),
        default=_none("there is nothing to rate"),
    )


def unmet_duties(rating: Rating, commentary: str, start_date: date | None = None) -> list[str]:
    """Say what a rating asks for and was not given.

    Args:
        rating: the rating.
        commentary: the commentary given; a mark such as ``n/a`` is none.
        start_date: the start date given.

    Returns:
        What is missing, in words; nothing where all is there.

    Source: Methods, section 4, commentary.
    """
    guideline = rating.guideline
    if guideline is None:
        return []
    missing = []
    said = read_figure(commentary, Unit.CATEGORY).state is State.WORD
    if guideline.commentary is Duty.REQUIRED and not said:
        missing.append(f"exception commentary must be given for {guideline.rag.words}")
    if guideline.start_date and start_date is None:
        missing.append(f"a start date must be given for {guideline.rag.words}")
    return missing


def blind_tolerance(plan: Figure, metric: Metric, bands: BandSet) -> str | None:
    """Say why a tolerance hardly tells good from bad, None where it does.

    Ten percent of a percentage is many percentage points: a metric planned at 93% could fall to
    83.7% and still be amber.

    Args:
        plan: the plan.
        metric: gives unit and polarity.
        bands: the bands; without ``widest_points`` nothing is said.

    Source: Methods, section 4, tolerance in the right unit.
    """
    tolerance, widest = bands.tolerance, bands.widest_points
    if plan.number is None or metric.unit is not Unit.PERCENT or tolerance is None:
        return None
    if bands.unit is Tolerance.PERCENT:
        points = with_excel_digits(tolerance) * with_excel_digits(abs(plan.number))
    elif bands.unit is Tolerance.PERCENTAGE_POINTS:
        points = with_excel_digits(tolerance)
    else:
        return None
    if widest is None or points <= with_excel_digits(widest):
        return None
    stated = f"{in_digits(tolerance, None)}{_UNITS[bands.unit]}"
    shown = in_digits(round_half_away(float(points), _DECIMALS), None)
    beside = f"beside a plan of {written_number(plan.number, metric)}"
    return f"a tolerance of {stated} is {shown} percentage points {beside}"


def _rate(
    numbers: Sequence[float], metric: Metric, bands: BandSet, *, as_displayed: bool
) -> Rating:
    refused = _unfit(metric, bands)
    if refused:
        return _none(refused)
    if as_displayed and metric.decimals is not None:
        digits = metric.decimals + (2 if metric.unit is Unit.PERCENT else 0)
        numbers = [round_half_away(number, digits) for number in numbers]
    actual, plan = numbers
    told = (
        f"actual {written_number(actual, metric)} against "
        f"plan {written_number(plan, metric)}, {_direction(metric, bands)}"
    )
    return _in_band(_off_plan(actual, plan, metric, bands), bands, told)


def _unfit(metric: Metric, bands: BandSet) -> str | None:
    if bands.side is Side.ADVERSE and metric.polarity.sign == 0:
        return "neither way is better"
    if bands.unit is Tolerance.PERCENTAGE_POINTS and metric.unit is not Unit.PERCENT:
        return f"the bands are in percentage points, and the figures are in {metric.unit}"
    if bands.unit is Tolerance.DAYS and metric.unit is not Unit.DAYS:
        return f"the bands are in days, and the figures are in {metric.unit}"
    return None


def _off_plan(actual: float, plan: float, metric: Metric, bands: BandSet) -> Decimal:
    exact = with_excel_digits(plan)
    gap = with_excel_digits(actual) - exact
    off = abs(gap) if bands.side is Side.EITHER else -metric.polarity.sign * gap
    if bands.unit is Tolerance.PERCENTAGE_POINTS:
        return off * 100
    if bands.unit is not Tolerance.PERCENT or off == 0:
        return off
    if exact == 0:
        # No share of a plan of 0 is as much as this.
        return off * Decimal(math.inf)
    return off * 100 / abs(exact)


def _in_band(amount: Decimal, bands: BandSet, told: str) -> Rating:
    band = bands.band_of(amount)
    reason = f"{told}: {_size(amount, band, bands)}, {band}"
    return Rating(band.guideline.rag, reason, band.guideline, float(amount) + 0.0)


def _size(amount: Decimal, band: Band, bands: BandSet) -> str:
    if amount == 0:
        return "on plan"
    way = "off" if bands.side is Side.EITHER else "adverse" if amount > 0 else "favourable"
    if amount.is_infinite():
        return f"{way}, beside a plan of 0"
    decimals = _DECIMALS
    shown = round_half_away(float(amount), decimals)
    while not band.holds(with_excel_digits(shown)) and decimals < _MOST_DECIMALS:
        # An amount just beyond an end is shown with the digits that say so.
        decimals += 1
        shown = round_half_away(float(amount), decimals)
    return f"{way} by {in_digits(abs(shown), None)}{_UNITS[bands.unit]}"


def _direction(metric: Metric, bands: BandSet) -> str:
    return "either way counts" if bands.side is Side.EITHER else metric.polarity.words


def _none(reason: str) -> Rating:
    return Rating(Rag.NO_VERDICT, reason)
