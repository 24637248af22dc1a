"""Returns made by hand, as they are laid beside each other."""

from __future__ import annotations

from pathlib import Path

from tests.support.templates import ROOT
from xlbcf.desk.checking.summary import Shown, Summary
from xlbcf.desk.folder import Home
from xlbcf.desk.library import Library
from xlbcf.rules.figures import read_figure
from xlbcf.rules.metrics import Place
from xlbcf.rules.periods import Period
from xlbcf.rules.records import Record, Status
from xlbcf.template.return_mapping import Kind, Origin

LIBRARY = Library(Home(ROOT))
PLACES = {place.name: place for place in LIBRARY.places}
FALLS, HOME = "falls_admissions", "discharge_to_usual_residence"
LONG = "The same words about the work that was done in this place and no other."


def shown(
    name: str,
    value: float | str,
    metric: str | None = None,
    period: str | None = None,
    *,
    status: str = "actual",
    origin: Origin = Origin.ANSWERS,
    kind: Kind | None = None,
) -> Shown:
    """A field of a return; a figure where it has a metric and a period."""
    when = Period.parse(period) if period else None
    record = None
    if metric and when:
        known = LIBRARY.metrics[metric]
        figure = read_figure(value, known.unit, known.stored_as)
        record = Record("", metric, when, Status(status), figure)
    label = ", ".join(str(part) for part in (name, metric, when) if part)
    kind = kind or (Kind.TEXT if isinstance(value, str) and record is None else Kind.NUMBER)
    return Shown((name, metric, when), label, "Form", "B1", origin, kind, value, record)


def actual(metric: str, value: float | str, period: str = "2024-25", **facts: object) -> Shown:
    """A typed result."""
    return shown("actual", value, metric, period, **{"origin": Origin.FIGURES, **facts})


def returned(
    place: str, *fields: Shown, year: str = "2024-25", return_id: str = "form", name: str = ""
) -> Summary:
    """A return of a place; a place that is not known is only called so."""
    known: Place | None = PLACES.get(place)
    path = Path(f"{name or place.casefold() or 'nowhere'}-{year}.xlsx")
    numbered = tuple(
        _of(each, known.code if known else "", f"B{line}") for line, each in enumerate(fields, 1)
    )
    return Summary(path, return_id, Period.parse(year), known, place, numbered, {})


def _of(each: Shown, code: str, cell: str) -> Shown:
    record = each.record
    if record is not None:
        record = Record(code, record.metric, record.period, record.status, record.figure)
    return Shown(each.key, each.label, each.sheet, cell, each.origin, each.kind, each.value, record)
