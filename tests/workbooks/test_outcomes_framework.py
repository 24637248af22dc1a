"""The Outcomes Framework: what is printed is there, it reads its data sheet, and it fits a page."""

from __future__ import annotations

import csv
import re
import warnings
from collections.abc import Iterator
from functools import cache

import openpyxl
import pytest

from tests.support.macros_in import functions_in
from tests.support.templates import ROOT

pytest.importorskip("xlsxwriter", reason="xlsxwriter is not installed; it comes with [test]")
pytest.importorskip("cellrune", reason="cellrune has no build for this machine")

from workbooks.build.dashboards import summary
from workbooks.build.dashboards.formulas import ENOUGH
from workbooks.build.dashboards.made_up import made_up
from workbooks.build.dashboards.outcomes_framework import FILE, dashboard, outcomes_framework
from workbooks.build.dashboards.outcomes_source import Framework, SummaryRow, read_framework
from workbooks.build.dashboards.series import CATEGORY, Series
from workbooks.build.package import parts_of
from xlbcf.books.file_book import FileBook
from xlbcf.books.formulas.number_formats import formatted
from xlbcf.books.port import Write
from xlbcf.books.values import CellError
from xlbcf.books.working_out import work_out
from xlbcf.desk.dashboards.series import find_dashboard, read_series
from xlbcf.hosts.functions import all_functions
from xlbcf.hosts.functions.for_working_out import cell_functions
from xlbcf.rules.spc_rules import FEWEST_POINTS
from xlbcf.template.addresses import Area, Cell, parse_areas
from xlbcf.template.dashboards import load_dashboards

PATH = ROOT / "workbooks" / "dashboards" / FILE
PRINTED = ROOT / "workbooks" / "data" / "bct-outcomes-framework-v2.csv"
HOME = summary.SHEET
FIRST = summary.HEADING_ROW + 1
COLUMN = {name: at for at, name in enumerate((*summary.HEADINGS, *summary.BEYOND), start=1)}
#: Under these headings a refresh finds what it reads and writes.
DATA_COLUMNS = [
    "Metric", "Part", "No.", "Name", "Unit", "Decimals", "Polarity", "Target", "Period", "Latest",
    "Previous period", "Previous", "Numerator", "Denominator", "Definition", "Comparable",
    "Updated", "Note", "Good is", "Mark as printed", "Arrow as printed", "Trend in words",
]  # fmt: skip
COLUMNS = [
    "Period", "Figure", "Target", "Mean", "Lower limit", "Upper limit", "Numerator", "Denominator",
    "Definition",
]  # fmt: skip
#: Of these rows the print says that its mark does not follow from figure and target.
BROKEN_MARKS = {("2e", 1), ("15", 1), ("15", 3)}


@cache
def book() -> FileBook:
    return FileBook.open(PATH)


@cache
def framework() -> Framework:
    return read_framework()


@cache
def sheets() -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(PATH)


@cache
def made(periods: int) -> FileBook:
    return FileBook.from_bytes(dashboard(made_up(4, periods)), FILE)


def series() -> Iterator[tuple[str, Series]]:
    """Every series with the name of its sheet."""
    return ((each.sheet, one) for each in framework().measures for one in each.series)


def area_of(name: str, of: FileBook | None = None) -> tuple[str, Area]:
    """The sheet and the area of a defined name."""
    refers_to = (of or book()).defined_name(name, HOME)
    assert refers_to, name
    sheet, _, area = refers_to.rpartition("!")
    (found,) = parse_areas(area.replace("$", ""))
    return sheet.strip("'"), found


def shown(row: int, heading: str) -> str:
    """What a cell of the summary shows."""
    cell = Cell(row, COLUMN[heading])
    value = book().value(HOME, cell)
    form = sheets()[HOME].cell(cell.row, cell.column).number_format
    if value is None or isinstance(value, str) or form == "General":
        return "" if value is None else str(value)
    return str(formatted(value, form))


