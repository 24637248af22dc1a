"""Figures that no row of a dashboard takes, each with the row that was perhaps meant."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from xlbcf.desk.dashboards.series import DashboardData
from xlbcf.feeds.dashboard_figures import FigureRow
from xlbcf.rules.metrics import fold_name
from xlbcf.rules.wording import some_of
from xlbcf.template.dashboard_mapping import DataColumn

_LISTED = 6
#: How alike two ids must be, so that one is taken for a slip of the other.
_ALIKE = 0.8


def unplaced(data: DashboardData, rows: Iterable[FigureRow]) -> list[str]:
    """Name figures that the dashboard has no row for.

    Args:
        data: the dashboard.
        rows: the figures, one line for each metric and part.

    Returns:
        Metric, part, file and line of each, and what was perhaps meant; those where something was
        come first.
    """
    told = [(row, _meant(data, row)) for row in rows]
    told.sort(key=lambda each: not each[1])
    return [f"{_named(row)} at {PurePath(row.where).name}{meant}" for row, meant in told]


def _named(row: FigureRow) -> str:
    return f"{row.metric} ({row.part})" if row.part else row.metric


def _meant(data: DashboardData, row: FigureRow) -> str:
    """Say what the ids of a figure come near to; nothing where that is not known."""
    metric = fold_name(row.metric)
    parts = [each.key.part for each in data.series if fold_name(each.key.metric) == metric]
    if parts:
        named = [part for part in parts if part]
        return f", where the parts are {some_of(named, _LISTED)}" if named else ", without parts"
    numbered = [
        each.key.metric for each in data.series if fold_name(each.text(DataColumn.NUMBER)) == metric
    ]
    if numbered:
        return f", the number of {some_of(list(dict.fromkeys(numbered)), _LISTED)}"
    from difflib import get_close_matches

    metrics = {fold_name(each.key.metric): each.key.metric for each in data.series}
    near = get_close_matches(metric, metrics, n=1, cutoff=_ALIKE)
    return f", perhaps {metrics[near[0]]}" if near else ""
