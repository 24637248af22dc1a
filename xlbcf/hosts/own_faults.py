"""Faults of the program itself behind a button: a sentence for the person, the rest for the log."""

from __future__ import annotations

import traceback
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from xlbcf.hosts.addin.configuration import configuration_folder

LOG = "xlbcf.log"
_LARGEST_LOG = 1 << 20


def own_fault(fault: Exception, action: str) -> str:
    """Write a fault of the program into the log and return what the person is told.

    Args:
        fault: what was raised.
        action: the button that it was behind.
    """
    reason = f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__
    path = configuration_folder() / LOG
    kept = f" The details are in {path}." if _logged(path, fault, action) else ""
    return f"xlbcf met a fault of its own: {reason}.{kept} Please report it; try again after that."


def _logged(path: Path, fault: Exception, action: str) -> bool:
    """Write a fault into the log, which begins anew once it is large; say whether that worked."""
    # Where not even the log can be written, the person still gets the answer.
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        anew = path.exists() and path.stat().st_size > _LARGEST_LOG
        told = "".join(traceback.format_exception(fault))
        with path.open("w" if anew else "a", encoding="utf-8") as log:
            log.write(f"{datetime.now():%Y-%m-%d %H:%M:%S} {action}\n{told}\n")
        return True
    return False
