"""Limits on numbers, dates, times and lengths, and conditions by formula."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from tests.support.editing import codes, found, refusal, writes_of
from tests.support.sheets import OPEN_DATE, Form, Styled, book, formula, limit, sheet
from xlbcf.books.file_book import FileBook


def limited(*rule: str, cells: dict[str, object] | None = None, **more: object) -> bytes:
    """Return a workbook with a limit on A!B2."""
    return book(sheet("A", cells or {}, tail=limit("B2", *rule)), **more)


OPERATORS = [
    ("between", "2", "4", [2, 3, 4], [1, 5]),
    ("", "2", "4", [2, 3, 4], [1, 5]),
    ("notBetween", "2", "4", [1, 5], [2, 3, 4]),
    ("equal", "3", "", [3], [2, 4]),
    ("notEqual", "3", "", [2, 4], [3]),
    ("greaterThan", "3", "", [4], [2, 3]),
    ("lessThan", "3", "", [2], [3, 4]),
    ("greaterThanOrEqual", "3", "", [3, 4], [2]),
    ("lessThanOrEqual", "3", "", [2, 3], [4]),
]


@pytest.mark.parametrize(("operator", "first", "second", "good", "bad"), OPERATORS)
def test_every_operator_is_obeyed(operator, first, second, good, bad):
    data = limited("whole", first, second, operator)
    assert [codes(data, {"A!B2": value}) for value in good] == [[]] * len(good)
    assert [codes(data, {"A!B2": value}) for value in bad] == [["CELL03"]] * len(bad)


def test_a_whole_number_has_no_fraction():
    data = limited("whole", "0", "10")
    assert codes(data, {"A!B2": 3.0}) == []
    assert codes(data, {"A!B2": 3.5}) == ["CELL03"]
    assert codes(limited("decimal", "0", "10"), {"A!B2": 3.5}) == []


@pytest.mark.parametrize("kind", ["whole", "decimal", "date", "time"])
@pytest.mark.parametrize("value", ["3", "n/a", True, ""])
def test_a_text_is_no_number(kind, value):
    assert codes(limited(kind, "0", "10"), {"A!B2": value}) == ["CELL03"]


def test_a_percent_given_as_a_whole_is_refused_with_what_is_allowed():
    (one,) = found(limited("decimal", "0", "1"), {"A!B2": 92.7})
    assert one.code == "CELL03"
    assert "a number between 0 and 1" in one.message
    assert "92.7" in one.message


def test_dates_are_compared_by_serial_number():
    cells = {"B2": Styled(None, OPEN_DATE)}
    data = limited("date", "45383", "45747", cells=cells)
    assert codes(data, {"A!B2": date(2024, 4, 1)}) == []
    assert codes(data, {"A!B2": datetime(2025, 3, 31)}) == []
    assert codes(data, {"A!B2": date(2024, 3, 31)}) == ["CELL03"]
    assert codes(data, {"A!B2": datetime(2025, 3, 31, 0, 1)}) == ["CELL03"]
    assert codes(data, {"A!B2": "1 April 2024"}) == ["CELL03"]


def test_dates_are_compared_in_the_workbook_s_own_calendar():
    cells = {"B2": Styled(None, OPEN_DATE)}
    data = limited("date", "43921", "44285", cells=cells, form=Form(date1904=True))
    assert codes(data, {"A!B2": date(2024, 4, 1)}) == []
    assert codes(data, {"A!B2": date(2024, 3, 31)}) == ["CELL03"]


def test_times_are_fractions_of_a_day():
    cells = {"B2": Styled(None, OPEN_DATE)}
    data = limited("time", "0.375", "0.75", cells=cells)
    assert codes(data, {"A!B2": time(9)}) == []
    assert codes(data, {"A!B2": time(18, 1)}) == ["CELL03"]


@pytest.mark.parametrize(
    ("value", "right"),
    [("abc", True), ("abcd", False), ("", False), (123, True), (1234, False), ("a😀", True),
     ("ab😀", False)],
)  # fmt: skip
def test_lengths_are_counted_as_excel_counts(value, right):
    assert codes(limited("textLength", "1", "3"), {"A!B2": value}) == ([] if right else ["CELL03"])


@pytest.mark.parametrize("bound", ["D1", "$D$1", "A!$D$1", "'A'!D1", "Most", "D1*1"])
def test_a_bound_may_stand_in_a_cell_or_behind_a_name(bound):
    data = limited("decimal", "0", bound, cells={"D1": 7}, names={"Most": "A!$D$1"})
    assert codes(data, {"A!B2": 7}) == []
    assert codes(data, {"A!B2": 8}) == ["CELL03"]
    assert codes(data, {"A!B2": 8, "A!D1": 9}) == []
    assert codes(data, {"A!D1": 6, "A!B2": 7}) == ["CELL03"]


def test_a_bound_that_is_computed_is_worked_out_with_the_new_values():
    cells = {"C1": 5, "D1": formula("C1*2", 10)}
    data = limited("decimal", "0", "$D$1", cells=cells)
    assert codes(data, {"A!B2": 10}) == []
    assert codes(data, {"A!C1": 4, "A!B2": 10}) == ["CELL03"]


@pytest.mark.parametrize("bound", ["D1", "Gone!A1", "NoName", "", "#REF!", '"text"'])
def test_a_bound_that_is_no_number_leaves_the_value_unchecked(bound):
    (one,) = found(limited("decimal", "0", bound or "D9"), {"A!B2": 5})
    assert one.code == "CELL08"


def test_a_rule_of_an_unknown_kind_or_operator_leaves_the_value_unchecked():
    assert codes(limited("colour", "1", "2"), {"A!B2": 5}) == ["CELL08"]
    assert codes(limited("whole", "1", "2", "near"), {"A!B2": 5}) == ["CELL08"]


def test_a_condition_by_formula_is_worked_out_with_the_new_value():
    data = limited("custom", "AND(B2>C2,COUNTIF($B$1:$B$9,B2)=1)", cells={"B1": 3, "C2": 2})
    assert codes(data, {"A!B2": 4}) == []
    assert codes(data, {"A!B2": 3}) == ["CELL03"]
    assert codes(data, {"A!B2": 1}) == ["CELL03"]
    assert codes(data, {"A!B2": 4, "A!C2": 5}) == ["CELL03"]


def test_a_condition_moves_with_its_cell():
    tail = limit("B2:C9", "custom", "ISNUMBER(A2)")
    data = book(sheet("A", {"A4": 1, "B4": "x"}, tail=tail))
    assert codes(data, {"A!B4": 5}) == []
    assert codes(data, {"A!C4": 5}) == ["CELL03"]


def test_a_condition_that_ends_in_an_error_refuses():
    assert codes(limited("custom", "1/0"), {"A!B2": 5}) == ["CELL03"]


def test_a_condition_sees_what_was_written_before():
    made = FileBook.from_bytes(limited("custom", "B2>D1", cells={"D1": 1}), "book.xlsx")
    made.write(writes_of({"A!D1": 10}))
    assert [each.code for each in made.check(writes_of({"A!B2": 5}))] == ["CELL03"]


def test_nothing_is_within_every_limit():
    for kind in ("whole", "date", "textLength", "custom"):
        assert codes(limited(kind, "1", "2", cells={"B2": 1}), {"A!B2": None}) == []


def test_a_limit_whose_area_cannot_be_read_is_refused():
    data = book(sheet("A", "", tail=limit("nonsense!", "whole", "1", "2")))
    assert [each.code for each in refusal(data)] == ["BOOK01"]
