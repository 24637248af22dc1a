"""Workbooks as other programs write them are edited like those of Excel."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from tests.support.editing import codes, edited

HEADINGS = ("Metric", "Plan", "Actual")
ROW = ("Falls", 1810.5, "=B2*2")


def by_xlsxwriter(**options: object) -> bytes:
    target = io.BytesIO()
    made = xlsxwriter.Workbook(target, {"in_memory": True, **options})
    form = made.add_worksheet("Form")
    form.write_row(0, 0, HEADINGS)
    form.write_row(1, 0, ROW[:2])
    form.write_formula(1, 2, ROW[2], None, 3621)
    form.write(2, 1, "", made.add_format({"locked": False}))
    form.data_validation("B3", {"validate": "list", "source": "=Lists!$A$1:$A$2"})
    form.conditional_format("B2:B9", {"type": "data_bar", "data_bar_2010": True})
    if not options:
        form.add_table("E1:F3", {"columns": [{"header": "Year"}, {"header": "Rate"}]})
    form.protect()
    made.add_worksheet("Lists").write_column(0, 0, ["Met", "Not met"])
    made.close()
    return target.getvalue()


def by_openpyxl() -> bytes:
    made = openpyxl.Workbook()
    form = made.active
    form.title = "Form"
    form.append(HEADINGS)
    form.append(ROW)
    form["E1"], form["F1"], form["E3"] = "Year", "Rate", 2025
    form.add_table(Table(displayName="Rates", ref="E1:F3"))
    form["B3"].protection = openpyxl.styles.Protection(locked=False)
    choice = DataValidation(type="list", formula1="Lists!$A$1:$A$2")
    choice.add("B3")
    form.add_data_validation(choice)
    form.protection.enable()
    lists = made.create_sheet("Lists")
    lists.append(["Met"])
    lists.append(["Not met"])
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


MAKERS = {
    "xlsxwriter": by_xlsxwriter,
    "xlsxwriter with inline texts": lambda: by_xlsxwriter(constant_memory=True),
    "openpyxl": by_openpyxl,
}


@pytest.fixture(params=MAKERS.values(), ids=MAKERS)
def made(request) -> bytes:
    maker: Callable[[], bytes] = request.param
    return maker()


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_an_open_cell_is_written_and_nothing_else_changes(made):
    done = edited(made, {"Form!B3": "not met"})
    assert done.touched() == {"xl/worksheets/sheet1.xml"}
    read = openpyxl.load_workbook(io.BytesIO(done.after))["Form"]
    assert [cell.value for cell in read[3]][:2] == [None, "not met"]
    assert [cell.value for cell in read[2]][:3] == list(ROW)
    assert not read["B3"].protection.locked


def test_its_rules_are_obeyed(made):
    assert codes(made, {"Form!B3": "Perhaps"}) == ["CELL03"]
    assert codes(made, {"Form!B2": 1}) == ["CELL01"]
    assert set(codes(made, {"Form!C2": 1})) == {"CELL01", "CELL02"}


@pytest.mark.parametrize("maker", [by_xlsxwriter, by_openpyxl])
def test_the_heading_of_its_table_is_not_for_writing(maker):
    assert "CELL06" in codes(maker(), {"Form!F1": "x"})
    assert "CELL06" not in codes(maker(), {"Form!F3": "x"})
