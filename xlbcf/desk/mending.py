"""A workbook file whose formulas go to another copy of the add-in, put right."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from xlbcf.books.addin_links import mended_links
from xlbcf.books.file_book import FileBook
from xlbcf.books.replacement import open_elsewhere, replace_file
from xlbcf.rules.findings import Refused


class MendedFile(NamedTuple):
    """What came of it.

    Args:
        path: the file.
        links: how many links were turned.
        formulas: how many formulas go through them.
        backup: where the earlier version is kept, or None if nothing had to be turned.
    """

    path: Path
    links: int
    formulas: int
    backup: Path | None


def mend_file(path: Path, addin: str) -> MendedFile:
    """Turn a file's links to other copies of an add-in to the start-up folder of each user.

    Args:
        path: the workbook.
        addin: the add-in's file name.

    Raises:
        Refused: the file cannot be read or written, or is open elsewhere (FILE04).
    """
    if found := open_elsewhere(path):
        raise Refused(found)
    mended = mended_links(FileBook.open(path), addin)
    backup = replace_file(path, [mended.content]) if mended.links else None
    return MendedFile(path, mended.links, mended.formulas, backup)
