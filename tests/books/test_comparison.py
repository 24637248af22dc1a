"""Two workbooks compared."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import openpyxl
import pytest
import xlsxwriter
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation

from tests.support.parts import with_parts, with_text
from xlbcf.books.comparison import Comparison, Presence, compare_books
from xlbcf.books.file_book import FileBook
from xlbcf.books.port import Allow, Write
from xlbcf.rules.findings import Refused
from xlbcf.template.addresses import Cell

SHARED = Path(__file__).parents[3] / "shared" / "workbooks"
SHEET = "xl/worksheets/sheet1.xml"


def made(path: Path, cells: dict[str, object], change=None) -> Path:
    """Make a workbook of one sheet, with something changed of the sheet."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "Metrics"
    for address, value in cells.items():
        sheet[address] = value
    if change:
        change(sheet)
    workbook.save(path)
    return path


def with_shared_texts(path: Path, texts: dict[str, str]) -> Path:
    """Make a workbook that keeps its texts in one list for all sheets."""
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Metrics")
        for address, text in texts.items():
            sheet.write(address, text)
    return path


def compared(a: Path, b: Path) -> Comparison:
    return compare_books(FileBook.open(a), FileBook.open(b))


def told(a: Path, b: Path) -> list[tuple[str, str, object, object]]:
    """Return the differences of cells as plain rows."""
    return [
        (str(each.cell), str(each.what), each.old, each.new)
        for sheet in compared(a, b).sheets
        for each in sheet.cells
    ]


@pytest.fixture
def pair(tmp_path):
    """Make two workbooks of one sheet each from their cells, and say how the cells differ."""

    def make(a: dict[str, object], b: dict[str, object]) -> list[tuple[str, str, object, object]]:
        return told(made(tmp_path / "a.xlsx", a), made(tmp_path / "b.xlsx", b))

    return make


@pytest.fixture
def formulas(tmp_path):
    """Make two workbooks from the elements of row 1, and say how the cells differ."""

    def make(a: str, b: str) -> list[tuple[str, str, object, object]]:
        base = made(tmp_path / "base.xlsx", {"A1": 7})
        old = '<c r="A1" t="n"><v>7</v></c>'
        return told(
            with_text(base, tmp_path / "a.xlsx", SHEET, old, a),
            with_text(base, tmp_path / "b.xlsx", SHEET, old, b),
        )

    return make


def test_a_copy_is_the_same_however_it_is_packed(tmp_path):
    path = made(tmp_path / "a.xlsx", {"A1": 1})
    copy = with_parts(path, tmp_path / "b.xlsx", {}, ZIP_STORED)
    assert path.read_bytes() != copy.read_bytes()
    assert compared(path, copy).same


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (12, 12.3),
        ("Met", "Not met"),
        (None, 5),
        ("x", None),
        (1, True),
        (1, "1"),
        (0.1, 0.1 + 1e-9),
    ],
)
def test_another_value_is_found(pair, old, new):
    assert pair({"A1": "label", "B7": old}, {"A1": "label", "B7": new}) == [
        ("B7", "value", old, new)
    ]


def test_numbers_that_only_differ_in_their_sixteenth_digit_are_the_same(formulas):
    cells = [f'<c r="A1"><v>{number}</v></c>' for number in ("0.3", "0.30000000000000004")]
    assert formulas(*cells) == []


def test_cells_are_told_row_by_row(pair):
    found = pair({"B2": 1, "A10": 1, "A2": 1}, {"B2": 2, "A10": 2, "A2": 2, "C1": 2})
    assert [cell for cell, *_ in found] == ["C1", "A2", "B2", "A10"]


def test_the_same_texts_in_another_order_of_the_shared_ones_are_the_same(tmp_path):
    a = with_shared_texts(tmp_path / "a.xlsx", {"A2": "two", "B3": "three", "A1": "one"})
    b = with_shared_texts(tmp_path / "b.xlsx", {"A1": "one", "A2": "two", "B3": "three"})
    assert SHEET in [part.name for part in compared(a, b).parts]
    assert told(a, b) == []


