"""The command ``diff``: a comparison as text for people and as plain data for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from xlbcf.books.comparison import Comparison, PartDifference, Presence, SheetDifference
from xlbcf.books.sheet_comparison import Aspect, CellDifference
from xlbcf.books.values import Value, shown
from xlbcf.desk.compare import compare_files
from xlbcf.hosts.messages import print_refusal
from xlbcf.rules.findings import Refused
from xlbcf.template.addresses import place_on

SAME, DIFFERENT, CANNOT = 0, 1, 2
ROWS_SHOWN = 200
_LONGEST = 100


def run(a: Path, b: Path, *, as_json: bool, show_all: bool, out: TextIO) -> int:
    """Compare two workbook files and print how they differ.

    Args:
        a: the one file.
        b: the other file.
        as_json: whether to print plain data instead of text.
        show_all: whether to print every difference of the cells, however many.
        out: where to print.

    Returns:
        The exit status: 0 the same, 1 different, 2 one of the files cannot be compared.
    """
    try:
        found = compare_files(a, b)
    except Refused as refused:
        print_refusal(refused, as_json=as_json, outcome="Nothing was compared")
        return CANNOT
    if as_json:
        print(json.dumps(as_plain(found), indent=2), file=out)
    else:
        for line in in_lines(found, None if show_all else ROWS_SHOWN):
            print(line, file=out)
    return SAME if found.same else DIFFERENT


def in_lines(found: Comparison, most: int | None = ROWS_SHOWN) -> Iterator[str]:
    """Yield a comparison as lines of text, the last of which sums it up.

    Args:
        found: the comparison.
        most: how many differences of cells are shown, or nothing for all.
    """
    left = most
    for sheet in found.sheets:
        shown_here = sheet.cells[:left]
        yield from _sheet_lines(sheet, shown_here)
        left = None if left is None else left - len(shown_here)
    hidden = sum(len(sheet.cells) for sheet in found.sheets) - (most or 0)
    if most is not None and hidden > 0:
        yield f"... and {hidden:,} more differences of cells; --all shows them"
    others = [part for part in found.parts if part.sheet is None]
    if others:
        yield "Other parts of the file"
    for part in others:
        yield f"  {part.name} ({part.kind}): {part.presence}"
    yield _summary(found, others)


def _sheet_lines(sheet: SheetDifference, cells: tuple[CellDifference, ...]) -> Iterator[str]:
    if sheet.presence is not Presence.CHANGED:
        yield f"Sheet {sheet.sheet}: {sheet.presence}"
        return
    yield f"Sheet {sheet.sheet}: {_number_of_cells(sheet)}"
    rows = [(_address(sheet.sheet, each), each) for each in cells]
    width = max((len(address) for address, _ in rows), default=0)
    for address, each in rows:
        old, new = _told(each.what, each.old), _told(each.what, each.new)
        yield f"  {address:{width}}  {each.what:7}  {old} -> {new}"
    if sheet.outside:
        yield f"  besides its cells: {', '.join(sheet.outside)}"
    elif not sheet.cells:
        yield "  stored in another way"


def _address(sheet: str, each: CellDifference) -> str:
    return place_on(sheet, each.cell)


def _told(what: Aspect, side: Value) -> str:
    if what is Aspect.VALUE or side is None:
        return shown(side)
    text = str(side).replace("\n", " ")
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def _number_of_cells(sheet: SheetDifference) -> str:
    number = len({each.cell for each in sheet.cells})
    return f"{number:,} {'cell differs' if number == 1 else 'cells differ'}"


def _summary(found: Comparison, others: list[PartDifference]) -> str:
    if found.same:
        return f"The same: {found.a} and {found.b}"
    changed = [sheet for sheet in found.sheets if sheet.presence is Presence.CHANGED]
    counts = (
        (found.cell_count, "cell differs", "cells differ"),
        (len(changed), "sheet differs", "sheets differ"),
        (len(found.sheets) - len(changed), "sheet in one only", "sheets in one only"),
        (len(others), "other part differs", "other parts differ"),
    )
    told = [f"{number:,} {one if number == 1 else many}" for number, one, many in counts if number]
    return f"Different: {', '.join(told)}"


def as_plain(found: Comparison) -> dict[str, object]:
    """Return a comparison as a JSON-able object; it holds every difference."""
    return {
        "same": found.same,
        "a": found.a,
        "b": found.b,
        "cells": found.cell_count,
        "sheets": [
            {
                "sheet": sheet.sheet,
                "presence": str(sheet.presence),
                "cells": [_plain_cell(each) for each in sheet.cells],
                "outside": list(sheet.outside),
            }
            for sheet in found.sheets
        ],
        "parts": [
            {"name": part.name, "kind": part.kind, "presence": str(part.presence)}
            for part in found.parts
        ],
    }


def _plain_cell(each: CellDifference) -> dict[str, object]:
    return {"cell": str(each.cell), "what": str(each.what), "old": each.old, "new": each.new}
