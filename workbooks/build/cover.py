"""The Cover: who fills the form for which board, and the checklist over all sheets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from . import answers
from .boards import BOARD_LIST
from .extensions import IconSet
from .pages import Form, Page, filled, quoted

COVER = "2. Cover"
_FIRST = 8
_NOTE = (
    "The whole workbook concerns one Health and Wellbeing Board. Choose it before anything else: "
    "the choice fills the plan cells of the Metrics sheet."
)
_CONTACTS = (
    ("Health and Wellbeing Board:", "Choose the board.", "Board"),
    ("Completed by:", "Type your name.", "Name"),
    ("E-mail:", "Type your e-mail address.", "E-mail address"),
    ("Contact number:", "Type your telephone number.", "Telephone"),
)
_SIGNED = (
    "Has this return been signed off by, or on behalf of, the Health and Wellbeing Board at the "
    "time of submission?"
)
_SIGNED_DATE = "If no, when is the Health and Wellbeing Board expected to sign it off?"


def add_cover(form: Form) -> Page:
    """Add the Cover in its place among the sheets, to be written when the flags are known."""
    page = form.page(COVER, [2, 62, 48, 14])
    form.name("HWB_Selected", f"{quoted(COVER)}!$C${_FIRST}")
    return page


def write_cover(
    page: Page, first: date, last: date, more: Sequence[tuple[str, str, str]] = ()
) -> None:
    """Write the Cover with its checklist, once all other pages have their flags.

    Args:
        page: the page from :func:`add_cover`.
        first: the first day on which sign-off may be expected.
        last: the last such day.
        more: label, prompt and short name of further questions answered by a short text.
    """
    page.begin(COVER, "D")
    page.write("B6:D6", _NOTE, "note")
    page.height(6, 30)
    page.write(f"D{_FIRST - 1}", "Complete:", "flag_heading")
    row = _FIRST
    for label, prompt, about in (*_CONTACTS, *more):
        answer = answers.text(prompt, 120)
        if row == _FIRST:
            answer = answers.outside_choice(prompt, BOARD_LIST)
        _question(page, row, label, answer, about)
        row += 1
    _question(page, row, _SIGNED, answers.YES_NO, "Signed off")
    page.height(row, 28)
    row += 1
    asked = f'$C${row - 1}="No"'
    page.write(f"B{row}", _SIGNED_DATE, "label")
    limits = answers.day(f"Type a date from {first:%d/%m/%Y} to {last:%d/%m/%Y}.", first, last)
    page.ask(f"C{row}", limits, "Expected sign-off", wanted_when=asked)
    condition = f'OR($C${row - 1}="Yes",AND({asked},C{row}<>""))'
    page.flag(f"D{row}", "Expected sign-off date", condition, f"C{row}")
    _write_status(page, row + 2)


def _question(page: Page, row: int, label: str, answer: answers.Answer, about: str) -> None:
    page.write(f"B{row}", label, "label")
    page.ask(f"C{row}", answer, about)
    page.flag(f"D{row}", about, filled(f"C{row}"), f"C{row}")


def _write_status(page: Page, row: int) -> None:
    """Write the overall state, then the checklist from which it is worked out."""
    start = row + 5
    ends = start + 1 + sum(len(each.flags) + 1 for each in page.form.pages.values() if each.flags)
    flags = f"$D${start + 2}:$D${ends}"
    page.write(f"B{row}", "State of this workbook", "label")
    overall = f'=IF({_all_yes(flags)},"Complete Template","Incomplete Template")'
    page.write(f"C{row}:D{row}", overall, "flag")
    page.tone(f"C{row}:D{row}", "Complete Template", "Incomplete Template")
    page.form.name("Template_Status", f"{quoted(COVER)}!$C${row}")
    page.write(f"B{row + 1}", "Share of checks that say Yes", "label")
    share = f'=COUNTIF({flags},"Yes")/ROWS({flags})'
    page.write(f"C{row + 1}:D{row + 1}", share, "shown_centred", "0%")
    page.icons.append(IconSet(f"C{row + 1}"))
    _write_checklist(page, start)
    page.finish(f"A1:D{ends}", freeze="A5")


def _write_checklist(page: Page, start: int) -> None:
    page.write(f"B{start - 1}:D{start - 1}", "Checklist", "section")
    for cell, heading in ((f"B{start + 1}", "Check"), (f"C{start + 1}", "Cell")):
        page.write(cell, heading, "heading")
    page.write(f"D{start + 1}", "Checker", "flag_heading")
    page.write(f"B{start}:D{start}", "Each entry leads to its cell.", "note")
    row = start + 2
    for each in page.form.pages.values():
        if each.flags:
            row = _write_sheet_checks(page, each, row)


def _all_yes(flags: str) -> str:
    return f'COUNTIF({flags},"Yes")=ROWS({flags})'


def _write_sheet_checks(page: Page, checked: Page, row: int) -> int:
    first = row + 1
    last = row + len(checked.flags)
    page.write(f"B{row}:C{row}", f"{checked.name}: Sheet completed", "label")
    done = _all_yes(f"D{first}:D{last}")
    page.write(f"D{row}", f'=IF({done},"Yes","No")', "flag")
    for number, flag in enumerate(checked.flags, start=first):
        page.write(f"B{number}", flag.about, "words")
        target = f"{quoted(checked.name)}!{flag.leads_to}"
        page.sheet.write_url(
            f"C{number}", f"internal:{target}", page.form.look.style("link"),
            f"{checked.name}, {flag.leads_to}", "Go to the cell",
        )  # fmt: skip
        page.write(f"D{number}", f"={quoted(checked.name)}!{flag.cell}", "flag")
    page.tone(f"D{row}:D{last}")
    return last + 1
