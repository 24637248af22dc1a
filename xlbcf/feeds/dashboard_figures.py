"""Figures for a dashboard: rows in the tidy shape, each for one metric, part and period."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from xlbcf.feeds.checks import period_of
from xlbcf.feeds.figures import open_source
from xlbcf.feeds.tables import Row, Shape, find_rows
from xlbcf.rules.dashboard_periods import ShownPeriod
from xlbcf.rules.findings import Finding, finding
from xlbcf.rules.metrics import fold_name
from xlbcf.rules.records import Status

NEEDED = ("metric", "period", "value")
OPTIONAL = (
    "place_code", "target", "numerator", "denominator", "definition", "unit", "status", "source",
)  # fmt: skip
SHAPE = Shape(NEEDED, OPTIONAL, {"place": "place_code", "part": "place_code"})


class FigureRow(NamedTuple):
    """One row of a feed.

    Args:
        metric: the metric's id, as given.
        part: the place's code or the part's id, as given; empty where there is none.
        period: the period; None where it is not understood.
        status: what the figure is; None where the word is not known.
        cells: its cells by column, blank ones left out.
        where: the file and line.
    """

    metric: str
    part: str
    period: ShownPeriod | None
    status: Status | None
    cells: Mapping[str, object]
    where: str

    @property
    def key(self) -> tuple[str, str]:
        """What it is about, folded for comparison."""
        return fold_name(self.metric), fold_name(self.part)

    @property
    def is_plan(self) -> bool:
        """Whether it is the target of its period, not its figure."""
        return self.status is Status.PLAN


class DashboardFigures(NamedTuple):
    """What a feed gave.

    Args:
        rows: its rows, in their order.
        findings: rows that are about nothing, or that cannot be trusted.
    """

    rows: tuple[FigureRow, ...]
    findings: tuple[Finding, ...]


def read_dashboard_figures(
    source: str | Path, *, query: str | None = None, undated: str
) -> DashboardFigures:
    """Read the figures of a dashboard.

    Args:
        source: a file of figures, or the SQLAlchemy URL of a database.
        query: for a database, the SQL whose answer has the columns.
        undated: how a period ends that has no date.

    Returns:
        The rows, not yet held against the series that they are for.

    Raises:
        Refused: the source cannot be read, or lacks a column.
    """
    rows: list[FigureRow] = []
    findings: list[Finding] = []
    for row in find_rows(open_source(source, query), SHAPE):
        if not isinstance(row, Row):
            findings.append(row)
        elif "metric" not in row.cells:
            findings.append(finding("REFR04", row.where))
        else:
            rows.append(_figure_row(row, undated))
    return DashboardFigures(tuple(rows), tuple(findings))


def _figure_row(row: Row, undated: str) -> FigureRow:
    return FigureRow(
        str(row.cells["metric"]).strip(),
        str(row.cells.get("place_code", "")).strip(),
        _period(row.cells.get("period"), undated),
        _status(row.cells.get("status")),
        row.cells,
        row.where,
    )


def _period(cell: object, undated: str) -> ShownPeriod | None:
    period = period_of(cell)
    if period is not None:
        return ShownPeriod(str(period), period)
    if isinstance(cell, str) and cell.strip().casefold().endswith(undated.casefold()):
        return ShownPeriod(cell.strip())
    return None


def _status(cell: object) -> Status | None:
    if cell is None:
        return Status.ACTUAL
    try:
        return Status(fold_name(cell))
    except ValueError:
        return None
