"""The plan of a refresh: what becomes of the latest figure, the one before and the history."""

from __future__ import annotations

import pytest

from tests.support.memory_dashboards import (
    data_after,
    history_after,
    memory_dashboard,
    planned,
)
from xlbcf.desk.dashboards.shifting import Step
from xlbcf.rules.findings import Refused
from xlbcf.rules.kinds import Severity

Q = "2018-19 Q{}".format


def codes(plan) -> list[str]:
    return [found.code for found in plan.findings]


@pytest.mark.parametrize(
    ("shown", "given", "step"),
    [
        (Q(2), [(Q(3), 80)], Step.NEW),
        (Q(2), [(Q(2), 90)], Step.NOTHING),
        (Q(2), [(Q(2), 91)], Step.REVISED),
        (Q(2), [(Q(1), 70)], Step.NOTHING),
        (Q(2), [(Q(3), "")], Step.NOTHING),
        (Q(2), [(Q(3), "n/a")], Step.NEW),
        ("v2.0 (undated)", [(Q(1), 90)], Step.NEW),
        ("v2.0 (undated)", [("v2.0 (undated)", 90)], Step.NOTHING),
        ("V2.0  (UNDATED)", [("v2.0 (undated)", 90)], Step.NOTHING),
        ("2018/19 q2", [(Q(2), 90)], Step.NOTHING),
        ("2017-18", [(Q(1), 90)], Step.NEW),
        # A year ends with its last quarter, and is the longer of the two.
        (Q(4), [("2018-19", 90)], Step.NEW),
        ("2018-19", [(Q(4), 90)], Step.NOTHING),
        (None, [(Q(1), 90)], Step.NEW),
    ],
)
def test_the_newest_figure_is_put_in_if_it_is_newer_than_the_one_shown(
    tmp_path, shown, given, step
):
    book = memory_dashboard({"Period": shown} if shown else {"Period": None, "Latest": None})
    plan = planned(book, tmp_path, [{"period": each, "value": value} for each, value in given])
    assert plan.rows[0].step is step
    ticked = data_after(plan).get("Updated")
    assert ticked == ("✓" if step.changes else None)


def test_latest_becomes_previous_and_joins_the_history(tmp_path):
    book = memory_dashboard(
        {"Numerator": 9, "Denominator": 100, "Updated": None, "Note": "old note"},
        histories=[[(Q(1), 95, 100)]],
    )
    plan = planned(
        book, tmp_path, [{"period": Q(3), "value": 80, "numerator": 8, "denominator": 110}]
    )
    assert data_after(plan) == {
        "Period": Q(3), "Latest": 80, "Previous period": Q(2), "Previous": 90,
        "Numerator": 8, "Denominator": 110, "Updated": "✓", "Note": None,
    }  # fmt: skip
    assert [str(each.area) for each in plan.insertions] == ["A22:I22"]
    rows = history_after(book, plan)
    assert [row[:2] for row in rows] == [
        [Q(1), 95], [Q(2), 90], ["=Data!$I$4", "=Data!$J$4"],
    ]  # fmt: skip
    assert rows[1] == [Q(2), 90, 100, None, None, None, 9, 100, "1"]
    assert plan.findings == []
    assert (plan.rows[0].mark, plan.rows[0].arrow) == ("●", "↓")


def test_figures_between_go_to_the_history_in_their_order(tmp_path):
    book = memory_dashboard({"Period": "v2.0 (undated)"})
    months = [f"2018-{month:02d}" for month in range(4, 13)]
    given = [{"period": month, "value": number} for number, month in enumerate(months)]
    plan = planned(book, tmp_path, list(reversed(given)))
    rows = history_after(book, plan)
    assert [row[:2] for row in rows[:-1]] == [
        ["v2.0 (undated)", 90],
        *[[month, number] for number, month in enumerate(months[:-1])],
    ]
    assert data_after(plan)["Previous"] == 7
    assert data_after(plan)["Latest"] == 8


