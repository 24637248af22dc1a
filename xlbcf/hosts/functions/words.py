"""Words in cells: those that functions understand, and those that they answer with."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from xlbcf.hosts.functions.values import VALUE, CellFault

if TYPE_CHECKING:
    from xlbcf.rules.digit_columns import Coded
    from xlbcf.rules.metrics import Metric, Polarity, Unit

_NO_VERDICT = "no_verdict"
_Choice = TypeVar("_Choice", bound=StrEnum)
_MOST_KEPT = 256


@lru_cache(maxsize=_MOST_KEPT)
def in_words(state: str) -> str:
    """Return a state of the rules as a cell shows it: ``Not met`` for ``not_met``."""
    return state.replace("_", " ").capitalize()


def spelt(coded: Coded) -> list[str | None]:
    """Return a column of states as cells show them; one without a verdict is blank."""
    # The last one answers for the code -1, which is none.
    shown = [None if word == _NO_VERDICT else in_words(word) for word in coded.words] + [None]
    return [shown[code] for code in coded.codes.tolist()]


def polarity_of(value: object) -> Polarity:
    """Return which way is good, as people write it: ``lower``, ``low is good``, ``↓``, ``none``.

    Raises:
        CellFault: it says no such thing (#VALUE!).
    """
    polarity = _read_polarity(value) if isinstance(value, str) else None
    if polarity is None:
        raise CellFault(VALUE, f"{value!r} does not say which way is good")
    return polarity


def choice_of(value: object, choices: type[_Choice]) -> _Choice:
    """Return the choice that a text names, in any case.

    Raises:
        CellFault: it names none (#VALUE!).
    """
    from xlbcf.rules.metrics import fold_name

    named = fold_name(value)
    for each in choices:
        if fold_name(each.value) == named:
            return each
    raise CellFault(VALUE, f"{value!r} is none of {', '.join(choices)}")


@lru_cache(maxsize=_MOST_KEPT)
def plain_metric(polarity: Polarity, unit: Unit | None = None) -> Metric:
    """Return a metric that no mapping names: nothing but which way is good, and its unit."""
    from xlbcf.rules.metrics import Metric, Unit

    return Metric("", "", "", unit or Unit.CURRENCY, polarity)


@lru_cache(maxsize=_MOST_KEPT)
def _read_polarity(text: str) -> Polarity | None:
    from xlbcf.rules.dashboard_signs import read_polarity

    return read_polarity(text)
