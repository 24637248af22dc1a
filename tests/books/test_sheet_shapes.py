"""Sheets of every shape that programs write: cells are found, made and put in their order."""

from __future__ import annotations

import re

import pytest

from tests.support.editing import Edited, codes, edited, parts_in, refusal, writes_of
from tests.support.sheets import HEAD, MAIN, Form, Styled, book, formula, merged, sheet
from xlbcf.books.file_book import FileBook
from xlbcf.rules.findings import Refused
from xlbcf.template.addresses import Cell, parse_cell


def order(done: Edited) -> list[str]:
    """Return the addresses of the cells in the order of the file."""
    return re.findall(r'<(?:\w+:)?c [^>]*?r=["\'](\w+)', done.sheet())


def numbers(done: Edited) -> list[int]:
    return [int(n) for n in re.findall(r'<(?:\w+:)?row [^>]*?r=["\'](\d+)', done.sheet())]


@pytest.mark.parametrize(
    "form",
    [Form(), Form(strict=True), Form(prefix="x:"), Form(strict=True, prefix="ss:"),
     Form(date1904=True), Form(absolute=True)],
    ids=str,
)  # fmt: skip
def test_a_cell_is_replaced_whatever_the_namespaces(form):
    cells = {"A1": "a", "B2": Styled(5, 4), "C2": formula("B2*2", 10)}
    data = book(sheet("One", cells), sheet("Two", {"A1": 1}), form=form)
    done = edited(data, {"One!B2": 7, "One!D2": "new", "One!A9": True, "Two!A1": None})
    assert done.value("One!B2") == 7
    assert done.value("One!D2") == "new"
    assert done.value("One!A9") is True
    assert done.value("Two!A1") is None
    assert done.value("One!C2") == 10
    assert done.touched() == {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}
    prefix = form.prefix
    assert f'<{prefix}c r="A1"/>' in done.sheet(2)
    assert f'<{prefix}c r="B2" s="4"><{prefix}v>7</{prefix}v></{prefix}c>' in done.sheet()
    assert f"<{prefix}is><{prefix}t>new</{prefix}t></{prefix}is>" in done.sheet()
    assert f'<{prefix}row r="9"><{prefix}c r="A9" t="b">' in done.sheet()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "iso-8859-1", "us-ascii"])
def test_a_sheet_in_another_encoding_stays_in_it(encoding):
    content = (
        f'<?xml version="1.0" encoding="{encoding[:6] if "utf" in encoding else encoding}"?>'
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c>'
        '<c r="B1" t="inlineStr"><is><t>caf\u00e9</t></is></c></row></sheetData></worksheet>'
    )
    if encoding == "us-ascii":
        content = content.replace("\u00e9", "&#233;")
    raw = content.encode(encoding)
    raw = b"\xfe\xff" + raw if encoding == "utf-16-be" else raw
    done = edited(book(sheet("A", whole=raw)), {"A!A1": "na\u00efve"})
    assert done.value("A!A1") == "na\u00efve"
    assert done.value("A!B1") == "caf\u00e9"
    after = parts_in(done.after)["xl/worksheets/sheet1.xml"]
    assert after[:40] == raw[:40]
    assert "</sheetData></worksheet>" in after.decode(encoding)


@pytest.mark.parametrize(
    "start", [b"\xef\xbb\xbf" + HEAD.encode(), b"", b"\xef\xbb\xbf", b"\n<?xml version='1.0'?>"]
)
def test_a_sheet_may_begin_in_any_sound_way(start):
    raw = (
        start.strip(b"\n")
        + (
            f"<worksheet xmlns='{MAIN}'><sheetData><row r='1'><c r='A1'><v>1</v></c></row>"
            "</sheetData></worksheet>"
        ).encode()
    )
    assert edited(book(sheet("A", whole=raw)), {"A!A1": 5}).value("A!A1") == 5


