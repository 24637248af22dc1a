"""The page for IT names every file and key that installing writes, and what the doctor reads."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pytest

from tests.support.fills import tree
from tests.support.templates import ROOT
from tests.support.windows_profile import CLICK_TO_RUN, POLICY, RULES, Profile, healthy_profile
from xlbcf.books.replacement import BACKUPS
from xlbcf.hosts.addin.build import addin_modules
from xlbcf.hosts.addin.configuration import FOLDER_VARIABLE
from xlbcf.hosts.addin.doctor import examine
from xlbcf.hosts.addin.install import Wish, install
from xlbcf.hosts.buttons import REPORTS
from xlbcf.hosts.functions import all_functions
from xlbcf.hosts.functions.calling import call
from xlbcf.hosts.own_faults import LOG
from xlbcf.rules.catalogue import addin_blockers

PAGE = (ROOT / "docs" / "it.md").read_text(encoding="utf-8")
WORDS = " ".join(PAGE.split())
ROAMING = "AppData/Roaming/"


class Recorded(Profile):
    """A profile that notes which keys of the registry are read."""

    read: set[str]

    def values(self, key: str) -> Mapping[str, object]:
        self.read.add(key)
        return super().values(key)

    def subkeys(self, key: str) -> Sequence[str]:
        self.read.add(key)
        return super().subkeys(key)


@pytest.fixture
def profile(tmp_path) -> Profile:
    return healthy_profile(tmp_path)


def row_of(text: str) -> str:
    """The only row of a table that begins with some text."""
    (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| {text}")]
    return row


def test_every_file_that_installing_writes_is_named_with_its_folder(profile):
    before = tree(profile.folder).keys()
    install(profile, Wish(), lambda: b"an add-in")
    install(profile, Wish(), lambda: b"a later add-in")
    written = sorted(tree(profile.folder).keys() - before)
    assert len(written) == 3
    for name in written:
        folder, _, file = name.removeprefix(ROAMING).rpartition("/")
        named = "%APPDATA%\\" + folder.replace("/", "\\") + "\\"
        assert f"| `{named}` |" in PAGE, name
        assert BACKUPS in name or f"`{file}`" in PAGE, name


@pytest.mark.parametrize("key", [
    "VERSION", "INTERPRETER", "LIBRARY", "CONNECT", "HOME", "FIGURES", "QUERY", "COMMENTARY",
    "ADDIN", "SHA256", "FORM",
])  # fmt: skip
def test_every_key_of_the_configuration_has_a_row(profile, key):
    install(profile, Wish(), lambda: b"an add-in")
    text = profile.configuration.read_bytes().decode("utf-16")
    assert f"{key}=" in text
    assert row_of(f"`{key}` |")


def test_the_page_has_no_row_for_a_key_that_is_not_written(profile):
    install(profile, Wish(), lambda: b"an add-in")
    text = profile.configuration.read_bytes().decode("utf-16")
    written = {line.partition("=")[0] for line in text.splitlines()}
    assert set(re.findall(r"^\| `([A-Z0-9]+)` \|", PAGE, re.MULTILINE)) == written


def test_what_the_buttons_write_is_named():
    for name in (f"%APPDATA%\\xlbcf\\{REPORTS}\\", "%APPDATA%\\xlbcf\\undo\\", LOG):
        assert f"`{name}`" in PAGE
    assert FOLDER_VARIABLE in PAGE


@pytest.mark.parametrize("code", [kind.code for kind in addin_blockers.KINDS])
def test_every_blocker_has_the_least_permission_that_lifts_it(code):
    rows = [line for line in PAGE.splitlines() if line.startswith("| ADDIN")]
    (row,) = [row for row in rows if code in row.split("|")[1]]
    assert all(cell.strip() for cell in row.split("|")[1:4])


def test_everything_the_doctor_reads_in_the_registry_is_named(profile):
    recorded = Recorded(profile.folder, {}, profile.python)
    recorded.read = set()
    # What is read depends on what was found before.
    for key in (CLICK_TO_RUN, rf"{POLICY}\Common\Security\Trusted Locations"):
        recorded.set(key, **{"allow user locations": 0})
    recorded.set(RULES, **{"d4f940ab-401b-4efc-aadc-ad5f3c50688a": "1"})
    examine(recorded)
    assert len(recorded.read) > 20
    assert not [key for key in sorted(recorded.read) if not named(key)]


def named(key: str) -> bool:
    """Whether the page names a key, or the tree it stands in and the rest of its path."""
    parts = key.split("\\")
    cuts = (("\\".join(parts[:at]), "\\".join(parts[at:])) for at in range(1, len(parts)))
    return f"`{key}`" in WORDS or any(
        f"`{tree_}`" in WORDS and f"`{rest}`" in WORDS for tree_, rest in cuts
    )


def test_every_call_of_windows_that_the_add_in_declares_is_named_and_no_other():
    text = "".join(module.text for module in addin_modules())
    declared = set(re.findall(r"Declare PtrSafe Function (\w+)", text))
    said = WORDS.partition("2. At the first formula")[2].partition("These four")[0]
    assert declared == set(re.findall(r"`(\w+)`", said)) - {"LIBRARY"}
    assert len(declared) == 4


def test_it_says_what_is_not_needed():
    assert "*Trust access to the VBA project object model* is **not** needed" in PAGE


def test_the_first_formula_of_the_page_for_users_answers_as_it_says():
    page = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
    (name, given, answer) = re.findall(r"`=(BCF_\w+)\((.*?)\)` with (\d+)", page)[0]
    values = [float(each) for each in given.split(",")]
    assert call(all_functions()[name], values) == [[float(answer)]]
