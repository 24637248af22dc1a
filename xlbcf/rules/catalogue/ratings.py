"""What can be found about the ratings of a dashboard, by figures and by people."""

from __future__ import annotations

from xlbcf.rules.kinds import Kind, Severity

_PLACE = "Data!AA5, 1 Permanent admissions of older people"

KINDS = (
    Kind(
        "REFR31",
        "Rating overridden without a reason",
        Severity.ERROR,
        "a person rates it {person}, the figures give {figures}, and no reason is given.",
        "Write the reason beside it, or clear the person's rating.",
        meaning="Whoever reads a dashboard may trust that ratings follow from figures. A person "
        "may know better, and then says why; until then both ratings are shown, with what is to "
        "do.",
        example={"person": "green", "figures": "red"},
        place=_PLACE,
    ),
    Kind(
        "REFR32",
        "What a rating asks for is missing",
        Severity.QUERY,
        "the rating is {found}, and {missing}.",
        "Write it on the data sheet.",
        meaning="The guidelines ask for an explanation of what is off plan, and for a start date "
        "of what has not begun. A new figure can bring a new rating, so this is told after every "
        "refresh.",
        example={"found": "red", "missing": "exception commentary must be given for red"},
        place=_PLACE,
    ),
    Kind(
        "REFR33",
        "Rating not known",
        Severity.ERROR,
        "{found} is not a rating of {bands}; expected is one of {expected}.",
        "Choose one from the list in the cell, or clear it.",
        meaning="Each dimension has its own ratings: finance, for one, knows no enablers. A "
        "rating outside them is shown as it was typed and has no meaning in the key.",
        example={
            "found": "“purple”",
            "bands": "Impact on metrics",
            "expected": "green, amber, red, not applicable, enabler",
        },
        place=_PLACE,
    ),
    Kind(
        "REFR34",
        "Bands of a row not known",
        Severity.ERROR,
        "{found} is not a set of bands; expected is one of {expected}.",
        "Correct it on the data sheet, or add the bands to mappings/bands.yaml.",
        meaning="Without its bands a row has no rating by figures, and nothing says what its "
        "rating asks for.",
        example={"found": "“impacts”", "expected": "savings, milestones, finance, impact"},
        place="Data!W5, 1 Permanent admissions of older people",
    ),
    Kind(
        "REFR35",
        "Person's rating older than the figure",
        Severity.QUERY,
        "a person rated it {person} before this figure came, which gives {figures}.",
        "Keep the rating with a reason that holds for the new figure, or clear it.",
        meaning="A rating that somebody gave stays when a new figure comes, because nobody else "
        "can know whether its reason still holds. Until it is looked at again the old reason "
        "stands beside a figure that it was not written for.",
        example={"person": "not applicable", "figures": "green"},
        place=_PLACE,
    ),
)
