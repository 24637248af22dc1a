"""Bands cover the line, without gap and without overlap."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlbcf.rules.bands import (
    Band,
    BandSet,
    Duty,
    End,
    Guideline,
    Rag,
    Side,
    Tolerance,
    faults_of_bands,
)


def band(rag: Rag, low: End | None = None, high: End | None = None) -> Band:
    return Band(Guideline(rag, rag.words, Duty.OPTIONAL), low, high)


def closed(number: float) -> End:
    return End(number, included=True)


def open_(number: float) -> End:
    return End(number, included=False)


GREEN = band(Rag.GREEN, None, closed(0))
AMBER = band(Rag.AMBER, open_(0), closed(10))
RED = band(Rag.RED, open_(10))


@pytest.mark.parametrize(
    "bands",
    [
        (GREEN, AMBER, RED),
        (RED, GREEN, AMBER),
        (band(Rag.GREEN),),
        (band(Rag.GREEN, None, open_(5)), band(Rag.RED, closed(5))),
        (
            band(Rag.GREEN, None, open_(5)),
            band(Rag.AMBER, closed(5), closed(5)),
            band(Rag.RED, open_(5)),
        ),
    ],
)
def test_bands_that_cover_every_number_once_have_no_faults(bands: tuple[Band, ...]):
    assert faults_of_bands(bands) == []


@pytest.mark.parametrize(
    ("bands", "faults"),
    [
        ((), ["there are no bands"]),
        (
            (GREEN, band(Rag.AMBER, open_(1), closed(10)), RED),
            [
                "there is a gap between green (up to and including 0) "
                "and amber (above 1, up to and including 10)"
            ],
        ),
        (
            (band(Rag.GREEN, None, open_(0)), AMBER, RED),
            ["0 is in neither green (below 0) nor amber (above 0, up to and including 10)"],
        ),
        (
            (GREEN, band(Rag.AMBER, closed(0), closed(10)), RED),
            [
                "0 is in both green (up to and including 0) "
                "and amber (from 0, up to and including 10)"
            ],
        ),
        (
            (GREEN, AMBER, band(Rag.RED, open_(9))),
            ["amber (above 0, up to and including 10) and red (above 9) overlap"],
        ),
        (
            (AMBER, RED),
            ["nothing holds the numbers below amber (above 0, up to and including 10)"],
        ),
        (
            (GREEN, AMBER),
            ["nothing holds the numbers beyond amber (above 0, up to and including 10)"],
        ),
        (
            (band(Rag.GREEN), RED),
            ["green (any amount) and red (above 10) overlap"],
        ),
        (
            (GREEN, AMBER, RED, band(Rag.RED, open_(3), closed(2))),
            ["red (above 3, up to and including 2) holds no number"],
        ),
        (
            (GREEN, AMBER, RED, band(Rag.RED, open_(3), closed(3))),
            ["red (above 3, up to and including 3) holds no number"],
        ),
        ((GREEN, AMBER, band(Rag.RED, open_(float("nan")))), ["an end of red is not a number"]),
        (
            (band(Rag.AMBER, open_(1), closed(10)), band(Rag.RED, open_(11), open_(12))),
            [
                "nothing holds the numbers below amber (above 1, up to and including 10)",
                "there is a gap between amber (above 1, up to and including 10) "
                "and red (above 11, below 12)",
                "nothing holds the numbers beyond red (above 11, below 12)",
            ],
        ),
    ],
)
def test_every_gap_and_overlap_is_named(bands: tuple[Band, ...], faults: list[str]):
    assert faults_of_bands(bands) == faults


def test_bands_with_a_gap_make_no_set():
    with pytest.raises(ValueError, match="0 is in neither green"):
        BandSet(
            "x",
            "X",
            "",
            Side.ADVERSE,
            Tolerance.PERCENT,
            (band(Rag.GREEN, None, open_(0)), AMBER, RED),
        )


ENDS = st.one_of(
    st.none(),
    st.builds(End, st.floats(), st.booleans()),
    st.builds(End, st.integers(-2, 2), st.booleans()),
)
BANDS = st.lists(st.builds(band, st.sampled_from([Rag.GREEN, Rag.RED]), ENDS, ENDS), max_size=4)


@given(BANDS, st.lists(st.one_of(st.floats(-3, 3), st.integers(-3, 3)), min_size=5))
def test_bands_without_faults_hold_every_number_once(bands: list[Band], numbers: list[float]):
    if not faults_of_bands(bands):
        for number in (*numbers, "-Infinity", "Infinity"):
            assert sum(each.holds(Decimal(number)) for each in bands) == 1


@given(
    st.lists(st.tuples(st.integers(-9, 9), st.booleans()), max_size=4, unique_by=lambda cut: cut[0])
)
def test_a_line_cut_anywhere_has_no_faults(cuts: list[tuple[int, bool]]):
    cuts.sort()
    lows = [None, *(End(at, not to_the_left) for at, to_the_left in cuts)]
    highs = [*(End(at, to_the_left) for at, to_the_left in cuts), None]
    bands = [band(Rag.GREEN, *ends) for ends in zip(lows, highs, strict=True)]
    assert faults_of_bands(bands) == []
    for number in range(-10, 11):
        assert sum(each.holds(Decimal(number)) for each in bands) == 1
    for left_out in range(len(bands)):
        assert faults_of_bands([*bands[:left_out], *bands[left_out + 1 :]])
