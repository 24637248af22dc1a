"""References after cells were inserted: what Excel makes of them, worked out by hand."""

from __future__ import annotations

import pytest

from xlbcf.books.references import moved
from xlbcf.books.shifts import Shifter, Shifts
from xlbcf.template.addresses import Cell, parse_area

#: Three rows of B:D at row 10 of Data, and one row of A:I at row 5 of a sheet with an odd name.
SHIFTER = Shifter(
    {"Data": Shifts([parse_area("B10:D12")]), "O'Neil & Co": Shifts([parse_area("A5:I5")])}
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # A single cell moves if it stands at the inserted cells or below, in their columns.
        ("B9", "B9"),
        ("B10", "B13"),
        ("B11", "B14"),
        ("D200", "D203"),
        ("A10", "A10"),
        ("E10", "E10"),
        ("$B$10", "$B$13"),
        ("$B10", "$B13"),
        ("B$10", "B$13"),
        ("b10", "b13"),
        # An area moves as a whole, grows, or stays.
        ("B1:B9", "B1:B9"),
        ("B1:B10", "B1:B13"),
        ("B5:B20", "B5:B23"),
        ("B10:B20", "B13:B23"),
        ("B11:B20", "B14:B23"),
        ("$B$5:$D$10", "$B$5:$D$13"),
        ("B10:D10", "B13:D13"),
        ("C9:C10", "C9:C13"),
        ("C20:C5", "C23:C5"),
        # An area that is wider than the inserted cells stays.
        ("A5:D20", "A5:D20"),
        ("B5:E20", "B5:E20"),
        ("A1:Z100", "A1:Z100"),
        ("A20:D20", "A20:D20"),
        # Whole columns and whole rows stay; so does a column written with its rows.
        ("B:D", "B:D"),
        ("$B:$B", "$B:$B"),
        ("10:12", "10:12"),
        ("B1:B1048576", "B1:B1048576"),
        # The sheet's end.
        ("B1048576", "#REF!"),
        ("B1048573", "B1048576"),
        ("B5:B1048576", "B5:B1048576"),
        # In formulas.
        ("SUM(B5:B10)+B10", "SUM(B5:B13)+B13"),
        ("IF(B10>1,B10,-B10%)", "IF(B13>1,B13,-B13%)"),
        ("B10:INDEX(B:B,20)", "B13:INDEX(B:B,20)"),
        ("OFFSET($B$10,1,0)", "OFFSET($B$13,1,0)"),
        ("SUM((B10,C10:D10))", "SUM((B13,C13:D13))"),
        ("B10#", "B13#"),
        ("@B10", "@B13"),
        ("{1,2;3,4}*B10", "{1,2;3,4}*B13"),
        # Texts, names, functions and tables that look like cells are none.
        ('"B10"&B10&"it""s B10"', '"B10"&B13&"it""s B10"'),
        ("LOG10(B10)", "LOG10(B13)"),
        ("ATAN2(B10,1)", "ATAN2(B13,1)"),
        ("B10_total+my.B10+B10.x", "B10_total+my.B10+B10.x"),
        ("_xlfn.B10(1)", "_xlfn.B10(1)"),
        ("XFE10+AAAA10", "XFE10+AAAA10"),
        ("B01+B0", "B01+B0"),
        ("B99999999", "B99999999"),
        ("Sales[B10]+Sales[[#All],[B10]:[C10]]", "Sales[B10]+Sales[[#All],[B10]:[C10]]"),
        ("TRUE+FALSE10", "TRUE+FALSE10"),
        # Other sheets, other workbooks, several sheets.
        ("Data!B10", "Data!B13"),
        ("data!$B$10:$B$11", "data!$B$13:$B$14"),
        ("'Data'!B10", "'Data'!B13"),
        ("Other!B10", "Other!B10"),
        ("'Other sheet'!B10+B10", "'Other sheet'!B10+B13"),
        ("'O''Neil & Co'!A4:I5", "'O''Neil & Co'!A4:I6"),
        ("'O''Neil & Co'!A5:J5", "'O''Neil & Co'!A5:J5"),
        ("[1]Data!B10", "[1]Data!B10"),
        ("'[1]Data'!B10", "'[1]Data'!B10"),
        ("Data:Other!B10", "Data:Other!B10"),
        ("'Data:Other'!B10", "'Data:Other'!B10"),
        ("Data!B10:Data!B11", "Data!B13:Data!B14"),
        ("Data!Total+Data!B10", "Data!Total+Data!B13"),
        ("#REF!+B10", "#REF!+B13"),
        ("Data!#REF!", "Data!#REF!"),
        ("'B10'!B10", "'B10'!B10"),
    ],
)  # fmt: skip
def test_a_formula_on_the_sheet_follows(before, after):
    assert SHIFTER.formula(before, "Data") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("B10", "B10"),
        ("Data!B10", "Data!B13"),
        ("SUM(Data!B9:B10,B9:B10)", "SUM(Data!B9:B13,B9:B10)"),
        ("Q1!B10", "Q1!B10"),
        ("MyData!B10", "MyData!B10"),
    ],
)
def test_a_formula_on_another_sheet_follows_only_what_it_names(before, after):
    assert SHIFTER.formula(before, "Q1") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Data!$B$10", "Data!$B$13"),
        ("Data!$B$5:$D$10,Data!$A$1:$A$3", "Data!$B$5:$D$13,Data!$A$1:$A$3"),
        ("Data!B10", "Data!B10"),
        ("Data!$B10", "Data!$B10"),
        ("Data!$10:$12", "Data!$10:$12"),
        ("Data!$B:$D,Data!$1:$3", "Data!$B:$D,Data!$1:$3"),
    ],
)
def test_a_name_follows_where_it_is_absolute(before, after):
    assert SHIFTER.name(before) == after


