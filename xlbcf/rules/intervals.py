"""Confidence intervals of proportions and rates: Wilson, exact Poisson and Byar."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

from xlbcf.rules.figures import in_digits
from xlbcf.rules.findings import Finding, finding
from xlbcf.rules.finite import finite
from xlbcf.rules.gamma import point_above, point_below

USUAL_CONFIDENCE = 0.95
BYAR_FROM = 10
_NO_SCALE = "a rate is for a population above 0"
_TOO_LARGE = "the rate is too large to hold"


class Method(StrEnum):
    """How an interval was worked out; every output says which."""

    WILSON = "Wilson"
    EXACT_POISSON = "exact Poisson"
    BYAR = "Byar"
    DOBSON = "Dobson"


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its confidence limits.

    Args:
        value: the proportion as a fraction, or the rate per its population.
        lower: the lower limit.
        upper: the upper limit.
        method: how the limits were worked out.
        confidence: the confidence level as a fraction.
    """

    value: float
    lower: float
    upper: float
    method: Method
    confidence: float


class Cause(StrEnum):
    """Why there is no interval."""

    MISSING = "missing"
    WRONG = "wrong"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class NoInterval:
    """No interval, with the cause and the reason in words."""

    cause: Cause
    reason: str


@dataclass(frozen=True, slots=True)
class Counted:
    """One row to work out an interval for.

    Args:
        row: what the reader calls the row.
        events: the numerator.
        population: the denominator.
    """

    row: str
    events: float | None
    population: float | None


def proportion(
    events: float | None, population: float | None, confidence: float = USUAL_CONFIDENCE
) -> Interval | NoInterval:
    """Return a proportion with its Wilson interval.

    Args:
        events: the numerator, from 0 to the denominator.
        population: the denominator, above 0.
        confidence: the confidence level, from 0 to 1, both not included.

    Returns:
        The proportion and its limits as fractions, or why there are none.

    Source: Methods, section 8.
    """
    given = usable(events, population, confidence)
    if isinstance(given, NoInterval):
        return given
    count, whole = given
    if count > whole:
        reason = f"the numerator {_told(count)} is above the denominator {_told(whole)}"
        return NoInterval(Cause.WRONG, reason)
    z = _deviate(confidence)
    share = count / whole
    # Each term is divided by the denominator, so that no product of large numbers overflows.
    weight = z / whole * z
    if not math.isfinite(weight):
        return NoInterval(Cause.WRONG, "the denominator is too small to work with")
    reach = math.sqrt(weight) * math.sqrt(weight + 4 * share * (1 - share))
    lower = (2 * share + weight - reach) / (2 * (1 + weight)) if count else 0.0
    upper = (2 * share + weight + reach) / (2 * (1 + weight)) if count < whole else 1.0
    return Interval(share, lower, upper, Method.WILSON, confidence)


def rate(
    events: float | None,
    population: float | None,
    per: float = 100_000,
    confidence: float = USUAL_CONFIDENCE,
) -> Interval | NoInterval:
    """Return a rate with its interval: exact Poisson below 10 events, Byar from 10.

    Args:
        events: the number of events, at least 0; none give a rate of 0 with an upper limit.
        population: the population, above 0.
        per: the population that the rate is for, such as 100000.
        confidence: the confidence level, from 0 to 1, both not included.

    Returns:
        The rate and its limits, or why there are none.

    Source: Methods, section 8.
    """
    given = usable(events, population, confidence)
    if isinstance(given, NoInterval):
        return given
    count, whole = given
    lower, upper, method = count_limits(count, confidence)
    return scaled((count, lower, upper), whole, per, method, confidence)


def crude_rate(
    events: float | None, population: float | None, per: float = 100_000
) -> float | NoInterval:
    """Return a rate without its interval.

    Args:
        events: the number of events, at least 0.
        population: the population, above 0.
        per: the population that the rate is for, such as 100000.

    Returns:
        The rate, or why there is none.

    Source: Methods, section 8.
    """
    given = usable(events, population, USUAL_CONFIDENCE)
    if isinstance(given, NoInterval):
        return given
    count, whole = given
    scale = finite(per)
    if scale is None or scale <= 0:
        return NoInterval(Cause.WRONG, _NO_SCALE)
    value = count * scale / whole
    return value if math.isfinite(value) else NoInterval(Cause.WRONG, _TOO_LARGE)


