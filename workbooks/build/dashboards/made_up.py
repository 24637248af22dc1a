"""A framework of made-up measures, as many and with as many periods as are asked for.

It is what tests and benchmarks build; none of its figures is real.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from xlbcf.hosts.functions.for_working_out import cell_functions

from .outcomes_source import Framework, Section, SummaryRow, read_framework
from .series import DURATION, PERCENT, Measure, Point, Series

_SECTIONS = 5
_FIRST_YEAR = 2019
_APRIL = 4
_MONTHS = 12
#: Steps by which a made-up figure leaves its level, over and over; they sum to nothing.
_STEPS = (0, 3, -2, 1, -4, 2, 5, -3, 0, -1, 2, -3)
_KINDS = (
    # unit, decimals, polarity, level, step, target
    ("percent", 1, "higher", 0.84, 0.004, ">= 85%"),
    ("count", 0, "lower", 8400.0, 95.0, "< 8,399"),
    ("rate", 1, "lower", 540.0, 6.5, "<= 520"),
    ("days", 1, "none", 18.5, 0.3, ""),
)
_DENOMINATOR = 1250


def made_up(measures: int, periods: int) -> Framework:
    """Return a framework of measures with one series each.

    Args:
        measures: how many measures.
        periods: how many periods each shows, the latest included; at least 2.
    """
    made = [_measure(number, periods) for number in range(1, measures + 1)]
    size = -(-measures // _SECTIONS)
    sections = tuple(
        Section(f"{letter} - Section {letter}", tuple(_rows(made[at : at + size], letter)))
        for letter, at in zip("ABCDE", range(0, measures, size), strict=False)
    )
    report = {
        "title": "Made-up outcomes framework", "area": "Nowhere", "id": "MADE-UP",
        "version": "Version 1.0", "clients": "Nobody", "data_sources": "Made up",
        "contact": "None", "author": ["Nobody"], "guide": [{"text": "Nothing here is real."}],
    }  # fmt: skip
    return Framework(report, sections, tuple(made))


def with_history(periods: int) -> Framework:
    """Return the real framework with made-up earlier and latest figures for every series.

    Args:
        periods: how many periods each series shows, the latest included; at least 2.
    """
    real = read_framework()
    swapped = {
        (each.metric, each.part): _lengthened(each, periods, at)
        for at, each in enumerate(series for measure in real.measures for series in measure.series)
    }

    def swap(series: tuple[Series, ...]) -> tuple[Series, ...]:
        return tuple(swapped[each.metric, each.part] for each in series)

    measures = {
        measure.sheet: replace(measure, series=swap(measure.series)) for measure in real.measures
    }
    sections = tuple(
        replace(section, rows=tuple(
            replace(row, series=swap(row.series), measure=measures[row.measure.sheet])
            for row in section.rows
        ))
        for section in real.sections
    )  # fmt: skip
    return Framework(real.report, sections, tuple(measures.values()))


def month(at: int) -> str:
    """Return a month as periods are written, such as ``2019-04``.

    Args:
        at: how many months after April 2019.
    """
    years, months = divmod(_APRIL - 1 + at, _MONTHS)
    return f"{_FIRST_YEAR + years}-{months + 1:02}"


def _measure(number: int, periods: int) -> Measure:
    unit, decimals, polarity, level, step, target = _KINDS[number % len(_KINDS)]
    bare = Series(
        metric=f"made_up_{number}", part="", name=f"Made-up measure {number}", no=str(number),
        unit=unit, decimals=decimals, polarity=polarity, target=target, period="", latest=level,
    )  # fmt: skip
    facts = {"Section": "Made up", "Definition (ours)": "None: its figures are made up."}
    series = _with_points(bare, _points(bare, level, step, periods, number))
    return Measure(str(number), str(number), f"Made-up measure {number}", facts, (series,))


def _rows(measures: list[Measure], letter: str) -> Iterator[SummaryRow]:
    for measure in measures:
        yield SummaryRow(
            f"Plan {letter}" if measure is measures[0] else "", measure.no, measure.title,
            "Made up", measure, measure.series, hover="Why it is here: to be counted.",
        )  # fmt: skip


def _points(series: Series, level: float, step: float, periods: int, seed: int) -> list[Point]:
    digits = series.compared_decimals or 0
    aim = _number(series.target)
    made = []
    for at in range(periods):
        figure = round(level + step * _STEPS[(at * 5 + seed) % len(_STEPS)], digits)
        figure = min(figure, 1.0) if series.unit == PERCENT else figure
        counted = round(figure * _DENOMINATOR) if series.unit == PERCENT else None
        among = _DENOMINATOR if counted is not None else None
        made.append(Point(month(at), figure, aim, counted, among))
    return made


def _number(target: str) -> float | None:
    """Return the number of a target as the function for cells gives it, None where it has none."""
    found = cell_functions()["BCF_TARGET"]([target]) if target else None
    return found if isinstance(found, float) else None


def _lengthened(series: Series, periods: int, seed: int) -> Series:
    if not isinstance(series.latest, float):
        return series
    if series.unit == DURATION:
        points = [
            replace(each, figure=series.latest * (1 + _STEPS[at % len(_STEPS)] / 100))
            for at, each in enumerate(_points(series, 0.0, 0.0, periods, seed))
        ]
    else:
        points = _points(series, series.latest, series.latest / 100, periods, seed)
    return _with_points(series, points)


def _with_points(series: Series, points: list[Point]) -> Series:
    *past, before, last = points
    return replace(
        series, period=last.period, latest=last.figure, previous_period=before.period,
        previous=before.figure, numerator=last.numerator, denominator=last.denominator,
        history=(*past, before),
    )  # fmt: skip
