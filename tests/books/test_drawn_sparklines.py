"""Sparklines drawn for the printer: the parts of the copy, and what LibreOffice prints of them."""

from __future__ import annotations

import io
import re
import shutil

import pytest
import xlsxwriter

from tests.support.editing import parts_in
from xlbcf.books.drawn_sparklines import with_drawn_sparklines
from xlbcf.books.file_book import FileBook
from xlbcf.books.printing import find_office, print_to_pdf
from xlbcf.books.sparkline_shapes import anchored
from xlbcf.books.sparklines import Colour, Sparkline
from xlbcf.template.addresses import Area

SHEET = "xl/worksheets/sheet1.xml"


def made(fill) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        fill(workbook, workbook.add_worksheet("Page"))
    return content.getvalue()


def plain(_workbook, page) -> None:
    page.write_row("A1", [1, 3, 2])
    page.add_sparkline("F1", {"range": "Page!A1:C1", "series_color": "#005EB8"})


def drawn(content: bytes, *sheets: str) -> dict[str, bytes]:
    book = FileBook.from_bytes(content, "page.xlsx")
    return parts_in(with_drawn_sparklines(book, sheets or ("Page",)))


def drawings(parts: dict[str, bytes]) -> list[bytes]:
    return [part for name, part in parts.items() if name.startswith("xl/drawings/")]


def test_a_sheet_without_a_drawing_gets_one():
    before, after = parts_in(made(plain)), drawn(made(plain))
    assert set(after) - set(before) == {
        "xl/drawings/sparklines1.xml", "xl/worksheets/_rels/sheet1.xml.rels"
    }  # fmt: skip
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {SHEET, "[Content_Types].xml"}
    book = FileBook.from_bytes(with_drawn_sparklines(FileBook.from_bytes(made(plain), "a"),
                                                     ["Page"]), "b")  # fmt: skip
    assert [(link.id, link.kind, link.target) for link in book.links(SHEET)] == [
        ("sparklines", "drawing", "xl/drawings/sparklines1.xml")
    ]
    assert b'd:id="sparklines"' in after[SHEET]
    (stated,) = re.findall(rb"<Override[^>]*sparklines1.xml[^>]*>", after["[Content_Types].xml"])
    assert b"drawing+xml" in stated


def test_the_sparkline_itself_is_gone_so_that_none_is_drawn_twice():
    part = drawn(made(plain))[SHEET]
    assert b"sparklineGroup " not in part
    assert b"<x14:sparkline>" not in part


def with_all(workbook, page) -> None:
    """Everything that may stand beside a drawing, so that its place among them shows."""
    plain(workbook, page)
    page.write_comment("A1", "Noted")
    page.add_table("A4:B6")
    page.set_footer("Page")
    page.ignore_errors({"number_stored_as_text": "A1:A9"})


def test_the_drawing_stands_where_the_order_of_a_sheet_wants_it():
    part = drawn(made(with_all))[SHEET]
    order = re.findall(
        rb"<(headerFooter|ignoredErrors|drawing|legacyDrawing|tableParts|extLst)[\s>]", part
    )
    assert order == [
        b"headerFooter", b"ignoredErrors", b"drawing", b"legacyDrawing", b"tableParts", b"extLst"
    ]  # fmt: skip


def charted(workbook, page) -> None:
    plain(workbook, page)
    chart = workbook.add_chart({"type": "line"})
    chart.add_series({"values": "=Page!$A$1:$C$1"})
    page.insert_chart("A9", chart)


def test_a_sheet_with_a_drawing_keeps_what_is_in_it():
    before, after = parts_in(made(charted)), drawn(made(charted))
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {SHEET, "xl/drawings/drawing1.xml"}
    old = before["xl/drawings/drawing1.xml"].removesuffix(b"</xdr:wsDr>")
    assert after["xl/drawings/drawing1.xml"].startswith(old)
    assert after[SHEET].count(b"<drawing ") == 1


