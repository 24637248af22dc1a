"""Standardised rates, direct and indirect."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlbcf.rules.intervals import Cause, Interval, Method, NoInterval, rate
from xlbcf.rules.standardised import (
    EUROPEAN_STANDARD_POPULATION_2013,
    Stratum,
    directly_standardised,
    european_weights,
    expected_events,
    indirectly_standardised,
)

ODD = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=3))
TWO_BANDS = (Stratum("65-69", 10, 1000, 5500), Stratum("70-74", 20, 500, 5000))


def test_the_european_standard_population_has_100000_people():
    assert sum(EUROPEAN_STANDARD_POPULATION_2013.values()) == 100_000


@pytest.mark.parametrize(
    ("bands", "weights"),
    [
        (
            ["65-69", "70–74", "75 to 79", "80-84", "85-89", "90+"],
            [5500, 5000, 4000, 2500, 1500, 1000],
        ),
        (["65-74", "75-84", "85 and over"], [10500, 6500, 2500]),
        (["0-4", "5-64", "65 plus"], [5000, 75500, 19500]),
        (["95+", "0-94"], [200, 99800]),
    ],
)
def test_age_bands_have_the_weights_of_the_european_standard_population(
    bands: list[str], weights: list[int]
):
    assert european_weights(bands) == weights


@pytest.mark.parametrize(
    ("bands", "reason"),
    [
        (["65-70"], "65-70 is not made of five-year bands such as 65-69, or 85+ for the oldest"),
        (["older"], "older is not made of five-year bands such as 65-69, or 85+ for the oldest"),
        (["69-65"], "69-65 is not made of five-year bands such as 65-69, or 85+ for the oldest"),
        (["98+"], "98+ is not made of five-year bands such as 65-69, or 85+ for the oldest"),
        (["65-74", "70+"], "70+ overlaps another age band"),
        (["65-69", "65-69"], "65-69 overlaps another age band"),
    ],
)
def test_a_wrong_age_band_is_named(bands: list[str], reason: str):
    assert european_weights(bands) == NoInterval(Cause.WRONG, reason)


def test_a_directly_standardised_rate_has_dobsons_interval():
    result = directly_standardised(TWO_BANDS)
    assert isinstance(result, Interval)
    assert result.method is Method.DOBSON
    # By hand: (5500 x 0.01 + 5000 x 0.04) / 10500 is 0.0242857, its variance is 0.0000208844,
    # and Byar's limits of 30 events are 20.2369 and 42.8284.
    assert result.value == pytest.approx(2428.5714, abs=1e-4)
    assert (result.lower, result.upper) == pytest.approx((1613.99, 3498.91), abs=0.01)


def test_one_group_alone_has_its_own_rate_and_byars_interval():
    alone = directly_standardised([Stratum("65+", 100, 20_000, 19_500)])
    crude = rate(100, 20_000)
    assert isinstance(alone, Interval)
    assert isinstance(crude, Interval)
    assert (alone.value, alone.lower, alone.upper) == pytest.approx(
        (crude.value, crude.lower, crude.upper), rel=1e-12
    )


def test_a_directly_standardised_rate_is_not_given_below_ten_events():
    nine = [Stratum("65-69", 4, 1000, 5500), Stratum("70-74", 5, 500, 5000)]
    reason = "a directly standardised rate is not given below 10 events"
    assert directly_standardised(nine) == NoInterval(Cause.TOO_FEW, reason)
    ten = [nine[0], Stratum("70-74", 6, 500, 5000)]
    assert isinstance(directly_standardised(ten), Interval)
    assert getattr(directly_standardised([]), "cause", None) is Cause.TOO_FEW


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (Stratum("75-79", 1, 0, 4000), "75-79: the denominator 0 is not above 0"),
        (Stratum("75-79", -1, 10, 4000), "75-79: the numerator -1 is below 0"),
        (Stratum("75-79", None, 10, 4000), "75-79: there is no numerator"),
        (Stratum("75-79", 1, 10, 0), "75-79: its weight is not above 0"),
    ],
)
def test_a_wrong_group_is_named(wrong: Stratum, reason: str):
    assert getattr(directly_standardised([*TWO_BANDS, wrong]), "reason", None) == reason


def test_a_group_without_events_does_not_stop_a_rate():
    result = directly_standardised([*TWO_BANDS, Stratum("75-79", 0, 100, 4000)])
    assert getattr(result, "value", None) == pytest.approx(255 / 14_500 * 100_000)


def test_an_indirectly_standardised_ratio_has_the_interval_of_the_observed_count():
    byar = indirectly_standardised(100, 80, per=100)
    assert isinstance(byar, Interval)
    assert (byar.value, byar.lower, byar.upper) == pytest.approx(
        (125.0, 101.7026, 152.0349), abs=1e-4
    )
    exact = indirectly_standardised(0, 2)
    assert isinstance(exact, Interval)
    assert (exact.value, exact.lower) == (0.0, 0.0)
    assert exact.upper == pytest.approx(1.8444, abs=1e-4)
    assert exact.method is Method.EXACT_POISSON


def test_nothing_expected_is_refused():
    reason = "the denominator 0 is not above 0"
    assert indirectly_standardised(5, 0) == NoInterval(Cause.WRONG, reason)


def test_expected_events_add_up_over_the_groups():
    assert expected_events(TWO_BANDS, [0.01, 0.02]) == pytest.approx(20.0)
    wrong = expected_events(TWO_BANDS, [0.01, -0.02])
    assert getattr(wrong, "reason", None) == "70-74: the reference rate is not at least 0"


def test_expected_events_need_a_rate_and_people_for_each_group():
    few = expected_events(TWO_BANDS, [0.01])
    assert getattr(few, "reason", None) == "there are 2 groups and 1 reference rates"
    empty = expected_events([Stratum("65-69", 1, 0, 5500)], [0.01])
    assert getattr(empty, "reason", None) == "65-69: the denominator is not above 0"


@given(st.lists(st.tuples(ODD, ODD, ODD), max_size=3), ODD, ODD)
def test_any_groups_give_a_rate_or_a_reason(
    rows: list[tuple[object, object, object]], per: object, confidence: object
):
    strata = [Stratum("a", *row) for row in rows]
    for result in (
        directly_standardised(strata, per, confidence),
        indirectly_standardised(per, confidence, per, confidence),
        expected_events(strata, [row[0] for row in rows]),
        european_weights([row[2] for row in rows]),
    ):
        if isinstance(result, NoInterval):
            assert result.reason
