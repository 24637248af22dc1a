"""Cases of targets met or not met, RAG ratings and milestones."""

from __future__ import annotations

import math
from datetime import date

from xlbcf.rules.figures import read_figure
from xlbcf.rules.metrics import Polarity, Unit
from xlbcf.rules.rag import blind_tolerance, rate_figures, rate_milestone
from xlbcf.rules.targets import Comparator, Part, implied_comparator
from xlbcf.rules.verdicts import judge_cell
from xlbcf.template.bands import load_bands

from .figures import ROOT
from .tables import EDGE, EXAMPLE, SIGN, Case, Column, Inputs, Table, Value, words
from .variances import metric_of

BANDS = load_bands(ROOT / "mappings" / "bands.yaml")
_FRAMEWORK = "Better Care Together Outcomes Framework, version 2.0"
_DASHBOARD = "Integration Executive dashboard, 2014"
_EOY = "BCF 2024-25 EOY return, sheet 4. Metrics, Leicestershire"
_YEAR_END = "BCF Year end report 2021/22"


def _part(given: Inputs, name: str, comparator: Comparator | None, *, implied: bool) -> Part:
    unit = Unit(str(given["unit"]))
    figure = read_figure(given[name], unit, "fraction")
    return Part("", comparator, implied, figure, unit)


def _verdict(given: Inputs) -> tuple[str]:
    polarity = Polarity(str(given["polarity"]).replace(" ", "_"))
    typed = given["comparator"]
    comparator = Comparator(str(typed)) if typed else implied_comparator(polarity)
    target = _part(given, "target", comparator, implied=not typed)
    actual = _part(given, "figure", None, implied=False)
    decimals = given["decimals"]
    shown = None if decimals is None else int(float(decimals))
    return (words(judge_cell([actual], [target], as_displayed=shown).verdict),)


def _met(words_: str, row: tuple[Value, ...], source: str = _FRAMEWORK) -> Case:
    unit = row[0]
    form = "0.0##%" if unit == "percent" else "#,##0.0##" if unit == "rate" else "#,##0"
    return Case(words_, (*row, None) if len(row) == 5 else row, source, form)