def test_an_inline_text_is_the_same_as_a_shared_one(tmp_path):
    wanted = with_shared_texts(tmp_path / "wanted.xlsx", {"A1": "Met", "A2": "Not met"})
    book = FileBook.open(with_shared_texts(tmp_path / "a.xlsx", {"A1": "?", "A2": "Not met"}))
    book.write([Write("Metrics", Cell(1, 1), "Met")])
    written = FileBook.from_bytes(book.to_bytes(), "written.xlsx")
    found = compare_books(FileBook.open(wanted), written)
    assert [(sheet.cells, sheet.outside) for sheet in found.sheets] == [((), ())]


def test_a_shared_text_that_changed_is_found_though_the_sheet_did_not(tmp_path):
    a = with_shared_texts(tmp_path / "a.xlsx", {"A1": "Met", "A2": "Leicester"})
    b = with_text(a, tmp_path / "b.xlsx", "xl/sharedStrings.xml", "Met", "Not met")
    assert told(a, b) == [("A1", "value", "Met", "Not met")]
    assert [part.kind for part in compared(a, b).parts] == ["shared texts"]


def test_sheets_without_the_shared_text_that_changed_are_the_same(tmp_path):
    a = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(a) as workbook:
        for name in ("Leicester", "Rutland"):
            workbook.add_worksheet(name).write("A1", name)
    b = with_text(a, tmp_path / "b.xlsx", "xl/sharedStrings.xml", "Rutland", "RUTLAND")
    assert [sheet.sheet for sheet in compared(a, b).sheets] == ["Rutland"]


def test_another_formula_is_found(pair):
    assert pair({"A1": "=SUM(B1:B3)"}, {"A1": "=SUM(B1:B4)"}) == [
        ("A1", "formula", "=SUM(B1:B3)", "=SUM(B1:B4)")
    ]


def test_a_formula_replaced_by_its_result_is_found(formulas):
    assert formulas('<c r="A1"><f>B1*2</f><v>4</v></c>', '<c r="A1"><v>4</v></c>') == [
        ("A1", "formula", "=B1*2", None)
    ]


SHARED_GROUP = (
    '<c r="A1"><f t="shared" ref="A1:B1" si="{group}">{master}</f><v>1</v></c>'
    '<c r="B1"><f t="shared" si="{group}"/><v>2</v></c>'
)


def test_a_shared_formula_is_the_same_as_its_cells_written_out(formulas):
    written_out = '<c r="A1"><f>A9*$C$1</f><v>1</v></c><c r="B1"><f>B9*$C$1</f><v>2</v></c>'
    assert formulas(SHARED_GROUP.format(group=3, master="A9*$C$1"), written_out) == []


def test_the_number_of_a_shared_formula_does_not_matter(formulas):
    assert formulas(*(SHARED_GROUP.format(group=n, master="A9") for n in (0, 5))) == []


def test_followers_of_a_changed_shared_formula_differ_too(formulas):
    found = formulas(*(SHARED_GROUP.format(group=0, master=f) for f in ("A9", "A8")))
    assert found == [("A1", "formula", "=A9", "=A8"), ("B1", "formula", "=B9", "=B8")]


def test_followers_in_rows_of_the_same_bytes_differ_too(tmp_path):
    base = made(tmp_path / "base.xlsx", {"A1": 7, "A2": 8})
    follower = '<c r="A2"><f t="shared" si="0"/><v>8</v></c>'
    half = with_text(base, tmp_path / "half.xlsx", SHEET, '<c r="A2" t="n"><v>8</v></c>', follower)
    a, b = (
        with_text(
            half, tmp_path / f"{master}.xlsx", SHEET, '<c r="A1" t="n"><v>7</v></c>',
            f'<c r="A1"><f t="shared" ref="A1:A2" si="0">{master}</f><v>7</v></c>',
        )
        for master in ("B1", "C1")
    )  # fmt: skip
    assert told(a, b) == [("A1", "formula", "=B1", "=C1"), ("A2", "formula", "=B2", "=C2")]


