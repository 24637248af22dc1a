"""Direction of travel: movement and judgement, kept apart."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlbcf.rules.figures import read_figure
from xlbcf.rules.metrics import Metric, Polarity, Unit
from xlbcf.rules.periods import Period
from xlbcf.rules.travel import Judgement, Movement, Reading, Travel, direction_of_travel

HIGH, LOW, NONE = Polarity.HIGH_IS_GOOD, Polarity.LOW_IS_GOOD, Polarity.NO_JUDGEMENT
UP, DOWN, LEVEL = Movement.UP, Movement.DOWN, Movement.LEVEL


def metric(unit: Unit = Unit.RATE, polarity: Polarity = LOW, decimals: int | None = 1) -> Metric:
    stored_as = "fraction" if unit is Unit.PERCENT else None
    return Metric("m", "M", "", unit, polarity, stored_as=stored_as, decimals=decimals)


def reading(period: str, text: object, about: Metric, definition: str = "") -> Reading:
    figure = read_figure(text, about.unit, about.stored_as)
    return Reading(Period.parse(period), figure, definition)


def from_to(previous: object, latest: object, about: Metric, **settings: object) -> Travel:
    readings = reading("2024-25 Q2", previous, about), reading("2024-25 Q3", latest, about)
    return direction_of_travel(readings[1], [readings[0]], about, **settings)


@pytest.mark.parametrize(
    ("previous", "latest", "movement", "glyph", "high", "low"),
    [
        (5, 6, UP, "↑", Judgement.IMPROVING, Judgement.WORSENING),
        (6, 5, DOWN, "↓", Judgement.WORSENING, Judgement.IMPROVING),
        (5, 5, LEVEL, "↔", Judgement.STEADY, Judgement.STEADY),
        (-5, -6, DOWN, "↓", Judgement.WORSENING, Judgement.IMPROVING),
    ],
)
def test_the_number_moves_and_the_polarity_judges(
    previous: int, latest: int, movement: Movement, glyph: str, high: Judgement, low: Judgement
):
    travels = [from_to(previous, latest, metric(polarity=each)) for each in (HIGH, LOW, NONE)]
    assert [travel.movement for travel in travels] == [movement] * 3
    assert [travel.glyph for travel in travels] == [glyph] * 3
    assert [travel.judgement for travel in travels] == [high, low, Judgement.NO_JUDGEMENT]
    assert travels[0].reason == "compared with 2024-25 Q2"


@pytest.mark.parametrize(
    ("unit", "decimals", "previous", "latest", "movement"),
    [
        (Unit.RATE, 1, 5.04, 4.96, LEVEL),
        (Unit.RATE, 1, 5.04, 5.05, UP),
        (Unit.RATE, None, 5.04, 4.96, DOWN),
        (Unit.RATE, None, 0.3, 0.1 + 0.2, LEVEL),
        (Unit.PERCENT, 1, "92.74%", "92.65%", LEVEL),
        (Unit.PERCENT, 1, "92.74%", "92.64%", DOWN),
        (Unit.PERCENT, 0, "92.6%", "93.4%", LEVEL),
        (Unit.DURATION, None, "00:15:00", "00:12:28", DOWN),
    ],
)
def test_figures_are_compared_as_displayed(
    unit: Unit, decimals: int | None, previous: object, latest: object, movement: Movement
):
    assert from_to(previous, latest, metric(unit, decimals=decimals)).movement is movement


@pytest.mark.parametrize(
    ("latest", "threshold", "movement"),
    [(6, 1, LEVEL), (4, 1, LEVEL), (6.1, 1, UP), (5.01, 0, UP), (5.04, 0.05, LEVEL)],
)
def test_a_stated_threshold_replaces_the_displayed_precision(
    latest: float, threshold: float, movement: Movement
):
    assert from_to(5, latest, metric(), threshold=threshold).movement is movement


@pytest.mark.parametrize("threshold", [-1, math.nan, math.inf])
def test_a_threshold_is_a_number_of_at_least_0(threshold: float):
    travel = from_to(5, 6, metric(), threshold=threshold)
    assert travel == Travel(None, None, "the threshold is not a number of at least 0")


def test_without_a_previous_figure_the_arrow_is_blank():
    about = metric()
    travel = direction_of_travel(reading("2024-25 Q3", 5, about), [], about)
    assert travel == Travel(None, None, "there is no figure for a period before 2024-25 Q3")
    assert travel.glyph == ""


@pytest.mark.parametrize(
    ("previous", "latest", "reason"),
    [
        (5, "n/a", "the figure for 2024-25 Q3 is not available"),
        (5, "", "the figure for 2024-25 Q3 is blank"),
        ("*", 5, "the figure for 2024-25 Q2 is suppressed"),
        ("about 5", 5, "the figure for 2024-25 Q2 is invalid"),
        ("", 5, "there is no figure for a period before 2024-25 Q3"),
    ],
)
def test_without_two_figures_the_arrow_is_blank(previous: object, latest: object, reason: str):
    assert from_to(previous, latest, metric()) == Travel(None, None, reason)


def test_the_previous_period_is_the_latest_earlier_one_of_the_same_length():
    about = metric()
    readings = [
        reading(period, value, about)
        for period, value in {
            "2023-24": 9,
            "2024-09": 9,
            "2024-25 Q1": 1,
            "2024-25 Q2": "",
            "2024-25 Q4": 9,
            "2023-24 Q3": 9,
        }.items()
    ]
    travel = direction_of_travel(reading("2024-25 Q3", 5, about), readings, about)
    assert (travel.movement, travel.reason) == (UP, "compared with 2024-25 Q1")


def test_a_change_of_definition_is_not_comparable():
    about = metric()
    latest = reading("2024-25", 5, about, "ASCOF 2C")
    before = reading("2023-24", 6, about, "ASCOF 2A part 2")
    travel = direction_of_travel(latest, [before], about)
    reason = "not comparable: the definition changed between 2023-24 and 2024-25"
    assert travel == Travel(None, None, reason)
    same = before._replace(definition="ascof  2c")
    assert direction_of_travel(latest, [same], about).movement is DOWN


def test_words_move_by_their_order():
    about = metric(Unit.CATEGORY, LOW)
    order = ("Inadequate", "Requires improvement", "Good", "Outstanding")
    travel = from_to("good", "Outstanding", about, order=order)
    assert (travel.movement, travel.judgement) == (UP, Judgement.IMPROVING)
    assert from_to("Good", "GOOD", about).movement is LEVEL
    travel = from_to("Good", "Green", about, order=order)
    assert travel == Travel(None, None, "nothing says whether Green is better than Good")


ODD = st.one_of(st.none(), st.text(), st.floats(), st.integers())
PERIODS = st.sampled_from(["2023-24", "2024-25", "2024-25 Q1", "2024-25 Q2", "2024-11"])
EARLIER = st.lists(st.tuples(PERIODS, ODD), max_size=4)
SWAPPED = {Judgement.IMPROVING: Judgement.WORSENING, Judgement.WORSENING: Judgement.IMPROVING}


@given(PERIODS, ODD, EARLIER, st.sampled_from(Unit), st.one_of(st.none(), st.floats()))
def test_the_other_polarity_swaps_improving_and_worsening(
    period: str,
    latest: object,
    earlier: list[tuple[str, object]],
    unit: Unit,
    threshold: float | None,
):
    travels = []
    for polarity in (HIGH, LOW):
        about = metric(unit, polarity)
        readings = [reading(*each, about) for each in earlier]
        now = reading(period, latest, about)
        travels.append(direction_of_travel(now, readings, about, threshold=threshold))
    high, low = travels
    assert high.reason
    assert high.movement is low.movement
    assert (high.judgement is None) == (high.movement is None)
    if unit not in (Unit.CATEGORY, Unit.TEXT_TREND):
        assert low.judgement is SWAPPED.get(high.judgement, high.judgement)
