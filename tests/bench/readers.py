"""Ways of reading every value of a return, and of checking it, called from Python.

Run as ``python readers.py read NAME WORKBOOK`` to read once, as a whole process; as ``python
readers.py measure RUNS WORKBOOK`` it prints the median costs of each way as JSON.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from statistics import median

CHECK = "xlbcf"


def with_filebook(path: Path) -> object:
    """Read with our editor."""
    from xlbcf.books.file_book import FileBook

    book = FileBook.open(path)
    return [book.values(sheet) for sheet in book.sheets()]


def with_calamine(path: Path) -> object:
    """Read with python-calamine, which is written in Rust."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def with_openpyxl(path: Path) -> object:
    """Read with openpyxl, as values."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(path, data_only=True)
    return [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]


def with_openpyxl_both(path: Path) -> object:
    """Read with openpyxl, once as values and once as formulas: a check looks at both."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return with_openpyxl(path), load_workbook(path)


def with_mapping(path: Path) -> object:
    """Read the fields of the mapping with xlbcf, found by their labels, as a check does first."""
    from xlbcf.desk.checking.reading import read_return

    return read_return(_library(), path)


def check(path: Path) -> object:
    """Check with xlbcf; the mappings are read once for all files, as the command does."""
    from xlbcf.desk.checking.check import check_return

    found = check_return(_library(), path)
    assert not found.refused, found.refused
    return found


@cache
def _library() -> object:
    from xlbcf.desk.folder import find_home
    from xlbcf.desk.library import Library

    return Library(find_home())


READERS: dict[str, Callable[[Path], object]] = {
    "xlbcf, fields read": with_mapping,
    "xlbcf, values read": with_filebook,
    "python-calamine": with_calamine,
    "openpyxl": with_openpyxl,
    "openpyxl, twice": with_openpyxl_both,
}


def measure(path: Path, runs: int) -> dict[str, list[float]]:
    """Return the median seconds of each way, by the clock and of the processor; they take turns."""
    ways = {CHECK: check, **READERS}
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for turn in range(runs + 1):
        for name, way in ways.items():
            wall, cpu = time.perf_counter(), time.process_time()
            way(path)
            cost = time.perf_counter() - wall, time.process_time() - cpu
            if turn:
                taken[name].append(cost)
    return {
        name: [median(each) for each in zip(*costs, strict=True)] for name, costs in taken.items()
    }


if __name__ == "__main__":
    verb, what, workbook = sys.argv[1:]
    if verb == "read":
        READERS[what](Path(workbook))
    else:
        print(json.dumps(measure(Path(workbook), int(what))))
