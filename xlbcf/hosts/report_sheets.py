"""Sheets of reports: their looks, their tables, and links to the cells that they tell of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xlbcf.hosts import check_words as words
from xlbcf.hosts.check_style import LIGHT
from xlbcf.rules.kinds import Severity

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

_LINE, _HIGHEST = 13.0, 409.0
# Letters are narrower than the digits in which a column's width is counted.
_NARROW = 1.1
_LONGEST = 8_000
_LONGEST_LINK = 2_000
# What Excel writes in another way in the name of a linked file.
_ESCAPED = str.maketrans({letter: f"%{ord(letter):02X}" for letter in '%#" <>[]^`{}'})


class Looks:
    """The formats of the workbook's cells."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._numbers: dict[str, Format] = {}
        plain = {"valign": "top", "font_name": "Arial", "font_size": 10}
        base = {**plain, "bottom": 1, "bottom_color": "#D8DDE0"}
        self._base = base
        link = {**base, "font_color": LIGHT["link"][0], "underline": 1, "text_wrap": True}
        self.title: Format = book.add_format({**plain, "bold": True, "font_size": 14})
        self.plain: Format = book.add_format(plain)
        self.text: Format = book.add_format({**base, "text_wrap": True})
        to_right = {"align": "right", "indent": 1}
        self.number: Format = book.add_format({**base, **to_right, "num_format": "#,##0"})
        self.link: Format = book.add_format(link)
        self.decision: Format = book.add_format(
            {
                **base,
                "text_wrap": True,
                "bg_color": "#FFFDE7",
                "border": 1,
                "border_color": "#768692",
            }
        )
        head = {**base, **_filled("head"), "text_wrap": True}
        self.head: Format = book.add_format(head)
        self.number_head: Format = book.add_format({**head, **to_right})
        self.severity: dict[Severity, Format] = {
            severity: book.add_format({**base, **_filled(severity)}) for severity in Severity
        }

    def numbers(self, code: str) -> Format:
        """Return the format of numbers that stand among texts.

        Args:
            code: the code of a number format, such as ``0.0%``.
        """
        if code not in self._numbers:
            look = {**self._base, "align": "left", "num_format": code}
            self._numbers[code] = self._book.add_format(look)
        return self._numbers[code]


@dataclass(frozen=True, slots=True)
class Links:
    """Where links go, as XlsxWriter takes them.

    Args:
        folder: the folder of the report.
        addresses: the web address of files that are not on a disk; empty for nowhere.
    """

    folder: Path
    addresses: Mapping[Path, str]

    def to(self, file: Path, at: str = "") -> str:
        """Return a link to a file, or to a cell of it; empty if there is none."""
        if file in self.addresses:
            # What follows the first # is the cell.
            target = words.clean(self.addresses[file]).replace("#", "%23").replace(" ", "%20")
        else:
            path = words.clean(words.relative(file, self.folder)).translate(_ESCAPED)
            # XlsxWriter looks for a drive in the second letter, and a name may have only one.
            target = f"external:./{path}" if len(path) == 1 else f"external:{path}"
        return f"{target}#{words.clean(at)}" if at and target else target


def lay_out(
    sheet: Worksheet,
    looks: Looks,
    columns: Sequence[tuple[str, int]],
    rows: int,
    name: str,
    *,
    top: int = 0,
    numbers: Collection[str] = (),
) -> None:
    """Write a sheet's headings over a table, and set how it prints: A4, all columns on a page.

    Args:
        sheet: the sheet.
        looks: the formats.
        columns: each column's heading and width.
        rows: how many rows the table has.
        name: the table's name.
        top: the headings' row, counted from 0.
        numbers: the headings of columns that hold numbers.
    """
    for column, (_, width) in enumerate(columns):
        sheet.set_column(column, column, width)
    headings = [
        {
            "header": heading,
            "header_format": looks.number_head if heading in numbers else looks.head,
        }
        for heading, _ in columns
    ]
    table = {"name": name, "columns": headings, "style": "Table Style Light 1"}
    sheet.add_table(top, 0, top + max(rows, 1), len(columns) - 1, table)
    sheet.repeat_rows(top)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&RPage &P of &N")


def set_height(
    sheet: Worksheet, row: int, texts: Sequence[str], columns: Sequence[tuple[str, int]]
) -> None:
    """Make a row high enough for its texts, because not every program does so on opening."""
    lines = 1
    for text, (_, width) in zip(texts, columns, strict=False):
        lines = max(lines, sum(1 + int(len(line) / (width * _NARROW)) for line in text.split("\n")))
    sheet.set_row(row, min(_LINE * lines + 2, _HIGHEST))


def put_text(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Write a text as text, whatever it begins with; an over-long one is cut, and says so."""
    cleaned = words.clean(text)
    shown = cleaned if len(cleaned) <= _LONGEST else f"{cleaned[:_LONGEST]} … (cut)"
    sheet.write_string(row, column, shown, look)


def put_link(sheet: Worksheet, row: int, column: int, target: str, text: str, look: Format) -> None:
    """Write a text with a link, if there is one; one that is too long for Excel is left out."""
    if not target or len(target) > _LONGEST_LINK:
        put_text(sheet, row, column, text, look)
    else:
        sheet.write_url(row, column, target, look, words.clean(text)[:_LONGEST])


def _filled(use: str) -> dict[str, object]:
    ink, ground = LIGHT[use]
    return {"bold": True, "font_color": ink, "bg_color": ground}
