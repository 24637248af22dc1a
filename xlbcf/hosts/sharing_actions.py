"""The buttons that make a workbook fit for others: publish a copy, mend its links."""

from __future__ import annotations

from pathlib import Path

from xlbcf.books.open_book import OpenBook
from xlbcf.desk.publish import Published, publish_content
from xlbcf.hosts.acting import Context, Said
from xlbcf.hosts.addin.excel import ADDIN_NAME
from xlbcf.hosts.check_words import counted
from xlbcf.hosts.open_words import as_message, looked_at
from xlbcf.hosts.publish_text import how_to_publish, published_text
from xlbcf.rules.findings import Refused, finding


def publish_copy(book: OpenBook, context: Context) -> Said:
    """Write a values-only copy beside the workbook, or among the reports where that cannot be."""
    book.clear_marks()
    book.recalculate()
    content = book.content()
    if content is None:
        instead = "Save the workbook and run xlbcf publish on the saved file."
        raise Refused(finding("OPEN25", book.name, what="a values-only copy", instead=instead))
    published = _published(content, book, context)
    lines = [f"Values-only copy: {published.path}", *published_text(published)]
    if published.dashboard and not published.dashboard.suppressed:
        lines.append("Small numbers are still in it; xlbcf publish --suppress takes them out.")
    return Said(as_message([*lines, *looked_at(published.findings)]), open_path=published.path)


def repair_links(book: OpenBook, context: Context) -> Said:
    """Turn formulas that go to another copy of the add-in to the one that is loaded."""
    del context
    count = book.repair_links(ADDIN_NAME)
    if count is None:
        instead = "Save the workbook and run xlbcf repair on the saved file."
        raise Refused(finding("OPEN25", book.name, what="mending links", instead=instead))
    if not count:
        return Said(f"No formula goes to another copy of {ADDIN_NAME}.")
    number = counted(count, "link to another copy", "links to other copies")
    return Said(f"{number} of {ADDIN_NAME} turned to the one that is loaded. Save the workbook.")


def _published(content: bytes, book: OpenBook, context: Context) -> Published:
    how = how_to_publish(context.library.home)
    if book.address and "://" not in book.address:
        try:
            return publish_content(content, book.name, Path(book.address).parent, how)
        except Refused as refused:
            # A folder that only may be read is the one reason that another folder helps with.
            if [each.code for each in refused.findings] != ["FILE03"]:
                raise
    return publish_content(content, book.name, context.folder, how)
