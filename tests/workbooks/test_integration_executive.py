"""The Integration Executive dashboard: what is printed is there, and ratings say what they lack."""

from __future__ import annotations

import csv
import re
from functools import cache
from zipfile import ZipFile

import pytest

from tests.support.templates import ROOT
from xlbcf.books.file_book import FileBook
from xlbcf.books.port import Write
from xlbcf.books.values import CellError, Value
from xlbcf.books.working_out import work_out
from xlbcf.desk.dashboards.series import DashboardData, find_dashboard, read_series
from xlbcf.hosts.functions.for_working_out import cell_functions
from xlbcf.template.addresses import Cell, parse_areas
from xlbcf.template.dashboards import load_dashboards

WORKBOOKS = ROOT / "workbooks"
FILE = WORKBOOKS / "dashboards" / "integration-executive.xlsm"
SOURCE = ROOT.parent / "shared" / "sources" / "integration-executive-dashboard-2014.txt"
FIGURES = WORKBOOKS / "data" / "integration-executive-2014-figures.csv"
PAGES = ("RAG guidelines", "Metrics", "Themes")


@cache
def shipped() -> FileBook:
    return FileBook.open(FILE)


def data_of(book: FileBook) -> DashboardData:
    mappings = load_dashboards(ROOT / "mappings" / "dashboards")
    mapping = find_dashboard(mappings, book)
    assert mapping.id == "integration-executive"
    return read_series(book, mapping)


def texts(book: FileBook, sheet: str) -> set[str]:
    """Return every text of a sheet, each run of spaces as one."""
    return {" ".join(str(value).split()) for value in book.values(sheet).values()}


def rows_of(book: FileBook, sheet: str, heading_row: int) -> list[dict[str, Value]]:
    """Return the rows below some headings; of headings that repeat the last one counts."""
    cells = book.values(sheet)
    heads = {cell.column: str(value) for cell, value in cells.items() if cell.row == heading_row}
    rows: dict[int, dict[str, Value]] = {}
    for cell, value in cells.items():
        if cell.row > heading_row and cell.column in heads:
            rows.setdefault(cell.row, {})[heads[cell.column]] = value
    return [rows[number] for number in sorted(rows)]


def xml_of(sheet: str) -> str:
    with ZipFile(FILE) as package:
        workbook = package.read("xl/workbook.xml").decode()
        names = re.findall(r'<sheet [^>]*name="([^"]*)"', workbook)
        return package.read(f"xl/worksheets/sheet{names.index(sheet) + 1}.xml").decode()


def test_the_committed_file_equals_a_rebuild_part_by_part():
    pytest.importorskip("xlsxwriter", reason="xlsxwriter is not installed; it comes with [test]")
    pytest.importorskip("pyopenvba", reason="pyOpenVBA is not installed; it comes with [test]")
    from workbooks.build.dashboards.integration_executive import integration_executive
    from workbooks.build.package import parts_of

    rebuilt, committed = parts_of(integration_executive()), parts_of(FILE.read_bytes())
    assert list(rebuilt) == list(committed)
    for name, content in rebuilt.items():
        assert content == committed[name], name


def test_every_formula_is_in_the_language_and_its_stored_result_is_right():
    worked = work_out(FileBook.open(FILE), cell_functions())
    assert worked.left == []
    assert worked.changes == []


def test_no_cell_shows_an_error_but_limits_and_targets_without_figures():
    book = shipped()
    errors = {
        (sheet, str(value))
        for sheet in book.sheets()
        for value in book.values(sheet).values()
        if isinstance(value, CellError)
    }
    assert not [each for each in errors if each[0] in (*PAGES, "Cover", "Data")]
    assert {value for _, value in errors} <= {"#N/A"}


def test_the_data_sheet_is_read_without_a_finding_and_holds_every_printed_figure():
    data = data_of(shipped())
    assert data.findings == ()
    with FIGURES.open(encoding="utf-8", newline="") as file:
        printed = list(csv.DictReader(file))
    assert [each.key.metric for each in data.series] == [row["metric"] for row in printed]
    assert len(printed) == 34


