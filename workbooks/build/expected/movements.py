"""Cases of the direction of travel, and of a metric worked out from two others."""

from __future__ import annotations

from xlbcf.rules.composites import average_discharge_delay
from xlbcf.rules.figures import read_figure
from xlbcf.rules.metrics import Unit
from xlbcf.rules.periods import Period
from xlbcf.rules.travel import Reading, direction_of_travel

from .tables import EDGE, EXAMPLE, SIGN, Case, Column, Inputs, Table, Value, words
from .variances import metric_of

_LOW, _HIGH, _NONE = "low is good", "high is good", "no judgement"
_YEAR_END = "BCF Year end report 2021/22"
_ASCOF = "ASCOF 2024-25, table 2c"
_EOY = "BCF 2024-25 EOY return, Leicestershire"
_BLANK = "blank"


def _travel(given: Inputs) -> tuple[str, str]:
    decimals, threshold = given["decimals"], given["threshold"]
    metric = metric_of(given, None if decimals is None else int(float(decimals)))
    earlier, latest = (
        Reading(
            Period.parse(period),
            read_figure(given[name], metric.unit, metric.stored_as),
            str(given[f"{name}_definition"] or ""),
        )
        for name, period in (("earlier", "2023-24"), ("latest", "2024-25"))
    )
    level = None if threshold is None else float(threshold)
    found = direction_of_travel(latest, [earlier], metric, threshold=level)
    if found.movement is None or found.judgement is None:
        return _BLANK, _BLANK
    return found.movement.value, words(found.judgement)


def _moved(told: str, row: tuple[Value, ...], source: str = EDGE) -> Case:
    unit = row[0]
    form = "0.0##%" if unit == "percent" else "#,##0.0##" if unit == "rate" else "#,##0"
    return Case(told, row, source, form)


