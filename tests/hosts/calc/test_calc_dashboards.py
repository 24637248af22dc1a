"""What refreshed dashboards store against LibreOffice Calc, which works every formula out anew.

Each dashboard gets made-up figures of further quarters for every series with a number, so that
control charts and trends have enough points. The results are then taken out of its file, and
Calc fills them in again with our functions as its add-in has them.
"""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest

from tests.support.calc import worked
from tests.support.open_returns import library
from tests.support.templates import ROOT
from xlbcf.books.file_book import FileBook
from xlbcf.books.values import CellError, Value
from xlbcf.desk.dashboards.plan import Choices
from xlbcf.desk.dashboards.refresh import Request, refresh_file
from xlbcf.desk.dashboards.series import SECONDS_A_DAY, Series, find_dashboard, read_series
from xlbcf.hosts.functions.for_working_out import cell_functions
from xlbcf.rules.metrics import Unit
from xlbcf.template.addresses import place_on
from xlbcf.template.dashboard_mapping import DataColumn

DASHBOARDS = sorted((ROOT / "workbooks" / "dashboards").glob("*.xlsm"))
QUARTERS = [f"20{year}-{year + 1} Q{quarter}" for year in range(20, 24) for quarter in range(1, 5)]
#: Enough points for a control chart, and for a recent trend only.
MANY, FEW = 15, 6
#: Steps in hundredths by which a figure leaves its level, over and over.
STEPS = (0, 3, -2, 1, -4, 2, 5, -3, 4, -1, 2, -5, 1)
#: Hundredths by which it drifts from one quarter to the next, for one series after another.
DRIFTS = (0, 2, -2, 0, 0, 4, -3)
DENOMINATORS = {Unit.PERCENT: 2_000, Unit.RATE: 4_000_000}
#: What a rate is counted among.
PER = 100_000
#: Each file that is worked out again has at least so many formula cells.
FEWEST = 1_000


def figures_of(series: Series) -> list[dict[str, object]]:
    """Made-up figures of a series, around the one that it shows."""
    level = series.cells.get(DataColumn.LATEST)
    if not isinstance(level, int | float) or not level:
        return []
    rows = []
    drift, quarters = DRIFTS[series.row % len(DRIFTS)], FEW if series.row % 3 == 0 else MANY
    for at, period in enumerate(QUARTERS[:quarters]):
        value = level * (1 + (STEPS[(at + series.row) % len(STEPS)] + drift * at) / 100)
        row = {"metric": series.key.metric, "part": series.key.part, "period": period}
        rows.append(row | written(series.unit, value))
    return rows


def written(unit: Unit, value: float) -> dict[str, object]:
    """A figure as a feed writes it, with what it was counted from."""
    if unit is Unit.DURATION:
        seconds = round(value * SECONDS_A_DAY)
        return {"value": f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"}
    if unit not in DENOMINATORS:
        return {"value": round(value, 1)}
    value, among = min(value, 1.0) if unit is Unit.PERCENT else value, DENOMINATORS[unit]
    events = round(value * among / (PER if unit is Unit.RATE else 1))
    return {"value": round(value, 6), "numerator": events, "denominator": among}


def refreshed(path: Path, folder: Path) -> Path:
    """A dashboard refreshed with made-up figures."""
    book = FileBook.open(path)
    data = read_series(book, find_dashboard(library().dashboards, book))
    rows = [row for series in data.series for row in figures_of(series)]
    figures, out = folder / f"{path.stem}.csv", folder / path.name
    with figures.open("w", newline="", encoding="utf-8") as file:
        names = ["metric", "part", "period", "value", "numerator", "denominator"]
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
    request = Request(path, str(figures), out=out)
    assert refresh_file(library(), request, Choices(cell_functions())).faults == []
    return out


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, FileBook]:
    """The dashboards refreshed, by name."""
    if not DASHBOARDS:
        pytest.skip("no dashboards have been built")
    folder = tmp_path_factory.mktemp("refreshed")
    return {path.stem: FileBook.open(refreshed(path, folder)) for path in DASHBOARDS}


@pytest.fixture(scope="module")
def in_calc(files, tmp_path_factory) -> dict[str, dict[str, list]]:
    """What Calc shows: the rows of every sheet, by dashboard and sheet."""
    folder = tmp_path_factory.mktemp("calc")
    steps: list[list[object]] = []
    for name, book in files.items():
        emptied = FileBook.from_bytes(book.package.data, name)
        formulas = {sheet: emptied.formulas(sheet) for sheet in worksheets(emptied)}
        emptied.store_results({sheet: dict.fromkeys(cells) for sheet, cells in formulas.items()})
        path = folder / f"{name}.xlsm"
        path.write_bytes(emptied.to_bytes())
        steps.append(["open", str(path)])
        steps += [["retype", ours(emptied, sheet), sheet] for sheet in formulas]
        steps.append(["recalculate"])
        steps += [["results", sheet] for sheet in formulas]
    found: dict[str, dict[str, list]] = {name: {} for name in files}
    for step, answer in zip(steps, worked(steps, folder), strict=True):
        if step[0] == "open":
            here = found[Path(str(step[1])).stem]
        elif step[0] == "results":
            here[str(step[1])] = answer
    return found


def ours(book: FileBook, sheet: str) -> list[str]:
    """The cells of a sheet whose formulas have one of our functions."""
    return [str(cell) for cell, text in book.formulas(sheet).items() if "BCF_" in text]


def worksheets(book: FileBook) -> list[str]:
    return [name for name in book.sheets() if book.sheet_fault(name) is None]


def same(stored: Value, shown: object) -> bool:
    """Whether Calc shows what is stored; TRUE is 1 to it, and an empty text nothing."""
    if isinstance(stored, CellError):
        return shown == {"error": str(stored)}
    if isinstance(stored, bool | int | float) and isinstance(shown, int | float):
        return math.isclose(stored, shown, rel_tol=1e-9, abs_tol=1e-12)
    return (stored or "") == shown


@pytest.mark.parametrize("name", [path.stem for path in DASHBOARDS])
def test_calc_gives_what_a_refreshed_dashboard_stores_in_every_formula_cell(files, in_calc, name):
    book, differing, count = files[name], {}, 0
    for sheet in worksheets(book):
        values, rows = book.values(sheet), in_calc[name][sheet]
        for cell, text in book.formulas(sheet).items():
            count += 1
            shown = rows[cell.row - 1][cell.column - 1]
            if not same(values.get(cell), shown):
                differing[place_on(sheet, cell)] = (text, values.get(cell), shown)
    assert count >= FEWEST
    assert differing == {}