def test_every_history_has_its_name_with_nine_columns_and_a_hidden_anchor():
    book = shipped()
    for series in data_of(book).series:
        name = f"{series.key.metric}_{series.key.part}".lower()
        sheet, _, address = str(book.defined_name(f"history_{name}", "Data")).partition("!")
        (area,) = parse_areas(address.replace("$", ""))
        assert area.right - area.left == 8
        anchor = re.search(rf'<row r="{area.top}"[^>]*>', xml_of(sheet.strip("'")))
        assert anchor is not None
        assert 'hidden="1"' in anchor[0]
        assert book.defined_name(f"limits_{name}", "Data") is not None


def printed_lines() -> list[list[str]]:
    if not SOURCE.exists():
        pytest.skip("the printed paper is not here")
    lines = SOURCE.read_text(encoding="utf-8").splitlines()
    return [[" ".join(cell.split()) for cell in line.split("\t")] for line in lines]


def test_the_guidelines_are_as_printed():
    lines = printed_lines()
    first = lines.index(["Dimension", "RAG Status", "Guidelines", "Notes"])
    rows = rows_of(shipped(), "RAG guidelines", 3)[:18]
    dimension = ""
    for line, row in zip(lines[first + 1 : first + 19], rows, strict=True):
        dimension = line[0] or dimension
        assert [dimension, *line[1:]] == [
            row["Dimension"], row["RAG Status"], row["Guidelines"], row["Notes"]
        ]  # fmt: skip


def test_the_metrics_and_composite_measures_are_as_printed():
    lines = [each for each in printed_lines() if each[0].startswith("METRIC ")]
    rows = [row for row in rows_of(shipped(), "Metrics", 3) if len(row) > 1][:14]
    letters = {"NA": "N/A", "R": "RED", "": ""}
    for line, row in zip(lines, rows, strict=True):
        title, target, current, _, rag, dot, commentary = (*line, *[""] * 7)[:7]
        assert (row["Metric"], row["Commentary"]) == (title, commentary)
        assert row.get("DOT", "") == dot
        assert str(row.get("Data RAG", "")).partition(" (figures")[0] == letters[rag]
        assert row.get("Target", "") == target.replace("~", "n/a")
        shown = row.get("Current data", "")
        assert (f"{shown:.2%}" if shown == 0.786 else str(shown)) == current.replace("~", "n/a")


def test_the_themes_are_as_printed():
    printed = printed_lines()
    first = next(at for at, line in enumerate(printed) if line[0].startswith("A Unified"))
    there = " ".join(sorted(texts(shipped(), "Themes")))
    plain = re.sub(r"</?p>", "", SOURCE.read_text(encoding="utf-8").split(printed[first][0])[1])
    for sentence in re.split(r"(?<=[.:])\s+|\t|\n", plain):
        words = " ".join(sentence.split())
        if words and "APPENDIX" not in words:
            assert words in there, words


