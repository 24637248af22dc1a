"""Random writes and random damage: what is written is read alike by all, or the file is refused."""

from __future__ import annotations

import io
import math
import random
import re
from datetime import timedelta
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tests.support.editing import edited, parts_in, read_all, writes_of
from tests.support.sheets import (
    OPEN_DATE,
    Form,
    Styled,
    book,
    formula,
    lists,
    merged,
    parts_of,
    sheet,
    x14_lists,
)
from tests.support.zips import DESCRIPTOR, STORED, zipped
from xlbcf.books.file_book import FileBook
from xlbcf.books.package import Package
from xlbcf.books.port import Allow
from xlbcf.books.values import unchanged
from xlbcf.rules.findings import Refused
from xlbcf.template.addresses import Cell, parse_cell

BOUNDED = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)

CELLS = {
    "A1": 1,
    "C1": "text",
    "B2": True,
    "D4": Styled(45000, OPEN_DATE),
    "E4": formula("A1*2", 2),
    "B7": None,
}
FORMS = [Form(), Form(prefix="x:"), Form(date1904=True), Form(absolute=True)]

#: Signs that XML holds as they are, so that readers which know no escapes read them too.
signs = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
texts = st.text(signs | st.sampled_from(" \t\n&<>\"'=_x"), max_size=40).filter(
    lambda text: not re.search("_x[0-9A-Fa-f]{4}_", text)
)
numbers = st.integers(-(10**14), 10**14) | st.floats(allow_nan=False, allow_infinity=False)
values = st.none() | st.booleans() | numbers | texts
places = st.builds(Cell, st.integers(1, 12), st.integers(1, 9)).filter(lambda c: c != Cell(4, 5))
writes = st.dictionaries(places, values, min_size=1, max_size=12)


def shown_by_openpyxl(data: bytes) -> dict[Cell, object]:
    read = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["A"]
    return {
        Cell(cell.row, cell.column): cell.value
        for row in read.iter_rows()
        for cell in row
        if cell.value is not None and not cell.is_date
    }


def shown_by_calamine(data: bytes) -> dict[Cell, object]:
    read = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("A")
    return {
        Cell(row, column): value
        for row, line in enumerate(read.to_python(skip_empty_area=False), 1)
        for column, value in enumerate(line, 1)
        if value != ""
    }


def alike(ours: object, theirs: object) -> bool:
    """Say whether another reader shows the same; an empty text is nothing to some."""
    if isinstance(ours, bool) or isinstance(theirs, bool):
        return ours is theirs
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return math.isclose(ours, theirs, rel_tol=1e-15) or abs(ours) < 1e-300
    return (ours or None) == (theirs or None)


@BOUNDED
@given(written=writes, form=st.sampled_from(FORMS), zipping=st.sampled_from([0, 1, 2]))
def test_random_writes_are_read_alike_by_all_readers_and_touch_one_part(written, form, zipping):
    parts = parts_of(sheet("A", CELLS), sheet("B", CELLS), form=form)
    how = [{}, {"method": STORED}, {"flags": DESCRIPTOR}][zipping]
    data = zipped(parts, **how)
    done = edited(data, {f"A!{cell}": value for cell, value in written.items()})
    if done.changes:
        assert done.touched() == {"xl/worksheets/sheet1.xml"}
    else:
        assert done.after == data
    ours = FileBook.from_bytes(done.after, "after").values("A")
    for cell, value in written.items():
        assert unchanged(ours.get(cell), value), cell
    dated = parse_cell("D4")
    for theirs in (shown_by_openpyxl(done.after), shown_by_calamine(done.after)):
        for cell in (ours.keys() | theirs.keys()) - {dated}:
            assert alike(ours.get(cell), theirs.get(cell)), cell


@BOUNDED
@given(written=writes)
def test_writing_the_same_again_leaves_the_bytes_alone(written):
    named = {f"A!{cell}": value for cell, value in written.items()}
    once = edited(book(sheet("A", CELLS)), named)
    again = edited(once.after, named)
    assert again.changes == []
    assert again.after == once.after


