"""What can be found about a series and its control chart."""

from __future__ import annotations

from xlbcf.rules.kinds import Kind, Severity

KINDS = (
    Kind(
        "SPC01",
        "Date not understood",
        Severity.ERROR,
        "{found} is not a date; expected is a date such as 2025-03-31 or 31/03/2025, a month such "
        "as 2025-03, or a quarter or year such as 2024-25 Q3.",
        "Correct it.",
    ),
    Kind(
        "SPC02",
        "Date given twice",
        Severity.ERROR,
        "there is a point of {found} here and at {other} too.",
        "Keep one of the two, or chart one series at a time.",
    ),
    Kind(
        "SPC03",
        "Nothing to chart",
        Severity.ERROR,
        "there is no row with a date and a figure.",
        "Give at least one point.",
    ),
    Kind(
        "SPC04",
        "Rebase date outside the series",
        Severity.ERROR,
        "{found} is not among the dates of the series, {first} to {last}.",
        "Give a date within it, or leave it out.",
    ),
    Kind(
        "SPC05",
        "Option is not a number",
        Severity.ERROR,
        "{found} cannot be compared with the values: {reason}.",
        "Write it as the values are written.",
    ),
    Kind(
        "SPC06",
        "Percent sign missing",
        Severity.ERROR,
        "the value is {found}, and other values carry a percent sign.",
        "Write all values in one way.",
    ),
    Kind(
        "SPC07",
        "Too few points for SPC",
        Severity.NOTE,
        "{found} has {count} of the {expected} points that its limits need; they are provisional.",
        "Compare single figures with their confidence intervals instead.",
    ),
    Kind(
        "SPC08",
        "Package needed to draw",
        Severity.ERROR,
        "drawing it needs the package {package}.",
        "Install it with: pip install {install}",
    ),
    Kind(
        "SPC09",
        "Length not of this rule set",
        Severity.ERROR,
        "a shift and a trend have {expected} points with the rules {rules}.",
        "Use --rules {other}, or leave the length out.",
    ),
)
