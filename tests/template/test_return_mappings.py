"""A return's mapping: read as written, and refused with every fault and its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlbcf.rules.assessment import Assessment
from xlbcf.rules.findings import Refused
from xlbcf.rules.metrics import Metric, Polarity, Unit
from xlbcf.rules.periods import Period
from xlbcf.rules.records import Status
from xlbcf.rules.variance import Mode
from xlbcf.template.addresses import Cell
from xlbcf.template.return_mapping import Kind, Origin, Required
from xlbcf.template.returns import find_return, load_return, load_returns

METRICS = {
    "falls": Metric("falls", "Falls", "d", Unit.RATE, Polarity.LOW_IS_GOOD, per=100000),
    "home": Metric("home", "Home", "d", Unit.PERCENT, Polarity.HIGH_IS_GOOD, stored_as="fraction"),
}
GOOD = """\
return: year-end
title: A year-end return
year: 2024-25
template: year-end.xlsx
reconstruction: true
fingerprint:
  sheets: [Guidance, 1. Cover, 2. Metrics]
  texts:
    - {sheet: 2. Metrics, cell: B2, text: Some title…}
sheets:
  cover: 1. Cover
  metrics: 2. Metrics
headings:
  q1: Q1
  rating: Rating
  sub: 14 days
assessments:
  met: Target met
  not_met: Target not met
fields:
  - {field: place, sheet: cover, row: Board, cell: C3, from: place}
  - {field: plan, metric: home, period: 2024-25 Q1, sheet: metrics, row: Home, column: q1, cell: C5, from: template}
  - {field: actual, metric: home, period: 2024-25 Q1, sheet: metrics, row: Home, under: sub, cell: C9, from: figures}
  - {field: outturn, metric: falls, period: 2024-25, status: actual, sheet: metrics, row: Falls, column: q1, cell: C6, from: figures}
  - {field: assessment, metric: home, sheet: metrics, row: Home, column: rating, cell: D5, from: commentary, judge: {plan: 2024-25 Q1, actual: 2024-25 Q1, mode: latest_quarter}}
  - {field: reason, metric: home, sheet: metrics, row: Home, occurrence: 1, down: 2, cell: E7, from: commentary, required: not_met_or_no_data}
  - {field: signed, sheet: cover, row: Signed, cell: C8, from: answers, type: choice, choices: {"yes": "Yes", "no": "No"}}
flags:
  - {about: overall, sheet: cover, cell: C1, complete: Complete Template}
