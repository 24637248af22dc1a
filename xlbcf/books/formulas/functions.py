"""Excel's own functions, as far as dashboards use them.

Source of what each gives, blanks and errors included: Microsoft, the reference of Excel functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from xlbcf.books.formulas import Outside
from xlbcf.books.formulas.counting import counted
from xlbcf.books.formulas.number_formats import formatted
from xlbcf.books.formulas.ranges import Range
from xlbcf.books.formulas.reading import (
    VALUE,
    finite,
    is_error,
    number_of,
    text_of,
    truth_of,
)
from xlbcf.books.formulas.tree import Given, Node, Result, single
from xlbcf.books.values import CellError, Value
from xlbcf.rules.rounding import round_half_away
from xlbcf.template.addresses import LAST_ROW

NA = CellError("#N/A")
REF = CellError("#REF!")
#: Functions with this before their names are not Excel's but those of the workbook's host.
_HOSTS = "BCF_"
_MOST = 255
#: Excel rounds to no more places than these; beyond them nothing changes.
_MOST_PLACES = 400

_Arguments = Sequence[Node]


class _Function(NamedTuple):
    """A function: its work, and how few and how many arguments it takes."""

    work: Callable[[_Arguments, Given], Result]
    least: int
    most: int


def call_of(name: str, arguments: Sequence[Node]) -> Node:
    """Return the call of a function.

    Args:
        name: the function's name in capitals.
        arguments: what it is given.

    Raises:
        Outside: it is neither known here nor one that the host may have, or takes other arguments.
    """
    if name.startswith(_HOSTS):
        return lambda given: given.ask(name, [each(given) for each in arguments])
    function = _FUNCTIONS.get(name)
    if function is None:
        raise Outside(f"the function {name} is not worked out here")
    if not function.least <= len(arguments) <= function.most:
        raise Outside(f"{name} does not take {len(arguments)} arguments")
    return partial(function.work, arguments)


def _on_values(work: Callable[..., Result]) -> Callable[[_Arguments, Given], Result]:
    """Return work on single values, of which the first error is the answer."""

    def worked(arguments: _Arguments, given: Given) -> Result:
        values = [single(each(given)) for each in arguments]
        error = next(filter(is_error, values), None)
        return error if error is not None else work(*values)

    return worked


def _asking(work: Callable[[Value], bool]) -> Callable[[_Arguments, Given], Result]:
    """Return work on one value, of which an error is a value like others."""
    return lambda arguments, given: work(single(arguments[0](given)))


def _if(arguments: _Arguments, given: Given) -> Result:
    truth = single(arguments[0](given))
    if type(truth) is not bool:
        # Most conditions compare.
        truth = truth_of(truth)
        if isinstance(truth, CellError):
            return truth
    if truth:
        return arguments[1](given)
    return arguments[2](given) if len(arguments) > 2 else False


def _if_error(arguments: _Arguments, given: Given) -> Result:
    value = single(arguments[0](given))
    return arguments[1](given) if is_error(value) else value


def _cells(result: Result) -> Iterator[Value] | None:
    """Return the cells of a range or of a function's rows; nothing for a value."""
    rows = result.rows if isinstance(result, Range) else result
    if isinstance(rows, list):
        return chain.from_iterable(rows)
    return None


def _truths(arguments: _Arguments, given: Given) -> Iterator[bool | CellError]:
    for argument in arguments:
        result = argument(given)
        cells = _cells(result)
        if cells is None:
            yield truth_of(single(result))
        else:
            # Blank cells and texts of a range do not count.
            yield from (truth_of(each) for each in cells if _counts_as_truth(each))


def _counts_as_truth(value: Value) -> bool:
    return is_error(value) or not (value is None or isinstance(value, str))


def _on_truths(work: Callable[[list[bool]], bool]) -> Callable[[_Arguments, Given], Result]:
    def worked(arguments: _Arguments, given: Given) -> Result:
        truths: list[bool] = []
        for truth in _truths(arguments, given):
            if isinstance(truth, CellError):
                return truth
            truths.append(truth)
        return work(truths) if truths else VALUE

    return worked


def _not(value: Value) -> Value:
    truth = truth_of(value)
    return truth if isinstance(truth, CellError) else not truth


def _numbers(arguments: _Arguments, given: Given) -> Iterator[float | CellError]:
    for argument in arguments:
        result = argument(given)
        cells = _cells(result)
        if cells is None:
            yield number_of(single(result))
        else:
            # Blank cells, texts and TRUE or FALSE of a range do not count.
            for each in cells:
                if isinstance(each, CellError) or type(each) is float:
                    yield each


def _on_numbers(work: Callable[[list[float]], float]) -> Callable[[_Arguments, Given], Result]:
    def worked(arguments: _Arguments, given: Given) -> Result:
        numbers: list[float] = []
        for number in _numbers(arguments, given):
            if isinstance(number, CellError):
                return number
            numbers.append(number)
        return finite(work(numbers))

    return worked


def _count(arguments: _Arguments, given: Given) -> Result:
    return _counted(arguments, given, lambda cells: list(map(type, cells)).count(float), _is_number)


