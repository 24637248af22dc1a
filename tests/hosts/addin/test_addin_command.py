"""The command that builds the add-in."""

from __future__ import annotations

import hashlib

import pytest

from tests.support.commands import refused, xlbcf
from xlbcf.hosts.addin.build import build_addin


def test_it_writes_the_add_in_and_tells_its_hash(tmp_path):
    target = tmp_path / "made" / "xlbcf.xlam"
    done = xlbcf("addin", "build", "--out", target)
    assert done.status == 0
    assert target.read_bytes() == build_addin()
    assert hashlib.sha256(target.read_bytes()).hexdigest() in done.out
    assert str(target) in done.out


def test_without_a_file_it_goes_into_the_outputs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert xlbcf("addin", "build").status == 0
    assert (tmp_path / "out" / "xlbcf.xlam").is_file()


def test_an_earlier_add_in_is_replaced_without_a_copy(tmp_path):
    target = tmp_path / "xlbcf.xlam"
    xlbcf("addin", "build", "--out", target)
    assert xlbcf("addin", "build", "--out", target).status == 0
    assert [path.name for path in tmp_path.iterdir()] == ["xlbcf.xlam"]


def test_programs_get_the_file_and_its_hash(tmp_path):
    target = tmp_path / "xlbcf.xlam"
    plain = xlbcf("addin", "build", "--out", target, "--json").plain
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    assert plain == {"done": True, "file": str(target), "sha256": digest}


def test_another_file_is_never_replaced(tmp_path):
    target = tmp_path / "xlbcf.xlam"
    target.write_bytes(b"mine")
    assert refused("addin", "build", "--out", target)["code"] == "REP01"
    assert target.read_bytes() == b"mine"


@pytest.mark.parametrize(("given", "right"), [((), "xlbcf.xlam"), (("--for", "calc"), "xlbcf.oxt")])
def test_a_name_of_another_kind_of_file_is_refused(given, right, tmp_path):
    for wrong in ({"xlbcf.xlam", "xlbcf.oxt"} - {right}, {"xlbcf.txt"}):
        found = refused("addin", "build", *given, "--out", tmp_path / wrong.pop())
        assert (found["code"], right[5:] in found["action"]) == ("FILE08", True)
    assert list(tmp_path.iterdir()) == []


def test_the_python_of_an_add_in_for_excel_is_not_passed_over(tmp_path):
    found = refused("addin", "build", "--python", "python.exe", "--out", tmp_path / "xlbcf.xlam")
    assert found["code"] == "RUN06"
    assert "--for calc" in found["action"]


@pytest.mark.parametrize(
    ("given", "told"), [((), "xlbcf addin install"), (("--for", "calc"), "Tools > Extensions")]
)
def test_it_says_what_to_do_with_the_file(given, told, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert told in xlbcf("addin", "build", *given).out.splitlines()[1]