"""  # noqa: E501


def written(folder: Path, text: str, name: str = "year-end") -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(path: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(Refused) as caught:
        load_return(path, METRICS)
    assert all(each.where.startswith(f"{path}:") for each in caught.value.findings)
    return [
        (each.code, int(each.where.rpartition(":")[2]), each.message)
        for each in caught.value.findings
    ]


def test_a_mapping_is_read_as_written(tmp_path: Path) -> None:
    mapping = load_return(written(tmp_path, GOOD), METRICS)
    assert (mapping.id, str(mapping.year), mapping.template) == (
        "year-end",
        "2024-25",
        "year-end.xlsx",
    )
    assert mapping.reconstruction is True
    assert mapping.sheets == ("1. Cover", "2. Metrics")
    assert mapping.metrics == ("home", "falls")
    assert mapping.assessments[Assessment.NOT_MET] == "Target not met"
    assert mapping.fingerprint.marks[0].cell == Cell(2, 2)
    assert mapping.flags[0].sheet == "1. Cover"
    assert len(mapping.on_sheet("2. Metrics")) == 5
    assert [each.name for each in mapping.coming_from(Origin.FIGURES)] == ["actual", "outturn"]


def test_a_field_has_what_was_stated_and_the_usual_for_the_rest(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    mapping = load_return(path, METRICS)
    plan = mapping.field("plan", "home", Period.parse("2024-25 Q1"))
    assert (plan.status, plan.kind, plan.stored_as) == (Status.PLAN, Kind.NUMBER, "fraction")
    assert (plan.sheet, plan.cell, plan.anchor.column) == ("2. Metrics", Cell(5, 3), "Q1")
    assert (plan.required, plan.where) == (Required.NEVER, f"{path}:22")
    assert plan.title == "plan, home, 2024-25 Q1"
    outturn = mapping.field("outturn", "falls", Period.parse("2024-25"))
    assert (outturn.status, outturn.kind, outturn.stored_as) == (Status.ACTUAL, Kind.NUMBER, None)
    assessment = mapping.field("assessment", "home")
    assert assessment.kind is Kind.CHOICE
    assert assessment.choices == {"met": "Target met", "not_met": "Target not met"}
    assert assessment.judge.mode is Mode.LATEST_QUARTER
    reason = mapping.field("reason", "home")
    assert (reason.kind, reason.required) == (Kind.TEXT, Required.NOT_MET_OR_NO_DATA)
    assert reason.stored_as is None
    assert (reason.anchor.occurrence, reason.anchor.down) == (1, 2)
    assert mapping.field("place").kind is Kind.CHOICE
    assert mapping.field("signed").choices == {"yes": "Yes", "no": "No"}
    assert mapping.field("actual", "home", Period.parse("2024-25 Q1")).anchor.under == "14 days"
    assert mapping.field("nothing") is None


@pytest.mark.parametrize("text", ["not_met", "Target not met", " TARGET  NOT MET "])
def test_an_assessment_is_understood_by_its_code_or_wording(tmp_path: Path, text: str) -> None:
    assert load_return(written(tmp_path, GOOD), METRICS).meaning(text) is Assessment.NOT_MET


@pytest.mark.parametrize("text", ["on_track", "Target", "", None])
def test_other_words_are_no_assessment(tmp_path: Path, text: object) -> None:
    assert load_return(written(tmp_path, GOOD), METRICS).meaning(text) is None


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "said"),
    [
        ("return: year-end", "return: other", "MAP04", 1, "the file's name, year-end"),
        ("year: 2024-25", "year: 2024-26", "MAP04", 3, "a financial year"),
        ("year: 2024-25", "year: 2024-25 Q1", "MAP04", 3, "a financial year"),
        ("year-end.xlsx", "folder/year-end.xlsx", "MAP04", 4, "without its folder"),
        ("year-end.xlsx", "year-end.ods", "MAP04", 4, ".xlsx or .xlsm"),
        ("reconstruction: true", "reconstruction: Yes", "MAP04", 5, "true or false"),
        ("[Guidance, 1. Cover, 2. Metrics]", "Guidance", "MAP04", 7, "a list"),
        ("{sheet: 2. Metrics, cell: B2", "{sheet: 2. Metric, cell: B2", "MAP04", 9, "2. Metrics"),
        ("cell: B2", "cell: B2:C3", "MAP04", 9, "one cell"),
        ("cover: 1. Cover", "cover: 1. Covers", "MAP04", 11, "the fingerprint's sheets"),
        ("not_met: Target not met", "not_met: Target  met", "MAP05", 19, "line 18"),
        ("not_met: Target not met", "missed: Target not met", "MAP04", 19, "on_track"),
        ("sheet: cover, row: Board", "sheet: cove, row: Board", "MAP04", 21, "cover, metrics"),
        ("row: Board, ", "", "MAP03", 21, "row"),
        ("from: place", "from: answers", "MAP03", 21, "from: place"),
        ("cell: C3", "cell: C0", "MAP04", 21, "B7"),
        ("cell: C3", "cell: XFE1", "MAP04", 21, "B7"),
        ("cell: C3, ", "", "MAP03", 21, "cell"),
        ("column: q1, cell: C5", "column: q2, cell: C5", "MAP04", 22, "q1, rating, sub"),
        ("metric: home, period: 2024-25 Q1, sheet", "metric: hom, period: 2024-25 Q1, sheet",
         "MAP04", 22, "falls, home"),
        ("2024-25 Q1, sheet", "2024-25 Q5, sheet", "MAP04", 22, "2024-25 Q3"),
        ("under: sub", "under: sub, column: q1", "MAP04", 23, "column is given"),
        ("under: sub", "under: subs", "MAP04", 23, "q1, rating, sub"),
        ("metric: falls, period: 2024-25, ", "metric: falls, ", "MAP03", 24, "period"),
        ("metric: falls, ", "", "MAP03", 24, "metric"),
        ("status: actual, ", "", "MAP03", 24, "status"),
        ("status: actual", "status: final", "MAP04", 24, "plan, actual, forecast"),
        ("status: actual", "stored_as: percent, status: actual", "MAP04", 24, "no percentage"),
        ("mode: latest_quarter", "mode: latest", "MAP04", 25, "annual, latest_quarter"),
        (", mode: latest_quarter", "", "MAP03", 25, "mode"),
        ("plan: 2024-25 Q1, ", "plan: soon, ", "MAP04", 25, "a period"),
        ("occurrence: 1", "occurrence: 0", "MAP04", 26, "at least 1"),
        ("down: 2", "down: two", "MAP04", 26, "at least 0"),
        ("down: 2", "judge: {plan: 2024-25, actual: 2024-25, mode: annual}", "MAP04", 26,
         "no assessment"),
        ("down: 2", "status: plan", "MAP04", 26, "from is commentary"),
        ("field: reason, metric: home, ", "field: reason, ", "MAP03", 26, "metric"),
        ("required: not_met_or_no_data", "required: maybe", "MAP04", 26, "always, never"),
        ("field: reason", "field: assessment", "MAP05", 26, "line 25"),
        ("cell: E7", "cell: D5", "MAP05", 26, "line 25"),
        ("type: choice", "typ: choice", "MAP02", 27, "typ; allowed are field, metric"),
        ("type: choice", "type: list", "MAP04", 27, "number, text, choice, date"),
        ('choices: {"yes": "Yes", "no": "No"}', "choices: [Yes, No]", "MAP04", 27, "a table"),
        ("row: Signed, cell: C8, from: answers", "row: Signed, cell: C8, from: place", "MAP05", 27,
         "line 21"),
        ("cell: C1", "cell: C8", "MAP05", 29, "line 27"),
        ("about: overall, ", "", "MAP03", 29, "about"),
        ("sheet: cover, cell: C1", "sheet: metric, cell: C1", "MAP04", 29, "cover, metrics"),
        ("flags:\n", "flag:\n", "MAP02", 28, "flags"),
        ("headings:\n  q1: Q1\n  rating: Rating\n  sub: 14 days\n", "", "MAP04", 18, "none"),
        ("assessments:\n  met: Target met\n  not_met: Target not met\n", "", "MAP03", 1,
         "assessments"),
    ],
)  # fmt: skip
def test_a_wrong_mapping_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, code: str, line: int, said: str
) -> None:
    assert old in GOOD
    found = refused(written(tmp_path, GOOD.replace(old, new, 1)))
    assert [True for each in found if each[:2] == (code, line) and said in each[2]], found


def test_one_fault_gives_one_finding(tmp_path: Path) -> None:
    for old, new in (("from: place", "from: places"), ("cell: C5", "cell: 5C"), ("q1: Q1", "q: ")):
        first = refused(written(tmp_path, GOOD.replace(old, new, 1)))[0]
        assert first[0] == "MAP04"
    assert len(refused(written(tmp_path, GOOD.replace("from: place", "from: places")))) == 1
    assert len(refused(written(tmp_path, GOOD.replace("cell: C5", "cell: 5C")))) == 1


def test_all_faults_are_reported_at_once_and_in_order(tmp_path: Path) -> None:
    wrong = GOOD
    for old, new in (
        ("return: year-end", "return: other"),
        ("reconstruction: true", "reconstruction: maybe"),
        ("cover: 1. Cover", "cover: 1. Covers"),
        ("cell: C3", "cell: C"),
        ("from: template", "from: templates"),
        ("status: actual, ", ""),
        ("type: choice", "typ: choice"),
        ("cell: C1", "cell: C8"),
    ):
        wrong = wrong.replace(old, new, 1)
    lines = [line for _, line, _ in refused(written(tmp_path, wrong))]
    assert lines == [1, 5, 11, 21, 22, 24, 27, 29]


def test_two_short_names_of_one_sheet_do_not_hide_a_cell_mapped_twice(tmp_path: Path) -> None:
    text = GOOD.replace("sheets:\n  cover", "sheets:\n  front: 1. Cover\n  cover")
    text = text.replace("sheet: cover, cell: C1", "sheet: front, cell: C3")
    assert ("MAP05", 30) in [each[:2] for each in refused(written(tmp_path, text))]


def test_a_folder_of_mappings_is_read_with_the_faults_of_all_its_files(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    written(tmp_path, GOOD.replace("return: year-end", "return: mid-year"), "mid-year")
    assert list(load_returns(tmp_path, METRICS)) == ["mid-year", "year-end"]
    written(tmp_path, "a: 1\n", "third")
    written(tmp_path, "[", "fourth")
    with pytest.raises(Refused) as caught:
        load_returns(tmp_path, METRICS)
    files = {Path(each.where.rpartition(":")[0]).name for each in caught.value.findings}
    assert files == {"third.yaml", "fourth.yaml"}


def test_a_return_that_is_not_there_is_named_beside_those_that_are(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    assert find_return(tmp_path, "year-end", METRICS).id == "year-end"
    with pytest.raises(Refused) as caught:
        find_return(tmp_path, "../year-end", METRICS)
    (found,) = caught.value.findings
    assert found.code == "MAP06"
    assert "there are year-end" in found.message
