"""Income and expenditure, and fee rates, of the 2021-22 form."""

from __future__ import annotations

from . import answers
from .pages import A4, Form, Page, filled

INCOME = "5. I&E actual"
FEES = "7. ASC fee rates"
_MONEY = "£#,##0.00"
_INCOME_NOTE = (
    "Give the income and spending of the pooled fund. In the issued form the planned sums are "
    "filled in from the plan; no paper prints them, so they are typed here."
)
# Row, label, and the formula of a sub-total by column; empty where the sum is typed.
_INCOME_ROWS = (
    (11, "Disabled Facilities Grant", ""),
    (12, "Improved Better Care Fund", ""),
    (13, "CCG Minimum Contribution", ""),
    (14, "Minimum Sub Total", "SUM({0}11:{0}13)"),
    (15, "CCG Additional Contribution", ""),
    (16, "LA Additional Contribution", ""),
    (17, "Additional Sub Total", "SUM({0}15:{0}16)"),
    (18, "Total BCF Pooled Fund", "{0}14+{0}17"),
)
_FEES_NOTE = (
    "Give the average fee that the council paid to external providers. Leave out what people pay "
    "themselves on top and what the NHS pays for nursing."
)
_FEE_ROWS = (
    "Home care: average per contact hour",
    "Care homes for people aged 65 and over without nursing: average per person per week",
    "Care homes for people aged 65 and over with nursing: average per person per week",
)


def write_income(form: Form) -> Page:
    """Write the sheet of planned and actual income and expenditure."""
    page = form.page(INCOME, [2, 62, 22, 22, 22, 3, 12])
    page.begin(INCOME, "E", note=_INCOME_NOTE, place="C6:E6")
    page.height(8, 30)
    _headings(page, 10, ("Income", "Planned income", "Actual income", "Difference"))
    for row, label, total in _INCOME_ROWS:
        page.write(f"B{row}", label, "label")
        for letter in "CD":
            if total:
                page.write(f"{letter}{row}", f"={total.format(letter)}", "shown", _MONEY)
            else:
                about = f"{label}, {'planned' if letter == 'C' else 'actual'}"
                page.ask(f"{letter}{row}", answers.money("Type pounds."), about[:32])
        page.write(f"E{row}", f"=D{row}-C{row}", "shown", "£#,##0.00;-£#,##0.00")
        if not total:
            page.flag(f"G{row}", label, filled(f"C{row}", f"D{row}"), f"C{row}")
    _write_comment(page, 20, "Comments on the difference between planned and actual income",
                   "Income comments")  # fmt: skip
    headings = ("Expenditure", "Planned expenditure", "Actual expenditure", "Difference")
    _headings(page, 22, headings)
    page.write("B23", "Total BCF expenditure", "label")
    for letter, about in (("C", "Expenditure, planned"), ("D", "Expenditure, actual")):
        page.ask(f"{letter}23", answers.money("Type pounds."), about)
    page.write("E23", "=D23-C23", "shown", "£#,##0.00;-£#,##0.00")
    page.flag("G23", "Total BCF expenditure", filled("C23", "D23"), "C23")
    _write_comment(page, 25, "Comments on the difference between planned and actual expenditure",
                   "Expenditure comments")  # fmt: skip
    page.finish("A1:G25", freeze="C11", paper=A4)
    return page


def _headings(page: Page, row: int, headings: tuple[str, str, str, str]) -> None:
    for letter, heading in zip("BCDE", headings, strict=True):
        page.write(f"{letter}{row}", heading, "heading")
    page.write(f"G{row}", "Complete:", "flag_heading")


def _write_comment(page: Page, row: int, label: str, about: str) -> None:
    page.write(f"B{row}", label, "label")
    page.ask(f"C{row}:E{row}", answers.text("Explain the difference, or type None."), about)
    page.flag(f"G{row}", about, filled(f"C{row}"), f"C{row}")
    page.height(row, 60)


def write_fees(form: Form, *, input_by_range: bool = False) -> Page:
    """Write the sheet of fees paid by the council.

    Args:
        form: the form.
        input_by_range: whether input is allowed by a protected range.
    """
    page = form.page(FEES, [2, 62, 22, 22, 18, 60, 3, 12], input_by_range=input_by_range)
    page.begin(FEES, "F", note=_FEES_NOTE, place="C6:E6")
    page.height(8, 30)
    headings = ("Kind of care", "Average fee 2020-21", "Average fee 2021-22", "Change",
                "Comments (optional)")  # fmt: skip
    for letter, heading in zip("BCDEF", headings, strict=True):
        page.write(f"{letter}10", heading, "heading")
    page.write("H10", "Complete:", "flag_heading")
    for row, label in enumerate(_FEE_ROWS, start=11):
        page.write(f"B{row}", label, "label")
        for letter, year in (("C", "2020-21"), ("D", "2021-22")):
            page.ask(f"{letter}{row}", answers.money("Type pounds."), f"Average fee {year}")
        change = f'=IF(AND(N(C{row})>0,D{row}<>""),D{row}/C{row}-1,"")'
        page.write(f"E{row}", change, "shown_centred", "+0.0%;-0.0%;0.0%")
        page.ask(f"F{row}", answers.text("Comment if you wish."), "Comments", optional=True)
        about = f"Fee {row - 10}: {label.partition(':')[0]}"
        page.flag(f"H{row}", about, filled(f"C{row}", f"D{row}"), f"C{row}")
        page.height(row, 44)
    page.finish("A1:H13", freeze="C11", paper=A4)
    return page
