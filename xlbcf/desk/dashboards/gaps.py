"""The gaps in the charts of a dashboard, in a copy that is for readers."""

from __future__ import annotations

from xlbcf.books.port import Write
from xlbcf.books.values import CellError
from xlbcf.desk.dashboards.histories import read_history
from xlbcf.desk.dashboards.series import DashboardData
from xlbcf.template.addresses import Cell

#: What a formula gives so that a chart leaves the figure out, where a text would be drawn as 0.
_LEFT_OUT = CellError("#N/A")


def empty_gaps(data: DashboardData) -> list[Write]:
    """Return what empties the cells of the histories that show #N/A: readers see no error.

    A chart leaves empty cells out too. Other errors stay.

    Args:
        data: the dashboard, worked out.

    Raises:
        Refused: a history cannot be read (REFR03).
    """
    found = []
    for series in data.series:
        history = read_history(data, series)
        for row in (*history.rows, history.live):
            for column, value in row.cells.items():
                if isinstance(value, CellError) and value == _LEFT_OUT:
                    cell = Cell(row.row, history.columns[column])
                    found.append(Write(history.sheet, cell, None))
    return found
