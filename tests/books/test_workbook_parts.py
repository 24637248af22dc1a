"""The workbook's own parts: sheets found by their links, the calculation chain, its orders."""

from __future__ import annotations

import re

import pytest

from tests.support.editing import codes, edited, parts_in, refusal, writes_of
from tests.support.sheets import HEAD, LINKS, MAIN, PACKAGE, Form, book, formula, parts_of, sheet
from tests.support.zips import zipped
from xlbcf.books.file_book import FileBook
from xlbcf.books.port import Allow
from xlbcf.rules.findings import Refused

TWO = {"A1": 1, "B1": formula("A1*2", 2), "C1": formula("A1*3", 3)}
CHAIN = '<c r="B1" i="1" l="1"/><c r="C1"/><c r="B1" i="2"/><c r="C1" s="1"/>'


def chained(chain: str = CHAIN, **more: object) -> bytes:
    return book(sheet("A", TWO), sheet("B", TWO), chain=chain, **more)


def entries(data: bytes) -> list[tuple[str, str]]:
    """Return the chain's entries as Excel reads them: sheet and cell."""
    sheet_number, read = "0", []
    text = parts_in(data)["xl/calcChain.xml"].decode()
    for attributes in re.findall(r"<(?:\w+:)?c ([^>]*?)/?>", text):
        stated = re.search(r'\bi="(\d+)"', attributes)
        sheet_number = stated[1] if stated else sheet_number
        read.append((sheet_number, re.search(r'\br="(\w+)"', attributes)[1]))
    return read


def test_writing_values_leaves_the_chain_alone():
    assert edited(chained(), {"A!A1": 5}).touched() == {"xl/worksheets/sheet1.xml"}


@pytest.mark.parametrize(
    ("place", "left"),
    [
        ("A!B1", [("1", "C1"), ("2", "B1"), ("2", "C1")]),
        ("A!C1", [("1", "B1"), ("2", "B1"), ("2", "C1")]),
        ("B!B1", [("1", "B1"), ("1", "C1"), ("2", "C1")]),
        ("B!C1", [("1", "B1"), ("1", "C1"), ("2", "B1")]),
    ],
)
def test_a_replaced_formula_leaves_the_chain_and_the_others_keep_their_sheet(place, left):
    done = edited(chained(), {place: 9}, {Allow.FORMULA})
    assert entries(done.after) == left
    number = 1 if place[0] == "A" else 2
    assert done.touched() == {"xl/calcChain.xml", f"xl/worksheets/sheet{number}.xml"}


def test_formulas_replaced_one_after_the_other_all_leave_the_chain():
    made = FileBook.from_bytes(chained(), "b")
    for place in ("A!B1", "A!C1", "B!B1"):
        made.write(writes_of({place: 9}), {Allow.FORMULA})
    assert entries(made.to_bytes()) == [("2", "C1")]


@pytest.mark.parametrize("form", [Form(), Form(prefix="x:"), Form(absolute=True)])
def test_an_empty_chain_goes_with_its_links(form):
    chain = '<c r="B1" i="1"/>'
    data = book(sheet("A", {"A1": 1, "B1": formula("A1", 1)}), chain=chain, form=form)
    after = parts_in(edited(data, {"A!B1": 9}, {Allow.FORMULA}).after)
    assert "xl/calcChain.xml" not in after
    assert b"calcChain" not in b"".join(after.values())
    assert set(parts_in(data)) - set(after) == {"xl/calcChain.xml"}


def test_an_empty_chain_goes_also_where_elements_are_written_out():
    parts = parts_of(sheet("A", {"B1": formula("A1", 1)}), chain='<c r="B1" i="1"></c>')
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        text = re.sub(rb"<(Override|Relationship) ([^<>]*)/>", rb"<\1 \2></\1>", parts[name])
        parts[name] = text
    after = parts_in(edited(zipped(parts), {"A!B1": 9}, {Allow.FORMULA}).after)
    assert b"calcChain" not in b"".join(after.values())
    assert after["[Content_Types].xml"].count(b"<Override") == 3
    assert after["[Content_Types].xml"].count(b"</Override>") == 3


def test_a_written_out_chain_keeps_its_form():
    chain = '<c r="B1" i="1"></c><c r="C1" i="1"></c>'
    done = edited(book(sheet("A", TWO), chain=chain), {"A!B1": 9}, {Allow.FORMULA})
    assert '<c r="C1" i="1"></c></calcChain>' in done.part("xl/calcChain.xml")
    assert 'r="B1"' not in done.part("xl/calcChain.xml")


def test_a_workbook_without_a_chain_needs_none():
    done = edited(book(sheet("A", TWO)), {"A!B1": 9}, {Allow.FORMULA})
    assert done.touched() == {"xl/worksheets/sheet1.xml"}


