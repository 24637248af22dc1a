"""An open workbook given new cells, values and formulas, through its host."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from xlbcf.books.insertion import Insertion
from xlbcf.books.open_book import OpenBook
from xlbcf.books.values import Value
from xlbcf.desk.open.blocks import as_blocks
from xlbcf.rules.findings import Refused, finding
from xlbcf.template.addresses import Cell

Step = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Growth:
    """What a workbook is to be given.

    Args:
        insertions: the cells to insert, each in coordinates before any of them.
        values: the value of each cell, in coordinates after all insertions.
        formulas: for each sheet the formulas of its cells, without equals signs; in coordinates
            after all insertions too.
    """

    insertions: tuple[Insertion, ...] = ()
    values: Mapping[tuple[str, Cell], Value] = field(default_factory=dict)
    formulas: Mapping[str, Mapping[Cell, str]] = field(default_factory=dict)


def grow(book: OpenBook, growth: Growth, copy: Path) -> None:
    """Give an open workbook new cells, values and formulas, and work everything out.

    A host cannot take back what is done from outside, so that a refusal halfway is told with how
    far it went.

    Args:
        book: the open workbook.
        growth: what it is to be given; the caller has tried it on a copy.
        copy: where the workbook is kept as it was.

    Raises:
        Refused: the host would not insert (OPEN28) or write (OPEN02), or cannot (OPEN25); with
            OPEN29 if something had been done by then.
    """
    steps = [*_steps(book, growth)]
    with book.calculating_later():
        for done, step in enumerate(steps):
            try:
                step()
            except Refused as refused:
                if not done:
                    raise
                halfway = finding("OPEN29", book.name, done=done, count=len(steps), copy=copy)
                raise Refused([halfway, *refused.findings]) from refused
        book.recalculate()


def _steps(book: OpenBook, growth: Growth) -> Iterable[Step]:
    """Yield what is to be done: first what is refused most often, so that nothing is done yet."""
    # From the bottom up, so that no insertion moves the place of one to come.
    for sheet, area in sorted(growth.insertions, reverse=True):
        yield partial(book.insert, sheet, area)
    for block in as_blocks(growth.values):
        yield partial(book.write, [block])
    for sheet, formulas in growth.formulas.items():
        for cell, text in formulas.items():
            yield partial(book.write_formulas, sheet, {cell: text})
