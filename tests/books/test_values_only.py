"""A copy with values only shows what the workbook showed, and has nothing that runs or links."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from io import BytesIO

import openpyxl
import pytest

from tests.support.editing import parts_in
from tests.support.laden import ADDED, laden, plain, zipped_again
from tests.support.libreoffice import converted
from tests.support.sheets import book, formula, sheet
from tests.support.templates import RETURNS, ROOT, template_of
from xlbcf.books.file_book import FileBook
from xlbcf.books.port import Allow
from xlbcf.books.values_only import ValuesOnly, values_only
from xlbcf.rules.findings import Refused

SHARED = ROOT.parent / "shared" / "workbooks"
#: Real files, and how many formulas each has.
REAL = {
    "closedxml_CubeFromRange-Input.xlsx": 14,
    "mhclg_PF_Round_1_Success.xlsx": 687,
    "openpyxl_vba-test.xlsm": 0,
    "phpspreadsheet_32readwriteScatterChart6.xlsx": 96,
}
PEOPLE = ("Sam", "Alex", "Us<", "sam@example.org", r"C:\Users")


def copied(data: bytes, *, calculated: bool = False) -> ValuesOnly:
    return values_only(
        FileBook.from_bytes(data, "book.xlsm", (Allow.SIGNED,)), calculated=calculated
    )


@pytest.fixture(scope="module")
def copy() -> ValuesOnly:
    return copied(laden())


@pytest.fixture(scope="module")
def parts(copy) -> dict[str, bytes]:
    return parts_in(copy.content)


def cells(data: bytes, *, results: bool) -> Iterator[tuple[str, str, object]]:
    """Yield every cell that holds something: formulas, or their results."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of what it does not read
        opened = openpyxl.load_workbook(BytesIO(data), data_only=results)
    for each in opened.worksheets:
        for row in each.iter_rows():
            for cell in row:
                if cell.value not in (None, ""):
                    yield each.title, cell.coordinate, cell.value


def rounded(found: Iterator[tuple[str, str, object]]) -> list[tuple[str, str, object]]:
    """Return cells with their numbers to 12 digits, more than any program shows."""
    return [
        (where, cell, float(f"{value:.12g}") if isinstance(value, float) else value)
        for where, cell, value in found
    ]


def test_every_cell_shows_what_it_showed_and_no_formula_is_left(copy):
    # openpyxl does not open the laden one, whose pivot table is a mere name.
    assert [*cells(copy.content, results=False)] == [*cells(plain(), results=True)]
    assert copy.formulas == 10
    assert not re.search(rb"<f[ >/]", parts_in(copy.content)["xl/worksheets/sheet1.xml"])


