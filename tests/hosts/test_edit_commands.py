"""The commands for single files: set, recalc, undo and diff."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.cell_changes import changed_cells, parts_of
from tests.support.commands import refused, xlbcf
from tests.support.fills import EOY, tree
from tests.support.sheets import (
    OPEN_DATE,
    PROTECTION,
    UNLOCKED,
    Styled,
    book,
    formula,
    limit,
    merged,
    sheet,
)
from tests.support.sheets import parts_of as made_parts
from tests.support.templates import template_of
from tests.support.zips import zipped
from xlbcf.books.file_book import FileBook
from xlbcf.books.replacement import BACKUPS
from xlbcf.template.addresses import parse_cell

SHARED = Path(__file__).parents[3] / "shared" / "workbooks"
SIGNATURE = (
    '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/package/2006/relationships/'
    'digital-signature/origin" Target="_xmlsignatures/origin.sigs"/></Relationships>'
)
MACROS = (
    '<Relationship Id="rId9" Type="http://schemas.microsoft.com/office/2006/relationships/'
    'vbaProject" Target="vbaProject.bin"/></Relationships>'
)


@pytest.fixture
def path(tmp_path) -> Path:
    """A sheet with a number, a sum, a drop-down's limit and a merged cell."""
    cells = {"A1": 1, "B1": 2, "C1": formula("A1+B1", 3), "D1": "words", "A2": 5, "B2": 6}
    tail = merged("A3:B3") + limit("A2", "whole", "1", "10", "between")
    target = tmp_path / "book.xlsx"
    target.write_bytes(book(sheet("Form", cells, tail=tail), sheet("It's! mine", {"A1": 1})))
    return target


def value(path: Path, cell: str, name: str = "Form") -> object:
    return FileBook.open(path).value(name, parse_cell(cell))


def with_relation(data: bytes, part: str, relation: str, extra: str) -> bytes:
    parts = parts_of(data)
    parts[part] = parts[part].replace(b"</Relationships>", relation.encode())
    return zipped({**parts, extra: b"whatever"})


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("12.5", 12.5),
        ("-3", -3),
        ("1,234", 1234),
        ("1e3", 1000),
        ("TRUE", True),
        ("false", False),
        ("", None),
        ("2025-03-31", 45747),
        ("31/03/2025", 45747),
        ("2025-03-31 12:00", 45747.5),
        ("'007", "007"),
        ("'", ""),
        ("007", "007"),
        ("=A1+1", "=A1+1"),
        ("95%", "95%"),
        ("1,23", "1,23"),
        ("2025-02-30", "2025-02-30"),
        (" two words ", " two words "),
    ],
)
def test_a_value_is_stored_as_what_it_is(path, typed, stored):
    assert xlbcf("set", path, f"Form!B2={typed}").status == 0
    found = value(path, "B2")
    assert (found, type(found)) == (stored, type(stored))


def test_only_the_cells_named_change(path):
    before = path.read_bytes()
    outcome = xlbcf("set", path, "Form!D1=other", "'It''s! mine'!A1=4", "--json")
    assert outcome.status == 0
    old, new = parts_of(before), parts_of(path.read_bytes())
    assert list(old) == list(new)
    # The workbook part carries the order to recalculate.
    assert {name for name in old if old[name] != new[name]} == {
        "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml",
    }  # fmt: skip
    changes = [(c["sheet"], c["cell"], c["old"], c["new"]) for c in outcome.plain["changes"]]
    assert changes == [("Form", "D1", "words", "other"), ("It's! mine", "A1", 1, 4)]
    assert Path(outcome.plain["backup"]).read_bytes() == before


def test_setting_what_a_cell_holds_already_leaves_the_file_alone(path):
    before, stamp = tree(path.parent), path.stat().st_mtime_ns
    outcome = xlbcf("set", path, "Form!A1=1", "Form!D1=words")
    assert outcome.status == 0
    assert outcome.out.strip() == f"{path}: cells set: 0"
    assert (tree(path.parent), path.stat().st_mtime_ns) == (before, stamp)


def test_another_file_may_be_written_instead(path):
    before, target = path.read_bytes(), path.with_name("other.xlsx")
    assert xlbcf("set", path, "Form!A1=9", "--out", target).status == 0
    assert (value(target, "A1"), path.read_bytes()) == (9, before)
    assert tree(path.parent).keys() == {"book.xlsx", "other.xlsx"}


def test_a_set_is_undone(path):
    before = path.read_bytes()
    xlbcf("set", path, "Form!A1=9")
    outcome = xlbcf("undo", path)
    assert (outcome.status, path.read_bytes()) == (0, before)
    assert "undone is kept as" in outcome.out


# Each refusal: the file, what is asked, the code, and the name that sets it aside.
def locked() -> bytes:
    return book(sheet("Form", {"A1": 1, "B1": Styled(1, UNLOCKED)}, tail=PROTECTION))


def plain_book(**more: object) -> bytes:
    cells = {"A1": 1, "B1": formula("A1+1", 2), "A2": 5, "A3": "m"}
    tail = merged("A3:B3") + limit("A2", "whole", "1", "10", "between")
    return book(sheet("Form", cells, tail=tail), **more)


