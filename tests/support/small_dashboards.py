"""Small dashboards with made-up figures, built as the shipped ones are."""

from __future__ import annotations

from workbooks.build.dashboards.outcomes_framework import dashboard
from workbooks.build.dashboards.outcomes_source import Framework, Section, SummaryRow
from workbooks.build.dashboards.series import Measure, Point, Series

_REPORT = {
    "title": "Small framework", "area": "Nowhere", "id": "SMALL", "version": "Version 1.0",
    "clients": "Nobody", "data_sources": "Made up", "contact": "None", "author": ["Nobody"],
    "guide": [{"text": "Nothing here is real."}],
}  # fmt: skip


def series(metric: str, latest: float | str, *, part: str = "", **more: object) -> Series:
    """A series of 2024-25 Q3 with a name made of metric and part."""
    usual: dict[str, object] = {
        "name": f"The {metric} {part}".strip(), "unit": "count", "polarity": "lower",
        "period": "2024-25 Q3", "decimals": 0, "no": "1",
    }  # fmt: skip
    return Series(metric=metric, part=part, latest=latest, **usual | more)  # type: ignore[arg-type]


def points(*figures: object, first: int = 2020) -> tuple[Point, ...]:
    """Earlier figures, a year apart, each a number or figure, numerator and denominator."""
    made = []
    for at, figure in enumerate(figures):
        counts = figure if isinstance(figure, tuple) else (figure,)
        shown, numerator, denominator = (*counts, None, None)[:3]
        year = first + at
        made.append(
            Point(f"{year}-{(year + 1) % 100}", shown, None, numerator, denominator)  # type: ignore[arg-type]
        )
    return tuple(made)


def small_dashboard(*all_series: Series, lead: str = "Made up") -> bytes:
    """A dashboard with a measure sheet for each metric, named as the metric.

    Args:
        *all_series: what it shows.
        lead: what stands as the lead of every row.
    """
    metrics: dict[str, list[Series]] = {}
    for each in all_series:
        metrics.setdefault(each.metric, []).append(each)
    measures = [
        Measure(metric, str(number), f"Of {metric}", {"Section": "Made up"}, tuple(members))
        for number, (metric, members) in enumerate(metrics.items(), 1)
    ]
    rows = tuple(
        SummaryRow("", each.no, each.title, lead, each, each.series, hover="Why it is here.")
        for each in measures
    )
    return dashboard(Framework(_REPORT, (Section("A - Only section", rows),), tuple(measures)))
