"""Earlier returns beside those of their places: what was carried over, and what changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from xlbcf.desk.checking.comparison import Beside, change_in_words
from xlbcf.desk.checking.report import Item
from xlbcf.desk.checking.summary import Shown, Summary
from xlbcf.rules.across import agrees, changed_much, digits_of, is_copied, same_number, times_apart
from xlbcf.rules.metrics import Metric, Unit
from xlbcf.rules.records import Record, Status
from xlbcf.template.words import plain

_YEAR = 12


def check_earlier(
    beside: Beside, summaries: Sequence[Summary], previous: Sequence[Summary]
) -> list[Item]:
    """Return what stands out where earlier returns are laid beside those of their places.

    Args:
        beside: what they are compared by.
        summaries: the returns checked.
        previous: the earlier returns.
    """
    items: list[Item] = []
    by_place: dict[str, list[Summary]] = defaultdict(list)
    for each in previous:
        by_place[each.about].append(each)
    for summary in summaries:
        same_place = by_place[summary.about] if summary.about else []
        own = summary.path.resolve()
        before = [each for each in same_place if each.path.resolve() != own]
        later = [each for each in before if _is_later(each, summary)]
        for each in later:
            facts = {"found": each.year, "other": summary.path.name, "expected": summary.year}
            items.append(each.overall("ACR13", **facts))
        earlier = sorted((each for each in before if each not in later), key=_reach, reverse=True)
        for each in earlier:
            items += _carried_over(beside, summary, each)
        items += _changed(beside, summary, earlier)
    places = {summary.about for summary in summaries} - {""}
    # Where every return has found its earlier one, the others were given to no harm.
    alone = places - {each.about for each in previous}
    for each in previous:
        if each.about not in places and (alone or not places):
            place = each.place_name or "a place that it does not name"
            items.append(each.overall("ACR12", place=place))
    return items


def _reach(summary: Summary) -> tuple[int, int]:
    """Return how far a return reaches: its year, then the last month of its latest result."""
    ends = [
        each.record.period.start + each.record.period.months
        for each in summary.shown
        if each.record and each.record.status is not Status.PLAN
    ]
    return summary.year.start, max(ends, default=0)


def _is_later(one: Summary, other: Summary) -> bool:
    (year, end), (other_year, other_end) = _reach(one), _reach(other)
    if year != other_year:
        return year > other_year
    return one.return_id != other.return_id and end > other_end > 0


def _carried_over(beside: Beside, summary: Summary, earlier: Summary) -> Iterator[Item]:
    characters = beside.settings.characters
    before = {plain(each.value) for each in earlier.texts(characters)}
    texts = [each for each in summary.texts(characters) if plain(each.value) in before]
    if texts:
        yield beside.listed(summary, texts, "ACR08", other=earlier.title)
    if figures := _same_figures(beside, summary, earlier):
        yield beside.listed(summary, figures, "ACR09", other=earlier.title)


def _same_figures(beside: Beside, summary: Summary, earlier: Summary) -> list[Shown]:
    """Return the results that are the earlier return's, though they are about another period."""
    pairs = [
        (each, before)
        for each in summary.shown
        if each.is_typed and each.record and each.record.status is not Status.PLAN
        if (before := _comparable(each.record, [earlier])) is not None
    ]
    numbers = [(each.number or 0.0, before[1].number or 0.0) for each, before in pairs]
    digits = beside.settings.digits
    if is_copied(numbers, digits):
        return [each for each, _ in pairs]
    return [
        each
        for (each, _), (now, then) in zip(pairs, numbers, strict=True)
        if same_number(now, then) and digits_of(now) >= digits
    ]


def _changed(beside: Beside, summary: Summary, earlier: Sequence[Summary]) -> Iterator[Item]:
    for each in summary.shown:
        record = each.record
        if record is None or record.figure.number is None:
            continue
        if (same := _same_key(record, earlier)) is not None:
            yield from _revised(beside, summary, each, *same)
        elif (before := _comparable(record, earlier)) is not None:
            yield from _large_change(beside, summary, each, *before)


def _revised(
    beside: Beside, summary: Summary, each: Shown, earlier: Summary, before: Shown
) -> Iterator[Item]:
    now, then = each.number, before.number
    if now is not None and then is not None and not agrees(now, then):
        facts = {"found": beside.written(each), "expected": beside.written(before)}
        yield summary.item(each, "ACR10", other=earlier.title, **facts)


def _large_change(
    beside: Beside, summary: Summary, each: Shown, earlier: Summary, before: Shown
) -> Iterator[Item]:
    now, then = each.number, before.number
    if now is None or then is None or each.record is None or before.record is None:
        return
    metric = beside.metrics[each.record.metric]
    if _is_large(beside, metric, then, now):
        facts = {
            "found": beside.written(each),
            "before": beside.written(before),
            "period": before.record.period,
            "other": earlier.title,
            "change": change_in_words(then, now, metric),
        }
        yield summary.item(each, "ACR11", **facts)


def _is_large(beside: Beside, metric: Metric, then: float, now: float) -> bool:
    apart = beside.settings.apart(metric.id)
    if metric.unit is Unit.PERCENT:
        return changed_much(then, now, points=apart.points) or times_apart(then, now, apart.times)
    return changed_much(then, now, percent=apart.change)


def _same_key(record: Record, earlier: Sequence[Summary]) -> tuple[Summary, Shown] | None:
    """Return the latest field about the same metric, period and status, with its return."""
    key = (record.metric, record.period, record.status)
    for summary in earlier:
        for each in summary.shown:
            other = each.record
            if other and (other.metric, other.period, other.status) == key:
                return summary, each
    return None


def _comparable(record: Record, earlier: Sequence[Summary]) -> tuple[Summary, Shown] | None:
    """Return the latest earlier figure of the same status and length of period.

    One of the same season is preferred: a winter is compared with the winter before.
    """
    found = [
        (summary, each, each.record.period.start)
        for summary in earlier
        for each in summary.shown
        if each.record and each.number is not None
        and (each.record.metric, each.record.status) == (record.metric, record.status)
        and each.record.period.months == record.period.months
        and each.record.period.start < record.period.start
    ]  # fmt: skip
    if not found:
        return None
    season = [each for each in found if (record.period.start - each[2]) % _YEAR == 0]
    summary, shown, _ = max(season or found, key=lambda each: each[2])
    return summary, shown
