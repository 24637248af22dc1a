"""The change log: a CSV with a row for each cell that a fill changed, and for each undo."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from xlbcf.books.replacement import Staged, stage
from xlbcf.books.values import Value, number_text
from xlbcf.rules.findings import Refused, finding
from xlbcf.template.addresses import Cell, place_on

NAME = "change-log.csv"
#: The source of a cell that a formula fills.
RECALCULATED = "recalculated"
HEADINGS = ("time", "file", "sheet", "cell", "label", "old", "new", "source")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class LogRow(NamedTuple):
    """One cell that was changed; for an undo, a file and no cell."""

    file: str
    sheet: str
    cell: Cell | None
    label: str
    old: Value
    new: Value
    source: str

    @property
    def place(self) -> str:
        """The cell as Excel names it; empty for an undo."""
        return place_on(self.sheet, self.cell) if self.cell else ""


def stage_log(folder: Path, rows: Iterable[LogRow], now: datetime) -> Staged:
    """Write the log with some rows added beside the log as it stands.

    Args:
        folder: the folder of the outputs.
        rows: the changes.
        now: when they were made.

    Raises:
        Refused: it cannot be written (FILE03).
    """
    path = folder / NAME
    before = path.read_bytes() if path.exists() else b""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    if not before:
        writer.writerow(HEADINGS)
    stamp = now.strftime("%Y-%m-%d %H:%M:%S")
    for row in rows:
        texts = (row.file, row.sheet, str(row.cell or ""), row.label)
        values = (as_logged(row.old), as_logged(row.new), row.source)
        writer.writerow([stamp, *(safe_text(each) for each in texts + values)])
    mark = b"" if before else b"\xef\xbb\xbf"
    return stage(path, [before, mark, text.getvalue().encode()])


def log_size(folder: Path) -> int:
    """Return the size of the log as it stands, in bytes; 0 where there is none."""
    path = folder / NAME
    return path.stat().st_size if path.exists() else 0


def shorten_log(folder: Path, size: int) -> None:
    """Take the newest rows off the log, because their changes failed; needs no space.

    Args:
        folder: the folder of the outputs.
        size: the log's size before the rows, in bytes; 0 where there was no log.

    Raises:
        Refused: the log tells of changes that were not made (FILE07).
    """
    path = folder / NAME
    try:
        if size:
            os.truncate(path, size)
        else:
            path.unlink()
    except OSError as fault:
        reason = fault.strerror or fault
        raise Refused(finding("FILE07", path, reason=reason, backup="there was none")) from fault


def as_logged(value: Value) -> str | float:
    """Return a value as the log and the preview show it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value


def safe_text(value: str | float) -> str:
    """Return a CSV field that no spreadsheet takes for a formula when it opens the log."""
    if isinstance(value, int | float):
        return number_text(value)
    return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
