"""The parts of a formula, each of which works out its result for the references of a cell."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeAlias

from xlbcf.books.formulas import Outside
from xlbcf.books.formulas.ranges import Range, Rows
from xlbcf.books.formulas.reading import finite, is_error, number_of, order, same, text_of
from xlbcf.books.values import CellError, Value
from xlbcf.rules.rounding import with_excel_digits

#: A value, an area that a reference leads to, or rows that a function answers with.
Result: TypeAlias = Value | Range | Rows
DIV0 = CellError("#DIV/0!")
#: A sum this much smaller than its parts is what rounding left of 0.
_LEFT_OF_NOTHING = 1e-15

Ask: TypeAlias = Callable[[str, Sequence[Result]], Result]


class Given(NamedTuple):
    """What a formula is worked out with.

    Args:
        ranges: what its references lead to, in their order.
        ask: answers functions that are not Excel's own.
    """

    ranges: Sequence[Range]
    ask: Ask


class Node(Protocol):
    """A part of a formula."""

    def result(self, given: Given) -> Result:
        """Work it out.

        Raises:
            Outside: it cannot be worked out here.
        """


def single(result: Result) -> Value:
    """Return a result as one value: a cell's, or the first of a function's rows.

    Raises:
        Outside: it is an area, of which Excel would take what stands beside the formula.
    """
    if isinstance(result, Range):
        if not result.single:
            raise Outside("it takes a range of cells for one value")
        return result.cells.value(result.address)
    return result[0][0] if isinstance(result, list) else result


@dataclass(frozen=True, slots=True)
class Constant:
    """A value in the formula itself."""

    value: Value

    def result(self, given: Given) -> Result:
        """Return the value."""
        del given
        return self.value


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference, by its number among those of the formula."""

    number: int

    def result(self, given: Given) -> Result:
        """Return the range it leads to."""
        return given.ranges[self.number]


@dataclass(frozen=True, slots=True)
class Negated:
    """A part with a minus before it."""

    part: Node

    def result(self, given: Given) -> Result:
        """Work it out."""
        number = number_of(single(self.part.result(given)))
        return number if isinstance(number, CellError) else finite(-number)


@dataclass(frozen=True, slots=True)
class Plus:
    """A part with a plus before it, which Excel takes as it is."""

    part: Node

    def result(self, given: Given) -> Result:
        """Work it out."""
        return single(self.part.result(given))


@dataclass(frozen=True, slots=True)
class Percent:
    """A part with a percent sign after it."""

    part: Node

    def result(self, given: Given) -> Result:
        """Work it out."""
        number = number_of(single(self.part.result(given)))
        return number if isinstance(number, CellError) else finite(number / 100)


@dataclass(frozen=True, slots=True)
class Binary:
    """Two parts and what is done with them; an error of either side is the result."""

    work: Callable[[Value, Value], Value]
    left: Node
    right: Node

    def result(self, given: Given) -> Result:
        """Work it out."""
        left = single(self.left.result(given))
        right = single(self.right.result(given))
        if is_error(left):
            return left
        return right if is_error(right) else self.work(left, right)


@dataclass(frozen=True, slots=True)
class Own:
    """A call of one of Excel's functions."""

    work: Callable[[Sequence[Node], Given], Result]
    arguments: Sequence[Node]

    def result(self, given: Given) -> Result:
        """Work it out."""
        return self.work(self.arguments, given)


@dataclass(frozen=True, slots=True)
class Asked:
    """A call of a function that the workbook's host has."""

    name: str
    arguments: Sequence[Node]

    def result(self, given: Given) -> Result:
        """Work it out."""
        return given.ask(self.name, [each.result(given) for each in self.arguments])


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


def _sum(left: float, right: float) -> float:
    total = left + right
    if total and abs(total) < _LEFT_OF_NOTHING * 4 * abs(left):
        return float(with_excel_digits(left) + with_excel_digits(right))
    return total


def _quotient(left: float, right: float) -> float | CellError:
    return left / right if right else DIV0


def _joined(left: Value, right: Value) -> Value:
    return f"{text_of(left)}{text_of(right)}"


#: What each operator between two parts does.
BINARY: dict[str, Callable[[Value, Value], Value]] = {
    "+": _arithmetic(_sum),
    "-": _arithmetic(lambda left, right: _sum(left, -right)),
    "*": _arithmetic(operator.mul),
    "/": _arithmetic(_quotient),
    "&": _joined,
    "=": same,
    "<>": lambda left, right: not same(left, right),
    "<": lambda left, right: order(left, right) < 0,
    "<=": lambda left, right: order(left, right) <= 0,
    ">": lambda left, right: order(left, right) > 0,
    ">=": lambda left, right: order(left, right) >= 0,
}
