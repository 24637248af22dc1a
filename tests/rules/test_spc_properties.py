"""What holds for every control chart, whatever the series."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.series import charted, walks
from xlbcf.rules.metrics import Polarity
from xlbcf.rules.spc import DuplicateDates, Settings, control_chart
from xlbcf.rules.spc_icons import AssuranceIcon, PointType, variation_icon
from xlbcf.rules.spc_rules import MDC, MDC_EXCEL

HIGH, LOW = Polarity.HIGH_IS_GOOD, Polarity.LOW_IS_GOOD
numbers = st.one_of(st.none(), st.floats(-1e6, 1e6).map(lambda number: round(number, 2)))
any_numbers = st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True))
small_steps = st.integers(-4, 4).map(float)
settings_of_any_kind = st.builds(
    Settings,
    polarity=st.sampled_from(Polarity),
    target=st.none() | st.floats(-100, 100),
    fixed=st.none() | st.integers(-1, 15),
    screened=st.booleans(),
    rules=st.sampled_from([MDC, MDC_EXCEL, MDC_EXCEL._replace(shift=6, trend=6)]),
)


@given(st.lists(numbers | small_steps, max_size=30) | walks(20), settings_of_any_kind)
def test_flipping_the_polarity_swaps_improvement_and_concern(values, settings):
    swapped = {
        PointType.IMPROVEMENT: PointType.CONCERN,
        PointType.CONCERN: PointType.IMPROVEMENT,
    }
    icons = {AssuranceIcon.PASS: AssuranceIcon.FAIL, AssuranceIcon.FAIL: AssuranceIcon.PASS}
    one = charted(values, settings._replace(polarity=HIGH))
    other = charted(values, settings._replace(polarity=LOW))
    assert [swapped.get(point.kind, point.kind) for point in one.points] == [
        point.kind for point in other.points
    ]
    last = one.points[-1] if one.points else None
    if last is None or last.lower is None or last.lower < last.upper:
        assert icons.get(one.assurance, one.assurance) == other.assurance


@given(st.lists(small_steps, max_size=30) | walks(20), st.booleans())
def test_turning_a_series_upside_down_swaps_high_and_low(values, screened):
    settings = Settings(HIGH, screened=screened)
    there = charted(values, settings)
    turned = charted([-value for value in values], settings._replace(polarity=LOW))
    # Two trends that meet in equal values are the one case without a mirror image.
    ties = any(a == b for a, b in pairwise(values))
    if not ties:
        assert [point.kind for point in there.points] == [point.kind for point in turned.points]
    assert [point.outside for point in there.points] == [point.outside for point in turned.points]


@given(st.lists(any_numbers, max_size=40), settings_of_any_kind, st.sets(st.integers(0, 39)))
def test_no_numbers_however_odd_raise_out_of_the_rules(values, settings, starts):
    starts = [start for start in starts if start < len(values)]
    chart = charted(values, settings, starts=starts)
    assert len(chart.points) == len(values)
    lines = [(point.mean, point.lower, point.upper) for point in chart.points]
    assert all(each is None or math.isfinite(each) for line in lines for each in line)


@given(st.lists(numbers | small_steps, max_size=30) | walks(20), settings_of_any_kind)
def test_a_chart_says_at_once_what_its_points_say(values, settings):
    chart = charted(values, settings, starts=[len(values) // 2] if values else [])
    direction = chart.points[-1].direction if chart.points else 0
    assert chart.variation is variation_icon(direction, settings.polarity)
    assert [chart.limits[each.date].upper for each in chart.points] == [
        each.upper for each in chart.points
    ]
    assert chart.short == (not chart.points or any(each.short for each in chart.points))


@given(st.lists(small_steps, min_size=1, max_size=20), st.integers(0, 19))
def test_charts_are_equal_where_their_series_are(values, at):
    other = [*values]
    other[at % len(values)] += 1
    assert charted(values) == charted([*values])
    assert charted(values) != charted(other)


@given(st.lists(st.dates(), max_size=8))
def test_only_a_date_that_stands_twice_is_refused(dates):
    values = [1.0] * len(dates)
    if len(set(dates)) == len(dates):
        assert len(control_chart(dates, values, rebase=dates[:2]).points) == len(dates)
    else:
        with pytest.raises(DuplicateDates):
            control_chart(dates, values)
