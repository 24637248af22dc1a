"""Which return is the workbook that is open? Asked of its values, which every host gives."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from xlbcf.books.open_book import OpenBook
from xlbcf.books.values import Value
from xlbcf.desk.checking.identifying import identify_return
from xlbcf.desk.library import Library
from xlbcf.template.addresses import Cell
from xlbcf.template.return_mapping import ReturnMapping


def identify_open(library: Library, book: OpenBook) -> ReturnMapping:
    """Return the mapping of the return that is open.

    Args:
        library: the mappings.
        book: the workbook.

    Raises:
        Refused: it is no return that has a mapping (CHK01).
    """

    @cache
    def values(sheet: str) -> Mapping[Cell, Value]:
        return book.values(sheet)

    def text_at(sheet: str, cell: Cell) -> str | None:
        value = values(sheet).get(cell)
        return None if value is None else str(value)

    return identify_return(library, book.sheets(), text_at, Path(book.name))
