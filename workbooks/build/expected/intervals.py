"""Cases of confidence intervals: Wilson, exact Poisson, Byar and Dobson."""

from __future__ import annotations

from xlbcf.rules.intervals import NoInterval, proportion, rate
from xlbcf.rules.standardised import (
    EUROPEAN_STANDARD_POPULATION_2013,
    Stratum,
    directly_standardised,
)

from .tables import EDGE, EXAMPLE, Case, Column, Inputs, Table, Value, several, values_of

_YEAR_END = "BCF Year end report 2021/22"
_ASCOF = "ASCOF 2024-25, table 2c"
_EOY = "BCF 2024-25 EOY return, sheet 4. Metrics, Leicestershire"
_LEVEL = Column("confidence", "Confidence", number_format="0.0%")
_TAIL = Column("tail", "Chance in each tail", "(1-{confidence})/2", "0.000#", 10)
_Z = Column("z", "Normal deviate", "-_xlfn.NORM.S.INV({tail})", "0.00000", 10)


def _numbers(given: Inputs, *names: str) -> tuple[float, ...]:
    return tuple(float(given[name] or 0) for name in names)


def _wilson(given: Inputs) -> tuple[Value, ...]:
    found = proportion(*_numbers(given, "events", "population", "confidence"))
    return ("none",) * 3 if isinstance(found, NoInterval) else (found.value, found.lower,
                                                                found.upper)  # fmt: skip


_SQUARE = "{z}*SQRT({z}^2+4*{events}*(1-{events}/{population}))"
_FITS = 'IF(OR({population}<=0,{events}<0,{events}>{population}),"none",%s)'
WILSON = Table(
    id="wilson",
    sheet="Wilson",
    rule="The interval of a proportion after Wilson. None has a lower limit of 0, all has an "
    "upper limit of 1.",
    inputs=(
        Column("events", "Numerator (people)", number_format="#,##0", width=12),
        Column("population", "Denominator (people)", number_format="#,##0", width=12),
        _LEVEL,
    ),
    workings=(_TAIL, _Z),
    results=(
        Column("value", "Proportion", _FITS % "{events}/{population}", "0.0000%", 13),
        Column("lower", "Lower limit",
               _FITS % ("IF({events}=0,0,(2*{events}+{z}^2-" + _SQUARE
                        + ")/(2*({population}+{z}^2)))"), "0.0000%", 13),
        Column("upper", "Upper limit",
               _FITS % ("IF({events}={population},1,(2*{events}+{z}^2+" + _SQUARE
                        + ")/(2*({population}+{z}^2)))"), "0.0000%", 13),
    ),
    answer=_wilson,
    cases=(
        Case("Reablement, Leicester", (150, 170, 0.95), _YEAR_END),
        Case("The same at 99.8%", (150, 170, 0.998), f"{_YEAR_END}; level made up"),
        Case("None of 20", (0, 20, 0.95), EDGE),
        Case("All of 20", (20, 20, 0.95), EDGE),
        Case("One of one", (1, 1, 0.95), EDGE),
        Case("Half of two", (1, 2, 0.95), EDGE),
        Case("A large denominator", (52_341, 56_760, 0.95), EXAMPLE),
        Case("One in a million", (1, 1_000_000, 0.95), EDGE),
        Case("More than the denominator", (21, 20, 0.95), EDGE),
        Case("A denominator of 0", (0, 0, 0.95), EDGE),
    ),
)  # fmt: skip


def _rate(given: Inputs) -> tuple[Value, ...]:
    found = rate(*_numbers(given, "events", "population", "per", "confidence"))
    return ("none",) * 3 if isinstance(found, NoInterval) else (found.value, found.lower,
                                                                found.upper)  # fmt: skip


