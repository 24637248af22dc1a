"""The last fill of an open workbook taken back, but for what somebody has changed since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from xlbcf.books.open_book import OpenBook
from xlbcf.desk.open.fill_record import CellChange, FillRecord, put_record, read_record
from xlbcf.desk.open.writing import holding, write_all
from xlbcf.rules.findings import Refused, finding


@dataclass(frozen=True, slots=True)
class UndoneFill:
    """What came of taking a fill back.

    Args:
        record: the fill.
        restored: the changes that were taken back.
        kept: those whose cells hold something else by now; they were left as they are.
    """

    record: FillRecord
    restored: tuple[CellChange, ...]
    kept: tuple[CellChange, ...]


def undo_fill(book: OpenBook, folder: Path) -> UndoneFill:
    """Put back what the last fill of an open workbook replaced.

    Args:
        book: the open workbook.
        folder: where the records of fills are kept.

    Raises:
        Refused: no fill of it is on record (OPEN23), the record cannot be read (OPEN24), or the
            host would not write (OPEN02, OPEN22); the record is kept then.
    """
    record = read_record(folder, book)
    if record is None:
        raise Refused(finding("OPEN23", book.name))
    filled = {(each.sheet, each.cell): each.after for each in record.changes}
    standing = holding(book, filled)
    restored = tuple(each for each in record.changes if (each.sheet, each.cell) in standing)
    kept = tuple(each for each in record.changes if (each.sheet, each.cell) not in standing)
    write_all(book, [replace(each, before=each.after, after=each.before) for each in restored])
    put_record(folder, book, None)
    return UndoneFill(record, restored, kept)
