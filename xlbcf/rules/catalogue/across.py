"""What can be found by laying figures and returns beside each other."""

from __future__ import annotations

from xlbcf.rules.kinds import Kind, Severity

_FILE = "bcf-2024-25-eoy-rutland.xlsx"

KINDS = (
    Kind(
        "ACR01",
        "Total differs from the sum of its parts",
        Severity.ERROR,
        "{found}, and its parts come to {expected}: {parts}.",
        "Correct the total or a part.",
        meaning="A total and its parts stand in one return; both cannot be right.",
        example={
            "found": "4",
            "expected": "25",
            "parts": "committed 24, not committed 0, other 1",
        },
        place="pathfinders.xlsx, Finances!E48",
    ),
    Kind(
        "ACR02",
        "Rate differs from its fraction",
        Severity.QUERY,
        "{found}, and {numerator} of {denominator} is {expected}.",
        "Check which of the three is right; a rate standardised by age may differ.",
        meaning="A rate is worked out again from the two numbers given beside it.",
        example={
            "found": "538.8",
            "numerator": "899",
            "denominator": "153982",
            "expected": "583.834",
        },
        place=f"{_FILE}, '4. Metrics'!H15",
    ),
    Kind(
        "ACR03",
        "Out of order",
        Severity.ERROR,
        "{found}, which is before {other} ({before}).",
        "Correct one of the two.",
        meaning="What begins must not come after its own end, and what follows not before it.",
        example={
            "found": "01/03/2024",
            "other": "start date 3",
            "before": "05/01/2025",
        },
        place="towns-fund.xlsx, '3 - Programme Progress'!E22",
    ),
    Kind(
        "ACR04",
        "Same figure, two values",
        Severity.ERROR,
        "{found}, and {other} is {expected}; they must be the same.",
        "Correct one of the two.",
        meaning="The form asks for one figure in two cells.",
        example={
            "found": "120",
            "other": "total underspend",
            "expected": "119",
        },
        place="pathfinders.xlsx, Finances!B38",
    ),
)
