"""What metrics are: the shipped file, and every fault of a wrong one at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlbcf.rules.findings import Refused
from xlbcf.rules.metrics import Polarity, Unit
from xlbcf.template.metrics import load_metrics

MAPPINGS = Path(__file__).parents[2] / "mappings"
GOOD = """\
metrics:
  falls:
    name: Falls
    definition: Admissions due to falls
    unit: rate
    polarity: low_is_good
    per: 100000
    limits: [0, null]
    decimals: 1
    frequency: annual
    source: a paper
  at_home:
    name: At home
    definition: Share at home
    unit: percent
    polarity: high_is_good
    stored_as: fraction
    limits: [0, 1]
    frequency: annual
    source: a paper
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "metrics.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_metric_is_read_with_its_facts(tmp_path: Path) -> None:
    metrics = load_metrics(written(tmp_path, GOOD))
    assert list(metrics) == ["falls", "at_home"]
    falls, at_home = metrics.values()
    assert (falls.unit, falls.polarity, falls.per) == (Unit.RATE, Polarity.LOW_IS_GOOD, 100000)
    assert (falls.limits, falls.decimals, falls.stored_as) == ((0, None), 1, None)
    assert (at_home.limits, at_home.stored_as, at_home.numerator) == ((0, 1), "fraction", "")


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "said"),
    [
        ("polarity: low_is_good", "polarity: low", "MAP04", 6, "one of high_is_good, low_is_good"),
        ("    polarity: low_is_good\n", "", "MAP03", 3, "polarity"),
        ("unit: rate", "unit: ratio", "MAP04", 5, "“ratio”"),
        ("unit: rate", "unit: count", "MAP04", 7, "absent, because the unit is not rate"),
        ("    per: 100000\n", "", "MAP03", 3, "per"),
        ("per: 100000", "per: 1.5", "MAP04", 7, "a whole number of at least 1"),
        ("per: 100000", "per: true", "MAP04", 7, "a whole number of at least 1"),
        ("stored_as: fraction", "stored_as: share", "MAP04", 17, "one of fraction, percent"),
        ("    stored_as: fraction\n", "", "MAP03", 13, "stored_as"),
        ("limits: [0, 1]", "limits: [0, 100]", "MAP04", 18, "within [0, 1]"),
        ("limits: [0, 1]", "limits: [0, null]", "MAP04", 18, "within [0, 1]"),
        ("limits: [0, 1]", "limits: [1, 0]", "MAP04", 18, "the lower first"),
        ("limits: [0, 1]", "limits: [0]", "MAP04", 18, "two numbers"),
        ("limits: [0, 1]", "limits: [0, one]", "MAP04", 18, "two numbers"),
        ("limits: [0, 1]", "limits: [false, 1]", "MAP04", 18, "two numbers"),
        ("limits: [0, 1]", "limits: none", "MAP04", 18, "two numbers"),
        ("limits: [0, null]", "limits:", "MAP04", 8, "limits is empty"),
        ("decimals: 1", "decimal: 1", "MAP02", 9, "decimal; allowed are name, definition"),
        ("decimals: 1", "decimals: -1", "MAP04", 9, "at least 0"),
        ("name: Falls", "name: [Falls]", "MAP04", 3, "a list of 1"),
        ("name: Falls", "name:", "MAP04", 3, "a text"),
        ("falls:", "Falls here:", "MAP04", 2, "small letters"),
        ("  at_home:\n", "  falls:\n", "MAP05", 12, "line 2"),
        ("metrics:\n", "metric:\n", "MAP02", 1, "metrics"),
    ],
)
def test_a_wrong_metric_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, code: str, line: int, said: str
) -> None:
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(Refused) as caught:
        load_metrics(path)
    found = [(each.code, each.where) for each in caught.value.findings]
    assert (code, f"{path}:{line}") in found
    assert said in str(caught.value)


def test_all_faults_are_reported_at_once_and_in_order(tmp_path: Path) -> None:
    wrong = GOOD.replace("low_is_good", "low").replace("[0, 1]", "[0, 9]").replace("a paper", "")
    with pytest.raises(Refused) as caught:
        load_metrics(written(tmp_path, wrong))
    lines = [int(each.where.rpartition(":")[2]) for each in caught.value.findings]
    assert lines == [6, 11, 18, 20]


def test_a_file_without_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        load_metrics(written(tmp_path, "metrics: [falls]\n"))
    assert "a table of names and values" in str(caught.value)


def test_the_shipped_metrics_state_what_the_published_definitions_say() -> None:
    metrics = load_metrics(MAPPINGS / "metrics.yaml")
    high = {id_ for id_, each in metrics.items() if each.polarity is Polarity.HIGH_IS_GOOD}
    assert high == {"discharge_to_usual_residence", "reablement"}
    assert {each.unit for each in metrics.values()} == {Unit.RATE, Unit.PERCENT}
    assert all(each.per == 100000 for each in metrics.values() if each.unit is Unit.RATE)
    assert all(each.source and each.numerator and each.denominator for each in metrics.values())