def test_an_array_formula_differs_from_a_plain_one(formulas):
    array = '<c r="A1"><f t="array" ref="A1:A2">B1:B2*2</f><v>1</v></c>'
    assert formulas(array, '<c r="A1"><f>B1:B2*2</f><v>1</v></c>') == [
        ("A1", "formula", "{=B1:B2*2} over A1:A2", "=B1:B2*2")
    ]


def test_another_number_format_is_told_by_its_code(tmp_path):
    def percent(sheet):
        sheet["A1"].number_format = "0.0%"

    a = made(tmp_path / "a.xlsx", {"A1": 0.5})
    b = made(tmp_path / "b.xlsx", {"A1": 0.5}, percent)
    assert told(a, b) == [("A1", "style", "number format General", "number format 0.0%")]


def test_only_what_differs_of_a_style_is_told(tmp_path):
    def dressed(size: int, locked: bool):
        def dress(sheet):
            sheet["A1"].font = Font(name="Arial", bold=True, size=size)
            sheet["A1"].fill = PatternFill("solid", "FFFF00")
            sheet["A1"].protection = Protection(locked=locked)

        return dress

    a = made(tmp_path / "a.xlsx", {"A1": 1}, dressed(11, True))
    b = made(tmp_path / "b.xlsx", {"A1": 1}, dressed(12, False))
    assert told(a, b) == [("A1", "style", "font size 11; locked yes", "font size 12; locked no")]


def test_styles_that_are_only_numbered_otherwise_are_the_same(tmp_path):
    def dressed(path: Path, *, percent_first: bool) -> Path:
        with xlsxwriter.Workbook(path) as workbook:
            bold = workbook.add_format({"bold": True})
            percent = workbook.add_format({"num_format": "0.0%"})
            if percent_first:
                workbook.add_worksheet("Before").write("A1", 0.5, percent)
            sheet = workbook.add_worksheet("Metrics")
            sheet.write("A1", 0.5, bold)
            sheet.write("B1", 0.5, percent)
        return path

    a = dressed(tmp_path / "a.xlsx", percent_first=False)
    b = dressed(tmp_path / "b.xlsx", percent_first=True)
    assert cell_style(a, "xl/worksheets/sheet1.xml") != cell_style(b, "xl/worksheets/sheet2.xml")
    assert told(a, b) == []


def cell_style(path: Path, part: str) -> bytes:
    """Return the style number of a sheet's cell B1."""
    with ZipFile(path) as package:
        return re.search(rb'<c r="B1" s="(\d+)"', package.read(part))[1]


def test_a_cell_that_repeats_its_columns_style_is_the_same_as_none(tmp_path):
    def styled(*, with_cell: bool):
        def style(sheet):
            sheet.column_dimensions["B"].number_format = "0%"
            if with_cell:
                sheet["B1"].number_format = "0%"

        return style

    a = made(tmp_path / "a.xlsx", {"A1": 1}, styled(with_cell=False))
    b = made(tmp_path / "b.xlsx", {"A1": 1}, styled(with_cell=True))
    assert SHEET in [part.name for part in compared(a, b).parts]
    assert told(a, b) == []


def limited(sheet) -> None:
    rule = DataValidation(type="whole", operator="between", formula1="0", formula2="9")
    sheet.add_data_validation(rule)
    rule.add("A1")


def coloured(sheet) -> None:
    rule = CellIsRule(operator="equal", formula=["1"], fill=PatternFill("solid", "FF0000"))
    sheet.conditional_formatting.add("A1", rule)


def protected(sheet) -> None:
    sheet.protection.sheet = True


def merged(sheet) -> None:
    sheet.merge_cells("C1:D1")


def high_row(sheet) -> None:
    sheet.row_dimensions[1].height = 40


def hidden_row(sheet) -> None:
    sheet.row_dimensions[1].hidden = True


def wide_column(sheet) -> None:
    sheet.column_dimensions["A"].width = 40


def landscape(sheet) -> None:
    sheet.page_setup.orientation = "landscape"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (limited, "validations"),
        (coloured, "conditional formats"),
        (protected, "protection"),
        (merged, "merged cells"),
        (high_row, "row heights and styles"),
        (hidden_row, "row heights and styles"),
        (wide_column, "column widths and styles"),
        (landscape, "print set-up"),
    ],
)
def test_what_differs_besides_the_cells_is_named(tmp_path, change, words):
    a = made(tmp_path / "a.xlsx", {"A1": 1})
    b = made(tmp_path / "b.xlsx", {"A1": 1}, change)
    (sheet,) = compared(a, b).sheets
    assert words in sheet.outside


