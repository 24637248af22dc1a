"""Cases of control charts: the limits of a series, the flags of its points, and the icons."""

from __future__ import annotations

from datetime import date
from functools import cache

from xlbcf.rules.metrics import Polarity
from xlbcf.rules.spc import Settings, control_chart
from xlbcf.rules.spc_icons import assurance_icon, variation_icon
from xlbcf.rules.spc_limits import (
    TO_LIMIT,
    TO_OUTLIER,
    average,
    limits_of,
    moving_ranges,
    screen,
)
from xlbcf.rules.spc_rules import RULE_SETS, USUAL_LENGTH
from xlbcf.rules.spc_signals import close, shifts, sides_of, trends, two_in_three

from .tables import EDGE, EXAMPLE, SIGN, Case, Column, Inputs, Table, Value, known, several, words

_POINTS = 24
_Series = tuple[float | None, ...]
_LOW, _HIGH, _NONE = "low is good", "high is good", "no judgement"
# Each series with its name, what it shows and its polarity.
_SERIES: dict[str, tuple[str, str, _Series]] = {
    "A": ("A steady percentage with one point far below", _HIGH, (
        92.4, 93.1, 92.8, 92.2, 93.4, 92.9, 93.3, 92.1, 92.6, 93.2, 92.7, 93.0,
        85.2, 92.5, 93.1, 92.3, 92.9, 93.5, 92.4, 92.8, 93.0, 92.2, 92.6, 93.3)),
    "B": ("A rate that is low, rises for seven points, then stays high", _LOW, (
        163, 157, 162, 156, 160, 155, 161, 158, 156, 157.5, 159, 160.5,
        162, 163.5, 165, 161, 166, 162, 167, 161.5, 165, 162.5, 168, 163)),
    "C": ("A count with a missing value, points on the mean, and two in three close to a limit",
          _LOW, (
        50, 52, 49, 51, 48, 52, 49, None, 51, 50, 55, 51,
        56, 49, 51, 48, 50, 45, 49, 44, 51, 50, 52, 47)),
    "D": ("Values that are all equal: no moving range is left, so no limits", _NONE, (40,) * 24),
    "E": ("A single value has a mean and no limits", _NONE, (40, *(None,) * 23)),
    "F": ("A small share that falls for seven points, with one point far above", _NONE, (
        0.31, 0.30, 0.33, 0.31, 0.34, 0.32, 0.35, 0.34, 0.33, 0.32, 0.30, 0.29,
        0.28, 0.27, 0.29, 0.26, 0.28, 0.25, 0.29, 0.27, 0.28, 0.36, 0.31, 0.30)),
}  # fmt: skip
_CHARTED = ("A", "B", "C", "D", "F")
_VALUES = "{value_1}:{value_24}"
_BEFORE, _AFTER = "{value_1}:{value_23}", "{value_2}:{value_24}"
_BOTH = f'({_BEFORE}<>"")*({_AFTER}<>"")'
_STEP = f"ABS({_AFTER}-{_BEFORE})"
_KEPT = f"{_BOTH}*({_STEP}<{TO_OUTLIER}*{{range}})"


def _lines(given: Inputs) -> tuple[Value, ...]:
    values = [
        None if given[f"value_{n}"] is None else float(given[f"value_{n}"] or 0)
        for n in range(1, _POINTS + 1)
    ]
    limits = limits_of(values)
    ranges = moving_ranges(values)
    found = (limits.mean, average(ranges), average(screen(ranges)), limits.lower, limits.upper)
    return tuple(map(known, (*found, limits.near_lower, limits.near_upper)))


def _line(way: str, reach: float | str) -> str:
    return f'IF({{screened}}="none","none",{{mean}}{way}{reach}*{{screened}})'


