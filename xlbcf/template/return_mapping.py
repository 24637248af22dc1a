"""A return's mapping as plain objects: where its fields, flags and wordings are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from xlbcf.rules.assessment import Assessment
from xlbcf.rules.metrics import StoredAs
from xlbcf.rules.periods import Period
from xlbcf.rules.records import Status
from xlbcf.rules.variance import Mode
from xlbcf.template.addresses import Cell
from xlbcf.template.words import plain

Key = tuple[str, str | None, Period | None]

#: What the flag that speaks for the whole return is about.
OVERALL = "overall"


class Origin(StrEnum):
    """Where a field's value comes from (the key ``from``)."""

    PLACE = "place"
    FIGURES = "figures"
    COMMENTARY = "commentary"
    ANSWERS = "answers"
    TEMPLATE = "template"


class Kind(StrEnum):
    """What a field holds (the key ``type``)."""

    NUMBER = "number"
    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"


class Required(StrEnum):
    """When a field must be filled: in any case, or going by the assessment of its row."""

    ALWAYS = "always"
    NEVER = "never"
    NOT_MET = "not_met"
    NOT_MET_OR_NO_DATA = "not_met_or_no_data"


@dataclass(frozen=True, slots=True)
class Condition:
    """A field must be filled if another one holds something.

    Args:
        other: the other field's key.
        answers: the wordings that ask for it; empty if any answer does.
    """

    other: Key
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a field may hold, beyond the template's own validation.

    Args:
        lowest: the lowest number, or None.
        highest: the highest number, or None.
        characters: how long a text may be, or None.
        words: how many words a text may have, or None.
    """

    lowest: float | None = None
    highest: float | None = None
    characters: int | None = None
    words: int | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """How a cell is found by its labels, and the address it must then have.

    Args:
        sheet: the sheet's name in the workbook.
        row: the row's label as on the sheet; a final ``…`` stands for any ending.
        column: the heading of the cell's column, or None.
        under: the heading directly above the cell, or None; never given with ``column``.
        occurrence: which of several equal row labels, from the top, or None for the only one.
        down: how many rows the cell lies below its label (or further below ``under``).
        cell: the address.
        right: how many columns further right than the labels lead the cell lies.
    """

    sheet: str
    row: str
    column: str | None
    under: str | None
    occurrence: int | None
    down: int
    cell: Cell
    right: int = 0


@dataclass(frozen=True, slots=True)
class Judge:
    """Which figures an assessment rests on.

    Args:
        plan: the plan's period.
        actual: the actual's period.
        mode: how the two are compared. Source: Methods, section 2.
    """

    plan: Period
    actual: Period
    mode: Mode


@dataclass(frozen=True, slots=True)
class Field:
    """One cell of a return and what belongs into it.

    Args:
        name: the field's id, such as ``plan`` or ``success_1`` (the key ``field``).
        metric: the metric's id, or None where the field is not about a metric.
        period: the period of a figure, or None.
        status: plan, actual and so on for a figure, else None.
        origin: where the value comes from.
        kind: what it holds.
        stored_as: how the cell keeps a percentage, or None where it holds none.
        anchor: where it is.
        judge: the figures that an assessment rests on, or None.
        choices: the wordings of a drop-down by their meaning, empty where not listed.
        required: when it must be filled.
        where: the mapping's file and line.
        limits: what it may hold.
        line: which line of a repeated field it is, counted from 1, or None where it is not.
        attention: answers that a person should look at, each with the reason.
    """

    name: str
    metric: str | None
    period: Period | None
    status: Status | None
    origin: Origin
    kind: Kind
    stored_as: StoredAs | None
    anchor: Anchor
    judge: Judge | None
    choices: Mapping[str, str]
    required: Required | Condition
    where: str
    limits: Limits = Limits()
    line: int | None = None
    attention: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """What no other field of the return shares: name, metric and period."""
        return (self.name, self.metric, self.period)

    @property
    def sheet(self) -> str:
        """The sheet's name in the workbook."""
        return self.anchor.sheet

    @property
    def cell(self) -> Cell:
        """The address that the mapping states."""
        return self.anchor.cell

    @property
    def title(self) -> str:
        """The field in words, such as ``actual, avoidable_admissions, 2024-25 Q3``."""
        return ", ".join(str(part) for part in self.key if part is not None)