def test_a_period_is_not_passed_if_one_is_named(tmp_path):
    given = [{"period": Q(quarter), "value": 80 + quarter} for quarter in (3, 4)]
    plan = planned(memory_dashboard({}), tmp_path, given, period=Q(3))
    assert data_after(plan)["Period"] == Q(3)


def test_a_fault_after_the_named_period_does_not_matter(tmp_path):
    given = [{"period": Q(3), "value": 83}, {"period": Q(4), "value": "about 80"}]
    plan = planned(memory_dashboard({}), tmp_path, given, period=Q(3))
    assert plan.faults == []
    assert plan.rows[0].step is Step.NEW


def test_a_revised_figure_is_replaced_and_noted_but_not_shifted(tmp_path):
    book = memory_dashboard({"Previous": 95, "Previous period": Q(1)})
    plan = planned(book, tmp_path, [{"period": Q(2), "value": 91}])
    assert data_after(plan) == {"Latest": 91, "Updated": "✓", "Note": "Revised: 90 before"}
    assert plan.insertions == []


def test_what_was_printed_goes_with_the_printed_figure(tmp_path):
    printed = {"Mark as printed": "■", "Arrow as printed": "↓", "Trend in words": "AGA"}
    row = {"Period": "v2.0 (undated)", **printed}
    same = planned(memory_dashboard(row), tmp_path, [{"period": "v2.0 (undated)", "value": 90}])
    assert data_after(same) == {}
    assert same.changes_nothing
    new = planned(memory_dashboard(row), tmp_path, [{"period": Q(1), "value": 90}])
    assert {key: data_after(new)[key] for key in printed} == dict.fromkeys(printed)


def test_only_rows_whose_figure_changed_are_ticked(tmp_path):
    book = memory_dashboard(
        {"Part": "A", "Updated": "✓"}, {"Part": "B"}, {"Part": "C", "Updated": "✓"}
    )
    given = [
        {"period": Q(3), "value": 80, "part": "B"},
        {"period": Q(3), "value": "about 80", "part": "C"},
    ]
    plan = planned(book, tmp_path, given)
    assert [data_after(plan, row).get("Updated", "left") for row in (4, 5, 6)] == [None, "✓", None]
    assert codes(plan) == ["REFR05", "REFR12"]


def test_with_all_as_it_was_nothing_is_to_be_done(tmp_path):
    plan = planned(memory_dashboard({}), tmp_path, [{"period": Q(2), "value": "90"}])
    assert plan.changes_nothing


def test_figures_stand_in_cells_as_their_unit_has_it(tmp_path):
    book = memory_dashboard(
        {"Metric": "share", "Unit": "percent", "Latest": 0.5, "Target": ">40%", "Decimals": 1},
        {"Metric": "wait", "Unit": "duration", "Latest": 0.01, "Target": "00:15:00"},
        {"Metric": "word", "Unit": "category", "Latest": "Amber", "Target": "Green"},
        {"Metric": "rate", "Unit": "rate", "Latest": 6.5, "Target": "7.82", "Decimals": 1},
    )
    given = [
        {"metric": "share", "period": Q(3), "value": "51.9%"},
        {"metric": "wait", "period": Q(3), "value": "00:12:00"},
        {"metric": "word", "period": Q(3), "value": "Green"},
        {"metric": "rate", "period": Q(3), "value": "1,206.6"},
    ]
    plan = planned(book, tmp_path, given)
    values = [data_after(plan, row)["Latest"] for row in (4, 5, 6, 7)]
    assert values == [0.519, pytest.approx(12 / 1440), "Green", 1206.6]
    assert [row.mark for row in plan.rows] == ["●", "●", "●", "■"]
    assert [row.new_shown for row in plan.rows] == ["51.9%", "00:12:00", "Green", "1,206.6"]
    targets = [history_after(book, plan, f"S{number}")[0][2] for number in range(4)]
    assert targets == [0.4, pytest.approx(15 / 1440), None, 7.82]


