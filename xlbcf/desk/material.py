"""What a return is filled from, and what goes into one place's return."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from xlbcf.books.values import Writable
from xlbcf.feeds.commentary import Commentary, Entry
from xlbcf.feeds.figures import Figures
from xlbcf.rules.findings import Finding, finding
from xlbcf.rules.metrics import Metric, Place
from xlbcf.template.return_mapping import Field, ReturnMapping

_MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Placed:
    """A value for a field, and where it comes from."""

    field: Field
    value: Writable
    source: str


@dataclass(slots=True)
class Placing:
    """What goes into one place's return.

    Args:
        place: the place.
        placed: the values, in the mapping's order.
        blanks: the fields left blank, each with the reason.
        findings: what is wrong or worth knowing.
    """

    place: Place
    placed: list[Placed] = field(default_factory=list)
    blanks: list[tuple[Field, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Material:
    """What a return is filled from."""

    mapping: ReturnMapping
    metrics: Mapping[str, Metric]
    figures: Figures
    commentary: Commentary


def label_of(each: Field, metrics: Mapping[str, Metric]) -> str:
    """Return what a field is called in summaries and logs."""
    metric = metrics[each.metric].name if each.metric else None
    parts = (each.name.replace("_", " "), metric, each.period)
    return ", ".join(str(part) for part in parts if part is not None)


def not_offered(material: Material, each: Field, entry: Entry, expected: Iterable[str]) -> Finding:
    """Return a finding for an entry that its field cannot take; ``expected`` is what it can."""
    shown = str(entry.value)
    short = shown if len(shown) <= _MOST_SHOWN else shown[: _MOST_SHOWN - 1] + "…"
    return finding(
        "FILL05",
        entry.where,
        field=label_of(each, material.metrics),
        found=f"“{short}”",
        expected=", ".join(expected),
    )