def printed_rows() -> list[dict[str, str]]:
    with PRINTED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figure_rows() -> Iterator[tuple[int, dict[str, str], SummaryRow]]:
    """Each printed row with figures: its row on the summary, the print, and what was built."""
    lines = enumerate(printed_rows(), start=FIRST)
    rows = (row for section in framework().sections for row in section.rows)
    for (number, line), row in zip(
        ((number, line) for number, line in lines if line["Latest data"]), rows, strict=True
    ):
        yield number, line, row


def alike(text: str) -> str:
    return re.sub(r"\s+", "", text)


class TestTheFile:
    def test_it_equals_a_rebuild_part_by_part(self):
        rebuilt, committed = parts_of(outcomes_framework()), parts_of(PATH.read_bytes())
        assert list(rebuilt) == list(committed)
        changed = [name for name, content in rebuilt.items() if content != committed[name]]
        assert not changed, f"run python -m workbooks.build: {changed}"

    def test_a_validator_by_offices_schemas_finds_no_fault(self):
        audit = pytest.importorskip("openxml_audit", reason="openxml-audit is not installed")
        found = audit.OpenXmlValidator(audit.FileFormat.OFFICE_2019).validate(PATH)
        assert [f"{each.part_uri}: {each.description}" for each in found.errors] == []

    def test_its_macros_have_every_function_that_its_formulas_call(self):
        assert functions_in(PATH) == set(all_functions())

    def test_excel_opens_it_without_working_it_out(self):
        assert b"fullCalcOnLoad" not in parts_of(PATH.read_bytes())["xl/workbook.xml"]

    def test_every_formula_is_within_the_language_and_its_result_is_stored(self):
        fresh = FileBook.open(PATH)
        worked = work_out(fresh, cell_functions())
        assert worked.left == []
        assert worked.changes == []

    def test_no_error_is_stored_but_for_targets_without_a_number(self):
        errors = {
            (sheet, cell.row, value)
            for sheet in book().sheets()
            for cell, value in book().values(sheet).items()
            if isinstance(value, CellError)
        }
        without = {
            (sheet, area_of(one.defined_name("history"))[1].bottom, "#N/A")
            for sheet, one in series()
            if not one.target
        }
        assert errors == without
        assert len(without) == 1

    def test_the_mapping_reads_every_series_of_it(self):
        mapping = find_dashboard(load_dashboards(ROOT / "mappings" / "dashboards"), book())
        data = read_series(book(), mapping)
        assert (mapping.id, len(data.series), data.findings) == ("outcomes-framework", 59, ())


