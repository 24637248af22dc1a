"""The file that a report of a check goes into; a file that is no such report stays as it is."""

from __future__ import annotations

import io
import zipfile
import zlib
from enum import StrEnum
from pathlib import Path

from xlbcf.books.replacement import open_elsewhere, stage
from xlbcf.rules.findings import Refused, finding

#: Stands in a page and in a workbook's properties, and tells a later run whose report it is.
MARK = "xlbcf check"
_BEGINNING = 2000


class ReportFormat(StrEnum):
    """What a report is made as."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"
    XLSX = "xlsx"

    @property
    def default_file(self) -> Path | None:
        """The file it goes into if none is named; None for what is printed."""
        pages = (ReportFormat.HTML, ReportFormat.XLSX)
        return Path(f"check-report.{self}") if self in pages else None


def make_sure_of(path: Path, form: ReportFormat) -> None:
    """Make sure that a report may go into a file.

    Args:
        path: the file.
        form: what the report is made as.

    Raises:
        Refused: something else is there (REP01), it is open (FILE04) or cannot be read (FILE02).
    """
    try:
        old = path.read_bytes() if path.exists() else b""
    except OSError as fault:
        raise Refused(finding("FILE02", path, reason=fault.strerror or fault)) from fault
    if old and not _is_report(old, form):
        raise Refused(finding("REP01", path, kind=form))
    if found := open_elsewhere(path):
        raise Refused(found._replace(advice="Close it and run again, or name another with --out."))


def put_report(path: Path, form: ReportFormat, content: bytes) -> Path | None:
    """Write a report, whole or not at all.

    Args:
        path: the file.
        form: what the report is made as.
        content: the report.

    Returns:
        Where the earlier report is kept, if it was a workbook: people write into those.

    Raises:
        Refused: it cannot be written (FILE03).
    """
    return stage(path, [content]).put_in_place(keep_old=form is ReportFormat.XLSX)


def _is_report(content: bytes, form: ReportFormat) -> bool:
    """Say whether a file holds an earlier report in the same format."""
    match form:
        case ReportFormat.TEXT:
            return content.startswith(b"Check of ")
        case ReportFormat.JSON:
            return content.startswith(b'{\n  "done": true,\n  "status": ')
        case ReportFormat.HTML:
            return f'content="{MARK}"'.encode() in content[:_BEGINNING]
        case ReportFormat.XLSX:
            return _marked(content)


def _marked(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return f">{MARK}<".encode() in package.read("docProps/core.xml")
    except (KeyError, OSError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return False
