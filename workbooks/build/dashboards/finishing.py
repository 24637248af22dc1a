"""The finishing of a dashboard: the result of every formula is stored, and macros are embedded."""

from __future__ import annotations

import re
from functools import cache

from xlbcf.books.chart_points import store_chart_points
from xlbcf.books.file_book import FileBook
from xlbcf.books.working_out import work_out
from xlbcf.hosts.addin.macros import FUNCTION_MACROS, Module, read_module
from xlbcf.hosts.addin.project import with_macros, write_parts
from xlbcf.hosts.addin.wrappers import functions_module
from xlbcf.hosts.functions import all_functions
from xlbcf.hosts.functions.for_working_out import cell_functions

from ..package import parts_of, zipped

_WORKBOOK = "xl/workbook.xml"
_CHARTS, _SHEETS = "xl/charts/", "xl/worksheets/"
_LONG_NUMBER = re.compile(rb"(?<=<v>)-?[0-9]+\.[0-9]{10,}(?=</v>)")
_VISIBLE_ONLY = b'<c:plotVisOnly val="1"/>'
_GAPS = b'<c:dispBlanksAs val="gap"/>'


def finished(raw: bytes, file: str) -> bytes:
    """Return a dashboard's file with stored results, chart points and its own functions.

    Args:
        raw: the workbook as xlsxwriter makes it.
        file: the file's name, for messages.

    Raises:
        ValueError: a formula cannot be worked out.
    """
    parts = parts_of(raw)
    # Excel opens the file without working it out: every stored value is true, and where macros
    # are blocked its own attempt would give #NAME?.
    parts[_WORKBOOK] = re.sub(rb"<calcPr [^>]*/>", b'<calcPr calcId="191029"/>', parts[_WORKBOOK])
    for name, content in parts.items():
        if name.startswith(_CHARTS):
            # Where nothing is said, Excel leaves gaps, and other programs draw nought.
            parts[name] = content.replace(_VISIBLE_ONLY, _VISIBLE_ONLY + _GAPS)
        elif name.startswith(_SHEETS):
            parts[name] = _LONG_NUMBER.sub(_as_meant, content)
    book = FileBook.from_bytes(write_parts(parts), file)
    worked = work_out(book, cell_functions())
    if worked.left:
        left = worked.left[0]
        raise ValueError(f"{file}: {left.sheet} {left.cell}: {left.formula}: {left.reason}")
    store_chart_points(book)
    return zipped(parts_of(with_macros(book.to_bytes(), _modules())))


def _as_meant(match: re.Match[bytes]) -> bytes:
    """Return a number as it was meant: xlsxwriter's 16 digits make 64.40000000000001 of 64.4."""
    short = f"{float(match[0]):.15g}".encode()
    return short if len(short) < len(match[0]) - 2 else match[0]


@cache
def _modules() -> list[Module]:
    modules = [read_module(name) for name in FUNCTION_MACROS]
    return [*modules, functions_module(all_functions())]
