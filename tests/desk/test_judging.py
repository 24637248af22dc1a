"""Assessments given are held against the figures; what a fill takes away is told."""

from __future__ import annotations

import yaml

from tests.support.commands import refused, xlbcf
from tests.support.fills import EOY, LEICESTERSHIRE, figure, fill, write_figures

PLAN = figure("discharge_to_usual_residence", "2024-25 Q3", "0.951", status="plan")
ACTUAL = figure("discharge_to_usual_residence", "2024-25 Q3", "0.9222")


def findings(tmp_path, rows, assessment=None, code=LEICESTERSHIRE):
    given = {"discharge_to_usual_residence": {"assessment": assessment}} if assessment else {}
    commentary = tmp_path / "own.yaml"
    commentary.write_text(
        yaml.safe_dump({"return": EOY, "source": "the test", "places": {code: {"metrics": given}}}),
        encoding="utf-8",
    )
    words = ("--figures", write_figures(tmp_path / "own.csv", rows), "--commentary", commentary)
    outcome = fill(EOY, tmp_path / "out", "--place", LEICESTERSHIRE, "--json", *words)
    (place,) = outcome.plain["places"]
    return {found["code"]: found["message"] for found in place["findings"]}


def test_an_assessment_that_the_figures_contradict_is_a_query(tmp_path):
    message = findings(tmp_path, [PLAN, ACTUAL], "met")["FILL12"]
    assert "not supported by the figures shown" in message
    assert "2.88 pp below plan" in message


def test_an_assessment_that_the_figures_support_is_none(tmp_path):
    assert "FILL12" not in findings(tmp_path, [PLAN, ACTUAL], "not_met")


def test_an_assessment_without_figures_to_compare_is_none(tmp_path):
    assert "FILL12" not in findings(tmp_path, [ACTUAL], "met")


def test_an_actual_for_the_plans_own_period_is_compared_first(tmp_path):
    plan = figure("falls_admissions", "2024-25", "1756.9", status="plan")
    year = figure("falls_admissions", "2024-25", "1682.9")
    quarter = figure("falls_admissions", "2024-25 Q3", "388.4")
    assert "Target met" in findings(tmp_path, [plan, quarter, year])["FILL03"]
    assert "FILL03" not in findings(tmp_path, [plan, quarter])


def test_values_that_the_earlier_output_had_are_told_when_they_go(tmp_path):
    assert "FILL13" not in findings(tmp_path, [PLAN, ACTUAL], "met")
    message = findings(tmp_path, [PLAN], "met")["FILL13"]
    assert "(1): '4. Metrics'!H13" in message


def test_a_fill_with_nothing_for_its_place_says_so(tmp_path):
    elsewhere = ACTUAL | {"place_code": "E06000017"}
    assert "FILL14" in findings(tmp_path, [elsewhere], "met", code="E06000017")
    assert "FILL14" not in findings(tmp_path, [ACTUAL])


def test_a_query_without_a_database_is_refused(tmp_path):
    words = ("fill", EOY, "--query", "select 1", "--out", tmp_path / "out")
    assert refused(*words)["code"] == "FIG18"


def test_faults_of_place_template_and_figures_are_told_together(tmp_path):
    figures = write_figures(tmp_path / "own.csv", [ACTUAL | {"value": "92.7"}])
    other = tmp_path / "other.xlsx"
    outcome = xlbcf(
        "fill", EOY, "--place", "Narnia", "--template", other, "--figures", figures,
        "--out", tmp_path / "out", "--json",
    )  # fmt: skip
    assert outcome.status == 2
    assert sorted(outcome.codes) == ["FIG01", "FIG05", "FILE01"]


def test_a_value_that_a_cell_refuses_is_traced_to_its_line(tmp_path):
    commentary = tmp_path / "own.yaml"
    commentary.write_text(
        f"return: {EOY}\nsource: the test\nplaces:\n  {LEICESTERSHIRE}:\n    answers:\n"
        "      signed_off_expected: 2030-01-01\n",
        encoding="utf-8",
    )
    found = refused("fill", EOY, "--commentary", commentary, "--out", tmp_path / "out")
    assert found["code"] == "CELL03"
    assert found["where"].endswith("own.yaml:6)")
    assert "a date between 2025-04-01 and 2026-03-31" in found["message"]
    assert "--allow" not in found["action"]


def test_the_name_of_a_return_may_be_typed_in_any_case(tmp_path):
    fill(EOY.upper(), tmp_path / "out", "--place", "Rutland")
    assert (tmp_path / "out" / f"{EOY}-rutland.xlsx").exists()


def test_a_misspelt_answer_is_met_with_the_likely_one(tmp_path):
    commentary = tmp_path / "own.yaml"
    commentary.write_text(
        f"return: {EOY}\nsource: the test\nplaces:\n  {LEICESTERSHIRE}:\n    answers:\n"
        "      telefone: '1'\n",
        encoding="utf-8",
    )
    found = refused("fill", EOY, "--commentary", commentary, "--out", tmp_path / "out")
    assert found["code"] == "FIG10"
    assert "one of telephone" in found["message"]
