"""The plan of a refresh: what goes in where, and what is told of it, as plain objects.

A plan is carried out on a file (:mod:`xlbcf.desk.dashboards.refresh`) or in an open workbook.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from xlbcf.books.insertion import Insertion
from xlbcf.books.port import Write
from xlbcf.books.values import CellError, Value, shown, unchanged
from xlbcf.desk.dashboards.incoming import read_incoming
from xlbcf.desk.dashboards.rows import RowPlan, plan_row
from xlbcf.desk.dashboards.series import DashboardData
from xlbcf.desk.dashboards.shifting import Step
from xlbcf.desk.dashboards.unplaced import unplaced
from xlbcf.feeds.dashboard_figures import DashboardFigures, FigureRow
from xlbcf.rules.findings import Finding, Refused, errors, finding
from xlbcf.rules.metrics import Places, Unit, fold_name
from xlbcf.rules.periods import Period
from xlbcf.rules.wording import some_of
from xlbcf.template.addresses import Cell, place_on
from xlbcf.template.dashboard_mapping import DataColumn

#: The functions for cells by their names in capitals; each takes the list of its arguments.
CellFunctions = Mapping[str, Callable[[Sequence[object]], object]]
_LISTED = 8
_FEW = 3


class Choices(NamedTuple):
    """What a person chose for a refresh.

    Args:
        functions: the functions for cells, for the marks and arrows that are told.
        limit: the last period wanted, or None for the newest.
        force: whether older figures may replace newer ones.
        places: the places, so that a figure may name one in any way.
    """

    functions: CellFunctions
    limit: Period | None = None
    force: bool = False
    places: Places | None = None


class RowStory(NamedTuple):
    """What a refresh does to one row.

    Args:
        metric: the metric's id.
        part: the part's id, or nothing.
        label: what people call the row.
        where: its place on the data sheet.
        step: what happens to its latest figure.
        old: the figure before, as its cell holds it.
        old_shown: the same as the page shows it.
        old_period: its period.
        new: the figure after.
        new_shown: the same as the page shows it.
        new_period: its period.
        compared: what the new one is compared with, where that is not the figure before.
        target: the target after.
        target_changed: whether it was another one before.
        mark: the mark after.
        arrow: the arrow after.
        note: the note after.
        refused: whether it keeps its old values because of a fault.
    """

    metric: str
    part: str
    label: str
    where: str
    step: Step
    old: Value
    old_shown: str
    old_period: str
    new: Value
    new_shown: str
    new_period: str
    compared: str
    target: str
    target_changed: bool
    mark: str
    arrow: str
    note: str
    refused: bool


class RefreshPlan:
    """The plan of a refresh; it is carried out in this order.

    Args:
        findings: what is wrong or worth knowing before any row is planned.

    Attributes:
        insertions: cells put in, in the coordinates of the workbook as it stands.
        values: values for cells, in the coordinates after that; none of the cells has a formula.
        replaced: values for cells that may have one.
        formulas: formulas for cells, by sheet, without their equals signs.
        rows: what is done to each row, in the dashboard's order.
        findings: what is wrong or worth knowing.
        labels: what the values are, for the change log.
        before: what stood in their cells, where that was anything.
    """

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self.insertions: list[Insertion] = []
        self.values: list[Write] = []
        self.replaced: list[Write] = []
        self.formulas: dict[str, dict[Cell, str]] = {}
        self.rows: list[RowStory] = []
        self.findings = list(findings)
        self.labels: dict[tuple[str, Cell], str] = {}
        self.before: dict[tuple[str, Cell], Value] = {}

    @property
    def changes_nothing(self) -> bool:
        """Whether there is nothing to carry out."""
        return not (self.insertions or self.values or self.replaced or self.formulas)

    @property
    def faults(self) -> list[Finding]:
        """The findings at error."""
        return errors(self.findings)


def plan_refresh(data: DashboardData, figures: DashboardFigures, choices: Choices) -> RefreshPlan:
    """Plan a refresh.

    Args:
        data: the dashboard.
        figures: the figures.
        choices: what a person chose.

    Returns:
        The plan; a row with a fault keeps its old values, and the rest is planned.

    Raises:
        Refused: none of the figures is for a row of the dashboard (REFR23).
    """
    plan = RefreshPlan(findings=[*data.findings, *figures.findings])
    by_key = _by_key(figures.rows, choices.places)
    _require_one(data, by_key, plan.findings)
    rows = []
    for series in data.series:
        given = by_key.pop(_key(*series.key), [])
        incoming = read_incoming(data, series, given, choices.limit)
        row = plan_row(data, series, incoming, force=choices.force)
        row = _without_formulas(data, row)
        rows.append(_with_mark(data, row, choices.functions))
    ticking = _ticks_move(rows)
    for row in rows:
        if ticking:
            _tick(data, row)
        _carry_over(data, row, plan)
        plan.rows.append(_story(data, row, choices.functions))
        plan.findings += row.findings
    if ticking:
        _clear_unread(data, plan)
    plan.findings += _missing(data, rows, by_key)
    return plan


def _key(metric: str, part: str) -> tuple[str, str]:
    return fold_name(metric), fold_name(part)


def _by_key(
    rows: Iterable[FigureRow], places: Places | None
) -> dict[tuple[str, str], list[FigureRow]]:
    """Return the rows by metric and part, a place by its code whatever it is called."""
    codes: dict[str, str] = {}
    found: dict[tuple[str, str], list[FigureRow]] = {}
    for row in rows:
        if row.part not in codes:
            place = places.find(row.part) if places else None
            codes[row.part] = place.code if place else row.part
        found.setdefault(_key(row.metric, codes[row.part]), []).append(row)
    return found


def _require_one(
    data: DashboardData, by_key: Mapping[tuple[str, str], list[FigureRow]], found: list[Finding]
) -> None:
    """Refuse figures that are about something else: they would only take the ticks off."""
    if errors(found) or any(_key(*series.key) in by_key for series in data.series):
        return
    names = unplaced(data, [given[0] for given in by_key.values()])
    reason = f"they are about {some_of(names, _FEW, '; ')}" if names else "they have no lines"
    raise Refused([*found, finding("REFR23", data.book.name, reason=reason)])


def _without_formulas(data: DashboardData, row: RowPlan) -> RowPlan:
    """Return a row's plan, or its refusal where a cell to be written holds a formula."""
    sheet = data.book.guarded_sheet(data.mapping.data_sheet)
    for column in row.cells:
        cell = data.cell(row.series, column)
        if sheet.formula(cell) is not None:
            place = place_on(data.mapping.data_sheet, cell)
            facts = {"cell": place, "heading": data.mapping.data_columns[column]}
            found = finding("REFR15", data.where(row.series), **facts)
            return RowPlan(row.series, findings=[found], refused=True)
    return row


