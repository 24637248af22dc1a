"""A workbook that somebody has open, as the buttons see it: read it, write into it, point at cells.

Behind it stand Excel on a desktop (:mod:`xlbcf.books.excel_book`), what Excel on the web sends
(:mod:`xlbcf.books.payload_book`), and one in memory for tests
(:mod:`xlbcf.books.open_memory_book`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from xlbcf.books.values import Value, Writable
from xlbcf.rules.kinds import Severity
from xlbcf.template.addresses import Area, Cell


class Block(NamedTuple):
    """Values for a rectangle of cells, written in one step."""

    sheet: str
    area: Area
    rows: tuple[tuple[Writable, ...], ...]


class OpenBook(Protocol):
    """A workbook that somebody has open."""

    @property
    def name(self) -> str:
        """Its file name, as the window shows it."""

    @property
    def address(self) -> str:
        """Its full path or web address; empty if it was never saved or the host does not say."""

    @property
    def selected(self) -> tuple[str, Cell]:
        """The active sheet and the selected cell, the first of several."""

    @property
    def can_mark(self) -> bool:
        """Whether the host lets cells be marked at all."""

    def sheets(self) -> list[str]:
        """Return the names of the sheets, in their order."""

    def values(self, sheet: str) -> Mapping[Cell, Value]:
        """Return the values of a sheet's cells that are not empty."""

    def content(self) -> bytes | None:
        """Return it as the content of a file, unsaved changes included.

        Returns:
            The content, or None where the host gives values only.

        Raises:
            Refused: it is of a kind that cannot be read (OPEN01), or the host gives no copy
                (OPEN03).
        """

    def write(self, blocks: Sequence[Block]) -> None:
        """Write values, one block in one step; the caller has checked that they may be written.

        Raises:
            Refused: the host would not have it (OPEN02); what was written before stays.
        """

    def insert(self, sheet: str, area: Area) -> None:
        """Insert cells; what stands there and below, in these columns, moves down.

        Formulas, names, charts and formats follow as Excel has it: a range that ends at the first
        row of the area grows. The new cells look like those above them, or, below a hidden row,
        like those that moved.

        Args:
            sheet: the sheet's name.
            area: the cells to insert.

        Raises:
            Refused: the host would not have it (OPEN28), or cannot do it (OPEN25).
        """

    def write_formulas(self, sheet: str, formulas: Mapping[Cell, str]) -> None:
        """Write formulas into cells.

        Args:
            sheet: the sheet's name.
            formulas: the text of each formula, without its equals sign.

        Raises:
            Refused: the host would not have it (OPEN02), or cannot do it (OPEN25).
        """

    def calculating_later(self) -> AbstractContextManager[None]:
        """Return a context in which writing makes nothing be worked out until its end."""

    def select(self, sheet: str, cell: Cell) -> None:
        """Show a cell and select it.

        Raises:
            Refused: the host cannot show it, such as on a hidden sheet (OPEN04).
        """

    def mark(self, cells: Mapping[str, Mapping[Cell, Severity]]) -> list[str]:
        """Mark cells so that :meth:`clear_marks` leaves the workbook as it was.

        Args:
            cells: for each sheet, its cells to mark and how much what was found there matters.

        Returns:
            The sheets where the host does not allow marks, such as protected ones.
        """

    def clear_marks(self) -> int:
        """Take all marks away and return how many cells had one.

        Raises:
            Refused: a sheet was protected after its cells were marked (OPEN05).
        """

    def repair_links(self, addin: str) -> int | None:
        """Turn links to other copies of an add-in to the one that is loaded.

        Args:
            addin: its file name.

        Returns:
            How many links were turned, or None where the host does not let them be seen.

        Raises:
            Refused: the add-in is not loaded (OPEN26), or the host would not turn one (OPEN27).
        """

    def recalculate(self) -> None:
        """Work out every formula again."""
