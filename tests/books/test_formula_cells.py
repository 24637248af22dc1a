"""Formula cells: refused, and replaced without harm to others where that is allowed."""

from __future__ import annotations

import pytest

from tests.support.editing import codes, edited, found
from tests.support.sheets import Raw, book, formula, sheet
from xlbcf.books.file_book import FileBook
from xlbcf.books.port import Allow
from xlbcf.template.addresses import parse_cell

SHARED = {
    "A1": 1,
    "B1": formula("A1*2", 2, attributes='t="shared" ref="B1:B3" si="0"'),
    "A2": 2,
    "B2": formula("", 4, attributes='t="shared" si="0"'),
    "A3": 3,
    "B3": formula("", 6, attributes='t="shared" si="0"'),
}


def test_a_formula_cell_is_refused_and_its_formula_shown():
    (one,) = found(book(sheet("A", {"B3": formula("B2*2", 10)})), {"A!B3": 1})
    assert one.code == "CELL02"
    assert "=B2*2" in one.message


def test_an_empty_value_does_not_remove_a_formula_either():
    assert codes(book(sheet("A", {"B3": formula("B2*2", 10)})), {"A!B3": None}) == ["CELL02"]


def test_a_formula_without_a_result_is_refused_too():
    assert codes(book(sheet("A", {"B3": Raw('<c r="{r}"><f>NOW()</f></c>')})), {"A!B3": 1})


def test_a_formula_that_stands_in_a_comment_is_none():
    cell = Raw('<c r="{r}"><!-- <f>A1</f><v>9</v> --><v>1</v></c>')
    data = book(sheet("A", {"B3": cell}))
    assert FileBook.from_bytes(data, "b").formulas("A") == {}
    assert edited(data, {"A!B3": 2}).value("A!B3") == 2


def test_a_follower_of_a_shared_formula_may_be_replaced_and_the_others_stay_right():
    data = book(sheet("A", SHARED))
    assert codes(data, {"A!B3": 1}) == ["CELL02"]
    done = edited(data, {"A!B3": 99}, {Allow.FORMULA})
    assert done.cell("B3") == '<c r="B3"><v>99</v></c>'
    before = edited(data, {}).sheet()
    assert done.sheet() == before.replace(
        '<c r="B3"><f t="shared" si="0"></f><v>6</v></c>', '<c r="B3"><v>99</v></c>'
    )


def test_the_master_of_a_shared_formula_is_never_replaced():
    assert codes(book(sheet("A", SHARED)), {"A!B1": 1}, set(Allow)) == ["CELL11"]


def test_a_master_that_does_not_state_its_area_is_never_replaced():
    cells = {**SHARED, "B1": formula("A1*2", 2, attributes='t="shared" si="0"')}
    ordered = dict(sorted(cells.items(), key=lambda each: each[0][::-1]))
    assert codes(book(sheet("A", ordered)), {"A!B1": 1}, set(Allow)) == ["CELL11"]


def test_a_shared_formula_of_one_cell_may_be_replaced():
    cells = {"B1": formula("A1*2", 2, attributes='t="shared" ref="B1" si="0"')}
    assert codes(book(sheet("A", cells)), {"A!B1": 1}) == ["CELL02"]
    assert codes(book(sheet("A", cells)), {"A!B1": 1}, {Allow.FORMULA}) == []


ARRAY = {
    "A1": 1,
    "B1": formula("A1:A2*2", 2, attributes='t="array" ref="B1:C2"'),
    "C1": 2,
    "B2": 4,
    "C2": 4,
    "D2": 4,
}


@pytest.mark.parametrize(
    ("cell", "code"), [("B1", "CELL11"), ("C1", "CELL05"), ("C2", "CELL05"), ("D2", None)]
)
def test_an_array_formula_and_its_area_are_never_written(cell, code):
    data = book(sheet("A", ARRAY))
    assert codes(data, {f"A!{cell}": 1}, set(Allow)) == ([code] if code else [])


def test_a_missing_cell_in_an_array_is_never_written():
    cells = {"B1": formula("A1:A9*2", 2, attributes="t='array' ref='B1:B9'")}
    assert codes(book(sheet("A", cells)), {"A!B9": 1}, set(Allow)) == ["CELL05"]


def test_a_spill_range_is_never_written():
    spill = formula("UNIQUE(D1:D9)", 1, attributes='t="array" ref="A1:A3"', cell='cm="1"')
    data = book(sheet("A", {"A1": spill, "A2": 2, "A3": 3, "A4": 4}))
    assert codes(data, {"A!A1": 1}, set(Allow)) == ["CELL11"]
    assert codes(data, {"A!A3": 1}, set(Allow)) == ["CELL05"]
    assert codes(data, {"A!A4": 1}) == []


def test_an_array_that_does_not_state_its_area_is_never_replaced():
    cells = {"B1": formula("SUM(A1:A9*2)", 2, attributes='t="array"')}
    assert codes(book(sheet("A", cells)), {"A!B1": 1}, set(Allow)) == ["CELL11"]


def test_a_data_table_is_never_written():
    table = formula("", 5, attributes='t="dataTable" ref="B2:C3" dt2D="1" dtr="1" r1="A1" r2="A2"')
    data = book(sheet("A", {"A1": 1, "B2": table, "C2": 6, "B3": 7, "C3": 8}))
    (one,) = found(data, {"A!B2": 1}, set(Allow))
    assert one.code == "CELL11"
    assert "data table" in one.message
    assert codes(data, {"A!C3": 1}, set(Allow)) == ["CELL05"]


def test_an_overwritten_cell_loses_its_metadata_and_type_but_keeps_the_rest():
    cell = Raw('<c r="{r}" s="4" t="str" cm="1" vm="2" ph="1"><f>A1</f><v>x</v></c>')
    done = edited(book(sheet("A", {"B1": cell})), {"A!B1": 5}, {Allow.FORMULA})
    assert done.cell("B1") == '<c r="B1" s="4" ph="1"><v>5</v></c>'


def test_an_extension_of_an_overwritten_cell_stays():
    cell = Raw('<c r="{r}"><v>1</v><extLst><ext uri="x"><y/></ext></extLst></c>')
    done = edited(book(sheet("A", {"B1": cell})), {"A!B1": 5})
    assert done.cell("B1").endswith('<v>5</v><extLst><ext uri="x"><y/></ext></extLst></c>')


@pytest.mark.parametrize("value", ["<v/>", "<v></v>", "<v />"])
def test_an_empty_text_stored_again_is_no_change(value):
    cell = Raw('<c r="{r}" t="str"><f>B1&amp;""</f>' + value + "</c>")
    opened = FileBook.from_bytes(book(sheet("A", {"B3": cell})), "b")
    before = opened.to_bytes()
    assert opened.store_results({"A": {parse_cell("B3"): ""}}) == []
    assert opened.to_bytes() == before
