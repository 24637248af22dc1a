"""The expected-values workbook: the first sheet, a sheet for each rule, and the ``test_`` names."""

from __future__ import annotations

from datetime import datetime

from ..pages import Form
from .charts import ICONS, LIMITS, POINTS
from .fingertips import BENCHMARK, GOAL, LIMITS_AND_GOAL, RANGE
from .home import TITLE, Home
from .intervals import BYAR, POISSON, STANDARDISED, WILSON
from .movements import DELAY, TRAVEL
from .ratings import MILESTONES, RAG, TARGETS, TOLERANCES
from .rounding import ROUNDING
from .sheets import TableSheet
from .small_numbers import COUNTS, RATES, TOTALS
from .tables import Table
from .trends import COCHRAN, RECENT
from .variances import PERIODS, VARIANCE

FILE = "expected-values.xlsx"
TABLES: tuple[Table, ...] = (
    *(ROUNDING, VARIANCE, PERIODS, TARGETS, RAG, MILESTONES, TOLERANCES, TRAVEL, DELAY),
    *(LIMITS, POINTS, ICONS, WILSON, POISSON, BYAR, STANDARDISED, RECENT, COCHRAN),
    *(BENCHMARK, GOAL, RANGE, LIMITS_AND_GOAL, COUNTS, RATES, TOTALS),
)


def expected_values() -> Form:
    """Return the workbook with every sheet written."""
    form = Form(FILE, TITLE, "")
    form.book.set_properties({
        "title": TITLE, "subject": "Rules of Better Care Fund returns",
        "keywords": "Better Care Fund, expected values", "created": datetime(2025, 1, 1),
        "comments": "What each rule gives, beside live formulas that give it again.",
    })  # fmt: skip
    home = Home(form)
    for table in TABLES:
        TableSheet(form, table).write()
        form.name(f"test_{table.id}", f"'{table.sheet}'!$B$3")
    home.write(TABLES)
    return form