def test_every_shape_of_a_drawing_has_a_number_of_its_own():
    def two(workbook, page):
        charted(workbook, page)
        every = {f"{name}_point": True for name in ("first", "last", "high", "low")}
        more = every | {"negative_points": True, "markers": True, "range": "Page!A1:C1"}
        page.add_sparkline("F2", more)
        page.add_sparkline("F3", more)

    numbers = re.findall(rb'cNvPr id="(\d+)"', drawn(made(two))["xl/drawings/drawing1.xml"])
    assert len(numbers) > 12
    assert len(set(numbers)) == len(numbers)


def test_the_sheets_that_are_not_asked_for_stay():
    def both(workbook, page):
        plain(workbook, page)
        other = workbook.add_worksheet("Other")
        other.add_sparkline("F1", {"range": "Page!A1:C1"})

    before, after = parts_in(made(both)), drawn(made(both), "Other")
    assert before[SHEET] == after[SHEET]
    assert b"<x14:sparkline>" not in after["xl/worksheets/sheet2.xml"]


def test_a_workbook_without_line_sparklines_stays_as_it_is():
    def columns(_workbook, page):
        page.write_row("A1", [1, 3, 2])
        page.add_sparkline("F1", {"range": "Page!A1:C1", "type": "column"})

    for content in (made(columns), made(lambda _workbook, _page: None)):
        book = FileBook.from_bytes(content, "page.xlsx")
        assert with_drawn_sparklines(book, ["Page"]) == content


def test_columns_beside_lines_stay():
    def mixed(workbook, page):
        plain(workbook, page)
        page.add_sparkline("F2", {"range": "Page!A1:C1", "type": "column"})
        page.add_sparkline("F3", {"range": "Page!A1:C1"})

    part = drawn(made(mixed))[SHEET]
    assert part.count(b"<x14:sparkline>") == 1
    assert b'type="column"' in part


def test_nothing_is_drawn_without_figures_or_in_a_hidden_row():
    def empty(_workbook, page):
        page.add_sparkline("F1", {"range": "Page!A1:C1"})
        page.write_row("A2", [1, 3, 2])
        page.add_sparkline("F2", {"range": "Page!A2:C2"})
        page.set_row(1, None, None, {"hidden": True})

    (drawing,) = drawings(drawn(made(empty)))
    assert b"<xdr:grpSp>" not in drawing


@pytest.mark.parametrize(
    ("words", "figures", "drawn_there"),
    [("↑", [1], False), ("↑", [1, 2], True), ("", [1], True), (None, [1], True)],
)
def test_one_dot_is_not_drawn_over_words(words, figures, drawn_there):
    def worded(_workbook, page):
        page.write("F1", words)
        page.write_row("A1", figures)
        page.add_sparkline("F1", {"range": "Page!A1:C1"})

    (drawing,) = drawings(drawn(made(worded)))
    assert (b"<xdr:grpSp>" in drawing) == drawn_there


def test_a_line_says_how_many_figures_it_shows():
    (drawing,) = drawings(drawn(made(plain)))
    assert b'descr="Trend line of 3 figures"' in drawing


@pytest.mark.parametrize(
    ("colour", "painted"),
    [
        (Colour("005EB8"), '<a:srgbClr val="005EB8"></a:srgbClr>'),
        (Colour(theme=4), '<a:schemeClr val="accent1"></a:schemeClr>'),
        (
            Colour(theme=1, tint=0.25),
            '<a:schemeClr val="dk1"><a:lumMod val="75000"/><a:lumOff val="25000"/></a:schemeClr>',
        ),
        (
            Colour(theme=9, tint=-0.5),
            '<a:schemeClr val="accent6"><a:lumMod val="50000"/></a:schemeClr>',
        ),
        (Colour(), '<a:srgbClr val="000000"></a:srgbClr>'),
        (Colour(theme=12), '<a:srgbClr val="000000"></a:srgbClr>'),
    ],
)
def test_colours_are_those_of_the_workbook(colour, painted):
    line = Sparkline(Area(1, 1, 1, 1), (0.0, 1.0), False, 1.0, colour, ())
    assert painted in anchored(line, 1, faint=False)
    assert '<a:alpha val="' in anchored(line, 1, faint=True)


