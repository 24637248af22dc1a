"""Cells to write become rectangles that cover them all, once each, and nothing else."""

from __future__ import annotations

import random

import pytest

from xlbcf.desk.open.blocks import as_blocks
from xlbcf.template.addresses import parse_cell

CASES = [
    ("nothing", "", []),
    ("one cell", "B2", ["B2"]),
    ("a row", "B2 C2 D2", ["B2:D2"]),
    ("a column", "B2 B3 B4", ["B2:B4"]),
    ("a rectangle", "B2 C2 B3 C3", ["B2:C3"]),
    ("a gap in a row", "B2 D2", ["B2", "D2"]),
    ("a gap in a column", "B2 B4", ["B2", "B4"]),
    ("rows of different width", "B2 C2 B3 C3 D3", ["B2:C2", "B3:D3"]),
    ("two columns apart", "B2 D2 B3 D3", ["B2:B3", "D2:D3"]),
    ("from the end of a row to the start of the next", "D2 B3", ["D2", "B3"]),
    ("the same columns again further down", "B2 B5 B6", ["B2", "B5:B6"]),
]


@pytest.mark.parametrize(("cells", "areas"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_cells_are_put_together(cells, areas):
    values = {("S", parse_cell(each)): each for each in cells.split()}
    assert [str(block.area) for block in as_blocks(values)] == areas


def test_each_sheet_has_blocks_of_its_own_in_the_order_given():
    values = {("Z", parse_cell("B2")): 1, ("A", parse_cell("B3")): 2}
    assert [(b.sheet, str(b.area)) for b in as_blocks(values)] == [("Z", "B2"), ("A", "B3")]


def test_every_cell_is_written_once_with_its_own_value_and_no_other_cell():
    chance = random.Random(4)
    for _ in range(200):
        cells = {(chance.randint(1, 9), chance.randint(1, 9)) for _ in range(chance.randint(1, 60))}
        values = {("S", parse_cell(f"{'ABCDEFGHI'[c - 1]}{r}")): (r, c) for r, c in cells}
        written = [
            (cell, value)
            for block in as_blocks(values)
            for cell, value in zip(
                block.area.cells(), (v for row in block.rows for v in row), strict=True
            )
        ]
        assert len(written) == len(values)
        assert {("S", cell): value for cell, value in written} == values
