"""RAG ratings by the shipped bands of the four dimensions of 2014."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlbcf.rules.bands import BandSet, Duty, Rag, Side, Tolerance
from xlbcf.rules.figures import Figure, read_figure
from xlbcf.rules.metrics import Metric, Polarity, Unit
from xlbcf.rules.periods import Period
from xlbcf.rules.rag import (
    Rating,
    blind_tolerance,
    rate_amount,
    rate_figures,
    rate_mark,
    rate_milestone,
    rate_variance,
    unmet_duties,
    worst_rating,
)
from xlbcf.rules.variance import Dated, Mode, compare
from xlbcf.template.bands import load_bands

BANDS = load_bands(Path(__file__).parents[2] / "mappings" / "bands.yaml")
HIGH, LOW, NONE = Polarity.HIGH_IS_GOOD, Polarity.LOW_IS_GOOD, Polarity.NO_JUDGEMENT


def metric(unit: Unit = Unit.RATE, polarity: Polarity = LOW) -> Metric:
    stored_as = "fraction" if unit is Unit.PERCENT else None
    return Metric("m", "M", "", unit, polarity, stored_as=stored_as, decimals=1)


def figure(text: object, about: Metric) -> Figure:
    return read_figure(text, about.unit, about.stored_as)


def rated(
    actual: object, plan: object, about: Metric, bands: BandSet, as_displayed: bool = False
) -> Rating:
    figures = figure(actual, about), figure(plan, about)
    return rate_figures(*figures, about, bands, as_displayed=as_displayed)


@pytest.mark.parametrize(
    ("actual", "high", "low"),
    [
        (80, Rag.RED, Rag.GREEN),
        (89.999, Rag.RED, Rag.GREEN),
        (90, Rag.AMBER, Rag.GREEN),
        (99.999, Rag.AMBER, Rag.GREEN),
        (100, Rag.GREEN, Rag.GREEN),
        (100.001, Rag.GREEN, Rag.AMBER),
        (110, Rag.GREEN, Rag.AMBER),
        (110.001, Rag.GREEN, Rag.RED),
        (200, Rag.GREEN, Rag.RED),
    ],
)
@pytest.mark.parametrize("dimension", ["savings", "impact"])
def test_up_to_and_including_10_percent_for_the_worse_is_amber(
    dimension: str, actual: float, high: Rag, low: Rag
):
    rags = [
        rated(actual, 100, metric(polarity=polarity), BANDS[dimension]).rag
        for polarity in (HIGH, LOW, NONE)
    ]
    assert rags == [high, low, Rag.NO_VERDICT]


@pytest.mark.parametrize(
    ("actual", "rag"),
    [
        (89, Rag.RED),
        (90, Rag.AMBER),
        (99, Rag.AMBER),
        (100, Rag.GREEN),
        (101, Rag.AMBER),
        (110, Rag.AMBER),
        (111, Rag.RED),
    ],
)
@pytest.mark.parametrize("polarity", list(Polarity))
def test_an_underspend_counts_as_an_overspend_does(actual: int, rag: Rag, polarity: Polarity):
    spend = metric(Unit.CURRENCY, polarity)
    assert rated(actual, 100, spend, BANDS["finance"]).rag is rag
    assert rate_amount(actual - 100, BANDS["finance"]).rag is rag


@pytest.mark.parametrize(
    ("late", "rag"),
    [(-5, Rag.GREEN), (0, Rag.GREEN), (1, Rag.AMBER), (30, Rag.AMBER), (31, Rag.RED)],
)
def test_a_milestone_is_amber_up_to_30_days_late(late: int, rag: Rag):
    due = date(2014, 6, 1)
    expected = date.fromordinal(due.toordinal() + late)
    assert rate_milestone(due, expected, BANDS["milestones"]).rag is rag
    assert rate_amount(late, BANDS["milestones"]).rag is rag


def test_a_milestone_needs_two_dates_and_bands_in_days():
    due = date(2014, 6, 1)
    assert rate_milestone(None, due, BANDS["milestones"]).reason == "there is no date"
    assert rate_milestone(due, None, BANDS["milestones"]).rag is Rag.NO_VERDICT
    assert rate_milestone(due, due, BANDS["finance"]).rag is Rag.NO_VERDICT


@pytest.mark.parametrize(
    ("actual", "plan"), [(0.33, 0.3), (3.3, 3), (1.1, 1), (0.77, 0.7), (5.061, 4.601)]
)
def test_exactly_10_percent_is_amber_however_a_computer_stores_it(actual: float, plan: float):
    assert rated(actual, plan, metric(), BANDS["impact"]).rag in (Rag.AMBER,)
    assert rated(actual + 1e-9, plan, metric(), BANDS["impact"]).rag is (
        Rag.AMBER if actual == 5.061 else Rag.RED
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [("n/a", "not available"), ("*", "suppressed"), ("", "blank"), ("soon", "invalid")],
)
def test_without_two_numbers_there_is_no_colour(text: str, words: str):
    for bands in BANDS.values():
        assert rated(text, 5, metric(), bands) == Rating(Rag.NO_VERDICT, f"the actual is {words}")
        assert rated(5, text, metric(), bands) == Rating(Rag.NO_VERDICT, f"the plan is {words}")
        assert rate_amount(None, bands) == Rating(Rag.NO_VERDICT, "there is no figure")


def test_no_tenth_of_a_plan_of_0_is_as_much_as_anything():
    rags = [rated(actual, 0, metric(), BANDS["impact"]).rag for actual in (-1, 0, 1)]
    assert rags == [Rag.GREEN, Rag.GREEN, Rag.RED]
    reason = rated(1, 0, metric(), BANDS["impact"]).reason
    assert reason == (
        "actual 1 against plan 0, low is good: adverse, beside a plan of 0, red (above 10)"
    )


def test_a_plan_below_0_has_its_size_as_measure():
    loss = metric(Unit.CURRENCY, HIGH)
    rags = [rated(actual, -100, loss, BANDS["savings"]).rag for actual in (-90, -110, -111)]
    assert rags == [Rag.GREEN, Rag.AMBER, Rag.RED]


@pytest.mark.parametrize(
    ("unit", "polarity", "actual", "plan", "dimension", "reason"),
    [
        (
            Unit.RATE,
            LOW,
            199.9,
            161.8,
            "impact",
            "actual 199.9 against plan 161.8, low is good: "
            "adverse by 23.55% of plan, red (above 10)",
        ),
        (
            Unit.PERCENT,
            HIGH,
            "92.22%",
            "95.1%",
            "impact",
            "actual 92.22% against plan 95.1%, high is good: "
            "adverse by 3.03% of plan, amber (above 0, up to and including 10)",
        ),
        (
            Unit.CURRENCY,
            NONE,
            89_999,
            100_000,
            "finance",
            "actual £89,999 against plan £100,000, either way counts: "
            "off by 10.001% of plan, red (above 10)",
        ),
        (
            Unit.RATE,
            HIGH,
            12,
            10,
            "savings",
            "actual 12 against plan 10, high is good: "
            "favourable by 20% of plan, green (up to and including 0)",
        ),
        (
            Unit.RATE,
            HIGH,
            10,
            10,
            "savings",
            "actual 10 against plan 10, high is good: on plan, green (up to and including 0)",
        ),
    ],
)
def test_a_rating_says_why(
    unit: Unit, polarity: Polarity, actual: object, plan: object, dimension: str, reason: str
):
    assert rated(actual, plan, metric(unit, polarity), BANDS[dimension]).reason == reason


def test_figures_are_rated_unrounded_unless_the_displayed_ones_are_asked_for():
    about = metric(Unit.PERCENT, HIGH)
    assert rated("92.96%", "93%", about, BANDS["impact"]).rag is Rag.AMBER
    assert rated("92.96%", "93%", about, BANDS["impact"], as_displayed=True).rag is Rag.GREEN
    assert rated("92.9%", "93%", about, BANDS["impact"], as_displayed=True).rag is Rag.AMBER


def test_a_variance_is_rated_as_its_figures_are():
    about = metric()
    quarter, year = Period.parse("2024-25 Q3"), Period.parse("2024-25")
    plans = [Dated(quarter, figure(161.8, about))]
    actuals = [Dated(quarter, figure(199.9, about))]
    variance = compare(plans, actuals, about, Mode.LATEST_QUARTER)
    assert rate_variance(variance, about, BANDS["impact"]) == rated(
        199.9, 161.8, about, BANDS["impact"]
    )
    annual = compare([Dated(year, figure(1756.9, about))], actuals, about, Mode.ANNUAL)
    assert rate_variance(annual, about, BANDS["impact"]) == Rating(
        Rag.NO_VERDICT, "the plan is for 2024-25 and the actual for 2024-25 Q3"
    )


def with_unit(unit: Tolerance) -> BandSet:
    return BANDS["impact"]._replace(unit=unit)


@pytest.mark.parametrize(
    ("tolerance", "unit", "amber", "red"),
    [
        (Tolerance.PERCENTAGE_POINTS, Unit.PERCENT, "80%", "79.9%"),
        (Tolerance.PERCENT, Unit.PERCENT, "81%", "80.9%"),
        (Tolerance.ABSOLUTE, Unit.COUNT, 80, 79.9),
        (Tolerance.DAYS, Unit.DAYS, 80, 79.9),
    ],
)
def test_a_tolerance_counts_in_its_own_unit(
    tolerance: Tolerance, unit: Unit, amber: object, red: object
):
    about, plan = metric(unit, HIGH), "90%" if unit is Unit.PERCENT else 90
    bands = with_unit(tolerance)
    assert [rated(actual, plan, about, bands).rag for actual in (amber, red)] == [
        Rag.AMBER,
        Rag.RED,
    ]


@pytest.mark.parametrize(
    ("tolerance", "told"),
    [
        (
            Tolerance.PERCENTAGE_POINTS,
            "the bands are in percentage points, and the figures are in rate",
        ),
        (Tolerance.DAYS, "the bands are in days, and the figures are in rate"),
    ],
)
def test_bands_in_a_unit_that_the_metric_has_not_give_no_verdict(tolerance: Tolerance, told: str):
    assert rated(1, 2, metric(), with_unit(tolerance)) == Rating(Rag.NO_VERDICT, told)


MARKS = [
    ("savings", "not_applicable", Rag.NOT_APPLICABLE, Duty.REQUIRED, False),
    ("savings", "enabler", Rag.ENABLER, Duty.OPTIONAL, False),
    ("milestones", "not_applicable", Rag.NOT_APPLICABLE, Duty.OPTIONAL, True),
    ("milestones", "business_plan_delayed", Rag.RED, Duty.REQUIRED, False),
    ("finance", "not_applicable", Rag.NOT_APPLICABLE, Duty.OPTIONAL, False),
    ("impact", "not_applicable", Rag.NOT_APPLICABLE, Duty.REQUIRED, False),
    ("impact", "enabler", Rag.ENABLER, Duty.OPTIONAL, False),
]


def test_only_the_marks_of_the_guidelines_are_known():
    known = {(bands.id, mark) for bands in BANDS.values() for mark in bands.marks}
    assert known == {(dimension, mark) for dimension, mark, *_ in MARKS}


@pytest.mark.parametrize(("dimension", "mark", "rag", "duty", "start_date"), MARKS)
def test_a_mark_has_its_rating_and_its_duty(
    dimension: str, mark: str, rag: Rag, duty: Duty, start_date: bool
):
    rating = rate_mark(mark, BANDS[dimension])
    assert (rating.rag, rating.amount) == (rag, None)
    assert rating.guideline is not None
    assert (rating.guideline.commentary, rating.guideline.start_date) == (duty, start_date)


def test_a_mark_that_a_dimension_does_not_have_is_no_verdict():
    assert rate_mark("enabler", BANDS["finance"]) == Rating(
        Rag.NO_VERDICT, "enabler is not a mark of Finance; its marks: not_applicable"
    )


@pytest.mark.parametrize("dimension", list(BANDS))
def test_amber_and_red_need_exception_commentary_and_green_does_not(dimension: str):
    bands = BANDS[dimension]
    assert unmet_duties(rate_amount(0, bands), "") == []
    for amount, rag in ((1, "amber"), (31, "red")):
        rating = rate_amount(amount, bands)
        for empty in ("", "  ", "n/a", "-"):
            assert unmet_duties(rating, empty) == [f"exception commentary must be given for {rag}"]
        assert unmet_duties(rating, "Delayed by recruitment.") == []


def test_a_scheme_not_yet_due_needs_a_start_date_and_no_commentary():
    rating = rate_mark("not_applicable", BANDS["milestones"])
    assert unmet_duties(rating, "") == ["a start date must be given for not applicable"]
    assert unmet_duties(rating, "", date(2014, 9, 1)) == []


def test_a_rating_without_verdict_asks_for_nothing():
    assert unmet_duties(Rating(Rag.NO_VERDICT, "there is no figure"), "") == []


def test_the_worst_of_several_metrics_is_that_of_their_scheme():
    ratings = [rate_amount(amount, BANDS["impact"]) for amount in (0, 12, 5, 11)]
    assert worst_rating(ratings) is ratings[1]
    assert worst_rating([ratings[0], rate_amount(None, BANDS["impact"])]).rag is Rag.NO_VERDICT
    assert worst_rating([rate_amount(None, BANDS["impact"]), ratings[2]]) is ratings[2]
    assert worst_rating([]).reason == "there is nothing to rate"


@pytest.mark.parametrize(
    ("plan", "unit", "told"),
    [
        (
            "93%",
            Unit.PERCENT,
            "a tolerance of 10% of plan is 9.3 percentage points beside a plan of 93%",
        ),
        (
            "50.1%",
            Unit.PERCENT,
            "a tolerance of 10% of plan is 5.01 percentage points beside a plan of 50.1%",
        ),
        ("50%", Unit.PERCENT, None),
        ("7%", Unit.PERCENT, None),
        ("n/a", Unit.PERCENT, None),
        (93, Unit.RATE, None),
    ],
)
def test_a_tolerance_that_is_blind_is_told(plan: object, unit: Unit, told: str | None):
    about = metric(unit)
    assert blind_tolerance(figure(plan, about), about, BANDS["impact"]) == told


def test_a_blind_tolerance_is_told_in_percentage_points_too():
    about = metric(Unit.PERCENT)
    told = blind_tolerance(figure("93%", about), about, with_unit(Tolerance.PERCENTAGE_POINTS))
    assert told == (
        "a tolerance of 10 percentage points is 10 percentage points beside a plan of 93%"
    )
    silent = BANDS["impact"]._replace(widest_points=None)
    assert blind_tolerance(figure("93%", about), about, silent) is None
    assert blind_tolerance(figure("93%", about), about, with_unit(Tolerance.ABSOLUTE)) is None


ODD = st.one_of(st.none(), st.text(), st.floats(), st.integers())
ANY_BANDS = st.builds(
    BandSet._replace,
    st.sampled_from(list(BANDS.values())),
    side=st.sampled_from(Side),
    unit=st.sampled_from(Tolerance),
)


@given(ODD, ODD, st.sampled_from(Unit), st.sampled_from(Polarity), ANY_BANDS, st.booleans())
def test_anything_is_rated_or_said_to_have_no_verdict(
    actual: object, plan: object, unit: Unit, polarity: Polarity, bands: BandSet, displayed: bool
):
    about = metric(unit, polarity)
    rating = rated(actual, plan, about, bands, displayed)
    assert rating.reason
    assert (rating.guideline is None) == (rating.rag is Rag.NO_VERDICT)
    assert rate_amount(actual, bands).reason
    blind_tolerance(figure(plan, about), about, bands)


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_a_figure_off_plan_is_green_by_one_polarity_only(actual: float, plan: float):
    rags = [rated(actual, plan, metric(polarity=each), BANDS["impact"]).rag for each in (HIGH, LOW)]
    off = rated(actual, plan, metric(), BANDS["finance"]).rag
    assert sorted(rags) == sorted([Rag.GREEN, off])
