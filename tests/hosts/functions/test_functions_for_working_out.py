"""The functions for cells as the working out of formulas takes them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support.sheets import book, formula, sheet
from xlbcf.books.file_book import FileBook
from xlbcf.books.values import CellError
from xlbcf.books.working_out import work_out
from xlbcf.hosts.functions import all_functions
from xlbcf.hosts.functions.for_working_out import cell_functions


def test_every_function_is_there_by_its_name():
    assert list(cell_functions()) == list(all_functions())
    assert "BCF_NOTHING" not in cell_functions()


@pytest.mark.parametrize(
    ("name", "given", "answer"),
    [
        ("BCF_VARIANCE", [12.0, 10.0], 2.0),
        ("BCF_VARIANCE", [None, 10.0], ""),
        ("BCF_VARIANCE", ["", 10.0], ""),
        ("BCF_VARIANCE", [CellError("#N/A"), 10.0], CellError("#N/A")),
        ("BCF_VARIANCE", ["soon", 10.0], CellError("#VALUE!")),
        ("BCF_VARIANCE", [[[12.0], [None]], 10.0], [[2.0], [""]]),
        ("BCF_RAG", [12.0, 10.0, "higher"], "Green"),
        ("BCF_COMPLETE", [[["x", None]]], "No"),
        ("BCF_RATE", [1.0, 10.0, None], 10_000.0),
    ],
)
def test_a_function_answers_with_a_value_or_with_rows(name: str, given, answer):
    found = cell_functions()[name](given)
    assert (found, type(found)) == (answer, type(answer))


def test_more_arguments_than_a_function_takes_are_no_answer():
    with pytest.raises(ValueError, match="it takes 2 arguments"):
        cell_functions()["BCF_VARIANCE"]([1.0, 2.0, 3.0])


def test_formulas_with_our_functions_are_worked_out_on_whole_ranges():
    points = {f"A{row}": value for row, value in enumerate([5, 7, 6, None, 8, 5, 6, 7], 1)}
    points |= {
        "A10": formula("BCF_SPC_LIMITS(A1:A8)"), "A11": formula("INDEX(BCF_SPC_LIMITS(A1:A8),1,2)"),
        "A12": formula('BCF_MARK(A1,"<6","lower")&" / "&BCF_TRAVEL(A2,A1)'),
        "A13": formula('IF(BCF_TRAVEL(A4,A1)="","blank","arrow")'),
        "A14": formula("BCF_TRAVEL(A4,A1)"), "A15": formula("BCF_VARIANCE(1,2,3)", -1),
    }  # fmt: skip
    made = FileBook.from_bytes(book(sheet("S", points)), "made.xlsx")
    done = work_out(made, cell_functions())
    found = {str(each.cell): each.new for each in done.changes}
    limits = cell_functions()["BCF_SPC_LIMITS"]([[[points[f"A{row}"]] for row in range(1, 9)]])
    assert found == {
        "A10": pytest.approx(limits[0][0]), "A11": pytest.approx(limits[0][1]),
        "A12": "● / ↑", "A13": "blank", "A14": "",
    }  # fmt: skip
    assert [each.reason for each in done.left] == [
        "BCF_VARIANCE cannot answer: it takes 2 arguments"
    ]


def test_working_out_loads_no_heavy_package():
    program = (
        "import sys\n"
        "from xlbcf.hosts.functions.for_working_out import cell_functions\n"
        "import xlbcf.books.working_out\n"
        "made = cell_functions()\n"
        "made['BCF_SPC_VARIATION']([[[1.0], [2.0], [1.5]], 'lower'])\n"
        "made['BCF_TRAVEL']([1.0, 2.0])\n"
        "made['BCF_TREND_PROPORTION']([[[1.0]] * 5, [[9.0]] * 5])\n"
        "print(*sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert "xlbcf" in loaded
    assert not loaded & {"pandas", "numpy", "xlwings", "openpyxl", "yaml"}