_COUNTED = (
    Column("events", "Events (count)", number_format="#,##0", width=11),
    Column("population", "Population, or events expected", number_format="#,##0", width=14),
    Column("per", "Rate for (people)", number_format="#,##0", width=11),
    _LEVEL,
)
_GIVEN = 'IF(OR({population}<=0,{events}<0),"none",%s*{per}/{population})'
POISSON = Table(
    id="poisson",
    sheet="Poisson",
    rule="The exact interval of a rate with fewer than 10 events, from chi-square. No events "
    "give a rate of 0 with an upper limit.",
    inputs=_COUNTED,
    workings=(_TAIL,),
    results=(
        Column("value", "Rate", _GIVEN % "{events}", "0.0000", 13),
        Column("lower", "Lower limit",
               _GIVEN % "IF({events}=0,0,_xlfn.CHISQ.INV({tail},2*{events})/2)", "0.0000", 13),
        Column("upper", "Upper limit",
               _GIVEN % "_xlfn.CHISQ.INV.RT({tail},2*{events}+2)/2", "0.0000", 13),
    ),
    answer=_rate,
    cases=(
        Case("No events", (0, 10_949, 100_000, 0.95), f"{EDGE}; population of {_ASCOF}"),
        Case("One event", (1, 10_949, 100_000, 0.95), f"{EDGE}; population of {_ASCOF}"),
        *(Case(f"A count of {n}", (n, 1, 1, 0.95), EDGE) for n in (2, 3, 4, 5, 6, 8)),
        Case("A quarter of Rutland's 27 admissions", (7, 10_465, 100_000, 0.95),
             f"{_YEAR_END}; population made up"),
        Case("Nine events, the most", (9, 10_949, 100_000, 0.95), EDGE),
        Case("At 99.8%", (9, 10_949, 100_000, 0.998), EDGE),
        Case("A population of 0", (3, 0, 100_000, 0.95), EDGE),
    ),
)  # fmt: skip

_BYAR_LOWER = "{count}*(1-1/(9*{count})-{z}/(3*SQRT({count})))^3"
_BYAR_UPPER = "({count}+1)*(1-1/(9*({count}+1))+{z}/(3*SQRT({count}+1)))^3"


def _byar(formula: str, count: str) -> str:
    return formula.replace("{count}", count)


BYAR = Table(
    id="byar",
    sheet="Byar",
    rule="The interval of a rate with 10 events or more, after Byar. The ratio of observed to "
    "expected events has the same interval: expected events take the population's place.",
    inputs=_COUNTED,
    workings=(_TAIL, _Z),
    results=(
        Column("value", "Rate", _GIVEN % "{events}", "0.0000", 13),
        Column("lower", "Lower limit", _GIVEN % _byar(_BYAR_LOWER, "{events}"), "0.0000", 13),
        Column("upper", "Upper limit", _GIVEN % _byar(_BYAR_UPPER, "{events}"), "0.0000", 13),
    ),
    answer=_rate,
    cases=(
        Case("Residential admissions, Leicester, 2021-22", (231, 44_865, 100_000, 0.95), _YEAR_END),
        Case("Residential admissions, Leicestershire, 2024-25 return",
             (899, 153_982, 100_000, 0.95), _EOY),
        Case("The same in the national table", (829, 157_349, 100_000, 0.95), _ASCOF),
        Case("Residential admissions, Leicester, 2024-25", (278, 46_623, 100_000, 0.95), _ASCOF),
        Case("Residential admissions, Rutland, 2024-25", (54, 10_949, 100_000, 0.95), _ASCOF),
        Case("The same at 99.8%", (54, 10_949, 100_000, 0.998), f"{_ASCOF}; level made up"),
        Case("A count of 100: 81.4 to 121.6", (100, 1, 1, 0.95), EDGE),
        Case("Ten events, the fewest", (10, 1, 1, 0.95), EDGE),
        Case("Observed over expected, in percent", (54, 60, 100, 0.95), EXAMPLE),
        Case("A very large count", (1_234_567, 56_000_000, 1000, 0.95), EXAMPLE),
        Case("A population below 0", (20, -5, 1, 0.95), EDGE),
    ),
)  # fmt: skip

