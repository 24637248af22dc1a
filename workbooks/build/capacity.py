"""The Capacity and Demand sheet: people served each month, after hospital and at home."""

from __future__ import annotations

from collections.abc import Sequence

from . import answers
from .pages import A4, Form, Page, filled

_NOTE = (
    "Give the number of people who started each service in each month. People who started two "
    "services count in both."
)
_COMMENT = "Comments on capacity and demand, and how the figures were reached"
_HEADING_ROW = 10


def write_capacity(
    form: Form, name: str, months: Sequence[str], parts: Sequence[tuple[str, Sequence[str]]]
) -> Page:
    """Write the Capacity and Demand sheet.

    Args:
        form: the form.
        name: the sheet's name.
        months: the column headings, at most eight.
        parts: the heading of each part of the table and its services.
    """
    page = form.page(name, [2, 62, *[13] * len(months), 12, 3, 12])
    letters = "CDEFGHIJ"[: len(months)]
    total = "CDEFGHIJK"[len(months)]
    page.begin(name, total, note=_NOTE, place=f"C6:{total}6")
    page.write(f"B{_HEADING_ROW}", "Service", "heading")
    for letter, month in zip(letters, months, strict=True):
        page.write(f"{letter}{_HEADING_ROW}", month, "heading")
    page.write(f"{total}{_HEADING_ROW}", "Total", "heading")
    flags = chr(ord(total) + 2)
    page.write(f"{flags}{_HEADING_ROW}", "Complete:", "flag_heading")
    page.height(_HEADING_ROW, 28)
    row = _HEADING_ROW
    for heading, services in parts:
        row += 1
        page.write(f"B{row}:{total}{row}", heading, "section")
        for service in services:
            row += 1
            _write_service(page, row, service, letters, total, flags)
    row += 2
    page.write(f"B{row}", _COMMENT, "label")
    area = f"C{row}:{total}{row}"
    page.ask(area, answers.text("Say how the figures were reached."), "Comments")
    page.flag(f"{flags}{row}", "Comments", filled(f"C{row}"), f"C{row}")
    page.height(row, 90)
    page.finish(f"A1:{flags}{row}", freeze="C11", repeat="10:10", paper=A4)
    return page


def _write_service(
    page: Page, row: int, service: str, letters: str, total: str, flags: str
) -> None:
    page.write(f"B{row}", service, "label")
    for letter in letters:
        page.ask(f"{letter}{row}", answers.whole("Type the number of people."), service)
    counts = f"{letters[0]}{row}:{letters[-1]}{row}"
    page.write(f"{total}{row}", f"=SUM({counts})", "shown", "#,##0")
    page.flag(f"{flags}{row}", service, f"COUNTBLANK({counts})=0", f"{letters[0]}{row}")
