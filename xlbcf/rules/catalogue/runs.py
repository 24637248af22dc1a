"""What can be found about a command."""

from __future__ import annotations

from xlbcf.rules.kinds import Kind, Severity

KINDS = (
    Kind(
        "RUN02",
        "Folder not empty",
        Severity.ERROR,
        "the folder has {found} in it already.",
        "Choose an empty folder, or use --force to keep your files and add what is missing.",
        meaning="Nothing in a folder in use is replaced unasked.",
        example={"found": "figures.csv, mappings, notes.docx and 1 more"},
        place="bcf-2025-26",
    ),
    Kind(
        "RUN03",
        "Working folder incomplete",
        Severity.ERROR,
        "{found} is missing from the working folder.",
        "Add what is missing with xlbcf init --force, or run where the mappings are.",
        meaning="A folder with some of the mappings is taken for a working folder of your own. "
        "What is missing is not fetched from elsewhere, because the two might not fit "
        "together.",
        example={"found": "mappings/places.yaml"},
        place="bcf-2025-26",
    ),
    Kind(
        "RUN04",
        "Fault in xlbcf",
        Severity.ERROR,
        "the program failed ({reason}); nothing was written.",
        "Please report it with the command you ran; --debug shows the details.",
        meaning="This is a mistake of the program, not yours. It stops before anything is "
        "written rather than go on with a doubtful result.",
        example={"reason": "ZeroDivisionError: division by zero"},
        place="xlbcf",
    ),
    Kind(
        "RUN05",
        "Unknown code",
        Severity.ERROR,
        "{found} is neither a code nor a group of codes; near it are {expected}.",
        "Run xlbcf explain without a code to see them all.",
        meaning="A code that is mistyped, or that another version of xlbcf gave, cannot be "
        "explained. Codes keep their meaning from version to version.",
        example={"found": "“CELL33”", "expected": "CELL01 to CELL12"},
        place="the command",
    ),
    Kind(
        "RUN06",
        "Options that do not go together",
        Severity.ERROR,
        "{given} has no meaning {with_what}.",
        "Leave it out, or run the two checks one after the other.",
        meaning="An option that is passed over in silence would look as if it had been followed.",
        example={"given": "--previous", "with_what": "with --dashboard"},
        place="the command",
    ),
)
