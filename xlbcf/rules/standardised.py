"""Standardised rates: direct, by the European Standard Population, and indirect."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xlbcf.rules.figures import plain_text
from xlbcf.rules.finite import finite
from xlbcf.rules.intervals import (
    BYAR_FROM,
    USUAL_CONFIDENCE,
    Cause,
    Interval,
    Method,
    NoInterval,
    count_limits,
    scaled,
    usable,
    wrong_confidence,
)

_PEOPLE = (
    *(5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000),
    *(7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 800, 200),
)
# Eurostat, Revision of the European Standard Population, 2013: people by their youngest age.
EUROPEAN_STANDARD_POPULATION_2013 = dict(zip(range(0, 100, 5), _PEOPLE, strict=True))
_OLDEST = 200
_BAND = re.compile(r"(\d{1,3})(?: ?(?:-|to) ?(\d{1,3})| ?(?:\+|plus|and over|or over))")


@dataclass(frozen=True, slots=True)
class Stratum:
    """One group of a standardised rate, such as an age band.

    Args:
        name: what the reader calls it, such as ``65-69``.
        events: the events in it.
        population: the people in it, above 0.
        weight: its people in the standard population, above 0.
    """

    name: str
    events: float | None
    population: float | None
    weight: float


def european_weights(bands: Sequence[str]) -> list[float] | NoInterval:
    """Return the European Standard Population 2013 of each age band.

    Args:
        bands: the age bands as typed: ``65-69``, ``65 to 74``, ``85+``, ``90 and over``. They begin
            and end where the five-year bands of the standard do, up to 95 and over, and none
            overlaps another; a part of all ages may be left out.

    Returns:
        The weights in the bands' order, or why there are none.

    Source: Methods, section 8.
    """
    ages: list[tuple[int, int]] = []
    for band in bands:
        first, beyond = _ages(band)
        youngest = {*EUROPEAN_STANDARD_POPULATION_2013, _OLDEST}
        if first not in youngest or beyond not in youngest or first >= beyond:
            reason = f"{band} is not made of five-year bands such as 65-69, or 85+ for the oldest"
            return NoInterval(Cause.WRONG, reason)
        if any(first < last and start < beyond for start, last in ages):
            return NoInterval(Cause.WRONG, f"{band} overlaps another age band")
        ages.append((first, beyond))
    return [
        float(sum(n for age, n in EUROPEAN_STANDARD_POPULATION_2013.items() if first <= age < end))
        for first, end in ages
    ]


def directly_standardised(
    strata: Iterable[Stratum], per: float = 100_000, confidence: float = USUAL_CONFIDENCE
) -> Interval | NoInterval:
    """Return a directly standardised rate with its Dobson interval.

    Args:
        strata: the groups; those of a part of all ages standardise within that part.
        per: the population that the rate is for.
        confidence: the confidence level, from 0 to 1, both not included.

    Returns:
        The rate and its limits. Not given below 10 events in all, or where a group is wrong,
        which is named.

    Source: Methods, section 8.
    """
    total = weights = weighted = spread = 0.0
    for each in strata:
        given = usable(each.events, each.population, confidence)
        weight = finite(each.weight)
        if isinstance(given, NoInterval):
            return NoInterval(given.cause, f"{each.name}: {given.reason}")
        if weight is None or weight <= 0:
            return NoInterval(Cause.WRONG, f"{each.name}: its weight is not above 0")
        count, people = given
        total, weights = total + count, weights + weight
        weighted += weight * (count / people)
        spread += count * (weight / people) * (weight / people)
    if total < BYAR_FROM:
        reason = f"a directly standardised rate is not given below {BYAR_FROM} events"
        return wrong_confidence(confidence) or NoInterval(Cause.TOO_FEW, reason)
    lower, upper, _ = count_limits(total, confidence)
    value, step = weighted / weights, math.sqrt(spread / total) / weights
    ends = (value + step * (lower - total), value + step * (upper - total))
    return scaled((value, *ends), 1, per, Method.DOBSON, confidence)


def expected_events(strata: Iterable[Stratum], rates: Iterable[float]) -> float | NoInterval:
    """Return the events expected if each group had the reference's rate.

    Args:
        strata: the groups; only their populations are used.
        rates: the reference's rate for one person, for each group in the same order.

    Source: Methods, section 8.
    """
    groups, references = list(strata), list(rates)
    if len(groups) != len(references):
        reason = f"there are {len(groups)} groups and {len(references)} reference rates"
        return NoInterval(Cause.WRONG, reason)
    expected = 0.0
    for each, given in zip(groups, references, strict=True):
        people, reference = finite(each.population), finite(given)
        if people is None or people <= 0:
            return NoInterval(Cause.WRONG, f"{each.name}: the denominator is not above 0")
        if reference is None or reference < 0:
            return NoInterval(Cause.WRONG, f"{each.name}: the reference rate is not at least 0")
        expected += people * reference
    return expected


def indirectly_standardised(
    observed: float | None,
    expected: float | None,
    per: float = 1,
    confidence: float = USUAL_CONFIDENCE,
) -> Interval | NoInterval:
    """Return observed over expected events, with the interval of the observed count.

    Args:
        observed: the events counted, at least 0.
        expected: the events expected, above 0.
        per: 1 for a ratio, 100 for a ratio in percent, or the reference's crude rate for an
            indirectly standardised rate.
        confidence: the confidence level, from 0 to 1, both not included.

    Source: Methods, section 8.
    """
    given = usable(observed, expected, confidence)
    if isinstance(given, NoInterval):
        return given
    count, whole = given
    lower, upper, method = count_limits(count, confidence)
    return scaled((count, lower, upper), whole, per, method, confidence)


def _ages(band: str) -> tuple[int, int]:
    found = _BAND.fullmatch(plain_text(str(band)).casefold())
    if found is None:
        return -1, -1
    return int(found[1]), int(found[2]) + 1 if found[2] else _OLDEST
