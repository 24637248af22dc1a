"""The sheet of income and expenditure: planned against actual sums of the pooled fund."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from . import answers
from .pages import A4, Form, Page, filled

_DIFFERENCE = "£#,##0.00;-£#,##0.00"
_NOTE = (
    "Give the income and spending of the pooled fund. In the issued form the planned sums are "
    "filled in from the plan; no paper prints them, so they are typed here."
)
_FIRST = 11


@dataclass(frozen=True)
class Sums:
    """The rows of the sheet, as their labels.

    Args:
        parts: for each sub-total its label and the labels of the sums in it.
        total: the label of the sum of the sub-totals.
        spending: the labels of the sums that were spent.
        spending_total: the label of their total; empty where there is but one.
    """

    parts: Sequence[tuple[str, Sequence[str]]]
    total: str
    spending: Sequence[str]
    spending_total: str = ""


def write_income(form: Form, name: str, sums: Sums) -> Page:
    """Write the sheet of planned and actual income and expenditure.

    Args:
        form: the form.
        name: the sheet's name.
        sums: its rows.
    """
    page = form.page(name, [2, 62, 22, 22, 22, 3, 12])
    page.begin(name, "E", note=_NOTE, place="C6:E6")
    page.height(8, 30)
    row = _write_income_rows(page, sums) + 2
    _write_comment(page, row, "income")
    row = _write_spending_rows(page, sums, row + 2) + 2
    _write_comment(page, row, "expenditure")
    page.finish(f"A1:G{row}", freeze="C11", paper=A4)
    return page


def _write_income_rows(page: Page, sums: Sums) -> int:
    """Write the income, its sub-totals and their total; return the last row."""
    _headings(page, _FIRST - 1, "income")
    row, totals = _FIRST, []
    for label, parts in sums.parts:
        first = row
        for part in parts:
            _write_sum(page, row, part)
            row += 1
        _write_total(page, row, label, f"SUM({{0}}{first}:{{0}}{row - 1})")
        totals.append(row)
        row += 1
    _write_total(page, row, sums.total, "+".join(f"{{0}}{each}" for each in totals))
    return row


def _write_spending_rows(page: Page, sums: Sums, row: int) -> int:
    """Write the expenditure from its heading down; return the last row."""
    _headings(page, row, "expenditure")
    first = row + 1
    for row, label in enumerate(sums.spending, start=first):
        _write_sum(page, row, label)
    if sums.spending_total:
        row += 1
        _write_total(page, row, sums.spending_total, f"SUM({{0}}{first}:{{0}}{row - 1})")
    return row


def _headings(page: Page, row: int, what: str) -> None:
    headings = (what.capitalize(), f"Planned {what}", f"Actual {what}", "Difference")
    for letter, heading in zip("BCDE", headings, strict=True):
        page.write(f"{letter}{row}", heading, "heading")
    page.write(f"G{row}", "Complete:", "flag_heading")


def _write_sum(page: Page, row: int, label: str) -> None:
    """Write a row of two typed sums."""
    page.write(f"B{row}", label, "label")
    for letter, when in (("C", "planned"), ("D", "actual")):
        page.ask(f"{letter}{row}", answers.money(f"Type the {when} sum in pounds."), label)
    _write_difference(page, row)
    page.flag(f"G{row}", label, filled(f"C{row}", f"D{row}"), f"C{row}")


def _write_total(page: Page, row: int, label: str, formula: str) -> None:
    """Write a row of two sums that the sheet works out."""
    page.write(f"B{row}", label, "label")
    for letter in "CD":
        page.write(f"{letter}{row}", f"={formula.format(letter)}", "shown", answers.POUNDS)
    _write_difference(page, row)


def _write_difference(page: Page, row: int) -> None:
    page.write(f"E{row}", f"=D{row}-C{row}", "shown", _DIFFERENCE)


def _write_comment(page: Page, row: int, what: str) -> None:
    about = f"{what.capitalize()} comments"
    page.write(f"B{row}", f"Comments on the difference between planned and actual {what}", "label")
    page.ask(f"C{row}:E{row}", answers.text("Explain the difference, or type None."), about)
    page.flag(f"G{row}", about, filled(f"C{row}"), f"C{row}")
    page.height(row, 90)
