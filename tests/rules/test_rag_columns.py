"""RAG ratings in columns are those of ratings one by one."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.support.columns import columns, figures, rows
from xlbcf.rules.bands import Band, BandSet, Duty, End, Guideline, Rag, Side, Tolerance
from xlbcf.rules.figures import BLANK, Figure, State
from xlbcf.rules.metrics import Metric, Polarity, Unit
from xlbcf.rules.rag import rate_amount, rate_figures, rate_milestone
from xlbcf.rules.rag_columns import rate_amounts, rate_columns, rate_milestones
from xlbcf.template.bands import load_bands

BANDS = load_bands(Path(__file__).parents[2] / "mappings" / "bands.yaml")
HIGH, LOW = Polarity.HIGH_IS_GOOD, Polarity.LOW_IS_GOOD


def metric(unit: Unit = Unit.RATE, polarity: Polarity = LOW, decimals: int | None = 1) -> Metric:
    stored_as = "fraction" if unit is Unit.PERCENT else None
    return Metric("m", "M", "", unit, polarity, stored_as=stored_as, decimals=decimals)


def figure(number: float) -> Figure:
    return Figure(State.NUMBER, number) if math.isfinite(number) else BLANK


@st.composite
def band_sets(draw: st.DrawFn) -> BandSet:
    """Bands with any ends, open or closed, and now and then one that holds a single number."""
    at = st.sampled_from([-10.0, -5.0, 0.0, 0.1, 2.5, 5.0, 10.0, 25.0, 1 / 3, 1e-7])
    ends = sorted(draw(st.lists(at, max_size=4)))
    ends = [each for each in ends if ends.count(each) < 3]
    bands, low = [], None
    for place, number in enumerate(ends):
        again = place + 1 < len(ends) and ends[place + 1] == number
        held = low is not None and low.number == number
        high = End(number, held or (not again and draw(st.booleans())))
        bands.append((low, high))
        low = End(number, not high.included)
    rags = st.sampled_from([Rag.GREEN, Rag.AMBER, Rag.RED])
    guidelines = [Guideline(draw(rags), "", Duty.OPTIONAL) for _ in range(len(bands) + 1)]
    pairs = zip(guidelines, [*bands, (low, None)], strict=True)
    made = tuple(Band(guideline, *both) for guideline, both in pairs)
    order = draw(st.permutations(made))
    side, unit = draw(st.sampled_from(Side)), draw(st.sampled_from(Tolerance))
    return BandSet("b", "B", "", side, unit, tuple(order))


any_bands = st.one_of(
    band_sets(),
    st.builds(
        BandSet._replace, st.sampled_from(list(BANDS.values())), unit=st.sampled_from(Tolerance)
    ),
)
metrics = st.builds(
    metric,
    st.sampled_from([Unit.RATE, Unit.PERCENT, Unit.DAYS]),
    st.sampled_from(Polarity),
    st.none() | st.integers(0, 3),
)


def assert_amount(found: float, expected: float | None, size: float) -> None:
    if expected is None:
        assert math.isnan(found)
    else:
        assert found == pytest.approx(expected, rel=1e-12, abs=1e-12 * size)


@example(
    [(110.0, 100.0), (0.33, 0.3), (5.061, 4.601), (1e-320, 1e300), (1.7e308, -1.7e308)],
    metric(),
    BANDS["impact"],
    False,
)
@given(rows, metrics, any_bands, st.booleans())
def test_every_row_has_the_rating_of_its_own(given_rows, about, bands, displayed):
    found = rate_columns(*columns(given_rows), about, bands, as_displayed=displayed)
    rags = found.rag.spelt()
    for row, (actual, plan) in enumerate(given_rows):
        expected = rate_figures(figure(actual), figure(plan), about, bands, as_displayed=displayed)
        assert rags[row] is expected.rag
        largest = max(abs(actual), abs(plan))
        if expected.amount is None or largest < 1e300:
            size = 100.0 if bands.unit is Tolerance.PERCENT else 100 * largest
            assert_amount(float(found.amount[row]), expected.amount, size)


@given(
    st.lists(figures | st.sampled_from([10.0, 30.0, 0.1 + 0.2, 2.5, -10.0]), min_size=1), any_bands
)
def test_every_amount_has_the_rating_of_its_own(amounts, bands):
    found = rate_amounts(amounts, bands)
    rags = found.rag.spelt()
    for row, amount in enumerate(amounts):
        expected = rate_amount(amount, bands)
        assert rags[row] is expected.rag
        assert_amount(float(found.amount[row]), expected.amount, abs(amount))


dates = st.none() | st.dates(date(2014, 1, 1), date(2014, 6, 30))


@given(st.lists(st.tuples(dates, dates), min_size=1), any_bands)
def test_every_milestone_has_the_rating_of_its_own(pairs, bands):
    due, expected = (
        [each if each else "NaT" for each in side] for side in zip(*pairs, strict=True)
    )
    found = rate_milestones(due, expected, bands).rag.spelt()
    assert found.tolist() == [rate_milestone(*pair, bands).rag for pair in pairs]


@pytest.mark.parametrize(
    ("actual", "high", "low"),
    [
        (89.999, Rag.RED, Rag.GREEN),
        (90, Rag.AMBER, Rag.GREEN),
        (100, Rag.GREEN, Rag.GREEN),
        (110, Rag.GREEN, Rag.AMBER),
        (110.001, Rag.GREEN, Rag.RED),
        (math.nan, Rag.NO_VERDICT, Rag.NO_VERDICT),
    ],
)
def test_up_to_and_including_10_percent_for_the_worse_is_amber(actual, high, low):
    found = [
        rate_columns([actual], 100.0, metric(polarity=polarity), BANDS["impact"]).rag.spelt()[0]
        for polarity in (HIGH, LOW)
    ]
    assert found == [high, low]


def test_every_exact_tenth_of_a_plan_is_amber_and_the_next_number_is_red():
    plans = np.arange(1, 30_001) / 10
    tenth = np.round(plans * 1.1, 2)
    for actuals, rag in ((tenth, Rag.AMBER), (tenth + 1e-6, Rag.RED), (tenth - 1e-6, Rag.AMBER)):
        found = rate_columns(actuals, plans, metric(), BANDS["impact"])
        assert set(found.rag.spelt()) == {rag}


def test_typed_figures_on_an_end_are_told_without_the_scalar_rule(monkeypatch):
    def refuse(*given: object) -> None:
        raise AssertionError(given)

    actuals, plans = [110.0, 121.0, 0.33, 100.0], [100.0, 110.0, 0.3, 0.0]
    one = rate_figures(figure(1), figure(1), metric(), BANDS["impact"])
    answers = iter([one])
    monkeypatch.setattr("xlbcf.rules.rag_columns.rate_figures", lambda *_: next(answers))
    found = rate_columns(actuals, plans, metric(), BANDS["impact"])
    assert found.rag.spelt().tolist() == [Rag.AMBER] * 3 + [Rag.RED]


def test_bands_that_do_not_fit_the_metric_give_no_verdict():
    found = rate_columns([1.0], [2.0], metric(), BANDS["impact"]._replace(unit=Tolerance.DAYS))
    assert found.rag.spelt().tolist() == [Rag.NO_VERDICT]
    assert np.isnan(found.amount).all()


def test_the_columns_given_are_left_as_they_were():
    actual, plan = np.array([0.1 + 0.2, np.nan, 5.0]), np.array([0.3, 0.0, 0.0])
    before = actual.copy(), plan.copy()
    rate_columns(actual, plan, metric(), BANDS["finance"], as_displayed=True)
    rate_amounts(actual, BANDS["finance"])
    np.testing.assert_array_equal((actual, plan), before)