CALCULATIONS = [
    ("", Form()),
    ("<calcPr/>", Form()),
    ('<calcPr calcId="191029"/>', Form()),
    ('<calcPr calcId="191029" fullCalcOnLoad="0"/>', Form()),
    ("<calcPr fullCalcOnLoad='1' calcMode=\"manual\"/>", Form()),
    ('<calcPr calcId="1"></calcPr>', Form()),
    ("", Form(prefix="x:")),
    ('<calcPr calcId="191029"/>', Form(prefix="x:")),
    ("<!-- <calcPr/> -->", Form()),
    ("", Form(strict=True)),
]


@pytest.mark.parametrize(("calculation", "form"), CALCULATIONS)
@pytest.mark.parametrize("names", [{}, {"Rate": "A!$A$1"}])
def test_the_order_to_recalculate_is_given_once_and_in_its_place(calculation, form, names):
    more = {"names": names, "calculation": calculation + '<oleSize ref="A1"/>', "form": form}
    made = FileBook.from_bytes(book(sheet("A", TWO), **more), "b")
    made.calculate_on_load()
    made.calculate_on_load()
    after = FileBook.from_bytes(made.to_bytes(), "after")
    assert after.sheets() == ["A"]
    text = parts_in(made.to_bytes())["xl/workbook.xml"].decode()
    seen = re.sub("<!--.*?-->", "", text)
    assert seen.count("fullCalcOnLoad") == 1
    assert 'fullCalcOnLoad="1"' in seen
    for kept in ("calcId", "calcMode"):
        assert (kept in seen) == (kept in calculation)
    order = re.findall(r"<(?:\w+:)?(sheets|definedNames|calcPr|oleSize)[\s/>]", seen)
    assert order == ["sheets", *(["definedNames"] if names else []), "calcPr", "oleSize"]


def test_the_order_is_given_in_a_workbook_part_of_another_encoding():
    made = FileBook.from_bytes(book(sheet("A", TWO), form=Form(encoding="utf-16")), "b")
    made.calculate_on_load()
    text = parts_in(made.to_bytes())["xl/workbook.xml"].decode("utf-16")
    assert '<calcPr fullCalcOnLoad="1"/></workbook>' in text


def relinked(target: str, name: str = "xl/worksheets/sheet1.xml", **more: object) -> bytes:
    """Return a workbook whose sheet's link and part are named otherwise."""
    parts = parts_of(sheet("A", {"A1": 1}), **more)
    rels = parts["xl/_rels/workbook.xml.rels"]
    parts["xl/_rels/workbook.xml.rels"] = rels.replace(b"worksheets/sheet1.xml", target.encode())
    content = parts.pop("xl/worksheets/sheet1.xml")
    return zipped({**parts, name: content})


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("./worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("../xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("\\xl\\worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
        ("Worksheets/SHEET1.XML", "xl/worksheets/sheet1.xml"),
        ("worksheets/sheet1.xml", "XL/Worksheets/Sheet1.xml"),
        ("worksheets/my%20sheet.xml", "xl/worksheets/my%20sheet.xml"),
        ("worksheets/my%20sheet.xml", "xl/worksheets/my sheet.xml"),
        ("worksheets/sheet1.xml", "xl\\worksheets\\sheet1.xml"),
        ("/elsewhere/data.bin", "elsewhere/data.bin"),
    ],
)
def test_a_sheet_is_found_however_its_link_is_spelt(target, name):
    data = relinked(target, name)
    made = FileBook.from_bytes(data, "b")
    made.write(writes_of({"A!A1": 5}))
    again = FileBook.from_bytes(made.to_bytes(), "again")
    assert again.values("A") == {(1, 1): 5}
    assert list(again.package.entries) == list(FileBook.from_bytes(data, "b").package.entries)


def test_a_sheet_is_found_by_its_link_and_not_by_its_number():
    parts = parts_of(sheet("First", {"A1": 1}), sheet("Second", {"A1": 2}))
    rels = parts["xl/_rels/workbook.xml.rels"]
    swapped = rels.replace(b"sheet1", b"sheet0").replace(b"sheet2", b"sheet1")
    parts["xl/_rels/workbook.xml.rels"] = swapped.replace(b"sheet0", b"sheet2")
    done = edited(zipped(parts), {"First!A1": 9})
    assert done.touched() == {"xl/worksheets/sheet2.xml"}


def test_a_sheet_without_a_part_is_said_to_have_no_cells():
    parts = parts_of(sheet("A", {"A1": 1}), sheet("Macro", {"A1": 2}))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b'r:id="rId2"', b'r:id=""')
    data = zipped(parts)
    assert codes(data, {"A!A1": 5}) == []
    assert codes(data, {"Macro!A1": 5}) == ["BOOK06"]


