"""The Python behind the add-in: which one it is, and the library that xlwings put beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from xlbcf.hosts.addin.machine import Python
from xlbcf.rules.findings import Finding, finding

OLDEST = "3.11"
#: Where programs of the Microsoft Store lie, and the aliases that lead there.
_STORE = "windowsapps"
_WITHOUT_WINDOW = "pythonw.exe"


def without_window(interpreter: Path) -> Path:
    """Return the program of a Python that opens no window; the same one where there is none."""
    beside = interpreter.with_name(_WITHOUT_WINDOW)
    return beside if beside.exists() else interpreter


def from_store(interpreter: Path, python: Python) -> bool:
    """Return whether a Python is one of the Microsoft Store, or rests on one."""
    parts = (*interpreter.parts, *Path(python.base.replace("\\", "/")).parts)
    return _STORE in {part.casefold() for part in parts}


def library_name(bits: int, version: str) -> str:
    """Return the file name of xlwings' library for Excel.

    Args:
        bits: how wide Excel is, 32 or 64.
        version: the version of xlwings.
    """
    return f"xlwings{bits}-{version}.dll"


def find_library(interpreter: Path, python: Python, bits: int) -> Path | None:
    """Find xlwings' library for Excel.

    Its wheel for 64-bit Windows holds one for each width as *data*, which is installed into the
    folder of the environment: beside ``python.exe``, or above ``Scripts`` in a virtual one. The
    wheel for other systems, which 32-bit Python gets, holds none.

    Args:
        interpreter: the Python's program.
        python: what it says of itself.
        bits: how wide Excel is.
    """
    name = library_name(bits, python.xlwings)
    found = (folder / name for folder in _folders(interpreter, python))
    return next((path for path in found if path.exists()), None)


def _folders(interpreter: Path, python: Python) -> Iterator[Path]:
    yield from map(Path, python.folders)
    yield from interpreter.parents[:2]


def python_fault(interpreter: Path, python: Python) -> Finding | None:
    """Return what keeps a Python from serving Excel, or None.

    Args:
        interpreter: the Python's program.
        python: what it says of itself.
    """
    if from_store(interpreter, python):
        return finding("ADDIN10", interpreter)
    if not interpreter.exists():
        return finding("ADDIN07", interpreter)
    if python.version and _numbers(python.version) < _numbers(OLDEST):
        return finding("ADDIN09", interpreter, found=python.version, expected=OLDEST)
    if python.fault:
        return finding("ADDIN08", interpreter, reason=python.fault)
    return None


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2] if part.isdecimal())
