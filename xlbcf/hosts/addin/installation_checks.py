"""Checks of what was installed: the two files, the Python they name and its library for Excel."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from xlbcf.hosts.addin.code_page import path_fault
from xlbcf.hosts.addin.excel import (
    ADDIN_NAME,
    OFFICE,
    addins_folder,
    bits_of,
    start_up_folders,
    zone_of,
)
from xlbcf.hosts.addin.machine import expanded
from xlbcf.hosts.addin.pythons import library_name, python_fault
from xlbcf.hosts.addin.setup import Checked, Setup
from xlbcf.rules.findings import Finding, finding

_DISABLED = rf"HKCU\{OFFICE}\Excel\Resiliency\DisabledItems"
_OPTIONS = rf"HKCU\{OFFICE}\Excel\Options"
_TICKED = re.compile(r"open\d*")
_SHOWN = 12
#: From this zone on, Windows holds a file for one from outside.
_OUTSIDE = ("3", "4")


def check_configuration(setup: Setup) -> Checked:
    """Check that the configuration is there and can be read."""
    name = "configuration"
    if setup.fault:
        return Checked(name, "", (setup.fault,))
    if not setup.file.exists():
        missing = finding("ADDIN21", setup.file, found="the configuration")
        return Checked(name, "", (missing,))
    connect = setup.configuration.connect
    return Checked(name, f"{setup.file}, connects to Python by “{connect}”")


def check_addin(setup: Setup) -> Checked:
    """Check that the add-in is there, as it was installed, and of the package's version."""
    name = "add-in"
    try:
        found = hashlib.sha256(setup.addin.read_bytes()).hexdigest()
    except OSError:
        return Checked(name, "", (finding("ADDIN21", setup.addin, found="the add-in"),))
    findings = []
    noted = setup.configuration
    if noted.version and setup.python.xlbcf not in ("", noted.version):
        versions = {"found": noted.version, "expected": setup.python.xlbcf}
        findings.append(finding("ADDIN22", setup.addin, **versions))
    if noted.checksum and found != noted.checksum:
        findings.append(finding("ADDIN23", setup.addin, found=f"{found[:_SHOWN]}…"))
    return Checked(name, f"{setup.addin}, SHA-256 {found}", tuple(findings))


def check_python(setup: Setup) -> Checked:
    """Check that the Python is there, may start, is new enough, can load xlbcf and can be named."""
    python = setup.python
    faults = (
        python_fault(setup.interpreter, python),
        path_fault(setup.machine, setup.interpreter, setup.configuration.connect),
    )
    said = f"{setup.interpreter}, Python {python.version}, {python.bits}-bit, xlbcf {python.xlbcf}"
    return Checked("Python", said, tuple(fault for fault in faults if fault))


def check_library(setup: Setup) -> Checked:
    """Check that xlwings' library for Excel is there, of the right version and width.

    Its name holds its version. Excel loads it into itself, so that its width must be Excel's;
    Python's own width does not matter, because Windows' automation goes between programs.
    """
    name = "library"
    library, version = setup.library, setup.python.xlwings
    if not library.exists():
        facts = {"library": library.name, "version": version or "the newest"}
        return Checked(name, "", (finding("ADDIN11", library.parent, **facts),))
    findings = []
    if version and library.name not in {library_name(bits, version) for bits in (32, 64)}:
        findings.append(finding("ADDIN12", setup.file, found=library.name, expected=version))
    width = bits_of(library)
    if setup.bits and width and setup.bits != width:
        findings.append(finding("ADDIN13", library, excel=setup.bits, library=width))
    if not setup.bits:
        findings.append(finding("ADDIN06", "Excel"))
    return Checked(name, f"{library}, {width}-bit as Excel is", tuple(findings))


def check_mark(setup: Setup) -> Checked:
    """Check that Windows has not marked the add-in as come from outside."""
    name = "Mark of the Web"
    zone = zone_of(setup.addin)
    if zone in _OUTSIDE:
        return Checked(name, "", (finding("ADDIN14", setup.addin, zone=zone),))
    return Checked(name, "the add-in carries none")


def check_copies(setup: Setup) -> Checked:
    """Check that there is no other copy of the add-in where Excel would find it.

    Excel looks into its start-up folders and its folder of add-ins, and opens what stands in its
    options as ``OPEN``, ``OPEN1`` and so on (Better Solutions, *Add-ins: registry keys*).
    """
    copies = sorted({str(path): None for path in _copies(setup)})
    findings: tuple[Finding, ...] = tuple(finding("ADDIN19", path) for path in copies)
    return Checked("other copies", "none", findings)


def _copies(setup: Setup) -> Iterator[Path]:
    machine = setup.machine
    for folder in (*start_up_folders(machine), addins_folder(machine)):
        for path in folder.glob("*.xla*") if folder.is_dir() else ():
            if path.name.casefold() == ADDIN_NAME and path != setup.addin:
                yield path
    for option, value in machine.values(_OPTIONS).items():
        named = expanded(machine, value).removeprefix("/R").strip(' "')
        if _TICKED.fullmatch(option) and named.casefold().endswith(ADDIN_NAME):
            # A bare name stands for a file in the folder of add-ins.
            path = addins_folder(machine) / named
            if path != setup.addin:
                yield path


def check_disabled(setup: Setup) -> Checked:
    """Check that Excel has not put the add-in on its list of disabled items.

    Each value of ``DisabledItems`` is binary: three numbers of four bytes, then the path and the
    title in UTF-16 (Super User, *How do I disable an add-in in Word?*).
    """
    name = "disabled items"
    for value in setup.machine.values(_DISABLED).values():
        text = value[12:].decode("utf-16-le", "replace") if isinstance(value, bytes) else ""
        if ADDIN_NAME in text.casefold():
            return Checked(name, "", (finding("ADDIN20", "Excel"),))
    return Checked(name, "the add-in is not among them")
