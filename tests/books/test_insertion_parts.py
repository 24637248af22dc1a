"""Insertions and the parts beside the sheets: tables, shapes, pictures of charts, controls."""

from __future__ import annotations

import io
import re

import pytest
import xlsxwriter

from tests.support.editing import parts_in
from tests.support.zips import zipped
from xlbcf.books.file_book import FileBook
from xlbcf.books.insertion import Insertion, insert_cells
from xlbcf.template.addresses import parse_area

DRAWING, TABLE = "xl/drawings/drawing1.xml", "xl/tables/table1.xml"
CONTROL = (
    '<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'objectType="Drop" fmlaLink="Data!$B$10" fmlaRange="$B$5:$B$10"/>'
)


@pytest.fixture(scope="module")
def made() -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        data, other = book.add_worksheet("Data"), book.add_worksheet("Other")
        for row in range(12):
            data.write_row(row, 0, [row, row * 2, row * 3])
        book.define_name("Data!_own", "=Data!$B$5:$B$10")
        columns = [{"header": "One"}, {"header": "Two", "formula": "=Data!$B$10*2"}]
        other.add_table("A1:B4", {"name": "Sums", "columns": columns})
        other.insert_textbox("E2", "", {"textlink": "=Data!$B$10"})
        for cell, placing in (("B15", 1), ("B2", 1), ("B5", 2), ("B16", 3), ("F15", 1)):
            chart = book.add_chart({"type": "line"})
            chart.add_series({"values": "=Data!$B$5:$B$10"})
            chart.set_size({"width": 60, "height": 100})
            data.insert_chart(cell, chart, {"object_position": placing})
    return content.getvalue()


def grown(data: bytes) -> dict[str, bytes]:
    opened = FileBook.from_bytes(data, "b.xlsx")
    insert_cells(opened, [Insertion("Data", parse_area("A6:D7"))])
    return parts_in(opened.to_bytes())


def test_the_formulas_of_tables_follow(made):
    assert b"<calculatedColumnFormula>Data!$B$12*2<" in grown(made)[TABLE]


def test_a_shape_goes_on_showing_its_cell(made):
    parts = grown(made)
    linked = [part for name, part in parts.items() if b"textlink" in part]
    assert [re.findall(rb'textlink="([^"]+)"', part) for part in linked] == [[b"Data!$B$12"]]


def test_every_chart_follows(made):
    parts = grown(made)
    charts = [part for name, part in parts.items() if name.startswith("xl/charts/chart")]
    assert [re.findall(rb"<c:f>([^<]*)", part) for part in charts] == [[b"Data!$B$5:$B$12"]] * 5


def rows(part: bytes) -> list[tuple[int, int]]:
    """Return the first and last row that each picture covers, counted from 1."""
    found = re.findall(rb"<xdr:from>.*?<xdr:row>(\d+).*?<xdr:to>.*?<xdr:row>(\d+)", part)
    return [(int(first) + 1, int(last) + 1) for first, last in found]


def test_pictures_move_and_grow_with_the_cells_under_them(made):
    assert rows(parts_in(made)[DRAWING]) == [(15, 20), (2, 7), (5, 10), (16, 21), (15, 20)]
    # One below the new cells, one across them, one that does not grow, one that never moves, and
    # one in other columns.
    assert rows(grown(made)[DRAWING]) == [(17, 22), (2, 9), (5, 10), (16, 21), (15, 20)]


def test_a_form_control_goes_on_reading_its_cells(made):
    parts = parts_in(made)
    types, rels = "[Content_Types].xml", "xl/worksheets/_rels/sheet1.xml.rels"
    part = b'<Override PartName="/xl/ctrlProps/ctrlProp1.xml" '
    part += b'ContentType="application/vnd.ms-excel.controlproperties+xml"/></Types>'
    link = b'<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    link += b'relationships/ctrlProp" Target="../ctrlProps/ctrlProp1.xml"/></Relationships>'
    parts[types] = parts[types].replace(b"</Types>", part)
    parts[rels] = parts[rels].replace(b"</Relationships>", link)
    parts["xl/ctrlProps/ctrlProp1.xml"] = CONTROL.encode()
    after = grown(zipped(parts))["xl/ctrlProps/ctrlProp1.xml"]
    assert b'fmlaLink="Data!$B$12" fmlaRange="$B$5:$B$12"' in after


def test_a_name_of_a_sheet_follows(made):
    assert b">Data!$B$5:$B$12</definedName>" in grown(made)["xl/workbook.xml"]
