"""One row of a printed dashboard table, and what its figures and signs say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from xlbcf.rules.bands import BandSet
from xlbcf.rules.dashboard_signs import (
    Sign,
    read_mark,
    read_movement,
    read_polarity,
    read_shown_rating,
    read_signs,
)
from xlbcf.rules.figures import State, plain_text
from xlbcf.rules.findings import Finding
from xlbcf.rules.metrics import Polarity, Unit, fold_name
from xlbcf.rules.targets import Part, read_targets
from xlbcf.rules.verdicts import CellVerdict, Verdict, judge_cell


class Column(StrEnum):
    """What a column of a dashboard table holds."""

    NUMBER = "number"
    LABEL = "label"
    VALUE = "value"
    TARGET = "target"
    MARK = "mark"
    ARROW = "arrow"
    GOOD_IS = "good_is"
    PREVIOUS = "previous"
    JUDGEMENT = "judgement"
    RATING = "rating"
    BANDS = "bands"
    COMMENTARY = "commentary"
    START_DATE = "start_date"

    @property
    def words(self) -> str:
        """The column in words, such as ``good is``."""
        return self.value.replace("_", " ")


class DashboardRow(NamedTuple):
    """One row, as printed.

    Args:
        cells: the text of each column that the table has; a column that it does not have is
            absent, and one that is blank here is the empty text.
        label: the label that holds for the row, its own or that of the row above.
        name: what lists of rows call it: its number, else its label.
        parts: whose figures the row's cells hold, in order, where the label says so.
        stack: which stack of rows it belongs to: those under one label share a number.
        announced: whose figures the stack holds, top to bottom, where the label says so.
    """

    cells: Mapping[Column, str]
    label: str = ""
    name: str = ""
    parts: tuple[str, ...] = ()
    stack: int = 0
    announced: tuple[str, ...] = ()

    def text(self, column: Column) -> str:
        """Return a cell's text without spaces around it; empty where there is no such column."""
        return self.cells.get(column, "").strip()


class Standards(NamedTuple):
    """What a dashboard is held against.

    Args:
        bands: the sets of bands known, by id.
        default: the id of the set for rows that name none; empty for none.
        scales: words from worst to best, one sequence for each scale.
    """

    bands: Mapping[str, BandSet] = MappingProxyType({})
    default: str = ""
    scales: Sequence[Sequence[str]] = ()


class RowFinding(NamedTuple):
    """A finding about one column of a row."""

    column: Column
    finding: Finding


class FigureCell(NamedTuple):
    """A cell of figures: its parts, and the unit they are written in (None without a figure)."""

    parts: tuple[Part, ...]
    unit: Unit | None

    @property
    def state(self) -> str:
        """Why there is no figure, in words: blank, not available, suppressed."""
        return next((part.figure.words for part in self.parts), "blank")

    @property
    def invalid(self) -> Part | None:
        """The first part that cannot be read, or None."""
        bad = (part for part in self.parts if part.figure.state is State.INVALID)
        return next(bad, None)


class Reading(NamedTuple):
    """A row as read.

    Args:
        row: the row.
        polarity: which way is good; None where nothing says it.
        value: the cell of the value.
        target: the cell of the target.
        marks: the marks, one or one for each figure; none where they are not understood.
        verdict: the verdict on the value; None where value or target is not there or not readable.
        whose: whose figure it is, where it is one of several of the row's cells.
    """

    row: DashboardRow
    polarity: Polarity | None
    value: FigureCell
    target: FigureCell
    marks: tuple[Sign[Verdict], ...]
    verdict: CellVerdict | None
    whose: str = ""

    @property
    def mark(self) -> Verdict | None:
        """What the marks say together, the worst of them; None without any."""
        said = {sign.meaning for sign in self.marks}
        return next((each for each in (Verdict.NOT_MET, Verdict.MET) if each in said), None)

    def signs(
        self, column: Column, read: Callable[[str], _Meaning | None]
    ) -> tuple[Sign[_Meaning], ...]:
        """Return the signs of a column's cell; none where they do not fit the figures."""
        signs = read_signs(self.row.text(column), read) or ()
        return signs if fits(signs, self.value) else ()

    @property
    def unsigned(self) -> bool:
        """Whether the target has no sign of its own, and would need one (a word does not)."""
        return any(
            part.figure.number is not None and (part.implied or part.comparator is None)
            for part in self.target.parts
        )


_Meaning = TypeVar("_Meaning")
_CLOCK = re.compile(r"[0-9]:[0-9]")
_DIGIT = re.compile(r"[0-9]")
_DAYS = re.compile(r"[0-9]\s*days?\b", re.IGNORECASE)
_PLAIN = (Unit.CURRENCY, Unit.DAYS)
_ANNOUNCED = re.compile(r"\[\s*figures?\s+(?:is|are)\b([^\]]*)\]", re.IGNORECASE)
_DOWNWARDS = re.compile(r"top[\s-]+to[\s-]+bottom", re.IGNORECASE)
_UNIT_WORDS = {
    Unit.RATE: "a plain number",
    Unit.PERCENT: "a percentage",
    Unit.CURRENCY: "an amount of money",
    Unit.DAYS: "a number of days",
    Unit.DURATION: "a duration",
    Unit.CATEGORY: "a word",
}


