"""``xlbcf addin install``, ``uninstall`` and ``serve``, and ``xlbcf doctor``, as they are typed."""

from __future__ import annotations

import platform
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.support.commands import refused, xlbcf
from tests.support.fills import tree
from tests.support.templates import ROOT
from tests.support.windows_profile import RULES, Profile, healthy_profile, mark_of_the_web
from xlbcf.desk.folder import own_home
from xlbcf.hosts.addin.configuration import Connect, read_configuration

CONTENT = b"an add-in"


@pytest.fixture
def profile(tmp_path, monkeypatch) -> Profile:
    """This computer is a healthy one with Windows, and the add-in takes no time to build."""
    made = healthy_profile(tmp_path)
    for module in ("install_text", "doctor_text"):
        monkeypatch.setattr(f"xlbcf.hosts.{module}.this_machine", lambda: made)
    monkeypatch.setattr("xlbcf.hosts.addin.build.build_addin", lambda: CONTENT)
    monkeypatch.setattr("xlbcf.hosts.addin.install._forms", lambda _: [])
    monkeypatch.setenv("XLBCF_CONFIG_DIR", str(made.configuration.parent))
    return made


def test_installing_tells_where_everything_is(profile):
    outcome = xlbcf("addin", "install")
    assert (outcome.status, outcome.err) == (0, "")
    for told in (profile.addin, profile.configuration, profile.library, "pythonw.exe", "SHA-256"):
        assert str(told) in outcome.out
    assert "Start Excel again" in outcome.out
    assert profile.addin.read_bytes() == CONTENT


def test_installing_twice_says_that_nothing_was_changed(profile):
    xlbcf("addin", "install")
    before = tree(profile.folder)
    outcome = xlbcf("addin", "install")
    assert "installed already; nothing was changed" in outcome.out
    assert "Start Excel again" not in outcome.out
    assert tree(profile.folder) == before


def test_a_dry_run_says_would(profile):
    before = tree(profile.folder)
    outcome = xlbcf("addin", "install", "--dry-run")
    assert "would be installed" in outcome.out
    assert xlbcf("addin", "install", "--dry-run", "--json").plain["done"] is False
    assert tree(profile.folder) == before


def test_programs_are_told_the_same(profile):
    plain = xlbcf("addin", "install", "--json").plain
    assert plain["done"] is True
    assert plain["addin"] == str(profile.addin)
    assert plain["changed"] == [str(profile.addin), str(profile.configuration)]
    assert (plain["connect"], plain["home"], plain["backup"]) == ("start", None, None)
    profile.addin.write_bytes(b"another")
    again = xlbcf("addin", "install", "--json").plain
    assert again["changed"] == [str(profile.addin)]
    assert again["backup"]


def test_the_earlier_add_in_is_named(profile):
    profile.addin.parent.mkdir(parents=True)
    profile.addin.write_bytes(b"an earlier one")
    assert "earlier add-in" in xlbcf("addin", "install").out


def test_options_reach_the_configuration(profile, tmp_path):
    figures = tmp_path / "figures.csv"
    figures.write_text("")
    outcome = xlbcf("addin", "install", "--figures", figures, "--connect", "running")
    noted = read_configuration(profile.configuration)
    assert (noted.figures, noted.connect) == (str(figures), Connect.RUNNING)
    assert "xlbcf addin serve" in outcome.out


@pytest.mark.usefixtures("profile")
def test_installing_tells_what_the_buttons_fill_from(tmp_path):
    figures = tmp_path / "figures.csv"
    figures.write_text("")
    shipped = "those that come with xlbcf"
    outcome = xlbcf("addin", "install")
    assert f"  figures        {shipped}\n  commentary     {shipped}\n" in outcome.out
    outcome = xlbcf("addin", "install", "--figures", figures)
    assert f"  figures        {figures}\n  commentary     none\n" in outcome.out


@pytest.mark.usefixtures("profile")
def test_the_folder_that_it_is_run_in_is_not_taken_for_the_working_folder(tmp_path, monkeypatch):
    xlbcf("init", tmp_path / "own")
    monkeypatch.chdir(tmp_path / "own")
    assert f"  mappings       {own_home().mappings}\n" in xlbcf("addin", "install").out
    named = xlbcf("addin", "install", "--home", ".").out
    assert f"  mappings       {tmp_path / 'own' / 'mappings'}\n" in named
    assert f"  figures        those in {tmp_path / 'own' / 'workbooks' / 'data'}\n" in named


def test_a_folder_is_no_file_of_figures(profile, tmp_path):
    before = tree(profile.folder)
    assert refused("addin", "install", "--figures", tmp_path)["code"] == "FILE02"
    assert tree(profile.folder) == before