_LOW, _HIGH, _NONE = "low is good", "high is good", "no judgement"
_HOLDS = (
    'IF({used}="<",{judged}<{target},IF({used}="<=",{judged}<={target},'
    'IF({used}=">",{judged}>{target},IF({used}=">=",{judged}>={target},{judged}={target}))))'
)
TARGETS = Table(
    id="targets",
    sheet="Targets",
    rule="< and > do not include the target itself, <= and >= do. Without a comparator the "
    "polarity implies one: at least where high is good, at most where low is good. The figure is "
    "judged unrounded unless decimals are stated.",
    inputs=(
        Column("unit", "Unit"),
        Column("polarity", "Polarity", width=13),
        Column("figure", "Figure", by_case=True),
        Column("comparator", "Comparator typed"),
        Column("target", "Target", by_case=True),
        Column("decimals", "Judged as displayed, decimals (of the percent)", width=14),
    ),
    workings=(
        Column("used", "Comparator used",
               'IF({comparator}<>"",{comparator},IF({polarity}="high is good",">=",'
               'IF({polarity}="low is good","<=","none")))', width=12),
        Column("judged", "Figure judged",
               'IF(NOT(ISNUMBER({figure})),"none",IF({decimals}="",{figure},'
               'ROUND({figure},{decimals}+IF({unit}="percent",2,0))))', by_case=True),
    ),
    results=(
        Column("verdict", "Verdict",
               'IF(OR(COUNT({figure},{target})<2,{used}="none"),"no verdict",'
               f'IF({_HOLDS},"met","not met"))', width=13),
    ),
    answer=_verdict,
    cases=(
        _met("1a Healthy life expectancy, female", ("rate", _HIGH, 64.4, ">", 65.2)),
        _met("1a Healthy life expectancy, male", ("rate", _HIGH, 65.1, ">", 64.8)),
        _met("2a Tobacco screening, UHL", ("percent", _HIGH, 0.99, ">", 0.9)),
        _met("4 Incomplete pathways", ("count", _LOW, 70015, "<=", 73459)),
        _met("6 Unplanned hospitalisation", ("count", _LOW, 8808, "<", 8399)),
        _met("7 Extended access: equal to a target without comparator",
             ("percent", _HIGH, 1, None, 1)),
        _met("9 Emergency re-admissions", ("count", _LOW, 1616, "<", 1548)),
        _met("11 Residential admissions, Leicester", ("rate", _LOW, 676.5, "<", 692.4)),
        _met("12 At home after 91 days, Leicester", ("percent", _HIGH, 0.865, ">", 0.913)),
        _met("15 Use of hospital beds: compared with 505.15",
             ("rate", _LOW, 509.2, "<", 505.15)),
        _met("16 A&E within four hours: at least is implied",
             ("percent", _HIGH, 0.806, None, 0.95)),
        _met("17 Delayed transfers: at most is implied", ("rate", _LOW, 6.6, None, 7.82)),
        _met("18 Ambulance response, in seconds", ("count", _LOW, 748, None, 900)),
        _met("21 IAPT recovery", ("percent", _HIGH, 0.489, ">=", 0.5)),
        _met("27 Out of area placements", ("count", _LOW, 1230, "<=", 360)),
        _met("32 Staff vacancies, LPT", ("percent", _LOW, 0.081, "<=", 0.07)),
        _met("33 Equal to a target that must be exceeded", ("rate", _HIGH, 66.6, ">", 66.6)),
        _met("Equal to a target that must not be reached", ("rate", _LOW, 505.15, "<", 505.15),
             EDGE),
        _met("Equal to the highest allowed", ("rate", _LOW, 505.15, "<=", 505.15), EDGE),
        _met("Equal asked for, and not equal", ("count", _HIGH, 11, "=", 10), EDGE),
        _met("Met only as displayed", ("percent", _HIGH, 0.94996, ">=", 0.95, 1), EDGE),
        _met("The same, unrounded", ("percent", _HIGH, 0.94996, ">=", 0.95), EDGE),
        _met("No figure", ("rate", _LOW, None, "<", 505.15), EDGE),
        _met("A figure that is not available", ("rate", _LOW, "n/a", "<", 505.15), EDGE),
        _met("No target", ("rate", _LOW, 509.2, None, None), EDGE),
        _met("Neither way is better, and no comparator", ("count", _NONE, 12, None, 10), EDGE),
    ),
)  # fmt: skip


def _rated(given: Inputs) -> tuple[Value, ...]:
    metric = metric_of(given)
    actual, plan = (
        read_figure(given[name], metric.unit, metric.stored_as) for name in ("actual", "plan")
    )
    rating = rate_figures(actual, plan, metric, BANDS[str(given["dimension"])])
    if rating.amount is None:
        amount: Value = "none"
    elif math.isinf(rating.amount):
        amount = "beyond any share"
    else:
        amount = rating.amount
    return amount, words(rating.rag)


def _rag(
    told: str, dimension: str, figures: tuple[str, str, Value, Value], source: str = EDGE
) -> Case:
    bands = BANDS[dimension]
    unit, polarity, plan, actual = figures
    form = "0.0##%" if unit == "percent" else "#,##0.0##" if unit == "rate" else "#,##0"
    row = (dimension, unit, polarity, plan, actual, str(bands.side), bands.tolerance)
    return Case(told, row, source, form)


