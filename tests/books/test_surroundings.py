"""What surrounds cells, on sheets of one make: it follows the cells of each sheet."""

from __future__ import annotations

import pytest

from xlbcf.books.sheet_insertion import with_insertions
from xlbcf.books.sheet_xml import SheetXml
from xlbcf.books.shifts import Shifter, Shifts
from xlbcf.books.surrounding_shifts import Surroundings
from xlbcf.template.addresses import parse_area

TAIL = (
    '<mergeCells count="1"><mergeCell ref="A30:B30"/></mergeCells>'
    '<conditionalFormatting sqref="A20:B30"><cfRule type="expression" dxfId="0" priority="1">'
    "<formula>A$30&gt;Two!A$30</formula></cfRule></conditionalFormatting>"
    '<hyperlinks><hyperlink ref="A1" location="\'One\'!A30"/></hyperlinks>'
)
#: One and Two grow alike, Three grows lower down, Four stays.
SHIFTER = Shifter(
    {
        "One": Shifts([parse_area("A10:B10")]),
        "Two": Shifts([parse_area("A10:B10")]),
        "Three": Shifts([parse_area("A25:B26")]),
    }
)


def sheet(cells: str, tail: str = TAIL) -> SheetXml:
    return SheetXml(f"<worksheet><sheetData>{cells}</sheetData>{tail}</worksheet>".encode())


def tail(merged: str, rule: str, formula: str) -> str:
    moved = TAIL.replace("A30:B30", merged).replace("A20:B30", rule)
    return moved.replace("A$30&gt;Two!A$30", formula).replace("'One'!A30", "'One'!A31")


AFTER = {
    "One": tail("A31:B31", "A21:B31", "A$31&gt;Two!A$31"),
    "Two": tail("A31:B31", "A21:B31", "A$31&gt;Two!A$31"),
    "Three": tail("A32:B32", "A20:B32", "A$32&gt;Two!A$31"),
    "Four": tail("A30:B30", "A20:B30", "A$30&gt;Two!A$31"),
}


@pytest.mark.parametrize(
    "names", [("One", "Two", "Three", "Four"), ("Four", "Three", "Two", "One")]
)
def test_the_same_surroundings_follow_the_cells_of_each_sheet(names):
    surroundings = Surroundings(SHIFTER)
    for number, name in enumerate(names):
        # The surroundings stand elsewhere in each sheet's text.
        xml = sheet('<row r="1"><c r="A1"/></row>' * number)
        edits = [*surroundings.edits(xml, name)]
        assert b"".join(xml.applied(edits)).decode() == sheet("").data.decode().replace(
            TAIL, AFTER[name]
        ).replace("<sheetData>", "<sheetData>" + '<row r="1"><c r="A1"/></row>' * number)


def test_what_changes_in_a_cell_goes_with_it():
    xml = sheet(
        '<row r="9"><c r="A9" s="1"><f>A10</f><v>1</v></c></row>'
        '<row r="10"><c r="A10"><f>A9+A10</f></c><c r="B10"><v>2</v></c>'
        '<c r="C10"><f>A10</f></c></row><row r="12"><c r="B12"><f>B10</f></c></row>',
        "",
    )
    new = with_insertions(xml, "One", SHIFTER, Surroundings(SHIFTER))
    assert new is not None
    assert new.decode() == (
        '<worksheet><sheetData><row r="9"><c r="A9" s="1"><f>A11</f><v>1</v></c></row>'
        '<row r="10"><c r="A10" s="1"/><c r="C10"><f>A11</f></c></row>'
        '<row r="11"><c r="A11"><f>A9+A11</f></c><c r="B11"><v>2</v></c></row>'
        '<row r="12"></row><row r="13"><c r="B13"><f>B11</f></c></row>'
        "</sheetData></worksheet>"
    )
