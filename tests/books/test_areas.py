"""Areas that are not for typing: hidden parts of merged cells, table edges, pivot tables."""

from __future__ import annotations

import pytest

from tests.support.editing import codes, edited, found, refusal
from tests.support.sheets import MAIN, Sheet, book, merged, sheet
from xlbcf.books.port import Allow


def test_a_value_in_a_merged_area_goes_to_its_anchor_only():
    data = book(sheet("A", {"B2": "kept", "C2": "under"}, tail=merged("B2:D3", "F1:F2")))
    assert codes(data, {"A!B2": 1}) == []
    (one,) = found(data, {"A!D3": 1})
    assert one.code == "CELL04"
    assert "B2" in one.action


def test_values_under_a_merge_exist_and_stay():
    data = book(sheet("A", {"B2": "kept", "C2": "under"}, tail=merged("B2:D3")))
    done = edited(data, {"A!B2": 1})
    assert done.value("A!C2") == "under"
    assert done.touched() == {"xl/worksheets/sheet1.xml"}
    assert edited(data, {"A!C2": 1}, {Allow.MERGED}).value("A!C2") == 1


def with_table(attributes: str) -> Sheet:
    part = f'<table xmlns="{MAIN}" id="1" name="T" displayName="Figures" {attributes}/>'
    return sheet(
        "A",
        {"B2": "head", "B3": 1, "B4": 2, "B5": "total"},
        links=[("table", "../tables/table1.xml")],
        parts={"xl/tables/table1.xml": part},
    )


@pytest.mark.parametrize(
    ("attributes", "refused"),
    [
        ('ref="B2:C5"', ["B2", "C2"]),
        ('ref="B2:C5" totalsRowCount="1"', ["B2", "C2", "B5", "C5"]),
        ('ref="B2:C5" headerRowCount="0"', []),
        ('ref="B2:C5" headerRowCount="0" totalsRowCount="1"', ["B5", "C5"]),
    ],
)
def test_the_heading_and_total_of_a_table_are_never_written(attributes, refused):
    data = book(with_table(attributes))
    for cell in ("B2", "C2", "B3", "B4", "B5", "C5", "D2"):
        expected = ["CELL06"] if cell in refused else []
        assert codes(data, {f"A!{cell}": 1}, set(Allow)) == expected, cell


def test_the_refusal_names_the_table():
    (one,) = found(book(with_table('ref="B2:C5"')), {"A!B2": 1})
    assert "heading of table Figures" in one.message


def test_a_pivot_table_is_never_written():
    location = '<location ref="B2:D4" firstHeaderRow="1"/>'
    part = f'<pivotTableDefinition xmlns="{MAIN}" name="P">{location}</pivotTableDefinition>'
    pivot = sheet(
        "A",
        {"B2": "x"},
        links=[("pivotTable", "/xl/pivotTables/pivotTable1.xml")],
        parts={"xl/pivotTables/pivotTable1.xml": part},
    )
    for cell in ("B2", "C3", "D4"):
        assert codes(book(pivot), {f"A!{cell}": 1}, set(Allow)) == ["CELL06"]
    assert codes(book(pivot), {"A!E4": 1}) == []


@pytest.mark.parametrize(
    "content",
    [
        f'<pivotTableDefinition xmlns="{MAIN}" name="P"/>',
        f'<pivotTableDefinition xmlns="{MAIN}"><location ref="nowhere"/></pivotTableDefinition>',
        "not xml",
    ],
)
def test_a_damaged_pivot_table_is_refused(content):
    pivot = sheet("A", {"B2": 1}, links=[("pivotTable", "../p.xml")], parts={"xl/p.xml": content})
    assert [each.code for each in refusal(book(pivot))] == ["BOOK01"]


@pytest.mark.parametrize("attributes", ['ref="?"', "", 'ref="A1:B2" totalsRowCount="many"'])
def test_a_damaged_table_is_refused(attributes):
    assert [each.code for each in refusal(book(with_table(attributes)))] == ["BOOK01"]


def test_a_link_to_a_missing_table_is_refused():
    data = book(sheet("A", {"B2": 1}, links=[("table", "../tables/gone.xml")]))
    assert [each.code for each in refusal(data)] == ["BOOK01"]