def test_uninstalling_tells_what_went(profile):
    before = tree(profile.folder)
    xlbcf("addin", "install")
    outcome = xlbcf("addin", "uninstall")
    assert outcome.status == 0
    assert f"Removed: {profile.addin}" in outcome.out
    assert f"Removed: {profile.configuration}" in outcome.out
    assert tree(profile.folder) == before
    assert "nothing was removed" in xlbcf("addin", "uninstall").out
    assert xlbcf("addin", "uninstall", "--json").plain == {
        "done": True, "removed": [], "left": None, "findings": [],
    }  # fmt: skip


def test_uninstalling_tells_what_stays(profile):
    xlbcf("addin", "install")
    profile.addin.write_bytes(b"changed since")
    profile.configuration.with_name("undo.json").write_text("{}")
    outcome = xlbcf("addin", "uninstall")
    assert "ADDIN05 query" in outcome.out
    assert (
        f"Left for you, because installing did not write it alone: {profile.configuration.parent}"
        in outcome.out
    )


@pytest.mark.usefixtures("profile")
def test_the_doctor_finds_nothing_in_a_healthy_profile():
    xlbcf("addin", "install")
    outcome = xlbcf("doctor")
    assert outcome.status == 0, outcome.out
    lines = outcome.out.splitlines()
    assert all(line.startswith("ok ") for line in lines[:-3])
    assert lines[-3] == "Nothing is in the way."
    assert "“Trust access to the VBA project object model” is not needed" in lines[-2]
    assert Path(lines[-1].partition(": ")[2]) == ROOT / "docs" / "it.md"
    assert xlbcf("doctor", "--json").plain["well"] is True


def test_the_doctor_names_a_blocker_in_one_line_and_ends_with_2(profile):
    xlbcf("addin", "install")
    mark_of_the_web(profile.addin)
    outcome = xlbcf("doctor")
    assert outcome.status == 2
    (line,) = [line for line in outcome.out.splitlines() if line.startswith("error")]
    assert "Mark of the Web" in line
    assert "ADDIN14" in line
    assert "xlbcf addin install" in line
    assert "In the way: 1. To be looked at: 0." in outcome.out
    plain = xlbcf("doctor", "--json").plain
    assert plain["well"] is False
    assert [found["code"] for found in plain["findings"]] == ["ADDIN14"]


def test_what_a_person_must_look_at_ends_with_1(profile):
    xlbcf("addin", "install")
    profile.addin.write_bytes(b"changed since")
    assert xlbcf("doctor").status == 1


def test_what_it_names_for_it_is_what_it_must_ask_for(profile):
    xlbcf("addin", "install")
    profile.set(RULES, **{"d4f940ab-401b-4efc-aadc-ad5f3c50688a": "1"})
    text = xlbcf("doctor").out
    assert "ask IT to exclude" in text
    assert str(profile.interpreter.with_name("pythonw.exe")) in text


@pytest.mark.parametrize(
    ("words", "ending"),
    [
        (("addin", "install"), "No file was changed"),
        (("addin", "uninstall"), "No file was changed"),
        (("addin", "serve"), "Excel is not served"),
        (("doctor",), "Nothing was examined"),
    ],
)
def test_on_another_system_each_is_refused_kindly(monkeypatch, words, ending):
    monkeypatch.setattr(platform, "system", lambda: "Darwin")
    assert refused(*words, ending=ending)["code"] == "ADDIN02"


@pytest.fixture
def served(monkeypatch) -> list[str]:
    """xlwings' server as a stand-in that notes that it was started."""
    calls: list[str] = []
    module = ModuleType("xlwings.com_server")
    module.serve = lambda: calls.append("served")  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "xlwings.com_server", module)
    return calls


@pytest.mark.usefixtures("profile")
def test_serving_starts_the_server_and_says_so(served):
    xlbcf("addin", "install", "--connect", "running")
    outcome = xlbcf("addin", "serve")
    assert (outcome.status, served) == (0, ["served"])
    assert "Leave this window open" in outcome.out
    assert "ADDIN" not in outcome.out


@pytest.mark.usefixtures("profile")
def test_serving_an_add_in_that_starts_its_own_python_is_told(served):
    xlbcf("addin", "install")
    outcome = xlbcf("addin", "serve", "--json")
    assert outcome.codes == ["ADDIN25"]
    assert served == ["served"]


@pytest.mark.usefixtures("profile")
def test_serving_without_pywin32_is_refused(monkeypatch):
    monkeypatch.setitem(sys.modules, "xlwings.com_server", None)
    assert refused("addin", "serve", ending="Excel is not served")["code"] == "ADDIN24"