def test_a_figure_that_is_not_available_is_shown_as_typed_without_mark_and_arrow(tmp_path):
    book = memory_dashboard({})
    plan = planned(book, tmp_path, [{"period": Q(3), "value": "n/a"}])
    after = data_after(plan)
    assert (after["Latest"], after["Previous"]) == ("n/a", 90)
    assert after["Note"] == "Not compared, there is no number: n/a"
    assert (plan.rows[0].mark, plan.rows[0].arrow) == ("", "")
    later = memory_dashboard({"Latest": "n/a"})
    plan = planned(later, tmp_path, [{"period": Q(3), "value": 80}])
    assert history_after(later, plan)[0][:2] == [Q(2), None]
    assert data_after(plan)["Previous"] == "n/a"


@pytest.mark.parametrize("typed", ["N/A", "not applicable", "~"])
def test_no_figure_is_the_same_as_no_figure_however_it_is_typed(tmp_path, typed):
    plan = planned(
        memory_dashboard({"Latest": "n/a"}), tmp_path, [{"period": Q(2), "value": typed}]
    )
    assert plan.changes_nothing


def test_figures_of_other_kinds_of_period_are_not_compared(tmp_path):
    plan = planned(memory_dashboard({}), tmp_path, [{"period": "2018-19", "value": 80}])
    after = data_after(plan)
    assert after["Comparable"] == "No"
    assert after["Note"] == (
        "Not compared, the periods are not of one kind: 2018-19 after 2018-19 Q2"
    )
    assert plan.rows[0].arrow == ""
    assert after["Previous"] == 90


def test_a_row_is_comparable_again_once_two_figures_of_a_kind_stand_side_by_side(tmp_path):
    book = memory_dashboard({"Comparable": "No", "Note": "Not compared"})
    after = data_after(planned(book, tmp_path, [{"period": Q(3), "value": 80}]))
    assert (after["Comparable"], after["Note"]) == ("Yes", None)


def test_targets_come_with_the_figure_or_as_its_plan(tmp_path):
    book = memory_dashboard({})
    beside = planned(book, tmp_path, [{"period": Q(3), "value": 80, "target": "<= 85"}])
    assert data_after(beside)["Target"] == "<= 85"
    given = [
        {"period": Q(3), "value": 80, "status": "actual"},
        {"period": Q(3), "value": 75, "status": "plan"},
        {"period": Q(4), "value": 70, "status": "plan"},
    ]
    plan = planned(book, tmp_path, given)
    assert data_after(plan)["Target"] == "75"
    assert plan.rows[0].mark == "■"
    assert plan.rows[0].target_changed


def test_a_plan_of_a_share_is_written_as_people_type_it(tmp_path):
    book = memory_dashboard({"Unit": "percent", "Latest": 0.1, "Target": None, "Decimals": 1})
    given = [{"period": Q(2), "value": 0.0925, "status": "plan"}]
    assert data_after(planned(book, tmp_path, given)) == {"Target": "9.25%"}


@pytest.mark.parametrize("target", ["<100", "< 100", "<  100.0"])
def test_a_target_that_asks_for_the_same_is_left_as_it_is_typed(tmp_path, target):
    plan = planned(
        memory_dashboard({}), tmp_path, [{"period": Q(2), "value": 90, "target": target}]
    )
    assert plan.changes_nothing


def test_the_owner_before_a_target_is_not_repeated(tmp_path):
    book = memory_dashboard({"Part": "LPT"})
    given = [{"period": Q(3), "value": 80, "part": "LPT", "target": "LPT <= 85"}]
    assert data_after(planned(book, tmp_path, given))["Target"] == "<= 85"


def test_the_final_figure_of_a_period_stands_before_an_early_one(tmp_path):
    given = [
        {"period": Q(3), "value": 83, "status": "forecast"},
        {"period": Q(3), "value": 81, "status": "provisional"},
    ]
    assert data_after(planned(memory_dashboard({}), tmp_path, given))["Latest"] == 81
    given.append({"period": Q(3), "value": 80, "status": "actual"})
    assert data_after(planned(memory_dashboard({}), tmp_path, given))["Latest"] == 80


