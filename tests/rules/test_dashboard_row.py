"""One row of a printed dashboard: its cells against each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.dashboards import row
from tests.support.templates import ROOT
from xlbcf.rules.dashboard_reading import Column, DashboardRow, Standards, read_row
from xlbcf.rules.dashboard_row import check_row
from xlbcf.rules.verdicts import Verdict
from xlbcf.template.bands import load_bands

BANDS = load_bands(ROOT / "mappings" / "bands.yaml")
STANDARDS = Standards(
    BANDS, scales=(("Red", "Amber", "Green"), ("Inadequate", "Requires improvement", "Good"))
)
UP, DOWN, LEVEL, MET, MISSED = "↑", "↓", "↔", "●", "■"


def codes(each: DashboardRow, standards: Standards = STANDARDS) -> list[str]:
    return [found.finding.code for found in check_row(each, standards)]


def messages(each: DashboardRow, standards: Standards = STANDARDS) -> str:
    return " ".join(found.finding.message for found in check_row(each, standards))


@pytest.mark.parametrize(
    ("value", "target", "right", "good"),
    [
        ("64.4", ">65.2", MISSED, UP),
        ("65.3", ">65.2", MET, UP),
        ("66.6", "> 66.6", MISSED, UP),
        ("66.6", ">= 66.6", MET, UP),
        ("73.9", "<76.1", MET, DOWN),
        ("80.6%", "95%", MISSED, UP),
        ("100%", "100%", MET, UP),
        ("6.6", "7.82", MET, DOWN),
        ("00:12:28", "00:15:00", MET, DOWN),
        ("£1,250", "<= £1,200", MISSED, DOWN),
        ("1,250", "<= £1,200", MISSED, DOWN),
        ("18.9", "< 20 days", MET, DOWN),
        ("UHL 9.1%", "UHL <10%", MET, DOWN),
        ("UHL 9.1% / LPT 7.1%", "UHL <10% / LPT <= 7%", MISSED, DOWN),
        ("99% / 89%", ">90%", MISSED, UP),
        ("676.5\n547.9", "< 692.4\n< 500", MISSED, DOWN),
        ("Green", "Green", MET, "G"),
        ("Amber", "Green", MISSED, "G"),
        ("Good", "Requires improvement", MET, "G"),
        ("Good", "Good", MET, UP),
        ("−2.5", "> −3", MET, UP),
    ],
)
def test_the_mark_must_say_what_the_figures_say(value, target, right, good):
    wrong = MET if right == MISSED else MISSED
    assert codes(row(value, target, right, good)) == []
    assert len(codes(row(value, target, wrong, good))) == 1
    assert codes(row(value, target, "", good)) == ["DASH09"]


@pytest.mark.parametrize("met", ["●", "Y", "yes", "✓", "✔️", "Met", "On target", "GREEN", "🟢"])
@pytest.mark.parametrize("missed", ["■", "n", "No", "✗", "not met", "Off target", "Red", "🔴"])
def test_marks_are_written_in_many_ways(met, missed):
    assert codes(row("5", "> 3", met, UP)) == []
    assert codes(row("5", "> 3", missed, UP)) == ["DASH01"]


def test_the_part_that_decides_is_named():
    whose = ("LPT", "UHL")
    assert "73% does not meet > 80% (LPT)" in messages(
        row("73% / 87%", ">80%", MET, UP, parts=whose)
    )
    assert "8.1% does not meet <= 7% (LPT)" in messages(
        row("UHL 7.8% / LPT 8.1%", "UHL <10% / LPT <= 7%", MET, DOWN)
    )


@pytest.mark.parametrize(
    ("value", "target", "mark", "code"),
    [
        ("66.6", "> 66.6", MET, ["DASH02"]),
        ("66.6", ">= 66.6", MISSED, ["DASH02"]),
        ("95%", ">= 95.4%", MET, ["DASH02"]),
        ("95%", ">= 95.5%", MET, ["DASH01"]),
        ("94.9%", ">= 95%", MET, ["DASH01"]),
        ("94.96%", ">= 95%", MET, ["DASH01"]),
        ("66.60", "> 66.64", MET, ["DASH01"]),
    ],
)
def test_a_mark_that_hidden_digits_could_bear_out_is_only_queried(value, target, mark, code):
    assert codes(row(value, target, mark, UP)) == code


@pytest.mark.parametrize(
    ("target", "good", "opposed"),
    [
        ("< 44,295", UP, True),
        ("<= 44,295", "High", True),
        ("≤ 44,295", UP, True),
        (">50%", DOWN, True),
        (">= 50%", "Lower is better", True),
        ("> 50%", UP, False),
        ("< 50%", DOWN, False),
        ("50%", DOWN, False),
        ("= 50%", DOWN, False),
        ("Green", DOWN, False),
        ("> 50%", "G", False),
        ("> 50%", "", False),
        ("> 50%", LEVEL, False),
        ("UHL <10% / LPT > 7%", DOWN, True),
        ("", UP, False),
        ("tbc", UP, False),
    ],
)
def test_the_good_direction_must_not_oppose_the_sign_of_the_target(target, good, opposed):
    found = codes(DashboardRow({Column.TARGET: target, Column.GOOD_IS: good}, "Falls"))
    assert found == (["DASH03"] if opposed else [])


def test_it_is_said_which_of_the_two_the_mark_fits():
    assert "the mark ● fits the target." in messages(row("93%", ">50%", MET, DOWN))
    assert "the mark ● fits Good is." in messages(row("43%", ">50%", MET, DOWN))
    assert "fits" not in messages(row("43%", ">50%", "", DOWN)).replace("does not meet", "")


def test_without_a_sign_a_mark_that_fits_the_other_direction_doubts_both():
    found = messages(row("80.6%", "95%", MISSED, DOWN))
    assert codes(row("80.6%", "95%", MISSED, DOWN)) == ["DASH04"]
    assert "Good is ↓ makes it at most: 80.6% meets <= 95%, and the mark ■ says not met" in found
    assert codes(row("100%", "100%", MISSED, DOWN)) == ["DASH02"]


@pytest.mark.parametrize(
    ("value", "target", "mark", "good", "expected"),
    [
        ("536.9", "", MISSED, DOWN, ["DASH07"]),
        ("536.9", "n/a", MISSED, DOWN, ["DASH07"]),
        ("536.9", "tbc", MET, DOWN, ["DASH07"]),
        ("536.9", "", "", DOWN, []),
        ("536.9", "tbc", "", DOWN, []),
        ("536.9", "", "n/a", DOWN, []),
        ("", "> 5", MISSED, UP, ["DASH08"]),
        ("n/a", "> 5", MET, UP, ["DASH08"]),
        ("*", "> 5", MISSED, UP, ["DASH08"]),
        ("awaiting data", "> 5", MISSED, UP, ["DASH08"]),
        ("", "> 5", "", UP, []),
        ("*", "> 5", "n/a", UP, []),
        ("", "", "", "", []),
        ("about 5", "> 5", MET, UP, ["DASH05"]),
        ("5", "5 or more", MET, UP, ["DASH05"]),
        ("8,973", "95%", MET, UP, ["DASH06"]),
        ("8,973", "95%", "", UP, ["DASH06"]),
        ("00:12:28", "15", MET, DOWN, ["DASH06"]),
        ("UHL 9.1%", "LPT <10%", MET, DOWN, ["DASH06"]),
        ("9", "> 5", "maybe", UP, []),
    ],
)
def test_what_cannot_be_judged_is_told_once(value, target, mark, good, expected):
    assert codes(row(value, target, mark, good)) == expected


def test_a_missing_figure_is_named_as_what_it_is():
    assert "the value is not available" in messages(row("n/a", "> 5", MISSED, UP))
    assert "the value is “awaiting data”" in messages(row("awaiting data", "> 5", MISSED, UP))
    assert "a plain number and the target a percentage" in messages(row("8", "9%", "", UP))


def test_a_table_without_marks_misses_none():
    assert codes(DashboardRow({Column.VALUE: "5", Column.TARGET: "> 9"}, "Falls")) == []
    assert codes(row("5", "> 9", "", UP, rating="R")) == []


@pytest.mark.parametrize(
    ("arrow", "previous", "value", "expected"),
    [
        (UP, "18.0", "18.9", []),
        (UP, "19.4", "18.9", ["DASH13"]),
        (DOWN, "18.0", "18.9", ["DASH13"]),
        (LEVEL, "18.9", "18.9", []),
        (LEVEL, "18.0", "18.9", ["DASH14"]),
        (UP, "18.9", "18.9", ["DASH14"]),
        (UP, "", "18.9", ["DASH23"]),
        ("", "", "18.9", []),
        ("", "18.0", "18.9", []),
        ("n/a", "", "18.9", []),
        (UP, "18%", "18.9", []),
        (UP, "1 / 2", "18.9", []),
        ("▲", "90%", "90.6%", []),
        ("up", "90.6%", "90%", ["DASH13"]),
        (UP, "18.0", "", []),
    ],
)
def test_the_arrow_must_show_how_the_number_moved(arrow, previous, value, expected):
    each = DashboardRow(
        {Column.VALUE: value, Column.TARGET: "", Column.ARROW: arrow, Column.PREVIOUS: previous}
    )
    assert codes(each) == expected


def test_an_arrow_without_a_column_of_previous_figures_is_left_alone():
    for arrow in (UP, DOWN, LEVEL):
        assert codes(row("18.9", "< 20.3", MET, DOWN, arrow=arrow)) == []


@pytest.mark.parametrize(
    ("arrow", "good", "judgement", "wrong"),
    [
        (UP, UP, "improving", False),
        (UP, UP, "Worsening", True),
        (DOWN, UP, "worse", False),
        (UP, DOWN, "Better", True),
        (LEVEL, DOWN, "steady", False),
        (LEVEL, DOWN, "improving", True),
        (UP, "", "improving", False),
        (UP, "G", "worse", False),
        (UP, DOWN, "", False),
        ("", DOWN, "improving", False),
    ],
)
def test_a_judgement_must_follow_from_arrow_and_good_direction(arrow, good, judgement, wrong):
    found = codes(row("5", "", "", good, arrow=arrow, judgement=judgement))
    assert found == (["DASH15"] if wrong else [])


@pytest.mark.parametrize(
    ("value", "target", "rating", "expected"),
    [
        ("267.06", "267.06", "G", []),
        ("290", "267.06", "A", []),
        ("357.7", "267.06", "R", []),
        ("357.7", "267.06", "amber", ["DASH16"]),
        ("250", "267.06", "R", ["DASH16"]),
        ("357.7", "267.06", "NA", []),
        ("357.7", "267.06", "E", []),
        ("", "267.06", "NA", []),
        ("", "267.06", "R", ["DASH08"]),
        ("8%", "267.06", "R", ["DASH06"]),
        ("357.7", "", "R", []),
    ],
)
def test_a_rating_is_held_against_the_bands_that_are_named(value, target, rating, expected):
    each = row(value, target, good_is=DOWN, rating=rating, bands="impact", commentary="Rising.")
    assert codes(each) == expected


def test_the_sign_of_the_target_decides_for_the_bands_before_good_is():
    each = row("50%", "> 60%", good_is="", rating="G", bands="impact")
    assert codes(each) == ["DASH16"]


def test_without_named_bands_a_rating_is_not_held_against_the_figures():
    each = row("357.7", "267.06", good_is=DOWN, rating="G")
    assert codes(each) == []
    assert codes(each, Standards(BANDS, "impact")) == ["DASH16"]


def test_where_neither_way_is_known_to_be_better_no_band_can_tell():
    assert codes(row("357.7", "267.06", rating="G", bands="impact")) == []
    assert codes(row("357.7", "267.06", good_is="G", rating="G", bands="finance")) == ["DASH16"]


def test_bands_that_are_not_known_are_an_error():
    assert codes(row("5", "6", rating="G", bands="impacts")) == ["DASH19"]


def test_a_rating_that_the_bands_do_not_have_is_queried():
    found = messages(row("5", "6", rating="E", bands="finance"))
    assert "that is none; beside the colours there is not applicable" in found


@pytest.mark.parametrize(
    ("rating", "bands", "commentary", "missing"),
    [
        ("R", "", "", True),
        ("A", "", " ", True),
        ("A", "", "n/a", True),
        ("R", "", "Current performance is significantly higher.", False),
        ("G", "", "", False),
        ("N/A", "", "", False),  # asked for by some of the guidelines, not by all
        ("N/A", "savings", "", True),
        ("N/A", "finance", "", False),
        ("N/A", "milestones", "", False),
        ("E", "savings", "", False),
        ("", "savings", "", False),
    ],
)
def test_exception_commentary_must_be_given(rating, bands, commentary, missing):
    each = row("~", "~", rating=rating, bands=bands, commentary=commentary)
    found = [code for code in codes(each) if code != "DASH08"]
    assert found == (["DASH17"] if missing else [])


def test_a_table_without_commentary_misses_none():
    assert codes(row("5", "6", rating="R")) == []


def test_a_finding_names_label_and_column():
    (found,) = check_row(row("5", "> 9", MET, UP))
    assert (found.column, found.finding.where) == (Column.MARK, "Falls, mark")


NUMBERS = st.integers(-9999, 9999).map(lambda number: f"{number / 10:,.1f}")


@given(NUMBERS, NUMBERS)
def test_turning_good_is_swaps_the_verdict_where_the_target_has_no_sign(value, target):
    up, down = (read_row(row(value, target, MET, good)).verdict for good in (UP, DOWN))
    if value == target:
        assert (up.verdict, down.verdict) == (Verdict.MET, Verdict.MET)
    else:
        assert {up.verdict, down.verdict} == {Verdict.MET, Verdict.NOT_MET}


@given(NUMBERS, NUMBERS, st.sampled_from(["<", "<=", ">", ">="]))
def test_turning_good_is_leaves_the_verdict_of_a_signed_target_and_opposes_it(value, target, sign):
    marked = [row(value, f"{sign} {target}", MET, good) for good in (UP, DOWN)]
    one, other = (read_row(each).verdict for each in marked)
    assert one == other
    assert sum("DASH03" in codes(each) for each in marked) == 1


TEXTS = st.text(max_size=12) | st.sampled_from(
    [
        "",
        "n/a",
        "*",
        "5",
        "> 5%",
        "5% / 6%",
        "●",
        "■",
        "↑",
        "↓",
        "R",
        "NA",
        "£5",
        "00:00:05",
        "● / ■",
        "↑ / ↓",
        " / ",
        "N/A (figures: RED)",
        "5e300",
    ]
)


@given(st.dictionaries(st.sampled_from(list(Column)), TEXTS), st.text(max_size=20))
def test_no_row_however_odd_raises(cells, label):
    check_row(DashboardRow(cells, label, label, ("LPT", "UHL")), STANDARDS)
