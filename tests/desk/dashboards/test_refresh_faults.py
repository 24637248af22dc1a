"""Bad figures, one by one: the row keeps its old values and is named, and the rest is done."""

from __future__ import annotations

import pytest

from tests.support.memory_dashboards import MAPPING, data_after, memory_dashboard, planned
from xlbcf.books.memory import Computed
from xlbcf.desk.dashboards.plan import Choices, plan_refresh
from xlbcf.desk.dashboards.series import read_series
from xlbcf.desk.dashboards.shifting import Step
from xlbcf.feeds.dashboard_figures import read_dashboard_figures
from xlbcf.hosts.functions.for_working_out import cell_functions

Q = "2018-19 Q{}".format
GOOD = {"metric": "other", "period": Q(3), "value": 5}


def faulty(tmp_path, *given, row=None, **choices):
    """The plan with faulty figures for the first row, and a good one for the second."""
    book = memory_dashboard({"Updated": "✓", **(row or {})}, {"Metric": "other", "Name": "Other"})
    plan = planned(book, tmp_path, [*given, GOOD], **choices)
    assert plan.rows[1].step is Step.NEW
    return plan


def assert_kept(plan, code: str, *said: str) -> None:
    """The first row keeps its values but for its tick, and is told at fault."""
    assert data_after(plan) == {"Updated": None}
    assert plan.rows[0].refused
    assert plan.insertions == [each for each in plan.insertions if each.sheet == "S1"]
    (found,) = [each for each in plan.findings if each.code == code]
    assert found in plan.faults
    assert found.where == "Data!A4, 1 Falls"
    for words in said:
        assert words in found.message


@pytest.mark.parametrize(
    ("unit", "given", "said"),
    [
        ("count", {"value": "about 80"}, "“about 80”: it is not a number"),
        ("count", {"value": "80%"}, "it is written with %, and the unit is count"),
        ("count", {"value": "#REF!"}, "it is not a number"),
        ("duration", {"value": "12"}, "a duration is written as hours, minutes and seconds"),
        ("count", {"value": 80, "target": "a lot"}, "target"),
        ("count", {"value": 80, "target": "< about 80"}, "target"),
        ("count", {"value": 80, "target": "<80 / <90"}, "it has several parts"),
        ("percent", {"value": 0.8, "target": "80"}, "nothing says whether it is a fraction"),
        ("count", {"value": 80, "unit": "percent"}, "the dashboard shows it as count"),
        ("count", {"value": 80, "unit": "furlongs"}, "the dashboard shows it as count"),
        ("count", {"value": 80, "definition": "#N/A"}, "a version is a number or a short text"),
        ("count", {"value": 80, "definition": "x" * 60}, "at most 40 characters"),
        ("count", {"value": 80, "numerator": "many"}, "numerator"),
        ("count", {"value": 80, "denominator": 0}, "nothing can be divided by it"),
        ("count", {"value": 80, "status": "guess"}, "it is none of plan, actual"),
        ("count", {"value": 80, "period": "2018-19 Q5"}, "it is no year, quarter or month"),
        ("count", {"value": 80, "period": ""}, "it is no year, quarter or month"),
        ("count", {"value": "much", "status": "plan"}, "“much”: it is not a number. The"),
        ("count", {"value": "< 70", "status": "plan"}, "a target with a sign goes into the column"),
    ],
)
def test_a_figure_that_cannot_be_taken_leaves_the_row_as_it_was(tmp_path, unit, given, said):
    plan = faulty(tmp_path, {"period": Q(3), **given}, row={"Unit": unit, "Latest": 0.5})
    assert_kept(plan, "REFR05", said, "figures.csv:2", "keeps its old values")


def test_one_fault_among_many_figures_of_a_row_is_a_fault_of_all(tmp_path):
    given = [{"period": Q(3), "value": 80}, {"period": Q(4), "value": "about 80"}]
    assert_kept(faulty(tmp_path, *given), "REFR05", "figures.csv:3")


@pytest.mark.parametrize("second", [80, 81])
def test_a_figure_given_twice_is_not_chosen_for_the_reader(tmp_path, second):
    given = [{"period": Q(3), "value": 80}, {"period": "2018/19 q3", "value": second}]
    assert_kept(faulty(tmp_path, *given), "REFR06", "figures.csv:2", "figures.csv:3")


