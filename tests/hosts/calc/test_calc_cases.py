"""Every case of every function in real cells of LibreOffice Calc, in one run of it.

Three things differ there, by what Calc makes of a cell before it asks an add-in; they are put as
a user of Calc has to put them, and the tests of single formulas show each of them:

- TRUE is 1 to Calc; such cases are left out.
- A blank cell for an optional argument, or for a function that takes ranges, is given as an area.
- An error anywhere in an area is answered by Calc; that stands here in place of the answer.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import pytest
from openpyxl.utils import get_column_letter

from tests.support.calc import worked
from tests.support.function_cases import Case, cases, same
from xlbcf.books.values import CellError
from xlbcf.hosts.calc.shapes import Shape, comes_as_text, shape_of
from xlbcf.hosts.functions import all_functions

ERRORS = {"#DIV/0!": "=1/0", "#N/A": "=NA()", "#REF!": "=#REF!", "#VALUE!": '="x"+1',
          "#NUM!": "=SQRT(-1)"}  # fmt: skip
#: The first column of answers, beyond all arguments.
ANSWERS = 200
ERROR_OF_CALC = CellError("Err:504")


class Block(NamedTuple):
    """A case as it is put into cells."""

    case: Case
    top: int
    area: str
    formulas: tuple[tuple[str, str], ...]
    answer: tuple


def table() -> list[Case]:
    """Return the cases that Calc can put: those without TRUE or FALSE."""
    return [each for each in cases() if not any(isinstance(v, bool) for v in held(each))]


def held(case: Case) -> list[object]:
    """Return every cell's value that a case gives."""
    return [cell for given in case.given for row in rows_of(given) for cell in row]


def rows_of(given: object) -> tuple:
    """Return an argument as rows."""
    return given if isinstance(given, tuple) else ((given,),)


def typed(value: object) -> str:
    """Return what is typed into a cell for a value."""
    if isinstance(value, CellError):
        return ERRORS[value]
    if isinstance(value, str):
        return f"'{value}" if value else '=""'
    return "" if value is None else repr(value)


def block(case: Case, top: int, grid: dict[tuple[int, int], str]) -> Block:
    """Put a case's arguments into a grid of cells and return where its formulas go."""
    function = all_functions()[case.function]
    left, names = 1, []
    for argument, given in zip(function.arguments, case.given, strict=False):
        rows = rows_of(given)
        for down, row in enumerate(rows):
            for right, value in enumerate(row):
                grid[top + down, left + right] = typed(value)
        as_area = rows == ((None,),) and not comes_as_text(function, argument)
        names.append((left, len(rows[0]), len(rows), as_area))
        left += len(rows[0])
    answer = answer_of(case, function)
    area = f"{spot(ANSWERS, top)}:{spot(ANSWERS - 1 + len(answer[0]), top + len(answer) - 1)}"
    return Block(case, top, area, formulas(case, function, top, names, answer, area), answer)


def answer_of(case: Case, function) -> tuple:
    """Return what Calc must show for a case."""
    in_areas = [
        cell
        for given, argument in zip(case.given, function.arguments, strict=False)
        if isinstance(given, tuple) and not comes_as_text(function, argument)
        for row in given
        for cell in row
    ]
    if not any(isinstance(cell, CellError) for cell in in_areas) or down(case, function):
        return case.answer
    return tuple(tuple(ERROR_OF_CALC for _ in row) for row in case.answer)


def down(case: Case, function) -> bool:
    """Say whether a case is filled down: an optional argument takes no column for each cell."""
    return shape_of(function) is Shape.CELL and any(
        isinstance(given, tuple) and argument.optional
        for given, argument in zip(case.given, function.arguments, strict=False)
    )


def formulas(case, function, top, names, answer, area) -> tuple[tuple[str, str], ...]:
    """Return the areas of a case's formulas with the formulas."""
    if not down(case, function):
        given = ";".join(reference(top, *name) for name in names)
        return ((area, f"={case.function}({given})"),)
    found = []
    for y in range(len(answer)):
        for x in range(len(answer[0])):
            given = ";".join(single(top, name, y, x) for name in names)
            here = spot(ANSWERS + x, top + y)
            found.append((f"{here}:{here}", f"={case.function}({given})"))
    return tuple(found)


def reference(top: int, left: int, width: int, height: int, as_area: bool) -> str:
    """Return the reference to an argument's cells."""
    first, last = spot(left, top), spot(left + width - 1, top + height - 1)
    return f"{first}:{last}" if as_area or first != last else first


def single(top: int, name: tuple[int, int, int, bool], y: int, x: int) -> str:
    """Return the reference to an argument's cell for one cell of the answer, as an area."""
    left, width, height, _ = name
    here = spot(left + (x if width > 1 else 0), top + (y if height > 1 else 0))
    return f"{here}:{here}"


def spot(column: int, row: int) -> str:
    """Return the address of a cell, counted from 1."""
    return f"{get_column_letter(column)}{row}"


@pytest.fixture(scope="module")
def blocks(tmp_path_factory) -> list[tuple[Block, list]]:
    """Every case with what Calc showed for it."""
    grid: dict[tuple[int, int], str] = {}
    put: list[Block] = []
    top = 1
    for case in table():
        put.append(block(case, top, grid))
        top += max(len(rows_of(each)) for each in (*case.given, put[-1].answer)) + 1
    width = max(column for _, column in grid)
    rows = [[grid.get((y, x), "") for x in range(1, width + 1)] for y in range(1, top)]
    steps = [["open"], ["put", f"A1:{spot(width, top - 1)}", rows]]
    steps += [["array", *formula] for each in put for formula in each.formulas]
    steps += [["read", each.area] for each in put]
    given = worked(steps, tmp_path_factory.mktemp("calc"))
    return list(zip(put, given[-len(put) :], strict=True))


def shown(rows: list) -> list:
    """Return what Calc showed, as the cases write it: no text is no cell."""
    return [
        [CellError(each["error"]) if isinstance(each, dict) else None if each == "" else each
         for each in row]
        for row in rows
    ]  # fmt: skip


@pytest.mark.parametrize("name", all_functions())
def test_cells_show_the_answers_of_the_table(blocks, name):
    tried = [(each, shown(found)) for each, found in blocks if each.case.function == name]
    assert tried
    wrong = [
        (each.case.about, each.case.given, each.answer, found)
        for each, found in tried
        if not same(found, each.answer)
    ]
    assert not wrong, wrong[:3]


def test_few_cases_are_beyond_calc():
    left_out = Counter(each.function for each in cases()) - Counter(
        each.function for each in table()
    )
    assert left_out.total() < len(table()) / 10
    assert set(all_functions()) == {each.function for each in table()}


def test_answers_of_many_cells_are_rows_to_calc():
    for each in cases():
        if all_functions()[each.function].takes_ranges and len(each.answer) > 1:
            assert shape_of(all_functions()[each.function]) is Shape.ROWS, each.function
