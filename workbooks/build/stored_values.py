"""Stored values: the result of every formula, worked out by an engine and kept in the file."""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import escape

import cellrune

Values = dict[str, tuple[str, Any]]
_CELL = re.compile(r'<c r="([A-Z]+[0-9]+)"( s="[0-9]+")?[^>]*>(<f>.*?</f>)<v>[^<]*</v></c>')


def stored_values(file: bytes) -> dict[str, Values]:
    """Return for each sheet the kind and value of every formula cell.

    Args:
        file: an Excel file.

    Returns:
        Sheet name to address to kind (``number``, ``text``, ``logical``) and value.
    """
    book = cellrune.Workbook.from_bytes(file)
    found: dict[str, Values] = {}
    for change in book.recalculate(mode="full")["changed_cells"]:
        cell, value = change["cell"], change["result"].get("value", {})
        found.setdefault(cell["sheet_name"], {})[cell["address"]] = (
            value.get("kind", "nothing"),
            value.get("value"),
        )
    return found


def with_values(xml: str, values: Values) -> str:
    """Return a sheet's XML with a stored value in every formula cell.

    Args:
        xml: the sheet as xlsxwriter wrote it.
        values: the kind and value for each address.

    Raises:
        ValueError: a formula has no value, or its value is an error.
    """
    return _CELL.sub(lambda match: _cell(match, values), xml)


def _cell(match: re.Match[str], values: Values) -> str:
    address, style, formula = match[1], match[2] or "", match[3]
    kind, value = values.get(address, ("nothing", None))
    if kind == "text":
        return f'<c r="{address}"{style} t="str">{formula}<v>{escape(value)}</v></c>'
    if kind == "logical":
        return f'<c r="{address}"{style} t="b">{formula}<v>{int(value)}</v></c>'
    if kind == "number":
        return f'<c r="{address}"{style}>{formula}<v>{value:.15g}</v></c>'
    raise ValueError(f"{address}: {formula} gives {kind} {value}")
