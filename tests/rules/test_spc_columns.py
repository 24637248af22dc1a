"""Control charts in columns give the answers of control charts one by one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.series import charted, walks
from xlbcf.rules.metrics import Polarity
from xlbcf.rules.spc import Settings
from xlbcf.rules.spc_columns import control_charts
from xlbcf.rules.spc_rules import MDC, MDC_EXCEL

WIDTH = 30
#: Coarse numbers meet limits, means and each other; fine ones test the arithmetic.
coarse = st.integers(-3, 3).map(float)
fine = st.integers(-(10**15), 10**15).map(lambda number: number / 10**6)
decimal = st.integers(-99_999, 99_999).map(lambda number: number / 100)
values_of_a_row = st.one_of(
    *(
        st.lists(kind | st.just(math.nan), min_size=WIDTH, max_size=WIDTH)
        for kind in (coarse, fine)
    ),
    st.lists(decimal, min_size=WIDTH, max_size=WIDTH),
    walks(WIDTH),
)
tables = st.lists(values_of_a_row, min_size=1, max_size=4)
settings_of_any_kind = st.builds(
    Settings,
    polarity=st.sampled_from(Polarity),
    target=st.none() | coarse | fine,
    fixed=st.none() | st.integers(0, WIDTH),
    screened=st.booleans(),
    bounds=st.tuples(st.none() | st.just(-1.0), st.none() | st.just(1.0)),
    rules=st.sampled_from([MDC, MDC_EXCEL, MDC_EXCEL._replace(shift=6, trend=6)]),
)


def assert_same(charts, row, chart):
    """Compare one row of the columns with the chart of its series, bit for bit."""
    count = len(chart.points)
    for name in ("mean", "lower", "upper"):
        numbers = [getattr(point, name) for point in chart.points]
        expected = [math.nan if number is None else number for number in numbers]
        np.testing.assert_array_equal(getattr(charts, name)[row][:count], expected, name)
    for name in ("side", "outside", "close", "direction"):
        expected = [getattr(point, name) or 0 for point in chart.points]
        assert getattr(charts, name)[row][:count].tolist() == expected, name
    for name in ("cause", "kind"):
        expected = [getattr(point, name) for point in chart.points]
        assert getattr(charts, name)[row][:count].tolist() == expected, name
    assert charts.short[row] == chart.short
    assert charts.variation[row] == chart.variation
    assert charts.assurance[row] == chart.assurance


@given(tables, settings_of_any_kind)
def test_whole_series_are_charted_alike(table, settings):
    charts = control_charts(np.array(table), settings)
    for row, values in enumerate(table):
        assert_same(charts, row, charted(values, settings))


@given(tables, settings_of_any_kind, st.data())
def test_shorter_and_rebased_series_are_charted_alike(table, settings, data):
    counts = np.array([data.draw(st.integers(0, WIDTH)) for _ in table])
    picked = [data.draw(st.sets(st.integers(1, WIDTH - 1), max_size=3)) for _ in table]
    starts = np.array([[at in chosen for at in range(WIDTH)] for chosen in picked])
    charts = control_charts(np.array(table), settings, starts=starts, counts=counts)
    for row, (values, count, chosen) in enumerate(zip(table, counts, picked, strict=True)):
        held = [at for at in chosen if at < count]
        assert_same(charts, row, charted(values[:count], settings, starts=held))


@given(tables, st.data())
def test_shorter_series_of_one_group_are_charted_alike(table, data):
    counts = np.array([data.draw(st.integers(0, WIDTH)) for _ in table])
    charts = control_charts(np.array(table), counts=counts)
    for row, (values, count) in enumerate(zip(table, counts, strict=True)):
        assert_same(charts, row, charted(values[:count]))


@pytest.mark.parametrize("shape", [(0, 5), (3, 0), (0, 0), (2, 1), (2, 2)])
def test_tables_with_hardly_anything_in_them_are_charted(shape):
    charts = control_charts(np.ones(shape), Settings(Polarity.HIGH_IS_GOOD, target=1.0))
    assert charts.variation.tolist() == ["common_cause"] * shape[0]
    assert charts.assurance.tolist() == ["inconsistent"] * shape[0]


def test_the_table_given_is_left_as_it_was():
    table = np.array([[1.0, math.inf, 3.0]])
    control_charts(table)
    assert table.tolist() == [[1.0, math.inf, 3.0]]


@pytest.mark.parametrize("polarity", Polarity)
@pytest.mark.parametrize("rules", [MDC, MDC_EXCEL], ids=lambda rules: rules.name)
@pytest.mark.parametrize("line", ["lower", "upper"])
def test_a_target_on_a_limit_is_judged_alike(polarity, rules, line):
    values = [9.0, 11.0] * 8
    target = getattr(charted(values).points[0], line)
    settings = Settings(polarity, target=target, rules=rules)
    assert_same(control_charts(np.array([values]), settings), 0, charted(values, settings))
