"""Dashboards in memory, of the shape that a refresh expects, and what a plan makes of them."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.support.templates import ROOT
from xlbcf.books.memory import Computed, MemoryBook
from xlbcf.desk.dashboards.plan import Choices, RefreshPlan, plan_refresh
from xlbcf.desk.dashboards.series import read_series
from xlbcf.feeds.dashboard_figures import read_dashboard_figures
from xlbcf.hosts.functions.for_working_out import cell_functions
from xlbcf.rules.periods import Period
from xlbcf.template.addresses import Cell
from xlbcf.template.dashboards import load_dashboard
from xlbcf.template.places import load_places

MAPPING = load_dashboard(ROOT / "mappings" / "dashboards" / "outcomes-framework.yaml")
PLACES = load_places(ROOT / "mappings" / "places.yaml")
HEADINGS = list(MAPPING.data_columns.values())
HISTORY = list(MAPPING.history_columns.values())
#: The rows of the headings on the data sheet and on the sheet of a series.
DATA_HEAD, HISTORY_HEAD = 3, 19
ANCHOR = HISTORY_HEAD + 1
USUAL: dict[str, object] = {
    "Metric": "falls", "No.": "1", "Name": "Falls", "Unit": "count", "Decimals": 0,
    "Polarity": "lower", "Target": "< 100", "Period": "2018-19 Q2", "Latest": 90,
    "Comparable": "Yes",
}  # fmt: skip


def letter(column: int) -> str:
    """The letter of a column counted from 0."""
    return chr(ord("A") + column)


def memory_dashboard(
    *rows: Mapping[str, object],
    histories: Sequence[Sequence[Sequence[object]]] = (),
    instead: object = None,
) -> MemoryBook:
    """A dashboard in memory.

    Args:
        *rows: for each series the cells of its row that are not the usual ones, by heading.
        histories: for each series the rows of its history: period, figure, and what follows.
        instead: what the last row of a history has for the figure, if it does not read the data.
    """
    data: dict[str, object] = {"A1": "The data of the dashboard"}
    data |= {f"{letter(at)}{DATA_HEAD}": heading for at, heading in enumerate(HEADINGS)}
    sheets: dict[str, dict[str, object]] = {"Cover": {}, "LLR_Summary": {}, "Data": data}
    names: dict[str, str] = {}
    for number, given in enumerate(rows):
        cells = USUAL | given
        row = DATA_HEAD + 1 + number
        for at, heading in enumerate(HEADINGS):
            if cells.get(heading) is not None:
                data[f"{letter(at)}{row}"] = cells[heading]
        past = histories[number] if number < len(histories) else ()
        sheets[f"S{number}"] = sheet_of_series(past, cells, row)
        key = "_".join(str(cells[each]) for each in ("Metric", "Part") if cells.get(each))
        live = ANCHOR + 1 + len(past)
        if instead is not None:
            sheets[f"S{number}"][f"B{live}"] = instead
        names[f"history_{key.lower()}"] = f"S{number}!$A${ANCHOR}:$I${live}"
        names[f"limits_{key.lower()}"] = f"S{number}!$G$10:$I$10"
    return MemoryBook(sheets, "small.xlsm", names=names)  # type: ignore[arg-type]


def sheet_of_series(
    past: Sequence[Sequence[object]], cells: Mapping[str, object], data_row: int
) -> dict:
    """The sheet of a series: its history, and formulas that read all of it and the data sheet."""
    live = ANCHOR + 1 + len(past)
    span = f"$B${ANCHOR}:$B${live}"
    starts = [at for at, row in enumerate(past) if row[0] == MAPPING.words.new_definition]
    if starts:
        span = f"$B${ANCHOR + 1 + starts[-1]}:$B${live}"
    sheet: dict[str, object] = {
        "A1": "Go to: LLR_Summary",
        "A10": Computed(f'IF(A11="",BCF_SPC_VARIATION({span},Data!$G$4),"")', ""),
        "B10": Computed(f"BCF_SPC_ASSURANCE({span},$C${live},Data!$G$4)", ""),
        "C10": Computed(f"COUNT({span})", 0),
        "G10": Computed(f"INDEX(BCF_SPC_LIMITS({span}),ROWS({span}),1)", 1.0),
        "A11": Computed(f"BCF_SPC_NOTE({span})", ""),
    }
    sheet |= {f"{letter(at)}{HISTORY_HEAD}": heading for at, heading in enumerate(HISTORY)}
    for number, row in enumerate(past):
        for at, value in enumerate(row):
            if value is not None:
                sheet[f"{letter(at)}{ANCHOR + 1 + number}"] = value
    shown = (cells["Period"], cells["Latest"])
    for at, value in enumerate(shown):
        sheet[f"{letter(at)}{live}"] = Computed(f"Data!${letter(8 + at)}${data_row}", value)
    return sheet


def planned(
    book: MemoryBook, folder: Path, rows: Sequence[Mapping[str, object]], **choices: object
) -> RefreshPlan:
    """The plan of a refresh with some figures, of falls unless said otherwise.

    Args:
        book: the dashboard.
        folder: where the figures are put.
        rows: the figures by column.
        **choices: ``force``, or ``period`` as people type it.
    """
    path = figures_file(folder, rows)
    figures = read_dashboard_figures(path, undated=MAPPING.words.undated)
    limit = choices.get("period")
    chosen = Choices(
        cell_functions(),
        Period.parse(limit) if limit else None,
        bool(choices.get("force")),
        PLACES,
    )
    return plan_refresh(read_series(book, MAPPING), figures, chosen)


def figures_file(folder: Path, rows: Sequence[Mapping[str, object]]) -> Path:
    """A CSV file of figures, of falls unless said otherwise."""
    rows = [{"metric": "falls", **row} for row in rows]
    columns = list(
        dict.fromkeys(["metric", "period", "value", *(key for row in rows for key in row)])
    )
    path = folder / "figures.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns)
        writer.writeheader()
        writer.writerows(rows)
    return path


def data_after(plan: RefreshPlan, row: int = DATA_HEAD + 1) -> dict[str, object]:
    """What a plan writes into a row of the data sheet, by heading."""
    written = [each for each in plan.values if each.sheet == "Data" and each.cell.row == row]
    return {HEADINGS[each.cell.column - 1]: each.value for each in written}


def history_after(book: MemoryBook, plan: RefreshPlan, sheet: str = "S0") -> list[list[object]]:
    """The rows of a history after a plan, the live one too; a formula stands as its text."""
    cells: dict[Cell, object] = dict(book.values(sheet))
    cells |= {cell: f"={text}" for cell, text in book.formulas(sheet).items()}
    last = max(cell.row for cell in cells)
    for insertion in plan.insertions:
        if insertion.sheet == sheet:
            moved = insertion.area.bottom - insertion.area.top + 1
            last += moved
            cells = {_moved(cell, insertion.area, moved): value for cell, value in cells.items()}
    for write in (*plan.values, *plan.replaced):
        if write.sheet == sheet:
            cells[write.cell] = write.value
    cells |= {cell: f"={text}" for cell, text in plan.formulas.get(sheet, {}).items()}
    return [
        [cells.get(Cell(row, at)) for at in range(1, 10)] for row in range(ANCHOR + 1, last + 1)
    ]


def _moved(cell: Cell, area, rows: int) -> Cell:
    below = cell.row >= area.top and area.left <= cell.column <= area.right
    return Cell(cell.row + rows, cell.column) if below else cell
