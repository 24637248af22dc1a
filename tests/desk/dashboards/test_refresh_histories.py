"""Histories under a refresh: breaks of definition, control limits, and figures taken back."""

from __future__ import annotations

import pytest

from tests.support.memory_dashboards import (
    data_after,
    history_after,
    memory_dashboard,
    planned,
)
from xlbcf.books.memory import Computed
from xlbcf.rules.kinds import Severity
from xlbcf.rules.spc_rules import FEWEST_POINTS
from xlbcf.template.addresses import parse_cell

Q = "2018-19 Q{}".format
BREAK = "New definition"
REFERENCES = ["=$G$10", "=$H$10", "=$I$10"]


def months(count: int, first: int = 0) -> list[str]:
    return [f"{2015 + at // 12}-{at % 12 + 1:02d}" for at in range(first, first + count)]


def past(count: int, *, limits: bool = False) -> list[tuple[object, ...]]:
    """Months of history; with limits as a history holds them that has enough points."""
    shown = (5.0, 1.0, 9.0) if limits else (None, None, None)
    return [(month, number, None, *shown) for number, month in enumerate(months(count))]


def formulas(plan, sheet: str = "S0") -> dict[str, str]:
    return {str(cell): text for cell, text in plan.formulas.get(sheet, {}).items()}


@pytest.mark.parametrize("points", [FEWEST_POINTS - 1, FEWEST_POINTS])
def test_rows_read_the_limits_once_there_are_enough_points(tmp_path, points):
    count = points - 2
    book = memory_dashboard({"Period": months(1, count)[0]}, histories=[past(count)])
    plan = planned(book, tmp_path, [{"period": months(1, count + 1)[0], "value": 7}])
    rows = history_after(book, plan)
    assert len(rows) == points
    wanted = REFERENCES if points == FEWEST_POINTS else [None] * 3
    assert all(row[3:6] == wanted for row in rows)


def test_a_figure_without_a_number_is_no_point(tmp_path):
    count = FEWEST_POINTS - 2
    book = memory_dashboard({"Period": months(1, count)[0]}, histories=[past(count)])
    plan = planned(book, tmp_path, [{"period": months(1, count + 1)[0], "value": "n/a"}])
    assert plan.formulas == {}


def test_words_have_no_limits(tmp_path):
    count = 20
    book = memory_dashboard(
        {"Unit": "category", "Latest": "Green", "Target": None, "Period": months(1, count)[0]},
        histories=[[(month, "Green") for month in months(count)]],
    )
    plan = planned(book, tmp_path, [{"period": months(1, count + 1)[0], "value": "Amber"}])
    assert plan.formulas == {}
    assert history_after(book, plan)[-2][:2] == [months(1, count)[0], "Green"]


def test_only_the_new_row_gets_the_limits_that_the_others_have(tmp_path):
    book = memory_dashboard({"Period": months(1, 20)[0]}, histories=[past(20, limits=True)])
    live = [parse_cell(f"{column}41") for column in "DEF"]
    book.guarded_sheet("S0").cells |= {cell: Computed("$G$10", 5.0) for cell in live}
    plan = planned(book, tmp_path, [{"period": months(1, 21)[0], "value": 7}])
    assert formulas(plan) == {"D41": "$G$10", "E41": "$H$10", "F41": "$I$10"}
    assert plan.replaced == []


def test_a_changed_definition_breaks_comparison_and_history(tmp_path):
    book = memory_dashboard({"Definition": "1"}, histories=[[(Q(1), 95)]])
    plan = planned(book, tmp_path, [{"period": Q(3), "value": 80, "definition": 2}])
    after = data_after(plan)
    assert after["Comparable"] == "No"
    assert after["Definition"] == "2"
    assert (after["Previous"], after["Previous period"]) == (90, Q(2))
    assert after["Note"] == "Not compared, the definition changed: 2 for 2018-19 Q3, 1 before"
    assert plan.rows[0].arrow == ""
    assert [str(each.area) for each in plan.insertions] == ["A22:I23"]
    rows = history_after(book, plan)
    assert [row[0] for row in rows[:-1]] == [Q(1), Q(2), BREAK]
    assert rows[2] == [BREAK, *[None] * 7, "2"]


