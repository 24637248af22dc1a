"""The workbook with the findings of an open return: a file of its own, never a sheet in the return.

It lies in the user's own folder, under the same name each time, so that what people write beside
the findings is kept.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from xlbcf.books.open_book import OpenBook
from xlbcf.desk.open.check_open import OpenCheck
from xlbcf.hosts.check_rows import Key
from xlbcf.hosts.check_workbook import decisions_in, workbook
from xlbcf.hosts.report_files import ReportFormat, make_sure_of, put_report

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_LONGEST = 60
_DIGITS = 6


def report_path(folder: Path, book: OpenBook, sheet: str = "") -> Path:
    """Return where the findings of an open workbook go.

    Args:
        folder: the folder of reports.
        book: the workbook; two of one name in different folders have different reports.
        sheet: the sheet that the report is about; empty for all of them.
    """
    stem = book.name.rpartition(".")[0] or book.name
    about = f"{stem[:_LONGEST]}, {sheet}" if sheet else stem[:_LONGEST]
    return folder / f"Check of {_NOT_IN_NAMES.sub('_', about)} ({_mark(book)}).xlsx"


def write_report(path: Path, book: OpenBook, check: OpenCheck) -> None:
    """Write the findings of an open workbook; decisions of its earlier reports are kept.

    Args:
        path: the file.
        book: the workbook.
        check: what was found.

    Raises:
        Refused: the earlier report is open (FILE04), or it cannot be written (FILE03).
    """
    form = ReportFormat.XLSX
    make_sure_of(path, form)
    decisions = _decisions(path, _mark(book))
    content = workbook(check.report, path.parent, decisions=decisions, links=check.links)
    put_report(path, form, content)


def _mark(book: OpenBook) -> str:
    """Return what tells workbooks of one name apart: a few digits made of where they are."""
    return hashlib.sha256((book.address or book.name).encode()).hexdigest()[:_DIGITS]


def _decisions(path: Path, mark: str) -> dict[Key, str]:
    """Return what people wrote in the reports of a workbook and its sheets, the latest last."""
    reports = path.parent.glob(f"Check of * ({mark}).xlsx")
    found: dict[Key, str] = {}
    for each in sorted(reports, key=lambda report: report.stat().st_mtime):
        found.update(decisions_in(each.read_bytes()))
    return found
