"""The 2021-22 year-end form, sheet by sheet."""

from __future__ import annotations

from datetime import date

from .boards import PLANS_2021_22
from .conditions import write_conditions
from .cover import add_cover, write_cover
from .feedback import write_feedback
from .fees import write_fees
from .guidance import write_guidance
from .income import Sums, write_income
from .lists import write_lists
from .metrics_2021_22 import write_metrics
from .pages import Form

FILE = "bcf-2021-22-year-end.xlsx"
ASSESSMENTS = ("On track to meet target", "Not on track to meet target",
               "Data not available to assess progress")  # fmt: skip
_SOURCES = (
    "Rebuilt from the report of 26 May 2022 on the three year-end returns of Leicester, "
    "Leicestershire and Rutland. The list of components, the headings of the metrics table, the "
    "metric definitions and the plans of the three places are as printed there. The layout and "
    "all other wording are ours. Rutland's length of stay plans are not in the paper, so those "
    "cells stay empty for Rutland."
)
_CONDITIONS = (
    "A plan was agreed for the board's area, with all mandatory money in a pooled fund under "
    "section 75 of the National Health Service Act 2006.",
    "The CCG minimum contribution to social care was agreed and kept to.",
    "Money was invested in out-of-hospital services commissioned by the NHS.",
    "There was a plan for improving outcomes for people being discharged from hospital.",
)
_SUMS = Sums(
    parts=(
        ("Minimum Sub Total", (
            "Disabled Facilities Grant", "Improved Better Care Fund", "CCG Minimum Contribution",
        )),
        ("Additional Sub Total", ("CCG Additional Contribution", "LA Additional Contribution")),
    ),
    total="Total BCF Pooled Fund",
    spending=("Total BCF expenditure",),
)  # fmt: skip


def year_end_2021_22() -> Form:
    """Return the form with every sheet written."""
    form = Form(FILE, "Better Care Fund 2021-22 Year-End Reporting Template", "2021-22")
    write_guidance(form, _SOURCES)
    cover = add_cover(form)
    write_conditions(form, _CONDITIONS)
    write_metrics(form)
    write_income(form, "5. I&E actual", _SUMS)
    write_feedback(form, "6. Year-End Feedback")
    write_fees(form, "7. ASC fee rates", input_by_range=True)
    write_cover(cover, date(2022, 4, 1), date(2023, 3, 31))
    write_lists(form, ASSESSMENTS, PLANS_2021_22)
    return form
