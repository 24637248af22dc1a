"""Cases of benchmarks and goals, judged as the Fingertips services do."""

from __future__ import annotations

from collections.abc import Callable

from xlbcf.rules.benchmark import (
    Outcome,
    against_benchmark,
    against_goal,
    against_range,
    limits_against_goal,
)
from xlbcf.rules.intervals import Interval, rate
from xlbcf.rules.metrics import Polarity

from .tables import EDGE, SIGN, Case, Column, Inputs, Table, Value

_LOW, _HIGH, _NONE = "low is good", "high is good", "no judgement"
_ASCOF = "ASCOF 2024-25, table 2c, with limits after Byar"
_PLAN = "the plan of the BCF 2024-25 EOY return, Leicestershire"
_YEAR_END = "BCF Year end report 2021/22"
_COUNTIES = {"Leicester": (278, 46_623), "Leicestershire": (829, 157_349), "Rutland": (54, 10_949)}


def _judged_by(rule: Callable[..., Outcome]) -> Callable[[Inputs], tuple[str]]:
    """Return the answer of a rule that takes the row's figures in their order, then polarity."""

    def answer(given: Inputs) -> tuple[str]:
        polarity = Polarity(str(given["polarity"]).replace(" ", "_"))
        figures = [value for name, value in given.items() if name != "polarity"]
        return (str(rule(*figures, polarity)),)

    return answer


def _limits(place: str) -> tuple[float, float]:
    found = rate(*_COUNTIES[place])
    if not isinstance(found, Interval):
        raise ValueError(found.reason)
    return round(found.lower, 6), round(found.upper, 6)


def _column(name: str, heading: str) -> Column:
    return Column(name, heading, number_format="#,##0.0##", width=12)


def _table(
    names: tuple[str, str],
    rule: str,
    columns: tuple[Column, ...],
    formula: str,
    answer: Callable[[Inputs], tuple[str]],
    cases: tuple[tuple[str, tuple[Value, ...], str], ...],
) -> Table:
    return Table(
        id=names[0],
        sheet=names[1],
        rule=rule,
        inputs=(Column("polarity", "Polarity", width=13), *columns),
        workings=(Column("sign", "High is good: 1, low: -1", SIGN),),
        results=(Column("outcome", "Outcome", formula, width=13),),
        answer=answer,
        cases=tuple(Case(*row) for row in cases),
    )


_ABOVE = 'IF({sign}=0,"higher",IF({sign}>0,"better","worse"))'
_BELOW = 'IF({sign}=0,"lower",IF({sign}>0,"worse","better"))'
BENCHMARK = _table(
    ("benchmark", "Benchmark"),
    "A benchmark within the confidence limits, both included, is similar; else the figure is "
    "better or worse by polarity, or higher or lower where neither way is better.",
    (_column("lower", "Lower limit"), _column("upper", "Upper limit"),
     _column("benchmark", "Benchmark")),
    'IF(OR(COUNT({lower},{upper},{benchmark})<3,{lower}>{upper}),"none",'
    f'IF({{lower}}>{{benchmark}},{_ABOVE},IF({{upper}}<{{benchmark}},{_BELOW},"similar")))',
    _judged_by(against_benchmark),
    (
        *((f"Residential admissions, {place}, beside a plan of 494",
           (_LOW, *_limits(place), 494), f"{_ASCOF}; {_PLAN}") for place in _COUNTIES),
        ("Above, and low is good", (_LOW, 10, 20, 9.9), EDGE),
        ("Above, and high is good", (_HIGH, 10, 20, 9.9), EDGE),
        ("Below, and high is good", (_HIGH, 10, 20, 20.1), EDGE),
        ("On the lower limit", (_LOW, 10, 20, 10), EDGE),
        ("On the upper limit", (_LOW, 10, 20, 20), EDGE),
        ("Above, no judgement", (_NONE, 10, 20, 5), EDGE),
        ("Below, no judgement", (_NONE, 10, 20, 25), EDGE),
        ("Limits the wrong way round", (_LOW, 20, 10, 15), EDGE),
        ("No benchmark", (_LOW, 10, 20, None), EDGE),
    ),
)  # fmt: skip
GOAL = _table(
    ("goal", "Goal"),
    "A goal that is met is better, and an equal figure meets it; else worse.",
    (_column("value", "Figure"), _column("goal", "Goal")),
    'IF(OR(COUNT({value},{goal})<2,{sign}=0),"none",'
    'IF({sign}*({value}-{goal})>=0,"better","worse"))',
    _judged_by(against_goal),
    (
        ("Residential admissions, Leicester", (_LOW, 515, 557), _YEAR_END),
        ("Residential admissions, Leicestershire", (_LOW, 574.7, 519), _YEAR_END),
        ("Reablement, Leicester", (_HIGH, 0.882, 0.921), _YEAR_END),
        ("Equal, and high is good", (_HIGH, 90, 90), EDGE),
        ("Equal, and low is good", (_LOW, 90, 90), EDGE),
        ("No judgement", (_NONE, 91, 90), EDGE),
        ("No figure", (_HIGH, None, 90), EDGE),
    ),
)  # fmt: skip
RANGE = _table(
    ("goal_range", "Range of goals"),
    "Same from the lowest goal to just below the highest; from the highest on it is above.",
    (_column("value", "Figure"), _column("lowest", "Lowest goal"),
     _column("highest", "Highest goal")),
    'IF(OR(COUNT({value},{lowest},{highest})<3,{sign}=0,{lowest}>{highest}),"none",'
    f'IF({{value}}<{{lowest}},{_BELOW},IF({{value}}>={{highest}},{_ABOVE},"same")))',
    _judged_by(against_range),
    (
        ("Within", (_HIGH, 92, 90, 95), EDGE),
        ("On the lowest", (_HIGH, 90, 90, 95), EDGE),
        ("On the highest", (_HIGH, 95, 90, 95), EDGE),
        ("On the highest, and low is good", (_LOW, 95, 90, 95), EDGE),
        ("Below", (_HIGH, 89.9, 90, 95), EDGE),
        ("Below, and low is good", (_LOW, 89.9, 90, 95), EDGE),
        ("The range the wrong way round", (_HIGH, 92, 95, 90), EDGE),
        ("No judgement", (_NONE, 92, 90, 95), EDGE),
    ),
)  # fmt: skip
LIMITS_AND_GOAL = _table(
    ("limits_and_goal", "Limits and a goal"),
    "Limits that begin at the goal or above it are above it, limits that end below it are below, "
    "and all others are the same.",
    (_column("lower", "Lower limit"), _column("upper", "Upper limit"), _column("goal", "Goal")),
    'IF(OR(COUNT({lower},{upper},{goal})<3,{sign}=0),"none",'
    f'IF({{lower}}>={{goal}},{_ABOVE},IF({{upper}}<{{goal}},{_BELOW},"same")))',
    _judged_by(limits_against_goal),
    (
        *((f"Residential admissions, {place}, beside a plan of 494",
           (_LOW, *_limits(place), 494), f"{_ASCOF}; {_PLAN}") for place in _COUNTIES),
        ("Begin at the goal", (_HIGH, 90, 95, 90), EDGE),
        ("End at the goal", (_HIGH, 85, 90, 90), EDGE),
        ("End below it", (_HIGH, 85, 89.9, 90), EDGE),
        ("Both limits are the goal", (_LOW, 90, 90, 90), EDGE),
        ("No judgement", (_NONE, 90, 95, 90), EDGE),
    ),
)  # fmt: skip
