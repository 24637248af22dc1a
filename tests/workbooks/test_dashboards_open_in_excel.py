"""What Excel would repair or show wrongly in a dashboard, however it was made: nothing."""

from __future__ import annotations

import re
import warnings
from xml.etree import ElementTree

import pytest

from tests.support.commands import xlbcf
from tests.support.excel_limits import Parts, repairs
from tests.support.memory_dashboards import figures_file
from tests.support.templates import ROOT
from xlbcf.books.file_book import FileBook
from xlbcf.books.values import CellError
from xlbcf.desk.dashboards.series import read_series
from xlbcf.rules.metrics import Unit
from xlbcf.template.addresses import Cell, parse_areas, parse_cell
from xlbcf.template.dashboards import load_dashboard

FOLDER = ROOT / "workbooks" / "dashboards"
NAMES = ("outcomes-framework", "integration-executive")
MONTHS = [f"{2020 + at // 12}-{at % 12 + 1:02d}" for at in range(15)]
HEAD = 4
NUMBER = re.compile(r"[£$]?-?[\d,]+(?:\.\d+)?%?")
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def refreshed(folder, source, made: str, *words: object, **given: object):
    """A dashboard with new figures for every series that has a number."""
    mapping = load_dashboard(ROOT / "mappings" / "dashboards" / f"{made}.yaml")
    data = read_series(FileBook.open(source), mapping)
    rows = [
        {"metric": each.key.metric, "part": each.key.part, "period": month, "value": 10 + at % 3}
        | given
        for each in data.series
        if each.unit not in (Unit.CATEGORY, Unit.DURATION, Unit.PERCENT)
        for at, month in enumerate(MONTHS[: 1 if words else None])
    ]
    figures, out = figures_file(folder, rows), folder / f"{len(list(folder.iterdir()))}.xlsm"
    told = xlbcf("refresh", source, "--figures", figures, "--out", out, *words)
    assert told.err == ""
    return out


@pytest.fixture(scope="module", params=NAMES)
def files(request, tmp_path_factory):
    """A dashboard as shipped, refreshed, with another definition, taken back, and published."""
    folder = tmp_path_factory.mktemp(request.param)
    shipped = FOLDER / f"{request.param}.xlsm"
    once = refreshed(folder, shipped, request.param)
    made = {"shipped": shipped, "refreshed": once}
    made["redefined"] = refreshed(
        folder, once, request.param, "--period", "2021-06", period="2021-06", definition=2
    )
    made["taken back"] = refreshed(folder, once, request.param, "--force")
    made["published"] = folder / "published.xlsx"
    xlbcf("publish", made["redefined"], "--suppress", "--no-pictures", "--out", made["published"])
    return made


WAYS = ("shipped", "refreshed", "redefined", "taken back", "published")


@pytest.mark.parametrize("way", WAYS)
def test_excel_finds_nothing_to_repair(files, way):
    assert repairs(files[way].read_bytes()) == []


@pytest.mark.parametrize("way", WAYS[2::2])
def test_a_validator_by_offices_schemas_finds_no_fault(files, way):
    audit = pytest.importorskip("openxml_audit", reason="openxml-audit is not installed")
    found = audit.OpenXmlValidator(audit.FileFormat.OFFICE_2019).validate(files[way])
    assert [f"{each.part_uri}: {each.description}" for each in found.errors] == []


def test_every_sheet_has_its_module_in_the_macros_and_no_module_is_without_a_sheet(files):
    olevba = pytest.importorskip("oletools.olevba", reason="oletools comes with [test]")
    parts = Parts(files["redefined"].read_bytes())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        project = olevba.VBA_Parser("vbaProject.bin", data=parts.content["xl/vbaProject.bin"])
        modules = {name for _, _, name, _ in project.extract_macros()}
        project.close()
    book = parts.tree("xl/workbook.xml").find(f"{MAIN}workbookPr")
    sheets = [parts.tree(each).find(f"{MAIN}sheetPr") for each in parts.sheets().values()]
    named = [each.get("codeName") for each in (book, *sheets) if each is not None]
    assert len(named) == len(parts.sheets()) + 1
    assert {f"{each}.cls" for each in named} == {each for each in modules if each.endswith(".cls")}


