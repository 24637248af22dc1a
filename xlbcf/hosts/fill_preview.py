"""A preview of a fill as a workbook: what goes where, what stays blank, what to look at."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xlbcf import __version__
from xlbcf.books.values import Value, number_text
from xlbcf.desk.open.fill import FillPlan
from xlbcf.hosts import check_words as words
from xlbcf.hosts.fill_words import heading
from xlbcf.hosts.report_sheets import Links, Looks, lay_out, put_link, put_text, set_height
from xlbcf.template.addresses import Cell, place_on

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

#: Stands in its properties, and tells a later run whose workbook it is.
MARK = "xlbcf preview"
_CHANGES = (("Sheet", 20), ("Cell", 10), ("Field", 44), ("Before", 24), ("After", 60),
            ("Where it comes from", 44))  # fmt: skip
_BLANKS = (("Sheet", 20), ("Cell", 10), ("Field", 60), ("Why it stays blank", 60))
_FINDINGS = (("Code", 10), ("Severity", 12), ("Where", 44), ("What was found", 70),
             ("What to do", 50))  # fmt: skip


_PLAIN = "General"
#: The row of the first sheet's table, under what the preview is of.
_TOP = 3

Cells = Sequence[Value]
Row = tuple[tuple[str, Cell] | None, Cells]


def preview_workbook(
    plan: FillPlan, made_from: str, path: Path, folder: Path, link: str | None = None
) -> bytes:
    """Return a preview as an Excel workbook.

    Args:
        plan: what a fill would do.
        made_from: where figures and commentary come from, in a line.
        path: the open workbook's file.
        folder: the folder that the preview will be in; links start from it.
        link: where links go, if not to the path: a web address, or empty for nowhere.
    """
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    content = io.BytesIO()
    to = Links(folder, {} if link is None else {path: link})
    with Workbook(content, {"in_memory": True, "date_1904": plan.date1904}) as book:
        title, made = f"Preview of the fill of {path.name}", f"Made by xlbcf {__version__}."
        book.set_properties({"title": title, "author": MARK, "comments": made})
        looks = Looks(book)
        first = book.add_worksheet("To be filled")
        put_text(first, 0, 0, heading(plan), looks.title)
        put_text(first, 1, 0, f"{title}. {made_from}", looks.plain)
        sheets = (
            (first, _CHANGES, [*_changes(plan)], _TOP),
            (book.add_worksheet("Stays blank"), _BLANKS, [*_blanks(plan)], 0),
            (book.add_worksheet("To look at"), _FINDINGS, [*_findings(plan)], 0),
        )
        for sheet, columns, rows, top in sheets:
            lay_out(sheet, looks, columns, len(rows), sheet.name.replace(" ", "_"), top=top)
            sheet.freeze_panes(top + 1, 0)
            for at, (cell, values) in enumerate(rows, top + 1):
                code = plan.formats.get(cell, _PLAIN) if cell else _PLAIN
                _put_row(sheet, at, values, looks.numbers(code), looks.text)
                if cell:
                    put_link(sheet, at, 1, to.to(path, place_on(*cell)), str(cell[1]), looks.link)
                set_height(sheet, at, [_text(value) for value in values], columns)
            if not rows:
                sheet.write_string(top + 1, 0, "None.", looks.plain)
    return content.getvalue()


def _put_row(sheet: Worksheet, row: int, values: Cells, number: Format, text: Format) -> None:
    for column, value in enumerate(values):
        _put(sheet, row, column, value, number, text)


def _changes(plan: FillPlan) -> Iterator[Row]:
    for each in plan.changes:
        spot = (each.sheet, str(each.cell), each.label)
        yield (each.sheet, each.cell), (*spot, each.before, each.after, each.source)


def _blanks(plan: FillPlan) -> Iterator[Row]:
    for each in plan.blanks:
        yield (each.sheet, each.cell), (each.sheet, str(each.cell), each.label, each.reason)


def _findings(plan: FillPlan) -> Iterator[Row]:
    for each in (*plan.faults, *plan.findings):
        said = words.sentence(each.kind, each.message)
        yield None, (each.code, str(each.severity).capitalize(), each.where, said, each.action)


def _put(
    sheet: Worksheet, row: int, column: int, value: Value, number: Format, text: Format
) -> None:
    """Write a value as its cell in the form shows it; a number stays one."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, column, value, number)
    else:
        put_text(sheet, row, column, _text(value), text)


def _text(value: Value) -> str:
    """Return a value as text, whole."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    return value if isinstance(value, str) else number_text(value)
