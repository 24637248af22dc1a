"""Workbooks printed into PDF files by LibreOffice, which runs as a program of its own."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from xlbcf.rules.findings import Refused, finding

#: Names the program where it is not found by itself.
PROGRAM_VARIABLE = "XLBCF_LIBREOFFICE"
#: A large workbook takes some seconds, the first start on a slow computer up to a minute.
LONGEST = 180
_NAMES = ("soffice", "libreoffice")
#: Tagged, so that a program that reads aloud follows the tables' order; without the notes, whose
#: signs would cover the cells beside them.
_FILTER = (
    'pdf:calc_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"ExportNotes":{"type":"boolean","value":"false"}}'
)
_WHY = re.compile(r"^Error:?\s*(.+)$", re.MULTILINE)


def find_office(settings: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Return where LibreOffice is.

    Args:
        settings: the environment's variables; XLBCF_LIBREOFFICE names the program if it is set.
        platform: the system, as Python names it.

    Raises:
        Refused: it is not there (PUB06).
    """
    if named := settings.get(PROGRAM_VARIABLE):
        if Path(named).is_file():
            return Path(named)
        raise Refused(finding("PUB06", named, found=f"{PROGRAM_VARIABLE} names no file"))
    path = settings.get("PATH", os.defpath)
    on_path = (shutil.which(name, path=path) for name in _NAMES)
    usual = (str(each) for each in _usual_places(settings, platform) if each.is_file())
    found = next((each for each in (*on_path, *usual) if each), None)
    if found is None:
        raise Refused(finding("PUB06", "LibreOffice", found="it is not on this computer"))
    return Path(found)


def print_to_pdf(content: bytes, name: str, program: Path, longest: float = LONGEST) -> bytes:
    """Return a workbook's visible sheets as a PDF file.

    LibreOffice gets a profile of its own, so that it neither disturbs nor meets one that is open.

    Args:
        content: the workbook's content.
        name: its file name, for messages.
        program: LibreOffice.
        longest: the seconds after which it is ended.

    Raises:
        Refused: it made no PDF file (PUB07).
    """
    with TemporaryDirectory(prefix="xlbcf-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        source, target, log = folder / "page.xlsx", folder / "page.pdf", folder / "log.txt"
        source.write_bytes(content)
        command = [
            str(program), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--norestore", "--convert-to", _FILTER, "--outdir", str(folder), str(source),
        ]  # fmt: skip
        reason = _run(command, log, longest)
        if target.is_file():
            return target.read_bytes()
        told = _WHY.findall(log.read_text(errors="replace")) if log.is_file() else []
        reason = reason or (told[-1] if told else "it gave no reason")
        raise Refused(finding("PUB07", name, program=program, reason=reason))


def _usual_places(settings: Mapping[str, str], platform: str) -> Iterator[Path]:
    """Yield where the program is when it was installed the usual way, but not on the PATH."""
    if platform == "win32":
        for variable in ("ProgramFiles", "ProgramFiles(x86)", "ProgramW6432"):
            if folder := settings.get(variable):
                # The .com waits until the work is done, as a command does.
                yield Path(folder, "LibreOffice", "program", "soffice.com")
    elif platform == "darwin":
        yield Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
    else:
        yield Path("/usr/lib/libreoffice/program/soffice")
        yield Path("/snap/bin/libreoffice")


def _run(command: list[str], log: Path, longest: float) -> str:
    """Run a program to its end; return why it did not get there, or nothing."""
    no_window = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        with log.open("wb") as told:
            started = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=told, stderr=told,
                creationflags=no_window, start_new_session=True,
            )  # fmt: skip
            try:
                started.wait(longest)
            except subprocess.TimeoutExpired:
                _end(started)
                return f"it was not done after {longest:g} seconds and was ended"
    except OSError as fault:
        return f"it could not be started: {fault.strerror or fault}"
    return ""


def _end(started: subprocess.Popen[bytes]) -> None:
    """End a program, with those that it started itself where the system can tell them."""
    if hasattr(os, "killpg"):
        os.killpg(started.pid, signal.SIGKILL)
    else:
        started.kill()
    started.wait()
