"""Differences and shares of columns: the numbers of the rules for one number, to the last bit."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.columns import near_ends, typed
from xlbcf.rules.exact_columns import differences, quotients
from xlbcf.rules.variance import absolute_variance, relative_variance
from xlbcf.rules.variance_columns import absolute_variances, relative_variances

numbers = st.floats(allow_nan=False, allow_infinity=False)
usual = st.floats(min_value=-1e9, max_value=1e9)
pairs = st.one_of(st.tuples(usual, usual), st.tuples(numbers, numbers), near_ends,
                  st.tuples(typed, usual))  # fmt: skip

#: Numbers whose digits in Excel are not those that they are stored with.
HARD = [
    (0.3, 0.1), (0.1 + 0.2, 0.3), (1000 / 3, 100 / 7), (99999999999999.9, 1e14),
    (9999999.99999999, 1e7), (0.99999999999999994, 1.0), (1 - 1e-15, 1.0), (1 + 2e-16, 1.0),
    (0.5**50, 0.5**49), (123456789.123456789, 123456789.123456), (0.0, 1 / 3), (1 / 3, -1 / 3),
    (1e15, 1 / 3), (1e-7, 1e-4), (1e300, -1e300), (-0.0, 5.5), (2 / 3 * 1e14, 1 / 3 * 1e14),
]  # fmt: skip


def columns(rows: list[tuple[float, float]]) -> list[list[float]]:
    return [list(column) for column in zip(*rows, strict=True)]


@pytest.mark.parametrize("pair", HARD)
def test_hard_numbers_are_subtracted_and_divided_as_one_by_one(pair: tuple[float, float]):
    assert absolute_variances(*columns([pair])) == [absolute_variance(*pair)]
    assert relative_variances(*columns([pair])) == [relative_variance(*pair)]


@given(st.lists(pairs, min_size=1, max_size=30))
def test_any_numbers_are_subtracted_and_divided_as_one_by_one(rows: list[tuple[float, float]]):
    assert absolute_variances(*columns(rows)) == [absolute_variance(*pair) for pair in rows]
    assert relative_variances(*columns(rows)) == [relative_variance(*pair) for pair in rows]


def test_most_numbers_of_all_digits_are_known_without_the_rule_for_one():
    chance = random.Random(2014)
    plans = [chance.uniform(50, 2000) for _ in range(5000)]
    actuals = [plan * chance.gauss(1, 0.08) for plan in plans]
    found = differences(actuals, plans)
    for divisors in (found.scale, np.abs(found.base)):
        answers, known = quotients(found.gap, divisors)
        assert (known & found.known).mean() > 0.999
    assert answers.tolist() == [
        relative_variance(*pair) for pair in zip(actuals, plans, strict=True)
    ]


def test_whole_numbers_are_divided_to_the_last_bit():
    chance = random.Random(2014)
    given = [chance.randint(-(10**18), 10**18) for _ in range(5000)]
    divisors = [chance.randint(1, 10 ** chance.randint(1, 18)) for _ in given]
    answers, known = quotients(np.array(given), np.array(divisors))
    # Python divides whole numbers of any size rightly.
    exact = [one / other for one, other in zip(given, divisors, strict=True)]
    assert known.mean() > 0.99
    assert answers[known].tolist() == [
        each for each, sure in zip(exact, known, strict=True) if sure
    ]


def test_the_middle_between_two_numbers_is_left_to_the_rule_for_one():
    _, known = quotients(np.array([2**53 + 1, 2**53 + 2]), np.array([1, 1]))
    assert known.tolist() == [False, True]


def test_nothing_less_a_number_is_known():
    assert differences([0.0, 1 / 3, 0.0], [1 / 3, 0.0, 0.0]).known.all()


def test_beside_a_plan_of_nothing_there_is_no_share():
    assert relative_variances([5.0, 0.0, 1 / 3], [0.0, 0.0, -0.0]) == [None, None, None]


def test_no_rows_give_no_answers():
    assert (absolute_variances([], []), relative_variances([], [])) == ([], [])
