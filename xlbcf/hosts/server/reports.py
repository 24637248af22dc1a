"""What buttons write on the server: a folder for each press, gone after a day or with the server.

Excel does not say where a workbook is, so that workbooks of one name cannot be told apart.
"""

from __future__ import annotations

import itertools
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from xlbcf.hosts.addin.configuration import configuration_folder

_REPORTS = "reports"
_FOLDER = re.compile(r"([0-9a-f]{8})-\d+")
_A_DAY = 24 * 60 * 60
#: Tells this server's folders from those of another that runs beside it.
_OWN = secrets.token_hex(4)
_presses = itertools.count(1)


def folder_for_press() -> Path:
    """Return a new folder for what one press of a button writes; the first file makes it."""
    remove_old_reports()
    return configuration_folder() / _REPORTS / f"{_OWN}-{next(_presses)}"


def remove_old_reports() -> None:
    """Remove what was written more than a day ago, by this server or an earlier one."""
    for folder, _ in _folders():
        # Another server may have been first.
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > _A_DAY:
                shutil.rmtree(folder)


def remove_own_reports() -> None:
    """Remove what this server wrote; its links end with it."""
    for folder, server in _folders():
        if server == _OWN:
            shutil.rmtree(folder, ignore_errors=True)


def _folders() -> Iterator[tuple[Path, str]]:
    """Yield the folders of presses and what tells their server."""
    reports = configuration_folder() / _REPORTS
    for path in [*reports.iterdir()] if reports.is_dir() else ():
        if found := _FOLDER.fullmatch(path.name):
            yield path, found[1]
