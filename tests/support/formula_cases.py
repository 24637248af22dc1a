"""The language of formulas, case by case: what Excel documents, edge and wrong inputs included.

The sheet has, from A1 down: 5, -2.5, a text, a text of a number, TRUE, an error, a blank cell, an
empty text, 0, and a number that is a little less than what it shows.
"""

from __future__ import annotations

from collections.abc import Sequence

from tests.support.sheets import Raw, book, formula, sheet
from xlbcf.books.values import CellError

DATA = {
    "A1": 5,
    "A2": -2.5,
    "A3": "Red",
    "A4": "12",
    "A5": Raw('<c r="{r}" t="b"><v>1</v></c>'),
    "A6": Raw('<c r="{r}" t="e"><v>#N/A</v></c>'),
    "A8": Raw('<c r="{r}" t="str"><v></v></c>'),
    "A9": 0,
    "A10": 0.285,
    "C1": 1, "D1": 2, "E1": 3,
    "C2": 4, "D2": "x", "E2": 6,
}  # fmt: skip
NA, VALUE, DIV0 = CellError("#N/A"), CellError("#VALUE!"), CellError("#DIV/0!")
REF, NUM = CellError("#REF!"), CellError("#NUM!")

CASES = [
    # Values in the formula itself.
    ("1", 1), ("1.5E+2", 150), (".5", 0.5), ('"a ""b"""', 'a "b"'), ('""', ""), ("TRUE", True),
    ("#N/A", NA), ("#DIV/0!", DIV0), ("Data!#REF!", REF), ("FALSE()", False),
    # Precedence.
    ("+".join(["-1"] * 150), -150),
    ("1+2*3", 7), ("(1+2)*3", 9), ("8/4/2", 1), ("10-4-3", 3), ("-2*-3", 6), ("--5", 5),
    ("5%*200", 10), ("50%%", 0.005), ("-50%", -0.5), ("1+1&2", "22"), ("2&1+1", "22"),
    ("1&2=12", False), ('1&2="12"', True), ("1<2=TRUE", True), (" 1 + 2 ", 3), ("+A3", "Red"),
    # Blank cells.
    ("A7", 0), ("A7+1", 1), ('A7&"x"', "x"), ('A7=""', True), ("A7=0", True), ("A7=FALSE", True),
    ("A7=A8", True), ("A8=0", False), ('IF(TRUE,A7)', 0), ("-A7", 0), ('IF(A7="","",A7)', ""),
    # Kinds in arithmetic.
    ("A4+1", 13), ('"1,234"+1', 1235), ('" 7 "+1', 8), ('"5%"+0', 0.05), ('"1e2"+0', 100),
    ("A5+1", 2), ("A3+1", VALUE), ("A8+1", VALUE), ('""*1', VALUE), ("-A3", VALUE),
    ("A3%", VALUE), ("A6+1", NA), ("1+A6", NA), ("1/0+A6", DIV0), ("A6+1/0", NA),
    ("A3+A6", VALUE), ("A6+A3", NA), ("1/0", DIV0),
    ("A1/A7", DIV0), ("1E+308*10", NUM), ("0.1+0.2-0.3", 0), ("1-0.9-0.1", 0),
    # Texts joined.
    ('A1&""', "5"), ('A2&""', "-2.5"), ('1/3&""', "0.333333333333333"), ('A5&""', "TRUE"),
    ('0.1+0.2&""', "0.3"), ('100000000000000&""', "100000000000000"), ('A6&"x"', NA),
    ('-0.5&""', "-0.5"), ('(-1)*0&""', "0"),
    # Comparisons: numbers before texts before FALSE and TRUE; case does not count.
    ("2>1", True), ("1>=1", True), ("1<>1", False), ('"a"="A"', True), ('"É"="é"', True),
    ('1<"1"', True), ('"1"=1', False), ('"z"<FALSE', True), ("FALSE<TRUE", True), ("TRUE=1", False),
    ('"abc"<"abd"', True), ('"ab"<"abc"', True), ('"B">"a"', True), ("0.1+0.2=0.3", True),
    ("A6=1", NA), ("1=A6", NA), ('A3="red"', True), ('A3<>"Green"', True), ('"↑"="↑"', True),
    # IF, IFERROR and conditions.
    ("IF(1,2,3)", 2), ("IF(0,2,3)", 3), ("IF(0,2)", False), ("IF(1,,3)", 0), ("IF(0,1,)", 0),
    ('IF("true",1,2)', 1), ("IF(A3,1,2)", VALUE), ("IF(A6,1,2)", NA), ("IF(TRUE,1,1/0)", 1),
    ("IF(A7,1,2)", 2), ("IFERROR(1/0,2)", 2), ("IFERROR(3,2)", 3), ("IFERROR(A6,A6)", NA),
    ('IFERROR(1/0,"")', ""), ("AND(TRUE,1)", True), ("AND(A1,0)", False), ("OR(FALSE,0)", False),
    ("OR(0,A1)", True), ("AND(A1:A2)", True), ("OR(A7:A9)", False), ("AND(A3:A4)", VALUE),
    ('AND("x")', VALUE), ("AND(A6,FALSE)", NA), ("NOT(A7)", True), ("NOT(A3)", VALUE),
    ('NOT("false")', True), ("AND(A7,TRUE)", True),
    # What a cell holds.
    ("ISNUMBER(A1)", True), ("ISNUMBER(A4)", False), ("ISNUMBER(A7)", False),
    ("ISNUMBER(A6)", False), ("ISNUMBER(A5)", False), ("ISBLANK(A7)", True), ("ISBLANK(A8)", False),
    ('ISBLANK("")', False), ("ISTEXT(A8)", True), ("ISTEXT(A1)", False), ("ISTEXT(A6)", False),
    ("ISERROR(A6)", True), ("ISERROR(1/0)", True), ("ISERROR(A7)", False), ("NA()", NA),
    # Totals and counts: texts and TRUE of a range are passed over, in the formula they are read.
    ("SUM(A1:A2)", 2.5), ("SUM(A1,A3)", 5), ("SUM(A1:A5)", 2.5), ("SUM(A1:A6)", NA),
    ('SUM("3",TRUE,2)', 6), ('SUM("x")', VALUE), ("SUM(A7:A8)", 0), ("SUM(1,,2)", 3),
    ("SUM(A4)", 0), ("MIN(A1:A2)", -2.5), ("MAX(A1:A5)", 5), ("MAX(A7:A8)", 0), ("MIN(A3)", 0),
    ("MAX(-1,A7)", -1), ("MIN(A6,1)", NA), ("COUNT(A1:A9)", 3), ("COUNT(A3:A8)", 0),
    ('COUNT("3",TRUE,"x")', 2), ("COUNT(A6,1/0)", 0), ("COUNTA(A1:A9)", 8), ("COUNTA(A7)", 0),
    ('COUNTA("",1)', 2), ("COUNT(A1:E2)", 7), ("SUM(A:A)", NA), ("SUM(C:E)", 16),
    ("COUNT(1,)", 2), ("COUNTA(,A7)", 1), ("COUNT(C:C)", 2),
    # COUNTIF with a text or a number.
    ('COUNTIF(A1:A9,"red")', 1), ("COUNTIF(A1:A9,5)", 1), ("COUNTIF(A1:A9,A1)", 1),
    ('COUNTIF(A1:A9,"5")', 1), ("COUNTIF(A1:A9,12)", 1), ('COUNTIF(A1:A9,"12")', 1),
    ("COUNTIF(A1:A9,0)", 1), ('COUNTIF(A1:A9,"")', 2), ("COUNTIF(A1:A9,TRUE)", 1),
    ('COUNTIF(A1:A9,"Green")', 0), ("COUNTIF(A1:A9,A7)", 1), ("COUNTIF(A1:E9,6)", 1),
    # ROUND, LEFT, LEN.
    ("ROUND(2.5,0)", 3), ("ROUND(-2.5,0)", -3), ("ROUND(1.005,2)", 1.01), ("ROUND(1234,-2)", 1200),
    ("ROUND(2.675,2)", 2.68), ("ROUND(A7,1)", 0), ("ROUND(A3,1)", VALUE), ("ROUND(1.55,1.9)", 1.6),
    ('LEFT("abc",2)', "ab"), ('LEFT("abc")', "a"), ('LEFT("abc",9)', "abc"), ('LEFT("abc",0)', ""),
    ('LEFT("abc",-1)', VALUE), ("LEFT(123,2)", "12"), ("LEFT(A6,1)", NA), ('LEN("a b")', 3),
    ("LEN(A7)", 0), ("LEN(12.5)", 4), ("LEN(A6)", NA), ('LEN("● ■")', 3), ('LEN("😀")', 2),
    # TEXT.
    ('TEXT(A10,"0%")', "29%"), ('TEXT(A10,"0.0%")', "28.5%"), ('TEXT(1234.5,"#,##0")', "1,235"),
    ('TEXT(1234567.25,"#,##0.0")', "1,234,567.3"), ('TEXT(0.5,"0")', "1"),
    ('TEXT(2.5,"0.0")', "2.5"),
    ('TEXT(-2.5,"0")', "-3"), ('TEXT(1.005,"0.00")', "1.01"), ('TEXT(0,"#,##0")', "0"),
    ('TEXT(A3,"0.0")', "Red"), ('TEXT(A4,"0.0")', "12.0"), ('TEXT(A7,"0.0")', "0.0"),
    ('TEXT(A6,"0")', NA), ('TEXT(TRUE,"0")', "TRUE"), ('TEXT(0.5,"hh:mm:ss")', "12:00:00"),
    ('TEXT(1.5,"hh:mm:ss")', "12:00:00"), ('TEXT(1.5,"[hh]:mm:ss")', "36:00:00"),
    ('TEXT(0.00865740740740741,"hh:mm:ss")', "00:12:28"), ('TEXT(-1,"hh:mm:ss")', VALUE),
    ('TEXT(999.95,"#,##0.0")', "1,000.0"), ('TEXT(A8,"0")', ""),
    ('TEXT(-0.001,"0.0")', "0.0"), ('TEXT(-0.004,"0%")', "0%"), ('TEXT(-1234,"#,##0")', "-1,234"),
    ('TEXT(0.9999999,"hh:mm:ss")', "00:00:00"), ('TEXT(0.9999999,"[hh]:mm:ss")', "24:00:00"),
    # INDEX and ROWS.
    ("INDEX(C1:E2,2,3)", 6), ("INDEX(C1:E1,2)", 2), ("INDEX(C1:C2,2)", 4),
    ("INDEX(C1:E2,3,1)", REF),
    ("INDEX(C1:E2,1,4)", REF), ("INDEX(C1:E2,-1,1)", VALUE), ("INDEX(A1:A9,7)", 0),
    ("SUM(INDEX(C1:E2,0,1))", 5), ("SUM(INDEX(C1:E2,1,0))", 6), ("INDEX(A1,1)", 5),
    ("INDEX(C1:E2,A6,1)", NA), ("INDEX(C1:E2,A3,1)", VALUE), ("INDEX(C1:E2,1.9,1)", 1),
    ("ISBLANK(INDEX(A1:A9,7))", True), ("ROWS(A1:A9)", 9), ("ROWS(C1)", 1), ("ROWS(A:A)", 1048576),
    # References: anchored or not, of other sheets, names.
    ("$A$1", 5), ("$A1+A$1", 10), ("Data!A1", 5), ("data!$a$1", 5), ("'It''s 1'!B2", 7),
    ("SUM(Data!$C$1:$E$1)", 6), ("SUM('It''s 1'!B2:B3)", 15), ("a_cell", 5), ("SUM(an_area)", 6),
    ("A_Cell&\"\"", "5"), ("SUM(E2:C1)", 16),
]  # fmt: skip
OUTSIDE = [
    ("VLOOKUP(1,A1:A2,1)", "VLOOKUP"), ("2^3", "“^”"), ("A1:A2*2", "a range"), ("A1#", "“"),
    ("{1,2}", "“{”"), ("Table1[Value]", "“[”"), ("a_constant", "a_constant"),
    ("nowhere", "nowhere"),
    ("Gone!A1", "Gone"), ("'[1]Data'!A1", "[1]Data"), ("[1]Data!A1", "“[”"),
    ("SUM(A1 A2)", "a reference"),
    ("(A1,A2)", "“,”"), ("Data:Other!A1", "“:”"), ("A1:INDEX(A1:A3,2)", "“:”"),
    ("IF(1)", "1 argument"),
    ("NA(1)", "NA"), ("1+", "cut short"), ("(1", "cut short"), ("1 2", "“2”"),
    ('"12 May"+1', "country"),
    ('"1/2"+1', "country"), ('"£5"*2', "country"), ('"00:12:28"+0', "country"),
    ('"a-b"<"ab"', "country"), ('1E-9&""', "1e-09"), ('1E+20&""', "1e+20"),
    ('TEXT(1,"dd/mm")', "dd/mm"),
    ('TEXT(1,"0.0;(0.0)")', "0.0;(0.0)"), ('COUNTIF(A1:A9,">1")', ">1"),
    ('COUNTIF(A1:A9,"R*")', "R*"),
    ('COUNTIF(A1:A9,"1/2")', "1/2"), ("COUNTIF(A1:A9,A6)", "errors"), ("COUNTIF(5,5)", "range"),
    ("ISBLANK(A1:A2)", "a range"), ('LEFT("😀",1)', "halves"), ("BCF_NOTHING(1)", "BCF_NOTHING"),
    ('TEXT(1E+15,"0")', "digits"),
    ("(" * 200 + "1" + ")" * 200, "deep"), ("-" * 200 + "1", "deep"), ("@A1", "“@”"),
]  # fmt: skip
NAMES = {
    "a_cell": "Data!$A$1", "an_area": "Data!$C$1:$E$1", "a_constant": "5",
}  # fmt: skip


def book_of(formulas: Sequence[str]) -> bytes:
    """Return a workbook with some formulas in column J, beside the cells that they read."""
    cells: dict[str, object] = {f"A{row}": None for row in range(1, 11)} | DATA
    cells |= {f"J{row}": formula(text) for row, text in enumerate(formulas, 1)}
    return book(sheet("Data", cells), sheet("It's 1", {"B2": 7, "B3": 8}), names=NAMES)
