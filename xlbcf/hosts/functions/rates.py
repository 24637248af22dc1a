"""Functions for rates, their confidence limits, and small numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlbcf.hosts.functions.definition import cell_function
from xlbcf.hosts.functions.figures import figure_of, number_of, number_or_none
from xlbcf.hosts.functions.series import laid, line_of
from xlbcf.hosts.functions.values import DIV0, NUM, CellFault, CellValue, Rows
from xlbcf.hosts.functions.words import in_words, polarity_of

if TYPE_CHECKING:
    from xlbcf.rules.figures import Figure
    from xlbcf.rules.intervals import Interval, NoInterval

PER = 100_000.0
CONFIDENCE = 0.95


@cell_function(example="=BCF_RATE(F7,G7)")
def rate(numerator: object, denominator: object, per: object = PER) -> float:
    """A rate: events for every 100,000 people, or for every so many as you say.

    Args:
        numerator: The events, at least 0.
        denominator: The people they were counted among, above 0.
        per: The people that the rate is for; 100000 without it, and 1 for a share.
    """
    from xlbcf.rules.intervals import NoInterval, crude_rate

    found = crude_rate(number_of(numerator), number_of(denominator), number_of(per))
    if isinstance(found, NoInterval):
        raise _fault(found, denominator)
    return found


@cell_function(example="=BCF_RATE_CI(F7,G7)", spill=2)
def rate_ci(
    numerator: object, denominator: object, per: object = PER, confidence: object = CONFIDENCE
) -> tuple[float, float]:
    """The lower and the upper confidence limit of a rate, in two cells beside each other.

    Exact Poisson limits below 10 events, Byar's from 10, as the public health services work them
    out. Of a row of events they stand below each other.

    Args:
        numerator: The events, at least 0.
        denominator: The people they were counted among, above 0.
        per: The people that the rate is for; 100000 without it.
        confidence: The confidence level; 0.95 without it.
    """
    from xlbcf.rules import intervals

    numbers = map(number_of, (numerator, denominator, per, confidence))
    found = _found(intervals.rate(*numbers), denominator)
    return found.lower, found.upper


@cell_function(example="=BCF_PROPORTION_CI(F7,G7)", spill=2)
def proportion_ci(
    numerator: object, denominator: object, confidence: object = CONFIDENCE
) -> tuple[float, float]:
    """The lower and the upper confidence limit of a proportion (Wilson), in two cells.

    The limits are fractions: 0.91 is 91%. Of a row of events they stand below each other.

    Args:
        numerator: The events, from 0 to the denominator.
        denominator: All that were counted, above 0.
        confidence: The confidence level; 0.95 without it.
    """
    from xlbcf.rules.intervals import proportion

    found = _found(proportion(*map(number_of, (numerator, denominator, confidence))), denominator)
    return found.lower, found.upper


@cell_function(example='=BCF_BENCHMARK(H7,I7,J7,"lower")')
def benchmark(lower: object, upper: object, benchmark: object, polarity: object) -> str | None:
    """Better, Similar or Worse than a benchmark, by the confidence limits of a figure.

    A benchmark within the limits, both included, is similar. Where neither way is good it is
    Higher or Lower. Without figures it is blank.

    Args:
        lower: The lower confidence limit.
        upper: The upper confidence limit.
        benchmark: The figure to compare with, such as England's.
        polarity: Which way is good: "higher", "lower" or "none".
    """
    from xlbcf.rules.benchmark import Outcome, against_benchmark

    way = polarity_of(polarity)
    low, high, other = map(number_or_none, (lower, upper, benchmark))
    if low is None or high is None or other is None:
        return None
    outcome = against_benchmark(low, high, other, way)
    if outcome is Outcome.NONE:
        raise CellFault(NUM, "the lower limit is above the upper one")
    return in_words(outcome)


@cell_function(example="=BCF_SUPPRESS(F7)")
def suppress(count: object) -> CellValue:
    """A count as it may be published: * for 1 to 7, others to the nearest 5, 0 as it is.

    The rule for sub-national figures of secondary care. A text such as n/a stays as it is.

    Args:
        count: The count of people.
    """
    from xlbcf.rules.suppression import SECONDARY_CARE, publish_count

    return _published(publish_count(figure_of(count), SECONDARY_CARE))


@cell_function(example="=BCF_SUPPRESS_RATE(H7,F7,G7)")
def suppress_rate(
    value: object, numerator: object, denominator: object, per: object = PER
) -> CellValue:
    """A rate or percentage as it may be published: * where it would give a small count back.

    Args:
        value: The rate or percentage.
        numerator: The count above the line; where it is n/a, the one that the rate gives back
            decides.
        denominator: The count below the line.
        per: The people that the rate is for; 100000 without it, and 1 for a percentage.
    """
    from xlbcf.rules.suppression import SECONDARY_CARE, Derived, publish_derived

    scale = number_of(per)
    if scale <= 0:
        raise CellFault(NUM, "a rate is for a population above 0")
    given = Derived(*map(figure_of, (value, numerator, denominator)))
    return _published(publish_derived(given, SECONDARY_CARE, scale).figure)


@cell_function(example="=BCF_SUPPRESS_TOTAL(F7:F18,F19)", whole=("counts",))
def suppress_total(counts: Rows, total: object) -> Rows:
    """Counts and below them their total as they may be published, so that none gives another away.

    Where a single count is hidden, the smallest other one is hidden too.

    Args:
        counts: The counts, in one column or one row.
        total: Their total.
    """
    from xlbcf.rules.suppression import SECONDARY_CARE, Added, publish_total

    given, across = line_of(counts)
    added = Added(tuple(map(figure_of, given)), figure_of(total))
    shown = publish_total(added, SECONDARY_CARE)
    return laid([_published(each) for each in (*shown.parts, shown.total)], across=across)


def _found(result: Interval | NoInterval, denominator: object) -> Interval:
    from xlbcf.rules.intervals import NoInterval

    if isinstance(result, NoInterval):
        raise _fault(result, denominator)
    return result


def _fault(none: NoInterval, denominator: object) -> CellFault:
    """Return why there is no rate: #DIV/0! for a denominator of 0, else #NUM!."""
    return CellFault(NUM if number_of(denominator) else DIV0, none.reason)


def _published(figure: Figure) -> CellValue:
    if figure.number is not None:
        return figure.number
    return figure.text or None