def signed_book() -> bytes:
    return with_relation(plain_book(), "_rels/.rels", SIGNATURE, "_xmlsignatures/origin.sigs")


@pytest.mark.parametrize(
    ("made", "asked", "code", "name"),
    [
        (locked, "Form!A1=2", "CELL01", "locked"),
        (plain_book, "Form!B1=2", "CELL02", "formula"),
        (plain_book, "Form!A2=11", "CELL03", "invalid"),
        (plain_book, "Form!B3=2", "CELL04", "merged"),
        (plain_book, "Form!A1=2", "FILE04", "open"),
        (signed_book, "Form!A1=2", "BOOK03", "signed"),
    ],
)
def test_each_refusal_has_its_own_override_and_no_other_lifts_it(tmp_path, made, asked, code, name):
    path = tmp_path / "book.xlsx"
    path.write_bytes(made())
    if name == "open":
        (tmp_path / "~$book.xlsx").write_bytes(b"")
    before = tree(tmp_path)
    others = {"locked", "formula", "invalid", "merged", "open", "signed"} - {name}
    found = refused("set", path, asked, *(f"--allow-{other}" for other in sorted(others)))
    assert found["code"] == code
    assert f"--allow-{name}" in found["action"]
    assert tree(tmp_path) == before
    outcome = xlbcf("set", path, asked, f"--allow-{name}")
    assert outcome.status == 0, outcome.err
    cell, _, number = asked.removeprefix("Form!").partition("=")
    book_now = FileBook.open(path, ["signed"])
    assert book_now.value("Form", parse_cell(cell)) == int(number)
    assert parse_cell(cell) not in book_now.formulas("Form")


def test_recalc_refuses_an_open_file_too(path):
    (path.parent / f".~lock.{path.name}#").write_bytes(b"")
    assert refused("recalc", path)["code"] == "FILE04"


def test_all_that_is_wrong_is_told_and_nothing_is_written(path):
    before = tree(path.parent)
    asked = ("Form!C1=1", "Form!A2=99", "Nowhere!A1=1", "Form!A1=1", "Form!A1=2")
    outcome = xlbcf("set", path, *asked, "--json")
    assert outcome.status == 2
    assert sorted(outcome.codes) == ["BOOK05", "CELL02", "CELL03", "CELL12"]
    assert tree(path.parent) == before


@pytest.mark.parametrize("asked", ["Form!A1", "A1=3", "Form!1A=3", "Form!XFE1=3", "=3", "Form!=3"])
def test_what_names_no_cell_is_refused(path, asked):
    assert refused("set", path, asked)["code"] == "CELL10"


def test_every_unreadable_assignment_is_told(path):
    outcome = xlbcf("set", path, "A1=1", "Form!A1=2", "B2", "--json")
    assert outcome.codes == ["CELL10", "CELL10"]


@pytest.mark.parametrize("command", ["set", "recalc"])
def test_a_missing_file_is_refused(tmp_path, command):
    words = ["Form!A1=2"] if command == "set" else []
    found = refused(command, tmp_path / "none.xlsx", *words)
    assert (found["code"], found["where"]) == ("FILE01", str(tmp_path / "none.xlsx"))
    assert tree(tmp_path) == {}


def test_a_file_with_formulas_is_recalculated_by_excel_and_the_reader_is_told(path):
    outcome = xlbcf("set", path, "Form!A1=9")
    assert b'fullCalcOnLoad="1"' in parts_of(path.read_bytes())["xl/workbook.xml"]
    text = " ".join(outcome.out.split())
    assert "BOOK08 note: book.xlsx" in text
    assert "Excel will recalculate them when it opens the file" in text
    assert "xlbcf recalc" in text
    assert value(path, "C1") == 3, "the stored result is not touched"


def test_a_file_without_formulas_is_left_without_orders(tmp_path):
    path = tmp_path / "plain.xlsx"
    path.write_bytes(book(sheet("Form", {"A1": 1})))
    before = path.read_bytes()
    outcome = xlbcf("set", path, "Form!A1=9")
    assert outcome.out.splitlines()[0] == "Form!A1  1 -> 9"
    assert "BOOK08" not in outcome.out
    assert changed_cells(before, path.read_bytes()) == {("Form", "A1")}


def macro_book(call: str) -> bytes:
    cells = {"A1": 1, "B1": formula(call, 7), "C1": formula("B1*2", 14), "D1": formula("A1*2", 2)}
    data = zipped(made_parts(sheet("Form", cells)))
    return with_relation(data, "xl/_rels/workbook.xml.rels", MACROS, "xl/vbaProject.bin")


def test_results_that_only_a_macro_can_give_are_not_put_at_risk(tmp_path):
    path = tmp_path / "macros.xlsm"
    path.write_bytes(macro_book("BCF_RATE(A1)"))
    outcome = xlbcf("set", path, "Form!A1=9")
    assert b"fullCalcOnLoad" not in parts_of(path.read_bytes())["xl/workbook.xml"]
    assert "BCF_RATE" in outcome.out
    assert value(path, "B1") == 7


