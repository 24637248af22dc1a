"""One row of a dashboard refreshed: its new cells, its history, and what is told of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from xlbcf.books.values import Value, same_value
from xlbcf.desk.dashboards.histories import History, HistoryRow, check_live, read_history
from xlbcf.desk.dashboards.incoming import Incoming, NewFigure, same_target
from xlbcf.desk.dashboards.layout import HistoryEdit, NewHistory, is_break, lay_out
from xlbcf.desk.dashboards.pasts import Before, alike, break_row, figure_of, past_of
from xlbcf.desk.dashboards.series import DashboardData, Series
from xlbcf.desk.dashboards.shifting import (
    Decision,
    Step,
    decide,
    of_one_kind,
    same_held,
    shown_period,
)
from xlbcf.rules.dashboard_periods import ShownPeriod
from xlbcf.rules.findings import Finding, Refused, finding
from xlbcf.rules.wording import some_of
from xlbcf.template.addresses import Cell
from xlbcf.template.dashboard_mapping import DataColumn, HistoryColumn, NoteKind

_LISTED = 6
_PRINTED = (DataColumn.PRINTED_MARK, DataColumn.PRINTED_ARROW, DataColumn.PRINTED_TREND)


class RowPlan:
    """What is done to one series.

    Args:
        series: the series.
        step: what happens to its latest figure.
        findings: what is told of it.
        refused: whether it keeps its old values because of a fault.
        has_figures: whether the feed has anything for it.

    Attributes:
        cells: the new values of its cells on the data sheet.
        history: what is done to its history, or None.
    """

    def __init__(
        self,
        series: Series,
        step: Step = Step.NOTHING,
        *,
        findings: Iterable[Finding] = (),
        refused: bool = False,
        has_figures: bool = True,
    ) -> None:
        self.series, self.step = series, step
        self.cells: dict[DataColumn, Value] = {}
        self.history: HistoryEdit | None = None
        self.findings = list(findings)
        self.refused, self.has_figures = refused, has_figures

    def value(self, column: DataColumn) -> Value:
        """Return a cell's value as it will stand."""
        return self.cells[column] if column in self.cells else self.series.cells.get(column)

    @property
    def compared(self) -> str:
        """What a new figure is compared with, where that is not the figure shown before."""
        period = str(self.value(DataColumn.PREVIOUS_PERIOD) or "")
        if not self.step.changes or period in ("", self.series.text(DataColumn.PERIOD)):
            return ""
        return f"{self.series.shown(self.value(DataColumn.PREVIOUS))} ({period})"


def plan_row(data: DashboardData, series: Series, incoming: Incoming, *, force: bool) -> RowPlan:
    """Plan what is done to one series.

    Args:
        data: the dashboard.
        series: the series.
        incoming: what the feed has for it.
        force: whether an older figure may replace a newer one.
    """
    own, other = of_one_kind(series, incoming.figures)
    incoming = incoming._replace(figures=tuple(own))
    decision = decide(series, own, force=force)
    faults = [*incoming.faults, *_order_faults(data, series, decision)]
    if faults:
        return RowPlan(series, findings=faults, refused=True)
    row = RowPlan(series, decision.step, has_figures=bool(incoming.figures or incoming.targets))
    row.findings += [*incoming.queries, *_passed_over(data, series, other)]
    try:
        _RowPlanner(data, row, incoming, decision).plan()
    except Refused as refused:
        return RowPlan(series, findings=list(refused.findings), refused=True)
    return row


def _passed_over(
    data: DashboardData, series: Series, figures: Sequence[NewFigure]
) -> Iterator[Finding]:
    """Tell of figures newer than the one shown that are for another kind of period."""
    shown = shown_period(series)
    periods = [str(each.period) for each in figures if each.period.newer_than(shown)]
    if periods:
        facts = {"count": len(periods), "periods": some_of(periods, _LISTED)}
        yield finding("REFR21", data.where(series), **facts)


def _order_faults(data: DashboardData, series: Series, decision: Decision) -> Iterator[Finding]:
    newest = decision.newest
    if newest is None:
        return
    where, facts = data.where(series), {"found": newest.period, "source": newest.where}
    if decision.step is Step.OLDER:
        yield finding("REFR07", where, shown=shown_period(series), **facts)
    elif decision.step is Step.NO_ORDER:
        yield finding("REFR08", where, other=decision.other, **facts)