def test_a_chart_sheet_has_no_cells():
    data = book(sheet("A", {"A1": 1}), sheet("Chart", kind="chartsheet"))
    assert codes(data, {"Chart!A1": 5}) == ["BOOK06"]
    assert edited(data, {"A!A1": 5}).touched() == {"xl/worksheets/sheet1.xml"}
    assert not FileBook.from_bytes(data, "b").has_formulas()


def test_a_hidden_sheet_is_a_sheet_like_others():
    data = book(sheet("A", {"A1": 1}), sheet("Lists", {"A1": 2}, state="veryHidden"))
    assert edited(data, {"Lists!A1": 5}).value("Lists!A1") == 5


def test_links_to_other_files_are_no_parts():
    parts = parts_of(sheet("A", {"A1": 1}))
    external = (
        f'<Relationship Id="rId9" Type="{LINKS}/styles" Target="http://example.org/x" '
        'TargetMode="External"/></Relationships>'
    )
    rels = parts["xl/_rels/workbook.xml.rels"].decode()
    parts["xl/_rels/workbook.xml.rels"] = rels.replace("</Relationships>", external).encode()
    assert FileBook.from_bytes(zipped(parts), "b").workbook.parts["styles"] == "xl/styles.xml"


def test_formulas_are_noticed_with_and_without_a_chain():
    assert FileBook.from_bytes(chained(), "b").has_formulas()
    assert FileBook.from_bytes(book(sheet("A", TWO)), "b").has_formulas()
    assert FileBook.from_bytes(book(sheet("A", TWO), form=Form(prefix="x:")), "b").has_formulas()
    assert not FileBook.from_bytes(book(sheet("A", {"A1": "<f>"})), "b").has_formulas()


def signed(target: str = "_xmlsignatures/origin.sigs") -> bytes:
    parts = parts_of(sheet("A", {"A1": 1}))
    origin = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    link = f'<Relationship Id="s" Type="{origin}" Target="{target}"/></Relationships>'
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"</Relationships>", link.encode())
    return zipped({**parts, "_xmlsignatures/origin.sigs": b""})


def test_a_signed_workbook_is_refused_unless_that_is_allowed():
    for target in ("_xmlsignatures/origin.sigs", "/_xmlsignatures/origin.sigs"):
        with pytest.raises(Refused) as refused:
            FileBook.from_bytes(signed(target), "b")
        assert [each.code for each in refused.value.findings] == ["BOOK03"]
    made = FileBook.from_bytes(signed(), "b", {Allow.SIGNED})
    assert made.values("A") == {(1, 1): 1}


RELS = f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
BROKEN: dict[str, dict[str, bytes | None]] = {
    "no links": {"_rels/.rels": None},
    "no link to a workbook": {"_rels/.rels": f"{RELS}</Relationships>".encode()},
    "no workbook": {"xl/workbook.xml": None},
    "another document": {"xl/workbook.xml": b"<document/>"},
    "damaged workbook": {"xl/workbook.xml": b"<workbook>"},
    "binary workbook": {"xl/workbook.xml": b"\x83\x01\x00\x00"},
    "document type": {"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><workbook/>'},
    "hidden document type": {
        "xl/workbook.xml": '<!DOCTYPE a [<!ENTITY b "c">]><workbook/>'.encode("utf-16")
    },
    "sheet number": {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}"><sheets><sheet sheetId="x"/></sheets>'
        "</workbook>".encode()
    },
    "no sheet part": {"xl/worksheets/sheet1.xml": None},
    "no styles part": {"xl/styles.xml": None},
    "damaged links": {"xl/_rels/workbook.xml.rels": b"<Relationships>"},
    "styles that are no text": {"xl/styles.xml": b"\xff\xff"},
    "shared texts that are no text": {"xl/sharedStrings.xml": b"\xff\xff"},
    "no shared texts": {"xl/sharedStrings.xml": None},
}


@pytest.mark.parametrize("changed", BROKEN.values(), ids=BROKEN)
def test_a_broken_workbook_is_refused(changed):
    parts: dict[str, bytes | None] = dict(parts_of(sheet("A", {"A1": 1}), shared="<si/>"))
    parts.update(changed)
    data = zipped({name: content for name, content in parts.items() if content is not None})
    assert {each.code for each in refusal(data)} == {"BOOK01"}


def test_entities_that_multiply_are_refused():
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    parts = parts_of(sheet("A", {"A1": 1}))
    parts["xl/workbook.xml"] = f"{bomb}]><workbook>&j;</workbook>".encode()
    assert {each.code for each in refusal(zipped(parts))} == {"BOOK01"}
