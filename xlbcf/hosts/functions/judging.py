"""Functions that judge an actual beside its plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from xlbcf.hosts.functions.definition import cell_function
from xlbcf.hosts.functions.figures import held, number_of, number_or_none
from xlbcf.hosts.functions.mappings import bands_named, usual_bands
from xlbcf.hosts.functions.values import DIV0, VALUE, CellFault
from xlbcf.hosts.functions.words import in_words, plain_metric, polarity_of, spelt

if TYPE_CHECKING:
    from xlbcf.rules.bands import BandSet, Guideline, Rag
    from xlbcf.rules.digit_columns import Flags
    from xlbcf.rules.metrics import Metric


def _variances(actuals: list[float], plans: list[float]) -> list[float]:
    from xlbcf.rules.variance_columns import absolute_variances, compare_columns

    found = compare_columns(actuals, plans, _unjudged())
    return _in_full(found.absolute.tolist(), found.exact, absolute_variances, actuals, plans)


def _shares(actuals: list[float], plans: list[float]) -> list[float]:
    from xlbcf.rules.variance_columns import compare_columns, relative_variances

    if 0.0 in plans:
        raise CellFault(DIV0, "no share of a plan of 0")
    found = compare_columns(actuals, plans, _unjudged())
    return _in_full(found.relative.tolist(), found.exact, relative_variances, actuals, plans)


def _in_full(
    answers: list[float],
    exact: Flags,
    rule: Callable[[list[float], list[float]], list[float | None]],
    *columns: list[float],
) -> list[float]:
    """Return answers as one by one: those that are not exact are worked out anew."""
    rows = (~exact).nonzero()[0].tolist()
    others = rule(*([column[row] for row in rows] for column in columns))
    for row, number in zip(rows, others, strict=True):
        answers[row] = held(number)
    return answers


def _effects(actuals: list[float], plans: list[float], polarity: object) -> list[str | None]:
    from xlbcf.rules.variance_columns import compare_columns

    return spelt(compare_columns(actuals, plans, plain_metric(polarity_of(polarity))).effect)


def _ratings(actuals: list[float], plans: list[float], polarity: object) -> list[str | None]:
    return _rated(actuals, plans, plain_metric(polarity_of(polarity)), usual_bands())


def _band_ratings(
    actuals: list[float], plans: list[float], bands: object, polarity: object
) -> list[str | None]:
    return _rated(actuals, plans, *_by_bands(bands, polarity))


@cell_function(example="=BCF_VARIANCE(F7,G7)", many=_variances)
def variance(actual: object, plan: object) -> float:
    """The actual less the plan, in the unit of both.

    Of two percentages it is the difference of the fractions: 0.9222 less 0.951 is -0.0288, which
    the format 0.00% shows as -2.88%. Those are percentage points.

    Args:
        actual: The actual: a number, or a figure as people type it, such as 1,234 or 92.2%.
        plan: The plan for the same period, in the same unit.
    """
    from xlbcf.rules.variance import absolute_variance

    return held(absolute_variance(number_of(actual), number_of(plan)))


@cell_function(example="=BCF_VARIANCE_PCT(F7,G7)", many=_shares)
def variance_pct(actual: object, plan: object) -> float:
    """The actual less the plan as a share of the plan's size: 0.2355 for 23.55% above plan.

    Beside a plan of 0 there is none: #DIV/0!.

    Args:
        actual: The actual: a number, or a figure as people type it, such as 1,234 or 92.2%.
        plan: The plan for the same period, in the same unit.
    """
    from xlbcf.rules.variance import relative_variance

    whole = number_of(plan)
    share = relative_variance(number_of(actual), whole)
    if whole == 0:
        raise CellFault(DIV0, "no share of a plan of 0")
    return held(share)


@cell_function(example='=BCF_EFFECT(F7,G7,"lower")', many=_effects)
def effect(actual: object, plan: object, polarity: object) -> str | None:
    """Whether a variance is for the better: Favourable, Adverse or On plan.

    Where neither way is good it is No judgement. Without figures it is blank.

    Args:
        actual: The actual.
        plan: The plan for the same period, in the same unit.
        polarity: Which way is good: "higher", "lower" or "none".
    """
    from xlbcf.rules.variance import effect_of

    way = polarity_of(polarity)
    pair = _numbers(actual, plan)
    found = effect_of(*pair, way) if pair else None
    return None if found is None else in_words(found)


@cell_function(example='=BCF_RAG(F7,G7,"lower")', many=_ratings)
def rag(actual: object, plan: object, polarity: object) -> str | None:
    """Green on plan or better, Amber a little worse, Red further off, by the mapping's usual bands.

    Exactly on the end of a band is still the better rating. Without figures it is blank: no data
    is not red. Where neither way is good it is blank too.

    Args:
        actual: The actual.
        plan: The plan for the same period, in the same unit.
        polarity: Which way is good: "higher", "lower" or "none".
    """
    from xlbcf.rules.rag import rag_of

    metric = plain_metric(polarity_of(polarity))
    pair = _numbers(actual, plan)
    return _rag_words(rag_of(*pair, metric, usual_bands())) if pair else None


@cell_function(example='=BCF_RAG_BAND(F7,G7,"finance")', many=_band_ratings)
def rag_band(actual: object, plan: object, bands: object, polarity: object = None) -> str | None:
    """Green, Amber or Red by a named set of bands of the mapping.

    Beside bands in days, actual and plan are dates or numbers of days, and later is worse.

    Args:
        actual: The actual.
        plan: The plan for the same period, in the same unit.
        bands: The set of bands: "impact", "savings", "milestones", "finance" or your own.
        polarity: Which way is good: "higher", "lower" or "none". Only bands for which either way
            is off plan, such as finance, and bands in days need none.
    """
    from xlbcf.rules.rag import rag_of

    metric, chosen = _by_bands(bands, polarity)
    pair = _numbers(actual, plan)
    return _rag_words(rag_of(*pair, metric, chosen)) if pair else None


@cell_function(example='=BCF_RAG_AMOUNT(H7,"milestones")')
def rag_amount(amount: object, bands: object) -> str | None:
    """Green, Amber or Red for an amount off plan that is known already, such as days late.

    A mark of the bands is taken too: N/A gives Not applicable, and E gives Enabler.

    Args:
        amount: How far off plan, positive for the worse: 12 for 12 days late beside bands in days,
            0.12 or 12% for 12% off plan beside bands in percent. Or a mark, such as N/A or E.
        bands: The set of bands: "impact", "savings", "milestones", "finance" or your own.
    """
    from xlbcf.rules.rag import rate_amount, rate_mark

    chosen = bands_named(bands)
    if mark := _mark(amount, chosen.marks):
        return _rag_words(rate_mark(mark, chosen).rag)
    number = number_or_none(amount)
    if number is None:
        return None
    return _rag_words(rate_amount(_in_unit_of(chosen, number), chosen).rag)


def _unjudged() -> Metric:
    from xlbcf.rules.metrics import Polarity

    return plain_metric(Polarity.NO_JUDGEMENT)


def _numbers(actual: object, plan: object) -> tuple[float, float] | None:
    """Return both numbers, or nothing where there are no data for one."""
    one, other = number_or_none(actual), number_or_none(plan)
    return None if one is None or other is None else (one, other)


def _by_bands(bands: object, polarity: object) -> tuple[Metric, BandSet]:
    """Return a set of bands, and a metric in its unit."""
    from xlbcf.rules.bands import Side, Tolerance
    from xlbcf.rules.metrics import Polarity, Unit

    chosen = bands_named(bands)
    if polarity is not None:
        way = polarity_of(polarity)
    elif chosen.unit is Tolerance.DAYS:
        way = Polarity.LOW_IS_GOOD
    elif chosen.side is Side.EITHER:
        way = Polarity.NO_JUDGEMENT
    else:
        raise CellFault(VALUE, "these bands need to know which way is good")
    units = {Tolerance.DAYS: Unit.DAYS, Tolerance.PERCENTAGE_POINTS: Unit.PERCENT}
    return plain_metric(way, units.get(chosen.unit)), chosen


def _in_unit_of(bands: BandSet, amount: float) -> float:
    """Return an amount as the bands count it: 12 for 0.12, which cells show as 12%."""
    from xlbcf.rules.bands import Tolerance
    from xlbcf.rules.figures import as_stored

    shares = (Tolerance.PERCENT, Tolerance.PERCENTAGE_POINTS)
    return as_stored(amount, "percent" if bands.unit in shares else None)


def _rated(
    actuals: list[float], plans: list[float], metric: Metric, bands: BandSet
) -> list[str | None]:
    from xlbcf.rules.rag_columns import rate_columns

    return spelt(rate_columns(actuals, plans, metric, bands).rag)


def _rag_words(rating: Rag) -> str | None:
    """Return a rating as a cell shows it; without a verdict the cell is blank."""
    from xlbcf.rules.bands import Rag

    return None if rating is Rag.NO_VERDICT else in_words(rating)


def _mark(amount: object, marks: Mapping[str, Guideline]) -> str | None:
    """Return the mark of a set of bands that a text names, by its id or as N/A or E."""
    if not isinstance(amount, str):
        return None
    from xlbcf.rules.looks import read_rag
    from xlbcf.rules.metrics import fold_name

    named = fold_name(amount)
    for mark in marks:
        if fold_name(mark) == named:
            return mark
    rag = read_rag(amount)
    return next((mark for mark, each in marks.items() if each.rag is rag), None)
