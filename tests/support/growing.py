"""Small workbooks with a history that grows: what a dashboard has, written by XlsxWriter."""

from __future__ import annotations

import io

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

#: The rows of the history: the hidden row above it, the first and the last, which is live.
ANCHOR, FIRST, LIVE = 10, 11, 14
SHEET = "1a (f)"


def grown_workbook() -> bytes:
    """Return a workbook with all that follows a history, and a sheet that reads it."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        summary, measure = book.add_worksheet("Summary"), book.add_worksheet(SHEET)
        data = book.add_worksheet("Data")
        data.write_row("A1", ["Metric", "Latest", "Target"])
        data.write_row("A2", ["one", 0.5, 0.6])
        _history(book, measure)
        _around(book, measure)
        name = f"'{SHEET}'!"
        summary.write_formula("A1", f"=SUM({name}B{ANCHOR}:B{LIVE})", None, 2.0)
        summary.write_formula("A2", f"={name}$B${LIVE}*2", None, 1.0)
        summary.write_formula("A3", f'=IF({name}B{LIVE}>0,"{name}B{LIVE}",0)', None, "x")
        summary.write_url("A4", f"internal:{name}A{LIVE}", string="the latest")
        summary.add_sparkline("B1", {"range": f"{name}$B${ANCHOR}:$B${LIVE}"})
        book.define_name("history_one", f"={name}$A${ANCHOR}:$C${LIVE}")
        book.define_name("beside", f"={name}$E${ANCHOR}:$E${LIVE}")
    return content.getvalue()


def _history(book: Workbook, sheet: Worksheet) -> None:
    share = book.add_format({"num_format": "0.0%"})
    sheet.write_row(ANCHOR - 2, 0, ["Period", "Figure", "Target"])
    sheet.set_row(ANCHOR - 1, None, None, {"hidden": True})
    for row in range(FIRST, LIVE):
        sheet.write(row - 1, 0, f"2018-19 Q{row - FIRST + 1}")
        sheet.write(row - 1, 1, row / 100, share)
        sheet.write_formula(row - 1, 2, "=$B$3", share, 0.6)
        sheet.write(row - 1, 4, row)
    sheet.write_formula(LIVE - 1, 0, '=IF(Data!$A$2="","",Data!$A$2)', None, "one")
    sheet.write_formula(LIVE - 1, 1, "=Data!$B$2", share, 0.5)
    sheet.write_formula(LIVE - 1, 2, f"=C{LIVE - 1}", share, 0.6)
    sheet.write(LIVE - 1, 4, LIVE)
    sheet.write("A20", "under the history")
    sheet.write("E20", "beside it")


def _around(book: Workbook, sheet: Worksheet) -> None:
    name = f"'{SHEET}'"
    sheet.write_formula("B2", f"=B{LIVE}", None, 0.5)
    sheet.write_formula("B3", "=Data!$C$2", None, 0.6)
    sheet.write_formula("B4", f"=COUNT(B{ANCHOR}:B{LIVE})", None, 4)
    sheet.write_formula("B5", f"=SUM(A{ANCHOR}:E{LIVE})", None, 50)
    red = book.add_format({"bg_color": "#FF0000"})
    sheet.conditional_format(
        f"A{FIRST}:C{LIVE}",
        {"type": "formula", "criteria": f"=$B{FIRST}>$B${LIVE}", "format": red},
    )
    sheet.conditional_format(f"B{FIRST}:B{LIVE}", {"type": "data_bar", "min_type": "formula",
                             "min_value": f"=$B${LIVE}", "data_bar_2010": True})  # fmt: skip
    sheet.data_validation(
        f"A{FIRST}:A{LIVE}", {"validate": "custom", "value": f"=LEN(A{FIRST})<30"}
    )
    sheet.ignore_errors({"number_stored_as_text": f"A{FIRST}:A{LIVE}"})
    sheet.merge_range("A21:C21", "one")
    sheet.merge_range("H20:I20", "other")
    sheet.write_url("A22", "internal:Summary!A1", string="back")
    sheet.add_sparkline("D2", {"range": f"{name}!B{ANCHOR}:B{LIVE}"})
    chart = book.add_chart({"type": "line"})
    chart.add_series({
        "name": f"={name}!$B$9",
        "categories": f"={name}!$A${ANCHOR}:$A${LIVE}",
        "values": f"={name}!$B${ANCHOR}:$B${LIVE}",
    })  # fmt: skip
    sheet.insert_chart("K2", chart)
