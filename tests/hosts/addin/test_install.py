"""Installing the add-in for one person: two files, nothing else, and both gone again."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.fills import tree
from tests.support.templates import ROOT
from tests.support.windows_profile import (
    CLICK_TO_RUN,
    OPTIONS,
    XLWINGS,
    Profile,
    healthy_profile,
    mark_of_the_web,
)
from xlbcf import __version__
from xlbcf.desk.folder import Home
from xlbcf.desk.library import Library
from xlbcf.hosts.addin.configuration import Connect, read_configuration
from xlbcf.hosts.addin.install import Installed, Wish, install, uninstall
from xlbcf.rules.findings import Refused

CONTENT = b"an add-in"
PLAIN = Wish()
EXPECTED = {
    "AppData/Roaming/Microsoft/Excel/XLSTART/xlbcf.xlam",
    "AppData/Roaming/xlbcf/xlbcf.conf",
}


@pytest.fixture
def profile(tmp_path) -> Profile:
    return healthy_profile(tmp_path)


def installed(profile: Profile, wish: Wish = PLAIN, content: bytes = CONTENT) -> Installed:
    return install(profile, wish, lambda: content)


def refusal(profile: Profile, wish: Wish = PLAIN) -> str:
    """The code of the only finding for which an installation is refused; it changes nothing."""
    before = tree(profile.folder)
    with pytest.raises(Refused) as refused:
        installed(profile, wish)
    assert tree(profile.folder) == before
    (found,) = refused.value.findings
    return found.code


def test_it_writes_the_add_in_and_the_configuration_and_nothing_else(profile):
    before = tree(profile.folder).keys()
    done = installed(profile)
    assert tree(profile.folder).keys() - before == EXPECTED
    assert done.changed == (profile.addin, profile.configuration)
    assert profile.addin.read_bytes() == CONTENT
    assert (done.backup, done.findings) == (None, ())


def test_the_configuration_names_this_python_by_its_full_path(profile):
    installed(profile)
    found = read_configuration(profile.configuration)
    assert found.version == __version__
    assert found.interpreter == str(profile.interpreter.with_name("pythonw.exe"))
    assert found.library == str(profile.library)
    assert found.connect is Connect.START
    assert (found.home, found.figures, found.commentary) == (None, "", "")
    assert found.addin == str(profile.addin)
    assert found.checksum == hashlib.sha256(CONTENT).hexdigest()


def test_the_configuration_names_the_sheets_of_every_return(profile):
    installed(profile)
    library = Library(Home(ROOT))
    found = {
        form.return_id: form.sheets for form in read_configuration(profile.configuration).forms
    }
    assert found == {each: library.fingerprint(each).sheets for each in library.return_ids}
    assert len(found) > 1


def test_a_second_installation_changes_nothing(profile):
    installed(profile)
    before = tree(profile.folder)
    stamps = [path.stat().st_mtime_ns for path in (profile.addin, profile.configuration)]
    again = installed(profile)
    assert (again.changed, again.backup) == ((), None)
    assert tree(profile.folder) == before
    assert [p.stat().st_mtime_ns for p in (profile.addin, profile.configuration)] == stamps


def test_a_dry_run_tells_the_same_and_writes_nothing(profile):
    before = tree(profile.folder)
    told = install(profile, Wish(), lambda: CONTENT, dry_run=True)
    assert tree(profile.folder) == before
    done = installed(profile)
    assert (told.changed, told.configuration) == (done.changed, done.configuration)


def test_an_earlier_add_in_is_kept_outside_excels_folders(profile):
    profile.addin.parent.mkdir(parents=True)
    profile.addin.write_bytes(b"an earlier one")
    done = installed(profile)
    assert done.backup is not None
    assert done.backup.read_bytes() == b"an earlier one"
    assert done.backup.parent.parent == profile.configuration.parent
    assert [path.name for path in profile.addin.parent.iterdir()] == ["xlbcf.xlam"]


def test_other_add_ins_are_left_alone(profile):
    profile.addin.parent.mkdir(parents=True)
    other = profile.addin.with_name("PERSONAL.XLSB")
    other.write_bytes(b"macros of hers")
    installed(profile)
    uninstall(profile)
    assert other.read_bytes() == b"macros of hers"


def test_what_a_later_installation_does_not_name_stays(profile, tmp_path):
    figures = tmp_path / "figures.csv"
    figures.write_text("place\n")
    wish = Wish(home=ROOT, figures=str(figures), commentary="", connect=Connect.RUNNING)
    installed(profile, wish)
    found = installed(profile, content=b"a later add-in").configuration
    assert (found.home, found.figures) == (ROOT, str(figures))
    assert found.connect is Connect.RUNNING
    cleared = installed(profile, Wish(figures="", connect=Connect.START)).configuration
    assert (cleared.home, cleared.figures, cleared.connect) == (ROOT, "", Connect.START)


def test_the_address_of_a_database_is_kept_as_it_is(profile):
    url = "postgresql://server/bcf"
    assert installed(profile, Wish(figures=url)).configuration.figures == url


def test_a_query_is_kept_in_one_line_until_other_figures_are_named(profile):
    wish = Wish(figures="sqlite:///bcf.db", query="select *\n  from figures")
    assert installed(profile, wish).configuration.query == "select * from figures"
    assert installed(profile).configuration.query == "select * from figures"
    assert installed(profile, Wish(figures="sqlite:///other.db")).configuration.query == ""


def test_an_add_in_that_windows_marked_is_written_anew(profile):
    installed(profile)
    mark_of_the_web(profile.addin)
    assert installed(profile).changed == (profile.addin,)


@pytest.mark.parametrize(("platform", "bits"), [("x86", 32), ("x64", 64)])
def test_the_library_is_the_one_that_fits_excel(profile, platform, bits):
    profile.set(CLICK_TO_RUN, Platform=platform)
    found = installed(profile).configuration.library
    assert Path(found).name == f"xlwings{bits}-{XLWINGS}.dll"


def test_without_a_word_on_excels_width_64_bits_are_taken_and_told(profile):
    profile.registry.clear()
    done = installed(profile)
    assert Path(done.configuration.library).name == f"xlwings64-{XLWINGS}.dll"
    assert [found.code for found in done.findings] == ["ADDIN06"]


def test_outside_a_virtual_environment_the_library_lies_beside_python(profile):
    moved = profile.interpreter.with_name(profile.library.name)
    profile.library.rename(moved)
    assert installed(profile).configuration.library == str(moved)


def test_a_python_without_a_windowless_twin_is_started_itself(profile):
    profile.interpreter.with_name("pythonw.exe").unlink()
    assert installed(profile).configuration.interpreter == str(profile.interpreter)


def test_where_the_start_up_folder_is_barred_the_alternate_one_is_taken(profile):
    profile.addin.parent.parent.mkdir(parents=True)
    profile.addin.parent.write_bytes(b"a file in the folder's place")
    assert refusal(profile) == "ADDIN04"
    profile.set(OPTIONS, AltStartup=r"%APPDATA%/Start")
    done = installed(profile)
    assert done.addin == profile.roaming / "Start" / "xlbcf.xlam"
    assert done.addin.read_bytes() == CONTENT
    assert installed(profile).changed == ()
    assert uninstall(profile).gone == (done.addin, profile.configuration)


STORE = r"C:\Program Files\WindowsApps\PythonSoftwareFoundation.Python.3.11_qbz5n2kfra8p0"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"base": STORE}, "ADDIN10"),
        ({"version": "3.10.4"}, "ADDIN09"),
        ({"version": "2.7.18", "fault": "SyntaxError: invalid syntax"}, "ADDIN09"),
        ({"fault": "ModuleNotFoundError: No module named 'xlbcf'"}, "ADDIN08"),
        ({"xlwings": "0.0.1"}, "ADDIN11"),
    ],
)
def test_a_python_that_cannot_serve_excel_is_refused(profile, told, code):
    profile.python = replace(profile.python, **told)
    assert refusal(profile) == code


def test_a_missing_library_is_refused_with_the_folder_where_it_should_be(profile):
    profile.library.unlink()
    assert refusal(profile) == "ADDIN11"


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (Wish(figures="nowhere.csv"), "FILE01"),
        (Wish(commentary="nowhere.yaml"), "FILE01"),
    ],
)
def test_what_the_wish_names_must_be_there(profile, wish, code):
    assert refusal(profile, wish) == code


def test_a_home_that_is_no_working_folder_is_refused(profile):
    with pytest.raises(Refused) as refused:
        installed(profile, Wish(home=profile.folder))
    assert {found.code for found in refused.value.findings} == {"RUN03"}


def barred(monkeypatch, path: Path) -> None:
    """Let Windows refuse to replace or remove a file, as it does while Excel has it open."""
    real_replace, real_unlink = Path.replace, Path.unlink

    def replace_(self: Path, target: Path) -> Path:
        if target == path:
            raise PermissionError(13, "Access is denied")
        return real_replace(self, target)

    def unlink(self: Path, missing_ok: bool = False) -> None:
        if self == path:
            raise PermissionError(13, "Access is denied")
        real_unlink(self, missing_ok)

    monkeypatch.setattr(Path, "replace", replace_)
    monkeypatch.setattr(Path, "unlink", unlink)


def test_while_excel_has_the_add_in_open_nothing_is_changed(profile, monkeypatch):
    installed(profile, content=b"an earlier one")
    barred(monkeypatch, profile.addin)
    before = tree(profile.folder)
    with pytest.raises(Refused) as refused:
        installed(profile)
    assert [found.code for found in refused.value.findings] == ["ADDIN03"]
    assert tree(profile.folder) == before
    with pytest.raises(Refused) as refused:
        uninstall(profile)
    assert [found.code for found in refused.value.findings] == ["ADDIN03"]
    assert tree(profile.folder) == before


def test_where_the_configuration_cannot_be_written_the_earlier_add_in_comes_back(
    profile, monkeypatch
):
    installed(profile, content=b"an earlier one")
    barred(monkeypatch, profile.configuration)
    with pytest.raises(Refused) as refused:
        installed(profile)
    assert [found.code for found in refused.value.findings] == ["FILE03"]
    assert profile.addin.read_bytes() == b"an earlier one"


def test_where_the_earlier_add_in_cannot_be_kept_nothing_is_changed(profile):
    profile.addin.parent.mkdir(parents=True)
    profile.addin.write_bytes(b"an earlier one")
    profile.configuration.parent.write_bytes(b"a file in the folder's place")
    assert refusal(profile) == "FILE03"


def test_a_removal_leaves_nothing_behind(profile):
    before = tree(profile.folder)
    installed(profile)
    done = uninstall(profile)
    assert done.gone == (profile.addin, profile.configuration)
    assert (done.left, done.findings) == (None, ())
    assert tree(profile.folder) == before


def test_a_removal_tells_what_it_leaves(profile):
    installed(profile)
    kept = profile.configuration.with_name("undo.json")
    kept.write_text("{}")
    assert uninstall(profile).left == kept.parent
    assert kept.exists()


@pytest.mark.parametrize("noted", [True, False])
def test_an_add_in_that_is_not_the_one_installed_is_left(profile, noted):
    if noted:
        installed(profile)
    profile.addin.parent.mkdir(parents=True, exist_ok=True)
    profile.addin.write_bytes(b"somebody else's")
    done = uninstall(profile)
    assert [found.code for found in done.findings] == ["ADDIN05"]
    assert profile.addin.exists()
    assert not profile.configuration.exists()


def test_removing_what_is_not_there_does_nothing(profile):
    before = tree(profile.folder)
    assert uninstall(profile).gone == ()
    assert tree(profile.folder) == before


def test_an_unreadable_configuration_is_written_anew(profile):
    profile.configuration.parent.mkdir()
    profile.configuration.write_bytes(b"spoilt")
    assert profile.configuration in installed(profile).changed
    assert read_configuration(profile.configuration).version == __version__
