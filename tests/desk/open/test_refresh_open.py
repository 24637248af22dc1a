"""An open dashboard refreshed: the very cells that a refresh of its file leaves, in every host."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.support.editing import parts_in
from tests.support.excel_double import ComError, Workbook
from tests.support.open_returns import library
from tests.support.sheets import book, sheet
from tests.support.small_dashboards import points, series, small_dashboard
from xlbcf.books.chart_points import store_chart_points
from xlbcf.books.excel_book import ExcelBook
from xlbcf.books.file_book import FileBook
from xlbcf.books.open_book import OpenBook
from xlbcf.books.open_memory_book import OpenMemoryBook
from xlbcf.books.working_out import work_out
from xlbcf.desk.dashboards.plan import Choices
from xlbcf.desk.dashboards.refresh import RefreshReport, Request, refresh_book
from xlbcf.desk.open.refresh import OpenRefresh, open_dashboard, refresh_open
from xlbcf.hosts.functions.for_working_out import cell_functions
from xlbcf.rules.findings import Refused

NAME = "small.xlsm"
ADDRESS = f"C:\\bcf\\{NAME}"
CHOICES = Choices(cell_functions())
HEADINGS = "metric,part,period,value,target,definition\n"
NEXT = "falls,LPT,2024-25 Q4,31,,\n"
#: What is tried, and the figures.
FIGURES = {
    "a new figure": NEXT,
    "new figures side by side": NEXT + "falls,UHL,2024-25 Q4,52,,\nstays,,2024-25 Q4,5,,\n",
    "enough figures for limits": "".join(
        f"falls,LPT,20{year}-{year + 1} Q{quarter},{year + quarter},,\n"
        for year in range(25, 29)
        for quarter in range(1, 5)
    ),
    "a changed definition": "falls,LPT,2024-25 Q4,31,,2\n",
    "a changed definition where there are limits": "beds,,2024-25 Q4,31,,2\n",
    "a new figure where there are limits": "beds,,2024-25 Q4,22,,\n",
    "a revised figure": "falls,LPT,2024-25 Q3,29,,\n",
    "a new target only": "falls,LPT,2024-25 Q3,30,<20,\n",
    "a fault beside a new figure": NEXT + "falls,UHL,2024-25 Q4,soon,,\n",
    "nothing new": "falls,LPT,2024-25 Q3,30,,\n",
}
each_feed = pytest.mark.parametrize("feed", FIGURES.values(), ids=list(FIGURES))


@cache
def dashboard() -> bytes:
    """A dashboard of three measures: one of two parts side by side, one with control limits."""
    return small_dashboard(
        series("falls", 30, part="LPT", target="<25", history=points(40, 38, 35)),
        series("falls", 50, part="UHL", target="<25", history=points(60)),
        series("stays", 4, target="<6"),
        series("beds", 21, history=points(*(20 + year % 3 for year in range(15)), first=2008)),
    )


@pytest.fixture
def asked(tmp_path: Path):
    """Return what is asked for, with figures written into a file."""

    def ask(feed: str) -> Request:
        path = tmp_path / "figures.csv"
        path.write_text(HEADINGS + feed, encoding="utf-8")
        return Request(Path(NAME), str(path))

    return ask


def by_file(request: Request) -> tuple[FileBook, RefreshReport]:
    """Refresh the dashboard's file."""
    own = FileBook.from_bytes(dashboard(), NAME)
    _, report = refresh_book(library(), own, request, CHOICES)
    return own, report


def opened(own: OpenBook, request: Request, folder: Path) -> OpenRefresh:
    """Refresh the dashboard that is open."""
    return refresh_open(library(), own, request, CHOICES, folder / "undo")


def formulas_and_typed(own: FileBook) -> dict[str, tuple[object, object]]:
    """Return the formulas of each sheet, and the values of its other cells."""
    found = {}
    for name in own.sheets():
        formulas = own.formulas(name)
        values = own.values(name)
        found[name] = formulas, {cell: values[cell] for cell in values.keys() - formulas.keys()}
    return found


def completed(data: bytes) -> dict[str, bytes]:
    """Return the parts of a file once its formulas are worked out and its charts follow."""
    own = FileBook.from_bytes(data, NAME)
    work_out(own, CHOICES.functions)
    store_chart_points(own)
    return parts_in(own.to_bytes())


