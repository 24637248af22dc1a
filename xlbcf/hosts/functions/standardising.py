"""Functions for figures that are worked out from several others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlbcf.hosts.functions.definition import cell_function
from xlbcf.hosts.functions.figures import figure_of, number_of, number_or_none
from xlbcf.hosts.functions.rates import CONFIDENCE, PER
from xlbcf.hosts.functions.series import line_of, nothing_in
from xlbcf.hosts.functions.values import NA, NUM, VALUE, CellFault, Rows

if TYPE_CHECKING:
    from xlbcf.rules.standardised import Stratum


@cell_function(
    example="=BCF_STANDARDISED(B2:B20,C2:C20,A2:A20)", whole=("events", "populations", "ages")
)
def standardised(
    events: Rows,
    populations: Rows,
    ages: Rows,
    per: object = PER,
    confidence: object = CONFIDENCE,
) -> Rows:
    """An age-standardised rate with its lower and upper confidence limit, in three cells.

    Directly standardised by the European Standard Population 2013, with Dobson's limits. Below 10
    events in all it is not given: #N/A.

    Args:
        events: The events in each age band, in one column or one row.
        populations: The people in each age band.
        ages: The age bands as texts, made of five-year bands: 65-69, 70 to 74, 85+. Excel makes a
            date of a typed 5-9; 5 to 9 stays a text.
        per: The people that the rate is for; 100000 without it.
        confidence: The confidence level; 0.95 without it.
    """
    from xlbcf.rules.intervals import Cause, NoInterval
    from xlbcf.rules.standardised import directly_standardised

    if nothing_in(events, populations, ages):
        return [[None, None, None]]
    groups = _strata(events, populations, ages)
    found = directly_standardised(groups, number_of(per), number_of(confidence))
    if isinstance(found, NoInterval):
        raise CellFault(NUM if found.cause is Cause.WRONG else NA, found.reason)
    return [[found.value, found.lower, found.upper]]


@cell_function(example="=BCF_DISCHARGE_DELAY(F7,G7)")
def discharge_delay(on_the_day: object, delay: object) -> float:
    """The mean delay in days of all people discharged, from the two published figures.

    Low is good. It is the share of those delayed times their mean delay.

    Args:
        on_the_day: The share discharged on their discharge-ready date, as a fraction or with %.
        delay: The mean delay in days of the others.
    """
    from xlbcf.rules.composites import average_discharge_delay

    found = average_discharge_delay(figure_of(on_the_day), figure_of(delay))
    if found.reason:
        raise CellFault(NUM, found.reason)
    if found.number is None:
        raise CellFault(NA, found.words)
    return found.number


def _strata(events: Rows, populations: Rows, ages: Rows) -> list[Stratum]:
    from xlbcf.rules.intervals import NoInterval
    from xlbcf.rules.standardised import Stratum, european_weights

    lines = [line_of(each)[0] for each in (events, populations, ages)]
    if len({len(line) for line in lines}) > 1:
        raise CellFault(VALUE, "the ranges are not of one length")
    rows = [row for row in zip(*lines, strict=True) if any(cell is not None for cell in row)]
    names = ["" if age is None else str(age) for _, _, age in rows]
    weights = european_weights(names)
    if isinstance(weights, NoInterval):
        raise CellFault(VALUE, weights.reason)
    return [
        Stratum(name, _number(count), _number(people), weight)
        for (count, people, _), name, weight in zip(rows, names, weights, strict=True)
    ]


def _number(cell: object) -> float | None:
    return None if cell is None else number_or_none(cell)
