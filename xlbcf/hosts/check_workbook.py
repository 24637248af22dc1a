"""A report of a check as a workbook: to filter, to share out, and to write decisions into."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xlbcf import __version__
from xlbcf.desk.checking.report import CheckReport
from xlbcf.hosts import check_words as words
from xlbcf.hosts.check_rows import FINDINGS, Key, Row, Section, sections
from xlbcf.hosts.check_style import LIGHT
from xlbcf.hosts.report_files import MARK
from xlbcf.rules.kinds import Severity

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

_SUMMARY = (("Place", 22), ("What it is", 34), ("File", 36), ("Errors", 10), ("Queries", 10),
            ("Notes", 10), ("Required cells", 16), ("Blank", 10), ("Its own flags", 14),
            ("Verdict", 26))  # fmt: skip
_NUMBERS = ("Errors", "Queries", "Notes", "Required cells", "Blank")
_CODES = (("Code", 10), ("Severity", 12), ("Title", 34), ("What it means", 90))
_CELL, _DECISION = (
    [heading for heading, _ in FINDINGS].index(name) for name in ("Cell", "Your decision")
)
_TOP = 3
_LINE, _HIGHEST = 13.0, 409.0
# Letters are narrower than the digits in which a column's width is counted.
_NARROW = 1.1
_LONGEST = 8_000
_LONGEST_LINK = 2_000
# Excel shows no more than 65,530 links on a sheet.
_MOST_LINKED_ROWS = 60_000
# What Excel writes in another way in the name of a linked file.
_ESCAPED = str.maketrans({letter: f"%{ord(letter):02X}" for letter in '%#" <>[]^`{}'})


def workbook(
    report: CheckReport,
    folder: Path,
    lowest: Severity = Severity.NOTE,
    *,
    strict: bool = False,
    decisions: Mapping[Key, str] | None = None,
    links: Mapping[Path, str] | None = None,
) -> bytes:
    """Return a report as an Excel workbook.

    Args:
        report: what was found.
        folder: the folder that the workbook will be in; links to the files start from it.
        lowest: the least severity that is listed; what is counted is everything.
        strict: whether a query counts as an error does.
        decisions: what people have written beside findings of an earlier report.
        links: the web address of files that are not on a disk; empty for those that are nowhere.
    """
    from xlsxwriter import Workbook

    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        book.set_properties(
            {
                "title": f"Check of {words.checked(report)}",
                "author": MARK,
                "comments": f"Made by xlbcf {__version__}.",
            }
        )
        told = words.verdict(report, strict=strict)
        if left_out := words.hidden(report, lowest):
            told += f" Not listed: {left_out}, because of --severity {lowest}."
        looks, parts = _Looks(book), sections(report, lowest)
        to = _Links(folder, links or {})
        _fill_summary(book.add_worksheet("Summary"), looks, report, parts, told, to)
        rows = [row for part in parts for row in part.rows]
        _fill_findings(book.add_worksheet("Findings"), looks, rows, decisions or {}, to)
        _fill_codes(book.add_worksheet("Codes"), looks, report, lowest)
    return content.getvalue()


class _Looks:
    """The formats of the workbook's cells."""

    def __init__(self, book: Workbook) -> None:
        plain = {"valign": "top", "font_name": "Arial", "font_size": 10}
        base = {**plain, "bottom": 1, "bottom_color": "#D8DDE0"}
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


@dataclass(frozen=True, slots=True)
class _Links:
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


def _filled(use: str) -> dict[str, object]:
    ink, ground = LIGHT[use]
    return {"bold": True, "font_color": ink, "bg_color": ground}


def _fill_summary(
    sheet: Worksheet,
    looks: _Looks,
    report: CheckReport,
    parts: Sequence[Section],
    told: str,
    links: _Links,
) -> None:
    """Write a row for each file, its place linked to the first of its findings."""
    sheet.write_string(0, 0, f"Check of {words.checked(report)}", looks.title)
    sheet.write_string(1, 0, told, looks.plain)
    _lay_out(sheet, looks, _SUMMARY, len(parts), _TOP, "Files")
    next_row = 2
    for at, part in enumerate(parts, _TOP + 1):
        if part.rows:
            _link(sheet, at, 0, f"internal:'Findings'!A{next_row}", part.name, looks.link)
        else:
            _text(sheet, at, 0, part.name, looks.text)
        next_row += len(part.rows)
        _text(sheet, at, 1, part.title, looks.text)
        if part.file is not None:
            _link(sheet, at, 2, links.to(part.file), str(part.file), looks.link)
        for column, number in enumerate(part.numbers, 3):
            if number is None:
                sheet.write_blank(at, column, None, looks.number)
            else:
                sheet.write_number(at, column, number, looks.number)
        _text(sheet, at, 8, part.flags, looks.text)
        _text(sheet, at, 9, part.verdict, looks.text)
        _set_height(sheet, at, (part.name, part.title, str(part.file)), _SUMMARY)


