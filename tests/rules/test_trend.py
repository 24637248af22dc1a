"""Recent trends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlbcf.rules.intervals import rate
from xlbcf.rules.metrics import Polarity
from xlbcf.rules.trend import (
    Estimate,
    Marker,
    Share,
    Trend,
    TrendWords,
    proportion_trend,
    rate_trend,
    recent_trend,
    trend_words,
)

HIGH, LOW, NONE = Polarity.HIGH_IS_GOOD, Polarity.LOW_IS_GOOD, Polarity.NO_JUDGEMENT
# Rows of the Fingertips service's own tests: year, value, limits, count, denominator.
RISING = [
    (2018, 30.6, 28.98, 32.25, 1367, 44701),
    (2017, 30.2, 28.63, 31.9, 1332, 44064),
    (2016, 28, 26.44, 29.64, 1199, 42811),
    (2015, 24.6, 23.15, 26.19, 1023, 41527),
    (2014, 24.67, 23.16, 26.25, 994, 40299),
]
UNCERTAIN = [
    (2014, 20.5506, 18.1803, 23.1427, 209, 1017),
    (2015, 19.5952, 17.3444, 22.0602, 213, 1087),
    (2016, 19.0349, 16.8421, 21.4394, 213, 1119),
    (2017, 21.3966, 19.0918, 23.8975, 239, 1117),
    (2018, 18.4372, 16.2925, 20.7941, 210, 1139),
]
EYE_DISEASE = [
    (2024, 3.0121, 2.8616, 3.1683, 1502, 49866388),
    (2023, 2.8701, 2.7225, 3.0237, 1415, 49300918),
    (2022, 2.7567, 2.6113, 2.9082, 1344, 48753376),
    (2021, 1.93028, 1.8085, 2.058, 935, 48440507),
    (2020, 2.935, 2.7841, 3.0919, 1416, 48246126),
]
VACCINATION = [
    (2024, 90.1013, 89.8578, 90.3396, 53185, 59028),
    (2023, 90.017, 89.7694, 90.2594, 51767, 57508),
    (2022, 90.8708, 90.6358, 91.1004, 53681, 59074),
    (2021, 92.3221, 92.1072, 92.5315, 55865, 60511),
    (2020, 92.6254, 92.4168, 92.8288, 57274, 61834),
]
Rows = list[tuple[int, float, float, float, int, int]]


def estimates(rows: Rows) -> list[Estimate]:
    return [Estimate(*row[:4]) for row in rows]


def shares(rows: Rows) -> list[Share]:
    return [Share(row[0], *row[4:]) for row in rows]


def of_values(*values: float | None, width: float = 0.1) -> Trend:
    """The trend of values in yearly order, with limits this far on either side."""
    return recent_trend(
        Estimate(year, value, *((None, None) if value is None else (value - width, value + width)))
        for year, value in enumerate(values)
    )


@pytest.mark.parametrize(
    ("rows", "marker", "chi_square"),
    [
        (RISING, Marker.INCREASING, 46.77),
        (EYE_DISEASE, Marker.INCREASING, 33.49),
        (UNCERTAIN, Marker.NO_CHANGE, 0.46),
        (VACCINATION, Marker.DECREASING, 418.54),
    ],
)
def test_the_trend_of_figures_with_limits_is_fingertips(
    rows: Rows, marker: Marker, chi_square: float
):
    trend = recent_trend(estimates(rows))
    assert trend.marker is marker
    assert trend.chi_square == pytest.approx(chi_square, abs=0.005)


def test_the_trend_of_counts_of_a_whole_is_cochrans_and_armitages():
    trend = proportion_trend(shares(RISING))
    assert trend.marker is Marker.INCREASING
    assert trend.chi_square == pytest.approx(47.90, abs=0.005)
    assert proportion_trend(shares(UNCERTAIN)).marker is Marker.NO_CHANGE
    assert proportion_trend(shares(VACCINATION)).marker is Marker.DECREASING


def test_the_test_of_cochran_and_armitage_follows_its_published_formula():
    counts = [(994, 40299), (1023, 41527), (1199, 42811), (1332, 44064), (1367, 44701)]
    n, r = sum(whole for _, whole in counts), sum(count for count, _ in counts)
    rt = sum(count * t for t, (count, _) in enumerate(counts, 1))
    nt = sum(whole * t for t, (_, whole) in enumerate(counts, 1))
    ntt = sum(whole * t * t for t, (_, whole) in enumerate(counts, 1))
    expected = n * (n * rt - r * nt) ** 2 / (r * (n - r) * (n * ntt - nt * nt))
    assert proportion_trend(shares(RISING)).chi_square == pytest.approx(expected, rel=1e-9)


def test_a_trend_that_one_point_makes_is_no_trend():
    trend = of_values(5, 5.1, 5, 5.1, 9, width=0.01)
    assert trend.marker is Marker.INCREASING
    trend = of_values(5.3, 5.2, 5.1, 5, 9, width=0.01)
    assert trend.chi_square is not None
    assert trend.chi_square > 9.6
    assert trend.marker is Marker.NO_CHANGE
    assert trend.reason == "without one of its points the trend goes the other way"


@pytest.mark.parametrize(
    ("chi_square", "marker"), [(9.54, Marker.NO_CHANGE), (9.56, Marker.INCREASING)]
)
def test_a_trend_holds_beyond_the_critical_value(chi_square: float, marker: Marker):
    trend = of_values(1, 2, 3, 4, 5, width=1.96 * (10 / chi_square) ** 0.5)
    assert trend.chi_square == pytest.approx(chi_square)
    assert trend.marker is marker


def test_a_level_line_without_one_point_counts_as_rising():
    assert of_values(1, 1, 1, 1, 2).marker is Marker.INCREASING
    assert of_values(2, 2, 2, 2, 1).marker is Marker.NO_CHANGE


def test_a_level_line_counts_as_rising_however_exact_its_points():
    widths = (0.1, 0.017, 0.3, 0.07, 0.1)
    last_lower = [
        Estimate(n, v, v - w, v + w)
        for n, (v, w) in enumerate(zip((0.7,) * 4 + (0.1,), widths, strict=True))
    ]
    assert recent_trend(last_lower).marker is Marker.NO_CHANGE


def test_the_order_of_the_rows_does_not_matter():
    assert recent_trend(estimates(RISING[::-1])) == recent_trend(estimates(RISING))
    assert proportion_trend(shares(RISING[::-1])) == proportion_trend(shares(RISING))


def test_only_the_five_most_recent_valid_points_count():
    recent = (5.0, 4.0, 3.0, 2.0, 1.0)
    assert of_values(0, 1, 2, 3, *recent) == of_values(*recent)
    assert of_values(5.0, None, 4.0, 3.0, None, 2.0, 1.0, None) == of_values(*recent)
    gaps = [Estimate(year * year, 6.0 - year, 5.5 - year, 6.5 - year) for year in range(1, 6)]
    assert recent_trend(gaps) == of_values(*recent, width=0.5)


@pytest.mark.parametrize(
    "invalid",
    [
        Estimate(9, 5, None, 6),
        Estimate(9, 5, 4, None),
        Estimate(9, None, 4, 6),
        Estimate(9, 5, 5, 5),
        Estimate(9, 5, 6, 4),
        Estimate(9, float("nan"), 4, 6),
    ],
)
def test_a_point_without_figure_or_limits_is_passed_over(invalid: Estimate):
    four = [Estimate(year, year, year - 1, year + 1) for year in range(4)]
    assert recent_trend([*four, invalid]) == Trend(
        Marker.CANNOT_BE_CALCULATED, None, None, "there are 4 valid points, and 5 are needed"
    )


def test_four_counts_are_too_few():
    trend = proportion_trend([*shares(RISING)[:4], Share(2013, 5, 0), Share(2012, 6, 5)])
    assert trend.reason == "there are 4 valid points, and 5 are needed"


@pytest.mark.parametrize("odd", [Share(2019, 40, 40), Share(2019, 0, 40)])
def test_a_count_of_none_or_all_has_no_odds(odd: Share):
    trend = proportion_trend([*shares(RISING), odd])
    assert trend.marker is Marker.CANNOT_BE_CALCULATED
    assert trend.reason == "a point has none or all of its denominator, and so no odds"


@pytest.mark.parametrize(
    ("marker", "high", "low", "none"),
    [
        (
            Marker.INCREASING,
            "increasing and getting better",
            "increasing and getting worse",
            "increasing",
        ),
        (
            Marker.DECREASING,
            "decreasing and getting worse",
            "decreasing and getting better",
            "decreasing",
        ),
        (Marker.NO_CHANGE, *["no significant change"] * 3),
        (Marker.CANNOT_BE_CALCULATED, *["recent trend cannot be calculated"] * 3),
    ],
)
def test_the_words_of_a_trend_follow_the_polarity(marker: Marker, high: str, low: str, none: str):
    words = [trend_words(marker, polarity).words for polarity in (HIGH, LOW, NONE)]
    assert words == [high, low, none]


@given(st.sampled_from(Marker))
def test_the_other_polarity_swaps_better_and_worse(marker: Marker):
    swapped = {"better": "worse", "worse": "better"}
    words = [swapped.get(word, word) for word in trend_words(marker, HIGH).words.split()]
    assert " ".join(words) == trend_words(marker, LOW).words


NUMBERS = st.one_of(st.none(), st.floats(), st.integers(), st.text(max_size=2), st.booleans())
ROWS = st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS), max_size=8)
GOOD_ROWS = st.lists(
    st.tuples(st.integers(0, 9), st.floats(), st.floats(-1e9, 0), st.floats(0, 1e308)), max_size=8
)


@given(st.one_of(ROWS, GOOD_ROWS))
def test_any_points_give_a_trend(rows: list[tuple[object, object, object, object]]):
    for trend in (
        recent_trend(Estimate(*row) for row in rows),
        proportion_trend(Share(*row[:3]) for row in rows),
    ):
        assert trend.reason
        assert (trend.chi_square is None) == (trend.marker is Marker.CANNOT_BE_CALCULATED)
        assert isinstance(trend_words(trend.marker, NONE), TrendWords)


@given(st.lists(st.floats(-100, 100), min_size=5, max_size=5))
def test_figures_turned_round_have_the_opposite_slope(values: list[float]):
    there, back = of_values(*values), of_values(*values[::-1])
    assert there.slope == pytest.approx(-(back.slope or 0.0), abs=1e-9)
    assert there.chi_square == pytest.approx(back.chi_square, rel=1e-6, abs=1e-9)


def test_the_trend_of_rates_is_that_of_their_exact_or_byars_limits():
    counted = [Share(2010 + row, events, 10_000) for row, events in enumerate((5, 9, 30, 60, 90))]
    limits = [(each.year, rate(each.events, each.population, 1000)) for each in counted]
    figures = [Estimate(year, each.value, each.lower, each.upper) for year, each in limits]
    assert rate_trend(counted, 1000) == recent_trend(figures)
    assert rate_trend(counted, 1000).marker is Marker.INCREASING
    assert rate_trend(counted[::-1], 1).marker is Marker.INCREASING


def test_counts_that_give_no_rate_are_passed_over():
    odd = [Share(2016, None, 5), Share(2017, 5, None), Share(2018, 5, 0), Share(2019, -1, 5)]
    assert rate_trend([*shares(RISING), *odd], 100) == rate_trend(shares(RISING), 100)
    assert rate_trend(odd, 100).reason == "there are 0 valid points, and 5 are needed"
