"""The Integration Executive dashboard: metrics and themes with ratings, rebuilt from its paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from ..expected.ratings import BANDS
from . import rating_formulas as formulas
from .data_sheet import COLUMNS, HEADING_ROW, DataSheet, Row
from .executive_cover import SWITCH, Cover
from .executive_guidelines import GuidelinesPage
from .executive_look import ExecutiveLook
from .executive_measures import measures_of
from .executive_metrics import METRICS, MetricRow, MetricsPage
from .executive_page import REPORT
from .executive_source import Paper, read_paper
from .executive_themes import THEMES, ThemesPage
from .finishing import finished
from .measure_sheet import MeasureSheet, Shown
from .rating_look import RatingLook
from .series import Measure, Series

FILE = "integration-executive.xlsm"
EXTRA = (
    "Bands", "Rated by", "By the bands", "Rating by figures", "Rating by a person", "Reason",
    "Rating that stands", "Rating shown", "To do", "Commentary", "Start date", "Schemes",
    "Theme lead", "Title as printed", "DOT as printed",
)  # fmt: skip
_AT = {heading: at for at, heading in enumerate((*COLUMNS, *EXTRA))}
#: What is told of a column of ratings when the pointer rests on its heading.
_TOLD = {
    "Rated by": "target: the latest figure is held against its target. amount: it says itself how "
    "far off it is, such as 12 days late or 12%.",
    "By the bands": "Worked out: what the bands say of the figure.",
    "Rating by figures": "Worked out: the same in the words of the guidelines; blank without a "
    "figure or a target.",
    "Rating by a person": "Typed: choose a rating, or leave it blank for the figures' own.",
    "Reason": "Typed: why the person's rating differs from the figures'.",
    "Rating that stands": "Worked out: the person's rating where there is one.",
    "Rating shown": "Worked out: what the pages show; both ratings where they differ.",
    "To do": "Worked out: what the rating asks for and is not there yet.",
    "Commentary": "Typed: the pages show it. Required for amber, red and some N/A.",
    "Start date": "Typed: required where an action plan is N/A, because it is not yet due.",
    "Schemes": "Typed: the schemes that the commentary is about.",
    "Theme lead": "Typed: who leads them.",
}
_LONG = ("Reason", "Commentary", "Schemes", "Theme lead", "Title as printed")
#: Columns of all dashboards that this one has no use for.
_UNUSED = ("Mark as printed", "Arrow as printed", "Trend in words", "Good is")
_WIDE = {
    "Reason": 60, "Commentary": 60, "Schemes": 30, "Theme lead": 30, "Title as printed": 60,
    "Rating shown": 22, "To do": 26,
}  # fmt: skip


def integration_executive() -> bytes:
    """Return the dashboard's file as the paper of 2014 prints it."""
    return finished(written(read_paper()), FILE)


def written(paper: Paper, ratings: Mapping[str, Mapping[str, object]] | None = None) -> bytes:
    """Return the workbook before its results are stored.

    Args:
        paper: what it shows.
        ratings: for a metric's id, cells of the data sheet that are given other values, such as
            ``{"Rating by a person": "RED"}``.
    """
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    book.set_properties({
        "title": REPORT, "subject": "Integration Executive dashboard, a reconstruction",
        "keywords": "Better Care Fund, reconstruction", "created": datetime(2025, 1, 1),
        "comments": "Rebuilt from a published paper of 2014. Not official.",
    })  # fmt: skip
    _Dashboard(book, paper, ratings or {}).write()
    book.close()
    return content.getvalue()


