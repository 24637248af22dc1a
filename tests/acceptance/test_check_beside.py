"""Filled returns checked beside each other, beside earlier ones and beside published figures."""

from __future__ import annotations

import json

import pytest
import yaml

from tests.support.commands import xlbcf
from tests.support.fills import EOY, LEICESTERSHIRE, PLACES, YEAR_END, figure, fill, write_figures
from tests.support.fills import output as returned
from tests.support.templates import ROOT

ASCOF = ROOT.parent / "shared" / "data" / "ascof-2024-25.ods"
LEICESTER = "E06000016"
TEXT = "One and the same text about what was done, long enough to be no coincidence."


@pytest.fixture(scope="module")
def year_end(tmp_path_factory):
    """The returns of 2021-22 as published, of three places."""
    folder = tmp_path_factory.mktemp("year-end")
    fill(YEAR_END, folder)
    return [returned(folder, YEAR_END, place) for place in PLACES.values()]


@pytest.fixture(scope="module")
def end_of_year(tmp_path_factory):
    """The returns of 2024-25 as published: that of Leicestershire, and two nearly blank ones."""
    folder = tmp_path_factory.mktemp("end-of-year")
    fill(EOY, folder)
    return [returned(folder, EOY, place) for place in PLACES.values()]


def check(*words):
    """Check, and return the exit status and the findings as plain objects."""
    outcome = xlbcf("check", *words, "--format", "json")
    assert outcome.err == ""
    report = json.loads(outcome.out)
    return outcome.status, report


def across(*words):
    """The code, place and cell of what was found across files."""
    _, report = check(*words)
    return [(item["code"], item["place"], item["cell"]) for item in report["across"]]


def judged(*words):
    """The code, cell and message of each judgement and of what commentary tells."""
    _, report = check(*words)
    items = [item for file in report["files"] for item in file["findings"]]
    return [
        (item["code"], item["cell"], item["message"])
        for item in items
        if item["check"] in ("judgement", "narrative")
    ]


def filled(folder, rows, texts, place=LEICESTERSHIRE, return_id=EOY):
    """Fill a return with figures and commentary of one's own."""
    commentary = folder / f"{place}.yaml"
    folder.mkdir(parents=True, exist_ok=True)
    content = {"return": return_id, "source": "the test", "places": {place: {"metrics": texts}}}
    commentary.write_text(yaml.safe_dump(content), encoding="utf-8")
    figures = write_figures(folder / f"{place}.csv", rows)
    words = ("--place", place, "--figures", figures, "--commentary", commentary)
    fill(return_id, folder, *words)
    return returned(folder, return_id, PLACES[place])


def test_the_published_returns_of_three_places_raise_nothing(year_end, end_of_year):
    assert across(*year_end) == []
    assert across(*end_of_year) == []
    assert across(*year_end, *end_of_year) == []


def test_the_published_return_and_the_one_three_years_before_raise_nothing(year_end, end_of_year):
    before = [word for path in year_end for word in ("--previous", path)]
    assert across(*end_of_year, *before) == []


def test_the_earlier_one_of_another_place_is_told(year_end, end_of_year):
    found = across(end_of_year[1], "--previous", year_end[0])
    assert found == [("ACR12", "Leicester", "")]


def test_the_two_the_other_way_round_are_told(year_end, end_of_year):
    assert across(year_end[1], "--previous", end_of_year[1]) == [("ACR13", "Leicestershire", "")]


def test_a_figure_and_a_text_pasted_into_the_wrong_return_are_found(tmp_path):
    texts = {"falls_admissions": {"challenges": TEXT}}
    row = figure("falls_admissions", "2024-25 Q3", "388.4")
    one = filled(tmp_path / "one", [row], texts)
    two = filled(tmp_path / "two", [row | {"place_code": LEICESTER}], texts, LEICESTER)
    assert across(one, two) == [("ACR05", "Leicester", "H14"), ("ACR06", "Leicestershire", "J14")]


def test_a_rate_of_another_unit_shows_beside_other_places(tmp_path):
    row = figure("falls_admissions", "2024-25 Q3", "388.4")
    one = filled(tmp_path / "one", [row], {})
    slip = row | {"place_code": LEICESTER, "value": "4.1"}
    assert across(one, filled(tmp_path / "two", [slip], {}, LEICESTER)) == [
        ("ACR07", "Leicestershire", "H14")
    ]


def test_a_text_carried_over_from_the_earlier_form_is_found(tmp_path):
    texts = {"residential_admissions": {"challenges": TEXT}}
    before = filled(tmp_path / "before", [], texts, return_id=YEAR_END)
    now = filled(tmp_path / "now", [], texts)
    assert across(now, "--previous", before) == [("ACR08", "Leicestershire", "J15")]


def test_an_earlier_return_that_cannot_be_read_is_told_and_the_rest_is_checked(
    tmp_path, end_of_year
):
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"nothing of the kind")
    status, report = check(end_of_year[1], "--previous", broken)
    assert status == 2
    assert len(report["files"]) == 1
    assert [found["findings"][0]["code"] for found in report["refused"]] == ["BOOK01"]


def test_a_prompt_left_in_counts_as_blank(tmp_path):
    path = filled(tmp_path, [], {"falls_admissions": {"challenges": " tbc "}})
    _, report = check(path)
    left = [item["cell"] for item in report["files"][0]["findings"] if item["code"] == "DONE02"]
    assert left == ["J14"]


def test_published_figures_judge_an_assessment_and_leave_the_commentary_alone(end_of_year):
    if not ASCOF.is_file():
        pytest.skip("the national release is not here (../shared/data)")
    alone = judged(end_of_year[1])
    beside = judged(end_of_year[1], "--published", ASCOF)
    # The sheet shows no actual for admissions; 526.9 against a plan of 494 supports “not met”.
    gone = [found for found in alone if found not in beside]
    assert [(code, cell) for code, cell, _ in gone] == [("JUD03", "I15")]
    assert [found for found in beside if found not in alone] == []
    # The outturn told is 583.8, by another population: worth knowing, and no alarm.
    assert across(*end_of_year, "--published", ASCOF) == [("ACR16", "Leicestershire", "L15")]


def test_figures_published_for_another_year_change_nothing(year_end):
    if not ASCOF.is_file():
        pytest.skip("the national release is not here (../shared/data)")
    assert judged(*year_end, "--published", ASCOF) == judged(*year_end)
    assert across(*year_end, "--published", ASCOF) == []


def test_an_assessment_that_the_published_figure_contradicts_is_queried(tmp_path, end_of_year):
    if not ASCOF.is_file():
        pytest.skip("the national release is not here (../shared/data)")
    path = filled(tmp_path, [], {"residential_admissions": {"assessment": "met"}})
    (found,) = judged(path, end_of_year[0], "--published", ASCOF, "--jobs", "2")
    assert found[:2] == ("JUD01", "I15")
    assert "526.9" in found[2]
    assert "494" in found[2]


def test_published_figures_that_cannot_be_read_stop_the_check(tmp_path, end_of_year):
    path = tmp_path / "published.csv"
    path.write_text("place,metric\nLeicester,falls\n", encoding="utf-8")
    outcome = xlbcf("check", end_of_year[1], "--published", path)
    assert outcome.status == 2
    assert "FIG06" in outcome.err
