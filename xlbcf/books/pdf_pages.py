"""The pages of a PDF file: how many there are, of what size, and what they look like."""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from xlbcf.rules.findings import Refused, finding

#: A page's dictionary, as LibreOffice writes it: plain, never inside a packed stream.
_PAGE = re.compile(rb"/Type\s*/Page\b(?!s).*?/MediaBox\s*\[([^\]]*)\]", re.DOTALL)
_STAMPS = re.compile(
    rb"/CreationDate\s*\([^)]*\)|(?<=/ID \[ )<[0-9A-F]{32}>\s*<[0-9A-F]{32}>"
    rb"|(?<=/DocChecksum /)[0-9A-F]{32}"
)
_HEX = re.compile(rb"[0-9A-F]{32}")
_POINTS_PER_MM = 72 / 25.4
_PNG = b"\x89PNG\r\n\x1a\n"
_A3 = (297, 420)
#: Tells a later run whose picture or print a file is.
MAKER = "xlbcf-publish"
#: The larger side of a picture: a page of A3 then reads well on a screen and on paper.
LONG_SIDE = 3508


def is_own_print(content: bytes) -> bool:
    """Say whether a file is a picture of :func:`png_of`, or a PDF file with MAKER as key word.

    Args:
        content: the file's content.
    """
    if content.startswith(b"%PDF-"):
        # LibreOffice writes the words about a document in UTF-16, in hexadecimal digits.
        words = MAKER.encode("utf-16-be").hex().upper().encode()
        return b"/Keywords<FEFF" + words + b">" in content
    return content.startswith(_PNG) and b"Software\0" + MAKER.encode() in content[:200]


class PageSize(NamedTuple):
    """A page's size in millimetres."""

    width: float
    height: float

    @property
    def is_a3(self) -> bool:
        """Whether it is A3, either way up, to a millimetre."""
        sides = zip(sorted(self), _A3, strict=True)
        return all(abs(side - wanted) <= 1 for side, wanted in sides)


def page_sizes(pdf: bytes) -> list[PageSize]:
    """Return the sizes of the pages of a PDF file that LibreOffice made.

    Args:
        pdf: the file's content.
    """
    boxes = [[float(number) for number in found[1].split()] for found in _PAGE.finditer(pdf)]
    return [
        PageSize((right - left) / _POINTS_PER_MM, (top - bottom) / _POINTS_PER_MM)
        for left, bottom, right, top in boxes
    ]


def without_stamps(pdf: bytes) -> bytes:
    """Return a PDF file that LibreOffice made so that the same pages are always the same bytes.

    The moment it was made gives way to spaces, and its random names to one made of its content.
    Nothing changes its place, so the table of places in the file stays true.

    Args:
        pdf: the file's content.
    """
    digest = hashlib.sha256(_STAMPS.sub(b"", pdf)).hexdigest()[:32].upper().encode()

    def stamp(match: re.Match[bytes]) -> bytes:
        if match[0].startswith(b"/"):
            return b" " * len(match[0])
        return _HEX.sub(digest, match[0])

    return _STAMPS.sub(stamp, pdf)


def page_pictures(pdf: bytes, name: str, long_side: int = LONG_SIDE) -> Iterator[bytes]:
    """Yield the pages of a PDF file as PNG pictures.

    Args:
        pdf: the file's content.
        name: its file name, for messages.
        long_side: the pixels of a picture's larger side.

    Raises:
        Refused: the package that draws them is not installed (PUB08).
    """
    try:
        from pypdfium2 import PdfDocument  # type: ignore[import-untyped]
    except ImportError:
        raise Refused(finding("PUB08", name)) from None
    with PdfDocument(pdf) as document:
        for page in document:
            scale = long_side / max(page.get_size())
            bitmap = page.render(scale=scale, rev_byteorder=True)
            yield png_of(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)


def png_of(pixels: bytes, width: int, height: int, stride: int) -> bytes:
    """Return a PNG picture.

    Args:
        pixels: red, green and blue of each pixel, a byte each, row by row from the top.
        width: the pixels in a row.
        height: the rows.
        stride: the bytes from the start of a row to that of the next.

    Source: the PNG specification (ISO/IEC 15948), colour type 2 without filters.
    """
    used = width * 3
    rows = b"".join(b"\0" + pixels[at : at + used] for at in range(0, height * stride, stride))
    header = struct.pack(">2L5B", width, height, 8, 2, 0, 0, 0)
    made_by = _chunk(b"tEXt", b"Software\0" + MAKER.encode())
    chunks = (_chunk(b"IHDR", header), made_by, _chunk(b"IDAT", zlib.compress(rows, 6)))
    return _PNG + b"".join(chunks) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))