@pytest.mark.parametrize("way", WAYS)
def test_figures_stand_as_meant_to_the_last_digit(files, way):
    parts = Parts(files[way].read_bytes())
    found = parts.tree(parts.sheets()["Data"]).iter(f"{MAIN}v")
    texts = [each.text or "" for each in found]
    assert [text for text in texts if re.search(r"\.\d*(?:0000|9999)\d{1,3}$", text)] == []


@pytest.mark.parametrize("way", WAYS)
def test_charts_leave_out_hidden_rows_and_leave_gaps(files, way):
    parts = Parts(files[way].read_bytes())
    charts = [name for name in parts.content if name.startswith("xl/charts/")]
    assert charts
    for name in charts:
        said = {
            key: parts.tree(name).find(f"{CHART}chart/{CHART}{key}").get("val")
            for key in ("plotVisOnly", "dispBlanksAs")
        }
        assert said == {"plotVisOnly": "1", "dispBlanksAs": "gap"}, name


def test_no_two_charts_share_the_number_of_an_axis(files):
    parts = Parts(files["shipped"].read_bytes())
    charts = [name for name in parts.content if name.startswith("xl/charts/")]
    axes = [axis.get("val") for each in charts for axis in parts.tree(each).iter(f"{CHART}axId")]
    # Each axis is named by the lines, by itself, and not again by another chart.
    assert len(set(axes)) == 2 * len(charts)


class TestTyping:
    """What Excel makes of what people type, and where it would put green corners."""

    def test_cells_for_periods_targets_and_versions_take_what_is_typed_as_text(self, files):
        parts = Parts(files["refreshed"].read_bytes())
        texts, cells = text_formats(parts), cells_of(parts, "Data")
        for heading in ("No.", "Target", "Period", "Previous period", "Definition"):
            first = next(at for at, text in heads(files["refreshed"]).items() if text == heading)
            assert int(cells[Cell(HEAD + 1, first)].get("s")) in texts, heading

    def test_cells_with_formulas_are_not_text(self, files):
        parts = Parts(files["redefined"].read_bytes())
        texts = text_formats(parts)
        assert texts
        wrong = [
            f"{name}!{cell}"
            for name in parts.sheets()
            for cell, each in cells_of(parts, name).items()
            if each.find(f"{MAIN}f") is not None and int(each.get("s", 0)) in texts
        ]
        assert wrong == []

    @pytest.mark.parametrize("way", WAYS)
    def test_no_cell_gets_a_green_corner_for_a_number_as_text_or_an_error(self, files, way):
        parts, book = Parts(files[way].read_bytes()), FileBook.open(files[way])
        for name, part in parts.sheets().items():
            quiet = quiet_cells(parts.tree(part))
            typed = book.formulas(name)
            for cell, value in book.values(name).items():
                if isinstance(value, CellError):
                    assert cell in quiet["evalError"], f"{name}!{cell}"
                elif isinstance(value, str) and NUMBER.fullmatch(value) and cell not in typed:
                    assert cell in quiet["numberStoredAsText"], f"{name}!{cell}"


def heads(path) -> dict[int, object]:
    """The headings of the data sheet by column."""
    values = FileBook.open(path).values("Data")
    return {cell.column: value for cell, value in values.items() if cell.row == HEAD}


def text_formats(parts: Parts) -> set[int]:
    """The formats of cells whose content Excel takes as text."""
    styles = parts.tree("xl/styles.xml")
    found = styles.iter(f"{MAIN}numFmt")
    codes = {each.get("numFmtId") for each in found if each.get("formatCode") == "@"} | {"49"}
    formats = enumerate(styles.find(f"{MAIN}cellXfs"))
    return {at for at, each in formats if each.get("numFmtId") in codes}


def cells_of(parts: Parts, sheet: str) -> dict[Cell, ElementTree.Element]:
    """The cells of a sheet as they stand in its part."""
    found = parts.tree(parts.sheets()[sheet]).iter(f"{MAIN}c")
    return {parse_cell(each.get("r")): each for each in found}


def quiet_cells(sheet: ElementTree.Element) -> dict[str, set[Cell]]:
    """The cells in which Excel is told to say nothing, by what about."""
    quiet: dict[str, set[Cell]] = {"evalError": set(), "numberStoredAsText": set()}
    for each in sheet.iter(f"{MAIN}ignoredError"):
        for kind in quiet.keys() & each.keys():
            for area in parse_areas(each.get("sqref")):
                quiet[kind].update(area.cells())
    return quiet