def test_charts_and_trends_start_anew_at_the_break_and_nothing_else_does(tmp_path):
    book = memory_dashboard({}, histories=[[(Q(1), 95)]])
    plan = planned(book, tmp_path, [{"period": Q(3), "value": 80, "definition": 2}])
    # The break stands in row 23, the live row moves from 22 to 24.
    assert formulas(plan) == {
        "A10": 'IF(A11="",BCF_SPC_VARIATION($B$23:$B$24,Data!$G$4),"")',
        "B10": "BCF_SPC_ASSURANCE($B$23:$B$24,$C$24,Data!$G$4)",
        "G10": "INDEX(BCF_SPC_LIMITS($B$23:$B$24),ROWS($B$23:$B$24),1)",
        "A11": "BCF_SPC_NOTE($B$23:$B$24)",
    }


def test_a_second_break_moves_the_start_again(tmp_path):
    history = [(Q(1), 95), (BREAK, None)]
    book = memory_dashboard({"Definition": "2"}, histories=[history])
    plan = planned(book, tmp_path, [{"period": Q(3), "value": 80, "definition": "3"}])
    assert formulas(plan)["A11"] == "BCF_SPC_NOTE($B$24:$B$25)"


def test_after_a_break_a_figure_more_leaves_the_start_where_it_is(tmp_path):
    history = [(Q(1), 95), (BREAK, None, *[None] * 6, "2")]
    book = memory_dashboard({"Definition": "2"}, histories=[history])
    plan = planned(book, tmp_path, [{"period": Q(3), "value": 80}])
    assert plan.formulas == {}
    assert [row[0] for row in history_after(book, plan)[:-1]] == [Q(1), BREAK, Q(2)]


def test_limits_before_a_break_stay_as_the_values_they_were(tmp_path):
    book = memory_dashboard({"Period": months(1, 20)[0]}, histories=[past(20)])
    enough = planned(book, tmp_path, [{"period": months(1, 20)[0], "value": 91}])
    assert enough.formulas == {}
    sheet = book.guarded_sheet("S0")
    for row in range(21, 42):
        for at, (column, value) in enumerate(zip("DEF", (5.0, 1.0, 9.0), strict=True)):
            sheet.cells[parse_cell(f"{column}{row}")] = Computed(REFERENCES[at][1:], value)
    given = [{"period": months(1, 21)[0], "value": 7, "definition": 2}]
    plan = planned(book, tmp_path, given)
    rows = history_after(book, plan)
    assert [row[3:6] for row in rows[:20]] == [[5.0, 1.0, 9.0]] * 20
    # The old latest figure joins the history without them, the break and the live row have none.
    assert [row[3:6] for row in rows[20:]] == [[None] * 3] * 3


@pytest.mark.parametrize("word", ["", "1", 1, "1.0", " 1 "])
def test_a_definition_that_is_the_same_or_not_given_breaks_nothing(tmp_path, word):
    given = [{"period": Q(3), "value": 80, "definition": word}]
    if word == "1.0":
        given[0]["definition"] = "1"
    plan = planned(memory_dashboard({}), tmp_path, given)
    assert "Comparable" not in data_after(plan)
    assert "Definition" not in data_after(plan)


def test_a_definition_may_change_in_the_middle_of_what_is_new(tmp_path):
    given = [
        {"period": Q(3), "value": 80, "definition": 1},
        {"period": Q(4), "value": 70, "definition": 2},
        {"period": "2019-20 Q1", "value": 71},
    ]
    book = memory_dashboard({})
    plan = planned(book, tmp_path, given)
    rows = history_after(book, plan)
    assert [(row[0], row[8]) for row in rows[:-1]] == [
        (Q(2), "1"), (Q(3), "1"), (BREAK, "2"), (Q(4), "2"),
    ]  # fmt: skip
    assert "Comparable" not in data_after(plan)
    assert data_after(plan)["Definition"] == "2"


