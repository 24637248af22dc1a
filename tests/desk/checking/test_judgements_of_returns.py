"""Assessments against figures, and commentary against both, as a check of a return finds them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checking import MAPPING, check, found, items_of, message
from xlbcf.feeds.figures import Figures
from xlbcf.rules.figures import read_figure
from xlbcf.rules.metrics import Unit
from xlbcf.rules.periods import Period
from xlbcf.rules.records import Record, Status

NONE: list[tuple[str, str]] = []
MET, NOT_MET, NO_DATA = "Target met", "Target not met", "Data not available"
WHY = {"F21": "Some words", "G21": "Some words"}
ANNUAL = MAPPING.replace(
    "{field: plan, metric: falls_admissions, period: 2024-25 Q3",
    "{field: plan, metric: falls_admissions, period: 2024-25",
).replace("plan: 2024-25 Q3, actual: 2024-25 Q3, mode: latest_quarter",
          "plan: 2024-25, actual: 2024-25 Q3, mode: annual")  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # Falls: low is good, plan 400. Equal means met.
        ({"C21": 400}, NONE),
        ({"C21": 400.0000001}, [("JUD01", "D21")]),
        ({"C21": 401, "D21": NOT_MET, **WHY}, NONE),
        ({"C21": 399, "D21": NOT_MET, **WHY}, [("JUD01", "D21")]),
        ({"C21": 400, "D21": NOT_MET, **WHY}, [("JUD01", "D21")]),
        # Discharge: high is good, plan 95.1%.
        ({"C22": 0.951}, NONE),
        ({"C22": 0.9509}, [("JUD01", "D22")]),
        ({"C22": 0.9222, "D22": NOT_MET}, NONE),
        # No data, though there are
        ({"D21": NO_DATA, **WHY}, [("JUD01", "D21")]),
        ({"D21": NO_DATA, "C21": None, **WHY}, NONE),
        ({"D21": NO_DATA, "C21": "n/a", **WHY}, [("VAL03", "C21")]),
        # Chosen without a figure
        ({"C21": "n/a"}, [("VAL03", "C21"), ("JUD03", "D21")]),
        ({"C21": "*"}, [("VAL03", "C21"), ("JUD03", "D21")]),
        ({"C21": None}, NONE),
        ({"B21": None}, NONE),
        ({"B21": "n/a"}, NONE),
        # A figure that is wrong by itself is not judged by.
        ({"C22": 92.22}, [("VAL05", "C22")]),
        ({"C22": 92.22, "D22": NOT_MET}, [("VAL05", "C22")]),
        ({"C21": -5, "D21": NOT_MET, **WHY}, [("VAL06", "C21")]),
        ({"C21": "about 3"}, [("VAL04", "C21")]),
        # One that is only kept as text is.
        ({"C21": "401 "}, [("VAL02", "C21"), ("JUD01", "D21")]),
        # No answer, or none of the template's
        ({"D21": "Missed", "C21": 500}, [("VAL10", "D21")]),
        # A sign for the wrong direction
        ({"B21": ">400"}, [("JUD04", "B21")]),
        ({"B21": ">= 400"}, [("JUD04", "B21")]),
        ({"B21": "≤ 400"}, NONE),
        ({"B21": "400"}, NONE),
        ({"B22": "<95.1%"}, [("VAL04", "B22"), ("JUD04", "B22")]),
    ],
)
def test_an_assessment_is_held_against_the_figures_shown(
    tmp_path: Path, changes: dict, expected: list[tuple[str, str]]
) -> None:
    assert sorted(found(check(tmp_path, changes))) == sorted(expected)


def test_a_judgement_says_what_it_rests_on(tmp_path: Path) -> None:
    checked = check(tmp_path, {"C22": 0.9222})
    assert message(checked, "JUD01") == (
        "“Target met” is not supported by the figures shown: actual 92.22% against plan 95.1% "
        "(2024-25), high is good: 2.88 pp below plan, −3.03%."
    )
    checked = check(tmp_path, {"C21": "not applicable"})
    assert "the actual for 2024-25 Q3 is not available" in message(checked, "JUD03")
    assert "“>400”" in message(check(tmp_path, {"B21": ">400"}), "JUD04")
    assert "low is good" in message(check(tmp_path, {"B21": ">400"}), "JUD04")


@pytest.mark.parametrize("chosen", [MET, NOT_MET])
def test_a_plan_for_a_year_is_never_held_against_a_quarter(tmp_path: Path, chosen: str) -> None:
    changes = {"B21": 1756.9, "D21": chosen, **WHY}
    checked = check(tmp_path, changes, mapping=ANNUAL)
    assert found(checked) == [("JUD02", "D21")]
    said = message(checked, "JUD02")
    assert "the plan is for 2024-25 and the actual for 2024-25 Q3" in said
    assert f"“{chosen}”" in said


def actual_of(period: str, value: object, place: str = "E06000017") -> Figures:
    figure = read_figure(value, Unit.RATE, None)
    record = Record(
        place, "falls_admissions", Period.parse(period), Status.ACTUAL, figure, where="feed:2"
    )
    return Figures((record,))


def test_a_feed_gives_the_figure_that_the_return_does_not_show(tmp_path: Path) -> None:
    changes = {"B21": 1756.9}
    year = actual_of("2024-25", 1800)
    checked = check(tmp_path, changes, mapping=ANNUAL, figures=year)
    assert found(checked) == [("JUD01", "D21")]
    assert "1,800 against plan 1,756.9" in message(checked, "JUD01")
    assert found(check(tmp_path, changes, mapping=ANNUAL, figures=actual_of("2024-25", 1700))) == []
    # Another place's says nothing of this one.
    other = actual_of("2024-25", 1800, place="E06000016")
    assert found(check(tmp_path, changes, mapping=ANNUAL, figures=other)) == [("JUD02", "D21")]


def test_what_the_return_shows_comes_before_a_feed(tmp_path: Path) -> None:
    assert found(check(tmp_path, figures=actual_of("2024-25 Q3", 500))) == []


TEXTS = [
    # Falls: plan 400, actual 388.4, 11.6 (2.9%) below.
    ("E21", "We stayed 11.6 below plan.", {}, NONE),
    ("E21", "We stayed 2.9% below plan.", {}, NONE),
    ("E21", "About 12 fewer than planned.", {}, NONE),
    ("E21", "We stayed 32 per 100,000 below plan.", {}, [("NAR01", "E21")]),
    ("E21", "Performance was 388.4 against 400.", {}, NONE),
    ("E21", "The target was exceeded by 11.6.", {}, NONE),
    ("E21", "Unfortunately the target was missed.", {}, [("NAR05", "E21")]),
    ("E21", "Unfortunately the target was missed.", {"C21": None}, [("NAR06", "E21")]),
    ("E21", "Some words from 2023-24 about 3 wards.", {}, NONE),
    ("E21", "The rate was above plan.", {}, [("NAR05", "E21")]),
    # Home: plan 95.1%, actual 96%: 0.9 points and 0.95% above.
    ("E22", "We are 0.9 percentage points above plan.", {}, NONE),
    ("E22", "We are 0.90% above plan.", {}, [("NAR02", "E22")]),
    ("E22", "We are 0.95 percentage points above plan.", {}, [("NAR03", "E22")]),
    ("E22", "We are 3.03% above plan.", {}, [("NAR01", "E22")]),
    ("E22", "We were below plan.", {}, [("NAR05", "E22")]),
    # Where the actual is wrong by itself, no number is held against it.
    ("E22", "We are 0.9 percentage points above plan.", {"C22": 96}, [("VAL05", "C22")]),
]


@pytest.mark.parametrize(("cell", "text", "others", "expected"), TEXTS)
def test_commentary_is_held_against_its_own_row(
    tmp_path: Path, cell: str, text: str, others: dict, expected: list[tuple[str, str]]
) -> None:
    assert found(check(tmp_path, {cell: text, **others})) == expected


def test_another_places_figures_bear_nothing_out(tmp_path: Path) -> None:
    text = {"E21": "A variance of 111.7 from plan."}
    own, other = actual_of("2024-25", 511.7), actual_of("2024-25", 511.7, place="E06000016")
    assert found(check(tmp_path, text, figures=other)) == [("NAR01", "E21")]
    assert found(check(tmp_path, text, figures=own)) != [("NAR01", "E21")]


QUARTERS = MAPPING.replace(
    "  - {field: plan, metric: discharge_to_usual_residence, period: 2024-25, sheet: form, "
    "row: Home, column: plan, cell: B22",
    "  - {field: plan, metric: falls_admissions, period: 2024-25 Q4, sheet: form, row: Falls, "
    "column: plan, right: 10, cell: L21, from: answers, required: never, type: number}\n"
    "  - {field: plan, metric: discharge_to_usual_residence, period: 2024-25, sheet: form, "
    "row: Home, column: plan, cell: B22",
)


def test_a_number_of_another_period_and_of_the_mean_plan_are_told_apart(tmp_path: Path) -> None:
    # Plans of 400 and 360: 388.4 is 11.6 below the one, 28.4 above the other, 8.4 above the mean.
    assert QUARTERS != MAPPING
    for text, expected in (
        ("We are 11.6 below plan.", NONE),
        ("A variance of 28.4 from plan.", [("NAR04", "E21")]),
        ("A variance of 8.4 from plan.", [("NAR07", "E21")]),
        ("A variance of 19 from plan.", [("NAR01", "E21")]),
    ):
        checked = check(tmp_path, {"L21": 360, "E21": text}, mapping=QUARTERS)
        assert found(checked) == expected, text


def test_commentary_names_its_field_and_quotes_its_words(tmp_path: Path) -> None:
    checked = check(tmp_path, {"E22": "We are 0.90% above plan."})
    (item,) = items_of(checked)
    assert (item.sheet, item.cell) == ("Form", "E22")
    assert "Discharge" in item.field
    assert item.finding.message.startswith("“0.90%” is supported as percentage points, not percent")


def test_prompts_and_answers_about_no_metric_are_not_read_as_commentary(tmp_path: Path) -> None:
    texts = {"B12": "We were 32% below plan and missed it.", "B7": "32% below"}
    assert found(check(tmp_path, texts)) == []
