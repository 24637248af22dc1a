"""Workbooks that people use, edited on every sheet: nothing but the cells named changes."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.support.editing import parts_in
from tests.support.libreoffice import opened
from xlbcf.books.file_book import FileBook
from xlbcf.books.guard import place_of
from xlbcf.books.package import Package
from xlbcf.books.port import Write
from xlbcf.rules.findings import errors
from xlbcf.template.addresses import Cell

FOLDER = Path(__file__).parents[2].parent / "shared" / "workbooks"
FILES = sorted(FOLDER.glob("*.xls[xm]"))
VALUES = (12.5, "A text & <more>", date(2025, 3, 31))
STORED = (12.5, "A text & <more>", 45747)

#: What a sheet or workbook may hold that other programs lose, and how it is counted.
FEATURES = {
    "newer drop-downs": rb"<x14:dataValidation\b",
    "drop-downs": rb"<dataValidation\b",
    "newer formats": rb"<x14:conditionalFormatting\b",
    "formats": rb"<cfRule\b",
    "protected ranges": rb"<protectedRange\b",
    "protected sheets": rb"<sheetProtection\b",
    "sparklines": rb"<x14:sparklineGroup\b",
    "controls": rb"<control\b",
    "ribbons": rb"<customUI\b",
    "shared formulas": rb't="shared"',
    "spilling formulas": rb' cm="',
    "names": rb"<definedName\b",
    "pictures": rb"<xdr:pic>",
}


@pytest.fixture(autouse=True)
def _workbooks_at_hand() -> None:
    if not FILES:
        pytest.skip("the real workbooks (../shared/workbooks) are not here")


def every_sheet() -> list[object]:
    """Return each file and sheet as the parameters of a test."""
    found = [
        pytest.param(path, sheet, id=f"{path.stem}-{sheet}")
        for path in FILES
        for sheet in original(path).sheets()
    ]
    return found or [pytest.param(Path(), "", id="no workbooks")]


@cache
def original(path: Path) -> FileBook:
    return FileBook.open(path)


def writable(book: FileBook, sheet: str) -> list[Write]:
    """Return writes into cells that stand on a sheet and take one of the values."""
    found: list[Write] = []
    free = [cell for cell, _ in islice(book.sheet_file(sheet).values(), 400)]
    for value in VALUES:
        tried = [Write(sheet, cell, value) for cell in free]
        # One look at all of them is quicker; what one cell takes may depend on the others.
        refused = {each.where for each in errors(book.check(tried))}
        likely = (w for w in tried if place_of(book.name, sheet, w.cell) not in refused)
        for write in islice(likely, 4):
            if not errors(book.check([*found, write])):
                free.remove(write.cell)
                found.append(write)
                break
    return found


@cache
def chosen(path: Path, sheet: str) -> tuple[Write, ...]:
    book = original(path)
    return () if book.sheet_fault(sheet) else tuple(writable(book, sheet))


def without(sheet: bytes, cells: list[Cell]) -> bytes:
    """Return a sheet's XML without some cells."""
    names = "|".join(map(str, cells)).encode()
    element = rb'<c r="(?:' + names + rb')"[^<>]*(?:/>|(?<!/)>.*?</c>)'
    rest, count = re.subn(element, b"", sheet, flags=re.DOTALL)
    assert count == len(cells)
    return rest


def style(sheet: bytes, cell: Cell) -> bytes | None:
    found = re.search(rb'<c r="%s"[^<>]*? s="(\d+)"' % str(cell).encode(), sheet)
    return found[1] if found else None


@pytest.mark.parametrize(("path", "sheet"), every_sheet())
def test_nothing_but_the_cells_named_changes(path, sheet):
    writes = chosen(path, sheet)
    if not writes:
        pytest.skip("no cell of the sheet may be written")
    book = FileBook.open(path)
    book.write(writes)
    part = book.package.actual_name(book.sheet_file(sheet).entry.part)
    before, after = book.package, Package(book.to_bytes(), "after")
    assert list(after.entries) == list(before.entries)
    for name, old in before.entries.items():
        if name != part:
            new = after.entries[name]
            assert after.data[slice(*new.span)] == before.data[slice(*old.span)], name
    cells = [write.cell for write in writes]
    old_sheet, new_sheet = before.read(part), after.read(part)
    assert without(new_sheet, cells) == without(old_sheet, cells)
    assert [style(new_sheet, cell) for cell in cells] == [style(old_sheet, c) for c in cells]
    again = FileBook(after)
    stored = [STORED[VALUES.index(write.value)] for write in writes]
    assert [again.value(sheet, cell) for cell in cells] == stored
    assert again.write(writes) == []


@cache
def edited_everywhere(path: Path) -> bytes:
    """Return a file with its values written into every sheet that takes them."""
    book = FileBook.open(path)
    book.write([write for sheet in book.sheets() for write in chosen(path, sheet)])
    return book.to_bytes()


@pytest.mark.parametrize("path", FILES or [Path()], ids=lambda path: path.stem)
def test_all_that_other_programs_lose_is_still_there(path):
    before, after = parts_in(path.read_bytes()), parts_in(edited_everywhere(path))
    assert list(before) == list(after)
    for what, pattern in FEATURES.items():
        counts = [sum(len(re.findall(pattern, c)) for c in p.values()) for p in (before, after)]
        assert counts[0] == counts[1], what


def test_the_features_counted_are_those_of_the_files():
    everything = b"".join(c for path in FILES for c in parts_in(path.read_bytes()).values())
    assert {
        what: len(re.findall(p, everything)) > 0 for what, p in FEATURES.items()
    } == dict.fromkeys(FEATURES, True)
    round_7 = parts_in((FOLDER / "mhclg_TF_Round_7_Success.xlsx").read_bytes()).values()
    counts = {w: sum(len(re.findall(p, c)) for c in round_7) for w, p in FEATURES.items()}
    assert (counts["newer drop-downs"], counts["newer formats"]) == (21, 388)
    assert (counts["protected ranges"], counts["shared formulas"]) == (64, 5375)


@pytest.mark.parametrize("path", FILES or [Path()], ids=lambda path: path.stem)
def test_another_reader_reads_what_was_written(path, tmp_path):
    target = tmp_path / path.name
    target.write_bytes(edited_everywhere(path))
    read = CalamineWorkbook.from_path(target)
    for sheet in original(path).sheets():
        for write in chosen(path, sheet):
            rows = read.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            value = rows[write.cell.row - 1][write.cell.column - 1]
            assert value in (write.value, STORED[VALUES.index(write.value)]), (sheet, write.cell)


def test_most_sheets_take_values():
    taken = [bool(chosen(path, sheet)) for path in FILES for sheet in original(path).sheets()]
    assert sum(taken) > 60


def test_libreoffice_opens_every_edited_file(tmp_path):
    contents = {path.name: edited_everywhere(path) for path in FILES}
    assert opened(contents, tmp_path) == set(contents)


def test_libreoffice_does_not_open_just_anything(tmp_path):
    whole = FILES[0].read_bytes()
    assert opened({"cut.xlsx": whole[: len(whole) // 2]}, tmp_path) == set()
