"""Returns whose form was changed: what moved, what was renamed and what was never calculated."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.checking import GOOD, MAPPING, check, form, found, items_of
from tests.support.sheets import book, formula, limit, lists, sheet
from xlbcf.desk.checking.check import Checked

PLANS = [address for address in GOOD if address[1:] in ("20", "21", "22")]


def said(checked: Checked, code: str) -> str:
    """The message of the only item with a code, wherever it is about."""
    (text,) = [each.finding.message for each in items_of(checked) if each.finding.code == code]
    return text


def test_a_row_put_in_is_told_once_for_all_the_cells_that_it_moved(tmp_path: Path) -> None:
    moved = {f"{each[0]}{int(each[1:]) + 1}": GOOD[each] for each in PLANS}
    below = form(dict.fromkeys(PLANS) | moved | {"B20": None})
    checked = check(tmp_path, below)
    assert "says B21, C21, D21, E21, F21, G21, B22, C22 and 2 more" in said(checked, "MAP07")
    assert said(checked, "MAP07").endswith("leads to B22, and so on for all 10.")


def test_rows_that_moved_by_different_steps_are_told_each(tmp_path: Path) -> None:
    checked = check(tmp_path, {"A21": "Home", "A22": "Falls"})
    told = [each.finding.message for each in items_of(checked) if each.finding.code == "MAP07"]
    assert [text.rpartition("leads to ")[2] for text in told] == [
        "B22, and so on for all 6.",
        "B21, and so on for all 4.",
    ]


def test_a_label_gone_from_a_row_is_told_once_whatever_stands_beside_its_cells(
    tmp_path: Path,
) -> None:
    checked = check(tmp_path, {"A21": "People who fell at home"})
    assert "for B21, C21, D21, E21, F21, G21: " in said(checked, "MAP08")


@pytest.mark.parametrize("label", ['"Fal"&"ls"', 'CONCATENATE("Falls")'])
def test_labels_that_no_program_has_calculated_are_worked_out(tmp_path: Path, label: str) -> None:
    assert found(check(tmp_path, {"A21": formula(label)})) == []


def test_a_label_whose_formula_gives_other_words_is_lost(tmp_path: Path) -> None:
    assert found(check(tmp_path, {"A21": formula('"Trips"')})) == [("MAP08", "")]


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (("Form", "More"), "most like form, but it has no sheet “Lists”"),
        (("Lists", "Form", "More"), "most like form, but the sheet “Lists” stands before “Form”"),
    ],
)
def test_a_known_form_that_was_changed_is_told_what_was_changed(
    tmp_path: Path, names: tuple[str, ...], reason: str
) -> None:
    wanted = MAPPING.replace("sheets: [Form]", "sheets: [Form, Lists, More]")
    data = book(*(sheet(name, {"A1": "A small form"}) for name in names))
    (refused,) = check(tmp_path, data, mapping=wanted).refused
    assert refused.code == "CHK01"
    assert reason in refused.action


def test_a_workbook_of_another_kind_is_likened_to_none(tmp_path: Path) -> None:
    (refused,) = check(tmp_path, book(sheet("Notes", {"A1": "Hello"}))).refused
    assert "most like" not in refused.action


@pytest.mark.parametrize("nothing", ["\u200b", " \ufeff ", "\u2060\u00a0"])
def test_an_answer_that_nobody_can_see_is_none(tmp_path: Path, nothing: str) -> None:
    assert ("DONE01", "E21") in found(check(tmp_path, {"E21": nothing}))


def test_a_list_that_has_lost_its_entries_refuses_nothing(tmp_path: Path) -> None:
    data = form({"Z1": None}, lists=lists(("B8", "$Z$1:$Z$3")))
    assert found(check(tmp_path, data)) == [("VAL13", "")]


def test_rules_that_differ_by_their_row_alone_are_noted_once(tmp_path: Path) -> None:
    data = form(lists=lists(("B30", "[b.xlsx]S!A3"), ("B31", "[b.xlsx]S!A4")))
    assert "(2): Form!B30, Form!B31" in said(check(tmp_path, data), "VAL13")


def test_a_date_beyond_its_limits_is_shown_as_a_date(tmp_path: Path) -> None:
    data = form(
        {"B36": 49466, "B37": 49467}, lists=limit("B36", "date", "45748", "46112", "between")
    )
    assert said(check(tmp_path, data), "VAL10").startswith("2035-06-06; allowed is a date")


@pytest.mark.parametrize(
    "prompt",
    ["<Please describe>", "[insert text]", "Please describe any challenges", "< Please add >"],
)
def test_a_prompt_in_brackets_is_no_answer(tmp_path: Path, prompt: str) -> None:
    assert ("DONE02", "E21") in found(check(tmp_path, {"E21": prompt}))


@pytest.mark.parametrize("answer", ["Please see K12 for this", "Please provide national guidance"])
def test_an_answer_that_asks_for_something_is_one(tmp_path: Path, answer: str) -> None:
    assert found(check(tmp_path, {"E21": answer})) == []
