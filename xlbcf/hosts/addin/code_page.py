"""The computer's code page: the letters in which Excel can name the Python to be started."""

from __future__ import annotations

import codecs
from pathlib import Path

from xlbcf.hosts.addin.configuration import Connect
from xlbcf.hosts.addin.machine import Machine
from xlbcf.rules.findings import Finding, finding

_KEY = r"HKLM\SYSTEM\CurrentControlSet\Control\Nls\CodePage"


def path_fault(machine: Machine, interpreter: Path, connect: Connect) -> Finding | None:
    """Return why Excel could not start a Python by its path, or None.

    VBA turns a text that it hands to a library into the computer's ANSI code page (Microsoft,
    *Declare statement*), and xlwings' library starts Python with that text. Where the add-in takes
    a Python that runs, no path is handed over.

    Args:
        machine: the computer.
        interpreter: the Python's program.
        connect: how the add-in comes to Python.
    """
    page = str(machine.values(_KEY).get("acp", ""))
    lacking = _lacking(page, str(interpreter))
    if connect is Connect.RUNNING or not lacking:
        return None
    letters = ", ".join(f"“{sign}”" for sign in lacking)
    return finding("ADDIN26", interpreter, letters=letters, page=page)


def _lacking(page: str, text: str) -> list[str]:
    """Return the signs of a text that a code page lacks; none where Python does not know it."""
    try:
        encode = codecs.lookup(f"cp{page}").encode
    except LookupError:
        return []
    lacking = []
    for sign in dict.fromkeys(text):
        try:
            encode(sign)
        except UnicodeEncodeError:
            lacking.append(sign)
    return lacking
