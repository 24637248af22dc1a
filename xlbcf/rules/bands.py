"""Bands: which rating a number gets, as data that must cover the whole line."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from xlbcf.rules.figures import in_digits
from xlbcf.rules.finite import finite
from xlbcf.rules.rounding import with_excel_digits


class Rag(StrEnum):
    """A rating; ``no_verdict`` where there is nothing to rate, which is never red."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NOT_APPLICABLE = "not_applicable"
    ENABLER = "enabler"
    NO_VERDICT = "no_verdict"

    @property
    def words(self) -> str:
        """The rating in words, such as ``not applicable``."""
        return self.value.replace("_", " ")


class Duty(StrEnum):
    """Whether a rating must be explained: an exception must, a headline may."""

    REQUIRED = "required"
    OPTIONAL = "optional"


class Side(StrEnum):
    """Which differences from plan count: those for the worse, or those of either sign."""

    ADVERSE = "adverse"
    EITHER = "either"


class Tolerance(StrEnum):
    """What the ends of the bands are stated in."""

    PERCENT = "percent"
    PERCENTAGE_POINTS = "percentage_points"
    ABSOLUTE = "absolute"
    DAYS = "days"


class Guideline(NamedTuple):
    """What a rating means and what it asks for.

    Args:
        rag: the rating.
        means: when it is given, in words.
        commentary: whether it must be explained.
        start_date: whether a start date must be given.
    """

    rag: Rag
    means: str
    commentary: Duty
    start_date: bool = False


class End(NamedTuple):
    """One end of a band, and whether it belongs to the band."""

    number: float
    included: bool


class Band(NamedTuple):
    """A stretch of the line and its rating.

    Args:
        guideline: the rating.
        low: its lower end, None where it has none.
        high: its upper end, None where it has none.
    """

    guideline: Guideline
    low: End | None = None
    high: End | None = None

    @property
    def name(self) -> str:
        """The rating in words."""
        return self.guideline.rag.words

    def holds(self, amount: Decimal) -> bool:
        """Say whether an amount lies in the band.

        Source: Methods, section 4.
        """
        if self.low is not None:
            gap = amount - _exact(self.low.number)
            if gap < 0 or (gap == 0 and not self.low.included):
                return False
        if self.high is not None:
            gap = amount - _exact(self.high.number)
            if gap > 0 or (gap == 0 and not self.high.included):
                return False
        return True

    def __str__(self) -> str:
        low, high = self.low, self.high
        words = []
        if low is not None:
            words.append(f"{'from' if low.included else 'above'} {in_digits(low.number, None)}")
        if high is not None:
            word = "up to and including" if high.included else "below"
            words.append(f"{word} {in_digits(high.number, None)}")
        return f"{self.name} ({', '.join(words) or 'any amount'})"


class _Set(NamedTuple):
    id: str
    name: str
    source: str
    side: Side
    unit: Tolerance
    bands: tuple[Band, ...]
    marks: Mapping[str, Guideline]
    widest_points: float | None


class BandSet(_Set):
    """The bands of one dimension, such as savings.

    Args:
        id: the short name.
        name: the name as people read it.
        source: where its rules stand.
        side: which differences count.
        unit: what the ends are stated in.
        bands: the bands; they cover every number once.
        marks: ratings that a person states whatever the number, by the mark's id.
        widest_points: the widest tolerance of a percentage, in percentage points, that still tells
            good from bad; None where nothing is said.

    Raises:
        ValueError: the bands do not cover the line; the text says every reason.
    """

    __slots__ = ()

    def __new__(
        cls,
        id: str,  # noqa: A002
        name: str,
        source: str,
        side: Side,
        unit: Tolerance,
        bands: tuple[Band, ...],
        marks: Mapping[str, Guideline] = MappingProxyType({}),
        widest_points: float | None = None,
    ) -> BandSet:
        faults = faults_of_bands(bands)
        if faults:
            raise ValueError("; ".join(faults))
        return super().__new__(cls, id, name, source, side, unit, bands, marks, widest_points)

    def band_of(self, amount: Decimal) -> Band:
        """Return the one band that holds an amount, which may be infinite but is a number.

        Source: Methods, section 4.
        """
        return next(band for band in self.bands if band.holds(amount))

    @property
    def tolerance(self) -> float | None:
        """How far off still escapes the last band; None where there is only one band."""
        last = max(self.bands, key=_lowest)
        return None if last.low is None else last.low.number


def faults_of_bands(bands: Sequence[Band]) -> list[str]:
    """Say why bands do not cover every number once, in words; nothing where they do.

    Args:
        bands: the bands in any order.

    Source: Methods, section 4, bands are data.
    """
    if not bands:
        return ["there are no bands"]
    faults = [fault for band in bands for fault in _wrong_ends(band)]
    if faults:
        return faults
    ordered = sorted(bands, key=lambda band: (_lowest(band), _highest(band)))
    if ordered[0].low is not None:
        faults.append(f"nothing holds the numbers below {ordered[0]}")
    faults.extend(fault for pair in pairwise(ordered) for fault in _between(*pair))
    if all(band.high is not None for band in ordered):
        faults.append(f"nothing holds the numbers beyond {max(ordered, key=_highest)}")
    return faults


@lru_cache
def _exact(end: float) -> Decimal:
    """Return the number of an end, kept because every rating asks for it."""
    return with_excel_digits(end)


def _wrong_ends(band: Band) -> Iterator[str]:
    low, high = band.low, band.high
    if any(end is not None and finite(end.number) is None for end in (low, high)):
        yield f"an end of {band.name} is not a number"
    elif low is not None and high is not None:
        single = low.number == high.number and low.included and high.included
        if low.number > high.number or (low.number == high.number and not single):
            yield f"{band} holds no number"


def _between(one: Band, other: Band) -> Iterator[str]:
    high, low = one.high, other.low
    if high is None or low is None or high.number > low.number:
        yield f"{one} and {other} overlap"
    elif high.number < low.number:
        yield f"there is a gap between {one} and {other}"
    elif high.included and low.included:
        yield f"{in_digits(low.number, None)} is in both {one} and {other}"
    elif not high.included and not low.included:
        yield f"{in_digits(low.number, None)} is in neither {one} nor {other}"


def _lowest(band: Band) -> float:
    return -math.inf if band.low is None else band.low.number


def _highest(band: Band) -> float:
    return math.inf if band.high is None else band.high.number