_DIGITS = '{decimals}+IF({unit}="percent",2,0)'
_SHOWN = (
    'IF({decimals}="",{latest}-{earlier},'
    f"ROUND({{latest}},{_DIGITS})-ROUND({{earlier}},{_DIGITS}))"
)
TRAVEL = Table(
    id="travel",
    sheet="Direction of travel",
    rule="Movement says how the number moved at the precision displayed, or beyond a stated "
    "threshold; judgement says what that means by polarity. Without an earlier figure, or after "
    "a change of definition, both stay blank.",
    inputs=(
        Column("unit", "Unit"),
        Column("polarity", "Polarity", width=13),
        Column("earlier", "Earlier figure", by_case=True),
        Column("earlier_definition", "Earlier definition"),
        Column("latest", "Latest figure", by_case=True),
        Column("latest_definition", "Latest definition"),
        Column("decimals", "Decimals displayed (of the percent)", width=13),
        Column("threshold", "Still level up to (unit)"),
    ),
    workings=(
        Column("sign", "High is good: 1, low: -1", SIGN),
        Column("gap", "Change counted (unit)",
               "IF(OR(COUNT({earlier},{latest})<2,"
               f'{{earlier_definition}}<>{{latest_definition}}),"{_BLANK}",'
               f'IF({{threshold}}="",{_SHOWN},'
               "IF(ROUND(ABS({latest}-{earlier}),12)<={threshold},0,{latest}-{earlier})))",
               by_case=True),
    ),
    results=(
        Column("movement", "Movement",
               f'IF({{gap}}="{_BLANK}","{_BLANK}",IF({{gap}}>0,"up",IF({{gap}}<0,"down","level")))',
               width=13),
        Column("judgement", "Judgement",
               f'IF({{gap}}="{_BLANK}","{_BLANK}",IF({{sign}}=0,"no judgement",'
               'IF({gap}=0,"steady",IF({sign}*{gap}>0,"improving","worsening"))))', width=13),
    ),
    answer=_travel,
    cases=(
        _moved("Residential admissions, Leicester, 2021-22 and 2024-25",
               ("rate", _LOW, 515, None, 596.3, None, 1, None), f"{_YEAR_END}; {_ASCOF}"),
        _moved("The same for Rutland", ("rate", _LOW, 258, None, 493.2, None, 1, None),
               f"{_YEAR_END}; {_ASCOF}"),
        _moved("Admissions of the return and of the national table, Leicestershire",
               ("rate", _LOW, 583.8, None, 526.9, None, 1, None), f"{_EOY}; {_ASCOF}"),
        _moved("Reablement, Rutland, year and third quarter",
               ("percent", _HIGH, 0.94, None, 0.96, None, 1, None), _YEAR_END),
        _moved("Up, and high is good", ("percent", _HIGH, 0.91, None, 0.922, None, 1, None)),
        _moved("Down, and high is good", ("percent", _HIGH, 0.922, None, 0.91, None, 1, None)),
        _moved("Up, and neither way is better", ("count", _NONE, 10, None, 12, None, 0, None)),
        _moved("Level at one decimal of the percent",
               ("percent", _HIGH, 0.92204, None, 0.92195, None, 1, None)),
        _moved("The same at two decimals", ("percent", _HIGH, 0.92204, None, 0.92195, None, 2,
                                            None)),
        _moved("No decimals stated: unrounded", ("rate", _LOW, 100.001, None, 100, None, None,
                                                 None)),
        _moved("Level up to a threshold of 5", ("rate", _LOW, 100, None, 105, None, 1, 5)),
        _moved("Beyond a threshold of 5", ("rate", _LOW, 100, None, 105.1, None, 1, 5)),
        _moved("A threshold in points that binary numbers miss",
               ("percent", _HIGH, 0.9, None, 1, None, 1, 0.1)),
        _moved("Equal, and neither way is better", ("count", _NONE, 10, None, 10, None, 0, None)),
        _moved("No earlier figure", ("rate", _LOW, None, None, 494, None, 1, None)),
        _moved("The latest is not available", ("rate", _LOW, 494, None, "n/a", None, 1, None)),
        _moved("The definition changed",
               ("rate", _LOW, 515, "ASCOF 2A(2)", 596.3, "ASCOF 2C", 1, None)),
    ),
)  # fmt: skip


def _delay(given: Inputs) -> tuple[Value]:
    figure = average_discharge_delay(
        read_figure(given["share"], Unit.PERCENT, "fraction"),
        read_figure(given["days"], Unit.DAYS),
    )
    return (words(figure.state) if figure.number is None else figure.number,)


DELAY = Table(
    id="discharge_delay",
    sheet="Discharge delay",
    rule="The mean delay of all people: (1 - share discharged on the day) x mean days of the "
    "others. Without either figure there is none.",
    inputs=(
        Column("share", "Discharged on their ready date (%)", number_format="0.0##%", width=16),
        Column("days", "Mean delay of the others (days)", number_format="0.0##", width=16),
    ),
    results=(
        Column("delay", "Mean delay of all (days)",
               'IF({share}="","blank",IF(NOT(ISNUMBER({share})),"not available",'
               'IF(OR({share}<0,{share}>1),"invalid",IF({days}="","blank",'
               'IF({days}<0,"invalid",(1-{share})*{days})))))', "0.0000", 14),
    ),
    answer=_delay,
    cases=(
        Case("Nine in ten on the day, five days for the others", (0.9, 5), EXAMPLE),
        Case("Two figures with decimals", (0.872, 6.35), EXAMPLE),
        Case("All on the day", (1, 4), EDGE),
        Case("None on the day", (0, 4), EDGE),
        Case("A share above 1", (1.2, 4), EDGE),
        Case("A delay below 0", (0.9, -1), EDGE),
        Case("The share is not available", ("n/a", 5), EDGE),
        Case("No delay given", (0.9, None), EDGE),
    ),
)  # fmt: skip