@BOUNDED
@given(written=writes)
def test_writing_at_once_or_one_by_one_comes_to_the_same(written):
    data = book(sheet("A", CELLS, head='<dimension ref="A1:E7"/>'))
    at_once = edited(data, {f"A!{cell}": value for cell, value in written.items()})
    made = FileBook.from_bytes(data, "b")
    for cell, value in written.items():
        made.write(writes_of({f"A!{cell}": value}))
    assert parts_in(made.to_bytes()) == parts_in(at_once.after)


@BOUNDED
@given(st.text(max_size=60))
def test_any_text_comes_back_or_is_refused(text):
    try:
        done = edited(book(sheet("A", CELLS)), {"A!A1": text})
    except Refused:
        assert any("\ud800" <= sign <= "\udfff" for sign in text)
    else:
        assert done.value("A!A1") == text


@BOUNDED
@given(st.timedeltas(timedelta(-1000), timedelta(9999)))
def test_any_duration_comes_back(length):
    done = edited(book(sheet("A", CELLS)), {"A!D4": length})
    assert math.isclose(done.value("A!D4") or 0, length / timedelta(days=1), abs_tol=1e-11)


RICH = parts_of(
    sheet(
        "A",
        CELLS,
        head='<dimension ref="A1:E7"/><cols><col min="1" max="3" style="1"/></cols>',
        tail="<sheetProtection sheet='1'/><protectedRanges><protectedRange sqref='A1:C9' "
        "name='In'/></protectedRanges>" + merged("A8:C9") + lists(("A1:B9", '"1,2"'))
        + x14_lists(("C1:C5", "B!$A$1:$A$9")),
        links=[("table", "../tables/table1.xml")],
        parts={"xl/tables/table1.xml": '<table name="T" displayName="T" ref="D1:E2"/>'},
    ),
    sheet("B", CELLS),
    names={"List": "B!$A$1:$A$9"},
    shared="<si><t>one</t></si>",
    chain='<c r="E4" i="1"/><c r="E4" i="2"/>',
)  # fmt: skip
TRIED = {"A!A1": 2, "A!C1": "x", "A!E4": 5, "A!F9": "new", "B!A1": None, "A!B8": True}


def check_harmless(data: bytes) -> bool:
    """Do with a file all that the editor can do; return whether it could be done.

    Raises:
        Exception: another one than the refusal that is due.
    """
    try:
        made = read_all(data)
        for allow in ((), set(Allow) - {Allow.SIGNED}):
            for place, value in TRIED.items():
                try:
                    made.write(writes_of({place: value}), allow)
                except Refused:
                    continue
        made.calculate_on_load()
        after = made.to_bytes()
        read_all(after)
    except Refused:
        return False
    stays_sound(data, after)
    return True


def stays_sound(before: bytes, after: bytes) -> None:
    """Assert that every part that was sound XML still is."""
    old, new = (Package(data, "file") for data in (before, after))
    for name, entry in new.entries.items():
        if entry.crc != old.entries[name].crc and is_sound(old.read(name)):
            assert is_sound(new.read(name)), name


def is_sound(content: bytes) -> bool:
    try:
        ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError):
        return False
    return True


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Return content with some of it changed, lost or doubled."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(changed)) if changed else 0
        match chance.randrange(4):
            case 0:
                changed[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del changed[at : at + chance.randint(1, 40)]
            case 2:
                changed[at:at] = changed[at : at + chance.randint(1, 40)]
            case _:
                changed[at:at] = chance.choice([b"<", b">", b'"', b"&", b"/", b"\0", b"999999999"])
    return bytes(changed)


@pytest.mark.parametrize("seed", range(60))
def test_random_damage_to_the_file_is_refused_or_harmless(seed):
    chance = random.Random(seed)
    data = zipped(RICH, flags=chance.choice([0, DESCRIPTOR]), zip64=chance.random() < 0.3)
    for _ in range(4):
        check_harmless(damaged(data, chance))


@pytest.mark.parametrize("seed", range(120))
def test_random_damage_to_a_part_is_refused_or_harmless(seed):
    chance = random.Random(1000 + seed)
    for _ in range(4):
        name = chance.choice(list(RICH))
        check_harmless(zipped({**RICH, name: damaged(RICH[name], chance)}))


def test_the_file_that_is_damaged_is_sound():
    assert check_harmless(zipped(RICH))
