"""What makes large sheets quick to edit gives the same as reading them whole."""

from __future__ import annotations

import zlib

import pytest

from tests.support.sheets import Raw, book, formula, sheet
from xlbcf.books.deflate import deflate
from xlbcf.books.file_book import FileBook
from xlbcf.books.formula_search import computes
from xlbcf.books.package import Package
from xlbcf.books.sheet_xml import SheetXml
from xlbcf.template.addresses import Cell, parse_cell

BLOCK = 2 << 20
#: Text that zlib cannot shorten much, so that every stretch of it is another one.
NOISE = b"".join(zlib.crc32(b"%d" % n).to_bytes(4, "big") for n in range(BLOCK))


@pytest.mark.parametrize(
    "lengths",
    [
        [2 * BLOCK + 1],
        [BLOCK, BLOCK, BLOCK],
        [BLOCK - 1, 1, 1, BLOCK],
        [0, 3 * BLOCK, 0, 7],
        [10, 2 * BLOCK + 100, 20_000, 20_000, 5],
        [1] * 40_000 + [2 * BLOCK],
    ],
)
def test_blocks_unpack_as_one_however_the_content_is_divided(lengths):
    pieces, at = [], 0
    for length in lengths:
        pieces.append(memoryview(NOISE)[at : at + length])
        at += length
    packed, crc, size = deflate(pieces)
    unpacker = zlib.decompressobj(-15)
    assert unpacker.decompress(packed) == NOISE[:at]
    assert unpacker.eof
    assert (crc, size) == (zlib.crc32(NOISE[:at]), at)


def test_a_block_refers_back_to_the_one_before():
    alike = NOISE[:20_000]
    lengths = [len(deflate([alike * times])[0]) for times in (210, 420)]
    # Each block starts with the window of its predecessor, so no copy of the text is packed anew.
    assert lengths[1] - lengths[0] < 2 * len(alike)


@pytest.mark.parametrize("size", [1, 7, 63, 64, 65, 1 << 20])
@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("<c r='A1'><f>1+1</f></c>", True),
        ("<c r='A1'><f t='shared' si='0'/></c>", True),
        ("<c r='A1'><f/></c>", True),
        ("<c r='A1'><v>5</v></c>", False),
        ("<c r='A1'><is><t>&lt;f></t></is></c>", False),
        ("<c r='A1'><is><first/></is></c>", False),
        ("<c r='A1'><x:f>another vocabulary's</x:f></c>", False),
    ],
)
def test_a_formula_is_noticed_wherever_the_pieces_part(cell, found, size):
    text = f"<worksheet xmlns='main'><sheetData>{cell}</sheetData></worksheet>".encode()
    assert computes(text[at : at + size] for at in range(0, len(text), size)) is found


def test_a_formula_is_noticed_behind_a_prefix():
    text = b"<x:worksheet><x:sheetData><x:c><x:f>1</x:f></x:c></x:sheetData></x:worksheet>"
    assert computes([text])
    assert not computes([text.replace(b"x:f", b"f")])


def test_what_cannot_be_searched_counts_as_computed():
    assert computes(["<worksheet><sheetData/></worksheet>".encode("utf-16")])
    assert computes([])


def large(cells: str) -> SheetXml:
    return SheetXml(f"<worksheet><sheetData>{cells}</sheetData></worksheet>".encode())


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="7"><c r="B7" s="3"/></row>',
        "<row r='7'><c r='B7' s='3'/></row>",
        '<row><c/></row><row spans="1:2"\tr="7" ht="20"><c s="9" r="A7"/><c s="3"\nr="B7"/></row>',
        '<row r="6"/><row><c r="A7"/><c s="3"/></row>',
        '<row r="3"><c r="A3"><is><t>not r="7" nor r="B7"</t></is></c></row>'
        '<row r="7"><c r="A7"><is><t>x r="B7" y</t></is></c><c s="3" r="B7"/></row>',
        '<row r="3"><c r="A3"><f r="7"/></c></row><row r="7"><c r="B7" s="3"/></row>',
        '<row r="3"> r="7"</row><row r="7"><c r="A7"> r="B7"</c><c r="B7" s="3"/></row>',
        '<row r="77"><c r="B77"/></row><row r="7"><c r="AB7"/><c r="B7" s="3"/></row>',
    ],
)
def test_a_cell_is_found_whatever_stands_around_it(cells):
    if cells.startswith('<row r="6"/>'):
        # A row without a number is the one after its predecessor.
        assert dict(large(cells).rows()).keys() == {6, 7}
    tag = large(cells).find_cell(Cell(7, 2))
    assert tag is not None
    assert tag.get(b"s") == b"3"
    assert large(cells).find([Cell(7, 2), Cell(7, 9), Cell(8, 2)]) == {Cell(7, 2): tag}


def test_every_cell_of_a_sheet_is_found_singly_as_in_passing():
    cells = {
        f"{column}{row}": Raw(f'<c r="{{r}}" s="{row}"/>')
        for row in range(1, 40)
        for column in ("A", "B", "D", "AA")
    }
    xml = FileBook.from_bytes(book(sheet("A", cells)), "b").sheet_file("A").xml
    passing = dict(xml.all_cells())
    assert passing.keys() == {parse_cell(address) for address in cells}
    for cell, tag in passing.items():
        assert xml.find_cell(cell) == tag
    assert xml.find_cell(Cell(5, 3)) is None


def test_a_part_is_the_same_whole_and_piece_by_piece():
    data = book(sheet("A", {f"A{row}": f"text {row}" for row in range(1, 20_000)}))
    package = Package(data, "b")
    pieces = list(package.chunks("xl/worksheets/sheet1.xml"))
    assert len(pieces) > 1
    assert b"".join(pieces) == package.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    "calculation", ['<calcPr fullCalcOnLoad="1"/>', '<calcPr fullCalcOnLoad="true"/>']
)
def test_a_book_says_that_it_is_calculated_on_load(calculation):
    data = book(sheet("A", {"A1": formula("1+1", 2)}), calculation=calculation)
    assert FileBook.from_bytes(data, "b").calculated_on_load


@pytest.mark.parametrize("calculation", ["", "<calcPr/>", '<calcPr fullCalcOnLoad="0"/>'])
def test_a_book_that_is_not_calculated_on_load_does_not_say_so(calculation):
    data = book(sheet("A", {"A1": formula("1+1", 2)}), calculation=calculation)
    made = FileBook.from_bytes(data, "b")
    assert not made.calculated_on_load
    assert made.has_formulas()
