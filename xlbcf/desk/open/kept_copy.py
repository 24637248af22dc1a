"""A workbook kept as it was before a button changed it, in the user's own folder."""

from __future__ import annotations

from pathlib import Path

from xlbcf.books.open_book import OpenBook
from xlbcf.books.replacement import stage
from xlbcf.desk.open.fill_record import record_file

_NEW = ".xlsx"


def keep_copy(folder: Path, book: OpenBook, content: bytes) -> Path:
    """Keep a workbook as it is, in place of the copy that was kept before.

    Args:
        folder: the folder of records.
        book: the workbook; each has one copy.
        content: its content.

    Returns:
        Where the copy is.

    Raises:
        Refused: it cannot be written (FILE03).
    """
    name = Path(book.name)
    known_by = record_file(folder, book).stem[:8]
    path = folder / f"{name.stem} before the refresh {known_by}{name.suffix or _NEW}"
    stage(path, [content]).put_in_place(keep_old=False)
    return path
