"""The functions for cells as the working out of a workbook's formulas takes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from xlbcf.books.values import CellError
from xlbcf.hosts.functions import all_functions
from xlbcf.hosts.functions.calling import call
from xlbcf.hosts.functions.definition import CellFunction
from xlbcf.hosts.functions.values import Rows

#: The kinds of values that are handed on as they are.
_PLAIN = {float, bool, str, CellError}

Answer = Callable[[Sequence[object]], object]


class _Functions(Mapping[str, Answer]):
    """The functions by name; none is loaded before one is asked for."""

    def __getitem__(self, name: str) -> Answer:
        return _answering(all_functions()[name])

    def __iter__(self) -> Iterator[str]:
        return iter(all_functions())

    def __len__(self) -> int:
        return len(all_functions())


def cell_functions() -> Mapping[str, Answer]:
    """Return every function for cells by its name in capitals.

    Each takes the list of its arguments, cell values or for ranges lists of rows, and returns a
    value or a list of rows. Blank is an empty text, as in Excel. It raises ``ValueError`` where it
    does not take so many arguments.
    """
    return _Functions()


@cache
def _answering(function: CellFunction) -> Answer:
    def answer(given: Sequence[object]) -> object:
        if len(given) > len(function.arguments):
            raise ValueError(f"it takes {len(function.arguments)} arguments")
        rows = _shown(call(function, given))
        return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows

    return answer


def _shown(rows: Rows) -> Sequence[Sequence[object]]:
    if set(map(type, chain.from_iterable(rows))) <= _PLAIN:
        return rows
    return [[_shown_value(value) for value in row] for row in rows]


def _shown_value(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, CellError | bool):
        return value
    # Words of the rules are texts of a kind of their own.
    return str(value) if isinstance(value, str) else float(value)  # type: ignore[arg-type]
