"""The server of the extra as a person runs it, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
XLBCF = [sys.executable, "-c", "from xlbcf.hosts.cli import main; raise SystemExit(main())"]
#: The tests try the server out and have no commercial purpose.
KEY = {"XLWINGS_LICENSE_KEY": "noncommercial"}


@dataclass(frozen=True)
class Answer:
    """What the server answered.

    Args:
        status: the HTTP status.
        body: the text.
        headers: its headers, names in small letters.
    """

    status: int
    body: str
    headers: Mapping[str, str]

    @property
    def plain(self) -> Any:
        """The body read as JSON."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Served:
    """A server that runs.

    Args:
        address: where it is reached.
        manifest: the manifest that it wrote.
        settings: the folder of its settings and reports.
    """

    address: str
    manifest: Path
    settings: Path

    def get(self, path: str) -> bytes:
        """Return the content of a file that the server gives."""
        with urllib.request.urlopen(self.address + path, timeout=60) as response:
            content: bytes = response.read()
        return content

    def ask(self, path: str, data: object = None, **headers: str) -> Answer:
        """Get a page, or post JSON; underscores in the names of headers stand for hyphens."""
        body = None if data is None else json.dumps(data).encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            named.setdefault("Content-Type", "application/json")
        request = urllib.request.Request(self.address + path, body, named)
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return _answer(response)
        except urllib.error.HTTPError as refused:
            with refused:
                return _answer(refused)


def need_extra() -> None:
    """Skip the test where xlwings Server is not installed."""
    if find_spec("xlwings_server") is None:
        pytest.skip("xlwings Server (the extra: pip install xlbcf[server]) is not installed")


@contextmanager
def serving(folder: Path, *words: str) -> Iterator[Served]:
    """Run ``xlbcf serve`` on a free port of this computer."""
    need_extra()
    told = [*XLBCF, "serve", "--json", "--port", "0", *words]
    with (folder / "server.log").open("w") as log, subprocess.Popen(
        told, stdout=subprocess.PIPE, stderr=log, text=True, cwd=ROOT, env=environment(folder)
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line, (folder / "server.log").read_text()
            said = json.loads(line)
            yield Served(said["address"], Path(said["manifest"]), folder / "server")
        finally:
            process.terminate()
            process.wait(timeout=30)


def environment(folder: Path, **others: str) -> dict[str, str]:
    """Return the variables for a process of the server, with settings in a folder."""
    return {**os.environ, **KEY, "XLBCF_CONFIG_DIR": str(folder), **others}


def _answer(response: Any) -> Answer:
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Answer(response.status, response.read().decode(errors="replace"), headers)
