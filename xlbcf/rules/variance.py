"""Variance: how far an actual is from its plan, and whether that is for the better."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from xlbcf.rules.figures import Figure, State, in_digits, written
from xlbcf.rules.finite import as_float
from xlbcf.rules.metrics import Metric, Polarity, Unit
from xlbcf.rules.periods import Period, PeriodKind
from xlbcf.rules.rounding import round_half_away, with_excel_digits


class Mode(StrEnum):
    """How plan and actual are put beside each other; the mapping names one."""

    ANNUAL = "annual"
    LATEST_QUARTER = "latest_quarter"
    AVERAGE = "average"
    CUMULATIVE = "cumulative"


class Effect(StrEnum):
    """What a variance means; ``no_judgement`` where the metric has no good direction."""

    FAVOURABLE = "favourable"
    ON_PLAN = "on_plan"
    ADVERSE = "adverse"
    NO_JUDGEMENT = "no_judgement"


class Dated(NamedTuple):
    """A figure and the period it is about."""

    period: Period
    figure: Figure


class Variance(NamedTuple):
    """How far an actual is from its plan.

    Args:
        actual: the actual's number, a percentage as a fraction.
        plan: the plan's number.
        absolute: actual less plan, in the metric's unit (a fraction for a percentage).
        relative: the absolute variance as a fraction of the plan's size, None where that is 0.
        effect: favourable, adverse or on plan, by polarity.
        mode: how the two were put beside each other.
        periods: the periods compared, in words.
    """

    actual: float
    plan: float
    absolute: float
    relative: float | None
    effect: Effect
    mode: Mode
    periods: str


class Cause(StrEnum):
    """Why two figures were not compared."""

    NOT_AVAILABLE = "not_available"
    NO_FIGURE = "no_figure"
    PERIODS = "periods"
    UNIT = "unit"


class NotComparable(NamedTuple):
    """No variance, with the cause and the reason in words."""

    cause: Cause
    reason: str


_KINDS = {Mode.ANNUAL: PeriodKind.YEAR, Mode.LATEST_QUARTER: PeriodKind.QUARTER}
_ADDS_UP = (Unit.COUNT, Unit.RATE, Unit.CURRENCY)
_MINUS = "−"
_DECIMALS = 2
_MOST_DECIMALS = 9


def compare(
    plans: Sequence[Dated], actuals: Sequence[Dated], metric: Metric, mode: Mode
) -> Variance | NotComparable:
    """Compare an actual with its plan.

    Both sides must cover the same months: a plan for the year is never compared with one quarter.

    Args:
        plans: the plan, or the plans that the mode averages or adds up.
        actuals: the actual, or the actuals. The latest quarter mode takes the latest of each.
        metric: gives the unit and the polarity.
        mode: annual (one year), latest quarter (one quarter), average, or cumulative (a sum).

    Returns:
        The variance, or why there is none.

    Source: Methods, section 2.
    """
    if mode is Mode.LATEST_QUARTER:
        plans, actuals = _latest(plans, actuals)
    refused = (
        _missing("actual", actuals)
        or _missing("plan", plans)
        or _wrong_periods(plans, actuals, mode)
        or _wrong_unit(plans, actuals, metric, mode)
    )
    if refused:
        return refused
    plan, actual = _put_together(plans, mode), _put_together(actuals, mode)
    return _between(actual, plan, metric.polarity, mode, _periods(actuals))


def absolute_variance(actual: float, plan: float) -> float | None:
    """Return an actual less its plan, in the 15 digits that Excel keeps.

    Args:
        actual: the actual.
        plan: the plan for the same period, in the same unit.

    Returns:
        The variance; None where a number is not finite.

    Source: Methods, section 2.
    """
    gap = _gap(actual, plan)
    return None if gap is None else float(gap)


def relative_variance(actual: float, plan: float) -> float | None:
    """Return an actual less its plan as a fraction of the plan's size.

    Args:
        actual: the actual.
        plan: the plan for the same period, in the same unit.

    Returns:
        The variance; None where the plan is 0 or a number is not finite.

    Source: Methods, section 2.
    """
    gap, exact = _gap(actual, plan), with_excel_digits(plan)
    return None if gap is None or not exact else float(gap / abs(exact))


def effect_of(actual: float, plan: float, polarity: Polarity) -> Effect | None:
    """Say whether an actual is better or worse than its plan.

    Args:
        actual: the actual.
        plan: the plan for the same period, in the same unit.
        polarity: which way is good.

    Returns:
        The effect; None where a number is not finite.

    Source: Methods, section 2.
    """
    gap = _gap(actual, plan)
    return None if gap is None else _effect(gap, polarity)


def written_variance(variance: Variance, metric: Metric) -> str:
    """Return a variance in text, absolute and relative, signed: ``−2.88 pp (−3.03%)``.

    Source: Methods, section 2.
    """
    absolute = _signed(variance.absolute, written_size(variance, metric))
    if variance.relative is None:
        return f"{absolute} (no percentage of a plan of 0)"
    return f"{absolute} ({written_relative(variance.relative)})"


def written_relative(relative: float) -> str:
    """Return a relative variance in text, signed, in percent of the plan: ``−3.03%``.

    Source: Methods, section 2.
    """
    relative = as_float(relative)
    return _signed(relative, f"{_shown(abs(relative) * 100, fixed=True)}%")


def written_size(variance: Variance, metric: Metric) -> str:
    """Return the size of an absolute variance in text, unsigned, with its unit: ``2.88 pp``.

    Source: Methods, section 2.
    """
    size = abs(variance.absolute)
    if metric.unit is Unit.PERCENT:
        return f"{_shown(size * 100, fixed=True)} pp"
    if metric.unit is Unit.DURATION:
        return written(size, metric)
    return f"{'£' if metric.unit is Unit.CURRENCY else ''}{_shown(size)}"


def written_number(number: float, metric: Metric) -> str:
    """Return a figure as a reason shows it, with up to two decimals however few the metric has.

    Source: Methods, section 2.
    """
    decimals = max(metric.decimals or 0, _DECIMALS)
    shift = 2 if metric.unit is Unit.PERCENT else 0
    return written(round_half_away(number, decimals + shift), metric._replace(decimals=None))


def _latest(plans: Sequence[Dated], actuals: Sequence[Dated]) -> tuple[list[Dated], list[Dated]]:
    given = [each for each in actuals if each.figure.state is not State.BLANK] or list(actuals)
    latest = sorted(given, key=lambda each: each.period)[-1:]
    same = [plan for plan in plans if latest and plan.period == latest[0].period]
    return same or sorted(plans, key=lambda each: each.period)[-1:], latest


def _missing(name: str, side: Sequence[Dated]) -> NotComparable | None:
    if not side:
        return NotComparable(Cause.NO_FIGURE, f"there is no {name}")
    for each in side:
        if each.figure.state is State.NUMBER:
            continue
        available = each.figure.state is not State.NOT_AVAILABLE
        cause = Cause.NO_FIGURE if available else Cause.NOT_AVAILABLE
        return NotComparable(cause, f"the {name} for {each.period} is {each.figure.words}")
    return None


def _wrong_periods(
    plans: Sequence[Dated], actuals: Sequence[Dated], mode: Mode
) -> NotComparable | None:
    kind = _KINDS.get(mode)
    periods = [each.period for each in (*plans, *actuals)]
    if len(periods) == 2 and periods[0] == periods[1] and kind in (None, periods[0].kind):
        return None
    told = f"the plan is for {_periods(plans)} and the actual for {_periods(actuals)}"
    if _months(plans) != _months(actuals):
        return NotComparable(Cause.PERIODS, told)
    if any(len(set(_months(side))) < len(_months(side)) for side in (plans, actuals)):
        return NotComparable(Cause.PERIODS, f"{told}, which count a month twice")
    if kind and any(len(side) > 1 or side[0].period.kind is not kind for side in (plans, actuals)):
        return NotComparable(Cause.PERIODS, f"{told}, and one {kind} of each is asked for")
    return None


def _wrong_unit(
    plans: Sequence[Dated], actuals: Sequence[Dated], metric: Metric, mode: Mode
) -> NotComparable | None:
    several = len(plans) > 1 or len(actuals) > 1
    lengths = {each.period.months for each in (*plans, *actuals)}
    unit = metric.unit.value.replace("_", " ")
    if mode is Mode.CUMULATIVE and several and metric.unit not in _ADDS_UP:
        return NotComparable(Cause.UNIT, f"figures in {unit} cannot be added up")
    if mode is Mode.AVERAGE and len(lengths) > 1 and metric.unit in _ADDS_UP:
        reason = f"an average {unit} of shorter periods is not the {unit} of a longer one"
        return NotComparable(Cause.UNIT, reason)
    return None


def _months(side: Sequence[Dated]) -> list[int]:
    return sorted(
        month
        for each in side
        for month in range(each.period.start, each.period.start + each.period.months)
    )


def _periods(side: Sequence[Dated]) -> str:
    return ", ".join(str(each.period) for each in sorted(side, key=lambda each: each.period))


def _put_together(side: Sequence[Dated], mode: Mode) -> float:
    numbers = [with_excel_digits(each.figure.number or 0.0) for each in side]
    total = sum(numbers, Decimal(0))
    return float(total / len(numbers) if mode is Mode.AVERAGE else total)


def _between(actual: float, plan: float, polarity: Polarity, mode: Mode, periods: str) -> Variance:
    exact_plan = with_excel_digits(plan)
    gap = with_excel_digits(actual) - exact_plan
    relative = float(gap / abs(exact_plan)) if exact_plan else None
    return Variance(actual, plan, float(gap), relative, _effect(gap, polarity), mode, periods)


def _gap(actual: float, plan: float) -> Decimal | None:
    one, other = with_excel_digits(actual), with_excel_digits(plan)
    return one - other if one.is_finite() and other.is_finite() else None


def _effect(gap: Decimal, polarity: Polarity) -> Effect:
    gain = polarity.sign * gap
    if polarity.sign == 0:
        return Effect.NO_JUDGEMENT
    if gain > 0:
        return Effect.FAVOURABLE
    return Effect.ADVERSE if gain < 0 else Effect.ON_PLAN


def _signed(number: float, text: str) -> str:
    return f"{_MINUS if number < 0 else '+' if number > 0 else ''}{text}"


def _shown(size: float, *, fixed: bool = False) -> str:
    decimals = _DECIMALS
    if 0 < size < 10.0**-decimals:
        # A small difference is shown at its first digit: 0.00 would deny it.
        decimals = min(-math.floor(math.log10(size)), _MOST_DECIMALS)
    return in_digits(
        size if fixed else round_half_away(size, decimals), decimals if fixed else None
    )
