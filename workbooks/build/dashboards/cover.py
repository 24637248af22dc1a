"""The cover of the Outcomes Framework: what it is, how to use it, and the switch of its summary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from .look import Look

SHEET = "Cover"
#: The cell of the switch, as formulas of other sheets name it.
SWITCH = f"{SHEET}!$B$12"
_SWITCH_ROW = 11
_RECONSTRUCTION = (
    "This workbook is a reconstruction. It was rebuilt from the published paper, with the figures "
    "printed in version 2.0, which have no date. It is not the workbook of the partnership. "
    "Definitions, rationales and sources on the sheets of the measures are ours: the paper prints "
    "none."
)
_REFRESH = (
    "In Excel with the add-in: Refresh dashboard on the ribbon. Without Excel: "
    "xlbcf refresh outcomes-framework.xlsm --figures FIGURES. Both move the latest figure to the "
    "previous one and into the history, write the new one, tick Updated? and work out every "
    "formula. The file of figures names each row by its Metric and Part on the sheet Data. Targets "
    "and definitions are typed there too; everything else reads that sheet."
)
_FUNCTIONS = (
    "The functions that begin with BCF_ are in this workbook; they need its macros and Python. "
    "Where macros are blocked the stored results stay as they are."
)
_SWITCHING = (
    "Yes shows variation and assurance (Making Data Count) in two further columns of LLR_Summary; "
    "No leaves them blank. The sheets of the measures always show them."
)
_A_LINE = 105


def write_cover(
    book: Workbook, sheet: Worksheet, look: Look, report: Mapping[str, Any], home: str
) -> None:
    """Write the cover.

    Args:
        book: the workbook.
        sheet: the empty sheet.
        look: the formats.
        report: what the paper says of itself.
        home: the name of the summary's sheet.
    """
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 110)
    sheet.write_string(0, 0, report["title"], look.style("title"))
    sheet.write_string(1, 0, report["area"], look.style("subtitle"))
    facts = (
        ("Report ID", report["id"]), ("Version", report["version"]),
        ("Client(s)", report["clients"]), ("Data source(s)", report["data_sources"]),
        ("Contact", report["contact"]), ("Author", ", ".join(report["author"])),
    )  # fmt: skip
    for row, (label, words) in enumerate(facts, start=3):
        _write(sheet, look, row, label, words)
    _write_switch(book, sheet, look)
    row = _write_guide(sheet, look, report)
    for label, words in (
        ("SPC on the summary", _SWITCHING), ("How to refresh", _REFRESH),
        ("Functions", _FUNCTIONS), ("Not official", _RECONSTRUCTION),
    ):  # fmt: skip
        row = _write(sheet, look, row, label, words)
    _set_up(sheet, row, home, look)


def _write_switch(book: Workbook, sheet: Worksheet, look: Look) -> None:
    sheet.write_string(_SWITCH_ROW - 1, 0, "Choose", look.style("subtitle"))
    sheet.write_string(_SWITCH_ROW, 0, "SPC on the summary", look.style("label"))
    sheet.write_string(_SWITCH_ROW, 1, "No", look.style("key_input"))
    sheet.set_row(_SWITCH_ROW, 21)
    sheet.data_validation(_SWITCH_ROW, 1, _SWITCH_ROW, 1, {
        "validate": "list", "source": ["Yes", "No"], "input_title": "SPC on the summary",
        "input_message": "Yes or No", "error_title": "Not accepted",
        "error_message": "Choose Yes or No.",
    })  # fmt: skip
    book.define_name("spc_on_summary", f"={SWITCH}")


def _write_guide(sheet: Worksheet, look: Look, report: Mapping[str, Any]) -> int:
    """Write the guide as printed, then the heading of ours, and return the next row."""
    row = _SWITCH_ROW + 2
    sheet.write_string(row, 0, "Guide to using this report", look.style("subtitle"))
    row += 1
    for entry in report["guide"]:
        points = [f"  •  {point}" for point in entry.get("points", ())]
        row = _write(sheet, look, row, "As printed", "\n".join([entry["text"].strip(), *points]))
    sheet.write_string(row + 1, 0, "About this reconstruction", look.style("subtitle"))
    return row + 2


def _write(sheet: Worksheet, look: Look, row: int, label: str, words: str) -> int:
    sheet.write_string(row, 0, label, look.style("label"))
    sheet.write_string(row, 1, words, look.style("words"))
    lines = sum(-(-len(line) // _A_LINE) for line in words.split("\n"))
    sheet.set_row(row, lines * 13.5 + 5)
    return row + 1


def _set_up(sheet: Worksheet, row: int, home: str, look: Look) -> None:
    for at, name in enumerate((home, "Data"), start=1):
        goal = f"internal:'{name}'!A1"
        sheet.write_url(row + at, 0, goal, look.style("back"), f"Go to: {name}")
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, row + 2, 1)
    sheet.set_footer("&L&8&A&R&8Page &P of &N")
