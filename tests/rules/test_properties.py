"""What holds of every rule: polarity swaps better and worse, and what is printed reads back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlbcf.rules.assessment import Assessment, propose
from xlbcf.rules.bands import Band, BandSet, Duty, End, Guideline, Rag, Side, Tolerance
from xlbcf.rules.benchmark import (
    Outcome,
    against_benchmark,
    against_goal,
    against_range,
    limits_against_goal,
)
from xlbcf.rules.figures import Figure, State, read_figure, written
from xlbcf.rules.metrics import Metric, Polarity, Unit
from xlbcf.rules.narrative_words import Direction, effects_claimed
from xlbcf.rules.periods import Period
from xlbcf.rules.rag import rate_amount, rate_figures
from xlbcf.rules.rounding import round_half_away
from xlbcf.rules.spc import Settings, control_chart
from xlbcf.rules.targets import Comparator, implied_comparator, read_targets
from xlbcf.rules.travel import Judgement, Reading, direction_of_travel
from xlbcf.rules.trend import Marker, trend_words
from xlbcf.rules.variance import (
    Dated,
    Effect,
    Mode,
    Variance,
    compare,
    written_relative,
    written_variance,
)
from xlbcf.rules.verdicts import Verdict, judge_cell

HIGH, LOW, NONE = Polarity.HIGH_IS_GOOD, Polarity.LOW_IS_GOOD, Polarity.NO_JUDGEMENT
YEAR = Period.of_year(2024)
#: Coarse numbers meet each other and zero; fine ones do not.
coarse = st.integers(-40, 40).map(lambda number: number / 4)
numbers = coarse | st.floats(-1e9, 1e9).map(lambda number: round(number, 6))


def metric(polarity: Polarity, unit: Unit = Unit.RATE, decimals: int | None = 1) -> Metric:
    stored_as = "fraction" if unit is Unit.PERCENT else None
    return Metric("m", "M", "", unit, polarity, stored_as=stored_as, decimals=decimals)


def figure(number: float) -> Figure:
    return Figure(State.NUMBER, number + 0.0, str(number))


def swapped(pairs: Mapping[str, str], value: str) -> str:
    return {**pairs, **{other: one for one, other in pairs.items()}}.get(value, value)


def variance(actual: float, plan: float, polarity: Polarity, unit: Unit = Unit.RATE) -> Variance:
    sides = [[Dated(YEAR, figure(number))] for number in (plan, actual)]
    found = compare(sides[0], sides[1], metric(polarity, unit), Mode.ANNUAL)
    assert isinstance(found, Variance)
    return found


def ten_percent(side: Side) -> BandSet:
    ends = [End(0, included=True), End(0, included=False), End(10, included=True)]
    guidelines = [Guideline(rag, "", Duty.OPTIONAL) for rag in (Rag.GREEN, Rag.AMBER, Rag.RED)]
    stretches = [(None, ends[0]), (ends[1], ends[2]), (End(10, included=False), None)]
    bands = [Band(each, *ends) for each, ends in zip(guidelines, stretches, strict=True)]
    return BandSet("b", "B", "", side, Tolerance.PERCENT, tuple(bands))


EFFECTS = {Effect.FAVOURABLE: Effect.ADVERSE}
OUTCOMES = {Outcome.BETTER: Outcome.WORSE}
GOOD_AND_BAD = {Assessment.ON_TRACK: Assessment.NOT_ON_TRACK}


@given(numbers, numbers)
def test_the_other_polarity_swaps_favourable_and_adverse(actual: float, plan: float):
    high, low = (variance(actual, plan, each) for each in (HIGH, LOW))
    assert low.effect == swapped(EFFECTS, high.effect)
    assert low == high._replace(effect=low.effect)
    assert variance(actual, plan, NONE).effect is Effect.NO_JUDGEMENT


@given(numbers, numbers)
def test_the_other_polarity_swaps_the_assessments_proposed(actual: float, plan: float):
    offered = list(Assessment)[2:]
    high, low = (
        propose(variance(actual, plan, each), offered, metric(each)).code for each in (HIGH, LOW)
    )
    assert high is not None
    expected = high if actual == plan else swapped(GOOD_AND_BAD, high)
    assert low == expected
    assert propose(variance(actual, plan, NONE), offered, metric(NONE)).code is None


@given(numbers, numbers)
def test_the_other_polarity_turns_the_amount_off_plan_round(actual: float, plan: float):
    ratings = [
        rate_figures(figure(actual), figure(plan), metric(each), ten_percent(Side.ADVERSE))
        for each in (HIGH, LOW)
    ]
    high, low = ratings
    assert high.amount is not None
    assert low.amount == -high.amount
    if high.amount:
        assert (high.rag is Rag.GREEN) != (low.rag is Rag.GREEN)
    if plan:
        assert rate_amount(low.amount, ten_percent(Side.ADVERSE)).rag is low.rag
    neutral = rate_figures(figure(actual), figure(plan), metric(NONE), ten_percent(Side.ADVERSE))
    assert neutral.rag is Rag.NO_VERDICT


@given(numbers, numbers)
def test_a_rating_of_either_side_knows_no_polarity(actual: float, plan: float):
    ratings = {
        rate_figures(figure(actual), figure(plan), metric(each), ten_percent(Side.EITHER)).rag
        for each in (HIGH, LOW, NONE)
    }
    assert len(ratings) == 1


@given(numbers, numbers)
def test_the_other_polarity_swaps_improving_and_worsening(now: float, before: float):
    readings = [Reading(YEAR, figure(now)), Reading(Period.of_year(2023), figure(before))]
    high, low, none = (
        direction_of_travel(readings[0], readings[1:], metric(each)) for each in (HIGH, LOW, NONE)
    )
    assert high.judgement is not None
    assert low.judgement == swapped({Judgement.IMPROVING: Judgement.WORSENING}, high.judgement)
    assert high.movement is low.movement is none.movement
    assert none.judgement is Judgement.NO_JUDGEMENT


@given(numbers, numbers)
def test_the_other_polarity_swaps_met_and_not_met_but_for_equal_figures(
    actual: float, target: float
):
    verdicts = []
    for polarity in (HIGH, LOW, NONE):
        parts = [read_targets(each, Unit.RATE, polarity) for each in (actual, target)]
        verdicts.append(judge_cell(*parts).verdict)
    high, low, none = verdicts
    assert low == (Verdict.MET if actual == target else swapped({"met": "not_met"}, high))
    assert none is Verdict.NO_VERDICT


@given(numbers, numbers, numbers)
def test_the_other_polarity_swaps_better_and_worse_than_goal_range_and_benchmark(
    value: float, one: float, other: float
):
    lower, upper = sorted((one, other))
    for rule in (
        lambda polarity: against_benchmark(lower, upper, value, polarity),
        lambda polarity: against_range(value, lower, upper, polarity),
        lambda polarity: limits_against_goal(lower, upper, value, polarity),
        lambda polarity: against_goal(value, one, polarity) if value != one else Outcome.NONE,
    ):
        assert rule(LOW) == swapped(OUTCOMES, rule(HIGH))
        assert rule(NONE) not in (Outcome.BETTER, Outcome.WORSE)
    assert against_goal(value, value, LOW) is against_goal(value, value, HIGH) is Outcome.BETTER


@given(st.sampled_from(Marker))
def test_the_other_polarity_swaps_getting_better_and_getting_worse(marker: Marker):
    high, low, none = (trend_words(marker, each).words for each in (HIGH, LOW, NONE))
    assert low == high.replace("better", "?").replace("worse", "better").replace("?", "worse")
    assert "getting" not in none


@given(st.lists(coarse | st.none(), max_size=25), coarse)
def test_the_other_polarity_swaps_the_colours_and_icons_of_a_chart(
    values: list[float | None], target: float
):
    dates = [date(2024, 4, 1) + timedelta(days=at) for at in range(len(values))]
    high, low, none = (
        control_chart(dates, values, Settings(each, target)) for each in (HIGH, LOW, NONE)
    )
    words = {"special_cause_improvement": "special_cause_concern", "pass": "fail"}
    words |= {f"improvement_{way}": f"concern_{way}" for way in ("high", "low")}
    assert [each.kind for each in low.points] == [swapped(words, each.kind) for each in high.points]
    assert low.variation == swapped(words, high.variation)
    assert low.assurance == swapped(words, str(high.assurance))
    assert none.assurance is None


@pytest.mark.parametrize("direction", [Direction.ABOVE, Direction.BELOW])
def test_above_plan_is_good_one_way_and_bad_the_other(direction: Direction):
    (high,) = effects_claimed(direction, HIGH)
    (low,) = effects_claimed(direction, LOW)
    assert low == swapped(EFFECTS, high)
    assert not effects_claimed(direction, NONE)


@given(
    st.floats(-1e9, 1e9).filter(lambda number: number == 0 or abs(number) > 1e-9),
    st.sampled_from([Unit.COUNT, Unit.RATE, Unit.PERCENT, Unit.CURRENCY, Unit.DAYS]),
    st.none() | st.integers(0, 4),
)
def test_a_figure_written_reads_back_as_the_number_shown(
    number: float, unit: Unit, decimals: int | None
):
    about = metric(HIGH, unit, decimals)
    text = written(number, about)
    found = read_figure(text, unit, "fraction").number
    if decimals is None:
        assert found == pytest.approx(number, rel=1e-13)
    else:
        shift = 2 if unit is Unit.PERCENT else 0
        assert found == pytest.approx(round_half_away(number, decimals + shift), rel=1e-14)
    assert found is not None
    assert written(found, about) == text


@given(st.integers(-(10**8), 10**8))
def test_a_duration_written_reads_back_to_the_second(seconds: int):
    text = written(float(seconds), metric(LOW, Unit.DURATION))
    assert read_figure(text, Unit.DURATION).number == seconds


@given(st.text(alphabet="RAG", min_size=1, max_size=24), st.sampled_from(Unit))
def test_words_and_marks_written_read_back(letters: str, unit: Unit):
    trend = read_figure(letters, Unit.TEXT_TREND)
    assert read_figure(written(trend, metric(HIGH)), Unit.TEXT_TREND) == trend
    missing = read_figure("~", unit)
    assert read_figure(written(missing, metric(HIGH)), unit).state is State.NOT_AVAILABLE


@given(
    st.sampled_from(Comparator),
    coarse,
    st.sampled_from(["", "UHL", "Rutland"]),
    st.sampled_from([Unit.RATE, Unit.PERCENT, Unit.CURRENCY]),
    st.sampled_from([" ", "", "\u00a0"]),
)
def test_a_target_written_reads_back(
    comparator: Comparator, number: float, who: str, unit: Unit, space: str
):
    text = f"{who} {comparator}{space}{written(number, metric(LOW, unit, None))}".strip()
    (part,) = read_targets(text, unit, LOW)
    found = (part.who, part.comparator, part.implied, part.figure.number)
    assert found == (who, comparator, False, number)


@given(st.lists(coarse, min_size=2, max_size=4), st.sampled_from([" / ", "\n"]))
def test_parts_written_read_back_with_the_comparator_implied(values: list[float], between: str):
    text = between.join(written(value, metric(HIGH, Unit.PERCENT, None)) for value in values)
    parts = read_targets(text, Unit.PERCENT, HIGH)
    assert [part.figure.number for part in parts] == values
    assert {(part.comparator, part.implied) for part in parts} == {(implied_comparator(HIGH), True)}


@given(numbers, numbers.filter(bool), st.sampled_from([Unit.RATE, Unit.PERCENT, Unit.CURRENCY]))
def test_a_variance_written_reads_back_in_its_two_units(actual: float, plan: float, unit: Unit):
    found = variance(actual, plan, HIGH, unit)
    absolute, _, rest = written_variance(found, metric(HIGH, unit)).partition(" (")
    assert rest.removesuffix(")") == written_relative(found.relative or 0.0)
    kinds = {Unit.PERCENT: absolute.endswith(" pp"), Unit.CURRENCY: "£" in absolute}
    assert kinds.get(unit, True)
    read = read_figure(absolute.removesuffix(" pp"), unit, "percent").number
    assert read == pytest.approx(found.absolute, rel=0.1, abs=6e-3)
    share = read_figure(rest.removesuffix(")"), Unit.PERCENT).number
    assert share == pytest.approx(found.relative, rel=0.1, abs=6e-5)


@given(st.integers(0, 9998), st.none() | st.integers(1, 4))
def test_a_period_written_reads_back_and_lies_in_its_financial_year(year: int, quarter: int | None):
    period = Period.of_year(year, quarter)
    assert Period.parse(str(period)) == period
    assert period.within(period.financial_year)
    assert str(period.financial_year) == period.year
