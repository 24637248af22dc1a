"""A refreshed file beside the one before: what had to change did, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("xlsxwriter", reason="xlsxwriter is not installed")

from tests.support.cell_changes import parts_of
from tests.support.memory_dashboards import figures_file
from tests.support.small_dashboards import points, series, small_dashboard
from tests.support.templates import ROOT
from xlbcf.books.chart_points import store_chart_points
from xlbcf.books.file_book import FileBook
from xlbcf.books.values import CellError
from xlbcf.books.working_out import work_out
from xlbcf.desk.dashboards.plan import Choices
from xlbcf.desk.dashboards.refresh import Request, refresh_file
from xlbcf.desk.folder import Home
from xlbcf.desk.library import Library
from xlbcf.hosts.functions.for_working_out import cell_functions
from xlbcf.rules.findings import Refused
from xlbcf.template.addresses import Cell, parse_cell

SHIPPED = ROOT / "workbooks" / "dashboards" / "outcomes-framework.xlsm"
LIBRARY = Library(Home(ROOT))
GIVEN = (
    {"metric": "ambulance_response", "period": "2018-19 Q3", "value": "00:12:00"},
    {"metric": "tobacco_screening", "part": "UHL", "period": "2018-19 Q3", "value": "80%"},
)
MONTHS = [f"{2015 + at // 12}-{at % 12 + 1:02d}" for at in range(36)]


def refreshed(
    folder: Path, content: bytes, *given: dict[str, object], force: bool = False
) -> bytes:
    """The content of a dashboard after a refresh without faults."""
    path, out = folder / "before.xlsm", folder / "after.xlsm"
    path.write_bytes(content)
    choices = Choices(cell_functions(), force=force)
    source = str(figures_file(folder, given))
    report = refresh_file(LIBRARY, Request(path, source, out=out), choices)
    assert report.faults == []
    return out.read_bytes()


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> tuple[bytes, bytes]:
    """The shipped framework, and the same with new figures in two rows."""
    before = SHIPPED.read_bytes()
    return before, refreshed(tmp_path_factory.mktemp("files"), before, *GIVEN)


@pytest.fixture(scope="module")
def parts(files) -> tuple[dict[str, bytes], dict[str, bytes]]:
    return parts_of(files[0]), parts_of(files[1])


def sheet_parts(book: FileBook) -> dict[str, str]:
    return {entry.part: entry.name for entry in book.workbook.sheets}


def test_only_the_sheets_and_charts_of_what_is_new_and_what_reads_it_change(files, parts):
    before, after = parts
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    names = sheet_parts(FileBook.from_bytes(files[0], "before"))
    sheets = {names[part] for part in changed if part in names}
    assert sheets == {"Data", "LLR_Summary", "2a", "18"}
    charts = {part for part in changed if part.startswith("xl/charts/")}
    assert len(charts) == 2
    assert changed - charts - set(names) == {"xl/workbook.xml"}


def test_sheets_change_in_their_cells_and_in_ranges_that_grow(files, parts):
    cell = re.compile(rb"<c [^>]*?(?:/>|>.*?</c>)|<row [^>]*>|</row>", re.DOTALL)
    reference = re.compile(rb"\$?[A-Z]{1,3}\$?[0-9]+(?::\$?[A-Z]{1,3}\$?[0-9]+)?")
    for part in sheet_parts(FileBook.from_bytes(files[0], "before")):
        old, new = (cell.sub(b"", each[part]) for each in parts)
        assert reference.sub(b"", old) == reference.sub(b"", new), part


def test_charts_change_in_their_ranges_and_points_only(parts):
    points = re.compile(rb"<c:(f|numCache|strCache)>.*?</c:\1>", re.DOTALL)
    for part, old in parts[0].items():
        if part.startswith("xl/charts/") and old != parts[1][part]:
            assert points.sub(b"", old) == points.sub(b"", parts[1][part])
            ranges = [re.findall(rb"<c:f>([^<]*)</c:f>", each[part]) for each in parts]
            assert ranges[0] != ranges[1]


def test_names_change_where_a_history_grew(parts):
    names = [
        dict(
            re.findall(
                r'<definedName name="([^"]*)"[^>]*>([^<]*)<', each["xl/workbook.xml"].decode()
            )
        )
        for each in parts
    ]
    changed = {name for name, stands_for in names[0].items() if stands_for != names[1][name]}
    assert changed == {"history_ambulance_response", "history_tobacco_screening_uhl"}


def test_plain_cells_change_only_in_the_rows_with_new_figures(files):
    old, new = (FileBook.from_bytes(each, "book") for each in files)
    columns = {cell.column: value for cell, value in old.values("Data").items() if cell.row == 4}
    changed: dict[str, set[str]] = {}
    before, after = old.values("Data"), new.values("Data")
    for cell in before.keys() | after.keys():
        if before.get(cell) != after.get(cell):
            metric = str(before[Cell(cell.row, 1)])
            part = str(before.get(Cell(cell.row, 2), ""))
            changed.setdefault(f"{metric} {part}".strip(), set()).add(str(columns[cell.column]))
    both = {
        "Period",
        "Latest",
        "Previous period",
        "Previous",
        "Mark as printed",
        "Arrow as printed",
    }
    # The other rows lose the ticks of the printed page.
    others = [
        what
        for row, what in changed.items()
        if row not in ("ambulance_response", "tobacco_screening UHL")
    ]
    assert all(what == {"Updated"} for what in others)
    assert changed["tobacco_screening UHL"] == both | {"Trend in words"}
    assert changed["ambulance_response"] - {"Note"} == both


def test_every_stored_result_is_what_the_formula_gives(files):
    book = FileBook.from_bytes(files[1], "after")
    done = work_out(book, cell_functions())
    assert done.changes == []
    assert done.left == []
    store_chart_points(book)
    assert book.to_bytes() == files[1]


def test_no_stored_value_is_a_missing_name(files):
    book = FileBook.from_bytes(files[1], "after")
    values = [value for sheet in book.sheets() for value in book.values(sheet).values()]
    assert "■" in values
    assert "#NAME?" not in values


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_another_library_opens_the_file_and_reads_the_new_figures(files, tmp_path):
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    path = tmp_path / "after.xlsm"
    path.write_bytes(files[1])
    sheet = openpyxl.load_workbook(path, data_only=True)["18"]
    rows = [[cell.value for cell in row[:2]] for row in sheet.iter_rows()][-2:]
    assert rows[1][0] == "2018-19 Q3"
    assert rows[0][0] == "v2.0 (undated)"


def test_a_history_of_36_periods_is_filled_in_one_refresh(tmp_path):
    before = small_dashboard(series("falls", 5, period="v1 (undated)", target="< 100"))
    given = [{"period": month, "value": 50 + at % 7} for at, month in enumerate(MONTHS)]
    after = refreshed(tmp_path, before, *given)
    book = FileBook.from_bytes(after, "after")
    area = str(book.defined_name("history_falls", "falls")).replace("$", "")
    top, bottom = map(int, re.findall(r"[A-Z]([0-9]+)", area.partition("!")[2]))
    assert bottom - top == 37
    values, formulas = book.values("falls"), book.formulas("falls")
    periods = [values[Cell(row, 1)] for row in range(top + 1, bottom + 1)]
    assert periods == ["v1 (undated)", *MONTHS]
    limits = {formulas.get(Cell(row, 4)) for row in range(top + 1, bottom + 1)}
    assert len(limits) == 1
    assert None not in limits
    assert isinstance(values[Cell(bottom, 5)], float)
    charts = [part for name, part in parts_of(after).items() if name.startswith("xl/charts/chart")]
    assert f"$B${top}:$B${bottom}".encode() in charts[0]
    assert b'<c:ptCount val="37"/>' in charts[0]


def test_a_history_cut_back_and_filled_again_is_what_it_was(tmp_path):
    given = [{"period": month, "value": 50 + at % 7} for at, month in enumerate(MONTHS)]
    start = small_dashboard(series("falls", 5, period="v1 (undated)", target="< 100"))
    filled = refreshed(tmp_path, start, *given)
    for last in (30, 10, 1):
        cut = refreshed(tmp_path, filled, *given[:last], force=True)
        shorter = FileBook.from_bytes(cut, "cut")
        assert shorter.values("Data")[parse_cell("I5")] == MONTHS[last - 1]
        assert work_out(shorter, cell_functions()).changes == []
        again = FileBook.from_bytes(refreshed(tmp_path, cut, *given), "again")
        for sheet in ("falls", "Data", "LLR_Summary"):
            before = FileBook.from_bytes(filled, "filled")
            assert again.values(sheet) == before.values(sheet)
            assert again.formulas(sheet) == before.formulas(sheet)


def test_a_changed_definition_starts_charts_anew_and_blanks_the_arrow(tmp_path):
    past = points(*range(100, 120), first=2000)
    before = small_dashboard(series("falls", 130, history=past, previous=119))
    book = FileBook.from_bytes(before, "before")
    assert not isinstance(_beside(book, "Too few points for SPC"), str)
    given = {"period": "2024-25 Q4", "value": 90, "definition": 2}
    book = FileBook.from_bytes(refreshed(tmp_path, before, given), "after")
    assert isinstance(_beside(book, "Too few points for SPC"), str)
    spans = [text for text in book.formulas("falls").values() if "BCF_SPC_LIMITS" in text]
    tops = {int(top) for text in spans for top in re.findall(r"\(\$B\$(\d+):", text)}
    (row,) = [cell.row for cell, value in book.values("falls").items() if value == "New definition"]
    assert tops == {row}
    summary = book.values("LLR_Summary").values()
    assert "↓" not in summary
    # What the chart showed before the break it still shows, as values.
    assert Cell(row - 3, 4) not in book.formulas("falls")
    assert isinstance(book.value("falls", Cell(row - 3, 4)), float)


def _beside(book: FileBook, words: str) -> str | None:
    return next((str(each) for each in book.values("falls").values() if each == words), None)


def test_a_file_where_a_name_would_stay_unknown_is_not_written(tmp_path):
    before = small_dashboard(series("falls", 90))
    book = FileBook.from_bytes(before, "before")
    cell = next(iter(book.formulas("falls")))
    book.put_formulas({"falls": {cell: "OFFSET(Data!$A$1,0,0)"}})
    book.store_results({"falls": {cell: CellError("#NAME?")}})
    (tmp_path / "before.xlsm").write_bytes(book.to_bytes())
    with pytest.raises(Refused) as refused:
        refreshed(tmp_path, book.to_bytes(), {"period": "2024-25 Q4", "value": 80})
    assert [each.code for each in refused.value.findings] == ["REFR14"]
    assert not (tmp_path / "after.xlsm").exists()


def test_cells_that_cannot_be_worked_out_are_named(tmp_path):
    book = FileBook.from_bytes(small_dashboard(series("falls", 90)), "before")
    cell = next(iter(book.formulas("falls")))
    book.put_formulas({"falls": {cell: "OFFSET(Data!$A$1,0,0)"}})
    book.store_results({"falls": {cell: 90}})
    path = tmp_path / "before.xlsm"
    path.write_bytes(book.to_bytes())
    source = str(figures_file(tmp_path, [{"period": "2024-25 Q4", "value": 80}]))
    report = refresh_file(LIBRARY, Request(path, source), Choices(cell_functions()))
    (found,) = [each for each in report.findings if each.code == "REFR13"]
    assert f"falls!{cell}" in found.message
    assert report.written
