"""Readings of a number in a narrative: which of a row's figures it fits, and how."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from xlbcf.rules.metrics import Metric, Unit
from xlbcf.rules.narrative_asides import spaced
from xlbcf.rules.narrative_numbers import Counted, Number
from xlbcf.rules.narrative_pairs import Pair, Pairing, change_pairs, plan_pairs, sizes
from xlbcf.rules.narrative_roles import Mention, Role
from xlbcf.rules.narrative_row import Level, Part, counted_alike, tells
from xlbcf.rules.periods import Period
from xlbcf.rules.records import Status
from xlbcf.rules.variance import written_number


class Fit(StrEnum):
    """Whether a number in a narrative fits the row's figures, and by which reading.

    Source: Methods, section 10.
    """

    SUPPORTED = "supported"
    RECOMPUTED = "supported, worked out from numerator and denominator"
    AS_POINTS = "supported as percentage points, not percent"
    AS_PERCENT = "supported as percent, not percentage points"
    ANOTHER_PERIOD = "supported against another period"
    MEAN_PLAN = "supported against the mean plan"
    NOT_SUPPORTED = "not supported by the figures shown"
    NOT_COMPARED = "the row gives nothing to hold it against"
    NOT_A_FIGURE = "not a figure"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a number was found to be.

    Args:
        fit: whether it fits, and how.
        reason: the figures that it fits or does not, in words.
    """

    fit: Fit
    reason: str


_SURE = (Role.PLAN, Role.ACTUAL, Role.FORECAST)
_PARTS = {Role.NUMERATOR: Part.NUMERATOR, Role.DENOMINATOR: Part.DENOMINATOR}
_NAMED_PART = re.compile(r"\b(?:numerator|denominator)\W*(?:\w+\W+)?$", re.IGNORECASE)
_LAST_YEAR = spaced(r"\b(?:last|previous|prior|preceding) year\b")
_MOVES = (
    (1, spaced(r"\b(?:increas\w*|rise|rose|risen|rising|grew|grown|growth|higher|up)\b")),
    (-1, spaced(r"\b(?:reduc\w*|decreas\w*|fall|fell|fallen|drop\w*|declin\w*|lower|down)\b")),
)
_GAINS = (
    (1, spaced(r"\b(?:improv\w*|better)\b")),
    (-1, spaced(r"\b(?:deteriorat\w*|worse\w*)\b")),
)
_BESIDE = 40
_MOST_TOLD = 3


def read_level(mention: Mention, levels: Sequence[Level]) -> Reading:
    """Hold a number that is said to be a figure against a metric's figures.

    Args:
        mention: the number and what is said of it.
        levels: the figures of the metric, or of every metric that it may be about.

    Returns:
        The reading; a number of which nothing certain is said is never called unsupported.

    Source: Methods, section 10.
    """
    number, period = mention.number, mention.period
    alike = [each for each in levels if _may_be(mention.role, each) and counted_alike(number, each)]
    years = {each.period.year for each in alike if each.period}
    vague = number.is_bound and mention.role is Role.UNSAID
    if not alike or vague or (period and period.year not in years):
        return Reading(Fit.NOT_COMPARED, f"the row shows no {_asked(mention)}")
    own = _of_period(alike, period)
    fitting = [each for each in own if tells(number, each)]
    if fitting:
        fit = Fit.RECOMPUTED if fitting[0].computed else Fit.SUPPORTED
        return Reading(fit, _told(fitting[:1]))
    elsewhere = [each for each in alike if tells(number, each)]
    if elsewhere:
        return Reading(Fit.ANOTHER_PERIOD, _told(elsewhere[:1]))
    against = [each for each in own if _contradicts(mention, each)]
    if against:
        return Reading(Fit.NOT_SUPPORTED, _told(against))
    return Reading(Fit.NOT_COMPARED, f"the row shows no {_asked(mention)}")


def read_variance(mention: Mention, levels: Sequence[Level]) -> Reading:
    """Hold a number that is said to be a variance or a change against one metric's figures.

    Args:
        mention: the number and what is said of it.
        levels: the metric's figures, those that the narrative states among them.

    Source: Methods, section 10.
    """
    change = mention.role is Role.CHANGE
    pairs = change_pairs(levels) if change else plan_pairs(levels, mention.period)
    named = mention.period
    years = {pair.actual.period.year for pair in pairs if pair.actual.period}
    measured = [pair for pair in pairs if any(True for _ in sizes(mention.number, pair))]
    if not measured or (named and years and named.year not in years):
        return Reading(Fit.NOT_COMPARED, "the row shows no two figures that it could be between")
    for pairing, as_said, fit in _tries(mention.number):
        for pair in measured:
            if pair.pairing is pairing and _fits(mention.number, pair, as_said=as_said):
                if change and _moves_otherwise(mention, pair):
                    return Reading(Fit.NOT_SUPPORTED, pair.words)
                return Reading(fit, _explained(pair, mention.number, as_said=as_said))
    own = [pair for pair in measured if pair.pairing is Pairing.OWN]
    if not own or (change and not _LAST_YEAR.search(mention.sentence.words)):
        return Reading(Fit.NOT_COMPARED, "the row shows no plan and actual of the same period")
    return Reading(Fit.NOT_SUPPORTED, "; ".join(pair.words for pair in own[:_MOST_TOLD]))


