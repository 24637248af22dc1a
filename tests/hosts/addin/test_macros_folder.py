"""The folder of macros: what it says of itself, and what its macros name in Python."""

from __future__ import annotations

import ast
import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from xlbcf.hosts.addin.macros import ADDIN_MACROS, RIBBON_FILE, Kind, macros_folder, read_module
from xlbcf.hosts.addin.vba_text import procedures_of

FOLDER = macros_folder()


def test_it_holds_the_add_in_s_macros_and_nothing_else():
    held = {path.name for path in FOLDER.iterdir()}
    assert held == {*ADDIN_MACROS, RIBBON_FILE, "README.md"}


def test_its_readme_tells_of_every_file():
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `(.+?)` \|", readme, re.MULTILINE))
    assert told == {*ADDIN_MACROS, RIBBON_FILE}


@pytest.mark.parametrize("name", ADDIN_MACROS)
def test_every_macro_is_called_as_its_file_is(name):
    module = read_module(name)
    assert module.name == Path(name).stem
    if module.kind != Kind.DOCUMENT:
        assert module.text.startswith(f'Attribute VB_Name = "{module.name}"\n')


@pytest.mark.parametrize("name", [name for name in ADDIN_MACROS if name.endswith(".bas")])
def test_what_a_module_tells_of_a_procedure_stands_in_it(name):
    """A Sub of a line or two speaks for itself; whatever is longer says what it is for."""
    text = read_module(name).text
    for procedure in procedures_of(text):
        if len(procedure.body) > 6:
            head = rf"{procedure.name}\(.*\).*\n    '"
            assert re.search(head, text), procedure.name


def test_the_modules_that_macros_call_in_python_are_there_with_what_is_called():
    texts = "\n".join(read_module(name).text for name in ADDIN_MACROS)
    named = dict(re.findall(r'Const (\w+Module) As String = "([\w.]+)"', texts))
    assert named == {"FunctionsModule": "xlbcf.hosts.udfs", "ButtonsModule": "xlbcf.hosts.buttons"}
    spec = find_spec(named["ButtonsModule"])
    assert spec is not None
    assert spec.origin is not None
    tree = ast.parse(Path(spec.origin).read_bytes())
    called = set(re.findall(r'CallPython\(ButtonsModule, "(\w+)", Array\((.+?)\)', texts))
    assert {function for function, _ in called} == {"press"}
    [press] = [each for each in tree.body if getattr(each, "name", "") == "press"]
    assert isinstance(press, ast.FunctionDef)
    assert all(len(given.split(",")) == len(press.args.args) for _, given in called)
    assert find_spec(named["FunctionsModule"]) is not None
