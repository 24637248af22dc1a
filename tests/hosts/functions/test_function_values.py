"""What hosts hand over for cells, and what they are given back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from xlbcf.books.values import CellError
from xlbcf.hosts.functions.answers import ERROR_MARK, for_excel, for_office
from xlbcf.hosts.functions.values import ERROR_NUMBERS, as_cell, as_rows, first_error
from xlbcf.rules.bands import Rag

NA, VALUE = CellError("#N/A"), CellError("#VALUE!")


@pytest.mark.parametrize(
    ("given", "cell"),
    [
        (1.5, 1.5), (0.0, 0.0), (True, True), ("lower", "lower"), (None, None), ("", None),
        ("  ", None), ("\u00a0", None), (7, 7.0), (Decimal("12.30"), 12.3), (NA, NA),
        (date(2024, 1, 1), 45292.0), (datetime(2024, 1, 1, 12), 45292.5),
        (datetime(2024, 1, 1, 12, tzinfo=UTC), 45292.5), (date(1850, 1, 1), VALUE),
        (10**400, VALUE), (object(), VALUE), (-2147352572, None),
        ({"type": "Error", "basicValue": "#SPILL!"}, CellError("#SPILL!")),
        ({"type": "Error"}, VALUE), ({"type": "Double", "basicValue": 3}, 3.0),
        ({"type": "Empty", "basicValue": ""}, None), ({}, None),
    ],
)  # fmt: skip
def test_what_a_host_hands_over_is_read(given: object, cell: object) -> None:
    found = as_cell(given)
    assert found == cell
    assert type(found) is type(cell)


@pytest.mark.parametrize(("error", "number"), ERROR_NUMBERS.items())
def test_an_error_through_com_is_the_error_and_goes_back_marked(error: CellError, number: int):
    assert as_cell(number - 2146828288) == error
    assert for_excel([[error]]) == [[f"{ERROR_MARK}{number}"]]


@pytest.mark.parametrize(
    ("given", "rows"),
    [
        (5.0, [[5.0]]), (None, [[None]]), ([1.0, 2.0], [[1.0, 2.0]]),
        (((1.0,), (2.0,)), [[1.0], [2.0]]), ((("", 1),), [[None, 1.0]]),
        ((("a", "\t"),), [["a", None]]), ((("a", True),), [["a", True]]),
        (((None, NA),), [[None, NA]]), (((NA, " "),), [[NA, None]]),
    ],
)  # fmt: skip
def test_a_range_is_read_as_rows(given: object, rows: object) -> None:
    assert [list(row) for row in as_rows(given)] == rows


def test_the_first_error_of_a_range_is_found_row_by_row():
    assert first_error([[1.0, "#N/A"], [NA, VALUE]]) == NA
    assert first_error([[1.0, "#N/A"]]) is None


def test_excel_is_given_plain_texts_and_an_empty_one_for_blank():
    found = for_excel([[None, Rag.GREEN, 1.5, CellError("#NEW!")]])
    assert found == [["", "green", 1.5, f"{ERROR_MARK}2015"]]
    assert [type(cell) for cell in found[0]] == [str, str, float, str]


def test_office_is_given_errors_in_its_own_way():
    found = for_office([[None, NA, 2.0]], lambda error: {"error": error})
    assert found == [["", {"error": "#N/A"}, 2.0]]


def test_answers_without_blanks_or_errors_are_given_as_they_are():
    rows = [[1.0, "a"], [2.0, "b"]]
    assert for_excel(rows) is rows
