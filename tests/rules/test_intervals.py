"""Confidence intervals of proportions and rates."""

from __future__ import annotations

import math
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlbcf.rules.intervals import (
    Cause,
    Counted,
    Interval,
    Method,
    NoInterval,
    each_row,
    proportion,
    rate,
)

ODD = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.decimals(), st.text())


def limits(result: Interval | NoInterval) -> tuple[float, float]:
    assert isinstance(result, Interval), result
    return result.lower, result.upper


# Newcombe, Two-sided confidence intervals for the single proportion, 1998, table I, method 3.
@pytest.mark.parametrize(
    ("events", "population", "lower", "upper"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (20, 20, 0.8389, 1.0),
    ],
)
def test_the_interval_of_a_proportion_is_wilsons(
    events: int, population: int, lower: float, upper: float
):
    result = proportion(events, population)
    assert isinstance(result, Interval)
    assert (result.value, result.method) == (events / population, Method.WILSON)
    assert limits(result) == pytest.approx((lower, upper), abs=5e-5)
    if events in (0, population):
        assert (result.lower if events == 0 else result.upper) == result.value


def test_none_and_all_reach_the_ends_exactly():
    for population in range(1, 200):
        assert limits(proportion(0, population))[0] == 0.0
        assert limits(proportion(population, population))[1] == 1.0


def test_a_denominator_that_is_hardly_above_0_is_refused():
    result = proportion(0, 5e-324)
    assert getattr(result, "reason", None) == "the denominator is too small to work with"
    result = rate(1, 5e-324)
    assert getattr(result, "reason", None) == "the rate is too large to hold"


# Garwood's exact limits, as printed in many tables.
@pytest.mark.parametrize(
    ("events", "lower", "upper"),
    [
        (0, 0.0, 3.6889),
        (1, 0.0253, 5.5716),
        (2, 0.2422, 7.2247),
        (5, 1.6235, 11.6683),
        (9, 4.1154, 17.0848),
    ],
)
def test_below_ten_events_the_interval_of_a_rate_is_exact(events: int, lower: float, upper: float):
    result = rate(events, 1000, per=1000)
    assert isinstance(result, Interval)
    assert (result.value, result.method) == (events, Method.EXACT_POISSON)
    assert limits(result) == pytest.approx((lower, upper), abs=5e-5)


@pytest.mark.parametrize(
    ("events", "lower", "upper"),
    [(10, 4.7874, 18.3915), (100, 81.3621, 121.6279), (829, 773.5205, 887.4076)],
)
def test_from_ten_events_the_interval_of_a_rate_is_byars(events: int, lower: float, upper: float):
    result = rate(events, 1000, per=1000)
    assert isinstance(result, Interval)
    assert (result.value, result.method) == (events, Method.BYAR)
    assert limits(result) == pytest.approx((lower, upper), abs=5e-5)


def test_ten_events_begin_byars_method():
    methods = [getattr(rate(events, 1000), "method", None) for events in (9, 9.99, 10)]
    assert methods == [Method.EXACT_POISSON, Method.EXACT_POISSON, Method.BYAR]


def test_a_rate_is_for_the_population_asked_for():
    result = rate(829, 157_349)
    assert isinstance(result, Interval)
    assert result.value == pytest.approx(526.9, abs=0.05)
    assert limits(rate(829, 157_349, per=1000)) == pytest.approx(
        (result.lower / 100, result.upper / 100)
    )


@pytest.mark.parametrize("work_out", [proportion, rate])
@pytest.mark.parametrize("events", [0, 3, 30])
def test_a_higher_confidence_level_gives_wider_limits(work_out, events: int):
    narrow, usual, wide = (
        limits(work_out(events, 1000, confidence=level)) for level in (0.8, 0.95, 0.998)
    )
    assert wide[0] <= usual[0] <= narrow[0] <= narrow[1] < usual[1] < wide[1]


