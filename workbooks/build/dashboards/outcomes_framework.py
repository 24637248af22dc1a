"""The Outcomes Framework as a workbook: cover, summary, data, and a sheet for each measure."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from . import cover, summary
from .data_sheet import DataSheet
from .finishing import finished
from .look import Look
from .measure_sheet import MeasureSheet
from .outcomes_source import Framework, read_framework

FILE = "outcomes-framework.xlsm"
_CREATED = datetime(2025, 1, 1)


def outcomes_framework() -> bytes:
    """Return the file with the figures that version 2.0 prints."""
    return dashboard(read_framework())


def dashboard(framework: Framework) -> bytes:
    """Return the file of any framework: as many measures and periods of history as it has.

    Args:
        framework: what the workbook shows.
    """
    made = BytesIO()
    book = Workbook(made, {"in_memory": True})
    book.set_properties(_properties(framework))
    look = Look(book)
    first, second = book.add_worksheet(cover.SHEET), book.add_worksheet(summary.SHEET)
    cover.write_cover(book, first, look, framework.report, summary.SHEET)
    data = DataSheet(book, look)
    cells: dict[tuple[str, str], summary.Cells] = {}
    for measure in framework.measures:
        rows = [data.add(series) for series in measure.series]
        shown = MeasureSheet(book, look, measure, summary.SHEET).write(rows)
        for series, row, place in zip(measure.series, rows, shown, strict=True):
            cells[series.metric, series.part] = (series, row, place)
    data.finish()
    sheet = summary.SummarySheet(second, look, cover.SWITCH, cells)
    sheet.write(framework.report, framework.sections)
    book.close()
    return finished(made.getvalue(), FILE)


def _properties(framework: Framework) -> dict[str, object]:
    report = framework.report
    return {
        "title": report["title"],
        "subject": f"{report['id']}, {report['version']}, a reconstruction",
        "keywords": "outcomes framework, reconstruction", "created": _CREATED,
        "comments": "Rebuilt from the published paper. Not the workbook of the partnership.",
    }  # fmt: skip
