"""Goals, ranges and benchmarks."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlbcf.rules.benchmark import (
    Outcome,
    against_benchmark,
    against_goal,
    against_range,
    limits_against_goal,
)
from xlbcf.rules.metrics import Polarity

HIGH, LOW, NONE = Polarity.HIGH_IS_GOOD, Polarity.LOW_IS_GOOD, Polarity.NO_JUDGEMENT
NUMBERS = st.one_of(st.none(), st.floats(), st.integers(), st.text(max_size=2))


@pytest.mark.parametrize(
    ("value", "high", "low"),
    [
        (9, "worse", "better"),
        (10.0, "better", "better"),
        (11, "better", "worse"),
        (None, "none", "none"),
        (math.nan, "none", "none"),
    ],
)
def test_an_equal_figure_meets_a_goal(value: float | None, high: str, low: str):
    outcomes = [against_goal(value, 10, polarity) for polarity in (HIGH, LOW, NONE)]
    assert outcomes == [high, low, "none"]


def test_a_sum_that_a_computer_cannot_store_exactly_meets_its_goal():
    assert against_goal(0.1 + 0.2, 0.3, LOW) is Outcome.BETTER


@pytest.mark.parametrize(
    ("lower", "upper", "high", "low"),
    [
        (8, 9, "worse", "better"),
        (8, 10, "same", "same"),
        (9, 11, "same", "same"),
        (10, 12, "better", "worse"),
        (11, 12, "better", "worse"),
        (10, 10, "better", "worse"),
        (None, 12, "none", "none"),
        (8, None, "none", "none"),
    ],
)
def test_limits_are_above_a_goal_at_which_they_begin(
    lower: float | None, upper: float | None, high: str, low: str
):
    outcomes = [limits_against_goal(lower, upper, 10, polarity) for polarity in (HIGH, LOW, NONE)]
    assert outcomes == [high, low, "none"]


@pytest.mark.parametrize(
    ("value", "high", "low"),
    [
        (0, "worse", "better"),
        (1, "same", "same"),
        (1.5, "same", "same"),
        (2, "better", "worse"),
        (3, "better", "worse"),
    ],
)
def test_a_range_holds_its_lower_end_and_not_its_upper(value: float, high: str, low: str):
    outcomes = [against_range(value, 1, 2, polarity) for polarity in (HIGH, LOW, NONE)]
    assert outcomes == [high, low, "none"]


def test_a_range_whose_ends_are_swapped_judges_nothing():
    assert against_range(1.5, 2, 1, HIGH) is Outcome.NONE
    assert against_range(1, 1, 1, HIGH) is Outcome.BETTER


@pytest.mark.parametrize(
    ("lower", "upper", "high", "low", "none"),
    [
        (11, 12, "better", "worse", "higher"),
        (10, 12, "similar", "similar", "similar"),
        (9, 11, "similar", "similar", "similar"),
        (8, 10, "similar", "similar", "similar"),
        (8, 9, "worse", "better", "lower"),
        (12, 11, "none", "none", "none"),
        (None, 11, "none", "none", "none"),
    ],
)
def test_a_benchmark_within_the_limits_is_similar(
    lower: float | None, upper: float | None, high: str, low: str, none: str
):
    outcomes = [against_benchmark(lower, upper, 10, polarity) for polarity in (HIGH, LOW, NONE)]
    assert outcomes == [high, low, none]


SWAPPED = {Outcome.BETTER: Outcome.WORSE, Outcome.WORSE: Outcome.BETTER}


@given(NUMBERS, NUMBERS, NUMBERS)
def test_the_other_polarity_swaps_better_and_worse(a: float, b: float, c: float):
    for compare in (limits_against_goal, against_range, against_benchmark):
        outcome = compare(a, b, c, HIGH)
        assert compare(a, b, c, LOW) is SWAPPED.get(outcome, outcome)


@given(NUMBERS, NUMBERS)
def test_the_other_polarity_swaps_the_outcome_of_a_goal_that_is_not_hit(a: float, b: float):
    outcomes = {against_goal(a, b, HIGH), against_goal(a, b, LOW)}
    assert outcomes in ({Outcome.BETTER, Outcome.WORSE}, {Outcome.BETTER}, {Outcome.NONE})
