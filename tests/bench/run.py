"""Times xlbcf beside openpyxl and other editors of existing workbooks.

Run as ``python tests/bench/run.py`` in an environment that has xlbcf with its extra ``bench``. The
workbooks are made for the run; everything is measured side by side, and no figure is a test.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from aims import BIG, FILL, FORM, HELP, NOTHING, OURS, SMALL, Figures, judge
from editors import EDITORS
from job import BIG_SHEET, DATE, NUMBER, SMALL_SHEET, TEXT, cells
from machine import compile_modules, describe, installed, load
from processes import Command, Cost, compare
from report import as_json, as_text

_HERE = Path(__file__).parent
#: Quick commands are run so many times as often as slow ones.
_OFTEN = 4


def main() -> int:
    """Measure, and print what was found."""
    options = _options()
    if not hasattr(os, "wait4"):
        print("This system does not tell the memory of a process; run it on Linux or macOS.")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        figures, facts = _measure(options, Path(folder))
    show = as_json if options.json else as_text
    print(show(figures, list(judge(figures)), facts))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="runs of each (5)")
    parser.add_argument(
        "--editors",
        type=lambda text: text.split(","),
        default=list(EDITORS),
        metavar="NAMES",
        help=f"which to compare with, joined by commas ({','.join(EDITORS)})",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


def _measure(options: argparse.Namespace, folder: Path) -> tuple[Figures, dict[str, str]]:
    form, large = folder / "form.xlsx", folder / "large.xlsx"
    compile_modules(OURS)
    _python("workbooks.py", str(form), str(large))
    before = load()
    figures: Figures = {
        BIG: _edited(options, large, BIG_SHEET),
        SMALL: _edited(options, large, SMALL_SHEET),
        FORM: _called(form, options.runs),
        FILL: _filled(folder, options.runs),
        HELP: _helped(folder, options.runs * _OFTEN),
    }
    sizes = f"form {form.stat().st_size:,} bytes, large {large.stat().st_size:,} bytes"
    versions = [f"{name} {installed(name)}" for name in (OURS, *options.editors) if installed(name)]
    return figures, {
        "Machine": describe(),
        "Load": f"{before:.1f} at the beginning, {load():.1f} at the end",
        "Runs": f"medians of {options.runs}",
        "Workbooks": sizes,
        "Versions": ", ".join(versions),
    }


def _edited(options: argparse.Namespace, source: Path, sheet: str) -> dict[str, Cost | str]:
    """Measure the editors' whole processes on one sheet of a workbook."""
    target = source.with_name("edited.xlsx")
    values = zip(cells(sheet), (NUMBER, TEXT, DATE), strict=True)
    texts = [f"{sheet}!{cell}={value}" for cell, value in values]
    commands: dict[str, Command] = {
        OURS: [*_xlbcf(), "set", str(source), *texts, "--out", str(target)]
    }
    missing: dict[str, Cost | str] = {}
    for name in options.editors:
        if installed(name):
            script = str(_HERE / "editors.py")
            commands[name] = [sys.executable, script, name, str(source), str(target), sheet]
        else:
            missing[name] = "not installed"

    def prepare() -> None:
        target.unlink(missing_ok=True)

    told = _tell(f"{sheet}: ")
    return compare(commands, str(source.parent), options.runs, prepare, told) | missing


def _called(form: Path, runs: int) -> dict[str, Cost | str]:
    """Measure the editor as it is called from Python."""
    _tell("called from Python: ")("all")
    seconds: dict[str, float] = json.loads(_python("in_process.py", str(form), str(runs)))
    return {name: Cost(wall, 0, 0) for name, wall in seconds.items()}


def _filled(folder: Path, runs: int) -> dict[str, Cost | str]:
    """Measure the fill of a return for all its places, into an empty folder each time."""
    out = folder / "out"
    command = [*_xlbcf(), "fill", "bcf-2021-22-year-end", "--out", str(out)]

    def prepare() -> None:
        shutil.rmtree(out, ignore_errors=True)

    return compare({OURS: command}, str(folder), runs, prepare, _tell("fill: "))


def _helped(folder: Path, runs: int) -> dict[str, Cost | str]:
    """Measure the help beside a Python that does nothing."""
    commands: dict[str, Command] = {
        OURS: [*_xlbcf(), "--help"],
        NOTHING: [sys.executable, "-c", "pass"],
    }
    costs = compare(commands, str(folder), runs, lambda: None)
    # Both need less memory than this process, whose own would be counted.
    return {name: c._replace(peak=0) if isinstance(c, Cost) else c for name, c in costs.items()}


def _xlbcf() -> list[str]:
    """Return the command as people run it: the script beside this Python, if it is there."""
    script = shutil.which("xlbcf", path=str(Path(sys.executable).parent))
    return [script] if script else [sys.executable, "-m", "xlbcf"]


def _python(script: str, *arguments: str) -> str:
    """Run one of our scripts apart, so that what it loads does not count here."""
    command = [sys.executable, str(_HERE / script), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _tell(what: str) -> Callable[[str], None]:
    """Return what shows progress to somebody who watches."""

    def told(name: str) -> None:
        if sys.stderr.isatty():
            print(f"\r\033[K{what}{name}", end="", file=sys.stderr, flush=True)

    return told


if __name__ == "__main__":
    raise SystemExit(main())