EMPTY = [
    "<sheetData/>",
    "<sheetData />",
    "<sheetData></sheetData>",
    "<sheetData>\n</sheetData>",
    '<sheetData><row r="3"/></sheetData>',
    '<sheetData><row r="3" spans="1:1" ht="20"/></sheetData>',
    '<sheetData><row r="3"></row></sheetData>',
    '<sheetData><row r="1"/><row r="9"/></sheetData>',
]


@pytest.mark.parametrize("data", EMPTY)
def test_missing_rows_and_cells_are_made_in_their_place(data):
    done = edited(book(sheet("A", data)), {"A!C3": 1, "A!A3": 2, "A!B5": 3, "A!B2": 4})
    assert order(done) == ["B2", "A3", "C3", "B5"]
    assert numbers(done) == sorted(set(numbers(done)))
    values = FileBook.from_bytes(done.after, "b").values("A")
    assert values == {Cell(2, 2): 4, Cell(3, 1): 2, Cell(3, 3): 1, Cell(5, 2): 3}


def test_cells_are_put_between_those_that_stand():
    done = edited(
        book(sheet("A", {"B2": 1, "D2": 2, "B4": 3})),
        {"A!A2": 0, "A!C2": 0, "A!E2": 0, "A!AA2": 0, "A!A1": 0, "A!C3": 0, "A!A4": 0, "A!A5": 0},
    )
    assert order(done) == ["A1", "A2", "B2", "C2", "D2", "E2", "AA2", "C3", "A4", "B4", "A5"]
    assert numbers(done) == [1, 2, 3, 4, 5]


def test_a_second_batch_is_put_in_place_too():
    made = FileBook.from_bytes(book(sheet("A", {"B2": 1})), "b")
    for cell in ("D2", "C2", "A1", "A2", "C9", "D9"):
        made.write(writes_of({f"A!{cell}": cell}))
    done = Edited(b"", made.to_bytes(), [])
    assert order(done) == ["A1", "A2", "B2", "C2", "D2", "C9", "D9"]
    assert numbers(done) == [1, 2, 9]


def test_a_new_cell_takes_the_style_of_its_row_or_column():
    head = '<cols><col min="1" max="2" style="3"/><col min="3" max="3" width="9"/></cols>'
    rows = '<row r="2" s="4" customFormat="1"/><row r="3" s="4"/>'
    done = edited(book(sheet("A", rows, head=head)), {"A!A2": 1, "A!A3": 1, "A!C3": 1, "A!B9": 1})
    assert done.cell("A2") == '<c r="A2" s="4"><v>1</v></c>'
    assert done.cell("A3") == '<c r="A3" s="3"><v>1</v></c>'
    assert done.cell("C3") == '<c r="C3"><v>1</v></c>'
    assert done.cell("B9") == '<c r="B9" s="3"><v>1</v></c>'


def test_spans_and_dimension_grow_with_new_cells():
    head = '<dimension ref="B2:C3"/>'
    rows = '<row r="2" spans="2:3"><c r="B2"/><c r="C3"/></row><row r="3" spans="2:3"/>'
    done = edited(book(sheet("A", rows, head=head)), {"A!E2": 1, "A!A3": 1, "A!C7": 1})
    assert '<dimension ref="A2:E7"/>' in done.sheet()
    assert '<row r="2" spans="2:5">' in done.sheet()
    assert '<row r="3" spans="1:3">' in done.sheet()


@pytest.mark.parametrize("ref", ["A1:Z99", "A:Z", "", "nonsense"])
def test_a_dimension_that_is_wide_enough_or_nonsense_stays(ref):
    head = f'<dimension ref="{ref}"/>'
    done = edited(book(sheet("A", '<row r="2"/>', head=head)), {"A!B2": 1})
    assert head in done.sheet()


def test_replacing_a_cell_that_stands_changes_neither_spans_nor_dimension():
    head, rows = '<dimension ref="A1"/>', '<row r="2" spans="1:1"><c r="C2"><v>1</v></c></row>'
    done = edited(book(sheet("A", rows, head=head)), {"A!C2": 5})
    assert done.sheet().count("1:1") == 1
    assert head in done.sheet()


