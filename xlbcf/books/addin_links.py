"""Links of formulas to copies of an add-in elsewhere, turned to the start-up folder of each user.

A formula that calls a function of an add-in keeps where the add-in lay when it was typed. A link of
the kind ``xlStartup`` means the start-up folder of whoever opens the workbook. Source: Microsoft,
[MS-OI29500], the relationship types of external workbooks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from xlbcf.books.file_book import FileBook
from xlbcf.books.part_links import PartLink, links_of
from xlbcf.books.workbook_xml import local_name, parse_part, relations_part
from xlbcf.books.xml_cuts import changed

_STARTUP = "xlStartup"
_STARTUP_TYPE = (
    b"http://schemas.microsoft.com/office/2006/relationships/xlExternalLinkPath/xlStartup"
)
_LINK = re.compile(rb"<(?:[\w.-]+:)?Relationship\s[^<>]*>")


class Mended(NamedTuple):
    """A workbook whose links to an add-in were turned.

    Args:
        content: the content of the file; as it was if nothing had to be turned.
        links: how many links were turned.
        formulas: how many formulas go through them.
    """

    content: bytes
    links: int
    formulas: int


def mended_links(book: FileBook, addin: str) -> Mended:
    """Turn every link to another copy of an add-in to the start-up folder; formulas stay.

    Args:
        book: the workbook.
        addin: the add-in's file name.

    Raises:
        Refused: the workbook is damaged (BOOK01).
    """
    numbers, replaced = set(), {}
    for number, part in enumerate(_linked_parts(book), 1):
        wrong = {link.id for link in links_of(book.package, part) if _is_elsewhere(link, addin)}
        if wrong:
            numbers.add(number)
            replaced[relations_part(part)] = [_turned(book, part, wrong, addin)]
    content = b"".join(book.package.pieces(replaced)) if replaced else book.package.data
    return Mended(content, len(replaced), _formulas_through(book, numbers) if numbers else 0)


def _linked_parts(book: FileBook) -> Iterator[str]:
    """Yield the parts of the links, in the order by which formulas number them."""
    parts = {link.id: link.target for link in links_of(book.package, book.workbook.part)}
    for element in parse_part(book.package, book.workbook.part):
        if local_name(element.tag) == "externalReferences":
            for child in element:
                key = next((v for k, v in child.attrib.items() if local_name(k) == "id"), "")
                yield parts.get(key, "")


def _is_elsewhere(link: PartLink, addin: str) -> bool:
    name = re.split(r"[\\/]", unquote(link.target))[-1]
    if not link.outside or name.casefold() != addin.casefold():
        return False
    return link.kind != _STARTUP or link.target != addin


def _turned(book: FileBook, part: str, ids: set[str], addin: str) -> bytes:
    def turn(match: re.Match[bytes]) -> bytes:
        stated = re.search(rb"\sId\s*=\s*[\"']([^\"']*)[\"']", match[0])
        if stated is None or stated[1].decode() not in ids:
            return match[0]
        target = addin.encode()
        tag = re.sub(rb"(\sTarget\s*=\s*)(?:\"[^\"]*\"|'[^']*')", rb'\1"' + target + b'"', match[0])
        return re.sub(
            rb"(\sType\s*=\s*)(?:\"[^\"]*\"|'[^']*')", rb'\1"' + _STARTUP_TYPE + b'"', tag
        )

    holder = relations_part(part)
    return changed(book.package.read(holder), book.package.where, [(_LINK, turn)])


def _formulas_through(book: FileBook, numbers: set[int]) -> int:
    through = re.compile(rf"(?<![\w\]])\[(?:{'|'.join(map(str, sorted(numbers)))})\]!")
    count = 0
    for entry in book.workbook.sheets:
        if entry.kind == "worksheet" and book.sheet_file(entry.name).computes:
            shared: dict[str | None, str] = {}
            for _, formula in book.sheet_file(entry.name).formulas():
                # The followers of a shared formula have no text of their own.
                text = formula.text or shared.get(formula.group, "")
                shared[formula.group] = text
                count += through.search(text) is not None
    return count
