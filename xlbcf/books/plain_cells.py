"""Cells read, and results stored, the short way where they are written as nearly all programs do.

What is written in another way is left to the ways that know all of the format.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import isfinite
from typing import NamedTuple

from xlbcf.books.cell_xml import SharedStrings, result_of, stored_value
from xlbcf.books.sheet_xml import SheetXml
from xlbcf.books.values import Value, read_text, same_value
from xlbcf.template.addresses import LAST_COLUMN, LAST_ROW, Cell, column_number

_START = rb"<c r=\"([A-Z]{1,3})([1-9][0-9]{0,6})\"(?: s=\"[0-9]+\")?"
_KIND = rb"(?: t=\"([a-zA-Z]+)\")?"
_FORMULA = rb"<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)"
_CELL = re.compile(
    _START + _KIND + rb"(?:/>|>(?:" + _FORMULA + rb")?(?:<v>([^<]*)</v>"
    rb"|<is><t(?: xml:space=\"preserve\")?>([^<]*)</t></is>)?</c>)"
)  # fmt: skip
_COMPUTED = re.compile(
    rb"(" + _START + rb")" + _KIND + rb">(" + _FORMULA + rb")(?:<v>([^<]*)</v>|(<v/>))?</c>"
)
#: Smaller whole numbers are read as such.
_WHOLE = 1e15


class Stored(NamedTuple):
    """What storing results the short way did.

    Args:
        raw: the sheet's content with them.
        old: for each cell that has another result now, the one before.
    """

    raw: bytes
    old: dict[Cell, Value]


def plain_values(xml: SheetXml, strings: SharedStrings) -> dict[Cell, Value] | None:
    """Return the values of a sheet's cells that are not empty, or nothing if not all are plain.

    Args:
        xml: the sheet.
        strings: the workbook's shared texts.
    """
    if xml.body is None or not _plain(xml):
        return None
    begin, end = xml.body.content or (0, 0)
    found = _CELL.findall(xml.text, begin, end)
    if len(found) != xml.text.count(b"<c", begin, end):
        return None
    values: dict[Cell, Value] = {}
    columns: dict[bytes, int] = {}
    for letters, row, kind, text, inline in found:
        if not kind and text:
            value = _number(text, strings)
        elif kind == b"inlineStr":
            value = read_text(inline)
        elif text or kind == b"str":
            value = stored_value(kind or b"n", read_text(text), strings)
        else:
            continue
        if value is not None:
            if letters not in columns:
                columns[letters] = column_number(letters.decode())
            values[Cell(int(row), columns[letters])] = value
    beyond = max(columns.values(), default=0) > LAST_COLUMN
    return None if beyond or any(cell.row > LAST_ROW for cell in values) else values


def _plain(xml: SheetXml) -> bool:
    """Say whether a sheet has no prefixes, comments or the like, and is in UTF-8."""
    return not xml.prefix and not xml.encoding and xml.text is xml.data


def _number(text: bytes, strings: SharedStrings) -> Value:
    try:
        number = float(text)
    except ValueError:
        return stored_value(b"n", read_text(text), strings)
    if number.is_integer():
        return int(number) if abs(number) < _WHOLE else number
    return number if isfinite(number) else stored_value(b"n", read_text(text), strings)


def store_plainly(xml: SheetXml, results: Mapping[Cell, Value], strings: SharedStrings) -> Stored:
    """Put results into a sheet's formula cells that are written plainly.

    Args:
        xml: the sheet.
        results: the results of some cells.
        strings: the workbook's shared texts.
    """
    old: dict[Cell, Value] = {}
    if not _plain(xml):
        return Stored(xml.data, old)
    wanted = {str(cell).encode(): cell for cell in results}

    def exchange(match: re.Match[bytes]) -> bytes:
        cell = wanted.get(match[2] + match[3])
        if cell is None:
            return match[0]
        start, kind, formula, text, empty = match.group(1, 4, 5, 6, 7)
        text = b"" if empty else text
        before = stored_value(kind or b"n", read_text(text), strings) if text is not None else None
        if same_value(before, results[cell]):
            return match[0]
        old[cell] = before
        about, result = result_of(b"", results[cell])
        return b"%b%b>%b%b</c>" % (start, about, formula, result)

    return Stored(_COMPUTED.sub(exchange, xml.data), old)
