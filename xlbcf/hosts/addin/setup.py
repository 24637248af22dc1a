"""What a check of an installation looks at, gathered once; and what a check says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from xlbcf.hosts.addin.configuration import Configuration, configuration_file, read_configuration
from xlbcf.hosts.addin.excel import ADDIN_NAME, excel_bits, start_up_folder
from xlbcf.hosts.addin.machine import Machine, Python
from xlbcf.hosts.addin.pythons import find_library, library_name, without_window
from xlbcf.rules.findings import Finding, Refused


@dataclass(frozen=True, slots=True)
class Checked:
    """What one check says.

    Args:
        name: what was looked at.
        said: what was found, where all is well.
        findings: what is in the way or must be looked at.
    """

    name: str
    said: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Setup:
    """An installation, or what one would rest on.

    Args:
        machine: the computer.
        file: the configuration's file.
        configuration: what stands in it; the defaults where there is none.
        fault: why the configuration cannot be read, or None.
        addin: where the add-in is, or would be.
        interpreter: the Python that the add-in starts, or would start.
        python: what that Python says of itself.
        bits: how wide Excel is, or None where nothing tells.
        library: xlwings' library for Excel, as configured or as an installation would find it.
    """

    machine: Machine
    file: Path
    configuration: Configuration
    fault: Finding | None
    addin: Path
    interpreter: Path
    python: Python
    bits: int | None
    library: Path


def gather(machine: Machine) -> Setup:
    """Look at an installation; where there is none, at what this Python would give one."""
    file = configuration_file(machine.variables)
    configuration, fault = Configuration(), None
    try:
        configuration = read_configuration(file)
    except Refused as refused:
        fault = refused.findings[0]
    named = configuration.interpreter
    interpreter = Path(named) if named else without_window(machine.interpreter)
    python = machine.ask(interpreter)
    bits = excel_bits(machine)
    addin = configuration.addin or start_up_folder(machine) / ADDIN_NAME
    return Setup(
        machine,
        file,
        configuration,
        fault,
        Path(addin),
        interpreter,
        python,
        bits,
        _library(configuration, interpreter, python, bits or 64),
    )


def _library(configuration: Configuration, interpreter: Path, python: Python, bits: int) -> Path:
    if configuration.library:
        return Path(configuration.library)
    found = find_library(interpreter, python, bits)
    return found or interpreter.parent / library_name(bits, python.xlwings)
