"""Cases of small numbers: counts, rates with their counts, and counts with their total."""

from __future__ import annotations

from xlbcf.rules.figures import BLANK, Figure, State
from xlbcf.rules.suppression import (
    SECONDARY_CARE,
    Added,
    Derived,
    publish_count,
    publish_derived,
    publish_total,
)

from .tables import EDGE, EXAMPLE, Case, Column, Inputs, Table, Value

_YEAR_END = "BCF Year end report 2021/22"
_ASCOF = "ASCOF 2024-25, table 2c"
_RULE = SECONDARY_CARE
_HIDDEN = (_RULE.highest_hidden, _RULE.nearest)
_LIMITS = (Column("highest", "Hidden from 1 to"), Column("nearest", "Rounded to a multiple of"))
_TOLD = f"{_RULE.name}: counts from 1 to {_RULE.highest_hidden} become *, others go to the nearest "
_TOLD += f"{_RULE.nearest}, and 0 is shown."


def _figure(value: Value) -> Figure:
    if isinstance(value, int | float):
        return Figure(State.NUMBER, float(value), str(value))
    return BLANK


def _shown(figure: Figure) -> Value:
    if figure.number is not None:
        return figure.number
    return "blank" if figure.state is State.BLANK else figure.text


def _published(name: str) -> str:
    cell = f"{{{name}}}"
    hides = f"AND(ABS({cell})>0,ABS({cell})<{{highest}}+1)"
    return f'IF({hides},"*",ROUND({cell}/{{nearest}},0)*{{nearest}})'


def _count(given: Inputs) -> tuple[Value]:
    return (_shown(publish_count(_figure(given["count"]), _RULE)),)


COUNTS = Table(
    id="small_counts",
    sheet="Small counts",
    rule=_TOLD,
    inputs=(Column("count", "Count (people)"), *_LIMITS),
    results=(Column("shown", "As published", _published("count"), width=13),),
    answer=_count,
    cases=(
        Case("Admissions, Rutland", (27, *_HIDDEN), _YEAR_END),
        Case("A quarter of them, about", (7, *_HIDDEN), _YEAR_END),
        Case("Admissions, Leicestershire", (829, *_HIDDEN), _ASCOF),
        *(Case(f"A count of {n}", (n, *_HIDDEN), EDGE) for n in (0, 1, 8, 12, 13, 1002, 1003)),
        Case("Half way: away from zero", (12.5, *_HIDDEN), EDGE),
        Case("Part of a person", (7.5, *_HIDDEN), EDGE),
    ),
)


def _rate(given: Inputs) -> tuple[Value, ...]:
    figures = (_figure(given[name]) for name in ("rate", "numerator", "denominator"))
    found = publish_derived(Derived(*figures), _RULE, float(given["per"] or 1))
    return _shown(found.figure), _shown(found.numerator), _shown(found.denominator)


