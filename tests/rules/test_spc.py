"""Control charts tell chance from change."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.series import charted, monthly
from xlbcf.rules.metrics import Polarity
from xlbcf.rules.spc import DuplicateDates, Settings, control_chart
from xlbcf.rules.spc_icons import AssuranceIcon, PointType, VariationIcon, assurance_icon
from xlbcf.rules.spc_limits import Limits, limits_of, moving_ranges, screen
from xlbcf.rules.spc_rules import MDC_EXCEL
from xlbcf.rules.spc_signals import close, outside, shifts, trend_directions, trends, two_in_three

HIGH, LOW, NONE = Polarity.HIGH_IS_GOOD, Polarity.LOW_IS_GOOD, Polarity.NO_JUDGEMENT
#: Twelve points of mean 10 whose moving ranges are all 2: limits 4.68 and 15.32.
STEADY = [9.0, 11.0] * 6
FIXED = Settings(HIGH, fixed=12)
COMMON = "Common Cause"


def labels(values, settings=FIXED) -> list[str]:
    """The labels of the points that follow twelve steady ones."""
    return [point.cause for point in charted([*STEADY, *values], settings).points][12:]


class TestLimits:
    def test_they_lie_2_66_average_moving_ranges_from_the_mean(self):
        limits = limits_of([50.0, 52.0, 49.0, 51.0])
        assert limits.mean == 50.5
        assert limits.upper == pytest.approx(50.5 + 2.66 * 7 / 3, rel=1e-12)
        assert limits.lower == pytest.approx(50.5 - 2.66 * 7 / 3, rel=1e-12)

    def test_the_near_lines_lie_two_thirds_of_the_way(self):
        limits = limits_of(STEADY)
        assert limits.near_upper == pytest.approx(10 + 2 * 2.66 / 3 * 2, rel=1e-12)
        assert limits.near_lower == pytest.approx(10 - 2 * 2.66 / 3 * 2, rel=1e-12)

    def test_a_missing_value_costs_the_moving_range_on_both_sides_and_is_not_bridged(self):
        assert moving_ranges([1.0, 2.0, None, 9.0, 12.0]) == [1.0, 3.0]

    def test_an_outlying_moving_range_is_screened_out_once_and_the_mean_is_kept(self):
        values = [*STEADY, 60.0]
        screened, kept = limits_of(values), limits_of(values, screened=False)
        assert screened.mean == kept.mean == pytest.approx(180 / 13)
        assert screened.upper - screened.mean == pytest.approx(2.66 * 2)
        assert kept.upper - kept.mean == pytest.approx(2.66 * (11 * 2 + 49) / 12)

    def test_a_moving_range_of_exactly_3_267_average_ones_is_screened_out(self):
        ranges = [0.0, 0.0, 0.0, 1.0]
        assert screen(ranges) == [0.0, 0.0, 0.0]
        assert screen([1.0, 1.0, 3.0]) == [1.0, 1.0, 3.0]

    def test_a_baseline_of_the_first_points_is_not_moved_by_those_that_follow(self):
        assert limits_of([*STEADY, 90.0], fixed=12) == limits_of(STEADY)

    def test_a_missing_value_counts_among_the_points_of_a_baseline(self):
        assert limits_of([None, *STEADY], fixed=12) == limits_of(STEADY[:11])

    @pytest.mark.parametrize("values", [[5.0], [5.0, None, 5.0], [5.0] * 7])
    def test_one_point_gaps_only_and_equal_values_have_a_mean_but_no_limits(self, values):
        assert limits_of(values) == Limits(5.0)

    def test_equal_values_have_limits_on_the_mean_without_screening(self):
        assert limits_of([5.0] * 7, screened=False) == Limits(5.0, 5.0, 5.0, 5.0, 5.0)

    @pytest.mark.parametrize("values", [[], [None], [None, None]])
    def test_without_values_there_are_no_lines(self, values):
        assert limits_of(values) == Limits(None)

    def test_they_are_held_within_bounds_only_when_asked(self):
        values = [0.1, 0.9, 0.2, 0.8]
        assert limits_of(values).lower < 0
        held = limits_of(values, bounds=(0.0, 1.0))
        assert (held.lower, held.upper) == (0.0, 1.0)
        assert held.near_lower == limits_of(values).near_lower

    def test_a_bound_does_not_move_a_limit_past_the_mean(self):
        limits = limits_of(STEADY, bounds=(12.0, 8.0))
        assert (limits.lower, limits.mean, limits.upper) == (10.0, 10.0, 10.0)

    @given(st.floats(-1e6, 1e6), st.integers(1, 60))
    def test_the_mean_of_equal_values_is_that_value(self, value, count):
        assert limits_of([value] * count).mean == value


class TestFlags:
    def test_a_point_on_a_limit_is_not_outside_and_one_on_a_near_line_is_not_close(self):
        limits = Limits(10.0, 4.0, 16.0, 6.0, 14.0)
        assert outside([4.0, 16.0, 3.9, 16.1], limits) == [False, False, True, True]
        assert close([6.0, 14.0, 5.9, 14.1], limits) == [False, False, True, True]

    def test_a_point_outside_is_not_close(self):
        assert close([3.0, 17.0], Limits(10.0, 4.0, 16.0, 6.0, 14.0)) == [False, False]

    def test_without_value_or_limits_there_is_no_flag(self):
        assert outside([None, 1.0], Limits(1.0)) == [None, None]
        assert close([None, 1.0], Limits(1.0)) == [None, None]

    def test_seven_points_on_one_side_are_a_shift_and_six_are_not(self):
        assert shifts([1] * 7, 7) == [True] * 7
        assert shifts([-1] * 7, 7) == [True] * 7
        assert shifts([1] * 6, 7) == [False] * 6
        assert shifts([1] * 6, 6) == [True] * 6

    @pytest.mark.parametrize("breaker", [0, -1, None])
    def test_a_point_on_the_mean_on_the_other_side_or_missing_breaks_a_shift(self, breaker):
        assert shifts([*[1] * 6, breaker, *[1] * 6], 7) == [False] * 13

    def test_seven_points_on_the_mean_are_no_shift(self):
        assert shifts([0] * 7, 7) == [False] * 7

    def test_seven_rising_or_falling_points_are_a_trend_and_a_tie_breaks_it(self):
        assert trends([1.0, 2, 3, 4, 5, 6, 7], 7) == [True] * 7
        assert trends([7.0, 6, 5, 4, 3, 2, 1], 7) == [True] * 7
        assert trends([1.0, 2, 3, 4, 5, 6, 6, 7], 7) == [False] * 8
        assert trends([1.0, 2, 3, None, 5, 6, 7, 8, 9], 7) == [False] * 9
        assert trends([1.0, 2, 3, 4, 5, 6], 6) == [True] * 6

    def test_a_turning_point_of_two_trends_goes_with_the_one_that_follows(self):
        values = [0.0, 1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1, 0]
        directions = trend_directions(values, trends(values, 7))
        assert directions == [1] * 6 + [-1] * 7

    def test_two_in_three_flags_the_close_points_only(self):
        assert two_in_three([True, False, True], [1, 1, 1]) == [True, False, True]
        assert two_in_three([True, False, True], [1, -1, 1]) == [False] * 3
        assert two_in_three([True, True], [1, 1]) == [False] * 2
        assert two_in_three([True, None, True, True], [1, None, 1, 1]) == [False] * 4


class TestLabels:
    @pytest.mark.parametrize(
        ("values", "expected"),
        [
            ([15.33], ["Above UCL"]),
            ([15.31], [COMMON]),
            ([4.67], ["Below LCL"]),
            ([11.0] * 6, ["7 Points Above CL"] * 6),
            ([10.0] * 7, [COMMON] * 7),
            ([9.0] * 6, [COMMON] * 6),
            ([9.0] * 7, ["7 Points Below CL"] * 7),
            ([14.0, 14.0], ["2 in 3 Above CL"] * 2),
            ([14.0, 11.0, 14.0], ["2 in 3 Above CL", COMMON, "2 in 3 Above CL"]),
            ([9.0, 6.0, 6.0], [COMMON, *["2 in 3 Below CL"] * 2]),
            ([14.0, 9.0, 14.0], [COMMON] * 3),
            ([16.0, 14.0], ["Above UCL", COMMON]),
            ([14.0, 14.0, *[11.0] * 4], [*["2 in 3 Above CL"] * 2, *["7 Points Above CL"] * 4]),
        ],
    )
    def test_each_point_has_the_label_of_its_strongest_cause(self, values, expected):
        assert labels(values) == expected

    def test_a_trend_comes_before_two_in_three_and_after_a_limit(self):
        rising = [12.0, 12.5, 13.0, 14.0, 15.0, 16.0]
        assert labels(rising) == ["7 Point Trend (Increasing)"] * 5 + ["Above UCL"]

    def test_the_excel_rules_may_take_six_points(self):
        settings = FIXED._replace(rules=MDC_EXCEL._replace(shift=6, trend=6))
        assert labels([9.0] * 6, settings) == ["6 Points Below CL"] * 6
        assert labels([9.0, 8, 7, 6.5, 6.4, 6.3], settings)[2] == "6 Point Trend (Decreasing)"
        assert settings.rules.title == "mdc_excel (shift 6, trend 6)"

    def test_a_missing_value_shows_nothing(self):
        point = charted([*STEADY, None], FIXED).points[-1]
        assert (point.value, point.side, point.outside, point.close) == (None, None, None, None)
        assert (point.cause, point.kind, point.special) == (COMMON, "common_cause", False)

    def test_equal_values_show_nothing_and_leave_assurance_open(self):
        chart = charted([5.0] * 20, Settings(HIGH, target=5.0))
        assert {point.cause for point in chart.points} == {COMMON}
        assert chart.variation is VariationIcon.COMMON_CAUSE
        assert chart.assurance is AssuranceIcon.INCONSISTENT


class TestMeaning:
    @pytest.mark.parametrize(
        ("last", "polarity", "kind", "icon"),
        [
            (20.0, HIGH, PointType.IMPROVEMENT, VariationIcon.IMPROVEMENT_HIGH),
            (20.0, LOW, PointType.CONCERN, VariationIcon.CONCERN_HIGH),
            (20.0, NONE, PointType.NEUTRAL_HIGH, VariationIcon.NEUTRAL_HIGH),
            (1.0, HIGH, PointType.CONCERN, VariationIcon.CONCERN_LOW),
            (1.0, LOW, PointType.IMPROVEMENT, VariationIcon.IMPROVEMENT_LOW),
            (1.0, NONE, PointType.NEUTRAL_LOW, VariationIcon.NEUTRAL_LOW),
            (10.0, HIGH, PointType.COMMON_CAUSE, VariationIcon.COMMON_CAUSE),
        ],
    )
    def test_polarity_turns_high_and_low_into_better_and_worse(self, last, polarity, kind, icon):
        chart = charted([*STEADY, last], FIXED._replace(polarity=polarity))
        assert (chart.points[-1].kind, chart.variation) == (kind, icon)

    def test_a_trend_is_judged_by_its_direction_not_its_side(self):
        chart = charted([*STEADY, 14.0, 13, 12, 11, 10.5, 9, 8], FIXED)
        assert {point.kind for point in chart.points[12:]} == {PointType.CONCERN}

    @pytest.mark.parametrize(
        ("target", "high", "low"),
        [
            (3.0, "pass", "fail"),
            (7.0, "fail", "pass"),
            (5.0, "inconsistent", "inconsistent"),
            (4.0, "inconsistent", "inconsistent"),
            (6.0, "inconsistent", "inconsistent"),
        ],
    )
    def test_a_target_beyond_the_limits_is_passed_or_failed(self, target, high, low):
        assert assurance_icon(target, 4.0, 6.0, HIGH) == high
        assert assurance_icon(target, 4.0, 6.0, LOW) == low
        assert assurance_icon(target, 4.0, 6.0, NONE) is None

    def test_without_a_target_nothing_is_assured(self):
        assert assurance_icon(None, 4.0, 6.0, HIGH) is None

    def test_the_latest_limits_are_held_against_the_target(self):
        chart = charted([*STEADY, *(value + 50 for value in STEADY)], starts=[12])
        target = FIXED._replace(target=30.0)
        assert chart.points[-1].lower > 30 > chart.points[0].upper
        settled = charted([*STEADY, *(value + 50 for value in STEADY)], target, starts=[12])
        assert settled.assurance is AssuranceIcon.PASS

    def test_a_target_on_a_limit_decides_by_the_excel_rules_only(self):
        upper = limits_of(STEADY).upper
        settings = Settings(HIGH, target=upper)
        assert charted(STEADY, settings).assurance is AssuranceIcon.INCONSISTENT
        excel = settings._replace(rules=MDC_EXCEL)
        assert charted(STEADY, excel).assurance is AssuranceIcon.FAIL

    def test_the_excel_rules_do_not_screen(self):
        values = [*STEADY, 60.0]
        excel = charted(values, Settings(HIGH, rules=MDC_EXCEL)).points[0]
        assert excel.upper == limits_of(values, screened=False).upper

    def test_a_process_that_always_lies_on_its_target_passes_by_the_excel_rules(self):
        assert assurance_icon(5.0, 5.0, 5.0, HIGH, on_limit_decides=True) is AssuranceIcon.PASS
        assert assurance_icon(5.0, 5.0, 5.0, LOW, on_limit_decides=True) is AssuranceIcon.PASS


class TestSeries:
    def test_points_are_put_in_the_order_of_their_dates(self):
        dates = monthly(14)
        values = [float(value % 5) for value in range(14)]
        there = control_chart(dates, values)
        assert control_chart(dates[::-1], values[::-1]) == there
        assert [point.date for point in there.points] == dates

    def test_two_points_of_one_date_are_refused_by_name(self):
        day = date(2024, 4, 1)
        with pytest.raises(DuplicateDates, match="2024-04-01") as refused:
            control_chart([day, day + timedelta(1), day], [1.0, 2.0, None])
        assert refused.value.dates == (day,)

    def test_a_group_starts_at_its_rebase_date_and_keeps_its_own_lines(self):
        chart = charted([*STEADY, *(value + 50 for value in STEADY)], starts=[12])
        assert [point.group for point in chart.points] == [0] * 12 + [1] * 12
        assert {point.mean for point in chart.points[:12]} == {10.0}
        assert {point.mean for point in chart.points[12:]} == {60.0}

    def test_a_rebase_date_between_two_points_starts_a_group_at_the_next(self):
        dates = monthly(4)
        between = dates[2] - timedelta(days=3)
        chart = control_chart(dates, [1.0, 2.0, 8.0, 9.0], rebase=[between, between])
        assert [point.group for point in chart.points] == [0, 0, 1, 1]

    def test_rebase_dates_outside_the_series_start_nothing(self):
        dates = monthly(3)
        beside = [dates[0] - timedelta(1), dates[-1] + timedelta(1)]
        chart = control_chart(dates, [1.0, 2.0, 3.0], rebase=beside)
        assert {point.group for point in chart.points} == {0}

    def test_a_trend_does_not_cross_a_rebase(self):
        rising = [float(value) for value in range(8)]
        assert charted(rising).points[0].special
        assert not any(point.special for point in charted(rising, starts=[4]).points)

    @pytest.mark.parametrize(("count", "short"), [(12, True), (13, False), (0, True)])
    def test_fewer_than_thirteen_points_are_a_short_series(self, count, short):
        assert charted([float(value % 3) for value in range(count)]).short is short

    def test_one_short_group_makes_a_series_short(self):
        chart = charted([float(value % 3) for value in range(20)], starts=[14])
        assert chart.short
        assert not chart.points[0].short

    def test_what_is_not_finite_is_missing(self):
        values = [1.0, math.nan, math.inf, 2.0]
        assert [point.value for point in charted(values).points] == [1.0, None, None, 2.0]

    def test_dates_without_values_are_a_fault_of_the_caller(self):
        with pytest.raises(ValueError, match="shorter"):
            control_chart(monthly(2), [1.0])
