"""The buttons on a dashboard that is open: refreshed and published as the commands do it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import pytest

from tests.support.commands import xlbcf
from tests.support.excel_double import Workbook
from tests.support.open_returns import library
from tests.support.small_dashboards import points, series, small_dashboard
from xlbcf.books.excel_book import ExcelBook
from xlbcf.books.file_book import FileBook
from xlbcf.books.open_memory_book import OpenMemoryBook
from xlbcf.hosts import dashboard_actions, sharing_actions
from xlbcf.hosts.acting import Context
from xlbcf.hosts.actions import ACTIONS
from xlbcf.hosts.addin.configuration import FOLDER_VARIABLE, Configuration
from xlbcf.hosts.open_words import LONGEST
from xlbcf.hosts.publish_text import how_to_publish
from xlbcf.rules.findings import Refused

NAME = "small.xlsm"
HEADINGS = "metric,part,period,value,target\n"
NEW = "falls,LPT,2024-25 Q4,31,\n"
FAULTY = "falls,UHL,2024-25 Q4,soon,\n"


@cache
def dashboard() -> bytes:
    return small_dashboard(
        series("falls", 30, part="LPT", target="<25", history=points(40, 38)),
        series("falls", 50, part="UHL", target="<25"),
        *(series(f"more{number}", number) for number in range(10)),
    )


@pytest.fixture
def context(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Context:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "user"))
    figures = tmp_path / "figures.csv"
    return Context(library(), Configuration(figures=str(figures)), folder=tmp_path / "reports")


def refreshed(context: Context, feed: str, own: OpenMemoryBook | None = None) -> tuple[str, str]:
    """Press Refresh dashboard; returns what is said and the text of the file that opens."""
    Path(context.configuration.figures).write_text(HEADINGS + feed, encoding="utf-8")
    said = ACTIONS["refresh_dashboard"](own or OpenMemoryBook(dashboard(), NAME), context)
    assert len(said.text) <= LONGEST
    assert said.open_path is not None
    return said.text, said.open_path.read_text(encoding="utf-8")


def test_it_says_what_changed_what_was_refused_and_where_the_workbook_is_kept(context, tmp_path):
    text, _ = refreshed(context, NEW + FAULTY)
    lines = text.splitlines()
    assert lines[:5] == [
        "Better Care Together Outcomes Framework",
        f"Figures: {tmp_path / 'figures.csv'}.",
        "1 of 12 rows with another latest figure.",
        "1 row is at fault and left as before.",
        "1 The falls LPT: 30 → 31 (2024-25 Q4) ■ ↑",
    ]
    (refused,) = [line for line in lines if line.startswith("■ Data!")]
    assert "1 The falls UHL: The value at" in refused
    assert "“soon”" in refused
    assert "Excel's own Undo cannot take this back. Save the workbook to keep it." in lines
    (copy,) = (tmp_path / "user" / "undo").iterdir()
    assert f"As it was, it is kept in {copy}" in lines


def test_the_file_that_opens_tells_all_that_the_command_tells(context, tmp_path):
    _, page = refreshed(context, NEW + FAULTY)
    path = tmp_path / NAME
    path.write_bytes(dashboard())
    told = xlbcf("refresh", path, "--figures", context.configuration.figures)
    assert told.status == 1
    assert page.splitlines()[0] == "Refresh of small.xlsm"
    assert page.splitlines()[1:] == told.out.splitlines()[:-1]


def test_of_many_changes_the_first_are_told_and_the_others_counted(context):
    feed = "".join(f"more{number},,2024-25 Q4,{number + 20},\n" for number in range(10))
    text, page = refreshed(context, feed)
    assert "10 of 12 rows with another latest figure." in text
    assert "and 7 more." in text
    assert page.count(" -> ") == 10


def test_where_nothing_is_new_it_says_so_and_calculates(context):
    own = OpenMemoryBook(dashboard(), NAME)
    refreshed(context, NEW, own)
    text, _ = refreshed(context, NEW, own)
    assert "Only the ticks of the refresh before were taken away." in text
    before = own.content()
    own.recalculated = 0
    text, _ = refreshed(context, NEW, own)
    assert "0 of 12 rows" in text
    assert "Nothing was changed; every formula was worked out again." in text
    assert (own.content(), own.recalculated) == (before, 1)


def test_figures_are_read_anew_for_the_functions_too(context, monkeypatch):
    forgotten = []
    monkeypatch.setattr(dashboard_actions, "forget", lambda: forgotten.append(True))
    refreshed(context, NEW)
    assert forgotten == [True]


def test_a_file_of_somebody_else_is_not_replaced_and_what_was_done_is_told(context):
    context.folder.mkdir()
    (context.folder / "Refresh of small.txt").write_text("mine", encoding="utf-8")
    Path(context.configuration.figures).write_text(HEADINGS + NEW, encoding="utf-8")
    said = ACTIONS["refresh_dashboard"](OpenMemoryBook(dashboard(), NAME), context)
    assert said.open_path is None
    assert "1 of 12 rows" in said.text
    assert "Refresh of small.txt was not renewed" in said.text
    assert (context.folder / "Refresh of small.txt").read_text(encoding="utf-8") == "mine"


def test_a_dashboard_without_figures_named_takes_those_of_the_working_folder(context):
    own = replace(context, configuration=Configuration())
    with pytest.raises(Refused) as caught:
        ACTIONS["refresh_dashboard"](OpenMemoryBook(dashboard(), NAME), own)
    assert [each.code for each in caught.value.findings] == ["REFR23"]
    assert "bct-outcomes-framework-v2-figures.csv:2" in str(caught.value)


def test_in_excel_the_workbook_is_left_with_changes_to_save(context):
    Path(context.configuration.figures).write_text(HEADINGS + NEW, encoding="utf-8")
    excel = Workbook(dashboard(), f"C:\\bcf\\{NAME}")
    said = ACTIONS["refresh_dashboard"](ExcelBook(excel), context)
    assert "30 → 31" in said.text
    assert not excel.Saved
    assert excel.Application.calculated == 1
    assert len(excel.inserted) == 1


def test_where_only_values_are_seen_nothing_is_changed_and_the_command_is_named(context):
    with pytest.raises(Refused) as caught:
        refreshed(context, NEW, OpenMemoryBook(dashboard(), NAME, values_only=True))
    assert [each.code for each in caught.value.findings] == ["OPEN25"]


def test_a_dashboard_is_published_as_the_command_publishes_its_file(context, tmp_path, monkeypatch):
    monkeypatch.setattr(sharing_actions, "how_to_publish", partial(how_to_publish, pictures=False))
    folder = tmp_path / "dashboards"
    folder.mkdir()
    own = OpenMemoryBook(dashboard(), NAME, str(folder / NAME))
    said = ACTIONS["publish_copy"](own, context)
    copy = folder / "small (values only).xlsx"
    assert said.open_path == copy
    assert "Small numbers are still in it; xlbcf publish --suppress takes them out." in said.text
    assert FileBook.open(copy).formulas("Data") == {}
    (tmp_path / NAME).write_bytes(dashboard())
    xlbcf("publish", tmp_path / NAME, "--no-pictures")
    assert copy.read_bytes() == (tmp_path / copy.name).read_bytes()
