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
    ),
    Kind(
        "MAP02",
        "Unknown key",
        Severity.ERROR,
        "found the key {found}; allowed are {expected}.",
        "Correct or remove the key.",
    ),
    Kind("MAP03", "Missing key", Severity.ERROR, "the key {expected} is missing.", "Add it."),
    Kind(
        "MAP04",
        "Wrong value",
        Severity.ERROR,
        "{key} is {found}; allowed is {expected}.",
        "Correct the value.",
    ),
    Kind(
        "MAP05",
        "Named twice",
        Severity.ERROR,
        "{what} stands here and on line {line} too.",
        "Keep one of the two.",
    ),
    Kind(
        "MAP06",
        "No such mapping",
        Severity.ERROR,
        "there is no mapping for {found}; there are {expected}.",
        "Check the name, or add a mapping.",
    ),
    Kind(
        "MAP07",
        "Label and address disagree",
        Severity.ERROR,
        "the mapping says {address}, but the label {label} leads to {found}.",
        "Nothing was written. Check that this is the template's right year, then correct "
        "the mapping.",
    ),
    Kind(
        "MAP08",
        "Label not found",
        Severity.ERROR,
        "the label {label} is not where the mapping needs it for {address}: {found}.",
        "Nothing was written. Check that this is the template's right year, then correct "
        "the mapping.",
    ),
    Kind(
        "MAP09",
        "Label found more than once",
        Severity.ERROR,
        "the label {label} is found at {found}.",
        "Say which in the mapping with 'occurrence' (its address is {address}).",
    ),
    Kind(
        "MAP10",
        "Wrong template",
        Severity.ERROR,
        "this is not the template of {expected}: {reason}.",
        "Use the template of that year{other}.",
    ),
    Kind(
        "MAP11",
        "Bands with a gap or an overlap",
        Severity.ERROR,
        "{reason}.",
        "Correct the ends: every number belongs to exactly one band.",
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
