"""Small numbers taken out of a dashboard, before a copy of it is published.

Only the cells that hold figures are changed. Every other cell reads them by a formula, so it
follows when the formulas are worked out again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from xlbcf.books.port import Write
from xlbcf.books.values import Value
from xlbcf.desk.dashboards.histories import History, HistoryRow, read_history
from xlbcf.desk.dashboards.series import DashboardData, Series, SeriesKey
from xlbcf.rules.figures import BLANK, Figure, State, read_figure
from xlbcf.rules.findings import Finding, Refused, errors, finding
from xlbcf.rules.metrics import Unit
from xlbcf.rules.small_records import Record, hidden_by_totals, publish_record, with_hidden
from xlbcf.rules.suppression import HIDDEN, SECONDARY_CARE, Derived
from xlbcf.rules.wording import some_of
from xlbcf.template.addresses import Cell
from xlbcf.template.dashboard_mapping import DataColumn, HistoryColumn

_SHOWN = 8
_PRINTED = (DataColumn.PRINTED_MARK, DataColumn.PRINTED_ARROW, DataColumn.PRINTED_TREND)


class Gone(NamedTuple):
    """A number that may not be in the copy.

    Args:
        series: the series it belongs to.
        sheet: the sheet with the history of that series.
        number: the number, as its cell held it.
        is_figure: whether it is the figure itself; otherwise it is a numerator or denominator.
        hidden: whether it is hidden; otherwise it is rounded.
    """

    series: Series
    sheet: str
    number: float
    is_figure: bool
    hidden: bool


class Suppression(NamedTuple):
    """What is to be hidden and rounded in a dashboard.

    Args:
        hiding: the cells whose numbers are hidden, and those with what was printed beside them.
        rounding: the cells with counts that are rounded.
        gone: the numbers that may not be in the copy.
        findings: what a person must look at.
    """

    hiding: list[Write]
    rounding: list[Write]
    gone: list[Gone]
    findings: list[Finding]

    @property
    def hidden(self) -> int:
        """How many cells are hidden."""
        return sum(each.hidden for each in self.gone)

    @property
    def rounded(self) -> int:
        """How many cells are rounded."""
        return len(self.gone) - self.hidden


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure of one period, with its cells; a count that is not told has no cell."""

    series: Series
    sheet: str
    period: str
    history: str
    values: tuple[Value, Value, Value]
    cells: tuple[Cell | None, Cell | None, Cell | None]

    @property
    def about(self) -> tuple[SeriesKey, str]:
        """What it tells of."""
        return self.series.key, self.period

    @property
    def record(self) -> Record:
        """The figure as the rules see it."""
        figure, numerator, denominator = self.values
        unit, stored_as = self.series.unit, self.series.stored_as
        read = read_figure(figure, unit, stored_as) if isinstance(figure, str) else _plain(figure)
        return Record(unit, Derived(read, _count(numerator), _count(denominator)))


def plan_suppression(data: DashboardData) -> Suppression:
    """Return what must be hidden and rounded in a dashboard before it is published.

    Args:
        data: the dashboard.

    Raises:
        Refused: a row or a history cannot be read (REFR02, REFR03), so that small numbers could
            stay in it.

    Source: Methods, section 9.
    """
    faults, histories = list(errors(data.findings)), []
    for series in data.series:
        try:
            histories.append(read_history(data, series))
        except Refused as refused:
            faults += refused.findings
    if faults:
        raise Refused(faults)
    told = [
        each
        for series, history in zip(data.series, histories, strict=True)
        for each in _told(data, series, history)
    ]
    published = _published(data, told)
    writes, gone = _changes(told, published)
    rounding = [write for write in writes if write.value != HIDDEN.text]
    hiding = [write for write in writes if write.value == HIDDEN.text]
    hiding += _unprinted(data, hiding)
    unjudged = _unjudged(data, told)
    return Suppression(hiding, rounding, gone, unjudged)


def plan_gaps(data: DashboardData) -> list[Write]:
    """Return what makes a gap of every hidden figure of the histories.

    A chart draws a text as 0. So the figure's cell is emptied, and the mark stands after its
    period, where the axis of the chart shows it too.

    Args:
        data: the dashboard with its small numbers hidden.
    """
    return [
        write
        for series in data.series
        for history in (read_history(data, series),)
        for row in (*history.rows, history.live)
        if _is_hidden(series, history, row)
        for write in _gap(history, row)
    ]


def _is_hidden(series: Series, history: History, row: HistoryRow) -> bool:
    """Say whether a row of a history has its figure hidden; the live row shows no text itself."""
    shown = [row.cells.get(HistoryColumn.FIGURE)]
    if row is history.live:
        shown.append(series.cells.get(DataColumn.LATEST))
    return HIDDEN.text in shown


def _gap(history: History, row: HistoryRow) -> Iterator[Write]:
    period = str(row.cells.get(HistoryColumn.PERIOD) or "")
    marked = f"{period} {HIDDEN.text}".strip()
    for column, value in ((HistoryColumn.FIGURE, None), (HistoryColumn.PERIOD, marked)):
        yield Write(history.sheet, Cell(row.row, history.columns[column]), value)


