"""A made-up profile of a person on a computer with Windows: real folders, a made-up registry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from xlbcf import __version__
from xlbcf.hosts.addin.machine import Python

XLWINGS = version("xlwings")
CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
SECURITY = r"HKCU\Software\Microsoft\Office\16.0\Excel\Security"
POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0"
OPTIONS = r"HKCU\Software\Microsoft\Office\16.0\Excel\Options"
DISABLED = r"HKCU\Software\Microsoft\Office\16.0\Excel\Resiliency\DisabledItems"
DEFENDER = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender"
CODE_PAGE = r"HKLM\SYSTEM\CurrentControlSet\Control\Nls\CodePage"
RULES = rf"{DEFENDER}\Windows Defender Exploit Guard\ASR\Rules"


@dataclass
class Profile:
    """A computer as the installer and the doctor see it.

    Args:
        folder: where its folders are made.
        registry: the values of each key.
        python: what its Python says of itself.
    """

    folder: Path
    registry: dict[str, dict[str, object]] = field(default_factory=dict)
    python: Python = field(default_factory=Python)

    @property
    def roaming(self) -> Path:
        return self.folder / "AppData" / "Roaming"

    @property
    def environment(self) -> Path:
        return self.folder / "bcf" / ".venv"

    @property
    def library(self) -> Path:
        return self.environment / f"xlwings64-{XLWINGS}.dll"

    @property
    def addin(self) -> Path:
        return self.roaming / "Microsoft" / "Excel" / "XLSTART" / "xlbcf.xlam"

    @property
    def configuration(self) -> Path:
        return self.roaming / "xlbcf" / "xlbcf.conf"

    @property
    def variables(self) -> Mapping[str, str]:
        return {"APPDATA": str(self.roaming)}

    @property
    def interpreter(self) -> Path:
        return self.environment / "Scripts" / "python.exe"

    def values(self, key: str) -> Mapping[str, object]:
        found = self.registry.get(key, {})
        return {name.casefold(): value for name, value in found.items()}

    def subkeys(self, key: str) -> Sequence[str]:
        inner = [each.removeprefix(f"{key}\\") for each in self.registry if each.startswith(key)]
        return [name for name in inner if "\\" not in name]

    def ask(self, interpreter: Path) -> Python:
        if not interpreter.exists():
            return Python(fault="it does not start (no such file)")
        return self.python

    def set(self, key: str, **values: object) -> None:
        """Set values of a registry key."""
        self.registry.setdefault(key, {}).update(values)


def healthy_profile(folder: Path) -> Profile:
    """Return a profile where nothing is in the way: 64-bit Excel, a virtual environment."""
    profile = Profile(folder)
    profile.set(CLICK_TO_RUN, Platform="x64")
    profile.set(CODE_PAGE, ACP="1252")
    environment = profile.environment
    profile.interpreter.parent.mkdir(parents=True)
    for name in ("python.exe", "pythonw.exe"):
        (profile.interpreter.parent / name).write_bytes(program(64))
    for bits in (32, 64):
        (environment / f"xlwings{bits}-{XLWINGS}.dll").write_bytes(program(bits))
    profile.roaming.mkdir(parents=True)
    profile.python = Python(
        version="3.11.9",
        bits=64,
        base=r"C:\Users\sam\AppData\Local\Programs\Python\Python311",
        folders=(str(environment),),
        xlbcf=__version__,
        xlwings=XLWINGS,
    )
    return profile


def program(bits: int) -> bytes:
    """Return the beginning of a program for Windows, as far as its header says how wide it is."""
    machine = {32: 0x014C, 64: 0x8664}[bits]
    start = b"MZ".ljust(0x3C, b"\0") + (0x80).to_bytes(4, "little")
    return start.ljust(0x80, b"\0") + b"PE\0\0" + machine.to_bytes(2, "little") + bytes(64)


def mark_of_the_web(path: Path, zone: int = 3) -> None:
    """Mark a file as Windows marks what a browser saves: here in a file of the stream's name."""
    Path(f"{path}:Zone.Identifier").write_text(f"[ZoneTransfer]\r\nZoneId={zone}\r\n")