def test_a_part_is_found_by_code_name_and_heading(tmp_path):
    book = memory_dashboard({"Part": "E06000016"})
    for heading, word in (
        ("place_code", "E06000016"),
        ("place", "Leicester"),
        ("part", "E06000016"),
    ):
        plan = planned(book, tmp_path, [{"period": Q(3), "value": 80, heading: word}])
        assert plan.rows[0].step is Step.NEW, heading


def test_what_either_side_lacks_is_listed_and_no_fault(tmp_path):
    book = memory_dashboard({}, {"Metric": "other", "Name": "Other"})
    given = [{"period": Q(3), "value": 80}, {"period": Q(3), "value": 1, "metric": "tobaco"}]
    plan = planned(book, tmp_path, given)
    assert codes(plan) == ["REFR11", "REFR12"]
    assert "1 of what the figures are about: tobaco at figures.csv:3." in plan.findings[0].message
    assert "1 Other" in plan.findings[1].message
    assert plan.faults == []


@pytest.mark.parametrize(
    ("metric", "part", "meant"),
    [
        ("tobaco_screening", "UHL", "tobaco_screening (UHL) at figures.csv:3, perhaps tobacco_s"),
        ("Tobacco screning", "", "Tobacco screning at figures.csv:3, perhaps tobacco_screening"),
        ("2A", "LPT", "2A (LPT) at figures.csv:3, the number of tobacco_screening."),
        ("tobacco_screening", "ELR", "(ELR) at figures.csv:3, where the parts are LPT, UHL."),
        ("tobacco_screening", "", "tobacco_screening at figures.csv:3, where the parts are LPT"),
        ("falls", "UHL", "falls (UHL) at figures.csv:3, without parts."),
        ("dementia_diagnosis", "", "dementia_diagnosis at figures.csv:3."),
    ],
)
def test_a_figure_without_a_row_is_told_with_what_was_perhaps_meant(tmp_path, metric, part, meant):
    screening = {"Metric": "tobacco_screening", "No.": "2a"}
    book = memory_dashboard({}, screening | {"Part": "LPT"}, screening | {"Part": "UHL"})
    given = [
        {"period": Q(3), "value": 80, "part": ""},
        {"period": Q(3), "value": 1, "metric": metric, "part": part},
    ]
    plan = planned(book, tmp_path, given)
    assert codes(plan)[0] == "REFR11"
    assert meant in plan.findings[0].message


def test_figures_without_a_row_that_look_like_slips_are_told_first(tmp_path):
    given = [{"period": Q(3), "value": 1, "metric": f"another_{n}"} for n in range(20)]
    given += [
        {"period": Q(3), "value": 1, "metric": "fals"},
        {"period": Q(3), "value": 80},
    ]
    plan = planned(memory_dashboard({}), tmp_path, given)
    assert "about: fals at figures.csv:22, perhaps falls; another_0" in plan.findings[0].message
    assert "and 13 more" in plan.findings[0].message


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "for a row of this dashboard: they have no lines."),
        (
            [{"period": Q(3), "value": 1, "metric": "tobaco"}],
            "for a row of this dashboard: they are about tobaco at figures.csv:2.",
        ),
    ],
)
def test_figures_for_no_row_at_all_are_refused_and_take_no_tick_off(tmp_path, given, said):
    with pytest.raises(Refused) as caught:
        planned(memory_dashboard({"Updated": "✓"}), tmp_path, given)
    (found,) = caught.value.findings
    assert found.code == "REFR23"
    assert said in found.message


def test_past_figures_that_differ_are_told_and_left_alone(tmp_path):
    book = memory_dashboard({}, histories=[[("2017-18 Q4", 100), (Q(1), 95)]])
    given = [
        {"period": "2017-18 Q3", "value": 99},
        {"period": "2017-18 Q4", "value": 100},
        {"period": Q(1), "value": 94},
        {"period": Q(2), "value": 90},
    ]
    plan = planned(book, tmp_path, given)
    assert codes(plan) == ["REFR09", "REFR09"]
    assert "missing from the history: 2017-18 Q3." in plan.findings[0].message
    assert "other than in the history: 2018-19 Q1." in plan.findings[1].message
    assert plan.changes_nothing


