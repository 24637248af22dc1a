"""What is seen of an XML part: elements and their attributes, and nothing that is hidden."""

from __future__ import annotations

import pytest

from xlbcf.books.sheet_xml import Tag
from xlbcf.books.xml_text import decoded, masked
from xlbcf.rules.findings import Refused

HEAD = b'<?xml version="1.0"?>'
CELL = b'<c r="A1"/>'


@pytest.mark.parametrize(
    "hidden",
    [
        b"<!-- %b -->",
        b"<![CDATA[%b]]>",
        b"<?hint %b ?>",
        b"Data!$A$1 <!-- %b -->",
        b"Why?! <?hint %b ?>",
    ],
)
@pytest.mark.parametrize("start", [HEAD, b""])
def test_what_is_hidden_is_out_of_sight_and_all_else_keeps_its_place(hidden, start):
    data = start + b"<a>" + hidden % CELL + b"<b/></a>"
    if not start and b"<?" in hidden:
        data = HEAD + data  # Without a declaration, the first instruction is taken for one.
    seen = masked(data, "here")
    assert CELL not in seen
    assert len(seen) == len(data)
    assert seen.index(b"<b/>") == data.index(b"<b/>")


@pytest.mark.parametrize(
    "data", [b"<a/>", HEAD + b"<a/>", HEAD + b"<a>Why?</a>", HEAD + b"<f>Data!$A$1&lt;?</f>"]
)
def test_a_part_that_hides_nothing_is_not_copied(data):
    assert masked(data, "here") is data


@pytest.mark.parametrize("data", [b"<!DOCTYPE a><a/>", HEAD + b"<a>Data!A1<!-- no end</a>"])
def test_a_document_type_and_an_unfinished_comment_are_refused(data):
    with pytest.raises(Refused, match="BOOK01"):
        masked(data, "here")


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1"])
def test_a_part_is_read_with_the_name_of_its_encoding(encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?><a>café</a>'
    data, name = decoded(text.encode(encoding), "here")
    assert data.decode() == text
    assert name == (None if encoding == "utf-8" else encoding)


@pytest.mark.parametrize(
    ("attributes", "style"),
    [
        (b' r="A1" s="2"', b"2"),
        (b" r='A1' s='2'", b"2"),
        (b' r="A1"\n s = "2"', b"2"),
        (b' r="A1"\ts="2"', b"2"),
        (b' a=\' s="1"\' s="2"', b"2"),
        (b' s="" r="A1"', b""),
        (b' x:s="1" r="A1"', None),
        (b"", None),
    ],
)
def test_an_attribute_is_read_however_it_is_written(attributes, style):
    assert Tag(0, 0, attributes, None).get(b"s") == style
