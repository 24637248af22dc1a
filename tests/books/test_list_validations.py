"""Drop-downs: what their lists are, wherever they stand, and what they accept."""

from __future__ import annotations

import pytest

from tests.support.editing import codes, found
from tests.support.sheets import (
    MC,
    book,
    formula,
    lists,
    sheet,
    x14_lists,
)

COLOURS = {"A1": "Red", "A2": "Dark blue", "A3": 5, "A4": None, "A5": "It's"}


def dropdown(source: str, cells: dict[str, object] | None = None, **names: str) -> bytes:
    """Return a workbook whose Form!B2 has a classic drop-down."""
    form = sheet("Form", cells or {"B2": None}, tail=lists(("B2", source)))
    return book(form, sheet("Lists", COLOURS), sheet("My lists", COLOURS), names=names)


def newer(source: str, **names: str) -> bytes:
    """Return a workbook whose Form!B2 has a drop-down in the newer form."""
    form = sheet("Form", {"B2": None}, tail=x14_lists(("B2", source)))
    return book(form, sheet("Lists", COLOURS), sheet("My lists", COLOURS), names=names)


def test_a_literal_list_is_split_at_commas_and_trimmed():
    data = dropdown('"Yes, No ,Not yet,5"')
    for value in ("Yes", "No", "Not yet", "5", 5, 5.0):
        assert codes(data, {"Form!B2": value}) == [], value
    for value in ("Maybe", "Yes, No", "", "Yes ", " Yes", 6, True):
        assert codes(data, {"Form!B2": value}) == ["CELL03"], value


def test_a_literal_list_minds_case_and_a_list_in_cells_does_not():
    assert codes(dropdown('"Yes,No"'), {"Form!B2": "yes"}) == ["CELL03"]
    assert codes(dropdown("Lists!$A$1:$A$5"), {"Form!B2": "red"}) == []


def test_a_literal_list_may_hold_quotes_and_markup():
    data = dropdown('"Say ""no"",A & B,<5"')
    for value in ('Say "no"', "A & B", "<5"):
        assert codes(data, {"Form!B2": value}) == []


def test_a_list_whose_entries_have_commas_stands_in_a_newer_element():
    tail = (
        '<dataValidations count="1"><dataValidation type="list" sqref="B2">'
        f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="x12ac">'
        '<x12ac:list xmlns:x12ac="x12ac">Yes,"No, never","Say ""no"""</x12ac:list></mc:Choice>'
        '<mc:Fallback><formula1>"Yes,No, never,Say ""no"""</formula1></mc:Fallback>'
        "</mc:AlternateContent></dataValidation></dataValidations>"
    )
    data = book(sheet("Form", {"B2": None}, tail=tail))
    for value in ("Yes", "No, never", 'Say "no"'):
        assert codes(data, {"Form!B2": value}) == []
    for value in ("No", "never"):
        assert codes(data, {"Form!B2": value}) == ["CELL03"]


def test_nothing_is_always_accepted():
    assert codes(dropdown('"Yes,No"', {"B2": "Yes"}), {"Form!B2": None}) == []


SOURCES = [
    "Lists!$A$1:$A$5",
    "'Lists'!$A$1:$A$5",
    "lists!A1:A5",
    "'My lists'!$A$1:$A$5",
    "Lists!$A:$A",
    "=Lists!$A$1:$A$5",
]


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("make", [dropdown, newer], ids=["classic", "newer"])
def test_a_list_in_cells_of_another_sheet_is_followed(make, source):
    data = make(source)
    for value in ("Red", "Dark blue", 5, "It's"):
        assert codes(data, {"Form!B2": value}) == [], value
    for value in ("Dark", "5", "Red ", True, "Reds"):
        assert codes(data, {"Form!B2": value}) == ["CELL03"], value


def test_the_refusal_lists_what_is_accepted():
    (one,) = found(dropdown("Lists!$A$1:$A$5"), {"Form!B2": "Pink"})
    assert "“Red”, “Dark blue”, “5”, “It's”" in one.message


def test_a_list_on_the_same_sheet_is_followed():
    cells = {"B2": None, "D1": "one", "D2": "two"}
    assert codes(dropdown("$D$1:$D$2", cells), {"Form!B2": "two"}) == []
    assert codes(dropdown("$D$1:$D$2", cells), {"Form!B2": "three"}) == ["CELL03"]


