"""Cases of the recent trend: of figures with limits, and of counts of a whole."""

from __future__ import annotations

from xlbcf.rules.metrics import Polarity
from xlbcf.rules.trend import (
    POINTS,
    Estimate,
    Share,
    Trend,
    proportion_trend,
    recent_trend,
    trend_words,
)

from .tables import (
    EDGE,
    EXAMPLE,
    SIGN,
    Case,
    Column,
    Inputs,
    Table,
    Value,
    known,
    several,
    values_of,
)

_LOW, _HIGH, _NONE = "low is good", "high is good", "no judgement"
_TIMES = "{{1,2,3,4,5}}"
_EQUAL = "{{1,1,1,1,1}}"


def _all(name: str) -> str:
    return f"{{{name}_1}}:{{{name}_{POINTS}}}"


def _slope(values: str, weights: str) -> str:
    """Return the formula of the slope of a weighted line through the five points."""
    total, first = f"SUMPRODUCT({weights})", f"SUMPRODUCT({weights}*{_TIMES})"
    both = f"SUMPRODUCT({weights}*{_TIMES}*{values})"
    squares = f"SUMPRODUCT({weights}*{_TIMES}^2)"
    top = f"({total}*{both}-{first}*SUMPRODUCT({weights}*{values}))"
    return f"{top}/({total}*{squares}-{first}^2)"


def _slopes(values: str, weights: str) -> tuple[Column, ...]:
    """Return the columns of the slope of all points, and of all but each one."""
    columns = [Column("slope_all", "Slope, all points", _if_five(_slope(values, weights)),
                      "0.0000", 10)]  # fmt: skip
    for left in range(1, POINTS + 1):
        some = f"({weights}*({_TIMES}<>{left}))"
        formula = _if_five(_slope(values, some))
        columns.append(
            Column(f"slope_{left}", f"Slope without point {left}", formula, "0.0000", 10)
        )
    return tuple(columns)


def _if_five(formula: str) -> str:
    return f'IF({{valid}}<5,"none",{formula})'


_DECIDED = (
    'IF({valid}<5,"recent trend cannot be calculated",'
    "IF({chi_square}<=_xlfn.CHISQ.INV.RT(0.002,1),%s,"
    'IF(MIN({slope_all}:{slope_5})>=0,"increasing"&IF({sign}=0,"",'
    'IF({sign}>0," and getting better"," and getting worse")),'
    'IF(MAX({slope_all}:{slope_5})<0,"decreasing"&IF({sign}=0,"",'
    'IF({sign}<0," and getting better"," and getting worse")),%s))))'
) % (('"no significant change"',) * 2)


def _told(found: Trend, given: Inputs) -> tuple[Value, Value, str]:
    polarity = Polarity(str(given["polarity"]).replace(" ", "_"))
    marker = trend_words(found.marker, polarity).words
    return known(found.slope), known(found.chi_square), marker


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _recent(given: Inputs) -> tuple[Value, ...]:
    rows = zip(*(values_of(given, name) for name in ("value", "lower", "upper")), strict=True)
    estimates = [
        Estimate(year, *map(_number, (value, lower, upper)))
        for year, (value, lower, upper) in enumerate(rows)
    ]
    return _told(recent_trend(estimates), given)


def _estimates(
    told: str, polarity: str, values: tuple[float | None, ...], reach: tuple[float, ...]
) -> Case:
    pairs = list(zip(values, reach, strict=True))
    lowers = (None if value is None else round(value - half, 6) for value, half in pairs)
    uppers = (None if value is None else round(value + half, 6) for value, half in pairs)
    return Case(told, (polarity, *values, *lowers, *uppers), EXAMPLE)


