"""Calls of functions as Excel's JavaScript makes them, with the answers that it should get."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pytest

from tests.support.serving import ROOT, Served
from xlbcf.books.values import CellError
from xlbcf.hosts.functions import all_functions
from xlbcf.hosts.functions.calling import call
from xlbcf.hosts.functions.definition import CellFunction

_NAMES = {"#N/A": "NotAvailable", "#VALUE!": "Value", "#DIV/0!": "Div0", "#NUM!": "Num"}
_COLUMN = 18
#: A fitting value of each argument; numbers for those that are not here.
_VALUES: dict[str, object] = {
    "polarity": "lower", "bands": "finance", "place": "Leicestershire",
    "metric": "avoidable_admissions", "period": "2024-25 Q1", "status": "plan",
    "text": "Activity was below plan.", "target": ">0.5",
    "unit": "rate", "form": "bcf-2024-25-eoy", "fact": "name", "part": "value", "rules": "mdc",
    "figure": "1,234",
}  # fmt: skip
_NUMBERS = {
    "numerator": 40.0, "denominator": 50.0, "confidence": 0.95, "per": 100.0,
    "on_the_day": 0.8, "delay": 2.0,
}  # fmt: skip


class Case(NamedTuple):
    """A call, and what it is about."""

    name: str
    about: str
    given: tuple[object, ...]


def cases() -> Iterator[Case]:
    """Yield every function with single cells, columns, blanks, errors and wrong values."""
    for function in all_functions().values():
        for about, changed in _CHANGES.items():
            given = [changed(each.name, each.whole) for each in function.arguments]
            if function.name == "BCF_SPC_ASSURANCE":
                given[1] = 12.0
            yield Case(function.name, about, tuple(given))
        needed = [each for each in function.arguments if not each.optional]
        given = [_single(each.name, each.whole) for each in needed]
        yield Case(function.name, "optional arguments left out", tuple(given))


def is_error(rows: list[list[object]]) -> bool:
    """Say whether an answer is one error."""
    return len(rows) == len(rows[0]) == 1 and isinstance(rows[0][0], dict)


def answers(server: Served, asked: Sequence[Case], runtime: str = "1.4") -> list[object]:
    """Return what Excel is given for some calls, through the server's own JavaScript."""
    functions = all_functions()
    calls = [{"name": c.name, "args": _sent(functions[c.name], c.given)} for c in asked]
    given = in_office(server, version=runtime, calls=calls)
    return [each.get("answer", each.get("fault")) for each in given["answers"]]


def in_office(server: Served, **asked: object) -> dict[str, Any]:
    """Run the server's JavaScript in Node; see ``office.mjs``."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node.js (node) is not installed")
    ran = subprocess.run(
        [node, str(ROOT / "tests/support/office.mjs")],
        input=json.dumps({"address": server.address, "version": "1.4", **asked}),
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def expected(case: Case) -> list[list[object]]:
    """Return what the function answers without any host, as Excel's JavaScript takes it."""
    rows = call(all_functions()[case.name], case.given)
    return [[_in_office(value) for value in row] for row in rows]


def _in_office(value: object) -> object:
    if isinstance(value, CellError):
        return {"type": "Error", "errorType": _NAMES[value]}
    return "" if value is None else value


def _sent(function: CellFunction, given: Sequence[object]) -> list[object]:
    """Return arguments as Excel hands them over: always rows, null for what is left out."""
    left_out = [None] * (len(function.arguments) - len(given))
    return [None if each is None else _rows(each) for each in [*given, *left_out]]


def _rows(value: object) -> list[list[object]]:
    rows = value if isinstance(value, list) else [[value]]
    return [[_sent_cell(cell) for cell in row] for row in rows]


def _sent_cell(cell: object) -> object:
    if isinstance(cell, CellError):
        return {"type": "Error", "basicValue": str(cell), "errorType": "any"}
    return cell


def _single(name: str, whole: bool) -> object:
    value = _VALUES.get(name, _NUMBERS.get(name, 12.0))
    return [[_varied(name, at)] for at in range(_COLUMN)] if whole else value


def _varied(name: str, at: int) -> object:
    if name == "dates":
        return float(45292 + 7 * at)
    if name == "ages":
        return f"{5 * at}-{5 * at + 4}" if at < _COLUMN - 1 else "85+"
    return float(at % 5 + 10) if name not in _VALUES else _VALUES[name]


def _column(name: str, whole: bool) -> object:
    if whole:
        return _single(name, whole)
    value = _single(name, whole)
    return [[value], [value * 2 if isinstance(value, float) else value], [value]]


def _with(odd: object) -> Any:
    def changed(name: str, whole: bool) -> object:
        if whole:
            return [[odd], *_single(name, whole)[1:]]  # type: ignore[index]
        return [[_single(name, whole)], [odd]]

    return changed


_CHANGES: Mapping[str, Any] = {
    "single cells": _single,
    "columns": _column,
    "rows": lambda name, whole: [[row[0] for row in _column(name, whole)]],
    "a blank cell": _with(None),
    "an error": _with(CellError("#DIV/0!")),
    "an error that is young": _with(CellError("#N/A")),
    "a wrong text": _with("neither here nor there"),
    "a logical value": _with(True),
}