def test_a_revised_definition_of_the_figure_shown_breaks_before_it(tmp_path):
    book = memory_dashboard({"Previous": 95, "Previous period": Q(1)}, histories=[[(Q(1), 95)]])
    plan = planned(book, tmp_path, [{"period": Q(2), "value": 91, "definition": 2}])
    after = data_after(plan)
    assert after["Comparable"] == "No"
    assert after["Note"].startswith("Not compared, the definition changed")
    assert after["Note"].endswith("Revised: 90 before")
    assert [row[0] for row in history_after(book, plan)[:-1]] == [Q(1), BREAK]


def test_a_definition_that_is_taken_back_takes_its_break_away(tmp_path):
    history = [(Q(1), 95, *[None] * 6, "1"), (BREAK, None, *[None] * 6, "2")]
    row = {"Definition": "2", "Comparable": "No", "Previous": 95, "Previous period": Q(1)}
    book = memory_dashboard(row, histories=[history])
    plan = planned(book, tmp_path, [{"period": Q(2), "value": 91, "definition": 1}])
    assert data_after(plan)["Comparable"] == "Yes"
    assert [each[0] for each in history_after(book, plan)[:-1]] == [None, Q(1)]
    assert formulas(plan)["A11"] == "BCF_SPC_NOTE($B$20:$B$23)"


def test_by_force_the_history_is_cut_back_to_before_the_figure(tmp_path):
    history = [("2017-18 Q3", 1), ("2017-18 Q4", 2, 5, None, None, None, 3, 4), (Q(1), 3)]
    book = memory_dashboard({"Previous": 3, "Previous period": Q(1)}, histories=[history])
    plan = planned(book, tmp_path, [{"period": Q(1), "value": 33}], force=True)
    after = data_after(plan)
    assert (after["Latest"], after["Period"]) == (33, Q(1))
    assert (after["Previous"], after["Previous period"]) == (2, "2017-18 Q4")
    assert after["Updated"] == "✓"
    rows = history_after(book, plan)
    assert [row[:2] for row in rows[:-1]] == [[None, None], ["2017-18 Q3", 1], ["2017-18 Q4", 2]]
    assert rows[2] == ["2017-18 Q4", 2, 5, None, None, None, 3, 4, None]
    (found,) = plan.findings
    assert (found.code, found.severity) == ("REFR10", Severity.QUERY)
    assert "were taken out: 2018-19 Q2." in found.message
    assert plan.faults == []


def test_rows_that_a_cut_left_over_are_used_before_new_ones_are_put_in(tmp_path):
    history = [(None, None), (None, None), ("2017-18 Q4", 2)]
    book = memory_dashboard({"Period": Q(1)}, histories=[history])
    plan = planned(book, tmp_path, [{"period": Q(2), "value": 7}])
    assert plan.insertions == []
    assert [row[:2] for row in history_after(book, plan)[:-1]] == [
        [None, None], ["2017-18 Q4", 2], [Q(1), 90],
    ]  # fmt: skip
    given = [{"period": Q(quarter), "value": quarter} for quarter in (2, 3, 4)]
    plan = planned(book, tmp_path, given)
    assert [str(each.area) for each in plan.insertions] == ["A24:I24"]
    assert [row[:2] for row in history_after(book, plan)[:-1]] == [
        ["2017-18 Q4", 2], [Q(1), 90], [Q(2), 2], [Q(3), 3],
    ]  # fmt: skip


def test_a_break_goes_with_the_figures_after_it(tmp_path):
    history = [("2017-18 Q4", 2), (BREAK, None, *[None] * 6, "2"), (Q(1), 3, *[None] * 6, "2")]
    book = memory_dashboard({"Definition": "2"}, histories=[history])
    plan = planned(book, tmp_path, [{"period": Q(1), "value": 33, "definition": "1"}], force=True)
    assert [row[0] for row in history_after(book, plan)[:-1]] == [None, None, "2017-18 Q4"]
    assert formulas(plan)["A11"] == "BCF_SPC_NOTE($B$20:$B$24)"
    assert data_after(plan)["Definition"] == "1"
    assert "Comparable" not in data_after(plan)


