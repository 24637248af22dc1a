"""The cells of an open workbook marked for what was found in them."""

from __future__ import annotations

from dataclasses import dataclass

from xlbcf.books.open_book import OpenBook
from xlbcf.desk.open.check_open import OpenCheck


@dataclass(frozen=True, slots=True)
class Marked:
    """What came of marking cells.

    Args:
        count: how many cells are marked.
        refusing: the sheets whose cells could not be marked.
    """

    count: int
    refusing: tuple[str, ...]


def mark_findings(book: OpenBook, check: OpenCheck) -> Marked:
    """Mark the cells that something was found in, and no others.

    Args:
        book: the workbook; earlier marks are taken away.
        check: what was found.

    Raises:
        Refused: an earlier mark cannot be taken away (OPEN05).
    """
    book.clear_marks()
    cells = check.cells if book.can_mark else {}
    refusing = book.mark(cells) if cells else []
    count = sum(len(own) for sheet, own in cells.items() if sheet not in refusing)
    return Marked(count, tuple(refusing))
