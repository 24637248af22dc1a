"""Control charts agree with the method written out a second time, point by point."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.plain_spc import charted_plainly
from tests.support.series import charted, walks
from xlbcf.rules.spc import Settings

GAPS = st.one_of(st.integers(-20, 20).map(float), st.none())
SERIES = st.one_of(
    st.lists(GAPS, max_size=40),
    st.lists(st.integers(-300, 300).map(lambda eighths: eighths / 8), max_size=40),
    walks(30),
)


@settings(max_examples=300)
@given(
    SERIES,
    st.lists(st.integers(1, 39), max_size=3, unique=True),
    st.one_of(st.none(), st.integers(12, 20)),
    st.booleans(),
)
def test_every_point_is_what_the_method_says(values, starts, fixed, screened):
    starts = [start for start in starts if start < len(values)]
    chart = charted(values, Settings(fixed=fixed, screened=screened), starts=starts)
    plain = charted_plainly(values, starts, fixed, screened=screened)
    for point, (mean, low, high, *rest) in zip(chart.points, plain, strict=True):
        assert [point.side, point.outside, point.close, point.cause] == rest
        for found, expected in ((point.mean, mean), (point.lower, low), (point.upper, high)):
            if expected is None:
                assert found is None
            else:
                assert found == pytest.approx(float(expected), rel=1e-9, abs=1e-9)
