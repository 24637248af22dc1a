"""The tidy figures of the outcomes framework hold what is printed, and say what is broken."""

from __future__ import annotations

import csv
import re

import pytest

from tests.support.dashboards import FRAMEWORK, checked
from tests.support.templates import ROOT
from xlbcf.rules.figures import read_figure
from xlbcf.rules.metrics import Polarity, Unit
from xlbcf.rules.targets import Comparator, read_targets
from xlbcf.rules.verdicts import judge_cell
from xlbcf.template.places import load_places

DATA = ROOT / "workbooks" / "data"
WAYS = {
    "higher": Polarity.HIGH_IS_GOOD,
    "lower": Polarity.LOW_IS_GOOD,
    "none": Polarity.NO_JUDGEMENT,
}
PLACES = ["Leicester", "Leicestershire", "Rutland"]


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


FIGURES = table("bct-outcomes-framework-v2-figures.csv")
PRINTED = [(line, row) for line, row in enumerate(table(FRAMEWORK.name), 2) if row["Latest data"]]
TWO_PARTS = ["5", "6", "7", "8", "9"]


def kind_of(figure: dict[str, str]) -> tuple[Unit, Polarity, str | None]:
    unit = Unit(figure["unit"])
    return unit, WAYS[figure["polarity"]], "fraction" if unit is Unit.PERCENT else None


def named(figure: dict[str, str]) -> str:
    return f"{figure['row']} {figure['place_code']}".strip()


def test_there_are_59_series_of_54_rows_and_each_is_there_once():
    assert len(FIGURES) == 59
    assert list(dict.fromkeys(each["row"] for each in FIGURES)) == [str(n) for n in range(1, 55)]
    assert len({(each["metric"], each["place_code"]) for each in FIGURES}) == 59
    twice = [each["row"] for each in FIGURES if " / " in each["printed_value"]]
    assert twice == [row for row in TWO_PARTS for _ in range(2)]


def test_a_part_has_one_name_and_a_name_ends_with_its_part():
    names = {each["place_code"]: each["part"] for each in FIGURES if each["place_code"]}
    places = load_places(ROOT / "mappings" / "places.yaml")
    for part, name in names.items():
        assert name == (places.find(part).name if places.find(part) else name)
        assert part == name or places.find(part) or name == f"{part} CCG"
    for each in FIGURES:
        assert each["part"] == names.get(each["place_code"], each["part"])
        assert each["name"].endswith(each["part"])


def test_every_printed_row_is_there_as_printed():
    columns = {
        "printed_label": "Description",
        "printed_value": "Latest data",
        "printed_target": "Target",
        "mark": "On target?",
        "arrow": "Direction of travel",
        "good_is": "Good is...",
        "trend": "Trend",
        "updated": "Updated?",
    }
    for figure in FIGURES:
        _, row = PRINTED[int(figure["row"]) - 1]
        assert {ours: figure[ours] for ours in columns} == {
            ours: row[theirs] for ours, theirs in columns.items()
        }


@pytest.mark.parametrize("figure", FIGURES, ids=named)
def test_a_value_is_the_part_of_the_printed_cell_that_it_says(figure):
    unit, way, stored_as = kind_of(figure)
    parts = read_targets(figure["printed_value"], unit, way, stored_as, figure["printed_label"])
    same = [part for part in parts if part.who == figure["place_code"]]
    printed = (same or parts)[0].figure
    value = read_figure(figure["value"], unit, stored_as)
    assert len(same or parts) == 1
    assert (value.state, value.number) == (printed.state, printed.number)
    assert value.number is not None or figure["value"] == figure["printed_value"]


@pytest.mark.parametrize("figure", FIGURES, ids=named)
def test_the_decimals_are_those_printed(figure):
    shown = re.search(r"\.(\d+)", figure["printed_value"])
    bare = figure["unit"] in ("category", "duration")
    assert figure["decimals"] == ("" if bare else str(len(shown[1]) if shown else 0))


