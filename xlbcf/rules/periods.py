"""Periods: a financial year (April to March), one of its quarters, or a calendar month."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

_DASHES = dict.fromkeys((*range(0x2010, 0x2016), 0x2212, 0xFE63, 0xFF0D), "-")
_YEAR = r"(?P<first>\d{4})\s*[-/]\s*(?P<second>\d{4}|\d{2})"
_QUARTER = r"(?:q|quarter\s*)(?P<quarter>[1-4])"
_YEAR_FORMS = [
    re.compile(form, re.ASCII)
    for form in (_YEAR, rf"{_YEAR}[\s,]*{_QUARTER}", rf"{_QUARTER}[\s,]*{_YEAR}")
]
_MONTH_NUMBER = re.compile(r"(?P<year>\d{4})\s*-\s*(?P<month>\d{2})", re.ASCII)
_MONTH_NAME = re.compile(r"(?P<name>[a-z]{3,9})[\s-]*(?P<year>\d{4}|\d{2})", re.ASCII)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_MONTH_NUMBERS = {
    name.casefold(): number
    for number, month in enumerate(_MONTHS, 1)
    for name in (month, month[:3], "Sept" if month == "September" else month)
}
_APRIL = 4


class PeriodKind(StrEnum):
    """How long a period is."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"


_LENGTHS = {12: PeriodKind.YEAR, 3: PeriodKind.QUARTER, 1: PeriodKind.MONTH}


class _Months(NamedTuple):
    start: int
    months: int


class Period(_Months):
    """A financial year, a quarter of one, or a month; ordered by its first month.

    Args:
        start: the first month, counted in months since January of year 0.
        months: its length: 12, 3 or 1.

    Raises:
        ValueError: the months are not a financial year, a quarter of one, or one month.
    """

    __slots__ = ()

    def __new__(cls, start: int, months: int) -> Period:
        if months not in _LENGTHS or (start - _APRIL + 1) % months:
            raise ValueError("a period is a financial year, a quarter of one, or a month")
        return super().__new__(cls, start, months)

    @classmethod
    def of_year(cls, first: int, quarter: int | None = None) -> Period:
        """Return the financial year that begins in April of ``first``, or a quarter of it (1 to 4).

        Raises:
            ValueError: there is no such quarter.
        """
        april = first * 12 + _APRIL - 1
        if quarter is None:
            return cls(april, 12)
        if quarter not in (1, 2, 3, 4):
            raise ValueError(f"there is no quarter {quarter}")
        return cls(april + 3 * (quarter - 1), 3)

    @classmethod
    def of_month(cls, year: int, month: int) -> Period:
        """Return a month (1 to 12) of a calendar year.

        Raises:
            ValueError: there is no such month.
        """
        if not 1 <= month <= 12:
            raise ValueError(f"there is no month {month}")
        return cls(year * 12 + month - 1, 1)

    @classmethod
    def parse(cls, text: object) -> Period:
        """Read a period such as ``2024-25``, ``2024-25 Q3`` or ``2024-11``.

        A text that fits both a year and a month, such as ``2011-12``, is the year.

        Args:
            text: the period as typed; ``2024/25``, ``2024-2025``, ``Q3 2024-25``, ``Nov 2024``
                and typographic dashes are understood too.

        Returns:
            The period.

        Raises:
            ValueError: it is not a period.
        """
        if not isinstance(text, str):
            raise ValueError(f"{type(text).__name__} is not a period")
        folded = text.translate(_DASHES).strip().casefold()
        period = _year_or_quarter(folded) or _month(folded)
        if period is None:
            raise ValueError(f"{text!r} is not a period")
        return period

    @property
    def kind(self) -> PeriodKind:
        """Year, quarter or month."""
        return _LENGTHS[self.months]

    @property
    def year(self) -> str:
        """The financial year it lies in, such as ``2024-25``."""
        first = self._first_year
        return f"{first:04d}-{(first + 1) % 100:02d}"

    @property
    def financial_year(self) -> Period:
        """The whole financial year it lies in."""
        return Period.of_year(self._first_year)

    @property
    def quarter(self) -> int | None:
        """The quarter of the financial year that it is or lies in, 1 to 4; None for a year."""
        if self.kind is PeriodKind.YEAR:
            return None
        return (self.start - _APRIL + 1) % 12 // 3 + 1

    @property
    def _first_year(self) -> int:
        return (self.start - _APRIL + 1) // 12

    def within(self, other: Period) -> bool:
        """Say whether all of this period lies in the other one."""
        return other.start <= self.start and self.start + self.months <= other.start + other.months

    def __str__(self) -> str:
        if self.kind is PeriodKind.YEAR:
            return self.year
        if self.kind is PeriodKind.QUARTER:
            return f"{self.year} Q{self.quarter}"
        year, month = divmod(self.start, 12)
        text = f"{year:04d}-{month + 1:02d}"
        if _year_or_quarter(text):
            # December 2011 would read back as the year 2011-12.
            return f"{_MONTHS[month][:3]} {year:04d}"
        return text


def _year_or_quarter(text: str) -> Period | None:
    for form in _YEAR_FORMS:
        found = form.fullmatch(text)
        if found is None:
            continue
        first, second = int(found["first"]), found["second"]
        if int(second) != (first + 1) % 10 ** len(second):
            return None
        quarter = found.groupdict().get("quarter")
        return Period.of_year(first, int(quarter) if quarter else None)
    return None


def _month(text: str) -> Period | None:
    found = _MONTH_NUMBER.fullmatch(text)
    if found:
        year, month = int(found["year"]), int(found["month"])
        return Period.of_month(year, month) if 1 <= month <= 12 else None
    found = _MONTH_NAME.fullmatch(text)
    if found is None:
        return None
    number = _MONTH_NUMBERS.get(found["name"])
    if number is None:
        return None
    year = int(found["year"])
    return Period.of_month(year if len(found["year"]) == 4 else 2000 + year, number)
