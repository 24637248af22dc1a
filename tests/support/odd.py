"""Odd inputs of every kind for any public rule, made from what the rule says that it takes."""

from __future__ import annotations

import contextlib
import inspect
import types
import typing
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from numbers import Real
from random import Random
from typing import Any, Literal

import numpy as np

from xlbcf.rules.bands import Band, BandSet, Duty, End, Guideline, Rag, Side, Tolerance
from xlbcf.rules.catalogue import CATALOGUE
from xlbcf.rules.dashboard_signs import read_mark, read_movement
from xlbcf.rules.figures import Figure, read_figure
from xlbcf.rules.findings import Finding, finding
from xlbcf.rules.intervals import proportion, rate
from xlbcf.rules.kinds import Kind
from xlbcf.rules.metrics import Metric, Unit
from xlbcf.rules.narrative_asides import Aside, find_asides
from xlbcf.rules.narrative_numbers import Number
from xlbcf.rules.narrative_pairs import Pair, plan_pairs
from xlbcf.rules.narrative_periods import Sentence
from xlbcf.rules.narrative_roles import Mention, find_mentions
from xlbcf.rules.narrative_row import Level, Series, levels
from xlbcf.rules.periods import Period
from xlbcf.rules.rag import Rating, rate_amount
from xlbcf.rules.records import Status
from xlbcf.rules.spc_limits import Limits, limits_of
from xlbcf.rules.spc_rules import RuleSet
from xlbcf.rules.variance import Dated, Mode, Variance, compare


class OddText(str):
    """Text of a kind of its own, as some libraries hand over."""

    __slots__ = ()


