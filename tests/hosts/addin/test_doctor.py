"""The doctor in made-up profiles: each blocker is named, in one line, whatever else is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.fills import tree
from tests.support.windows_profile import (
    CLICK_TO_RUN,
    DEFENDER,
    DISABLED,
    OPTIONS,
    POLICY,
    RULES,
    SECURITY,
    Profile,
    healthy_profile,
    mark_of_the_web,
    program,
)
from xlbcf.hosts.addin.configuration import Connect, as_file, read_configuration
from xlbcf.hosts.addin.doctor import examine, worst
from xlbcf.hosts.addin.excel import why_not_trusted
from xlbcf.hosts.addin.install import Wish, install
from xlbcf.rules.findings import Finding
from xlbcf.rules.kinds import Severity

CONTENT = b"an add-in"
CHILDREN = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
CALLS = "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b"
CLOUD = r"HKCU\Software\Policies\Microsoft\Cloud\Office\16.0"
TRUSTED = rf"{POLICY}\Excel\Security\Trusted Locations"
OWN_TRUSTED = rf"{SECURITY}\Trusted Locations"
OUTLOOK = r"HKLM\SOFTWARE\WOW6432Node\Microsoft\Office\16.0\Outlook"
OWN_RULES = r"HKLM\SOFTWARE\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
EXCLUSIONS = rf"{DEFENDER}\Windows Defender Exploit Guard\ASR\ASROnlyExclusions"


@pytest.fixture
def profile(tmp_path, monkeypatch) -> Profile:
    # No check looks at the forms, and reading the mappings takes most of the time.
    monkeypatch.setattr("xlbcf.hosts.addin.install._forms", lambda _: [])
    made = healthy_profile(tmp_path)
    install(made, Wish(), lambda: CONTENT)
    return made


def findings(profile: Profile) -> list[Finding]:
    return [found for check in examine(profile) for found in check.findings]


def codes(profile: Profile) -> list[str]:
    return [found.code for found in findings(profile)]


def configured(profile: Profile, **changes: object) -> None:
    """Change what stands in the configuration."""
    noted = read_configuration(profile.configuration)
    profile.configuration.write_bytes(as_file(noted._replace(**changes)))  # type: ignore[arg-type]


def told(profile: Profile, **changes: object) -> None:
    """Change what Python says of itself."""
    profile.python = replace(profile.python, **changes)  # type: ignore[arg-type]


def value(key: str, **values: object) -> Callable[[Profile], None]:
    return lambda profile: profile.set(key, **values)


def rules(key: str, **states: object) -> Callable[[Profile], None]:
    named = {"children": CHILDREN, "calls": CALLS}
    return lambda profile: profile.set(key, **{named[each]: s for each, s in states.items()})


def managed(rule: str, state: int) -> Callable[[Profile], None]:
    return value(rf"{DEFENDER}\Policy Manager", ASRRules=f"x=1|{rule.upper()}={state}")


def copy_in(*folder: str) -> Callable[[Profile], None]:
    def put(profile: Profile) -> None:
        path = profile.roaming.joinpath(*folder, "xlbcf.xlam")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(CONTENT)

    return put


def disabled(profile: Profile) -> None:
    path = str(profile.addin).lower().encode("utf-16-le")
    profile.set(DISABLED, **{"7A1B": bytes(12) + path + bytes(2)})


def unmounted(profile: Profile) -> None:
    profile.addin.unlink()
    profile.addin.parent.rmdir()
    profile.addin.parent.write_bytes(b"a file in the folder's place")


def both(*changes: Callable[[Profile], None]) -> Callable[[Profile], None]:
    def change(profile: Profile) -> None:
        for each in changes:
            each(profile)

    return change


NO_TRUST = value(OWN_TRUSTED, AllLocationsDisabled=1)
STORE = r"C:\Program Files\WindowsApps\PythonSoftwareFoundation.Python.3.11_qbz5n2kfra8p0"

BLOCKERS = {
    "a spoilt configuration": (lambda p: p.configuration.write_bytes(b"?"), "ADDIN01"),
    "no configuration": (lambda p: p.configuration.unlink(), "ADDIN21"),
    "no add-in": (lambda p: p.addin.unlink(), "ADDIN21"),
    "an add-in older than the package": (lambda p: told(p, xlbcf="99.0"), "ADDIN22"),
    "an add-in that was changed": (lambda p: p.addin.write_bytes(b"changed"), "ADDIN23"),
    "Python that moved": (lambda p: configured(p, interpreter="/gone/pythonw.exe"), "ADDIN07"),
    "Python that may not start": (lambda p: told(p, fault="it does not start"), "ADDIN08"),
    "Python without xlbcf": (lambda p: told(p, fault="ModuleNotFoundError: xlbcf"), "ADDIN08"),
    "an old Python": (lambda p: told(p, version="3.10.11"), "ADDIN09"),
    "Python of the Store": (
        lambda p: configured(p, interpreter="/sam/Microsoft/WindowsApps/pythonw.exe"),
        "ADDIN10",
    ),
    "an environment made by Python of the Store": (lambda p: told(p, base=STORE), "ADDIN10"),
    "no library": (lambda p: p.library.unlink(), "ADDIN11"),
    "a library of another version": (lambda p: told(p, xlwings="99.0"), "ADDIN12"),
    "32-bit Excel by its installer": (value(CLICK_TO_RUN, Platform="x86"), "ADDIN13"),
    "a library of the wrong width": (lambda p: p.library.write_bytes(program(32)), "ADDIN13"),
    "the Mark of the Web": (lambda p: mark_of_the_web(p.addin), "ADDIN14"),
    "the mark of an untrusted site": (lambda p: mark_of_the_web(p.addin, 4), "ADDIN14"),
    "no VBA by policy": (value(rf"{POLICY}\Common", vbaoff=1), "ADDIN15"),
    "no add-ins by policy": (value(rf"{POLICY}\Excel\Security", disablealladdins=1), "ADDIN15"),
    "no add-ins by a policy of the cloud": (
        value(rf"{CLOUD}\Excel\Security", disablealladdins=1),
        "ADDIN15",
    ),
    "no add-ins by her own choice": (value(SECURITY, DisableAllAddins=1), "ADDIN15"),
    "signed add-ins only": (value(rf"{POLICY}\Excel\Security", requireaddinsig=1), "ADDIN15"),
    "listed add-ins only": (value(rf"{POLICY}\Excel\Resiliency", restricttolist=1), "ADDIN15"),
    "listed as blocked": (
        value(rf"{POLICY}\Excel\Resiliency\AddinList", **{"xlbcf.xlam": "0"}),
        "ADDIN15",
    ),
    "signed macros only, nothing trusted": (
        both(value(rf"{POLICY}\Excel\Security", vbawarnings=3), NO_TRUST),
        "ADDIN15",
    ),
    "no macros, nothing trusted": (both(value(SECURITY, VBAWarnings=4), NO_TRUST), "ADDIN15"),
    "no trusted locations": (NO_TRUST, "ADDIN16"),
    "no trusted locations by policy": (value(TRUSTED, alllocationsdisabled=1), "ADDIN16"),
    "trusted locations of IT only": (
        value(rf"{POLICY}\Common\Security\Trusted Locations", **{"allow user locations": 0}),
        "ADDIN16",
    ),
    "a start-up folder that is barred": (unmounted, "ADDIN04"),
    "a rule against child processes": (rules(RULES, children="1"), "ADDIN17"),
    "a warning against child processes": (rules(RULES, children="6"), "ADDIN17"),
    "that rule from Intune": (managed(CHILDREN, 1), "ADDIN17"),
    "that rule on this computer": (rules(OWN_RULES, children=1), "ADDIN17"),
    "a rule against calls of Windows": (rules(RULES, calls="1"), "ADDIN18"),
    "another copy among the add-ins": (copy_in("Microsoft", "AddIns"), "ADDIN19"),
    "another copy in the alternate folder": (
        both(value(OPTIONS, AltStartup="%appdata%/Start"), copy_in("Start")),
        "ADDIN19",
    ),
    "another copy that is ticked": (value(OPTIONS, OPEN1='/R "/old/xlbcf.xlam"'), "ADDIN19"),
    "an add-in that Excel disabled": (disabled, "ADDIN20"),
    "nothing on Excel's width": (lambda p: p.registry.clear(), "ADDIN06"),
}


def test_a_healthy_profile_has_nothing_in_the_way(profile):
    checked = examine(profile)
    assert [check.findings for check in checked] == [()] * len(checked)
    assert all(check.said for check in checked)
    assert worst(checked) is Severity.NOTE


@pytest.mark.parametrize(("spoil", "code"), BLOCKERS.values(), ids=BLOCKERS)
def test_each_blocker_is_named_in_one_line_with_what_to_do(profile, spoil, code):
    spoil(profile)
    found = findings(profile)
    # Where the folder is barred, the add-in is gone too.
    assert [each.code for each in found if each.code != "ADDIN21" or code == each.code] == [code]
    assert all(each.action and "\n" not in str(each) for each in found)


def test_two_blockers_are_both_named(profile):
    mark_of_the_web(profile.addin)
    profile.set(RULES, **{CHILDREN: "1"})
    assert codes(profile) == ["ADDIN14", "ADDIN17"]


def test_all_of_them_together_are_still_named(profile):
    told(profile, fault="it does not start")
    for spoil in (NO_TRUST, disabled, copy_in("Microsoft", "AddIns"), rules(RULES, calls="1")):
        spoil(profile)
    profile.library.unlink()
    assert set(codes(profile)) == {
        "ADDIN08", "ADDIN11", "ADDIN16", "ADDIN18", "ADDIN19", "ADDIN20",
    }  # fmt: skip


HARMLESS = {
    "audit of child processes": rules(RULES, children="2"),
    "the rule switched off": rules(RULES, children="0"),
    "the rule not configured": rules(RULES, children="5"),
    "rules that the policy switches off": both(
        rules(RULES, children="1"),
        value(rf"{DEFENDER}\Windows Defender Exploit Guard\ASR", ExploitGuard_ASR_Rules=0),
    ),
    "a policy's audit before the computer's own block": both(
        rules(RULES, children="2"), rules(OWN_RULES, children="1")
    ),
    "Python excluded from the rule": both(
        rules(RULES, children="1"),
        lambda p: p.set(EXCLUSIONS, **{str(p.environment / "Scripts"): "0"}),
    ),
    "the add-in excluded from the rule": both(
        rules(RULES, calls="1"), lambda p: p.set(EXCLUSIONS, **{str(p.addin): "0"})
    ),
    "a Python that runs already": both(
        rules(RULES, children="1"), lambda p: configured(p, connect=Connect.RUNNING)
    ),
    "no macros outside trusted locations": value(SECURITY, VBAWarnings=4),
    "nothing trusted where all macros run": both(NO_TRUST, value(SECURITY, VBAWarnings=1)),
    "a policy of the cloud that goes before others": both(
        value(TRUSTED, alllocationsdisabled=1),
        value(rf"{CLOUD}\Excel\Security\Trusted Locations", alllocationsdisabled=0),
    ),
    "a policy that trusts again": both(NO_TRUST, value(TRUSTED, alllocationsdisabled=0)),
    "trusted locations of IT, this one named": both(
        value(rf"{POLICY}\Common\Security\Trusted Locations", **{"allow user locations": 0}),
        value(rf"{TRUSTED}\Location1", path="%APPDATA%\\Microsoft", allowsubfolders=1),
    ),
    "a managed list with the add-in on it": both(
        value(rf"{POLICY}\Excel\Resiliency", restricttolist=1),
        value(rf"{POLICY}\Excel\Resiliency\AddinList", **{"xlbcf.xlam": "1"}),
    ),
    "a mark of this computer": lambda p: mark_of_the_web(p.addin, 0),
    "the add-in ticked where it is": lambda p: p.set(OPTIONS, OPEN=f'/R "{p.addin}"'),
    "other add-ins, ticked and disabled": both(
        value(OPTIONS, OPEN='/R "C:\\other.xlam"'), value(DISABLED, a=bytes(30), b="text")
    ),
    "Excel's width from Outlook": both(lambda p: p.registry.clear(), value(OUTLOOK, Bitness="x64")),
}


@pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS)
def test_what_is_in_nobodys_way_is_not_held_against_it(profile, change):
    change(profile)
    assert codes(profile) == []


def test_excels_width_is_read_from_its_program_where_nothing_else_tells(profile):
    excel = profile.folder / "EXCEL.EXE"
    excel.write_bytes(program(32))
    profile.registry.clear()
    key = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
    profile.set(key, **{"": f'"{excel}"'})
    assert codes(profile) == ["ADDIN13"]


def test_a_start_up_folder_on_the_network_is_trusted_only_if_the_network_is(profile):
    folder = Path("//server/users$/sam/Microsoft/Excel/XLSTART")
    assert "on the network" in why_not_trusted(profile, folder)
    profile.set(TRUSTED, allownetworklocations=1)
    assert why_not_trusted(profile, folder) == ""


def test_before_an_installation_the_doctor_tells_what_one_would_meet(tmp_path):
    profile = healthy_profile(tmp_path)
    profile.library.unlink()
    profile.set(RULES, **{CHILDREN: "1"})
    assert codes(profile) == ["ADDIN21", "ADDIN21", "ADDIN11", "ADDIN17"]


def test_the_doctor_changes_nothing(profile):
    before = tree(profile.folder)
    examine(profile)
    assert tree(profile.folder) == before
