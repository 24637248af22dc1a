"""The cases of the self-test: a formula for each, what it is given and what it must give.

What a function must give is written out here, from the methods or by the rules themselves. Cells
that are worked out one by one get the same kinds of case: one cell, a column with a blank cell and
an error in it, a blank cell, an error, and an argument that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from xlbcf.books.values import CellError

from . import series
from .answers import EACH, WRONG, Cell

ERROR = CellError("#DIV/0!")
Column: TypeAlias = tuple[Cell, ...]
Rows: TypeAlias = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Case:
    """A formula with what it is given and what it must give.

    Args:
        function: the function's name in a cell.
        kind: what is tried, in words; with the function it names the test.
        given: for each argument a cell, or a column of cells.
        expected: the rows of cells that the formula must give.
        lacking: whether #N/A is right too, because it rests on figures that may be replaced.
        over: the kind of the case whose results are added up instead of a function's call.
    """

    function: str
    kind: str
    given: tuple[Cell | Column, ...]
    expected: Rows
    lacking: bool = False
    over: str = ""

    @property
    def name(self) -> str:
        """The name of its test, such as ``test_rag_a_blank_cell``."""
        return f"test_{self.function.removeprefix('BCF_')}_{self.kind}".lower().replace(" ", "_")

    @property
    def height(self) -> int:
        """How many rows it takes on the sheet."""
        tall = (len(each) for each in self.given if isinstance(each, tuple))
        return max(len(self.expected), *tall, 1)


def cases() -> list[Case]:
    """Return every case: the functions in alphabetical order, the kinds as they are told above."""
    found = [case for function, calls in EACH.items() for case in _each(function, calls)]
    found += [Case(*each) for each in series.CASES]
    return sorted(found, key=lambda case: case.function)


def _each(function: str, calls: Sequence[tuple[tuple[Cell, ...], Cell | Column]]) -> Iterator[Case]:
    """Yield the cases of a function that is worked out for each cell."""
    first, answer = calls[0]
    spilled = _beside(answer)
    lacking = function == "BCF_FIGURE"
    yield Case(function, "one cell", first, (spilled,), lacking)
    columns = [*calls, ((None, *first[1:]), tuple(None for _ in spilled))]
    if len(spilled) == 1:
        columns.append(((ERROR, *first[1:]), ERROR))
        yield Case(function, "a blank cell", (None, *first[1:]), ((None,),))
        yield Case(function, "an error", (ERROR, *first[1:]), ((ERROR,),))
    given = _side_by_side([each for each, _ in columns])
    yield Case(function, "a column", given, tuple(_beside(each) for _, each in columns), lacking)
    wrong, error = WRONG[function]
    yield Case(function, "a wrong argument", wrong, (tuple(error for _ in spilled),))
    numbers = [each for _, each in calls if isinstance(each, float)]
    if len(numbers) == len(calls):
        without = _side_by_side([each for each, _ in columns[:-1]])
        answers = (*((each,) for each in numbers), (None,))
        yield Case(function, "a column to add up", without, answers, lacking)
        kind = "a column to add up"
        yield Case(function, "a sum of it", (), ((sum(numbers),),), lacking, over=kind)


def _side_by_side(rows: Sequence[tuple[Cell, ...]]) -> tuple[Cell | Column, ...]:
    """Return the arguments as columns; one that is the same in every row is a single cell."""
    columns = zip(*rows, strict=True)
    return tuple(each[0] if len(set(each)) == 1 else each for each in columns)


def _beside(answer: Cell | Column) -> Column:
    return answer if isinstance(answer, tuple) else (answer,)
