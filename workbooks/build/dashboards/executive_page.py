"""A printed page of the Integration Executive dashboard: title, columns, print set-up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range

from ..pages import A3, FONT_NOTE
from .look import Look

REPORT = "Better Care Fund: Integration Executive dashboard"
_POINTS_A_LINE = 14.5
#: A letter of the pages' font is about as wide as Excel's unit of width.
_LETTERS_A_UNIT = 1.0


class Column(NamedTuple):
    """A column of a page.

    Args:
        heading: its heading.
        width: its width in characters.
    """

    heading: str
    width: float


class ExecutivePage:
    """A page being written.

    Args:
        book: the workbook.
        look: its formats.
        name: the sheet's name.
        title: the title in its first cell.
        columns: its columns from A.
    """

    def __init__(
        self, book: Workbook, look: Look, name: str, title: str, columns: Sequence[Column]
    ) -> None:
        self.name, self.columns = name, columns
        self.sheet = book.add_worksheet(name)
        self.style = look.style
        for at, column in enumerate(columns):
            self.sheet.set_column(at, at, column.width, self.style("plain"))
        self.sheet.write_string(0, 0, title, self.style("title"))
        self.sheet.set_row(0, 26)

    @property
    def last(self) -> int:
        """The last column, counted from 0."""
        return len(self.columns) - 1

    def at(self, heading: str) -> int:
        """Return the first column with a heading, counted from 0."""
        return [column.heading for column in self.columns].index(heading)

    def write_headings(self, row: int) -> None:
        """Write the heading of every column into a row, counted from 0."""
        for at, column in enumerate(self.columns):
            self.sheet.write_string(row, at, column.heading, self.style("heading"))
        self.sheet.set_row(row, 32)

    def write_band(self, row: int, text: str) -> None:
        """Write a line across the page that says what follows."""
        for at in range(len(self.columns)):
            self.sheet.write_blank(row, at, None, self.style("section"))
        self.sheet.write_string(row, 0, text, self.style("section"))
        self.sheet.set_row(row, 20)

    def fit_row(self, row: int, texts: Sequence[tuple[int, str]]) -> None:
        """Make a row, counted from 0, tall enough for the texts of some columns."""
        self.set_lines(row, max(lines_of(text, self.columns[at].width) for at, text in texts))

    def set_lines(self, row: int, lines: float) -> None:
        """Make a row tall enough for so many lines."""
        self.sheet.set_row(row, 8 + _POINTS_A_LINE * lines)

    def finish(
        self,
        below: int,
        *,
        freeze: int = 0,
        repeat: tuple[int, int] | None = None,
        beyond: int = 0,
    ) -> None:
        """Set up how the page is scrolled and printed: A3 landscape, all of it on one page.

        Args:
            below: the row below the last one, counted from 0.
            freeze: the number of rows that stay when the sheet is scrolled.
            repeat: the first and last row repeated on paper, counted from 0.
            beyond: how many columns beyond its own are printed.
        """
        sheet = self.sheet
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(A3)
        sheet.fit_to_pages(1, 1)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.center_horizontally()
        sheet.print_area(0, 0, below - 1, self.last + beyond)
        # A target such as 95% is a text.
        area = xl_range(0, 0, below - 1, self.last + beyond)
        sheet.ignore_errors({"number_stored_as_text": area})
        sheet.set_header(f"&L{FONT_NOTE}Appendix A - {REPORT}&R{FONT_NOTE}&A")
        sheet.set_footer(f"&L{FONT_NOTE}Reconstruction, not official&R{FONT_NOTE}Page &P of &N")
        if freeze:
            sheet.freeze_panes(freeze, 0)
        if repeat:
            sheet.repeat_rows(*repeat)


def lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes in a column, each word kept whole."""
    letters = max(1, int(width * _LETTERS_A_UNIT))
    lines = 0
    for paragraph in text.split("\n"):
        used = lines_here = 0
        for word in paragraph.split(" "):
            if used and used + 1 + len(word) > letters:
                lines_here, used = lines_here + 1, 0
            used += len(word) + (1 if used else 0)
        lines += lines_here + 1
    return lines
