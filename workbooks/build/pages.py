"""A form and its pages while they are written: labels, input cells, flags and protection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO

import xlsxwriter

from .answers import Answer
from .extensions import IconSet, OutsideList
from .look import Look

FONT_NOTE = "&8"
A3, A4 = 8, 9
LONGEST_TITLE = 32
_CREATED = datetime(2025, 1, 1)


@dataclass(frozen=True)
class Flag:
    """One Yes or No of a page's ``Complete:`` column, and what the checklist says of it."""

    about: str
    cell: str
    leads_to: str


@dataclass
class Ask:
    """One input cell: its area, and the formula that is TRUE when an answer is wanted."""

    area: str
    wanted_when: str


def first_cell(area: str) -> str:
    """Return the top left cell of an area."""
    return area.partition(":")[0]


def quoted(sheet: str) -> str:
    """Return a sheet's name as formulas write it."""
    return f"'{sheet}'"


def filled(*cells: str) -> str:
    """Return the condition that no cell is blank."""
    conditions = ",".join(f'{cell}<>""' for cell in cells)
    return f"AND({conditions})" if len(cells) > 1 else conditions


class Page:
    """One sheet of a form.

    Args:
        form: the form that it belongs to.
        name: the sheet's name.
        widths: the width of each column from A, in characters.
        input_by_range: whether input is allowed by a protected range and not by unlocked cells.
    """

    def __init__(
        self, form: Form, name: str, widths: Sequence[float], *, input_by_range: bool = False
    ) -> None:
        self.form = form
        self.name = name
        self.sheet = form.book.add_worksheet(name)
        self.asks: list[Ask] = []
        self.flags: list[Flag] = []
        self.outside_lists: list[OutsideList] = []
        self.icons: list[IconSet] = []
        self._range = input_by_range
        self._style = form.look.style
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width, self._style("plain"))

    def __str__(self) -> str:
        return self.name

    def write(self, area: str, value: object, style: str = "words", form: str = "General") -> None:
        """Write a label or a formula, merging the area when it is more than one cell."""
        self._put(area, value, self._style(style, form))

    def _put(self, area: str, value: object, look: xlsxwriter.format.Format) -> None:
        cell = first_cell(area)
        if area != cell:
            self.sheet.merge_range(area, "", look)
        self.sheet.write(cell, value, look)

    def add_request(self, cell: str, heading: str, request: str) -> None:
        """Set a heading of two tones: its words, then what it asks for in italics."""
        style = self._style
        self.sheet.write_rich_string(
            cell, style("heading"), heading, style("request"), f"\n{request}", style("heading")
        )

    def height(self, row: int, points: float) -> None:
        """Set a row's height."""
        self.sheet.set_row(row - 1, points)

    def begin(self, subtitle: str, last: str, *, note: str = "", place: str = "") -> None:
        """Write the head of a page: title, subtitle, note and the chosen board.

        Args:
            subtitle: the page's own title.
            last: the letters of the last column that the note spans.
            note: the text under the title.
            place: the area that repeats the chosen board; empty for none.
        """
        self.write("B2", self.form.title, "title")
        self.write("B4", subtitle, "subtitle")
        if place:
            label = "B6" if place.startswith("C") else "B6:C6"
            self.write(label, "Selected Health and Wellbeing Board:", "bold")
            self.write(place, '=IF(HWB_Selected="","",HWB_Selected)', "shown")
        if note:
            self.write(f"B8:{last}8", note, "note")

    def ask(
        self,
        area: str,
        answer: Answer,
        about: str,
        *,
        wanted_when: str = "TRUE",
        optional: bool = False,
    ) -> None:
        """Make an input cell.

        Args:
            area: the cell, or the area to merge.
            answer: what may be typed.
            about: the title of the prompt, shortened where Excel allows no more.
            wanted_when: the condition under which an empty cell is shown as wanted.
            optional: whether an answer is never wanted.
        """
        self._put(area, None, self._style("input", answer.number_format, open_=not self._range))
        self.asks.append(Ask(area, "FALSE" if optional else wanted_when))
        messages = {
            "input_title": _short(about), "input_message": answer.prompt,
            "error_title": "Not accepted", "error_message": answer.error,
        }  # fmt: skip
        if answer.outside_list:
            self.outside_lists.append(OutsideList(area, answer.outside_list, messages))
        else:
            self.sheet.data_validation(area, {**answer.rule, **messages})

    def flag(self, area: str, about: str, condition: str, leads_to: str) -> None:
        """Write one Yes or No of the ``Complete:`` column.

        Args:
            area: the flag's cell, or the area to merge.
            about: what the checklist calls it.
            condition: the formula, without ``=``, that is TRUE when the answers are complete.
            leads_to: the first cell to fill, for the checklist's link.
        """
        self.write(area, f'=IF({condition},"Yes","No")', "flag")
        self.tone(area)
        self.flags.append(Flag(about, first_cell(area), leads_to))

    def tone(self, area: str, good: str = "Yes", bad: str = "No") -> None:
        """Colour an area by its words, which also say without colour what it means."""
        for words, tone in ((good, "yes"), (bad, "no")):
            rule = {"type": "cell", "criteria": "==", "value": f'"{words}"'}
            self.sheet.conditional_format(area, {**rule, "format": self.form.look.tone(tone)})

    def finish(
        self, print_area: str, *, freeze: str = "", repeat: str = "", paper: int = A4
    ) -> None:
        """Protect the page and set up how it is scrolled and printed."""
        self._colour_empty_inputs()
        if self._range:
            areas = " ".join(ask.area for ask in self.asks)
            self.sheet.unprotect_range(areas, "Answers")
        self.sheet.protect("", {"format_rows": True, "format_columns": True})
        self.sheet.hide_gridlines(2)
        self.sheet.set_landscape()
        self.sheet.set_paper(paper)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        self.sheet.print_area(print_area)
        self.sheet.set_header(f"&L{FONT_NOTE}{self.form.title}&R{FONT_NOTE}&A")
        self.sheet.set_footer(
            f"&L{FONT_NOTE}Reconstruction, not official&R{FONT_NOTE}Page &P of &N"
        )
        if freeze:
            self.sheet.freeze_panes(freeze)
        if repeat:
            first, last = repeat.split(":")
            self.sheet.repeat_rows(int(first) - 1, int(last) - 1)

    def _colour_empty_inputs(self) -> None:
        tone = self.form.look.tone("empty")
        always = [ask.area for ask in self.asks if ask.wanted_when == "TRUE"]
        if always:
            rule = {"type": "blanks", "format": tone, "multi_range": " ".join(always)}
            self.sheet.conditional_format(always[0], rule)
        for ask in self.asks:
            if ask.wanted_when not in ("TRUE", "FALSE"):
                formula = f'=AND({_fixed(ask.area)}="",{ask.wanted_when})'
                rule = {"type": "formula", "criteria": formula, "format": tone}
                self.sheet.conditional_format(ask.area, rule)


