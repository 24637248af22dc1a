"""The Year-End Feedback sheet: statements to agree with, successes and challenges."""

from __future__ import annotations

from . import answers
from .pages import A3, Form, Page, filled

AGREEMENT = ("Strongly agree", "Agree", "Neither agree nor disagree", "Disagree",
             "Strongly disagree")  # fmt: skip
ENABLERS = (
    "1. Local context: funding, people and geography",
    "2. System-wide governance and systems leadership",
    "3. Shared electronic records",
    "4. Choice and control for people",
    "5. Integrated workforce: joint training and upskilling",
    "6. A good and sustainable provider market",
    "7. Joined-up regulatory approach",
    "8. Pooled or aligned resources",
    "9. Joint commissioning of health and social care",
    "Other",
)
_NOTE = "Say how the plan was delivered in the year, and what helped and hindered integration."
_STATEMENT_HEADINGS = ("Statement", "Response", "Comments")
_STORY_HEADINGS = ("Successes and challenges", "Enabler", "Description")
_STORIES = ("Success 1", "Success 2", "Challenge 1", "Challenge 2")


def write_feedback(form: Form, name: str, *, input_by_range: bool = False) -> Page:
    """Write the Year-End Feedback sheet.

    Args:
        form: the form; the names ``List_Agreement`` and ``List_Enablers`` must be defined.
        name: the sheet's name.
        input_by_range: whether input is allowed by a protected range.
    """
    page = form.page(name, [2, 52, 32, 130, 3, 12], input_by_range=input_by_range)
    page.begin(name, "D", note=_NOTE, place="C6:D6")
    page.write("B10:D10", "Part 1: delivery of the Better Care Fund", "section")
    _headings(page, 11, _STATEMENT_HEADINGS)
    statements = (
        "1. The Better Care Fund improved joint working between health and social care here.",
        f"2. Our Better Care Fund schemes were carried out as planned in {form.year}.",
        f"3. Delivering our plan in {form.year} helped to integrate health and social care here.",
    )
    agreement = answers.named_choice("Choose how far you agree.", "List_Agreement")
    for number, statement in enumerate(statements, start=1):
        comment = answers.text("Say why, with examples.")
        _row(page, 11 + number, statement, f"Statement {number}", agreement, comment)
        page.height(11 + number, 60)
    page.write("B16:D16", "Part 2: successes and challenges", "section")
    _headings(page, 17, _STORY_HEADINGS)
    enabler = answers.named_choice("Choose the enabler that it concerns.", "List_Enablers")
    for row, story in enumerate(_STORIES, start=18):
        described = answers.text("Describe it, with its effect.")
        _row(page, row, story, story, enabler, described)
        page.height(row, 170)
    page.finish("A1:F21", freeze="A10", paper=A3)
    return page


def _headings(page: Page, row: int, headings: tuple[str, str, str]) -> None:
    for letter, heading in zip("BCD", headings, strict=True):
        page.write(f"{letter}{row}", heading, "heading")
    page.write(f"F{row}", "Complete:", "flag_heading")


def _row(
    page: Page, row: int, label: str, about: str, choice: answers.Answer, words: answers.Answer
) -> None:
    page.write(f"B{row}", label, "label")
    page.ask(f"C{row}", choice, about)
    page.ask(f"D{row}", words, about)
    page.flag(f"F{row}", about, filled(f"C{row}", f"D{row}"), f"C{row}")