def test_cells_and_rows_without_addresses_are_counted():
    rows = (
        "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c r='B2'><v>5</v></c><c><v>6</v></c>"
        "</row><row r='9'><c><v>7</v></c></row><row><c><v>8</v></c></row>"
    )
    data = book(sheet("A", rows))
    values = FileBook.from_bytes(data, "b").values("A")
    assert {str(cell): value for cell, value in values.items()} == {
        "A1": 1, "C1": 3, "B2": 5, "C2": 6, "A9": 7, "A10": 8,
    }  # fmt: skip
    new = {"A!B1": 10, "A!C2": 20, "A!D2": 21, "A!A10": 30, "A!B10": 31, "A!A5": 40}
    after = FileBook.from_bytes(edited(data, new).after, "b").values("A")
    assert {str(cell): value for cell, value in after.items()} == {
        "A1": 1, "B1": 10, "C1": 3, "B2": 5, "C2": 20, "D2": 21, "A5": 40, "A9": 7, "A10": 30,
        "B10": 31,
    }  # fmt: skip


@pytest.mark.parametrize("data", ["<sheetData/>", "<sheetData><row><c/></row></sheetData>"])
def test_the_last_cell_of_a_sheet_can_be_written(data):
    assert edited(book(sheet("A", data)), {"A!XFD1048576": 1}).value("A!XFD1048576") == 1


def test_comments_and_hidden_stretches_are_left_alone_and_never_read():
    rows = (
        '<!-- <row r="1"><c r="A1"><v>9</v></c></row> --><row r="2"><!-- <c r="A2"/> -->'
        '<c r="B2" t="inlineStr"><is><t><![CDATA[<c r="C2"><v>9</v></c>]]></t></is></c>'
        "<?hint <c r='D2'/> ?></row>"
    )
    data = book(sheet("A", rows, tail="<!-- </sheetData> -->"))
    done = edited(data, {"A!A1": 1, "A!A2": 2, "A!C2": 3})
    assert done.value("A!B2") == '<c r="C2"><v>9</v></c>'
    assert [done.value(f"A!{each}") for each in ("A1", "A2", "C2", "D2")] == [1, 2, 3, None]
    for stretch in ('<!-- <row r="1">', "<![CDATA[<c r=", "<?hint", "<!-- </sheetData> -->"):
        assert stretch in done.sheet()


def test_attributes_may_be_quoted_and_spaced_in_any_way():
    rows = "<row  r = '2'\n ht='>20' ><c\tr='A2' s = \"4\" ><v >1</v ></c ><c r=\"B2\"\n/></row >"
    done = edited(book(sheet("A", rows)), {"A!A2": 5, "A!B2": 6, "A!C2": 7})
    assert [done.value(f"A!{each}") for each in ("A2", "B2", "C2")] == [5, 6, 7]
    assert 's = "4"' in done.sheet()


def test_a_greater_than_sign_in_the_root_element_is_no_end():
    raw = (
        f'<worksheet xmlns="{MAIN}" xmlns:odd="a>b"><sheetData/>{merged("A1:B1")}</worksheet>'
    ).encode()
    assert codes(book(sheet("A", whole=raw)), {"A!B1": 1}) == ["CELL04"]


def test_everything_but_the_cell_stays_byte_for_byte():
    rows = "<row r='2'  spans='1:9'><c r='A2'><v>1.50</v></c >\n <c r='B2' s='4'><v>2</v></c></row>"
    tail = merged("D1:E1") + '<pageMargins left="0.70" right="0.7"/><extLst><ext uri="x"/></extLst>'
    data = book(sheet("A", rows, head="<sheetPr/>", tail=tail), sheet("B", {"A1": 1}))
    done = edited(data, {"A!B2": 3})
    before = parts_in(data)["xl/worksheets/sheet1.xml"].decode()
    old = "<c r='B2' s='4'><v>2</v></c>"
    assert done.sheet() == before.replace(old, old.replace(">2<", ">3<"))
    assert done.touched() == {"xl/worksheets/sheet1.xml"}