def test_results_keep_their_kind(parts):
    held = FileBook.from_bytes(laden(), "before")
    after = FileBook.from_bytes(zipped_again(parts), "after")
    before, now = held.values("Data"), after.values("Data")
    assert now == before
    assert {cell: type(value) for cell, value in now.items()} == {
        cell: type(value) for cell, value in before.items()
    }
    assert b'<c r="D2" t="inlineStr"><is><t>=1+1</t></is></c>' in parts["xl/worksheets/sheet1.xml"]
    assert b'<c r="C2" s="1"><v>0.3333333333333333</v></c>' in parts["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize("part", [*ADDED, "xl/vbaProject.bin"])
def test_what_runs_or_links_is_gone_and_nothing_leads_to_it(parts, part):
    assert part not in parts
    name = part.rpartition("/")[2].encode()
    assert [holder for holder, content in parts.items() if name in content] == []


def test_every_link_leads_to_a_part_and_every_part_has_a_type(parts):
    named = set(re.findall(rb'PartName="/([^"]+)"', parts["[Content_Types].xml"]))
    assert {each.decode() for each in named} <= parts.keys()
    targets = {
        target.decode().removeprefix("../").removeprefix("xl/")
        for name, content in parts.items()
        if name.endswith(".rels")
        for target in re.findall(rb'Target="([^"]+)"', content)
    }
    names = {name.removeprefix("xl/") for name in parts}
    assert targets <= names


def test_the_copy_is_an_ordinary_workbook(parts):
    types = parts["[Content_Types].xml"]
    assert b"macroEnabled" not in types
    assert b"vbaProject" not in types
    assert types.count(b"spreadsheetml.sheet.main+xml") == 1


def test_what_was_removed_is_told_by_name(copy):
    assert copy.removed == [
        "macros",
        "ribbon",
        "links to other workbooks: plans 2025.xlsx",
        "data connections: Warehouse",
        "pivot tables (their cells are values now)",
        "slicers",
        "hidden data of other programs",
        "names that lead to other workbooks: Elsewhere, Far",
    ]
    assert copy.hidden == ["Hidden"]
    assert copy.comments
    assert copy.errors == ["Data!C3"]


@pytest.mark.parametrize("words", PEOPLE)
def test_people_are_not_named_but_in_their_comments(parts, words):
    others = {name: part for name, part in parts.items() if "comments" not in name}
    assert [name for name, part in others.items() if words.encode() in part] == []
    assert b"A title" in parts["docProps/core.xml"]
    assert b'name="Round"' in parts["docProps/custom.xml"]


def test_names_of_its_own_stay_and_those_of_other_workbooks_go(parts):
    names = re.findall(rb'definedName name="([^"]+)"', parts["xl/workbook.xml"])
    assert names == [b"Column", b"Here", b"_xlnm.Print_Titles"]
    assert b"externalReference" not in parts["xl/workbook.xml"]


def test_a_chart_of_another_workbooks_numbers_keeps_them_as_its_own(parts):
    chart = parts["xl/charts/chart2.xml"].decode()
    assert "[1]" not in chart
    assert "<c:tx><c:v>Area</c:v></c:tx>" in chart
    assert re.search(r"<c:val><c:numLit>.*<c:v>1</c:v>.*<c:v>3</c:v>.*</c:numLit></c:val>", chart)
    assert parts["xl/charts/chart1.xml"] == parts_in(laden())["xl/charts/chart1.xml"]


def test_formats_rules_and_pages_stay(parts):
    before, after = parts_in(laden()), parts
    for name in ("xl/styles.xml", "xl/comments1.xml", "xl/theme/theme1.xml",
                 "xl/drawings/vmlDrawing1.vml", "xl/worksheets/sheet2.xml"):  # fmt: skip
        assert after[name] == before[name], name
    sheet_xml = after["xl/worksheets/sheet1.xml"]
    for kept in (b"<cols>", b"<conditionalFormatting", b"<dataValidation ", b"<pageSetup",
                 b"<tableParts", b"<legacyDrawing", b"<keep "):  # fmt: skip
        assert kept in sheet_xml, kept
    assert b"slicerList" not in sheet_xml
    assert after["xl/drawings/drawing1.xml"].count(b"<xdr:twoCellAnchor>") == 2


def test_a_table_computes_nothing_any_more(parts):
    table = parts["xl/tables/table1.xml"]
    assert b"Formula" not in table
    assert b"totalsRowFunction" not in table
    assert b'totalsRowLabel="All"' in table


def test_a_copy_of_a_copy_is_the_same_copy(copy):
    again = copied(copy.content)
    assert parts_in(again.content) == parts_in(copy.content)
    assert (again.formulas, again.removed) == (0, [])


def test_buttons_lose_their_macros_and_stay():
    if not (SHARED / "openpyxl_vba-test.xlsm").exists():
        pytest.skip("the collection of real workbooks is not here")
    parts = parts_in(copied((SHARED / "openpyxl_vba-test.xlsm").read_bytes()).content)
    assert b"Button1_Click" not in b"".join(parts.values())
    assert b'name="Button 1"' in parts["xl/worksheets/sheet1.xml"]
    assert "xl/ctrlProps/ctrlProp1.xml" in parts


@pytest.mark.parametrize(("name", "formulas"), REAL.items())
def test_real_files_show_the_same(name, formulas):
    if not (SHARED / name).exists():
        pytest.skip("the collection of real workbooks is not here")
    data = (SHARED / name).read_bytes()
    done = copied(data, calculated=True)
    assert done.formulas == formulas
    assert [*cells(done.content, results=False)] == [*cells(data, results=True)]


@pytest.mark.parametrize("name", RETURNS)
def test_the_national_forms_show_the_same(name):
    data = template_of(name).bytes
    done = copied(data)
    assert done.formulas > 100
    assert [*cells(done.content, results=False)] == [*cells(data, results=True)]
    unchanged = parts_in(data).keys() - {"xl/calcChain.xml"}
    assert parts_in(done.content).keys() == unchanged


def test_another_program_opens_the_copies_and_shows_the_same(tmp_path):
    copies = {"laden": copied(laden()).content}
    copies |= {name: copied(template_of(name).bytes).content for name in RETURNS}
    sources = []
    for name, content in copies.items():
        sources.append(tmp_path / f"{name}.xlsx")
        sources[-1].write_bytes(content)
    folder = converted(sources, "xlsx", tmp_path)
    for name, content in copies.items():
        seen = rounded(cells((folder / f"{name}.xlsx").read_bytes(), results=True))
        assert seen == rounded(cells(content, results=True)), name


CASES = [
    ("a formula without a result", {"B2": formula("1+1", None)}, {}, ["PUB01"]),
    ("a file to be calculated when opened", {"B2": formula("1+1", 2)}, {"load": True}, ["PUB02"]),
    ("no formula in a file to be calculated", {"B2": 5}, {"load": True}, []),
    ("a formula with an error", {"B2": formula("1/0", "x")}, {}, []),
]


@pytest.mark.parametrize(
    ("cells_given", "how", "codes"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_a_workbook_whose_results_cannot_be_trusted_is_refused(cells_given, how, codes):
    made = FileBook.from_bytes(book(sheet("Form", cells_given)), "book.xlsx")
    if how:
        made.calculate_on_load()
    data = made.to_bytes()
    if not codes:
        assert copied(data).content
        return
    with pytest.raises(Refused) as refused:
        copied(data)
    assert [each.code for each in refused.value.findings] == codes


@pytest.mark.parametrize(
    "attributes",
    ['calcMode="manual" calcOnSave="0"', 'calcCompleted="0"', 'fullCalcOnLoad="1"'],
)
def test_results_from_before_a_calculation_are_refused_unless_excel_has_calculated(attributes):
    parts = parts_in(laden())
    workbook = parts["xl/workbook.xml"]
    parts["xl/workbook.xml"] = workbook.replace(b"<calcPr ", f"<calcPr {attributes} ".encode())
    data = zipped_again(parts)
    with pytest.raises(Refused) as refused:
        copied(data)
    assert [each.code for each in refused.value.findings] == ["PUB02"]
    assert copied(data, calculated=True).formulas == 10


def test_a_sheet_of_old_macros_is_refused():
    parts = parts_in(laden())
    links = parts["xl/_rels/workbook.xml.rels"]
    parts["xl/_rels/workbook.xml.rels"] = links.replace(
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet",
        b"http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet", 1,
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        copied(zipped_again(parts))
    assert [each.code for each in refused.value.findings] == ["PUB03"]
    assert "“Data”" in refused.value.findings[0].message


def test_parts_that_other_programs_spell_in_another_way_are_found():
    parts = parts_in(laden())
    spelled = {
        "[Content_Types].xml": "[content_types].xml",
        "xl/workbook.xml": "XL/Workbook.xml",
        "xl/worksheets/sheet1.xml": "xl/Worksheets/Sheet1.xml",
    }
    data = zipped_again({spelled.get(name, name): part for name, part in parts.items()})
    done = copied(data)
    after = parts_in(done.content)
    assert done.formulas == 10
    assert b"externalReference" not in after["XL/Workbook.xml"]
    assert b"macroEnabled" not in after["[content_types].xml"]
    assert not re.search(rb"<f[ >/]", after["xl/Worksheets/Sheet1.xml"])


def test_the_type_of_macros_goes_even_if_other_parts_end_in_the_same_letters():
    parts = parts_in(laden())
    parts["xl/printerSettings/printerSettings1.bin"] = b"printer"
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"
    override = b'<Override PartName="/xl/printerSettings/printerSettings1.bin" ContentType="%b"/>'
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(b"</Types>", override % kind + b"</Types>")
    holder = parts["xl/worksheets/_rels/sheet1.xml.rels"]
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = holder.replace(
        b"</Relationships>",
        b'<Relationship Id="rIdP" Type="urn:x/printerSettings" '
        b'Target="../printerSettings/printerSettings1.bin"/></Relationships>',
    )
    after = parts_in(copied(zipped_again(parts)).content)
    assert after["xl/printerSettings/printerSettings1.bin"] == b"printer"
    assert b"vbaProject" not in after["[Content_Types].xml"]
    assert kind in after["[Content_Types].xml"]