def test_a_row_without_a_figure_gets_its_first_without_a_previous_one(tmp_path):
    book = memory_dashboard({"Period": None, "Latest": None})
    given = [{"period": Q(1), "value": 5}, {"period": Q(2), "value": 6}]
    plan = planned(book, tmp_path, given)
    assert [row[:2] for row in history_after(book, plan)[:-1]] == [[Q(1), 5]]
    assert data_after(plan)["Previous"] == 5
    first = planned(book, tmp_path, given[:1])
    assert first.insertions == []
    assert "Previous" not in data_after(first)


def test_a_break_between_figures_that_stay_stays(tmp_path):
    history = [
        ("2017-18 Q3", 1), (BREAK, None, *[None] * 6, "2"),
        ("2017-18 Q4", 2, *[None] * 6, "2"), (Q(1), 3, *[None] * 6, "2"),
    ]  # fmt: skip
    book = memory_dashboard({"Definition": "2"}, histories=[history])
    plan = planned(book, tmp_path, [{"period": Q(1), "value": 33}], force=True)
    assert [row[0] for row in history_after(book, plan)[:-1]] == [
        None, "2017-18 Q3", BREAK, "2017-18 Q4",
    ]  # fmt: skip
    assert formulas(plan)["A11"] == "BCF_SPC_NOTE($B$23:$B$25)"
    assert "Definition" not in data_after(plan)


def test_a_revision_keeps_why_the_figures_are_not_compared(tmp_path):
    not_compared = "Not compared, the definition changed: 2 for 2018-19 Q2, 1 before"
    row = {"Definition": "2", "Comparable": "No", "Previous": 70, "Previous period": Q(1)}
    for note in (not_compared, f"{not_compared}. Revised: 80 before"):
        book = memory_dashboard(
            {**row, "Note": note}, histories=[[(Q(1), 70), ("New definition",)]]
        )
        after = data_after(planned(book, tmp_path, [{"period": Q(2), "value": 91}]))
        assert after["Note"] == f"{not_compared}. Revised: 90 before"
        assert "Comparable" not in after


def test_a_revision_says_the_figure_before_as_the_page_shows_it(tmp_path):
    book = memory_dashboard(
        {"Unit": "duration", "Decimals": None, "Latest": 748 / 86_400, "Target": "00:15:00"}
    )
    after = data_after(planned(book, tmp_path, [{"period": Q(2), "value": "00:12:29"}]))
    assert after["Note"] == "Revised: 00:12:28 before"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"period": Q(3), "definition": "2"}, "the definition changed: 2 for 2018-19 Q3, 1 before"),
        ({"period": "2018-19"}, "the periods are not of one kind: 2018-19 after 2018-19 Q2"),
    ],
)
def test_a_figure_that_is_not_available_yet_is_not_compared_once_it_comes(tmp_path, given, why):
    after = data_after(planned(memory_dashboard({}), tmp_path, [{**given, "value": "n/a"}]))
    assert after["Comparable"] == "No"
    assert after["Note"] == f"Not compared, {why}"


def test_rows_left_blank_by_a_cut_show_no_limits(tmp_path):
    blank = [(None,)] * 2
    past = [(month, number) for number, month in enumerate(months(FEWEST_POINTS))]
    shown = months(1, FEWEST_POINTS)[0]
    book = memory_dashboard({"Period": shown}, histories=[[*blank, *past]])
    plan = planned(book, tmp_path, [{"period": months(1, FEWEST_POINTS + 1)[0], "value": 80}])
    rows = history_after(book, plan)
    drawn = [row[0] for row in rows if row[3] is not None]
    assert drawn == [row[0] for row in rows if row[0] is not None]
    assert len(drawn) == FEWEST_POINTS + 2
