"""The buttons that refresh, publish and mend links: what they do and what they tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.books.test_addin_links import linked
from tests.support.laden import laden
from tests.support.open_returns import library
from tests.support.sheets import book, formula, sheet
from xlbcf.books.file_book import FileBook
from xlbcf.books.open_memory_book import OpenMemoryBook
from xlbcf.books.values import CellError
from xlbcf.hosts import dashboard_actions
from xlbcf.hosts.acting import Context
from xlbcf.hosts.actions import ACTIONS
from xlbcf.rules.findings import Refused
from xlbcf.template.addresses import parse_cell

CALLS = {
    "B2": formula('BCF_RAG(F7,G7,"lower")', "Red"),
    "B3": formula("[1]!BCF_RATE(1,0)", None),
    "B4": formula("IF(bcf_rate(1,2)>0,1,2)", 1),
    "B5": formula("MYBCF_RATE(1)+1", 2),
    "B6": formula("1+1", 2),
}


@pytest.fixture
def context(tmp_path: Path) -> Context:
    return Context(library(), folder=tmp_path / "reports")


def calling() -> bytes:
    """Return a workbook of which three cells call our functions, and one shows an error."""
    made = FileBook.from_bytes(book(sheet("Form", CALLS)), "form.xlsx")
    made.store_results({"Form": {parse_cell("B3"): CellError("#DIV/0!")}})
    return made.to_bytes()


def test_refresh_reads_the_figures_again_calculates_and_counts(context, monkeypatch):
    forgotten = []
    monkeypatch.setattr(dashboard_actions, "forget", lambda: forgotten.append(True))
    open_book = OpenMemoryBook(calling(), "form.xlsx")
    said = ACTIONS["refresh_dashboard"](open_book, context)
    assert (open_book.recalculated, forgotten) == (1, [True])
    assert said.text.splitlines() == [
        "Every formula was worked out again, with the figures as they are now.",
        "3 cells call functions of xlbcf (BCF_…).",
        "1 shows an error: Form!B3.",
    ]


def test_refresh_counts_the_cells_that_share_a_formula(context):
    shared = {
        "B2": formula("BCF_RATE(A2,B2)", 1, attributes='t="shared" ref="B2:B4" si="0"'),
        "B3": formula("", 1, attributes='t="shared" si="0"'),
        "B4": formula("", 1, attributes='t="shared" si="0"'),
    }
    said = ACTIONS["refresh_dashboard"](OpenMemoryBook(book(sheet("Form", shared))), context)
    assert "3 cells call" in said.text
    assert "None of them shows an error." in said.text


def test_refresh_says_when_no_cell_calls_our_functions(context):
    plain_book = OpenMemoryBook(book(sheet("Form", {"B2": formula("1+1", 2)})))
    said = ACTIONS["refresh_dashboard"](plain_book, context)
    assert said.text.endswith("0 cells call functions of xlbcf (BCF_…).")


def test_refresh_counts_nothing_where_only_values_are_seen(context):
    open_book = OpenMemoryBook(calling(), "form.xlsx", values_only=True)
    assert ACTIONS["refresh_dashboard"](open_book, context).text.startswith("Every formula is")
    assert open_book.recalculated == 1


def test_a_copy_is_published_beside_the_workbook_after_a_calculation(context, tmp_path):
    open_book = OpenMemoryBook(laden(), "form.xlsm", str(tmp_path / "form.xlsm"))
    said = ACTIONS["publish_copy"](open_book, context)
    copy = tmp_path / "form (values only).xlsx"
    assert open_book.recalculated == 1
    assert said.open_path == copy
    assert FileBook.open(copy).formulas("Data") == {}
    assert said.text.splitlines()[:2] == [
        f"Values-only copy: {copy}",
        "10 formulas are values now.",
    ]


@pytest.mark.parametrize("address", ["", "https://example.org/sites/bcf/form.xlsm"])
def test_a_copy_of_a_workbook_on_the_web_goes_among_the_reports(context, tmp_path, address):
    said = ACTIONS["publish_copy"](OpenMemoryBook(laden(), "form.xlsm", address), context)
    assert said.open_path == tmp_path / "reports" / "form (values only).xlsx"


def test_a_copy_goes_among_the_reports_if_the_folder_may_only_be_read(context, tmp_path):
    closed = tmp_path / "closed"
    closed.write_text("no folder, so nothing can be written into it")
    open_book = OpenMemoryBook(laden(), "form.xlsm", str(closed / "form.xlsm"))
    said = ACTIONS["publish_copy"](open_book, context)
    assert said.open_path == tmp_path / "reports" / "form (values only).xlsx"


def test_a_file_of_somebody_else_is_not_replaced_by_a_copy_elsewhere(context, tmp_path):
    (tmp_path / "form (values only).xlsx").write_text("mine")
    open_book = OpenMemoryBook(laden(), "form.xlsm", str(tmp_path / "form.xlsm"))
    with pytest.raises(Refused) as refused:
        ACTIONS["publish_copy"](open_book, context)
    assert [each.code for each in refused.value.findings] == ["PUB04"]
    assert not context.folder.exists()


def test_links_to_other_copies_of_the_add_in_are_turned(context):
    open_book = OpenMemoryBook(linked("file:///C:\\Users\\sam\\xlbcf.xlam"), "form.xlsx")
    said = ACTIONS["repair_links"](open_book, context)
    assert said.text.startswith("1 link to another copy of xlbcf.xlam turned")
    again = ACTIONS["repair_links"](open_book, context)
    assert again.text == "No formula goes to another copy of xlbcf.xlam."


@pytest.mark.parametrize("name", ["publish_copy", "repair_links"])
def test_what_needs_the_whole_workbook_is_refused_where_only_values_are_seen(context, name):
    open_book = OpenMemoryBook(laden(), "form.xlsm", values_only=True)
    with pytest.raises(Refused) as refused:
        ACTIONS[name](open_book, context)
    (found,) = refused.value.findings
    assert found.code == "OPEN25"
    assert "run xlbcf" in found.action
