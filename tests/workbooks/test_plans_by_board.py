"""The board chosen on the Cover brings its published plans, and no others, to the Metrics sheet."""

from __future__ import annotations

import csv

import pytest

from tests.support.templates import RETURNS, ROOT, engine, put, shown, template_of
from workbooks.build.boards import BOARDS
from xlbcf.template.places import load_places
from xlbcf.template.return_mapping import Kind, Origin

PLACES = load_places(ROOT / "mappings" / "places.yaml")
CHOICES = [(name, board) for name in RETURNS for board in BOARDS]


def published_plans(name: str, board: str) -> dict[tuple[str, str], float]:
    """Return the plans of the shipped figures, by metric and period."""
    place = PLACES.find(board)
    if place is None:
        return {}
    path = ROOT / "workbooks" / "data" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {
            (row["metric"], row["period"]): float(row["value"])
            for row in csv.DictReader(file)
            if row["place_code"] == place.code and row["status"] == "plan"
        }


def plan_fields(name: str):
    fields = template_of(name).mapping.coming_from(Origin.TEMPLATE)
    return [each for each in fields if each.kind is Kind.NUMBER]


@pytest.mark.parametrize(("name", "board"), CHOICES)
def test_each_board_shows_its_published_plans_and_nothing_where_there_is_none(name, board):
    template = template_of(name)
    book = engine(template.bytes)
    put(book, template.mapping.field("place"), board)
    book.recalculate(mode="full")
    plans = published_plans(name, board)
    for field in plan_fields(name):
        expected = plans.pop((field.metric, str(field.period)), "")
        assert shown(book, field.sheet, field.cell) == expected, field.title
    assert not plans


@pytest.mark.parametrize("name", RETURNS)
def test_without_a_board_no_plan_is_shown(name):
    book = engine(template_of(name).bytes)
    for field in plan_fields(name):
        assert shown(book, field.sheet, field.cell) == ""


def test_the_boards_include_every_place_of_the_mapping():
    assert {place.name for place in PLACES} <= set(BOARDS)


def test_some_plans_are_shown_for_each_place_that_published_any():
    counts = {(name, board): len(published_plans(name, board)) for name, board in CHOICES}
    assert {key: count for key, count in counts.items() if count} == {
        ("bcf-2021-22-year-end", "Leicester"): 8,
        ("bcf-2021-22-year-end", "Leicestershire"): 8,
        ("bcf-2021-22-year-end", "Rutland"): 4,
        ("bcf-2024-25-eoy", "Leicestershire"): 10,
    }
