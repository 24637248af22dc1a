"""What stands in a return's cells: kinds, limits, scales, drop-downs, dates, lengths."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checking import MAPPING, check, form, found, items_of, message
from tests.support.sheets import Form, Styled, formula, lists, sheet, x14_lists

FINE: list[str] = []
NUMBERS = [
    # Money, from 0 to 1000 by the mapping
    ("B6", 0, FINE, ""),
    ("B6", 1000, FINE, ""),
    ("B6", 1000.01, ["VAL06"], "1000.01; possible is 0 to 1000"),
    ("B6", -0.01, ["VAL06"], "possible is 0 to 1000"),
    ("B6", "250", ["VAL02"], "the text “250”, which reads as 250"),
    ("B6", "250 ", ["VAL02"], "reads as 250"),
    ("B6", "£1,250.50", ["VAL02"], "reads as 1250.5"),
    ("B6", "\u00a0250", ["VAL02"], "reads as 250"),
    ("B6", "−5", ["VAL02"], "reads as -5"),
    ("B6", "n/a", ["VAL03"], "not available"),
    ("B6", "Not applicable", ["VAL03"], "not available"),
    ("B6", "[x]", ["VAL03"], "not available"),
    ("B6", "*", ["VAL03"], "suppressed"),
    ("B6", "about 3", ["VAL04"], "“about 3”: it is not a number"),
    ("B6", "two hundred", ["VAL04"], "it is not a number"),
    ("B6", "12-15", ["VAL04"], ""),
    ("B6", True, ["VAL04"], "TRUE: it is no number"),
    # A percentage kept as a fraction
    ("B10", 0, FINE, ""),
    ("B10", 1, FINE, ""),
    ("B10", 0.005, FINE, ""),
    ("B10", 1.0001, ["VAL05"], "1.0001; the cell keeps a fraction"),
    ("B10", 92.7, ["VAL05"], "92.7; the cell keeps a fraction such as 0.927"),
    ("B10", 100, ["VAL05"], ""),
    ("B10", 100.01, ["VAL06"], "possible is 0 to 1"),
    ("B10", -0.01, ["VAL06"], "possible is 0 to 1"),
    ("B10", "92.7%", ["VAL02"], "reads as 0.927"),
    # A percentage kept as such
    ("B11", 100, FINE, ""),
    ("B11", 1, FINE, ""),
    ("B11", 0, FINE, ""),
    ("B11", 0.927, ["VAL14"], "0.927, where the cell keeps percent such as 92.7"),
    ("B11", 0.5, ["VAL14"], ""),
    ("B11", 100.5, ["VAL06"], "possible is 0 to 100"),
    # The cell's own limit: a whole number from 1 to 10
    ("B14", 1, FINE, ""),
    ("B14", 10, FINE, ""),
    ("B14", 11, ["VAL10"], "11; allowed is a whole number between 1 and 10"),
    ("B14", 2.5, ["VAL10"], "a whole number"),
    ("B14", "5", ["VAL02"], "reads as 5"),
    # A metric's limit
    ("C21", 0, FINE, ""),
    ("C21", -388.4, ["VAL06"], "possible is at least 0"),
]
DAYS = [
    (45839, FINE, ""),
    (45839.75, FINE, ""),
    (1, FINE, ""),
    ("01/07/2025", ["VAL07"], "the text “01/07/2025”, which reads as 01/07/2025"),
    # The day first, as in Britain
    ("03/04/2025", ["VAL07"], "reads as 03/04/2025"),
    ("3.4.25", ["VAL07"], "reads as 03/04/2025"),
    ("2025-07-01", ["VAL07"], "reads as 01/07/2025"),
    ("2025-07-01 00:00:00", ["VAL07"], "reads as 01/07/2025"),
    ("1 July 2025", ["VAL07"], "reads as 01/07/2025"),
    ("1st July 2025", ["VAL07"], "reads as 01/07/2025"),
    ("22nd  Jul 25 ", ["VAL07"], "reads as 22/07/2025"),
    ("Jul-25", ["VAL07"], "reads as 01/07/2025"),
    ("July 2025", ["VAL07"], "reads as 01/07/2025"),
    ("07/2025", ["VAL07"], "reads as 01/07/2025"),
    ("31/06/2025", ["VAL04"], "it is no date"),
    ("06/30/2025", ["VAL04"], "it is no date"),
    ("when agreed", ["VAL04"], "it is no date"),
    ("August", ["VAL04"], "it is no date"),
    (0, ["VAL04"], "before the first day"),
    (-1, ["VAL04"], "before the first day"),
    (1e12, ["VAL04"], "no calendar reaches it"),
    (True, ["VAL04"], "TRUE: it is no date"),
]
CHOICES = [
    # A list typed into the rule
    ("B8", "Light blue", FINE, ""),
    ("B8", "Red ", ["VAL09"], "“Red·”"),
    ("B8", " Red", ["VAL09"], "“·Red”"),
    ("B8", "Light  blue", ["VAL09"], "“Light··blue”"),
    ("B8", "Light\u00a0blue", ["VAL09"], "“Light⍽blue”"),
    ("B8", "Red\n", ["VAL09"], "“Red⏎”"),
    ("B8", "Reddish", ["VAL10"], "“Reddish”; allowed is one of “Red”, “Light blue”"),
    ("B8", "Reddish ", ["VAL10"], "“Reddish ”"),
    ("B8", 3, ["VAL10"], "3; allowed is one of"),
    # The mapping's choices, where the cell has no list
    ("B4", "Yes ", ["VAL09"], "“Yes·”"),
    ("B4", "Yess", ["VAL10"], "“Yess”; allowed is one of “Yes”, “No”"),
    ("B4", 1, ["VAL10"], "1; allowed is one of"),
    # Assessments
    ("D21", "Target met ", ["VAL09"], "“Target·met·”"),
    ("D21", "On track to meet target", ["VAL10"], "one of “Target met”, “Target not met”"),
    # The place
    ("B3", "Leicestre", ["VAL12"], "“Leicestre” is no place"),
    ("B3", "Rutland ", ["VAL09"], "“Rutland·”"),
    # Known by another name, which the list does not have.
    ("B3", "Rutland County Council", ["VAL10"], "allowed is one of “Leicester”"),
]
TEXTS = [
    ("one two three four", FINE, ""),
    ("one two three four five", ["VAL11"], "5 words; the form asks for at most 4"),
    ("x" * 30, FINE, ""),
    ("x" * 31, ["VAL11"], "31 characters; the form asks for at most 30"),
    (" trailing ", FINE, ""),
    (12, FINE, ""),
]
CASES = [
    *NUMBERS,
    *(("B9", *case) for case in DAYS),
    *CHOICES,
    *(("B7", *case) for case in TEXTS),
]


@pytest.mark.parametrize(("cell", "value", "codes", "words"), CASES)
def test_a_value_is_judged_by_what_its_cell_holds(
    tmp_path: Path, cell: str, value: object, codes: list[str], words: str
) -> None:
    # The share of the points is no longer what its fraction says; that is another check's.
    others = {"B39": None} if cell == "B11" else {}
    checked = check(tmp_path, {cell: value, **others})
    assert [each for each in found(checked) if each[0] != "JUD03"] == [(c, cell) for c in codes]
    if codes:
        assert words in message(checked, codes[0])


def test_each_day_of_the_old_calendar_of_macs_is_a_day(tmp_path: Path) -> None:
    data = form({"B9": 0.5, "B36": 100, "B37": 200}, form=Form(date1904=True))
    # Day 0 is 1 January 1904 there, and half of it is noon.
    assert found(check(tmp_path, data)) == []


def test_a_count_of_days_without_a_date_format_is_queried(tmp_path: Path) -> None:
    checked = check(tmp_path, {"B9": Styled(45839, 1)})
    assert found(checked) == [("VAL08", "B9")]
    assert message(checked, "VAL08").startswith("45839, and the cell is not formatted")


@pytest.mark.parametrize(
    ("cell", "error"), [("B6", "#REF!"), ("B21", "#N/A"), ("B8", "#VALUE!"), ("B9", "#DIV/0!")]
)
def test_an_error_is_found_also_where_the_form_computes(
    tmp_path: Path, cell: str, error: str
) -> None:
    checked = check(tmp_path, {cell: formula("1/0", error, cell='t="e"')})
    assert found(checked) == [("VAL01", cell)]
    assert message(checked, "VAL01") == f"shows {error}."


def test_what_the_form_fills_in_itself_is_not_the_analysts_to_mend(tmp_path: Path) -> None:
    assert found(check(tmp_path, {"B21": "see the plan", "B13": "x" * 500})) == []


def test_a_rule_that_cannot_be_worked_out_is_noted_once_for_its_cells(tmp_path: Path) -> None:
    rules = lists(("B30 B31", "#REF!"), ("B14", "[other.xlsx]Lists!$A$1:$A$3"))
    checked = check(tmp_path, form(lists=rules))
    said = sorted(each.finding.message for each in items_of(checked))
    assert found(checked) == [("VAL13", ""), ("VAL13", "")]
    assert "#REF! could not be worked out here" in said[0]
    assert "(2): Form!B30, Form!B31" in said[0]
    assert {each.sheet for each in items_of(checked)} == {"Form"}


@pytest.mark.parametrize(
    ("value", "codes"),
    [("red", []), ("Blue", []), ("blue ", ["VAL09"]), ("Green", ["VAL10"])],
)
def test_a_list_on_another_sheet_takes_letters_of_either_case(
    tmp_path: Path, value: str, codes: list[str]
) -> None:
    colours = sheet("Lists", {"A1": "Red", "A2": "Blue"})
    rules = lists(("B8", "Lists!$A$1:$A$2"))
    for tail in (rules, x14_lists(("B8", "Lists!$A$1:$A$2"))):
        data = form({"B8": value}, lists=tail, more_sheets=[colours])
        assert found(check(tmp_path, data)) == [(code, "B8") for code in codes]


@pytest.mark.parametrize(
    ("kept", "value", "codes"),
    [
        # Reablement is kept as a fraction from 0 to 1, and a form may keep it as percent.
        ("percent", 92.7, []),
        ("percent", 100, []),
        ("percent", 100.5, ["VAL06"]),
        ("percent", 0.927, ["VAL14"]),
        ("fraction", 0.927, []),
        ("fraction", 92.7, ["VAL05"]),
    ],
)
def test_a_form_may_keep_a_percentage_otherwise_than_its_metric(
    tmp_path: Path, kept: str, value: float, codes: list[str]
) -> None:
    mapping = MAPPING.replace("metric: reablement,", f"metric: reablement, stored_as: {kept},")
    checked = check(tmp_path, {"B10": value}, mapping=mapping)
    assert found(checked) == [(code, "B10") for code in codes]


def test_any_place_will_do_where_the_mapping_says_so(tmp_path: Path) -> None:
    anywhere = MAPPING.replace("reconstruction: true", "reconstruction: true\nplaces: any")
    data = form({"B3": "Bolton"}, lists="")
    checked = check(tmp_path, data, mapping=anywhere)
    assert found(checked) == []
    assert checked.file.place == "Bolton"
    assert found(check(tmp_path, data)) == [("VAL12", "B3")]


def test_one_cell_has_one_finding_for_what_it_holds(tmp_path: Path) -> None:
    # Text, out of limits and refused by the cell's own rule, all at once.
    assert found(check(tmp_path, {"B14": "99 "})) == [("VAL02", "B14")]
    # Too long in characters and in words.
    many = "several words that are long too, and many"
    assert found(check(tmp_path, {"B7": many})) == [("VAL11", "B7")]


def test_the_cells_own_list_decides_before_the_mappings_choices(tmp_path: Path) -> None:
    wider = lists(("B4", '"Yes,No,Partly"'))
    assert found(check(tmp_path, form({"B4": "Partly"}, lists=wider))) == []
    assert found(check(tmp_path, form({"B4": "Partly"}, lists=""))) == [("VAL10", "B4")]
