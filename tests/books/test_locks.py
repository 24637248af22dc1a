"""Protected sheets: what may be typed into and what may not."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.editing import codes, found
from tests.support.sheets import (
    BOLD,
    DATE,
    LOCKED,
    OPEN_DATE,
    PROTECTION,
    STYLES,
    UNLOCKED,
    Styled,
    book,
    sheet,
)

CELLS = {"A1": Styled("fixed", LOCKED), "B1": Styled(1, UNLOCKED), "C1": Styled(2, OPEN_DATE)}


def ranges(*more: str) -> str:
    return f"<protectedRanges>{''.join(more)}</protectedRanges>"


def test_a_protected_sheet_takes_values_in_unlocked_cells_only():
    data = book(sheet("A", CELLS, tail=PROTECTION))
    assert codes(data, {"A!B1": 1, "A!C1": 2}) == []
    assert codes(data, {"A!A1": 1}) == ["CELL01"]


def test_an_unprotected_sheet_takes_values_anywhere():
    assert codes(book(sheet("A", CELLS)), {"A!A1": 1, "A!Z9": 1}) == []


@pytest.mark.parametrize("stated", ['sheet="0"', "", 'sheet="false"', 'objects="1"'])
def test_protection_that_is_switched_off_locks_nothing(stated):
    data = book(sheet("A", CELLS, tail=f"<sheetProtection {stated}/>"))
    assert codes(data, {"A!A1": 1}) == []


def test_protection_by_true_locks_too():
    data = book(sheet("A", CELLS, tail='<sheetProtection sheet="true" password="CC1A"/>'))
    assert codes(data, {"A!A1": 1}) == ["CELL01"]


def test_only_the_sheet_that_is_protected_is_locked():
    data = book(sheet("A", CELLS, tail=PROTECTION), sheet("B", CELLS))
    assert codes(data, {"A!A1": 1, "B!A1": 1}) == ["CELL01"]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ('<cols><col min="2" max="4" style="1"/></cols>', "<row r='5'/>"),
        ('<cols><col min="1" max="1" width="9"/><col min="4" max="4" style="1"/></cols>', ""),
        ("", '<row r="5" s="1" customFormat="1"/>'),
        ('<cols><col min="4" max="4" style="0"/></cols>', '<row r="5" s="1" customFormat="true"/>'),
    ],
)
def test_a_missing_cell_is_unlocked_by_its_column_or_row(head, row):
    data = book(sheet("A", row, head=head, tail=PROTECTION))
    assert codes(data, {"A!D5": 1}) == []


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("", ""),
        ('<cols><col min="2" max="3" style="1"/></cols>', ""),
        ("", '<row r="5" s="1"/>'),
        ('<cols><col min="4" max="4" style="1"/></cols>', '<row r="5" s="0" customFormat="1"/>'),
        ('<cols><col min="4" max="4" style="1"/></cols>', '<row r="5"><c r="D5"/></row>'),
    ],
)
def test_a_missing_cell_is_locked_where_nothing_unlocks_it(head, row):
    data = book(sheet("A", row, head=head, tail=PROTECTION))
    assert codes(data, {"A!D5": 1}) == ["CELL01"]


def test_an_open_range_may_be_edited():
    open_range = '<protectedRange sqref="A1 D4:E5" name="Inputs"/>'
    data = book(sheet("A", CELLS, tail=PROTECTION + ranges(open_range)))
    assert codes(data, {"A!A1": 1, "A!E5": 1}) == []
    assert codes(data, {"A!E6": 1}) == ["CELL01"]


@pytest.mark.parametrize(
    "secret",
    [
        'password="CC1A"',
        'algorithmName="SHA-512" hashValue="aGFzaA==" saltValue="c2FsdA==" spinCount="100000"',
        'securityDescriptor="O:WDG:WDD:(A;;CC;;;WD)"',
    ],
)
def test_an_open_range_with_a_password_stays_shut_and_is_named(secret):
    shut = f'<protectedRange {secret} sqref="A1" name="Finance"/>'
    (one,) = found(book(sheet("A", CELLS, tail=PROTECTION + ranges(shut))), {"A!A1": 1})
    assert one.code == "CELL01"
    assert "Finance" in one.message


def test_of_two_open_ranges_the_one_without_a_password_counts():
    two = (
        '<protectedRange password="CC1A" sqref="A1" name="Finance"/>',
        '<protectedRange sqref="A1:B9" name="All"/>',
    )
    assert codes(book(sheet("A", CELLS, tail=PROTECTION + ranges(*two))), {"A!A1": 1}) == []


def test_an_unlocked_cell_needs_no_open_range():
    shut = '<protectedRange password="CC1A" sqref="B1" name="Finance"/>'
    assert codes(book(sheet("A", CELLS, tail=PROTECTION + ranges(shut))), {"A!B1": 1}) == []


@pytest.mark.parametrize("style", ["99", "-1", "x", ""])
def test_a_style_that_does_not_exist_locks(style):
    rows = f'<row r="1"><c r="A1" s="{style}"/></row>'
    assert codes(book(sheet("A", rows, tail=PROTECTION)), {"A!A1": 1}) == ["CELL01"]


def test_a_workbook_without_styles_locks():
    data = book(sheet("A", CELLS, tail=PROTECTION), styles="<styleSheet/>")
    assert codes(data, {"A!B1": 1}) == ["CELL01"]


def test_styles_are_read_with_prefixes_comments_and_single_quotes():
    styles = STYLES.replace(
        '<protection locked="0"/>', "<!-- locked --><protection locked = 'false' />"
    )
    data = book(sheet("A", CELLS, tail=PROTECTION), styles=styles)
    assert codes(data, {"A!B1": 1}) == []
    prefixed = STYLES.replace('xmlns="', 'xmlns:s="').replace("<", "<s:").replace("<s:/", "</s:")
    assert codes(book(sheet("A", CELLS, tail=PROTECTION), styles=prefixed), {"A!B1": 1}) == []
    assert codes(book(sheet("A", CELLS, tail=PROTECTION), styles=prefixed), {"A!A1": 1}) != []


def test_a_date_in_a_cell_without_a_date_format_is_noted():
    data = book(sheet("A", {"A1": Styled(1, DATE), "B1": Styled(1, BOLD), "C1": 5}))
    day = date(2025, 3, 31)
    assert codes(data, {"A!A1": day}) == []
    assert codes(data, {"A!B1": day, "A!C1": 45000}) == ["CELL09"]


@pytest.mark.parametrize(
    ("code", "noted"),
    [
        ("d mmm yyyy", False),
        ("[h]:mm", False),
        ("[mm]", False),
        ("&quot;days&quot; 0", True),
        ("[Red]0.00;[Cyan]-0", True),
        ("_d0_)", True),
        ("\\d0", True),
        ("#,##0", True),
        ("General", True),
        ("HH:MM", False),
    ],
)
def test_a_custom_format_shows_a_date_if_it_has_the_letters_of_one(code, noted):
    styles = STYLES.replace(
        "<fonts", f'<numFmts count="1"><numFmt numFmtId="200" formatCode="{code}"/></numFmts><fonts'
    ).replace('numFmtId="14"', 'numFmtId="200"')
    data = book(sheet("A", {"A1": Styled(1, DATE)}), styles=styles)
    assert codes(data, {"A!A1": date(2025, 3, 31)}) == (["CELL09"] if noted else [])
