"""Cells cut apart say and become what cells searched one by one do; odd ones are left to those."""

from __future__ import annotations

import random

import pytest

from tests.support.editing import looked_up, parts_in
from tests.support.sheets import MAIN, Form, Raw, Styled, book, formula, sheet
from xlbcf.books import plain_cells
from xlbcf.books.file_book import FileBook
from xlbcf.books.port import Allow, Write
from xlbcf.books.values import CellError, Value
from xlbcf.template.addresses import Cell, parse_cell

SHEET = "A"
FEW = {
    "A1": "a",
    "B1": Styled(5, 4),
    "C1": Raw('<c r="{r}" s="3"/>'),
    "A2": formula("B1*2", 10),
    "B2": Raw('<c r="{r}" t="str"><f>A1&amp;"&lt;"</f><v>a&lt;</v></c>'),
    "C2": Raw('<c r="{r}" t="e"><v>#N/A</v></c>'),
    "A4": Raw('<c r="{r}" t="b"><v>1</v></c>'),
    "B4": Raw('<c r="{r}" t="inlineStr"><is><t xml:space="preserve"> x </t></is></c>'),
    "C4": 0.1,
}
#: Written as Excel does not: in another order, with more in it, with other signs.
ODD = [
    '<c s="4" r="{r}"><v>7</v></c>',
    '<c r="{r}" t="n" s="4"><v>7</v></c>',
    "<c r='{r}'><v>7</v></c>",
    '<c r="{r}" s="4" ph="1"><v>7</v></c>',
    '<c r="{r}"><f>3+4</f> <v>7</v></c>',
    '<c r="{r}"><v xml:space="preserve">7</v></c>',
    '<c r="{r}"><v>7</v><extLst><ext uri="u"/></extLst></c>',
    '<c r="{r}" cm="1"><v>7</v></c>',
    '<c r="{r}" t="inlineStr"><is><r><t>7</t></r></is></c>',
    '<c r="{r}" t="inlineStr"><is><t>7</t><rPh sb="0" eb="1"><t>8</t></rPh></is></c>',
    '<c r="{r}" t="inlineStr"/>',
    '<c r="{r}" t="str"><is><t>7</t></is></c>',
    '<c r="{r}"><v>7e999</v></c>',
    '<c r="{r}"><v>seven</v></c>',
    '<c r="{r}" t="s"><v>99</v></c>',
    '<c r="{r}" t="str"><v/></c>',
    '<c r="{r}"><v></v></c>',
]

ODD_FORMULA = '<c r="{r}" ph="1"><f>D2</f><v>1</v></c>'


def opened(cells: dict[str, object], **more: object) -> FileBook:
    return FileBook.from_bytes(book(sheet(SHEET, cells), **more), "book.xlsx")  # type: ignore[arg-type]


def searched(one: FileBook) -> dict[Cell, Value]:
    """Return the values as the search for single cells reads them."""
    return {cell: value for cell, value in one.sheet_file(SHEET).values() if value is not None}


def test_the_values_are_those_that_a_search_finds():
    one = opened(FEW)
    assert one.sheet_file(SHEET).plain is not None
    assert one.values(SHEET) == searched(one)
    assert one.values(SHEET)[parse_cell("B2")] == "a<"
    kinds = {cell: type(value) for cell, value in one.values(SHEET).items()}
    assert kinds == {cell: type(value) for cell, value in searched(one).items()}


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_cell_among_plain_ones_is_read_written_and_worked_out_alike(odd):
    data = book(sheet(SHEET, {**FEW, "D2": Raw(odd), "E2": Raw(ODD_FORMULA)}))
    one = FileBook.from_bytes(data, "book.xlsx")
    assert one.values(SHEET) == searched(one)
    done = []
    for cut in (False, True):
        with looked_up(cut=cut):
            one = FileBook.from_bytes(data, "book.xlsx")
            one.write([Write(SHEET, parse_cell("D2"), 8)], set(Allow))
            one.put_formulas({SHEET: {parse_cell("B1"): "D2+1"}})
            changes = one.store_results({SHEET: {parse_cell("B1"): 9, parse_cell("E2"): 8.5}})
            done.append((one.to_bytes(), changes))
    assert done[0] == done[1]
    assert [each.new for each in done[0][1]] == [9, 8.5]


