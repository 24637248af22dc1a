"""Line sparklines as they are read: their figures, scales, gaps and marks."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from xlbcf.books.file_book import FileBook
from xlbcf.books.sparklines import Colour, read_groups
from xlbcf.rules.findings import Refused

BLUE = "#005EB8"


def lines_of(figures, merged="", hidden="", **options):
    """The groups of a sheet with one sparkline of some figures, which stand on another sheet."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        page, data = workbook.add_worksheet("Page"), workbook.add_worksheet("The data")
        for row, figure in enumerate(figures):
            data.write(row, 0, figure)
        if merged:
            page.merge_range(merged, "")
        if hidden:
            data.set_row(int(hidden) - 1, None, None, {"hidden": True})
        source = f"'The data'!A1:A{len(figures)}"
        page.add_sparkline("B2", {"range": source, "series_color": BLUE} | options)
    return read_groups(FileBook.from_bytes(made.getvalue(), "page.xlsx"), "Page")


def line_of(figures, **options):
    ((line,),) = lines_of(figures, **options)
    return line


@pytest.mark.parametrize(
    ("figures", "options", "heights"),
    [
        ([1, 3, 2], {}, (0, 1, 0.5)),
        ([-4, 0, 4], {}, (0, 0.5, 1)),
        ([5, 5, 5], {}, (0.5, 0.5, 0.5)),
        ([7], {}, (0.5,)),
        ([None, None], {}, (None, None)),
        ([1, None, 2], {}, (0, None, 1)),
        ([1, "n/a", 2], {}, (0, None, 1)),
        ([1, "", 2], {}, (0, None, 1)),
        ([1, True, 2], {}, (0, None, 1)),
        ([1, None, 2], {"empty_cells": "zero"}, (0.5, 0, 1)),
        ([1, "n/a", 2], {"empty_cells": "zero"}, (0, None, 1)),
        ([1, 2, 3], {"hidden": "1"}, (0, 1)),
        ([1, 2, 3], {"hidden": "1", "show_hidden": True}, (0, 0.5, 1)),
        ([4, 6], {"min": 0, "max": 10}, (0.4, 0.6)),
        ([4, 60], {"min": 5, "max": 10}, (0, 1)),
        ([1, 2, 4], {"reverse": True}, (1, pytest.approx(1 / 3), 0)),
    ],
)
def test_heights_run_from_the_lowest_figure_to_the_highest(figures, options, heights):
    assert line_of(figures, **options).heights == heights


def test_an_error_is_a_missing_figure():
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        page = workbook.add_worksheet("Page")
        page.write_row("A1", [1, 2, 3])
        page.write_formula("B1", "=NA()", None, "#N/A")
        page.add_sparkline("F1", {"range": "Page!A1:C1"})
    ((line,),) = read_groups(FileBook.from_bytes(made.getvalue(), "page.xlsx"), "Page")
    assert line.heights == (0, None, 1)


def test_lines_of_a_group_have_scales_of_their_own_unless_it_says_otherwise():
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        page = workbook.add_worksheet("Page")
        page.write_row("A1", [0, 10])
        page.write_row("A2", [10, 20])
        both = {"location": ["F1", "F2"], "range": ["Page!A1:B1", "Page!A2:B2"]}
        page.add_sparkline("F1", both)
        page.add_sparkline("G1", both | {"location": ["G1", "G2"], "max": "group", "min": "group"})
    # The program that made the workbook writes the last group first.
    common, own = read_groups(FileBook.from_bytes(made.getvalue(), "page.xlsx"), "Page")
    assert [line.heights for line in own] == [(0, 1), (0, 1)]
    assert [line.heights for line in common] == [(0, 0.5), (0.5, 1)]


def test_a_line_over_gaps_goes_on_where_the_group_says_so():
    assert not line_of([1, None, 2]).spans
    assert line_of([1, None, 2], empty_cells="connect").spans


@pytest.mark.parametrize(
    ("figures", "options", "small", "large"),
    [
        ([1, 3, 2], {}, (), []),
        ([1, None, 2, 3], {}, (0,), []),
        ([4], {}, (0,), []),
        ([1, None, 2], {"markers": True}, (0, 2), []),
        (list(range(15)), {"markers": True}, tuple(range(15)), []),
        (list(range(16)), {"markers": True}, (), []),
        ([1, 3, None], {"last_point": True}, (), [(1,)]),
        ([None, 1, 3], {"first_point": True}, (), [(1,)]),
        ([3, 1, 3], {"high_point": True, "low_point": True}, (), [(1,), (0, 2)]),
        ([3, -1, 0], {"negative_points": True}, (), [(1,)]),
        ([3, 1], {"negative_points": True}, (), []),
        ([None], {"markers": True, "last_point": True}, None, []),
    ],
)
def test_points_are_marked_as_the_group_says_and_where_they_stand_alone(
    figures, options, small, large
):
    dots = line_of(figures, **options).dots
    assert [each.places for each in dots if not each.large] == ([] if small is None else [small])
    assert [each.places for each in dots if each.large] == large


def test_colours_and_weight_are_those_of_the_group():
    line = line_of([1, 2], weight=1.5, last_point=True, last_color="#ED8B00", markers=True)
    assert (line.colour, line.weight) == (Colour("005EB8"), 1.5)
    assert line.dots[1].colour == Colour("ED8B00")
    assert line.dots[0].colour.theme == 4


def test_a_merged_cell_is_covered_as_a_whole():
    assert str(line_of([1, 2], merged="B2:D3").area) == "B2:D3"
    assert str(line_of([1, 2]).area) == "B2"


def test_columns_are_no_lines():
    assert lines_of([1, 2], type="column") == [None]
    assert lines_of([1, 2], type="win_loss") == [None]


def test_a_line_along_an_axis_of_dates_is_left_to_the_program():
    assert lines_of([1, 2], date_axis="'The data'!B1:B2") == [None]


def test_a_weight_that_is_no_number_is_told_and_not_drawn():
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        workbook.add_worksheet("Page").add_sparkline("B1", {"range": "Page!A1:A2", "weight": 2})
    book = FileBook.from_bytes(made.getvalue(), "page.xlsx")
    part = book.part("xl/worksheets/sheet1.xml")
    damaged = part.replace(b'lineWeight="2"', b'lineWeight="thick"')
    assert damaged != part
    book.replace_parts({"xl/worksheets/sheet1.xml": damaged})
    with pytest.raises(Refused) as refused:
        read_groups(book, "Page")
    assert refused.value.findings[0].code == "BOOK01"


def test_a_sheet_without_sparklines_has_none():
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        workbook.add_worksheet("Page")
    assert read_groups(FileBook.from_bytes(made.getvalue(), "page.xlsx"), "Page") == []
