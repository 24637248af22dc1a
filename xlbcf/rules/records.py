"""Records: one figure of one place, metric, period and status, as the feeds hand it on."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from xlbcf.rules.figures import BLANK, Figure
from xlbcf.rules.periods import Period


class Status(StrEnum):
    """What a figure is: planned, final, expected, or calculated early and not yet final."""

    PLAN = "plan"
    ACTUAL = "actual"
    FORECAST = "forecast"
    PROVISIONAL = "provisional"


Key = tuple[str, str, Period, Status]


class Record(NamedTuple):
    """One figure and what it is about.

    Args:
        place: the place's code.
        metric: the metric's id.
        period: the period it is about.
        status: plan, actual, forecast or provisional.
        figure: the figure itself.
        numerator: the number above the line, blank if not given.
        denominator: the number below it, blank if not given.
        unit: the unit as given, empty if not given.
        source: the published source, as given.
        where: the file and line it was read from.
    """

    place: str
    metric: str
    period: Period
    status: Status
    figure: Figure
    numerator: Figure = BLANK
    denominator: Figure = BLANK
    unit: str = ""
    source: str = ""
    where: str = ""

    @property
    def key(self) -> Key:
        """What must be unique: place, metric, period and status."""
        return (self.place, self.metric, self.period, self.status)