def test_quotes_in_a_sheet_name_are_understood():
    form = sheet("Form", {"B2": None}, tail=lists(("B2", "'It''s a list'!$A$1:$A$2")))
    data = book(form, sheet("It's a list", {"A1": "x"}))
    assert codes(data, {"Form!B2": "x"}) == []
    assert codes(data, {"Form!B2": "y"}) == ["CELL03"]


@pytest.mark.parametrize("make", [dropdown, newer], ids=["classic", "newer"])
def test_names_are_followed_also_through_names(make):
    data = make("Chosen", Colours="Lists!$A$1:$A$5", Chosen="colours")
    assert codes(data, {"Form!B2": "Red"}) == []
    assert codes(data, {"Form!B2": "Pink"}) == ["CELL03"]


def test_a_name_of_the_sheet_goes_before_one_of_the_workbook():
    form = sheet("Form", {"B2": None, "C1": "own"}, tail=lists(("B2", "List")))
    names = {"List": "Lists!$A$1:$A$5", "Form!List": "Form!$C$1", "Lists!List": "Lists!$A$2"}
    data = book(form, sheet("Lists", COLOURS), names=names)
    assert codes(data, {"Form!B2": "own"}) == []
    assert codes(data, {"Form!B2": "Red"}) == ["CELL03"]


def test_names_that_lead_in_a_circle_are_left_unchecked():
    assert codes(dropdown("One", One="Two", Two="One"), {"Form!B2": "Red"}) == ["CELL08"]


def test_indirect_of_a_typed_text_is_followed():
    data = dropdown('INDIRECT("Lists!A1:A2")')
    assert codes(data, {"Form!B2": "Red"}) == []
    assert codes(data, {"Form!B2": "It's"}) == ["CELL03"]


def test_indirect_of_a_typed_cell_is_followed():
    data = dropdown("INDIRECT(B1)", {"B1": "Warm", "B2": None}, Warm="Lists!$A$1")
    assert codes(data, {"Form!B2": "Red"}) == []
    assert codes(data, {"Form!B2": "Dark blue"}) == ["CELL03"]


def test_indirect_of_a_cell_written_in_the_same_breath_is_followed():
    cells = {"B1": "Warm", "B2": None}
    data = dropdown("INDIRECT($B$1)", cells, Warm="Lists!$A$1", Cold="Lists!$A$2")
    assert codes(data, {"Form!B1": "Cold", "Form!B2": "Dark blue"}) == []
    assert codes(data, {"Form!B2": "Dark blue", "Form!B1": "Cold"}) == []
    assert codes(data, {"Form!B1": "Cold", "Form!B2": "Red"}) == ["CELL03"]
    assert codes(data, {"Form!B1": "Nothing", "Form!B2": "Red"}) == ["CELL08"]


def test_indirect_of_a_computed_cell_is_worked_out_with_the_new_values():
    cells = {"A1": "War", "B1": formula('A1&"m"', "Warm"), "B2": None}
    data = dropdown("INDIRECT($B$1)", cells, Warm="Lists!$A$1", Calm="Lists!$A$2")
    assert codes(data, {"Form!B2": "Red"}) == []
    assert codes(data, {"Form!A1": "Cal", "Form!B2": "Dark blue"}) == []
    assert codes(data, {"Form!A1": "Cal", "Form!B2": "Red"}) == ["CELL03"]


@pytest.mark.parametrize(
    "inner", ['SUBSTITUTE(B1," ","_")', '"Very"&"_warm"', 'IF(B1="",B1,"Very_warm")']
)
def test_indirect_of_a_formula_is_worked_out(inner):
    data = dropdown(f"INDIRECT({inner})", {"B1": "Very warm", "B2": None}, Very_warm="Lists!$A$1")
    assert codes(data, {"Form!B2": "Red"}) == []
    assert codes(data, {"Form!B2": "Dark blue"}) == ["CELL03"]


