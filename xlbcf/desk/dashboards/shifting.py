"""What new figures do to one series: shift it on, revise it, cut it back, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from xlbcf.books.values import Value, same_value
from xlbcf.desk.dashboards.incoming import NewFigure, target_number
from xlbcf.desk.dashboards.series import Series
from xlbcf.rules.dashboard_periods import ShownPeriod
from xlbcf.rules.figures import State, read_figure
from xlbcf.rules.metrics import Unit
from xlbcf.template.dashboard_mapping import DataColumn
from xlbcf.template.words import plain


class Step(StrEnum):
    """What happens to the latest figure of a series."""

    NOTHING = "nothing"
    NEW = "new"
    REVISED = "revised"
    CUT_BACK = "cut_back"
    OLDER = "older"
    NO_ORDER = "no_order"

    @property
    def changes(self) -> bool:
        """Whether the latest figure becomes another."""
        return self in (Step.NEW, Step.REVISED, Step.CUT_BACK)


class Point(NamedTuple):
    """A figure of a past period, as a history holds it.

    Args:
        period: the period.
        value: the figure; a text where there was no number.
        target: the number of its target, or None.
        numerator: the number above the line, or None.
        denominator: the number below it, or None.
        definition: the version of its definition.
    """

    period: ShownPeriod
    value: Value
    target: float | None
    numerator: Value
    denominator: Value
    definition: str


class Decision(NamedTuple):
    """What is done to a series, and with which figure.

    Args:
        step: what is done.
        newest: the newest figure of the feed, or None where it has none.
        other: for undated figures that cannot be ordered, the other period.
    """

    step: Step
    newest: NewFigure | None = None
    other: ShownPeriod | None = None


def shown_period(series: Series) -> ShownPeriod:
    """Return the period of the latest figure shown."""
    return ShownPeriod.of(series.text(DataColumn.PERIOD))


def of_one_kind(
    series: Series, figures: Sequence[NewFigure]
) -> tuple[list[NewFigure], list[NewFigure]]:
    """Part the figures into those that go together and those for other kinds of period.

    The kind is that of the figures that end last; where several kinds end together, that of the
    figure shown stands before the longest. So years and quarters never mix in one history.

    Args:
        series: the series.
        figures: the figures for it, oldest first.

    Returns:
        The figures of that kind and those without a date; the others.
    """
    if not figures:
        return [], []
    shown, last = shown_period(series).period, figures[-1].period
    months = last.period.months if last.period else None
    if shown and last.period:
        ending = [each for each in figures if each.period.age[0] == last.age[0]]
        kinds = {each.period.period.months for each in ending if each.period.period}
        beside = shown.start + shown.months == last.age[0] and shown.months > last.period.months
        if shown.months in kinds or beside:
            months = shown.months
    own: list[NewFigure] = []
    other: list[NewFigure] = []
    for each in figures:
        fits = each.period.period is None or each.period.period.months == months
        (own if fits else other).append(each)
    return own, other


def decide(series: Series, figures: Sequence[NewFigure], *, force: bool) -> Decision:
    """Decide what becomes of a series.

    Args:
        series: the series.
        figures: the figures for it, oldest first.
        force: whether an older figure may replace a newer one.
    """
    if not figures:
        return Decision(Step.NOTHING)
    newest, shown = figures[-1], shown_period(series)
    if newest.period.period is None and len(figures) > 1:
        return Decision(Step.NO_ORDER, newest, figures[-2].period)
    if DataColumn.LATEST not in series.cells or newest.period.newer_than(shown):
        return Decision(Step.NEW, newest)
    if newest.period.same_as(shown):
        same = _same_figure(series, newest)
        return Decision(Step.NOTHING if same else Step.REVISED, newest)
    if newest.period.period is None and shown.period is None:
        return Decision(Step.NEW if force else Step.NO_ORDER, newest, shown)
    return Decision(Step.CUT_BACK if force else Step.OLDER, newest)


def past_points(
    series: Series,
    figures: Iterable[NewFigure],
    decision: Decision,
    after: ShownPeriod | None,
    definition: str,
) -> list[Point]:
    """Return the figures that join the history, oldest first.

    A target and a definition hold until another one is given.

    Args:
        series: the series.
        figures: the figures for it, oldest first.
        decision: what is done to it.
        after: the last period that the history keeps, or None for none.
        definition: the version of the definition of the figure before these.
    """
    newest = decision.newest
    points: list[Point] = []
    if decision.step is Step.NEW and DataColumn.LATEST in series.cells:
        points.append(_shown_point(series))
        after = points[0].period
    target = series.text(DataColumn.TARGET)
    for each in figures:
        if each is newest or not (after is None or each.period.newer_than(after)):
            continue
        target = target if each.target is None else each.target
        definition = each.definition or definition
        number = target_number(target, series) if target else None
        points.append(
            Point(each.period, each.value, number, each.numerator, each.denominator, definition)
        )
    return points


def _shown_point(series: Series) -> Point:
    cells, target = series.cells, series.text(DataColumn.TARGET)
    return Point(
        shown_period(series),
        cells[DataColumn.LATEST],
        target_number(target, series) if target else None,
        cells.get(DataColumn.NUMERATOR),
        cells.get(DataColumn.DENOMINATOR),
        series.definition,
    )


def _same_figure(series: Series, new: NewFigure) -> bool:
    return same_held(series.cells.get(DataColumn.LATEST), new.value, series)


def same_held(one: Value, other: Value, series: Series) -> bool:
    """Say whether two cells hold the same figure, or both none for the same reason."""
    if same_value(one, other):
        return True
    if not (isinstance(one, str) and isinstance(other, str)):
        return False
    states = {read_figure(each, series.unit, series.stored_as).state for each in (one, other)}
    if series.unit in (Unit.CATEGORY, Unit.TEXT_TREND) and states == {State.WORD}:
        return plain(one) == plain(other)
    return states in ({State.NOT_AVAILABLE}, {State.SUPPRESSED})