@pytest.mark.parametrize("work_out", [proportion, rate])
@pytest.mark.parametrize(
    ("events", "population", "cause", "reason"),
    [
        (5, 0, Cause.WRONG, "the denominator 0 is not above 0"),
        (5, -12, Cause.WRONG, "the denominator -12 is not above 0"),
        (-1, 10, Cause.WRONG, "the numerator -1 is below 0"),
        (math.inf, 10, Cause.WRONG, "the numerator is not a number that can be worked with"),
        ("5", 10, Cause.WRONG, "the numerator is not a number that can be worked with"),
        (None, 10, Cause.MISSING, "there is no numerator"),
        (math.nan, 10, Cause.MISSING, "there is no numerator"),
        (5, None, Cause.MISSING, "there is no denominator"),
    ],
)
def test_without_two_good_counts_there_is_no_interval(
    work_out, events: float | None, population: float | None, cause: Cause, reason: str
):
    assert work_out(events, population) == NoInterval(cause, reason)


def test_more_events_than_people_are_no_proportion_but_can_be_a_rate():
    reason = "the numerator 11 is above the denominator 10"
    assert proportion(11, 10) == NoInterval(Cause.WRONG, reason)
    assert isinstance(rate(11, 10), Interval)


@pytest.mark.parametrize("level", [0, 1, 95, -0.5, math.nan, None])
def test_a_confidence_level_lies_between_0_and_1(level: float):
    for result in (proportion(1, 2, level), rate(1, 2, confidence=level)):
        assert isinstance(result, NoInterval)
        assert result.reason == "a confidence level is between 0 and 1, such as 0.95"


def test_a_wrong_row_is_named_and_does_not_stop_the_others():
    rows = [
        Counted("row 2", 0, 1000),
        Counted("row 3", 5, 0),
        Counted("row 4", None, 1000),
        Counted("row 5", 50, 1000),
    ]
    results, findings = each_row(rows, partial(rate, per=1000))
    assert [isinstance(result, Interval) for result in results] == [True, False, False, True]
    assert [str(each) for each in findings] == [
        "FIG17 error: row 3: the denominator 0 is not above 0. "
        "Correct the numerator or the denominator."
    ]


@given(ODD, ODD, ODD, ODD)
def test_any_input_gives_an_interval_around_its_value_or_a_reason(
    events: object, population: object, per: object, confidence: object
):
    for result in (
        proportion(events, population, confidence),
        rate(events, population, per, confidence),
        rate(events, population),
    ):
        if isinstance(result, Interval):
            assert 0 <= result.lower <= result.value * (1 + 1e-12)
            assert result.value <= result.upper * (1 + 1e-12)
            assert math.isfinite(result.upper)
        else:
            assert result.reason


@given(st.integers(0, 10_000), st.integers(1, 10_000), st.floats(0.5, 0.999))
def test_the_interval_of_the_others_mirrors_that_of_a_proportion(
    events: int, others: int, level: float
):
    lower, upper = limits(proportion(events, events + others, level))
    mirrored = limits(proportion(others, events + others, level))
    assert (1 - upper, 1 - lower) == pytest.approx(mirrored, rel=1e-9, abs=1e-12)


def test_exact_limits_agree_with_an_independent_package():
    stats = pytest.importorskip("scipy.stats", reason="scipy is not installed")
    for level in (0.8, 0.95, 0.998, 0.999999):
        for events in (0, 0.5, 1, 2, 5, 7.25, 9):
            tail = (1 - level) / 2
            lower = stats.gamma.ppf(tail, events) if events else 0.0
            expected = (lower, stats.gamma.isf(tail, events + 1))
            assert limits(rate(events, 1, 1, level)) == pytest.approx(expected, rel=1e-9)


def test_wilsons_limits_agree_with_an_independent_package():
    stats = pytest.importorskip("scipy.stats", reason="scipy is not installed")
    for events, population in ((0, 5), (1, 29), (81, 263), (4999, 5000)):
        test = stats.binomtest(events, population)
        expected = test.proportion_ci(0.95, method="wilson")
        assert limits(proportion(events, population)) == pytest.approx(
            (expected.low, expected.high), rel=1e-9, abs=1e-12
        )
