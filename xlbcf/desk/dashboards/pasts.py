"""The past of a series once it moves on: what its history keeps, and what joins it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import dropwhile
from typing import NamedTuple

from xlbcf.books.values import Value
from xlbcf.desk.dashboards.histories import History, HistoryRow
from xlbcf.desk.dashboards.incoming import NewFigure
from xlbcf.desk.dashboards.layout import is_break, row_of
from xlbcf.desk.dashboards.series import Series, as_definition
from xlbcf.desk.dashboards.shifting import Decision, Point, Step, past_points
from xlbcf.rules.dashboard_periods import ShownPeriod
from xlbcf.rules.metrics import Unit, fold_name
from xlbcf.template.dashboard_mapping import DataColumn, HistoryColumn


class Before(NamedTuple):
    """The figure before the latest: its period, value and version of the definition."""

    period: ShownPeriod
    value: Value
    definition: str


class Past(NamedTuple):
    """The past of a series.

    Args:
        kept: the rows of the history that stay.
        points: the figures that join it, oldest first.
        previous: the figure before the latest, or None.
        since: the version of the definition of the last row kept, where no figure shown joins it.
        word: what stands in a row where the series begins anew.
    """

    kept: Sequence[HistoryRow]
    points: Sequence[Point]
    previous: Before | None
    since: str | None
    word: str

    def rows(self, latest: str, unit: Unit) -> list[Mapping[HistoryColumn, Value]]:
        """Return the rows that join the history, with a break where the definition changes.

        Args:
            latest: the version of the definition of the latest figure.
            unit: what the series is counted in.
        """
        added: list[Mapping[HistoryColumn, Value]] = []
        last = self.since
        for point in self.points:
            if last is not None and not alike(last, point.definition):
                added.append(break_row(self.word, point.definition))
            added.append(row_of(point, unit))
            last = point.definition
        if last is None and self.previous:
            last = self.previous.definition
        if last is not None and not alike(last, latest):
            added.append(break_row(self.word, latest))
        return added


def past_of(
    series: Series,
    history: History,
    figures: Iterable[NewFigure],
    decision: Decision,
    word: str,
) -> Past:
    """Return the past of a series that moves on to another figure.

    Args:
        series: the series.
        history: its history as it stands.
        figures: the figures for it, oldest first.
        decision: what is done to it.
        word: what stands in a row where the series begins anew.
    """
    # Rows that an earlier cut left over are used up before new ones are put in.
    kept: Sequence[HistoryRow] = list(dropwhile(_is_spare, history.rows))
    cut = decision.step is Step.CUT_BACK
    if cut and decision.newest:
        kept = _older_than(kept, decision.newest.period, word)
    rows = [row for row in kept if not is_break(row.cells, word)]
    rows = [row for row in rows if HistoryColumn.PERIOD in row.cells]
    last = figure_of(rows[-1]) if rows else None
    follows = cut or DataColumn.LATEST not in series.cells
    definition = last.definition if last and follows else series.definition
    points = past_points(series, figures, decision, last.period if last else None, definition)
    previous = (
        Before(points[-1].period, points[-1].value, points[-1].definition) if points else last
    )
    return Past(kept, points, previous, last.definition if last and follows else None, word)


def _is_spare(row: HistoryRow) -> bool:
    return HistoryColumn.PERIOD not in row.cells and HistoryColumn.FIGURE not in row.cells


def _older_than(rows: Sequence[HistoryRow], period: ShownPeriod, word: str) -> list[HistoryRow]:
    """Return the rows older than a period; a break goes with the figures after it."""
    kept: list[HistoryRow] = []
    waiting: list[HistoryRow] = []
    for row in rows:
        if is_break(row.cells, word):
            waiting.append(row)
        elif period.newer_than(ShownPeriod.of(row.cells.get(HistoryColumn.PERIOD, ""))):
            kept += [*waiting, row]
            waiting = []
    return kept


def figure_of(row: HistoryRow) -> Before:
    """Return the figure of a row of a history."""
    cells = row.cells
    return Before(
        ShownPeriod.of(cells.get(HistoryColumn.PERIOD, "")),
        cells.get(HistoryColumn.FIGURE),
        as_definition(cells.get(HistoryColumn.DEFINITION)),
    )


def break_row(word: str, definition: str) -> dict[HistoryColumn, Value]:
    """Return the cells of a row where a series begins anew."""
    return {HistoryColumn.PERIOD: word, HistoryColumn.DEFINITION: definition}


def alike(one: str, other: str) -> bool:
    """Say whether two versions of a definition are the same."""
    return fold_name(one) == fold_name(other)
