"""The Integration Executive dashboard refreshed as a person does it, with ratings by hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from shutil import copy

import pytest

from tests.support.commands import Outcome, xlbcf
from tests.support.templates import ROOT
from xlbcf.books.file_book import FileBook
from xlbcf.books.port import Allow, Write
from xlbcf.books.values import Value
from xlbcf.books.working_out import work_out
from xlbcf.hosts.functions.for_working_out import cell_functions
from xlbcf.template.addresses import Cell

WORKBOOKS = ROOT / "workbooks"
DASHBOARD = WORKBOOKS / "dashboards" / "integration-executive.xlsm"
PRINTED = WORKBOOKS / "data" / "integration-executive-2014-figures.csv"
HEADINGS = 4
NEW = """metric,place_code,period,value,target,unit
residential_admissions,E10000018,2014-15,560.1,,rate
delayed_transfers,E10000018,2014-05,380.2,,rate
prevention_action_plan,E10000018,2014-06,14,,days
prevention_savings,E10000018,2014-06,50000,60000,currency
"""


@pytest.fixture
def dashboard(tmp_path: Path) -> Path:
    return Path(copy(DASHBOARD, tmp_path))


@pytest.fixture
def figures(tmp_path: Path) -> Path:
    path = tmp_path / "new.csv"
    path.write_text(NEW, encoding="utf-8")
    return path


def refresh(dashboard: Path, figures: Path, *more: str) -> Outcome:
    return xlbcf("refresh", dashboard, "--figures", figures, "--json", *more)


def all_cells(path: Path) -> dict[tuple[str, Cell], Value]:
    book = FileBook.open(path)
    return {
        (sheet, at): value for sheet in book.sheets() for at, value in book.values(sheet).items()
    }


@cache
def columns() -> dict[str, int]:
    cells = FileBook.open(DASHBOARD).values("Data").items()
    return {str(value): at.column for at, value in cells if at.row == HEADINGS}


def row_of(path: Path, metric: str) -> dict[str, Value]:
    cells = FileBook.open(path).values("Data")
    (row,) = (at.row for at, value in cells.items() if value == metric and at.column == 1)
    return {heading: cells.get(Cell(row, column)) for heading, column in columns().items()}


def rate_by_hand(path: Path, metric: str, **cells: str) -> None:
    """Type into a row of the data sheet, and work the workbook out as Excel would."""
    book = FileBook.open(path)
    (row,) = (at.row for at, value in book.values("Data").items() if value == metric)
    writes = [
        Write("Data", Cell(row, columns()[heading.replace("_", " ")]), text)
        for heading, text in cells.items()
    ]
    book.write(writes, (Allow.INVALID,))
    work_out(book, cell_functions())
    path.write_bytes(book.to_bytes())


def test_the_printed_figures_change_nothing(dashboard):
    outcome = refresh(dashboard, PRINTED)
    assert outcome.status == 0
    assert dashboard.read_bytes() == DASHBOARD.read_bytes()


def test_new_figures_give_ratings_and_leave_those_of_people(dashboard, figures):
    outcome = refresh(dashboard, figures)
    assert outcome.status == 0
    assert outcome.codes.count("REFR35") == 1
    assert outcome.codes.count("REFR32") == 1
    found = {
        metric: [row_of(dashboard, metric)[heading] or "" for heading in ("Rating shown", "To do")]
        for metric in ("residential_admissions", "delayed_transfers", "reablement",
                       "prevention_action_plan", "prevention_savings")
    }  # fmt: skip
    assert found == {
        "residential_admissions": ["N/A (figures: GREEN)", ""],
        "delayed_transfers": ["RED", ""],
        "reablement": ["N/A (figures: RED)", ""],
        "prevention_action_plan": ["AMBER", ""],
        "prevention_savings": ["RED", "Commentary required"],
    }
    pages = FileBook.open(dashboard).values("Metrics")
    assert [pages.get(Cell(5, column)) for column in (3, 5, 6, 8, 9)] == [
        560.1, "N/A (figures: GREEN)", "↓", "Improving", "2014-15"
    ]  # fmt: skip


def test_only_the_cells_of_rows_with_figures_change(dashboard, figures):
    before = all_cells(dashboard)
    refresh(dashboard, figures)
    after = all_cells(dashboard)
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    assert {sheet for sheet, _ in changed} == {
        "Data", "Metrics", "Themes", "Metric 1", "Metric 3", "Theme 1"
    }  # fmt: skip
    assert {at.row for sheet, at in changed if sheet == "Data"} == {5, 7, 19, 22}
    assert {at.row for sheet, at in changed if sheet == "Metrics"} == {5, 7}
    assert {at.row for sheet, at in changed if sheet == "Themes"} == {5, 8}
    typed = {columns()[each] for each in ("Rating by a person", "Reason", "Commentary")}
    assert not {at.column for sheet, at in changed if sheet == "Data"} & typed


def test_every_result_stored_after_a_refresh_is_right(dashboard, figures):
    refresh(dashboard, figures)
    worked = work_out(FileBook.open(dashboard), cell_functions())
    assert (worked.changes, worked.left) == ([], [])


def test_an_override_without_a_reason_is_told_until_it_has_one(dashboard, tmp_path):
    rate_by_hand(dashboard, "falls_injuries", Rating_by_a_person="GREEN", Reason="")
    assert row_of(dashboard, "falls_injuries")["Rating shown"] == "GREEN (figures: RED)"
    assert row_of(dashboard, "falls_injuries")["To do"] == "Reason required"
    outcome = refresh(dashboard, PRINTED)
    assert (outcome.status, outcome.codes.count("REFR31")) == (1, 1)
    told = xlbcf("publish", dashboard, "--out", tmp_path / "copy.xlsx", "--no-pictures")
    assert "REFR31" in told.out + told.err
    rate_by_hand(dashboard, "falls_injuries", Reason="The baseline is of another year.")
    outcome = refresh(dashboard, PRINTED)
    assert (outcome.status, outcome.codes.count("REFR31")) == (0, 0)


@pytest.mark.parametrize(
    ("returns", "metric", "shown"),
    [
        ("bcf-2021-22-year-end.csv", "residential_admissions", "N/A (figures: RED)"),
        ("bcf-2021-22-year-end.csv", "reablement", "N/A (figures: GREEN)"),
        ("bcf-2024-25-eoy.csv", "residential_admissions", "N/A (figures: AMBER)"),
        ("bcf-2024-25-eoy.csv", "avoidable_admissions", "RED"),
    ],
)
def test_the_figures_of_the_returns_feed_it_as_they_are(dashboard, returns, metric, shown):
    assert refresh(dashboard, WORKBOOKS / "data" / returns).status == 0
    assert row_of(dashboard, metric)["Rating shown"] == shown
