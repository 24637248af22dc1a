"""Functions that look figures, metrics and places up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from xlbcf.hosts.functions.definition import cell_function
from xlbcf.hosts.functions.figures import number_of
from xlbcf.hosts.functions.mappings import figures, library, metric_named
from xlbcf.hosts.functions.periods import period_of
from xlbcf.hosts.functions.values import NA, VALUE, CellFault, CellValue
from xlbcf.hosts.functions.words import choice_of

if TYPE_CHECKING:
    from xlbcf.rules.figures import Figure
    from xlbcf.rules.metrics import Place
    from xlbcf.rules.records import Record

_Fact = TypeVar("_Fact")


@cell_function(example='=BCF_NUMBER("1,234")')
def number(figure: object) -> float:
    """The number of a figure as people type it: 1,234 or 92.7% (0.927), £12 or 505.15 with a note.

    n/a, *, ~ and other marks for a figure that is not available or suppressed give #N/A.

    Args:
        figure: The figure: a text, or a number, which stays as it is.
    """
    return number_of(figure)


@cell_function(example='=BCF_FIGURE("Rutland","reablement","2024-25","plan")')
def figure(
    place: object, metric: object, period: object, status: object = "actual", part: object = "value"
) -> CellValue:
    """A figure of the feed: the plan or the actual of a place, a metric and a period.

    A percentage is a fraction. #N/A where the feed has no such figure, or where it is not
    available or suppressed. Refresh dashboard reads the feed again.

    Args:
        place: The place: its name, another name of it, or its code, such as E06000017.
        metric: The metric: its id, such as reablement, or its name.
        period: The period, such as 2024-25, 2024-25 Q3 or 2024-11.
        status: "actual" (without it), "plan", "provisional" or "forecast".
        part: "value" (without it), "numerator" or "denominator".
    """
    from xlbcf.rules.figures import State
    from xlbcf.rules.records import Status

    sought = choice_of(status, Status)
    about = period_of(period)
    record = figures().lookup(_place(place).code, metric_named(metric).id, about, sought)
    found = None if record is None else _part(record, part)
    if found is None or found.number is None:
        if found is not None and found.state is State.BLANK:
            return None
        raise CellFault(NA, "no figure" if found is None else found.words)
    return found.number


@cell_function(example='=BCF_METRIC("reablement","polarity")')
def metric(metric: object, fact: object = "name") -> CellValue:
    """What the mapping says of a metric: its name, polarity, unit, definition and more.

    Args:
        metric: The metric: its id, such as reablement, or its name.
        fact: "name" (without it), "id", "polarity", "unit", "per", "decimals", "definition",
            "frequency", "numerator", "denominator" or "source".
    """
    found = metric_named(metric)
    facts = {
        "name": found.name,
        "id": found.id,
        "polarity": found.polarity.words,
        "unit": found.unit.value.replace("_", " "),
        "per": found.per,
        "decimals": found.decimals,
        "definition": found.definition,
        "frequency": found.frequency,
        "numerator": found.numerator,
        "denominator": found.denominator,
        "source": found.source,
    }
    value = _fact(facts, fact)
    return float(value) if isinstance(value, int) else value or None


@cell_function(example='=BCF_PLACE("Leicester City","code")')
def place(place: object, fact: object = "name") -> str:
    """What the mapping says of a place: its name, its code or its id.

    Args:
        place: The place: its name, another name of it, or its code, such as E06000017.
        fact: "name" (without it), "code" or "id".
    """
    found = _place(place)
    return _fact({"name": found.name, "code": found.code, "id": found.id}, fact)


def _place(name: object) -> Place:
    found = library().places.find(name)
    if found is None:
        raise CellFault(NA, f"there is no place {name!r}")
    return found


def _part(record: Record, part: object) -> Figure:
    parts = {
        "value": record.figure,
        "numerator": record.numerator,
        "denominator": record.denominator,
    }
    return _fact(parts, part)


def _fact(facts: Mapping[str, _Fact], name: object) -> _Fact:
    from xlbcf.rules.metrics import fold_name

    named = fold_name(name)
    if named not in facts:
        raise CellFault(VALUE, f"{name!r} is none of {', '.join(facts)}")
    return facts[named]
