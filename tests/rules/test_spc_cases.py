"""Control charts agree with the reference cases, where those are at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.series import charted
from xlbcf.rules.metrics import Polarity
from xlbcf.rules.spc import Settings
from xlbcf.rules.spc_icons import assurance_icon
from xlbcf.rules.spc_signals import shifts, trend_directions, trends, two_in_three

CASES = Path(__file__).parents[3] / "shared" / "cases"
POLARITIES = {
    "increase": Polarity.HIGH_IS_GOOD,
    "decrease": Polarity.LOW_IS_GOOD,
    "neutral": Polarity.NO_JUDGEMENT,
    "Up": Polarity.HIGH_IS_GOOD,
    "Down": Polarity.LOW_IS_GOOD,
}
ICONS = {"consistent_pass": "pass", "consistent_fail": "fail"}
#: The cases are written with ten decimals.
WRITTEN_TO = 5.1e-11


def cases_of(name: str) -> Any:
    path = CASES / name
    if not path.is_file():
        pytest.skip(f"the reference cases are not here (../shared/cases/{name})")
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def series() -> list[dict[str, Any]]:
    return cases_of("spc_xmr_cases.json")["cases"]


@pytest.fixture(scope="module")
def rules() -> dict[str, list[dict[str, Any]]]:
    return cases_of("spc_rule_cases.json")


def chart_of(case: dict[str, Any]):
    given = case["input"]
    settings = Settings(
        polarity=POLARITIES[given["improvement_direction"]],
        target=given["target"],
        fixed=given["fix_after_n_points"],
        screened=given["screen_outliers"],
    )
    return charted(given["values"], settings, starts=given["rebase_at_index0"])


def test_every_label_flag_and_icon_of_every_case_is_the_reference_s(series):
    fields = {
        "relative_to_mean": "side",
        "outside_limits": "outside",
        "close_to_limits": "close",
        "special_cause_type": "cause",
        "special_cause_flag": "special",
        "point_type": "kind",
        "rebase_group": "group",
        "short_group_warning": "short",
    }
    for case in series:
        chart, expected = chart_of(case), case["expected"]
        for theirs, ours in fields.items():
            found = [getattr(point, ours) for point in chart.points]
            assert found == expected[theirs], (case["id"], theirs)
        assert chart.variation == expected["variation_icon"], case["id"]
        assert chart.assurance == expected["assurance_icon"], case["id"]
    assert len(series) >= 251


def test_every_mean_and_limit_of_every_case_is_the_reference_s(series):
    for case in series:
        chart, expected = chart_of(case), case["expected"]
        for theirs, ours in {"mean": "mean", "lpl": "lower", "upl": "upper"}.items():
            for point, number in zip(chart.points, expected[theirs], strict=True):
                found = getattr(point, ours)
                if number is None:
                    assert found is None, (case["id"], theirs)
                else:
                    close = pytest.approx(number, rel=1e-9, abs=WRITTEN_TO)
                    assert found == close, (case["id"], theirs)


def test_shifts_are_the_reference_s(rules):
    for case in rules["nhsr_ptd.seven_point_one_side_mean"]:
        ends = [bool(flag) for flag in case["expected"]]
        assert shifts(case["relative_to_mean"], 7) == members(ends, 7)


def test_trends_and_their_directions_are_the_reference_s(rules):
    for case in rules["nhsr_ptd.seven_point_trend"]:
        flagged = trends(case["y"], 7)
        assert flagged == members([bool(flag) for flag in case["expected"]], 7)
        signs = {flag for flag in case["expected"] if flag}
        assert {each for each in trend_directions(case["y"], flagged) if each} == signs


def test_every_member_of_a_run_is_flagged_as_in_the_reference(rules):
    for case in rules["nhsr_ptd.part_of_seven_trend"]:
        assert members([bool(flag) for flag in case["v"]], 7) == list(map(bool, case["expected"]))


def test_two_in_three_are_the_reference_s(rules):
    for case in rules["nhsr_ptd.two_in_three"]:
        window, close = case["expected"], case["close_to_limits"]
        expected = [bool(flag and near) for flag, near in zip(window, close, strict=True)]
        assert two_in_three(close, case["relative_to_mean"]) == expected
    for case in rules["nhsr_ptd.part_of_two_in_three"]:
        expected = list(map(bool, case["expected"]))
        assert two_in_three(case["close_to_limits"], case["relative_to_mean"]) == expected


def test_assurance_is_the_reference_s(rules):
    for case in rules["nhsr_ptd.assurance"]:
        polarity = POLARITIES[case["improvement_direction"]]
        found = [
            assurance_icon(case["target"], lower, upper, polarity)
            for lower, upper in zip(case["lpl"], case["upl"], strict=True)
        ]
        assert found == [ICONS.get(icon, icon) for icon in case["expected"]]


def test_a_target_on_a_limit_decides_as_in_the_making_data_count_query(rules):
    limits = {"== LPL": 4.0, "== UPL": 6.0}
    told = [case for case in rules["mdc_sql_v2_5.assurance_boundary"] if "expected" in case]
    for case in told:
        target, polarity = limits[case["target_vs_limit"]], POLARITIES[case["improvement"]]
        decided = assurance_icon(target, 4.0, 6.0, polarity, on_limit_decides=True)
        assert decided == case["expected"].casefold()
        assert assurance_icon(target, 4.0, 6.0, polarity) == "inconsistent"
    assert len(told) == 4


def members(ends: list[bool], length: int) -> list[bool]:
    """Flag the points of the runs of so many that end where a flag stands."""
    return [any(ends[at : at + length]) for at in range(len(ends))]