RATES = Table(
    id="small_rates",
    sheet="Small rates",
    rule="A rate gives its numerator back, so it is hidden with its numerator or denominator. "
    "Where no numerator is given, the one that the rate gives back decides.",
    inputs=(
        Column("rate", "Rate", number_format="#,##0.0##"),
        Column("numerator", "Numerator (people)", number_format="#,##0"),
        Column("denominator", "Denominator (people)", number_format="#,##0", width=12),
        Column("per", "Rate for (people)", number_format="#,##0"),
        *_LIMITS,
    ),
    workings=(
        Column("given_back", "Numerator that the rate gives back",
               "ROUND({rate}*{denominator}/{per},0)", width=13),
        Column("hides", "Rate hidden",
               'IF(OR({shown_numerator}="*",{shown_denominator}="*",'
               'AND({numerator}="",{given_back}>0,{given_back}<{highest}+1)),"yes","no")'),
    ),
    results=(
        Column("shown_rate", "Rate", 'IF({hides}="yes","*",{rate})', "#,##0.0##", 12),
        Column("shown_numerator", "Numerator",
               f'IF({{numerator}}="","blank",{_published("numerator")})', "#,##0", 12),
        Column("shown_denominator", "Denominator", _published("denominator"), "#,##0", 12),
    ),
    answer=_rate,
    cases=(
        Case("Admissions, Rutland", (493.2, 54, 10_949, 100_000, *_HIDDEN), _ASCOF),
        Case("Admissions, Leicester", (596.3, 278, 46_623, 100_000, *_HIDDEN), _ASCOF),
        Case("A quarter in Rutland", (66.9, 7, 10_465, 100_000, *_HIDDEN), EXAMPLE),
        Case("The same without its numerator", (66.9, None, 10_465, 100_000, *_HIDDEN), EXAMPLE),
        Case("A large rate without its numerator", (493.2, None, 10_949, 100_000, *_HIDDEN),
             EDGE),
        Case("A share of a small denominator", (0.8, 4, 5, 1, *_HIDDEN), EDGE),
        Case("None of a small denominator", (0, 0, 5, 1, *_HIDDEN), EDGE),
        Case("None of a large one", (0, 0, 10_949, 100_000, *_HIDDEN), EDGE),
    ),
)  # fmt: skip

_PARTS = (1, 2, 3, 4)


def _total(given: Inputs) -> tuple[Value, ...]:
    parts = tuple(_figure(given[f"part_{n}"]) for n in _PARTS)
    found = publish_total(Added(parts, _figure(given["total"])), _RULE)
    return (*map(_shown, found.parts), _shown(found.total))


def _second(place: int) -> str:
    """Return the formula that hides a part if it is the first of the smallest ones shown."""
    own = f"{{alone_{place}}}"
    earlier = "".join(f"{{alone_{n}}}<>{{smallest}}," for n in _PARTS if n < place)
    chosen = f'AND({{hides}}="yes",{earlier}{own}={{smallest}})'
    return f'IF({chosen},"*",{own})'


_SMALLEST = ",".join(f"IF(N({{alone_{n}}})>0,{{alone_{n}}},1E+15)" for n in _PARTS)
TOTALS = Table(
    id="small_totals",
    sheet="Small totals",
    rule="One hidden count could be worked out from the total and the others. So the smallest "
    "other count that is not 0 is hidden too, or the total where there is none.",
    inputs=(
        *(Column(f"part_{n}", f"Count {n} (people)") for n in _PARTS),
        Column("total", "Total (people)"),
        *_LIMITS,
    ),
    workings=(
        *(Column(f"alone_{n}", f"Count {n} on its own", _published(f"part_{n}")) for n in _PARTS),
        Column("alone_total", "Total on its own", _published("total")),
        Column("hides", "One more to hide",
               'IF(AND(SUMPRODUCT(--({alone_1}:{alone_4}="*"))=1,'
               'ISNUMBER({alone_total})),"yes","no")'),
        Column("smallest", "Smallest shown, not 0", f"MIN({_SMALLEST})"),
    ),
    results=(
        *(Column(f"shown_{n}", f"Count {n}", _second(n)) for n in _PARTS),
        Column("shown_total", "Total",
               'IF(AND({hides}="yes",{smallest}=1E+15),"*",{alone_total})'),
    ),
    answer=_total,
    cases=tuple(
        Case(told, (*parts, sum(parts), *_HIDDEN), EXAMPLE)
        for told, parts in (
            ("One small count", (5, 40, 62, 118)), ("Two small counts", (5, 6, 62, 118)),
            ("None small", (21, 40, 62, 118)), ("One small count, the rest 0", (5, 0, 0, 0)),
            ("One small count, the others equal", (3, 20, 20, 20)),
            ("One small count and large ones", (900, 4, 1200, 0)),
            ("The total is small too", (2, 0, 0, 1)), ("All 0", (0, 0, 0, 0)),
        )
    ),
)  # fmt: skip