def _with_mark(data: DashboardData, row: RowPlan, functions: CellFunctions) -> RowPlan:
    """Return a row's plan, or its refusal where its mark would be an error."""
    renewed = row.cells.keys() & {DataColumn.LATEST, DataColumn.TARGET}
    if not renewed or not isinstance(_mark(data, row, functions), CellError):
        return row
    latest, target = row.value(DataColumn.LATEST), row.value(DataColumn.TARGET)
    facts = {"found": shown(latest), "target": shown(target)}
    found = finding("REFR26", data.where(row.series), **facts)
    return RowPlan(row.series, findings=[found], refused=True)


def _ticks_move(rows: Sequence[RowPlan]) -> bool:
    """Say whether ticks tell of this refresh.

    Where every figure is at fault, or beyond the period wanted, they go on telling of the last one.
    """
    if any(row.cells or row.history for row in rows):
        return True
    return any(row.has_figures for row in rows) and not any(row.refused for row in rows)


def _tick(data: DashboardData, row: RowPlan) -> None:
    """Tick the row if its latest figure changes, and only then."""
    wanted = data.mapping.words.updated if row.step.changes and not row.refused else None
    if row.series.cells.get(DataColumn.UPDATED) != wanted:
        row.cells[DataColumn.UPDATED] = wanted


def _carry_over(data: DashboardData, row: RowPlan, plan: RefreshPlan) -> None:
    sheet = data.mapping.data_sheet
    for column, value in row.cells.items():
        cell = data.cell(row.series, column)
        if not unchanged(row.series.cells.get(column), value):
            plan.values.append(Write(sheet, cell, value))
            plan.labels[sheet, cell] = f"{row.series.label}, {data.mapping.data_columns[column]}"
            plan.before[sheet, cell] = row.series.cells.get(column)
    edit = row.history
    if edit is None:
        return
    if edit.insertion:
        plan.insertions.append(edit.insertion)
    plan.values += edit.values
    plan.replaced += edit.replaced
    values = data.values(edit.sheet)
    for write in (*edit.values, *edit.replaced):
        at = (write.sheet, write.cell)
        plan.labels[at] = f"{row.series.label}, history"
        if edit.insertion is None or write.cell.row < edit.insertion.area.top:
            plan.before[at] = values.get(write.cell)
    if edit.formulas:
        plan.formulas.setdefault(edit.sheet, {}).update(edit.formulas)


