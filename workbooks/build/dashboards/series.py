"""What a dashboard shows: measures, their series, and the figures of a series by period."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

#: A figure as a cell holds it: a number, a word, or nothing.
Figure: TypeAlias = "float | str | None"

PERCENT, DURATION, CATEGORY, RATE = "percent", "duration", "category", "rate"
_UNITS_IN_WORDS = {
    PERCENT: "Percent", DURATION: "Hours, minutes and seconds", CATEGORY: "Words",
    RATE: "Rate or score", "count": "Number", "days": "Days", "currency": "Pounds",
}  # fmt: skip


@dataclass(frozen=True)
class Point:
    """A figure of an earlier period, as the history table holds it."""

    period: str
    figure: Figure
    target: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    definition: str = ""


@dataclass(frozen=True)
class Series:
    """One metric for one part: a row of the data sheet and a block of a measure sheet.

    Args:
        metric: the metric's id.
        part: the part's id, empty where there is only one.
        name: metric and part in words.
        part_name: the part in words, such as ``Leicester``.
        unit_name: the unit in words, such as ``years``; empty for the words of the unit.
        no: the number of the measure.
        unit: a unit of the rules by its value; a percentage is a fraction, a duration Excel time.
        decimals: as displayed, of the percentage where it is one; None where there are none.
        polarity: ``higher``, ``lower`` or ``none``.
        target: as people type it.
        period: the latest period.
        latest: the latest figure.
        history: the figures of earlier periods, oldest first.
        extra: what further columns of the data sheet hold, by heading.
    """

    metric: str
    part: str
    name: str
    unit: str
    polarity: str
    period: str
    latest: Figure
    part_name: str = ""
    unit_name: str = ""
    no: str = ""
    decimals: int | None = None
    target: str = ""
    previous_period: str = ""
    previous: Figure = None
    numerator: float | None = None
    denominator: float | None = None
    definition: str = ""
    comparable: str = "Yes"
    updated: str = ""
    note: str = ""
    good_is: str = ""
    mark: str = ""
    arrow: str = ""
    trend: str = ""
    history: tuple[Point, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def number_format(self) -> str:
        """The Excel number format that displays its figures."""
        return self.format_with(0)

    def format_with(self, more: int) -> str:
        """Return the number format with some more decimals than its figures have."""
        if self.unit == DURATION:
            return "[hh]:mm:ss"
        if self.unit == CATEGORY:
            return "General"
        decimals = (self.decimals or 0) + more
        places = "." + "0" * decimals if decimals else ""
        return f"0{places}%" if self.unit == PERCENT else f"#,##0{places}"

    @property
    def compared_decimals(self) -> int | None:
        """The decimals of the stored figure at which a movement is seen; None for all."""
        if self.decimals is None or self.unit == DURATION:
            return None
        return self.decimals + 2 if self.unit == PERCENT else self.decimals

    @property
    def unit_words(self) -> str:
        """The unit in words."""
        return self.unit_name or _UNITS_IN_WORDS.get(self.unit, self.unit.capitalize())

    def defined_name(self, what: str) -> str:
        """Return the name of one of its ranges, such as ``history_tobacco_screening_lpt``."""
        words = "_".join(word for word in (what, self.metric, self.part) if word)
        return re.sub(r"\W", "_", words, flags=re.ASCII).lower()


@dataclass(frozen=True)
class Measure:
    """What has a sheet of its own: a description with its facts and its series.

    Args:
        sheet: the name of its sheet.
        no: its number as printed.
        title: as printed.
        facts: what is said of it, by label, in the order shown.
        series: its series, side by side.
    """

    sheet: str
    no: str
    title: str
    facts: Mapping[str, str]
    series: tuple[Series, ...]
