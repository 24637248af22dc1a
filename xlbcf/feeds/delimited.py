"""Figures from delimited text: CSV, or the same with semicolons or tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from xlbcf.books.unreadable import unreadable
from xlbcf.feeds.tables import HEADING_WITHIN, NEEDED, OPTIONAL, Grid, Line
from xlbcf.rules.findings import Refused, finding
from xlbcf.rules.metrics import fold_name

if TYPE_CHECKING:
    from _csv import Reader

_DELIMITERS = ",;\t"
_COLUMNS = {fold_name(column) for column in (*NEEDED, *OPTIONAL, "place")}
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_delimited(
    path: Path, headings: Collection[str] = _COLUMNS, within: int = HEADING_WITHIN
) -> Grid:
    """Read a delimited text file.

    The text is UTF-8, UTF-16 with its mark, or else Windows-1252, as Excel saves it. The delimiter
    is the one that brings out the most headings known.

    Args:
        path: the file.
        headings: the headings known, folded.
        within: how many rows are searched for them.

    Returns:
        Its rows; ``where`` is ``file:line``.

    Raises:
        Refused: it is missing (FILE01) or cannot be read (FILE02).
    """
    text = _decoded(path)
    rows = {each: islice(_reader(text, each), within) for each in _DELIMITERS}
    delimiter = max(_DELIMITERS, key=lambda each: _known_headings(rows[each], headings))
    return Grid(str(path), _lines(text, delimiter, path), fixed_width=True)


def _decoded(path: Path) -> str:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise Refused(finding("FILE01", path)) from None
    except OSError as fault:
        raise Refused(unreadable(path, fault)) from None
    if data.startswith(_UTF16_MARKS):
        encodings = ["utf-16"]
    elif b"\0" in data:
        found = finding("FILE02", path, reason="it is not text")
        raise Refused(found._replace(advice="Save it as CSV and run again."))
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(finding("FILE02", path, reason="its text is neither UTF-8 nor Windows-1252"))


def _reader(text: str, delimiter: str, *, strict: bool = False) -> Reader:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)


def _known_headings(rows: Iterable[Sequence[str]], headings: Collection[str]) -> int:
    most = 0
    try:
        for row in rows:
            most = max(most, sum(fold_name(cell) in headings for cell in row))
    except csv.Error:
        return most
    return most


def _lines(text: str, delimiter: str, path: Path) -> Iterator[Line]:
    # Strict, so that a quotation mark left open is a fault instead of swallowing the rows below.
    rows = _reader(text, delimiter, strict=True)
    while True:
        line = rows.line_num + 1
        try:
            cells = next(rows, None)
        except csv.Error as fault:
            where = f"{path}:{line}"
            raise Refused(finding("FILE02", where, reason=f"{fault} in this row")) from None
        if cells is None:
            return
        yield Line(f"{path}:{line}", cells)