def test_a_share_above_the_whole_is_taken_but_asked_about(tmp_path):
    book = memory_dashboard({"Unit": "percent", "Latest": 0.9, "Decimals": 1})
    plan = planned(book, tmp_path, [{"period": Q(3), "value": 92.7}])
    assert codes(plan) == ["REFR19"]
    assert "9,270%" in plan.findings[0].message
    assert plan.findings[0].severity is Severity.QUERY
    assert planned(book, tmp_path, [{"period": Q(3), "value": "101%"}]).findings == []


@pytest.mark.parametrize(
    ("shown", "given", "latest", "passed"),
    [
        # Years go on with years, whatever else the figures have.
        ("2017-18", [Q(3), Q(4), "2018-19"], "2018-19", "2018-19 Q3, 2018-19 Q4"),
        # The kind shown goes on where both end together.
        (Q(3), [Q(4), "2018-19"], Q(4), "2018-19"),
        (Q(4), [Q(3), Q(4), "2018-19"], Q(4), "2018-19"),
        ("2018-19", [Q(3), Q(4)], "2018-19", ""),
        # Without a date nothing is known of the kind: the longest that ends last.
        ("v2.0 (undated)", [Q(3), Q(4), "2018-19"], "2018-19", "2018-19 Q3, 2018-19 Q4"),
        # Another kind is taken where it ends later.
        (Q(2), [Q(3), "2018-19"], "2018-19", "2018-19 Q3"),
    ],
)
def test_one_kind_of_period_is_kept_to(tmp_path, shown, given, latest, passed):
    book = memory_dashboard({"Period": shown})
    plan = planned(book, tmp_path, [{"period": each, "value": 90} for each in given])
    assert plan.rows[0].new_period == latest
    assert plan.faults == []
    told = [found.message for found in plan.findings if found.code == "REFR21"]
    assert [passed in message for message in told] == ([True] if passed else [])
    again = planned(
        memory_dashboard({"Period": latest}),
        tmp_path,
        [{"period": each, "value": 90} for each in given],
    )
    assert again.changes_nothing


def test_a_target_for_another_kind_of_period_is_asked_about(tmp_path):
    plan = planned(memory_dashboard({}), tmp_path, [{"period": "2018-19", "value": 80}])
    assert codes(plan) == ["REFR22"]
    given = [{"period": "2018-19", "value": 80, "target": "< 400"}]
    assert codes(planned(memory_dashboard({}), tmp_path, given)) == []


def test_a_target_holds_in_the_history_until_another_is_given(tmp_path):
    book = memory_dashboard({})
    given = [
        {"period": Q(3), "value": 80},
        {"period": Q(4), "value": 70, "target": "< 75"},
        {"period": "2019-20 Q1", "value": 60},
        {"period": "2019-20 Q2", "value": 50, "target": "< 55"},
    ]
    rows = history_after(book, planned(book, tmp_path, given))
    assert [row[2] for row in rows[:-1]] == [100, 100, 75, 75]


@pytest.mark.parametrize("order", [1, -1])
def test_a_target_beside_the_figure_stands_before_a_plan_of_its_period(tmp_path, order):
    given = [
        {"period": Q(3), "value": 75, "status": "plan"},
        {"period": Q(3), "value": 80, "target": "<= 85"},
    ][::order]
    assert data_after(planned(memory_dashboard({}), tmp_path, given))["Target"] == "<= 85"


@pytest.mark.parametrize(("value", "arrow"), [("51.94%", "↔"), ("51.96%", "↑")])
def test_the_arrow_compares_shares_at_the_decimals_that_are_shown(tmp_path, value, arrow):
    row = {"Unit": "percent", "Latest": 0.519, "Decimals": 1, "Target": None}
    plan = planned(memory_dashboard(row), tmp_path, [{"period": Q(3), "value": value}])
    assert plan.rows[0].arrow == arrow
