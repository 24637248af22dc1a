"""Files named by a pattern such as ``returns/*.xlsx``, where the shell leaves that to programs."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator
from pathlib import Path

# Excel and LibreOffice put these beside a workbook that they have open.
_LOCKS = ("~$", ".~lock.")


def files_named(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield files, each pattern replaced by the files that fit it.

    PowerShell hands a pattern on as it was typed, while Unix shells replace it themselves.

    Args:
        paths: files and patterns with ``*`` or ``?``.

    Returns:
        The files in their order, those of a pattern by name and without lock files. A pattern that
        nothing fits stays, so that it is told as a file that is not there.
    """
    for path in paths:
        fitting = _fitting(path) if set("*?") & set(str(path)) else []
        yield from fitting or [path]


def _fitting(pattern: Path) -> list[Path]:
    # Path.glob takes no pattern that begins at the root, and folders may be patterns too.
    found = sorted(map(Path, glob.glob(str(pattern))))  # noqa: PTH207
    return [path for path in found if not path.name.startswith(_LOCKS)]
