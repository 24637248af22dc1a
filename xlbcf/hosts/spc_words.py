"""The words of a control chart, for its text and its picture alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal

from xlbcf.desk.spc import ChartedSeries
from xlbcf.rules.metrics import Unit
from xlbcf.rules.rounding import round_half_away
from xlbcf.rules.spc import ControlChart, Point
from xlbcf.rules.spc_icons import AssuranceIcon, PointType

Shown = Callable[[float | None], str]

_MOST_DECIMALS = 8
_KINDS = {
    PointType.IMPROVEMENT: "improvement",
    PointType.CONCERN: "concern",
    PointType.NEUTRAL_HIGH: "high or rising",
    PointType.NEUTRAL_LOW: "low or falling",
}


def number_format(charted: ChartedSeries) -> Shown:
    """Return how to write a number of this series: its limits have one decimal more than it."""
    shift = 2 if charted.unit is Unit.PERCENT else 0
    values = (point.value for point in charted.chart.points if point.value is not None)
    typed = max((_decimals(value) - shift for value in values), default=0)
    decimals = min(max(typed, 0) + 1, _MOST_DECIMALS)
    before, after = {Unit.PERCENT: ("", "%"), Unit.CURRENCY: ("£", "")}.get(charted.unit, ("", ""))

    def shown(number: float | None) -> str:
        if number is None:
            return "none"
        scaled = float(Decimal(repr(number)).scaleb(shift))
        sign = "−" if scaled < 0 else ""
        return f"{sign}{before}{abs(round_half_away(scaled, decimals)):,.{decimals}f}{after}"

    return shown


def rules_words(chart: ControlChart) -> str:
    """Return the rules and settings of a chart in one line."""
    settings = chart.settings
    rules = settings.rules
    parts = (
        f"shift of {rules.shift}, trend of {rules.trend}",
        f"outlying moving ranges {'screened out' if settings.screens else 'kept'}",
        f"a target on a limit {'decides' if rules.on_limit_decides else 'does not decide'}",
        f"limits from {_baseline(chart)}",
        settings.polarity.words,
    )
    return f"{rules.title} ({'; '.join(parts)})"


def _baseline(chart: ControlChart) -> str:
    fixed = chart.settings.fixed
    if fixed is None:
        return "all points"
    longest = max(Counter(point.group for point in chart.points).values())
    if fixed > longest:
        return f"all points, which are fewer than the first {fixed} asked for"
    return f"the first {fixed} points"


def point_words(point: Point) -> str:
    """Return what a point shows: its cause and what that means."""
    if point.value is None:
        return "no figure"
    return f"{point.cause}: {_KINDS[point.kind]}" if point.special else point.cause


def variation_sentence(chart: ControlChart) -> str:
    """Return what the latest point says of change, in one sentence."""
    last = chart.points[-1]
    if last.value is None:
        return "Variation: common cause; the latest point has no figure, so it shows no change."
    if last.kind is PointType.COMMON_CAUSE:
        return "Variation: common cause; the latest point shows no significant change."
    way = "higher or rising" if last.direction > 0 else "lower or falling"
    told = f"the latest point is {way} by a special cause ({last.cause})"
    if last.kind is PointType.IMPROVEMENT:
        return f"Variation: improvement; {told}, and {chart.settings.polarity.words}."
    if last.kind is PointType.CONCERN:
        return f"Variation: concern; {told}, and {chart.settings.polarity.words}."
    return f"Variation: special cause; {told}, and neither way is judged."


def assurance_sentence(chart: ControlChart, shown: Shown) -> str:
    """Return what the limits say of the target, in one sentence."""
    settings, last = chart.settings, chart.points[-1]
    if settings.target is None:
        return "Assurance: none, because there is no target."
    target = f"the target of {shown(settings.target)}"
    if chart.assurance is None:
        return f"Assurance: none, because nothing says which side of {target} is better."
    if last.lower is None:
        return f"Assurance: hit or miss; there are no limits to hold {target} against."
    limits = f"the limits, {shown(last.lower)} to {shown(last.upper)}"
    if chart.assurance is AssuranceIcon.INCONSISTENT:
        return f"Assurance: hit or miss; {target} is not beyond {limits}, so chance decides."
    result = "be met" if chart.assurance is AssuranceIcon.PASS else "be missed"
    word = (
        "consistently passing" if chart.assurance is AssuranceIcon.PASS else "consistently failing"
    )
    return f"Assurance: {word}; {target} will {result} unless the process changes, given {limits}."


def summary(charted: ChartedSeries, shown: Shown) -> str:
    """Return the chart in a paragraph, for those who cannot see it."""
    chart = charted.chart
    first, last = chart.points[0], chart.points[-1]
    special = sum(point.special for point in chart.points)
    count = len(chart.points)
    points = f"{count} {'point' if count == 1 else 'points'} from {first.date} to {last.date}"
    mean = f"latest mean {shown(last.mean)}"
    limits = (
        f"limits {shown(last.lower)} to {shown(last.upper)}"
        if last.upper is not None
        else "no limits"
    )
    stand_out = f"{special or 'No'} {'point shows' if special == 1 else 'points show'}"
    sentences = (
        f"Control chart of {charted.path.stem}, {points}; {mean}, {limits}.",
        f"{stand_out} a special cause.",
        variation_sentence(chart),
        assurance_sentence(chart, shown),
        *(f"{found.kind.title}: {found.message}" for found in charted.findings),
    )
    return " ".join(sentences)


def _decimals(value: float) -> int:
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
