"""Cases of variances: one plan beside one actual, and several quarters beside each other."""

from __future__ import annotations

from xlbcf.rules.figures import State, read_figure
from xlbcf.rules.metrics import Metric, Polarity, Unit
from xlbcf.rules.periods import Period, PeriodKind
from xlbcf.rules.variance import Dated, Mode, NotComparable, Variance, compare

from .figures import published
from .tables import EDGE, EXAMPLE, SIGN, Case, Column, Inputs, Table, Value, known, several, words

_UNFIT = "not comparable"
_EFFECT = (
    'IF({sign}=0,"no judgement",IF({sign}*{absolute}>0,"favourable",'
    'IF({sign}*{absolute}<0,"adverse","on plan")))'
)
_METRICS_2024 = "BCF 2024-25 EOY return, sheet 4. Metrics, Leicestershire"


def metric_of(given: Inputs, decimals: int | None = None) -> Metric:
    """Return a metric with the unit and polarity of a row."""
    unit = Unit(str(given["unit"]))
    polarity = Polarity(str(given["polarity"]).replace(" ", "_"))
    return Metric("case", "Case", "", unit, polarity, stored_as="fraction", decimals=decimals)


def _dated(metric: Metric, period: str, value: Value) -> Dated:
    return Dated(Period.parse(period), read_figure(value, metric.unit, metric.stored_as))


def _beside(given: Inputs) -> tuple[Value, ...]:
    metric = metric_of(given)
    plan = _dated(metric, str(given["plan_period"]), given["plan"])
    actual = _dated(metric, str(given["actual_period"]), given["actual"])
    yearly = plan.period.kind is PeriodKind.YEAR
    found = compare([plan], [actual], metric, Mode.ANNUAL if yearly else Mode.LATEST_QUARTER)
    if isinstance(found, NotComparable):
        return (_UNFIT,) * 4
    points = known(found.absolute * 100 if metric.unit is Unit.PERCENT else None)
    return found.absolute, points, known(found.relative), words(found.effect)


def _guarded(formula: str) -> str:
    return f'IF({{comparable}}="no","{_UNFIT}",{formula})'


VARIANCE = Table(
    id="variance",
    sheet="Variance",
    rule="Actual less plan, and that as a share of the plan's size. A percentage has its variance "
    "in percentage points and also in percent. Polarity says whether it is favourable. A plan is "
    "only compared with an actual of the same period.",
    inputs=(
        Column("unit", "Unit"),
        Column("polarity", "Polarity", width=13),
        Column("plan_period", "Period of plan", width=12),
        Column("plan", "Plan", by_case=True),
        Column("actual_period", "Period of actual", width=12),
        Column("actual", "Actual", by_case=True),
    ),
    workings=(
        Column("sign", "High is good: 1, low: -1", SIGN),
        Column("comparable", "Same period, two numbers",
               'IF(AND({plan_period}={actual_period},COUNT({plan},{actual})=2),"yes","no")'),
    ),
    results=(
        Column("absolute", "Absolute variance (unit; of a percentage, a fraction)",
               _guarded("{actual}-{plan}"), "0.0####", 15),
        Column("points", "Percentage points",
               _guarded('IF({unit}="percent",({actual}-{plan})*100,"none")'), "0.00", 13),
        Column("relative", "Relative variance (%)",
               _guarded('IF({plan}=0,"none",({actual}-{plan})/ABS({plan}))'), "0.00%", 13),
        Column("effect", "Effect", _guarded(_EFFECT), width=13),
    ),
    answer=_beside,
    cases=(
        *(
            Case(each.title, (str(each.metric.unit), each.metric.polarity.words, each.plan_period,
                              each.plan, each.period, each.actual), each.source,
                 each.number_format)
            for each in published()
        ),
        Case("Equal to plan", ("rate", "low is good", "2024-25", 494, "2024-25", 494), EDGE),
        Case("Neither way is better", ("count", "no judgement", "2024-25", 80, "2024-25", 100),
             EDGE),
        Case("A plan of 0 has no relative variance",
             ("count", "low is good", "2024-25", 0, "2024-25", 3), EDGE),
        Case("A plan below 0: the share is of its size",
             ("currency", "high is good", "2024-25", -200, "2024-25", -150), EDGE, "£#,##0"),
        Case("No actual", ("rate", "low is good", "2024-25", 494, "2024-25", None), EDGE),
        Case("A suppressed actual", ("rate", "low is good", "2024-25", 494, "2024-25", "*"), EDGE),
        Case("A quarter of another year",
             ("rate", "low is good", "2024-25 Q3", 161.8, "2023-24 Q3", 170), EDGE),
    ),
)  # fmt: skip

_QUARTERS = [f"2024-25 Q{number}" for number in (1, 2, 3, 4)]


def _of_year(given: Inputs, metric: Metric, side: str) -> list[Dated]:
    if given[f"{side}_year"] is not None:
        return [_dated(metric, "2024-25", given[f"{side}_year"])]
    quarters = (
        _dated(metric, period, given[f"{side}_{number}"])
        for number, period in enumerate(_QUARTERS, start=1)
    )
    return [each for each in quarters if each.figure.state is not State.BLANK]


def _over_quarters(given: Inputs) -> tuple[Value, ...]:
    metric = metric_of(given)
    plans, actuals = (_of_year(given, metric, side) for side in ("plan", "actual"))
    found = compare(plans, actuals, metric, Mode(str(given["mode"])))
    if not isinstance(found, Variance):
        return (_UNFIT,) * 5
    relative = known(found.relative)
    return found.plan, found.actual, found.absolute, relative, words(found.effect)