@dataclass(frozen=True, slots=True)
class Flag:
    """A cell in which the template itself says whether something is complete.

    Args:
        about: a metric's id, another short name, or ``overall``.
        sheet: the sheet's name in the workbook.
        cell: the address.
        complete: the wording that means complete.
        where: the mapping's file and line.
        covers: the keys of the fields whose completeness it tells.
        optional: whether the cell may be empty, because the flag does not always apply.
    """

    about: str
    sheet: str
    cell: Cell
    complete: str
    where: str
    covers: tuple[Key, ...] = ()
    optional: bool = False

    @property
    def title(self) -> str:
        """What the flag is about, in words."""
        return self.about.replace("_", " ")


class Relation(StrEnum):
    """What a mapping says that its fields must be to each other."""

    TOTAL = "total"
    RATE = "rate"
    ORDER = "order"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Check:
    """Fields that must fit each other.

    Args:
        relation: ``total``: the first is the sum of the others; ``rate``: the first is the second
            over the third; ``order``: each is no earlier and no smaller than the one before it;
            ``same``: all are equal.
        fields: the keys of the fields, in that order.
        within: by how much they may differ.
        where: the mapping's file and line.
    """

    relation: Relation
    fields: tuple[Key, ...]
    within: float
    where: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A text that must stand in a cell for a workbook to be this template."""

    sheet: str
    cell: Cell
    text: str


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """How a template is recognised: its sheets in their order, and texts that must stand."""

    sheets: tuple[str, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class ReturnMapping:
    """Everything known about one return's template.

    Args:
        id: the return's id, such as ``bcf-2024-25-eoy``.
        title: its title for people.
        year: the financial year it reports on.
        template: the blank form's file name, or None where there is none to fill.
        reconstruction: whether the blank form was rebuilt from published papers.
        fingerprint: how the template is recognised.
        assessments: the template's wording of each assessment.
        fields: every field, in the order of the file.
        flags: the template's own completeness cells.
        where: the mapping's file.
        checks: what fields must be to each other.
        placeholders: texts of the blank form that are no answers; those that end in ``…`` begin so.
        any_place: whether the place may be one that ``places.yaml`` does not know.
    """

    id: str
    title: str
    year: Period
    template: str | None
    reconstruction: bool
    fingerprint: Fingerprint
    assessments: Mapping[Assessment, str]
    fields: tuple[Field, ...]
    flags: tuple[Flag, ...]
    where: str
    checks: tuple[Check, ...] = ()
    placeholders: tuple[str, ...] = ()
    any_place: bool = False

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets that hold fields or flags, in order of first mention."""
        names = [each.sheet for each in self.fields] + [each.sheet for each in self.flags]
        return tuple(dict.fromkeys(names))

    @property
    def metrics(self) -> tuple[str, ...]:
        """The ids of the metrics that the return asks about, in order of first mention."""
        return tuple(dict.fromkeys(each.metric for each in self.fields if each.metric))

    def on_sheet(self, sheet: str) -> tuple[Field, ...]:
        """Return the fields of a sheet, given by its name in the workbook."""
        return tuple(each for each in self.fields if each.sheet == sheet)

    def coming_from(self, origin: Origin) -> tuple[Field, ...]:
        """Return the fields whose values come from one origin."""
        return tuple(each for each in self.fields if each.origin is origin)

    def field(
        self, name: str, metric: str | None = None, period: Period | None = None
    ) -> Field | None:
        """Return the field with this name, metric and period, or None."""
        key = (name, metric, period)
        return next((each for each in self.fields if each.key == key), None)

    def meaning(self, text: object) -> Assessment | None:
        """Return the assessment that a text stands for: its code or this template's wording."""
        for assessment, wording in self.assessments.items():
            if plain(text) in (assessment.value, plain(wording)):
                return assessment
        return None
