"""What Excel would repair is found: each kind of fault made once in a dashboard that has none."""

from __future__ import annotations

import pytest

from tests.support.editing import parts_in
from tests.support.excel_limits import repairs
from tests.support.templates import ROOT
from tests.support.zips import zipped

SHIPPED = ROOT / "workbooks" / "dashboards" / "integration-executive.xlsm"
COVER, METRICS, BOOK = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml", "xl/workbook.xml"
TYPES, LINKS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
LONG = b"x" * 256


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    return parts_in(SHIPPED.read_bytes())


@pytest.mark.parametrize(
    ("part", "old", "new", "told"),
    [
        (TYPES, b'PartName="/xl/theme/theme1.xml"', b'PartName="/xl/other.xml"', "for no part"),
        (TYPES, b'Extension="bin"', b'Extension="dat"', "vbaProject.bin: no type"),
        (LINKS, b"theme/theme1.xml", b"theme/theme2.xml", "a link to no part"),
        (LINKS, b"theme/theme1.xml", b"styles.xml", "nothing leads to it"),
        (BOOK, b'name="spc_on_summary"', b'name="HISTORY_falls_injuries_e10000018"', "name twice"),
        (BOOK, b">Cover!$B$5<", b">#REF!<", "a name for nothing"),
        (BOOK, b'name="Themes"', b'name="METRICS"', "two sheets of one name"),
        (BOOK, b'name="Themes"', b'name="A: B"', "no name of a sheet"),
        (COVER, b'<row r="2"', b'<row r="1"', "row 1 after row 1"),
        (COVER, b'r="B5"', b'r="A5"', "A5 out of order"),
        (COVER, b' t="s"><v>0<', b' t="s"><v>99999<', "no such text"),
        (COVER, b' s="', b' s="9999', "no such format"),
        (COVER, b' t="s"><v>0<', b"><v>nought<", "nought is no number"),
        (COVER, b'prompt="', b'prompt="' + LONG, "prompt of more than 255"),
        (METRICS, b"<f>", b'<f>"' + LONG + b'"&amp;', "a text of more than 255"),
        (METRICS, b"<f>", b"<f>" + b"1+" * 4100, "a formula of"),
        (METRICS, b"location=\"'", b"location=\"'Not ", "a link to 'Not "),
        (METRICS, b"dxfId=\"", b"dxfId=\"99", "without its look"),
        (METRICS, b"<oddFooter>", b"<oddFooter>" + LONG, "oddFooter of more than 255"),
        ("xl/drawings/vmlDrawing1.vml", b'ObjectType="Note"', b'ObjectType="Drop"', "notes, and"),
    ],
)  # fmt: skip
def test_a_fault_that_is_made_is_told(parts, part, old, new, told):
    assert old in parts[part], "the fault cannot be made"
    changed = parts | {part: parts[part].replace(old, new, 1)}
    assert any(told in each for each in repairs(zipped(changed)))


def test_areas_merged_over_each_other_are_told(parts):
    merged = b'<mergeCells count="2"><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/></mergeCells>'
    cover = parts[COVER].replace(b"</sheetData>", b"</sheetData>" + merged, 1)
    assert any("merged over" in each for each in repairs(zipped(parts | {COVER: cover})))