# Each case stands on a row of its own, so that one workbook tries them all.
CASES: dict[str, tuple[dict[str, object], str, str]] = {
    "residential_admissions": ({"Rating by a person": ""}, "RED", ""),
    "reablement": ({"Rating by a person": "RED"}, "RED", ""),
    "delayed_transfers": (
        {"Rating by a person": "GREEN", "Reason": ""}, "GREEN (figures: RED)", "Reason required"
    ),
    "avoidable_emergency_admissions": (
        {"Rating by a person": "GREEN", "Reason": "Old data."}, "GREEN (figures: AMBER)", ""
    ),
    "user_experience": (
        {"Latest": 0.5, "Target": ">=70%", "Rating by a person": "AMBER", "Reason": "",
         "Commentary": ""},
        "AMBER (figures: RED)", "Reason required; Commentary required",
    ),
    "falls_injuries": (
        {"Rating by a person": "N/A", "Reason": "Old data.", "Commentary": ""},
        "N/A (figures: RED)", "Commentary required",
    ),
    "length_of_stay_composite": (
        {"Latest": 10.0, "Target": "10", "Commentary": ""}, "GREEN", ""
    ),
    "avoidable_admissions": (
        {"Latest": 110.0, "Target": "<= 100", "Commentary": ""}, "AMBER", "Commentary required"
    ),
    "childhood_condition_admissions": (
        {"Latest": 111.0, "Target": "100", "Commentary": "Late."}, "RED", ""
    ),
    "acute_condition_admissions": ({"Latest": "n/a", "Target": "100"}, "", ""),
    "childhood_respiratory_admissions": ({"Latest": 5.0, "Target": ""}, "", ""),
    "length_of_stay_composite_1": ({"Latest": 5.0, "Target": "soon"}, "", ""),
    "length_of_stay_composite_2": (
        {"Latest": 5.0, "Target": "soon", "Rating by a person": "E", "Commentary": ""}, "E", ""
    ),
    "length_of_stay_composite_3": ({"Latest": 0.0, "Target": "5"}, "GREEN", ""),
    "prevention_action_plan": ({"Latest": 0.0, "Commentary": ""}, "GREEN", ""),
    "urgent_response_action_plan": ({"Latest": 30.0}, "AMBER", ""),
    "discharge_reablement_action_plan": (
        {"Latest": 31.0, "Commentary": ""}, "RED", "Commentary required"
    ),
    "long_term_conditions_action_plan": (
        {"Rating by a person": "N/A"}, "N/A", "Start date required"
    ),
    "further_schemes_action_plan": (
        {"Latest": 40.0, "Rating by a person": "N/A", "Reason": "", "Start date": ""},
        "N/A (figures: RED)", "Reason required; Start date required",
    ),
    "prevention_finance": ({"Latest": 110.0, "Target": "100"}, "AMBER", ""),
    "urgent_response_finance": ({"Latest": 89.0, "Target": "£100"}, "RED", ""),
    "discharge_reablement_finance": ({"Latest": 89.0}, "", ""),
    "long_term_conditions_finance": (
        {"Rating by a person": "N/A", "Commentary": ""}, "N/A", ""
    ),
    "prevention_metric": ({"Latest": 0.1}, "AMBER", ""),
    "urgent_response_metric": ({"Latest": 0.12}, "RED", ""),
    "discharge_reablement_metric": ({"Latest": -0.05}, "GREEN", ""),
    "prevention_savings": ({"Latest": 95.0, "Target": "100"}, "AMBER", "Commentary required"),
    "urgent_response_savings": ({"Latest": 100.0, "Target": "100"}, "GREEN", ""),
    "discharge_reablement_savings": ({"Rating by a person": "N/A"}, "N/A", "Commentary required"),
    "long_term_conditions_savings": ({"Rating by a person": "E"}, "E", ""),
}  # fmt: skip


@pytest.fixture(scope="module")
def tried() -> FileBook:
    """The dashboard with the made-up figures and ratings of all cases."""
    pytest.importorskip("xlsxwriter", reason="xlsxwriter is not installed; it comes with [test]")
    from workbooks.build.dashboards.executive_source import read_paper
    from workbooks.build.dashboards.integration_executive import written

    changed = {metric: given for metric, (given, _, _) in CASES.items()}
    book = FileBook.from_bytes(written(read_paper(), changed), "tried.xlsx")
    assert work_out(book, cell_functions()).left == []
    return book


@pytest.mark.parametrize("metric", CASES)
def test_a_rating_is_shown_with_the_one_it_overrides_and_what_is_to_do(tried, metric):
    _, shown, to_do = CASES[metric]
    row = next(row for row in rows_of(tried, "Data", 4) if row["Metric"] == metric)
    assert (row.get("Rating shown", ""), row.get("To do", "")) == (shown, to_do)


