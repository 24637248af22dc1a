"""Where the block of a series stands on its measure's sheet."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from xlbcf.rules.spc_rules import FEWEST_POINTS


@dataclass(frozen=True)
class Block:
    """The columns of one series, from its head to its live row. Rows and columns count from 0.

    Args:
        sheet: the sheet's name.
        left: its first column.
        top: its first row.
        past: how many earlier periods its history has.
        chart_rows: how many rows its chart covers.
    """

    sheet: str
    left: int
    top: int
    past: int
    chart_rows: int

    @property
    def cards_row(self) -> int:
        """The row of the head cells."""
        return self.top + 2

    @property
    def icons_row(self) -> int:
        """The row of variation, assurance and recent trend."""
        return self.top + 4

    @property
    def note_row(self) -> int:
        """The row that says whether there are enough points; the row under it has the note."""
        return self.top + 5

    @property
    def chart_row(self) -> int:
        """The first row that the chart covers."""
        return self.top + 7

    @property
    def heading_row(self) -> int:
        """The heading row of the history table."""
        return self.chart_row + self.chart_rows

    @property
    def anchor(self) -> int:
        """The hidden blank row at which every range of the history begins."""
        return self.heading_row + 1

    @property
    def live(self) -> int:
        """The last row, which reads the data sheet."""
        return self.anchor + 1 + self.past

    @property
    def has_limits(self) -> bool:
        """Whether there are enough points for process limits."""
        return self.past + 1 >= FEWEST_POINTS

    @property
    def quoted(self) -> str:
        """The sheet's name as formulas write it."""
        return f"'{self.sheet}'"

    @property
    def note(self) -> str:
        """The cell that says whether there are enough points, for formulas of the sheet."""
        return self.cell(self.note_row, 0, fixed=True)

    def cell(self, row: int, offset: int, *, fixed: bool = False) -> str:
        """Return the address of a cell of the block."""
        return str(xl_rowcol_to_cell(row, self.left + offset, fixed, fixed))

    def range(self, offset: int) -> str:
        """Return a column of the history, from the anchor to the live row."""
        first = self.cell(self.anchor, offset, fixed=True)
        return f"{first}:{self.cell(self.live, offset, fixed=True)}"

    def outside(self, row: int, offset: int) -> str:
        """Return the address of a cell as other sheets write it."""
        return f"{self.quoted}!{self.cell(row, offset, fixed=True)}"

    def outside_range(self, offset: int) -> str:
        """Return a column of the history as other sheets write it."""
        return f"{self.quoted}!{self.range(offset)}"
