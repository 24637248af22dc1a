"""Numbers in columns are rounded and subtracted as one by one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.columns import columns, figures, rows
from xlbcf.rules.digit_columns import Coded, gaps, rounded
from xlbcf.rules.rounding import round_half_away, with_excel_digits

halves = st.builds(
    lambda whole, decimals: (whole + 0.5) / 10**decimals, st.integers(), st.integers(0, 9)
)


@given(st.lists(figures | halves), st.integers(-25, 25) | st.integers(0, 4))
def test_every_number_is_rounded_as_by_itself(numbers, digits):
    with np.errstate(all="ignore"):
        found = rounded(np.array(numbers, dtype=np.float64), digits).tolist()
    expected = [round_half_away(number, digits) for number in numbers]
    assert [str(each) for each in found] == [str(each) for each in expected]


@pytest.mark.parametrize(
    ("number", "digits", "result"),
    [
        (1.005, 2, 1.01),
        (2.675, 2, 2.68),
        (-2.5, 0, -3.0),
        (2.5, 0, 3.0),
        (0.98765, 4, 0.9877),
        (2.4999999999999996, 0, 3.0),
    ],
)
def test_halves_go_away_from_zero_as_in_excel(number, digits, result):
    assert rounded(np.array([number, math.pi]), digits)[0] == result


@given(rows)
def test_the_sign_of_a_gap_is_that_of_the_numbers_as_excel_has_them(given_rows):
    with np.errstate(all="ignore"):
        found = gaps(*columns(given_rows)).gap
    for gap, (number, other) in zip(found.tolist(), given_rows, strict=True):
        if math.isfinite(number) and math.isfinite(other):
            exact = with_excel_digits(number) - with_excel_digits(other)
            assert (gap > 0, gap < 0) == (exact > 0, exact < 0)
        else:
            assert math.isnan(gap)


def test_codes_are_spelt_as_their_words_or_none():
    column = Coded(np.array([1, -1, 0], dtype=np.int8), ("a", "b"))
    assert column.spelt().tolist() == ["b", None, "a"]