def test_an_older_figure_is_refused_with_both_periods(tmp_path):
    book = {"Period": Q(3)}
    plan = faulty(tmp_path, {"period": Q(1), "value": 80}, row=book)
    assert_kept(plan, "REFR07", "shows 2018-19 Q3", "is for 2018-19 Q1")


def test_an_undated_figure_is_older_than_a_dated_one(tmp_path):
    plan = faulty(tmp_path, {"period": "v2.0 (undated)", "value": 80})
    assert_kept(plan, "REFR07", "v2.0 (undated)")


def test_two_undated_figures_have_no_order(tmp_path):
    given = {"period": "v3 (undated)", "value": 80}
    shown = {"Period": "v2.0 (undated)"}
    assert_kept(faulty(tmp_path, given, row=shown), "REFR08", "v3 (undated)", "v2.0 (undated)")
    forced = faulty(tmp_path, given, row=shown, force=True)
    assert data_after(forced)["Latest"] == 80
    assert data_after(forced)["Previous"] == 90


def test_two_undated_figures_in_one_feed_have_no_order_even_by_force(tmp_path):
    given = [{"period": f"v{number} (undated)", "value": number} for number in (3, 4)]
    plan = faulty(tmp_path, *given, row={"Period": "v2.0 (undated)"}, force=True)
    assert_kept(plan, "REFR08")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"Unit": "per cent"}, "the unit is “per cent”"),
        ({"Unit": None}, "the unit is “”"),
        ({"Polarity": "downwards"}, "the polarity is “downwards”"),
        ({"Decimals": "one"}, "the decimals are “one”"),
        ({"Decimals": -1}, "the decimals are “-1”"),
    ],
)
def test_a_row_of_the_data_sheet_that_cannot_be_read_is_left(tmp_path, row, said):
    book = memory_dashboard({"Updated": "✓", **row}, {"Metric": "other", "Name": "Other"})
    plan = planned(book, tmp_path, [{"period": Q(3), "value": 80}, GOOD])
    assert data_after(plan) == {"Updated": None}
    found = plan.findings[0]
    assert (found.code, found.where) == ("REFR02", "Data!A4, falls")
    assert said in found.message
    assert [each.step for each in plan.rows] == [Step.NEW]


def test_two_rows_of_one_series_are_told(tmp_path):
    plan = planned(memory_dashboard({}, {}), tmp_path, [])
    (found, _) = plan.findings
    assert (found.code, found.where) == ("REFR02", "Data!A5, falls")
    assert "falls stands in row 4 already" in found.message


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (None, "there is no name history_falls"),
        ("#REF!", "stands for #REF!, which is no table"),
        ("S0!$A$20:$I$20", "has no row for the latest figure"),
        ("S0!$A$20:$H$21", "has no column definition"),
        ("S0!$A$30:$I$33", "has no column period"),
    ],
)
def test_without_its_history_a_row_is_left(tmp_path, name, said):
    book = memory_dashboard({"Updated": "✓"}, {"Metric": "other", "Name": "Other"})
    names = book._names
    if name is None:
        del names["history_falls"]
    else:
        names["history_falls"] = name
    plan = planned(book, tmp_path, [{"period": Q(3), "value": 80}, GOOD])
    assert_kept(plan, "REFR03", said)


def test_a_formula_where_the_figure_goes_is_not_replaced(tmp_path):
    row = {"Updated": "✓", "Latest": Computed("S9!B2", 90)}
    book = memory_dashboard(row, {"Metric": "other", "Name": "Other"})
    plan = planned(book, tmp_path, [{"period": Q(3), "value": 80}, GOOD])
    assert_kept(plan, "REFR15", "Data!J4, Latest")


def test_a_row_about_no_metric_is_told_with_its_line(tmp_path):
    plan = planned(memory_dashboard({}), tmp_path, [{"metric": " ", "period": Q(3), "value": 1}])
    assert plan.findings[0].code == "REFR04"
    assert plan.findings[0].where.endswith("figures.csv:2")


