"""Dashboards of any size, as the project builds them, with the figures of one more period.

Run as ``python dashboard_books.py MEASURES PERIODS BOOK FIGURES``, in a process of its own. With 0
as MEASURES it is the Outcomes Framework, 54 rows and 59 series, with made-up figures.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

# In place of this folder, whose module workbooks.py would hide the folder of the builders.
sys.path[0] = str(Path(__file__).resolve().parents[2])

from workbooks.build.dashboards.made_up import month, with_history  # noqa: E402 - see above
from workbooks.build.dashboards.outcomes_framework import dashboard  # noqa: E402 - see above
from workbooks.build.dashboards.outcomes_source import (  # noqa: E402 - see above
    Framework,
    Section,
    SummaryRow,
    read_framework,
)
from workbooks.build.dashboards.series import DURATION, Measure, Point, Series  # noqa: E402 - see above

_FIRST_YEAR, _MONTHS = 2010, 12
#: Of the shape that most of the printed measures have: a share with a target.
_TARGET = ">65.2%"


def period(number: int) -> str:
    """Return the month that stands so many places after the first."""
    year, month = divmod(number, _MONTHS)
    return f"{_FIRST_YEAR + year}-{month + 1:02}"


def made_framework(measures: int, periods: int) -> Framework:
    """Return a framework of as many measures as asked, each with one series.

    Args:
        measures: how many.
        periods: the periods of each, the latest included.
    """
    random = Random(54)
    printed = read_framework()
    facts = printed.measures[0].facts
    made = tuple(_measure(number, periods, facts, random) for number in range(1, measures + 1))
    rows = tuple(
        SummaryRow("Made up", each.no, each.title, "Nobody", each, each.series) for each in made
    )
    return Framework(printed.report, (Section("A. All", rows),), made)


def _measure(number: int, periods: int, facts: Mapping[str, str], random: Random) -> Measure:
    """Return a measure of one series, with facts such as every sheet of the framework has."""
    shares = [round(random.uniform(0.6, 0.7), 3) for _ in range(periods)]
    points = tuple(
        Point(period(at), share, 0.652, round(share * 1000), 1000, "1")
        for at, share in enumerate(shares[:-1])
    )
    series = Series(
        metric=_metric(number), part="", name=f"Measure {number} of many", unit="percent",
        polarity="higher", period=period(periods - 1), latest=shares[-1], no=str(number),
        decimals=1, target=_TARGET, previous_period=period(periods - 2), previous=shares[-2],
        numerator=round(shares[-1] * 1000), denominator=1000, definition="1", good_is="↑",
        history=points,
    )  # fmt: skip
    return Measure(f"m{number}", str(number), series.name, facts, (series,))


def _metric(number: int) -> str:
    return f"measure_{number}"


def main() -> None:
    """Write the workbook and the figures that are one period newer."""
    measures, periods = (int(each) for each in sys.argv[1:3])
    book, figures = (Path(each) for each in sys.argv[3:])
    made = made_framework(measures, periods) if measures else with_history(periods)
    book.write_bytes(dashboard(made))
    rows = _made_up_figures(measures, periods) if measures else _newer_figures(made, periods)
    with figures.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["metric", "place_code", "period", "value", "numerator", "denominator"])
        writer.writerows(rows)


def _made_up_figures(measures: int, periods: int) -> Iterator[list[object]]:
    random = Random(55)
    for number in range(1, measures + 1):
        share = round(random.uniform(0.6, 0.7), 3)
        yield [_metric(number), "", period(periods), share, share * 1000, 1000]


def _newer_figures(framework: Framework, periods: int) -> Iterator[list[object]]:
    """Yield the previous figure of each series as that of the month after the latest."""
    for series in (each for measure in framework.measures for each in measure.series):
        figure = series.previous
        if isinstance(figure, float):
            of = [series.history[-1].numerator, series.history[-1].denominator]
            value = _clock(figure) if series.unit == DURATION else figure
            yield [series.metric, series.part, month(periods), value, *of]


def _clock(days: float) -> str:
    minutes, seconds = divmod(round(days * 86_400), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


if __name__ == "__main__":
    main()
