"""Results that a narrative tells, to be laid beside those that others published."""

from __future__ import annotations

from dataclasses import dataclass

from xlbcf.rules.metrics import Metric
from xlbcf.rules.narrative_readings import stated_level
from xlbcf.rules.narrative_roles import Role, find_mentions
from xlbcf.rules.periods import Period


@dataclass(frozen=True, slots=True)
class ToldResult:
    """A result as a narrative tells it.

    Args:
        text: the number and its unit as typed.
        number: the number, a percentage as a fraction.
        period: the period that the words name for it, or None.
    """

    text: str
    number: float
    period: Period | None


def results_told(text: object, metric: Metric, year: Period | None) -> list[ToldResult]:
    """Return the numbers of a narrative that its words call a result, such as an outturn.

    Plans, forecasts, variances and numbers of another unit are left out, and so is every number
    whose words do not say what it is, or whose sentence names another period as well.

    Args:
        text: the narrative; anything but text tells nothing.
        metric: the metric that it is about.
        year: the financial year of the return, for words such as ``Q3`` and ``last year``.

    Source: Methods, section 10.
    """
    if not isinstance(text, str):
        return []
    mentions, _ = find_mentions(text, year)
    found = [
        (each, stated_level(each, metric))
        for each in mentions
        if each.role is Role.ACTUAL
        and all(period == each.period for _, _, period in each.sentence.periods)
    ]
    return [
        ToldResult(mention.number.text, float(level.value), mention.period)
        for mention, level in found
        if level is not None
    ]
