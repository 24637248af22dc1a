"""The parts of a formula: functions that work out a result for the references of a cell."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from xlbcf.books.formulas import Outside
from xlbcf.books.formulas.ranges import Range, Rows
from xlbcf.books.formulas.reading import finite, number_of, order, same, text_of
from xlbcf.books.values import CellError, Value

#: A value, an area that a reference leads to, or rows that a function answers with.
Result: TypeAlias = Value | Range | Rows
DIV0 = CellError("#DIV/0!")
#: A sum this much smaller than its parts is what rounding left of 0.
_LEFT_OF_NOTHING = 4e-15

Ask: TypeAlias = Callable[[str, Sequence[Result]], Result]


class Given(NamedTuple):
    """What a formula is worked out with.

    Args:
        ranges: what its references lead to, in their order.
        ask: answers functions that are not Excel's own.
    """

    ranges: Sequence[Range]
    ask: Ask


#: A part of a formula: works out its result, or raises :class:`Outside`.
Node: TypeAlias = Callable[[Given], Result]


def single(result: Result) -> Value:
    """Return a result as one value: a cell's, or the first of a function's rows.

    Raises:
        Outside: it is an area, of which Excel would take what stands beside the formula.
    """
    if isinstance(result, Range):
        if not result.single:
            raise Outside("it takes a range of cells for one value")
        return result.cells.known[result.text]
    return result[0][0] if isinstance(result, list) else result


def constant(value: Value) -> Node:
    """Return the part that is a value in the formula itself."""
    return lambda given: value  # noqa: ARG005


def reference(number: int) -> Node:
    """Return the part that is a reference, by its number among those of the formula."""
    return lambda given: given.ranges[number]


def plus(part: Node) -> Node:
    """Return a part with a plus before it, which Excel takes as it is."""
    return lambda given: single(part(given))


def negated(part: Node) -> Node:
    """Return a part with a minus before it."""
    return _with_number(part, operator.neg)


def percent(part: Node) -> Node:
    """Return a part with a percent sign after it."""
    return _with_number(part, lambda number: number / 100)


def _with_number(part: Node, work: Callable[[float], float]) -> Node:
    def result(given: Given) -> Result:
        number = number_of(single(part(given)))
        return number if isinstance(number, CellError) else finite(work(number))

    return result


def binary(sign: str, left: Node, right: Node) -> Node:
    """Return two parts with an operator between them; the first error among them is the result.

    Args:
        sign: the operator.
        left: the part before it.
        right: the part after it.
    """
    work = _BETWEEN[sign]
    return lambda given: work(single(left(given)), single(right(given)))


def _arithmetic(work: Callable[[float, float], float | CellError]) -> Callable[..., Value]:
    def worked(left: Value, right: Value) -> Value:
        first, second = number_of(left), number_of(right)
        if isinstance(first, CellError):
            return first
        if isinstance(second, CellError):
            return second
        result = work(first, second)
        return result if isinstance(result, CellError) else finite(result)

    return worked


def _on_values(work: Callable[[Value, Value], Value]) -> Callable[[Value, Value], Value]:
    def worked(left: Value, right: Value) -> Value:
        if type(left) is CellError:
            return left
        return right if type(right) is CellError else work(left, right)

    return worked


def _sum(left: float, right: float) -> float:
    total = left + right
    return 0.0 if abs(total) < _LEFT_OF_NOTHING * abs(left) else total


def _quotient(left: float, right: float) -> float | CellError:
    return left / right if right else DIV0


def _joined(left: Value, right: Value) -> Value:
    return f"{text_of(left)}{text_of(right)}"


_BETWEEN: dict[str, Callable[[Value, Value], Value]] = {
    "+": _arithmetic(_sum),
    "-": _arithmetic(lambda left, right: _sum(left, -right)),
    "*": _arithmetic(operator.mul),
    "/": _arithmetic(_quotient),
    "&": _on_values(_joined),
    "=": _on_values(same),
    "<>": _on_values(lambda left, right: not same(left, right)),
    "<": _on_values(lambda left, right: order(left, right) < 0),
    "<=": _on_values(lambda left, right: order(left, right) <= 0),
    ">": _on_values(lambda left, right: order(left, right) > 0),
    ">=": _on_values(lambda left, right: order(left, right) >= 0),
}
