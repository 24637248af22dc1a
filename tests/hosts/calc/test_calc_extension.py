"""The Calc add-in as a file: what is in it, that it is the same each time, and the command."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from xlbcf.hosts.calc.extension import SERVICE, extension
from xlbcf.hosts.cli import main
from xlbcf.hosts.functions import all_functions

PYTHON = Path("/opt/bcf & co/bin/python")
OOR = "{http://openoffice.org/2001/registry}"


@pytest.fixture(scope="module")
def parts() -> dict[str, str]:
    with ZipFile(BytesIO(extension(PYTHON))) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


@pytest.fixture(scope="module")
def helped(parts) -> dict[str, ET.Element]:
    """The entries of the functions by the name of their method."""
    entries = ET.fromstring(parts["CalcAddIns.xcu"]).find(f".//*[@{OOR}name='AddInFunctions']")
    return {entry.get(f"{OOR}name"): entry for entry in entries}


def told(entry: ET.Element, name: str) -> str:
    """Return a property of an entry."""
    return entry.find(f"./prop[@{OOR}name='{name}']/value").text


def called_by(parts: dict[str, str]) -> dict[str, str]:
    """Return the functions' names by their methods."""
    functions = json.loads(parts["settings.json"])["functions"]
    return {method: function["name"] for method, function in functions.items()}


def test_every_function_has_a_method_with_a_place_for_each_argument(parts):
    methods = dict(re.findall(r" (\w+)\(([^)]*)\);", parts["functions.idl"]))
    called = called_by(parts)
    assert list(called) == list(methods)
    assert list(called.values()) == list(all_functions())
    for method, name in called.items():
        assert methods[method].count("[in] ") == len(all_functions()[name].arguments)


def test_every_function_has_its_help(parts, helped):
    called = called_by(parts)
    assert list(helped) == list(called)
    for method, name in called.items():
        function = all_functions()[name]
        assert told(helped[method], "DisplayName") == name
        assert told(helped[method], "CompatibilityName") == name
        assert told(helped[method], "Description") == function.summary
        shown = helped[method].findall(f"./node[@{OOR}name='Parameters']/node")
        texts = [(told(each, "DisplayName"), told(each, "Description")) for each in shown]
        assert texts == [(each.name, each.help) for each in function.arguments]


@pytest.mark.parametrize(
    ("name", "declaration"),
    [
        ("BCF_RATE", "any bcfRate([in] string a1, [in] string a2, [in] any a3);"),
        ("BCF_COMPLETE", "any bcfComplete([in] any a1, [in] any a2);"),
        ("BCF_RATE_CI", "sequence< sequence<any> > bcfRateCi([in] any a1, [in] any a2"),
        ("BCF_SUPPRESS_TOTAL", "sequence< sequence<any> > bcfSuppressTotal([in] any a1"),
    ],
)
def test_a_function_is_declared_as_calc_calls_it(parts, name, declaration):
    assert name in all_functions()
    assert f"    {declaration}" in parts["functions.idl"]


def test_every_part_of_the_manifest_is_there(parts):
    listed = re.findall(r'full-path="([^"]+)"', parts["META-INF/manifest.xml"])
    assert listed
    assert set(listed) <= set(parts)
    assert SERVICE in parts["xlbcf.components"]


def test_the_add_in_names_the_python_that_answers(parts):
    assert json.loads(parts["settings.json"])["interpreter"] == str(PYTHON)


def test_another_process_makes_the_same_bytes():
    code = (
        "import sys, pathlib, hashlib; from xlbcf.hosts.calc.extension import extension; "
        "print(hashlib.sha256(extension(pathlib.Path(sys.argv[1]))).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(PYTHON)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == sha256(extension(PYTHON)).hexdigest()


def test_the_command_writes_the_add_in_and_names_the_python(tmp_path, capsys):
    path = tmp_path / "made" / "xlbcf.oxt"
    words = ["addin", "build", "--for", "calc", "--python", str(PYTHON), "--out", str(path)]
    assert main(words) == 0
    assert path.read_bytes() == extension(PYTHON)
    assert sha256(extension(PYTHON)).hexdigest() in capsys.readouterr().out
    assert main(words) == 0


def test_the_command_takes_the_python_it_runs_in_where_none_is_named(tmp_path):
    path = tmp_path / "xlbcf.oxt"
    assert main(["addin", "build", "--for", "calc", "--out", str(path), "--json"]) == 0
    assert path.read_bytes() == extension(Path(sys.executable))


def test_the_command_overwrites_no_other_file(tmp_path, capsys):
    path = tmp_path / "letter.oxt"
    path.write_bytes(b"Dear all")
    assert main(["addin", "build", "--for", "calc", "--out", str(path)]) == 2
    assert path.read_bytes() == b"Dear all"
    assert "letter.oxt" in capsys.readouterr().err
