"""The data sheet: one row for each series, which everything else in the workbook reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from .look import Look
from .series import Series

SHEET = "Data"
HEADING_ROW = 4
COLUMNS = (
    "Metric", "Part", "No.", "Name", "Unit", "Decimals", "Polarity", "Target", "Period", "Latest",
    "Previous period", "Previous", "Numerator", "Denominator", "Definition", "Comparable",
    "Updated", "Note", "Good is", "Mark as printed", "Arrow as printed", "Trend in words",
)  # fmt: skip
_WIDTHS = {"Metric": 28, "Name": 52, "Note": 90, "Trend in words": 24, "Target": 14, "Period": 16}
#: Where Excel would make a number or a date of what is typed: 2018-04 is a period, 95% a target.
_TEXTS = ("No.", "Target", "Period", "Previous period", "Definition")
_AS_TEXT = "@"
_CENTRED = {"Decimals", "Comparable", "Updated", "Good is", "Mark as printed", "Arrow as printed"}
_NOTE = (
    "One row for each series: a metric for one part. Every other sheet reads this one by formulas. "
    "Percentages are fractions, durations are Excel times, n/a is a figure that is not available."
)


@dataclass(frozen=True)
class Row:
    """The cells of a series on the data sheet, as formulas of other sheets name them."""

    number: int
    columns: Mapping[str, int]

    def __getitem__(self, heading: str) -> str:
        return f"{SHEET}!{xl_rowcol_to_cell(self.number, self.columns[heading], True, True)}"


class DataSheet:
    """The data sheet of a workbook.

    Args:
        book: the workbook.
        look: its formats.
        extra: the headings of further columns, which stand after the others.
    """

    def __init__(self, book: Workbook, look: Look, extra: Sequence[str] = ()) -> None:
        self.sheet = book.add_worksheet(SHEET)
        self._look = look
        self._headings = (*COLUMNS, *extra)
        self._columns = {heading: at for at, heading in enumerate(self._headings)}
        self._next = HEADING_ROW
        self.sheet.write(0, 0, SHEET, look.style("title"))
        self.sheet.write(1, 0, _NOTE, look.style("plain"))
        for at, heading in enumerate(self._headings):
            self.sheet.set_column(at, at, _WIDTHS.get(heading, 13))
            self.sheet.write(HEADING_ROW - 1, at, heading, look.style("heading"))
        self.sheet.set_row(HEADING_ROW - 1, 30)

    def add(self, series: Series) -> Row:
        """Write a series into the next row and return its cells.

        A text of ``extra`` that begins with ``=`` is a formula; ``{row}`` in it is the row.
        """
        row = Row(self._next, self._columns)
        self._next += 1
        for heading, value in _held(series).items():
            self._write(row.number, heading, value, series)
        lines = max(1, -(-len(series.note) // _WIDTHS["Note"]))
        self.sheet.set_row(row.number, lines * 13.5 + 3)
        return row

    def _write(self, row: int, heading: str, value: object, series: Series) -> None:
        figures = heading in ("Latest", "Previous")
        form = _AS_TEXT if heading in _TEXTS else "General"
        form = series.number_format if figures else form
        style = self._look.style("centred" if figures or heading in _CENTRED else "words", form)
        if isinstance(value, str) and value.startswith("=") and heading not in COLUMNS:
            formula = value.replace("{row}", str(row + 1))
            self.sheet.write_formula(row, self._columns[heading], formula, style, "")
        elif isinstance(value, str) and value:
            self.sheet.write_string(row, self._columns[heading], value, style)
        else:
            self.sheet.write(row, self._columns[heading], value, style)

    def finish(self) -> None:
        """Set what may be typed, how the sheet is scrolled, filtered and printed."""
        last = self._next - 1
        self._list("Polarity", last, ["higher", "lower", "none"])
        self._list("Comparable", last, ["Yes", "No"])
        self._list("Updated", last, ["✓"])
        names = [xl_col_to_name(self._columns[each]) for each in _TEXTS]
        areas = " ".join(f"{name}{HEADING_ROW + 1}:{name}{last + 1}" for name in names)
        self.sheet.ignore_errors({"number_stored_as_text": areas})
        self.sheet.autofilter(HEADING_ROW - 1, 0, last, len(self._headings) - 1)
        self.sheet.freeze_panes(HEADING_ROW, 4)
        self.sheet.hide_gridlines(2)
        self.sheet.set_landscape()
        self.sheet.set_paper(8)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(HEADING_ROW - 1)
        end = f"{xl_col_to_name(len(self._headings) - 1)}{last + 1}"
        self.sheet.print_area(f"A1:{end}")
        self.sheet.set_footer("&L&8&A&R&8Page &P of &N")

    def _list(self, heading: str, last: int, words: list[str]) -> None:
        column = self._columns[heading]
        rule = {"validate": "list", "source": words}
        self.sheet.data_validation(HEADING_ROW, column, last, column, rule)


def _held(series: Series) -> dict[str, object]:
    values = (
        series.metric, series.part, series.no, series.name, series.unit, series.decimals,
        series.polarity, series.target, series.period, series.latest, series.previous_period,
        series.previous, series.numerator, series.denominator, series.definition,
        series.comparable, series.updated, series.note, series.good_is, series.mark,
        series.arrow, series.trend,
    )  # fmt: skip
    return {**dict(zip(COLUMNS, values, strict=True)), **series.extra}
