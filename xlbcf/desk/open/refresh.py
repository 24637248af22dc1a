"""A dashboard that is open refreshed: what the command does to its file, done through its host.

The plan comes from the workbook as it stands, changes that are not saved included. It is carried
out on a copy first, so that what cannot be done is known before anything is changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from xlbcf.books.file_book import FileBook
from xlbcf.books.open_book import OpenBook
from xlbcf.books.port import Allow
from xlbcf.books.values import Value, plain_value
from xlbcf.desk.dashboards.plan import Choices, RefreshPlan
from xlbcf.desk.dashboards.refresh import RefreshReport, Request, refresh_book
from xlbcf.desk.library import Library
from xlbcf.desk.open.growing import Growth, grow
from xlbcf.desk.open.kept_copy import keep_copy
from xlbcf.rules.findings import Refused, finding
from xlbcf.template.addresses import Cell
from xlbcf.template.dashboard_mapping import DashboardMapping
from xlbcf.template.dashboards import identify_dashboard

_INSTEAD = "Save the workbook and run xlbcf refresh on the saved file."


@dataclass(frozen=True, slots=True)
class OpenRefresh:
    """What a refresh of an open dashboard did.

    Args:
        report: what is told of it, as of a file.
        copy: where the workbook is kept as it was; None if nothing was changed.
    """

    report: RefreshReport
    copy: Path | None


def open_dashboard(library: Library, book: OpenBook) -> DashboardMapping | None:
    """Return which dashboard an open workbook is, or nothing for any other workbook.

    Args:
        library: the mappings.
        book: the workbook.
    """

    def rows(sheet: str) -> Iterable[dict[int, Value]]:
        found: dict[int, dict[int, Value]] = {}
        for cell, value in book.values(sheet).items():
            found.setdefault(cell.row, {})[cell.column] = value
        return found.values()

    try:
        return identify_dashboard(library.dashboards, book.sheets(), rows, book.name)
    except Refused as refused:
        if [each.code for each in refused.findings] != ["REFR01"]:
            raise
        return None


def refresh_open(
    library: Library, book: OpenBook, request: Request, choices: Choices, folder: Path
) -> OpenRefresh:
    """Refresh a dashboard that is open.

    Args:
        library: the mappings.
        book: the workbook.
        request: the figures; its path names the workbook.
        choices: how far and with what force, and the functions for cells.
        folder: where a copy of the workbook as it was is kept.

    Returns:
        What was done; rows with faults keep their old values, and the rest is done.

    Raises:
        Refused: the host gives values only (OPEN25), the copy cannot be kept (FILE03), the host
            would not insert or write (OPEN28, OPEN02; with OPEN29 if it stopped halfway), or what
            :func:`refresh_book` refuses; but for OPEN29 nothing is changed then.
    """
    content = book.content()
    if content is None:
        raise Refused(finding("OPEN25", book.name, what="a refresh", instead=_INSTEAD))
    file = FileBook.from_bytes(content, book.name, (Allow.SIGNED,))
    plan, report = refresh_book(library, file, request, choices)
    if plan.changes_nothing:
        return OpenRefresh(report, None)
    copy = keep_copy(folder, book, content)
    grow(book, _growth(plan, date1904=file.date1904), copy)
    return OpenRefresh(report, copy)


def _growth(plan: RefreshPlan, *, date1904: bool) -> Growth:
    values: dict[tuple[str, Cell], Value] = {
        (each.sheet, each.cell): plain_value(each.value, date1904)
        for each in (*plan.values, *plan.replaced)
    }
    return Growth(tuple(plan.insertions), values, plan.formulas)
