"""References in formulas: moved with their cell, and read as cells of the workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from xlbcf.books.values import CellError, Value
from xlbcf.template.addresses import (
    LAST_COLUMN,
    LAST_ROW,
    Area,
    Cell,
    column_letters,
    column_number,
    parse_area,
)

_TOKEN = re.compile(
    r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'|\[[^\]]*\]"
    r"|(?<![\w.])(?P<c>\$?[A-Za-z]{1,3})(?P<r>\$?[1-9][0-9]{0,6})(?![\w(.!])"
    r"|(?<![\w.$])(?P<left>\$?[A-Za-z]{1,3}):(?P<right>\$?[A-Za-z]{1,3})(?![\w(.!])"
    r"|(?<![\w.$])(?P<top>\$?[1-9][0-9]{0,6}):(?P<bottom>\$?[1-9][0-9]{0,6})(?![\w.])"
)
_REFERENCE = re.compile(
    r"(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<bare>[^\W\d][\w.]*))!)?"
    r"(?P<area>\$?[A-Za-z]{1,3}\$?[0-9]+(?::\$?[A-Za-z]{1,3}\$?[0-9]+)?"
    r"|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})"
)
_INDIRECT = re.compile(r"INDIRECT\(\s*(?P<inner>.+)\s*\)", re.IGNORECASE | re.DOTALL)
_NAME = re.compile(r"[^\W\d][\w.]*")
_DEEPEST = 8


class Cells(Protocol):
    """What is asked of a workbook to follow a reference."""

    @property
    def date1904(self) -> bool:
        """Whether the workbook counts days from 1904."""

    def cell_value(self, sheet: str, cell: Cell) -> Value:
        """Return a cell's value."""

    def is_computed(self, sheet: str, area: Area) -> bool:
        """Say whether an area holds a formula, whose result pending changes may alter."""

    def area_values(self, sheet: str, area: Area) -> Iterator[Value]:
        """Yield the values of an area's cells that are not empty."""

    def defined_name(self, name: str, sheet: str) -> str | None:
        """Return what a name stands for on a sheet."""

    def has_sheet(self, name: str) -> bool:
        """Say whether there is such a sheet."""

    def calculate(self, formula: str, sheet: str) -> Value:
        """Return a formula's result on a sheet, pending changes included.

        Raises:
            ValueError: it cannot be worked out.
        """


def moved(formula: str, down: int, right: int) -> str:
    """Return a formula as it reads for another cell: relative references moved along.

    Beyond the sheet's edge they go on at the other side, as in Excel.

    Args:
        formula: the formula.
        down: rows from the cell it was written for.
        right: columns from the cell it was written for.
    """

    def row(text: str) -> str:
        return text if text.startswith("$") else str((int(text) + down - 1) % LAST_ROW + 1)

    def column(text: str) -> str:
        if text.startswith("$"):
            return text
        return column_letters((column_number(text) + right - 1) % LAST_COLUMN + 1)

    def move(match: re.Match[str]) -> str:
        letters = filter(None, match.group("c", "left", "right"))
        if any(column_number(each.lstrip("$")) > LAST_COLUMN for each in letters):
            return match[0]
        if match["c"]:
            return column(match["c"]) + row(match["r"])
        if match["left"]:
            return f"{column(match['left'])}:{column(match['right'])}"
        return f"{row(match['top'])}:{row(match['bottom'])}" if match["top"] else match[0]

    return _TOKEN.sub(move, formula) if down or right else formula


def read_reference(formula: str, sheet: str) -> tuple[str, Area] | None:
    """Read a formula that is nothing but a reference: its sheet and area, or nothing."""
    match = _REFERENCE.fullmatch(formula.strip())
    if match is None:
        return None
    named = match["quoted"].replace("''", "'") if match["quoted"] else match["bare"]
    try:
        return named or sheet, parse_area(match["area"])
    except ValueError:
        return None


def listed(formula: str, sheet: str, cells: Cells, depth: int = 0) -> list[Value] | None:
    """Return the values that a reference, a name or INDIRECT leads to.

    Args:
        formula: the formula, already moved to the cell in question.
        sheet: the sheet it stands on.
        cells: the workbook.
        depth: how many names were followed so far.

    Returns:
        The values that are not empty, or nothing if the formula is of another kind or leads to
        results that are not known yet.
    """
    formula = formula.strip().removeprefix("=").strip()
    if depth > _DEEPEST:
        return None
    if reference := read_reference(formula, sheet):
        if not cells.has_sheet(reference[0]) or cells.is_computed(*reference):
            return None
        return list(cells.area_values(*reference))
    if (indirect := _INDIRECT.fullmatch(formula)) and (
        target := _indirect_text(indirect["inner"].strip(), sheet, cells)
    ):
        return listed(target, sheet, cells, depth + 1)
    if _NAME.fullmatch(formula) and (text := cells.defined_name(formula, sheet)):
        return listed(text, sheet, cells, depth + 1)
    return None


def _indirect_text(inner: str, sheet: str, cells: Cells) -> str | None:
    """Return the text that INDIRECT is given, or nothing if it cannot be worked out."""
    if inner.count("(") != inner.count(")"):
        return None
    reference = read_reference(inner, sheet)
    try:
        if reference and cells.has_sheet(reference[0]) and not cells.is_computed(*reference):
            value = cells.cell_value(reference[0], reference[1].anchor)
        else:
            value = cells.calculate(inner, sheet)
    except ValueError:
        return None
    return value if isinstance(value, str) and not isinstance(value, CellError) else None
