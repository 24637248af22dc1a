"""Shared texts that no cell shows any more, taken out of a workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlbcf.books.file_book import FileBook
from xlbcf.books.xml_cuts import changed

_ITEM = re.compile(
    rb"<(?P<prefix>(?:[\w.-]+:)?)si(?:\s[^>]*)?(?:/>|>.*?</(?P=prefix)si\s*>)", re.DOTALL
)
_NUMBER = re.compile(rb"<(?:[\w.-]+:)?v(?:\s[^>]*)?>\s*([0-9]+)\s*<")


def without_unused_texts(book: FileBook) -> bytes:
    """Return a workbook's content without the shared texts that none of its cells shows.

    A program that changes a cell may leave its old text behind. The places in the list stay, empty,
    because cells name their texts by number.

    Args:
        book: the workbook.

    Raises:
        Refused: a part is damaged (BOOK01).
    """
    part = book.workbook.parts.get("sharedStrings")
    if part is None or part not in book.package:
        return book.package.data
    used = set(_used(book))
    number = -1

    def kept(match: re.Match[bytes]) -> bytes:
        nonlocal number
        number += 1
        prefix = match["prefix"]
        return match[0] if number in used else b"<%bsi><%bt/></%bsi>" % (prefix, prefix, prefix)

    raw = book.package.read(part)
    new = changed(raw, book.package.where, [(_ITEM, kept)])
    return b"".join(book.package.pieces({part: [new]})) if new != raw else book.package.data


def _used(book: FileBook) -> Iterator[int]:
    """Yield the numbers of the shared texts that cells show."""
    for entry in book.workbook.sheets:
        if entry.kind == "worksheet":
            xml = book.sheet_file(entry.name).xml
            for _, tag in xml.all_cells():
                if tag.get(b"t") == b"s" and tag.content:
                    found = _NUMBER.search(xml.text, *tag.content)
                    yield from (int(found[1]),) if found else ()
