"""The page of deviations says what the rules do: every example on it is worked out here."""

from __future__ import annotations

import math
import re
from datetime import date
from pathlib import Path

import pytest

from tests.support import checking, editing, narratives, sheets
from tests.support.series import charted
from xlbcf.rules.assessment import propose, unsupported
from xlbcf.rules.bands import Band, BandSet, Duty, End, Guideline, Rag, Side, Tolerance
from xlbcf.rules.benchmark import Outcome, limits_against_goal
from xlbcf.rules.figures import BLANK, read_figure
from xlbcf.rules.intervals import Interval, Method, rate
from xlbcf.rules.metrics import Metric, Polarity, Unit
from xlbcf.rules.narrative import Fit
from xlbcf.rules.periods import Period
from xlbcf.rules.rag import blind_tolerance, rate_figures
from xlbcf.rules.rounding import round_half_away
from xlbcf.rules.spc import Settings, control_chart
from xlbcf.rules.spc_rules import MDC_EXCEL
from xlbcf.rules.suppression import SECONDARY_CARE, Added, publish_total
from xlbcf.rules.travel import Reading, direction_of_travel
from xlbcf.rules.trend import Estimate, Marker, Share, proportion_trend, recent_trend
from xlbcf.rules.variance import Dated, Mode, compare

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "deviations.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| ([A-Z]\d) \|(.*)\|$", PAGE, re.MULTILINE))
HIGH, LOW = Polarity.HIGH_IS_GOOD, Polarity.LOW_IS_GOOD
RATE = Metric("m", "M", "", Unit.RATE, LOW, per=100_000, decimals=1)
SHARE = Metric("s", "S", "", Unit.PERCENT, HIGH, stored_as="fraction", decimals=1)


def says(row: str, *texts: object) -> None:
    """Hold a row of the page to what was worked out."""
    for text in texts:
        assert str(text) in ROWS[row], (row, text)


def bands(widest_points: float | None = None) -> BandSet:
    """Green on plan, amber up to 10% off, red beyond."""
    guidelines = [Guideline(rag, "", Duty.OPTIONAL) for rag in (Rag.GREEN, Rag.AMBER, Rag.RED)]
    zero, ten = End(0, included=True), End(10, included=True)
    lows = (None, zero._replace(included=False), ten._replace(included=False))
    lines = zip(guidelines, lows, (zero, ten, None), strict=True)
    stretches = tuple(Band(*each) for each in lines)
    unit = Tolerance.PERCENT
    return BandSet("b", "B", "", Side.ADVERSE, unit, stretches, widest_points=widest_points)


def test_every_row_of_the_page_has_its_test():
    tested = re.findall(r'says\("([A-Z]\d)"', Path(__file__).read_text(encoding="utf-8"))
    assert set(tested) == set(ROWS)
    assert len(ROWS) == PAGE.count("\n| ") - PAGE.count("\n| | Ours")


def test_c1_screening_leaves_out_wild_moving_ranges():
    values = [10, 12, 11, 10, 12, 11, 10, 30, 10, 12, 11, 10, 12]
    limits = {}
    for name, settings in {
        "screened": Settings(),
        "unscreened": Settings(screened=False),
        "excel": Settings(rules=MDC_EXCEL),
    }.items():
        point = charted(values, settings).points[0]
        limits[name] = f"{point.lower:.2f} to {point.upper:.2f}"
    says("C1", ", ".join(map(str, values)), limits["screened"], limits["unscreened"])
    assert limits["excel"] == limits["unscreened"] != limits["screened"]


def test_c2_a_target_on_both_limits():
    charts = [
        charted([5.0] * 13, Settings(HIGH, 5, screened=False)),
        charted([5.0] * 13, Settings(HIGH, 5, rules=MDC_EXCEL)),
    ]
    says("C2", "13 points of 5", *(f"`{chart.assurance}`" for chart in charts))
    assert charts[0].assurance != charts[1].assurance


def test_c3_a_shift_of_six_points():
    values = [4.0, 2.0, 3.0, 2.0, 4.0, 2.0, 6.0, 5.0, 6.0, 5.0, 6.0, 5.0, 3.0]
    ours = charted(values)
    theirs = charted(values, Settings(rules=MDC_EXCEL._replace(shift=6, trend=6)))
    assert [point.side for point in ours.points].count(1) == 6
    assert {point.cause for point in ours.points} == {"Common Cause"}
    assert theirs.points[6].cause == "6 Points Above CL"
    says("C3", "6 points above the mean are common cause")