def _fill_findings(
    sheet: Worksheet,
    looks: _Looks,
    rows: Sequence[Row],
    decisions: Mapping[Key, str],
    links: _Links,
) -> None:
    """Write a row for each finding, its cell linked to the file."""
    _lay_out(sheet, looks, FINDINGS, len(rows), 0, "Findings")
    sheet.freeze_panes(1, 2)
    if not rows:
        sheet.write_string(1, 0, "Nothing was found.", looks.plain)
    for at, row in enumerate(rows, 1):
        shown = f"{words.SHAPES[row.severity]} {str(row.severity).capitalize()}"
        sheet.write_string(at, 0, shown, looks.severity[row.severity])
        for column, text in enumerate(row.texts, 1):
            _text(sheet, at, column, text, looks.text)
        if row.cell and at <= _MOST_LINKED_ROWS:
            target = links.to(row.file, row.location)
            _link(sheet, at, _CELL, target, row.cell, looks.link)
        decided = decisions.get(row.key, "")
        _text(sheet, at, _DECISION, decided, looks.decision)
        _set_height(sheet, at, ("", *row.texts), FINDINGS)
    # The last columns are for filtering; without them the print is large enough to read.
    sheet.print_area(0, 0, max(len(rows), 1), _DECISION)


def _fill_codes(sheet: Worksheet, looks: _Looks, report: CheckReport, lowest: Severity) -> None:
    kinds = words.kinds_used(report, lowest)
    _lay_out(sheet, looks, _CODES, len(kinds), 0, "Codes")
    sheet.freeze_panes(1, 1)
    for at, kind in enumerate(kinds, 1):
        _text(sheet, at, 0, kind.code, looks.text)
        shown = f"{words.SHAPES[kind.severity]} {str(kind.severity).capitalize()}"
        _text(sheet, at, 1, shown, looks.severity[kind.severity])
        _text(sheet, at, 2, kind.title, looks.text)
        _text(sheet, at, 3, kind.meaning, looks.text)
        _set_height(sheet, at, ("", "", kind.title, kind.meaning), _CODES)


def _lay_out(
    sheet: Worksheet,
    looks: _Looks,
    columns: Sequence[tuple[str, int]],
    rows: int,
    top: int,
    name: str,
) -> None:
    """Write a sheet's headings over a table, and set how it prints: A4, all columns on a page."""
    for column, (_, width) in enumerate(columns):
        sheet.set_column(column, column, width)
    headings = [
        {
            "header": heading,
            "header_format": looks.number_head if heading in _NUMBERS else looks.head,
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


def _set_height(
    sheet: Worksheet, row: int, texts: Sequence[str], columns: Sequence[tuple[str, int]]
) -> None:
    """Make a row high enough for its texts, because not every program does so on opening."""
    lines = 1
    for text, (_, width) in zip(texts, columns, strict=False):
        lines = max(lines, sum(1 + int(len(line) / (width * _NARROW)) for line in text.split("\n")))
    sheet.set_row(row, min(_LINE * lines + 2, _HIGHEST))


def _text(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Write a text as text, whatever it begins with; an over-long one is cut, and says so."""
    cleaned = words.clean(text)
    shown = cleaned if len(cleaned) <= _LONGEST else f"{cleaned[:_LONGEST]} … (cut)"
    sheet.write_string(row, column, shown, look)


def _link(sheet: Worksheet, row: int, column: int, target: str, text: str, look: Format) -> None:
    """Write a text with a link, if there is one; one that is too long for Excel is left out."""
    if not target or len(target) > _LONGEST_LINK:
        _text(sheet, row, column, text, look)
    else:
        sheet.write_url(row, column, target, look, words.clean(text)[:_LONGEST])


def decisions_in(content: bytes) -> Iterator[tuple[Key, str]]:
    """Yield what people have written beside the findings of an earlier report.

    Args:
        content: the earlier report.
    """
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    if "Findings" not in book.sheet_names:
        return
    headings, *rows = book.get_sheet_by_name("Findings").to_python() or [[]]
    for row in rows:
        told = dict(zip(map(str, headings), map(str, row), strict=True))
        decided = told.get("Your decision", "")
        if decided.strip():
            yield Key.of(told), decided
