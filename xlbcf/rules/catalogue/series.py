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
        meaning="Points are put into order by their dates, and runs and trends depend on that "
        "order.",
        example={"found": "“31/02/2025”"},
        place="delays.csv:3",
    ),
    Kind(
        "SPC02",
        "Date given twice",
        Severity.ERROR,
        "there is a point of {found} here and at {other} too.",
        "Keep one of the two, or chart one series at a time.",
        meaning="A chart of one series has one point a date. Often the file holds several "
        "places or metrics one below the other.",
        example={"found": "2024-04-01", "other": "delays.csv:2"},
        place="delays.csv:15",
    ),
    Kind(
        "SPC03",
        "Nothing to chart",
        Severity.ERROR,
        "there is no row with a date and a figure.",
        "Give at least one point.",
        meaning="The file has its headings, but no row below them that could be drawn.",
        example={},
        place="delays.csv",
    ),
    Kind(
        "SPC04",
        "Rebase date outside the series",
        Severity.ERROR,
        "{found} is not among the dates of the series, {first} to {last}.",
        "Give a date within it, or leave it out.",
        meaning="New limits that begin outside the series would change nothing, and the chart "
        "would seem to be rebased.",
        example={"found": "2030-01-01", "first": "2022-04-01", "last": "2025-03-01"},
        place="--rebase",
    ),
    Kind(
        "SPC05",
        "Option is not a number",
        Severity.ERROR,
        "{found} cannot be compared with the values: {reason}.",
        "Write it as the values are written.",
        meaning="A target or limit in another unit than the values would put the line in the "
        "wrong place. Percentages need their sign on both sides or on neither.",
        example={"found": "“95%”", "reason": "it is written with %, and the unit is rate"},
        place="--target",
    ),
    Kind(
        "SPC06",
        "Percent sign missing",
        Severity.ERROR,
        "the value is {found}, and other values carry a percent sign.",
        "Write all values in one way.",
        meaning="Beside 90% a bare 0.9 could mean 0.9% or 90%, and the wrong guess looks like a "
        "collapse.",
        example={"found": "“0.9”"},
        place="delays.csv:3",
    ),
    Kind(
        "SPC07",
        "Too few points for SPC",
        Severity.NOTE,
        "{found} has {count} of the {expected} points that its limits need; they are provisional.",
        "Compare single figures with their confidence intervals instead.",
        meaning="With few points the limits are themselves uncertain and move with each new "
        "one. Series of yearly figures nearly always have too few.",
        example={"found": "the series", "count": "12", "expected": "13"},
        place="delays.csv",
    ),
    Kind(
        "SPC08",
        "Package needed to draw",
        Severity.ERROR,
        "drawing it needs the package {package}.",
        "Install it with: pip install {install}",
        meaning="Pictures are drawn by a package that only some users need, so it is not "
        "installed with xlbcf. The chart in words and as data needs none.",
        example={"package": "matplotlib", "install": "'xlbcf[chart]'"},
        place="--png",
    ),
    Kind(
        "SPC09",
        "Length not of this rule set",
        Severity.ERROR,
        "a shift and a trend have {expected} points with the rules {rules}.",
        "Use --rules {other}, or leave the length out.",
        meaning="A shorter run is met by chance more often. Each chart names its rule set, so "
        "its lengths must be those that the rule set has.",
        example={"expected": "7", "rules": "mdc", "other": "mdc_excel"},
        place="the command",
    ),
)
