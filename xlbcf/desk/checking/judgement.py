"""Judgement: the assessments chosen in a return, held against the figures that it shows."""

from __future__ import annotations

from collections.abc import Iterator

from xlbcf.desk.checking.reading import ReadReturn
from xlbcf.desk.checking.report import Group, Item
from xlbcf.desk.judging import compared
from xlbcf.feeds.figures import Figures
from xlbcf.rules.assessment import Assessment, propose, unsupported
from xlbcf.rules.figures import State
from xlbcf.rules.findings import finding
from xlbcf.rules.metrics import Polarity
from xlbcf.rules.records import Status
from xlbcf.rules.targets import Comparator, read_targets
from xlbcf.rules.variance import Cause, NotComparable
from xlbcf.rules.wording import some_of
from xlbcf.template.return_mapping import Field, Kind

_SHOWN = 8
_ACHIEVED = (Status.ACTUAL, Status.PROVISIONAL, Status.FORECAST)
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
    unheld: list[str] = []
    for each in read.fields:
        if each.judge is not None and read.mapping.meaning(read.values[each.key]):
            found = list(_assessment(read, each, figures))
            items += found
            if not found and _lacks_figures(read, each, figures):
                unheld.append(read.metrics[each.metric or ""].name)
        elif each.kind is Kind.NUMBER and each.status is Status.PLAN and each.metric:
            items += _comparator(read, each)
    if unheld:
        facts = {"count": len(unheld), "metrics": some_of(unheld, _SHOWN)}
        found_none = finding("JUD05", read.book.name, **facts)
        items.append(read.overall(Group.JUDGEMENT, found_none))
    return items


def _lacks_figures(read: ReadReturn, each: Field, figures: Figures) -> bool:
    """Say whether the form has no cell for what was achieved, and no feed gives it either."""
    if read.mapping.meaning(read.values[each.key]) is Assessment.NO_DATA:
        return False
    assert each.judge
    if any(f.metric == each.metric and f.status in _ACHIEVED for f in read.mapping.fields):
        return False
    asked = (each.judge.plan, each.judge.actual)
    return not any(
        record.place == _code(read) and record.metric == each.metric
        and record.status in _ACHIEVED and record.period in asked
        for record in figures.records
    )  # fmt: skip


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
