"""Metrics worked out from others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlbcf.rules.composites import average_discharge_delay
from xlbcf.rules.figures import BLANK, Figure, State, read_figure
from xlbcf.rules.metrics import Unit


def share(text: object) -> Figure:
    return read_figure(text, Unit.PERCENT, "fraction")


def days(text: object) -> Figure:
    return read_figure(text, Unit.DAYS)


@pytest.mark.parametrize(
    ("on_the_day", "delay", "expected"),
    [("90%", 5, 0.5), ("0%", 5, 5.0), ("100%", 5, 0.0), ("86.1%", "6.2", 0.8618)],
)
def test_the_average_delay_counts_those_on_the_day_as_none(
    on_the_day: str, delay: object, expected: float
):
    assert average_discharge_delay(share(on_the_day), days(delay)).number == pytest.approx(expected)


@pytest.mark.parametrize(
    ("on_the_day", "delay", "state"),
    [
        ("n/a", 5, State.NOT_AVAILABLE),
        ("90%", "*", State.SUPPRESSED),
        (None, 5, State.BLANK),
        ("110%", 5, State.INVALID),
        ("-1%", 5, State.INVALID),
        ("90%", -1, State.INVALID),
        ("90%", "long", State.INVALID),
    ],
)
def test_without_two_sound_numbers_there_is_no_average_delay(
    on_the_day: object, delay: object, state: State
):
    assert average_discharge_delay(share(on_the_day), days(delay)).state is state


def test_a_word_has_no_average_delay():
    assert average_discharge_delay(Figure(State.WORD, text="Good"), BLANK).state is State.INVALID


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1e3), st.floats(0, 1e3))
def test_more_on_the_day_and_shorter_delays_never_raise_the_average(
    low_share: float, high_share: float, short: float, long: float
):
    low_share, high_share = sorted((low_share, high_share))
    short, long = sorted((short, long))
    better = average_discharge_delay(share(high_share), days(short)).number
    worse = average_discharge_delay(share(low_share), days(long)).number
    assert better is not None
    assert worse is not None
    assert better <= worse
