"""The two ends of the Calc add-in: cells asked about in one Python and worked out in another."""

from __future__ import annotations

import ast
import json
import math
import struct
import subprocess
import sys
from importlib.resources import files
from io import StringIO

import pytest

from xlbcf.hosts.calc.answering import answer
from xlbcf.hosts.calc.asking import NUMBERS, Asker

ERROR = {text: struct.unpack("<d", struct.pack("<Q", 0x7FF8 << 48 | number))[0]
         for text, number in NUMBERS.items()}  # fmt: skip


def plain(rows):
    """Return rows with the errors in them as texts."""
    texts = {struct.pack("<d", number): text for text, number in ERROR.items()}
    return [[texts[struct.pack("<d", v)] if v != v else v for v in row] for row in rows]


@pytest.fixture(scope="module")
def asker():
    asker = Asker(sys.executable)
    yield asker
    asker.close()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((5.0, 3.0), [[2.0]]),
        ((5.0, "n/a"), [["#N/A"]]),
        ((5.0, "soon"), [["#VALUE!"]]),
        ((None, 3.0), [[""]]),
        (("", 3.0), [[""]]),
        ((ERROR["#DIV/0!"], 3.0), [["#DIV/0!"]]),
        (("5", "3"), [[2.0]]),
        (("1,234", "-2.5E+03"), [[3734.0]]),
        ((((5.0,), (6.0,)), 3.0), [["#VALUE!"]]),
    ],
)
def test_cells_come_back_worked_out(asker, given, expected):
    assert plain(asker.ask("BCF_VARIANCE", given)) == expected


def test_rows_come_back_as_rows(asker):
    counts = ((50.0,), ("",), (ERROR["#REF!"],))
    rows = plain(asker.ask("BCF_PROPORTION_CI", (counts, 100.0, None)))
    assert rows == [[pytest.approx(0.4038, abs=1e-4), pytest.approx(0.5962, abs=1e-4)],
                    ["", ""], ["#REF!", "#REF!"]]  # fmt: skip


def test_an_error_unknown_to_libreoffice_is_a_wrong_value(asker):
    other = struct.unpack("<d", struct.pack("<Q", 0x7FF8 << 48 | 509))[0]
    assert plain(asker.ask("BCF_VARIANCE", (other, 1.0))) == [["#VALUE!"]]


def test_a_function_that_the_other_python_lacks_is_an_unknown_name(asker):
    assert plain(asker.ask("BCF_OF_TOMORROW", (1.0,))) == [["#NAME?"]]


def test_the_other_python_is_started_again_when_it_has_ended(asker):
    asker.ask("BCF_VARIANCE", (5.0, 3.0))
    asker._running.kill()
    asker._running.wait()
    assert asker.ask("BCF_VARIANCE", (5.0, 3.0)) == ((2.0,),)


@pytest.mark.parametrize("interpreter", ["/no/such/python", "/bin/false"])
def test_a_python_that_does_not_answer_gives_not_available(interpreter):
    assert plain(Asker(interpreter).ask("BCF_VARIANCE", (5.0, 3.0))) == [["#N/A"]]


def test_variables_of_libreoffices_python_do_not_lead_the_other_astray(monkeypatch):
    monkeypatch.setenv("PYTHONHOME", "/no/such/folder")
    asker = Asker(sys.executable)
    assert asker.ask("BCF_VARIANCE", (5.0, 3.0)) == ((2.0,),)
    asker.close()


def test_each_question_has_one_line_of_answer():
    out = StringIO()
    answer([json.dumps(["BCF_VARIANCE", ["5", ""]])] * 2, out)
    assert [json.loads(line) for line in out.getvalue().splitlines()] == [[[""]]] * 2


def test_what_a_function_prints_is_no_answer():
    code = (
        "import runpy; from xlbcf.hosts import functions; "
        "loud = functions.all_functions()['BCF_NUMBER']; loud.work = lambda _: print('hm') or 1; "
        "functions.all_functions = lambda: {'BCF_NUMBER': loud}; "
        "runpy.run_module('xlbcf.hosts.calc.answering', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input='["BCF_NUMBER", ["5"]]\n',
        capture_output=True,
        text=True,
    )
    assert (done.stdout, done.stderr) == ("[[1]]\n", "hm\n")


@pytest.mark.parametrize("name", ["asking.py", "component.py"])
def test_what_runs_in_libreoffice_keeps_to_its_older_python(name):
    source = files("xlbcf.hosts.calc").joinpath(name).read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 8))
    imported = {
        each.name if isinstance(node, ast.Import) else node.module
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for each in node.names
    }
    allowed = {"__future__", "json", "struct", "subprocess", "threading", "typing", "pathlib"}
    assert imported <= allowed | {"uno", "unohelper", "xlbcf_asking"}


def test_the_errors_are_numbers_that_are_none():
    assert all(math.isnan(number) for number in ERROR.values())