def test_c4_two_trends_that_meet_in_equal_values():
    points = charted([*range(1, 8), *range(7, 14)]).points
    assert points[5].cause == points[7].cause == "7 Point Trend (Increasing)"
    says("C4", f'the 7th point is "{points[6].cause}"')


def test_c5_a_missing_value_counts_as_a_point():
    values = [1.0, None, 3.0, *[10.0] * 10]
    chart = charted(values, Settings(fixed=12))
    assert not chart.short
    assert chart.points[0].mean == pytest.approx((1 + 3 + 9 * 10) / 11)
    says("C5", "13 months with one missing are not a short series", "11 values")


def test_c6_a_rebase_date_between_two_points():
    dates = [date(2024, month, 1) for month in range(1, 13)]
    chart = control_chart(dates, [1.0] * 12, rebase=[date(2024, 6, 15)])
    first = next(point.date for point in chart.points if point.group)
    assert first == date(2024, 7, 1)
    says("C6", "15 June", f"{first.day} {first:%B}")


def test_c7_one_short_group_makes_a_short_series():
    assert charted([1.0, 3.0] * 8, starts=[13]).short
    assert not charted([1.0, 3.0] * 8).short
    says("C7", "16 points with a rebase at the 14th: short")


def limits_of(events: float, population: float = 100_000, per: float = 100_000) -> Interval:
    found = rate(events, population, per)
    assert isinstance(found, Interval)
    return found


def test_r1_byar_of_100_events():
    found = limits_of(100, 100, 100)
    says("R1", f"{found.lower:.1f} to {found.upper:.1f}")
    assert found.method is Method.BYAR


def test_r2_exact_limits_below_ten_events():
    exact = limits_of(9)
    ends = [
        count * (1 - 1 / (9 * count) + z / (3 * math.sqrt(count))) ** 3
        for count, z in ((9, -1.959964), (10, 1.959964))
    ]
    says("R2", f"{exact.lower:.2f} to {exact.upper:.2f} exact", f"{ends[0]:.2f} to {ends[1]:.2f}")
    assert (exact.method, limits_of(10).method) == (Method.EXACT_POISSON, Method.BYAR)


def test_r3_a_numerator_of_nothing():
    found = limits_of(0)
    assert found.value == 0 < found.upper
    says("R3", f"{found.value:.0f} to {found.upper:.2f}")


def test_r4_points_stand_at_equal_steps():
    years = (2015, 2016, 2017, 2018, 2024)
    points = zip(years, (10, 12, 14, 16, 18), strict=True)
    found = recent_trend(Estimate(year, value, value - 0.5, value + 0.5) for year, value in points)
    assert found.slope == pytest.approx(2)
    says("R4", "2015 to 2018 and 2024", f"slope {found.slope:.0f} a point")


def test_r5_shares_of_none_or_all():
    markers = [
        proportion_trend(
            Share(at, count, 100) for at, count in enumerate((first, 20, 30, 40, 50))
        ).marker
        for first in (0, 10)
    ]
    assert markers == [Marker.CANNOT_BE_CALCULATED, Marker.INCREASING]
    says("R5", *(marker.value.replace("_", " ") for marker in markers))


def test_r6_limits_that_both_equal_the_goal():
    found = limits_against_goal(5, 5, 5, HIGH)
    assert limits_against_goal(4, 5, 5, HIGH) is Outcome.SAME
    says("R6", f"5 to 5, goal 5, high is good: {found}")


def rated(actual: object, plan: object, metric: Metric) -> Rag:
    figures = [read_figure(each, metric.unit, "fraction") for each in (actual, plan)]
    return rate_figures(figures[0], figures[1], metric, bands()).rag


def test_f1_exactly_ten_percent_is_amber():
    in_binary = (0.93 - 0.837) / 0.93 * 100
    assert in_binary > 10
    says("F1", f"{in_binary}%", "83.7% against 93%", rated("83.7%", "93%", SHARE))


