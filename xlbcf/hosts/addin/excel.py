"""Excel on this computer: where it looks for add-ins, what it trusts, and how wide it is.

Excel 2016 and later keep their settings under 16.0. A policy stands in a tree of its own and goes
before the same setting of the person (Microsoft, Office administrative templates); those that come
from Microsoft 365's Cloud Policy service go first.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

from xlbcf.hosts.addin.machine import Machine, expanded

ADDIN_NAME = "xlbcf.xlam"
OFFICE = r"Software\Microsoft\Office\16.0"
#: The trees of Office's policies, in the order in which they count.
_POLICIES = (
    r"HKCU\Software\Policies\Microsoft\Cloud\Office\16.0",
    r"HKCU\Software\Policies\Microsoft\Office\16.0",
    r"HKLM\Software\Policies\Microsoft\Office\16.0",
)
_CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_OUTLOOK = (
    r"HKLM\SOFTWARE\Microsoft\Office\16.0\Outlook",
    r"HKLM\SOFTWARE\WOW6432Node\Microsoft\Office\16.0\Outlook",
)
_PROGRAM = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_INSTALLED = rf"HKLM\{OFFICE}\Excel\InstallRoot"
_BITS = {"x86": 32, "x64": 64, "arm64": 64}
#: The machine's number in the header of a program or library, and how wide it makes it.
_HEADERS = {0x014C: 32, 0x8664: 64, 0xAA64: 64}
_HEADER_AT = 0x3C
_ZONE_STREAM = "Zone.Identifier"


def start_up_folder(machine: Machine) -> Path:
    """Return the folder whose add-ins Excel opens when it starts, the person's own.

    It is ``%APPDATA%\\Microsoft\\Excel\\XLSTART`` in every language, and one of Excel's trusted
    locations unless a policy says otherwise.
    """
    return Path(machine.variables.get("APPDATA", "")) / "Microsoft" / "Excel" / "XLSTART"


def alternate_folder(machine: Machine) -> Path | None:
    """Return the other folder that Excel opens files from: “At startup, open all files in”.

    It is ``AltStartup`` among Excel's options, or the same in the policies.
    """
    found = setting(machine, "Excel\\Options", "AltStartup")
    return Path(expanded(machine, found)) if found else None


def start_up_folders(machine: Machine) -> Iterator[Path]:
    """Yield every folder whose add-ins Excel opens when it starts."""
    yield start_up_folder(machine)
    if other := alternate_folder(machine):
        yield other
    if root := machine.values(_INSTALLED).get("path"):
        yield Path(str(root)) / "XLSTART"


def addins_folder(machine: Machine) -> Path:
    """Return the folder where Excel keeps add-ins that are ticked one by one."""
    return Path(machine.variables.get("APPDATA", "")) / "Microsoft" / "AddIns"


def excel_bits(machine: Machine) -> int | None:
    """Return how wide Excel is, 32 or 64 bits, or None where nothing tells.

    ``Platform`` of a Click-to-Run installation; ``Bitness``, which Outlook writes and all of Office
    shares (Microsoft, 64-bit editions of Office); else the header of Excel's own program.
    """
    told = machine.values(_CLICK_TO_RUN).get("platform")
    for key in _OUTLOOK:
        told = told or machine.values(key).get("bitness")
    if told:
        return _BITS.get(str(told).casefold())
    program = machine.values(_PROGRAM).get("")
    return bits_of(Path(expanded(machine, program).strip('"'))) if program else None


def bits_of(program: Path) -> int | None:
    """Return how wide a program or library for Windows is, by its header.

    Returns:
        32 or 64, or None where the file is missing or is neither.
    """
    try:
        with program.open("rb") as file:
            file.seek(_HEADER_AT)
            file.seek(int.from_bytes(file.read(4), "little"))
            header = file.read(6)
    except OSError:
        return None
    known = header[:4] == b"PE\0\0"
    return _HEADERS.get(int.from_bytes(header[4:], "little")) if known else None


def setting(machine: Machine, key: str, name: str) -> object | None:
    """Return one of Office's settings: by policy where there is one, else the person's own.

    Args:
        machine: the computer.
        key: the key below 16.0, such as ``Excel\\Security``.
        name: the value's name.
    """
    policy = policy_of(machine, key, name)
    if policy is not None:
        return policy
    return machine.values(rf"HKCU\{OFFICE}\{key}").get(name.casefold())


def policy_of(machine: Machine, key: str, name: str) -> object | None:
    """Return one of Office's policies, or None where it is not set."""
    for root in _POLICIES:
        found = machine.values(rf"{root}\{key}").get(name.casefold())
        if found is not None:
            return found
    return None


def zone_of(path: Path) -> str:
    """Return the zone that a file came from as Windows notes it, or nothing.

    The stream ``Zone.Identifier`` of NTFS holds ``ZoneId=3`` for the internet and 4 for untrusted
    sites (Microsoft, *Macros from the internet are blocked by default in Office*).
    """
    try:
        text = Path(f"{path}:{_ZONE_STREAM}").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    found = [line.partition("=")[2] for line in text.splitlines() if line.startswith("ZoneId=")]
    return found[0].strip() if found else ""


def why_not_trusted(machine: Machine, folder: Path) -> str:
    """Return why Excel does not trust what lies in a start-up folder, or nothing if it does.

    The settings are those of Excel's and of Office's *Trusted Locations* (Office administrative
    templates): ``alllocationsdisabled``, ``allownetworklocations``, ``allow user locations``.
    """
    places = r"Excel\Security\Trusted Locations"
    if setting(machine, places, "AllLocationsDisabled") == 1:
        return "all trusted locations are switched off"
    if _on_network(folder) and setting(machine, places, "AllowNetworkLocations") != 1:
        return "the folder is on the network, and trusted locations there are switched off"
    shared = r"Common\Security\Trusted Locations"
    own_count = policy_of(machine, shared, "allow user locations") != 0
    if not own_count and not any(_covers(each, folder) for each in _named(machine)):
        return "only locations that IT has named are trusted, and this one is not named"
    return ""


def _on_network(folder: Path) -> bool:
    return str(folder).startswith(("\\\\", "//"))


def _named(machine: Machine) -> Iterator[tuple[str, bool]]:
    """Yield the locations that policies trust: the folder, and whether those within count."""
    for root, part in product(_POLICIES, ("Excel", "Common")):
        top = rf"{root}\{part}\Security\Trusted Locations"
        for name in machine.subkeys(top):
            values = machine.values(rf"{top}\{name}")
            yield expanded(machine, values.get("path", "")), values.get("allowsubfolders") == 1


def _covers(location: tuple[str, bool], folder: Path) -> bool:
    named, with_subfolders = location
    top, inner = (text.replace("\\", "/").rstrip("/").casefold() for text in (named, str(folder)))
    return bool(top) and (inner == top or (with_subfolders and inner.startswith(f"{top}/")))