def test_a_list_entry_written_in_the_same_breath_counts():
    data = dropdown("Lists!$A$1:$A$5")
    assert codes(data, {"Lists!A4": "Pink", "Form!B2": "Pink"}) == []
    assert codes(data, {"Lists!A1": "Pink", "Form!B2": "Red"}) == ["CELL03"]


def test_a_list_that_is_computed_is_worked_out_with_the_new_values():
    cells = {"A1": "Red", "B2": None, "D1": formula('A1&" wine"', "Red wine")}
    data = dropdown("$D$1:$D$1", cells)
    assert codes(data, {"Form!B2": "Red wine"}) == []
    assert codes(data, {"Form!A1": "White", "Form!B2": "White wine"}) == []
    assert codes(data, {"Form!A1": "White", "Form!B2": "Red wine"}) == ["CELL03"]


@pytest.mark.parametrize(
    "source",
    [
        "OFFSET(Lists!$A$1,0,0,2,1)",
        "OFFSET(Lists!$A$1,0,0,COUNTA(Lists!$A$1:$A$2),1)",
        "INDEX(Lists!$A$1:$A$5,1):INDEX(Lists!$A$1:$A$5,2)",
        'IF(A1="",Lists!$A$1:$A$2,Lists!$A$5)',
        "Chosen",
    ],
)
def test_a_list_by_formula_is_worked_out(source):
    data = dropdown(source, Chosen="OFFSET(Lists!$A$1,0,0,2)")
    assert codes(data, {"Form!B2": "dark BLUE"}) == []
    for value in ("It's", "Dark*", "?ed", "Red~", 5, True):
        assert codes(data, {"Form!B2": value}) == ["CELL03"], value


def test_a_list_that_cannot_be_followed_is_said_and_not_refused():
    (one,) = found(dropdown("'[other.xlsx]Sheet1'!$A$1:$A$9"), {"Form!B2": "x"})
    assert one.code == "CELL08"


@pytest.mark.parametrize("source", ["", "Gone!$A$1", "NoSuchName", "#REF!", "Lists!$A$0"])
def test_a_broken_list_is_said_and_not_refused(source):
    assert codes(dropdown(source), {"Form!B2": "x"}) == ["CELL08"]


def test_relative_references_move_with_the_cell():
    rules = lists(("C2:C5 E2:E5", "A2:B2"))
    form = sheet("Form", {"A2": "a", "B2": "b", "A4": "c", "D4": "d"}, tail=rules)
    data = book(form)
    assert codes(data, {"Form!C2": "a", "Form!C4": "c", "Form!E4": "d"}) == []
    assert codes(data, {"Form!C4": "a"}) == ["CELL03"]
    assert codes(data, {"Form!E4": "c"}) == ["CELL03"]


def test_a_rule_for_other_cells_does_not_count():
    form = sheet("Form", "", tail=lists(("B2:B3 D2", '"Yes,No"')))
    assert codes(book(form), {"Form!C2": "x", "Form!B4": "x"}) == []
    assert codes(book(form), {"Form!B3": "x", "Form!D2": "x"}) == ["CELL03", "CELL03"]


def test_classic_and_newer_rules_both_count():
    tail = lists(("B2", '"Yes,No"')) + x14_lists(("B3", "Lists!$A$1"), ("C1:C9 D4", "Lists!$A$2"))
    data = book(sheet("Form", "", tail=tail), sheet("Lists", COLOURS))
    values = {"Form!B2": "x", "Form!B3": "x", "Form!D4": "x", "Form!A1": "x"}
    assert codes(data, values) == ["CELL03", "CELL03", "CELL03"]
    assert codes(data, {"Form!B2": "Yes", "Form!B3": "Red", "Form!D4": "Dark blue"}) == []


def test_a_rule_that_only_warns_is_kept_all_the_same():
    tail = lists(("B2", '"Yes,No"')).replace(
        "type=", 'errorStyle="warning" showErrorMessage="0" type='
    )
    assert codes(book(sheet("Form", "", tail=tail)), {"Form!B2": "x"}) == ["CELL03"]


def test_a_rule_of_any_value_accepts_any():
    tail = '<dataValidations><dataValidation sqref="B2" promptTitle="Hint"/></dataValidations>'
    assert codes(book(sheet("Form", "", tail=tail)), {"Form!B2": "x"}) == []