def _count_all(arguments: _Arguments, given: Given) -> Result:
    # A place left empty between commas counts as 0.
    return _counted(arguments, given, lambda cells: sum(x is not None for x in cells), lambda _: 1)


def _counted(
    arguments: _Arguments,
    given: Given,
    among: Callable[[Iterator[Value]], int],
    alone: Callable[[Value], int],
) -> Result:
    """Return how many values count, among the cells of ranges and as arguments by themselves."""
    total = 0
    for argument in arguments:
        result = argument(given)
        cells = _cells(result)
        total += alone(single(result)) if cells is None else among(cells)
    return float(total)


def _is_number(value: Value) -> bool:
    return isinstance(number_of(value), float)


def _count_if(arguments: _Arguments, given: Given) -> Result:
    cells = arguments[0](given)
    if not isinstance(cells, Range):
        raise Outside("COUNTIF takes a range")
    return counted(cells, single(arguments[1](given)))


def _text(value: Value, code: Value) -> Value:
    written = text_of(code)
    return written if isinstance(written, CellError) else formatted(value, written)


def _round(value: Value, places: Value) -> Value:
    number, digits = number_of(value), number_of(places)
    if isinstance(number, CellError):
        return number
    if isinstance(digits, CellError):
        return digits
    return finite(round_half_away(number, int(max(-_MOST_PLACES, min(digits, _MOST_PLACES)))))


def _left(value: Value, length: Value = 1.0) -> Value:
    text, number = text_of(value), number_of(length)
    if isinstance(text, CellError):
        return text
    if isinstance(number, CellError) or number < 0:
        return number if isinstance(number, CellError) else VALUE
    # Excel counts signs outside the first plane as two.
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * int(min(number, len(text) * 2))]
    try:
        return kept.decode("utf-16-le")
    except UnicodeDecodeError:
        raise Outside("LEFT would cut a sign into halves") from None


def _length(value: Value) -> Value:
    text = text_of(value)
    if isinstance(text, CellError):
        return text
    return len(text.encode("utf-16-le", "surrogatepass")) / 2


def _rows(arguments: _Arguments, given: Given) -> Result:
    result = arguments[0](given)
    if isinstance(result, Range):
        return float(result.height)
    if isinstance(result, list):
        return float(len(result))
    return result if is_error(result) else 1.0


def _index(arguments: _Arguments, given: Given) -> Result:
    source = arguments[0](given)
    places: list[int] = []
    for argument in arguments[1:]:
        number = number_of(single(argument(given)))
        if isinstance(number, CellError):
            return number
        if number < 0:
            return VALUE
        places.append(int(min(number, LAST_ROW + 1)))
    if not isinstance(source, Range | list):
        if is_error(source):
            return source
        source = [[source]]
    return _part(source, places)


def _part(source: Range | list[list[Value]], places: list[int]) -> Result:
    """Return what INDEX finds: a range of a range, rows or a value of rows."""
    height = source.height if isinstance(source, Range) else len(source)
    width = source.width if isinstance(source, Range) else len(source[0])
    row, column = places[0], places[1] if len(places) > 1 else 0
    if len(places) == 1 and height == 1:
        row, column = (1, row) if row else (0, 0)
    if row > height or column > width:
        return REF
    if isinstance(source, Range):
        return source.part(row, column)
    kept = source[row - 1 : row] if row else source
    return [each[column - 1 : column] if column else each for each in kept]


_FUNCTIONS = {
    "IF": _Function(_if, 2, 3),
    "IFERROR": _Function(_if_error, 2, 2),
    "AND": _Function(_on_truths(all), 1, _MOST),
    "OR": _Function(_on_truths(any), 1, _MOST),
    "NOT": _Function(_on_values(_not), 1, 1),
    "TRUE": _Function(_on_values(lambda: True), 0, 0),
    "FALSE": _Function(_on_values(lambda: False), 0, 0),
    "ISNUMBER": _Function(_asking(lambda value: type(value) is float), 1, 1),
    "ISBLANK": _Function(_asking(lambda value: value is None), 1, 1),
    "ISTEXT": _Function(
        _asking(lambda value: isinstance(value, str) and not is_error(value)), 1, 1
    ),
    "ISERROR": _Function(_asking(is_error), 1, 1),
    "NA": _Function(_on_values(lambda: NA), 0, 0),
    "TEXT": _Function(_on_values(_text), 2, 2),
    "INDEX": _Function(_index, 2, 3),
    "ROWS": _Function(_rows, 1, 1),
    "COUNT": _Function(_count, 1, _MOST),
    "COUNTA": _Function(_count_all, 1, _MOST),
    "COUNTIF": _Function(_count_if, 2, 2),
    "SUM": _Function(_on_numbers(sum), 1, _MOST),
    "MIN": _Function(_on_numbers(lambda numbers: min(numbers, default=0.0)), 1, _MOST),
    "MAX": _Function(_on_numbers(lambda numbers: max(numbers, default=0.0)), 1, _MOST),
    "ROUND": _Function(_on_values(_round), 2, 2),
    "LEFT": _Function(_on_values(_left), 1, 2),
    "LEN": _Function(_on_values(_length), 1, 1),
}
