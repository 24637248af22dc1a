"""Calls of functions as Excel's JavaScript makes them, and their answers as cells."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.support.function_cases import Case
from tests.support.serving import ROOT, Served, environment, need_extra
from xlbcf.books.values import CellError
from xlbcf.hosts.functions import all_functions

#: By the names that Microsoft documents (Excel.ErrorCellValueType).
_ERRORS = {
    "NotAvailable": "#N/A", "Value": "#VALUE!", "Div0": "#DIV/0!", "Num": "#NUM!", "Ref": "#REF!",
}  # fmt: skip
_IN_PYTHON = """
import asyncio, json, sys
from xlbcf.hosts.server.engine import load_functions
functions = load_functions()
import xlwings as xw, xlwings.server
async def answers():
    for call in json.load(sys.stdin):
        data = {"func_name": call["name"], "args": call["args"], "version": xw.__version__,
                "client": "Office.js", "runtime": "1.4", "culture_info_name": "en-GB",
                "date_format": "dd/mm/yyyy", "caller_address": "Sheet1!A1"}
        yield await xlwings.server.custom_functions_call(data, functions)
async def main():
    print(json.dumps([answer async for answer in answers()]))
asyncio.run(main())
"""


def called(asked: Sequence[Case], folder: Path) -> list[Any]:
    """Return what xlwings' server engine answers, called in a process of its own."""
    need_extra()
    ran = subprocess.run(
        [sys.executable, "-c", _IN_PYTHON], input=json.dumps(_calls(asked)),
        capture_output=True, text=True, cwd=ROOT, env=environment(folder), check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return [_rows(answer) for answer in json.loads(ran.stdout)]


def called_in_office(asked: Sequence[Case], server: Served, runtime: str = "1.4") -> list[Any]:
    """Return what Excel is given, through the server's own JavaScript and HTTP."""
    found = in_office(server, version=runtime, calls=_calls(asked))
    return [_rows(each.get("answer", each.get("fault"))) for each in found["answers"]]


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


def _calls(asked: Sequence[Case]) -> list[dict[str, object]]:
    return [{"name": case.function, "args": _sent(case)} for case in asked]


def _sent(case: Case) -> list[object]:
    """Return arguments as Excel hands them over: always rows, null for what is left out."""
    left_out = len(all_functions()[case.function].arguments) - len(case.given)
    given = [each if isinstance(each, tuple) else ((each,),) for each in case.given]
    rows = [[[_sent_cell(cell) for cell in row] for row in each] for each in given]
    return [*rows, *[None] * left_out]


def _sent_cell(cell: object) -> object:
    if isinstance(cell, CellError):
        return {"type": "Error", "basicValue": str(cell)}
    return cell


def _rows(answer: object) -> object:
    if not isinstance(answer, list):
        return answer
    return [[_cell(value) for value in row] for row in answer]


def _cell(value: object) -> object:
    if isinstance(value, dict):
        assert value["type"] == "Error"
        return CellError(_ERRORS[value["errorType"]])
    if isinstance(value, int) and not isinstance(value, bool):
        # JSON has one kind of number.
        return float(value)
    return None if value == "" else value
