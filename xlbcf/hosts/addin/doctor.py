"""The doctor: every check of an installation, each of them whatever the others find."""

from __future__ import annotations

from collections.abc import Iterable

from xlbcf.hosts.addin.installation_checks import (
    check_addin,
    check_configuration,
    check_copies,
    check_disabled,
    check_library,
    check_mark,
    check_python,
)
from xlbcf.hosts.addin.machine import Machine
from xlbcf.hosts.addin.rule_checks import (
    check_child_processes,
    check_folder,
    check_macros,
    check_win32_calls,
)
from xlbcf.hosts.addin.setup import Checked, gather
from xlbcf.rules.kinds import Severity

_CHECKS = (
    check_configuration,
    check_addin,
    check_python,
    check_library,
    check_mark,
    check_macros,
    check_folder,
    check_child_processes,
    check_win32_calls,
    check_copies,
    check_disabled,
)


def examine(machine: Machine) -> list[Checked]:
    """Look for everything that could keep the add-in from working.

    Args:
        machine: the computer.

    Returns:
        What each check says, in the order in which a person would look.
    """
    setup = gather(machine)
    return [check(setup) for check in _CHECKS]


def worst(checked: Iterable[Checked]) -> Severity:
    """Return the gravest severity among what checks say; a note where all is well."""
    found = {each.severity for check in checked for each in check.findings}
    return next((each for each in Severity if each in found), Severity.NOTE)
