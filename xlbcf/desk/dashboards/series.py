"""The series of a dashboard, as its data sheet and histories hold them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from xlbcf.books.guarded import GuardedSheet
from xlbcf.books.values import Value, shown
from xlbcf.rules.dashboard_periods import ShownPeriod
from xlbcf.rules.figures import written
from xlbcf.rules.findings import Finding, Refused, finding
from xlbcf.rules.metrics import Metric, Polarity, StoredAs, Unit
from xlbcf.template.addresses import Cell, place_on
from xlbcf.template.dashboard_mapping import DashboardMapping, DataColumn
from xlbcf.template.dashboards import identify_dashboard, mismatch_of_dashboard
from xlbcf.template.words import plain

#: Durations stand in cells as parts of a day.
SECONDS_A_DAY = 86_400
_HEADING_WITHIN = 30


class DashboardBook(Protocol):
    """What is asked of a workbook to read a dashboard."""

    @property
    def name(self) -> str:
        """The workbook's name, for messages."""

    def sheets(self) -> list[str]:
        """Return the names of the sheets."""

    def values(self, sheet: str) -> Mapping[Cell, Value]:
        """Return the values of a sheet's cells that are not empty."""

    def formulas(self, sheet: str) -> Mapping[Cell, str]:
        """Return the formulas of a sheet's cells, without their equals signs."""

    def guarded_sheet(self, name: str) -> GuardedSheet:
        """Return a sheet to ask for single cells."""

    def defined_name(self, name: str, sheet: str) -> str | None:
        """Return what a name stands for on a sheet."""


class SeriesKey(NamedTuple):
    """What a series is about: a metric's id, and a part's id or nothing."""

    metric: str
    part: str

    def __str__(self) -> str:
        return f"{self.metric}, {self.part}" if self.part else self.metric


class Series(NamedTuple):
    """One row of the data sheet.

    Args:
        key: what it is about.
        row: its row on the data sheet.
        cells: its cells that are not empty.
        unit: what it is counted in.
        polarity: which way is good.
        decimals: the decimal places shown (of the percent, for a percentage), or None.
    """

    key: SeriesKey
    row: int
    cells: Mapping[DataColumn, Value]
    unit: Unit
    polarity: Polarity
    decimals: int | None

    @property
    def stored_as(self) -> StoredAs | None:
        """How its cells keep a percentage: as a fraction."""
        return "fraction" if self.unit is Unit.PERCENT else None

    def text(self, column: DataColumn) -> str:
        """Return a cell's text without spaces around it; empty where there is none."""
        value = self.cells.get(column)
        return "" if value is None else str(value).strip()

    def shown(self, value: Value) -> str:
        """Return a figure as the page shows it; empty where there is none."""
        if value is None or isinstance(value, bool | str):
            return "" if value is None else str(value).strip()
        scale = SECONDS_A_DAY if self.unit is Unit.DURATION else 1
        return written(value * scale, self.metric)

    @property
    def label(self) -> str:
        """What people call it: its number and name, or its key."""
        number, name = self.text(DataColumn.NUMBER), self.text(DataColumn.NAME)
        return " ".join(word for word in (number, name or str(self.key)) if word)

    @property
    def definition(self) -> str:
        """The version of its definition; the first where none is said."""
        return as_definition(self.cells.get(DataColumn.DEFINITION))

    @property
    def metric(self) -> Metric:
        """The metric as the rules judge it."""
        return Metric(
            self.key.metric, self.label, "", self.unit, self.polarity,
            stored_as=self.stored_as, decimals=self.decimals,
        )  # fmt: skip


class DashboardData:
    """What a dashboard shows.

    Args:
        mapping: how it is found.
        columns: the number of each column of the data sheet.
        head: the row of its headings.
        series: its series, in their order.
        findings: rows that cannot be read, which are left as they are.
        unread: the numbers of those rows.
        book: the workbook, for the histories.
    """

    def __init__(
        self,
        mapping: DashboardMapping,
        columns: Mapping[DataColumn, int],
        head: int,
        series: tuple[Series, ...],
        findings: tuple[Finding, ...],
        unread: tuple[int, ...],
        book: DashboardBook,
    ) -> None:
        self.mapping, self.columns, self.head = mapping, columns, head
        self.series, self.findings, self.unread = series, findings, unread
        self.book = book
        self._read: dict[str, Mapping[Cell, Value]] = {}

    def values(self, sheet: str) -> Mapping[Cell, Value]:
        """Return the values of a sheet, which is read once."""
        if sheet not in self._read:
            self._read[sheet] = self.book.values(sheet)
        return self._read[sheet]

    def cell(self, series: Series, column: DataColumn) -> Cell:
        """Return where a series' cell stands on the data sheet."""
        return Cell(series.row, self.columns[column])

    def where(self, series: Series, column: DataColumn | None = None) -> str:
        """Return a series' place as messages name it."""
        at = Cell(series.row, self.columns[column or DataColumn.METRIC])
        return f"{place_on(self.mapping.data_sheet, at)}, {series.label}"


