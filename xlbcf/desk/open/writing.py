"""Cells of an open workbook written: all of them or, if the host refuses one, none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from xlbcf.books.engines import Place
from xlbcf.books.open_book import Block, OpenBook
from xlbcf.books.values import Value, same_value
from xlbcf.desk.open.blocks import as_blocks
from xlbcf.desk.open.fill_record import CellChange
from xlbcf.rules.findings import Refused, finding
from xlbcf.rules.wording import some_of
from xlbcf.template.addresses import place_on

_SHOWN = 8


def write_all(book: OpenBook, changes: Sequence[CellChange]) -> None:
    """Write the new values of some changes; if the host refuses one, take the others back.

    Args:
        book: the open workbook.
        changes: the changes; the caller has checked that they may be made.

    Raises:
        Refused: the host would not write (OPEN02), or what had been written could not all be
            taken back (OPEN22).
    """
    before = {(each.sheet, each.cell): each.before for each in changes}
    begun: list[Block] = []
    try:
        for block in as_blocks({(each.sheet, each.cell): each.after for each in changes}):
            begun.append(block)
            book.write([block])
    except Refused as refused:
        touched = [(block.sheet, cell) for block in begun for cell in block.area.cells()]
        if left := _not_taken_back(book, {at: before[at] for at in touched}):
            cells = some_of([place_on(*at) for at in left], _SHOWN)
            found = finding("OPEN22", book.name, count=len(left), cells=cells)
            raise Refused([found, *refused.findings]) from refused
        raise


def holding(book: OpenBook, values: Mapping[Place, Value]) -> frozenset[Place]:
    """Return the cells that hold the values given for them now.

    Args:
        book: the open workbook.
        values: a value for each cell; an empty text is nothing.
    """
    sheets = set(book.sheets()) & {sheet for sheet, _ in values}
    held = {sheet: book.values(sheet) for sheet in sheets}
    return frozenset(
        (sheet, cell)
        for (sheet, cell), value in values.items()
        if sheet in held and same_value(_none(held[sheet].get(cell)), _none(value))
    )


def _not_taken_back(book: OpenBook, before: Mapping[Place, Value]) -> list[Place]:
    """Put values back where others stand now; return the cells where that did not work."""
    standing = holding(book, before)
    for block in as_blocks({at: value for at, value in before.items() if at not in standing}):
        with suppress(Refused):
            book.write([block])
    standing = holding(book, before)
    return [at for at in before if at not in standing]


def _none(value: Value) -> Value:
    return None if value == "" else value