def test_the_pages_show_the_ratings_and_what_is_to_do_beside_them(tried):
    metrics = [row for row in rows_of(tried, "Metrics", 3) if "Period" in row][:14]
    themes = [row for row in rows_of(tried, "Themes", 3) if "To do" in row]
    found = [(row.get("Data RAG", row.get("RAG", "")), row["To do"]) for row in (*metrics, *themes)]
    with FIGURES.open(encoding="utf-8", newline="") as file:
        order = [row["metric"] for row in csv.DictReader(file)]
    expected = [CASES.get(metric, ({}, "", ""))[1:] for metric in order]
    assert found == expected


def test_a_person_may_choose_the_ratings_that_the_dimension_knows():
    xml = xml_of("Data")
    by_choices: dict[str, int] = {}
    for rule in re.findall(r"<dataValidation .*?</dataValidation>", xml):
        words = re.search(r'<formula1>"(GREEN[^"]*)"', rule)
        if words:
            cells = re.search(r'sqref="([^"]*)"', rule)
            assert cells is not None
            by_choices[words[1]] = by_choices.get(words[1], 0) + len(cells[1].split())
    assert by_choices == {"GREEN,AMBER,RED,N/A,E": 24, "GREEN,AMBER,RED,N/A": 10}


@pytest.mark.parametrize("page", PAGES)
def test_each_page_is_one_a3_sheet_in_landscape_with_its_headings(page):
    xml = xml_of(page)
    (setup,) = re.findall(r"<pageSetup [^>]*>", xml)
    assert 'paperSize="8"' in setup
    assert 'orientation="landscape"' in setup
    assert "fitToPage" in xml
    assert 'fitToHeight="0"' not in setup
    with ZipFile(FILE) as package:
        workbook = package.read("xl/workbook.xml").decode()
    assert f"'{page}'!$3:$3" in workbook or f"{page}!$3:$3" in workbook


def test_titles_link_to_sheets_that_lead_back():
    sheets = shipped().sheets()
    for page, count in (("Metrics", 14), ("Themes", 20)):
        links = re.findall(r'<hyperlink [^>]*location="([^"]*)"', xml_of(page))
        assert len(links) == count
        for sheet in {link.partition("!")[0].strip("'") for link in links}:
            assert sheet in sheets
            back = re.search(r'<hyperlink ref="A1"[^>]*location="([^"]*)"', xml_of(sheet))
            assert back is not None
            assert back[1].partition("!")[0].strip("'") == page


def test_sheets_begin_with_a_title_and_charts_are_described():
    book = shipped()
    for sheet in book.sheets():
        assert min(book.values(sheet)) == (1, 1), sheet
    with ZipFile(FILE) as package:
        drawings = [name for name in package.namelist() if "drawings/drawing" in name]
        frames = [
            frame
            for name in drawings
            if not name.endswith(".rels")
            for frame in re.findall(r"<xdr:cNvPr [^>]*>", package.read(name).decode())
        ]
    assert len(frames) == 34
    assert all(re.search(r'descr="Line chart of [^"]+"', frame) for frame in frames)


def test_each_metric_has_a_sparkline_and_text_to_hover_over():
    xml = xml_of("Metrics")
    assert len(re.findall(r"<x14:sparkline>", xml)) == 14
    with ZipFile(FILE) as package:
        comments = [name for name in package.namelist() if name.startswith("xl/comments")]
        notes = [package.read(name).decode().count("<comment ") for name in comments]
    assert sorted(notes) == [1, 12, 17]


def test_process_control_stands_on_the_page_of_metrics_where_the_switch_says_yes():
    book = FileBook.open(FILE)
    columns = [at for at, value in book.values("Metrics").items() if at.row == 3 and not value]
    assert len(columns) == 2

    def shown() -> set[Value]:
        cells = book.values("Metrics")
        return {cells[Cell(row, at.column)] for at in columns for row in (3, 5, 11, 13, 19)}

    assert shown() == {""}
    book.write([Write("Cover", Cell(5, 2), "Yes")])
    work_out(book, cell_functions())
    assert shown() == {"Variation", "Assurance", "Too few points for SPC"}