@pytest.mark.parametrize(
    ("area", "goes"),
    [
        ("B10:D10", ["B13:D13"]),
        ("B5:D20", ["B5:D23"]),
        ("B5:D9", ["B5:D9"]),
        ("A5:E9", ["A5:E9"]),
        ("A5:E20", ["A5:A20", "B5:D23", "E5:E20"]),
        ("C12:F12", ["C15:D15", "E12:F12"]),
        ("A10:B10", ["A10", "B13"]),
        ("E1:F50", ["E1:F50"]),
    ],
)
def test_the_cells_of_a_rule_are_divided_where_only_some_move(area, goes):
    shifts = SHIFTER.on("Data")
    assert [str(each) for each in shifts.areas_of(parse_area(area))] == goes


def test_several_insertions_add_up():
    shifts = Shifts([parse_area("A10:B10"), parse_area("A5:B6"), parse_area("D1")])
    assert [shifts.down(row, 1) for row in (4, 5, 9, 10)] == [0, 2, 2, 3]
    both = Shifter({"S": shifts})
    assert both.formula("SUM(A4:A10)+B9+D1+C10", "S") == "SUM(A4:A13)+B11+D2+C10"


def test_whole_rows_move_where_whole_rows_were_inserted():
    both = Shifter({"S": Shifts([parse_area("3:4")])})
    assert both.formula("SUM(2:5)+SUM($3:3)+A3", "S") == "SUM(2:7)+SUM($5:5)+A5"


