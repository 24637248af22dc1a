"""Times the functions for cells beside xlwings' own echo of the same cells, and on a server.

Run as ``python tests/bench/functions.py`` in an environment that has xlbcf with its extra ``test``;
with the extra ``server`` the server's path is measured too. Everything is measured in turn in one
run, and no figure is a test.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from aims import Aim, Figures
from classic_path import ECHO, OURS, ROWS
from machine import compile_modules, describe, installed, load
from processes import Cost
from report import as_json, as_text
from server_path import GUARDED, THEIRS, UNGUARDED, server_speeds
from server_path import OURS as OUR_CELLS

COLUMNS, START, SERVER = 3, "start", "server"
#: The module is loaded so many times: each needs a process of its own.
STARTS = 5
_CELLS_A_SECOND = 500_000
_HERE = Path(__file__).parent


def main() -> int:
    """Measure, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9, metavar="N", help="runs of each (9)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    compile_modules("xlbcf")
    before = load()
    figures = _classic(options.runs)
    speeds = server_speeds(options.runs)
    figures[SERVER] = {
        f"{guard}, {'ours' if way == OUR_CELLS else 'theirs'}": _cost(ROWS * COLUMNS / speed)
        for (way, guard), speed in speeds.items()
    } or {"all": "the extra server is not installed"}
    facts = {
        "Machine": describe(),
        "Load": f"{before:.1f} at the beginning, {load():.1f} at the end",
        "Runs": f"medians of {options.runs}; the start of {STARTS}",
        "Versions": ", ".join(f"{name} {installed(name)}" for name in ("xlbcf", "xlwings")),
    }
    aims = [*_aims(figures), *_server_aims(speeds)]
    if options.json:
        print(as_json(figures, aims, facts))
    else:
        print(as_text(figures, aims, facts, _titles(figures)))
    return 0


def _classic(runs: int) -> Figures:
    """Return what single cells, columns and the start cost through the classic engine."""
    found = [_run(runs), *(_run(1) for _ in range(STARTS - 1))]
    figures: Figures = {
        job: {name: _cost(seconds) for name, seconds in ways.items()}
        for job, ways in found[0].items()
    }
    figures[START] = {OURS: _cost(median(each[START][OURS] for each in found))}
    return figures


def _run(runs: int) -> dict[str, dict[str, float]]:
    command = [sys.executable, str(_HERE / "classic_path.py"), str(runs)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, dict[str, float]] = json.loads(done.stdout)
    return found


def _cost(seconds: float) -> Cost:
    return Cost(seconds, 0, 0)


def _titles(figures: Figures) -> dict[str, str]:
    titles = {
        job: f"{job.partition(' ')[2]}: {ROWS:,} × {COLUMNS} cells (called from Python)"
        for job in figures
        if job.startswith("columns")
    }
    titles |= {
        job: f"{job.partition(' ')[2]}: one call with single cells (called from Python)"
        for job in figures
        if job.startswith("single")
    }
    return titles | {
        START: "The functions loaded once xlwings is",
        SERVER: f"BCF_RAG on a server: {ROWS:,} × {COLUMNS} cells, by the guard and conversion",
    }


def _aims(figures: Figures) -> Iterator[Aim]:
    most = ROWS * COLUMNS / _CELLS_A_SECOND
    for job, costs in figures.items():
        kind, _, name = job.partition(" ")
        ours, echo = costs.get(OURS), costs.get(ECHO)
        if not isinstance(ours, Cost) or not isinstance(echo, Cost):
            continue
        times = ours.wall / echo.wall
        if kind == "columns":
            yield Aim(f"{name}: {ROWS:,} × {COLUMNS}", ours.wall, None, "s", most)
            yield Aim(f"{name}: times the echo", times, None, "times", 1.5)
        else:
            yield Aim(f"{name}, single: times the echo", times, None, "times", 1.3)
    started = figures[START][OURS]
    yield Aim("start", started.wall if isinstance(started, Cost) else None, None, "s", 0.05)


def _server_aims(speeds: dict[tuple[str, str], float]) -> Iterator[Aim]:
    ours, theirs = speeds.get((OUR_CELLS, GUARDED)), speeds.get((THEIRS, UNGUARDED))
    share = theirs / ours if ours and theirs else None
    yield Aim("server: time of the unguarded path", share, None, "share", 1 / 10)


if __name__ == "__main__":
    raise SystemExit(main())
