"""Figures that are none: a gap in the chart, a missing point for control charts, no error told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("xlsxwriter", reason="xlsxwriter is not installed")

from tests.support.memory_dashboards import figures_file
from tests.support.small_dashboards import points, series, small_dashboard
from tests.support.templates import ROOT
from xlbcf.books.file_book import FileBook
from xlbcf.books.values import CellError, Value
from xlbcf.books.values_only import ValuesOnly, values_only
from xlbcf.desk.dashboards.histories import HistoryRow, read_history
from xlbcf.desk.dashboards.plan import Choices
from xlbcf.desk.dashboards.publication import make_ready
from xlbcf.desk.dashboards.refresh import Request, refresh_file
from xlbcf.desk.dashboards.series import read_series
from xlbcf.desk.folder import Home
from xlbcf.desk.library import Library
from xlbcf.hosts.functions.for_working_out import cell_functions
from xlbcf.template.addresses import parse_cell
from xlbcf.template.dashboard_mapping import HistoryColumn
from xlbcf.template.dashboards import load_dashboard

MAPPING = load_dashboard(ROOT / "mappings" / "dashboards" / "outcomes-framework.yaml")
NA = CellError("#N/A")
PAST = [100.0 + 7 * (at % 3) for at in range(14)]


def small(past: int = 14, **more: object) -> bytes:
    """A dashboard of one series up to 2034-35, with its history."""
    usual = {"period": "2034-35", "previous_period": "2033-34", "previous": PAST[-1]}
    first = 2034 - past
    history = points(*PAST[:past], first=first)
    return small_dashboard(series("deaths", 104.0, history=history, **usual | more))


def refreshed(folder: Path, content: bytes, period: str, value: object) -> bytes:
    path, out = folder / "before.xlsm", folder / "after.xlsm"
    path.write_bytes(content)
    given = {"metric": "deaths", "period": period, "value": value}
    request = Request(path, str(figures_file(folder, [given])), out=out)
    report = refresh_file(Library(Home(ROOT)), request, Choices(cell_functions()))
    assert report.faults == []
    return out.read_bytes()


def read(content: bytes) -> FileBook:
    return FileBook.from_bytes(content, "small.xlsm")


def rows_of(content: bytes) -> list[HistoryRow]:
    data = read_series(read(content), MAPPING)
    history = read_history(data, data.series[0])
    return [*history.rows, history.live]


def figures(content: bytes) -> list[Value]:
    return [row.cells.get(HistoryColumn.FIGURE) for row in rows_of(content)]


def errors_in(content: bytes) -> list[tuple[str, Value]]:
    book = read(content)
    return [
        (f"{name}!{cell}", value)
        for name in book.sheets()
        for cell, value in book.values(name).items()
        if isinstance(value, CellError)
    ]


def charted(content: bytes) -> list[str]:
    """What the chart keeps of its first series, the figures, with a blank for each gap."""
    part = read(content).part("xl/charts/chart1.xml").decode()
    numbers = re.findall(r"<c:val>.*?<c:numCache>(.*?)</c:numCache>", part, re.DOTALL)[0]
    size = int(re.findall(r'ptCount val="(\d+)"', numbers)[0])
    known = dict(re.findall(r'<c:pt idx="(\d+)"><c:v>([^<]*)</c:v>', numbers))
    return [known.get(str(at), "") for at in range(size)]


def published(content: bytes, suppress: bool = False) -> ValuesOnly:
    ready = make_ready(read(content), MAPPING, cell_functions(), suppress)
    return values_only(read(ready.content), calculated=True)


@pytest.mark.parametrize("value", ["n/a", "*"])
def test_a_latest_figure_that_is_none_is_left_out_of_the_chart(tmp_path, value):
    after = refreshed(tmp_path, small(), "2035-36", value)
    assert figures(after) == [*PAST, 104, NA]
    assert rows_of(after)[-1].cells[HistoryColumn.PERIOD] == "2035-36"
    assert charted(after)[-2:] == ["104", "#N/A"]


def test_it_is_a_blank_cell_once_it_is_past(tmp_path):
    after = refreshed(tmp_path, small(), "2035-36", "n/a")
    after = refreshed(tmp_path, after, "2036-37", "99")
    assert figures(after) == [*PAST, 104, None, 99]
    assert rows_of(after)[-2].cells[HistoryColumn.PERIOD] == "2035-36"
    assert charted(after)[-3:] == ["104", "", "99"]


def test_the_control_chart_goes_on_without_it(tmp_path):
    after = refreshed(tmp_path, small(), "2035-36", "n/a")
    means = [row.cells[HistoryColumn.MEAN] for row in rows_of(after)]
    assert means == [pytest.approx(sum([*PAST, 104]) / 15)] * 16


def test_no_error_stands_anywhere_but_in_the_live_row_of_the_history(tmp_path):
    after = refreshed(tmp_path, small(), "2035-36", "n/a")
    live = rows_of(after)[-1]
    assert errors_in(after) == [(f"deaths!B{live.row}", NA), (f"deaths!C{live.row}", NA)]


def test_a_reader_of_the_published_copy_sees_no_error(tmp_path):
    after = refreshed(tmp_path, small(), "2035-36", "n/a")
    assert errors_in(after)
    copy = published(after)
    assert copy.errors == []
    assert errors_in(copy.content) == []
    assert rows_of(copy.content)[-1].cells.get(HistoryColumn.FIGURE) is None
    assert charted(copy.content)[-2:] == ["104", ""]


def test_a_figure_on_show_stays_in_the_published_copy():
    copy = published(small(target="<110"))
    last = rows_of(copy.content)[-1].cells
    assert (last[HistoryColumn.FIGURE], last[HistoryColumn.TARGET]) == (104, 110)


def test_an_error_of_any_other_kind_or_place_is_told():
    book = read(small())
    data = read_series(book, MAPPING)
    row = read_history(data, data.series[0]).rows[-1].row
    target = parse_cell(f"C{row}")
    book.put_formulas({"deaths": {target: "1/0"}, "LLR_Summary": {parse_cell("Z3"): "NA()"}})
    copy = published(book.to_bytes())
    assert set(copy.errors) == {f"deaths!{target}", "LLR_Summary!Z3"}


def test_a_hidden_figure_is_marked_in_the_period_of_its_gap():
    few = small_dashboard(series("deaths", 4, period="2034-35", history=points(20.0, first=2033)))
    last = rows_of(published(few, suppress=True).content)[-1].cells
    assert last[HistoryColumn.PERIOD] == "2034-35 *"
    assert HistoryColumn.FIGURE not in last
