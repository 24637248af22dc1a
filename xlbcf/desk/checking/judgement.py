"""Judgement: the assessments chosen in a return, held against the figures that it shows."""

from __future__ import annotations

from collections.abc import Iterator

from xlbcf.desk.checking.reading import ReadReturn
from xlbcf.desk.checking.report import Group, Item
from xlbcf.desk.judging import compared
from xlbcf.feeds.figures import Figures
from xlbcf.rules.assessment import Assessment, propose, unsupported
from xlbcf.rules.figures import State
from xlbcf.rules.metrics import Polarity
from xlbcf.rules.records import Status
from xlbcf.rules.targets import Comparator, read_targets
from xlbcf.rules.variance import Cause, NotComparable
from xlbcf.template.return_mapping import Field, Kind

_ASKS_FOR_MORE = (Comparator.ABOVE, Comparator.AT_LEAST)
_ASKS_FOR_LESS = (Comparator.BELOW, Comparator.AT_MOST)


def check_judgement(read: ReadReturn, figures: Figures) -> list[Item]:
    """Return the assessments that the figures do not support or cannot be held against.

    Args:
        read: the return.
        figures: the figures that the return shows, and those that a feed adds.

    Source: Methods, sections 2, 3 and 6.
    """
    items: list[Item] = []
    for each in read.fields:
        if each.judge is not None:
            items += _assessment(read, each, figures)
        elif each.kind is Kind.NUMBER and each.status is Status.PLAN and each.metric:
            items += _comparator(read, each)
    return items


def _assessment(read: ReadReturn, each: Field, figures: Figures) -> Iterator[Item]:
    assert each.metric
    assert each.judge
    chosen = read.mapping.meaning(read.values[each.key])
    if chosen is None:
        return
    wording = f"“{read.mapping.assessments[chosen]}”"
    metric = read.metrics[each.metric]
    comparison = compared(figures, _code(read), metric, each.judge)
    offered = [Assessment(known).value for known in read.mapping.assessments]
    if isinstance(comparison, NotComparable):
        if comparison.cause in (Cause.PERIODS, Cause.UNIT):
            facts = {"wording": wording, "reason": comparison.reason}
            yield read.item(each, Group.JUDGEMENT, "JUD02", **facts)
        elif chosen is not Assessment.NO_DATA and (reason := _not_available(read, each.metric)):
            yield read.item(each, Group.JUDGEMENT, "JUD03", wording=wording, reason=reason)
        return
    if reason := unsupported(chosen, propose(comparison, offered, metric)):
        yield read.item(each, Group.JUDGEMENT, "JUD01", wording=wording, reason=reason)


def _not_available(read: ReadReturn, metric: str) -> str | None:
    """Return what the return shows in place of an actual: that it is not available, or None."""
    for record in read.records:
        absent = record.figure.state in (State.NOT_AVAILABLE, State.SUPPRESSED)
        if absent and record.metric == metric and record.status is not Status.PLAN:
            return f"the {record.status} for {record.period} is {record.figure.words}"
    return None


def _code(read: ReadReturn) -> str:
    return read.place.code if read.place else ""


def _comparator(read: ReadReturn, each: Field) -> Iterator[Item]:
    """Yield a finding for a plan that is typed with a sign for the wrong direction."""
    held = read.values[each.key]
    if not isinstance(held, str) or not each.metric:
        return
    metric = read.metrics[each.metric]
    opposed = {
        Polarity.LOW_IS_GOOD: _ASKS_FOR_MORE,
        Polarity.HIGH_IS_GOOD: _ASKS_FOR_LESS,
    }.get(metric.polarity, ())
    parts = read_targets(held, metric.unit, metric.polarity, each.stored_as)
    if any(part.comparator in opposed for part in parts):
        facts = {"metric": metric.name, "polarity": metric.polarity.words, "found": f"“{held}”"}
        yield read.item(each, Group.JUDGEMENT, "JUD04", **facts)