_AGES = (65, 70, 75, 80, 85, 90)
_STANDARD = (
    *(EUROPEAN_STANDARD_POPULATION_2013[age] for age in _AGES[:-1]),
    sum(n for age, n in EUROPEAN_STANDARD_POPULATION_2013.items() if age >= _AGES[-1]),
)
_BANDS = len(_AGES)


def _standardised(given: Inputs) -> tuple[Value, ...]:
    rows = zip(*(values_of(given, name) for name in ("events", "people", "standard")), strict=True)
    strata = [
        Stratum(f"band {n}", float(events or 0), float(people or 0), float(weight or 0))
        for n, (events, people, weight) in enumerate(rows, start=1)
    ]
    found = directly_standardised(strata, *_numbers(given, "per", "confidence"))
    return ("none",) * 3 if isinstance(found, NoInterval) else (found.value, found.lower,
                                                                found.upper)  # fmt: skip


def _all(name: str) -> str:
    return f"{{{name}_1}}:{{{name}_{_BANDS}}}"


def _dobson(limit: str) -> str:
    total = "{total}"
    return (
        f'IF({total}<10,"none",{{value}}+SQRT({{spread}}/{total})/SUM({_all("standard")})*{{per}}'
        f"*({_byar(limit, total)}-{total}))"
    )


STANDARDISED = Table(
    id="standardised",
    sheet="Standardised rate",
    rule="The directly standardised rate of people aged 65 and over, by the European Standard "
    "Population 2013 in bands 65-69, 70-74, 75-79, 80-84, 85-89, 90+, with its Dobson interval "
    "from Byar's. Not given below 10 events.",
    inputs=(
        *several("events", "Events, band", _BANDS, number_format="#,##0", width=8),
        *several("people", "People, band", _BANDS, number_format="#,##0", width=8),
        *several("standard", "Standard population, band", _BANDS, number_format="#,##0",
                 width=11),
        Column("per", "Rate for (people)", number_format="#,##0"),
        _LEVEL,
    ),
    workings=(
        _TAIL,
        _Z,
        Column("total", "Events in all", f"SUM({_all('events')})", "#,##0"),
        Column("spread", "Sum of (standard / people) squared x events",
               f"SUMPRODUCT(({_all('standard')}/{_all('people')})^2*{_all('events')})", "0.0", 14),
    ),
    results=(
        Column("value", "Rate",
               f'IF({{total}}<10,"none",SUMPRODUCT({_all("standard")}*{_all("events")}/'
               f"{_all('people')})/SUM({_all('standard')})*{{per}})", "0.0000", 13),
        Column("lower", "Lower limit", _dobson(_BYAR_LOWER), "0.0000", 13),
        Column("upper", "Upper limit", _dobson(_BYAR_UPPER), "0.0000", 13),
    ),
    answer=_standardised,
    cases=tuple(
        Case(told, (*events, *people, *_STANDARD, 100_000, level), EXAMPLE)
        for told, events, people, level in (
            ("A county's admissions", (40, 70, 115, 180, 220, 204),
             (41_200, 38_900, 33_100, 21_700, 13_900, 8_549), 0.95),
            ("The same at 99.8%", (40, 70, 115, 180, 220, 204),
             (41_200, 38_900, 33_100, 21_700, 13_900, 8_549), 0.998),
            ("A small place", (3, 5, 8, 12, 14, 12), (2_700, 2_600, 2_350, 1_600, 1_050, 649),
             0.95),
            ("Two bands without events", (0, 0, 2, 4, 5, 3),
             (2_700, 2_600, 2_350, 1_600, 1_050, 649), 0.95),
            ("Ten events, the fewest", (0, 1, 1, 2, 3, 3),
             (2_700, 2_600, 2_350, 1_600, 1_050, 649), 0.95),
            ("Nine events, too few", (0, 1, 1, 2, 2, 3),
             (2_700, 2_600, 2_350, 1_600, 1_050, 649), 0.95),
        )
    ),
)  # fmt: skip
