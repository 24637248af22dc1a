"""Narrative against figures: every number and every word of direction held against the row."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from xlbcf.rules.assessment import Assessment
from xlbcf.rules.metrics import Metric, Unit, fold_name
from xlbcf.rules.narrative_asides import Aside
from xlbcf.rules.narrative_numbers import Counted
from xlbcf.rules.narrative_pairs import Pair, Pairing, plan_pairs
from xlbcf.rules.narrative_periods import sentences
from xlbcf.rules.narrative_readings import Fit, Reading, read_level, read_variance, stated_level
from xlbcf.rules.narrative_roles import Mention, Role, find_mentions
from xlbcf.rules.narrative_row import (
    Level,
    Part,
    Row,
    Series,
    about_series,
    counted_alike,
    levels,
    recomputed,
    tells,
)
from xlbcf.rules.narrative_subjects import is_of_another
from xlbcf.rules.narrative_words import Wording, effects_claimed, find_wordings
from xlbcf.rules.records import Status
from xlbcf.rules.variance import Effect, written_number

__all__ = ["Claim", "Contradiction", "Fit", "Narrative", "Row", "Series", "read_narrative"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A number in a narrative and what it was found to be.

    Args:
        field: the text it stands in, such as ``achievements``.
        text: the number and its unit as typed.
        start: where it begins in that text.
        end: where it ends.
        role: what the words around it say that it is.
        fit: whether the row's figures support it, and by which reading.
        reason: the figures that it fits or does not, in words.
    """

    field: str
    text: str
    start: int
    end: int
    role: Role
    fit: Fit
    reason: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Words of direction that the figures or the assessment chosen contradict.

    Args:
        field: the text they stand in.
        words: the words found.
        start: where they begin in that text.
        end: where they end.
        against: ``figures`` or ``assessment``.
        reason: what contradicts them, in words.
    """

    field: str
    words: str
    start: int
    end: int
    against: str
    reason: str


@dataclass(frozen=True, slots=True)
class Narrative:
    """What was found in the texts of one row.

    Args:
        claims: every number, in the order of the texts.
        contradictions: every word of direction that does not agree.
    """

    claims: tuple[Claim, ...]
    contradictions: tuple[Contradiction, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    field: str
    text: str
    mentions: list[Mention]
    asides: list[Aside]
    readings: dict[int, Reading]


_GOOD = (Assessment.MET, Assessment.ON_TRACK)
_BAD = (Assessment.NOT_MET, Assessment.NOT_ON_TRACK)
_VARIANCES = (Role.VARIANCE, Role.CHANGE)
_PARTS = (Role.NUMERATOR, Role.DENOMINATOR)
_SURE = (Role.PLAN, Role.ACTUAL, Role.FORECAST)
_LEVELS = (Role.PLAN, Role.ACTUAL)
_FITTING = (Fit.SUPPORTED, Fit.RECOMPUTED, Fit.NOT_COMPARED)
_SHARES = (Counted.RATE, Counted.PERCENT)
_BRACKET = re.compile(r"\s*[(\[]\s*(?:numerator|denominator)\W*(?:is|of)?\W*", re.IGNORECASE)
_EVERY = re.compile(r"\b(?:both|all|each)\b", re.IGNORECASE)
_ORDER = tuple(Fit)


def read_narrative(texts: Mapping[str, object], row: Row) -> Narrative:
    """Hold the texts of one row against its figures and the assessment chosen.

    A figure that one text states is known to the others: a variance is held against it too. What
    nothing speaks about is told as such and never as unsupported.

    Args:
        texts: each text by its field, such as ``challenges``; anything but text is passed over.
        row: the row's figures and the assessment.

    Returns:
        Every number with its reading, and the words that contradict figures or assessment.

    Source: Methods, section 10.
    """
    read = [
        _Text(field, text, *find_mentions(text, row.year), {})
        for field, text in texts.items()
        if isinstance(text, str)
    ]
    for text in read:
        _read_levels(text, row)
    stated = [(text, each) for text in read for each in _stated(text, row)]
    for text in read:
        known = [level for source, (level, sure) in stated if sure or source is text]
        _read_variances(text, row, known)
    sure = [level for _, (level, certain) in stated if certain]
    claims = [claim for text in read for claim in _claims(text, row)]
    contradictions = [each for text in read for each in _contradictions(text, row, sure)]
    return Narrative(tuple(claims), tuple(contradictions))


def _read_levels(text: _Text, row: Row) -> None:
    for mention in text.mentions:
        if mention.role not in _VARIANCES:
            about = about_series(mention.lead, row.series)
            known = [level for series in about for level in levels(series)]
            text.readings[mention.number.start] = read_level(mention, known)
    _leave_others(text, _names(row))
    for level, numerator, denominator in _with_parts(text.mentions):
        for series in about_series(level.lead, row.series)[:1]:
            _recompute(text, series.metric, (level, numerator, denominator))


def _with_parts(mentions: Sequence[Mention]) -> Iterable[tuple[Mention, Mention, Mention]]:
    level: Mention | None = None
    parts: dict[Role, Mention] = {}
    for before, mention in zip((None, *mentions), mentions, strict=False):
        if mention.role in _PARTS:
            if before and _opens(before, mention):
                level, parts = before, {}
            parts.setdefault(mention.role, mention)
        elif mention.role in _SURE or mention.number.counted in _SHARES:
            if mention.role in _VARIANCES:
                continue
            parts = parts if level is None else {}
            level = mention
        if level is not None and len(parts) == len(_PARTS):
            yield level, parts[Role.NUMERATOR], parts[Role.DENOMINATOR]
            level, parts = None, {}


def _opens(level: Mention, part: Mention) -> bool:
    """Say whether a part's bracket follows a bare number, as in 515 (Numerator = 231."""
    between = part.lead.rpartition(level.number.text)[2]
    return level.role is Role.UNSAID and bool(_BRACKET.fullmatch(between))


