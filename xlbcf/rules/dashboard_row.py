"""The checks of one row of a printed dashboard table: its cells against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlbcf.rules.dashboard_parts import by_part
from xlbcf.rules.dashboard_ratings import check_rating
from xlbcf.rules.dashboard_reading import (
    Column,
    DashboardRow,
    FigureCell,
    Reading,
    RowFinding,
    Standards,
    read_row,
    unit_words,
)
from xlbcf.rules.dashboard_travel import check_travel
from xlbcf.rules.findings import finding
from xlbcf.rules.metrics import Polarity, Unit
from xlbcf.rules.targets import Comparator, Part, implied_comparator
from xlbcf.rules.verdicts import CellVerdict, PartVerdict, Verdict, judge_cell

_SIDES = {
    Comparator.BELOW: -1,
    Comparator.AT_MOST: -1,
    Comparator.ABOVE: 1,
    Comparator.AT_LEAST: 1,
    Comparator.EQUAL: 0,
}
_FLIPPED = {
    Polarity.HIGH_IS_GOOD: Polarity.LOW_IS_GOOD,
    Polarity.LOW_IS_GOOD: Polarity.HIGH_IS_GOOD,
}
_CLAIMS = {Verdict.MET: "met", Verdict.NOT_MET: "not met"}
# Just under half a unit: a figure that far above the one shown would still be shown so.
_ALMOST_HALF = 0.4999999
_DECIMALS = re.compile(r"\.([0-9]+)")


def check_row(row: DashboardRow, standards: Standards | None = None) -> tuple[RowFinding, ...]:
    """Check one row of a dashboard.

    Args:
        row: the row as printed; only what its columns claim is checked.
        standards: the bands and scales of words that it is held against.

    Returns:
        Findings about its columns, each with the row's label as its place.

    Source: Methods, sections 1, 3, 4 and 5.
    """
    held = standards or Standards()
    reading = read_row(row, held.scales)
    return tuple(
        RowFinding(each.column, each.finding._replace(where=f"{row.label}, {each.column.words}"))
        for check in (_figures, _target, _good_is, check_travel)
        for each in check(reading)
    ) + tuple(check_rating(reading, held))


def _found(column: Column, code: str, /, **facts: object) -> RowFinding:
    return RowFinding(column, finding(code, "", **facts))


def _figures(reading: Reading) -> Iterator[RowFinding]:
    """Say what of value and target cannot be read, or does not go together."""
    row = reading.row
    for column, cell in ((Column.VALUE, reading.value), (Column.TARGET, reading.target)):
        if part := cell.invalid:
            facts = {"found": f"“{row.text(column)}”", "reason": part.figure.reason}
            yield _found(column, "DASH05", column=column.words, **facts)
    if reading.verdict is None and _comparable(reading):
        value, target = unit_words(reading.value.unit), unit_words(reading.target.unit)
        reason = f"the value is {value} and the target {target}"
    elif reading.verdict is not None and (fault := _unpaired(reading)):
        reason = fault
    else:
        return
    facts = {"value": row.text(Column.VALUE), "target": row.text(Column.TARGET), "reason": reason}
    yield _found(Column.TARGET, "DASH06", **facts)


def _comparable(reading: Reading) -> bool:
    """Say whether value and target are both numbers, whatever their units."""
    cells = (reading.value, reading.target)
    return all(cell.unit not in (None, Unit.CATEGORY) and cell.invalid is None for cell in cells)


def _unpaired(reading: Reading) -> str:
    """Say which parts of value and target have no counterpart, though both name theirs."""
    verdict = reading.verdict
    values, targets = reading.value.parts, reading.target.parts
    if verdict is None or len(verdict.parts) == max(len(values), len(targets)):
        return ""
    alone = [f"{part.reason} for {part.who}" for part in verdict.parts if _lacks(part)]
    return ", and ".join(alone)


def _lacks(part: PartVerdict) -> bool:
    return part.verdict is Verdict.NO_VERDICT and part.reason.startswith("there is no ")


def _target(reading: Reading) -> Iterator[RowFinding]:
    """Hold the mark against value and target, or each mark against its own."""
    if Column.MARK in reading.row.cells:
        for each in by_part(reading):
            yield from _mark(each)


def _mark(reading: Reading) -> Iterator[RowFinding]:
    row = reading.row
    mark, verdict = row.text(Column.MARK), reading.verdict
    if not mark and not row.text(Column.RATING):
        if verdict is not None and verdict.verdict in _CLAIMS:
            yield _found(Column.MARK, "DASH09", reason=_reason(reading, verdict))
        return
    if reading.mark is None:
        return
    missing, mark = _missing(reading), f"{mark} ({reading.whose})" if reading.whose else mark
    if missing is Column.VALUE:
        facts = {"column": "mark", "found": mark, "value": _shown(reading, missing)}
        yield _found(Column.MARK, "DASH08", **facts)
    elif missing is Column.TARGET:
        yield _found(Column.MARK, "DASH07", mark=mark, target=_shown(reading, missing))
    elif verdict is not None:
        yield from _contradiction(reading, reading.mark, verdict)


def _missing(reading: Reading) -> Column | None:
    """Return which of value and target holds no figure; a word beside a number is none."""
    value, target = reading.value, reading.target
    if value.unit is None or (value.unit is Unit.CATEGORY and _is_number(target)):
        return Column.VALUE
    if target.unit is None or (target.unit is Unit.CATEGORY and _is_number(value)):
        return Column.TARGET
    return None


def _is_number(cell: FigureCell) -> bool:
    return cell.unit not in (None, Unit.CATEGORY)


def _shown(reading: Reading, column: Column) -> str:
    cell = reading.value if column is Column.VALUE else reading.target
    return cell.state if cell.unit is None else f"“{reading.row.text(column)}”"


def _contradiction(
    reading: Reading, claimed: Verdict, verdict: CellVerdict
) -> Iterator[RowFinding]:
    if verdict.verdict not in _CLAIMS or verdict.verdict is claimed:
        return
    mark = reading.row.text(Column.MARK)
    facts = {"mark": mark, "claimed": _CLAIMS[claimed], "reason": _reason(reading, verdict)}
    if _by_hidden_digits(reading, claimed):
        yield _found(Column.MARK, "DASH02", **facts)
    elif _fits_other_way(reading, claimed):
        polarity = reading.polarity or Polarity.NO_JUDGEMENT
        facts |= {
            "target": reading.row.text(Column.TARGET),
            "good": reading.row.text(Column.GOOD_IS),
            "implied": "at least" if polarity.sign > 0 else "at most",
            "reason": facts["reason"].replace(" (implied by the polarity)", ""),
        }
        yield _found(Column.MARK, "DASH04", **facts)
    else:
        yield _found(Column.MARK, "DASH01", **facts)


def _reason(reading: Reading, verdict: CellVerdict) -> str:
    whose = reading.whose or (verdict.worst.who if len(verdict.parts) > 1 else "")
    return f"{verdict.worst.reason} ({whose})" if whose else verdict.worst.reason


def _by_hidden_digits(reading: Reading, claimed: Verdict) -> bool:
    """Say whether figures that are shown as these are could still bear the mark out."""
    for side in (-1, 1):
        parts = [_nudged(part, side) for part in reading.value.parts]
        if judge_cell(parts, reading.target.parts).verdict is claimed:
            return True
    return False


def _nudged(part: Part, side: int) -> Part:
    number = part.figure.number
    if number is None:
        return part
    shown = _DECIMALS.search(part.figure.text)
    places = (len(shown[1]) if shown else 0) + (2 if part.unit is Unit.PERCENT else 0)
    moved = number + side * _ALMOST_HALF * 10.0**-places
    return part._replace(figure=part.figure._replace(number=moved))


def _fits_other_way(reading: Reading, claimed: Verdict) -> bool:
    """Say whether the mark would be right if the other direction were good."""
    if not reading.unsigned or reading.polarity not in _FLIPPED:
        return False
    flipped = implied_comparator(_FLIPPED[reading.polarity])
    targets = [
        part._replace(comparator=flipped) if part.implied else part for part in reading.target.parts
    ]
    return judge_cell(reading.value.parts, targets).verdict is claimed


def _good_is(reading: Reading) -> Iterator[RowFinding]:
    """Hold the good direction against the target's own sign."""
    polarity = reading.polarity
    if polarity is None or polarity.sign == 0 or reading.target.unit is Unit.CATEGORY:
        return
    sides = [
        _SIDES[part.comparator]
        for part in reading.target.parts
        if part.comparator is not None and not part.implied
    ]
    opposed = next((side for side in sides if side * polarity.sign < 0), 0)
    if not opposed:
        return
    facts = {
        "good": reading.row.text(Column.GOOD_IS),
        "polarity": polarity.words,
        "target": reading.row.text(Column.TARGET),
        "asked": "more" if opposed > 0 else "less",
        "fits": _fits(reading),
    }
    yield _found(Column.GOOD_IS, "DASH03", **facts)


def _fits(reading: Reading) -> str:
    """Say which of target and good direction the mark agrees with, to show where to look first."""
    agree = {
        each.verdict.verdict is each.mark
        for each in by_part(reading)
        if each.mark is not None and each.verdict is not None
    }
    if len(agree) != 1:
        return ""
    which = "the target" if agree == {True} else "Good is"
    return f"; the mark {reading.row.text(Column.MARK)} fits {which}"
