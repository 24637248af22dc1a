"""The workbook that reports a check, read back as another program reads it."""

from __future__ import annotations

import io
import re
import time
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from tests.support.reports import ERROR, NOTE, QUERY, checked, item, refused, sample
from xlbcf.desk.checking.report import CheckedFile, CheckReport
from xlbcf.hosts.check_workbook import decisions_in, workbook
from xlbcf.rules.kinds import Severity

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
HEADINGS = ["Severity", "Code", "Title", "Place", "Sheet", "Cell", "Field",
            "What was found and what is expected", "What to do", "Your decision", "Check",
            "File"]  # fmt: skip


def made(report: CheckReport, folder: str = ".", **options: object) -> bytes:
    return workbook(report, Path(folder), **options)  # type: ignore[arg-type]


def rows(content: bytes, sheet: str) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet).to_python()


def table(content: bytes) -> list[dict[str, object]]:
    headings, *found = rows(content, "Findings")
    assert headings == HEADINGS
    return [dict(zip(headings, map(str, row), strict=True)) for row in found]


def links(content: bytes, sheet: int) -> dict[str, tuple[str, str]]:
    """The links of a sheet by cell: the file, and the place in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        tree = ElementTree.fromstring(package.read(f"xl/worksheets/sheet{sheet}.xml"))
        name = f"xl/worksheets/_rels/sheet{sheet}.xml.rels"
        known = ElementTree.fromstring(package.read(name)) if name in package.namelist() else []
    targets = {each.get("Id"): each.get("Target", "") for each in known}
    return {
        each.get("ref", ""): (
            targets.get(each.get(f"{RELATION}id"), ""),
            each.get("location", ""),
        )
        for each in tree.iter(f"{MAIN}hyperlink")
    }


def test_the_summary_has_a_row_for_each_file():
    content = made(sample())
    title, verdict, _, headings, *files = rows(content, "Summary")
    assert title[0] == "Check of 3 returns"
    assert str(verdict[0]).endswith("Not ready: 7 errors, 4 queries and 1 note in 3 returns.")
    assert headings == ["Place", "What it is", "File", "Errors", "Queries", "Notes",
                        "Required cells", "Blank", "Its own flags", "Verdict"]  # fmt: skip
    short = [[row[0], *row[3:]] for row in files]
    assert short == [
        ["Rutland", 7, 2, 1, 57, 12, "Not complete", "Errors to put right"],
        ["Leicester", 0, 1, 0, 57, 0, "Complete", "Queries to look at"],
        ["Leicestershire", 0, 0, 0, 57, 0, "Not known", "Nothing at error"],
        ["Across files", 0, 1, 0, "", "", "", "Queries to look at"],
        ["old.xls", "", "", "", "", "", "", "Could not be checked"],
    ]


def test_numbers_stand_under_their_headings_and_apart_from_the_text_beside_them():
    sheet = openpyxl.load_workbook(io.BytesIO(made(sample())))["Summary"]
    heading, number = sheet["H4"], sheet["H5"]
    assert (heading.value, number.value) == ("Blank", 12)
    for cell in (heading, number):
        assert (cell.alignment.horizontal, cell.alignment.indent) == ("right", 1)
    assert sheet["I4"].alignment.horizontal is None


def test_a_table_has_no_cells_to_fill_and_no_flags():
    table = CheckedFile(Path("board.csv"), "Dashboard")
    assert rows(made(CheckReport([table])), "Summary")[4][3:] == [
        0, 0, 0, "", "", "", "Nothing at error"
    ]  # fmt: skip


def test_the_summary_leads_to_the_first_finding_of_each_file():
    content = made(sample())
    places = [row["Place"] for row in table(content)]
    assert places == ["Rutland"] * 10 + ["Leicester"] * 2 + ["old.xls"]
    found = links(content, 1)
    within = {cell: place for cell, (target, place) in found.items() if not target}
    assert within == {f"A{row}": f"'Findings'!A{at}"
                      for row, at in ((5, 2), (6, 12), (8, 13), (9, 14))}  # fmt: skip
    assert found["C5"] == ("returns\\rutland.xlsx", "")


def test_a_finding_is_a_row_with_all_that_is_known_of_it():
    first = table(made(sample()))[0]
    assert first == {
        "Severity": "■ Error",
        "Code": "CELL03",
        "Title": "Value refused by the cell's validation",
        "Place": "Rutland",
        "Sheet": "4. Metrics",
        "Cell": "J15",
        "Field": "avoidable admissions, challenges",
        "What was found and what is expected": "“Yess” is not allowed here; "
        "allowed is one of Yes, No.",
        "What to do": "Give a value that the cell accepts, or use --allow-invalid.",
        "Your decision": "",
        "Check": "Values",
        "File": str(Path("returns/rutland.xlsx")),
    }


def test_the_worst_comes_first_in_words_and_shapes():
    shown = [row["Severity"] for row in table(made(sample()))]
    assert shown[:10] == ["■ Error"] * 7 + ["▲ Query"] * 2 + ["● Note"]


@pytest.mark.parametrize(
    ("file", "sheet", "folder", "target", "place"),
    [
        ("a", "Cover", ".", "a", "'Cover'!H12"),
        ("a.xlsx", "Cover", ".", "a.xlsx", "'Cover'!H12"),
        ("b/a.xlsx", "4. Metrics", ".", "b\\a.xlsx", "'4. Metrics'!H12"),
        ("b/a.xlsx", "4. Metrics", "out", "..\\b\\a.xlsx", "'4. Metrics'!H12"),
        ("b c/a #1.xlsx", "It's", ".", "b%20c\\a%20%231.xlsx", "'It''s'!H12"),
        ("100%20.xlsx", "A & B", ".", "100%2520.xlsx", "'A & B'!H12"),
        ("a.xlsx", '<"#1">', ".", "a.xlsx", "'<\"#1\">'!H12"),
    ],
)
def test_a_cell_links_to_its_file_from_the_folder_of_the_report(file, sheet, folder, target, place):
    odd = item(file=file, sheet=sheet)
    found = links(made(CheckReport([checked("R", odd)]), folder), 2)
    assert found == {"F2": (target, place)}


def test_a_finding_about_no_cell_has_no_link():
    content = made(CheckReport([checked("R", item(NOTE, sheet="", cell="", field=""))]))
    assert links(content, 2) == {}
    assert table(content)[0]["Cell"] == ""


def test_a_link_too_long_for_excel_is_left_out():
    long = item(file="/".join(["folder"] * 400) + "/a.xlsx")
    content = made(CheckReport([checked("R", long, file=long.file)]))
    assert links(content, 2) == {}
    assert table(content)[0]["Cell"] == "H12"


@pytest.mark.parametrize("typed", ["=1+1", "+44", "-3", "@SUM(A1)", "{=1}", "http://a.example", ""])
def test_what_was_typed_is_text_whatever_it_begins_with(typed):
    odd = item("FIG17", reason=typed, field=typed, place=typed or "R")
    file = checked(typed, odd, title=typed, file=Path("a.xlsx"))
    content = made(CheckReport([file], [odd], [(Path(typed or "x"), refused()[1])]))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for number in (1, 2, 3):
            assert b"<f>" not in package.read(f"xl/worksheets/sheet{number}.xml")
    assert table(content)[0]["Field"] == typed
    assert all(not target.startswith("http") for target, _ in links(content, 2).values())


def test_letters_that_no_workbook_can_hold_are_replaced():
    evil = "a\x00b\x1bc\ud800d\uffffe _x0041_ <b>&\nnext"
    odd = item(value=evil, sheet=evil, field=evil, place=evil)
    content = made(CheckReport([checked(evil, odd, file=Path("a.xlsx"))]))
    assert table(content)[0]["Field"] == "a�b�c�d�e _x0041_ <b>&\nnext"


def test_a_very_long_text_is_cut_and_says_so():
    content = made(CheckReport([checked("R", item(value="x" * 100_000))]))
    found = str(table(content)[0]["What was found and what is expected"])
    assert 8000 < len(found) < 8100
    assert found.endswith(" … (cut)")


def test_the_codes_used_are_explained():
    content = made(sample())
    _, *codes = rows(content, "Codes")
    assert [code for code, *_ in codes] == ["BOOK02", "BOOK08", "CELL03", "FIG09"]
    assert codes[1][1:] == [
        "● Note",
        "Stored results may be out of date",
        item(NOTE).finding.kind.meaning,
    ]


def test_a_report_in_which_nothing_was_found_says_so():
    content = made(CheckReport([checked("Rutland")]))
    assert rows(content, "Findings")[1][0] == "Nothing was found."
    assert rows(content, "Codes")[1:] == []


def test_what_is_hidden_is_not_listed_but_counted():
    content = made(sample(), lowest=Severity.ERROR)
    assert {row["Code"] for row in table(content)} == {"CELL03", "BOOK02"}
    summary = rows(content, "Summary")
    assert "Not listed: 4 queries and 1 note, because of --severity error." in str(summary[1][0])
    assert summary[4][3:6] == [7, 2, 1]
    assert links(content, 1).keys() == {"A5", "C5", "C6", "C7", "A9", "C9"}


def test_the_findings_can_be_filtered_and_keep_their_heading_in_sight():
    with zipfile.ZipFile(io.BytesIO(made(sample()))) as package:
        sheet = package.read("xl/worksheets/sheet2.xml").decode()
        tables = [package.read(f"xl/tables/table{number}.xml").decode() for number in (1, 2, 3)]
    assert 'ySplit="1"' in sheet
    assert 'state="frozen"' in sheet
    assert 'paperSize="9"' in sheet
    assert re.findall('displayName="(.+?)"', "".join(tables)) == ["Files", "Findings", "Codes"]
    assert '<autoFilter ref="A1:L14"/>' in tables[1]


def test_what_people_decided_stays_beside_the_same_finding():
    first = made(sample())
    keys = [row for row in table(first) if row["Cell"] == "H13"]
    assert len(keys) == 1
    assert dict(decisions_in(first)) == {}
    other = item(cell="H13", field="renamed", value="nothing")
    gone = item(cell="H99", value="nothing")
    (key,) = {key for key in _keys(first) if key.cell == "H13"}
    (lost,) = _keys(made(CheckReport([checked("Rutland", gone)])))
    second = made(
        CheckReport([checked("Rutland", other, item(cell="H13", value="“Maybe”"))]),
        decisions={key: "=asked Ann", lost: "gone"},
    )
    decided = [(row["Cell"], row["Your decision"]) for row in table(second)]
    assert decided == [("H13", "=asked Ann"), ("H13", "")]
    assert dict(decisions_in(second)) == {key: "=asked Ann"}


def _keys(content: bytes) -> list:
    from xlbcf.hosts.check_rows import Key

    return [Key.of({name: str(text) for name, text in row.items()}) for row in table(content)]


def test_a_workbook_without_findings_has_no_decisions():
    content = io.BytesIO()
    from xlsxwriter import Workbook

    with Workbook(content) as book:
        book.add_worksheet("Other")
    assert dict(decisions_in(content.getvalue())) == {}


def test_five_thousand_findings_make_a_workbook_quickly():
    codes = (ERROR, QUERY, NOTE)
    items = [item(codes[row % 3], cell=f"H{row}") for row in range(1, 5001)]
    begun = time.perf_counter()
    content = made(CheckReport([checked("Rutland", *items)]))
    assert time.perf_counter() - begun < 10
    assert len(table(content)) == 5000
    assert len(links(content, 2)) == 5000
