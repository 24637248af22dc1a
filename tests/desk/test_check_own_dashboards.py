"""The check of the dashboards that ship with xlbcf: their printed sheets, with what print says."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.support.dashboards import FRAMEWORK, checked
from tests.support.templates import ROOT
from xlbcf.rules.findings import Refused

DASHBOARDS = ROOT / "workbooks" / "dashboards"
OUTCOMES = DASHBOARDS / "outcomes-framework.xlsm"
EXECUTIVE = DASHBOARDS / "integration-executive.xlsm"


def counted(items) -> Counter[str]:
    return Counter(item.finding.code for item in items)


@pytest.fixture(scope="module")
def outcomes():
    return checked(OUTCOMES)


def test_without_a_sheet_named_only_the_printed_ones_are_checked(outcomes):
    assert {item.sheet for item in outcomes} == {"LLR_Summary"}
    named = checked(OUTCOMES, sheet="LLR_Summary")
    assert [item.finding for item in named] == [item.finding for item in outcomes]


@pytest.mark.parametrize(("path", "sheet"), [(OUTCOMES, "2a"), (EXECUTIVE, "Theme 1")])
def test_a_measure_sheet_that_is_named_is_refused_as_ever(path, sheet):
    with pytest.raises(Refused, match="FIG15"):
        checked(path, sheet=sheet)


def test_the_framework_has_the_faults_of_the_paper_and_no_others(outcomes):
    ours, paper = counted(outcomes), counted(checked(FRAMEWORK))
    # The sign of 2e for each part and the marks of 15 are worked out, so they are right.
    assert paper - ours == Counter({"DASH01": 1, "DASH07": 2})
    # The paper has no judgements. Ours follow the way that is good, not Good is as printed.
    assert ours - paper == Counter({"DASH15": 5})
    judged = {item.cell[1:] for item in outcomes if item.finding.code == "DASH15"}
    assert judged <= {
        item.cell[1:] for item in outcomes if item.finding.code in ("DASH03", "DASH04")
    }


def test_the_executive_dashboard_has_nothing_but_notes():
    items = checked(EXECUTIVE)
    assert counted(items) == Counter({"DASH21": 1, "DASH25": 1})
    assert {item.sheet for item in items} == {"Metrics"}
    assert items[-1].finding.facts["count"] == "5"
