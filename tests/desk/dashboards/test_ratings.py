"""The ratings of a dashboard: what people gave against the figures, and what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlbcf.books.memory import MemoryBook
from xlbcf.books.values import Value
from xlbcf.desk.dashboards.ratings import check_ratings
from xlbcf.desk.dashboards.series import SeriesKey, read_series
from xlbcf.rules.findings import Finding
from xlbcf.template.bands import load_bands
from xlbcf.template.dashboards import load_dashboard

_MAPPINGS = Path(__file__).parents[3] / "mappings"
BANDS = load_bands(_MAPPINGS / "bands.yaml")
MAPPING = load_dashboard(_MAPPINGS / "dashboards" / "integration-executive.yaml")
ROW = {"Metric": "falls_injuries", "Name": "Falls", "Unit": "rate", "Polarity": "lower",
       "Decimals": 1, "Bands": "impact"}  # fmt: skip


def found(row: dict[str, Value], without: str = "", *, renewed: bool = False) -> list[Finding]:
    """Return what is found of one row under the headings of the mapping."""
    headings = [each for each in MAPPING.data_columns.values() if each != without]
    data: dict[str, Value] = {f"{_letters(at)}4": each for at, each in enumerate(headings)}
    for heading, value in {**ROW, **row}.items():
        data[f"{_letters(headings.index(heading))}5"] = value
    book = MemoryBook({"Cover": {}, "RAG guidelines": {}, "Metrics": {}, "Themes": {},
                       "Data": data})  # fmt: skip
    keys = [SeriesKey("falls_injuries", "")] if renewed else []
    return check_ratings(read_series(book, MAPPING), BANDS, keys)


def _letters(at: int) -> str:
    return chr(65 + at) if at < 26 else "A" + chr(65 + at - 26)


def rated(
    figures: str, person: str, reason: str = "", commentary: str = "", bands: str = "impact"
) -> dict[str, Value]:
    return {
        "Rating by figures": figures, "Rating by a person": person, "Reason": reason,
        "Commentary": commentary, "Bands": bands,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        (rated("", ""), []),
        (rated("GREEN", ""), []),
        (rated("GREEN", "GREEN"), []),
        (rated("RED", "", commentary="Late."), []),
        (rated("RED", ""), ["REFR32"]),
        (rated("RED", "GREEN"), ["REFR31"]),
        (rated("RED", "GREEN", reason="Old data."), []),
        (rated("RED", "N/A", reason="Old data."), ["REFR32"]),
        (rated("RED", "N/A"), ["REFR31", "REFR32"]),
        (rated("", "E"), []),
        (rated("", "E", bands="finance"), ["REFR33"]),
        (rated("", "purple"), ["REFR33"]),
        (rated("", "amber", commentary="Late."), []),
        (rated("", "N/A", bands="milestones"), ["REFR32"]),
        ({**rated("", "N/A", bands="milestones"), "Start date": 41883}, []),
        ({**rated("", "N/A", bands="milestones"), "Start date": "Sept 2014"}, []),
        (rated("", "GREEN", bands="impacts"), ["REFR34"]),
        (rated("", "purple", bands=""), []),
    ],
)
def test_a_rating_has_what_it_needs_or_is_found(row: dict[str, Value], codes: list[str]) -> None:
    assert [each.code for each in found(row)] == codes


def test_an_override_names_both_ratings_and_the_cell() -> None:
    (one,) = found(rated("RED", "GREEN"))
    column = list(MAPPING.data_columns.values()).index("Rating by a person")
    assert one.where == f"Data!{_letters(column)}5, Falls"
    assert one.message == ("a person rates it green, the figures give red, and no reason is given.")


def test_a_rating_outside_its_dimension_is_told_with_those_that_are_known() -> None:
    (one,) = found(rated("", "E", bands="finance"))
    assert one.message == (
        "“E” is not a rating of Finance; expected is one of green, amber, red, not applicable."
    )


def test_a_workbook_without_a_column_for_people_is_checked_too() -> None:
    row: dict[str, Value] = {"Rating by figures": "RED"}
    (one,) = found(row, without="Rating by a person")
    assert (one.code, one.where) == ("REFR32", "Data!A5, Falls")


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        (rated("GREEN", "N/A", reason="Old data.", commentary="Old."), ["REFR35"]),
        (rated("GREEN", "N/A", commentary="Old."), ["REFR31"]),
        (rated("GREEN", "GREEN", reason="Old data."), []),
        (rated("", "N/A", reason="Old data.", commentary="Old."), []),
    ],
)
def test_a_reason_given_for_an_older_figure_is_to_be_looked_at_again(
    row: dict[str, Value], codes: list[str]
) -> None:
    assert [each.code for each in found(row, renewed=True)] == codes
    assert "REFR35" not in [each.code for each in found(row)]
