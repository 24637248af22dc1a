"""Whole processes measured: how long they took, and how much memory at most.

This module stays small on purpose: the memory of the process that starts another one counts as
the other's own until the other has begun.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Container, Mapping, Sequence
from statistics import median
from typing import NamedTuple

Command = Sequence[str]
#: One that takes longer is run once only.
PATIENCE = 12.0
_UNIT = 1 if sys.platform == "darwin" else 1024


class Cost(NamedTuple):
    """What a process cost.

    Args:
        wall: seconds by the clock.
        cpu: seconds of processor time, its own and the system's for it.
        peak: bytes of memory at most.
    """

    wall: float
    cpu: float
    peak: float


class Failed(Exception):
    """A process did not end well; the text is what it said."""


def run(command: Command, folder: str, well: Container[int] = (0,)) -> Cost:
    """Run a command to its end.

    Args:
        command: the words.
        folder: the folder it runs in.
        well: the statuses of a good end.

    Raises:
        Failed: it ended with an error.
    """
    with open(os.path.join(folder, "said"), "w+b") as said:  # noqa: PTH118, PTH123 - see above
        begin = time.perf_counter()
        process = subprocess.Popen(command, stdout=said, stderr=said, cwd=folder)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in well:
            said.seek(0)
            lines = said.read().decode(errors="replace").strip().splitlines() or ["no message"]
            raise Failed(lines[-1] if lines[0].startswith("Traceback") else " ".join(lines)[:200])
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _UNIT)


def compare(
    commands: dict[str, Command],
    folder: str,
    runs: int,
    prepare: Callable[[], None],
    done: Callable[[str], None] = lambda _: None,
    well: Mapping[str, Container[int]] | None = None,
) -> dict[str, Cost | str]:
    """Run commands in turn, again and again, so that a busy machine is the same for all.

    Args:
        commands: for each name, the command.
        folder: the folder they run in.
        runs: how often each is run.
        prepare: called before each run.
        done: called with the name after each run.
        well: for each name, the statuses of a good end; 0 where it has none.

    Returns:
        For each name, the medians of its runs, or why it failed.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    failed: dict[str, str] = {}
    for _ in range(runs):
        for name, command in commands.items():
            if name in failed or (costs[name] and costs[name][0].wall > PATIENCE):
                continue
            prepare()
            try:
                costs[name].append(run(command, folder, (well or {}).get(name, (0,))))
            except Failed as fault:
                failed[name] = str(fault)
            done(name)
    return {name: failed.get(name) or middle(costs[name]) for name in commands}


def middle(costs: Sequence[Cost]) -> Cost:
    """Return the median of each figure."""
    return Cost(*(median(column) for column in zip(*costs, strict=True)))
