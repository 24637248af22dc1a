"""Cells to write put together as rectangles, so that Excel is asked once for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlbcf.books.open_book import Block
from xlbcf.books.values import Value
from xlbcf.template.addresses import Area, Cell


def as_blocks(values: Mapping[tuple[str, Cell], Value]) -> list[Block]:
    """Put cells together as rectangles that hold every cell once, and no other cell.

    Args:
        values: the value of each cell, by its sheet and place.

    Returns:
        The blocks, sheet by sheet in the order of their first cells, each sheet from its top.
    """
    sheets: dict[str, dict[Cell, Value]] = {}
    for (sheet, cell), value in values.items():
        sheets.setdefault(sheet, {})[cell] = value
    return [
        Block(sheet, area, _rows(area, cells))
        for sheet, cells in sheets.items()
        for area in _stacked(_runs(sorted(cells)))
    ]


def _rows(area: Area, cells: Mapping[Cell, Value]) -> tuple[tuple[Value, ...], ...]:
    return tuple(
        tuple(cells[Cell(row, column)] for column in range(area.left, area.right + 1))
        for row in range(area.top, area.bottom + 1)
    )


def _runs(cells: list[Cell]) -> Iterator[Area]:
    """Yield the stretches of neighbours in each row; the cells come in order."""
    start = last = None
    for cell in cells:
        if start and last == Cell(cell.row, cell.column - 1):
            last = cell
            continue
        if start and last:
            yield Area(start.row, start.column, last.row, last.column)
        start = last = cell
    if start and last:
        yield Area(start.row, start.column, last.row, last.column)


def _stacked(runs: Iterator[Area]) -> list[Area]:
    """Join stretches of equal columns in rows that follow each other."""
    open_areas: dict[tuple[int, int], Area] = {}
    done = []
    for run in runs:
        above = open_areas.get((run.left, run.right))
        if above and above.bottom == run.top - 1:
            run = above._replace(bottom=run.bottom)
        elif above:
            done.append(above)
        open_areas[run.left, run.right] = run
    return sorted([*done, *open_areas.values()])
