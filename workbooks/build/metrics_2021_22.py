"""The Metrics sheet of 2021-22: one plan a row, but four for length of stay."""

from __future__ import annotations

from . import answers
from .boards import PLANS_2021_22, plan_formula
from .pages import A3, Form, Page, filled

NAME = "4. Metrics"
_NOTE = (
    "National data may be late. Where it is, use the best local information, and say so in the "
    "commentary. Planned figures come from the 2021-22 plan of the chosen board."
)
_HEADINGS = (
    ("B10", "Metric", "heading"),
    ("C10", "Definition", "heading"),
    ("D10:G10", "For information - Your planned performance as reported in 2021-22 planning",
     "plan_heading"),
    ("H10", "Assessment of progress against the metric plan for the reporting period", "heading"),
    ("I10", "Challenges and any Support Needs", "heading"),
    ("J10", "Achievements", "heading"),
    ("L10", "Complete:", "flag_heading"),
)  # fmt: skip
_STAY = "Length of Stay"
_STAYS = tuple(heading for heading in PLANS_2021_22 if "days or more" in heading)
# First and last row, label, definition, heading in the plan data, number format.
_ROWS = (
    (11, 11, "Avoidable admissions", "Unplanned hospitalisation for chronic ambulatory care "
     "sensitive conditions (NHS Outcome Framework Indicator 2.3i)", "Avoidable admissions",
     "#,##0.0"),
    (12, 13, _STAY, "Proportion of inpatients resident for: i) 14 days or more "
     "ii) 21 days or more", "", "0.0%"),
    (14, 14, "Discharge to normal place of residence", "Percentage of people who are discharged "
     "from acute hospital to their normal place of residence", "Discharge", "0.0%"),
    (15, 15, "Res Admissions", "Rate of permanent admissions to residential care per 100,000 "
     "population (65+)", "Residential admissions", "#,##0"),
    (16, 16, "Reablement", "Proportion of older people (65 and over) who were still at home 91 "
     "days after discharge from hospital into reablement / rehabilitation services", "Reablement",
     "0.0%"),
)  # fmt: skip


def write_metrics(form: Form) -> Page:
    """Write the Metrics sheet."""
    page = form.page(NAME, [2, 18, 34, 11, 11, 11, 11, 24, 70, 70, 2, 12])
    page.begin(NAME, "J", note=_NOTE, place="D6:G6")
    for area, heading, style in _HEADINGS:
        page.write(area, heading, style)
    page.height(10, 60)
    for row in _ROWS:
        _write_row(page, *row)
    page.finish("A1:L16", freeze="D11", repeat="10:10", paper=A3)
    return page


def _write_row(
    page: Page, top: int, last: int, label: str, definition: str, plan: str, form: str
) -> None:
    def area(letter: str) -> str:
        return f"{letter}{top}" if top == last else f"{letter}{top}:{letter}{last}"

    page.write(area("B"), label, "label")
    page.write(area("C"), definition)
    if label == _STAY:
        _write_stays(page, top, form)
    else:
        page.write(f"D{top}:G{top}", plan_formula(PLANS_2021_22, plan), "shown_centred", form)
        page.height(top, 130)
    choice = answers.outside_choice("Choose the assessment.", "Lists!$B$2:$B$4")
    page.ask(area("H"), choice, label)
    page.ask(area("I"), answers.text("Describe challenges and support needed."), "Challenges")
    page.ask(area("J"), answers.text("Describe achievements."), "Achievements")
    complete = filled(f"H{top}", f"I{top}", f"J{top}")
    page.flag(area("L"), label, complete, f"H{top}")


def _write_stays(page: Page, row: int, form: str) -> None:
    """Write the sub-header in mid-table and the four plans under it."""
    for letter, heading in zip("DEFG", _STAYS, strict=True):
        page.write(f"{letter}{row}", heading, "plan_heading")
        formula = plan_formula(PLANS_2021_22, heading)
        page.write(f"{letter}{row + 1}", formula, "shown_centred", form)
    page.height(row, 44)
    page.height(row + 1, 150)
