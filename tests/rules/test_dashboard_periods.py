"""Periods of a dashboard: which is newer, which are of one kind, and those without a date."""

from __future__ import annotations

import pytest

from xlbcf.rules.dashboard_periods import ShownPeriod
from xlbcf.rules.periods import Period

UNDATED = "v2.0 (undated)"


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        ("2018-19 Q3", "2018-19 Q2"),
        ("2018-19", "2018-19 Q3"),
        ("2018-19", "2018-19 Q4"),
        ("2019-03", "2018-19 Q3"),
        ("2018-19 Q4", "2019-03"),
        ("2019-20 Q1", "2018-19"),
        ("1950-51", UNDATED),
    ],
)
def test_what_ends_later_is_newer_and_of_two_that_end_together_the_longer(newer, older):
    one, other = ShownPeriod.of(newer), ShownPeriod.of(older)
    assert one.newer_than(other)
    assert not other.newer_than(one)
    assert not one.same_as(other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2018-19 Q3", "Q3 2018/19", True),
        ("2018-19", "2018-2019", True),
        ("2018-19", "2018-19 Q4", False),
        (UNDATED, "V2.0 (Undated)", True),
        (UNDATED, "v3 (undated)", False),
        (UNDATED, "2018-19", False),
        ("", "", True),
    ],
)
def test_a_period_is_the_same_however_it_is_written(one, other, same):
    assert ShownPeriod.of(one).same_as(ShownPeriod.of(other)) is same


def test_undated_periods_have_no_order():
    one, other = ShownPeriod.of(UNDATED), ShownPeriod.of("v3 (undated)")
    assert not one.newer_than(other)
    assert not other.newer_than(one)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("2018-19", "2017-18", True),
        ("2018-19", "2018-19 Q4", False),
        ("2018-04", "2018-19 Q1", False),
        ("2018-19", UNDATED, True),
    ],
)
def test_a_year_is_unlike_a_quarter_and_of_what_has_no_date_nothing_is_known(one, other, alike):
    assert ShownPeriod.of(one).of_one_kind(ShownPeriod.of(other)) is alike


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("2018-19 Q2", True), ("2018-19 Q3", True), ("2018-12", True), ("2019-01", False),
        ("2018-19", False), (UNDATED, True),
    ],
)  # fmt: skip
def test_a_period_ends_by_another_or_does_not(text, ends):
    assert ShownPeriod.of(text).ends_by(Period.parse("2018-19 Q3")) is ends


@pytest.mark.parametrize(("text", "shown"), [("2018/19 q3", "2018-19 Q3"), (UNDATED, UNDATED)])
def test_a_period_is_shown_as_periods_are_written(text, shown):
    assert str(ShownPeriod.of(text)) == shown


def test_no_period_is_said_to_be_none():
    assert str(ShownPeriod.of("")) == "no period"
