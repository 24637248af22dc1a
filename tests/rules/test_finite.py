"""Numbers that can be reckoned with."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlbcf.rules.finite import finite


@pytest.mark.parametrize("value", [5, 5.0, Decimal("5"), Fraction(5)])
def test_a_number_of_any_kind_is_a_number(value: object):
    assert finite(value) == 5.0


@pytest.mark.parametrize(
    "value",
    [None, True, False, "5", math.nan, math.inf, 10**400, Decimal("sNaN"), Decimal("inf"), 5j, []],
)
def test_what_is_missing_infinite_or_no_number_is_none(value: object):
    assert finite(value) is None


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.decimals(), st.text()))
def test_anything_is_a_finite_number_or_none(value: object):
    number = finite(value)
    assert number is None or math.isfinite(number)
