"""Labels are compared as people read them; addresses are read and written as Excel does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlbcf.template.addresses import (
    LAST_COLUMN,
    LAST_ROW,
    Area,
    Cell,
    parse_area,
    parse_areas,
    parse_cell,
)
from xlbcf.template.words import fits, plain, quoted


@pytest.mark.parametrize(
    "text", ["Falls", " falls ", "FALLS:", "Falls :", "Falls\u00a0", "\nFalls\n"]
)
def test_spacing_case_and_a_final_colon_make_no_difference(text: str) -> None:
    assert plain(text) == "falls"
    assert fits("Falls", text)


@pytest.mark.parametrize("text", ["Falls 65+", "Fall", "", "F alls", "Falls;"])
def test_other_words_are_another_label(text: str) -> None:
    assert not fits("Falls", text)


def test_a_label_that_ends_in_an_ellipsis_fits_every_ending() -> None:
    assert fits("Challenges and…", "Challenges  and any\nSupport Needs")
    assert fits("Challenges and …", "challenges and")
    assert not fits("Challenges and…", "Challenge and more")


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\n b", "“a b”"), ("x" * 80, f"“{'x' * 80}”"), ("x" * 81, f"“{'x' * 80}…”"), ("", "“”")],
)
def test_a_text_is_shown_on_one_line(text: str, shown: str) -> None:
    assert quoted(text) == shown


@given(st.integers(1, LAST_ROW), st.integers(1, LAST_COLUMN))
def test_an_address_reads_back_as_it_was_written(row: int, column: int) -> None:
    assert parse_cell(str(Cell(row, column))) == (row, column)


@pytest.mark.parametrize(
    ("text", "cell"),
    [("A1", (1, 1)), ("z9", (9, 26)), ("$AA$10", (10, 27)), ("XFD1048576", (1048576, 16384))],
)
def test_an_address_is_read(text: str, cell: tuple[int, int]) -> None:
    assert parse_cell(text) == cell


@pytest.mark.parametrize("text", ["", "A", "1", "A0", "XFE1", "A1048577", "A1:B2", "ABCD1", " A1"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a cell address"):
        parse_cell(text)


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("B7", Area(7, 2, 7, 2)),
        ("D9:B7", Area(7, 2, 9, 4)),
        ("$B:$D", Area(1, 2, LAST_ROW, 4)),
        ("9:7", Area(7, 1, 9, LAST_COLUMN)),
    ],
)
def test_an_area_is_read(text: str, area: Area) -> None:
    assert parse_area(text) == area
    assert parse_areas(f"{text} A1") == (area, Area(1, 1, 1, 1))


@pytest.mark.parametrize(
    "text", ["", ":", "B7:", ":B7", "É:É", "²:³", "B:7", "0:3", "XFE:XFF", "B7:D9:E1"]
)
def test_what_is_no_area_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a"):
        parse_area(text)


def test_an_area_holds_its_cells_and_no_other() -> None:
    area = Area(2, 2, 3, 4)
    assert [str(cell) for cell in area.cells()] == ["B2", "C2", "D2", "B3", "C3", "D3"]
    assert all(area.holds(cell) for cell in area.cells())
    assert not any(area.holds(parse_cell(cell)) for cell in ("A2", "E2", "B1", "B4"))
    assert (str(area), str(Area(1, 1, 1, 1)), str(area.anchor)) == ("B2:D3", "A1", "B2")