def find_dashboard(mappings: Sequence[DashboardMapping], book: DashboardBook) -> DashboardMapping:
    """Find which dashboard a workbook is.

    Raises:
        Refused: it is none of those that are mapped (REFR01).
    """

    def rows(sheet: str) -> list[dict[int, Value]]:
        return list(_first_rows(book.values(sheet)).values())

    return identify_dashboard(mappings, book.sheets(), rows, book.name)


def read_series(book: DashboardBook, mapping: DashboardMapping) -> DashboardData:
    """Read the data sheet of a dashboard.

    Args:
        book: the workbook.
        mapping: how it is found.

    Returns:
        Its series; a row that cannot be read is a finding instead (REFR02).

    Raises:
        Refused: the headings are not there (REFR01).
    """
    values = book.values(mapping.data_sheet)
    head, columns = _head(book, mapping, values)
    series: dict[SeriesKey, Series] = {}
    findings, unread = [], []
    for number, cells in _rows(values, head, columns):
        read = _series(number, cells, mapping)
        if isinstance(read, Series) and read.key in series:
            read = f"{read.key} stands in row {series[read.key].row} already"
        if isinstance(read, Series):
            series[read.key] = read
        else:
            at = Cell(number, columns[DataColumn.METRIC])
            where = f"{place_on(mapping.data_sheet, at)}, {cells[DataColumn.METRIC]}"
            findings.append(finding("REFR02", where, reason=read))
            unread.append(number)
    return DashboardData(
        mapping, columns, head, tuple(series.values()), tuple(findings), tuple(unread), book
    )


def _head(
    book: DashboardBook, mapping: DashboardMapping, values: Mapping[Cell, Value]
) -> tuple[int, Mapping[DataColumn, int]]:
    """Return the row of the headings, and the number of each column."""
    for row, cells in _first_rows(values).items():
        if columns := mapping.data_head(cells):
            return row, columns
    reason = mismatch_of_dashboard(mapping, book.sheets(), lambda _: ())
    raise Refused(finding("REFR01", book.name, reason=f"for {mapping.id} {reason}"))


def _rows(
    values: Mapping[Cell, Value], head: int, columns: Mapping[DataColumn, int]
) -> Iterator[tuple[int, dict[DataColumn, Value]]]:
    """Yield the rows that name a metric: their numbers and their cells that are not empty."""
    names = {number: column for column, number in columns.items()}
    rows: dict[int, dict[DataColumn, Value]] = {}
    for cell, value in values.items():
        if cell.row > head and cell.column in names and value != "":
            rows.setdefault(cell.row, {})[names[cell.column]] = value
    yield from ((row, rows[row]) for row in sorted(rows) if DataColumn.METRIC in rows[row])


def as_definition(value: Value) -> str:
    """Return a definition's version as text; 1 where none is given."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() if value not in (None, "") else "1"


def _first_rows(values: Mapping[Cell, Value]) -> dict[int, dict[int, Value]]:
    rows: dict[int, dict[int, Value]] = {}
    for cell, value in values.items():
        if cell.row <= _HEADING_WITHIN:
            rows.setdefault(cell.row, {})[cell.column] = value
    return rows


def _series(
    number: int, cells: Mapping[DataColumn, Value], mapping: DashboardMapping
) -> Series | str:
    """Return a row's series, or why it cannot be read."""
    key = SeriesKey(
        str(cells[DataColumn.METRIC]).strip(), str(cells.get(DataColumn.PART) or "").strip()
    )
    word = cells.get(DataColumn.UNIT)
    unit = next((each for each in Unit if plain(each.value) == plain(word)), None)
    if unit is None:
        return f"the unit is “{word or ''}”, and should be one of {', '.join(Unit)}"
    polarity = mapping.words.polarity(cells.get(DataColumn.POLARITY))
    if polarity is None:
        expected = ", ".join(mapping.words.polarities.values())
        found = cells.get(DataColumn.POLARITY) or ""
        return f"the polarity is “{found}”, and should be one of {expected}"
    decimals = cells.get(DataColumn.DECIMALS)
    if decimals is not None and not (isinstance(decimals, int) and 0 <= decimals <= 30):
        return f"the decimals are “{decimals}”, and should be a whole number"
    period = cells.get(DataColumn.PERIOD)
    if period is not None and not _is_period(period, mapping.words.undated):
        return (
            f"the period is {shown(period)}, and should be a text such as 2018-19, 2018-19 Q3 or "
            f"2018-11, or end with {mapping.words.undated}"
        )
    return Series(key, number, cells, unit, polarity, decimals)


def _is_period(value: Value, undated: str) -> bool:
    """Say whether a period can be put in order; Excel makes a date of one typed as a number."""
    if not isinstance(value, str):
        return False
    return bool(ShownPeriod.of(value).period) or plain(value).endswith(plain(undated))
