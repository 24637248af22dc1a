"""The first sheet: what to do, and the verdict in one cell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from xlsxwriter.utility import xl_rowcol_to_cell

from ..expected.sheets import lines_of, tone
from ..pages import A4, FONT_NOTE, Form
from .sheet import SHEET, Placed, TestSheet
from .stored import Stored

HOME, TITLE = "Start", "Self-test of the BCF_ functions"
ALL_TRUE = "All tests TRUE"
WAITING = "Not worked out yet"
_NO_MACROS = "The functions are not there: allow macros"
_NO_PYTHON = "Python was not reached: run xlbcf doctor"
_WIDTHS = (30, 62, 12, 12)
_ABOUT = (
    "Does Excel on this computer reach xlbcf, and do the functions give in its cells what they "
    "must? The workbook carries the functions itself, so it needs no add-in. It does need xlbcf "
    "installed (xlbcf addin install) and Windows."
)
_STEPS = (
    ("1", "Close the yellow bars: Enable Editing, then Enable Content (it allows the macros)."),
    ("2", "Wait a moment: the first formula starts Python. Then press Ctrl+Alt+F9 once."),
    ("3", "Read the verdict above. Before step 2 it says nothing of this computer."),
)
_VERDICTS = (
    (ALL_TRUE, "Excel, the macros, Python and the functions work together here."),
    (WAITING, "Excel has not worked out the formulas: do steps 1 and 2."),
    (
        _NO_MACROS,
        "Macros are off, or came from the internet and were blocked: in the file's Properties tick "
        "Unblock, open it again, and allow the macros.",
    ),
    (
        _NO_PYTHON,
        "The macros run, and Python does not answer. The command xlbcf doctor names what is in "
        "the way, and what to ask IT for.",
    ),
    (
        "A number of tests FALSE",
        f"Look at the sheet {SHEET}, filtered by FALSE in its column Test: what the formula gives "
        "stands beside what it must give. Send both with the version that xlbcf --version shows.",
    ),
)


class Start:
    """The first sheet being written.

    Args:
        form: the workbook.
    """

    def __init__(self, form: Form) -> None:
        self._form, self._style = form, form.look.style
        self._sheet = form.book.add_worksheet(HOME)
        self.stored: Stored = {}
        self._row = 0

    def write(self, tests: TestSheet) -> None:
        """Write the sheet and name its cells."""
        sheet, style = self._sheet, self._style
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width, style("plain"))
        sheet.write_string(0, 0, TITLE, style("title"))
        sheet.merge_range(1, 0, 1, len(_WIDTHS) - 1, _ABOUT, style("note"))
        sheet.set_row(1, 15 * lines_of(_ABOUT, sum(_WIDTHS)))
        self._write_verdict(tests)
        self._write_rows("What to do", ("Step", "What to do"), _STEPS)
        self._write_rows("What the verdict says", ("Verdict", "What it means"), _VERDICTS)
        self._write_functions(tests.placed)
        self._finish()

    def _write_verdict(self, tests: TestSheet) -> None:
        sheet, style = self._sheet, self._style
        count = len(tests.placed)
        area = f"'{SHEET}'!{tests.tests}"
        first = f"'{SHEET}'!{tests.placed[0].results}"
        sheet.merge_range(3, 0, 3, len(_WIDTHS) - 1, "", style("verdict"))
        sheet.set_row(3, 60)
        kind = f"IF(ISERROR({first}),ERROR.TYPE({first}),0)"
        formula = (
            f'=IF(test_all,"{ALL_TRUE}",IF({kind}=5,"{_NO_MACROS}",IF({kind}=7,"{_NO_PYTHON}",'
            f'{count}-COUNTIF({area},TRUE)&" of {count} tests FALSE")))'
        )
        sheet.write_formula(3, 0, formula, style("verdict"))
        for words, look in ((ALL_TRUE, "yes"), (WAITING, "empty")):
            self._tone(words, look)
        sheet.conditional_format(3, 0, 3, 0, {
            "type": "no_blanks", "format": self._form.look.tone("no")})  # fmt: skip
        sheet.write_string(4, 0, "test_all", style("label"))
        sheet.write_formula(4, 1, f"=COUNTIF({area},TRUE)={count}", style("flag"))
        tone(self._form, sheet, (4, 1, 4, 1))
        self._form.name("test_all", f"'{HOME}'!$B$5")
        self._form.name("verdict", f"'{HOME}'!$A$4")
        # Only Excel's own working out may say that all is well.
        self.stored |= {"A4": WAITING, "B5": False}
        self._row = 6

    def _tone(self, words: str, look: str) -> None:
        rule = {"type": "cell", "criteria": "==", "value": f'"{words}"', "stop_if_true": True}
        self._sheet.conditional_format(3, 0, 3, 0, {**rule, "format": self._form.look.tone(look)})

    def _write_rows(
        self, title: str, heads: tuple[str, str], rows: Sequence[tuple[str, str]]
    ) -> None:
        self._begin(title, heads)
        for name, told in rows:
            self._sheet.write_string(self._row, 0, name, self._style("label"))
            self._sheet.merge_range(
                self._row, 1, self._row, len(_WIDTHS) - 1, told, self._style("words")
            )
            lines = max(lines_of(name, _WIDTHS[0]), lines_of(told, sum(_WIDTHS[1:])))
            self._sheet.set_row(self._row, 2 + 13 * lines)
            self._row += 1
        self._row += 1

    def _write_functions(self, placed: Sequence[Placed]) -> None:
        sheet, style = self._sheet, self._style
        self._begin("The functions", ("Function", "What is tried", "Tests", "TRUE"))
        for function, group in groupby(placed, key=lambda each: each.case.function):
            found = list(group)
            kinds = ", ".join(each.case.kind for each in found)
            area = f"'{SHEET}'!{found[0].test}:{found[-1].test}"
            target = f"internal:'{SHEET}'!A{found[0].top + 1}"
            sheet.write_url(self._row, 0, target, style("link"), function)
            sheet.write_string(self._row, 1, kinds, style("words"))
            sheet.write_number(self._row, 2, len(found), style("shown_centred"))
            sheet.write_formula(self._row, 3, f"=COUNTIF({area},TRUE)", style("live"))
            self.stored[xl_rowcol_to_cell(self._row, 3)] = float(len(found))
            self._tone_count()
            sheet.set_row(self._row, 2 + 13 * lines_of(kinds, _WIDTHS[1]))
            self._row += 1

    def _tone_count(self) -> None:
        wanted = xl_rowcol_to_cell(self._row, 2)
        rule = {"type": "cell", "criteria": "!=", "value": f"={wanted}"}
        look = self._form.look.tone("no")
        self._sheet.conditional_format(self._row, 3, self._row, 3, {**rule, "format": look})

    def _begin(self, title: str, heads: Sequence[str]) -> None:
        self._sheet.write_string(self._row, 0, title, self._style("subtitle"))
        for column in range(len(_WIDTHS)):
            text = heads[column] if column < len(heads) else ""
            self._sheet.write_string(self._row + 1, column, text, self._style("heading"))
        self._row += 2

    def _finish(self) -> None:
        self._sheet.freeze_panes(4, 0)
        self._sheet.hide_gridlines(2)
        self._sheet.set_paper(A4)
        self._sheet.set_portrait()
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_footer(f"&R{FONT_NOTE}Page &P of &N")
