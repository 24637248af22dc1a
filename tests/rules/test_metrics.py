"""Metrics, polarity and places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlbcf.rules.metrics import Metric, Place, Places, Polarity, Unit, fold_name

NORTH = Place("E06000001", "north", "North Town", ("North Town UA", "Town & Port"))
SOUTH = Place("E06000002", "south", "South Town")


@pytest.mark.parametrize(
    ("polarity", "sign", "words"),
    [
        (Polarity.HIGH_IS_GOOD, 1, "high is good"),
        (Polarity.LOW_IS_GOOD, -1, "low is good"),
        (Polarity.NO_JUDGEMENT, 0, "no judgement"),
    ],
)
def test_a_polarity_says_what_a_rise_is_worth(polarity: Polarity, sign: int, words: str):
    assert (polarity.sign, polarity.words) == (sign, words)


@pytest.mark.parametrize("text", ["higher_is_better", "", "HIGH_IS_GOOD"])
def test_an_unknown_polarity_is_refused(text: str):
    with pytest.raises(ValueError, match="not a valid Polarity"):
        Polarity(text)


@pytest.mark.parametrize(
    ("limits", "number", "allowed"),
    [
        ((0, 1), 0.0, True),
        ((0, 1), 1.0, True),
        ((0, 1), 92.7, False),
        ((0, 1), -0.1, False),
        ((None, 1), -5.0, True),
        ((0, None), 1e9, True),
        ((None, None), -1e9, True),
    ],
)
def test_a_metric_allows_what_lies_within_its_limits(
    limits: tuple[float | None, float | None], number: float, allowed: bool
):
    metric = Metric("m", "M", "", Unit.PERCENT, Polarity.HIGH_IS_GOOD, limits=limits)
    assert metric.allows(number) is allowed


@pytest.mark.parametrize(
    "text",
    [
        "E06000001",
        "e06000001 ",
        "NORTH",
        " north  town ",
        "North\u00a0Town",
        "north_town",
        "north-town",
    ],
)
def test_a_place_is_found_by_any_name_in_any_spelling(text: str):
    assert Places([NORTH, SOUTH]).find(text) is NORTH


def test_a_place_is_found_by_its_aliases():
    places = Places([NORTH, SOUTH])
    assert places.find("north town ua") is NORTH
    assert places.find("Town and Port") is NORTH


@pytest.mark.parametrize("text", ["", "  ", "West", "E0600000", None, 5, float("nan"), []])
def test_what_is_no_place_is_not_found(text: object):
    assert Places([NORTH, SOUTH]).find(text) is None


def test_places_keep_their_order_and_number():
    places = Places(place for place in (SOUTH, NORTH))
    assert list(places) == [SOUTH, NORTH]
    assert len(places) == 2


def test_the_first_of_two_places_with_one_name_has_it():
    other = Place("E06000009", "other", "North Town")
    assert Places([NORTH, other]).find("North Town") is NORTH


@given(st.text())
def test_any_name_can_be_folded_and_folding_twice_is_folding_once(text: str):
    assert fold_name(fold_name(text)) == fold_name(text)
