"""The Guidance sheet: what the workbook is, what it is not, and how it is filled."""

from __future__ import annotations

from collections.abc import Sequence

from .pages import Form, Page

_WARNING = (
    "This workbook is a reconstruction. It was rebuilt from papers that councils and NHS bodies "
    "have published; it is not the form issued by NHS England, and nothing in it is official. "
    "Use it to learn, to test and to rehearse. Submit only the issued form."
)
_STEPS = (
    ("Choose the board first", "On the Cover, choose the Health and Wellbeing Board. The plans "
     "that were published for it then appear on the Metrics sheet. For other boards the plan "
     "cells stay empty."),
    ("Fill the yellow cells", "A yellow cell is waiting for an answer and turns white once it has "
     "one. A grey cell is filled by the workbook and is locked."),
    ("Use the lists", "Cells with a list take only what the list offers. Number cells have limits, "
     "shown when you enter the cell."),
    ("Watch the Complete column", "Each sheet ends in a column headed Complete: that says Yes or "
     "No for each row."),
    ("Finish with the checklist", "The checklist on the Cover gathers those answers and links to "
     "the cells. When all say Yes, the Cover says Complete Template."),
)  # fmt: skip
_KEY = (
    ("key_input", "Answer wanted"),
    ("words", "Answer given, or text of the form"),
    ("shown", "Filled by the workbook, locked"),
)


def write_guidance(form: Form, sources: str, extra: Sequence[tuple[str, str]] = ()) -> Page:
    """Write the Guidance sheet.

    Args:
        form: the form.
        sources: which papers the form was rebuilt from, and what in it is exact.
        extra: further headings and texts of this form.
    """
    page = form.page("1. Guidance", [2, 30, 100])
    page.begin("1. Guidance", "C")
    page.write("B6:C6", _WARNING, "warning")
    page.height(6, 44)
    page.write("B7:C7", sources, "note")
    page.height(7, 58)
    row = 9
    page.write(f"B{row}:C{row}", "How to fill this workbook", "section")
    for heading, text in (*_STEPS, *extra):
        row += 1
        page.write(f"B{row}", heading, "label")
        page.write(f"C{row}", text)
        page.height(row, 14 * (1 + len(text) // 105))
    row += 2
    page.write(f"B{row}:C{row}", "Key to the cells", "section")
    for style, meaning in _KEY:
        row += 1
        page.write(f"B{row}", "", style)
        page.write(f"C{row}", meaning)
    page.finish(f"A1:C{row}")
    return page