_RESULTS = (
    Column("slope", "Slope (unit a step)", "{slope_all}", "0.0000", 12),
    Column("chi_square", "Chi-square", "", "0.0000", 12),
    Column("trend", "Recent trend", _DECIDED, width=21),
)
_WEIGHTS = _all("weight")
_CENTRED = f"(SUMPRODUCT({_WEIGHTS}*{_TIMES}^2)-SUMPRODUCT({_WEIGHTS}*{_TIMES})^2/SUM({_WEIGHTS}))"
RECENT = Table(
    id="recent_trend",
    sheet="Recent trend",
    rule="A weighted line through the five latest points (weight 1 / standard error squared, the "
    "error being the limits' width / 3.92). It holds beyond the critical value of chi-square at "
    "99.8%, if no single point decides its direction. Fewer than five points: no trend.",
    inputs=(
        Column("polarity", "Polarity", width=13),
        *several("value", "Value", POINTS, width=9),
        *several("lower", "Lower limit", POINTS, width=9),
        *several("upper", "Upper limit", POINTS, width=9),
    ),
    workings=(
        Column("sign", "High is good: 1, low: -1", SIGN),
        Column("valid", "Valid points",
               f"SUMPRODUCT(({_all('value')}<>\"\")*({_all('lower')}<{_all('upper')}))", width=8),
        *(Column(f"weight_{n}", f"Weight {n}",
                 _if_five(f"1/(({{upper_{n}}}-{{lower_{n}}})/3.92)^2"), "0.0000", 9)
          for n in range(1, POINTS + 1)),
        *_slopes(_all("value"), _WEIGHTS),
    ),
    results=(
        _RESULTS[0],
        Column("chi_square", "Chi-square", _if_five(f"{{slope_all}}^2*{_CENTRED}"), "0.0000", 12),
        _RESULTS[2],
    ),
    answer=_recent,
    cases=(
        _estimates("A clear rise where high is good", _HIGH, (81.2, 83.0, 84.9, 86.1, 88.4),
                   (1.6, 1.5, 1.5, 1.4, 1.4)),
        _estimates("The same where low is good", _LOW, (81.2, 83.0, 84.9, 86.1, 88.4),
                   (1.6, 1.5, 1.5, 1.4, 1.4)),
        _estimates("A clear fall where low is good", _LOW, (612, 590, 571, 549, 530),
                   (38, 37, 36, 36, 35)),
        _estimates("A clear fall, no judgement", _NONE, (612, 590, 571, 549, 530),
                   (38, 37, 36, 36, 35)),
        _estimates("Chance may explain it", _LOW, (612, 590, 620, 580, 600), (38, 37, 36, 36, 35)),
        _estimates("One point decides the direction", _HIGH, (10, 10.2, 9.8, 9.6, 14),
                   (0.5, 0.5, 0.5, 0.5, 0.5)),
        _estimates("One point is much more exact than the others", _HIGH, (70, 74, 73, 78, 80),
                   (6, 6, 0.4, 6, 6)),
        _estimates("A level line", _HIGH, (75, 75, 75, 75, 75), (2, 2, 2, 2, 2)),
        _estimates("Four points", _HIGH, (None, 83.0, 84.9, 86.1, 88.4), (1.6, 1.5, 1.5, 1.4, 1.4)),
    ),
)  # fmt: skip


def _of_counts(given: Inputs) -> tuple[Value, ...]:
    rows = zip(*(values_of(given, name) for name in ("events", "people")), strict=True)
    shares = [Share(year, *map(_number, row)) for year, row in enumerate(rows)]
    return _told(proportion_trend(shares), given)


_R, _N = _all("events"), _all("people")
_SUM_T = f"SUMPRODUCT({_N}*{_TIMES})"
_COCHRAN = (
    f"SUM({_N})*(SUM({_N})*SUMPRODUCT({_R}*{_TIMES})-SUM({_R})*{_SUM_T})^2"
    f"/(SUM({_R})*(SUM({_N})-SUM({_R}))*(SUM({_N})*SUMPRODUCT({_N}*{_TIMES}^2)-{_SUM_T}^2))"
)
COCHRAN = Table(
    id="cochran_armitage",
    sheet="Cochran-Armitage",
    rule="The test of Cochran and Armitage on five counts of a whole; its direction, and that no "
    "single point decides it, come from the line through the log odds.",
    inputs=(
        Column("polarity", "Polarity", width=13),
        *several("events", "Events", POINTS, width=9),
        *several("people", "People", POINTS, width=9),
    ),
    workings=(
        Column("sign", "High is good: 1, low: -1", SIGN),
        Column("valid", "Points with odds",
               f"SUMPRODUCT(({_R}<>\"\")*({_R}>0)*({_R}<{_N}))", width=8),
        *(Column(f"odds_{n}", f"Log odds {n}",
                 _if_five(f"LN({{events_{n}}}/({{people_{n}}}-{{events_{n}}}))"), "0.0000", 9)
          for n in range(1, POINTS + 1)),
        *_slopes(_all("odds"), _EQUAL),
    ),
    results=(
        _RESULTS[0],
        Column("chi_square", "Chi-square", _if_five(_COCHRAN), "0.0000", 12),
        _RESULTS[2],
    ),
    answer=_of_counts,
    cases=tuple(
        Case(told, (polarity, *events, *people), source)
        for told, polarity, events, people, source in (
            ("Reablement that rises", _HIGH, (131, 140, 150, 158, 166), (170, 172, 175, 176, 180),
             EXAMPLE),
            ("The same, no judgement", _NONE, (131, 140, 150, 158, 166),
             (170, 172, 175, 176, 180), EXAMPLE),
            ("A fall where high is good", _HIGH, (166, 158, 150, 140, 125),
             (180, 176, 175, 172, 170), EXAMPLE),
            ("Chance may explain it", _HIGH, (150, 152, 149, 151, 150), (170, 172, 171, 170, 169),
             EXAMPLE),
            ("Large counts", _LOW, (5120, 5260, 5410, 5390, 5680),
             (52_300, 52_800, 53_100, 53_900, 54_200), EXAMPLE),
            ("One year decides the direction", _HIGH, (900, 905, 897, 893, 960), (1000,) * 5,
             EXAMPLE),
            ("A point of all has no odds", _HIGH, (150, 152, 149, 151, 169),
             (170, 172, 171, 170, 169), EDGE),
            ("Four points", _HIGH, (150, 152, 149, 151, None), (170, 172, 171, 170, None), EDGE),
        )
    ),
)  # fmt: skip