@pytest.mark.parametrize(
    "instead",
    [90, *(Computed(text, 90) for text in ("Data!$J$5", "Data!$I$4", "S0!$J$4", "J4", "'Dat'!J4"))],
)
def test_a_history_whose_last_row_does_not_read_the_latest_figure_is_left(tmp_path, instead):
    book = memory_dashboard({}, instead=instead)
    plan = planned(book, tmp_path, [{"period": Q(3), "value": 80}])
    assert [found.code for found in plan.faults] == ["REFR03"]
    assert "S0!B21 in the last row of the history" in plan.faults[0].message
    assert "Data!J4" in plan.faults[0].message
    assert plan.changes_nothing


@pytest.mark.parametrize("text", ["data!$J$4", 'IF(\'Data\'!J4="","",Data!J$4)', ""])
def test_a_last_row_may_read_the_latest_figure_in_any_way(tmp_path, text):
    book = memory_dashboard({}, instead=Computed(text, 90))
    assert planned(book, tmp_path, [{"period": Q(3), "value": 80}]).faults == []


@pytest.mark.parametrize("period", ["last autumn", 43_191, 2018, "18/19 Q3"])
def test_a_row_whose_period_cannot_be_put_in_order_is_left_as_it_is(tmp_path, period):
    book = memory_dashboard({"Period": period})
    plan = planned(book, tmp_path, [{"period": "2018-19 Q3", "value": 80}])
    assert [found.code for found in plan.faults] == ["REFR02"]
    assert "the period is " in plan.faults[0].message
    assert plan.changes_nothing


@pytest.mark.parametrize(
    ("row", "given"),
    [
        ({"Unit": "category", "Latest": "Green", "Target": "Green"}, {"value": "Gren"}),
        ({"Unit": "category", "Latest": "Green", "Target": "Green"}, {"value": "Good"}),
        (
            {"Unit": "category", "Latest": "Green", "Target": "Green"},
            {"value": "Red", "target": "Good"},
        ),
    ],
)
def test_words_that_are_on_no_one_scale_are_not_put_in(tmp_path, row, given):
    plan = faulty(tmp_path, {"period": Q(3), **given}, row=row)
    assert_kept(plan, "REFR26", f"“{given['value']}”", f"“{given.get('target', 'Green')}”")


@pytest.mark.parametrize(
    ("target", "value"), [("Green", "Amber"), ("Green", "n/a"), ("Green", "*"), (None, "see note")]
)
def test_other_words_are_put_in(tmp_path, target, value):
    book = memory_dashboard({"Unit": "category", "Latest": "Green", "Target": target})
    plan = planned(book, tmp_path, [{"period": Q(3), "value": value}])
    assert plan.faults == []
    assert data_after(plan)["Latest"] == value


@pytest.mark.parametrize(
    ("unit", "cell", "code", "held"),
    [
        ("percent", 0.9, "0%", "90%"),
        ("percent", 0.1032, "General", "10.32%"),
        ("percent", 1, "0%", "100%"),
        ("count", 1250, "#,##0", "1,250"),
        ("rate", 63.25, "0.0", "63.25"),
        ("duration", 0.625, "[h]:mm:ss", "15:00:00"),
    ],
)
def test_a_target_in_a_workbook_is_taken_as_a_figure_there_is(tmp_path, unit, cell, code, held):
    xlsxwriter = pytest.importorskip("xlsxwriter", reason="xlsxwriter is not installed")
    path = tmp_path / "figures.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page, shown = book.add_worksheet(), book.add_format({"num_format": code})
        page.write_row(0, 0, ["metric", "period", "value", "target"])
        page.write_row(1, 0, ["falls", Q(3)])
        page.write_number(1, 2, cell, shown)
        page.write_number(1, 3, cell, shown)
    data = read_series(memory_dashboard({"Unit": unit, "Latest": 0.5, "Target": None}), MAPPING)
    figures = read_dashboard_figures(path, undated=MAPPING.words.undated)
    plan = plan_refresh(data, figures, Choices(cell_functions()))
    assert plan.findings == []
    assert data_after(plan)["Target"] == held
    assert data_after(plan)["Latest"] == cell


def test_a_plan_above_100_percent_without_a_sign_is_asked_about(tmp_path):
    book = memory_dashboard({"Unit": "percent", "Latest": 0.5, "Target": ">40%"})
    given = [{"period": Q(3), "value": "80%"}, {"period": Q(3), "value": "92.7", "status": "plan"}]
    plan = planned(book, tmp_path, given)
    assert [found.code for found in plan.findings] == ["REFR19"]
    assert "“92.7”, which is 9,270%" in plan.findings[0].message
