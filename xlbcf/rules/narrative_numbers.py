"""Numbers in a narrative: what each is counted in, how exactly it is told, and which are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from xlbcf.rules.narrative_asides import Aside, find_asides, plain, spaced


class Counted(StrEnum):
    """What a number in a text is counted in, as far as the text says so."""

    PERCENT = "percent"
    POINTS = "percentage points"
    RATE = "rate"
    CURRENCY = "currency"
    DAYS = "days"
    COUNT = "count"
    BARE = "bare"


class Exactness(StrEnum):
    """How exactly a number is told."""

    EXACT = "exact"
    ABOUT = "about"
    LESS_THAN = "less than"
    MORE_THAN = "more than"


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text that may be a figure.

    Args:
        text: the words of it, such as ``5%``.
        start: where it begins in the text.
        end: where it ends, its unit included.
        value: the number, a percentage as it is written (92.7), a word such as million multiplied.
        quantum: one unit of the last digit shown: 0.1 for 92.7.
        counted: what it is counted in.
        per: the population of a rate, such as 100000, or None.
        exactness: exact, about, or a bound.
        signed: whether a plus or minus is written before it.
    """

    text: str
    start: int
    end: int
    value: Decimal
    quantum: Decimal
    counted: Counted
    per: int | None = None
    exactness: Exactness = Exactness.EXACT
    signed: bool = False

    @property
    def is_bound(self) -> bool:
        """Whether the text says only what the number is more or less than."""
        return self.exactness in (Exactness.LESS_THAN, Exactness.MORE_THAN)

    def fits(self, value: Decimal) -> bool:
        """Say whether a value is what the text tells, after the rounding that the text uses.

        A number told as approximate may be one unit of its last digit away. Without a written sign
        only the size is compared: the direction is in the words.

        Source: Methods, section 10.
        """
        value = value if self.signed else abs(value)
        if self.exactness is Exactness.LESS_THAN:
            return value < self.value
        if self.exactness is Exactness.MORE_THAN:
            return value > self.value
        if self.exactness is Exactness.ABOUT:
            return abs(value - self.value) <= self.quantum
        return abs(value) < _LARGEST and _rounded(value, self.quantum) == self.value

    def held_to(self, decimals: int) -> Number:
        """Return the number rounded to fewer decimals, as a coarser figure would show it."""
        quantum = max(self.quantum, Decimal(1).scaleb(-decimals))
        return replace(self, value=_rounded(self.value, quantum), quantum=quantum)


_LARGEST = Decimal(10) ** 20
_MOST_DIGITS = 15
_NUMBER = re.compile(
    r"(?P<sign>(?<![\w)%-])[-+](?=[£\d]))?(?P<pound>£\s?)?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<!\w)\.\d+)",
    re.ASCII,
)
_MULTIPLE = spaced(r" ?(?:(k|thousand)|(m|mn|million)|(bn|billion))\b")
_FEW_WORDS = r"(?:[a-z-]+ ){0,2}?"
_UNITS: tuple[tuple[Counted, re.Pattern[str]], ...] = (
    (
        Counted.POINTS,
        spaced(r"\s*(?:%[\s-]*points?|per ?cent(?:age)?[\s-]+points?|ppts?|pp|p\.p\.)(?!\w)"),
    ),
    (Counted.PERCENT, spaced(r"\s*(?:%|per ?cent\b)")),
    (Counted.RATE, spaced(rf"\s*{_FEW_WORDS}(?:per |/ ?)(?P<per>1[0,]*000|100k)\b")),
    (Counted.DAYS, spaced(r"[\s-]?days?\b")),
    (
        Counted.COUNT,
        spaced(
            rf" {_FEW_WORDS}(?:people|patients|persons|admissions|admittances|attendances"
            r"|discharges|residents|individuals|cases|adults|clients|users|beds|packages|falls)\b"
        ),
    ),
)
_EXACTNESS: tuple[tuple[Exactness, re.Pattern[str]], ...] = (
    (
        Exactness.ABOUT,
        spaced(
            r"(?:\bapprox\.?|\bapproximate(?:ly)?|\baround|\babout|\bcirca|\bc\.|\bca\.?|\broughly"
            r"|\bnearly|\balmost|\bjust (?:over|under|above|below)|\bclose to|~|≈)\s*(?:an? )?$"
        ),
    ),
    (
        Exactness.LESS_THAN,
        spaced(r"(?:\bless than|\bfewer than|\bunder|\bbelow|<)\s*$"),
    ),
    (
        Exactness.MORE_THAN,
        spaced(r"(?:\bmore than|\bover|\babove|\bin excess of|>)\s*$"),
    ),
)
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_NAMED_FIGURE = spaced(r"(?:=|\brate of|\bfigure of|\btarget of|\bplan of)\s*$")
_WINDOW = 60


