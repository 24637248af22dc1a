"""The function that holds a narrative against its figures."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from xlbcf.hosts.functions.definition import cell_function
from xlbcf.hosts.functions.figures import figure_of
from xlbcf.hosts.functions.periods import period_of
from xlbcf.hosts.functions.values import VALUE, CellFault
from xlbcf.hosts.functions.words import choice_of, polarity_of

if TYPE_CHECKING:
    from xlbcf.rules.metrics import Metric, Polarity, Unit
    from xlbcf.rules.narrative import Narrative, Row

_PER = 100_000
_SUPPORTED, _NO_FIGURES = "Supported", "No figures"


@cell_function(example='=BCF_NARRATIVE(J7,F7,G7,"lower","rate","2024-25 Q3")')
def narrative(
    text: object,
    actual: object,
    plan: object,
    polarity: object,
    unit: object = None,
    period: object = None,
) -> str:
    """Whether actual and plan support what a text says: Supported, or what they do not support.

    Every number in the text is held against the figures and their variance, and words such as
    exceeded or below plan against which way is good. Supported says that a number fits and none
    speaks against it; those that are about something else are passed over. Not compared says that
    all of them are, and No figures that the text has none.

    Args:
        text: The commentary.
        actual: The actual; n/a where there is none.
        plan: The plan for the same period, in the same unit.
        polarity: Which way is good: "higher", "lower" or "none".
        unit: What they are counted in: "rate" (per 100,000), "percent", "count", "currency" or
            "days". Cells that show a percentage need "percent": without it they are taken for a
            rate, unless one is a text with % in it.
        period: The period of both, such as 2024-25 Q3. Needed where the text names a period.
    """
    if not isinstance(text, str):
        raise CellFault(VALUE, "a narrative is a text")
    from xlbcf.rules.narrative import read_narrative

    row = _row(actual, plan, _metric(polarity_of(polarity), _unit(unit, actual, plan)), period)
    return _verdict(read_narrative({"": text}, row))


def _row(actual: object, plan: object, metric: Metric, period: object) -> Row:
    from xlbcf.rules.narrative import Row, Series
    from xlbcf.rules.periods import Period
    from xlbcf.rules.records import Record, Status

    # A text that names no period is about the figures' own, whichever that is.
    about = Period.of_year(1) if period is None else period_of(period)
    given = ((Status.PLAN, plan), (Status.ACTUAL, actual))
    records = (Record("", metric.id, about, status, figure_of(figure)) for status, figure in given)
    return Row((Series(metric, tuple(records)),))


def _unit(unit: object, *figures: object) -> Unit:
    from xlbcf.rules.metrics import Unit

    if unit is None:
        percent = any(isinstance(each, str) and "%" in each for each in figures)
        return Unit.PERCENT if percent else Unit.RATE
    chosen = choice_of(unit, Unit)
    if chosen in (Unit.CATEGORY, Unit.TEXT_TREND, Unit.DURATION):
        raise CellFault(VALUE, f"a narrative is not held against a {chosen}")
    return chosen


@lru_cache(maxsize=64)
def _metric(polarity: Polarity, unit: Unit) -> Metric:
    from xlbcf.rules.metrics import Metric, Unit

    per = _PER if unit is Unit.RATE else None
    return Metric("", "", "", unit, polarity, per=per, decimals=1)


def _verdict(found: Narrative) -> str:
    """Return the worst that was found, with the numbers or words that it is about."""
    from xlbcf.rules.narrative import Fit

    figures = [claim for claim in found.claims if claim.fit is not Fit.NOT_A_FIGURE]
    if found.contradictions:
        return _told("Contradicted by the figures", (each.words for each in found.contradictions))
    for fit in (Fit.NOT_SUPPORTED, Fit.AS_POINTS, Fit.AS_PERCENT, Fit.ANOTHER_PERIOD):
        if about := [claim.text for claim in figures if claim.fit is fit]:
            return _told(fit.value.capitalize(), about)
    if any(claim.fit is not Fit.NOT_COMPARED for claim in figures):
        return _SUPPORTED
    return "Not compared" if figures else _NO_FIGURES


def _told(verdict: str, about: Iterable[str]) -> str:
    return f"{verdict}: {', '.join(dict.fromkeys(about))}"