class _RowPlanner:
    """Plans one row, step by step."""

    def __init__(
        self, data: DashboardData, row: RowPlan, incoming: Incoming, decision: Decision
    ) -> None:
        self._data, self._row, self._series = data, row, row.series
        self._figures, self._targets = incoming.figures, incoming.targets
        self._step, self._newest, self._decision = decision.step, decision.newest, decision
        self._words = data.mapping.words

    def plan(self) -> None:
        """Fill the row's plan.

        Raises:
            Refused: the history is needed and not to be had (REFR03).
        """
        newest = self._newest
        if newest is not None and self._step in (Step.NEW, Step.CUT_BACK):
            self._move_on(newest)
        elif newest is not None:
            self._stay(newest)
        self._set_target()
        if self._step is not Step.CUT_BACK:
            self._compare_older()

    def _set(self, column: DataColumn, value: Value) -> None:
        """Note a cell's new value, where it is another one."""
        if column in self._data.columns and not same_value(self._series.cells.get(column), value):
            self._row.cells[column] = value

    def _move_on(self, newest: NewFigure) -> None:
        series, history = self._series, read_history(self._data, self._series)
        past = past_of(series, history, self._figures, self._decision, self._words.new_definition)
        definition = newest.definition or (
            past.previous.definition if past.previous else series.definition
        )
        added = past.rows(definition, series.unit)
        self._lay_out(history, past.kept, added, newest.value)
        before = past.previous or Before(ShownPeriod(""), None, definition)
        self._set(DataColumn.PERIOD, newest.period.text)
        self._set(DataColumn.PREVIOUS_PERIOD, before.period.text or None)
        self._set(DataColumn.PREVIOUS, before.value)
        self._set_latest(newest)
        self._set_definition(definition)
        kind, told = self._comparison(newest, past.previous, definition)
        comparable = kind in (None, NoteKind.NO_FIGURE)
        self._set_comparable(comparable)
        self._set(DataColumn.NOTE, self._note(kind, told) if kind else None)
        if self._step is Step.CUT_BACK:
            lost = [row for row in history.rows if row not in past.kept]
            self._tell_cut(newest, lost)

    def _lay_out(
        self,
        history: History,
        kept: Sequence[HistoryRow],
        added: Sequence[Mapping[HistoryColumn, Value]],
        latest: Value,
    ) -> None:
        check_live(self._data, self._series, history)
        new = NewHistory(
            history, kept, added, latest, self._series.unit, self._words.new_definition
        )
        formulas: Mapping[Cell, str] = self._data.book.formulas(history.sheet) if new.moves else {}
        self._row.history = lay_out(new, formulas)

    def _stay(self, newest: NewFigure) -> None:
        """Revise the figure shown, or only what stands beside it."""
        if newest.definition and not alike(newest.definition, self._series.definition):
            self._redefine(newest, newest.definition)
        if self._step is Step.REVISED:
            old = self._series.shown(self._series.cells.get(DataColumn.LATEST))
            told = (self._reason(), self._note(NoteKind.REVISED, f"{old} before"))
            self._set(DataColumn.NOTE, ". ".join(each for each in told if each))
            self._set_latest(newest)
            return
        for column, value in (
            (DataColumn.NUMERATOR, newest.numerator),
            (DataColumn.DENOMINATOR, newest.denominator),
        ):
            if value is not None:
                self._set(column, value)

    def _reason(self) -> str:
        """Return what the note says of why the figures are not compared, if they are not."""
        if self._row.value(DataColumn.COMPARABLE) != self._words.not_comparable:
            return ""
        note = str(self._row.value(DataColumn.NOTE) or "")
        return note.partition(f"{self._words.notes[NoteKind.REVISED]}: ")[0].removesuffix(". ")

    def _redefine(self, newest: NewFigure, definition: str) -> None:
        """Let the history break before the figure shown, which has another definition now."""
        history = read_history(self._data, self._series)
        kept = list(history.rows)
        while kept and is_break(kept[-1].cells, self._words.new_definition):
            kept.pop()
        last = figure_of(kept[-1]) if kept else None
        broken = last is not None and not alike(last.definition, definition)
        self._lay_out(
            history,
            kept,
            [break_row(self._words.new_definition, definition)] if broken else [],
            newest.value,
        )
        self._set_definition(definition)
        kind, told = self._comparison(newest, last, definition)
        self._set_comparable(kind in (None, NoteKind.NO_FIGURE))
        self._set(DataColumn.NOTE, self._note(kind, told) if kind else None)

    def _set_latest(self, newest: NewFigure) -> None:
        self._row.cells[DataColumn.LATEST] = newest.value
        self._set(DataColumn.NUMERATOR, newest.numerator)
        self._set(DataColumn.DENOMINATOR, newest.denominator)
        for column in _PRINTED:
            self._set(column, None)

    def _set_definition(self, definition: str) -> None:
        if not alike(definition, self._series.definition):
            self._set(DataColumn.DEFINITION, definition)

    def _set_comparable(self, comparable: bool) -> None:
        words = self._words
        self._set(DataColumn.COMPARABLE, words.comparable if comparable else words.not_comparable)

    def _comparison(
        self, newest: NewFigure, previous: Before | None, definition: str
    ) -> tuple[NoteKind | None, str]:
        """Return why latest and previous figure are not compared, or nothing where they are."""
        # A figure that comes later for this period is not comparable either, so this goes first.
        if previous and not alike(previous.definition, definition):
            told = f"{definition} for {newest.period}, {previous.definition} before"
            return NoteKind.DEFINITION, told
        if previous and not newest.period.of_one_kind(previous.period):
            return NoteKind.PERIOD, f"{newest.period} after {previous.period}"
        if newest.figure.number is None and isinstance(newest.value, str) and self._is_numeric():
            return NoteKind.NO_FIGURE, newest.value
        return None, ""

    def _is_numeric(self) -> bool:
        return self._series.unit not in ("category", "text_trend")

    def _note(self, kind: NoteKind, told: str) -> str:
        return f"{self._words.notes[kind]}: {told}"

    def _set_target(self) -> None:
        """Take over the target of the period shown, where one is given."""
        shown = ShownPeriod.of(self._row.value(DataColumn.PERIOD) or "")
        given = next((text for each, text in self._targets.items() if each.same_as(shown)), None)
        old = self._series.text(DataColumn.TARGET)
        if given is None and old and not shown.of_one_kind(shown_period(self._series)):
            facts = {"target": old, "before": shown_period(self._series), "found": shown}
            self._row.findings.append(finding("REFR22", self._data.where(self._series), **facts))
        if given is not None and not (old and same_target(old, given, self._series)):
            self._set(DataColumn.TARGET, given)

    def _compare_older(self) -> None:
        """Tell of figures for periods that are past already, where the history has others."""
        shown = shown_period(self._series)
        older = [each for each in self._figures if shown.newer_than(each.period)]
        if not older:
            return
        held = {
            period.age: row.cells.get(HistoryColumn.FIGURE)
            for row in read_history(self._data, self._series).rows
            if (period := ShownPeriod.of(row.cells.get(HistoryColumn.PERIOD, ""))).period
        }
        missing = [str(each.period) for each in older if each.period.age not in held]
        other = [
            str(each.period)
            for each in older
            if each.period.age in held
            and each.figure.number is not None
            and not same_held(held[each.period.age], each.value, self._series)
        ]
        for what, periods in (("missing from", missing), ("other than in", other)):
            if periods:
                facts = {"what": what, "periods": some_of(periods, _LISTED)}
                self._row.findings.append(
                    finding("REFR09", self._data.where(self._series), **facts)
                )

    def _tell_cut(self, newest: NewFigure, lost: Sequence[HistoryRow]) -> None:
        periods = [ShownPeriod.of(row.cells.get(HistoryColumn.PERIOD, "")) for row in lost]
        periods.append(shown_period(self._series))
        gone = [each.text for each in periods if each.text and not each.same_as(newest.period)]
        facts = {"found": newest.period, "lost": some_of(gone, _LISTED)}
        self._row.findings.append(finding("REFR10", self._data.where(self._series), **facts))
