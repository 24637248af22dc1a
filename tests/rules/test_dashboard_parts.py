"""Cells of several figures on a printed dashboard: each sign against its own figure."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.support.dashboards import row
from tests.support.templates import ROOT
from xlbcf.rules.dashboard_reading import DashboardRow, Standards, claims_anything, read_row
from xlbcf.rules.dashboard_row import check_row
from xlbcf.rules.dashboard_signs import read_mark, read_polarity, read_signs
from xlbcf.rules.dashboard_table import check_table
from xlbcf.rules.metrics import Polarity
from xlbcf.rules.verdicts import Verdict
from xlbcf.template.bands import load_bands

BANDS = load_bands(ROOT / "mappings" / "bands.yaml")
STANDARDS = Standards(BANDS, scales=[("Red", "Amber", "Green")])
UP, DOWN, LEVEL, MET, MISSED = "↑", "↓", "↔", "●", "■"
TRUSTS = ("LPT", "UHL")


def found(each: DashboardRow) -> list[tuple[str, str]]:
    """The code and message of each finding about a row, as part of a table."""
    told = [one.finding for one in check_table([each], STANDARDS)]
    return [(one.code, one.message) for one in told if one.code not in ("DASH10", "DASH21")]


def codes(each: DashboardRow) -> list[str]:
    return [code for code, _ in found(each)]


def only(each: DashboardRow, code: str) -> str:
    ((given, message),) = found(each)
    assert given == code
    return message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("●", ["●"]),
        ("● / ■", ["●", "■"]),
        ("●/■", ["●", "■"]),
        ("●\n■", ["●", "■"]),
        ("● / ", ["●", ""]),
        (" / ■", ["", "■"]),
        ("● /", ["●", ""]),
        ("n/a / ●", ["n/a", "●"]),
        ("■ / met", ["■", "met"]),
        ("on\ntarget", ["on\ntarget"]),
        ("●\non target", ["●\non target"]),
        ("not met / met", ["not met", "met"]),
        ("", []),
        ("/", []),
        (" / ", []),
        ("n/a", []),
        ("n/a / n/a", []),
        ("perhaps", None),
        ("● / perhaps", None),
    ],
)
def test_a_cell_has_one_sign_or_one_for_each_figure(text, expected):
    signs = read_signs(text, read_mark)
    assert (None if signs is None else [sign.text for sign in signs]) == expected


def test_a_mark_that_says_something_elsewhere_is_a_sign_there():
    assert read_signs("n/a", read_mark) == ()
    (sign,) = read_signs("n/a", read_polarity)
    assert sign.meaning is Polarity.NO_JUDGEMENT


@pytest.mark.parametrize(
    ("mark", "together"),
    [("■ / ●", Verdict.NOT_MET), ("● / ■", Verdict.NOT_MET), ("● / ", Verdict.MET), ("/", None)],
)
def test_marks_say_together_what_the_worst_of_them_says(mark, together):
    assert read_row(row("73% / 87%", "> 80%", mark, UP)).mark is together


@pytest.mark.parametrize(
    "signs",
    [{"mark": "■ / ●"}, {"arrow": "↑ / ↓"}, {"rating": "N/A (figures: RED)"}, {"rating": "N/A"}],
)
def test_a_row_with_signs_alone_claims_something(signs):
    assert claims_anything(row("n/a", "", **signs))
    assert not claims_anything(row("n/a", ""))


@pytest.mark.parametrize(
    ("value", "target", "right"),
    [
        ("73% / 87%", "> 80%", "■ / ●"),
        ("73% / 87%", "> 80% / > 90%", "■ / ■"),
        ("99% / 99%", "> 80%", "● / ●"),
        ("73%\n87%", "> 80%", "■\n●"),
        ("UHL 9.1% / LPT 7.1%", "UHL < 10% / LPT <= 7%", "● / ■"),
        ("UHL 9.1% / LPT 7.1%", "LPT <= 7% / UHL < 10%", "● / ■"),
        ("n/a / 87%", "> 80%", " / ●"),
        ("Green / Amber", "Green", "● / ■"),
    ],
)
def test_each_mark_must_say_what_its_own_figure_says(value, target, right):
    wrong = right.replace(MET, "?").replace(MISSED, MET).replace("?", MISSED)
    assert codes(row(value, target, right, "G")) == []
    count = right.count(MET) + right.count(MISSED)
    assert codes(row(value, target, wrong, "G")) == ["DASH01"] * count


def test_the_part_whose_mark_is_wrong_is_named():
    each = row("73% / 87%", "> 80%", "● / ●", UP, parts=TRUSTS)
    assert only(each, "DASH01") == "the mark ● says met, and 73% does not meet > 80% (LPT)."
    assert "does not meet > 80% (part 1)" in only(row("73% / 87%", "> 80%", "● / ●", UP), "DASH01")
    each = row("8% / 9%", "UHL < 10% / LPT <= 8%", "● / ●", DOWN)
    assert "9% does not meet <= 8% (LPT)" in only(each, "DASH01")


def test_one_mark_for_several_figures_still_tells_of_the_worst():
    whole = row("73% / 87%", "> 80%", MISSED, UP, parts=TRUSTS)
    assert codes(whole) == []
    each = row("73% / 87%", "> 80%", MET, UP, parts=TRUSTS)
    assert "73% does not meet > 80% (LPT)" in only(each, "DASH01")


@pytest.mark.parametrize(
    ("value", "target", "mark", "code", "words"),
    [
        ("73% / 87%", "> 80%", "■ / ", "DASH09", "there is no mark, and 87% meets > 80% (UHL)"),
        ("73% / n/a", "> 80%", "■ / ●", "DASH08", "the mark is ● (UHL), and the value is not av"),
        ("73% / 87%", "> 80% / n/a", "■ / ●", "DASH07", "the mark is ● (UHL), and the target is n"),
        ("73% / 87%", "", "■ / ●", "DASH07", "the mark is ■ / ●, and the target is blank"),
        ("n/a / n/a", "> 80%", "■ / ●", "DASH08", "the mark is ■ / ●, and the value is not avail"),
        ("n/a", "> 80%", "■ / ●", "DASH08", "the mark is ■ / ●, and the value is not avail"),
        ("73% / 80%", "> 80%", "■ / ●", "DASH02", "80% does not meet > 80% (UHL) as shown"),
        ("73% / 87%", "80%", "■ / ■", "DASH04", "87% meets >= 80% (UHL), and the mark ■"),
        ("73 / 87", "> 80%", "■ / ●", "DASH06", "a plain number and the target a percentage"),
    ],
)
def test_what_is_amiss_with_one_part_is_told_of_that_part(value, target, mark, code, words):
    assert words in only(row(value, target, mark, UP, parts=TRUSTS), code)


@pytest.mark.parametrize(
    ("mark", "good", "fits"),
    [
        ("● / ●", DOWN, "; the mark ● / ● fits the target"),
        ("■ / ■", DOWN, "; the mark ■ / ■ fits Good is"),
        ("● / ■", DOWN, ""),
    ],
)
def test_marks_that_differ_do_not_say_which_of_target_and_good_is_they_fit(mark, good, fits):
    messages = dict(found(row("93% / 94%", "> 50%", mark, good)))
    assert messages["DASH03"].endswith(f"asks for more{fits}.")


@pytest.mark.parametrize(
    ("column", "signs", "value", "expected"),
    [
        ("mark", "● / ● / ●", "99% / 99%", "one sign, or one for each of the 2 figures"),
        ("mark", "● / ●", "99%", "one sign"),
        ("arrow", "↑ / ↑ / ↑", "99% / 99%", "one sign, or one for each of the 2 figures"),
        ("judgement", "Steady / Steady", "99%", "one sign"),
        ("mark", "● / perhaps", "99% / 99%", "● or ■, Y or N, met or not met"),
        ("judgement", "better / dearer", "99% / 99%", "improving, worsening or steady, or no judg"),
        ("rating", "G / A", "99% / 99%", "G, A or R"),
        ("good_is", "↑ / ↓", "99% / 99%", "↑ or ↓, High or Low"),
    ],
)
def test_signs_that_fit_neither_the_cell_nor_its_figures_are_not_understood(
    column, signs, value, expected
):
    each = row(value, "> 80%", **{column: signs})
    message = only(each, "DASH12")
    assert message.startswith(f"“{signs}” is not understood as")
    assert f"expected is {expected}" in message


@pytest.mark.parametrize(
    ("arrow", "previous", "value", "expected"),
    [
        ("↑ / ↓", "70% / 88%", "73% / 87%", []),
        ("↑ / ↑", "70% / 88%", "73% / 87%", ["DASH13"]),
        ("↓ / ↑", "70% / 88%", "73% / 87%", ["DASH13", "DASH13"]),
        ("↔ / ↓", "70% / 88%", "73% / 87%", ["DASH14"]),
        ("↑ / ", "70% / 88%", "73% / 87%", []),
        ("↑ / ↑", "UHL 70% / LPT 88%", "LPT 89% / UHL 71%", []),
        ("↑ / ↓", "UHL 70% / LPT 88%", "LPT 89% / UHL 71%", ["DASH13"]),
        ("↑ / ↑", "", "73% / 87%", ["DASH23"]),
        ("↑ / ↑", "70%", "73% / 87%", []),
        ("↑ / ↑", "70% / n/a", "73% / 87%", []),
        ("↑", "74% / 88%", "73% / 87%", []),
    ],
)
def test_each_arrow_must_show_how_its_own_figure_moved(arrow, previous, value, expected):
    assert codes(row(value, "", arrow=arrow, previous=previous)) == expected


def test_the_figure_whose_arrow_is_wrong_is_named():
    each = row("73% / 87%", "", arrow="↑ / ↑", previous="70% / 88%", parts=TRUSTS)
    expected = "the arrow ↑ says up, and the figure went from 88% to 87% (UHL)."
    assert only(each, "DASH13") == expected


@pytest.mark.parametrize(
    ("arrow", "judgement", "told"),
    [
        ("↑ / ↓", "Improving / Worsening", ""),
        ("↑ / ↓", "Improving / Improving", "improving for UHL, and ↓ with Good is ↑ is worsening"),
        ("↑ / ↓", "Steady / Worsening", "steady for LPT, and ↑ with Good is ↑ is improving"),
        ("↑", "Improving / Worsening", "worsening for UHL, and ↑ with Good is ↑ is improving"),
        ("↑ / ↑", "Worsening", "worsening, and ↑ with Good is ↑ is improving"),
        ("↑ / ↑", "Improving", ""),
        ("↑ / ↓", "Improving", ""),
        ("↑ / ↓", "Worsening", ""),
        ("↑ / ", " / Worsening", ""),
        ("↑ / ↓", "No judgement / Worsening", ""),
        ("↑ / ↓", "No judgement", ""),
    ],
)
def test_each_judgement_must_follow_from_its_own_arrow(arrow, judgement, told):
    each = row("5 / 6", "", "", UP, arrow=arrow, judgement=judgement, parts=TRUSTS)
    if told:
        assert f"the judgement is {told}" in only(each, "DASH15")
    else:
        assert found(each) == []


@pytest.mark.parametrize("arrow", [UP, DOWN, LEVEL, ""])
@pytest.mark.parametrize("words", ["No judgement", "no judgement", "NO JUDGEMENT"])
def test_no_judgement_claims_nothing(arrow, words):
    assert codes(row("5", "", "", UP, arrow=arrow, judgement=words)) == []


@pytest.mark.parametrize(
    ("value", "target", "rating", "expected"),
    [
        ("357.7", "267.06", "N/A (figures: RED)", []),
        ("290", "267.06", "N/A (figures: AMBER)", []),
        ("290", "267.06", "RED (figures: AMBER)", []),
        ("290", "267.06", "G (Figures A)", []),
        ("290", "267.06", "N/A (figures: RED)", ["DASH16"]),
        ("290", "267.06", "AMBER (figures: RED)", ["DASH16"]),
        ("", "267.06", "N/A (figures: RED)", ["DASH08"]),
        ("", "267.06", "RED (figures: N/A)", ["DASH08"]),
        ("290", "267.06", "N/A (figures: BLUE)", ["DASH12"]),
        ("290", "267.06", "BLUE (figures: RED)", ["DASH12"]),
        ("290", "267.06", "N/A (our view: RED)", ["DASH12"]),
    ],
)
def test_of_two_ratings_that_of_the_figures_is_held_against_the_bands(
    value, target, rating, expected
):
    rated = row(value, target, good_is=DOWN, rating=rating, bands="impact", commentary="Rising.")
    assert codes(rated) == expected


def test_it_is_said_that_the_rating_of_the_figures_is_the_wrong_one():
    rated = row("290", "267.06", good_is=DOWN, rating="N/A (figures: RED)", bands="impact")
    assert "the rating is red by the figures, and by the bands of" in only(rated, "DASH16")
    stated = row("290", "267.06", good_is=DOWN, rating="E (figures: AMBER)", bands="finance")
    assert "the rating is enabler, and by the bands of" in only(stated, "DASH16")


@pytest.mark.parametrize(
    ("rating", "bands", "missing"),
    [
        ("AMBER (figures: GREEN)", "impact", "commentary must be given for amber"),
        ("N/A (figures: GREEN)", "savings", "commentary must be given for not applicable"),
        ("N/A (figures: RED)", "finance", ""),
        ("GREEN (figures: RED)", "impact", ""),
    ],
)
def test_of_two_ratings_that_of_a_person_needs_its_commentary(rating, bands, missing):
    each = row("~", "~", rating=rating, bands=bands, commentary="")
    told = [message for code, message in found(each) if code == "DASH17"]
    assert len(told) == bool(missing)
    assert missing in " ".join(told)


def test_ratings_of_figures_that_name_no_bands_are_counted():
    rated = [row("5", "<= 9", good_is=DOWN, rating=each) for each in ("N/A (figures: RED)", "N/A")]
    (note,) = check_table(rated, STANDARDS)
    assert (note.row, note.finding.code, note.finding.facts["count"]) == (0, "DASH25", "1")


NUMBERS = st.integers(-99, 99).map(str)
PART = st.tuples(NUMBERS, st.sampled_from(["> 5", "< 5", "<= 40", ">= -3"]), st.sampled_from("●■"))


@given(st.lists(PART, min_size=2, max_size=4), st.sampled_from([UP, DOWN, "G"]))
def test_several_parts_in_a_cell_are_judged_as_so_many_rows_would_be(parts, good):
    together = row(*(" / ".join(texts) for texts in zip(*parts, strict=True)), good)
    alone = [one.finding.code for part in parts for one in check_row(row(*part, good))]
    assume("DASH03" not in alone)
    assert [one.finding.code for one in check_row(together)] == alone
