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
    ),
    Kind(
        "FILL03",
        "Assessment proposed",
        Severity.QUERY,
        "{wording} is proposed: {reason}.",
        "Decide, and give the assessment in the commentary.",
    ),
    Kind(
        "FILL04",
        "Figure shown differs from the figures given",
        Severity.QUERY,
        "{field}: the template shows {found}, and the figures say {expected}.",
        "Check which is right.",
    ),
    Kind(
        "FILL05",
        "Value the template does not offer",
        Severity.ERROR,
        "{field} is {found}; expected is {expected}.",
        "Correct it.",
    ),
    Kind(
        "FILL07",
        "Completeness unknown",
        Severity.QUERY,
        "flags could not be recalculated here ({count}): {flags}.",
        "Open the file in Excel to see them.",
    ),
    Kind(
        "FILL08",
        "Cell not empty",
        Severity.ERROR,
        "{field} holds {found} already, and {value} would replace it.",
        "Use --force to replace it, or leave it out of the figures and commentary.",
    ),
    Kind(
        "FILL09",
        "Place not offered by the template",
        Severity.ERROR,
        "the template's list of places does not offer {found}.",
        "Check the template's year and mappings/places.yaml.",
    ),
    Kind(
        "FILL10",
        "Figures without a cell",
        Severity.NOTE,
        "no cell of this return takes {figures}.",
        "Check period and status if it was meant to.",
    ),
    Kind(
        "FILL11",
        "Output is not a return",
        Severity.ERROR,
        "the file in the way is not a workbook that xlbcf can read.",
        "Move it away, or replace it with --force (a backup is kept).",
    ),
    Kind(
        "FILL12",
        "Assessment not supported by the figures shown",
        Severity.QUERY,
        "{wording} is given, and not supported by the figures shown: {reason}.",
        "Check both; the answer may rest on figures that the return does not show.",
    ),
    Kind(
        "FILL13",
        "Values cleared",
        Severity.QUERY,
        "values that the earlier output had are gone ({count}): {cells}.",
        "Check the figures and commentary; xlbcf undo puts the earlier output back.",
    ),
    Kind(
        "FILL14",
        "Nothing for this place",
        Severity.QUERY,
        "no figure and no commentary given fits this place's return.",
        "Check the place codes, periods and statuses.",
    ),
    Kind(
        "FILL15",
        "Form saved by another program",
        Severity.QUERY,
        "input cells have lost their drop-down, their limits or the permission to type ({count}): "
        "{cells}.",
        "Some programs drop these when they save. Start again from the form as it was issued.",
    ),
)