class _Dashboard:
    """The workbook being written; its sheets stand in the order in which they are begun."""

    def __init__(
        self, book: xlsxwriter.Workbook, paper: Paper, changed: Mapping[str, Mapping[str, object]]
    ) -> None:
        self._book, self._paper, self._changed = book, paper, changed
        self._look = ExecutiveLook(book)
        ratings = RatingLook(book, self._look)
        self._ratings = ratings
        Cover(book, self._look, ratings).write()
        self._guidelines = GuidelinesPage(book, self._look, ratings)
        self._metrics = MetricsPage(book, self._look, ratings, SWITCH)
        self._themes = ThemesPage(book, self._look, ratings)
        self._data = DataSheet(book, self._look, EXTRA)
        self._rows: dict[str, Row] = {}
        self._shown: dict[str, Shown] = {}

    def write(self) -> None:
        """Write every sheet."""
        paper = self._paper
        self._guidelines.write(paper.guidelines, BANDS)
        measures = measures_of(paper, self._formulas(), self._changed)
        for measure in measures:
            for series in measure.series:
                self._add(series)
        self._finish_data()
        for measure in measures:
            self._write_measure(measure)
        by_metric = {each.series[0].metric: each for each in measures}
        self._metrics.write(
            *([self._metric_row(by_metric[each.metric]) for each in listed]
              for listed in (paper.metrics, paper.composites))
        )  # fmt: skip
        sheets = {theme.id: by_metric[theme.dimensions[0].metric].sheet for theme in paper.themes}
        self._themes.write(paper.themes, self._rows, sheets)

    def _add(self, series: Series) -> None:
        """Write a series into the data sheet, long texts with their beginning in sight."""
        row = self._rows[series.metric] = self._data.add(series)
        for heading in _LONG:
            text, style = str(series.extra[heading]), self._look.style("one_line")
            self._data.sheet.write(row.number, _AT[heading], text, style)

    def _formulas(self) -> dict[str, str]:
        """Return the formulas of a row's ratings; they hold for every row."""
        commentary, start = self._guidelines.commentary, self._guidelines.start
        return {
            "By the bands": formulas.by_bands(_cell),
            "Rating by figures": formulas.by_figures(_cell),
            "Rating that stands": formulas.that_stands(_cell),
            "Rating shown": formulas.shown(_cell),
            "To do": formulas.to_do(_cell, commentary, start),
        }

    def _write_measure(self, measure: Measure) -> None:
        home = METRICS if len(measure.series) == 1 else THEMES
        sheet = MeasureSheet(self._book, self._look, measure, home)
        rows = [self._rows[series.metric] for series in measure.series]
        for series, shown in zip(measure.series, sheet.write(rows), strict=True):
            self._shown[series.metric] = shown

    def _metric_row(self, measure: Measure) -> MetricRow:
        series = measure.series[0]
        return MetricRow(
            title=str(series.extra["Title as printed"]),
            series=series,
            cells=self._rows[series.metric],
            commentary=str(series.extra["Commentary"]),
            sheet=measure.sheet,
            shown=self._shown[series.metric],
            hover=measure.facts["Definition"],
        )

    def _finish_data(self) -> None:
        data, sheet = self._data, self._data.sheet
        for heading, width in _WIDE.items():
            sheet.set_column(_AT[heading], _AT[heading], width)
        for heading in _UNUSED:
            sheet.set_column(_AT[heading], _AT[heading], None, None, {"hidden": True})
        last = HEADING_ROW + len(self._rows) - 1
        for heading in ("Rating by figures", "Rating by a person", "Rating that stands",
                        "Rating shown"):  # fmt: skip
            self._ratings.colour(sheet, (HEADING_ROW, _AT[heading], last, _AT[heading]))
        self._ratings.mark_wanted(sheet, (HEADING_ROW, _AT["To do"], last, _AT["To do"]))
        self._explain_columns()
        data.finish()
        self._offer_choices()

    def _explain_columns(self) -> None:
        """Say of each column of ratings whether it is typed or worked out."""
        sheet = self._data.sheet
        for heading, told in _TOLD.items():
            note = {"author": "", "width": 260, "height": 80, "font_size": 9}
            sheet.write_comment(HEADING_ROW - 1, _AT[heading], told, note)
            if told.startswith("Typed"):
                style = self._look.style("typed_heading")
                sheet.write_string(HEADING_ROW - 1, _AT[heading], heading, style)
        target, last = xl_col_to_name(_AT["Target"]), HEADING_ROW + len(self._rows)
        # A target is a text, because it may begin with a sign.
        area = f"{target}{HEADING_ROW + 1}:{target}{last}"
        sheet.ignore_errors({"number_stored_as_text": area})

    def _offer_choices(self) -> None:
        """Let a person choose among the ratings that each row's dimension knows."""
        sheet = self._data.sheet
        rows: dict[str, list[int]] = {}
        for metric, row in self._rows.items():
            rows.setdefault(self._paper.figures[metric]["bands"], []).append(row.number)
        at = _AT["Rating by a person"]
        for bands, numbers in rows.items():
            words = formulas.choices(BANDS[bands])
            rule = {
                "validate": "list", "source": words, "input_title": BANDS[bands].name,
                "input_message": f"{', '.join(words)}; blank leaves it to the figures.",
                "error_title": "Not accepted",
                "error_message": f"{BANDS[bands].name} knows {', '.join(words)}.",
            }  # fmt: skip
            others = [[number, at, number, at] for number in numbers[1:]]
            sheet.data_validation(numbers[0], at, numbers[0], at, {**rule, "other_cells": others})
        rule = {"validate": "list", "source": [formulas.BESIDE_TARGET, formulas.AMOUNT]}
        last = HEADING_ROW + len(self._rows) - 1
        sheet.data_validation(HEADING_ROW, _AT["Rated by"], last, _AT["Rated by"], rule)


def _cell(heading: str) -> str:
    """Return a cell of the data sheet's own row, which :class:`DataSheet` fills in."""
    return f"${xl_col_to_name(_AT[heading])}{{row}}"
