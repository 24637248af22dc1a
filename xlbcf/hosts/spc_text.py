"""The command ``spc``: a control chart as text for people and as plain data for programs."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator

from xlbcf.desk.spc import ChartedSeries, Wish, chart_series
from xlbcf.hosts.messages import in_lines
from xlbcf.hosts.spc_words import (
    Shown,
    assurance_sentence,
    number_format,
    point_words,
    rules_words,
    summary,
    variation_sentence,
)
from xlbcf.rules.metrics import Polarity
from xlbcf.rules.spc import Point

_POLARITIES = {
    "high": Polarity.HIGH_IS_GOOD,
    "low": Polarity.LOW_IS_GOOD,
    "none": Polarity.NO_JUDGEMENT,
}
_HEADINGS = ("date", "value", "mean", "lower", "upper", "shows")


def run(options: argparse.Namespace) -> int:
    """Chart a series; print it, and draw it if a picture is asked for."""
    charted = chart_series(options.series, _wish(options))
    shown = number_format(charted)
    if options.png:
        from xlbcf.hosts.spc_picture import draw

        draw(charted, options.png)
        # Standard output is the data's own when a program asked for it.
        told = sys.stderr if options.json else sys.stdout
        print(f"Drawn: {options.png}\nIn words: {summary(charted, shown)}\n", file=told)
    if options.json:
        print(json.dumps(as_plain(charted), indent=2))
    else:
        print(*in_text(charted, shown), sep="\n")
    return 0


def as_plain(charted: ChartedSeries) -> dict[str, object]:
    """Return a chart as a JSON-able object."""
    chart = charted.chart
    return {
        "points": [_plain_point(point) for point in chart.points],
        "variation_icon": chart.variation,
        "assurance_icon": chart.assurance,
        "rules": chart.settings.rules.title,
        "short_series": chart.short,
    }


def in_text(charted: ChartedSeries, shown: Shown) -> Iterator[str]:
    """Yield a chart as lines: its rules, its points and what they say."""
    chart = charted.chart
    yield f"Control chart of {charted.path}"
    yield f"Rules: {rules_words(chart)}"
    group = chart.points[0].group
    rows = [_HEADINGS]
    for point in chart.points:
        rebased = " (rebased from here)" if point.group != group else ""
        group = point.group
        rows.append((*_numbers(point, shown), point_words(point) + rebased))
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    for day, *numbers, words in rows:
        cells = [f"{cell:>{width}}" for cell, width in zip(numbers, widths[1:-1], strict=True)]
        yield "  ".join([f"{day:{widths[0]}}", *cells, words])
    yield variation_sentence(chart)
    yield assurance_sentence(chart, shown)
    yield from map(in_lines, charted.findings)


def _wish(options: argparse.Namespace) -> Wish:
    return Wish(
        polarity=_POLARITIES[options.polarity],
        target=options.target,
        rebase=options.rebase,
        fixed=options.fix,
        screened=not options.no_screen,
        rules=options.rules,
        shift=options.shift,
        trend=options.trend,
        lowest=options.lowest,
        highest=options.highest,
    )


def _numbers(point: Point, shown: Shown) -> tuple[str, str, str, str, str]:
    numbers = (point.value, point.mean, point.lower, point.upper)
    value, mean, lower, upper = ("" if each is None else shown(each) for each in numbers)
    return str(point.date), value, mean, lower, upper


def _plain_point(point: Point) -> dict[str, object]:
    return {
        "date": str(point.date),
        "value": point.value,
        "mean": point.mean,
        "lpl": point.lower,
        "upl": point.upper,
        "point_type": point.kind,
        "special_cause_type": point.cause,
        "outside_limits": point.outside,
        "close_to_limits": point.close,
        "relative_to_mean": point.side,
        "rebase_group": point.group,
    }
