"""Figures from workbooks: Excel's and OpenDocument's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from xlbcf.books.package import Package
from xlbcf.books.workbook_xml import read_workbook
from xlbcf.feeds.tables import Grid, Line
from xlbcf.rules.findings import Refused, finding
from xlbcf.template.addresses import Cell, parse_cell

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

# The reader can bring the whole program down on a damaged file of Excel's older formats.
SUFFIXES = (".xlsx", ".xlsm", ".ods")
#: A sheet is laid out in memory up to its last cell, so one stray cell far out would exhaust it.
MOST_CELLS = 10_000_000

_FILLED = re.compile(rb"<(?:[\w.-]+:)?c\s(?:[^<>]*\s)?r=\"([A-Z]{1,3}[0-9]{1,7})\"[^<>]*(?<!/)>")
_ERROR = b't="e"'
_VALUE = re.compile(rb"<(?:[\w.-]+:)?v>([^<]*)<")
#: The result of a formula that gives a text, which may be an empty one.
_TEXT = b't="str"'


def read_workbook_grids(path: Path) -> Iterator[Grid]:
    """Read the sheets of a workbook, one after the other.

    Args:
        path: an .xlsx, .xlsm or .ods file.

    Yields:
        Each worksheet's rows; ``where`` is ``file, sheet X, row N``.

    Raises:
        Refused: the file is missing (FILE01), cannot be read (FILE02, BOOK01), needs a password
            (BOOK02) or is too large (BOOK04).
    """
    package = Package.open(path)
    book = _open(path)
    parts: dict[str, str] = {}
    if path.suffix.casefold() != ".ods":
        parts = {sheet.name: sheet.part for sheet in read_workbook(package).sheets}
    for sheet in book.sheet_names:
        name = f"{path}, sheet {sheet}"
        errors: Mapping[Cell, str] = {}
        if parts.get(sheet):
            errors = _survey(package.read(parts[sheet]), str(path), sheet)
        yield Grid(name, _lines(book, sheet, name, errors), sheet=sheet)


def _open(path: Path) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_path(str(path))
    except PasswordError:
        raise Refused(finding("BOOK02", path)) from None
    except (CalamineError, OSError) as fault:
        raise Refused(finding("BOOK01", path, reason=_first_line(fault))) from None


def _lines(
    book: CalamineWorkbook, sheet: str, name: str, errors: Mapping[Cell, str]
) -> Iterator[Line]:
    from python_calamine import CalamineError

    try:
        rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except CalamineError as fault:
        raise Refused(finding("BOOK01", name, reason=_first_line(fault))) from None
    for cell, shown in errors.items():
        if cell.row <= len(rows) and cell.column <= len(rows[cell.row - 1]):
            rows[cell.row - 1][cell.column - 1] = shown
    for number, cells in enumerate(rows, 1):
        yield Line(f"{name}, row {number}", cells)


def _survey(data: bytes, where: str, sheet: str) -> dict[Cell, str]:
    """Look at a sheet's XML before it is laid out.

    Returns:
        What the reader would take for blank: the cells that show an error such as ``#N/A``, and
        the formulas without a result.

    Raises:
        Refused: the sheet reaches too far out (BOOK04), or beyond Excel's last cell (BOOK01).
    """
    errors = {}
    rows = columns = 0
    for match in _FILLED.finditer(data):
        try:
            cell = parse_cell(match[1].decode())
        except ValueError as fault:
            raise Refused(finding("BOOK01", where, reason=f"in sheet {sheet}, {fault}")) from None
        rows, columns = max(rows, cell.row), max(columns, cell.column)
        if _ERROR in match[0]:
            value = _VALUE.search(data, match.end())
            shown = value[1].decode(errors="replace") if value else ""
            errors[cell] = shown or "an error"
        elif data.startswith(b"<f", match.end()):
            content = data[match.end() : data.find(b"</c>", match.end())]
            result = _VALUE.search(content)
            if not result or not (result[1] or _TEXT in match[0]):
                errors[cell] = "a formula that was never calculated"
    if rows * columns > MOST_CELLS:
        found, expected = f"{rows:,} rows of {columns:,} columns", f"{MOST_CELLS:,} cells"
        facts = {"part": f"sheet {sheet}", "found": found, "expected": expected}
        raise Refused(finding("BOOK04", where, **facts))
    return errors


def _first_line(fault: Exception) -> str:
    return (str(fault).splitlines() or [type(fault).__name__])[0]
