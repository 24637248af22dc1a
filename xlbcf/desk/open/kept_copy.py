"""A workbook kept as it was before a button changed it, in the user's own folder."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from xlbcf.books.open_book import OpenBook
from xlbcf.books.replacement import stage
from xlbcf.desk.open.fill_record import record_file

_NEW = ".xlsx"
#: So many copies of each workbook are kept: a second press must not cost the first copy.
KEPT = 5


def keep_copy(folder: Path, book: OpenBook, content: bytes, moment: datetime | None = None) -> Path:
    """Keep a workbook as it is; of earlier copies of it the latest stay.

    Args:
        folder: the folder of records.
        book: the workbook; those of one name in other places have copies of their own.
        content: its content.
        moment: day and time, now if not given.

    Returns:
        Where the copy is.

    Raises:
        Refused: it cannot be written (FILE03).
    """
    name = Path(book.name)
    own = f"{name.stem} {record_file(folder, book).stem[:8]} before "
    when = f"{moment or datetime.now():%Y-%m-%d %H.%M.%S.%f}"
    path = folder / f"{own}{when}{name.suffix or _NEW}"
    stage(path, [content]).put_in_place(keep_old=False)
    copies = sorted(each for each in folder.iterdir() if each.name.startswith(own))
    for old in copies[:-KEPT]:
        # One that is open stays until the next time.
        with suppress(OSError):
            old.unlink()
    return path