@pytest.mark.parametrize("figure", FIGURES, ids=named)
def test_a_target_is_the_printed_one_without_the_name_of_its_trust(figure):
    unit, way, stored_as = kind_of(figure)
    (ours,) = read_targets(figure["target"], unit, way, stored_as)
    (printed,) = read_targets(figure["printed_target"], unit, way, stored_as)
    assert (ours.who, printed.who) == ("", figure["part"] if figure["no"] == "32" else "")
    assert (ours.comparator, ours.figure.number) == (printed.comparator, printed.figure.number)
    assert figure["printed_target"].endswith(figure["target"])


def test_only_these_marks_do_not_follow_from_the_figures():
    signs = {"met": "●", "not_met": "■", "no_verdict": ""}
    odd = []
    for figure in FIGURES:
        unit, way, stored_as = kind_of(figure)
        value = read_targets(figure["value"], unit, way, stored_as)
        target = read_targets(figure["target"], unit, way, stored_as)
        if signs[judge_cell(value, target).verdict.value] != figure["mark"]:
            odd.append(named(figure))
    # LPT misses its target at 2e; at 15 two targets are blank.
    assert odd == ["9 LPT", "28 ELR", "30 WL"]


def test_a_sign_of_a_target_and_the_polarity_agree_but_for_the_row_that_nothing_settles():
    sides = {Comparator.BELOW: "lower", Comparator.AT_MOST: "lower"}
    odd = []
    for figure in FIGURES:
        unit, _, stored_as = kind_of(figure)
        (target,) = read_targets(figure["target"], unit, Polarity.NO_JUDGEMENT, stored_as)
        if target.comparator and sides.get(target.comparator, "higher") != figure["polarity"]:
            odd.append(named(figure))
    assert odd == ["12"]
    (unsettled,) = [each for each in FIGURES if each["polarity"] == "none"]
    assert unsettled["row"] == "12"


def test_the_figures_whose_labels_slid_go_to_the_metric_and_place_that_they_are_of():
    slid = FIGURES[22:31]
    assert [each["row"] for each in slid] == [str(n) for n in range(18, 27)]
    assert [(each["no"], each["metric"], each["part"]) for each in slid] == [
        *(("11", "residential_admissions", place) for place in PLACES),
        *(("12", "reablement", place) for place in PLACES),
        *(("13", "reablement_no_service", place) for place in PLACES),
    ]
    assert [each["unit"] for each in slid] == ["rate"] * 3 + ["percent"] * 6
    assert all("The labels slid in print." in each["note"] for each in slid)


def rows_found() -> dict[str, set[str]]:
    """The codes of the check by printed row; a label's and a list's for every row they tell of."""
    rows = [row for _, row in PRINTED]
    at_line = {line: number for number, (line, _) in enumerate(PRINTED, 1)}
    number_of = {row["No."]: number for number, row in enumerate(rows, 1) if row["No."]}
    codes: dict[str, set[str]] = {}
    for item in checked(FRAMEWORK):
        row = at_line[int(re.search(r"\.csv:(\d+)", item.finding.where)[1])]
        about = [row]
        if item.finding.code == "DASH10":
            listed = re.search(r"of the targets: ([^.]*)\.", item.finding.message)[1]
            about = [number_of[no] for no in listed.split(", ")]
        if item.finding.code == "DASH11":
            starts = [n for n, each in enumerate(rows, 1) if each["LLR Plans"] or each["No."]]
            starts += [24, 27]  # the label printed once more, and the next number
            about = list(range(row, min(n for n in starts if n > row)))
        for each in about:
            codes.setdefault(str(each), set()).add(item.finding.code)
    return codes


def test_notes_stand_exactly_where_the_check_says_that_the_print_is_broken():
    noted = {each["row"] for each in FIGURES if each["note"]}
    assert noted == rows_found().keys()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("DASH01", "does not meet"),
        ("DASH03", "Good is is printed"),
        ("DASH04", "Good is is printed ↓"),
        ("DASH07", "No target is printed"),
        ("DASH10", "has no sign"),
        ("DASH11", "The labels slid in print."),
    ],
)
def test_a_note_says_what_the_check_says(code, words):
    found = rows_found()
    about = [each for each in FIGURES if code in found.get(each["row"], ())]
    assert about
    assert all(words in each["note"] for each in about)
