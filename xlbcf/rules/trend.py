"""Recent trend of a few yearly figures, as the Fingertips services work it out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from xlbcf.rules.finite import finite
from xlbcf.rules.intervals import NoInterval, rate
from xlbcf.rules.metrics import Polarity

POINTS = 5
# Chi-square with one degree of freedom at 99.8%.
CRITICAL = 9.54953570608324
_WIDTH_IN_ERRORS = 3.92


class Marker(StrEnum):
    """Which way a figure went lately, as far as chance does not explain it."""

    INCREASING = "increasing"
    DECREASING = "decreasing"
    NO_CHANGE = "no_change"
    CANNOT_BE_CALCULATED = "cannot_be_calculated"


class TrendWords(StrEnum):
    """A recent trend and what it means by polarity."""

    INCREASING = "increasing"
    INCREASING_AND_GETTING_BETTER = "increasing_and_getting_better"
    INCREASING_AND_GETTING_WORSE = "increasing_and_getting_worse"
    DECREASING = "decreasing"
    DECREASING_AND_GETTING_BETTER = "decreasing_and_getting_better"
    DECREASING_AND_GETTING_WORSE = "decreasing_and_getting_worse"
    NO_CHANGE = "no_change"
    CANNOT_BE_CALCULATED = "cannot_be_calculated"

    @property
    def words(self) -> str:
        """The trend as a reader sees it, such as ``increasing and getting better``."""
        return {
            TrendWords.NO_CHANGE: "no significant change",
            TrendWords.CANNOT_BE_CALCULATED: "recent trend cannot be calculated",
        }.get(self, self.value.replace("_", " "))


@dataclass(frozen=True, slots=True)
class Estimate:
    """One year's figure with its 95% confidence limits; None where there is none.

    Args:
        year: the year, or any number that puts the figures in order.
        value: the figure.
        lower: its lower limit.
        upper: its upper limit, above the lower one.
    """

    year: int
    value: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class Share:
    """One year's count of a whole; None where there is none.

    Args:
        year: the year, or any number that puts the counts in order.
        events: the numerator.
        population: the denominator, above 0.
    """

    year: int
    events: float | None
    population: float | None


@dataclass(frozen=True, slots=True)
class Trend:
    """A recent trend.

    Args:
        marker: the trend.
        chi_square: the test's result, None where it cannot be calculated.
        slope: the slope from one point to the next (of the log odds, for counts of a whole).
        reason: why, in words.
    """

    marker: Marker
    chi_square: float | None
    slope: float | None
    reason: str


_Point = tuple[float, float, float]


def recent_trend(estimates: Iterable[Estimate]) -> Trend:
    """Return the recent trend of figures with confidence limits.

    The five most recent valid points are taken at equal steps, whether or not their years follow
    one another, and a line is put through them, each weighted by how exact it is. The trend holds
    if chance explains it less than once in 500 times, and if no single point decides its direction.

    Args:
        estimates: the figures, in any order; those without figure or limits are passed over.

    Source: Methods, section 8, recent trend.
    """
    numbers = ((each.year, each.value, each.lower, each.upper) for each in estimates)
    latest = _latest(row for row in _complete(numbers) if row[2] < row[3])
    if len(latest) < POINTS:
        return _too_few(len(latest))
    errors = [(upper - lower) / _WIDTH_IN_ERRORS for _, _, lower, upper in latest]
    least = min(errors)
    points = [
        (float(place), row[1], (least / error) * (least / error))
        for place, (row, error) in enumerate(zip(latest, errors, strict=True), 1)
    ]
    line = _line(points)
    return _decided(points, _square(line.slope / least) * line.spread)


def proportion_trend(shares: Iterable[Share]) -> Trend:
    """Return the recent trend of counts of a whole, by the test of Cochran and Armitage.

    Its direction, and that no single point decides it, comes from the line through the log odds
    of the five points.

    Args:
        shares: the counts, in any order; those without numerator or denominator are passed over.

    Source: Methods, section 8, recent trend, Cochran-Armitage.
    """
    numbers = ((each.year, each.events, each.population) for each in shares)
    latest = _latest(row for row in _complete(numbers) if 0 <= row[1] <= row[2] and row[2] > 0)
    if len(latest) < POINTS:
        return _too_few(len(latest))
    counts = [(count, whole) for _, count, whole in latest]
    if any(count in (0, whole) for count, whole in counts):
        return _cannot("a point has none or all of its denominator, and so no odds")
    points = [
        (float(place), math.log(count) - math.log(whole - count), 1.0)
        for place, (count, whole) in enumerate(counts, 1)
    ]
    return _decided(points, _cochran_armitage(counts))


def rate_trend(shares: Iterable[Share], per: float) -> Trend:
    """Return the recent trend of rates, each with its exact or Byar's 95% confidence limits.

    Args:
        shares: the counts, in any order; those that give no rate are passed over.
        per: the size of population that the rates are for, above 0.

    Source: Methods, section 8, rate and recent trend.
    """
    dated = [each for each in shares if finite(each.year) is not None]
    # Limits take long to work out, and those of older points are not needed.
    newest = sorted(dated, key=lambda each: each.year)[::-1]
    estimates = (_estimate(each, per) for each in newest)
    return recent_trend(list(islice(filter(_is_valid, estimates), POINTS))[::-1])


def _is_valid(estimate: Estimate) -> bool:
    lower, upper = finite(estimate.lower), finite(estimate.upper)
    return lower is not None and upper is not None and lower < upper


def _estimate(share: Share, per: float) -> Estimate:
    nothing = Estimate(share.year, None, None, None)
    if share.events is None or share.population is None:
        return nothing
    found = rate(share.events, share.population, per)
    if isinstance(found, NoInterval):
        return nothing
    return Estimate(share.year, found.value, found.lower, found.upper)


def trend_words(marker: Marker, polarity: Polarity) -> TrendWords:
    """Return a trend with what it means for the metric.

    Source: Methods, section 8, recent trend, words.
    """
    direction = {Marker.INCREASING: 1, Marker.DECREASING: -1}.get(marker, 0)
    if direction * polarity.sign == 0:
        return TrendWords(marker.value)
    better = "better" if direction == polarity.sign else "worse"
    return TrendWords(f"{marker.value}_and_getting_{better}")


@dataclass(frozen=True, slots=True)
class _Line:
    slope: float
    spread: float


def _complete(rows: Iterable[tuple[float | None, ...]]) -> Iterator[tuple[float, ...]]:
    for row in rows:
        numbers = tuple(each for each in map(finite, row) if each is not None)
        if len(numbers) == len(row):
            yield numbers


def _latest(rows: Iterable[tuple[float, ...]]) -> list[tuple[float, ...]]:
    return sorted(rows, key=lambda row: row[0])[-POINTS:]


def _too_few(found: int) -> Trend:
    return _cannot(f"there are {found} valid points, and {POINTS} are needed")


def _cannot(reason: str) -> Trend:
    return Trend(Marker.CANNOT_BE_CALCULATED, None, None, reason)


def _line(points: Sequence[_Point]) -> _Line:
    total = sum(weight for _, _, weight in points)
    middle = sum(weight * x for x, _, weight in points) / total if total else 0.0
    spread = sum(weight * (x - middle) * (x - middle) for x, _, weight in points)
    # Figures are taken from the first one, so that a level line has a slope of exactly 0.
    rise = sum(weight * (x - middle) * (y - points[0][1]) for x, y, weight in points)
    return _Line(rise / spread if spread else math.nan, spread)


def _decided(points: Sequence[_Point], chi_square: float) -> Trend:
    without_one = [[*points[:left], *points[left + 1 :]] for left in range(len(points))]
    slopes = [_line(some).slope for some in (points, *without_one)]
    if not all(math.isfinite(slope) for slope in slopes) or math.isnan(chi_square):
        return _cannot("the points are too unlike each other")
    if chi_square <= CRITICAL:
        return Trend(Marker.NO_CHANGE, chi_square, slopes[0], "chance may explain the change")
    if len({slope >= 0 for slope in slopes}) > 1:
        reason = "without one of its points the trend goes the other way"
        return Trend(Marker.NO_CHANGE, chi_square, slopes[0], reason)
    marker = Marker.INCREASING if slopes[0] >= 0 else Marker.DECREASING
    return Trend(marker, chi_square, slopes[0], "chance hardly explains the change")


def _cochran_armitage(counts: Sequence[tuple[float, float]]) -> float:
    # The published formula with time taken from its mean, which loses fewer digits.
    whole = sum(each for _, each in counts)
    share = sum(count for count, _ in counts) / whole
    middle = sum(n * time for time, (_, n) in enumerate(counts)) / whole
    rise = sum(count * (time - middle) for time, (count, _) in enumerate(counts))
    spread = sum(n * (time - middle) * (time - middle) for time, (_, n) in enumerate(counts))
    chance = share * (1 - share) * spread
    return rise / chance * rise if chance else math.nan


def _square(number: float) -> float:
    return number * number
