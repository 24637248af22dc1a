"""What every book does alike: the one in memory and the editor of files."""

from __future__ import annotations

import pytest

from tests.support.editing import codes, writes_of
from tests.support.sheets import (
    PROTECTION,
    Styled,
    book,
    formula,
    lists,
    merged,
    sheet,
)
from xlbcf.books.file_book import FileBook
from xlbcf.books.memory import Computed, MemoryBook
from xlbcf.books.port import Allow, Book, Change
from xlbcf.rules.findings import Refused
from xlbcf.template.addresses import Cell, parse_area


def memory() -> Book:
    return MemoryBook(
        {
            "Form": {"B2": 5, "B3": Computed("B2*2", 10), "B4": "yes", "B5": "merged", "B6": True},
            "Shut": {"A1": "locked", "A2": 1},
        },
        "book.xlsx",
        unlocked={"Shut": "A2"},
        choices={"Form": {"B4": ["yes", "no"]}},
        merges={"Form": "B5:C5"},
    )


def file() -> Book:
    form = sheet(
        "Form",
        {"B2": 5, "B3": formula("B2*2", 10), "B4": "yes", "B5": "merged", "B6": True},
        tail=merged("B5:C5") + lists(("B4", '"yes,no"')),
    )
    shut = sheet("Shut", {"A1": "locked", "A2": Styled(1, 1)}, tail=PROTECTION)
    return FileBook.from_bytes(book(form, shut), "book.xlsx")


@pytest.fixture(params=[memory, file], ids=["in memory", "of a file"])
def a_book(request) -> Book:
    return request.param()


def test_the_sheets_are_named_in_order(a_book):
    assert a_book.name == "book.xlsx"
    assert a_book.sheets() == ["Form", "Shut"]


def test_values_formulas_and_merges_are_read(a_book):
    assert a_book.values("Form") == {
        Cell(2, 2): 5, Cell(3, 2): 10, Cell(4, 2): "yes", Cell(5, 2): "merged", Cell(6, 2): True,
    }  # fmt: skip
    assert a_book.formulas("Form") == {Cell(3, 2): "B2*2"}
    assert list(a_book.merges("Form")) == [parse_area("B5:C5")]
    assert list(a_book.merges("Shut")) == []


def test_sheet_names_compare_without_case(a_book):
    assert a_book.values("FORM") == a_book.values("Form")


@pytest.mark.parametrize("read", ["values", "formulas", "merges"])
def test_reading_an_unknown_sheet_is_refused(a_book, read):
    with pytest.raises(Refused) as refused:
        getattr(a_book, read)("Nowhere")
    assert [each.code for each in refused.value.findings] == ["BOOK05"]


def test_written_values_are_there_when_read_again(a_book):
    changes = a_book.write(writes_of({"form!B2": 7, "Form!D9": "new", "Shut!A2": None}))
    assert changes == [
        Change("Form", Cell(2, 2), 5, 7),
        Change("Form", Cell(9, 4), None, "new"),
        Change("Shut", Cell(2, 1), 1, None),
    ]
    assert a_book.values("Form")[Cell(2, 2)] == 7
    assert a_book.values("Form")[Cell(9, 4)] == "new"
    assert a_book.values("Shut") == {Cell(1, 1): "locked"}


def test_the_content_of_the_file_has_what_was_written(a_book):
    a_book.write(writes_of({"Form!B2": 7, "Form!A9": " spaced "}))
    again = FileBook.from_bytes(a_book.to_bytes(), "again")
    assert again.sheets() == a_book.sheets()
    for name in a_book.sheets():
        assert again.values(name) == a_book.values(name)
        assert again.formulas(name) == a_book.formulas(name)
        assert list(again.merges(name)) == list(a_book.merges(name))


@pytest.mark.parametrize("value", [7, 7.0, 0.1, 10**17, "text", "", True, False, None, -0.0])
def test_writing_the_same_again_changes_nothing(a_book, value):
    a_book.write(writes_of({"Form!B2": value}))
    content = a_book.to_bytes()
    assert a_book.write(writes_of({"Form!B2": value})) == []
    assert a_book.to_bytes() == content


