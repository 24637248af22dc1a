"""Functions for control charts (XmR, as Making Data Count draws them)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from xlbcf.hosts.functions.definition import cell_function
from xlbcf.hosts.functions.figures import number_or_none, whole_number_of
from xlbcf.hosts.functions.series import Series, day_of_cell, series_of
from xlbcf.hosts.functions.values import NA, NUM, VALUE, CellFault, Rows
from xlbcf.hosts.functions.words import polarity_of

if TYPE_CHECKING:
    from xlbcf.rules.metrics import Polarity
    from xlbcf.rules.spc import ControlChart
    from xlbcf.rules.spc_rules import RuleSet

_RANGES = ("values", "dates", "rebase")
_GAPS = ("values",)


@cell_function(example="=BCF_SPC_LIMITS(B2:B25,A2:A25)", whole=_RANGES, gaps=_GAPS)
def spc_limits(
    values: Rows,
    dates: Rows | None = None,
    baseline: object = None,
    rebase: Rows | None = None,
    rules: object = None,
) -> Rows:
    """Mean, lower and upper process limit of a control chart, in three cells beside each value.

    Where there are no limits the cells are #N/A, which a chart leaves out. Blank cells and
    #N/A within the series are missing points. The limits of fewer than 13 points still move with
    each new one.

    Args:
        values: The values, in one column or one row.
        dates: As many dates. Without them the values are in their order.
        baseline: The limits come from the first so many points, 12 or more. Without it from all.
        rebase: Dates at which new limits begin. They need dates.
        rules: "mdc" (without it) or "mdc_excel".
    """
    from xlbcf.rules.metrics import Polarity

    series = series_of(values, dates)
    chart = _chart(series, Polarity.NO_JUDGEMENT, None, baseline, rebase, rules)
    found = (chart.limits[day] for day in series.dates)
    lines = ((each.mean, each.lower, each.upper) for each in found)
    shown = ([NA if each is None else each for each in line] for line in lines)
    return series.laid(shown, blank=(NA, NA, NA))


@cell_function(example="=BCF_SPC_SIGNALS(B2:B25,A2:A25)", whole=_RANGES, gaps=_GAPS)
def spc_signals(
    values: Rows,
    dates: Rows | None = None,
    baseline: object = None,
    rebase: Rows | None = None,
    rules: object = None,
) -> Rows:
    """What each point of a control chart shows, beside each value: Common Cause, or the signal.

    Signals are a point beyond a limit, a trend, two in three close to a limit, and a shift.

    Args:
        values: The values, in one column or one row.
        dates: As many dates. Without them the values are in their order.
        baseline: The limits come from the first so many points, 12 or more. Without it from all.
        rebase: Dates at which new limits begin. They need dates.
        rules: "mdc" (without it) or "mdc_excel".
    """
    from xlbcf.rules.metrics import Polarity

    series = series_of(values, dates)
    chart = _chart(series, Polarity.NO_JUDGEMENT, None, baseline, rebase, rules)
    found = {p.date: None if p.value is None else p.cause for p in chart.points}
    return series.laid(([found[day]] for day in series.dates), blank=(None,))


@cell_function(example='=BCF_SPC_VARIATION(B2:B25,"lower",A2:A25)', whole=_RANGES, gaps=_GAPS)
def spc_variation(
    values: Rows,
    polarity: object,
    dates: Rows | None = None,
    baseline: object = None,
    rebase: Rows | None = None,
    rules: object = None,
) -> str | None:
    """What the latest point of a control chart shows: Common cause, Improvement low, Concern high…

    High or low is which way it went. Where neither way is good it is Neutral high or Neutral low.
    Fewer than 13 points seldom show more than common cause: for figures of a few years there is
    BCF_TREND.

    Args:
        values: The values, in one column or one row.
        polarity: Which way is good: "higher", "lower" or "none".
        dates: As many dates. Without them the values are in their order.
        baseline: The limits come from the first so many points, 12 or more. Without it from all.
        rebase: Dates at which new limits begin. They need dates.
        rules: "mdc" (without it) or "mdc_excel".
    """
    series = series_of(values, dates)
    chart = _chart(series, polarity_of(polarity), None, baseline, rebase, rules)
    return chart.variation.words if series.dates else None


@cell_function(example='=BCF_SPC_ASSURANCE(B2:B25,G7,"lower",A2:A25)', whole=_RANGES, gaps=_GAPS)
def spc_assurance(
    values: Rows,
    target: object,
    polarity: object,
    dates: Rows | None = None,
    baseline: object = None,
    rebase: Rows | None = None,
    rules: object = None,
) -> str | None:
    """Whether a target will be met: Consistently passing, Consistently failing or Hit or miss.

    It holds if the process stays as it is. Without a target, and where neither way is good, it is
    blank.

    Args:
        values: The values, in one column or one row.
        target: The target, in the unit of the values.
        polarity: Which way is good: "higher", "lower" or "none".
        dates: As many dates. Without them the values are in their order.
        baseline: The limits come from the first so many points, 12 or more. Without it from all.
        rebase: Dates at which new limits begin. They need dates.
        rules: "mdc" (without it) or "mdc_excel".
    """
    series = series_of(values, dates)
    goal = number_or_none(target)
    chart = _chart(series, polarity_of(polarity), goal, baseline, rebase, rules)
    if not series.dates or chart.assurance is None:
        return None
    return chart.assurance.words


@cell_function(example="=BCF_SPC_NOTE(B2:B25)", whole=_GAPS, gaps=_GAPS)
def spc_note(values: Rows) -> str | None:
    """Too few points for SPC where a control chart would have fewer than 13 points, else blank.

    Blank cells before the first and after the last value are no points. With a new baseline, give
    it the values since then.

    Args:
        values: The values, in one column or one row.
    """
    from xlbcf.rules.spc_rules import too_few

    series = series_of(values, None)
    known = [at for at, value in enumerate(series.values) if value is not None]
    points = known[-1] - known[0] + 1 if known else 0
    return "Too few points for SPC" if too_few(points) else None


@cell_function(example="=BCF_SPC_ICON(D4)")
def spc_icon(answer: object) -> str:
    """The sign of an icon of a control chart: H, L or ∿ for the variation, P, F or ? for assurance.

    High and low are H and L, or ↗ and ↘ where neither way is good. Whether it is improvement or
    concern stands in the words, and in the colour that they give the cell.

    Args:
        answer: What BCF_SPC_VARIATION or BCF_SPC_ASSURANCE answers.
    """
    from xlbcf.rules.spc_icons import read_icon

    icon = read_icon(answer)
    if icon is None:
        raise CellFault(VALUE, f"{answer!r} is no answer of these functions")
    return icon.glyph


def _chart(
    series: Series,
    polarity: Polarity,
    target: float | None,
    baseline: object,
    rebase: Rows | None,
    rules: object,
) -> ControlChart:
    from xlbcf.rules.spc import DuplicateDates, Settings, control_chart

    fixed = None if baseline is None else _baseline(baseline)
    settings = Settings(polarity, target, fixed, rules=_rule_set(rules))
    try:
        return control_chart(series.dates, series.values, settings, rebase=_starts(rebase, series))
    except DuplicateDates as fault:
        raise CellFault(VALUE, str(fault)) from None


def _baseline(value: object) -> int:
    from xlbcf.rules.spc_rules import FEWEST_FIXED

    points = whole_number_of(value)
    if points < FEWEST_FIXED:
        raise CellFault(NUM, f"a baseline has {FEWEST_FIXED} points or more")
    return points


def _rule_set(name: object) -> RuleSet:
    from xlbcf.rules.metrics import fold_name
    from xlbcf.rules.spc_rules import MDC, RULE_SETS

    if name is None:
        return MDC
    chosen = {fold_name(each): rules for each, rules in RULE_SETS.items()}.get(fold_name(name))
    if chosen is None:
        raise CellFault(VALUE, f"{name!r} is none of {', '.join(RULE_SETS)}")
    return chosen


def _starts(rebase: Rows | None, series: Series) -> list[date]:
    cells = [cell for row in rebase or () for cell in row if cell is not None]
    if cells and not series.dated:
        raise CellFault(VALUE, "new limits begin at a date, and the values have none")
    return [day_of_cell(cell) for cell in cells]
