"""Figures as people type them: a number with its unit, or a known reason for having none."""

from __future__ import annotations

import math
import re
from datetime import date, time, timedelta
from decimal import Decimal
from enum import StrEnum
from numbers import Real
from typing import NamedTuple

from xlbcf.rules.finite import as_float
from xlbcf.rules.metrics import Metric, StoredAs, Unit
from xlbcf.rules.rounding import round_half_away


class State(StrEnum):
    """What kind of figure it is. Source: Methods, section 1."""

    NUMBER = "number"
    WORD = "word"
    NOT_AVAILABLE = "not_available"
    SUPPRESSED = "suppressed"
    BLANK = "blank"
    INVALID = "invalid"


class _Read(NamedTuple):
    state: State
    number: float | None
    text: str
    reason: str


class Figure(_Read):
    """A figure that was read.

    Args:
        state: what kind it is; ``word`` is a category or a text trend.
        number: the number, a percentage as a fraction (0.927), a duration in seconds; None unless
            the state is ``number``.
        text: the figure as it was typed; a word without its odd spaces.
        reason: for an invalid figure, why.

    Raises:
        ValueError: the state is ``number`` without a finite number, or the other way round.
    """

    __slots__ = ()

    def __new__(
        cls, state: State, number: float | None = None, text: str = "", reason: str = ""
    ) -> Figure:
        figure = super().__new__(cls, state, number, text, reason)
        has_number = number is not None and math.isfinite(number)
        if has_number != (state is State.NUMBER):
            raise ValueError(f"a figure that is {figure.words} cannot hold {number}")
        return figure

    @property
    def words(self) -> str:
        """The state in words, such as ``not available``."""
        return self.state.value.replace("_", " ")


BLANK = Figure(State.BLANK)

_SPACES = re.compile(r"\s+")
_TO_PLAIN: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys((*range(0x2010, 0x2016), 0x2212, 0xFE63, 0xFF0D), "-"),
    **dict.fromkeys((0x200B, 0x2060, 0xFEFF), " "),
    0xFFE1: "£",
}
_NOT_AVAILABLE = {"n/a", "na", "n.a.", "not applicable", "not available", "~", "-", "[x]", "[z]"}
_LONGEST = 100
# Excel's number formats show no more.
_MOST_DECIMALS = 30
_NOT_HELD = "it is not a number that a workbook can hold"
_SUPPRESSED = {"*", "[c]"}
_FOOTNOTES = re.compile(
    r"(?:\s*(?:[¹²³⁰⁴-⁹†‡§¶*]|\[(?:note )?[0-9a-bd-wy]{1,2}\]))+$", re.IGNORECASE
)
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)"
_NUMBER = re.compile(
    rf"(?P<sign>[-+]?) ?(?P<pound>£?) ?(?P<late_sign>[-+]?) ?"
    rf"(?P<digits>{_DIGITS}(?:\.[0-9]*)?|\.[0-9]+)(?P<power>e[-+]?[0-9]{{1,3}})?"
    r" ?(?P<mark>%|days?|)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(-?) ?([0-9]{1,6}):([0-5][0-9]):([0-5][0-9](?:\.[0-9]+)?)")
_TREND = re.compile(r"[RAG]+")


def read_figure(text: object, unit: Unit, stored_as: StoredAs | None = None) -> Figure:
    """Read a figure as typed, or as a workbook or database holds it.

    Args:
        text: text, a number, a time, or nothing.
        unit: what the figure is counted in.
        stored_as: for a percentage, what a bare number is: 0.927 (fraction) or 92.7 (percent).
            It is never guessed from the number's size.

    Returns:
        The figure; one that cannot be read is invalid and says why. A percentage is always a
        fraction, a duration always in seconds.

    Source: Methods, section 1.
    """
    if text is None:
        return BLANK
    if isinstance(text, str):
        return _read_text(text, unit, stored_as)
    if isinstance(text, (time, timedelta)) and unit is Unit.DURATION:
        return _number(_seconds(text), str(text))
    if isinstance(text, (Real, Decimal)) and not isinstance(text, bool):
        return _read_number(text, unit, stored_as)
    shown = str(text) if isinstance(text, (bool, date, time, timedelta)) else type(text).__name__
    return _invalid(shown, f"{_article(type(text).__name__)} is not a figure")


def plain_text(text: str) -> str:
    """Return text with typographic minus signs, full-width letters and odd spaces made plain.

    Source: Methods, section 1.
    """
    return _SPACES.sub(" ", text.translate(_TO_PLAIN)).strip()


def _read_text(typed: str, unit: Unit, stored_as: StoredAs | None) -> Figure:
    plain = plain_text(typed)
    if not plain:
        return Figure(State.BLANK, text=typed)
    if len(plain) > _LONGEST and unit is not Unit.CATEGORY:
        return _invalid(typed, "it is too long for a figure")
    bare = _FOOTNOTES.sub("", plain)
    for mark in (plain.casefold(), bare.casefold()):
        if mark.replace(" / ", "/") in _NOT_AVAILABLE:
            return Figure(State.NOT_AVAILABLE, text=typed)
        if mark in _SUPPRESSED:
            return Figure(State.SUPPRESSED, text=typed)
    if unit is Unit.CATEGORY:
        return Figure(State.WORD, text=plain)
    if unit is Unit.TEXT_TREND:
        return _read_trend(typed, bare)
    if unit is Unit.DURATION:
        return _read_clock(typed, bare)
    return _read_digits(typed, bare, unit, stored_as)