_COMPARABLE = 'OR(COUNT({plan},{actual})<2,AND({sign}=0,{side}="adverse"))'
RAG = Table(
    id="rag",
    sheet="RAG",
    rule="How far off plan, in percent of the plan: green up to 0, amber up to and including the "
    "tolerance, red beyond it. For finance an underspend counts as an overspend does. A figure "
    "that is not a number has no rating.",
    inputs=(
        Column("dimension", "Dimension"),
        Column("unit", "Unit"),
        Column("polarity", "Polarity", width=13),
        Column("plan", "Plan or budget", by_case=True, width=12),
        Column("actual", "Actual", by_case=True, width=12),
        Column("side", "Which side counts"),
        Column("tolerance_percent", "Amber up to (% of plan)"),
    ),
    workings=(
        Column("sign", "High is good: 1, low: -1", SIGN),
        Column("gap", "Off plan (unit), worse is positive",
               f'IF({_COMPARABLE},"none",IF({{side}}="either",ABS({{actual}}-{{plan}}),'
               "-{sign}*({actual}-{plan})))", "0.0####", 13),
    ),
    results=(
        Column("amount", "Off plan (% of plan), worse is positive",
               'IF({gap}="none","none",IF({gap}=0,0,IF({plan}=0,"beyond any share",'
               "{gap}*100/ABS({plan}))))", "0.0####", 15),
        Column("rag", "Rating",
               'IF({gap}="none","no verdict",IF({gap}<=0,"green",IF({plan}=0,"red",'
               'IF(ROUND({gap}*100/ABS({plan}),10)<={tolerance_percent},"amber","red"))))',
               width=12),
    ),
    answer=_rated,
    cases=(
        _rag("Residential admissions, Leicestershire", "impact", ("rate", _LOW, 494, 583.8), _EOY),
        _rag("Avoidable admissions, Leicestershire, Q3", "impact", ("rate", _LOW, 161.8, 199.9),
             _EOY),
        _rag("Discharges to the usual residence, Q3", "impact", ("percent", _HIGH, 0.951, 0.9222),
             _EOY),
        _rag("Reablement, Leicester", "impact", ("percent", _HIGH, 0.921, 0.882), _YEAR_END),
        _rag("Reablement, Leicestershire", "impact", ("percent", _HIGH, 0.851, 0.894), _YEAR_END),
        _rag("Residential admissions, Rutland", "impact", ("rate", _LOW, 364, 258), _YEAR_END),
        _rag("Metric 3: delayed transfers of care", "impact", ("rate", _LOW, 267.06, 357.7),
             _DASHBOARD),
        _rag("Metric 5: not in use yet", "impact", ("rate", _HIGH, "~", "~"), _DASHBOARD),
        _rag("Exactly 10% above, low is good", "impact", ("rate", _LOW, 95, 104.5)),
        _rag("A little more than 10% above", "impact", ("rate", _LOW, 95, 104.501)),
        _rag("Exactly 10% below, high is good", "impact", ("percent", _HIGH, 0.93, 0.837)),
        _rag("Equal to plan", "impact", ("rate", _LOW, 95, 95)),
        _rag("Neither way is better", "impact", ("rate", _NONE, 95, 120)),
        _rag("A plan of 0, and three happened", "impact", ("count", _LOW, 0, 3)),
        _rag("A plan of 0, and none happened", "impact", ("count", _LOW, 0, 0)),
        _rag("Savings ahead of schedule", "savings", ("currency", _HIGH, 250_000, 260_000),
             EXAMPLE),
        _rag("Savings off track by exactly 10%", "savings",
             ("currency", _HIGH, 250_000, 225_000), EXAMPLE),
        _rag("Savings off track by more", "savings", ("currency", _HIGH, 250_000, 224_999),
             EXAMPLE),
        _rag("Costs on target", "finance", ("currency", _LOW, 1_200_000, 1_200_000), EXAMPLE),
        _rag("An underspend of exactly 10%", "finance", ("currency", _LOW, 1_200_000, 1_080_000),
             EXAMPLE),
        _rag("An overspend of more than 10%", "finance", ("currency", _LOW, 1_200_000, 1_320_001),
             EXAMPLE),
        _rag("An underspend of more than 10%", "finance", ("currency", _LOW, 1_200_000, 950_000),
             EXAMPLE),
        _rag("No actual", "finance", ("currency", _LOW, 1_200_000, None)),
    ),
)  # fmt: skip

_EXCEL_DAY_0 = date(1899, 12, 30)


