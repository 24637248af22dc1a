"""Functions that read a target as people write it, and hold a value against it."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from xlbcf.hosts.functions.definition import cell_function
from xlbcf.hosts.functions.mappings import scales
from xlbcf.hosts.functions.values import NA, NUM, VALUE, CellFault
from xlbcf.hosts.functions.words import in_words, plain_metric, polarity_of, spelt

if TYPE_CHECKING:
    from xlbcf.rules.dashboard_reading import FigureCell
    from xlbcf.rules.metrics import Polarity, Unit
    from xlbcf.rules.targets import Comparator, Part
    from xlbcf.rules.verdicts import Verdict

_MOST_KEPT = 4096
_SECONDS_A_DAY = 86_400


def _verdicts(values: list[float], targets: list[float], polarity: object) -> list[str | None]:
    from xlbcf.rules.verdict_columns import judge_columns

    if polarity is None:
        raise CellFault(VALUE, "nothing says which way is good beside a number")
    return spelt(judge_columns(values, targets, plain_metric(polarity_of(polarity))))


@cell_function(example='=BCF_ON_TARGET(F7,">65.2")', many=_verdicts)
def on_target(value: object, target: object, polarity: object = None) -> str | None:
    """Met or Not met: whether a value meets a target as people write it, such as <=7% or >65.2.

    A cell may hold several parts, as in 99% / 99%: the worst decides. A number beside a target in
    percent is taken as Excel holds it: 0.927 is 92.7%.

    Args:
        value: The value: a number, or a text such as 92.7%, 00:12:28 or LPT 6% / UHL 9%.
        target: The target: a number or a text, with or without < <= > >= =.
        polarity: Which way is good, for a target without a sign: "higher" or "lower".
    """
    from xlbcf.rules.verdicts import Verdict

    verdict = _verdict(value, target, polarity)
    return None if verdict is Verdict.NO_VERDICT else in_words(verdict)


@cell_function(example='=BCF_MARK(F7,">65.2")')
def mark(value: object, target: object, polarity: object = None) -> str | None:
    """A mark: ● where a value meets its target as people write it, ■ where it does not.

    It judges as BCF_ON_TARGET does, and is blank where that is blank.

    Args:
        value: The value: a number, or a text such as 92.7%, 00:12:28 or LPT 6% / UHL 9%.
        target: The target: a number or a text, with or without < <= > >= =.
        polarity: Which way is good, for a target without a sign: "higher" or "lower".
    """
    from xlbcf.rules.looks import look_of

    return look_of(_verdict(value, target, polarity)).glyph or None


@cell_function(example='=BCF_TARGET(">65.2")')
def target(target: object) -> float:
    """The number of a target as people write it: 65.2 for >65.2, 0.95 for 95%.

    A duration is Excel time: 00:15:00 is a part of a day. A target in words, one that is not
    available and one in several parts have no number: #N/A, which a chart leaves out.

    Args:
        target: The target: a number or a text, with or without < <= > >= =.
    """
    from xlbcf.rules.metrics import Polarity, Unit

    if isinstance(target, float):
        return target
    cell = _read(target, Polarity.NO_JUDGEMENT)
    if cell.invalid:
        raise CellFault(VALUE, f"{target!r} is no target")
    number = cell.parts[0].figure.number
    if len(cell.parts) > 1 or number is None:
        raise CellFault(NA, f"{target!r} has not one number")
    return number / _SECONDS_A_DAY if cell.unit is Unit.DURATION else number


def _verdict(value: object, target: object, polarity: object) -> Verdict:
    from xlbcf.rules.metrics import Polarity
    from xlbcf.rules.verdicts import Verdict, judge_cell, meets

    way = Polarity.NO_JUDGEMENT if polarity is None else polarity_of(polarity)
    if isinstance(value, float) and (goal := _plain_goal(target, way)):
        verdicts = {True: Verdict.MET, False: Verdict.NOT_MET, None: Verdict.NO_VERDICT}
        return verdicts[meets(value, *goal)]
    figures, goals = _beside_each_other(value, target, way)
    units = {figures.unit, goals.unit}
    if None in units:
        return Verdict.NO_VERDICT
    if len(units) > 1 or figures.invalid or goals.invalid:
        raise CellFault(VALUE, f"{value!r} and {target!r} cannot be compared")
    if polarity is None and any(part.comparator is None for part in goals.parts):
        raise CellFault(VALUE, f"nothing says which way is good beside {target!r}")
    return judge_cell(figures.parts, goals.parts, order=_scale(figures, goals)).verdict


@lru_cache(maxsize=_MOST_KEPT, typed=True)
def _plain_goal(target: object, way: Polarity) -> tuple[Comparator, float] | None:
    """Return a target of one part that a plain number is held against; None where it is another."""
    from xlbcf.rules.metrics import Polarity, Unit
    from xlbcf.rules.targets import implied_comparator

    implied = implied_comparator(way)
    if isinstance(target, float):
        return (implied, target) if implied else None
    # Read as BCF_TARGET reads it, which is asked for the same targets.
    cell = _read(target, Polarity.NO_JUDGEMENT)
    comparator, number = cell.parts[0].comparator or implied, cell.parts[0].figure.number
    if len(cell.parts) > 1 or comparator is None or number is None:
        return None
    return None if cell.unit is Unit.DURATION else (comparator, number)


def _beside_each_other(
    value: object, target: object, way: Polarity
) -> tuple[FigureCell, FigureCell]:
    """Read value and target, a bare number in the unit of the other."""
    from xlbcf.rules.metrics import Unit

    figures, goals = _read(value, way), _read(target, way)
    plain = (Unit.CURRENCY, Unit.DAYS)
    if figures.unit is Unit.RATE and (isinstance(value, float) or goals.unit in plain):
        figures = _read(value, way, goals.unit)
    elif goals.unit is Unit.RATE and (isinstance(target, float) or figures.unit in plain):
        goals = _read(target, way, figures.unit)
    return figures, goals


def _read(value: object, way: Polarity, unit: Unit | None = None) -> FigureCell:
    """Read a cell; a number takes the unit that is asked for, as Excel holds such a unit."""
    from xlbcf.rules.dashboard_reading import FigureCell
    from xlbcf.rules.metrics import Unit
    from xlbcf.rules.targets import read_targets

    if isinstance(value, str):
        return _read_text(value, way, unit)
    if not isinstance(value, float) or unit is Unit.CATEGORY:
        raise CellFault(VALUE, f"{value!r} is no figure")
    number = _duration(value) if unit is Unit.DURATION else value
    return FigureCell(read_targets(number, unit or Unit.RATE, way, "fraction"), unit or Unit.RATE)


def _duration(days: float) -> timedelta:
    """Return a duration, which Excel holds as a part of a day."""
    try:
        return timedelta(days=days)
    except (OverflowError, ValueError):
        raise CellFault(NUM, f"{days} days is too long") from None


@lru_cache(maxsize=_MOST_KEPT)
def _read_text(text: str, way: Polarity, unit: Unit | None) -> FigureCell:
    from xlbcf.rules.dashboard_reading import read_cell

    return read_cell(text, way, unit=unit)


def _scale(*cells: FigureCell) -> tuple[str, ...]:
    """Return the scale from worst to best that all words of the cells stand on.

    Raises:
        CellFault: they stand on none (#VALUE!).
    """
    from xlbcf.rules.metrics import fold_name

    words = {fold_name(part.figure.text) for cell in cells for part in _words(cell)}
    if not words:
        return ()
    for scale in scales():
        if words <= {fold_name(word) for word in scale}:
            return tuple(scale)
    raise CellFault(VALUE, f"no scale of the mapping has the words {words}")


def _words(cell: FigureCell) -> list[Part]:
    from xlbcf.rules.figures import State

    return [part for part in cell.parts if part.figure.state is State.WORD]