def test_a_conditional_format_with_another_colour_is_named(tmp_path):
    a = made(tmp_path / "a.xlsx", {"A1": 1}, coloured)
    b = with_text(a, tmp_path / "b.xlsx", "xl/styles.xml", "FF0000", "00FF00")
    assert compared(a, b).sheets[0].outside == ("conditional formats",)


def test_a_column_with_another_look_is_named(tmp_path):
    def percent(sheet):
        wide_column(sheet)
        sheet.column_dimensions["A"].number_format = "0%"

    a = made(tmp_path / "a.xlsx", {"B1": 1}, wide_column)
    b = made(tmp_path / "b.xlsx", {"B1": 1}, percent)
    assert compared(a, b).sheets[0].outside == ("column widths and styles",)


def test_columns_whose_look_is_only_numbered_otherwise_are_the_same(tmp_path):
    def dressed(path: Path, *, bold_first: bool) -> Path:
        with xlsxwriter.Workbook(path) as workbook:
            bold = workbook.add_format({"bold": True})
            percent = workbook.add_format({"num_format": "0.0%"})
            if bold_first:
                workbook.add_worksheet("Before").write("A1", 1, bold)
            sheet = workbook.add_worksheet("Metrics")
            sheet.set_column("A:A", 20, percent)
            sheet.write("B1", 1 + bold_first)
        return path

    a = dressed(tmp_path / "a.xlsx", bold_first=False)
    b = dressed(tmp_path / "b.xlsx", bold_first=True)
    changed = next(sheet for sheet in compared(a, b).sheets if sheet.sheet == "Metrics")
    assert "column widths and styles" not in changed.outside


def test_extensions_are_named_by_what_they_hold(tmp_path):
    a = made(tmp_path / "a.xlsx", {"A1": 1})
    x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    extension = (
        f'<extLst><ext xmlns:x14="{x14}" uri="x"><x14:sparklineGroups/></ext></extLst></worksheet>'
    )
    b = with_text(a, tmp_path / "b.xlsx", SHEET, "</worksheet>", extension)
    assert compared(a, b).sheets[0].outside == ("sparklines",)


def test_marks_that_programs_leave_for_themselves_do_not_count(tmp_path):
    a = made(tmp_path / "a.xlsx", {"A1": 1})
    uid = '<row xmlns:d="urn:d" d:dyDescent="0.25" spans="1:9" '
    half = with_text(a, tmp_path / "half.xlsx", SHEET, "<row ", uid)
    sizes = '<sheetFormatPr xmlns:d="urn:d" d:dyDescent="0.25" '
    wider = with_text(half, tmp_path / "wider.xlsx", SHEET, "<sheetFormatPr ", sizes)
    b = with_text(wider, tmp_path / "b.xlsx", SHEET, 'ref="A1:A1"', 'ref="A1:Z99"')
    (sheet,) = compared(a, b).sheets
    assert (sheet.cells, sheet.outside) == ((), ())
    assert [part.sheet for part in compared(a, b).parts] == ["Metrics"]


def test_a_sheet_that_only_one_workbook_has_is_named(tmp_path):
    a = made(tmp_path / "a.xlsx", {"A1": 1})
    b = made(tmp_path / "b.xlsx", {"A1": 1}, lambda sheet: sheet.parent.create_sheet("More"))
    forth = compared(a, b).sheets
    assert [(sheet.sheet, sheet.presence) for sheet in forth] == [("More", Presence.SECOND)]
    back = compared(b, a).sheets
    assert [(sheet.sheet, sheet.presence) for sheet in back] == [("More", Presence.FIRST)]


