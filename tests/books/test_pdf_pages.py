"""Pages of PDF files: their sizes, whose they are, and pictures of them."""

from __future__ import annotations

import sys
import zlib

import pytest

from xlbcf.books.pdf_pages import (
    PageSize,
    is_own_print,
    page_pictures,
    page_sizes,
    png_of,
    without_stamps,
)
from xlbcf.rules.findings import Refused

KEYWORDS = b"/Keywords<FEFF" + "xlbcf-publish".encode("utf-16-be").hex().upper().encode() + b">"


def pdf(*sizes: tuple[float, float], words: bytes = b"") -> bytes:
    """A PDF file of empty pages, with each page's size in points."""
    pages = b" ".join(b"%d 0 R" % (at + 3) for at in range(len(sizes)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count %d>>" % (pages, len(sizes)),
        *(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.2f %.2f]>>" % size for size in sizes),
        b"<<" + words + b">>",
    ]
    body, places = b"%PDF-1.6\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    tail = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    return body + head + table + tail


@pytest.mark.parametrize(
    ("points", "a3"),
    [((841.89, 1190.55), True), ((1190.55, 841.89), True), ((595.28, 841.89), False),
     ((841.89, 1200.0), False)],
)  # fmt: skip
def test_a_page_is_a3_either_way_up(points, a3):
    (size,) = page_sizes(pdf(points))
    assert size.is_a3 is a3


def test_every_page_is_counted():
    sizes = page_sizes(pdf((841.89, 1190.55), (595.28, 841.89)))
    assert [(round(size.width), round(size.height)) for size in sizes] == [(297, 420), (210, 297)]
    assert page_sizes(pdf()) == []


def test_a_size_knows_a3_to_a_millimetre():
    assert PageSize(296.2, 420.9).is_a3
    assert not PageSize(295.5, 420).is_a3


def test_a_print_knows_whose_it_is():
    assert is_own_print(pdf((100, 100), words=KEYWORDS))
    assert not is_own_print(pdf((100, 100)))
    assert is_own_print(png_of(b"\0" * 3, 1, 1, 3))
    assert not is_own_print(b"\x89PNG\r\n\x1a\nof somebody else")
    assert not is_own_print(KEYWORDS)


def test_pictures_have_the_pixels_asked_for():
    pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")
    pictures = list(page_pictures(pdf((100, 200), (200, 100)), "a.pdf", long_side=400))
    sizes = [(int.from_bytes(each[16:20]), int.from_bytes(each[20:24])) for each in pictures]
    assert sizes == [(200, 400), (400, 200)]


def test_without_the_package_that_draws_that_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(Refused) as refused:
        list(page_pictures(pdf((100, 100)), "a.pdf"))
    assert [each.code for each in refused.value.findings] == ["PUB08"]


def test_a_picture_keeps_its_pixels_and_drops_what_pads_its_rows():
    red, blue = b"\xff\0\0", b"\0\0\xff"
    picture = png_of(red + blue + b"pad" + blue + red + b"pad", 2, 2, 9)
    at = picture.index(b"IDAT")
    packed = picture[at + 4 : at + 4 + int.from_bytes(picture[at - 4 : at])]
    assert zlib.decompress(packed) == b"\0" + red + blue + b"\0" + blue + red


def stamped(second: int, name: bytes) -> bytes:
    date = b"/CreationDate(D:202611221104%02dZ')" % second
    tail = b"/ID [ <%b>\n<%b> ]\n/DocChecksum /%b\n" % (name, name, name[::-1])
    return b"%PDF-1.6\n<<" + date + b">>\ntrailer <<" + tail + b">>"


def test_the_same_pages_are_the_same_bytes_whenever_they_were_made():
    first, second = stamped(1, b"0123456789ABCDEF" * 2), stamped(59, b"FEDCBA9876543210" * 2)
    assert without_stamps(first) == without_stamps(second) != first
    assert len(without_stamps(first)) == len(first)
    other = without_stamps(first.replace(b"trailer", b"TRAILER"))
    assert other.lower() != without_stamps(first).lower()