class TestTheSummary:
    def test_the_headings_are_the_eleven_printed_ones_in_their_order(self):
        row = summary.HEADING_ROW
        found = [book().value(HOME, Cell(row, at)) for at in range(1, 12)]
        assert found == list(printed_rows()[0]) == list(summary.HEADINGS)

    def test_the_sections_stand_where_they_are_printed(self):
        for number, line in enumerate(printed_rows(), start=FIRST):
            if not line["Latest data"]:
                assert book().value(HOME, Cell(number, 1)) == line["LLR Plans"]

    @pytest.mark.parametrize(
        "heading",
        ["No.", "Description", "Latest data", "Target", "Good is...", "Trend", "Lead workstream",
         "Updated?"],
    )  # fmt: skip
    def test_a_column_shows_what_is_printed(self, heading):
        found = [(number, shown(number, heading)) for number, *_ in figure_rows()]
        wanted = [(number, line[heading]) for number, line, _ in figure_rows()]
        assert [(at, alike(text)) for at, text in found] == [(at, alike(t)) for at, t in wanted]
        assert len(wanted) == 54

    def test_the_marks_are_those_printed_where_the_print_is_consistent(self):
        broken, seen = set(), dict[str, int]()
        for number, line, row in figure_rows():
            no = row.series[0].no
            seen[no] = seen.get(no, 0) + 1
            parts = set(shown(number, "On target?").split(" / "))
            if parts != {line["On target?"]}:
                broken.add((no, seen[no]))
        assert broken == BROKEN_MARKS

    def test_each_part_of_a_cell_keeps_its_own_verdict(self):
        marks = {row.series[0].no: shown(number, "On target?") for number, _, row in figure_rows()}
        assert (marks["2d"], marks["2e"]) == ("● / ●", "■ / ●")

    def test_the_arrows_are_as_printed_while_there_is_no_previous_figure(self):
        for number, line, _ in figure_rows():
            arrows = set(shown(number, "Direction of travel").split(" / "))
            assert arrows == {line["Direction of travel"]}

    def test_a_judgement_takes_its_direction_from_the_polarity(self):
        for number, line, row in figure_rows():
            way, arrow = row.series[0].polarity, line["Direction of travel"]
            if arrow == "↔":
                wanted = "No judgement" if way == "none" else "Steady"
            elif not arrow or way == "none":
                wanted = "No judgement" if arrow else ""
            else:
                wanted = "Improving" if (arrow == "↑") == (way == "higher") else "Worsening"
            assert set(shown(number, "Judgement").split(" / ")) == {wanted}, number

    def test_a_row_whose_label_slid_says_whose_figure_it_shows(self):
        told = {shown(number, "Latest data"): shown(number, "Figure for")
                for number, *_ in figure_rows()}  # fmt: skip
        assert told["526.6"] == "11 Rutland"
        assert (told["92.7%"], told["89.0%"]) == ("12 Leicestershire", "12 Rutland")
        assert (told["676.5"], told["86.5%"]) == ("Leicester", "Leicester")

    def test_the_plans_span_their_rows(self):
        starts = {number for number, line, _ in figure_rows() if line["LLR Plans"]}
        spans = {area.top: area for area in book().merges(HOME) if area.left == area.right == 1}
        for start in starts:
            end = min([each for each in starts if each > start] or [start + 1])
            assert start in spans or end - start <= 2, start
        assert spans[FIRST + 1] == Area(FIRST + 1, 1, FIRST + 9, 1)

    def test_the_trend_has_a_line_for_each_row_with_numbers(self):
        xml = parts_of(PATH.read_bytes())["xl/worksheets/sheet2.xml"].decode()
        lines = re.findall(r"<x14:sparkline><xm:f>'(.+?)'!(.+?)</xm:f><xm:sqref>(.+?)<", xml)
        drawn = {cell: (sheet, cells) for sheet, cells, cell in lines}
        for number, _, row in figure_rows():
            one, cell = row.series[0], f"{'I'}{number}"
            if one.unit == CATEGORY:
                assert cell not in drawn
                continue
            sheet, table = area_of(one.defined_name("history"))
            figures = Area(table.top, table.left + 1, table.bottom, table.left + 1)
            assert drawn[cell] == (sheet, str(figures))


class TestLinksAndNotes:
    def test_every_description_leads_to_its_sheet_and_back(self):
        page = sheets()[HOME]
        for number, line, row in figure_rows():
            link = page.cell(number, COLUMN["Description"]).hyperlink
            if not line["Description"]:
                assert link is None
                continue
            assert link.location == f"'{row.measure.sheet}'!A1"
            back = sheets()[row.measure.sheet]["A1"]
            assert (back.value, back.hyperlink.location) == (f"Go to: {HOME}", f"'{HOME}'!A1")

    def test_every_sheet_of_a_measure_is_led_to(self):
        links = (cell.hyperlink for (cell,) in sheets()[HOME][f"C{FIRST}:C99"])
        led_to = {link.location for link in links if link}
        assert led_to == {f"'{sheet}'!A1" for sheet in book().sheets()[3:]}
        assert len(led_to) == 42

    def test_every_description_has_its_rationale_as_hover_text(self):
        page = sheets()[HOME]
        for number, line, row in figure_rows():
            note = page.cell(number, COLUMN["Description"]).comment
            assert (note is None) == (not line["Description"])
            if note:
                rationale = row.measure.facts["Rationale (ours)"].strip()
                assert note.text.startswith(f"Why it is here (our words): {rationale}")

    def test_the_hover_text_of_a_slid_label_says_that_it_slid(self):
        texts = {shown(number, "Latest data"): row.hover for number, _, row in figure_rows()}
        assert "slid" in texts["526.6"]
        assert "slid" not in texts["676.5"]


