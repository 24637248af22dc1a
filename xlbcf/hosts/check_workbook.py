"""A report of a check as a workbook: to filter, to share out, and to write decisions into."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xlbcf import __version__
from xlbcf.desk.checking.report import CheckReport
from xlbcf.hosts import check_words as words
from xlbcf.hosts.check_rows import FINDINGS, Key, Row, Section, sections
from xlbcf.hosts.report_files import MARK
from xlbcf.hosts.report_sheets import Links, Looks, lay_out, put_link, put_text, set_height
from xlbcf.rules.kinds import Severity

if TYPE_CHECKING:
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
# Excel shows no more than 65,530 links on a sheet.
_MOST_LINKED_ROWS = 60_000


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
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

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
        looks, parts = Looks(book), sections(report, lowest)
        to = Links(folder, links or {})
        _fill_summary(book.add_worksheet("Summary"), looks, report, parts, told, to)
        rows = [row for part in parts for row in part.rows]
        _fill_findings(book.add_worksheet("Findings"), looks, rows, decisions or {}, to)
        _fill_codes(book.add_worksheet("Codes"), looks, report, lowest)
    return content.getvalue()


def _fill_summary(
    sheet: Worksheet,
    looks: Looks,
    report: CheckReport,
    parts: Sequence[Section],
    told: str,
    links: Links,
) -> None:
    """Write a row for each file, its place linked to the first of its findings."""
    sheet.write_string(0, 0, f"Check of {words.checked(report)}", looks.title)
    sheet.write_string(1, 0, told, looks.plain)
    lay_out(sheet, looks, _SUMMARY, len(parts), "Files", top=_TOP, numbers=_NUMBERS)
    next_row = 2
    for at, part in enumerate(parts, _TOP + 1):
        if part.rows:
            put_link(sheet, at, 0, f"internal:'Findings'!A{next_row}", part.name, looks.link)
        else:
            put_text(sheet, at, 0, part.name, looks.text)
        next_row += len(part.rows)
        put_text(sheet, at, 1, part.title, looks.text)
        if part.file is not None:
            put_link(sheet, at, 2, links.to(part.file), str(part.file), looks.link)
        for column, number in enumerate(part.numbers, 3):
            if number is None:
                sheet.write_blank(at, column, None, looks.number)
            else:
                sheet.write_number(at, column, number, looks.number)
        put_text(sheet, at, 8, part.flags, looks.text)
        put_text(sheet, at, 9, part.verdict, looks.text)
        set_height(sheet, at, (part.name, part.title, str(part.file)), _SUMMARY)


def _fill_findings(
    sheet: Worksheet,
    looks: Looks,
    rows: Sequence[Row],
    decisions: Mapping[Key, str],
    links: Links,
) -> None:
    """Write a row for each finding, its cell linked to the file."""
    lay_out(sheet, looks, FINDINGS, len(rows), "Findings")
    sheet.freeze_panes(1, 2)
    if not rows:
        sheet.write_string(1, 0, "Nothing was found.", looks.plain)
    for at, row in enumerate(rows, 1):
        shown = f"{words.SHAPES[row.severity]} {str(row.severity).capitalize()}"
        sheet.write_string(at, 0, shown, looks.severity[row.severity])
        for column, text in enumerate(row.texts, 1):
            put_text(sheet, at, column, text, looks.text)
        if row.cell and at <= _MOST_LINKED_ROWS:
            target = links.to(row.file, row.location)
            put_link(sheet, at, _CELL, target, row.cell, looks.link)
        decided = decisions.get(row.key, "")
        put_text(sheet, at, _DECISION, decided, looks.decision)
        set_height(sheet, at, ("", *row.texts), FINDINGS)
    # The last columns are for filtering; without them the print is large enough to read.
    sheet.print_area(0, 0, max(len(rows), 1), _DECISION)


def _fill_codes(sheet: Worksheet, looks: Looks, report: CheckReport, lowest: Severity) -> None:
    kinds = words.kinds_used(report, lowest)
    lay_out(sheet, looks, _CODES, len(kinds), "Codes")
    sheet.freeze_panes(1, 1)
    for at, kind in enumerate(kinds, 1):
        put_text(sheet, at, 0, kind.code, looks.text)
        shown = f"{words.SHAPES[kind.severity]} {str(kind.severity).capitalize()}"
        put_text(sheet, at, 1, shown, looks.severity[kind.severity])
        put_text(sheet, at, 2, kind.title, looks.text)
        put_text(sheet, at, 3, kind.meaning, looks.text)
        set_height(sheet, at, ("", "", kind.title, kind.meaning), _CODES)


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
