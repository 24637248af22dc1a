"""The calculation chain: the list of all formula cells, as Excel keeps it."""

from __future__ import annotations

import re
from collections.abc import Iterable

_FORMULA_CELL = re.compile(r'<c r="([A-Z]+[0-9]+)"[^>]*><f>')
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
)


def calculation_chain(sheets: Iterable[str]) -> str:
    """Return the part that lists every formula cell.

    Args:
        sheets: the XML of each sheet, in the order of the sheets' numbers.
    """
    cells = (
        f'<c r="{cell}" i="{number}"/>'
        for number, xml in enumerate(sheets, start=1)
        for cell in _FORMULA_CELL.findall(xml)
    )
    return f"{_HEAD}{''.join(cells)}</calcChain>"