_FORM = "0.0000"
LIMITS = Table(
    id="xmr_limits",
    sheet="XmR limits",
    rule="Limits lie 2.66 average moving ranges from the mean, near lines at two thirds of that. "
    "Moving ranges of 3.267 times their average or more are screened out once; the mean stays. A "
    "missing value costs the moving ranges on both sides. A rebased series is charted group by "
    "group, each as a series of its own.",
    inputs=(
        Column("series", "Series", width=8),
        Column("polarity", "Polarity", width=13),
        *several("value", "Value", _POINTS, width=8),
    ),
    results=(
        Column("mean", "Mean", f"AVERAGE({_VALUES})", _FORM),
        Column("range", "Average moving range",
               f'IF(SUMPRODUCT({_BOTH})=0,"none",SUMPRODUCT({_BOTH}*{_STEP})/SUMPRODUCT({_BOTH}))',
               _FORM, 12),
        Column("screened", "The same, screened",
               f'IF({{range}}="none","none",IF(SUMPRODUCT({_KEPT})=0,"none",'
               f"SUMPRODUCT({_KEPT}*{_STEP})/SUMPRODUCT({_KEPT})))", _FORM, 12),
        Column("lower", "Lower limit", _line("-", TO_LIMIT), _FORM),
        Column("upper", "Upper limit", _line("+", TO_LIMIT), _FORM),
        Column("near_lower", "Lower near line", _line("-", f"2/3*{TO_LIMIT}"), _FORM),
        Column("near_upper", "Upper near line", _line("+", f"2/3*{TO_LIMIT}"), _FORM),
    ),
    answer=_lines,
    cases=tuple(
        Case(told, (name, polarity, *values), EXAMPLE)
        for name, (told, polarity, values) in _SERIES.items()
    ),
)  # fmt: skip


@cache
def _flags(name: str) -> list[tuple[Value, ...]]:
    _, polarity, values = _SERIES[name]
    limits = limits_of(values)
    sides = sides_of(values, limits.mean)
    days = [date.fromordinal(n) for n in range(1, len(values) + 1)]
    settings = Settings(Polarity(polarity.replace(" ", "_")))
    rows = zip(
        control_chart(days, values, settings).points,
        shifts(sides, USUAL_LENGTH),
        trends(values, USUAL_LENGTH),
        two_in_three(close(values, limits), sides),
        strict=True,
    )
    return [
        (*map(_yes, (point.outside, point.close, shift, trend, near)), point.cause,
         words(point.kind))
        for point, shift, trend, near in rows
    ]  # fmt: skip


def _yes(flag: bool | None) -> str:
    return "none" if flag is None else "yes" if flag else "no"


def _point(given: Inputs) -> tuple[Value, ...]:
    return _flags(str(given["series"]))[int(given["number"] or 0) - 1]


def _looked_up(name: str) -> str:
    return f"INDEX({LIMITS.area(name)},MATCH({{series}},{LIMITS.area('series')},0))"


def _value() -> str:
    area = LIMITS.area("value_1", f"value_{_POINTS}")
    cell = f"INDEX({area},MATCH({{series}},{LIMITS.area('series')},0),{{number}})"
    return f'IF({cell}="","",{cell})'


_KNOWN = 'IF(OR({value}="",{lower}="none"),"none",%s)'
_CLOSE = 'IF({outside}="yes","no",IF(OR({value}>{near_upper},{value}<{near_lower}),"yes","no"))'
_LONG_STEPS = "AND(N({step%s})<>0,N({step_back%s})+N({step_on%s})-1>=6)"
_UP, _BY_SIDE = "IF({rising}>0,%s)", "IF({side}>0,%s)"
_LABEL = (
    'IF({outside}="yes",IF({side}>0,"Above UCL","Below LCL"),'
    'IF({trend}="yes",IF({rising}>0,"7 Point Trend (Increasing)","7 Point Trend (Decreasing)"),'
    'IF({two_in_three}="yes",IF({side}>0,"2 in 3 Above CL","2 in 3 Below CL"),'
    'IF({shift}="yes",IF({side}>0,"7 Points Above CL","7 Points Below CL"),"Common Cause"))))'
)
_MEANING = (
    'IF({direction}=0,"common cause",IF({sign}=0,IF({direction}>0,"special cause neutral high",'
    '"special cause neutral low"),IF({direction}={sign},"special cause improvement",'
    '"special cause concern")))'
)


