"""The workbooks that the benchmark edits, made anew for each run of it.

Run as ``python workbooks.py FORM LARGE``, in a process of its own.
"""

from __future__ import annotations

import sys
from datetime import date
from random import Random

import xlsxwriter
from job import BIG_SHEET, SMALL_SHEET
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

_ANSWERS = ["Yes", "No", "Data not available to assess progress"]


def make_form(path: str, sheets: int = 12, rows: int = 160, columns: int = 14) -> None:
    """Write a workbook like a national form: protected sheets, drop-downs, formulas, formats.

    Args:
        path: the file.
        sheets: how many sheets; the last is a hidden one with the lists.
        rows: the rows of each sheet.
        columns: the columns of each sheet.
    """
    with xlsxwriter.Workbook(path) as book:
        styles = {
            "open": book.add_format({"locked": False, "bg_color": "#FFFFCC", "border": 1}),
            "date": book.add_format({"locked": False, "num_format": "dd/mm/yyyy", "border": 1}),
            "rate": book.add_format({"num_format": "0.0%", "border": 1}),
            "alarm": book.add_format({"bg_color": "#FFC7CE"}),
        }
        for number in range(1, sheets):
            sheet = book.add_worksheet(f"Section {number}")
            _form_rows(sheet, number, rows, columns, styles)
            _form_rules(sheet, rows, columns, styles)
        lists = book.add_worksheet("Lists")
        lists.write_column(0, 0, _ANSWERS)
        lists.hide()
        book.define_name("Answers", f"=Lists!$A$1:$A${len(_ANSWERS)}")


def _form_rows(
    sheet: Worksheet, number: int, rows: int, columns: int, styles: dict[str, Format]
) -> None:
    sheet.merge_range(0, 0, 0, columns - 1, f"Section {number} of a form", styles["rate"])
    for row in range(2, rows):
        sheet.write_string(row, 0, f"Question {number}.{row}: how did the area do this year?")
        sheet.write_number(row, 1, row * 1.37, styles["open"])
        sheet.write_string(row, 2, _ANSWERS[row % 3], styles["open"])
        sheet.write_datetime(row, 3, date(2024, 4, 1 + row % 28), styles["date"])
        for column in range(4, columns - 1):
            sheet.write_number(
                row, column, (row * 7919 + column * 104_729 + number) % 10_007 / 100, styles["open"]
            )
        total = f'=IF(C{row + 1}="Yes",SUM(E{row + 1}:J{row + 1})/B{row + 1},0)'
        sheet.write_formula(row, columns - 1, total, styles["rate"], 0.5)


def _form_rules(sheet: Worksheet, rows: int, columns: int, styles: dict[str, Format]) -> None:
    between = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1e6}
    sheet.data_validation(2, 1, rows - 1, 1, between)
    after = {"validate": "date", "criteria": ">=", "value": date(2020, 1, 1)}
    sheet.data_validation(2, 3, rows - 1, 3, after)
    for row in range(2, rows, 10):
        sheet.data_validation(row, 4, row, 4, {"validate": "list", "source": "=Answers"})
    low = {"type": "cell", "criteria": "<", "value": 0, "format": styles["alarm"]}
    sheet.conditional_format(2, 4, rows - 1, columns - 2, low)
    sheet.protect()


def make_large(path: str, rows: int = 10_000, columns: int = 30) -> None:
    """Write a workbook of one large sheet of numbers and texts, and a small one beside it.

    Args:
        path: the file.
        rows: the rows of the large sheet.
        columns: its columns.
    """
    with xlsxwriter.Workbook(path) as book:
        form = book.add_worksheet(SMALL_SHEET)
        data = book.add_worksheet(BIG_SHEET)
        chance = Random(300_000)
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for sheet, height in ((form, 40), (data, rows)):
            for row in range(height):
                _data_row(sheet, row, columns if sheet is data else 6, day, chance)


def _data_row(sheet: Worksheet, row: int, columns: int, day: Format, chance: Random) -> None:
    for column in range(columns):
        if column == 3:
            sheet.write_datetime(row, column, date(2024, 1, 1 + row % 31), day)
        elif column % 6 == 2:
            sheet.write_string(row, column, f"entry {row % 97} {column}")
        else:
            sheet.write_number(row, column, chance.randrange(10**8) / 100)


if __name__ == "__main__":
    make_form(sys.argv[1])
    make_large(sys.argv[2])
