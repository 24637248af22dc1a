"""How Calc is to call a function: what its arguments and its answer are to LibreOffice.

Three kinds, because of what LibreOffice makes of each type (seen with version 7.4):

- An argument that is a text comes as the text of one cell: a blank cell stays blank, and an array
  formula calls the function for each cell, so that an error concerns its own cell alone. Only this
  kind can tell a blank cell from 0. It cannot be left out.
- An argument of any type may be a whole range or left out. A single blank cell comes as 0, and an
  error anywhere in a range is answered with an error by LibreOffice itself.
- Rows as an answer fill an area. Texts in them are equal to no other text until they are joined
  to one (``&""``), so an answer of one cell is not given as rows.
"""

from __future__ import annotations

import inspect
from enum import StrEnum
from functools import cache

from xlbcf.hosts.functions.definition import Argument, CellFunction

_ROWS = "Rows"


class Shape(StrEnum):
    """What a function takes and gives in Calc."""

    CELL = "a cell for each argument, one cell"
    RANGES = "ranges, one cell"
    ROWS = "ranges, rows of cells"


@cache
def shape_of(function: CellFunction) -> Shape:
    """Return how Calc calls a function."""
    gives_rows = inspect.signature(function.work).return_annotation == _ROWS
    if function.spill > 1 or gives_rows:
        return Shape.ROWS
    return Shape.RANGES if function.takes_ranges else Shape.CELL


def comes_as_text(function: CellFunction, argument: Argument) -> bool:
    """Say whether Calc hands over an argument as the text of a cell, numbers too."""
    return shape_of(function) is Shape.CELL and not argument.optional
