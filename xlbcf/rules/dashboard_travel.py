"""Arrows of a printed dashboard: against the previous figure, and judgements against the arrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xlbcf.rules.dashboard_parts import counterparts, names_of_parts
from xlbcf.rules.dashboard_reading import Column, FigureCell, Reading, RowFinding, read_cell
from xlbcf.rules.dashboard_signs import Sign, read_judgement, read_movement
from xlbcf.rules.findings import finding
from xlbcf.rules.metrics import Polarity
from xlbcf.rules.rounding import with_excel_digits
from xlbcf.rules.targets import Part
from xlbcf.rules.travel import Judgement, Movement


class _Change(NamedTuple):
    """A figure and the one before it, each also as a message shows it."""

    now: Part
    then: Part | None
    value: str
    previous: str


def check_travel(reading: Reading) -> Iterator[RowFinding]:
    """Hold the arrow against the previous figure, and a judgement against the arrow.

    Args:
        reading: the row as read; with an arrow for each figure, each is held against its own.

    Yields:
        What contradicts; the place of each finding is left to the caller.

    Source: Methods, section 5.
    """
    arrows = reading.signs(Column.ARROW, read_movement)
    if not arrows:
        return
    if Column.PREVIOUS in reading.row.cells:
        yield from _moved(reading, arrows)
    yield from _meant(reading, arrows)


def _found(column: Column, code: str, /, **facts: object) -> RowFinding:
    return RowFinding(column, finding(code, "", **facts))


def _moved(reading: Reading, arrows: Sequence[Sign[Movement]]) -> Iterator[RowFinding]:
    row, unit = reading.row, reading.value.unit
    before = read_cell(row.text(Column.PREVIOUS), reading.polarity, row.parts, unit)
    if unit is None:
        return
    if before.unit is None:
        facts = {"arrow": row.text(Column.ARROW), "previous": before.state}
        yield _found(Column.ARROW, "DASH23", **facts)
        return
    # One arrow for several figures does not say how each of them moved.
    if not len(arrows) == len(reading.value.parts) == len(before.parts):
        return
    for arrow, change in zip(arrows, _changes(reading, before), strict=True):
        if code := _wrong_way(change, arrow.meaning):
            said = {"arrow": arrow.text, "claimed": arrow.meaning}
            shown = {"previous": change.previous, "value": change.value}
            yield _found(Column.ARROW, code, **said, **shown)


def _changes(reading: Reading, before: FigureCell) -> list[_Change]:
    row, values = reading.row, reading.value.parts
    befores = counterparts(values, before.parts)
    if len(values) == 1:
        texts = row.text(Column.VALUE), row.text(Column.PREVIOUS)
        return [_Change(values[0], befores[0], *texts)]
    return [
        _Change(now, then, f"{_text(now)} ({name})", _text(then))
        for now, then, name in zip(values, befores, names_of_parts(reading), strict=True)
    ]


def _text(part: Part | None) -> str:
    return part.figure.text.strip() if part else ""


def _wrong_way(change: _Change, claimed: Movement | None) -> str:
    """Return the code of what is wrong with an arrow; empty where nothing is."""
    now = change.now.figure.number
    then = change.then.figure.number if change.then else None
    if now is None or then is None or claimed is None:
        return ""
    gap = with_excel_digits(now) - with_excel_digits(then)
    seen = Movement.UP if gap > 0 else Movement.DOWN if gap < 0 else Movement.LEVEL
    if seen is claimed:
        return ""
    return "DASH14" if Movement.LEVEL in (seen, claimed) else "DASH13"


def _meant(reading: Reading, arrows: Sequence[Sign[Movement]]) -> Iterator[RowFinding]:
    words = reading.signs(Column.JUDGEMENT, read_judgement)
    whose = [""]
    if len(words) > 1:
        whose = [f" for {name}" for name in names_of_parts(reading)]
        arrows = arrows if len(arrows) > 1 else [*arrows] * len(words)
    elif len({arrow.meaning for arrow in arrows}) > 1:
        # One word beside arrows that differ: nothing says which of them it is about.
        return
    good = reading.row.text(Column.GOOD_IS)
    # Without a figure nothing says how many signs there should be.
    for arrow, word, name in zip(arrows, words, whose, strict=False):
        claimed, expected = word.meaning, _judged(arrow.meaning, reading.polarity)
        if expected is None or claimed in (None, Judgement.NO_JUDGEMENT, expected):
            continue
        facts = {"claimed": f"{claimed}{name}", "arrow": arrow.text, "good": good}
        yield _found(Column.JUDGEMENT, "DASH15", expected=expected, **facts)


def _judged(movement: Movement | None, polarity: Polarity | None) -> Judgement | None:
    if movement is None or polarity is None or polarity.sign == 0:
        return None
    if movement is Movement.LEVEL:
        return Judgement.STEADY
    rises = movement is Movement.UP
    return Judgement.IMPROVING if rises is (polarity.sign > 0) else Judgement.WORSENING
