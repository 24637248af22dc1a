"""Times the check of returns beside reading them, and beside opening them in LibreOffice.

Run as ``python tests/bench/checks.py`` in an environment that has xlbcf with its extra ``test``.
The returns are filled for the run and copied under other names. LibreOffice opens each file and
saves it again, without a window, on as many cores: once for each file, which is measured on some
files and scaled to all, and once for all files together.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from aims import OURS, Aim, Figures
from machine import compile_modules, describe, installed, load
from processes import Command, Cost, compare, middle
from readers import READERS
from report import as_json, as_text

RETURN = "bcf-2021-22-year-end"
#: The Health and Wellbeing Boards of England, each with a return.
BOARDS = 153
JOBS = 2
CALLED, PROCESS, MANY = "called", "process", "many"
EACH, AT_ONCE = "soffice, each file", "soffice, all at once"
_HERE = Path(__file__).parent
#: A check ends with 1 where it found something, which is no fault of its own.
_WELL = {OURS: (0, 1)}


def main() -> int:
    """Measure, and print what was found."""
    options = _options()
    compile_modules(OURS)
    before = load()
    with tempfile.TemporaryDirectory() as folder:
        filled = _filled(Path(folder))
        one = max(filled, key=lambda path: path.stat().st_size)
        figures: Figures = {
            CALLED: _called(one, options.runs),
            PROCESS: _processes(one, options.runs),
            MANY: _many(filled, Path(folder), options),
        }
        size = one.stat().st_size
    names = (OURS, "python-calamine", "openpyxl")
    facts = {
        "Machine": describe(),
        "Load": f"{before:.1f} at the beginning, {load():.1f} at the end",
        "Runs": f"medians of {options.runs}; of the many files of {options.many_runs}",
        "Return": f"{RETURN}, {size:,} bytes; the many are its places' returns copied",
        "LibreOffice": f"each: {options.sample} files, scaled to {BOARDS}; at once: all",
        "Versions": ", ".join(f"{name} {installed(name)}" for name in names),
    }
    aims = list(_aims(figures))
    if options.json:
        print(as_json(figures, aims, facts))
    else:
        print(as_text(figures, aims, facts, _TITLES))
    return 0


_TITLES = {
    CALLED: "One filled return checked, and read (called from Python)",
    PROCESS: "One filled return checked, and read (whole process)",
    MANY: f"{BOARDS} filled returns on {JOBS} cores (whole process)",
}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9, metavar="N", help="runs of each (9)")
    parser.add_argument("--many-runs", type=int, default=3, metavar="N", help="of the many (3)")
    parser.add_argument(
        "--sample", type=int, default=8, metavar="N", help="files opened in LibreOffice (8)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


def _filled(folder: Path) -> list[Path]:
    """Return the filled returns of the places that come with xlbcf."""
    out = folder / "filled"
    subprocess.run([*_xlbcf(), "fill", RETURN, "--out", str(out)], check=True, capture_output=True)
    return sorted(out.glob("*.xlsx"))


def _called(path: Path, runs: int) -> dict[str, Cost | str]:
    command = [sys.executable, str(_HERE / "readers.py"), "measure", str(runs), str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return {name: Cost(*seconds, 0) for name, seconds in json.loads(done.stdout).items()}


def _processes(path: Path, runs: int) -> dict[str, Cost | str]:
    script = str(_HERE / "readers.py")
    commands: dict[str, Command] = {OURS: [*_xlbcf(), "check", str(path), "--json"]}
    for name in READERS:
        commands[name] = [sys.executable, script, "read", name, str(path)]
    return compare(commands, str(path.parent), runs, lambda: None, well=_WELL)


def _many(filled: list[Path], folder: Path, options: argparse.Namespace) -> dict[str, Cost | str]:
    copies = folder / "copies"
    copies.mkdir()
    paths = [copies / f"return-{number:03}.xlsx" for number in range(BOARDS)]
    for number, path in enumerate(paths):
        shutil.copyfile(filled[number % len(filled)], path)
    words = [*_xlbcf(), "check", *map(str, paths), "--json", "--jobs", str(JOBS)]
    found = compare({OURS: words}, str(folder), options.many_runs, lambda: None, well=_WELL)
    if shutil.which("soffice") is None:
        return found | {EACH: "not installed", AT_ONCE: "not installed"}
    each = [[path] for path in paths[: options.sample]]
    halves = [paths[job::JOBS] for job in range(JOBS)]
    return found | {
        EACH: _scaled(_opened(each, folder, options.many_runs), BOARDS / len(each)),
        AT_ONCE: _opened(halves, folder, 1),
    }


def _opened(batches: list[list[Path]], folder: Path, runs: int) -> Cost:
    """Return the median cost of opening batches of files in LibreOffice, on as many cores."""
    profiles = [folder / f"profile-{number}" for number in range(JOBS)]
    for profile in profiles:
        # The first start sets the profile up; that does not count.
        _open(batches[0][:1], profile, folder)
    taken = []
    for _ in range(runs):
        begin, used = time.perf_counter(), _cpu_of_children()
        with ThreadPoolExecutor(JOBS) as pool:
            jobs = [batches[number::JOBS] for number in range(JOBS)]
            list(pool.map(lambda job, profile: _open_all(job, profile, folder), jobs, profiles))
        taken.append(Cost(time.perf_counter() - begin, _cpu_of_children() - used, 0))
    return middle(taken)


def _scaled(cost: Cost, times: float) -> Cost:
    return Cost(cost.wall * times, cost.cpu * times, 0)


def _cpu_of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _open_all(batches: list[list[Path]], profile: Path, folder: Path) -> None:
    for batch in batches:
        _open(batch, profile, folder)


def _open(files: list[Path], profile: Path, folder: Path) -> None:
    user = f"-env:UserInstallation={profile.as_uri()}"
    words = ["soffice", user, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "out")]
    subprocess.run([*words, *map(str, files)], check=True, capture_output=True)


def _xlbcf() -> list[str]:
    """Return the command as people run it: the script beside this Python, if it is there."""
    script = shutil.which("xlbcf", path=str(Path(sys.executable).parent))
    return [script] if script else [sys.executable, "-m", "xlbcf"]


def _aims(figures: Figures) -> Iterator[Aim]:
    for job in (CALLED, PROCESS):
        for name in READERS:
            yield _aim(f"check, {job}: time of {name}", figures[job], name, "times", 1.5)
    for name in (EACH, AT_ONCE):
        yield _aim(f"{BOARDS} checks: time of {name}", figures[MANY], name, "share", 1 / 20)


def _aim(text: str, costs: dict[str, Cost | str], other: str, unit: str, most: float) -> Aim:
    ours, theirs = costs[OURS], costs[other]
    if isinstance(ours, str) or isinstance(theirs, str):
        return Aim(text, None, None, unit, most)
    by_cpu = ours.cpu / theirs.cpu if theirs.cpu else None
    return Aim(text, ours.wall / theirs.wall, by_cpu, unit, most)


if __name__ == "__main__":
    raise SystemExit(main())