def _told(data: DashboardData, series: Series, history: History) -> Iterator[_Told]:
    """Yield every figure of a series: the latest, those of its history, and the previous one."""
    sheet = data.mapping.data_sheet
    columns = (DataColumn.LATEST, DataColumn.NUMERATOR, DataColumn.DENOMINATOR)
    at = [data.cell(series, column) for column in columns]
    values = [series.cells.get(column) for column in columns]
    yield _Told(
        series, sheet, series.text(DataColumn.PERIOD), history.sheet,
        (values[0], values[1], values[2]), (at[0], at[1], at[2]),
    )  # fmt: skip
    rows = [*history.rows, *_typed_live_row(data, history)]
    earlier = {}
    for row in rows:
        one = _told_in_row(series, history, row)
        earlier[one.period] = one
        yield one
    period = series.text(DataColumn.PREVIOUS_PERIOD)
    same = earlier.get(period)
    counts = same.values[1:] if same else (None, None)
    yield _Told(
        series, sheet, period, history.sheet,
        (series.cells.get(DataColumn.PREVIOUS), counts[0], counts[1]),
        (data.cell(series, DataColumn.PREVIOUS), None, None),
    )  # fmt: skip


def _typed_live_row(data: DashboardData, history: History) -> Iterator[HistoryRow]:
    """Yield the live row if its figure is typed; else it reads the data sheet, and follows."""
    cell = Cell(history.live.row, history.columns[HistoryColumn.FIGURE])
    if cell not in data.book.formulas(history.sheet):
        yield history.live


def _told_in_row(series: Series, history: History, row: HistoryRow) -> _Told:
    columns = (HistoryColumn.FIGURE, HistoryColumn.NUMERATOR, HistoryColumn.DENOMINATOR)
    values = [row.cells.get(column) for column in columns]
    at = [Cell(row.row, history.columns[column]) for column in columns]
    period = str(row.cells.get(HistoryColumn.PERIOD) or "").strip()
    return _Told(
        series, history.sheet, period, history.sheet,
        (values[0], values[1], values[2]), (at[0], at[1], at[2]),
    )  # fmt: skip


def _plain(value: Value) -> Figure:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Figure(State.NUMBER, float(value), str(value))
    return BLANK


def _count(value: Value) -> Figure:
    return read_figure(value, Unit.COUNT) if isinstance(value, str) else _plain(value)


def _published(data: DashboardData, told: Sequence[_Told]) -> list[Record]:
    """Return every figure as it may be published, together with the others of its metric."""
    hidden = _hidden_by_totals(data, told)
    return [
        with_hidden(publish_record(each.record, SECONDARY_CARE), hidden.get(each.about, ()))
        for each in told
    ]


def _hidden_by_totals(
    data: DashboardData, told: Sequence[_Told]
) -> dict[tuple[SeriesKey, str], frozenset[str]]:
    """Return what is hidden of a series in a period because its total would give it away."""
    groups: dict[tuple[str, str], dict[SeriesKey, Record]] = {}
    for each in told:
        key = each.series.key
        if key.metric in data.mapping.totals and each.period:
            # The same figure may be the latest here and stand in the history there.
            groups.setdefault((key.metric, each.period), {}).setdefault(key, each.record)
    hidden: dict[tuple[SeriesKey, str], frozenset[str]] = {}
    for (metric, period), records in groups.items():
        total = records.pop(SeriesKey(metric, data.mapping.totals[metric]), None)
        if total is not None and records:
            names = hidden_by_totals(list(records.values()), total, SECONDARY_CARE)
            keys = (*records, SeriesKey(metric, data.mapping.totals[metric]))
            hidden |= {(key, period): each for key, each in zip(keys, names, strict=True)}
    return hidden


def _changes(told: Sequence[_Told], published: Sequence[Record]) -> tuple[list[Write], list[Gone]]:
    """Return the cells that change, and the numbers that go from them."""
    writes, gone = [], []
    for each, record in zip(told, published, strict=True):
        old, new = _three(each.record), _three(record)
        for place, (cell, before, after) in enumerate(zip(each.cells, old, new, strict=True)):
            if cell is None or before.number is None or before.number == after.number:
                continue
            hidden = after.number is None
            value = after.text if after.number is None else _number(after.number)
            writes.append(Write(each.sheet, cell, value))
            gone.append(Gone(each.series, each.history, before.number, place == 0, hidden))
    return writes, gone


def _three(record: Record) -> tuple[Figure, Figure, Figure]:
    return record.shown.figure, record.shown.numerator, record.shown.denominator


def _number(number: float) -> float:
    return int(number) if number.is_integer() else number


def _unprinted(data: DashboardData, hiding: Sequence[Write]) -> list[Write]:
    """Return the cells with what was printed for figures that are hidden now."""
    sheet = data.mapping.data_sheet
    hidden = {write.cell for write in hiding if write.sheet == sheet}
    figures = (DataColumn.LATEST, DataColumn.PREVIOUS)
    return [
        Write(sheet, data.cell(series, column), None)
        for series in data.series
        if any(data.cell(series, each) in hidden for each in figures)
        for column in _PRINTED
        if series.cells.get(column) is not None
    ]


def _unjudged(data: DashboardData, told: Sequence[_Told]) -> list[Finding]:
    """Return what is shown although it could not be told whether few people stand behind it."""
    labels = [each.series.label for each in told if not each.record.is_judged]
    if not labels:
        return []
    series = some_of(list(dict.fromkeys(labels)), _SHOWN)
    return [finding("PUB11", data.book.name, count=len(labels), series=series)]
