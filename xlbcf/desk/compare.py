"""Two workbook files compared."""

from __future__ import annotations

from pathlib import Path

from xlbcf.books.comparison import Comparison, compare_books
from xlbcf.books.file_book import FileBook
from xlbcf.books.port import Allow
from xlbcf.rules.findings import Finding, Refused


def compare_files(path_a: Path, path_b: Path) -> Comparison:
    """Compare two workbook files by part and by cell; neither is changed.

    Args:
        path_a: the one file.
        path_b: the other file.

    Returns:
        Every difference.

    Raises:
        Refused: a file cannot be read or is no workbook (FILE01, FILE02, BOOK01, BOOK02, BOOK04);
            the findings are those of both files.
    """
    books: list[FileBook] = []
    findings: list[Finding] = []
    for path in (path_a, path_b):
        try:
            # Reading leaves a signature valid.
            books.append(FileBook.open(path, (Allow.SIGNED,)))
        except Refused as refused:
            findings += refused.findings
    if findings:
        raise Refused(findings)
    return compare_books(books[0], books[1])
