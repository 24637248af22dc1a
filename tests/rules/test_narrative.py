"""Narrative against figures: readings of numbers, and words of direction."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.narratives import RATE, SHARE, read, record, row
from xlbcf.rules.figures import written
from xlbcf.rules.metrics import Polarity
from xlbcf.rules.narrative import Fit, Row, Series, read_narrative
from xlbcf.rules.variance import Dated, Mode, Variance, compare, written_relative, written_size

ADMISSIONS = row(RATE, "not_met", plan_year=500, actual_year=550)
HOME = row(SHARE, "not_met", plan_year=0.9, actual_year=0.88)
QUARTERS = row(
    SHARE, plan_q1=0.927, plan_q2=0.926, plan_q3=0.951, plan_q4=0.917, actual_q3=0.9222
)  # fmt: skip
HALVES = row(RATE, plan_q1=10, actual_q1=11, plan_q3=30, actual_q3=36)
YEARS = row(RATE, actual_before=500, actual_year=550, plan_year=560)


def fits(text: str, about: Row) -> list[Fit]:
    return [each.fit for each in read(text, about).claims if each.fit is not Fit.NOT_A_FIGURE]


@pytest.mark.parametrize(
    ("text", "about", "fit"),
    [
        ("The target was missed by 10%.", ADMISSIONS, Fit.SUPPORTED),
        ("The target was missed by 50 per 100,000.", ADMISSIONS, Fit.SUPPORTED),
        ("The target was missed by 50.", ADMISSIONS, Fit.SUPPORTED),
        ("50 above plan", ADMISSIONS, Fit.SUPPORTED),
        ("an adverse variance of +10%", ADMISSIONS, Fit.SUPPORTED),
        ("a 10 per cent variance", ADMISSIONS, Fit.SUPPORTED),
        ("The target was missed by 12%.", ADMISSIONS, Fit.NOT_SUPPORTED),
        ("nearly 11% off target", ADMISSIONS, Fit.SUPPORTED),
        ("We missed the target by less than 10%.", ADMISSIONS, Fit.NOT_SUPPORTED),
        ("We missed the target by less than 15%.", ADMISSIONS, Fit.SUPPORTED),
        ("Outturn was 550.", ADMISSIONS, Fit.SUPPORTED),
        ("Outturn was 551.2.", ADMISSIONS, Fit.NOT_SUPPORTED),
        ("Our plan was 510.", ADMISSIONS, Fit.NOT_SUPPORTED),
        ("We missed the target by £5m.", ADMISSIONS, Fit.NOT_COMPARED),
        ("We missed the target by 50 people.", ADMISSIONS, Fit.NOT_COMPARED),
        ("There were 45 more admissions than planned.", ADMISSIONS, Fit.NOT_COMPARED),
        ("In 2025-26 the target is 480.", ADMISSIONS, Fit.NOT_COMPARED),
        ("In 2025-26 the target is 500.", ADMISSIONS, Fit.NOT_COMPARED),
        ("Last year it was 540.", ADMISSIONS, Fit.NOT_COMPARED),
        ("Forecast = 560", ADMISSIONS, Fit.NOT_COMPARED),
        ("Forecast = 560", row(RATE, forecast_year=550), Fit.NOT_SUPPORTED),
        ("Demand exceeded supply by 20%.", ADMISSIONS, Fit.NOT_COMPARED),
        ("The actual was 550 per 1,000.", ADMISSIONS, Fit.NOT_COMPARED),
        ("2 percentage points below the target", HOME, Fit.SUPPORTED),
        ("2.2% below target", HOME, Fit.SUPPORTED),
        ("2.0% below target", HOME, Fit.AS_POINTS),
        ("missed by 2.2 percentage points", HOME, Fit.AS_PERCENT),
        ("3% below target", HOME, Fit.NOT_SUPPORTED),
        ("30% of staff were off sick", HOME, Fit.NOT_COMPARED),
        ("The response target of 70% was met.", HOME, Fit.NOT_COMPARED),
        ("Performance was 88%", HOME, Fit.SUPPORTED),
        ("Performance was 88.4%", HOME, Fit.NOT_SUPPORTED),
        ("Actual = 88", HOME, Fit.SUPPORTED),
        ("Actual = 0.88", HOME, Fit.SUPPORTED),
        ("in 1 of the wards", HOME, Fit.NOT_COMPARED),
        ("2.9 pp variance", QUARTERS, Fit.SUPPORTED),
        ("There is a 3.0% variance from plan.", QUARTERS, Fit.SUPPORTED),
        ("There is a 0.9% variance from plan.", QUARTERS, Fit.MEAN_PLAN),
        ("There is a 0.4% variance from plan.", QUARTERS, Fit.ANOTHER_PERIOD),
        ("There is a 7% variance from plan.", QUARTERS, Fit.NOT_SUPPORTED),
        ("We missed the target by less than 1%.", QUARTERS, Fit.NOT_SUPPORTED),
        ("The year to date figure was 92.2%", QUARTERS, Fit.ANOTHER_PERIOD),
        ("2.9 pp variance", row(SHARE, plan_year=0.951, actual_year=0.9225), Fit.SUPPORTED),
        ("2.8 pp variance", row(SHARE, plan_year=0.951, actual_year=0.9225), Fit.SUPPORTED),
        ("The plan for Q4 was 91.7%", QUARTERS, Fit.SUPPORTED),
        ("The Q1 target was 95.1%", QUARTERS, Fit.ANOTHER_PERIOD),
        ("The Q1 target was 93.3%", QUARTERS, Fit.NOT_SUPPORTED),
        ("Performance in 2024-25 was 92.2%", QUARTERS, Fit.ANOTHER_PERIOD),
        ("The Q4 actual was 91.1%", QUARTERS, Fit.NOT_COMPARED),
        ("This increased by 10% on last year.", YEARS, Fit.SUPPORTED),
        ("This increased by 4% on last year.", YEARS, Fit.NOT_SUPPORTED),
        ("Staff numbers increased by 4%.", YEARS, Fit.NOT_COMPARED),
        ("Last year it was 500.", YEARS, Fit.SUPPORTED),
        ("Last year it was 550.", YEARS, Fit.ANOTHER_PERIOD),
        ("It fell by 50% on last year.", row(RATE, actual_q1=8, actual_q3=4), Fit.NOT_COMPARED),
        ("In Q1 the target was missed by 10%.", HALVES, Fit.SUPPORTED),
        ("In Q1 the target was missed by 20%.", HALVES, Fit.ANOTHER_PERIOD),
        ("The target was missed by 20%.", HALVES, Fit.SUPPORTED),
        ("The target was missed by 10%.", HALVES, Fit.ANOTHER_PERIOD),
    ],
)
def test_a_number_is_read_as_the_figures_allow(text, about, fit):
    assert fits(text, about) == [fit]


def test_a_quarters_actual_beside_the_years_plan_is_no_pair_of_the_same_period():
    falls = row(RATE, plan_year=1756.9, actual_q4=388.4)
    assert fits("This is 3% below the plan.", falls) == [Fit.NOT_COMPARED]
    assert fits("This is 78% below the plan.", falls) == [Fit.ANOTHER_PERIOD]


def test_a_figure_stated_in_one_text_is_known_to_the_others():
    plan_only = row(RATE, plan_year=500)
    texts = {"achievements": "The outturn is 450.", "variance": "This is 10% below plan."}
    assert [each.fit for each in read_narrative(texts, plan_only).claims] == [
        Fit.NOT_COMPARED,
        Fit.SUPPORTED,
    ]
    assert fits("This is 10% below plan.", plan_only) == [Fit.NOT_COMPARED]


def test_a_figure_is_given_the_period_that_stands_right_behind_it():
    told = "The target was 92.7% in Q1 and 95.1% in Q3."
    assert fits(told, QUARTERS) == [Fit.SUPPORTED, Fit.SUPPORTED]


def test_only_a_last_quarters_stated_figure_stands_for_the_year():
    plan_only = row(RATE, plan_year=1756.9)
    for quarter, fit in (("Q4", Fit.SUPPORTED), ("Q3", Fit.ANOTHER_PERIOD)):
        text = f"{quarter} performance was 1700. This is 3.2% below plan."
        assert fits(text, plan_only)[-1] is fit


def test_a_number_of_which_little_is_said_is_taken_for_the_actual_in_its_own_text_alone():
    plan_only = row(SHARE, plan_year=0.9)
    texts = {"achievements": "It stood at 85%.", "variance": "This is 5.6% below plan."}
    assert {each.fit for each in read_narrative(texts, plan_only).claims} == {Fit.NOT_COMPARED}
    assert fits(" ".join(texts.values()), plan_only)[-1] is Fit.SUPPORTED
    count = "We opened 3 homes. This is 99.4% below plan."
    assert fits(count, row(RATE, plan_year=500))[-1] is Fit.NOT_COMPARED


def test_parts_of_an_actual_do_not_contradict_the_plan_that_is_named_before_them():
    text = "The plan was 500. Numerator = 231. Denominator = 44,865."
    assert fits(text, ADMISSIONS)[0] is Fit.SUPPORTED


def test_numbers_too_large_to_compare_are_passed_over():
    plan = record(RATE, "plan_year", 500)
    actual = record(RATE, "actual_year", 1, (1e308, 1e-308))
    assert fits("The target was missed by 5%.", Row((Series(RATE, (plan, actual)),))) == [
        Fit.NOT_SUPPORTED
    ]


def test_a_stated_figure_that_the_row_contradicts_supports_nothing():
    assert fits("Outturn was 560. The target was missed by 12%.", ADMISSIONS) == [
        Fit.NOT_SUPPORTED,
        Fit.NOT_SUPPORTED,
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Achievement = 88.2%. Numerator = 150. Denominator = 170", Fit.RECOMPUTED),
        ("150 out of 170 people were at home (88.2%)", Fit.RECOMPUTED),
        ("Achievement = 88.3%. Numerator = 150. Denominator = 170", Fit.NOT_SUPPORTED),
        ("Achievement = 88.2%. Numerator = 150. Denominator = 0", Fit.NOT_COMPARED),
    ],
)
def test_a_share_is_worked_out_from_the_numerator_and_denominator_in_the_text(text, expected):
    found = {each.text: each.fit for each in read(text, row(SHARE, plan_year=0.9)).claims}
    assert expected in (found.get("88.2%"), found.get("88.3%"))


def test_a_rate_is_worked_out_from_the_rows_own_parts():
    parts = record(RATE, "actual_year", "not available", (899, 153_982))
    about = Row((Series(RATE, (parts,)),))
    assert fits("The outturn is 583.8 per 100,000.", about) == [Fit.RECOMPUTED]


def test_people_are_held_against_the_numerators():
    plan = record(RATE, "plan_year", 494, (798, ""))
    actual = record(RATE, "actual_year", 583.8, (899, 153_982))
    about = Row((Series(RATE, (plan, actual)),))
    assert fits("We missed the target by 101 people.", about) == [Fit.SUPPORTED]
    assert fits("We missed the target by 90 people.", about) == [Fit.NOT_SUPPORTED]


@pytest.mark.parametrize(
    ("text", "assessment", "words"),
    [
        ("We met the target.", "not_met", "met the target"),
        ("The target was met.", "not_on_track", "target was met"),
        ("Target met", "not_met", "Target met"),
        ("We are on track.", "not_on_track", "on track"),
        ("It is better than plan.", "not_met", "better than plan"),
        ("It is an improvement on the plan.", "not_met", "improvement on the plan"),
        ("It is below the target.", "not_met", "below the target"),
        ("We are on course to achieve the target.", "not_met", "on course to achieve the target"),
        ("The target was narrowly missed.", "met", "target was narrowly missed"),
        ("We didn't meet the target.", "met", "n't meet the target"),
        ("The target has not been met.", "on_track", "target has not been met"),
        ("We are not on track.", "on_track", "not on track"),
        ("This is slightly off target.", "met", "off target"),
        ("We are unlikely to meet the target.", "met", "unlikely to meet the target"),
        ("We failed to reach the target.", "met", "failed to reach the target"),
        ("It is above plan.", "met", "above plan"),
        ("The admissions target was missed.", "met", "target was missed"),
    ],
)
def test_words_that_oppose_the_assessment_chosen_are_told(text, assessment, words):
    found = read(text, row(RATE, assessment)).contradictions
    assert [(each.words, each.against) for each in found] == [(words, "assessment")]
    assert text[found[0].start : found[0].end] == words


@pytest.mark.parametrize("assessment", ["met", "not_met", "on_track", "not_on_track", "no_data"])
@pytest.mark.parametrize(
    "text",
    [
        "We aim to meet the target.",
        "This will help to meet the target.",
        "Challenges in meeting the target remain.",
        "The target was too ambitious to achieve.",
        "We will meet the target in 2025-26.",
        "We will meet the target next year.",
        "If the target is missed, we will act.",
        "Emergency demand was above plan.",
        "The response target was met.",
        "We met the two-hour response target.",
        "Last year the target was missed.",
        "We are back on track.",
        "None of the targets were met.",
        "Missed appointments fell.",
        "It is an improvement on both previous years.",
        "Community care meets demand.",
    ],
)
def test_words_that_claim_nothing_of_the_plan_are_left_alone(text, assessment):
    assert not read(text, row(RATE, assessment, plan_year=500, actual_year=550)).contradictions


@pytest.mark.parametrize("assessment", ["met", "not_met"])
def test_an_exceeded_target_may_be_beaten_or_overshot_where_low_is_good(assessment):
    assert not read("We exceeded the target.", row(RATE, assessment)).contradictions


def test_an_exceeded_target_is_beaten_where_high_is_good():
    assert read("We exceeded the target.", row(SHARE, "not_met")).contradictions
    assert not read("We exceeded the target.", row(SHARE, "met")).contradictions


@pytest.mark.parametrize("words", ["better than plan", "worse than plan", "met the target"])
def test_flipping_polarity_swaps_which_words_the_figures_contradict(words):
    flipped = RATE._replace(polarity=Polarity.HIGH_IS_GOOD)
    told = [
        bool(read(f"It was {words}.", row(metric, plan_year=500, actual_year=550)).contradictions)
        for metric in (RATE, flipped)
    ]
    assert sorted(told) == [False, True]


def test_words_that_oppose_the_figures_are_told_with_the_figures():
    (found,) = read("We met the target.", row(RATE, plan_year=500, actual_year=550)).contradictions
    assert (found.against, found.reason) == (
        "figures",
        "actual for 2024-25 550 against plan for 2024-25 500 is +50 (+10.00%)",
    )


def test_no_direction_is_judged_where_neither_way_is_better():
    neutral = RATE._replace(polarity=Polarity.NO_JUDGEMENT)
    about = row(neutral, "met", plan_year=500, actual_year=550)
    assert not read("The target was missed.", about).contradictions


def test_every_series_must_fit_where_the_text_says_both():
    short = SHARE._replace(id="a", name="Stay, 14 days or more", polarity=Polarity.LOW_IS_GOOD)
    long = short._replace(id="b", name="Stay, 21 days or more")
    series = tuple(
        Series(each, (record(each, "plan_q3", plan), record(each, "actual_q3", actual)))
        for each, plan, actual in ((short, 0.10, 0.112), (long, 0.046, 0.046))
    )
    about = Row(series)
    assert fits("Both targets were missed by 12%.", about) == [Fit.NOT_SUPPORTED]
    assert fits("The target was missed by 12%.", about) == [Fit.SUPPORTED]
    assert fits("For 21+ days the target was missed by 12%.", about) == [Fit.NOT_SUPPORTED]
    assert fits("For 14+ days the actual was 4.6%.", about) == [Fit.NOT_SUPPORTED]


VOCABULARY = (
    "the target plan actual was missed exceeded by approximately less than 5% 92.7% 32 per 100,000 "
    "Q3 2024-25 numerator = 231 denominator 0 population out of 1,2,3 £ % -5 + ( ) . not met "
    "65 and over 1e9 99999999999999999 variance from improvement on last year both in aged /"
)
WORDS = st.sampled_from(VOCABULARY.split(" "))
ODD_ROWS = st.sampled_from(
    [
        Row(()),
        ADMISSIONS,
        QUARTERS,
        row(RATE, "nonsense", plan_year=0, actual_year=1e308),
        row(RATE, plan_q1=1.7e308, plan_q2=1.6e308, actual_q1=-1.7e308),
        row(SHARE, plan_year="n/a", actual_year="*"),
        Row((Series(RATE, (record(RATE, "actual_year", 1, (1e308, 1e-308)),)),)),
    ]
)


@given(st.one_of(st.text(), st.lists(WORDS, max_size=30).map(" ".join)), ODD_ROWS)
def test_no_text_raises_and_every_span_is_in_it(text, about):
    found = read(text, about)
    spans = [(each.start, each.end) for each in found.claims]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_what_is_no_text_is_passed_over():
    assert read_narrative({"a": None, "b": 5, "c": ["x"]}, ADMISSIONS).claims == ()


@pytest.mark.parametrize(
    "text",
    ["1" * 32_000, "1 " * 16_000, "1+ " * 10_000, " " * 32_000, "target " * 5_000, "1." * 16_000],
)
def test_a_cell_full_of_one_thing_is_read_at_once(text):
    started = time.perf_counter()
    read(text, ADMISSIONS)
    assert time.perf_counter() - started < 30


SPACES = st.sampled_from([" ", "  ", "\u00a0", "\n", "\t", "\u2009"])


@given(
    st.sampled_from(
        [
            ("The target was missed by approximately 10 % in 2024-25 .", ADMISSIONS),
            ("The outturn of 550 per 100,000 is 50 people per 100,000 above plan", ADMISSIONS),
            ("There is a 3.0% variance from the plan of 95.1% in Q3", QUARTERS),
            ("Numerator = 88 . Denominator = 100 . Achievement = 88 %", HOME),
        ]
    ),
    st.lists(SPACES, min_size=20, max_size=20),
)
def test_a_supported_figure_stays_supported_when_the_text_is_spaced_otherwise(case, spaces):
    text, about = case
    parts = text.split(" ")
    spaced = "".join(part + space for part, space in zip(parts, spaces, strict=False))
    assert fits(spaced, about) == fits(text, about)
    assert Fit.NOT_SUPPORTED not in fits(spaced, about)


NUMBERS = st.integers(1, 99_999).map(lambda number: number / 10)


@given(NUMBERS, NUMBERS)
def test_what_is_printed_of_a_rate_is_supported_when_it_is_read_back(plan, actual):
    check_printed(RATE, plan, actual)


@given(st.integers(1, 1000), st.integers(1, 1000))
def test_what_is_printed_of_a_share_is_supported_when_it_is_read_back(plan, actual):
    check_printed(SHARE, plan / 1000, actual / 1000)


def check_printed(metric, plan, actual):
    about = row(metric, plan_year=plan, actual_year=actual)
    figures = [record(metric, "plan_year", plan), record(metric, "actual_year", actual)]
    sides = [[Dated(each.period, each.figure)] for each in figures]
    variance = compare(sides[0], sides[1], metric, Mode.ANNUAL)
    assert isinstance(variance, Variance)
    for text in (
        f"The plan was {written(plan, metric)}.",
        f"The actual was {written(actual, metric)}.",
        f"A variance of {written_size(variance, metric)}.",
        f"A variance of {written_relative(variance.relative or 0.0)}.",
    ):
        assert fits(text, about) == [Fit.SUPPORTED], text


def test_every_fit_has_words():
    assert all(re.fullmatch(r"[a-z, ]+", fit) for fit in Fit)


def test_a_variance_said_again_in_brackets_is_a_variance_too():
    about = row(RATE, plan_q3="161.8", actual_q3="199.9")
    right = read("Performance was 38.1 above plan (23.5%).", about).claims
    assert [claim.fit for claim in right] == [Fit.SUPPORTED, Fit.SUPPORTED]
    wrong = read("Performance was 38.1 above plan (18%).", about).claims
    assert [claim.fit for claim in wrong] == [Fit.SUPPORTED, Fit.NOT_SUPPORTED]


def test_a_gap_is_a_variance_where_a_target_is_spoken_of():
    about = row(RATE, plan_q3="161.8", actual_q3="199.9")
    assert read("Target not met, a gap of 38.", about).claims[0].fit is Fit.SUPPORTED
    assert read("There is a gap of 32 against plan.", about).claims[0].fit is Fit.NOT_SUPPORTED
    assert read("The gap of 32 between wards grew.", about).claims[0].fit is Fit.NOT_COMPARED


def test_of_a_quarter_and_the_whole_year_the_nearer_words_hold():
    about = row(RATE, plan_year="600", plan_q3="161.8", actual_q3="199.9")
    assert "Q3" in read("The outturn for Q3 was 650.", about).claims[-1].reason
    assert "Q3" not in read("In Q3 the year to date was 650.", about).claims[-1].reason


def test_a_place_may_stand_for_its_metric():
    about = row(RATE, "met", plan_q3="161.8", actual_q3="199.9")
    text = "Rutland was 5% above plan."
    assert [claim.fit for claim in read(text, replace(about, place=("Rutland",))).claims] == [
        Fit.NOT_SUPPORTED
    ]
    assert [claim.fit for claim in read(text, about).claims] == [Fit.NOT_COMPARED]
