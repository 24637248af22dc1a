"""The other end of the Calc add-in: answers its questions, a line of JSON each, until they end.

Both ends write errors as Office describes them, so that :mod:`xlbcf.hosts.functions` reads and
writes them here as it does for a server.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from typing import Any, TextIO

from xlbcf.hosts.calc.shapes import Shape, comes_as_text, shape_of
from xlbcf.hosts.functions import all_functions
from xlbcf.hosts.functions.answers import for_office
from xlbcf.hosts.functions.calling import call
from xlbcf.hosts.functions.definition import CellFunction
from xlbcf.hosts.functions.values import NAME, VALUE, Rows

#: A number as Calc writes it: no separators of thousands, which a text of a figure may have.
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(E[-+][0-9]+)?")


def answer(questions: Iterable[str], out: TextIO) -> None:
    """Answer questions in their order.

    Args:
        questions: lines of JSON: a function's name, and a list of what its arguments are given.
        out: where the answers go: a line of JSON each, rows of cells.
    """
    functions = all_functions()
    for question in questions:
        name, given = json.loads(question)
        rows = _answered(functions[name], given) if name in functions else [[NAME]]
        out.write(json.dumps(for_office(rows, _described)) + "\n")
        out.flush()


def _answered(function: CellFunction, given: list[Any]) -> Rows:
    values = [
        _number(value) if comes_as_text(function, argument) else value
        for argument, value in zip(function.arguments, given, strict=True)
    ]
    rows = call(function, values)
    one_cell = len(rows) == len(rows[0]) == 1
    return rows if one_cell or shape_of(function) is Shape.ROWS else [[VALUE]]


def _described(error: str) -> dict[str, str]:
    return {"type": "Error", "basicValue": error}


def _number(text: Any) -> Any:
    """Return the number that Calc wrote as a text, or the text."""
    return float(text) if isinstance(text, str) and _NUMBER.fullmatch(text) else text


if __name__ == "__main__":
    answers = sys.stdout
    # Whatever else writes must not come between the answers.
    sys.stdout = sys.stderr
    answer(sys.stdin, answers)
