"""A fill killed without warning: each file is the old one or the new one, never a broken one."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.support.commands import xlbcf
from tests.support.fills import EOY, LEICESTERSHIRE, figure, fill, output, tree, write_figures
from tests.support.templates import ROOT
from xlbcf.books.replacement import BACKUPS

KILLS = 50
STEPS = {"open", "write", "fsync", "flush", "close", "replace", "rename", "unlink", "mkdir",
         "sendfile", "utime", "chmod"}  # fmt: skip


class Killed:
    """Outputs in two versions, and fills that change the one into the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "out"
        self.path = output(self.folder, EOY)
        self.figures, self.versions = [], []
        for value in ("388.4", "389.1"):
            rows = [figure("falls_admissions", "2024-25 Q3", value)]
            self.figures.append(write_figures(folder / f"{value}.csv", rows))
            self.fill_whole(len(self.versions))
            self.versions.append(self.path.read_bytes())

    def words(self, version: int) -> list[str]:
        return ["fill", EOY, "--place", LEICESTERSHIRE, "--out", str(self.folder),
                "--figures", str(self.figures[version])]  # fmt: skip

    def fill_whole(self, version: int) -> None:
        words = ("--place", LEICESTERSHIRE, "--figures", self.figures[version])
        fill(EOY, self.folder, *words)

    def start(self, version: int) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-B", "-m", "xlbcf", *self.words(version)]
        quiet = subprocess.DEVNULL
        return subprocess.Popen(command, cwd=ROOT, stdout=quiet, stderr=quiet)

    def ended_at(self, version: int, number: int) -> bool:
        """Fill in a copy of this process that is killed after its n-th step of writing.

        Args:
            version: which figures.
            number: counted from the first file opened for writing.

        Returns:
            Whether it was killed; else it was done before.
        """
        if not hasattr(os, "fork"):
            pytest.skip("this system cannot copy a process")
        child = os.fork()
        if child:
            return os.waitpid(child, 0)[1] == signal.SIGKILL
        left, here = number, str(self.folder)

        def count(_frame: object, event: str, function: object) -> None:
            nonlocal left
            left -= event == "c_return" and getattr(function, "__name__", "") in STEPS
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        def watch(event: str, facts: tuple[object, ...]) -> None:
            if event == "open" and here in str(facts[0]) and "w" in str(facts[1]):
                sys.setprofile(count)

        sys.addaudithook(watch)
        os._exit(xlbcf(*self.words(version)).status)

    def check(self, before: int) -> int:
        """Check the folder after a kill; return which version the output is."""
        content = self.path.read_bytes()
        assert content in self.versions
        after = self.versions.index(content)
        assert CalamineWorkbook.from_path(self.path).sheet_names
        kept = [path.read_bytes() for path in (self.folder / BACKUPS).glob("[!.]*.xlsx")]
        assert all(each in self.versions for each in kept)
        if after != before:
            assert self.versions[before] in kept
        log = (self.folder / "change-log.csv").read_bytes()
        assert log.endswith(b"\r\n")
        return after


@pytest.fixture
def killed(tmp_path) -> Killed:
    return Killed(tmp_path)


def test_a_fill_killed_at_any_moment_leaves_the_old_file_or_the_new_one(killed):
    whole = []
    for version in (0, 1, 0):
        began = time.monotonic()
        assert killed.start(version).wait() == 0
        whole.append(time.monotonic() - began)
    longest, version = max(whole), 0
    moments = random.Random(20260521)
    ended = 0
    for number in range(KILLS):
        # Half of them fall into the last part of the run, where the files are written.
        earliest = longest * 0.6 if number % 2 else 0.0
        process = killed.start(1 - version)
        time.sleep(moments.uniform(earliest, longest))
        process.kill()
        ended += process.wait() != 0
        version = killed.check(version)
    assert ended > KILLS / 4, "most runs were over before they were killed"
    killed.fill_whole(1 - version)
    assert killed.check(version) == 1 - version


def test_a_fill_that_ends_at_any_step_of_writing_leaves_the_old_file_or_the_new_one(killed):
    version, number, became_new = 1, 0, 0
    while became_new < 2:  # later steps only print
        number += 1
        assert killed.ended_at(1 - version, number)
        after = killed.check(version)
        became_new += after != version
        version = after
    assert number > 20, "the steps were not told apart"


def test_what_killed_fills_leave_behind_is_swept_by_a_later_run(killed):
    for number in range(1, 12):
        killed.ended_at(0, number)
    left = list(killed.folder.rglob(".*"))
    assert left, "no killed run left anything behind"
    killed.fill_whole(0)
    assert set(left) <= set(killed.folder.rglob(".*")), "fresh ones may belong to another run"
    for path in left:
        os.utime(path, (time.time() - 7200,) * 2)
    killed.fill_whole(1)
    assert not list(killed.folder.rglob(".*"))
    assert all(not name.startswith(".") for name in tree(killed.folder))