def _short(title: str) -> str:
    """Return the words of a title that fit into the 32 characters Excel allows."""
    while len(title) > LONGEST_TITLE:
        title = title.rpartition(" ")[0]
    return title


def _fixed(area: str) -> str:
    """Return the area's first cell with a fixed column and row."""
    cell = first_cell(area)
    letters = cell.rstrip("0123456789")
    return f"${letters}${cell[len(letters) :]}"


@dataclass
class Form:
    """A workbook being written.

    Args:
        file: the file's name.
        title: the title at the head of every page.
        year: the financial year.
    """

    file: str
    title: str
    year: str
    pages: dict[str, Page] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._bytes = BytesIO()
        self.book = xlsxwriter.Workbook(self._bytes, {"in_memory": True})
        self.look = Look(self.book)
        self.book.set_properties({
            "title": self.title, "subject": "Better Care Fund reporting, a reconstruction",
            "keywords": "Better Care Fund, reconstruction", "created": _CREATED,
            "comments": "Rebuilt from published papers. Not the form issued by NHS England.",
        })  # fmt: skip

    def page(self, name: str, widths: Sequence[float], *, input_by_range: bool = False) -> Page:
        """Add a page at the end of the form."""
        self.pages[name] = Page(self, name, widths, input_by_range=input_by_range)
        return self.pages[name]

    def hidden_table(
        self, name: str, columns: Mapping[str, Sequence[object]], *, deep: bool
    ) -> None:
        """Add a hidden sheet of columns, each under its heading.

        Args:
            name: the sheet's name.
            columns: the values under each heading.
            deep: whether the sheet is hidden from Excel's own list of hidden sheets too.
        """
        sheet = self.book.add_worksheet(name)
        for column, (heading, values) in enumerate(columns.items()):
            sheet.set_column(column, column, 24)
            sheet.write(0, column, heading, self.look.style("list_heading"))
            for row, value in enumerate(values, start=1):
                sheet.write(row, column, value)
        sheet.protect()
        if deep:
            sheet.very_hidden()
        else:
            sheet.hide()

    def name(self, name: str, refers_to: str) -> None:
        """Define a name."""
        self.book.define_name(name, f"={refers_to}")

    def to_bytes(self) -> bytes:
        """Return the file as xlsxwriter makes it."""
        self.book.close()
        return self._bytes.getvalue()