def test_nothing_written_leaves_the_file_as_it_was():
    data = book(sheet("A", {"A1": 1}))
    assert edited(data, {}).after == data
    assert edited(data, {"A!A1": 1, "A!B1": None}).after == data


ROOT = f'<worksheet xmlns="{MAIN}">'
DAMAGED = {
    "empty": b" ",
    "text": b"not xml",
    "another kind": b"<html/>",
    "no data": f'<worksheet xmlns="{MAIN}"/>'.encode(),
    "document type": f'<!DOCTYPE x [<!ENTITY a "b">]>{ROOT}<sheetData/></worksheet>'.encode(),
    "open comment": f"{ROOT}<sheetData><!-- </sheetData></worksheet>".encode(),
    "open row": f'{ROOT}<sheetData><row r="1"></worksheet>'.encode(),
    "open cell": f'{ROOT}<sheetData><row r="1"><c r="A1"></row></sheetData></worksheet>'.encode(),
    "open tail": f"{ROOT}<sheetData></sheetData><mergeCells></worksheet>".encode(),
    "merge of nothing": f"{ROOT}<sheetData/><mergeCells><a/></mergeCells></worksheet>".encode(),
    "no bytes of UTF-8": b"\xff" * 50,
    "half a letter": b"\xff\xfe" + "<worksheet".encode("utf-16-le") + b"\x00",
    "unknown encoding": b"<?xml version='1.0' encoding='no-such'?><worksheet><sheetData/>",
    "no text encoding": b"<?xml version='1.0' encoding='hex'?><worksheet><sheetData/>",
    "wrong encoding": ROOT.encode() + b"<sheetData><row><c><v>\xe9</v></c></row></sheetData>",
    "not ASCII": b"<?xml version='1.0' encoding='us-ascii'?><worksheet><sheetData>\xe9",
}


@pytest.mark.parametrize("whole", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_sheet_is_refused(whole):
    assert {each.code for each in refusal(book(sheet("A", whole=whole)))} == {"BOOK01"}


@pytest.mark.parametrize(
    "row",
    [
        '<row r="x"><c/></row>',
        '<row r="0"/>',
        '<row r="-1"/>',
        '<row r="99999999999999999999"/>',
        '<row r="1048577"/>',
        '<row r="1"><c r="1A"/></row>',
        '<row r="1"><c r="ZZZ1"/></row>',
        '<row r="1"><c r=""/><c r="é"/></row>',
    ],
)
def test_a_cell_that_is_nowhere_is_refused(row):
    data = book(sheet("A", row))
    assert {each.code for each in refusal(data)} == {"BOOK01"}
    with pytest.raises(Refused):
        FileBook.from_bytes(data, "b").value("A", parse_cell("B1"))


@pytest.mark.parametrize("head", ['<cols><col min="x" max="2" style="1"/></cols>',
                                  '<cols><col min="0" max="99999" style="1"/></cols>'])  # fmt: skip
def test_a_column_that_is_nowhere_is_refused(head):
    with pytest.raises(Refused):
        edited(book(sheet("A", "", head=head)), {"A!A1": 1})


def test_many_rows_are_found_and_made():
    cells = {f"A{n}": n for n in range(1, 101, 2)}
    new = {f"A!A{n}": -n for n in range(1, 121)}
    done = edited(book(sheet("A", cells)), new)
    assert numbers(done) == list(range(1, 121))
    values = FileBook.from_bytes(done.after, "b").values("A")
    assert values == {Cell(n, 1): -n for n in range(1, 121)}


def test_a_sheet_whose_row_begins_with_other_attributes_is_found():
    rows = '<row spans="1:2" r="12" ht="5"><c r="A12"><v>1</v></c></row><row r="2"/>'
    assert edited(book(sheet("A", rows)), {"A!A12": 2}).value("A!A12") == 2
