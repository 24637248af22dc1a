"""What can be found about a fill."""

from __future__ import annotations

from xlbcf.rules.kinds import Kind, Severity

KINDS = (
    Kind(
        "FILL02",
        "Output edited by hand",
        Severity.ERROR,
        "the file holds values that this fill would lose ({count}): {cells}.",
        "Fill on top of it with --template, or replace it with --force (a backup is kept).",
        meaning="Somebody has typed into the earlier output, and this fill begins with the "
        "blank form. Their work would be gone from the return.",
        example={"count": "2", "cells": "'4. Metrics'!H12, '4. Metrics'!J12"},
        place="out/bcf-2024-25-eoy-leicestershire.xlsx",
    ),
    Kind(
        "FILL03",
        "Assessment proposed",
        Severity.QUERY,
        "{wording} is proposed: {reason}.",
        "Decide, and give the assessment in the commentary.",
        meaning="Nobody gave this assessment, so it follows from plan and actual by rule. The "
        "place answers for it, and may know more than the figures show.",
        example={
            "wording": "“Target not met”",
            "reason": "actual 199.9 against plan 161.8 (2024-25 Q3), low is good: 38.1 above plan, "
            "+23.55%",
        },
        place="Leicestershire, assessment, Avoidable admissions",
    ),
    Kind(
        "FILL04",
        "Figure shown differs from the figures given",
        Severity.QUERY,
        "{field}: the template shows {found}, and the figures say {expected}.",
        "Check which is right.",
        meaning="A form fills in some figures itself, such as plans that were submitted "
        "earlier. Where others are given, one of the two is out of date, and the "
        "assessment may rest on it.",
        example={
            "field": "plan, Discharge to normal place of residence, 2024-25 Q3",
            "found": "0.951",
            "expected": "0.92",
        },
        place="Leicestershire, '4. Metrics'!F13",
    ),
    Kind(
        "FILL05",
        "Value the template does not offer",
        Severity.ERROR,
        "{field} is {found}; expected is {expected}.",
        "Correct it.",
        meaning="The cell has a drop-down or takes one type of value. The form's own flags and "
        "totals count nothing else.",
        example={
            "field": "assessment, Falls",
            "found": "“exceeded”",
            "expected": "met (Target met), not_met (Target not met), "
            "no_data (Data not available to assess progress)",
        },
        place="commentary-2024-25.yaml:4",
    ),
    Kind(
        "FILL07",
        "Completeness unknown",
        Severity.QUERY,
        "flags could not be recalculated here ({count}): {flags}.",
        "Open the file in Excel to see them.",
        meaning="The form says by its flags whether it is complete. A flag that could not be "
        "worked out is reported as unknown, never as Yes.",
        example={"count": "3", "flags": "'2. Cover'!C16, '2. Cover'!D9, '2. Cover'!D23"},
        place="Leicestershire",
    ),
    Kind(
        "FILL08",
        "Cell not empty",
        Severity.ERROR,
        "{field} holds {found} already, and {value} would replace it.",
        "Use --force to replace it, or leave it out of the figures and commentary.",
        meaning="With --template the fill goes on top of a workbook that others have worked in. "
        "What they typed is not replaced unasked.",
        example={
            "field": "actual, Avoidable admissions, 2024-25 Q3",
            "found": "150",
            "value": "199.9",
        },
        place="typed.xlsx (Leicestershire), '4. Metrics'!H12",
    ),
    Kind(
        "FILL09",
        "Place not offered by the template",
        Severity.ERROR,
        "the template's list of places does not offer {found}.",
        "Check the template's year and mappings/places.yaml.",
        meaning="The place on the cover decides which plans the form shows. With a name that is "
        "not in its list it shows none.",
        example={"found": "Rutland"},
        place="bcf-2024-25-eoy.xlsx (Rutland), '2. Cover'!C8",
    ),
    Kind(
        "FILL10",
        "Figures without a cell",
        Severity.NOTE,
        "no cell of this return takes {figures}.",
        "Check period and status if it was meant to.",
        meaning="The figures are sound, but no field of this form has their metric, period and "
        "status. Often the form asks for a quarter where the figures give the year, or "
        "the reverse.",
        example={"figures": "actual length_of_stay_14_days 2021-22 Q3"},
        place="Leicestershire",
    ),
    Kind(
        "FILL11",
        "Output is not a return",
        Severity.ERROR,
        "the file in the way is not a workbook that xlbcf can read.",
        "Move it away, or replace it with --force (a backup is kept).",
        meaning="An earlier output is read to see what others have typed into it. This file "
        "cannot be read, so nothing is known of it and it is not thrown away.",
        example={},
        place="out/bcf-2024-25-eoy-leicester.xlsx",
    ),
    Kind(
        "FILL12",
        "Assessment not supported by the figures shown",
        Severity.QUERY,
        "{wording} is given, and not supported by the figures shown: {reason}.",
        "Check both; the answer may rest on figures that the return does not show.",
        meaning="An assessment beside figures that say otherwise is the contradiction that "
        "readers of a return notice first.",
        example={
            "wording": "“Target met”",
            "reason": "actual 92.22% against plan 95.1% (2024-25 Q3), high is good: 2.88 pp below "
            "plan, −3.03%",
        },
        place="Leicestershire, assessment, Discharge to normal place of residence",
    ),
    Kind(
        "FILL13",
        "Values cleared",
        Severity.QUERY,
        "values that the earlier output had are gone ({count}): {cells}.",
        "Check the figures and commentary; xlbcf undo puts the earlier output back.",
        meaning="What the earlier output showed is no longer in the figures and commentary. It "
        "was withdrawn, or a row has dropped out of an extract.",
        example={"count": "1", "cells": "'4. Metrics'!H12"},
        place="out/bcf-2024-25-eoy-leicestershire.xlsx",
    ),
    Kind(
        "FILL14",
        "Nothing for this place",
        Severity.QUERY,
        "no figure and no commentary given fits this place's return.",
        "Check the place codes, periods and statuses.",
        meaning="But for its name and what the form fills in itself, the return is blank. "
        "Usually the figures are of another year or of other places.",
        example={},
        place="Rutland",
    ),
    Kind(
        "FILL15",
        "Form saved by another program",
        Severity.QUERY,
        "input cells have lost their drop-down, their limits or the permission to type ({count}): "
        "{cells}.",
        "Some programs drop these when they save. Start again from the form as it was issued.",
        meaning="Without a word, some programs leave out drop-downs and permissions when they "
        "save. The form then accepts anything, and may itself no longer be accepted.",
        example={
            "count": "8",
            "cells": "'4. Metrics'!I12, '4. Metrics'!I13, '4. Metrics'!I14, '4. Metrics'!I15, '4. "
            "Metrics'!J12, '4. Metrics'!J13 and 2 more",
        },
        place="bcf-2024-25-eoy-leicestershire.xlsx",
    ),
)
