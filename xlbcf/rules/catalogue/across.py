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
            "parts": "E45 24, E46 0, E47 1",
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
        "{found}, which is {order} {other} ({before}).",
        "Correct one of the two.",
        meaning="What begins must not come after its own end, and what follows not before it.",
        example={
            "found": "01/03/2024",
            "order": "before",
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
    Kind(
        "ACR05",
        "Same figures as another place",
        Severity.QUERY,
        "the same as in the return of {other}: {fields}.",
        "Make sure that they were not pasted into the wrong return.",
        meaning="Two places hardly ever have the same figures to the last digit. Where they do, "
        "one return has often been made from a copy of the other.",
        example={
            "other": "Leicestershire (bcf-2024-25-eoy-leicestershire.xlsx)",
            "fields": "actual, Avoidable admissions, 2024-25 Q3 (199.9)",
        },
        place=f"{_FILE}, '4. Metrics'!H12",
    ),
    Kind(
        "ACR06",
        "Same commentary in several places",
        Severity.NOTE,
        "the same text, word for word, in the returns of {places}: {fields}.",
        "Nothing, if the places wrote it together.",
        meaning="Work done together is often told in the same words. A text about one place alone "
        "does not belong into the return of another.",
        example={
            "places": "Leicester and Rutland",
            "fields": "challenges, Falls",
        },
        place=f"{_FILE}, '4. Metrics'!J14",
    ),
    Kind(
        "ACR07",
        "Another order of magnitude than elsewhere",
        Severity.QUERY,
        "{found}; in other places it is {others}: more than {times} times apart.",
        "Check its unit, its decimal point and its period.",
        meaning="A rate per 1,000 in place of one per 100,000, or a percentage taken a hundredth "
        "too small, shows when other places stand beside it.",
        example={
            "found": "1.9",
            "others": "199.9 (Leicestershire), 254.1 (Leicester)",
            "times": "5",
        },
        place=f"{_FILE}, '4. Metrics'!H12",
    ),
    Kind(
        "ACR08",
        "Commentary carried over",
        Severity.QUERY,
        "word for word as in {other}: {fields}.",
        "Write what is true of this period, or make sure that nothing has changed.",
        meaning="A new return is often begun as a copy of the last. Text left from it tells of "
        "another period.",
        example={
            "other": "the return for 2021-22 (bcf-2021-22-year-end-rutland.xlsx)",
            "fields": "challenges, Residential admissions",
        },
        place=f"{_FILE}, '4. Metrics'!J15",
    ),
    Kind(
        "ACR09",
        "Figures carried over",
        Severity.QUERY,
        "the same as in {other}, for an earlier period: {fields}.",
        "Put in the figures of this period.",
        meaning="A figure to this many digits hardly ever comes out the same twice. It may be left "
        "from the earlier return.",
        example={
            "other": "the return for 2023-24 (bcf-2023-24-eoy-rutland.xlsx)",
            "fields": "actual, Falls, 2024-25 Q3 (388.4)",
        },
        place=f"{_FILE}, '4. Metrics'!H14",
    ),
    Kind(
        "ACR10",
        "Figure differs from the earlier return's",
        Severity.QUERY,
        "{found}, and {expected} for the same period in {other}.",
        "Take the figure reported then, or say in the commentary that it was revised.",
        meaning="The same figure stands in both returns. A revision is possible, and a reader who "
        "has both will ask.",
        example={
            "found": "538.1",
            "other": "the return for 2023-24 (bcf-2023-24-eoy-rutland.xlsx)",
            "expected": "583.1",
        },
        place=f"{_FILE}, '4. Metrics'!F15",
    ),
    Kind(
        "ACR11",
        "Large change since the earlier return",
        Severity.QUERY,
        "{found}, and {before} for {period} in {other}: {change}.",
        "Check both figures; if they are right, say in the commentary what happened.",
        meaning="A change this large is more often a mistyped figure, another unit or another "
        "definition than a fact.",
        example={
            "found": "493.2",
            "before": "258.0",
            "period": "2021-22",
            "other": "the return for 2021-22 (bcf-2021-22-year-end-rutland.xlsx)",
            "change": "+235.2 (+91.16%)",
        },
        place=f"{_FILE}, '4. Metrics'!H15",
    ),
    Kind(
        "ACR12",
        "Earlier return of a place that is not checked",
        Severity.NOTE,
        "it is a return of {place}, and none of the returns checked is.",
        "Give the new return of this place, or leave the earlier one out.",
        meaning="Earlier returns are laid beside those of their own places.",
        example={"place": "Leicester"},
        place="bcf-2021-22-year-end-leicester.xlsx",
    ),
    Kind(
        "ACR13",
        "Earlier return is the later one",
        Severity.QUERY,
        "it was given as an earlier return, and reports on {found}; {other} reports on {expected}.",
        "Give the two the other way round.",
        meaning="Laid beside each other the wrong way round, two returns would show every change "
        "backwards, so they were not compared.",
        example={
            "found": "2024-25",
            "other": "bcf-2021-22-year-end-rutland.xlsx",
            "expected": "2021-22",
        },
        place=_FILE,
    ),
    Kind(
        "ACR14",
        "Figure differs from the published one",
        Severity.QUERY,
        "{found}, and published is {expected}.",
        "Take the published figure, or say in the commentary why yours differs.",
        meaning="Published figures are worked out nationally from what the council sent. Another "
        "population or a later extract may explain the difference.",
        example={
            "found": "583.8",
            "expected": "526.9 (829 of 157,349; ASCOF 2024-25, Table_2c)",
        },
        place=f"{_FILE}, '4. Metrics'!H15",
    ),
    Kind(
        "ACR15",
        "Published figure of another definition",
        Severity.NOTE,
        "{found}; published is {expected}, which is not comparable: {reason}.",
        "Nothing; do not put the one in place of the other.",
        meaning="Under the same name, the published figure counts something else since its "
        "definition changed.",
        example={
            "found": "89.4%",
            "expected": "58.7% (1,201 of 2,046; ASCOF 2024-25, Table_2d(1))",
            "reason": "it counts people who needed neither long-term residential care nor an "
            "emergency admission for 12 weeks",
        },
        place=f"{_FILE}, '4. Metrics'!H16",
    ),
    Kind(
        "ACR16",
        "Commentary differs from the published figure",
        Severity.NOTE,
        "says “{found}”, and published is {expected}.",
        "Nothing, if the text says what its figure rests on.",
        meaning="A local figure may be right with its own population and its own day of counting. "
        "Readers who know the published one will ask.",
        example={
            "found": "583.8 per 100,000",
            "expected": "526.9 (829 of 157,349; ASCOF 2024-25, Table_2c)",
        },
        place="bcf-2024-25-eoy-leicestershire.xlsx, '4. Metrics'!L15",
    ),
    Kind(
        "ACR17",
        "Nothing published about these returns",
        Severity.QUERY,
        "{count} published figures were read, and none is of these places and metrics.",
        "Check that it is the right file, and that the areas' codes are those of places.yaml.",
        meaning="A comparison that compares nothing finds nothing; that is no good news.",
        example={"count": "459"},
        place=_FILE,
    ),
)