@pytest.mark.parametrize("call", ["SUM(A1)", "_xlfn.XLOOKUP(1,A1,A1)", 'IF("X(1)"="",1,7)'])
def test_macros_are_no_matter_where_the_formulas_are_excels_own(tmp_path, call):
    path = tmp_path / "macros.xlsm"
    path.write_bytes(macro_book(call))
    xlbcf("set", path, "Form!A1=9")
    assert b"fullCalcOnLoad" in parts_of(path.read_bytes())["xl/workbook.xml"]


def test_recalc_keeps_what_only_a_macro_can_give_and_all_that_reads_it(tmp_path):
    path = tmp_path / "macros.xlsm"
    path.write_bytes(macro_book("BCF_RATE(A1)"))
    xlbcf("set", path, "Form!A1=9")
    outcome = xlbcf("recalc", path, "--json")
    assert [value(path, cell) for cell in ("B1", "C1", "D1")] == [7, 14, 18]
    assert outcome.codes == ["BOOK07"]
    assert "Form!B1, Form!C1" in outcome.plain["findings"][0]["message"]


def test_recalc_stores_what_changed_lists_it_and_then_has_nothing_to_do(path):
    xlbcf("set", path, "Form!A1=9")
    outcome = xlbcf("recalc", path)
    assert outcome.status == 0
    assert outcome.out.splitlines()[0] == "Form!C1  3 -> 11"
    assert value(path, "C1") == 11
    before = tree(path.parent)
    again = xlbcf("recalc", path)
    assert again.out.strip() == f"{path}: results changed: 0"
    assert tree(path.parent) == before


def test_recalc_of_a_template_after_set_gives_true_flags(tmp_path):
    path = tmp_path / "form.xlsx"
    shutil.copy(template_of(EOY).path, path)
    asked = ("2. Cover!C8=Leicestershire", "2. Cover!C9=A. Person", "4. Metrics!H12=199.9")
    assert xlbcf("set", path, *asked).status == 0
    assert xlbcf("recalc", path).status == 0
    assert value(path, "D9", "2. Cover") == "Yes"
    assert value(path, "D12", "4. Metrics") == 165.1
    assert value(path, "O12", "4. Metrics") == "No"
    assert value(path, "C16", "2. Cover") == "Incomplete Template"


def test_a_template_needs_no_recalculation(tmp_path):
    path = tmp_path / "form.xlsx"
    shutil.copy(template_of(EOY).path, path)
    outcome = xlbcf("recalc", path, "--json")
    assert (outcome.plain["changes"], outcome.plain["findings"]) == ([], [])
    assert path.read_bytes() == template_of(EOY).bytes
    assert not (tmp_path / BACKUPS).exists()


def test_a_date_in_a_cell_formatted_otherwise_is_told(tmp_path):
    path = tmp_path / "dates.xlsx"
    path.write_bytes(book(sheet("Form", {"A1": Styled(None, OPEN_DATE), "B1": 1})))
    assert "CELL09" not in xlbcf("set", path, "Form!A1=2025-03-31").out
    assert "CELL09 note" in xlbcf("set", path, "Form!B1=2025-03-31").out


def test_diff_says_same_different_or_cannot(path):
    other = path.with_name("other.xlsx")
    shutil.copy(path, other)
    assert xlbcf("diff", path, other).status == 0
    xlbcf("set", other, "Form!D1=new words")
    outcome = xlbcf("diff", path, other)
    assert outcome.status == 1
    assert "D1" in outcome.out
    assert "new words" in outcome.out
    found = refused("diff", path, path.with_name("none.xlsx"), ending="Nothing was compared")
    assert found["code"] == "FILE01"


@pytest.fixture(
    params=["mhclg_PF_Round_1_Success.xlsx", "closedxml_CubeFromRange-Input.xlsx",
            "phpspreadsheet_32readwriteScatterChart6.xlsx", "nhse_FFT_AE_template.xlsm"]
)  # fmt: skip
def real(request) -> Path:
    found = SHARED / request.param
    if not found.exists():
        pytest.skip("the folder of real workbooks is not beside the project")
    return found


def test_recalc_keeps_what_excel_stored_in_real_workbooks(tmp_path, real):
    path = tmp_path / real.name
    shutil.copyfile(real, path)
    outcome = xlbcf("recalc", path, "--json")
    assert outcome.status == 0
    for change in outcome.plain["changes"]:
        # Only formulas that no program has calculated yet may change.
        assert change["old"] is None, change
    if not outcome.plain["changes"]:
        assert path.read_bytes() == real.read_bytes()
    changed = {(change["sheet"], change["cell"]) for change in outcome.plain["changes"]}
    assert real_changes(real, path) == changed


def real_changes(before: Path, after: Path) -> set[tuple[str, str]]:
    old, new = FileBook.open(before), FileBook.open(after)
    found = set()
    for name in old.sheets():
        if old.sheet_fault(name):
            continue
        was, now = old.values(name), new.values(name)
        found |= {(name, str(c)) for c in was.keys() | now.keys() if was.get(c) != now.get(c)}
    return found
