"""A computer as the installer and the doctor see it: what they ask that only Windows can answer.

Files are read as files everywhere. The registry, and what another Python says of itself, come
through :class:`Machine`, so that tests can stand a made-up profile in its place.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

_PATIENCE = 120
_VARIABLE = re.compile("%([^%]+)%")
#: What another Python is asked to run; it may be of any version.
_QUESTION = """
import json, platform, struct, sys
told = {"version": platform.python_version(), "bits": struct.calcsize("P") * 8}
try:
    import importlib.metadata, site, sysconfig
    folders = [sysconfig.get_path("data"), sys.prefix, site.getuserbase()]
    told.update(base=sys.base_prefix, folders=folders)
    if sys.platform == "win32":
        import pythoncom
    import xlbcf.hosts.udfs
    told.update(xlbcf=xlbcf.__version__, xlwings=importlib.metadata.version("xlwings"))
except Exception as fault:
    told["fault"] = "%s: %s" % (type(fault).__name__, fault)
print(json.dumps(told))
"""


@dataclass(frozen=True, slots=True)
class Python:
    """What a Python says of itself.

    Args:
        version: its version, such as ``3.11.9``; empty if it could not be asked.
        bits: 32 or 64; 0 if it could not be asked.
        base: the folder of the Python that it rests on, where it is a virtual environment.
        folders: where it keeps what packages install beside it.
        xlbcf: the version of xlbcf that it can load; empty if none.
        xlwings: the version of xlwings that it has; empty if none.
        fault: why it could not be asked, or cannot load xlbcf; empty if all is well.
    """

    version: str = ""
    bits: int = 0
    base: str = ""
    folders: tuple[str, ...] = ()
    xlbcf: str = ""
    xlwings: str = ""
    fault: str = ""


class Machine(Protocol):
    """A computer with Windows, as one person uses it."""

    @property
    def variables(self) -> Mapping[str, str]:
        """The environment's variables."""

    @property
    def interpreter(self) -> Path:
        """The Python that runs this."""

    def values(self, key: str) -> Mapping[str, object]:
        """Return the values of a registry key by name in lower case; none if there is no such key.

        Args:
            key: the key's path, beginning with ``HKCU`` or ``HKLM``.
        """

    def subkeys(self, key: str) -> Sequence[str]:
        """Return the names of the keys within a registry key."""

    def ask(self, interpreter: Path) -> Python:
        """Return what a Python says of itself."""


def ask_interpreter(interpreter: Path) -> Python:
    """Start a Python and have it say what it is and whether it can load xlbcf.

    Args:
        interpreter: its program. For one without a window, the one with a console beside it is
            asked, because that one can answer.
    """
    beside = interpreter.with_name(interpreter.name.replace("pythonw", "python"))
    asked = beside if beside.exists() else interpreter
    try:
        # In its own folder, so that no package lying in the current one is taken for installed.
        done = subprocess.run(
            [asked, "-c", _QUESTION],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_PATIENCE,
            cwd=interpreter.parent,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        return Python(fault=f"it does not start ({fault})")
    try:
        told = json.loads(done.stdout.strip().splitlines()[-1])
        return Python(**{**told, "folders": tuple(filter(None, told.get("folders", ())))})
    except (IndexError, TypeError, ValueError):
        last = done.stderr.strip().splitlines()[-1:] or ["it says nothing"]
        return Python(fault=f"it does not start ({last[0]})")


def expanded(machine: Machine, text: object) -> str:
    """Return a text of the registry with its ``%VARIABLES%`` filled in."""
    known = {name.casefold(): value for name, value in machine.variables.items()}
    return _VARIABLE.sub(lambda found: known.get(found[1].casefold(), found[0]), str(text))
