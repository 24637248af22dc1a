"""The sheet of a table: its rule, its cases, and the formulas written out below them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from ..look import Look
from ..pages import A3, A4, FONT_NOTE, Form
from .tables import FIRST_ROW, Case, Column, Table, Value

HOME = "Read me"
# What every formula shows until its value is worked out.
UNKNOWN = "?"
_WORDS_WIDTH, _SOURCE_WIDTH = 38, 44
_HEAD_COLUMNS = 8
_TALLEST = 400
_LETTERS_PER_NOUGHT = 1.25
_WIDE = 160
_WIDEST_PAGE = 300


@dataclass(frozen=True)
class _Shown:
    """One column as it is written: whose it is, its style, and what stands in a case's cell."""

    group: str
    column: Column
    style: str
    write: Callable[[int, int, Case], None]


class TableSheet:
    """A sheet being written.

    Args:
        form: the workbook.
        table: the table.
    """

    def __init__(self, form: Form, table: Table) -> None:
        self.table = table
        self._form = form
        self._look: Look = form.look
        self._sheet: Worksheet = form.book.add_worksheet(table.sheet)
        self._columns = [*self._asked(), *self._worked_out()]

    def write(self) -> None:
        """Write the head, the cases and the formulas."""
        self._set_widths()
        self._write_head()
        for row, case in enumerate(self.table.cases, start=FIRST_ROW):
            self._write_case(row, case)
        self._write_formulas()
        self._finish()

    def _asked(self) -> list[_Shown]:
        places = {each.name: at for at, each in enumerate(self.table.inputs)}

        def put(row: int, at: int, case: Case) -> None:
            column = self._columns[at - 1].column
            value = case.inputs[places[column.name]]
            self._put(row, at, value, "given", _format(column, case))

        return [_Shown("Inputs", each, "given", put) for each in self.table.inputs]

    def _worked_out(self) -> list[_Shown]:
        found = [_Shown("Workings of Excel", each, "shown_centred", self._live)
                 for each in self.table.workings]  # fmt: skip
        for number, each in enumerate(self.table.results):
            found.append(_Shown("Our result, and Excel's", _titled(each, "ours"), "ours",
                                self._ours(number)))  # fmt: skip
            found.append(_Shown("Our result, and Excel's", _titled(each, "Excel"), "live",
                                self._live))  # fmt: skip
        return found

    def _ours(self, number: int) -> Callable[[int, int, Case], None]:
        def put(row: int, at: int, case: Case) -> None:
            column = self.table.results[number]
            value = self.table.answers(case)[number]
            self._put(row, at, value, "ours", _format(column, case))

        return put

    def _live(self, row: int, at: int, case: Case) -> None:
        shown = self._columns[at - 1]
        style = self._look.style(shown.style, _format(shown.column, case))
        formula = self.table.formula(shown.column, row)
        self._sheet.write_formula(row - 1, at, formula, style, UNKNOWN)

    def _put(self, row: int, at: int, value: Value, style: str, form: str) -> None:
        look = self._look.style(style, form)
        if value is None:
            self._sheet.write_blank(row - 1, at, None, look)
        elif isinstance(value, str):
            self._sheet.write_string(row - 1, at, value, look)
        else:
            self._sheet.write_number(row - 1, at, value, look)

    def _set_widths(self) -> None:
        plain = self._look.style("plain")
        self._sheet.set_column(0, 0, _WORDS_WIDTH, plain)
        for at, shown in enumerate(self._columns, start=1):
            self._sheet.set_column(at, at, shown.column.width, plain)
        self._sheet.set_column(self.table.agrees, self.table.agrees, 10, plain)
        self._sheet.set_column(self.table.agrees + 1, self.table.agrees + 1, _SOURCE_WIDTH, plain)

    def _write_head(self) -> None:
        style, sheet, table = self._look.style, self._sheet, self.table
        last = min(_HEAD_COLUMNS, table.agrees)
        sheet.write_string(0, 0, table.sheet, style("title"))
        sheet.merge_range(1, 0, 1, last, table.rule, style("note"))
        sheet.set_row(1, 15 * lines_of(table.rule, self._width(last)))
        sheet.write_string(2, 0, "Does every case of this sheet agree?", style("bold"))
        agrees = xl_col_to_name(table.agrees)
        area = f"{agrees}{FIRST_ROW}:{agrees}{table.last_row}"
        sheet.write_formula(2, 1, f"=AND({area})", style("flag"), UNKNOWN)
        tone(self._form, sheet, (2, 1, 2, 1))
        sheet.write_url(3, 0, f"internal:'{HOME}'!A1", style("link"), f"Back to {HOME}")
        self._write_headings()

    def _write_headings(self) -> None:
        style, sheet = self._look.style, self._sheet
        sheet.set_row(FIRST_ROW - 2, 2 + 13 * max(map(_heading_lines, self._columns)))
        sheet.write_string(FIRST_ROW - 2, 0, "Case", style("heading"))
        at = 1
        for group in dict.fromkeys(shown.group for shown in self._columns):
            last = at + sum(shown.group == group for shown in self._columns) - 1
            if last > at:
                sheet.merge_range(FIRST_ROW - 3, at, FIRST_ROW - 3, last, group, style("section"))
            else:
                sheet.write_string(FIRST_ROW - 3, at, group, style("section"))
            at = last + 1
        for at, shown in enumerate(self._columns, start=1):
            sheet.write_string(FIRST_ROW - 2, at, shown.column.heading, style("heading"))
        sheet.write_string(FIRST_ROW - 2, self.table.agrees, "Agrees", style("heading"))
        sheet.write_string(FIRST_ROW - 2, self.table.agrees + 1, "Source of the figures",
                           style("heading"))  # fmt: skip

    def _write_case(self, row: int, case: Case) -> None:
        style, agrees = self._look.style, self.table.agrees
        self._sheet.write_string(row - 1, 0, case.words, style("label"))
        for at, shown in enumerate(self._columns, start=1):
            shown.write(row, at, case)
        self._sheet.write_formula(row - 1, agrees, self.table.agreement(row), style("flag"),
                                  UNKNOWN)  # fmt: skip
        self._sheet.write_string(row - 1, agrees + 1, case.source, style("words"))
        lines = max(lines_of(case.words, _WORDS_WIDTH), lines_of(case.source, _SOURCE_WIDTH))
        self._sheet.set_row(row - 1, 2 + 13 * max(lines, self._longest_answer(case)))

    def _longest_answer(self, case: Case) -> int:
        """Return the lines that the longest text of a case's cells needs."""
        cells = [
            *zip(case.inputs, self.table.inputs, strict=True),
            *zip(self.table.answers(case), self.table.results, strict=True),
        ]
        lines = (lines_of(text, each.width) for text, each in cells if isinstance(text, str))
        return max(lines, default=1)

    def _write_formulas(self) -> None:
        style, sheet = self._look.style, self._sheet
        row = self.table.last_row + 2
        last = min(_HEAD_COLUMNS, self.table.agrees)
        sheet.write_string(row - 1, 0, "The formulas of the first case", style("subtitle"))
        for column in (*self.table.workings, *self.table.results):
            text = self.table.formula(column, FIRST_ROW).replace("_xlfn.", "")
            sheet.write_string(row, 0, column.heading, style("label"))
            sheet.merge_range(row, 1, row, last, "", style("words"))
            sheet.write_string(row, 1, text, style("words"))
            lines = lines_of(text, self._width(last) - _WORDS_WIDTH)
            sheet.set_row(row, min(2 + 13 * lines, _TALLEST))
            row += 1

    def _width(self, last: int) -> float:
        return _WORDS_WIDTH + sum(shown.column.width for shown in self._columns[:last])

    def _finish(self) -> None:
        sheet, table = self._sheet, self.table
        agrees = (FIRST_ROW - 1, table.agrees, table.last_row - 1, table.agrees)
        tone(self._form, sheet, agrees)
        sheet.freeze_panes(FIRST_ROW - 1, 1)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(A3 if self._width(len(self._columns)) > _WIDE else A4)
        sheet.fit_to_pages(1 + int(self._width(len(self._columns)) // _WIDEST_PAGE), 0)
        sheet.repeat_columns(0)
        sheet.repeat_rows(FIRST_ROW - 3, FIRST_ROW - 2)
        sheet.set_header(f"&L{FONT_NOTE}Expected values&R{FONT_NOTE}&A")
        sheet.set_footer(f"&R{FONT_NOTE}Page &P of &N")


def _titled(column: Column, whose: str) -> Column:
    heading = f"{column.heading}: {whose}"
    return Column(column.name, heading, column.formula, column.number_format, column.width,
                  column.by_case)  # fmt: skip


def _format(column: Column, case: Case) -> str:
    return case.number_format if column.by_case else column.number_format


def tone(form: Form, sheet: Worksheet, area: tuple[int, int, int, int]) -> None:
    """Colour an area by its words TRUE and FALSE.

    Args:
        form: the workbook.
        sheet: the sheet.
        area: first row and column, last row and column, counted from 0.
    """
    for words, look in (("TRUE", "yes"), ("FALSE", "no")):
        rule = {"type": "cell", "criteria": "==", "value": words}
        sheet.conditional_format(*area, {**rule, "format": form.look.tone(look)})


def lines_of(text: str, width: float) -> int:
    """Return about how many lines a text takes in a column of so many characters."""
    # A column's width is counted in noughts, and most letters are narrower.
    width *= _LETTERS_PER_NOUGHT
    lines, used = 1, 0.0
    for word in text.split(" "):
        if used and used + len(word) > width:
            lines, used = lines + 1, 0
        used += len(word) + 1
        lines, used = lines + int(used // (width + 2)), used % (width + 2)
    return lines


def _heading_lines(shown: _Shown) -> int:
    return lines_of(shown.column.heading, shown.column.width)