def _recompute(text: _Text, metric: Metric, found: tuple[Mention, Mention, Mention]) -> None:
    mention, numerator, denominator = found
    value = recomputed(metric, numerator.number.value, denominator.number.value)
    if value is None:
        return
    level = Level(metric, value, Status.ACTUAL, mention.period, computed=True)
    if not counted_alike(mention.number, level):
        return
    of = f"{numerator.number.value:,f} / {denominator.number.value:,f}"
    reason = f"{of} is {written_number(float(value), metric)}"
    before = text.readings[mention.number.start]
    if tells(mention.number, level):
        text.readings[mention.number.start] = Reading(Fit.RECOMPUTED, f"{reason}; {before.reason}")
        for part in (numerator, denominator):
            if text.readings[part.number.start].fit is Fit.NOT_COMPARED:
                text.readings[part.number.start] = Reading(Fit.RECOMPUTED, reason)
    elif mention.role is not Role.PLAN:
        text.readings[mention.number.start] = Reading(Fit.NOT_SUPPORTED, reason)


def _stated(text: _Text, row: Row) -> Iterable[tuple[Level, bool]]:
    for mention in text.mentions:
        about = about_series(mention.lead, row.series)
        if len(about) != 1 or mention.role in (*_VARIANCES, *_PARTS):
            continue
        level = stated_level(mention, about[0].metric)
        if level and text.readings[mention.number.start].fit is not Fit.NOT_SUPPORTED:
            yield level, mention.role in _SURE


def _read_variances(text: _Text, row: Row, stated: Sequence[Level]) -> None:
    for mention in text.mentions:
        if mention.role not in _VARIANCES:
            continue
        found = [
            read_variance(mention, _known(series, stated))
            for series in about_series(mention.lead, row.series)
        ]
        compared = [each for each in found if each.fit is not Fit.NOT_COMPARED] or found
        if not compared:
            compared = [Reading(Fit.NOT_COMPARED, "the row shows no figures")]
        choose = max if _EVERY.search(mention.lead) else min
        fit = choose((each.fit for each in compared), key=_ORDER.index)
        told = compared if choose is max else [each for each in compared if each.fit is fit]
        reason = "; ".join(dict.fromkeys(each.reason for each in told))
        text.readings[mention.number.start] = Reading(fit, reason)
    _leave_others(text, _names(row))


