"""Rows of a printed dashboard whose cells hold several figures, taken apart."""

from __future__ import annotations

from collections.abc import Sequence

from xlbcf.rules.dashboard_reading import Column, FigureCell, Reading
from xlbcf.rules.figures import State
from xlbcf.rules.targets import Part
from xlbcf.rules.verdicts import CellVerdict, paired

_HELD = (State.NUMBER, State.WORD, State.INVALID)


def by_part(reading: Reading) -> list[Reading]:
    """Return a reading for each figure of a row that has a mark for each.

    Args:
        reading: the row as read.

    Returns:
        One for each figure, with its own mark, target and verdict; the reading itself where one
        mark is for all, or where there is no figure or no target.

    Source: Methods, section 1, multiple parts.
    """
    if len(reading.marks) < 2 or None in (reading.value.unit, reading.target.unit):
        return [reading]
    names = names_of_parts(reading)
    return [_part(reading, number, name) for number, name in enumerate(names)]


def _part(reading: Reading, number: int, name: str) -> Reading:
    value, mark = reading.value.parts[number], reading.marks[number]
    pairs = list(paired(reading.value.parts, reading.target.parts))
    place = next(place for place, pair in enumerate(pairs) if pair[0] is value)
    target, verdict = pairs[place][1], None
    if reading.verdict is not None:
        judged = reading.verdict.parts[place]
        verdict = CellVerdict(judged.verdict, judged, (judged,))
    cells = {
        Column.MARK: mark.text,
        Column.VALUE: value.figure.text.strip(),
        Column.TARGET: target.figure.text.strip() if target else "",
    }
    return reading._replace(
        row=reading.row._replace(cells={**reading.row.cells, **cells}),
        value=_cell(reading.value, value),
        target=_cell(reading.target, target),
        marks=(mark,),
        verdict=verdict,
        whose=name,
    )


def names_of_parts(reading: Reading) -> list[str]:
    """Return whose each figure of a row is, such as ``UHL`` or ``part 2``."""
    values = reading.value.parts
    targets = counterparts(values, reading.target.parts)
    return [
        value.who or (target.who if target else "") or f"part {number}"
        for number, (value, target) in enumerate(zip(values, targets, strict=True), 1)
    ]


def counterparts(values: Sequence[Part], others: Sequence[Part]) -> list[Part | None]:
    """Return for each of a cell's figures what belongs to it in another cell, or None."""
    pairs = list(paired(values, others))
    return [next(other for each, other in pairs if each is value) for value in values]


def _cell(whole: FigureCell, part: Part | None) -> FigureCell:
    if part is None:
        return FigureCell((), None)
    return FigureCell((part,), whole.unit if part.figure.state in _HELD else None)
