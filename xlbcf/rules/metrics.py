"""What is judged, and for whom: metrics with their unit and polarity, and places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Literal, NamedTuple

StoredAs = Literal["fraction", "percent"]


class Polarity(StrEnum):
    """Which way a metric's figure should move. Source: Methods, section 3."""

    HIGH_IS_GOOD = "high_is_good"
    LOW_IS_GOOD = "low_is_good"
    NO_JUDGEMENT = "no_judgement"

    @property
    def sign(self) -> int:
        """What turns a rise into a gain: 1, -1, or 0 where neither way is better.

        Every judgement takes its direction from here, so polarity is applied in one place.
        """
        return {Polarity.HIGH_IS_GOOD: 1, Polarity.LOW_IS_GOOD: -1}.get(self, 0)

    @property
    def words(self) -> str:
        """The polarity in words, such as ``high is good``."""
        return self.value.replace("_", " ")


class Unit(StrEnum):
    """What a metric is counted in. Source: Methods, section 1."""

    COUNT = "count"
    RATE = "rate"
    PERCENT = "percent"
    CURRENCY = "currency"
    DAYS = "days"
    DURATION = "duration"
    CATEGORY = "category"
    TEXT_TREND = "text_trend"


class Metric(NamedTuple):
    """What a metric is; where it stands in a template is the template's matter.

    Args:
        id: the short name, such as ``reablement``.
        name: the name as people read it.
        definition: what is counted.
        unit: what it is counted in.
        polarity: which way is good.
        per: the population of a rate, such as 100000, or None.
        stored_as: for a percentage, whether a bare number is a fraction (0.927) or percent (92.7).
        limits: the lowest and highest possible figure, None where there is none.
        decimals: the decimal places shown (of the percent, for a percentage), or None.
        frequency: how often it is reported.
        numerator: what is counted above the line.
        denominator: what is counted below it.
        source: the public evidence for all this.
    """

    id: str
    name: str
    definition: str
    unit: Unit
    polarity: Polarity
    per: int | None = None
    stored_as: StoredAs | None = None
    limits: tuple[float | None, float | None] = (None, None)
    decimals: int | None = None
    frequency: str = ""
    numerator: str = ""
    denominator: str = ""
    source: str = ""

    def allows(self, number: float) -> bool:
        """Say whether a number lies within the metric's limits, both ends included."""
        low, high = self.limits
        return not ((low is not None and number < low) or (high is not None and number > high))


class Place(NamedTuple):
    """A Health and Wellbeing Board.

    Args:
        code: its government code, such as ``E10000018``.
        id: a short name for files and commands.
        name: the name as people read it.
        aliases: other names that people and templates use.
    """

    code: str
    id: str
    name: str
    aliases: tuple[str, ...] = ()


def fold_name(text: object) -> str:
    """Return a name folded for comparison: letters and digits in lower case, one space between."""
    if not isinstance(text, str):
        return ""
    return " ".join(re.findall(r"\w+", text.replace("&", " and ").replace("_", " ").casefold()))


class Places:
    """The places known, in their order, found by any of their names.

    Args:
        places: the places; where two share a name, the first has it.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        self._places = tuple(places)
        self._by_name: dict[str, Place] = {}
        for place in self._places:
            for name in (place.code, place.id, place.name, *place.aliases):
                self._by_name.setdefault(fold_name(name), place)
        self._by_name.pop("", None)

    def find(self, text: object) -> Place | None:
        """Return the place of a code, id, name or alias in any case and spacing, or None."""
        return self._by_name.get(fold_name(text))

    def __iter__(self) -> Iterator[Place]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