def _names(row: Row) -> set[str]:
    """Return the words, in lower case, by which a row's metric and its place are known."""
    names = (*(series.metric.name for series in row.series), *row.place)
    return {word for name in names for word in fold_name(name).split()}


def _leave_others(text: _Text, names: Collection[str]) -> None:
    """Take back what does not fit where the sentence speaks of something else than the metric.

    Another service is told with its own plan: where neither fits, both are taken for its figures.
    """
    unfit = [
        each
        for each in text.mentions
        if each.number.start in text.readings
        and text.readings[each.number.start].fit not in _FITTING
    ]
    unknown = {
        (each.sentence.start, each.role)
        for each in unfit
        if text.readings[each.number.start].fit is Fit.NOT_SUPPORTED
    }
    for mention in unfit:
        start, sentence = mention.number.start, mention.sentence
        pair = {(sentence.start, role) for role in _LEVELS}
        strange = mention.role in _LEVELS and pair <= unknown
        if strange or is_of_another(sentence.words, start - sentence.start, names):
            told = "the sentence speaks of something else"
            text.readings[start] = Reading(Fit.NOT_COMPARED, told)


def _known(series: Series, stated: Iterable[Level]) -> list[Level]:
    return [*(each for each in stated if each.metric == series.metric), *levels(series)]


def _claims(text: _Text, row: Row) -> list[Claim]:
    days = any(series.metric.unit is Unit.DAYS for series in row.series)
    claims = [
        Claim(text.field, each.text, each.start, each.end, Role.UNSAID, Fit.NOT_A_FIGURE, each.why)
        for each in text.asides
    ]
    for mention in text.mentions:
        number, reading = mention.number, text.readings[mention.number.start]
        if number.counted is Counted.DAYS and not days:
            reading = Reading(Fit.NOT_A_FIGURE, "a length of time")
        claims.append(
            Claim(
                *(text.field, number.text, number.start, number.end, mention.role),
                *(reading.fit, reading.reason),
            )
        )
    return sorted(claims, key=lambda each: each.start)


def _contradictions(text: _Text, row: Row, stated: Sequence[Level]) -> Iterable[Contradiction]:
    polarities = {series.metric.polarity for series in row.series}
    if len(polarities) != 1:
        return
    polarity = polarities.pop()
    names = _names(row)
    for sentence in sentences(text.text, text.asides, row.year):
        for wording in find_wordings(sentence, row.year, names):
            allowed = effects_claimed(wording.direction, polarity)
            if not allowed:
                continue
            if _opposes(allowed, row.assessment):
                reason = f"the assessment chosen is {str(row.assessment).replace('_', ' ')}"
                yield _contradiction(text.field, wording, "assessment", reason)
            pairs = [pair for series in row.series for pair in _own(_known(series, stated))]
            if pairs and not any(pair.variance.effect in allowed for pair in pairs):
                yield _contradiction(text.field, wording, "figures", pairs[0].words)


def _opposes(allowed: frozenset[Effect], assessment: str | None) -> bool:
    if assessment in _GOOD:
        return allowed == {Effect.ADVERSE}
    return assessment in _BAD and Effect.ADVERSE not in allowed


def _own(known: Sequence[Level]) -> list[Pair]:
    pairs = plan_pairs(known, None)
    return [
        pair for pair in pairs if pair.pairing is Pairing.OWN and pair.actual.part is Part.FIGURE
    ]


def _contradiction(field: str, wording: Wording, against: str, reason: str) -> Contradiction:
    return Contradiction(field, wording.words, wording.start, wording.end, against, reason)