TEXTS = (
    *("", " ", "\u00a0", "n/a", "*", "1", "-1.5", "1e400", "92.7%", "£1,200", "Green", "AAG"),
    *("\ud800", "1\ud800", "²", "١٢", "𝟗", "0" * 120, "9" * 5000, "\x00", "1_000", "inf", "nan"),
    *("<10%", ">= 5 / 6", "UHL <10%\nLPT <= 7%", "<<", "=", "[Figures are LPT / UHL]", "00:12:28"),
    *("2024-25", "2024-25 Q3", "9999-00 Q1", "65-69", "85+", "²5-69", "#00703C", "↑", "●"),
    *("■ / ●", "99% / 9%", "↑ / ↔", "Improving / Steady", "N/A (figures: RED)"),
    *("per 1" + "0" * 99, OddText("5"), "(", "[", "{0}", "%s", "a" * 300, "Leicester: 5"),
    "The target was missed by approximately 32 (5%), 2.88 pp below the plan of 95.1% in Q3",
    "Numerator = 231. Denominator = 0. A rate of 1,999 per 1,000,000 last year exceeded the plan",
)
NUMBERS = (
    *(0, 1, -1, 0.0, -0.0, 1.5, 2.5, -2.5, 0.95, 7, 12, 13, 100_000, 2**53 + 1, True, False),
    *(1e308, -1.7e308, 5e-324, 10**400, -(10**5000), float("nan"), float("inf"), float("-inf")),
    *(Decimal("1.5"), Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity"), Decimal("1e999")),
    *(Fraction(1, 3), Fraction(10**400, 3), np.float64(1.5), np.float32(2.5), np.int64(7)),
    *(np.float64("nan"), np.bool_(True)),
)
THINGS = (
    *(None, [], {}, (), [1], {"a": [None]}, [[[]]], object(), b"5", 1j, len, Decimal, range(3)),
    *(date(2024, 4, 1), time(0, 12, 28), timedelta.max, np.array([1.0, 2.0]), np.array(1.0)),
)
PERIODS = (
    *(Period.of_year(2024), Period.of_year(2023), Period.of_year(2024, 3), Period.of_year(0)),
    *(Period.of_month(2011, 12), Period.of_year(-5), Period.of_year(10**6, 1)),
)
_CHOICES: dict[object, Sequence[Any]] = {
    object: (*THINGS, *TEXTS, *NUMBERS),
    Any: (*THINGS, *TEXTS, *NUMBERS),
    types.NoneType: (None,),
    bool: (True, False),
    int: (0, 1, -1, 2, 3, 7, 12, 400, -400, True, 10**6, 10**18),
    float: NUMBERS,
    Real: NUMBERS,
    str: TEXTS,
    Decimal: tuple(map(Decimal, ("0", "1.5", "-2", "1e300", "1e-300"))),
    date: (date.min, date(2024, 4, 1), date(2024, 5, 1), date.max),
    Period: PERIODS,
    Kind: tuple(CATALOGUE.values()),
    Callable: (proportion, rate),
}
#: What reads a text.
_READERS = (read_mark, read_movement)


class Odd:
    """Odd inputs, the same for the same seed.

    Args:
        seed: the seed.
    """

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def arguments(self, rule: Callable[..., object]) -> inspect.BoundArguments:
        """Make a value for each argument of a rule."""
        hints, signature = typing.get_type_hints(rule), inspect.signature(rule)
        values = {}
        for name, parameter in signature.parameters.items():
            several = parameter.kind is inspect.Parameter.VAR_POSITIONAL
            values[name] = self.make(tuple[hints[name], ...] if several else hints[name])
        return inspect.BoundArguments(signature, values)  # type: ignore[arg-type]

    def make(self, kind: Any) -> Any:
        """Make something of a kind: what a type hint says, however odd within it."""
        origin, inner = typing.get_origin(kind), typing.get_args(kind)
        if origin is Callable and inner[0] == [str]:
            return self._random.choice(_READERS)
        for known in (kind, origin):
            if known in _CHOICES:
                return self._random.choice(_CHOICES[known])
        if kind in _MAKERS:
            return _MAKERS[kind](self)
        if origin in (types.UnionType, typing.Union):
            return self.make(self._random.choice(inner))
        if origin is Literal:
            return self._random.choice(inner)
        if origin in (Sequence, Iterable, Collection, list, frozenset, set, tuple):
            return self._several(origin, inner)
        if origin in (Mapping, dict):
            return {self.make(inner[0]): self.make(inner[1]) for _ in self._some()}
        return self._of_class(origin or kind, inner)

    def until(self, attempt: Callable[[], Sequence[Any] | None]) -> Any:
        """Make one of what an attempt finds, trying again where it finds nothing."""
        while not (found := attempt()):
            pass
        return self._random.choice(found)

    def _several(self, origin: Any, inner: tuple[Any, ...]) -> Any:
        if origin is tuple and inner[-1] is not Ellipsis:
            return tuple(self.make(each) for each in inner)
        made = [self.make(inner[0]) for _ in self._some()]
        return made if origin in (Sequence, Iterable, Collection) else origin(made)

    def _some(self) -> range:
        return range(self._random.choice([0, 1, 2, 3, 5, 9]))

    def _of_class(self, kind: Any, inner: tuple[Any, ...] = ()) -> Any:
        if issubclass(kind, Enum):
            return self._random.choice(list(kind))
        if not is_dataclass(kind) and not hasattr(kind, "_fields"):
            raise NotImplementedError(f"tell tests/support/odd.py how a {kind.__name__} is made")
        names = [each.name for each in fields(kind)] if is_dataclass(kind) else kind._fields
        stands_for = dict(zip(getattr(kind, "__parameters__", ()), inner, strict=True))
        hints = {
            name: hint[*(stands_for[each] for each in hint.__parameters__)]
            if getattr(hint, "__parameters__", ())
            else hint
            for name, hint in typing.get_type_hints(kind).items()
        }
        while True:
            # What a class refuses never comes to a rule.
            with contextlib.suppress(ValueError):
                return kind(**{name: self.make(hints[name]) for name in names})


def _figure(odd: Odd) -> Figure:
    return read_figure(odd.make(object), odd.make(Unit), odd.make(Literal["fraction", "percent"]))


def _bands(odd: Odd) -> BandSet:
    widest = odd.make(Literal[10.0, 0.001, 1e300])
    ends = [End(0, included=True), End(0, included=False)]
    lines = [End(widest, included=True), End(widest, included=False)]
    guidelines = [Guideline(rag, "", odd.make(Duty), odd.make(bool)) for rag in list(Rag)[:3]]
    stretches = [(None, ends[0]), (ends[1], lines[0]), (lines[1], None)]
    bands = tuple(Band(each, *stretch) for each, stretch in zip(guidelines, stretches, strict=True))
    marks = {"enabler": guidelines[0]}
    most = odd.make(Literal[None, 0.0, 5.0])
    return BandSet("s", "S", "", odd.make(Side), odd.make(Tolerance), bands, marks, most)


def _variance(odd: Odd) -> Variance:
    def attempt() -> list[Variance]:
        sides = [[Dated(PERIODS[0], read_figure(odd.make(float), Unit.COUNT))] for _ in range(2)]
        found = compare(*sides, odd.make(Metric), Mode.ANNUAL)
        return [found] if isinstance(found, Variance) else []

    return odd.until(attempt)


def _mention(odd: Odd) -> Mention:
    return odd.until(lambda: find_mentions(odd.make(str), odd.make(Period))[0])


def _pair(odd: Odd) -> Pair:
    def attempt() -> list[Pair]:
        level = odd.make(Level)
        return plan_pairs([replace(level, status=each) for each in Status], None)

    return odd.until(attempt)


#: What only rules make is made by them: nothing else would come to the rules that take it on.
_MAKERS: dict[object, Callable[[Odd], Any]] = {
    Figure: _figure,
    BandSet: _bands,
    Band: lambda odd: _bands(odd).bands[1],
    Variance: _variance,
    Rating: lambda odd: rate_amount(odd.make(float), _bands(odd)),
    Limits: lambda odd: limits_of(odd.make(list[float])),
    RuleSet: lambda odd: RuleSet(
        "r", odd.make(Literal[1, 6, 7]), odd.make(Literal[2, 6, 7]), odd.make(bool), odd.make(bool)
    ),
    Mention: _mention,
    Sentence: lambda odd: _mention(odd).sentence,
    Number: lambda odd: _mention(odd).number,
    Aside: lambda odd: odd.until(lambda: find_asides(odd.make(str))),
    Level: lambda odd: odd.until(lambda: levels(odd.make(Series))),
    Pair: _pair,
    Finding: lambda odd: finding("FIG02", "here", found=odd.make(str), expected=odd.make(str)),
}
