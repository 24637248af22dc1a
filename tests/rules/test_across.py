"""Figures of several places or years: what is too like, and what too unlike."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlbcf.rules.across import (
    agrees,
    changed_much,
    digits_needed,
    digits_of,
    is_copied,
    odd_ones,
    same_number,
    times_apart,
)

NUMBERS = st.one_of(
    st.floats(), st.integers(-(10**20), 10**20), st.none(), st.booleans(), st.text(max_size=3)
)
FIGURES = st.floats(-1e6, 1e6, allow_nan=False)


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        (583.8, 4), (0.9222, 4), (-199.9, 4), (500, 1), (0.05, 1), (1197.7, 5), (100.5, 4),
        (0, 0), (0.1 + 0.2, 1), (1e300, 1), (math.nan, 0), (math.inf, 0),
    ],
)  # fmt: skip
def test_noughts_at_either_end_are_no_digits(number, digits):
    assert digits_of(number) == digits


@pytest.mark.parametrize(
    ("places", "needed"), [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4), (5, 5), (15, 6), (153, 8)]
)
def test_ten_times_as_many_pairs_need_one_digit_more(places, needed):
    assert digits_needed(places, 4) == needed


@pytest.mark.parametrize(
    ("pairs", "copied"),
    [
        ([(0.927, 0.927), (515, 515)], True),
        ([(0.927, 0.927)], False),
        ([(388.4, 388.4)], False),
        ([(0.927, 0.927), (515, 516)], False),
        ([(0.95, 0.95), (0.9, 0.9)], False),
        ([(0.92, 0.92), (0.95, 0.95)], False),
        ([(0.92, 0.92), (0.95, 0.95), (0.88, 0.88)], True),
        ([(0.927, 0.927), (0.927, 0.927)], False),
        ([(0, 0), (0.927, 0.927)], False),
        ([(math.nan, math.nan), (1234, 1234)], False),
        ([], False),
    ],
)
def test_a_row_is_copied_when_different_figures_are_all_equal(pairs, copied):
    assert is_copied(pairs, 4) is copied


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (100, 500, False),
        (100, 500.1, True),
        (0.1, 0.5, False),
        (1.999, 199.9, True),
        (0, 0, False),
        (0, 0.1, True),
        (-1, 1, True),
        (-1, -6, True),
        (math.nan, 1, False),
        (math.inf, 1, False),
    ],
)
def test_five_times_as_much_is_still_the_same_order_of_magnitude(one, other, apart):
    assert times_apart(one, other, 5) is apart


@pytest.mark.parametrize(
    ("numbers", "odd"),
    [
        ([515, 574.7, 258], []),
        ([515, 5.747, 258], [1]),
        ([515, 0.0515], [0, 1]),
        ([1, 1, 100, 100], [0, 1, 2, 3]),
        ([1, 100, 100, 100], [0]),
        ([1, 100, 100, 100, 10_000], [0, 4]),
        ([515], []),
        ([], []),
        ([0, 0, 0], []),
        ([0.9, 0, 0.92], [1]),
    ],
)
def test_the_odd_one_is_far_from_more_than_half_of_the_others(numbers, odd):
    assert odd_ones(numbers, 5) == odd


@pytest.mark.parametrize(
    ("one", "other", "within", "same"),
    [
        (526.9, 527, 0, True),
        (526.4, 527, 0, False),
        (526.9, 526.94, 0, True),
        (526.9, 526.96, 0, False),
        (583.8, 526.9, 0.5, False),
        (528.9, 526.9, 0.5, True),
        (529.6, 526.9, 0.5, False),
        (0.922, 0.9222, 0, True),
        (0.92, 0.9251, 0, False),
        (500, 540, 0, False),
        (0, 0, 0, True),
        (0.1 + 0.2, 0.3, 0, True),
        (math.nan, math.nan, 100, False),
    ],
)
def test_figures_agree_to_the_digits_of_the_shorter_one(one, other, within, same):
    assert agrees(one, other, within) is same


@pytest.mark.parametrize(
    ("before", "now", "usual", "much"),
    [
        (258, 493.2, {"percent": 50}, True),
        (574.7, 526.9, {"percent": 50}, False),
        (100, 150, {"percent": 50}, False),
        (100, 150.1, {"percent": 50}, True),
        (100, 49.9, {"percent": 50}, True),
        (0, 0.1, {"percent": 50}, True),
        (0, 0, {"percent": 50}, False),
        (0.923, 0.9222, {"points": 5}, False),
        (0.95, 0.9, {"points": 5}, False),
        (0.95, 0.899, {"points": 5}, True),
        (0.044, 0.44, {"points": 15}, True),
        (1, 2, {}, False),
        (math.nan, 1, {"percent": 1}, False),
    ],
)
def test_a_change_is_large_beyond_what_is_usual(before, now, usual, much):
    assert changed_much(before, now, **usual) is much


@given(FIGURES, FIGURES, st.floats(1, 100))
def test_which_of_two_figures_comes_first_does_not_matter(one, other, times):
    assert times_apart(one, other, times) == times_apart(other, one, times)
    assert agrees(one, other) == agrees(other, one)
    assert same_number(one, other) == same_number(other, one)


@given(st.lists(FIGURES, max_size=6), st.floats(1, 100))
def test_the_odd_ones_do_not_depend_on_the_order_of_places(numbers, times):
    turned = odd_ones(numbers[::-1], times)
    assert odd_ones(numbers, times) == sorted(len(numbers) - 1 - each for each in turned)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_no_input_raises(one, other, third):
    digits_of(one)
    same_number(one, other)
    times_apart(one, other, third)
    odd_ones([one, other, third], 5)
    agrees(one, other, third)
    changed_much(one, other, percent=third)
    changed_much(one, other, points=third)
    is_copied([(one, other), (other, third)], 4)
