"""Two workbook files compared: what is refused, and what the person is told."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import openpyxl
import pytest

from tests.support.parts import with_parts
from xlbcf.desk.compare import compare_files
from xlbcf.hosts.compare_text import run
from xlbcf.rules.findings import Refused


def made(path: Path, cells: dict[str, object], title: str = "4. Metrics") -> Path:
    workbook = openpyxl.Workbook()
    workbook.active.title = title
    for address, value in cells.items():
        workbook.active[address] = value
    workbook.save(path)
    return path


def printed(a: Path, b: Path, *, as_json: bool = False, show_all: bool = False):
    """Return the exit status and the lines of a comparison."""
    out = StringIO()
    status = run(a, b, as_json=as_json, show_all=show_all, out=out)
    return status, out.getvalue().splitlines()


@pytest.fixture
def plain(tmp_path) -> Path:
    return made(tmp_path / "plain.xlsx", {"B7": 12})


def test_the_faults_of_both_files_are_told_together(tmp_path):
    text = tmp_path / "text.xlsx"
    text.write_text("no workbook")
    with pytest.raises(Refused) as refused:
        compare_files(tmp_path / "none.xlsx", text)
    assert [(f.code, f.where) for f in refused.value.findings] == [
        ("FILE01", str(tmp_path / "none.xlsx")),
        ("BOOK01", str(text)),
    ]


def test_a_signed_workbook_can_be_compared(tmp_path, plain):
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/officeDocument" Target="xl/workbook.xml"/>'
        b'<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/package/2006/'
        b'relationships/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/>'
        b"</Relationships>"
    )
    parts = {"_rels/.rels": rels, "_xmlsignatures/origin.sigs": b""}
    signed = with_parts(plain, tmp_path / "signed.xlsx", parts)
    found = compare_files(plain, signed)
    assert [part.name for part in found.parts] == ["_rels/.rels", "_xmlsignatures/origin.sigs"]


def test_files_that_are_the_same_end_with_0(plain):
    assert printed(plain, plain) == (0, [f"The same: {plain} and {plain}"])


def test_a_difference_ends_with_1_and_is_told_by_sheet_and_cell(tmp_path, plain):
    other = made(tmp_path / "other.xlsx", {"B7": 12.3, "C8": "n/a"})
    status, lines = printed(plain, other)
    assert status == 1
    assert lines[:3] == [
        "Sheet 4. Metrics: 2 cells differ",
        "  '4. Metrics'!B7  value    12 -> 12.3",
        "  '4. Metrics'!C8  value    nothing -> “n/a”",
    ]
    assert lines[-1].startswith("Different: 2 cells differ, 1 sheet differs")


def test_a_plain_sheet_name_is_told_without_quotation_marks(tmp_path):
    a, b = (made(tmp_path / f"{n}.xlsx", {"A1": n}, "Metrics") for n in (1, 2))
    assert printed(a, b)[1][1].startswith("  Metrics!A1  value")


def test_a_file_that_cannot_be_read_ends_with_2(tmp_path, plain, capsys):
    status, lines = printed(plain, tmp_path / "none.xlsx")
    assert (status, lines) == (2, [])
    assert "FILE01" in capsys.readouterr().err


def test_a_refusal_as_plain_data_ends_with_2(tmp_path, plain, capsys):
    assert printed(plain, tmp_path / "none.xlsx", as_json=True)[0] == 2
    assert json.loads(capsys.readouterr().out)["findings"][0]["code"] == "FILE01"


def test_two_hundred_differences_are_shown_and_the_rest_counted(tmp_path):
    a = made(tmp_path / "a.xlsx", {f"A{n}": n for n in range(1, 231)}, "Metrics")
    b = made(tmp_path / "b.xlsx", {f"A{n}": n + 1 for n in range(1, 231)}, "Metrics")
    _, lines = printed(a, b)
    assert sum(line.startswith("  Metrics!A") for line in lines) == 200
    assert "... and 30 more differences of cells; --all shows them" in lines
    _, lines = printed(a, b, show_all=True)
    assert sum(line.startswith("  Metrics!A") for line in lines) == 230
    assert not any("more differences" in line for line in lines)


def test_the_limit_counts_over_all_sheets(tmp_path):
    paths = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for number, path in enumerate(paths):
        workbook = openpyxl.Workbook()
        for sheet in (workbook.active, workbook.create_sheet("More")):
            for row in range(1, 151):
                sheet[f"A{row}"] = row + number
        workbook.save(path)
    _, lines = printed(*paths)
    assert sum("  value  " in line for line in lines) == 200
    assert "... and 100 more differences of cells; --all shows them" in lines


def test_sheets_and_parts_of_one_file_only_are_told(tmp_path, plain):
    workbook = openpyxl.load_workbook(plain)
    workbook.create_sheet("Notes")
    workbook.save(tmp_path / "more.xlsx")
    _, lines = printed(plain, tmp_path / "more.xlsx")
    assert "Sheet Notes: only in the second" in lines
    assert "  xl/workbook.xml (sheet names, defined names and settings): changed" in lines
    assert "1 sheet in one only" in lines[-1]


def test_plain_data_holds_every_difference(tmp_path, plain):
    other = made(tmp_path / "other.xlsx", {"B7": "=1+1"})
    status, lines = printed(plain, other, as_json=True)
    found = json.loads("\n".join(lines))
    assert status == 1
    assert (found["same"], found["cells"]) == (False, 1)
    assert found["sheets"][0]["cells"] == [
        {"cell": "B7", "what": "value", "old": 12, "new": None},
        {"cell": "B7", "what": "formula", "old": None, "new": "=1+1"},
    ]
    assert {
        "name": "xl/worksheets/sheet1.xml",
        "kind": "sheet 4. Metrics",
        "presence": "changed",
    } in (found["parts"])