def stated_level(mention: Mention, metric: Metric) -> Level | None:
    """Return the figure that a narrative states, so that its other numbers are held against it.

    Args:
        mention: the number and what is said of it.
        metric: the metric that it is about.

    Returns:
        The figure, or None where the number is a plan, a part, a variance, or in another unit.

    Source: Methods, section 10.
    """
    number = mention.number
    if mention.role not in (Role.ACTUAL, Role.FORECAST, Role.UNSAID) or number.is_bound:
        return None
    status = Status.FORECAST if mention.role is Role.FORECAST else Status.ACTUAL
    scale = Decimal(100) if metric.unit is Unit.PERCENT else Decimal(1)
    level = Level(metric, number.value / scale, status, mention.period, stated=True)
    unsaid = mention.role is Role.UNSAID and number.counted in (Counted.BARE, Counted.COUNT)
    return None if unsaid or not counted_alike(number, level) else level


def _may_be(role: Role, level: Level) -> bool:
    if role in _PARTS:
        return level.part is _PARTS[role]
    if role in _SURE:
        return level.part is not Part.DENOMINATOR and level.is_plan is (role is Role.PLAN)
    return True


def _of_period(levels: Sequence[Level], period: Period | None) -> list[Level]:
    if period is None:
        return list(levels)
    exact = [each for each in levels if each.period == period]
    if exact:
        return exact
    return [each for each in levels if each.period and period.within(each.period)]


def _contradicts(mention: Mention, level: Level) -> bool:
    if level.computed or (mention.role in _SURE and level.part is not Part.FIGURE):
        return False
    if mention.role in _PARTS:
        return bool(_NAMED_PART.search(mention.lead))
    if mention.role is Role.FORECAST:
        return level.status in (Status.FORECAST, Status.PROVISIONAL)
    return mention.role in _SURE


def _moves_otherwise(mention: Mention, pair: Pair) -> bool:
    """Say whether the words beside a change give it the direction that the figures do not."""
    start = mention.sentence.start
    tail = mention.sentence.words[mention.number.end - start :][:_BESIDE]
    beside = f"{mention.lead[-_BESIDE:]} | {tail}"
    claimed = {sign for sign, pattern in _MOVES if pattern.search(beside)}
    sign = pair.actual.metric.polarity.sign
    claimed |= {sign * gain for gain, pattern in _GAINS if sign and pattern.search(beside)}
    moved = pair.variance.absolute
    return claimed == {-1 if moved > 0 else 1} and moved != 0


def _tries(number: Number) -> Iterable[tuple[Pairing, bool, Fit]]:
    other_unit = Fit.AS_PERCENT if number.counted is Counted.POINTS else Fit.AS_POINTS
    yield Pairing.OWN, True, Fit.SUPPORTED
    yield Pairing.OWN, False, other_unit
    if number.is_bound:
        # Nearly every pair keeps within a bound, so only the right one counts.
        return
    for as_said in (True, False):
        yield Pairing.OTHER, as_said, Fit.ANOTHER_PERIOD
        yield Pairing.MEAN, as_said, Fit.MEAN_PLAN


def _fits(number: Number, pair: Pair, *, as_said: bool) -> bool:
    return any(size.as_said is as_said and number.fits(size.value) for size in sizes(number, pair))


def _explained(pair: Pair, number: Number, *, as_said: bool) -> str:
    if as_said:
        return pair.words
    points = number.counted is not Counted.POINTS
    return f"{pair.words}; read as {'percentage points' if points else 'percent'}"


def _asked(mention: Mention) -> str:
    name = "figure in this unit" if mention.role is Role.UNSAID else mention.role.value
    return f"{name} for {mention.period}" if mention.period else name


def _told(levels: Sequence[Level]) -> str:
    told = dict.fromkeys(f"{each.words} is {_written(each)}" for each in levels)
    return "; ".join(list(told)[:_MOST_TOLD])


def _written(level: Level) -> str:
    if level.part is not Part.FIGURE:
        return f"{level.value:,f}"
    return written_number(float(level.value), level.metric)
