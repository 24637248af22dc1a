"""What can be found when a dashboard is refreshed."""

from __future__ import annotations

from xlbcf.rules.kinds import Kind, Severity

KINDS = (
    Kind(
        "REFR01",
        "No known dashboard",
        Severity.ERROR,
        "this workbook is no dashboard that is known: {reason}.",
        "Name a dashboard workbook, or put its sheets and headings into mappings/dashboards/.",
        meaning="A dashboard is known by its sheets and by the headings of its data sheet. A "
        "workbook without them has nothing that could be refreshed.",
        example={"reason": "for outcomes-framework it lacks the sheet “Data”"},
        place="report.xlsx",
    ),
    Kind(
        "REFR02",
        "Row of the data sheet not readable",
        Severity.ERROR,
        "{reason}. The row was left as it is.",
        "Correct the row on the data sheet and run again.",
        meaning="Unit, polarity and decimals say how a figure is read and judged. A row where "
        "they are not understood is not touched; the others are refreshed.",
        example={"reason": "the unit is “per cent”, and should be one of count, rate, percent"},
        place="Data!A7, tobacco_screening",
    ),
    Kind(
        "REFR03",
        "History not found",
        Severity.ERROR,
        "{reason}. The row was left as it is.",
        "Mend the name under Formulas, Name Manager, or take the sheet from the shipped dashboard.",
        meaning="The table of a series' earlier figures is found by a defined name. Without it "
        "the old figure could not be kept, so the new one is not put in.",
        example={"reason": "there is no name history_tobacco_screening_lpt"},
        place="Data!A7, 2a Tobacco screening, LPT",
    ),
    Kind(
        "REFR04",
        "Row of figures about no metric",
        Severity.ERROR,
        "the row names no metric, so it was left out.",
        "Give the metric's id, or take the row out.",
        meaning="A figure goes to the row of the dashboard with its metric and part. Without a "
        "metric nobody can say where it belongs.",
        example={},
        place="figures.csv:14",
    ),
    Kind(
        "REFR05",
        "Figure cannot be taken",
        Severity.ERROR,
        "the {column} at {source} is {found}: {reason}. The row keeps its old values.",
        "Correct it in the figures and run again.",
        meaning="A row of the dashboard is refreshed with all that the figures have for it, or "
        "with nothing, so that old and new never stand mixed. The other rows are refreshed.",
        example={
            "column": "value",
            "source": "figures.csv:14",
            "found": "“about 5”",
            "reason": "it is not a number",
        },
        place="Data!A7, 2a Tobacco screening, LPT",
    ),
    Kind(
        "REFR06",
        "Figure given twice",
        Severity.ERROR,
        "{what} is given at {first} and again at {second}. The row keeps its old values.",
        "Take one of the two out and run again.",
        meaning="Which of two figures of one period is right cannot be told from the figures "
        "alone, not even where they are equal: one of them may belong to another row.",
        example={
            "what": "2018-19 Q2, actual",
            "first": "figures.csv:14",
            "second": "figures.csv:20",
        },
        place="Data!A7, 2a Tobacco screening, LPT",
    ),
)