def _run(of: str, run: str, way: str) -> str:
    """Return the formula that counts equal signs in a row, backwards or onwards."""
    same = f"AND({{series}}={{series_{way}}},{{{of}}}={{{of}_{way}}})"
    return f"IF({{{of}}}=0,0,IF({same},{{{run}_{way}}}+1,1))"


_WINDOW = (
    "IF(AND({series}={series_below},{series}={series_below_2},{side}<>0,{side}={side_below},"
    '{side}={side_below_2},COUNTIF({close}:{close_below_2},"yes")>=2),1,0)'
)
_WORKINGS = (
    Column("value", "Value", _value(), width=9),
    *(Column(name, heading, _looked_up(name), "0.000", 9)
      for name, heading in (("mean", "Mean"), ("lower", "Lower limit"), ("upper", "Upper limit"),
                            ("near_lower", "Lower near line"), ("near_upper", "Upper near line"))),
    Column("sign", "High is good: 1, low: -1", SIGN.replace("{polarity}", _looked_up("polarity")),
           width=9),
    Column("side", "Above the mean: 1, below: -1", 'IF({value}="",0,SIGN({value}-{mean}))',
           width=9),
    Column("side_back", "Run on this side, so far", _run("side", "side_back", "above"), width=8),
    Column("side_on", "Run on this side, from here", _run("side", "side_on", "below"), width=8),
    Column("step", "Step up: 1, down: -1",
           'IF(AND({series}={series_above},{value}<>"",{value_above}<>""),'
           "SIGN({value}-{value_above}),0)", width=9),
    Column("step_back", "Like steps, so far", _run("step", "step_back", "above"), width=8),
    Column("step_on", "Like steps, from here", _run("step", "step_on", "below"), width=8),
    Column("window", "Two close in the three from here", _WINDOW, width=10),
    Column("rising", "Trend up: 1, down: -1",
           'IF({trend}="no",0,IF(AND({series}={series_below},{trend_below}="yes"),'
           "IF({step_below}=1,1,-1),IF({step}=1,1,-1)))", width=9),
    Column("direction", "Direction of its cause",
           'IF({outside}="yes",{side},IF({trend}="yes",{rising},'
           'IF(OR({two_in_three}="yes",{shift}="yes"),{side},0)))', width=9),
)  # fmt: skip
POINTS = Table(
    id="xmr_points",
    sheet="XmR points",
    rule="Outside: beyond a limit. Close: beyond a near line, within the limits. Shift: 7 in a "
    "row on one side of the mean. Trend: 7 rising or falling. Two in three: two close ones among "
    "three on one side. The label is the first that holds: outside, trend, two in three, shift.",
    inputs=(Column("series", "Series", width=8), Column("number", "Point", width=8)),
    workings=_WORKINGS,
    results=(
        Column("outside", "Outside",
               _KNOWN % 'IF(OR({value}>{upper},{value}<{lower}),"yes","no")', width=9),
        Column("close", "Close", _KNOWN % _CLOSE, width=9),
        Column("shift", "Shift", 'IF({side_back}+{side_on}-1>=7,"yes","no")', width=9),
        Column("trend", "Trend",
               f'IF(OR({_LONG_STEPS % ("", "", "")},'
               f'{_LONG_STEPS % ("_below", "_below", "_below")}),"yes","no")', width=9),
        Column("two_in_three", "Two in three",
               'IF(AND({close}="yes",SUM({window_above_2}:{window})>0),"yes","no")', width=9),
        Column("label", "Label", _LABEL, width=24),
        Column("kind", "Meaning", _MEANING, width=24),
    ),
    answer=_point,
    cases=tuple(
        Case(f"Series {name}, point {n}", (name, n), EXAMPLE)
        for name in _CHARTED
        for n in range(1, _POINTS + 1)
    ),
)  # fmt: skip


