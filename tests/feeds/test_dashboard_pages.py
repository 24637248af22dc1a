"""Which pages of a file are looked at for dashboard tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.templates import ROOT
from xlbcf.feeds.dashboard_pages import Page, chosen_pages
from xlbcf.feeds.dashboard_tables import read_dashboard
from xlbcf.rules.findings import Refused
from xlbcf.template.addresses import Cell
from xlbcf.template.dashboard_words import load_dashboard_words
from xlbcf.template.dashboards import load_dashboards

FILE = Path("board.xlsx")
DASHBOARDS = load_dashboards(ROOT / "mappings" / "dashboards")
WORDS = load_dashboard_words(ROOT / "mappings" / "dashboard_words.yaml")
EXECUTIVE = next(each for each in DASHBOARDS if each.id == "integration-executive")
SHEETS = ["Cover", "RAG guidelines", "Metrics", "Themes", "Theme 1", "Data"]
HEADINGS = list(EXECUTIVE.data_columns.values())


def pages(*names: str, headings: list[str] = HEADINGS) -> list[Page]:
    texts = {Cell(3, column): text for column, text in enumerate(headings, 1)}
    return [Page(FILE, name, texts if name == "Data" else {}) for name in names]


def names(chosen: list[Page]) -> list[str]:
    return [page.sheet for page in chosen]


def test_of_a_dashboard_that_is_mapped_only_what_goes_on_paper_is_looked_at():
    assert names(chosen_pages(pages(*SHEETS), FILE, None, DASHBOARDS)) == SHEETS[1:4]
    other_case = [name.upper() for name in SHEETS[:-1]] + ["Data"]
    assert names(chosen_pages(pages(*other_case), FILE, None, DASHBOARDS)) == other_case[1:4]


def test_a_sheet_that_is_asked_for_is_looked_at_whether_it_goes_on_paper_or_not():
    assert names(chosen_pages(pages(*SHEETS), FILE, "theme 1", DASHBOARDS)) == ["Theme 1"]
    with pytest.raises(Refused, match="DASH24"):
        chosen_pages(pages(*SHEETS), FILE, "Theme 9", DASHBOARDS)


@pytest.mark.parametrize(
    "other",
    [
        pages(*SHEETS[1:]),
        pages(*SHEETS, headings=HEADINGS[1:]),
        pages("Cover", "Summary"),
        pages(""),
    ],
    ids=["a sheet is missing", "a heading is missing", "no data sheet", "a text file"],
)
def test_of_any_other_file_every_page_is_looked_at(other):
    assert chosen_pages(other, FILE, None, DASHBOARDS) == other


def test_every_page_is_looked_at_where_no_dashboard_is_mapped():
    assert names(chosen_pages(pages(*SHEETS), FILE)) == SHEETS


@pytest.mark.parametrize(("table_on", "refused"), [("Metrics", ""), ("Theme 1", "DASH20")])
def test_a_printed_sheet_without_a_table_is_passed_over_while_another_has_one(
    tmp_path, table_on, refused
):
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "board.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in SHEETS:
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, HEADINGS if name == "Data" else ["Words"])
            if name == table_on:
                sheet.write_row(2, 0, ["Metric", "Target", "Current data", "Data RAG"])
    if refused:
        with pytest.raises(Refused, match=refused):
            read_dashboard(path, WORDS, None, DASHBOARDS)
    else:
        (table,) = read_dashboard(path, WORDS, None, DASHBOARDS)
        assert table.head.page.sheet == table_on
