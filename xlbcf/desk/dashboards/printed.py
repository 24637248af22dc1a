"""What a printed dashboard claims, held against its own figures, row by row.

Only rows that still show what was printed are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlbcf.desk.dashboards.series import DashboardData, Series
from xlbcf.rules.dashboard_reading import Column, DashboardRow, Standards
from xlbcf.rules.dashboard_row import check_row
from xlbcf.rules.dashboard_signs import read_mark
from xlbcf.rules.findings import Finding, finding
from xlbcf.template.dashboard_mapping import DataColumn

_COLUMNS = {
    Column.MARK: DataColumn.PRINTED_MARK,
    Column.GOOD_IS: DataColumn.GOOD_IS,
    Column.VALUE: DataColumn.LATEST,
    Column.TARGET: DataColumn.TARGET,
}
_ABOUT_MARKS = (Column.MARK, Column.VALUE, Column.TARGET)


def check_printed(
    data: DashboardData, series: Series, computed: str, scales: Sequence[Sequence[str]] = ()
) -> Iterator[Finding]:
    """Say where a row's printed mark or its Good is does not follow from its printed figures.

    Args:
        data: the dashboard.
        series: the row, which still shows what was printed, its mark too.
        computed: the mark by the figures.
        scales: words from worst to best, one sequence for each scale.

    Yields:
        Findings of the kinds of printed tables; REFR20 where the mark differs for another reason.

    Source: Methods, sections 1, 3 and 4.
    """
    printed = series.text(DataColumn.PRINTED_MARK)
    explained = read_mark(printed) is read_mark(computed)
    for column, found in check_row(_as_printed(series), Standards(scales=scales)):
        if column in _COLUMNS:
            explained = explained or column in _ABOUT_MARKS
            yield found._replace(where=data.where(series, _COLUMNS[column]))
    if not explained:
        facts = {
            "printed": printed,
            "computed": computed or "no mark",
            "value": series.shown(series.cells.get(DataColumn.LATEST)),
            "target": series.text(DataColumn.TARGET) or "blank",
            "way": series.polarity.words,
        }
        yield finding("REFR20", data.where(series, DataColumn.PRINTED_MARK), **facts)


def _as_printed(series: Series) -> DashboardRow:
    cells = {
        Column.VALUE: series.shown(series.cells.get(DataColumn.LATEST)),
        Column.TARGET: series.text(DataColumn.TARGET),
        Column.MARK: series.text(DataColumn.PRINTED_MARK),
        Column.GOOD_IS: series.text(DataColumn.GOOD_IS),
    }
    return DashboardRow(cells, series.label, series.label)
