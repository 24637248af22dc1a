"""The file that a report of a check goes into; a file that is no such report stays as it is."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from xlbcf.books.replacement import open_elsewhere, stage
from xlbcf.books.unreadable import unreadable
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
    def endings(self) -> tuple[str, ...]:
        """How the name of its file ends; a name without any ending is taken as it is."""
        return {"text": (".txt", ".text"), "html": (".html", ".htm")}.get(self, (f".{self}",))

    @property
    def default_file(self) -> Path | None:
        """The file it goes into if none is named; None for what is printed."""
        pages = (ReportFormat.HTML, ReportFormat.XLSX)
        return Path(f"check-report.{self}") if self in pages else None


def format_of(path: Path | None) -> ReportFormat:
    """Return the format that the name of a report's file asks for; text where it asks for none."""
    ending = path.suffix.casefold() if path else ""
    return next((form for form in ReportFormat if ending in form.endings), ReportFormat.TEXT)


def make_sure_of(path: Path, form: ReportFormat) -> None:
    """Make sure that a report may go into a file.

    Args:
        path: the file.
        form: what the report is made as.

    Raises:
        Refused: its name says that it is something else (REP02), something else is there (REP01),
            it is open (FILE04) or cannot be read (FILE02).
    """
    ending = path.suffix.casefold()
    if ending and ending not in form.endings:
        raise Refused(finding("REP02", path, found=ending, kind=form, expected=form.endings[0]))
    make_sure_none_is_lost(path, f"{form} report of a check", lambda old: _is_report(old, form))


def make_sure_none_is_lost(path: Path, kind: str, is_ours: Callable[[bytes], bool]) -> None:
    """Make sure that what is made anew replaces nothing but what was made before.

    Args:
        path: the file to write.
        kind: what may be replaced, for the message.
        is_ours: says whether the content of a file is of that kind.

    Raises:
        Refused: something else is there (REP01), it is open (FILE04) or cannot be read (FILE02).
    """
    try:
        old = path.read_bytes() if path.exists() else b""
    except OSError as fault:
        raise Refused(unreadable(path, fault)) from fault
    if old and not is_ours(old):
        raise Refused(finding("REP01", path, kind=kind))
    if found := open_elsewhere(path):
        raise Refused(found._replace(advice="Close it and run again, or name another file."))


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
            return carries(content, MARK)


def carries(content: bytes, mark: str) -> bool:
    """Say whether a file is a workbook with a mark of ours among its properties."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return f">{mark}<".encode() in package.read("docProps/core.xml")
    except (KeyError, OSError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return False
