"""Published figures beside those that returns show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlbcf.desk.checking.comparison import Beside
from xlbcf.desk.checking.report import Item
from xlbcf.desk.checking.summary import Shown, Summary
from xlbcf.feeds.published import Published
from xlbcf.rules.across import agrees
from xlbcf.rules.figures import in_digits
from xlbcf.rules.metrics import Metric
from xlbcf.rules.narrative_results import results_told
from xlbcf.rules.records import Record, Status
from xlbcf.rules.variance import written_number
from xlbcf.template.return_mapping import Kind, Origin


def check_published(
    beside: Beside, summaries: Sequence[Summary], published: Published
) -> list[Item]:
    """Return the figures of returns that differ from the published ones.

    Plans are compared with published plans, and results of whatever status with published actuals.
    Results that commentary tells are compared too, and told as worth knowing.

    Args:
        beside: what they are compared by.
        summaries: the returns checked.
        published: what was published.
    """
    items: list[Item] = []
    for summary in summaries:
        for each in summary.shown:
            if each.record and each.number is not None:
                items += _figure(beside, summary, each, each.record, published)
            elif each.origin is Origin.COMMENTARY and each.kind is Kind.TEXT:
                items += _text(beside, summary, each, published)
    return items


def about_others_only(summaries: Sequence[Summary], published: Published) -> list[Item]:
    """Return a finding if nothing published is about any of the returns.

    Args:
        summaries: the returns checked.
        published: what was published.
    """
    if not summaries or any(_speaks_of(published, summary) for summary in summaries):
        return []
    return [summaries[0].overall("ACR17", count=len(published.figures.records))]


def _speaks_of(published: Published, summary: Summary) -> bool:
    """Say whether anything published is about a return's place and one of its metrics."""
    known = [*published.figures.records, *(each.record for each in published.unlike)]
    asked = {each.key[1] for each in summary.shown}
    place = summary.place.code if summary.place else ""
    return not known or any(each.place == place and each.metric in asked for each in known)


def _figure(
    beside: Beside, summary: Summary, each: Shown, record: Record, published: Published
) -> Iterator[Item]:
    metric = beside.metrics[record.metric]
    status = Status.PLAN if record.status is Status.PLAN else Status.ACTUAL
    key = (record.place, record.metric, record.period, status)
    found = published.figures.lookup(*key)
    if found is not None:
        within = beside.settings.apart(metric.id).published
        number = found.figure.number
        if number is not None and not agrees(each.number or 0.0, number, within):
            facts = {"found": beside.written(each), "expected": _told(found, metric)}
            yield summary.item(each, "ACR14", **facts)
        return
    for other in published.unlike:
        if other.record.key == key and other.record.figure.number is not None:
            facts = {"found": beside.written(each), "expected": _told(other.record, metric)}
            yield summary.item(each, "ACR15", reason=other.reason, **facts)


def _text(beside: Beside, summary: Summary, each: Shown, published: Published) -> Iterator[Item]:
    """Yield a note for each result that a text tells otherwise than it was published."""
    _, metric_id, _ = each.key
    if metric_id is None or summary.place is None:
        return
    metric = beside.metrics[metric_id]
    within = beside.settings.apart(metric.id).published
    for told in results_told(each.value, metric, summary.year):
        period = told.period or summary.year
        found = published.figures.lookup(summary.place.code, metric.id, period, Status.ACTUAL)
        number = found.figure.number if found else None
        if found and number is not None and not agrees(told.number, number, within):
            yield summary.item(each, "ACR16", found=told.text, expected=_told(found, metric))


def _told(record: Record, metric: Metric) -> str:
    """Return a published figure with its numerator, denominator and source."""
    above, below = record.numerator.number, record.denominator.number
    fraction = ""
    if above is not None and below is not None:
        fraction = f"{in_digits(above, None)} of {in_digits(below, None)}"
    aside = "; ".join(part for part in (fraction, record.source or record.where) if part)
    number = record.figure.number or 0.0
    return (
        f"{written_number(number, metric)} ({aside})" if aside else written_number(number, metric)
    )
