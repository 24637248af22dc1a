"""Values in cells: every kind is stored as Excel stores it and read back as it was."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import IntEnum

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from tests.support.editing import codes, edited, found
from tests.support.sheets import OPEN_DATE, Form, Raw, Styled, book, sheet
from xlbcf.books.file_book import FileBook
from xlbcf.books.values import CellError
from xlbcf.template.addresses import Cell

PLAIN = book(sheet("A", {"A1": 1, "B1": "old", "C1": Styled(1, OPEN_DATE)}))


@pytest.mark.parametrize(
    ("value", "element"),
    [
        (12.5, '<c r="A1"><v>12.5</v></c>'),
        (5.0, '<c r="A1"><v>5</v></c>'),
        (-0.0, '<c r="A1"><v>-0</v></c>'),
        (0.1 + 0.2, '<c r="A1"><v>0.30000000000000004</v></c>'),
        (1e300, '<c r="A1"><v>1E+300</v></c>'),
        (1e-7, '<c r="A1"><v>1E-07</v></c>'),
        (10**15, '<c r="A1"><v>1000000000000000</v></c>'),
        (123456789012345678, '<c r="A1"><v>1.2345678901234568E+17</v></c>'),
        (True, '<c r="A1" t="b"><v>1</v></c>'),
        (False, '<c r="A1" t="b"><v>0</v></c>'),
        ("text", '<c r="A1" t="inlineStr"><is><t>text</t></is></c>'),
        ("", '<c r="A1" t="inlineStr"><is><t></t></is></c>'),
        (None, '<c r="A1"/>'),
        (CellError("#N/A"), '<c r="A1" t="e"><v>#N/A</v></c>'),
    ],
)
def test_each_kind_of_value_has_its_element(value, element):
    assert edited(PLAIN, {"A!A1": value}).cell("A1") == element


TEXTS = [
    "plain",
    "=1+1",
    "+44 116 496 0000",
    "-",
    "@home",
    "'quoted",
    '"double"',
    "<b>&amp;</b> & <",
    "]]>",
    "<!-- no comment -->",
    "0012",
    "1e5",
    "TRUE",
    "#N/A",
    "Müller, £5 – “ok” 😀 \u200f",
    "_x0041_",
    "_x005F_x0041_",
    "_X0041_ _x41_ __x0041_",
    " leading",
    "trailing ",
    "\ttab\t",
    "\u00a0no-break\u00a0",
    " ",
    "two\nlines",
    "\n",
    "a\r\nb\rc",
    "bell\x07 null\x00 escape\x1b vertical\x0b",
    "\x7f\x85\u2028",
    "\ufffe\uffff\ufeff",
    "x" * 32_767,
    "😀" * 16_383,
]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text[:20]))
def test_a_text_comes_back_as_it_was(text):
    done = edited(PLAIN, {"A!A1": text})
    assert done.value("A!A1") == text
    assert edited(done.after, {"A!A1": text}).changes == []


#: Other readers do not resolve the escapes of signs that XML cannot hold.
SIMPLE = [t for t in TEXTS if not re.search(r"_x|[\x00-\x08\x0b-\x1f\ufffe]", t, re.IGNORECASE)]


@pytest.mark.parametrize("text", SIMPLE, ids=lambda text: ascii(text[:20]))
def test_other_readers_read_the_same_text(text):
    after = edited(PLAIN, {"A!A1": text}).after
    assert openpyxl.load_workbook(io.BytesIO(after))["A"]["A1"].value == (text or None)
    sheet_read = CalamineWorkbook.from_filelike(io.BytesIO(after)).get_sheet_by_name("A")
    assert sheet_read.to_python()[0][0] == text


@pytest.mark.parametrize("text", [" a", "a ", "\na", "a\nb", "\t", "\u00a0"])
def test_spaces_at_the_ends_and_line_breaks_are_preserved(text):
    assert 'xml:space="preserve"' in edited(PLAIN, {"A!A1": text}).cell("A1")


def test_spaces_inside_need_no_mark():
    assert "xml:space" not in edited(PLAIN, {"A!A1": "a  b"}).cell("A1")


@pytest.mark.parametrize(
    "value",
    [
        float("nan"), float("inf"), -float("inf"), 10**400, -(10**309),
        "x" * 32_768, "😀" * 16_384, "half \ud83d", "\udc00",
        Decimal("1.5"), b"bytes", [1], {"a": 1}, object(), 1 + 2j,
        date(1899, 12, 31), datetime(1899, 12, 30, 23, 59), date(1, 1, 1),
    ],
    ids=lambda value: ascii(value)[:20],
)  # fmt: skip
def test_a_value_that_no_cell_can_hold_is_refused(value):
    (one,) = found(PLAIN, {"A!C1": value})
    assert one.code == "CELL07"
    assert str(one)


def test_a_missing_moment_of_pandas_is_refused():
    pandas = pytest.importorskip("pandas")
    assert codes(PLAIN, {"A!C1": pandas.NaT}) == ["CELL07"]
    assert edited(PLAIN, {"A!C1": pandas.Timestamp(2025, 3, 31)}).value("A!C1") == 45747


def test_numbers_of_numpy_are_numbers():
    numpy = pytest.importorskip("numpy")
    done = edited(PLAIN, {"A!A1": numpy.float64(2.5)})
    assert done.cell("A1") == '<c r="A1"><v>2.5</v></c>'
    assert codes(PLAIN, {"A!A1": numpy.float64("nan")}) == ["CELL07"]


def test_an_enumeration_s_number_is_a_number():
    class Level(IntEnum):
        HIGH = 3

    assert edited(PLAIN, {"A!A1": Level.HIGH}).cell("A1") == '<c r="A1"><v>3</v></c>'


@pytest.mark.parametrize(
    ("moment", "serial", "serial1904"),
    [
        (date(1900, 1, 1), 1, None),
        (date(1900, 2, 28), 59, None),
        (datetime(1900, 2, 28, 12), 59.5, None),
        (date(1900, 3, 1), 61, None),
        (date(1904, 1, 1), 1462, 0),
        (date(1904, 1, 2), 1463, 1),
        (date(2025, 3, 31), 45747, 44285),
        (datetime(2025, 3, 31, 6, 0), 45747.25, 44285.25),
        (datetime(2025, 3, 31, tzinfo=UTC), 45747, 44285),
        (date(9999, 12, 31), 2958465, 2957003),
        (time(0), 0, 0),
        (time(18, 30), 18.5 / 24, 18.5 / 24),
        (timedelta(days=2, hours=12), 2.5, 2.5),
        (timedelta(hours=-6), -0.25, -0.25),
    ],
)
def test_a_moment_is_stored_by_its_serial_number(moment, serial, serial1904):
    assert edited(PLAIN, {"A!C1": moment}).value("A!C1") == pytest.approx(serial, abs=1e-12)
    data = book(sheet("A", {"C1": Styled(1, OPEN_DATE)}), form=Form(date1904=True))
    if serial1904 is None:
        assert codes(data, {"A!C1": moment}) == ["CELL07"]
    else:
        assert edited(data, {"A!C1": moment}).value("A!C1") == pytest.approx(serial1904, abs=1e-12)


@pytest.mark.parametrize("form", [Form(), Form(date1904=True)])
def test_other_readers_read_the_same_date(form):
    data = book(sheet("A", {"A1": 1, "C1": Styled(1, OPEN_DATE)}), form=form)
    after = edited(data, {"A!C1": date(2025, 3, 31)}).after
    assert openpyxl.load_workbook(io.BytesIO(after))["A"]["C1"].value == datetime(2025, 3, 31)
    sheet_read = CalamineWorkbook.from_filelike(io.BytesIO(after)).get_sheet_by_name("A")
    assert sheet_read.to_python()[0][2] == date(2025, 3, 31)


READ = [
    ('<c r="{r}" t="s"><v>0</v></c>', "first"),
    ('<c r="{r}" t="s"><v>1</v></c>', "rich text"),
    ('<c r="{r}" t="s"><v>2</v></c>', ""),
    ('<c r="{r}" t="s"><v>3</v></c>', "漢字"),
    ('<c r="{r}" t="s"><v>4</v></c>', " kept "),
    ('<c r="{r}" t="s"><v>5</v></c>', "after"),
    ('<c r="{r}" t="s"><v>99</v></c>', CellError("99")),
    ('<c r="{r}" t="s"><v>-1</v></c>', CellError("-1")),
    ('<c r="{r}" t="s"><v>x</v></c>', CellError("x")),
    ('<c r="{r}" t="s"><v/></c>', None),
    ('<c r="{r}" t="s"/>', None),
    ("<c r='{r}' t='b'><v>1</v></c>", True),
    ('<c r="{r}" t="b"><v>0</v></c>', False),
    ('<c r="{r}" t="e"><v>#DIV/0!</v></c>', CellError("#DIV/0!")),
    ('<c r="{r}" t="str"><f>A9</f><v></v></c>', ""),
    ('<c r="{r}" t="str"><f>A9</f></c>', None),
    ('<c r="{r}" t="str"><f>A9</f><v>a &amp; b</v></c>', "a & b"),
    ('<c r="{r}" t="d"><v>2025-03-31T00:00:00</v></c>', "2025-03-31T00:00:00"),
    ('<c r="{r}" t="n"><v>1.50</v></c>', 1.5),
    ('<c r="{r}"><v>1E3</v></c>', 1000),
    ('<c r="{r}"><v>nonsense</v></c>', CellError("nonsense")),
    ('<c r="{r}"><v>NaN</v></c>', CellError("NaN")),
    ('<c r="{r}"><v>INF</v></c>', CellError("INF")),
    ('<c r="{r}"><v> 7 </v></c>', 7),
    ('<c r="{r}"><v><![CDATA[7]]></v></c>', 7),
    ('<c r="{r}"><v>7<!-- and --></v></c>', 7),
    ('<c r="{r}" t="inlineStr"><is><t><![CDATA[<v>9</v> & <t>]]></t></is></c>', "<v>9</v> & <t>"),
    ('<c r="{r}" t="inlineStr"><is><r><t>ri</t></r><r><rPr/><t>ch</t></r></is></c>', "rich"),
    ('<c r="{r}" t="inlineStr"><is><t>&#65;&#x42;&lt;&quot;&apos;</t></is></c>', "AB<\"'"),
    ('<c r="{r}" t="inlineStr"><is><t>&#133;&#x85;&#13;</t></is></c>', "\x85\x85\r"),
    ('<c r="{r}" t="inlineStr"><is><t>&#8364;&#x1F600;</t></is></c>', "€😀"),
    ('<c r="{r}" t="inlineStr"><is><t>&#x110000;&nbsp;</t></is></c>', "\ufffd&nbsp;"),
    ('<c r="{r}" t="inlineStr"><is><t>&amp;lt;&amp;#65;</t></is></c>', "&lt;&#65;"),
    ('<c r="{r}" t="inlineStr"><is><t>a\r\nb\rc</t></is></c>', "a\nb\nc"),
    ('<c r="{r}" t="inlineStr"><is><t>_xD83D__xDE00_</t></is></c>', "😀"),
    ('<c r="{r}" t="inlineStr"><is><t>_xD83D_ &#xD83D;</t></is></c>', "\ufffd \ufffd"),
    ('<c r="{r}" t="inlineStr"><is><t>_x000D_</t></is></c>', "\r"),
]
SHARED = (
    '<si><t>first</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">rich </t></r>'
    "<r><t>text</t></r></si><si/><si><t>漢字</t><rPh sb='0' eb='1'><t>カンジ</t></rPh></si>"
    '<si><t xml:space="preserve"> kept </t></si><!-- <si><t>hidden</t></si> -->'
    "<si><t>after</t></si>"
)


@pytest.mark.parametrize(("element", "value"), READ)
def test_every_kind_of_element_is_read(element, value):
    data = book(sheet("A", {"B2": Raw(element)}), shared=SHARED)
    read = FileBook.from_bytes(data, "b").value("A", Cell(2, 2))
    assert type(read) is type(value)
    assert read == value


def test_a_text_is_written_beside_shared_texts_and_leaves_them_alone():
    data = book(sheet("A", {"A1": Raw('<c r="{r}" t="s"><v>0</v></c>')}), shared=SHARED)
    done = edited(data, {"A!A1": "own"})
    assert done.touched() == {"xl/worksheets/sheet1.xml"}
    assert done.value("A!A1") == "own"


@pytest.mark.parametrize("shared", ["", "<si><t>x</t></si>"])
def test_an_empty_table_of_shared_texts_does_no_harm(shared):
    data = book(sheet("A", {"A1": 1}), shared=shared)
    assert edited(data, {"A!A1": "own"}).value("A!A1") == "own"
