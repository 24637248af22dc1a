"""The 2024-25 end of year form, sheet by sheet."""

from __future__ import annotations

from datetime import date

from .boards import PLANS_2024_25
from .capacity import write_capacity
from .conditions import write_conditions
from .cover import add_cover, write_cover
from .feedback import write_feedback
from .guidance import write_guidance
from .income import Sums, write_income
from .lists import write_lists
from .metrics_2024_25 import ASSESSMENTS, write_metrics
from .pages import Form

FILE = "bcf-2024-25-eoy.xlsx"
_SOURCES = (
    "Rebuilt from the 2024-25 end of year return of Leicestershire, of which the sheet 4. Metrics "
    "was published. That sheet's titles, note, headings, definitions and plans are as printed; "
    "no other place's plans were found. All other sheets, the layout and their wording are ours, "
    "after returns of the same kind."
)
_VARIANCE = (
    "Variance and mitigation",
    "On the Metrics sheet the variance is wanted where a target was not met. The mitigation is "
    "wanted there too, and where data are not available to assess progress.",
)
_CONDITIONS = (
    "Plans were jointly agreed, and a section 75 agreement is in place for the pooled money.",
    "Services were arranged so that people stay well, safe and independent at home for longer.",
    "Services were arranged so that people get the right care in the right place at the right "
    "time.",
    "The NHS contribution to adult social care, and its spending on out-of-hospital services, "
    "were kept at the agreed level or above.",
)
_SUMS = Sums(
    parts=(
        ("Minimum Sub Total", (
            "Disabled Facilities Grant", "Improved Better Care Fund",
            "Local Authority Discharge Funding", "NHS Minimum Contribution",
            "ICB Discharge Funding",
        )),
        ("Additional Sub Total", ("Additional LA Contribution", "Additional NHS Contribution")),
    ),
    total="Total BCF Pooled Fund",
    spending=(
        "Assistive technologies and equipment", "Bed-based intermediate care",
        "Carers' services", "Community-based schemes", "Grants for adapting homes",
        "Home care and domiciliary care", "Home-based intermediate care",
        "Residential placements", "Other spending",
    ),
    spending_total="Total BCF expenditure",
)  # fmt: skip
_MONTHS = ("October 2024", "November 2024", "December 2024", "January 2025", "February 2025",
           "March 2025")  # fmt: skip
_SERVICES = (
    ("After a stay in hospital", (
        "Discharge: reablement and rehabilitation at home",
        "Discharge: short-term home care",
        "Discharge: reablement and rehabilitation in a bed",
        "Discharge: other short-term care in a bed",
        "Discharge: a new placement in a care home",
    )),
    ("From the community", (
        "Community: social support, with the voluntary sector",
        "Community: urgent community response",
        "Community: reablement and rehabilitation at home",
        "Community: reablement and rehabilitation in a bed",
    )),
)  # fmt: skip


def end_of_year_2024_25() -> Form:
    """Return the form with every sheet written."""
    form = Form(FILE, "Better Care Fund 2024-25 EOY Reporting Template", "2024-25")
    write_guidance(form, _SOURCES, [_VARIANCE])
    cover = add_cover(form)
    write_conditions(form, _CONDITIONS, input_by_range=True)
    write_metrics(form)
    write_income(form, "5. Income & Expenditure", _SUMS)
    write_capacity(form, "6. Capacity & Demand", _MONTHS, _SERVICES)
    write_feedback(form, "7. Year-End Feedback")
    more = [("Job title:", "Type your job title.", "Role")]
    write_cover(cover, date(2025, 4, 1), date(2026, 3, 31), more)
    write_lists(form, ASSESSMENTS, PLANS_2024_25)
    return form
