"""What must be filled, worked out from the mapping, and what the return's own flags say of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checking import MAPPING, check, form, found, items_of, message
from tests.support.sheets import formula

NONE: list[tuple[str, str]] = []
NOT_MET = {"D21": "Target not met", "C21": 410, "F21": "Some words", "G21": "Some words"}
LATER = {"B4": "No", "B5": 45800}
NO = ("DONE06", "B4")


def test_a_good_return_has_no_findings(tmp_path: Path) -> None:
    checked = check(tmp_path)
    assert found(checked) == NONE
    assert (checked.file.place, checked.file.return_id) == ("Rutland", "form")
    assert (checked.file.blank, checked.file.template_says) == (0, True)
    # Place, signed, money, colour, share, points, reason; two assessments, two challenges.
    assert checked.file.required == 11


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # In any case
        ({"B6": None, "D6": "No", "D1": "Incomplete"}, [("DONE01", "B6")]),
        ({"B6": "", "D6": "No", "D1": "Incomplete"}, [("DONE01", "B6")]),
        ({"B6": "  \n\u00a0", "D6": "No", "D1": "Incomplete"}, [("DONE01", "B6")]),
        ({"B6": 0}, NONE),
        ({"B3": None, "D1": "Incomplete"}, [("DONE01", "B3")]),
        ({"E22": None, "H22": "No", "D1": "Incomplete"}, [("DONE01", "E22")]),
        ({"B7": None, "B9": None, "B14": None, "C21": None, "B30": None}, NONE),
        ({"B13": None, "B21": None}, NONE),
        # When another answer asks for it
        ({"B4": "No", "D5": "No", "D1": "Incomplete"}, [NO, ("DONE01", "B5")]),
        ({"B4": "no", "D5": "No", "D1": "Incomplete"}, [("VAL10", "B4"), ("DONE01", "B5")]),
        (LATER, [NO]),
        ({"B4": "Yes", "B5": None}, NONE),
        ({"B4": None, "D4": "No", "D1": "Incomplete"}, [("DONE01", "B4")]),
        # When the other is filled at all: money is, or is not
        ({"B12": None, "D1": "Incomplete"}, [("DONE01", "B12")]),
        ({"B12": None, "B6": None, "D6": "No", "D1": "Incomplete"}, [("DONE01", "B6")]),
        ({"B12": None, "B6": 0, "D1": "Incomplete"}, [("DONE01", "B12")]),
        # When the plan is not met, or there is no data
        (NOT_MET, NONE),
        ({**NOT_MET, "F21": None, "H21": "No", "D1": "Incomplete"}, [("DONE01", "F21")]),
        ({**NOT_MET, "G21": None, "H21": "No", "D1": "Incomplete"}, [("DONE01", "G21")]),
        ({"D21": "Data not available", "C21": None, "G21": "Some words"}, NONE),
        ({"D21": "Data not available", "C21": None, "H21": "No", "D1": "Incomplete"},
         [("DONE01", "G21")]),
        ({"D21": None, "H21": "No", "D1": "Incomplete"}, [("DONE01", "D21")]),
        # Prompts
        ({"B12": "< Select >", "D1": "Incomplete"}, [("DONE02", "B12")]),
        ({"B12": " <  select > ", "D1": "Incomplete"}, [("DONE02", "B12")]),
        ({"B12": "< Select > one"}, NONE),
        ({"B7": "< Select >"}, [("VAL15", "B7")]),
        ({"B4": "Yes", "B5": "TBC"}, [("VAL15", "B5")]),
        ({"B14": "tbc"}, [("VAL15", "B14")]),
        ({"C21": "To be confirmed"}, [("VAL15", "C21")]),
        ({"B12": "TBC", "D1": "Incomplete"}, [("DONE02", "B12")]),
        ({"B12": "TBC by the board"}, NONE),
    ],
)  # fmt: skip
def test_what_is_blank_and_required_is_found(
    tmp_path: Path, changes: dict, expected: list[tuple[str, str]]
) -> None:
    assert found(check(tmp_path, changes)) == expected


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"B6": None}, "blank, and required."),
        ({"B4": "No"}, "blank, and required when Signed is “No”."),
        ({"B12": None}, "blank, and required when Money is filled."),
        ({**NOT_MET, "F21": None}, "blank, and required when the plan is not met."),
        ({**NOT_MET, "G21": None}, "when the plan is not met or there is no data."),
    ],
)
def test_a_blank_says_why_it_is_asked_for(tmp_path: Path, changes: dict, words: str) -> None:
    assert words in message(check(tmp_path, changes), "DONE01")


def test_the_counts_go_by_the_returns_own_answers(tmp_path: Path) -> None:
    file = check(tmp_path, {**NOT_MET, "F21": None, "B6": None, "B4": "No"}).file
    # Two more for the plan that is not met and one for the signature still to come; the reason
    # for the money is not asked for while there is none.
    assert (file.required, file.blank) == (13, 3)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # Complete, though blank: the flag that is closest to the blank cell alone.
        ({"B6": None}, [("DONE03", "D6"), ("DONE01", "B6")]),
        ({"B6": None, "D6": "No"}, [("DONE03", "D1"), ("DONE01", "B6")]),
        ({"B6": None, "D6": "yes"}, [("DONE03", "D6"), ("DONE01", "B6")]),
        ({"B8": None}, [("DONE03", "D1"), ("DONE01", "B8")]),
        ({"B4": "No"}, [NO, ("DONE03", "D5"), ("DONE01", "B5")]),
        ({**NOT_MET, "G21": None}, [("DONE03", "H21"), ("DONE01", "G21")]),
        ({"B12": "< Select >"}, [("DONE03", "D1"), ("DONE02", "B12")]),
        # Incomplete, though nothing is blank
        ({"D6": "No"}, [("DONE04", "D6")]),
        ({"D6": "No", "D1": "Incomplete"}, [("DONE04", "D6")]),
        ({"D1": "Incomplete"}, [("DONE04", "D1")]),
        ({"D1": "Incomplete", "D6": "No", "H22": "No"}, [("DONE04", "D6"), ("DONE04", "H22")]),
        # One says too much and another too little
        ({"B6": None, "D4": "No"}, [("DONE04", "D4"), ("DONE03", "D6"), ("DONE01", "B6")]),
        ({"D6": "No", "B8": None}, [("DONE04", "D6"), ("DONE03", "D1"), ("DONE01", "B8")]),
        # Nobody can say whether a date is due while it is not known if the form is signed.
        ({"B4": None, "D4": "No", "D5": "No", "D1": "Incomplete"}, [("DONE01", "B4")]),
        ({"B4": None, "D4": "No", "D5": "Yes", "D1": "Incomplete"}, [("DONE01", "B4")]),
        # A value that is wrong is what the flag may mean.
        ({"B6": "250", "D6": "No", "D1": "Incomplete"}, [("VAL02", "B6")]),
        ({"B6": "250", "D4": "No"}, [("VAL02", "B6"), ("DONE04", "D4")]),
        # Errors and empty cells say nothing.
        ({"D6": None, "H22": None}, [("DONE05", "")]),
        ({"D1": formula("1/0", "#DIV/0!", cell='t="e"')}, [("DONE05", "")]),
    ],
)  # fmt: skip
def test_a_flag_that_disagrees_is_found_once(
    tmp_path: Path, changes: dict, expected: list[tuple[str, str]]
) -> None:
    assert sorted(found(check(tmp_path, changes))) == sorted(expected)


def test_a_disagreement_names_the_flag_and_the_cells(tmp_path: Path) -> None:
    said = message(check(tmp_path, {"B8": None, "B12": None}), "DONE03")
    assert "for overall says “Complete”" in said
    assert "blank (2): Form!B12, Form!B8" in said
    checked = check(tmp_path, {"D6": "No"})
    assert "for money says “No” and not “Yes”" in message(checked, "DONE04")
    (item,) = items_of(checked)
    assert (item.sheet, item.cell, item.field, item.place) == ("Form", "D6", "money", "Rutland")


def test_unknown_flags_are_counted_and_named(tmp_path: Path) -> None:
    checked = check(tmp_path, {"D1": None, "D6": None})
    assert "(2): Form!D1, Form!D6" in message(checked, "DONE05")
    assert checked.file.template_says is None


def test_an_answer_that_needs_attention_is_found_with_its_reason(tmp_path: Path) -> None:
    assert message(check(tmp_path, LATER), "DONE06") == "“No”: it is not signed yet."


def test_a_field_that_was_not_found_is_neither_blank_nor_counted(tmp_path: Path) -> None:
    checked = check(tmp_path, {"A6": "Cash", "B6": None, "D6": "Yes"})
    assert found(checked) == [("MAP08", "")]
    assert checked.file.blank == 0
    assert "was not checked" in items_of(checked)[0].finding.action


def test_a_flag_may_be_stated_to_cover_more(tmp_path: Path) -> None:
    wider = MAPPING.replace(
        'about: money, sheet: form, cell: D6, complete: "Yes"',
        'about: money, sheet: form, cell: D6, complete: "Yes", covers: [money, colour]',
    )
    checked = check(tmp_path, {"B8": None}, mapping=wider)
    assert found(checked) == [("DONE03", "D6"), ("DONE01", "B8")]


def test_a_return_without_flags_is_checked_all_the_same(tmp_path: Path) -> None:
    plain = MAPPING[: MAPPING.index("flags:")]
    checked = check(tmp_path, form({"B6": None}), mapping=plain)
    assert found(checked) == [("DONE01", "B6")]
    assert checked.file.template_says is None


def test_what_the_form_fills_in_itself_is_asked_of_nobody(tmp_path: Path) -> None:
    asked = MAPPING.replace(
        "cell: B13, from: template", "cell: B13, from: template, required: always"
    )
    assert asked != MAPPING
    assert found(check(tmp_path, {"B13": None}, mapping=asked)) == []