def _day(number: Value) -> date | None:
    if not isinstance(number, int | float):
        return None
    return date.fromordinal(_EXCEL_DAY_0.toordinal() + int(number))


def _late(given: Inputs) -> tuple[Value, ...]:
    rating = rate_milestone(_day(given["due"]), _day(given["expected"]), BANDS["milestones"])
    return ("none" if rating.amount is None else rating.amount), words(rating.rag)


def _milestone(told: str, due: date | None, late: int, source: str = EDGE) -> Case:
    start = None if due is None else (due - _EXCEL_DAY_0).days
    reached = None if start is None else start + late
    return Case(told, (start, reached, BANDS["milestones"].tolerance), source)


_DUE = date(2014, 6, 30)
MILESTONES = Table(
    id="milestones",
    sheet="Milestones",
    rule="Days late: green up to 0, amber up to and including the tolerance, red beyond it.",
    inputs=(
        Column("due", "Due (date)", number_format="d mmm yyyy", width=14),
        Column("expected", "Reached or expected (date)", number_format="d mmm yyyy", width=14),
        Column("tolerance_days", "Amber up to (days)"),
    ),
    results=(
        Column("late", "Days late", 'IF(COUNT({due},{expected})<2,"none",{expected}-{due})'),
        Column("rag", "Rating",
               'IF(COUNT({due},{expected})<2,"no verdict",IF({expected}-{due}<=0,"green",'
               'IF({expected}-{due}<={tolerance_days},"amber","red")))', width=12),
    ),
    answer=_late,
    cases=(
        _milestone("On the day", _DUE, 0),
        _milestone("Five days early", _DUE, -5),
        _milestone("One day late", _DUE, 1),
        _milestone("Exactly 30 days late", _DUE, 30),
        _milestone("31 days late", _DUE, 31),
        _milestone("Over the end of February in a leap year", date(2016, 2, 10), 30),
        _milestone("No date", None, 0),
    ),
)  # fmt: skip


def _blind(given: Inputs) -> tuple[str]:
    metric = metric_of(given)
    plan = read_figure(given["plan"], metric.unit, metric.stored_as)
    return ("yes" if blind_tolerance(plan, metric, BANDS["impact"]) else "no",)


def _tolerance(told: str, unit: str, plan: float, source: str = EDGE) -> Case:
    bands = BANDS["impact"]
    form = "0.0##%" if unit == "percent" else "#,##0.0##"
    return Case(told, (unit, _HIGH, plan, bands.tolerance, bands.widest_points), source, form)


TOLERANCES = Table(
    id="tolerances",
    sheet="Tolerances",
    rule="A tolerance in percent of a percentage is many percentage points. One that is wider than "
    "the mapping allows hardly tells good from bad, and is reported as blind.",
    inputs=(
        Column("unit", "Unit"),
        Column("polarity", "Polarity", width=13),
        Column("plan", "Plan", by_case=True),
        Column("tolerance_percent", "Tolerance (% of plan)"),
        Column("widest", "Widest allowed (percentage points)", width=13),
    ),
    workings=(
        Column(
            "points",
            "Tolerance (percentage points)",
            'IF({unit}="percent",ROUND({tolerance_percent}*ABS({plan}),10),"none")',
            "0.0###",
            13,
        ),
    ),
    results=(
        Column("blind", "Blind", 'IF({points}="none","no",IF({points}>{widest},"yes","no"))'),
    ),
    answer=_blind,
    cases=(
        _tolerance("Discharges to the usual residence, Q3", "percent", 0.951, _EOY),
        _tolerance("Reablement, Leicester", "percent", 0.921, _YEAR_END),
        _tolerance("Length of stay, 14 days or more, Leicester", "percent", 0.092, _YEAR_END),
        _tolerance("Residential admissions: a rate has no percentage points", "rate", 494, _EOY),
        _tolerance("Exactly the widest", "percent", 0.5),
        _tolerance("A little wider", "percent", 0.501),
    ),
)
