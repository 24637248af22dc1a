"""The rules for plain numbers: the answers of the rules for figures, without the words."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.columns import near_ends, typed
from tests.support.templates import ROOT
from xlbcf.rules.figures import Figure, State
from xlbcf.rules.intervals import Interval, NoInterval, crude_rate, rate
from xlbcf.rules.metrics import Metric, Polarity, Unit
from xlbcf.rules.periods import Period
from xlbcf.rules.rag import rag_of, rate_figures
from xlbcf.rules.targets import Comparator, Part
from xlbcf.rules.travel import Reading, direction_of_travel, travel_of_numbers
from xlbcf.rules.variance import (
    Dated,
    Mode,
    Variance,
    absolute_variance,
    compare,
    effect_of,
    relative_variance,
)
from xlbcf.rules.variance_columns import absolute_variances, compare_columns
from xlbcf.rules.verdicts import Verdict, judge_cell, meets
from xlbcf.template.bands import load_bands

BANDS = load_bands(ROOT / "mappings" / "bands.yaml")
YEARS = [Period.of_year(2023), Period.of_year(2024)]
numbers = st.floats(-1e12, 1e12) | typed
pairs = st.tuples(numbers, numbers) | near_ends
polarities = st.sampled_from(Polarity)


def metric(polarity: Polarity, decimals: int | None = None) -> Metric:
    return Metric("m", "M", "", Unit.RATE, polarity, decimals=decimals)


def figure(number: float) -> Figure:
    return Figure(State.NUMBER, number)


@given(pairs, polarities)
def test_a_variance_is_that_of_the_figures(pair, polarity):
    dated = [[Dated(YEARS[0], figure(each))] for each in pair]
    found = compare(dated[1], dated[0], metric(polarity), Mode.ANNUAL)
    assert isinstance(found, Variance)
    assert absolute_variance(*pair) == found.absolute
    assert relative_variance(*pair) == found.relative
    assert effect_of(*pair, polarity) is found.effect


@given(st.lists(pairs, max_size=8), st.sampled_from([1.0, 1e305]))
def test_many_variances_are_those_of_single_numbers(rows, last):
    rows = [*rows, (last, 2.0)]
    actuals, plans = [pair[0] for pair in rows], [pair[1] for pair in rows]
    assert absolute_variances(actuals, plans) == [absolute_variance(*pair) for pair in rows]


@given(st.lists(pairs, min_size=1, max_size=8))
def test_variances_that_columns_call_exact_are_those_of_single_numbers(rows):
    actuals, plans = zip(*rows, strict=True)
    found = compare_columns(actuals, plans, metric(Polarity.NO_JUDGEMENT))
    for row in np.flatnonzero(found.exact):
        assert found.absolute[row] == absolute_variance(*rows[row])
        relative = relative_variance(*rows[row])
        assert found.relative[row] == relative or (relative is None and rows[row][1] == 0)


def test_columns_call_figures_of_few_decimals_exact():
    found = compare_columns([1.5, 1 / 3, math.nan], [1.25, 1.0, 1.0], metric(Polarity.NO_JUDGEMENT))
    assert found.exact.tolist() == [True, False, False]


@pytest.mark.parametrize("name", BANDS)
@given(pairs, polarities)
def test_a_rating_is_that_of_the_figures(name, pair, polarity):
    of = metric(polarity)
    told = rate_figures(figure(pair[0]), figure(pair[1]), of, BANDS[name])
    assert rag_of(*pair, of, BANDS[name]) is told.rag


@given(pairs, st.sampled_from(Comparator))
def test_a_target_is_met_as_in_a_cell(pair, comparator):
    parts = [Part("", comparator, False, figure(each), Unit.RATE) for each in pair]
    told = judge_cell(parts[:1], parts[1:]).verdict
    assert meets(pair[0], comparator, pair[1]) is (told is Verdict.MET)


@given(pairs, polarities, st.none() | st.integers(0, 3), st.none() | st.floats(0, 10))
def test_a_travel_is_that_of_the_figures(pair, polarity, decimals, threshold):
    of = metric(polarity, decimals)
    now, then = (
        Reading(year, figure(each)) for year, each in zip(reversed(YEARS), pair, strict=True)
    )
    told = direction_of_travel(now, [then], of, threshold=threshold)
    found = travel_of_numbers(*pair, of, threshold=threshold)
    assert (found.movement, found.judgement) == (told.movement, told.judgement)


@pytest.mark.parametrize("pair", [(math.nan, 1.0), (1.0, math.inf), (math.inf, math.inf)])
def test_what_is_not_finite_is_not_judged(pair):
    of = metric(Polarity.HIGH_IS_GOOD)
    assert absolute_variance(*pair) is None
    assert relative_variance(*pair) is None
    assert effect_of(*pair, of.polarity) is None
    assert rag_of(*pair, of, BANDS["impact"]).value == "no_verdict"
    assert meets(pair[0], Comparator.AT_LEAST, pair[1]) is None
    assert travel_of_numbers(*pair, of).movement is None


def test_a_threshold_below_0_compares_nothing():
    assert travel_of_numbers(1, 2, metric(Polarity.NO_JUDGEMENT), threshold=-1).movement is None


@given(st.floats() | st.none(), st.floats() | st.none(), st.floats())
def test_a_crude_rate_is_the_rate_with_its_limits(events, population, per):
    with_limits = rate(events, population, per)
    found = crude_rate(events, population, per)
    if isinstance(with_limits, Interval):
        assert found == with_limits.value
    elif isinstance(found, NoInterval):
        assert found == with_limits
    else:
        # Only the limits are too large to hold.
        assert "too large" in with_limits.reason
