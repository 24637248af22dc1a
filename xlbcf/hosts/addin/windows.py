"""This computer, where it runs Windows."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from xlbcf.hosts.addin.machine import Python, ask_interpreter
from xlbcf.rules.findings import Refused, finding

_HIVES = {"HKCU": "HKEY_CURRENT_USER", "HKLM": "HKEY_LOCAL_MACHINE"}


class WindowsMachine:
    """A computer with Windows, through the registry's module of the standard library.

    Args:
        registry: the module ``winreg``.
        variables: the environment's variables.
        interpreter: the Python that runs this.
    """

    def __init__(self, registry: Any, variables: Mapping[str, str], interpreter: Path) -> None:
        self._registry = registry
        self.variables = variables
        self.interpreter = interpreter

    def values(self, key: str) -> Mapping[str, object]:
        """Return the values of a registry key by name in lower case; none if there is no key."""
        try:
            with self._open(key) as handle:
                count = self._registry.QueryInfoKey(handle)[1]
                entries = [self._registry.EnumValue(handle, at) for at in range(count)]
        except OSError:
            return {}
        return {name.casefold(): value for name, value, _ in entries}

    def subkeys(self, key: str) -> Sequence[str]:
        """Return the names of the keys within a registry key."""
        try:
            with self._open(key) as handle:
                count = self._registry.QueryInfoKey(handle)[0]
                return [self._registry.EnumKey(handle, at) for at in range(count)]
        except OSError:
            return []

    def ask(self, interpreter: Path) -> Python:
        """Return what a Python says of itself."""
        return ask_interpreter(interpreter)

    def _open(self, key: str) -> Any:
        """Open a key as a 64-bit program sees it, which this Python need not be."""
        hive, _, path = key.partition("\\")
        access = self._registry.KEY_READ | self._registry.KEY_WOW64_64KEY
        return self._registry.OpenKey(getattr(self._registry, _HIVES[hive]), path, 0, access)


def this_machine() -> WindowsMachine:
    """Return this computer.

    Raises:
        Refused: it does not run Windows (ADDIN02).
    """
    system = {"Darwin": "macOS"}.get(platform.system(), platform.system())
    if system != "Windows":
        raise Refused(finding("ADDIN02", "this computer", system=system))
    import winreg

    return WindowsMachine(winreg, os.environ, Path(sys.executable))
