"""Returns that somebody has open: the templates with a place chosen, in a book in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from tests.support.editing import writes_of
from tests.support.templates import template_of
from xlbcf.books.file_book import FileBook
from xlbcf.books.open_book import Block
from xlbcf.books.open_memory_book import OpenMemoryBook
from xlbcf.books.port import Allow
from xlbcf.desk.checking.reading import read_return
from xlbcf.desk.fill import FillOrder
from xlbcf.desk.folder import find_home
from xlbcf.desk.library import Library
from xlbcf.desk.open.fill import FillPlan, plan_fill
from xlbcf.rules.findings import Refused, finding
from xlbcf.template.addresses import place_on
from xlbcf.template.return_mapping import Origin


@cache
def library() -> Library:
    """Return the mappings of the checkout."""
    return Library(find_home())


def place_cell(return_id: str) -> str:
    """Return the cell that names a return's place, as Excel names it."""
    (field,) = library().mapping(return_id).coming_from(Origin.PLACE)
    return place_on(field.sheet, field.cell)


def form(return_id: str, place: str | None, typed: Mapping[str, object] | None = None) -> bytes:
    """Return a template with a place chosen and some cells typed.

    Args:
        return_id: the return.
        place: the place, or None for the blank form.
        typed: values by their cells, such as ``4. Metrics!H12``.
    """
    book = FileBook.from_bytes(template_of(return_id).bytes, "form.xlsx")
    chosen = {place_cell(return_id).replace("'", ""): place} if place else {}
    book.write(writes_of({**chosen, **(typed or {})}), [Allow.INVALID])
    return book.to_bytes()


def planned(book: OpenMemoryBook, **sources: object) -> FillPlan:
    """Return what a fill of an open return would do."""
    content = book.content()
    assert content is not None
    read = read_return(library(), Path(book.name), content=content)
    return plan_fill(library(), read, FillOrder(read.mapping.id, **sources))  # type: ignore[arg-type]


class FailingBook(OpenMemoryBook):
    """An open workbook whose host refuses some of the writes.

    Args:
        data: the file's content.
        refused: the numbers of the writes that are refused, counted from 1.
        half: whether a refused write has changed its first cell all the same.
    """

    def __init__(self, data: bytes, refused: Sequence[int], *, half: bool = False) -> None:
        super().__init__(data, "failing.xlsx")
        self.refused = refused
        self.half = half
        self.asked = 0

    def write(self, blocks: Sequence[Block]) -> None:
        """Write, or refuse."""
        self.asked += 1
        if self.asked in self.refused:
            if self.half:
                (block,) = blocks
                area = block.area._replace(bottom=block.area.top, right=block.area.left)
                super().write([Block(block.sheet, area, ((block.rows[0][0],),))])
            raise Refused(finding("OPEN02", self.name, cells="a cell", reason="it is busy"))
        super().write(blocks)
