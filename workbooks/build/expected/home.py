"""The first sheet: what the workbook is, how to read it, and which rules it cannot hold."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from xlbcf.rules.spc_rules import MDC, MDC_EXCEL
from xlbcf.rules.suppression import SECONDARY_CARE

from ..pages import A4, FONT_NOTE, Form
from .sheets import HOME, UNKNOWN, lines_of, tone
from .tables import Table

TITLE = "Expected values of the rules"
TOLERANCE = 1e-9
_WIDTHS = (34, 84, 9, 11)
_ABOUT = (
    "What each rule gives for a list of cases, and the same worked out a second time by a live "
    "formula. An analyst can read the formula, change an input and see what Excel makes of it."
)
_HOW_TO_READ = (
    ("Inputs", "White cells. They may be changed: Excel's results follow."),
    ("Workings of Excel", "Grey cells: steps of the formulas, for the reader."),
    (
        "Our result",
        "Blue cells, headed ours: what the rule gave when this workbook was made. They are plain "
        "values and do not follow a changed input, so Agrees then turns to FALSE.",
    ),
    (
        "Excel's result",
        "Green cells, headed Excel: live formulas that read the inputs. The foot of each sheet "
        "writes them out for its first case.",
    ),
    (
        "Agrees",
        "TRUE where every result of the case is the same: words letter by letter, numbers within "
        "the tolerance (of the number, or of 1 where the number is smaller).",
    ),
    (
        "Rule sets",
        f"Control charts: {MDC.name}, or {MDC_EXCEL.name} where a row says so. RAG: the guidelines "
        f"of the Integration Executive dashboard, 2014. Small numbers: {SECONDARY_CARE.name}.",
    ),
    (
        "Names",
        "test_all and the test_ name beside each sheet below are TRUE where everything agrees. "
        "Other workbooks and programs can read them.",
    ),
)
_NOT_HERE = (
    (
        "Figures and targets as people type them",
        "Text such as < 505.15, 99% / 99% or 00:12:28 is read piece by piece, which no plain "
        "formula does. Here the pieces stand in cells of their own.",
    ),
    (
        "Periods as people type them",
        "The cases compare periods that are written alike. That Q3 2024-25 and 2024-25 Q3 are one "
        "period takes a reader of text.",
    ),
    (
        "Narrative against figures",
        "Finding the numbers in a sentence, and what each is about, takes a reader of text.",
    ),
    (
        "Completeness, drop-downs, dates as text",
        "These are about the cells of a filled template and not about figures.",
    ),
    (
        "Rebase dates, fixed baselines, dates that stand twice",
        "A series is sorted and split by its dates before the limits are worked out. Each group "
        "is a series of its own here.",
    ),
    (
        "Trends that meet in equal values",
        "A formula can follow them, but hardly a reader. The tests of the rules cover them.",
    ),
    (
        "What a rating asks to be said",
        "Which ratings need a commentary or a start date is a table of the mapping and no "
        "calculation.",
    ),
)


class Home:
    """The first sheet being written.

    Args:
        form: the workbook.
    """

    def __init__(self, form: Form) -> None:
        self._form = form
        self._sheet: Worksheet = form.book.add_worksheet(HOME)
        self._style = form.look.style
        self._row = 0

    def write(self, tables: Sequence[Table]) -> None:
        """Write the sheet and define its names."""
        for column, width in enumerate(_WIDTHS):
            self._sheet.set_column(column, column, width, self._style("plain"))
        self._sheet.write_string(0, 0, TITLE, self._style("title"))
        self._sheet.merge_range(1, 0, 1, len(_WIDTHS) - 1, _ABOUT, self._style("note"))
        self._sheet.set_row(1, 15 * lines_of(_ABOUT, sum(_WIDTHS)))
        self._write_outcome(tables)
        self._write_list("How to read it", ("Part", "What it is"), _HOW_TO_READ)
        self._write_tables(tables)
        heading = "What Excel cannot express here, and why"
        self._write_list(heading, ("Rule", "Why it is not here"), _NOT_HERE)
        self._finish()

    def _write_outcome(self, tables: Sequence[Table]) -> None:
        style, sheet = self._style, self._sheet
        sheet.write_string(3, 0, "Does everything agree?", style("label"))
        every = ",".join(f"test_{table.id}" for table in tables)
        sheet.write_formula(3, 1, f"=AND({every})", style("flag"), UNKNOWN)
        tone(self._form, sheet, (3, 1, 3, 1))
        sheet.write_string(4, 0, "Tolerance of numbers", style("label"))
        sheet.write_number(4, 1, TOLERANCE, style("shown_centred", "0.0E+00"))
        self._form.name("test_all", f"'{HOME}'!$B$4")
        self._form.name("tolerance", f"'{HOME}'!$B$5")
        self._row = 6

    def _write_list(
        self, title: str, headings: tuple[str, str], rows: Sequence[tuple[str, str]]
    ) -> None:
        self._begin(title, headings)
        for name, told in rows:
            self._write_row(name, told)
        self._row += 1

    def _write_tables(self, tables: Sequence[Table]) -> None:
        style, sheet = self._style, self._sheet
        self._begin("The sheets", ("Sheet", "Rule", "Cases", "Agrees"))
        first = self._row
        for table in tables:
            sheet.write_number(self._row, 2, len(table.cases), style("words"))
            sheet.write_formula(self._row, 3, f"=test_{table.id}", style("flag"), UNKNOWN)
            self._write_row("", f"{table.rule} Name: test_{table.id}.")
            target = f"internal:'{table.sheet}'!A1"
            sheet.write_url(self._row - 1, 0, target, style("link"), table.sheet)
        tone(self._form, sheet, (first, 3, self._row - 1, 3))
        self._row += 1

    def _begin(self, title: str, headings: Sequence[str]) -> None:
        self._sheet.write_string(self._row, 0, title, self._style("subtitle"))
        for column, heading in enumerate(headings):
            self._sheet.write_string(self._row + 1, column, heading, self._style("heading"))
        self._row += 2

    def _write_row(self, name: str, told: str) -> None:
        if name:
            self._sheet.write_string(self._row, 0, name, self._style("label"))
        self._sheet.write_string(self._row, 1, told, self._style("words"))
        lines = max(lines_of(name, _WIDTHS[0]), lines_of(told, _WIDTHS[1]))
        self._sheet.set_row(self._row, 2 + 13 * lines)
        self._row += 1

    def _finish(self) -> None:
        self._sheet.freeze_panes(1, 0)
        self._sheet.hide_gridlines(2)
        self._sheet.set_landscape()
        self._sheet.set_paper(A4)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_footer(f"&R{FONT_NOTE}Page &P of &N")