@each_feed
def test_in_excel_the_cells_are_those_of_the_refreshed_file(asked, tmp_path, feed):
    excel = Workbook(dashboard(), ADDRESS)
    file, report = by_file(asked(feed))
    done = opened(ExcelBook(excel), asked(feed), tmp_path)
    assert formulas_and_typed(excel.file) == formulas_and_typed(file)
    assert done.report.rows == report.rows
    assert [str(each) for each in done.report.findings] == [str(each) for each in report.findings]


@each_feed
def test_in_memory_every_part_is_that_of_the_refreshed_file(asked, tmp_path, feed):
    own = OpenMemoryBook(dashboard(), NAME)
    file, _ = by_file(asked(feed))
    opened(own, asked(feed), tmp_path)
    content = own.content()
    assert content is not None
    assert completed(content) == parts_in(file.to_bytes())


def test_changes_that_are_not_saved_count(asked, tmp_path):
    own = OpenMemoryBook(dashboard(), NAME)
    opened(own, asked(NEXT), tmp_path)
    again = opened(own, asked("falls,LPT,2025-26 Q1,28,,\n"), tmp_path)
    (row,) = [row for row in again.report.rows if row.step.changes]
    assert (row.old, row.old_period, row.new) == (31, "2024-25 Q4", 28)


def test_the_workbook_is_kept_as_it_was_and_calculated(asked, tmp_path):
    own = OpenMemoryBook(dashboard(), NAME)
    done = opened(own, asked(NEXT), tmp_path)
    assert done.copy is not None
    assert done.copy.parent == tmp_path / "undo"
    assert done.copy.read_bytes() == dashboard()
    assert own.recalculated == 1


def test_where_nothing_is_new_nothing_is_written_and_no_copy_is_kept(asked, tmp_path):
    own = OpenMemoryBook(dashboard(), NAME)
    opened(own, asked(NEXT), tmp_path / "first")
    opened(own, asked(NEXT), tmp_path / "second")
    before, own.written = own.content(), []
    done = opened(own, asked(NEXT), tmp_path / "third")
    assert done.copy is None
    assert not (tmp_path / "third").exists()
    assert own.written == []
    assert own.content() == before


def test_what_the_file_forbids_is_refused_before_anything_is_changed(tmp_path):
    own = OpenMemoryBook(dashboard(), NAME)
    with pytest.raises(Refused) as caught:
        opened(own, Request(Path(NAME), str(tmp_path / "nowhere.csv")), tmp_path)
    assert [each.code for each in caught.value.findings] == ["FILE01"]
    assert own.content() == dashboard()
    assert not (tmp_path / "undo").exists()


def test_where_excel_inserts_nothing_it_stays_as_it_was(asked, tmp_path, monkeypatch):
    excel = Workbook(dashboard(), ADDRESS)

    def refuse(*_: object) -> None:
        raise ComError("That command cannot be used on multiple selections.")

    monkeypatch.setattr(excel, "insert", refuse)
    with pytest.raises(Refused) as caught:
        opened(ExcelBook(excel), asked(NEXT), tmp_path)
    assert [each.code for each in caught.value.findings] == ["OPEN28"]
    assert excel.file.to_bytes() == dashboard()
    assert excel.Application.Calculation == -4105


def test_where_excel_stops_halfway_the_copy_and_the_reason_are_told(asked, tmp_path, monkeypatch):
    excel = Workbook(dashboard(), ADDRESS)
    insert, calls = excel.insert, []

    def once(*given: object) -> None:
        calls.append(given)
        if len(calls) > 1:
            raise ComError("Out of memory.")
        insert(*given)

    monkeypatch.setattr(excel, "insert", once)
    with pytest.raises(Refused) as caught:
        opened(ExcelBook(excel), asked(FIGURES["new figures side by side"]), tmp_path)
    halfway, reason = caught.value.findings
    assert (halfway.code, reason.code) == ("OPEN29", "OPEN28")
    (copy,) = (tmp_path / "undo").iterdir()
    assert str(copy) in halfway.action
    assert copy.read_bytes() == dashboard()


def test_where_only_values_are_seen_the_command_is_named_instead(asked, tmp_path):
    own = OpenMemoryBook(dashboard(), NAME, values_only=True)
    mapping = open_dashboard(library(), own)
    assert mapping is not None
    assert mapping.id == "outcomes-framework"
    with pytest.raises(Refused) as caught:
        opened(own, asked(NEXT), tmp_path)
    (found,) = caught.value.findings
    assert found.code == "OPEN25"
    assert "xlbcf refresh" in found.action


def test_another_workbook_is_no_dashboard():
    assert open_dashboard(library(), OpenMemoryBook(book(sheet("Data", {"A1": "Metric"})))) is None
