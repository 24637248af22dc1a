"""The part of the Calc add-in that asks xlbcf's own Python. It runs in LibreOffice's Python.

It is packed into the add-in as it stands: standard library only, and nothing newer than Python 3.8.
"""

from __future__ import annotations

import json
import struct
import subprocess
import threading
from typing import Any

#: LibreOffice's number for each error that a cell can show.
NUMBERS = {
    "#NULL!": 521,
    "#DIV/0!": 532,
    "#VALUE!": 519,
    "#REF!": 524,
    "#NAME?": 525,
    "#NUM!": 503,
    "#N/A": 32767,
}
_TEXTS = {number: text for text, number in NUMBERS.items()}
# An error is a number that is none, with the error's number in its lower half.
_NOT_A_NUMBER = 0x7FF8000000000000
_LOWER_HALF = 0xFFFFFFFF
_OTHER = "#VALUE!"
_UNREACHABLE = "#N/A"


class Asker:
    """Asks the Python that xlbcf is installed in; starts it with the first question.

    Args:
        interpreter: the path of that Python.
    """

    def __init__(self, interpreter: str) -> None:
        # Without -E it would follow variables that LibreOffice sets for its own Python.
        self._command = [interpreter, "-E", "-P", "-m", "xlbcf.hosts.calc.answering"]
        self._running: Any = None
        self._lock = threading.Lock()

    def ask(self, name: str, given: Any) -> Any:
        """Return what a function answers, as rows.

        Args:
            name: the function's name in a cell.
            given: for each argument a value, rows of values, or None where it is left out.
        """
        question = json.dumps([name, [_told(each) for each in given]]).encode() + b"\n"
        with self._lock:
            # Where it has ended since the last question, it is started again, once.
            line = self._exchange(question) or self._exchange(question)
        rows = json.loads(line) if line else [[_error(_UNREACHABLE)]]
        return tuple(tuple(_shown(value) for value in row) for row in rows)

    def close(self) -> None:
        """End the other Python; a further question starts it again."""
        if self._running:
            self._running.kill()
            self._running.communicate()
            self._running = None

    def _exchange(self, question: bytes) -> bytes:
        """Return the line that answers a question; nothing where the other Python has ended."""
        try:
            if self._running is None:
                self._running = _started(self._command)
            self._running.stdin.write(question)
            self._running.stdin.flush()
            line: bytes = self._running.stdout.readline()
        except OSError:
            line = b""
        if not line:
            self.close()
        return line


def _started(command: Any) -> Any:
    no_window = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, creationflags=no_window)


def _told(given: Any) -> Any:
    """Return an argument as it is written into a question."""
    if isinstance(given, tuple):
        return [[_cell(value) for value in row] for row in given]
    return _cell(given)


def _cell(value: Any) -> Any:
    if isinstance(value, float) and value != value:
        number = struct.unpack("<Q", struct.pack("<d", value))[0] & _LOWER_HALF
        return _error(_TEXTS.get(number, _OTHER))
    return value


def _error(text: str) -> dict[str, str]:
    return {"type": "Error", "basicValue": text}


def _shown(value: Any) -> Any:
    """Return a value of an answer as LibreOffice takes it."""
    if isinstance(value, dict):
        number = NUMBERS.get(value["basicValue"], NUMBERS[_OTHER])
        return struct.unpack("<d", struct.pack("<Q", _NOT_A_NUMBER | number))[0]
    return value if isinstance(value, str) else float(value)
