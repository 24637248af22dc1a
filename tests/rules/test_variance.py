"""Variance of an actual from its plan."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlbcf.rules.figures import read_figure
from xlbcf.rules.metrics import Metric, Polarity, Unit
from xlbcf.rules.periods import Period
from xlbcf.rules.variance import (
    Cause,
    Dated,
    Effect,
    Mode,
    NotComparable,
    Variance,
    compare,
    written_number,
    written_variance,
)

HIGH, LOW, NONE = Polarity.HIGH_IS_GOOD, Polarity.LOW_IS_GOOD, Polarity.NO_JUDGEMENT
QUARTERS = [f"2024-25 Q{number}" for number in (1, 2, 3, 4)]


def metric(unit: Unit = Unit.RATE, polarity: Polarity = LOW) -> Metric:
    stored_as = "fraction" if unit is Unit.PERCENT else None
    return Metric("m", "M", "", unit, polarity, stored_as=stored_as, decimals=1)


def dated(about: Metric, **figures: object) -> list[Dated]:
    """Figures by period: ``q3=199.9`` for the third quarter, ``year=584`` for the year."""
    periods = {"year": "2024-25", "last_year": "2023-24", "nov": "2024-11"}
    periods |= {f"q{number}": quarter for number, quarter in enumerate(QUARTERS, 1)}
    return [
        Dated(Period.parse(periods[name]), read_figure(text, about.unit, about.stored_as))
        for name, text in figures.items()
    ]


def quarter(actual: object, plan: object, about: Metric) -> Variance | NotComparable:
    return compare(dated(about, q3=plan), dated(about, q3=actual), about, Mode.LATEST_QUARTER)


@pytest.mark.parametrize(
    ("actual", "plan", "unit", "absolute", "relative", "text"),
    [
        ("92.22%", "95.1%", Unit.PERCENT, -0.0288, -0.0302839, "−2.88 pp (−3.03%)"),
        ("95.1%", "92.22%", Unit.PERCENT, 0.0288, 0.0312297, "+2.88 pp (+3.12%)"),
        ("95.1%", "95.1%", Unit.PERCENT, 0.0, 0.0, "0.00 pp (0.00%)"),
        ("95.096%", "95.1%", Unit.PERCENT, -0.00004, -0.0000421, "−0.004 pp (−0.004%)"),
        ("5%", "0%", Unit.PERCENT, 0.05, None, "+5.00 pp (no percentage of a plan of 0)"),
        (199.9, 161.8, Unit.RATE, 38.1, 0.2354759, "+38.1 (+23.55%)"),
        ("494", "583.8", Unit.RATE, -89.8, -0.1538198, "−89.8 (−15.38%)"),
        (5, -4, Unit.RATE, 9.0, 2.25, "+9 (+225.00%)"),
        (0, 0, Unit.COUNT, 0.0, None, "0 (no percentage of a plan of 0)"),
        (1_000_000, 1, Unit.CURRENCY, 999_999.0, 999_999.0, "+£999,999 (+99,999,900.00%)"),
        ("00:12:28", "00:15:00", Unit.DURATION, -152.0, -0.1688889, "−00:02:32 (−16.89%)"),
        ("4.9", "4.6", Unit.DAYS, 0.3, 0.0652174, "+0.3 (+6.52%)"),
        (1.0000001, 1, Unit.RATE, 1e-7, 1e-7, "+0.0000001 (+0.00001%)"),
    ],
)
def test_a_variance_is_given_absolute_and_relative(
    actual: object, plan: object, unit: Unit, absolute: float, relative: float | None, text: str
):
    about = metric(unit)
    variance = quarter(actual, plan, about)
    assert isinstance(variance, Variance)
    assert variance.absolute == pytest.approx(absolute, abs=1e-12)
    assert variance.relative == (relative and pytest.approx(relative, abs=1e-7))
    assert written_variance(variance, about) == text


@pytest.mark.parametrize(
    ("polarity", "above", "equal", "below"),
    [
        (HIGH, Effect.FAVOURABLE, Effect.ON_PLAN, Effect.ADVERSE),
        (LOW, Effect.ADVERSE, Effect.ON_PLAN, Effect.FAVOURABLE),
        (NONE, Effect.NO_JUDGEMENT, Effect.NO_JUDGEMENT, Effect.NO_JUDGEMENT),
    ],
)
@pytest.mark.parametrize("plan", [10, 0, -10])
def test_the_polarity_and_not_the_sign_says_whether_it_is_favourable(
    polarity: Polarity, above: Effect, equal: Effect, below: Effect, plan: int
):
    about = metric(polarity=polarity)
    variances = [quarter(actual, plan, about) for actual in (plan + 1, plan, plan - 1)]
    assert [getattr(variance, "effect", None) for variance in variances] == [above, equal, below]


@pytest.mark.parametrize(
    ("number", "unit", "decimals", "text"),
    [
        (0.92225, Unit.PERCENT, None, "92.23%"),
        (0.92225, Unit.PERCENT, 0, "92.23%"),
        (0.922254, Unit.PERCENT, 3, "92.225%"),
        (0.95, Unit.PERCENT, 1, "95%"),
        (161.805, Unit.RATE, None, "161.81"),
        (161.8054, Unit.RATE, 3, "161.805"),
        (161.8, Unit.RATE, 1, "161.8"),
        (1234.5, Unit.CURRENCY, 0, "£1,234.5"),
    ],
)
def test_a_reason_shows_a_figure_with_two_decimals_or_the_metrics_own(
    number: float, unit: Unit, decimals: int | None, text: str
):
    assert written_number(number, metric(unit)._replace(decimals=decimals)) == text


def test_a_sum_that_a_computer_cannot_store_exactly_is_on_plan():
    variance = quarter(0.1 + 0.2, 0.3, metric())
    assert isinstance(variance, Variance)
    assert (variance.absolute, variance.effect) == (0.0, Effect.ON_PLAN)


@pytest.mark.parametrize(
    ("actual", "plan", "cause", "reason"),
    [
        ("n/a", 5, Cause.NOT_AVAILABLE, "the actual for 2024-25 Q3 is not available"),
        (5, "~", Cause.NOT_AVAILABLE, "the plan for 2024-25 Q3 is not available"),
        ("*", 5, Cause.NO_FIGURE, "the actual for 2024-25 Q3 is suppressed"),
        ("", 5, Cause.NO_FIGURE, "the actual for 2024-25 Q3 is blank"),
        (5, None, Cause.NO_FIGURE, "the plan for 2024-25 Q3 is blank"),
        ("about 5", 5, Cause.NO_FIGURE, "the actual for 2024-25 Q3 is invalid"),
        (None, None, Cause.NO_FIGURE, "the actual for 2024-25 Q3 is blank"),
    ],
)
def test_without_two_numbers_there_is_no_variance(
    actual: object, plan: object, cause: Cause, reason: str
):
    assert quarter(actual, plan, metric()) == NotComparable(cause, reason)


def test_a_plan_for_the_year_is_never_compared_with_a_quarter():
    about = metric()
    plan, actual = dated(about, year="1,756.9"), dated(about, q3=388.4)
    told = "the plan is for 2024-25 and the actual for 2024-25 Q3"
    for mode in Mode:
        assert compare(plan, actual, about, mode) == NotComparable(Cause.PERIODS, told)


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize(
    ("plan", "actual"),
    [
        ({"q3": 1}, {"year": 1}),
        ({"q3": 1}, {"q4": 1}),
        ({"year": 1}, {"last_year": 1}),
        ({"q3": 1}, {"nov": 1}),
        ({"year": 1}, {"q1": 1, "q2": 1, "q3": 1}),
    ],
)
def test_different_periods_are_not_compared(
    plan: dict[str, int], actual: dict[str, int], mode: Mode
):
    about = metric()
    result = compare(dated(about, **plan), dated(about, **actual), about, mode)
    assert isinstance(result, NotComparable)
    assert result.cause is Cause.PERIODS


@pytest.mark.parametrize("mode", [Mode.AVERAGE, Mode.CUMULATIVE])
def test_a_month_that_counts_twice_is_not_compared(mode: Mode):
    about = metric(Unit.COUNT)
    twice = dated(about, q3=1, nov=1)
    result = compare(twice, twice, about, mode)
    assert isinstance(result, NotComparable)
    assert "count a month twice" in result.reason


def test_the_annual_mode_compares_one_year():
    about = metric()
    plan, actual = dated(about, year=494), dated(about, year=583.8)
    assert getattr(compare(plan, actual, about, Mode.ANNUAL), "absolute", None) == 89.8
    both = dated(about, q3=1)
    result = compare(both, both, about, Mode.ANNUAL)
    assert isinstance(result, NotComparable)
    assert result.reason.endswith("and one year of each is asked for")


def test_the_latest_quarter_mode_takes_the_latest_actual_and_its_own_plan():
    about = metric()
    plans = dated(about, q1=10, q2=20, q3=30, q4=40)
    variance = compare(plans, dated(about, q2=21, q3=33, q1=11), about, Mode.LATEST_QUARTER)
    assert isinstance(variance, Variance)
    assert (variance.plan, variance.actual, variance.periods) == (30.0, 33.0, "2024-25 Q3")


def test_the_latest_quarter_mode_passes_over_blanks_but_not_over_not_available():
    about = metric()
    plans = dated(about, q2=20, q3=30)
    blank = compare(plans, dated(about, q2=21, q3=None), about, Mode.LATEST_QUARTER)
    assert getattr(blank, "periods", None) == "2024-25 Q2"
    marked = compare(plans, dated(about, q2=21, q3="n/a"), about, Mode.LATEST_QUARTER)
    assert getattr(marked, "cause", None) is Cause.NOT_AVAILABLE


def test_the_latest_quarter_mode_does_not_take_a_year():
    about = metric()
    both = dated(about, year=5)
    result = compare(both, both, about, Mode.LATEST_QUARTER)
    assert getattr(result, "cause", None) is Cause.PERIODS


def test_the_average_mode_compares_means():
    about = metric(Unit.PERCENT, HIGH)
    quarters = dated(about, q3="92%", q4="94%")
    variance = compare(dated(about, q3="93%", q4="95%"), quarters, about, Mode.AVERAGE)
    assert isinstance(variance, Variance)
    assert (variance.actual, variance.plan) == (0.93, 0.94)
    assert variance.periods == "2024-25 Q3, 2024-25 Q4"
    whole = dated(about, q1="90%", q2="91%", q3="92%", q4="93%")
    year = compare(dated(about, year="91.5%"), whole, about, Mode.AVERAGE)
    assert getattr(year, "effect", None) is Effect.ON_PLAN


def test_the_cumulative_mode_compares_sums():
    about = metric(Unit.COUNT)
    quarters = dated(about, q1=10, q2=11, q3=12, q4=13)
    year = compare(dated(about, year=40), quarters, about, Mode.CUMULATIVE)
    assert getattr(year, "absolute", None) == 6.0
    some = compare(dated(about, q1=9, q2=9), quarters[:2], about, Mode.CUMULATIVE)
    assert getattr(some, "absolute", None) == 3.0
    part = compare(dated(about, year=40), quarters[:3], about, Mode.CUMULATIVE)
    assert getattr(part, "cause", None) is Cause.PERIODS


def test_percentages_are_never_added_up():
    about = metric(Unit.PERCENT)
    both = dated(about, q1="1%", q2="2%")
    year = dated(about, year="3%")
    whole = dated(about, q1="1%", q2="1%", q3="1%", q4="0%")
    told = NotComparable(Cause.UNIT, "figures in percent cannot be added up")
    for plans, actuals in ((both, both), (year, whole), (whole, year)):
        assert compare(plans, actuals, about, Mode.CUMULATIVE) == told
    assert isinstance(compare(year, year, about, Mode.CUMULATIVE), Variance)


def test_the_average_of_quarterly_counts_is_not_a_yearly_count():
    about = metric(Unit.COUNT)
    quarters = dated(about, q1=10, q2=11, q3=12, q4=13)
    result = compare(dated(about, year=46), quarters, about, Mode.AVERAGE)
    assert getattr(result, "cause", None) is Cause.UNIT


@pytest.mark.parametrize("mode", list(Mode))
def test_nothing_to_compare_is_said(mode: Mode):
    about = metric()
    some = dated(about, year=5)
    assert compare(some, [], about, mode) == NotComparable(Cause.NO_FIGURE, "there is no actual")
    assert compare([], some, about, mode) == NotComparable(Cause.NO_FIGURE, "there is no plan")


def test_a_category_has_no_variance():
    about = metric(Unit.CATEGORY)
    assert isinstance(quarter("Green", "Green", about), NotComparable)


FIGURES = st.one_of(st.none(), st.text(), st.floats(), st.integers(), st.just("n/a"))
SIDES = st.lists(st.tuples(st.sampled_from(["2024-25", "2024-11", *QUARTERS]), FIGURES), max_size=4)


@given(SIDES, SIDES, st.sampled_from(Unit), st.sampled_from(Polarity), st.sampled_from(Mode))
def test_any_two_sides_are_compared_or_said_not_to_be_comparable(
    plans: list[tuple[str, object]],
    actuals: list[tuple[str, object]],
    unit: Unit,
    polarity: Polarity,
    mode: Mode,
):
    about = metric(unit, polarity)
    sides = [
        [Dated(Period.parse(period), read_figure(text, unit, "fraction")) for period, text in side]
        for side in (plans, actuals)
    ]
    result = compare(*sides, about, mode)
    if isinstance(result, Variance):
        assert written_variance(result, about)
    else:
        assert result.reason


@given(st.floats(), st.floats(), st.sampled_from([Unit.PERCENT, Unit.DURATION, Unit.RATE]))
def test_any_two_numbers_have_a_variance_that_can_be_written(
    actual: float, plan: float, unit: Unit
):
    about = metric(unit)
    result = quarter(actual, plan, about)
    if isinstance(result, Variance):
        assert written_variance(result, about)
        assert (result.relative is None) == (result.plan == 0)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_the_variance_changes_sides_with_its_figures(actual: float, plan: float):
    one, other = quarter(actual, plan, metric()), quarter(plan, actual, metric())
    assert isinstance(one, Variance)
    assert isinstance(other, Variance)
    assert one.absolute == -other.absolute
    opposite = {
        Effect.ADVERSE: Effect.FAVOURABLE,
        Effect.FAVOURABLE: Effect.ADVERSE,
        Effect.ON_PLAN: Effect.ON_PLAN,
    }
    assert other.effect is opposite[one.effect]
