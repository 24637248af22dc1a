"""Narrative: the commentary of a return, held against its figures and assessments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from xlbcf.desk.checking.reading import ReadReturn
from xlbcf.desk.checking.report import Group, Item
from xlbcf.feeds.figures import Figures
from xlbcf.rules.figures import BLANK
from xlbcf.rules.narrative import Claim, Contradiction, Fit, Row, Series, read_narrative
from xlbcf.rules.periods import Period
from xlbcf.rules.records import Record
from xlbcf.template.return_mapping import Field, Kind, Origin
from xlbcf.template.words import plain

_CODES = {
    Fit.NOT_SUPPORTED: "NAR01",
    Fit.AS_POINTS: "NAR02",
    Fit.AS_PERCENT: "NAR03",
    Fit.ANOTHER_PERIOD: "NAR04",
    Fit.MEAN_PLAN: "NAR07",
}
_AGAINST = {"figures": "NAR05", "assessment": "NAR06"}


def check_commentary(read: ReadReturn, figures: Figures) -> list[Item]:
    """Return the numbers and words of a return's commentary that its figures do not bear out.

    Args:
        read: the return.
        figures: the figures that the return shows, and those that a feed adds.

    Source: Methods, section 10.
    """
    items: list[Item] = []
    for metric in read.mapping.metrics:
        texts = {
            each.name: each
            for each in read.fields
            if each.metric == metric
            and each.origin is Origin.COMMENTARY
            and each.kind is Kind.TEXT
            and not read.is_blank(read.values[each.key])
        }
        if texts:
            items += _row(read, metric, texts, figures)
    return items


def _row(
    read: ReadReturn, metric: str, texts: Mapping[str, Field], figures: Figures
) -> Iterator[Item]:
    code = read.place.code if read.place else ""
    series = tuple(
        Series(
            read.metrics[each],
            tuple(
                _of_year(r, read.mapping.year)
                for r in figures.records
                if (r.place, r.metric) == (code, each)
            ),
        )
        for each in _series_of(read, metric, next(iter(texts.values())))
    )
    chosen = read.assessment(metric)
    place = (read.place.name, *read.place.aliases) if read.place else (read.place_name,)
    row = Row(series, chosen.value if chosen else None, place)
    found = read_narrative({name: read.values[each.key] for name, each in texts.items()}, row)
    for claim in found.claims:
        if claim.fit in _CODES:
            yield _claim(read, texts[claim.field], claim)
    for contradiction in _once(found.contradictions):
        yield _contradiction(read, texts[contradiction.field], contradiction)


def _of_year(record: Record, year: Period) -> Record:
    """Return a figure, without its parts if it is another year's: commentary tells this one's."""
    if record.period.within(year):
        return record
    return record._replace(numerator=BLANK, denominator=BLANK)


def _once(found: Iterable[Contradiction]) -> Iterator[Contradiction]:
    """Yield each contradiction; words that oppose both figures and assessment, with the figures."""
    opposed = list(found)
    by_figures = {(c.field, c.start) for c in opposed if c.against == "figures"}
    for each in opposed:
        if each.against == "figures" or (each.field, each.start) not in by_figures:
            yield each


def _series_of(read: ReadReturn, metric: str, text: Field) -> list[str]:
    """Return the metrics whose figures stand in the row of a text: one row may hold several."""
    row = (text.sheet, plain(text.anchor.row), text.anchor.occurrence)
    shown = [
        each.metric
        for each in read.fields
        if each.status and each.metric
        and (each.sheet, plain(each.anchor.row), each.anchor.occurrence) == row
    ]  # fmt: skip
    return list(dict.fromkeys(shown)) or [metric]


def _claim(read: ReadReturn, each: Field, claim: Claim) -> Item:
    facts = {"found": f"“{claim.text}”", "reason": claim.reason}
    return read.item(each, Group.NARRATIVE, _CODES[claim.fit], **facts)


def _contradiction(read: ReadReturn, each: Field, found: Contradiction) -> Item:
    facts = {"found": f"“{found.words}”", "reason": found.reason}
    return read.item(each, Group.NARRATIVE, _AGAINST[found.against], **facts)
