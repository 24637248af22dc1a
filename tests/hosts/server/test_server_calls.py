"""Cell calls end to end: the server's JavaScript in Node, HTTP, our functions, and back."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.function_cases import Case, cases, same
from tests.support.office_calls import called, called_in_office, in_office
from tests.support.office_payload import payload
from tests.support.open_returns import form
from tests.support.serving import ROOT, Served, environment, need_extra
from xlbcf.hosts.actions import ACTIONS
from xlbcf.hosts.functions import all_functions

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


ALL = [*cases()]


def test_the_server_engine_gives_the_answers_of_the_rules(tmp_path: Path) -> None:
    assert wrong(called(ALL, tmp_path)) == []


def test_a_cell_in_excel_shows_the_answers_of_the_rules(server: Served) -> None:
    assert wrong(called_in_office(ALL, server)) == []


def test_every_function_is_among_the_cases() -> None:
    assert {case.function for case in ALL} == set(all_functions())


def wrong(answers: list[Any]) -> list[tuple[Case, Any]]:
    """Return the cases that were answered otherwise than the rules do."""
    found = zip(ALL, answers, strict=True)
    return [(case, answer) for case, answer in found if not same(answer, case.answer)]


#: What Excel hands over for two arguments, and what it must be given.
SENT = [
    (([[3]], [[2]]), [[1]]),
    (([[3], [5]], [[2]]), [[1], [3]]),
    (([[3, 5]], [[2]]), [[1, 3]]),
    (([["3.5"]], [["1,000"]]), [[-996.5]]),
    (([[None]], [[2]]), [[""]]),
    (([[""]], [[2]]), [[""]]),
    (([[{"type": "Empty", "basicValue": ""}]], [[2]]), [[""]]),
    (([[{"type": "Double", "basicValue": 3, "numberFormat": "0.0"}]], [[2]]), [[1]]),
    (
        ([[{"type": "FormattedNumber", "basicValue": 45292, "numberFormat": "dd/mm/yyyy"}]],
         [[45291]]),
        [[1]],
    ),
    (([["n/a"]], [[2]]), [[{"type": "Error", "errorType": "NotAvailable"}]]),
    (([["soon"]], [[2]]), [[{"type": "Error", "errorType": "Value"}]]),
    (
        ([[{"type": "Error", "errorType": "Spill", "basicValue": "#SPILL!"}]], [[2]]),
        [[{"type": "Error", "errorType": "Spill"}]],
    ),
    (
        ([[{"type": "Error", "errorType": "Ref", "basicValue": "#REF!"}]], [[2]]),
        [[{"type": "Error", "errorType": "Ref"}]],
    ),
]  # fmt: skip


def test_what_excel_sends_is_read_and_what_it_takes_is_sent(server: Served) -> None:
    calls = [{"name": "BCF_VARIANCE", "args": given} for given, _ in SENT]
    answers = in_office(server, calls=calls)["answers"]
    assert answers == [{"answer": answer} for _, answer in SENT]


def test_an_older_excel_gets_the_text_of_an_error(server: Served) -> None:
    asked = [Case("BCF_VARIANCE", "a wrong text", ("soon", 2.0), ())]
    assert called_in_office(asked, server, runtime="1.2") == [[["#VALUE!"]]]


def test_a_call_that_the_server_cannot_take_shows_an_error_and_no_value(server: Served) -> None:
    sent = {"func_name": "BCF_VARIANCE", "args": [], "version": "1"}
    answer = server.ask("/xlwings/custom-functions-call", sent)
    assert answer.status >= 400
    assert "Traceback" not in answer.body


def test_excel_learns_every_function_with_its_help(server: Served) -> None:
    meta = server.ask("/xlwings/custom-functions-meta.json").plain
    told = {each["id"]: each for each in meta["functions"]}
    assert set(told) == set(all_functions())
    assert meta["allowErrorForDataTypeAny"] is True
    for name, function in all_functions().items():
        assert told[name]["name"] == name
        assert told[name]["description"] == function.summary
        assert [each["name"] for each in told[name]["parameters"]] == [
            each.name for each in function.arguments
        ]
        for parameter, argument in zip(told[name]["parameters"], function.arguments, strict=True):
            assert parameter["description"] == argument.help
            assert parameter["type"] == "any"
            assert parameter["dimensionality"] == "matrix"
            assert parameter.get("optional", False) == argument.optional


def test_every_function_and_button_is_tied_to_its_name(server: Served) -> None:
    tied = in_office(server)["associated"]
    assert set(tied["functions"]) == set(all_functions())
    assert set(tied["buttons"]) <= set(ACTIONS)
    manifest = server.manifest.read_text(encoding="utf-8")
    assert manifest.count("<FunctionName>") == len(tied["buttons"])
    for name in tied["buttons"]:
        assert f"<FunctionName>{name}</FunctionName>" in manifest


def test_a_pressed_button_runs_its_script_shows_its_file_and_lets_go(server: Served) -> None:
    sent = payload(form("bcf-2024-25-eoy", "Rutland"), "rutland.xlsx")
    presses = [{"action": name, "payload": sent} for name in ("show_about", "show_mapping")]
    about, mapping = in_office(server, presses=presses)["pressed"]
    assert [each["func"] for each in about["actions"]] == ["alert"]
    assert (about["completed"], about["shown"]) == (1, [])
    assert mapping["completed"] == 1
    (link,) = mapping["shown"]
    assert link.endswith("/bcf-2024-25-eoy.yaml")
    assert server.ask(link).status == 200


def test_a_button_lets_go_even_if_the_server_refuses(server: Served) -> None:
    (pressed,) = in_office(server, presses=[{"action": "show_about", "payload": {}}])["pressed"]
    assert pressed["completed"] == 1
    assert pressed["actions"] is None


GUARD = """
import asyncio, json, sys, time
from xlbcf.hosts.server import engine
{change}
functions = engine.load_functions()
import xlwings as xw, xlwings.server
looked = 0
class Counting:
    def find_spec(self, name, path=None, target=None):
        global looked
        looked += name.startswith("pyodide")
sys.meta_path.insert(0, Counting())
data = {{"func_name": "BCF_VARIANCE", "args": [[[1.0]] * 500, [[2.0]]], "version": xw.__version__,
         "client": "Office.js", "runtime": "1.4", "culture_info_name": "en-GB",
         "date_format": "dd/mm/yyyy", "caller_address": None}}
asyncio.run(xlwings.server.custom_functions_call(data, functions))
print(looked)
"""


@pytest.mark.parametrize(
    ("change", "looks"), [("", False), ("engine.guard_slow_path = lambda: None", True)]
)
def test_no_cell_makes_xlwings_look_for_pyodide(tmp_path: Path, change: str, looks: bool) -> None:
    need_extra()
    ran = subprocess.run(
        [sys.executable, "-c", GUARD.format(change=change)],
        capture_output=True, text=True, cwd=ROOT, env=environment(tmp_path), check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert (json.loads(ran.stdout) > 0) == looks
