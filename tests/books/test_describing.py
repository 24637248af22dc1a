"""A workbook says what it is: its title, words for its charts, headings on every page."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from tests.support.editing import parts_in
from tests.support.laden import zipped_again
from xlbcf.books.describing import About, described
from xlbcf.books.file_book import FileBook

ABOUT = About("Falls & stays, 2024-25", "Dashboard", "en-GB")
# The smallest picture there is: one grey pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080000000"
    "03a7e9b550000000a49444154789c63680000008200815ed1a3460000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def workbook() -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    book.set_properties({"title": "An old title", "author": "Sam", "keywords": "falls"})
    page, data = book.add_worksheet("Page"), book.add_worksheet("The data's")
    data.write_column("A1", ["Falls & <stays>", 1, 2])
    titles = {
        "B2": {"name": "Falls by month"},
        "B20": {"name": "Falls & stays"},
        "B40": {"name": "='The data''s'!$A$1", "data": ["Falls & <stays>"]},
        "B60": {"none": True},
    }
    for place, title in titles.items():
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "='The data''s'!$A$2:$A$3", "name": "Falls"})
        chart.set_title(title)
        page.insert_chart(place, chart)
    chart = book.add_chart({"type": "line"})
    for _ in range(2):
        chart.add_series({"values": "='The data''s'!$A$2:$A$3", "name": "Falls"})
    page.insert_chart("K2", chart)
    page.insert_image("K20", "dot.png", {"image_data": io.BytesIO(PNG)})
    page.insert_image("K40", "dot.png", {"image_data": io.BytesIO(PNG), "decorative": True})
    page.repeat_rows(2)
    book.close()
    return made.getvalue()


def done(content: bytes, heading_rows=None):
    return described(FileBook.from_bytes(content, "page.xlsx"), ABOUT, heading_rows or {})


def test_title_subject_and_language_are_set_once(workbook):
    core = parts_in(done(workbook).content)["docProps/core.xml"].decode()
    assert core.count("<dc:title") == 1
    assert ">Falls &amp; stays, 2024-25</dc:title>" in core
    assert ">Dashboard</dc:subject>" in core
    assert ">en-GB</dc:language>" in core
    assert "An old title" not in core
    assert "<cp:keywords>falls</cp:keywords>" in core


def test_charts_are_given_their_titles_as_words(workbook):
    found = done(workbook)
    drawing = parts_in(found.content)["xl/drawings/drawing1.xml"].decode()
    assert 'descr="Falls by month"' in drawing
    assert 'descr="Falls &amp; stays"' in drawing
    assert 'descr="Falls &amp; &lt;stays&gt;"' in drawing
    # The name of the only series is what Excel shows as a title.
    assert 'descr="Falls"' in drawing
    assert found.charts == 4


def test_what_has_no_words_is_named_unless_it_only_adorns(workbook):
    # The one picture's words are its file's name, which is nobody's idea of words.
    assert done(workbook).wordless == ["Page: Picture 1", "Page: Chart 7"]


def test_words_that_are_there_stay(workbook):
    once = done(workbook)
    again = done(once.content)
    assert again.charts == 0
    assert parts_in(again.content) == parts_in(once.content)


def test_the_heading_row_is_repeated_where_none_is(workbook):
    found = done(workbook, {"Page": 9, "The data's": 4})
    part = parts_in(found.content)["xl/workbook.xml"].decode()
    assert part.count("_xlnm.Print_Titles") == 2
    assert "localSheetId=\"1\">'The data''s'!$4:$4</definedName>" in part
    assert "$9:$9" not in part


def test_a_workbook_without_names_is_given_its_first(workbook):
    parts = parts_in(workbook)
    bare = parts["xl/workbook.xml"]
    start, end = bare.index(b"<definedNames>"), bare.index(b"</definedNames>")
    parts["xl/workbook.xml"] = bare[:start] + bare[end + len(b"</definedNames>") :]
    found = done(zipped_again(parts), {"Page": 3})
    names = FileBook.from_bytes(found.content, "page.xlsx").workbook.names
    assert [(each.name, each.text, each.sheet) for each in names] == [
        ("_xlnm.Print_Titles", "'Page'!$3:$3", "Page")
    ]


def test_every_other_part_stays_as_it_is(workbook):
    before, after = parts_in(workbook), parts_in(done(workbook, {"The data's": 1}).content)
    changed = {name for name in before if before[name] != after[name]}
    assert list(before) == list(after)
    assert changed == {"docProps/core.xml", "xl/drawings/drawing1.xml", "xl/workbook.xml"}