def find_numbers(text: str) -> tuple[Number | Aside, ...]:
    """Find every number in a text, and tell figures from ages, dates, years, labels and the like.

    Args:
        text: the narrative as typed.

    Returns:
        What was found, in the text's order; the spans never overlap.

    Source: Methods, section 10.
    """
    smooth = plain(text)
    asides = find_asides(smooth)
    found: list[Number | Aside] = []
    position = 0
    for aside in [*asides, Aside("", len(smooth), len(smooth), "")]:
        found += _numbers(smooth, position, aside.start)
        inside = bool(found) and aside.start < found[-1].end
        if aside.text and not inside:
            found.append(aside)
        position = aside.end
    return tuple(found)


def exactness(before: str) -> tuple[Exactness, str]:
    """Return how exactly a number is told by the words before it, and those words without that.

    Source: Methods, section 10.
    """
    for kind, pattern in _EXACTNESS:
        match = pattern.search(before)
        if match:
            return kind, before[: match.start()]
    return Exactness.EXACT, before


def _numbers(text: str, start: int, end: int) -> Iterator[Number | Aside]:
    position = start
    while match := _NUMBER.search(text, position, end):
        found = _number(text, match)
        yield found
        position = max(match.end(), min(found.end, end))


def _number(text: str, match: re.Match[str]) -> Number | Aside:
    digits, before = match["digits"], text[max(0, match.start() - _WINDOW) : match.start()]
    after = text[match.end() : match.end() + _WINDOW]
    multiple = _MULTIPLE.match(after)
    scale = {None: 0, 1: 3, 2: 6, 3: 9}[multiple.lastindex if multiple else None]
    rest = after[multiple.end() :] if multiple else after
    counted, unit_end, per = _unit(rest, match["pound"])
    why = _why_not(digits, before, "" if multiple else after, counted)
    if why:
        return Aside(match[0], match.start(), match.end(), why)
    end = match.end() + (multiple.end() if multiple else 0) + unit_end
    value = Decimal(digits.replace(",", "")).scaleb(scale)
    sign = -1 if match["sign"] == "-" else 1
    quantum = Decimal(1).scaleb(scale - len(digits.partition(".")[2]))
    told, _ = exactness(before)
    shown = text[match.start() : end]
    return Number(
        shown, match.start(), end, sign * value, quantum, counted, per, told, bool(match["sign"])
    )


def _unit(after: str, pound: str | None) -> tuple[Counted, int, int | None]:
    if pound:
        return Counted.CURRENCY, 0, None
    for counted, pattern in _UNITS:
        match = pattern.match(after)
        if match and counted is Counted.RATE:
            return counted, match.end(), int(match["per"].replace(",", "").replace("k", "000"))
        if match:
            return counted, match.end() if counted is not Counted.COUNT else 0, None
    return Counted.BARE, 0, None


def _why_not(digits: str, before: str, after: str, counted: Counted) -> str:
    plain_digits = digits.replace(",", "").replace(".", "")
    if len(plain_digits) > _MOST_DIGITS or (digits[0] == "0" and digits[1:2].isdigit()):
        return "a code"
    if re.search(r"[\w/]$", before) or re.match(r"[/-]?\d|[^\W\d_]", after):
        return _why_joined(after, counted)
    is_year = _YEAR.fullmatch(digits) and counted is Counted.BARE
    if is_year and not _NAMED_FIGURE.search(before):
        return "a year"
    return ""


def _why_joined(after: str, counted: Counted) -> str:
    joined_unit = counted in (Counted.POINTS, Counted.PERCENT, Counted.RATE, Counted.DAYS)
    return "" if joined_unit and not after[:1].isdigit() else "a code"


def _rounded(value: Decimal, quantum: Decimal) -> Decimal:
    return (value / quantum).quantize(Decimal(1), rounding=ROUND_HALF_UP) * quantum
