"""The points that charts keep: those of the cells as they are now, and no other byte."""

from __future__ import annotations

import io
import re

import pytest
import xlsxwriter

from tests.support.editing import parts_in
from tests.support.growing import SHEET, grown_workbook
from xlbcf.books.chart_points import store_chart_points
from xlbcf.books.file_book import FileBook
from xlbcf.books.insertion import Insertion, insert_cells
from xlbcf.books.port import Write
from xlbcf.books.values import CellError
from xlbcf.template.addresses import parse_area, parse_cell

CHART = "xl/charts/chart1.xml"


def charted(values: list[object], **options: bool) -> bytes:
    """Return a workbook with a chart of a column of values."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        for row, value in enumerate(values):
            sheet.write(row, 0, value)
        sheet.set_row(1, None, None, {"hidden": True})
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": ["Data", 0, 0, len(values) - 1, 0]})
        if options.get("hidden_too"):
            chart.show_hidden_data()
        sheet.insert_chart("D2", chart)
    return content.getvalue()


def stored(data: bytes | FileBook) -> FileBook:
    opened = FileBook.from_bytes(data, "b.xlsx") if isinstance(data, bytes) else data
    store_chart_points(opened)
    return opened


def points(opened: FileBook) -> list[tuple[int, dict[int, str]]]:
    """Return the points of each reference of the chart: how many, and by place."""
    text = parts_in(opened.to_bytes())[CHART].decode()
    found = re.findall(r"<c:(?:num|str)Cache>.*?</c:(?:num|str)Cache>", text)
    return [
        (
            int(re.search(r'ptCount val="(\d+)"', each)[1]),
            {int(at): value for at, value in re.findall(r'idx="(\d+)"><c:v>([^<]*)', each)},
        )
        for each in found
    ]


def test_hidden_rows_are_left_out():
    assert points(stored(charted([1, 2, 3.5]))) == [(2, {0: "1", 1: "3.5"})]


def test_a_chart_that_shows_hidden_rows_keeps_them():
    data = charted([1, 2, 3.5], hidden_too=True)
    assert points(stored(data)) == [(3, {0: "1", 1: "2", 2: "3.5"})]


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (0.1 + 0.2, "0.30000000000000004"),
        (-7, "-7"),
        (1e-7, "1E-07"),
        (True, "1"),
        ("n/a", "0"),
        (None, None),
        (CellError("#N/A"), "#N/A"),
    ],
)
def test_a_value_is_kept_as_it_is_drawn(value, kept):
    opened = FileBook.from_bytes(charted([1, 2, 3]), "b.xlsx")
    opened.write([Write("Data", parse_cell("A3"), value)])
    store_chart_points(opened)
    assert points(opened) == [(2, {0: "1"} | ({1: kept} if kept else {}))]


def test_a_history_that_grew_has_a_point_more():
    opened = FileBook.from_bytes(grown_workbook(), "b.xlsx")
    store_chart_points(opened)
    before = points(opened)
    insert_cells(opened, [Insertion(SHEET, parse_area("A14:C14"))])
    opened.write([Write(SHEET, parse_cell("A14"), "2018-19 Q4 & more"),
                  Write(SHEET, parse_cell("B14"), 0.25)])  # fmt: skip
    store_chart_points(opened)
    assert before == [
        (1, {0: "Figure"}),
        (4, {0: "2018-19 Q1", 1: "2018-19 Q2", 2: "2018-19 Q3", 3: "one"}),
        (4, {0: "0.11", 1: "0.12", 2: "0.13", 3: "0.5"}),
    ]
    assert points(opened) == [
        (1, {0: "Figure"}),
        (5, {0: "2018-19 Q1", 1: "2018-19 Q2", 2: "2018-19 Q3", 3: "2018-19 Q4 &amp; more",
             4: "one"}),
        (5, {0: "0.11", 1: "0.12", 2: "0.13", 3: "0.25", 4: "0.5"}),
    ]  # fmt: skip


def test_only_the_points_of_the_chart_change():
    data = charted([1, 2, 3])
    opened = FileBook.from_bytes(data, "b.xlsx")
    store_chart_points(opened)
    old, new = parts_in(data), parts_in(opened.to_bytes())
    assert {name for name in old if old[name] != new[name]} == {CHART}
    cache = re.compile(rb"<c:ptCount.*?(?=</c:numCache>)")
    assert cache.sub(b"", old[CHART]) == cache.sub(b"", new[CHART])


def test_points_that_are_right_stay_byte_for_byte():
    data = stored(charted([1, 2, 3])).to_bytes()
    assert stored(data).to_bytes() == data


def test_a_number_that_is_written_in_another_way_is_the_same_number():
    data = stored(charted([1, 2, 0.25])).to_bytes()
    opened = FileBook.from_bytes(data, "b.xlsx")
    other = parts_in(data)[CHART].replace(b"<c:v>0.25<", b"<c:v>2.5E-1<")
    opened.replace_parts({CHART: other})
    store_chart_points(opened)
    assert opened.part(CHART) == other


@pytest.mark.parametrize("reference", [b"[1]Data!$A$1:$A$3", b"Gone!$A$1:$A$3", b"a_name"])
def test_what_cannot_be_followed_keeps_its_points(reference):
    data = charted([1, 2, 3])
    opened = FileBook.from_bytes(data, "b.xlsx")
    other = parts_in(data)[CHART].replace(b"Data!$A$1:$A$3", reference)
    assert reference in other
    opened.replace_parts({CHART: other})
    store_chart_points(opened)
    assert opened.part(CHART) == other
