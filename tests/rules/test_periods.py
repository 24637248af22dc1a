"""Periods: years, quarters and months as people type them."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlbcf.rules.periods import Period, PeriodKind

PERIODS = st.one_of(
    st.builds(Period.of_year, st.integers(1000, 9998)),
    st.builds(Period.of_year, st.integers(1000, 9998), st.integers(1, 4)),
    st.builds(Period.of_month, st.integers(1000, 9998), st.integers(1, 12)),
)


@pytest.mark.parametrize(
    ("text", "canonical", "kind"),
    [
        ("2024-25", "2024-25", "year"),
        (" 2024/25 ", "2024-25", "year"),
        ("2024-2025", "2024-25", "year"),
        ("2024–25", "2024-25", "year"),
        ("2024 — 25", "2024-25", "year"),
        ("2024−25", "2024-25", "year"),
        ("1999-00", "1999-00", "year"),
        ("1999-2000", "1999-00", "year"),
        ("2024-25 Q3", "2024-25 Q3", "quarter"),
        ("2024-25 q3", "2024-25 Q3", "quarter"),
        ("2024/25Q3", "2024-25 Q3", "quarter"),
        ("Q3 2024-25", "2024-25 Q3", "quarter"),
        ("Q3, 2024–2025", "2024-25 Q3", "quarter"),
        ("2024-25 quarter 3", "2024-25 Q3", "quarter"),
        ("2024-11", "2024-11", "month"),
        ("Nov 2024", "2024-11", "month"),
        ("Nov-24", "2024-11", "month"),
        ("September 2024", "2024-09", "month"),
        ("sept 2024", "2024-09", "month"),
        ("2011-12", "2011-12", "year"),
        ("Dec 2011", "Dec 2011", "month"),
    ],
)
def test_a_period_is_read_as_typed_and_written_one_way(text: str, canonical: str, kind: str):
    period = Period.parse(text)
    assert (str(period), period.kind) == (canonical, kind)


@pytest.mark.parametrize(
    "text",
    [
        *("", "2024", "2024-26", "2024-2026", "24-25", "2024-13", "2024-00", "Mayo 2024"),
        *("2024-25 Q5", "2024-25 Q0", "Q3", "2024-26 Q1", "2024-11-01", "Novem 2024"),
        *("٢٠٢٤-٢٥", "n/a", "2024-25 Q3 Q4", None, 2024, 45597.0, True, ["2024-25"]),
    ],
)
def test_what_is_no_period_is_refused(text: object):
    with pytest.raises(ValueError, match="is not a period"):
        Period.parse(text)


@given(PERIODS)
def test_a_period_written_and_read_again_is_the_same(period: Period):
    assert Period.parse(str(period)) == period


@given(st.text())
def test_any_text_is_a_period_or_refused(text: str):
    with contextlib.suppress(ValueError):
        assert isinstance(Period.parse(text), Period)


@pytest.mark.parametrize(
    ("text", "year", "quarter", "months"),
    [
        ("2024-25", "2024-25", None, 12),
        ("2024-25 Q1", "2024-25", 1, 3),
        ("2024-25 Q4", "2024-25", 4, 3),
        ("2024-03", "2023-24", 4, 1),
        ("2024-04", "2024-25", 1, 1),
        ("2024-12", "2024-25", 3, 1),
        ("2025-01", "2024-25", 4, 1),
    ],
)
def test_a_period_lies_in_a_financial_year_from_april(
    text: str, year: str, quarter: int | None, months: int
):
    period = Period.parse(text)
    assert (period.year, period.quarter, period.months) == (year, quarter, months)


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        ("2024-25 Q3", "2024-25", True),
        ("2024-25", "2024-25", True),
        ("2025-03", "2024-25 Q4", True),
        ("2025-03", "2024-25 Q3", False),
        ("2025-04", "2024-25", False),
        ("2024-25", "2024-25 Q3", False),
        ("2024-25 Q1", "2023-24", False),
    ],
)
def test_a_period_is_within_one_that_holds_all_its_months(inner: str, outer: str, expected: bool):
    assert Period.parse(inner).within(Period.parse(outer)) is expected


def test_periods_are_ordered_by_their_first_month():
    texts = ["2025-03", "2024-25 Q4", "2024-25 Q1", "2023-24", "2024-12"]
    ordered = sorted(Period.parse(text) for text in texts)
    assert [str(period) for period in ordered] == [
        "2023-24",
        "2024-25 Q1",
        "2024-12",
        "2024-25 Q4",
        "2025-03",
    ]


@pytest.mark.parametrize(("start", "months"), [(24300, 12), (24304, 3), (24300, 2), (24300, 0)])
def test_months_that_are_no_year_or_quarter_are_refused(start: int, months: int):
    with pytest.raises(ValueError, match="a period is a financial year"):
        Period(start, months)


@pytest.mark.parametrize("quarter", [0, 5, -1])
def test_a_quarter_that_does_not_exist_is_refused(quarter: int):
    with pytest.raises(ValueError, match="there is no quarter"):
        Period.of_year(2024, quarter)


@pytest.mark.parametrize("month", [0, 13])
def test_a_month_that_does_not_exist_is_refused(month: int):
    with pytest.raises(ValueError, match="there is no month"):
        Period.of_month(2024, month)


def test_the_kinds_are_named():
    assert [str(kind) for kind in PeriodKind] == ["year", "quarter", "month"]
