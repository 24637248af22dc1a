"""The sheet of adult social care fee rates."""

from __future__ import annotations

from . import answers
from .pages import A4, Form, Page, filled

_NOTE = (
    "Give the average fee that the council paid to external providers. Leave out what people pay "
    "themselves on top and what the NHS pays for nursing."
)
_KINDS = (
    "Home care: average per contact hour",
    "Care homes for people aged 65 and over without nursing: average per person per week",
    "Care homes for people aged 65 and over with nursing: average per person per week",
)


def write_fees(form: Form, name: str, *, input_by_range: bool = False) -> Page:
    """Write the sheet of fees paid by the council in 2020-21 and 2021-22.

    Args:
        form: the form.
        name: the sheet's name.
        input_by_range: whether input is allowed by a protected range.
    """
    page = form.page(name, [2, 62, 22, 22, 18, 60, 3, 12], input_by_range=input_by_range)
    page.begin(name, "F", note=_NOTE, place="C6:E6")
    page.height(8, 30)
    headings = ("Kind of care", "Average fee 2020-21", "Average fee 2021-22", "Change",
                "Comments (optional)")  # fmt: skip
    for letter, heading in zip("BCDEF", headings, strict=True):
        page.write(f"{letter}10", heading, "heading")
    page.write("H10", "Complete:", "flag_heading")
    for row, kind in enumerate(_KINDS, start=11):
        _write_kind(page, row, kind)
    page.finish("A1:H13", freeze="C11", paper=A4)
    return page


def _write_kind(page: Page, row: int, kind: str) -> None:
    page.write(f"B{row}", kind, "label")
    for letter, year in (("C", "2020-21"), ("D", "2021-22")):
        page.ask(f"{letter}{row}", answers.money("Type pounds."), f"Average fee {year}")
    change = f'=IF(AND(N(C{row})>0,D{row}<>""),D{row}/C{row}-1,"")'
    page.write(f"E{row}", change, "shown_centred", "+0.0%;-0.0%;0.0%")
    page.ask(f"F{row}", answers.text("Comment if you wish."), "Comments", optional=True)
    about = f"Fee {row - 10}: {kind.partition(':')[0]}"
    page.height(row, 44)
    page.flag(f"H{row}", about, filled(f"C{row}", f"D{row}"), f"C{row}")
