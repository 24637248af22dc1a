"""The line chart of a series: figures, target and process limits over its history."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from .block import Block
from .look import BLUE, FONT, MIDDLE_GREY, NAVY
from .series import Series

#: How many rows of the sheet the chart covers.
CHART_ROWS = 17
_SIZE = {"width": 860, "height": 335}
_LINES: tuple[tuple[int, dict[str, Any]], ...] = (
    (1, {"line": {"color": BLUE, "width": 2.25},
         "marker": {"type": "circle", "size": 6, "fill": {"color": BLUE},
                    "border": {"color": BLUE}}}),
    (2, {"line": {"color": "#AE2573", "width": 1.5, "dash_type": "dash"},
         "marker": {"type": "long_dash", "size": 5, "fill": {"color": "#AE2573"},
                    "border": {"color": "#AE2573"}}}),
    (3, {"line": {"color": MIDDLE_GREY, "width": 1}}),
    (4, {"line": {"color": MIDDLE_GREY, "width": 1, "dash_type": "square_dot"}}),
    (5, {"line": {"color": MIDDLE_GREY, "width": 1, "dash_type": "square_dot"}}),
)  # fmt: skip


def add_chart(book: Workbook, sheet: Worksheet, block: Block, series: Series) -> None:
    """Put the chart of a series above its history.

    Args:
        book: the workbook.
        sheet: the sheet of its measure.
        block: where the series stands.
        series: the series.
    """
    chart = book.add_chart({"type": "line"})
    for offset, line in _LINES:
        chart.add_series({
            "name": f"={block.outside(block.heading_row, offset)}",
            "categories": f"={block.outside_range(0)}",
            "values": f"={block.outside_range(offset)}", **line,
        })  # fmt: skip
    font = {"name": FONT, "size": 9, "bold": False}
    chart.set_title({
        "name": series.name, "overlay": False,
        "name_font": {"name": FONT, "size": 12, "color": NAVY, "bold": True},
    })  # fmt: skip
    chart.set_x_axis({"name": "Period", "name_font": font, "num_font": font})
    chart.set_y_axis({
        "name": series.unit_words, "name_font": font, "num_font": font,
        "num_format": series.number_format, "major_gridlines": {"visible": True, "line":
            {"color": "#D8DDE0", "width": 0.75}},
    })  # fmt: skip
    chart.set_legend({"position": "bottom", "font": font})
    chart.show_blanks_as("gap")
    chart.set_size(_SIZE)
    sheet.insert_chart(block.chart_row, block.left, chart, {
        "description": alt_text(series), "object_position": 2, "x_offset": 2, "y_offset": 4,
    })  # fmt: skip


def alt_text(series: Series) -> str:
    """Return what the chart says to a reader who cannot see it."""
    return (
        f"Line chart of {series.name} by period, with the target and, where there are enough "
        "points, mean and process limits. The table under the chart holds the same figures."
    )