def _clear_unread(data: DashboardData, plan: RefreshPlan) -> None:
    """Take the ticks off rows that cannot be read: their figures do not change."""
    sheet = data.mapping.data_sheet
    for number in data.unread:
        cell = Cell(number, data.columns[DataColumn.UPDATED])
        if data.values(sheet).get(cell) not in (None, ""):
            plan.values.append(Write(sheet, cell, None))


def _missing(
    data: DashboardData, rows: Iterable[RowPlan], left: Mapping[tuple[str, str], list[FigureRow]]
) -> Iterator[Finding]:
    """Yield what the figures have and the dashboard lacks, and the reverse."""
    if left:
        names = unplaced(data, [given[0] for given in left.values()])
        facts = {"count": len(names), "names": some_of(names, _LISTED, "; ")}
        yield finding("REFR11", data.book.name, **facts)
    without = [row.series.label for row in rows if not row.has_figures and row.step is Step.NOTHING]
    if without:
        facts = {"count": len(without), "names": some_of(without, _LISTED, "; ")}
        yield finding("REFR12", data.book.name, **facts)


def _story(data: DashboardData, row: RowPlan, functions: CellFunctions) -> RowStory:
    series = row.series
    old, new = series.cells.get(DataColumn.LATEST), row.value(DataColumn.LATEST)
    target = str(row.value(DataColumn.TARGET) or "")
    return RowStory(
        metric=series.key.metric,
        part=series.key.part,
        label=series.label,
        where=data.where(series),
        step=row.step,
        old=old,
        old_shown=series.shown(old),
        old_period=series.text(DataColumn.PERIOD),
        new=new,
        new_shown=series.shown(new),
        new_period=str(row.value(DataColumn.PERIOD) or ""),
        compared=row.compared,
        target=target,
        target_changed=target != series.text(DataColumn.TARGET),
        mark=mark_of(data, row, functions),
        arrow=_arrow(data, row, functions),
        note=str(row.value(DataColumn.NOTE) or ""),
        refused=row.refused,
    )


def mark_of(data: DashboardData, row: RowPlan, functions: CellFunctions) -> str:
    """Return the mark of a row as it will stand, by the function that its cells use."""
    return _as_shown(_mark(data, row, functions))


def _mark(data: DashboardData, row: RowPlan, functions: CellFunctions) -> object:
    latest, target = row.value(DataColumn.LATEST), row.value(DataColumn.TARGET)
    if latest is None or target is None:
        return None
    way = data.mapping.words.polarities[row.series.polarity]
    return _answer(functions["BCF_MARK"], latest, target, way)


def _arrow(data: DashboardData, row: RowPlan, functions: CellFunctions) -> str:
    """Return the arrow of a row as it will stand: as printed until there is a figure before."""
    latest, previous = row.value(DataColumn.LATEST), row.value(DataColumn.PREVIOUS)
    series, words = row.series, data.mapping.words
    if row.value(DataColumn.COMPARABLE) == words.not_comparable:
        return ""
    if previous is None:
        return str(row.value(DataColumn.PRINTED_ARROW) or "")
    if series.unit is Unit.CATEGORY:
        return "↔" if latest == previous else ""
    given = [latest, previous]
    if series.decimals is not None and series.unit is not Unit.DURATION:
        given.append(series.decimals + (2 if series.unit is Unit.PERCENT else 0))
    return _as_shown(_answer(functions["BCF_TRAVEL"], *given))


def _answer(function: Callable[[Sequence[object]], object], *given: Value) -> object:
    """Return a function's answer to the values of cells."""
    return function([float(each) if isinstance(each, int) else each for each in given])


def _as_shown(answer: object) -> str:
    """Return an answer as a cell shows it; nothing for an error."""
    return answer if isinstance(answer, str) and not isinstance(answer, CellError) else ""