def count_limits(events: float, confidence: float) -> tuple[float, float, Method]:
    """Return the limits of a count of at least 0, and how they were worked out.

    Args:
        events: the count.
        confidence: the confidence level, from 0 to 1, both not included.

    Source: Methods, section 8.
    """
    if events >= BYAR_FROM:
        z = _deviate(confidence)
        return _byar(events, -z), _byar(events + 1, z), Method.BYAR
    tail = (1 - confidence) / 2
    lower = point_below(events, tail) if events > 0 else 0.0
    return lower, point_above(events + 1, tail), Method.EXACT_POISSON


def each_row(
    rows: Iterable[Counted], work_out: Callable[[float | None, float | None], Interval | NoInterval]
) -> tuple[list[Interval | NoInterval], list[Finding]]:
    """Work out the interval of every row; a wrong row is named and never stops the others.

    Args:
        rows: the rows.
        work_out: :func:`proportion` or :func:`rate`, or one of them with its settings.

    Returns:
        A result for each row in their order, and a finding for each row that is wrong.

    Source: Methods, section 8.
    """
    results, findings = [], []
    for each in rows:
        result = work_out(each.events, each.population)
        results.append(result)
        if isinstance(result, NoInterval) and result.cause is Cause.WRONG:
            findings.append(finding("FIG17", each.row, reason=result.reason))
    return results, findings


def scaled(
    counts: tuple[float, float, float],
    population: float,
    per: float,
    method: Method,
    confidence: float,
) -> Interval | NoInterval:
    """Return a count and its limits as a rate, or why there is none.

    Args:
        counts: the count, its lower and its upper limit.
        population: the people it was counted among, above 0.
        per: the population that the rate is for, above 0.
        method: how the limits were worked out.
        confidence: the confidence level.
    """
    scale = finite(per)
    if scale is None or scale <= 0:
        return NoInterval(Cause.WRONG, _NO_SCALE)
    value, lower, upper = (count * scale / population for count in counts)
    if not all(math.isfinite(end) for end in (value, lower, upper)):
        return NoInterval(Cause.WRONG, _TOO_LARGE)
    return Interval(value, lower, upper, method, confidence)


def usable(
    events: float | None, population: float | None, confidence: float
) -> tuple[float, float] | NoInterval:
    """Return numerator and denominator as numbers to work with, or why they cannot be used."""
    numbers = []
    for name, given in (("numerator", events), ("denominator", population)):
        if given is None or (isinstance(given, float) and math.isnan(given)):
            return NoInterval(Cause.MISSING, f"there is no {name}")
        number = finite(given)
        if number is None:
            return NoInterval(Cause.WRONG, f"the {name} is not a number that can be worked with")
        numbers.append(number)
    count, whole = numbers
    if count < 0:
        return NoInterval(Cause.WRONG, f"the numerator {_told(count)} is below 0")
    if whole <= 0:
        return NoInterval(Cause.WRONG, f"the denominator {_told(whole)} is not above 0")
    return wrong_confidence(confidence) or (count, whole)


def wrong_confidence(confidence: float) -> NoInterval | None:
    """Say why a confidence level cannot be used, None where it can."""
    level = finite(confidence)
    if level is None or not 0 < level < 1:
        return NoInterval(Cause.WRONG, "a confidence level is between 0 and 1, such as 0.95")
    return None


def _told(number: float) -> str:
    return in_digits(number, None)


def _deviate(confidence: float) -> float:
    # The tail keeps its digits where a level close to 1 would lose them.
    return -NormalDist().inv_cdf((1 - confidence) / 2)


def _byar(count: float, z: float) -> float:
    root = 1 - 1 / (9 * count) + z / (3 * math.sqrt(count))
    return count * root * root * root
