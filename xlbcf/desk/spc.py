"""Charting one series from a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xlbcf.feeds.series import Series, read_date, read_series
from xlbcf.rules.figures import read_figure
from xlbcf.rules.findings import Finding, Refused, finding
from xlbcf.rules.metrics import Polarity, Unit
from xlbcf.rules.spc import ControlChart, Settings, control_chart
from xlbcf.rules.spc_rules import FEWEST_POINTS, MDC_EXCEL, RULE_SETS, USUAL_LENGTH, RuleSet


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks of a chart, as typed.

    Args:
        polarity: which way is good.
        target: the target, written as the values are, or None.
        rebase: dates at which a new group starts.
        fixed: the baseline of each group is its first so many points; None takes all.
        screened: whether outlying moving ranges are left out.
        rules: the name of the rule set.
        shift: the points of a shift.
        trend: the points of a trend.
        lowest: the lowest value that a limit may have, written as the values are, or None.
        highest: the highest value that a limit may have, likewise.
    """

    polarity: Polarity = Polarity.NO_JUDGEMENT
    target: str | None = None
    rebase: Sequence[str] = ()
    fixed: int | None = None
    screened: bool = True
    rules: str = "mdc"
    shift: int = USUAL_LENGTH
    trend: int = USUAL_LENGTH
    lowest: str | None = None
    highest: str | None = None


@dataclass(frozen=True, slots=True)
class ChartedSeries:
    """A chart, and what to know of it.

    Args:
        path: the file it came from.
        unit: the unit of its values; a percentage is kept as a fraction.
        chart: the chart.
        findings: notes on it (SPC07).
    """

    path: Path
    unit: Unit
    chart: ControlChart
    findings: tuple[Finding, ...]


def chart_series(path: Path, wish: Wish) -> ChartedSeries:
    """Chart the series in a file.

    Args:
        path: a CSV file with the columns ``date`` and ``value``.
        wish: how to chart it.

    Returns:
        The chart, with a note for each of its groups that has too few points.

    Raises:
        Refused: the file holds no series that can be charted, or a wish cannot be met (SPC01,
            SPC04, SPC05, SPC09).
    """
    series = read_series(path)
    faults: list[Finding] = []
    rebase = _rebase(wish.rebase, series, faults)
    settings = Settings(
        polarity=wish.polarity,
        target=_number("--target", wish.target, series.unit, faults),
        fixed=wish.fixed,
        screened=wish.screened,
        bounds=(
            _number("--lowest", wish.lowest, series.unit, faults),
            _number("--highest", wish.highest, series.unit, faults),
        ),
        rules=_rule_set(wish, faults),
    )
    if faults:
        raise Refused(faults)
    chart = control_chart(series.dates, series.values, settings, rebase=rebase)
    return ChartedSeries(path, series.unit, chart, tuple(_notes(chart, path)))


def _rebase(texts: Sequence[str], series: Series, faults: list[Finding]) -> list[date]:
    first, last = min(series.dates), max(series.dates)
    dates = []
    for text in texts:
        day = read_date(text)
        if day is None:
            faults.append(finding("SPC01", "--rebase", found=f"“{text}”"))
        elif first <= day <= last:
            dates.append(day)
        else:
            faults.append(finding("SPC04", "--rebase", found=day, first=first, last=last))
    return dates


def _number(option: str, text: str | None, unit: Unit, faults: list[Finding]) -> float | None:
    if text is None:
        return None
    figure = read_figure(text, unit, "fraction")
    if unit is Unit.PERCENT and "%" not in text:
        reason = "the values carry a percent sign"
    elif figure.number is None:
        reason = figure.reason or "it is not a number"
    else:
        return figure.number
    faults.append(finding("SPC05", option, found=f"“{text}”", reason=reason))
    return None


def _rule_set(wish: Wish, faults: list[Finding]) -> RuleSet:
    rules = RULE_SETS[wish.rules]
    lengths = (wish.shift, wish.trend)
    if rules is not MDC_EXCEL and lengths != (rules.shift, rules.trend):
        facts = {"expected": USUAL_LENGTH, "rules": rules.name, "other": MDC_EXCEL.name}
        faults.append(finding("SPC09", "the command", **facts))
    return rules._replace(shift=wish.shift, trend=wish.trend)


def _notes(chart: ControlChart, path: Path) -> list[Finding]:
    counts = Counter(point.group for point in chart.points)
    several = len(counts) > 1
    starts = {point.group: point.date for point in reversed(chart.points)}
    return [
        finding(
            "SPC07",
            path,
            found=f"the group from {starts[group]} on" if several else "the series",
            count=count,
            expected=FEWEST_POINTS,
        )
        for group, count in sorted(counts.items())
        if count < FEWEST_POINTS
    ]
