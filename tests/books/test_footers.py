"""A line in the footers of printed sheets."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from tests.support.editing import parts_in
from xlbcf.books.file_book import FileBook
from xlbcf.books.footers import with_footnote

LINE = "&amp;C&amp;8* 1 &lt; 7 &amp;&amp; so on"


def footer(set_up) -> str:
    """The sheet's frame of header and footer after a line was put in."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Page")
        sheet.write("A1", 1)
        set_up(sheet)
        workbook.add_worksheet("Other").set_footer("&Lother")
    book = FileBook.from_bytes(made.getvalue(), "page.xlsx")
    after = with_footnote(book, ["Page"], "* 1 < 7 & so on")
    before, parts = parts_in(made.getvalue()), parts_in(after)
    assert [name for name in before if before[name] != parts[name]] == ["xl/worksheets/sheet1.xml"]
    text = parts["xl/worksheets/sheet1.xml"].decode()
    assert text.count("</headerFooter>") == 1
    assert text.index("<headerFooter>") > text.index("<pageMargins")
    return text.partition("<headerFooter>")[2].partition("</headerFooter>")[0]


@pytest.mark.parametrize(
    ("set_up", "expected"),
    [
        (lambda sheet: sheet.set_zoom(90), f"<oddFooter>{LINE}</oddFooter>"),
        (lambda sheet: sheet.set_paper(8), f"<oddFooter>{LINE}</oddFooter>"),
        (
            lambda sheet: sheet.set_footer("&Lmine&R&P"),
            f"<oddFooter>&amp;Lmine{LINE}&amp;R&amp;P</oddFooter>",
        ),
        (lambda sheet: sheet.set_footer("&Lmine"), f"<oddFooter>&amp;Lmine{LINE}</oddFooter>"),
        (
            lambda sheet: sheet.set_footer("&Cmine&R&P"),
            "<oddFooter>&amp;Cmine * 1 &lt; 7 &amp;&amp; so on&amp;R&amp;P</oddFooter>",
        ),
        (
            lambda sheet: sheet.set_header("&Lhead"),
            f"<oddHeader>&amp;Lhead</oddHeader><oddFooter>{LINE}</oddFooter>",
        ),
    ],
    ids=["nothing", "paper", "sides", "left", "middle", "header"],
)
def test_the_line_stands_in_the_middle_beside_what_was_there(set_up, expected):
    assert footer(set_up) == expected