def test_sheets_are_paired_by_name_not_by_place(tmp_path):
    def ordered(first: str, second: str):
        def order(sheet):
            sheet.title = first
            sheet.parent.create_sheet(second)
            for each in sheet.parent:
                each["A1"] = each.title

        return order

    a = made(tmp_path / "a.xlsx", {}, ordered("One", "Two"))
    b = made(tmp_path / "b.xlsx", {}, ordered("Two", "One"))
    assert told(a, b) == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("xl/vbaProject.bin", "macros"),
        ("xl/calcChain.xml", "calculation order"),
        ("xl/worksheets/_rels/sheet1.xml.rels", "links between parts"),
        ("xl/ctrlProps/ctrlProp1.xml", "control"),
        ("customUI/customUI14.xml", "ribbon"),
        ("xl/unheard/of.xml", "other part"),
    ],
)
def test_a_lost_part_is_told_in_a_plain_word(tmp_path, name, kind):
    b = made(tmp_path / "b.xlsx", {"A1": 1})
    empty = b'<r xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    a = with_parts(b, tmp_path / "a.xlsx", {name: empty})
    (part,) = compared(a, b).parts
    assert (part.name, part.kind, part.presence) == (name, kind, Presence.FIRST)


def test_a_changed_workbook_part_is_told_as_names_and_settings(tmp_path):
    a = made(tmp_path / "a.xlsx", {"A1": 1})
    b = with_text(a, tmp_path / "b.xlsx", "xl/workbook.xml", "visible", "hidden")
    found = compared(a, b)
    assert [part.kind for part in found.parts] == ["sheet names, defined names and settings"]
    assert found.sheets == ()


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (SHEET, '<v>7</v>', '<v>8</v></c><c r="7A">'),
        (SHEET, "<sheetData>", "<sheetDat>"),
        (SHEET, "<sheetViews>", "<sheetView>"),
        (SHEET, '<c r="A1" t="n">', '<c r="A1" s="x">'),
        ("xl/styles.xml", "<cellXfs", "<cellXf"),
    ],
)  # fmt: skip
def test_a_damaged_part_is_refused(tmp_path, part, old, new):
    a = made(tmp_path / "a.xlsx", {"A1": 7})
    b = with_text(a, tmp_path / "b.xlsx", part, old, new)
    with pytest.raises(Refused) as refused:
        compared(a, b)
    assert [each.code for each in refused.value.findings] == ["BOOK01"]


@pytest.fixture(params=["mhclg_PF_Round_1_Success.xlsx", "nhse_FFT_AE_template.xlsm"])
def real(request) -> Path:
    path = SHARED / request.param
    if not path.exists():
        pytest.skip("the sample workbooks in ../shared are not there")
    return path


def test_one_cell_written_into_a_real_workbook_is_the_only_difference(real):
    book, before = FileBook.open(real), FileBook.open(real)
    sheet, cell = typed_cell(book)
    book.write([Write(sheet, cell, 4711)], list(Allow))
    found = compare_books(before, FileBook.from_bytes(book.to_bytes(), real.name))
    (changed,) = found.sheets
    assert [(changed.sheet, each.cell, each.new) for each in changed.cells] == [(sheet, cell, 4711)]
    assert changed.outside == ()
    assert [part.sheet for part in found.parts] == [sheet]


def typed_cell(book: FileBook) -> tuple[str, Cell]:
    """Return a cell with a typed value that is not merged, of the last sheet that has one."""
    for sheet in reversed(book.sheets()):
        computed, merges = book.formulas(sheet), book.merges(sheet)
        for cell in book.values(sheet):
            if cell not in computed and not any(area.holds(cell) for area in merges):
                return sheet, cell
    raise AssertionError("no sheet has a typed value")


def test_two_real_returns_differ_in_the_cells_that_another_reader_finds():
    a, b = SHARED / "mhclg_TF_Round_6_Success.xlsx", SHARED / "mhclg_TF_Round_7_Success.xlsx"
    if not a.exists():
        pytest.skip("the sample workbooks in ../shared are not there")
    found = [row for row in told(a, b) if row[2:] not in ((None, ""), ("", None))]
    # Counted once with openpyxl, which reads an empty text as no value.
    assert sum(what == "value" for _, what, *_ in found) == 6632
    assert sum(what == "formula" for _, what, *_ in found) == 784
