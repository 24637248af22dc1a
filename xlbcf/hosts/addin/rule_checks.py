"""Checks of the rules that IT may have set: macros, trusted folders, Defender's rules.

The names of Office's policies are those of Microsoft's administrative templates for Office 2016
and later. The states of Defender's rules are those of Microsoft's reference of attack surface
reduction rules: 0 off, 1 block, 2 audit, 5 not configured, 6 warn.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from xlbcf.hosts.addin.configuration import Connect
from xlbcf.hosts.addin.excel import ADDIN_NAME, policy_of, setting, why_not_trusted
from xlbcf.hosts.addin.machine import Machine, expanded
from xlbcf.hosts.addin.setup import Checked, Setup
from xlbcf.rules.findings import Finding, finding

CHILD_PROCESSES = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
WIN32_CALLS = "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b"
_POLICY_ROOT = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender"
_OWN_ROOT = r"HKLM\SOFTWARE\Microsoft\Windows Defender"
_GUARD = r"Windows Defender Exploit Guard\ASR"
_STATES = {"1": "block", "2": "audit", "6": "warn"}
_STOPPING = ("block", "warn")
_SECURITY = r"Excel\Security"
_RESILIENCY = r"Excel\Resiliency"
#: What ``VBAWarnings`` means where a folder is not trusted; 1 runs everything.
_ASKS, _SIGNED_ONLY, _NOTHING_RUNS = 2, 3, 4
_SWITCHES = (
    ("Common", "vbaoff", "macros are switched off in Office", "allow VBA for Excel"),
    (
        _SECURITY,
        "DisableAllAddins",
        "all application add-ins are switched off in Excel",
        "allow application add-ins in Excel",
    ),
    (
        _SECURITY,
        "RequireAddinSig",
        "Excel loads only add-ins that a trusted publisher has signed",
        f"lift this for Excel, or to sign {ADDIN_NAME} with a certificate that you trust",
    ),
)
_TRUST = "make the folder of the add-in, {folder}, a trusted location for Excel"


def check_macros(setup: Setup) -> Checked:
    """Check that Excel may run the macros of this add-in.

    ``vbaoff`` switches macros off altogether; ``disablealladdins``, ``requireaddinsig`` and the
    list of managed add-ins concern add-ins; ``VBAWarnings`` holds where a folder is not trusted.
    """
    machine = setup.machine
    findings: list[Finding] = []
    for key, value, found, wish in _SWITCHES:
        if setting(machine, key, value) == 1:
            findings.append(_off(f"{found} ({value} is 1)", wish))
    if not _managed(machine):
        found = "Excel loads only the add-ins that IT has listed, and this one is not among them"
        findings.append(_off(found, f"put {ADDIN_NAME} on the list of managed add-ins, value 1"))
    warnings = _warnings(machine)
    if why_not_trusted(machine, setup.addin.parent) and warnings in (_SIGNED_ONLY, _NOTHING_RUNS):
        which = "macros without a signature" if warnings == _SIGNED_ONLY else "all macros"
        found = f"{which} are switched off outside trusted locations (VBAWarnings is {warnings})"
        findings.append(_off(found, _TRUST.format(folder=setup.addin.parent)))
    return Checked("macros", "Excel runs those in trusted locations", tuple(findings))


def _off(found: str, wish: str) -> Finding:
    return finding("ADDIN15", "Excel", found=found, wish=wish)


def _warnings(machine: Machine) -> object:
    found = setting(machine, _SECURITY, "VBAWarnings")
    return _ASKS if found is None else found


def _managed(machine: Machine) -> bool:
    """Return whether the list of managed add-ins lets this one through.

    In the list, 0 stands for never, 1 for always and 2 for as the person likes; with
    ``restricttolist`` all others are blocked.
    """
    listed = policy_of(machine, rf"{_RESILIENCY}\AddinList", ADDIN_NAME)
    if listed is None:
        return policy_of(machine, _RESILIENCY, "restricttolist") != 1
    return str(listed) != "0"


def check_folder(setup: Setup) -> Checked:
    """Check that Excel's start-up folder can be written, and that Excel trusts it."""
    folder = setup.addin.parent
    findings: list[Finding] = []
    if reason := _why_barred(folder):
        findings.append(finding("ADDIN04", folder, reason=reason))
    reason = why_not_trusted(setup.machine, folder)
    if reason and _warnings(setup.machine) == _ASKS:
        findings.append(finding("ADDIN16", folder, reason=reason))
    return Checked("start-up folder", f"{folder} is yours and trusted", tuple(findings))


