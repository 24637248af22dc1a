"""The Metrics sheet of 2024-25, with the headings and definitions that the paper prints."""

from __future__ import annotations

from dataclasses import dataclass

from . import answers
from .boards import PLANS_2024_25, plan_formula
from .pages import A3, Form, Page

NAME = "4. Metrics"
ASSESSMENTS = ("Target met", "Target not met", "Data not available to assess progress")
_MET, _NOT_MET, _ = ASSESSMENTS
_NOTE = (
    "National data may be unavailable at the time of reporting. As such, please utilise data that "
    "may only be available system-wide and other local intelligence."
)
_PLANNED = "For information - Your planned performance as reported in 2024-25 planning"
_QUARTERS = {"D": "Q1", "E": "Q2", "F": "Q3", "G": "Q4"}
# Column, heading, and what the heading goes on to ask in italics.
_HEADINGS = (
    ("B", "Metric", ""),
    ("C", "Definition", ""),
    ("H", "For information - actual performance for Q3 (For Q4 data, please refer to data pack on "
     "BCX)", ""),
    ("I", "Assessment of whether ambitions have been met", ""),
    ("J", "Challenges and any Support Needs",
     "Please:\n- describe any challenges faced in meeting the planned target, and please highlight "
     "any support that may facilitate or ease the achievements of metric plans\n- ensure that if "
     "you have selected data not available to assess progress that this is addressed in this "
     "section of your plan"),
    ("K", "Achievements - including where BCF funding is supporting improvements.",
     "Please describe any achievements, impact observed or lessons learnt when considering "
     "improvements being pursued for the respective metrics"),
    ("L", "Variance from plan",
     "Please ensure that this section is completed where you have indicated that this metric is "
     "not on track to meet target outlining the reason for variance from plan"),
    ("M", "Mitigation for recovery",
     "Please ensure that this section is completed where a) Data is not available to assess "
     "progress b) Not on track to meet target with actions to recovery position against plan"),
)  # fmt: skip


@dataclass(frozen=True)
class _Row:
    label: str
    definition: str
    plan: str
    form: str
    actual: answers.Answer | str


_RATE = answers.number("Type the rate per 100,000 people.")
_ROWS = (
    _Row("Avoidable admissions", "Unplanned hospitalisation for chronic ambulatory care sensitive "
         "conditions (NHS Outcome Framework indicator 2.3i)", "Avoidable admissions", "#,##0.0",
         _RATE),
    _Row("Discharge to normal place of residence", "Percentage of people who are discharged from "
         "acute hospital to their normal place of residence", "Discharge", "0.0%",
         answers.share("Type the percentage of people.")),
    _Row("Falls", "Emergency hospital admissions due to falls in people aged 65 and over directly "
         "age standardised rate per 100,000.", "Falls", "#,##0.0", _RATE),
    _Row("Residential Admissions", "Rate of permanent admissions to residential care per 100,000 "
         "population (65+)", "Residential admissions", "#,##0", "not applicable"),
)  # fmt: skip


def write_metrics(form: Form) -> Page:
    """Write the Metrics sheet."""
    page = form.page(NAME, [2, 18, 30, 9, 9, 9, 9, 17, 22, 44, 44, 40, 40, 2, 12])
    page.begin(NAME, "M", note=_NOTE, place="D6:G6")
    for letter, heading, request in _HEADINGS:
        page.write(f"{letter}10:{letter}11", heading, "heading")
        if request:
            page.add_request(f"{letter}10", heading, request)
    page.write("D10:G10", _PLANNED, "plan_heading")
    for letter, quarter in _QUARTERS.items():
        page.write(f"{letter}11", quarter, "plan_heading")
    page.write("O10:O11", "Complete:", "flag_heading")
    page.height(10, 104)
    page.height(11, 20)
    for row, contents in enumerate(_ROWS, start=12):
        _write_row(page, row, contents)
    page.finish("A1:O15", freeze="D12", repeat="10:11", paper=A3)
    return page


def _write_row(page: Page, row: int, contents: _Row) -> None:
    page.write(f"B{row}", contents.label, "label")
    page.write(f"C{row}", contents.definition)
    for letter, quarter in _QUARTERS.items():
        heading = f"{contents.plan} {quarter}"
        plan = plan_formula(PLANS_2024_25, heading) if heading in PLANS_2024_25 else None
        page.write(f"{letter}{row}", plan, "shown_centred", contents.form)
    if isinstance(contents.actual, str):
        page.write(f"H{row}", contents.actual, "shown_centred")
    else:
        page.ask(f"H{row}", contents.actual, "Actual, Q3", optional=True)
    _write_commentary(page, row, contents.label)
    page.height(row, 130)


def _write_commentary(page: Page, row: int, label: str) -> None:
    choice = answers.outside_choice("Choose the assessment.", "Lists!$B$2:$B$4")
    page.ask(f"I{row}", choice, label)
    page.ask(f"J{row}", answers.text("Describe challenges and support needed."), "Challenges")
    page.ask(f"K{row}", answers.text("Describe achievements."), "Achievements")
    missed = f'$I${row}="{_NOT_MET}"'
    page.ask(f"L{row}", answers.text("Wanted where the target was not met."), "Variance",
             wanted_when=missed)  # fmt: skip
    recover = f'AND($I${row}<>"",$I${row}<>"{_MET}")'
    page.ask(f"M{row}", answers.text("Wanted where the target was not met or there are no data."),
             "Mitigation", wanted_when=recover)  # fmt: skip
    complete = (
        f'AND(I{row}<>"",J{row}<>"",K{row}<>"",OR(I{row}<>"{_NOT_MET}",L{row}<>""),'
        f'OR(I{row}="{_MET}",M{row}<>""))'
    )
    page.flag(f"O{row}", label, complete, f"I{row}")