@pytest.mark.parametrize(
    ("text", "area", "reads"),
    [
        # Beside the inserted cells, and beyond them.
        ("$B5>$B$20", "B5:B20", "$B5>$B$23"),
        # Each row compared with the one before: most rows keep that.
        ("B6>B5", "B6:B20", "B6>B5"),
        ("B10>B9", "B10:B20", "B13>B12"),
        ("B12>A12", "B12:B20", "B15>A12"),
        ("E5>B5", "E5:E9", "E5>B5"),
    ],
)
def test_a_rule_follows_the_cell_in_its_middle(text, area, reads):
    shifts, old = SHIFTER.on("Data"), parse_area(area)
    new = shifts.area(old)
    middle = Cell((old.top + old.bottom) // 2, old.left)
    moving = SHIFTER.rule(text, "Data", old.anchor, new.anchor, (middle, shifts.cell(middle)))
    assert moving == reads


@pytest.mark.parametrize(
    ("formula", "down", "right", "reads"),
    [
        ("A1+$A1+A$1+$A$1", 2, 1, "B3+$A3+B$1+$A$1"),
        ("A1", -1, 0, "A1048576"),
        ("XFD1", 0, 1, "A1"),
        ("SUM(A:B)+SUM($A:B)", 5, 1, "SUM(B:C)+SUM($A:C)"),
        ("SUM(1:2)+SUM($1:2)", 5, 1, "SUM(6:7)+SUM($1:7)"),
        ("XYZ1+ABCD1", 1, 1, "XYZ1+ABCD1"),
        ("'A1'!A1&\"A1\"", 1, 0, "'A1'!A2&\"A1\""),
    ],
)
def test_a_formula_is_read_from_another_cell_on(formula, down, right, reads):
    assert moved(formula, down, right) == reads


@pytest.mark.parametrize(
    "text", [b"'O''Neil & Co'!A1", b"&apos;O''Neil &amp; Co&apos;!A1", b"x+Data!A1", b"'data'!A1"]
)
def test_a_text_that_names_a_sheet_is_known(text):
    assert SHIFTER.named_in(text)


@pytest.mark.parametrize("text", [b"A1", b"Date!A1", b"'Other'!A1", b"MyData!A1", b"Data A1"])
def test_a_text_that_names_other_sheets_needs_no_look(text):
    assert not SHIFTER.named_in(text)


@pytest.mark.parametrize(
    ("text", "sheet"),
    [
        (b"B10", "Data"),
        (b"SUM($B$5:$D$200)", "data"),
        (b"SUM(3:12)", "Data"),
        (b"A5+1", "O'Neil & Co"),
        (b"'O''Neil &amp; Co'!A5", "Other"),
        (b"1+Data!B10", "Other"),
    ],
)
def test_a_formula_with_a_reference_that_may_move_is_known_among_others(text, sheet):
    others = [b"A1", b"B2&amp;$B$3", b"SUM(1:4)", b"Other!A4", b""]
    assert SHIFTER.concerned([*others[:2], text, *others[2:]], sheet) == {text}
    assert SHIFTER.concerned([text], sheet) == {text}


@pytest.mark.parametrize(
    ("text", "sheet"),
    [
        (b"B4+Data!B4", "Data"),
        (b"B10", "Other"),
        (b"Other!B10", "Other"),
        (b"Data!B4", "Other"),
        (b"1" * 5000, "Other"),
    ],
)
def test_a_formula_without_one_needs_no_look(text, sheet):
    assert SHIFTER.concerned([text], sheet) == set()


@pytest.mark.parametrize("first", ["Top!A15", "Below!A15", "Other!A15", "Top!A15+Below!A15"])
def test_a_reference_moves_with_its_own_sheet_whatever_was_read_before(first):
    both = Shifter({"Top": Shifts([parse_area("A10")]), "Below": Shifts([parse_area("A20")])})
    reads = {
        "Top!A15": "Top!A16",
        "Below!A15": "Below!A15",
        "Other!A15": "Other!A15",
        "'Top'!A15": "'Top'!A16",
        '"Top!A15"': '"Top!A15"',
        "Top!A15+Below!A15": "Top!A16+Below!A15",
        "Top!A15+A25": "Top!A16+A26",
    }
    both.formula(first, "Below")
    for _ in range(2):
        assert {text: both.formula(text, "Below") for text in reads} == reads