def test_f2_rounding_on_the_number_shown():
    assert (round(2.675, 2), round(2.5)) == (2.67, 2)
    says("F2", f"{round_half_away(2.675, 2)} and {round_half_away(2.5):.0f}")


def test_f3_anything_adverse_to_a_plan_of_0_is_red():
    says("F3", "1 against 0, low is good", rated(1, 0, RATE))
    assert rated(0, 0, RATE) is rated(-1, 0, RATE) is Rag.GREEN


def test_f4_a_tolerance_is_blind_only_where_the_bands_say_how_wide():
    plan = read_figure("93%", Unit.PERCENT)
    told = blind_tolerance(plan, SHARE, bands(widest_points=5))
    assert told is not None
    assert blind_tolerance(plan, SHARE, bands()) is None
    says("F4", re.findall(r"[\d.]+ percentage points", told)[0], "widest 5")


def test_f5_travel_passes_over_blanks_and_stops_at_what_is_not_available():
    q1, q2, q3 = (Period.of_year(2024, quarter) for quarter in (1, 2, 3))
    number = {each: read_figure(each, Unit.RATE) for each in (4, 5)}
    latest, first = Reading(q3, number[4]), Reading(q1, number[5])
    blank, missing = Reading(q2, BLANK), Reading(q2, read_figure("n/a", Unit.RATE))
    over = direction_of_travel(latest, [first, blank], RATE).movement
    assert direction_of_travel(latest, [first, missing], RATE).glyph == ""
    says("F5", f"5, blank, 4: {over}", "5, n/a, 4: no arrow")


def test_f6_the_smallest_other_count_is_hidden_too():
    parts = tuple(read_figure(each, Unit.COUNT) for each in (5, 20, 30))
    shown = publish_total(Added(parts, read_figure(55, Unit.COUNT)), SECONDARY_CARE)
    assert [part.text for part in shown.parts] == ["*", "*", "30"]
    says("F6", "5, 20, 30 of 55: the 5 and the 20")


def fit_of(text: str, about: object) -> Fit:
    return narratives.read(text, about).claims[-1].fit  # type: ignore[arg-type]


def test_n1_approximately_is_one_unit_of_the_last_digit():
    about = narratives.row(RATE, plan_q3=161.8, actual_q3=199.9)
    fits = {n: fit_of(f"The target was missed by approximately {n}.", about) for n in (38, 40)}
    assert fits == {38: Fit.SUPPORTED, 40: Fit.NOT_SUPPORTED}
    says("N1", "38.1", *(f'"approximately {n}" is' for n in fits))


def test_n2_a_variance_from_the_figures_as_shown():
    about = narratives.row(SHARE, plan_q3=0.9506, actual_q3=0.9224)
    fits = {
        points: fit_of(f"The target was missed by {points} percentage points.", about)
        for points in (2.7, 2.8, 2.9)
    }
    assert fits == {2.7: Fit.NOT_SUPPORTED, 2.8: Fit.SUPPORTED, 2.9: Fit.SUPPORTED}
    says("N2", "92.24% against 95.06%", "92.2% and 95.1%", "2.8 and 2.9 points")


def test_x1_a_drop_down_whose_alert_only_warns():
    tail = sheets.lists(("B2", '"Yes,No"')).replace("type=", 'errorStyle="warning" type=')
    codes = editing.codes(sheets.book(sheets.sheet("Form", "", tail=tail)), {"Form!B2": "x"})
    says("X1", f"({', '.join(codes)})")


def test_x2_spaces_beside_a_flag_that_says_yes(tmp_path: Path):
    codes = sorted(code for code, _ in checking.found(checking.check(tmp_path, {"B6": "  "})))
    assert codes == ["DONE01", "DONE03"]
    says("X2", f"({', '.join(codes)})")


def test_x3_the_figures_are_held_against_the_assessment():
    year = Period.of_year(2024)
    sides = [[Dated(year, read_figure(each, Unit.RATE))] for each in (161.8, 199.9)]
    proposal = propose(compare(*sides, RATE, Mode.ANNUAL), ["met", "not_met"], RATE)
    told = unsupported("met", proposal)
    assert told is not None
    says("X3", "38.1 above plan", "low is good")
    assert "38.1 above plan" in told
