"""What the functions for cells answer, without a host and through xlwings' classic engine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.support.function_cases import EACH, REQUIRED, WHOLE, cases, same
from tests.support.templates import ROOT
from xlbcf.hosts.functions import all_functions
from xlbcf.hosts.functions.calling import call
from xlbcf.hosts.functions.definition import LONGEST_HELP
from xlbcf.hosts.functions.mappings import forget

CASES = list(cases())


@pytest.fixture(autouse=True)
def _own_configuration(tmp_path, monkeypatch):
    """No configuration of whoever runs the tests, and nothing kept from other tests."""
    monkeypatch.setenv("XLBCF_CONFIG_DIR", str(tmp_path))
    monkeypatch.chdir(ROOT)
    forget()
    yield
    forget()


@pytest.mark.parametrize("name", sorted(EACH | WHOLE))
def test_a_function_answers_as_the_methods_say(name: str):
    different = [
        (case, found)
        for case in CASES
        if case.function == name
        for found in [call(all_functions()[name], case.given)]
        if not same(found, case.answer)
    ]
    assert different == []


def test_every_function_is_tried():
    assert set(all_functions()) == set(EACH) | set(WHOLE)


def test_the_table_knows_which_arguments_are_needed():
    needed = {
        name: sum(not each.optional for each in function.arguments)
        for name, function in all_functions().items()
        if not function.takes_ranges
    }
    assert needed == REQUIRED


@pytest.mark.parametrize("name", sorted(EACH | WHOLE))
def test_every_function_is_tried_with_blanks_errors_and_wrong_cells(name: str):
    answers = {
        cell for case in CASES if case.function == name for row in case.answer for cell in row
    }
    given = [case for case in CASES if case.function == name]
    assert any(case.about in ("an error", "columns") for case in given)
    assert any("blank" in case.about for case in given)
    assert {"#REF!", "#DIV/0!"} & {str(each) for each in answers}
    assert {"#VALUE!", "#N/A"} & {str(each) for each in answers}


@pytest.fixture(scope="module")
def classic(tmp_path_factory) -> dict[str, Any]:
    """What one run of the classic engine found."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.classic_cases"],
        capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False,
        env={**_environment(), "XLBCF_CONFIG_DIR": str(tmp_path_factory.mktemp("none"))},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("XLWINGS")}


def test_the_classic_engine_of_xlwings_gives_the_same_answers(classic):
    assert classic["different"] == []
    assert classic["count"] == len(CASES)


def test_the_classic_engine_is_given_only_what_com_takes(classic):
    assert classic["kinds"] == ["float", "str"]
    # pywin32 hands only the first of a tuple over, as the result of a call that has several.
    assert classic["shapes"] == ["list"]


def test_the_classic_engine_knows_names_helps_and_what_may_be_left_out(classic):
    functions = all_functions().values()
    assert classic["names"] == {f.name: [a.name for a in f.arguments] for f in functions}
    assert classic["helps"] == {f.name: [a.help for a in f.arguments] for f in functions}
    assert classic["optional"] == {f.name: [a.optional for a in f.arguments] for f in functions}
    assert classic["summaries"] == {f.name: f.summary for f in functions}
    assert all(len(each) <= LONGEST_HELP for each in classic["summaries"].values())