def _why_barred(folder: Path) -> str:
    """Return why a folder cannot be written, or nothing; one that is missing will be made."""
    there = next(each for each in (folder, *folder.parents) if each.exists())
    try:
        with tempfile.TemporaryFile(dir=there):
            return ""
    except OSError as fault:
        return str(fault.strerror or fault)


def check_child_processes(setup: Setup) -> Checked:
    """Check that Defender lets Excel start Python, where the add-in is to start it."""
    name = "child processes"
    if setup.configuration.connect is Connect.RUNNING:
        return Checked(name, "Excel starts none; keep “xlbcf addin serve” running")
    state = _state(setup.machine, CHILD_PROCESSES)
    if state in _STOPPING and not _excluded(setup.machine, setup.interpreter):
        facts = {"state": state, "interpreter": setup.interpreter, "rule": CHILD_PROCESSES}
        return Checked(name, "", (finding("ADDIN17", "Excel", **facts),))
    return Checked(name, _allowed("Excel may start Python", state))


def check_win32_calls(setup: Setup) -> Checked:
    """Check that Defender lets the add-in load its library."""
    name = "calls of Windows"
    state = _state(setup.machine, WIN32_CALLS)
    if state in _STOPPING and not _excluded(setup.machine, setup.addin):
        facts = {"state": state, "addin": setup.addin, "rule": WIN32_CALLS}
        return Checked(name, "", (finding("ADDIN18", "Excel", **facts),))
    return Checked(name, _allowed("the add-in may load its library", state))


def _allowed(said: str, state: str) -> str:
    return f"{said} (Defender's rule is on “{state}”)" if state else said


def _state(machine: Machine, rule: str) -> str:
    """Return the state of one of Defender's rules, or nothing where it is off or not set.

    A group policy goes first, then what Intune has set (``ASRRules``), then the computer's own.
    """
    for states in _sources(machine):
        if rule in states:
            return _STATES.get(states[rule], "")
    return ""


def _sources(machine: Machine) -> Iterator[dict[str, str]]:
    policy = rf"{_POLICY_ROOT}\{_GUARD}"
    if machine.values(policy).get("exploitguard_asr_rules") != 0:
        yield _texts(machine, rf"{policy}\Rules")
    managed = str(machine.values(rf"{_POLICY_ROOT}\Policy Manager").get("asrrules", ""))
    pairs = (pair.partition("=") for pair in managed.split("|"))
    yield {rule.strip().casefold(): state.strip() for rule, _, state in pairs}
    yield _texts(machine, rf"{_OWN_ROOT}\{_GUARD}\Rules")


def _texts(machine: Machine, key: str) -> dict[str, str]:
    return {name: str(value) for name, value in machine.values(key).items()}


def _excluded(machine: Machine, path: Path) -> bool:
    """Return whether a file, or a folder that it lies in, is excluded from Defender's rules."""
    managed = str(machine.values(rf"{_POLICY_ROOT}\Policy Manager").get("asronlyexclusions", ""))
    named = [pair.partition("=")[0] for pair in managed.split("|")]
    for root in (_POLICY_ROOT, _OWN_ROOT):
        named += machine.values(rf"{root}\{_GUARD}\ASROnlyExclusions")
    wanted = _plain(str(path))
    tops = (_plain(expanded(machine, each)) for each in named if each.strip())
    return any(wanted == top or wanted.startswith(f"{top}/") for top in tops)


def _plain(path: str) -> str:
    return path.strip().replace("\\", "/").rstrip("/*").casefold()
