"""The National Conditions sheet: one confirmation for each condition, and why not."""

from __future__ import annotations

from collections.abc import Sequence

from . import answers
from .pages import A4, Form, Page

_NOTE = "Confirm each national condition. Where it was not met, say why."
_WHY = "If the answer is No, say why the condition was not met"


def write_conditions(
    form: Form, conditions: Sequence[str], *, input_by_range: bool = False
) -> Page:
    """Write the National Conditions sheet.

    Args:
        form: the form.
        conditions: the conditions, in their order.
        input_by_range: whether input is allowed by a protected range.
    """
    page = form.page("3. National Conditions", [2, 60, 16, 70, 3, 12],
                     input_by_range=input_by_range)  # fmt: skip
    page.begin("3. National Conditions", "D", note=_NOTE, place="C6:D6")
    for cell, heading in (("B10", "National condition"), ("C10", "Confirmation"), ("D10", _WHY)):
        page.write(cell, heading, "heading")
    page.write("F10", "Complete:", "flag_heading")
    for number, condition in enumerate(conditions, start=1):
        row = 10 + number
        not_met = f'$C${row}="No"'
        page.write(f"B{row}", f"{number}) {condition}", "label")
        page.ask(f"C{row}", answers.YES_NO, f"Condition {number}")
        why = answers.text("Say why the condition was not met.")
        page.ask(f"D{row}", why, f"Condition {number}: why not", wanted_when=not_met)
        complete = f'OR($C${row}="Yes",AND({not_met},D{row}<>""))'
        page.height(row, 60)
        page.flag(f"F{row}", f"Condition {number}", complete, f"C{row}")
    page.finish(f"A1:F{10 + len(conditions)}", freeze="A11", repeat="10:10", paper=A4)
    return page