def _icons(given: Inputs) -> tuple[str, str]:
    polarity = Polarity(str(given["polarity"]).replace(" ", "_"))
    target, lower, upper = (
        float(value) if isinstance(value, int | float) else None
        for value in (given["target"], given["lower"], given["upper"])
    )
    decides = RULE_SETS[str(given["rules"])].on_limit_decides
    assurance = assurance_icon(target, lower, upper, polarity, on_limit_decides=decides)
    variation = variation_icon(int(given["direction"] or 0), polarity)
    return words(variation), "none" if assurance is None else str(assurance)


def _settled(name: str) -> tuple[float | None, float | None]:
    limits = limits_of(_SERIES[name][2])
    return limits.lower, limits.upper


_BELOW = 'OR({target}<{lower},AND({rules}="mdc_excel",{target}={lower}))'
_ABOVE = 'OR({target}>{upper},AND({rules}="mdc_excel",{target}={upper}))'
_VARIATION = (
    'IF({direction}=0,"common cause",IF({sign}=0,"neutral",IF({direction}={sign},"improvement",'
    '"concern"))&IF({direction}>0," high"," low"))'
)
_ASSURANCE = (
    'IF(OR({target}="",{sign}=0),"none",IF(COUNT({lower},{upper})<2,"inconsistent",'
    f'IF(IF({{sign}}>0,{_BELOW},{_ABOVE}),"pass",IF(IF({{sign}}>0,{_ABOVE},{_BELOW}),"fail",'
    '"inconsistent"))))'
)
ICONS = Table(
    id="xmr_icons",
    sheet="XmR icons",
    rule="Variation: what the last point means. Assurance: a target beyond the limits on the good "
    "side fails, on the other side passes, between them is hit or miss (inconsistent). A target on "
    "a limit is hit or miss by the rule set mdc, and decides by mdc_excel.",
    inputs=(
        Column("rules", "Rule set"),
        Column("polarity", "Polarity", width=13),
        Column("direction", "Last point high: 1, low: -1, common: 0", width=12),
        Column("target", "Target", number_format="0.###"),
        Column("lower", "Lower limit", number_format="0.000"),
        Column("upper", "Upper limit", number_format="0.000"),
    ),
    workings=(Column("sign", "High is good: 1, low: -1", SIGN),),
    results=(
        Column("variation", "Variation", _VARIATION, width=17),
        Column("assurance", "Assurance", _ASSURANCE, width=15),
    ),
    answer=_icons,
    cases=(
        Case("Series A, target of 90", ("mdc", _HIGH, 0, 90, *_settled("A")), EXAMPLE),
        Case("Series A, target of 98", ("mdc", _HIGH, 0, 98, *_settled("A")), EXAMPLE),
        Case("Series B, target of 150", ("mdc", _LOW, 1, 150, *_settled("B")), EXAMPLE),
        Case("Series B, target of 165", ("mdc", _LOW, 1, 165, *_settled("B")), EXAMPLE),
        Case("Series C, target of 90", ("mdc", _LOW, 0, 90, *_settled("C")), EXAMPLE),
        Case("Series D has no limits", ("mdc", _LOW, 0, 40, *_settled("D")), EDGE),
        *(
            Case(f"Target on the {which} limit, {polarity}, {rules}",
                 (rules, polarity, direction, target, 10, 20), EDGE)
            for rules in RULE_SETS
            for which, target in (("lower", 10), ("upper", 20))
            for polarity, direction in ((_HIGH, 1), (_LOW, -1))
        ),
        Case("No variation at all, on its target", ("mdc_excel", _LOW, 0, 10, 10, 10), EDGE),
        Case("Low where high is good", ("mdc", _HIGH, -1, 15, 10, 20), EDGE),
        Case("Neither way is better, high", ("mdc", _NONE, 1, 15, 10, 20), EDGE),
        Case("Neither way is better, low", ("mdc", _NONE, -1, 25, 10, 20), EDGE),
        Case("No target", ("mdc", _HIGH, 1, None, 10, 20), EDGE),
    ),
)  # fmt: skip
