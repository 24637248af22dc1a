"""The buttons of the add-in: VBA calls :func:`press` through xlwings' classic engine."""

from __future__ import annotations

from typing import Any

import xlwings as xw
from xlwings.conversion import Accessor, Pipeline

from xlbcf.books.excel_book import ExcelBook
from xlbcf.books.open_book import OpenBook
from xlbcf.desk.folder import find_home
from xlbcf.desk.library import Library
from xlbcf.hosts.acting import Context, Said
from xlbcf.hosts.actions import ACTIONS, WITHOUT_BOOK
from xlbcf.hosts.addin.configuration import configuration_folder, read_configuration
from xlbcf.hosts.open_words import refused_text
from xlbcf.hosts.own_faults import own_fault
from xlbcf.hosts.sources import setting_at_fault
from xlbcf.rules.findings import Refused, finding

REPORTS = "reports"


class Texts(Accessor):
    """A row of texts as VBA takes it: with one index, not with a row and a column."""

    @classmethod
    def writer(cls, options: dict[str, Any]) -> Pipeline:
        """Return the stages that write an answer: none."""
        del options
        return Pipeline()


@xw.func
@xw.ret(Texts)
def press(action: Any, window: Any, workbook: Any) -> list[str]:
    """Do what a button asks for; called by the add-in and never raises into Excel.

    Args:
        action: the button's id.
        window: the handle of Excel's window.
        workbook: the name of the active workbook; empty if none is open.

    Returns:
        Three texts: ``ok`` or ``problem``, what to tell the person, and what to open, which may be
        empty.
    """
    try:
        said = _done(str(action), int(window or 0), str(workbook or ""))
    except Refused as refused:
        said = Said(refused_text(refused.findings), problem=True)
    except Exception as fault:
        said = Said(own_fault(fault, str(action)), problem=True)
    path = str(said.open_path) if said.open_path else ""
    return ["problem" if said.problem else "ok", said.text, path]


def _done(action: str, window: int, name: str) -> Said:
    configuration = read_configuration()
    library = Library(find_home(configuration.home))
    context = Context(library, configuration, configuration_folder() / REPORTS)
    # What looks at no workbook must work where none is open.
    book = ExcelBook(None) if action in WITHOUT_BOOK else _open_book(window, name)
    try:
        return ACTIONS[action](book, context)
    except Refused as refused:
        setting = setting_at_fault(refused.findings, configuration)
        return Said(refused_text(refused.findings, setting), problem=True)


def _open_book(window: int, name: str) -> OpenBook:
    """Return an open workbook.

    Raises:
        Refused: there is none of this name (OPEN06).
    """
    # Two Excels may have workbooks of one name, and one that shows a dialog does not answer: the
    # one whose button was pressed is asked first.
    for app in sorted(xw.apps, key=lambda each: each.hwnd != window):
        for book in app.books:
            if book.name == name:
                return ExcelBook(book.api)
    raise Refused(finding("OPEN06", name or "Excel"))
