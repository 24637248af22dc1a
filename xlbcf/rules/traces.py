"""Suppressed numbers in texts: what somebody wrote may tell what the cells no longer show."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from xlbcf.rules.figures import plain_text
from xlbcf.rules.rounding import round_half_away

_NUMBER = re.compile(
    r"(?<![\w.,/])(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
    r"(?:\s?(?P<percent>%|per ?cent\b))?(?![\w/]|[.,][0-9])",
    re.IGNORECASE,
)
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WORD = re.compile(rf"\b({'|'.join(_WORDS)})\b", re.IGNORECASE)
_TELLING_DIGITS = 3
_TELLING_COUNT = 4


class Sought(NamedTuple):
    """A number that must not be told.

    Args:
        number: the number, a percentage as a fraction.
        is_percent: whether it is a percentage.
        is_count: whether it is a count, which texts tell exactly, if at all.
    """

    number: float
    is_percent: bool
    is_count: bool

    @property
    def is_telling(self) -> bool:
        """Whether it would hardly stand anywhere by chance; 5 would, 526.9 would not."""
        return _is_telling(f"{abs(self.number):.15f}".rstrip("0"))


class Told(NamedTuple):
    """A number that a text tells.

    Args:
        text: how it is written, such as ``2.7%`` or ``six``.
        number: the number, a percentage as it is written.
        is_percent: whether it is written as a percentage.
        is_telling: whether it would hardly stand anywhere by chance.
    """

    text: str
    number: Decimal
    is_percent: bool
    is_telling: bool

    def tells(self, sought: Sought) -> bool:
        """Say whether it is a number sought, rounded as it is written."""
        if self.is_percent != sought.is_percent:
            return False
        if sought.is_count:
            return self.number == Decimal(repr(sought.number))
        exponent = self.number.as_tuple().exponent
        decimals = -exponent if isinstance(exponent, int) else 0
        exact = sought.number * 100 if sought.is_percent else sought.number
        return self.number == Decimal(repr(round_half_away(exact, decimals)))


def numbers_told(text: str) -> list[Told]:
    """Return the numbers that a text tells, in digits or in words up to ten.

    Numbers that are joined to letters, such as the 1a of a heading, are none.

    Args:
        text: the text.

    Source: ours; Methods, section 9, asks that nothing gives a suppressed number back.
    """
    plain = plain_text(text)
    told = []
    for match in _NUMBER.finditer(plain):
        digits = match["digits"].replace(",", "")
        percent = match["percent"] is not None
        told.append(Told(match[0], Decimal(digits), percent, _is_telling(digits)))
    for match in _WORD.finditer(plain):
        number = Decimal(_WORDS.index(match[0].lower()) + 1)
        told.append(Told(match[0], number, False, False))
    return told


def _is_telling(digits: str) -> bool:
    significant = digits.replace(".", "").lstrip("0")
    whole = not digits.partition(".")[2]
    return len(significant) >= (_TELLING_COUNT if whole else _TELLING_DIGITS)