def read_row(row: DashboardRow, scales: Sequence[Sequence[str]] = ()) -> Reading:
    """Read a row's figures and signs.

    The unit is what the cells themselves say: ``%``, ``£``, ``days``, a clock, digits or a word.

    Args:
        row: the row.
        scales: words from worst to best, one sequence for each scale.

    Source: Methods, sections 1, 3 and 4.
    """
    polarity = read_polarity(row.text(Column.GOOD_IS))
    value, target = read_figures(row, polarity)
    verdict = None
    if value.unit is not None and value.unit is target.unit and not faulty(value, target):
        verdict = judge_cell(value.parts, target.parts, order=_scale(value, target, scales))
    reading = Reading(row, polarity, value, target, (), verdict)
    return reading._replace(marks=reading.signs(Column.MARK, read_mark))


def fits(signs: Sequence[object], value: FigureCell) -> bool:
    """Say whether signs are one for all figures of a cell or one for each, where it has any."""
    return len(signs) <= 1 or value.unit is None or len(signs) == len(value.parts)


def claims_anything(row: DashboardRow) -> bool:
    """Say whether a row has a figure or a sign that is understood; titles and notes have none."""
    if read_signs(row.text(Column.MARK), read_mark):
        return True
    if read_signs(row.text(Column.ARROW), read_movement):
        return True
    if read_shown_rating(row.text(Column.RATING)) is not None:
        return True
    cells = (read_cell(row.text(column), None) for column in (Column.VALUE, Column.TARGET))
    return any(part.figure.number is not None for cell in cells for part in cell.parts)


def read_figures(row: DashboardRow, polarity: Polarity | None) -> tuple[FigureCell, FigureCell]:
    """Read the value and the target of a row, a bare number in the unit of the other where safe.

    A bare number beside pounds or days is taken as pounds or days; beside a percentage it is not,
    because nothing says whether it is a fraction.
    """
    texts = (row.text(Column.VALUE), row.text(Column.TARGET))
    value, target = (read_cell(text, polarity, row.parts) for text in texts)
    if value.unit is Unit.RATE and target.unit in _PLAIN:
        value = read_cell(texts[0], polarity, row.parts, target.unit)
    if target.unit is Unit.RATE and value.unit in _PLAIN:
        target = read_cell(texts[1], polarity, row.parts, value.unit)
    return value, target


def read_cell(
    text: str, polarity: Polarity | None, whose: Sequence[str] = (), unit: Unit | None = None
) -> FigureCell:
    """Read one cell of figures.

    Args:
        text: the cell's text.
        polarity: which way is good, None where nothing says it.
        whose: whose the parts are, in order.
        unit: the unit to read it in; None takes the one that the text shows.
    """
    unit = unit or _unit_of(text)
    # A word is better the further along its scale it stands, whichever way numbers should go.
    way = Polarity.HIGH_IS_GOOD if unit is Unit.CATEGORY else polarity or Polarity.NO_JUDGEMENT
    note = f"[Figures are {' / '.join(whose)}]" if whose else ""
    parts = read_targets(text, unit, way, note=note)
    held = any(part.figure.state in (State.NUMBER, State.WORD, State.INVALID) for part in parts)
    return FigureCell(parts, unit if held else None)


def faulty(*cells: FigureCell) -> bool:
    """Say whether any of the cells has a part that cannot be read."""
    return any(cell.invalid for cell in cells)


def unit_words(unit: Unit | None) -> str:
    """Return what a unit looks like on the page, such as ``a plain number``."""
    return _UNIT_WORDS.get(unit, "no figure") if unit else "no figure"


def names_of(label: str) -> tuple[tuple[str, ...], bool]:
    """Return whose figures a label announces, and whether they stand in rows, top to bottom.

    ``[Figures are LPT / UHL]`` announces two parts of a cell, ``[Figures are, top-to-bottom:
    Leicester, Rutland]`` two rows.

    Source: Methods, section 1, several parts.
    """
    found = _ANNOUNCED.search(label)
    if found is None:
        return (), False
    names = _DOWNWARDS.sub("", found[1]).strip(" ,:")
    listed = (plain_text(name) for name in re.split(r"[/,\n]", names))
    return tuple(name for name in listed if name), bool(_DOWNWARDS.search(found[1]))


def without_note(label: str) -> str:
    """Return a label without what it says of whose figures they are."""
    return plain_text(_ANNOUNCED.sub(" ", label))


def _unit_of(text: str) -> Unit:
    plain = plain_text(text)
    if not _DIGIT.search(plain):
        return Unit.CATEGORY
    if "%" in plain:
        return Unit.PERCENT
    if "£" in plain:
        return Unit.CURRENCY
    if _CLOCK.search(plain):
        return Unit.DURATION
    return Unit.DAYS if _DAYS.search(plain) else Unit.RATE


def _scale(value: FigureCell, target: FigureCell, scales: Iterable[Sequence[str]]) -> Sequence[str]:
    words = {fold_name(part.figure.text) for cell in (value, target) for part in cell.parts}
    return next((scale for scale in scales if words <= {fold_name(word) for word in scale}), ())
