"""A workbook as Excel on the web and on a Mac sends it: names, values and the selection, no more.

What is written or selected is noted by xlwings and done by Excel once the button's work is over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import datetime
from typing import Any

from xlbcf.books.open_book import Block
from xlbcf.books.typed import as_typed
from xlbcf.books.values import CellError, Unstorable, Value, plain_value, read_number, serial
from xlbcf.rules.findings import Refused, finding
from xlbcf.rules.kinds import Severity
from xlbcf.template.addresses import Area, Cell, parse_area, place_on

#: How a cell with a date's format arrives.
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z")
_ERRORS = frozenset(
    ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!")
)


class PayloadBook:
    """A workbook as it was sent.

    Args:
        book: xlwings' Book of its remote engine.
    """

    can_mark = False
    #: The host does not say where the workbook is.
    address = ""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._written: dict[str, dict[Cell, Value]] = {}

    @property
    def name(self) -> str:
        """Its file name."""
        return str(self._book.name)

    @property
    def selected(self) -> tuple[str, Cell]:
        """The active sheet and the selected cell; the first cell where none is selected."""
        sheet = str(self._book.sheets.active.name)
        # A shape or several areas may be selected, and then xlwings has no address.
        with suppress(Exception):
            return sheet, parse_area(str(self._book.app.selection.address)).anchor
        return sheet, Cell(1, 1)

    def sheets(self) -> list[str]:
        """Return the names of the sheets, in their order."""
        return [str(sheet.name) for sheet in self._book.sheets]

    def values(self, sheet: str) -> Mapping[Cell, Value]:
        """Return the values of a sheet's cells that are not empty, those written just now too."""
        used = self._book.sheets[sheet].used_range
        top, left = int(used.row), int(used.column)
        values = {
            Cell(top + down, left + across): _value(raw)
            for down, row in enumerate(used.raw_value)
            for across, raw in enumerate(row)
            if raw not in (None, "")
        }
        values.update(self._written.get(sheet, {}))
        return {cell: value for cell, value in values.items() if value is not None}

    def content(self) -> bytes | None:
        """Return None: the host gives values only."""
        return None

    def write(self, blocks: Sequence[Block]) -> None:
        """Note values to be written, one block in one step.

        Raises:
            Refused: a value is one that no cell can hold (OPEN02).
        """
        for block in blocks:
            try:
                rows = [[as_typed(value) for value in row] for row in block.rows]
            except Unstorable as fault:
                where = place_on(block.sheet, block.area.anchor)
                raise Refused(finding("OPEN02", self.name, cells=where, reason=fault)) from fault
            self._range(block.sheet, str(block.area)).raw_value = rows
            plain = (plain_value(value, date1904=False) for row in block.rows for value in row)
            own = self._written.setdefault(block.sheet, {})
            own.update(zip(block.area.cells(), plain, strict=True))

    def insert(self, sheet: str, area: Area) -> None:
        """Insert no cells: nothing shows what would have to follow.

        Raises:
            Refused: always (OPEN25).
        """
        del sheet, area
        raise self._impossible("inserting cells")

    def write_formulas(self, sheet: str, formulas: Mapping[Cell, str]) -> None:
        """Write no formulas: nothing shows those that stand there.

        Raises:
            Refused: always (OPEN25).
        """
        del sheet, formulas
        raise self._impossible("writing formulas")

    def calculating_later(self) -> AbstractContextManager[None]:
        """Return a context that changes nothing: what is written is noted only."""
        return nullcontext()

    def select(self, sheet: str, cell: Cell) -> None:
        """Note a cell to be shown and selected."""
        self._book.sheets[sheet].activate()
        self._range(sheet, str(cell)).select()

    def mark(self, cells: Mapping[str, Mapping[Cell, Severity]]) -> list[str]:
        """Return all the sheets: none takes marks here."""
        return list(cells)

    def clear_marks(self) -> int:
        """Return 0: nothing is ever marked here."""
        return 0

    def repair_links(self, addin: str) -> int | None:
        """Return None: the host does not show them."""
        del addin
        return None

    def recalculate(self) -> None:
        """Note that every formula is to be worked out again."""
        self._book.app.calculate()

    def _impossible(self, what: str) -> Refused:
        instead = "Save the workbook and run the xlbcf command on the saved file."
        return Refused(finding("OPEN25", self.name, what=what, instead=instead))

    def _range(self, sheet: str, address: str) -> Any:
        return self._book.sheets[sheet].range(address)


def _value(raw: object) -> Value:
    if isinstance(raw, bool) or raw is None:
        return raw
    if isinstance(raw, int | float):
        return read_number(repr(raw))
    text = str(raw)
    if text in _ERRORS:
        return CellError(text)
    if _MOMENT.fullmatch(text):
        with suppress(Unstorable, ValueError):
            return serial(datetime.fromisoformat(text[:-1]), date1904=False)
    return text
