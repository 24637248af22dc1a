"""Why a file could not be read, in the words of a finding."""

from __future__ import annotations

import os
from pathlib import Path

from xlbcf.rules.findings import Finding, finding


def unreadable(path: Path, fault: OSError) -> Finding:
    """Return the finding for a file that is there and cannot be read.

    Args:
        path: the file.
        fault: what the system said of it; of a folder it says different things on each system.

    Returns:
        The finding FILE02; for a folder with advice of its own.
    """
    # Path.is_dir raises for a name that is too long.
    if os.path.isdir(path):  # noqa: PTH112
        found = finding("FILE02", path, reason="it is a folder")
        return found._replace(advice="Name a file instead of the folder.")
    return finding("FILE02", path, reason=fault.strerror or fault)