def _all_of(side: str) -> str:
    quarters = f"{{{side}_1}}:{{{side}_4}}"
    many = f'IF({{mode}}="average",AVERAGE({quarters}),SUM({quarters}))'
    return _guarded(f"IF(ISNUMBER({{{side}_year}}),{{{side}_year}},{many})")


_SAME_MONTHS = (
    "IF(AND(ISNUMBER({plan_year}),ISNUMBER({actual_year})),TRUE,"
    "IF(ISNUMBER({actual_year}),COUNT({plan_1}:{plan_4})=4,"
    "IF(ISNUMBER({plan_year}),COUNT({actual_1}:{actual_4})=4,"
    "AND(COUNT({plan_1}:{plan_4})>0,"
    "SUMPRODUCT(--(ISNUMBER({plan_1}:{plan_4})<>ISNUMBER({actual_1}:{actual_4})))=0))))"
)
_ONE_LENGTH = "ISNUMBER({plan_year})=ISNUMBER({actual_year})"
_ONE_FIGURE = (
    "MAX(IF(ISNUMBER({plan_year}),1,COUNT({plan_1}:{plan_4})),"
    "IF(ISNUMBER({actual_year}),1,COUNT({actual_1}:{actual_4})))=1"
)
_ADDS_UP = 'OR({unit}="count",{unit}="rate",{unit}="currency")'
_DISCHARGES = (0.927, 0.926, 0.951, 0.917)
_ADMISSIONS = (165.1, 163.5, 161.8, 160.2)
_NO_QUARTERS = (None,) * 4
PERIODS = Table(
    id="periods",
    sheet="Quarters and years",
    rule="Quarters are averaged or added up, as the mapping says; both sides must cover the same "
    "months. Percentages are not added up, and an average of quarterly rates or counts is not "
    "put beside a figure for the year.",
    inputs=(
        Column("mode", "Mode", width=12),
        Column("unit", "Unit"),
        Column("polarity", "Polarity", width=13),
        *several("plan", "Plan, quarter", 4, by_case=True),
        Column("plan_year", "Plan, year", by_case=True),
        *several("actual", "Actual, quarter", 4, by_case=True),
        Column("actual_year", "Actual, year", by_case=True),
    ),
    workings=(
        Column("sign", "High is good: 1, low: -1", SIGN),
        Column("same_months", "Same months", f'IF({_SAME_MONTHS},"yes","no")'),
        Column("unit_fits", "Unit fits the mode",
               f'IF({{mode}}="cumulative",IF(OR({_ADDS_UP},{_ONE_FIGURE}),"yes","no"),'
               f'IF(AND({_ADDS_UP},NOT({_ONE_LENGTH})),"no","yes"))'),
        Column("comparable", "Comparable",
               'IF(AND({same_months}="yes",{unit_fits}="yes"),"yes","no")'),
    ),
    results=(
        Column("plan", "Plan", _all_of("plan"), width=13, by_case=True),
        Column("actual", "Actual", _all_of("actual"), width=13, by_case=True),
        Column("absolute", "Absolute variance (unit; of a percentage, a fraction)",
               _guarded("{actual}-{plan}"), "0.0####", 15),
        Column("relative", "Relative variance (%)",
               _guarded('IF({plan}=0,"none",({actual}-{plan})/ABS({plan}))'), "0.00%", 13),
        Column("effect", "Effect", _guarded(_EFFECT), width=13),
    ),
    answer=_over_quarters,
    cases=(
        Case("Discharges to the usual residence: mean of four plans beside a figure for the year",
             ("average", "percent", "high is good", *_DISCHARGES, None, *_NO_QUARTERS, 0.9222),
             f"{_METRICS_2024}; its figure for quarter 3 taken as the year's", "0.0##%"),
        Case("Four plans of the year, beside four quarters",
             ("cumulative", "rate", "low is good", *_ADMISSIONS, None, 170, 180, 199.9, 190, None),
             f"{_METRICS_2024}; quarters 1, 2 and 4 made up", "#,##0.0"),
        Case("Only quarter 3 has an actual",
             ("cumulative", "rate", "low is good", *_ADMISSIONS, None, None, None, 199.9, None,
              None), _METRICS_2024, "#,##0.0"),
        Case("Year to date: two quarters on both sides",
             ("cumulative", "count", "low is good", 200, 210, None, None, None, 190, 205, None,
              None, None), EXAMPLE, "#,##0"),
        Case("Four quarters add up to the plan of the year",
             ("cumulative", "count", "low is good", *_NO_QUARTERS, 800, 210, 200, 190, 200, None),
             EXAMPLE, "#,##0"),
        Case("A yearly plan beside three quarters",
             ("cumulative", "count", "low is good", *_NO_QUARTERS, 800, 210, 200, 190, None, None),
             EXAMPLE, "#,##0"),
        Case("Percentages are not added up",
             ("cumulative", "percent", "high is good", *_DISCHARGES, None, 0.9, 0.9, 0.9, 0.9,
              None), EXAMPLE, "0.0##%"),
        Case("An average of quarterly rates is not a rate for the year",
             ("average", "rate", "low is good", *_ADMISSIONS, None, *_NO_QUARTERS, 660), EXAMPLE,
             "#,##0.0"),
        Case("Averages of quarters on both sides",
             ("average", "rate", "low is good", *_ADMISSIONS, None, 160, 161, 162, 163, None),
             EXAMPLE, "#,##0.0"),
    ),
)  # fmt: skip
