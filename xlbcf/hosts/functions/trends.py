"""Functions for the recent trend of a few yearly figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlbcf.hosts.functions.definition import cell_function
from xlbcf.hosts.functions.figures import number_of, number_or_none
from xlbcf.hosts.functions.rates import PER
from xlbcf.hosts.functions.series import line_of, nothing_in
from xlbcf.hosts.functions.values import NUM, VALUE, CellFault, Rows
from xlbcf.hosts.functions.words import polarity_of

if TYPE_CHECKING:
    from xlbcf.rules.trend import Trend


@cell_function(example='=BCF_TREND(B2:B8,C2:C8,D2:D8,"lower")', whole=("values", "lower", "upper"))
def trend(values: Rows, lower: Rows, upper: Rows, polarity: object = "none") -> str | None:
    """The recent trend of the latest five figures, such as Increasing and getting worse.

    As the public health profiles work it out: chance explains such a trend less than once in 500
    times. With fewer than five figures it is Recent trend cannot be calculated.

    Args:
        values: The figures, oldest first, in one column or one row.
        lower: Their lower 95% confidence limits.
        upper: Their upper 95% confidence limits.
        polarity: Which way is good: "higher" or "lower". Without it the trend is not judged.
    """
    from xlbcf.rules.trend import Estimate, recent_trend

    if nothing_in(values, lower, upper):
        return None
    rows = enumerate(_side_by_side(values, lower, upper))
    return _words(recent_trend(Estimate(row, *numbers) for row, numbers in rows), polarity)


@cell_function(
    example='=BCF_TREND_PROPORTION(B2:B8,C2:C8,"higher")', whole=("numerators", "denominators")
)
def trend_proportion(numerators: Rows, denominators: Rows, polarity: object = "none") -> str | None:
    """The recent trend of the latest five proportions, such as Decreasing and getting worse.

    By the test of Cochran and Armitage, which needs no confidence limits.

    Args:
        numerators: The counts above the line, oldest first, in one column or one row.
        denominators: The counts below the line.
        polarity: Which way is good: "higher" or "lower". Without it the trend is not judged.
    """
    from xlbcf.rules.trend import Share, proportion_trend

    if nothing_in(numerators, denominators):
        return None
    rows = enumerate(_side_by_side(numerators, denominators))
    return _words(proportion_trend(Share(row, *numbers) for row, numbers in rows), polarity)


@cell_function(
    example='=BCF_TREND_RATE(B2:B8,C2:C8,100000,"lower")', whole=("numerators", "denominators")
)
def trend_rate(
    numerators: Rows, denominators: Rows, per: object = PER, polarity: object = "none"
) -> str | None:
    """The recent trend of the latest five rates, such as Increasing and getting worse.

    As BCF_TREND, with each rate's limits worked out as BCF_RATE_CI does.

    Args:
        numerators: The events, oldest first, in one column or one row.
        denominators: The people they were counted among.
        per: The people that the rate is for; 100000 without it. The trend is the same for any.
        polarity: Which way is good: "higher" or "lower". Without it the trend is not judged.
    """
    from xlbcf.rules.trend import Share, rate_trend

    if nothing_in(numerators, denominators):
        return None
    rows = _side_by_side(numerators, denominators)
    people = number_of(per)
    if people <= 0:
        raise CellFault(NUM, "a rate is for a population above 0")
    shares = (Share(row, *numbers) for row, numbers in enumerate(rows))
    return _words(rate_trend(shares, people), polarity)


def _side_by_side(*ranges: Rows) -> list[tuple[float | None, ...]]:
    lines = [line_of(each)[0] for each in ranges]
    if len({len(line) for line in lines}) > 1:
        raise CellFault(VALUE, "the ranges are not of one length")
    numbers = [[None if cell is None else number_or_none(cell) for cell in line] for line in lines]
    return list(zip(*numbers, strict=True))


def _words(found: Trend, polarity: object) -> str:
    from xlbcf.rules.trend import trend_words

    return trend_words(found.marker, polarity_of(polarity)).words.capitalize()
