"""A table of cases: inputs, what our rule gives, and the formula by which Excel gives it again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from xlsxwriter.utility import xl_col_to_name

Value = float | str | None
Inputs = Mapping[str, Value]
FIRST_ROW = 7
NEIGHBOURS = {"_above_2": -2, "_above": -1, "": 0, "_below": 1, "_below_2": 2}


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Args:
        name: what formulas call it.
        heading: what the reader calls it, with the unit.
        formula: for workings and results, the formula with column names in braces. A name may end
            in ``_above``, ``_above_2``, ``_below`` or ``_below_2`` for a row nearby.
        number_format: an Excel number format.
        width: in characters.
        by_case: whether a case may bring a number format of its own.
    """

    name: str
    heading: str
    formula: str = ""
    number_format: str = "General"
    width: float = 11
    by_case: bool = False


@dataclass(frozen=True)
class Case:
    """One row: what it shows, its inputs, where they come from.

    Args:
        words: the case in words.
        inputs: a value for each input column; None leaves the cell empty.
        source: where the figures come from.
        number_format: the format of the columns that leave it to the case.
    """

    words: str
    inputs: tuple[Value, ...]
    source: str
    number_format: str = "General"


@dataclass(frozen=True)
class Table:
    """One rule and its cases; it becomes one sheet.

    Args:
        id: the short name, as in the named range ``test_<id>``.
        sheet: the sheet's name.
        rule: the rule in words.
        inputs: the columns that a person may change.
        workings: steps of Excel's way that are shown for the reader.
        results: the columns in which our answer and Excel's are compared.
        answer: gives our answers, one for each result.
        cases: the rows.
    """

    id: str
    sheet: str
    rule: str
    inputs: tuple[Column, ...]
    results: tuple[Column, ...]
    answer: Callable[[Inputs], Sequence[Value]]
    cases: tuple[Case, ...]
    workings: tuple[Column, ...] = ()

    @property
    def last_row(self) -> int:
        """The row of the last case, counted from 1."""
        return FIRST_ROW + len(self.cases) - 1

    @property
    def agrees(self) -> int:
        """The column that says whether a case agrees, counted from 0."""
        return 1 + len(self.inputs) + len(self.workings) + 2 * len(self.results)

    def inputs_of(self, case: Case) -> dict[str, Value]:
        """Return the inputs of a case by name."""
        return {each.name: value for each, value in zip(self.inputs, case.inputs, strict=True)}

    def answers(self, case: Case) -> tuple[Value, ...]:
        """Return what our rule gives for a case, one value for each result."""
        return tuple(self.answer(self.inputs_of(case)))

    @cached_property
    def places(self) -> dict[str, int]:
        """The column of each name, counted from 0; for a result that of Excel's answer."""
        plain = [each.name for each in (*self.inputs, *self.workings)]
        found = {name: at for at, name in enumerate(plain, start=1)}
        first = 1 + len(plain)
        return found | {each.name: first + 2 * n + 1 for n, each in enumerate(self.results)}

    def formula(self, column: Column, row: int) -> str:
        """Return a column's formula for a row, counted from 1."""
        return f"={column.formula.format_map(self._cells(row))}"

    def area(self, first: str, last: str = "") -> str:
        """Return the fixed range of all cases from one column to another, for other sheets."""
        left, right = (xl_col_to_name(self.places[name]) for name in (first, last or first))
        return f"'{self.sheet}'!${left}${FIRST_ROW}:${right}${self.last_row}"

    def agreement(self, row: int) -> str:
        """Return the formula that says whether every result of a row agrees."""
        tests = ",".join(self._same(each.name, row) for each in self.results)
        return f"=IFERROR(AND({tests}),FALSE)"

    def _same(self, name: str, row: int) -> str:
        excel = self.places[name]
        ours, live = (f"{xl_col_to_name(at)}{row}" for at in (excel - 1, excel))
        close = f"ABS({live}-{ours})<=tolerance*MAX(1,ABS({ours}))"
        return f"IF(COUNT({ours},{live})=2,{close},EXACT({ours},{live}))"

    def _cells(self, row: int) -> dict[str, str]:
        return {
            f"{name}{suffix}": f"{xl_col_to_name(at)}{row + step}"
            for name, at in self.places.items()
            for suffix, step in NEIGHBOURS.items()
        }


def several(name: str, heading: str, count: int, **look: object) -> tuple[Column, ...]:
    """Return columns ``name_1``, ``name_2`` and so on for as many figures of one kind."""
    return tuple(
        Column(f"{name}_{n}", f"{heading} {n}", **look)  # type: ignore[arg-type]
        for n in range(1, count + 1)
    )


def values_of(inputs: Inputs, name: str) -> Iterator[Value]:
    """Yield the values of ``name_1``, ``name_2`` and so on."""
    return (value for key, value in inputs.items() if key.rpartition("_")[0] == name)


def words(value: str) -> str:
    """Return a name of the code as a reader sees it, such as ``high is good``."""
    return value.replace("_", " ")


def known(value: float | None) -> Value:
    """Return a number, or the word that stands where there is none."""
    return "none" if value is None else value


#: 1 where high is good, -1 where low is good, 0 where neither way is better.
SIGN = 'IF({polarity}="high is good",1,IF({polarity}="low is good",-1,0))'
EDGE = "An edge case, made up"
EXAMPLE = "A made-up example"