#: For each row of the printed page: its figures, its colour, and how its sparkline is set up.
ROWS = {
    "rising": ([1, 2, 3, 4], "#FF0000", {}),
    "gap": ([1, 2, None, None, None, 3, 4], "#00FF00", {}),
    "one": ([5], "#0000FF", {}),
    "equal": ([5, 5, 5], "#FF00FF", {}),
    "beside words": ([1, 2, 1], "#00FFFF", {}),
    "last": ([1, 2, 3], "#808000", {"last_point": True, "last_color": "#FF8000"}),
}


def page_of_rows(workbook, page) -> None:
    data = workbook.add_worksheet("Data")
    data.hide()
    bold = workbook.add_format({"bold": True, "font_size": 24})
    page.set_column(0, 0, 30)
    page.hide_gridlines(2)
    page.set_paper(9)
    for row, (name, (figures, colour, options)) in enumerate(ROWS.items()):
        page.set_row(row, 40)
        page.write(row, 0, "WORDS" if name == "beside words" else None, bold)
        for at, figure in enumerate(figures):
            data.write(row, at, figure)
        source = f"Data!{xlsxwriter.utility.xl_range(row, 0, row, len(figures) - 1)}"
        page.add_sparkline(row, 0, {"range": source, "series_color": colour, "weight": 3} | options)


@pytest.fixture(scope="module")
def pixels():
    """The places of each colour on the printed page; LibreOffice is started once."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")
    book = FileBook.from_bytes(made(page_of_rows), "page.xlsx")
    pdf = print_to_pdf(with_drawn_sparklines(book, ["Page"]), "page.xlsx", find_office())
    found: dict[str, list[tuple[int, int]]] = {}
    with pdfium.PdfDocument(pdf) as document:
        bitmap = document[0].render(scale=1, rev_byteorder=True)
        raw, width, stride = bytes(bitmap.buffer), bitmap.width, bitmap.stride
        for at in range(0, bitmap.height * stride, stride):
            line = raw[at : at + width * 3]
            if line.count(255) < len(line):
                for x in range(width):
                    found.setdefault(f"#{line[3 * x : 3 * x + 3].hex().upper()}", []).append(
                        (x, at // stride)
                    )
    return found


def across(places) -> set[int]:
    return {x for x, _ in places}


def down(places) -> set[int]:
    return {y for _, y in places}


def test_a_line_runs_over_the_width_and_height_of_its_cell(pixels):
    places = pixels["#FF0000"]
    assert max(across(places)) - min(across(places)) > 120
    assert 15 < max(down(places)) - min(down(places)) < 40
    left = [y for x, y in places if x == min(across(places))]
    right = [y for x, y in places if x == max(across(places))]
    assert min(left) > max(right), "it rises"


def test_missing_figures_leave_a_gap(pixels):
    places = across(pixels["#00FF00"])
    empty = set(range(min(places), max(places))) - places
    assert len(empty) > (max(places) - min(places)) / 3


def test_a_single_figure_is_a_dot(pixels):
    places = pixels["#0000FF"]
    assert 2 <= len(across(places)) <= 9
    assert 2 <= len(down(places)) <= 9


def test_figures_that_are_all_equal_are_a_level_line(pixels):
    places = pixels["#FF00FF"]
    assert len(across(places)) > 120
    assert len(down(places)) <= 4


def test_a_line_over_words_is_faint_and_the_words_stay(pixels):
    assert "#00FFFF" not in pixels
    assert "#000000" in pixels


def test_the_last_point_is_marked_at_the_right(pixels):
    assert min(across(pixels["#FF8000"])) > sorted(across(pixels["#808000"]))[-20]
