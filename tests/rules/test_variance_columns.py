"""Variance in columns gives the answers of variance one by one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.support.columns import are_typed, columns, rows
from xlbcf.rules.figures import BLANK, Figure, State
from xlbcf.rules.metrics import Metric, Polarity, Unit
from xlbcf.rules.periods import Period
from xlbcf.rules.variance import Dated, Effect, Mode, Variance, compare
from xlbcf.rules.variance_columns import compare_columns

YEAR = Period.parse("2024-25")


def metric(polarity: Polarity = Polarity.LOW_IS_GOOD) -> Metric:
    return Metric("m", "M", "", Unit.RATE, polarity, decimals=1)


def one(actual: float, plan: float, about: Metric) -> Variance | None:
    """The scalar rule's answer for a year's two figures."""
    sides = [
        [Dated(YEAR, Figure(State.NUMBER, number) if math.isfinite(number) else BLANK)]
        for number in (plan, actual)
    ]
    found = compare(sides[0], sides[1], about, Mode.ANNUAL)
    return found if isinstance(found, Variance) else None


@example([(1.5e302, 1.5e302)], Polarity("high_is_good"))
@example(
    [(0.1 + 0.2, 0.3), (5e-324, 0.0), (1.7e308, -1.7e308), (1e308, 1e-308)], Polarity("low_is_good")
)
@given(rows, st.sampled_from(Polarity))
def test_every_row_has_the_variance_of_its_own(given_rows, polarity):
    about = metric(polarity)
    found = compare_columns(*columns(given_rows), about)
    effects = found.effect.spelt()
    assert len(effects) == len(given_rows)
    for row, (actual, plan) in enumerate(given_rows):
        expected = one(actual, plan, about)
        absolute, relative = float(found.absolute[row]), float(found.relative[row])
        assert effects[row] is (expected.effect if expected else None)
        if expected is None:
            assert math.isnan(absolute)
            assert math.isnan(relative)
        elif are_typed(actual, plan):
            assert absolute == expected.absolute
            assert str(relative) == str(
                math.nan if expected.relative is None else expected.relative
            )
        elif max(abs(actual), abs(plan)) < 1e300:
            assert_near(absolute, expected.absolute, max(abs(actual), abs(plan)))
            assert_near(relative, expected.relative, 1.0)


def assert_near(found: float, expected: float | None, size: float) -> None:
    """Compare to the 14 leading digits of the figures."""
    if expected is None:
        assert math.isnan(found)
    else:
        assert found == pytest.approx(expected, rel=2e-14, abs=2e-14 * size)


@pytest.mark.parametrize(
    ("actual", "plan", "absolute", "relative"),
    [
        (0.9222, 0.951, -0.0288, -0.0288 / 0.951),
        (199.9, 161.8, 38.1, 38.1 / 161.8),
        (5, -4, 9.0, 2.25),
        (0.3, 0.1 + 0.2, 0.0, 0.0),
    ],
)
def test_differences_are_those_of_the_decimals(actual, plan, absolute, relative):
    found = compare_columns([actual], [plan], metric())
    assert found.absolute.tolist() == [absolute]
    assert found.relative.tolist() == [pytest.approx(relative, rel=1e-15)]


def test_no_relative_variance_is_given_beside_a_plan_of_0():
    found = compare_columns([1.0, 0.0, -1.0], 0.0, metric())
    assert found.absolute.tolist() == [1.0, 0.0, -1.0]
    assert np.isnan(found.relative).all()
    assert found.effect.spelt().tolist() == [Effect.ADVERSE, Effect.ON_PLAN, Effect.FAVOURABLE]


def test_a_figure_that_is_missing_has_no_variance_and_no_effect():
    for polarity in Polarity:
        found = compare_columns(
            [None, math.nan, math.inf, 1.0], [1.0, 2.0, 3.0, None], metric(polarity)
        )
        assert np.isnan(found.absolute).all()
        assert found.effect.codes.tolist() == [-1] * 4


def test_long_columns_are_compared_to_their_last_row():
    count = 50_000
    actual = np.arange(count, dtype=float)
    actual[::7] = np.nan
    found = compare_columns(actual, 25_000.0, metric())
    np.testing.assert_array_equal(found.absolute, actual - 25_000)
    assert found.effect.codes[1] == found.effect.words.index(Effect.FAVOURABLE)
    assert found.effect.codes[count - 1] == found.effect.words.index(Effect.ADVERSE)


def test_columns_without_rows_have_no_variances():
    assert compare_columns([], [], metric()).effect.spelt().tolist() == []


def test_the_columns_given_are_left_as_they_were():
    actual, plan = np.array([0.1 + 0.2, np.nan, 5.0]), np.array([0.3, 0.0, 0.0])
    before = actual.copy(), plan.copy()
    compare_columns(actual, plan, metric())
    np.testing.assert_array_equal((actual, plan), before)