@pytest.mark.parametrize(("old", "new"), [(1, True), (0, False), ("1", 1), ("", None)])
def test_a_value_of_another_kind_is_a_change(a_book, old, new):
    a_book.write(writes_of({"Form!B2": old}))
    assert [each.new for each in a_book.write(writes_of({"Form!B2": new}))] == [new]


@pytest.mark.parametrize(
    ("place", "value", "code", "allow"),
    [
        ("Shut!A1", "x", "CELL01", Allow.LOCKED),
        ("Shut!Z99", "x", "CELL01", Allow.LOCKED),
        ("Form!B3", 1, "CELL02", Allow.FORMULA),
        ("Form!B4", "maybe", "CELL03", Allow.INVALID),
        ("Form!C5", 1, "CELL04", Allow.MERGED),
    ],
)
def test_each_refusal_has_its_own_override(a_book, place, value, code, allow):
    others = set(Allow) - {allow}
    assert codes(a_book, {place: value}, others) == [code]
    assert codes(a_book, {place: value}, {allow}) == []
    assert len(a_book.write(writes_of({place: value}), {allow})) == 1


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [("Nowhere!A1", 1, "BOOK05"), ("Form!A1", float("nan"), "CELL07"), ("Form!A1", [], "CELL07")],
)
def test_what_cannot_be_is_refused_whatever_is_allowed(a_book, place, value, code):
    assert codes(a_book, {place: value}, set(Allow)) == [code]


def test_a_cell_named_twice_is_refused(a_book):
    twice = [*writes_of({"Form!B2": 1}), *writes_of({"FORM!B2": 2})]
    assert [each.code for each in a_book.check(twice)] == ["CELL12"]


def test_all_is_written_or_nothing_and_every_reason_is_given(a_book):
    before = {name: a_book.values(name) for name in a_book.sheets()}
    content = a_book.to_bytes()
    values = {"Form!B2": 99, "Form!B3": 1, "Form!B4": "maybe", "Shut!A1": 1, "No!A1": 1}
    with pytest.raises(Refused) as refused:
        a_book.write(writes_of(values))
    reasons = sorted(each.code for each in refused.value.findings)
    assert reasons == ["BOOK05", "CELL01", "CELL02", "CELL03"]
    assert {name: a_book.values(name) for name in a_book.sheets()} == before
    assert a_book.to_bytes() == content


def test_a_missing_sheet_is_said_once(a_book):
    assert codes(a_book, {"No!A1": 1, "No!A2": 2}) == ["BOOK05"]


def test_checking_writes_nothing(a_book):
    content = a_book.to_bytes()
    assert codes(a_book, {"Form!B2": 1}) == []
    assert a_book.to_bytes() == content
    assert a_book.values("Form")[Cell(2, 2)] == 5


def test_a_replaced_formula_is_a_formula_no_more(a_book):
    a_book.write(writes_of({"Form!B3": 4}), {Allow.FORMULA})
    assert a_book.formulas("Form") == {}
    assert codes(a_book, {"Form!B3": 5}) == []


def test_a_formula_replaced_by_its_own_result_is_a_change(a_book):
    assert len(a_book.write(writes_of({"Form!B3": 10}), {Allow.FORMULA})) == 1
    assert a_book.formulas("Form") == {}


def test_a_later_write_sees_the_earlier_one(a_book):
    a_book.write(writes_of({"Form!B2": 1, "Form!D9": "a"}))
    changes = a_book.write(writes_of({"Form!B2": 2, "Form!D9": "b"}))
    assert [(each.old, each.new) for each in changes] == [(1, 2), ("a", "b")]
    assert a_book.values("Form")[Cell(9, 4)] == "b"


def test_text_that_looks_like_a_formula_stays_text(a_book):
    for text in ("=B2*2", "+1", "-1", "@A1", "'quoted"):
        a_book.write(writes_of({"Form!A1": text}))
        assert a_book.values("Form")[Cell(1, 1)] == text
    assert a_book.formulas("Form") == {Cell(3, 2): "B2*2"}
