"""Expected outcomes of the Fingertips services, as far as the file of cases is there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from xlbcf.rules.benchmark import (
    Outcome,
    against_benchmark,
    against_goal,
    against_range,
    limits_against_goal,
)
from xlbcf.rules.metrics import Polarity
from xlbcf.rules.trend import Marker, trend_words

FILE = Path(__file__).parents[3] / "shared" / "cases" / "fingertips_cases.json"
POLARITIES = {
    **dict.fromkeys(("high", "High is good"), Polarity.HIGH_IS_GOOD),
    **dict.fromkeys(("low", "Low is good"), Polarity.LOW_IS_GOOD),
    **dict.fromkeys(("none", "No judgement"), Polarity.NO_JUDGEMENT),
}
MARKERS = {
    "Increasing": Marker.INCREASING,
    "Decreasing": Marker.DECREASING,
    "NoChange": Marker.NO_CHANGE,
    "CannotBeCalculated": Marker.CANNOT_BE_CALCULATED,
}
Case = dict[str, Any]


@pytest.fixture(scope="module")
def cases() -> dict[str, list[Case]]:
    if not FILE.is_file():
        pytest.skip("the cases of ../shared are not there")
    found: dict[str, list[Case]] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def goal(case: Case) -> Outcome:
    polarity = POLARITIES[case["polarity"]]
    if "lci" in case:
        return limits_against_goal(case["lci"], case["uci"], case["limit"], polarity)
    return against_goal(case["value"], case["limit"], polarity)


def in_range(case: Case) -> Outcome:
    polarity = POLARITIES[case["polarity"]]
    return against_range(case["value"], case["lower"], case["upper"], polarity)


def benchmark(case: Case) -> Outcome:
    polarity = POLARITIES[case["polarity"]]
    return against_benchmark(case["lci"], case["uci"], case["benchmark"], polarity)


def words(case: Case) -> str:
    found = trend_words(MARKERS[case["trend"]], POLARITIES[case["polarity"]])
    return "".join(word.capitalize() for word in found.value.split("_"))


KINDS = {
    "target_single": goal,
    "target_range": in_range,
    "benchmark_next": benchmark,
    "polarity_words": words,
}


def test_every_kind_of_case_is_tested(cases: dict[str, list[Case]]):
    assert cases.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_case_has_the_expected_outcome(cases: dict[str, list[Case]], kind: str):
    assert cases[kind]
    wrong = [
        (case, found) for case in cases[kind] if (found := KINDS[kind](case)) != case["expected"]
    ]
    assert wrong == []
