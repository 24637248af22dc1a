"""The buttons of the add-in: VBA calls :func:`press` through xlwings' classic engine."""

from __future__ import annotations

import traceback
from contextlib import suppress
from datetime import datetime
from pathlib import Path
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
from xlbcf.rules.findings import Refused, finding

LOG = "xlbcf.log"
REPORTS = "reports"
_LARGEST_LOG = 1 << 20


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
        said = Said(_own_fault(fault, str(action)), problem=True)
    path = str(said.open_path) if said.open_path else ""
    return ["problem" if said.problem else "ok", said.text, path]


def _done(action: str, window: int, name: str) -> Said:
    configuration = read_configuration()
    library = Library(find_home(configuration.home))
    context = Context(library, configuration, configuration_folder() / REPORTS)
    # What looks at no workbook must work where none is open.
    book = ExcelBook(None) if action in WITHOUT_BOOK else _open_book(window, name)
    return ACTIONS[action](book, context)


def _open_book(window: int, name: str) -> OpenBook:
    """Return an open workbook; of several with one name that in the window asked for.

    Raises:
        Refused: there is none (OPEN06).
    """
    found = [book.api for app in xw.apps for book in app.books if book.name == name]
    if not found:
        raise Refused(finding("OPEN06", name or "Excel"))
    chosen = found if len(found) == 1 else [each for each in found if window in _handles(each)]
    return ExcelBook((chosen or found)[0])


def _handles(workbook: Any) -> set[int]:
    """Return the handles of a workbook's windows and of its Excel."""
    windows = workbook.Windows
    own = {int(windows(number).Hwnd) for number in range(1, int(windows.Count) + 1)}
    return own | {int(workbook.Application.Hwnd)}


def _own_fault(fault: Exception, action: str) -> str:
    """Write a fault of the program into the log and return what the person is told."""
    reason = f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__
    path = configuration_folder() / LOG
    kept = f" The details are in {path}." if _logged(path, fault, action) else ""
    return f"xlbcf met a fault of its own: {reason}.{kept} Please report it; try again after that."


def _logged(path: Path, fault: Exception, action: str) -> bool:
    """Write a fault into the log, which begins anew once it is large; say whether that worked."""
    # Where not even the log can be written, the person still gets the answer.
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        anew = path.exists() and path.stat().st_size > _LARGEST_LOG
        told = "".join(traceback.format_exception(fault))
        with path.open("w" if anew else "a", encoding="utf-8") as log:
            log.write(f"{datetime.now():%Y-%m-%d %H:%M:%S} {action}\n{told}\n")
        return True
    return False
