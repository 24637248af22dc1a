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
from xlbcf.rules.records import Record, Status
from xlbcf.rules.variance import written_number


def check_published(
    beside: Beside, summaries: Sequence[Summary], published: Published
) -> list[Item]:
    """Return the figures of returns that differ from the published ones.

    Plans are compared with published plans, and results of whatever status with published actuals.

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
    return items


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