def _read_trend(typed: str, bare: str) -> Figure:
    letters = bare.replace(" ", "").upper()
    if _TREND.fullmatch(letters):
        return Figure(State.WORD, text=letters)
    return _invalid(typed, "a text trend is one letter a month: R, A or G")


def _read_clock(typed: str, bare: str) -> Figure:
    found = _CLOCK.fullmatch(bare)
    if found is None:
        return _invalid(typed, "a duration is written as hours, minutes and seconds: 00:12:28")
    sign, hours, minutes, seconds = found.groups()
    total = int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    return _number(-total if sign else total, typed)


def _read_digits(typed: str, bare: str, unit: Unit, stored_as: StoredAs | None) -> Figure:
    found = _NUMBER.fullmatch(bare)
    if found is None or (found["sign"] and found["late_sign"]):
        return _invalid(typed, "it is not a number")
    if found["pound"] and unit is not Unit.CURRENCY:
        return _invalid(typed, f"it has a pound sign, and the unit is {unit}")
    mark = found["mark"].casefold()
    if mark and unit is not (Unit.PERCENT if mark == "%" else Unit.DAYS):
        return _invalid(typed, f"it is written with {mark}, and the unit is {unit}")
    digits = re.sub("[ ,]", "", found["digits"]) + (found["power"] or "")
    number = Decimal(f"{found['sign']}{found['late_sign']}{digits}")
    return _scaled(number, typed, unit, "percent" if mark == "%" else stored_as)


def _read_number(value: Real | Decimal, unit: Unit, stored_as: StoredAs | None) -> Figure:
    number = as_float(value)
    if not math.isfinite(number):
        return _invalid(type(value).__name__, _NOT_HELD)
    typed = str(value) if isinstance(value, int) else f"{number:.15g}"
    if unit in (Unit.CATEGORY, Unit.TEXT_TREND, Unit.DURATION):
        return _invalid(typed, f"a bare number is not a {unit.value.replace('_', ' ')}")
    return _scaled(Decimal(repr(number)), typed, unit, stored_as)


def _scaled(exact: Decimal, typed: str, unit: Unit, stored_as: StoredAs | None) -> Figure:
    if unit is not Unit.PERCENT or stored_as == "fraction":
        return _number(float(exact), typed)
    if stored_as == "percent":
        return _number(float(exact.scaleb(-2)), typed)
    return _invalid(typed, "nothing says whether it is a fraction (0.927) or a percentage (92.7)")


def _number(number: float, typed: str) -> Figure:
    if not math.isfinite(number):
        return _invalid(typed, _NOT_HELD)
    # Adding zero turns minus zero, which no cell shows, into zero.
    return Figure(State.NUMBER, number + 0.0, typed)


def _invalid(typed: str, reason: str) -> Figure:
    return Figure(State.INVALID, text=typed, reason=reason)


def _seconds(value: time | timedelta) -> float:
    if isinstance(value, timedelta):
        return value.total_seconds()
    return value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6


def _article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def as_stored(number: float, stored_as: StoredAs | None) -> float:
    """Return a figure's number as a cell keeps it: 92.7 for 0.927 where the cell holds percent."""
    number = as_float(number)
    if stored_as != "percent" or not math.isfinite(number):
        return number
    return float(Decimal(repr(number)).scaleb(2))


def written(figure: Figure | float, metric: Metric) -> str:
    """Return a figure as a message shows it, in the metric's unit and decimals.

    Args:
        figure: the figure, or its number (a percentage as a fraction, a duration in seconds).
        metric: the metric it belongs to.

    Returns:
        Text such as ``92.7%``, ``73,459``, ``£1,200.00``, ``00:12:28`` or ``not available``.

    Source: Methods, section 1.
    """
    if isinstance(figure, Figure):
        if figure.number is None:
            return figure.text if figure.state is State.WORD else figure.words
        figure = figure.number
    figure = as_float(figure)
    if metric.unit is Unit.DURATION:
        return _written_clock(figure)
    if metric.unit is Unit.PERCENT:
        return f"{in_digits(as_stored(figure, 'percent'), metric.decimals)}%"
    sign = "-" if figure < 0 else ""
    pound = "£" if metric.unit is Unit.CURRENCY else ""
    return f"{sign}{pound}{in_digits(abs(figure), metric.decimals)}"


def in_digits(number: float, decimals: int | None) -> str:
    """Return a number with thousands commas and decimals, or as many as it needs when None."""
    number = as_float(number)
    if not math.isfinite(number):
        return str(number)
    if decimals is not None:
        return f"{round_half_away(number, decimals):,.{min(max(decimals, 0), _MOST_DECIMALS):d}f}"
    return f"{Decimal(f'{number:.15g}'):,f}"


def _written_clock(seconds: float) -> str:
    if not math.isfinite(seconds):
        return str(seconds)
    minutes, rest = divmod(int(round_half_away(abs(seconds))), 60)
    return f"{'-' if seconds < 0 else ''}{minutes // 60:02d}:{minutes % 60:02d}:{rest:02d}"
