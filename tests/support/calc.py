"""LibreOffice Calc with our add-in: steps on real cells, all in one run of a private profile."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from xlbcf.hosts.calc.extension import extension

_STEPS = Path(__file__).with_name("calc_cells.py")
#: Where Debian's package python3-uno serves; a LibreOffice from elsewhere brings its own Python.
_PYTHON = "/usr/bin/python3"
_PATIENCE = 240


def worked(steps: Sequence[Sequence[object]], folder: Path, interpreter: str = "") -> list:
    """Return what each step gives (see ``calc_cells``), in a LibreOffice that has the add-in.

    Skips the test where LibreOffice or its Python is not installed.

    Args:
        steps: names of steps with their arguments.
        folder: an empty folder to work in.
        interpreter: the Python that answers, unless it is this one.
    """
    program, installer = shutil.which("soffice"), shutil.which("unopkg")
    if program is None or installer is None:
        pytest.skip("LibreOffice (soffice, unopkg) is not installed")
    if subprocess.run([_PYTHON, "-c", "import uno"], capture_output=True).returncode:
        pytest.skip("LibreOffice's Python (Debian's package python3-uno) is not installed")
    file = folder / "xlbcf.oxt"
    file.write_bytes(extension(Path(interpreter or sys.executable)))
    # As root LibreOffice installs add-ins for all users only; "all" is this folder here.
    places = [
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        f"-env:UNO_SHARED_PACKAGES={(folder / 'shared').as_uri()}",
        f"-env:UNO_SHARED_PACKAGES_CACHE={(folder / 'shared' / 'cache').as_uri()}",
    ]
    _run([installer, "add", "--shared", *places, str(file)])
    return json.loads(_run([_PYTHON, str(_STEPS), program, *places], json.dumps(steps)))


def _run(command: Sequence[str], given: str = "") -> str:
    done = subprocess.run(
        command, input=given, capture_output=True, text=True, timeout=_PATIENCE, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
