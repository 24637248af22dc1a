"""Assessments that the figures propose: only where none is given, and marked as proposed."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.support.fills import EOY, LEICESTERSHIRE, YEAR_END, figure, fill, output, write_figures
from xlbcf.books.file_book import FileBook
from xlbcf.template.addresses import parse_cell

Q3 = "2024-25 Q3"
PLAN = figure("avoidable_admissions", Q3, "161.8", status="plan")
ACTUAL = figure("avoidable_admissions", Q3, "199.9")


@pytest.fixture
def filled(tmp_path):
    """Fill Leicestershire from figures and perhaps commentary; return the place and the book."""

    def run(rows, commentary=None, return_id=EOY):
        words = ["--place", LEICESTERSHIRE, "--json"]
        words += ["--figures", write_figures(tmp_path / "mine.csv", rows)]
        if commentary:
            path = tmp_path / "mine.yaml"
            places = {LEICESTERSHIRE: {"metrics": commentary}}
            path.write_text(json.dumps({"return": return_id, "places": places}), encoding="utf-8")
            words += ["--commentary", path]
        (place,) = fill(return_id, tmp_path / "out", *words).plain["places"]
        return place, FileBook.open(output(tmp_path / "out", return_id))

    return run


def assessment(book: FileBook, cell: str) -> object:
    return book.value("4. Metrics", parse_cell(cell))


def proposals(place) -> list[dict]:
    return [found for found in place["findings"] if found["code"] == "FILL03"]


def reason_for(place, field: str) -> str:
    (blank,) = (each for each in place["left_blank"] if each["field"] == field)
    return blank["reason"]


def test_an_actual_above_a_plan_where_low_is_good_proposes_not_met(filled, tmp_path):
    place, book = filled([PLAN, ACTUAL])
    assert assessment(book, "I12") == "Target not met"
    (found,) = proposals(place)
    assert found["severity"] == "query"
    assert "“Target not met” is proposed" in found["message"]
    assert "actual 199.9 against plan 161.8 (2024-25 Q3), low is good" in found["message"]
    assert found["where"] == "Leicestershire, assessment, Avoidable admissions"
    (change,) = (each for each in place["changes"] if each["cell"] == "I12")
    assert change["source"].startswith("proposed by rule: actual 199.9 against plan 161.8")
    with (tmp_path / "out" / "change-log.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = (row for row in csv.DictReader(file) if row["cell"] == "I12")
    assert row["source"] == change["source"]


def test_a_proposal_is_told_in_the_summary_with_what_to_do(tmp_path):
    figures = write_figures(tmp_path / "mine.csv", [PLAN, ACTUAL])
    words = ("--place", LEICESTERSHIRE, "--figures", figures)
    text = " ".join(fill(EOY, tmp_path / "out", *words).out.split())
    assert "FILL03 query: Leicestershire, assessment, Avoidable admissions" in text
    assert "“Target not met” is proposed" in text
    assert "Decide, and give the assessment in the commentary." in text


@pytest.mark.parametrize(
    ("plan", "actual", "wording"),
    [("0.951", "0.9222", "Target not met"), ("0.92", "0.9222", "Target met"),
     ("0.9222", "0.9222", "Target met")],
)  # fmt: skip
def test_polarity_decides_and_on_plan_is_met(filled, plan, actual, wording):
    rows = [
        figure("discharge_to_usual_residence", Q3, plan, status="plan"),
        figure("discharge_to_usual_residence", Q3, actual),
    ]
    _, book = filled(rows)
    assert assessment(book, "I13") == wording


def test_what_a_person_gave_is_never_replaced_by_a_proposal(filled):
    given = {"avoidable_admissions": {"assessment": "met", "challenges": "None."}}
    place, book = filled([PLAN, ACTUAL], given)
    assert assessment(book, "I12") == "Target met"
    assert proposals(place) == []
    (change,) = (each for each in place["changes"] if each["cell"] == "I12")
    assert change["source"].endswith("mine.yaml:1")


def test_an_annual_plan_against_a_quarter_proposes_nothing(filled):
    rows = [
        figure("falls_admissions", "2024-25", "1756.9", status="plan"),
        figure("falls_admissions", Q3, "388.4"),
    ]
    place, book = filled(rows)
    assert assessment(book, "I14") is None
    assert proposals(place) == []
    reason = reason_for(place, "assessment, Falls")
    assert "not comparable" in reason
    assert "2024-25 Q3" in reason


def test_a_plan_of_another_quarter_proposes_nothing(filled):
    place, book = filled([PLAN | {"period": "2024-25 Q1"}, ACTUAL])
    assert assessment(book, "I12") is None
    assert "the figures give no plan for 2024-25 Q3" in reason_for(
        place, "assessment, Avoidable admissions"
    )


def test_an_actual_that_is_not_available_proposes_no_data(filled):
    place, book = filled([PLAN, ACTUAL | {"value": "n/a"}])
    assert assessment(book, "I12") == "Data not available to assess progress"
    (found,) = proposals(place)
    assert "not available" in found["message"]


@pytest.mark.parametrize("value", ["*", ""])
def test_an_actual_that_is_suppressed_or_blank_proposes_nothing(filled, value):
    place, book = filled([PLAN, ACTUAL | {"value": value}])
    assert assessment(book, "I12") is None
    assert proposals(place) == []
    assert reason_for(place, "assessment, Avoidable admissions")


def test_the_wording_is_that_of_the_templates_year(filled):
    rows = [
        figure("residential_admissions", "2021-22", "519", status="plan"),
        figure("residential_admissions", "2021-22", "574.7", status="forecast"),
    ]
    place, book = filled(rows, return_id=YEAR_END)
    assert assessment(book, "H15") == "Not on track to meet target"
    assert len(proposals(place)) == 1


def test_a_row_of_two_series_has_no_figures_to_judge_by(filled):
    place, _ = filled([figure("length_of_stay_14_days", "2021-22 Q3", "0.1")], return_id=YEAR_END)
    assert "names no figures to judge by" in reason_for(place, "assessment, Length of stay")


def test_a_final_figure_is_judged_before_a_forecast(filled):
    rows = [
        figure("residential_admissions", "2021-22", "519", status="plan"),
        figure("residential_admissions", "2021-22", "574.7", status="forecast"),
        figure("residential_admissions", "2021-22", "500", status="actual"),
    ]
    _, book = filled(rows, return_id=YEAR_END)
    assert assessment(book, "H15") == "On track to meet target"


def test_the_published_return_keeps_the_assessments_that_people_gave(tmp_path):
    (place,) = fill(EOY, tmp_path / "out", "--place", LEICESTERSHIRE, "--json").plain["places"]
    assert proposals(place) == []
    # People judged 92.22% against 95.1% as met: what they chose is written.
    assert assessment(FileBook.open(output(Path(tmp_path / "out"), EOY)), "I13") == "Target met"
