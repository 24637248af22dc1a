"""What can be found about a mapping."""

from __future__ import annotations

from xlbcf.rules.kinds import Kind, Severity

KINDS = (
    Kind(
        "MAP01",
        "Mapping cannot be read",
        Severity.ERROR,
        "the file cannot be read as YAML ({reason}).",
        "Correct it at the line named.",
        meaning="Nothing in the file can be relied on until it reads as YAML. Usual causes are "
        "a tab, no space after a colon, or a text that begins with a sign such as [ or "
        "* and has no quotes.",
        example={"reason": "did not find expected node content"},
        place="mappings/returns/bcf-2024-25-eoy.yaml:296",
    ),
    Kind(
        "MAP02",
        "Unknown key",
        Severity.ERROR,
        "found the key {found}; allowed are {expected}.",
        "Correct or remove the key.",
        meaning="If a misspelt key were passed over in silence, what it says would not hold and "
        "nobody would know.",
        example={
            "found": "decimal",
            "expected": "name, definition, unit, polarity, per, stored_as, limits, decimals, "
            "frequency, numerator, denominator, source",
        },
        place="mappings/metrics.yaml:9",
    ),
    Kind(
        "MAP03",
        "Missing key",
        Severity.ERROR,
        "the key {expected} is missing.",
        "Add it.",
        meaning="What is missing is never guessed. A metric without polarity, for one, could be "
        "judged the wrong way round.",
        example={"expected": "polarity"},
        place="mappings/metrics.yaml:3",
    ),
    Kind(
        "MAP04",
        "Wrong value",
        Severity.ERROR,
        "{key} is {found}; allowed is {expected}.",
        "Correct the value.",
        meaning="A fault in a mapping reaches every return that uses it. So it is refused when "
        "the mapping is read, and never reported as bad figures.",
        example={
            "key": "polarity",
            "found": "“high_good”",
            "expected": "one of high_is_good, low_is_good, no_judgement",
        },
        place="mappings/metrics.yaml:8",
    ),
    Kind(
        "MAP05",
        "Named twice",
        Severity.ERROR,
        "{what} stands here and on line {line} too.",
        "Keep one of the two.",
        meaning="Only one of two entries with the same name would count, and nothing shows which.",
        example={"what": "the key “reablement”", "line": "101"},
        place="mappings/metrics.yaml:118",
    ),
    Kind(
        "MAP06",
        "No such mapping",
        Severity.ERROR,
        "there is no mapping for {found}; there are {expected}.",
        "Check the name, or add a mapping.",
        meaning="A template is known only through its mapping, which says where each field is. "
        "Each year's template needs one of its own.",
        example={"found": "“bcf-2019-20”", "expected": "bcf-2021-22-year-end, bcf-2024-25-eoy"},
        place="mappings/returns",
    ),
    Kind(
        "MAP07",
        "Label and address disagree",
        Severity.ERROR,
        "the mapping says {address}, but the label {label} leads to {found}.",
        "Nothing was written. Check that this is the template's right year, then correct "
        "the mapping.",
        meaning="Each address is held against the labels around it before anything is written. "
        "Where they part, a row or column was put in or the form is of another year, "
        "and figures would land in wrong cells.",
        example={
            "address": "D12",
            "label": "“Avoidable admissions” with the heading “Q1”",
            "found": "D13",
        },
        place="'4. Metrics'!D12 (plan, avoidable_admissions, 2024-25 Q1; "
        "mappings/returns/bcf-2024-25-eoy.yaml:87)",
    ),
    Kind(
        "MAP08",
        "Label not found",
        Severity.ERROR,
        "the label {label} is not where the mapping needs it for {address}: {found}.",
        "Nothing was written. Check that this is the template's right year, then correct "
        "the mapping.",
        meaning="The label is the proof that a cell is the right one. It was reworded or "
        "removed, or the form is of another year.",
        example={
            "address": "C11",
            "label": "“Contact number”",
            "found": "the sheet has “Phone:” in B11",
        },
        place="'2. Cover'!C11 (telephone; mappings/returns/bcf-2024-25-eoy.yaml:71)",
    ),
    Kind(
        "MAP09",
        "Label found more than once",
        Severity.ERROR,
        "the label {label} is found at {found}.",
        "Say which in the mapping with 'occurrence' (its address is {address}).",
        meaning="Several cells carry the same words, and only beside one of them is the value "
        "in its place.",
        example={"address": "D16", "label": "“Reablement”", "found": "B16, B31"},
        place="'4. Metrics'!D16 (plan, reablement, 2021-22; "
        "mappings/returns/bcf-2021-22-year-end.yaml:83)",
    ),
    Kind(
        "MAP10",
        "Wrong template",
        Severity.ERROR,
        "this is not the template of {expected}: {reason}.",
        "Use the template of that year{other}.",
        meaning="Forms of two years look alike and have their cells in different places. A form "
        "is known by its sheets and some of its texts, so that a return is never filled "
        "by another year's mapping.",
        example={
            "expected": "bcf-2024-25-eoy",
            "reason": "it has no sheet “5. Income & Expenditure”; its sheets are 1. Guidance, 2. "
            "Cover, 3. National Conditions, 4. Metrics, 5. I&E actual, 6. Year-End "
            "Feedback, 7. ASC fee rates, Lists, Plan data",
            "other": "; this file is that of bcf-2021-22-year-end",
        },
        place="bcf-2021-22-year-end.xlsx",
    ),
    Kind(
        "MAP11",
        "Bands with a gap or an overlap",
        Severity.ERROR,
        "{reason}.",
        "Correct the ends: every number belongs to exactly one band.",
        meaning="A variance that falls into a gap would have no rating, and one in two bands "
        "would have two.",
        example={
            "reason": "there is a gap between green (up to and including 0) and amber (above 1, up "
            "to and including 10)",
        },
        place="mappings/bands.yaml:9",
    ),
    Kind(
        "MAP12",
        "No blank form to fill",
        Severity.ERROR,
        "the mapping of {found} names no blank form.",
        "Give the form to be filled with --template.",
        meaning="Some mappings serve only to check returns that others have issued and filled.",
        example={"found": "mhclg-pathfinders-round-1"},
        place="mappings/returns/mhclg-pathfinders-round-1.yaml",
    ),
)
