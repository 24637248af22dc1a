"""Periods on a dashboard: dated ones, and those of a printed page that bears no date."""

from __future__ import annotations

from typing import NamedTuple

from xlbcf.rules.metrics import fold_name
from xlbcf.rules.periods import Period


class ShownPeriod(NamedTuple):
    """A period as a dashboard shows it.

    Args:
        text: as it is shown.
        period: the period; None where it has no date.
    """

    text: str
    period: Period | None = None

    @classmethod
    def of(cls, text: object) -> ShownPeriod:
        """Read what a dashboard shows; a text that is no period has no date."""
        shown = str(text).strip()
        try:
            period = Period.parse(shown)
        except ValueError:
            return cls(shown)
        return cls(str(period), period)

    @property
    def age(self) -> tuple[int, int]:
        """What periods are ordered by: their end, then their length; without a date the first."""
        if self.period is None:
            return (-1, 0)
        return (self.period.start + self.period.months, self.period.months)

    def same_as(self, other: ShownPeriod) -> bool:
        """Say whether it is the same period, however it is written."""
        if self.period or other.period:
            return self.period == other.period
        return fold_name(self.text) == fold_name(other.text)

    def newer_than(self, other: ShownPeriod) -> bool:
        """Say whether it ends later, or as late and is longer; one without a date never does."""
        return self.age > other.age

    def ends_by(self, limit: Period) -> bool:
        """Say whether it ends no later than another period does; one without a date does."""
        return self.period is None or self.age[0] <= limit.start + limit.months

    def of_one_kind(self, other: ShownPeriod) -> bool:
        """Say whether both are as long, as far as that is known: a year is unlike a quarter."""
        if self.period is None or other.period is None:
            return True
        return self.period.months == other.period.months

    def __str__(self) -> str:
        return self.text or "no period"
