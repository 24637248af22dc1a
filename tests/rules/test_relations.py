"""Figures that must fit each other: sums, rates, tolerances and things in order."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlbcf.rules.relations import (
    first_out_of_order,
    fits_as_written,
    fits_within,
    rate_of,
    total_of,
)

NAN, INFINITE = math.nan, math.inf
NUMBERS = st.floats(-1e9, 1e9, allow_nan=False)
CENTS = st.integers(-(10**9), 10**9).map(lambda each: each / 100)
ODD = st.one_of(st.floats(), st.integers(), st.booleans(), st.none(), st.text(), st.just(10**400))


@pytest.mark.parametrize(
    ("parts", "total"),
    [
        ([1, 2, 3], 6.0),
        ([], 0.0),
        ([0.1, 0.2], 0.3),
        # Added one by one in binary these come to 0.7999999999999999.
        ([0.1] * 8, 0.8),
        ([1197.7, -1197.7], 0.0),
        ([1e15, 0.5], 1e15 + 0.5),
        ([829, NAN], None),
        ([INFINITE, 1], None),
        ([10**400, 1], None),
    ],
)
def test_a_total_is_as_exact_as_its_parts(parts: list[float], total: float | None) -> None:
    assert total_of(parts) == total


@pytest.mark.parametrize(
    ("a", "b", "within", "fits"),
    [
        (119, 119, 0, True),
        (119, 120, 0, False),
        (119, 120, 1, True),
        (119, 120.1, 1, False),
        (0.1 + 0.2, 0.3, 0, True),
        (100.05, 100, 0.05, True),
        (100.0501, 100, 0.05, False),
        (0, 0, 0, True),
        (-5, 5, 0, False),
        (-5, 5, 10, True),
        # What a binary number adds grows with the number; a penny in a thousand million does not.
        (1e9, 1e9 + 1e-7, 0, True),
        (100_000_000, 100_000_000.5, 0, False),
        (NAN, NAN, 0, False),
        (INFINITE, INFINITE, 0, False),
        (1, 1, NAN, False),
    ],
)
def test_two_numbers_may_differ_by_what_is_stated(
    a: float, b: float, within: float, fits: bool
) -> None:
    assert fits_within(a, b, within) is fits
    assert fits_within(b, a, within) is fits


@pytest.mark.parametrize(
    ("written", "computed", "within", "fits"),
    [
        # Residential admissions of the published papers: 899 / 153,982 and 231 / 44,865 per 100,000
        (583.8, 583.8344, 0, True),
        (583.9, 583.8344, 0, False),
        (584, 583.8344, 0, True),
        (515, 514.878, 0, True),
        (514, 514.878, 0, False),
        (514.9, 514.878, 0, True),
        # Reablement: 150 / 170
        (0.882, 0.88235, 0, True),
        (0.883, 0.88235, 0, False),
        (0.88, 0.88235, 0, True),
        # A half may go either way; a number written with noughts is not taken for a rounded one.
        (2, 1.5, 0, True),
        (1, 1.5, 0, True),
        (600, 596.3, 0, False),
        (600, 596.3, 4, True),
        (583.8, 583.83, -1, True),
        (NAN, 1, 0, False),
        (1, NAN, 0, False),
        (1, 1, NAN, False),
    ],
)
def test_a_rate_fits_as_far_as_it_is_written(
    written: float, computed: float, within: float, fits: bool
) -> None:
    assert fits_as_written(written, computed, within) is fits


@pytest.mark.parametrize(
    ("numerator", "denominator", "per", "rate"),
    [
        (899, 153_982, 100_000, 583.8344),
        (829, 157_349, 100_000, 526.8543),
        (150, 170, 1, 0.882353),
        (0, 170, 1, 0.0),
        (5, 0, 1, None),
        (5, -1, 1, None),
        (NAN, 1, 1, None),
        (1, INFINITE, 1, None),
        (1e308, 1e-308, 100_000, None),
    ],
)
def test_a_rate_is_its_fraction(
    numerator: float, denominator: float, per: float, rate: float | None
) -> None:
    computed = rate_of(numerator, denominator, per)
    assert computed == (None if rate is None else pytest.approx(rate, abs=1e-4))


@pytest.mark.parametrize(
    ("values", "position"),
    [
        ([], None),
        ([5], None),
        ([1, 2, 3], None),
        ([1, 1, 1], None),
        ([2, 1], 1),
        ([1, 3, 2, 0], 2),
        ([45658, 45352], 1),
        ([1, NAN, 0.5], None),
        ([NAN, 2, 1], 2),
    ],
)
def test_the_first_step_back_is_found(values: list[float], position: int | None) -> None:
    assert first_out_of_order(values) == position


@given(st.lists(CENTS, max_size=8))
def test_a_total_does_not_depend_on_the_order_of_its_parts(parts: list[float]) -> None:
    assert total_of(parts) == total_of(parts[::-1])


@given(st.lists(CENTS, min_size=1, max_size=8), st.integers(2, 100_000))
def test_a_sum_fits_its_own_parts_and_not_with_a_penny_more(parts: list[float], pence: int) -> None:
    total = total_of(parts)
    assert total is not None
    assert fits_within(total, math.fsum(parts), 0)
    assert not fits_within(total + pence / 100 * 100, total, 0)


@given(NUMBERS, NUMBERS, st.floats(0, 1e6))
def test_what_fits_closely_fits_with_more_room(a: float, b: float, within: float) -> None:
    if fits_within(a, b, within):
        assert fits_within(a, b, within + 1)
    assert fits_within(a, a, within)


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.sampled_from([1, 1000, 100_000]))
def test_a_rate_rounded_to_any_decimals_fits_its_fraction(
    numerator: int, denominator: int, per: int
) -> None:
    computed = rate_of(numerator, denominator, per)
    assert computed is not None
    for decimals in range(5):
        assert fits_as_written(round(computed, decimals), computed, 0)


@given(st.lists(NUMBERS, max_size=8))
def test_only_what_is_sorted_is_in_order(values: list[float]) -> None:
    assert (first_out_of_order(values) is None) == (values == sorted(values))


@given(st.lists(ODD, max_size=4), ODD, ODD, ODD)
def test_nothing_odd_raises(values: list, a: object, b: object, c: object) -> None:
    total_of(values)
    first_out_of_order(values)
    fits_within(a, b, c)
    fits_as_written(a, b, c)
    rate_of(a, b, c)
