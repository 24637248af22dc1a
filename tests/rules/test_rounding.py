"""Rounding agrees with Excel."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlbcf.rules.rounding import round_half_away, with_excel_digits

EXCEL = [
    (2.5, 0, 3.0),
    (-2.5, 0, -3.0),
    (0.5, 0, 1.0),
    (-0.5, 0, -1.0),
    (1.5, 0, 2.0),
    (1.005, 2, 1.01),
    (-1.005, 2, -1.01),
    (2.675, 2, 2.68),
    (1.115, 2, 1.12),
    (2.5 - 2**-51, 0, 3.0),
    (0.98765, 4, 0.9877),
    (2.15, 1, 2.2),
    (-1.475, 2, -1.48),
    (21.5, -1, 20.0),
    (626.3, -3, 1000.0),
    (1.98, -1, 0.0),
    (-50.55, -2, -100.0),
    (499.0, -3, 0.0),
    (0.1 + 0.2, 15, 0.3),
    (0.94999999999999996, 1, 1.0),
    (0.9499999999, 1, 0.9),
    (123456789012345.67, 1, 123456789012345.67),
    (9007199254740993.0, 0, 9007199254740993.0),
    (1e300, 2, 1e300),
    (1.5e-300, 2, 0.0),
    (1.5e-5, 5, 2e-5),
    (12.5, -400, 0.0),
    (12.5, 10**9, 12.5),
    (-0.0, 2, 0.0),
    (0.0, -3, 0.0),
]


@pytest.mark.parametrize(("number", "digits", "expected"), EXCEL)
def test_a_number_is_rounded_as_excel_rounds_it(number: float, digits: int, expected: float):
    assert round_half_away(number, digits) == expected


def test_without_digits_a_number_is_rounded_to_a_whole_one():
    assert round_half_away(2.46) == 2.0


def test_nothing_is_rounded_to_minus_zero():
    for rounded in (round_half_away(-0.0), round_half_away(-0.4), round_half_away(-1e-9, 2)):
        assert math.copysign(1, rounded) == 1


@pytest.mark.parametrize("number", [math.inf, -math.inf])
def test_what_is_not_finite_stays_as_it_is(number: float):
    assert round_half_away(number, 2) == number
    assert math.isnan(round_half_away(math.nan, 2))


@given(st.floats(), st.integers(-400, 400))
def test_any_number_can_be_rounded_to_any_digits(number: float, digits: int):
    assert isinstance(round_half_away(number, digits), float)


@given(st.floats(-1e9, 1e9), st.integers(-9, 5))
def test_rounding_moves_a_number_by_half_a_step_at_most(number: float, digits: int):
    step = 10.0**-digits
    # Before that its 15 digits move it by half of the last of them.
    assert (
        abs(round_half_away(number, digits) - number) <= step / 2 * (1 + 1e-6) + abs(number) * 5e-15
    )


@given(st.floats(-1e12, 1e12), st.integers(-6, 6))
def test_rounding_twice_is_rounding_once_and_keeps_the_sign(number: float, digits: int):
    once = round_half_away(number, digits)
    assert round_half_away(once, digits) == once
    assert round_half_away(-number, digits) == -once


def test_numbers_are_compared_with_the_digits_that_excel_keeps():
    assert with_excel_digits(0.1 + 0.2) == with_excel_digits(0.3)
    assert with_excel_digits(0.3000000001) != with_excel_digits(0.3)


def test_the_largest_numbers_of_all_keep_a_size_that_a_number_can_hold():
    largest = 1.7976931348623151e308
    assert float(with_excel_digits(largest)) == largest
    assert with_excel_digits(largest) - with_excel_digits(largest) == 0