@pytest.mark.parametrize(
    "content",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><!-- <c r="B1"><v>2</v></c> --></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFE1"><v>2</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c  r="B1"><v>2</v></c></row>',
    ],
)
def test_a_sheet_whose_cells_cannot_be_told_by_their_looks_is_not_cut(content):
    raw = f'<worksheet xmlns="{MAIN}"><sheetData>{content}</sheetData></worksheet>'.encode()
    one = FileBook.from_bytes(book(sheet(SHEET, whole=raw)), "book.xlsx")
    assert one.sheet_file(SHEET).plain is None
    plain = raw.replace(content.encode(), content[: content.index("</c>") + 4].encode() + b"</row>")
    one = FileBook.from_bytes(book(sheet(SHEET, whole=plain)), "book.xlsx")
    assert one.sheet_file(SHEET).plain is not None


def test_a_sheet_with_prefixes_is_not_cut():
    assert opened(FEW, form=Form(prefix="x:")).sheet_file(SHEET).plain is None


def test_only_so_many_contents_are_kept_and_those_left_out_are_read_again(monkeypatch):
    monkeypatch.setattr(plain_cells, "_MOST_KEPT", 2)
    one = opened(FEW)
    assert one.values(SHEET) == searched(one)


def test_a_text_of_the_same_letters_as_a_number_stays_a_text():
    results: list[Value] = ["5", 5, True, 1, CellError("5")]
    cells = [Cell(1, column) for column in range(1, 6)]
    one = opened({str(cell): formula("B9", 9) for cell in cells})
    one.store_results({SHEET: dict(zip(cells, results, strict=True))})
    again = FileBook.from_bytes(one.to_bytes(), "book.xlsx").values(SHEET)
    assert [again[cell] for cell in cells] == results
    assert [type(again[cell]) for cell in cells] == [type(each) for each in results]


VALUES: tuple[Value, ...] = (None, 0, 1, -7, 0.5, 1e22, True, False, "", "x", " y ", "a\nb", "<&>",
                             "=1", "é", CellError("#N/A"))  # fmt: skip


def random_edits(data: bytes, chance: random.Random) -> tuple[dict[str, bytes], list[object]]:
    """Return a file's parts after values, formulas and results were put in, and what was told."""
    one, told = FileBook.from_bytes(data, "book.xlsx"), list[object]()
    for _ in range(chance.randint(1, 4)):
        cells = [Cell(chance.randint(1, 6), chance.randint(1, 5)) for _ in range(3)]
        match chance.randrange(3):
            case 0:
                writes = [Write(SHEET, each, chance.choice(VALUES)) for each in {*cells}]
                told.append(one.write(writes, set(Allow)))
            case 1:
                one.put_formulas({SHEET: {each: f"A{each.column}&{each.row}" for each in cells}})
            case 2:
                computed = [each for each in sorted(one.formulas(SHEET)) if chance.random() < 0.7]
                results = {each: chance.choice(VALUES) for each in computed}
                told.append(one.store_results({SHEET: results}))
        told.append(sorted(one.values(SHEET).items()) if chance.random() < 0.5 else None)
    return parts_in(one.to_bytes()), told


@pytest.mark.parametrize("seed", range(150))
def test_random_edits_give_the_same_file_whether_cells_are_cut_apart_or_searched(seed):
    chance = random.Random(seed)
    odd = {f"{chance.choice('ABCDE')}{row}": Raw(chance.choice(ODD)) for row in (3, 5)}
    data = book(sheet(SHEET, FEW if seed % 3 else {**FEW, **odd}))
    done = []
    for cut in (False, True):
        with looked_up(cut=cut):
            done.append(random_edits(data, random.Random(seed)))
    assert done[0][1] == done[1][1]
    assert done[0][0] == done[1][0]
