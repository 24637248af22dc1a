"""The buttons that check the open return, go through the findings and take the marks away."""

from __future__ import annotations

from xlbcf.books.open_book import OpenBook
from xlbcf.desk.open.check_open import OpenCheck, check_open
from xlbcf.desk.open.going_through import next_finding
from xlbcf.desk.open.marking import mark_findings
from xlbcf.hosts.acting import Context, Said
from xlbcf.hosts.check_words import sentence
from xlbcf.hosts.open_report import report_path, write_report
from xlbcf.hosts.open_words import as_message, check_text, step_text
from xlbcf.hosts.sources import setting_at_fault
from xlbcf.rules.findings import Refused


def check_sheet(book: OpenBook, context: Context) -> Said:
    """Check the workbook and tell what was found on the active sheet and about the whole return."""
    return _check(book, context, book.selected[0])


def check_workbook(book: OpenBook, context: Context) -> Said:
    """Check the workbook and tell everything that was found."""
    return _check(book, context, "")


def go_to_next(book: OpenBook, context: Context) -> Said:
    """Go to the next cell that something was found in and tell what."""
    check, unused = _checked(book, context)
    step = next_finding(book, check)
    return Said(as_message([*unused, *step_text(check, step)]))


def clear_marks(book: OpenBook, context: Context) -> Said:
    """Take the marks of the check away; the cells' own formats were never changed."""
    del context
    count = book.clear_marks()
    return Said(f"Marks cleared: {count:,}." if count else "There were no marks.")


def _checked(book: OpenBook, context: Context) -> tuple[OpenCheck, list[str]]:
    """Check with the figures of the person's settings; without them where they are at fault.

    Returns:
        What was found, and lines that tell of figures that were not used.
    """
    settings = context.configuration
    try:
        return check_open(context.library, book, settings.figures, settings.query), []
    except Refused as refused:
        if not settings.figures:
            raise
        check, findings = check_open(context.library, book), refused.findings
    first = findings[0]
    told = f"Your figures were not used. {first.where}: {sentence(first.kind, first.message)}"
    return check, [told, setting_at_fault(findings, settings), ""]


def _check(book: OpenBook, context: Context, sheet: str) -> Said:
    whole, unused = _checked(book, context)
    told = whole.on_sheet(sheet) if sheet else whole
    marked = mark_findings(book, told)
    lines = [*unused, *check_text(whole, told, sheet, marked)]
    path = report_path(context.folder, book, sheet)
    try:
        write_report(path, book, told)
    except Refused as refused:
        # The findings themselves are told all the same.
        reasons = [f"The report was not renewed: {each.message}" for each in refused.findings]
        return Said(as_message([*reasons, "Close it and press again.", "", *lines]))
    return Said(as_message(lines), open_path=path if told.items else None)
