"""Targets met and directions of travel in columns are those of one by one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.support.columns import columns, rows
from xlbcf.rules.figures import BLANK, Figure, State
from xlbcf.rules.metrics import Metric, Polarity, Unit
from xlbcf.rules.periods import Period
from xlbcf.rules.targets import Comparator, Part, implied_comparator
from xlbcf.rules.travel import Judgement, Movement, Reading, direction_of_travel
from xlbcf.rules.verdict_columns import judge_columns, travel_columns
from xlbcf.rules.verdicts import Verdict, judge_cell

BEFORE, NOW = Period.parse("2023-24"), Period.parse("2024-25")
LOW = Polarity.LOW_IS_GOOD


def metric(unit: Unit = Unit.RATE, polarity: Polarity = LOW, decimals: int | None = 1) -> Metric:
    stored_as = "fraction" if unit is Unit.PERCENT else None
    return Metric("m", "M", "", unit, polarity, stored_as=stored_as, decimals=decimals)


def figure(number: float) -> Figure:
    return Figure(State.NUMBER, number) if math.isfinite(number) else BLANK


metrics = st.builds(
    metric,
    st.sampled_from([Unit.RATE, Unit.PERCENT]),
    st.sampled_from(Polarity),
    st.none() | st.integers(0, 3),
)


@example([(0.1 + 0.2, 0.3), (0.3, 0.1 + 0.2)], metric(), Comparator.EQUAL, None)
@given(rows, metrics, st.none() | st.sampled_from(Comparator), st.none() | st.integers(0, 3))
def test_every_row_has_the_verdict_of_its_own(given_rows, about, comparator, displayed):
    found = judge_columns(*columns(given_rows), about, comparator, as_displayed=displayed)
    chosen = comparator or implied_comparator(about.polarity)
    for verdict, (actual, target) in zip(found.spelt(), given_rows, strict=True):
        parts = [Part("", chosen, False, figure(each), about.unit) for each in (actual, target)]
        assert verdict is judge_cell(parts[:1], parts[1:], as_displayed=displayed).verdict


@pytest.mark.parametrize(
    ("comparator", "verdicts"),
    [
        (None, ["met", "met", "not_met", "no_verdict"]),
        (Comparator.BELOW, ["met", "not_met", "not_met", "no_verdict"]),
        (Comparator.AT_MOST, ["met", "met", "not_met", "no_verdict"]),
        (Comparator.ABOVE, ["not_met", "not_met", "met", "no_verdict"]),
        (Comparator.AT_LEAST, ["not_met", "met", "met", "no_verdict"]),
        (Comparator.EQUAL, ["not_met", "met", "not_met", "no_verdict"]),
    ],
)
def test_a_target_is_met_by_its_comparator_or_the_polarity(comparator, verdicts):
    found = judge_columns([4.9, 5.0, 5.1, None], 5.0, metric(), comparator)
    assert found.spelt().tolist() == [Verdict(each) for each in verdicts]


thresholds = st.sampled_from([None, 0.0, 0.1, 1.0, 1e-9, 2.5, -1.0, math.nan, math.inf, 0.1 + 0.2])


@example([(5.3, 5.0), (5.300001, 5.0), (5.0, 5.3)], metric(), 0.3, [False])
@given(rows, metrics, thresholds, st.lists(st.booleans(), min_size=1))
def test_every_row_travels_as_by_itself(given_rows, about, threshold, changes):
    changed = [changes[row % len(changes)] for row in range(len(given_rows))]
    found = travel_columns(*columns(given_rows), about, threshold=threshold, changed=changed)
    movements, judgements = found.movement.spelt(), found.judgement.spelt()
    for row, (now, then) in enumerate(given_rows):
        latest = Reading(NOW, figure(now), "new" if changed[row] else "old")
        earlier = [Reading(BEFORE, figure(then), "old")]
        one = direction_of_travel(latest, earlier, about, threshold=threshold)
        assert (movements[row], judgements[row]) == (one.movement, one.judgement)


def test_movement_and_judgement_are_two_facts():
    for polarity, judgement in (
        (Polarity.HIGH_IS_GOOD, Judgement.IMPROVING),
        (LOW, Judgement.WORSENING),
        (Polarity.NO_JUDGEMENT, Judgement.NO_JUDGEMENT),
    ):
        found = travel_columns([5.1], [5.0], metric(polarity=polarity))
        assert found.movement.spelt().tolist() == [Movement.UP]
        assert found.judgement.spelt().tolist() == [judgement]


def test_figures_that_show_alike_are_level_and_missing_ones_have_no_arrow():
    found = travel_columns([5.04, np.nan, 5.0], [5.0, 5.0, np.nan], metric())
    assert found.movement.spelt().tolist() == [Movement.LEVEL, None, None]
    assert found.judgement.spelt().tolist() == [Judgement.STEADY, None, None]
