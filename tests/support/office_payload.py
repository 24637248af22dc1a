"""What Excel's JavaScript sends of a workbook and does for a button, done with openpyxl."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from importlib.metadata import version
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet


def payload(content: bytes, name: str, sheet: str = "", selected: str = "A1") -> dict[str, Any]:
    """Return a workbook as xlwings' JavaScript sends it.

    Args:
        content: the file's content, with stored results.
        name: its file name.
        sheet: the active sheet; empty for the first.
        selected: the selected cells.
    """
    book = openpyxl.load_workbook(BytesIO(content), data_only=True)
    names = book.sheetnames
    return {
        "client": "Office.js",
        "version": version("xlwings"),
        "book": {
            "name": name,
            "active_sheet_index": names.index(sheet) if sheet else 0,
            "selection": selected,
            "calculation": "Automatic",
        },
        "names": [],
        "sheets": [_sheet(book[each]) for each in names],
    }


def _sheet(sheet: Worksheet) -> dict[str, Any]:
    values = [[_value(cell) for cell in row] for row in sheet.iter_rows(min_row=1, min_col=1)]
    return {
        "name": sheet.title,
        "visibility": "Visible" if sheet.sheet_state == "visible" else "Hidden",
        "show_gridlines": True,
        "print_area": None,
        "notes": [],
        "notes_supported": True,
        "used_range_address": sheet.dimensions,
        "used_range_row_count": sheet.max_row,
        "used_range_column_count": sheet.max_column,
        "values": values or [[""]],
        "pictures": [], "shapes": [], "charts": [], "tables": [], "pivot_tables": [],
    }  # fmt: skip


def _value(cell: Any) -> object:
    if cell.value is None:
        return ""
    if isinstance(cell.value, datetime | date):
        moment = cell.value if isinstance(cell.value, datetime) else datetime(
            cell.value.year, cell.value.month, cell.value.day
        )  # fmt: skip
        return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    if isinstance(cell.value, time):
        return f"1899-12-30T{cell.value:%H:%M:%S}.000Z"
    return cell.value


def done(content: bytes, actions: Sequence[Mapping[str, Any]]) -> Workbook:
    """Return a file's workbook, formulas and all, after the actions that a button came to."""
    book = openpyxl.load_workbook(BytesIO(content))
    for action in of_kind(actions, "setValues"):
        sheet = book.worksheets[action["sheet_position"]]
        for down, row in enumerate(action["values"]):
            for across, value in enumerate(row):
                cell = sheet.cell(
                    action["start_row"] + 1 + down, action["start_column"] + 1 + across
                )
                cell.value = _typed(value)
    return book


def _typed(value: object) -> object:
    """Return what Excel makes of a value: it takes an apostrophe for “this is text”."""
    if isinstance(value, str):
        return value.removeprefix("'") or None
    return value


def told(actions: Sequence[Mapping[str, Any]]) -> str:
    """Return the message that a button shows."""
    (alert,) = of_kind(actions, "alert")
    return str(alert["args"][0])


def of_kind(actions: Iterable[Mapping[str, Any]], kind: str) -> list[Mapping[str, Any]]:
    """Return the actions that call one function of the JavaScript."""
    return [action for action in actions if action["func"] == kind]
