"""Folders whose names the computer's code page lacks: Excel could not start a Python there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.fills import tree
from tests.support.windows_profile import CODE_PAGE, Profile, healthy_profile
from xlbcf.hosts.addin.configuration import Connect, as_file, read_configuration
from xlbcf.hosts.addin.doctor import examine
from xlbcf.hosts.addin.install import Wish, install
from xlbcf.rules.findings import Finding, Refused


@pytest.fixture
def person(tmp_path, monkeypatch):
    """Makes the profile of a person of some name, on a computer with some code page."""
    monkeypatch.setattr("xlbcf.hosts.addin.install._forms", lambda _: [])

    def made(name: str, page: object) -> Profile:
        profile = healthy_profile(tmp_path / name)
        profile.registry[CODE_PAGE] = {"ACP": page}
        return profile

    return made


def installed(profile: Profile, connect: Connect | None = None) -> None:
    install(profile, Wish(connect=connect), lambda: b"an add-in")


def told(profile: Profile) -> list[Finding]:
    return [found for check in examine(profile) for found in check.findings]


LACKING = [
    ("Łukasz", "1252", "“Ł”"),
    ("Łucja Łoś", "1252", "“Ł”, “ś”"),
    ("José", "1251", "“é”"),
    ("佐藤", "1252", "“佐”, “藤”"),
    ("Zoë", "932", "“ë”"),
    ("Łukasz", 1252, "“Ł”"),
]


@pytest.mark.parametrize(("name", "page", "letters"), LACKING)
def test_a_python_that_excel_could_not_start_by_its_path_is_refused(person, name, page, letters):
    profile = person(name, page)
    before = tree(profile.folder)
    with pytest.raises(Refused) as refused:
        installed(profile)
    assert tree(profile.folder) == before
    (found,) = refused.value.findings
    assert found.code == "ADDIN26"
    assert str(profile.interpreter.with_name("pythonw.exe")) == found.where
    assert f"holds {letters}, " in found.message
    assert f"code page {page}" in found.message
    assert r"below C:\ProgramData or C:\Users\Public" in found.action


FITTING = [
    ("sam", "1252"),
    ("José", "1252"),
    ("Łukasz", "1250"),
    ("佐藤", "932"),
    ("Łukasz 佐藤", "65001"),
]
#: Python knows none of these, or the registry does not say.
UNKNOWN = [("Łukasz", page) for page in ("54936", "0", "", "nonsense", None)]


@pytest.mark.parametrize(("name", "page"), [*FITTING, *UNKNOWN])
def test_any_other_is_taken_and_the_doctor_holds_nothing_against_it(person, name, page):
    profile = person(name, page)
    installed(profile)
    assert told(profile) == []


def test_where_the_registry_has_no_code_page_nothing_is_guessed(person):
    profile = person("Łukasz", "1252")
    del profile.registry[CODE_PAGE]
    installed(profile)
    assert told(profile) == []


def test_a_python_that_runs_already_may_lie_anywhere(person):
    profile = person("Łukasz", "1252")
    installed(profile, Connect.RUNNING)
    assert told(profile) == []
    installed(profile)
    with pytest.raises(Refused):
        installed(profile, Connect.START)


def test_the_doctor_names_it_before_an_installation_and_after_a_change_by_hand(person):
    profile = person("Łukasz", "1252")
    assert [found.code for found in told(profile)] == ["ADDIN21", "ADDIN21", "ADDIN26"]
    installed(profile, Connect.RUNNING)
    noted = read_configuration(profile.configuration)
    profile.configuration.write_bytes(as_file(noted._replace(connect=Connect.START)))
    (found,) = told(profile)
    assert found.code == "ADDIN26"
    assert "“Ł”" in found.message


def test_other_faults_of_that_python_are_named_beside_it(person):
    profile = person("Łukasz", "1252")
    installed(profile, Connect.RUNNING)
    noted = read_configuration(profile.configuration)
    profile.configuration.write_bytes(as_file(noted._replace(connect=Connect.START)))
    profile.python = replace(profile.python, version="3.10.1")
    assert [found.code for found in told(profile)] == ["ADDIN09", "ADDIN26"]
