"""The sheet of the tests: for each case its formula, what it is given, gives and must give."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from xlbcf.books.values import CellError

from ..expected.sheets import lines_of
from ..pages import A3, FONT_NOTE, Form
from .answers import Cell
from .cases import Case
from .stored import Stored, answered, same

SHEET = "Tests"
INPUTS, RESULTS = 4, 3
_FUNCTION, _KIND, _FORMULA, _INPUT = range(4)
_RESULT = _INPUT + INPUTS
_EXPECTED = _RESULT + RESULTS
_AGREES = _EXPECTED + RESULTS
TEST, _NAME = _AGREES + 1, _AGREES + 2
_WIDTHS = (25, 18, 44, *(17,) * INPUTS, *(17,) * RESULTS, *(17,) * RESULTS, 9, 9, 38)
_HEADS = (
    *(("", "Function"), ("", "What is tried"), ("", "Formula")),
    *(("Inputs", str(number)) for number in range(1, INPUTS + 1)),
    *(("What the formula gives", str(number)) for number in range(1, RESULTS + 1)),
    *(("What it must give", str(number)) for number in range(1, RESULTS + 1)),
    *(("", "Agrees"), ("", "Test"), ("", "Name of the test")),
)  # fmt: skip
#: The first row of a case, counted from 0.
FIRST = 4
_ABOUT = (
    "A test is TRUE where every cell of its formula gives what it must. White cells are what the "
    "formula is given, green cells its live result, blue cells what it must give."
)
#: The tolerance of numbers: of the number, or of 1 where it is smaller.
_CLOSE = "1E-9"
_ERRORS = '{"#NULL!","#DIV/0!","#VALUE!","#REF!","#NAME?","#NUM!","#N/A"}'
_INPUT_ERROR = "=1/0"


@dataclass(frozen=True)
class Placed:
    """A case on the sheet.

    Args:
        case: the case.
        top: its first row, counted from 0.
    """

    case: Case
    top: int

    @property
    def test(self) -> str:
        """The address of the cell that says whether all of it agrees."""
        return xl_rowcol_to_cell(self.top, TEST)

    @property
    def results(self) -> str:
        """The address of the cells of its formula."""
        rows, columns = len(self.case.expected), len(self.case.expected[0])
        return _area(self.top, _RESULT, rows, columns)


class TestSheet:
    """The sheet being written.

    Args:
        form: the workbook.
        cases: the cases, in their order.
    """

    def __init__(self, form: Form, cases: list[Case]) -> None:
        self._form, self._style = form, form.look.style
        self._sheet = form.book.add_worksheet(SHEET)
        self.stored: Stored = {}
        self.placed: list[Placed] = []
        top = FIRST
        for case in cases:
            self.placed.append(Placed(case, top))
            top += case.height
        self.end = top - 1

    @property
    def tests(self) -> str:
        """The address of the cells that hold the tests."""
        return _area(FIRST, TEST, self.end - FIRST + 1, 1, fixed=True)

    def write(self) -> None:
        """Write the head and every case, and name every test."""
        self._write_head()
        for placed in self.placed:
            self._write_case(placed)
            self._form.name(placed.case.name, f"'{SHEET}'!{_fixed(placed.test)}")
        self._finish()

    def _write_head(self) -> None:
        sheet, style = self._sheet, self._style
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width, style("plain"))
        sheet.write_string(0, 0, SHEET, style("title"))
        sheet.merge_range(1, 0, 1, _RESULT - 1, _ABOUT, style("note"))
        sheet.set_row(1, 15 * lines_of(_ABOUT, sum(_WIDTHS[:_RESULT])))
        for column, (group, head) in enumerate(_HEADS):
            sheet.write_string(FIRST - 1, column, head, style("heading"))
            if group and group != _HEADS[column - 1][0]:
                last = column + sum(group == each for each, _ in _HEADS) - 1
                sheet.merge_range(FIRST - 2, column, FIRST - 2, last, group, style("section"))

    def _write_case(self, placed: Placed) -> None:
        case, top = placed.case, placed.top
        formula = self._formula(placed)
        for column, text in ((_FUNCTION, case.function), (_KIND, case.kind), (_FORMULA, formula)):
            self._sheet.write_string(top, column, text, self._style("label"))
        self._sheet.write_string(top, _NAME, case.name, self._style("words"))
        for column, given in enumerate(case.given, start=_INPUT):
            cells = given if isinstance(given, tuple) else (given,)
            for row, value in enumerate(cells, start=top):
                self._put(row, column, value, "given")
        self._write_result(placed, formula)
        self._write_expected(placed)
        self._set_heights(placed, formula)

    def _formula(self, placed: Placed) -> str:
        case, top = placed.case, placed.top
        if case.over:
            over = next(
                each for each in self.placed
                if (each.case.function, each.case.kind) == (case.function, case.over)
            )  # fmt: skip
            return f"=SUM({over.results})"
        given = [
            _area(top, column, len(each) if isinstance(each, tuple) else 1, 1)
            for column, each in enumerate(case.given, start=_INPUT)
        ]
        return f"={case.function}({','.join(given)})"

    def _write_result(self, placed: Placed, formula: str) -> None:
        case, live = placed.case, self._style("live")
        first, _, last = placed.results.partition(":")
        if last:
            self._sheet.write_array_formula(placed.results, formula, live)
        else:
            self._sheet.write_formula(first, formula, live)
        for down, row in enumerate(answered(case)):
            for right, value in enumerate(row):
                at = placed.top + down, _RESULT + right
                if down or right:
                    self._sheet.write_blank(*at, None, live)
                self.stored[xl_rowcol_to_cell(*at)] = "" if value is None else value

    def _write_expected(self, placed: Placed) -> None:
        case, found = placed.case, answered(placed.case)
        agrees = []
        for down, row in enumerate(case.expected):
            at = placed.top + down
            conditions = []
            for right, value in enumerate(row):
                self._put(at, _EXPECTED + right, value, "ours", as_text=True)
                result = xl_rowcol_to_cell(at, _RESULT + right)
                expected = xl_rowcol_to_cell(at, _EXPECTED + right)
                conditions.append(_condition(result, expected, value, lacking=case.lacking))
            formula = f"=AND({','.join(conditions)})"
            self._sheet.write_formula(at, _AGREES, formula, self._style("flag"))
            agrees.append(all(map(same, found[down], row)))
            self.stored[xl_rowcol_to_cell(at, _AGREES)] = agrees[-1]
        area = _area(placed.top, _AGREES, len(case.expected), 1)
        self._sheet.write_formula(placed.top, TEST, f"=AND({area})", self._style("flag"))
        self.stored[placed.test] = all(agrees)

    def _put(
        self, row: int, column: int, value: Cell, style: str, *, as_text: bool = False
    ) -> None:
        look = self._style(style)
        if value is None:
            self._sheet.write_blank(row, column, None, look)
        elif isinstance(value, CellError) and not as_text:
            self._sheet.write_formula(row, column, _INPUT_ERROR, look)
            self.stored[xl_rowcol_to_cell(row, column)] = value
        elif isinstance(value, str):
            self._sheet.write_string(row, column, value, look)
        else:
            self._sheet.write_number(row, column, value, look)

    def _set_heights(self, placed: Placed, formula: str) -> None:
        for row in range(placed.case.height):
            texts = [
                (each[row] if row < len(each) else "") if isinstance(each, tuple) else
                (each if row == 0 else "") for each in placed.case.given
            ]  # fmt: skip
            texts += placed.case.expected[row] if row < len(placed.case.expected) else []
            lines = max(lines_of(str(each), _WIDTHS[_INPUT]) for each in (*texts, ""))
            if row == 0:
                lines = max(lines, lines_of(formula, _WIDTHS[_FORMULA]))
            self._sheet.set_row(placed.top + row, 2 + 13 * lines)

    def _finish(self) -> None:
        sheet = self._sheet
        self._colour()
        sheet.autofilter(FIRST - 1, 0, self.end, _NAME)
        sheet.freeze_panes(FIRST, _FORMULA)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(A3)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(FIRST - 2, FIRST - 1)
        sheet.set_footer(f"&L{FONT_NOTE}{SHEET}&R{FONT_NOTE}Page &P of &N")

    def _colour(self) -> None:
        """Colour the tests; cells below a test are empty, which Excel takes for FALSE."""
        first = xl_rowcol_to_cell(FIRST, _AGREES)
        for condition, look in ((first, "yes"), (f"NOT({first})", "no")):
            formula = f"=IF(ISLOGICAL({first}),{condition},FALSE)"
            rule = {"type": "formula", "criteria": formula, "format": self._form.look.tone(look)}
            self._sheet.conditional_format(FIRST, _AGREES, self.end, TEST, rule)


def _condition(result: str, expected: str, value: Cell, *, lacking: bool) -> str:
    """Return the formula, without ``=``, that is TRUE where a result is what it must be."""
    if value is None:
        return f"IF(ISTEXT({result}),LEN({result})=0,FALSE)"
    if isinstance(value, CellError):
        kind = f"MATCH({expected},{_ERRORS},0)"
        return f"IF(ISERROR({result}),ERROR.TYPE({result})={kind},FALSE)"
    if isinstance(value, str):
        # Joined to an empty text, because in Calc a text of an array is equal to no other.
        return f'IF(ISTEXT({result}),EXACT({result}&"",{expected}),FALSE)'
    close = f"ABS({result}-{expected})<={_CLOSE}*MAX(1,ABS({expected}))"
    other = f"ISNA({result})" if lacking else "FALSE"
    return f"IF(ISNUMBER({result}),{close},{other})"


def _area(row: int, column: int, rows: int, columns: int, *, fixed: bool = False) -> str:
    first = xl_rowcol_to_cell(row, column, fixed, fixed)
    last = xl_rowcol_to_cell(row + rows - 1, column + columns - 1, fixed, fixed)
    return first if first == last else f"{first}:{last}"


def _fixed(address: str) -> str:
    letters = address.rstrip("0123456789")
    return f"${letters}${address[len(letters) :]}"
