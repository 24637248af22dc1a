"""Times the refresh of a dashboard beside openpyxl, which loads and saves the same file.

Run as ``python tests/bench/dashboards.py`` in an environment that has xlbcf with its extra
``bench``. The dashboards are the Outcomes Framework, whose 54 rows show 59 series on 42 sheets, and
made-up ones with a sheet for each measure. Every measure gets the figure of one more period.
Whole processes are measured, in turn; no figure is a test.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from aims import OURS, THEIRS
from machine import compile_modules, describe, installed, load
from processes import Command, Cost, compare

_HERE = Path(__file__).parent
#: The aim: at most this share of the other's time, at the smallest size.
_AIM = 0.2
#: The series of the framework.
_SERIES = 59
_OPENPYXL = """
import sys, warnings
from openpyxl import load_workbook
warnings.simplefilter("ignore")
load_workbook(sys.argv[1], keep_vba=True).save(sys.argv[2])
"""


def main() -> int:
    """Measure, and print what was found."""
    options = _options()
    compile_modules(OURS)
    print(f"{describe()}; load {load():.1f} at the beginning")
    print(f"openpyxl {installed('openpyxl')}; medians of {options.runs} runs")
    print(f"{'measures':>8} {'size':>8} {OURS:>9} {THEIRS:>9} {'ratio':>6} {'by CPU':>6}"
          f" {'a measure':>10} {'memory':>14}")  # fmt: skip
    for measures in options.measures:
        with tempfile.TemporaryDirectory() as folder:
            size, costs = _measured(measures, options.periods, options.runs, Path(folder))
        print(_line(measures, size, costs))
    print(f"The aim is a ratio of at most {_AIM} for 54 rows, such as those of the framework.")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="runs of each (5)")
    parser.add_argument(
        "--periods", type=int, default=36, metavar="N", help="periods of history (36)"
    )
    parser.add_argument(
        "--measures",
        type=lambda text: [int(each) for each in text.split(",")],
        default=[0, 54, 250, 1000],
        metavar="SIZES",
        help="numbers of measures, joined by commas; 0 is the Outcomes Framework (0,54,250,1000)",
    )
    return parser.parse_args()


def _measured(
    measures: int, periods: int, runs: int, folder: Path
) -> tuple[int, Mapping[str, Cost | str]]:
    """Return the size of a dashboard's file, and what the two cost."""
    book, figures, out = (folder / name for name in ("book.xlsm", "figures.csv", "out.xlsm"))
    made = [str(_HERE / "dashboard_books.py"), str(measures), str(periods), str(book), str(figures)]
    subprocess.run([sys.executable, *made], check=True)
    commands: dict[str, Command] = {
        OURS: [sys.executable, "-m", "xlbcf", "refresh", str(book), "--figures", str(figures),
               "--out", str(out)],
        THEIRS: [sys.executable, "-c", _OPENPYXL, str(book), str(out)],
    }  # fmt: skip

    def prepare() -> None:
        out.unlink(missing_ok=True)

    # One start before it is timed, so that both find their modules and the file at hand.
    compare(commands, str(folder), 1, prepare)
    return book.stat().st_size, compare(commands, str(folder), runs, prepare)


def _line(measures: int, size: int, costs: Mapping[str, Cost | str]) -> str:
    ours, theirs = costs[OURS], costs[THEIRS]
    name = measures or "actual"
    if isinstance(ours, str) or isinstance(theirs, str):
        return f"{name:>8} failed: {ours if isinstance(ours, str) else theirs}"
    memory = f"{ours.peak / 1e6:.0f} / {theirs.peak / 1e6:.0f} MB"
    return (
        f"{name:>8} {size / 1e6:>5.2f} MB {ours.wall:>7.2f} s {theirs.wall:>7.2f} s"
        f" {ours.wall / theirs.wall:>6.2f} {ours.cpu / theirs.cpu:>6.2f}"
        f" {ours.wall / (measures or _SERIES) * 1000:>7.1f} ms {memory:>14}"
    )


if __name__ == "__main__":
    raise SystemExit(main())
