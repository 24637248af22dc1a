"""The histories of a dashboard: found by their names, read row by row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple, NoReturn

from xlbcf.books.references import read_reference
from xlbcf.books.values import Value
from xlbcf.desk.dashboards.series import DashboardData, Series, SeriesKey
from xlbcf.rules.findings import Refused, finding
from xlbcf.template.addresses import Area, Cell, place_on
from xlbcf.template.dashboard_mapping import DataColumn, HistoryColumn
from xlbcf.template.words import plain

_OUTSIDE = re.compile(r"(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!\$?[A-Za-z]{1,3}\$?[0-9]+")
_NOT_IN_NAMES = re.compile(r"[^a-z0-9_]")
_KEPT = 4096


class HistoryRow(NamedTuple):
    """One row of a history: its cells that are not empty."""

    row: int
    cells: Mapping[HistoryColumn, Value]


class History(NamedTuple):
    """The history of one series.

    Args:
        sheet: the sheet it stands on.
        area: its cells, from the hidden row under the headings to the live row.
        columns: the number of each column.
        rows: what stands between the hidden row and the live one, oldest first.
        live: the live row.
        limits: the cells of mean, lower and upper limit, or None where none are named.
    """

    sheet: str
    area: Area
    columns: Mapping[HistoryColumn, int]
    rows: tuple[HistoryRow, ...]
    live: HistoryRow
    limits: tuple[Cell, Cell, Cell] | None


def name_of(start: str, key: SeriesKey) -> str:
    """Return the defined name of something of a series, such as ``history_2a_lpt``."""
    parts = (key.metric, key.part) if key.part else (key.metric,)
    return start + _NOT_IN_NAMES.sub("_", "_".join(parts).lower())


def read_history(data: DashboardData, series: Series) -> History:
    """Read the history of a series.

    Args:
        data: the dashboard.
        series: the series.

    Raises:
        Refused: it has none of the shape expected (REFR03).
    """
    mapping = data.mapping
    name = name_of(mapping.history_name, series.key)
    sheet, area = _named(data, series, name)
    values = data.values(sheet)
    found = {
        plain(values.get(Cell(area.top - 1, column))): column
        for column in range(area.left, area.right + 1)
    }
    wanted = {column: plain(words) for column, words in mapping.history_columns.items()}
    missing = [words for words in wanted.values() if words not in found]
    if missing or area.bottom == area.top:
        reason = f"has no column {missing[0]}" if missing else "has no row for the latest figure"
        _refuse(data, series, f"the area of the name {name}, {sheet}!{area}, {reason}")
    columns = {column: found[words] for column, words in wanted.items()}
    numbers = tuple(columns.items())
    rows = [
        HistoryRow(row, _row_cells(values, row, numbers))
        for row in range(area.top + 1, area.bottom + 1)
    ]
    return History(sheet, area, columns, tuple(rows[:-1]), rows[-1], _limits(data, series, sheet))


def check_live(data: DashboardData, series: Series, history: History) -> None:
    """Check that the last row of a history reads the series' row of the data sheet.

    Args:
        data: the dashboard.
        series: the series.
        history: its history.

    Raises:
        Refused: it reads another row, or nothing (REFR03).
    """
    live = Cell(history.live.row, history.columns[HistoryColumn.FIGURE])
    latest = data.cell(series, DataColumn.LATEST)
    formula = data.book.guarded_sheet(history.sheet).formula(live)
    # A formula shared with other cells stands with the first of them, so it is not seen here.
    if formula and (not formula.text or _reads(formula.text, data.mapping.data_sheet, latest)):
        return
    place, read = place_on(history.sheet, live), place_on(data.mapping.data_sheet, latest)
    reason = f"{place} in the last row of the history holds no formula that reads {read}: "
    _refuse(data, series, f"{reason}it was typed over, or the rows of the data sheet were sorted")


def _reads(formula: str, sheet: str, cell: Cell) -> bool:
    """Say whether a formula refers to a cell of another sheet."""
    found = (read_reference(match[0], "") for match in _OUTSIDE.finditer(formula))
    return any(
        each and each[0].casefold() == sheet.casefold() and each[1].anchor == cell for each in found
    )


_Numbers = tuple[tuple[HistoryColumn, int], ...]


def _row_cells(
    values: Mapping[Cell, Value], row: int, columns: _Numbers
) -> dict[HistoryColumn, Value]:
    return {
        column: value
        for column, cell in _places(row, columns)
        if (value := values.get(cell)) is not None and value != ""
    }


@lru_cache(maxsize=_KEPT)
def _places(row: int, columns: _Numbers) -> list[tuple[HistoryColumn, Cell]]:
    """Return where a row's cells are: sheets of one make have them at the same places."""
    return [(column, Cell(row, number)) for column, number in columns]


def _limits(data: DashboardData, series: Series, sheet: str) -> tuple[Cell, Cell, Cell] | None:
    """Return the cells of mean, lower and upper limit, in that order."""
    text = data.book.defined_name(name_of(data.mapping.limits_name, series.key), sheet)
    reference = read_reference(text, sheet) if text else None
    if reference is None or reference[0].casefold() != sheet.casefold():
        return None
    cells = tuple(reference[1].cells())
    return (cells[0], cells[1], cells[2]) if len(cells) == 3 else None


def _named(data: DashboardData, series: Series, name: str) -> tuple[str, Area]:
    text = data.book.defined_name(name, data.mapping.data_sheet)
    if text is None:
        _refuse(data, series, f"there is no name {name}")
    reference = read_reference(text or "", data.mapping.data_sheet)
    if reference is None or reference[1].top < 2:
        _refuse(data, series, f"the name {name} stands for {text}, which is no table")
    return reference


def _refuse(data: DashboardData, series: Series, reason: str) -> NoReturn:
    raise Refused(finding("REFR03", data.where(series), reason=reason))
