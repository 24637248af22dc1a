"""What a return brings to a comparison with others: its figures and texts, without the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from xlbcf.books.guard import place_of
from xlbcf.desk.checking.reading import ReadReturn
from xlbcf.desk.checking.report import Group, Item
from xlbcf.rules.assessment import Assessment
from xlbcf.rules.findings import finding
from xlbcf.rules.metrics import Place, fold_name
from xlbcf.rules.periods import Period
from xlbcf.rules.records import Record
from xlbcf.template.addresses import parse_cell
from xlbcf.template.return_mapping import Field, Key, Kind, Origin
from xlbcf.template.words import plain


@dataclass(frozen=True, slots=True)
class Shown:
    """One field of a return as others are compared with it.

    Args:
        key: the field's key.
        label: the field in words.
        sheet: its sheet's name.
        cell: its cell's address.
        origin: where its value comes from.
        kind: what it holds.
        value: its value as stored; dates are serial numbers.
        record: the figure it shows, where it shows one of a metric, period and status.
    """

    key: Key
    label: str
    sheet: str
    cell: str
    origin: Origin
    kind: Kind
    value: float | str
    record: Record | None

    @property
    def number(self) -> float | None:
        """Its number, a percentage as a fraction; None where it holds none."""
        if self.record is not None:
            return self.record.figure.number
        return float(self.value) if isinstance(self.value, int | float) else None

    @property
    def is_typed(self) -> bool:
        """Whether a person answers for it, and not the form or the list of places."""
        return self.origin not in (Origin.TEMPLATE, Origin.PLACE)


@dataclass(frozen=True, slots=True)
class Summary:
    """A return as others are compared with it.

    Args:
        path: the file.
        return_id: the return's id.
        year: the year it reports on.
        place: its place, or None where that is not one of those known.
        place_name: the place's name as people call it.
        shown: its fields that hold a number or a text, in the mapping's order.
        assessments: the assessment chosen for each metric.
    """

    path: Path
    return_id: str
    year: Period
    place: Place | None
    place_name: str
    shown: tuple[Shown, ...]
    assessments: dict[str, Assessment]

    def texts(self, characters: int) -> Iterator[Shown]:
        """Yield the fields that hold a text which a person wrote, long enough to be compared.

        Args:
            characters: how long a text must be.
        """
        for each in self.shown:
            if each.kind is Kind.TEXT and each.is_typed and len(plain(each.value)) >= characters:
                yield each

    def item(self, each: Shown, code: str, **facts: object) -> Item:
        """Return a finding about one of its fields, from laying it beside something else.

        Args:
            each: the field.
            code: a code of the catalogue.
            **facts: a value for each of the kind's facts.
        """
        where = place_of(self.path.name, each.sheet, parse_cell(each.cell))
        found = finding(code, where, **facts)
        at = (each.sheet, each.cell, each.label)
        return Item(found, Group.ACROSS, self.path, self.place_name, *at)

    def overall(self, code: str, **facts: object) -> Item:
        """Return a finding about the whole return, from laying it beside something else.

        Args:
            code: a code of the catalogue.
            **facts: a value for each of the kind's facts.
        """
        return Item(
            finding(code, self.path.name, **facts), Group.ACROSS, self.path, self.place_name
        )

    @property
    def title(self) -> str:
        """The return as findings about another one name it."""
        return f"the return for {self.year} ({self.path.name})"

    @property
    def about(self) -> str:
        """What two returns of one place share: its code, else its name; empty where unknown."""
        return self.place.code if self.place else fold_name(self.place_name)


def summary_of(read: ReadReturn) -> Summary:
    """Return what a return brings to a comparison.

    Args:
        read: the return.
    """
    records = {record.where: record for record in read.records}
    shown = []
    for each in read.fields:
        value = read.values[each.key]
        if isinstance(value, bool) or value is None or read.is_blank(value):
            continue
        cell = str(read.cells[each.key])
        record = records.get(read.where(each)) if _is_figure(each) else None
        shown.append(
            Shown(
                each.key, read.label(each), each.sheet, cell, each.origin, each.kind, value, record
            )
        )
    chosen = {metric: read.assessment(metric) for metric in read.mapping.metrics}
    return Summary(
        read.path,
        read.mapping.id,
        read.mapping.year,
        read.place,
        read.place_name,
        tuple(shown),
        {metric: each for metric, each in chosen.items() if each},
    )


def _is_figure(each: Field) -> bool:
    return bool(each.metric and each.period and each.status)
