"""The number format in which a field's value is shown: the form's own, else the metric's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.support.open_returns import library
from tests.support.sheets import DATE, Styled, book, sheet
from xlbcf.books.file_book import FileBook
from xlbcf.desk.open.number_formats import format_of
from xlbcf.rules.metrics import Unit
from xlbcf.template.addresses import parse_cell

EOY = "bcf-2024-25-eoy"
PERCENTAGE = next(
    each
    for each in library().mapping(EOY).fields
    if each.stored_as == "fraction" and each.name == "actual"
)
ANSWER = next(each for each in library().mapping(EOY).fields if each.metric is None)


@pytest.mark.parametrize(
    ("unit", "decimals", "stored_as", "code"),
    [
        (Unit.PERCENT, 1, "fraction", "0.0%"),
        (Unit.PERCENT, 0, "fraction", "0%"),
        (Unit.PERCENT, 1, "percent", '0.0"%"'),
        (Unit.CURRENCY, 2, None, "£#,##0.00"),
        (Unit.COUNT, 0, None, "#,##0"),
        (Unit.RATE, 1, None, "#,##0.0"),
        (Unit.DAYS, 1, None, "#,##0.0"),
        (Unit.RATE, None, None, "General"),
        (Unit.DURATION, 1, None, "General"),
    ],
)
def test_a_cell_without_a_format_is_shown_in_its_metrics_unit(unit, decimals, stored_as, code):
    metric = library().metrics[PERCENTAGE.metric]._replace(unit=unit, decimals=decimals)
    field = replace(PERCENTAGE, stored_as=stored_as)
    form = FileBook.from_bytes(book(sheet(field.sheet, {"A1": 1})), "form.xlsx")
    for cell in map(parse_cell, ("A1", "B2")):
        assert format_of(form, cell, field, 0.9, {metric.id: metric}) == code


def test_the_forms_own_format_goes_first():
    form = FileBook.from_bytes(book(sheet(PERCENTAGE.sheet, {"A1": Styled(1, DATE)})), "form.xlsx")
    code = format_of(form, parse_cell("A1"), PERCENTAGE, 0.9, library().metrics)
    assert code == "mm-dd-yy"


@pytest.mark.parametrize(("value", "code"), [(date(2025, 6, 6), "dd/mm/yyyy"), (5, "General")])
def test_a_date_is_shown_as_one_in_any_case(value, code):
    form = FileBook.from_bytes(book(sheet(ANSWER.sheet)), "form.xlsx")
    assert format_of(form, parse_cell("A1"), ANSWER, value, library().metrics) == code
