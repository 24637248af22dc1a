"""An open workbook as a file to be read, whatever its host gives of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from xlbcf.books.open_book import OpenBook
from xlbcf.desk.library import Library
from xlbcf.desk.open.rebuilding import rebuilt
from xlbcf.rules.findings import Finding, finding


@dataclass(frozen=True, slots=True)
class OpenFile:
    """An open workbook as a file.

    Args:
        path: where it is; its name alone if it is on the web or was never saved.
        content: its content, unsaved changes included.
        link: where a link to it must go if not to the path: a web address, or empty for nowhere.
        findings: what the reader should know about it.
    """

    path: Path
    content: bytes
    link: str | None = None
    findings: tuple[Finding, ...] = ()


def as_file(library: Library, book: OpenBook) -> OpenFile:
    """Return an open workbook as a file.

    Args:
        library: the mappings.
        book: the workbook.

    Raises:
        Refused: the host gives no copy, or gives values only and they are of no known return.
    """
    path, link = _location(book)
    content = book.content()
    if content is not None:
        return OpenFile(path, content, link)
    note = finding("OPEN07", book.name)
    return OpenFile(path, rebuilt(library, book), link, (note,))


def _location(book: OpenBook) -> tuple[Path, str | None]:
    if book.address and "://" not in book.address:
        return Path(book.address), None
    return Path(book.name), book.address
