"""Bands: the shipped file, and every fault of a wrong one at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlbcf.rules.bands import Duty, End, Rag, Side, Tolerance
from xlbcf.rules.findings import Refused
from xlbcf.template.bands import load_bands, load_usual_bands

MAPPINGS = Path(__file__).parents[2] / "mappings"
GOOD = """\
bands:
  savings:
    name: Savings
    source: a guideline
    side: adverse
    unit: percent
    widest_points: 2.5
    bands:
      - {state: green, up_to: 0, means: On track, commentary: optional}
      - {state: amber, above: 0, below: 10, means: A little off, commentary: required}
      - {state: red, from: 10, means: Far off, commentary: required}
    marks:
      late: {state: not_applicable, means: Later, commentary: optional, start_date: true}
  days:
    name: Days
    source: a guideline
    side: either
    unit: days
    bands:
      - {state: green, means: All is well, commentary: optional}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "bands.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_set_of_bands_is_read_with_its_ends_and_marks(tmp_path: Path) -> None:
    sets = load_bands(written(tmp_path, GOOD))
    assert list(sets) == ["savings", "days"]
    savings, days = sets.values()
    assert (savings.name, savings.side, savings.unit) == (
        "Savings",
        Side.ADVERSE,
        Tolerance.PERCENT,
    )
    assert (savings.widest_points, savings.tolerance) == (2.5, 10.0)
    assert [(band.low, band.high) for band in savings.bands] == [
        (None, End(0, included=True)),
        (End(0, included=False), End(10, included=False)),
        (End(10, included=True), None),
    ]
    late = savings.marks["late"]
    assert (late.rag, late.commentary, late.start_date) == (
        Rag.NOT_APPLICABLE,
        Duty.OPTIONAL,
        True,
    )
    assert (days.side, days.marks, days.widest_points, days.tolerance) == (
        Side.EITHER,
        {},
        None,
        None,
    )


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "said"),
    [
        ("above: 0", "above: 1", "MAP11", 9, "there is a gap between green"),
        ("up_to: 0", "below: 0", "MAP11", 9, "0 is in neither green"),
        ("from: 10", "above: 9", "MAP11", 9, "overlap"),
        ("up_to: 0", "above: 0", "MAP11", 9, "nothing holds the numbers below"),
        ("up_to: 0", "up_to: none", "MAP04", 9, "up_to is “none”; allowed is a number"),
        ("up_to: 0", "up_to: true", "MAP04", 9, "a number"),
        ("up_to: 0", "up_to: [0]", "MAP04", 9, "a number"),
        ("up_to: 0", "up_to: 0, below: 0", "MAP04", 9, "absent, because up_to is given"),
        ("state: green", "state: enabler", "MAP04", 9, "one of green, amber, red"),
        ("state: green, ", "", "MAP03", 9, "state"),
        ("state: not_applicable", "state: no_verdict", "MAP04", 13, "not_applicable, enabler"),
        ("side: adverse", "side: worse", "MAP04", 5, "one of adverse, either"),
        ("unit: percent", "unit: shares", "MAP04", 6, "percentage_points"),
        ("commentary: required", "commentary: yes", "MAP04", 10, "one of required, optional"),
        ("start_date: true", "start_date: soon", "MAP04", 13, "true or false"),
        ("    source: a guideline\n", "", "MAP03", 3, "source"),
        ("    side: adverse", "    where: far\n    side: adverse", "MAP02", 5, "where"),
        ("widest_points: 2.5", "widest_points: wide", "MAP04", 7, "a number"),
    ],
)
def test_a_fault_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, code: str, line: int, said: str
) -> None:
    path = written(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(Refused) as refused:
        load_bands(path)
    first = refused.value.findings[0]
    assert (first.code, first.where) == (code, f"{path}:{line}")
    assert said in first.message


def test_every_fault_of_a_file_is_named_at_once(tmp_path: Path) -> None:
    wrong = GOOD.replace("above: 0", "above: 1").replace("unit: days", "unit: weeks")
    with pytest.raises(Refused) as refused:
        load_bands(written(tmp_path, wrong))
    assert [each.code for each in refused.value.findings] == ["MAP11", "MAP04"]


def test_bands_may_not_be_left_out(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        load_bands(
            written(tmp_path, GOOD.replace("- {state: green, means", "# {state: green, means"))
        )
    assert "bands" in refused.value.findings[0].message


def test_the_shipped_bands_are_the_four_dimensions_of_2014() -> None:
    sets = load_bands(MAPPINGS / "bands.yaml")
    assert {id_: (each.side, each.unit, each.tolerance) for id_, each in sets.items()} == {
        "savings": (Side.ADVERSE, Tolerance.PERCENT, 10),
        "milestones": (Side.ADVERSE, Tolerance.DAYS, 30),
        "finance": (Side.EITHER, Tolerance.PERCENT, 10),
        "impact": (Side.ADVERSE, Tolerance.PERCENT, 10),
    }


def test_ratings_that_name_no_bands_have_the_usual_ones(tmp_path):
    assert load_usual_bands(MAPPINGS / "bands.yaml").id == "impact"
    assert load_usual_bands(written(tmp_path, GOOD)).id == "savings"
    assert load_usual_bands(written(tmp_path, "usual: days\n" + GOOD)).id == "days"


def test_usual_bands_are_among_those_of_the_file(tmp_path):
    with pytest.raises(Refused) as refused:
        load_bands(written(tmp_path, "usual: weeks\n" + GOOD))
    (found,) = refused.value.findings
    assert found.kind.code == "MAP04"
    assert "one of savings, days" in found.message