class TestTheSheetsOfMeasures:
    def test_a_history_has_a_hidden_blank_row_under_its_headings_and_a_live_last_row(self):
        for sheet, one in series():
            where, table = area_of(one.defined_name("history"))
            assert where == sheet
            assert table.right - table.left + 1 == len(COLUMNS)
            at = [Cell(table.top - 1, table.left + offset) for offset in range(len(COLUMNS))]
            assert [book().value(sheet, cell) for cell in at] == COLUMNS
            assert sheets()[sheet].row_dimensions[table.top].hidden
            assert all(book().value(sheet, Cell(table.top, cell.column)) is None for cell in at)
            formulas = book().formulas(sheet)
            assert "Data!" in formulas[Cell(table.bottom, table.left + 1)]
            assert book().value(sheet, Cell(table.bottom, table.left + 1)) == one.latest

    def test_nothing_stands_beneath_a_history(self):
        for sheet, one in series():
            _, table = area_of(one.defined_name("history"))
            below = [
                cell for cell in book().values(sheet)
                if cell.row > table.bottom and table.left <= cell.column <= table.right
            ]  # fmt: skip
            assert below == []

    def test_the_cells_of_the_limits_stand_side_by_side_in_the_head(self):
        for sheet, one in series():
            where, limits = area_of(one.defined_name("limits"))
            assert (where, limits.right - limits.left, limits.bottom) == (sheet, 2, limits.top)
            labels = [book().value(sheet, Cell(limits.top - 1, limits.left + at)) for at in (0, 2)]
            assert labels == ["Mean", "Upper limit"]

    def test_every_series_of_numbers_has_a_chart_of_its_history_with_titles_and_alt_text(self):
        parts = parts_of(PATH.read_bytes())
        charts = [xml.decode() for name, xml in parts.items() if name.startswith("xl/charts/")]
        drawings = "".join(
            xml.decode() for name, xml in parts.items() if re.match(r"xl/drawings/d.*xml$", name)
        )
        numbers = [(sheet, one) for sheet, one in series() if one.unit != CATEGORY]
        assert len(charts) == len(numbers) == 57
        for sheet, one in numbers:
            _, table = area_of(one.defined_name("history"))
            first = Area(table.top, table.left + 1, table.bottom, table.left + 1)
            wanted = "'{}'!{}".format(sheet, re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", str(first)))
            (chart,) = (xml for xml in charts if wanted in xml)
            assert chart.count("<c:ser>") == 5
            assert chart.count("<c:title>") == 3
            assert '<c:plotVisOnly val="1"/>' in chart
        described = re.findall(r'<xdr:cNvPr [^>]*descr="([^"]+)"', drawings)
        assert len(described) == len(numbers)
        assert all(text.startswith("Line chart of ") for text in described)

    def test_a_printed_figure_alone_says_too_few_points(self):
        said = {
            value for sheet, _ in series() for value in book().values(sheet).values()
            if isinstance(value, str) and "points for SPC" in value
        }  # fmt: skip
        assert said == {"Too few points for SPC"}


class TestProcessControl:
    def test_enough_points_give_the_limits_of_the_rules_and_the_icons(self):
        of = made(FEWEST_POINTS)
        one = made_up(4, FEWEST_POINTS).measures[0].series[0]
        sheet, limits = area_of(one.defined_name("limits"), of)
        figures = [[each.figure] for each in one.history] + [[one.latest]]
        wanted = cell_functions()["BCF_SPC_LIMITS"]([figures])[-1]
        cells = [Cell(limits.top, limits.left + at) for at in range(3)]
        assert [of.value(sheet, cell) for cell in cells] == pytest.approx(wanted)
        _, table = area_of(one.defined_name("history"), of)
        formulas = of.formulas(sheet)
        for row in range(table.top + 1, table.bottom + 1):
            named = [formulas[Cell(row, table.left + at)].replace("$", "") for at in (3, 4, 5)]
            assert named == [str(cell) for cell in cells]
        assert {ENOUGH, "Common cause"} <= set(of.values(sheet).values())

    def test_a_point_less_gives_none(self):
        of = made(FEWEST_POINTS - 1)
        share = made_up(4, FEWEST_POINTS - 1).measures[3].series[0]
        sheet, limits = area_of(share.defined_name("limits"), of)
        assert of.value(sheet, Cell(limits.top, limits.left)) == ""
        assert "Too few points for SPC" in of.values(sheet).values()
        points = [*share.history, share]
        counts = [[[one.numerator] for one in points], [[one.denominator] for one in points]]
        trend = cell_functions()["BCF_TREND_PROPORTION"]([*counts, share.polarity])
        assert trend
        assert trend in of.values(sheet).values()

    def test_the_summary_shows_it_by_the_switch_alone(self):
        of = FileBook.from_bytes(made(FEWEST_POINTS).to_bytes(), FILE)
        at = len(summary.HEADINGS) + len(summary.BEYOND) + 1
        heading, first = Cell(summary.HEADING_ROW, at), Cell(FIRST + 1, at)
        assert (of.value(HOME, heading), of.value(HOME, first)) == ("", "")
        _, switch = area_of("spc_on_summary", of)
        of.write([Write("Cover", switch.anchor, "Yes")])
        worked = work_out(of, cell_functions())
        assert {change.sheet for change in worked.changes} == {HOME}
        assert of.value(HOME, heading) == "Variation"
        assert of.value(HOME, first) == "∿ Common cause"


class TestPaperAndReaders:
    def test_the_summary_is_one_page_of_a3_portrait(self):
        page = sheets()[HOME]
        setup = page.page_setup
        assert (setup.paperSize, setup.orientation) == (8, "portrait")
        assert (setup.fitToWidth or 1, setup.fitToHeight or 1) == (1, 1)
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.print_title_rows == f"${summary.HEADING_ROW}:${summary.HEADING_ROW}"
        last = FIRST + len(printed_rows())
        assert page.print_area == f"'{HOME}'!$A$1:$O${last}"
        assert "LLR-BCTOF" in page.oddHeader.left.text
        assert "&P" in str(page.oddFooter.right.text) or "Page" in str(page.oddFooter.right.text)

    def test_the_heading_is_frozen_and_filters_every_row(self):
        page = sheets()[HOME]
        assert page.freeze_panes == f"D{FIRST}"
        assert page.auto_filter.ref == f"A{summary.HEADING_ROW}:M{FIRST - 1 + len(printed_rows())}"

    def test_every_sheet_begins_with_words_and_has_a_name_of_its_own(self):
        for sheet in book().sheets():
            assert book().value(sheet, Cell(1, 1)), sheet
        assert len(set(book().sheets())) == 45

    def test_the_data_sheet_has_the_headings_of_the_contract(self):
        found = [book().value("Data", Cell(4, at)) for at in range(1, len(DATA_COLUMNS) + 1)]
        assert found == DATA_COLUMNS

    def test_no_colour_speaks_without_a_word_or_sign(self):
        for sheet in (HOME, "11"):
            page = sheets()[sheet]
            for area in page.conditional_formatting:
                for rule in area.rules:
                    spoken = "SEARCH(" in rule.formula[0] or "ISERROR" in rule.formula[0]
                    assert spoken or "<>" in rule.formula[0], rule.formula

    def test_the_file_names_itself_in_its_properties(self):
        told = sheets().properties
        assert told.title == "Better Care Together Outcomes Framework"
        assert "reconstruction" in told.subject


def test_frameworks_of_any_size_can_be_made_up():
    of = FileBook.from_bytes(dashboard(made_up(7, 2)), FILE)
    assert of.sheets() == ["Cover", HOME, "Data", *map(str, range(1, 8))]
