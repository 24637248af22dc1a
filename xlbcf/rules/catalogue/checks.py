"""What a check of a filled return can find: completeness and values."""

from __future__ import annotations

from xlbcf.rules.kinds import Kind, Severity

_FILE = "bcf-2024-25-eoy-rutland.xlsx"

KINDS = (
    Kind(
        "CHK01",
        "Not a known return",
        Severity.ERROR,
        "no mapping fits the sheets and titles of this workbook; the mappings are {expected}.",
        "Check that it is the right file. A new year's form needs a mapping first.",
        meaning="A return is recognised by its sheets and by texts that the template has in fixed "
        "cells. Without a mapping nothing is known of its cells, so nothing is checked.",
        example={"expected": "bcf-2021-22-year-end, bcf-2024-25-eoy"},
        place="notes.xlsx",
    ),
    Kind(
        "CHK02",
        "Two files for one place",
        Severity.ERROR,
        "this is {what} of {place}, and so is {other}.",
        "Leave one of the two out.",
        meaning="Only one return of a place can be the right one, and laying places beside each "
        "other needs one file for each.",
        example={
            "what": "the return bcf-2024-25-eoy",
            "place": "Rutland",
            "other": "old/bcf-2024-25-eoy-rutland.xlsx",
        },
        place=_FILE,
    ),
    Kind(
        "CHK03",
        "Formula results worked out here",
        Severity.NOTE,
        "the stored results of formulas may be old or are missing, so {count} that the check needs "
        "were worked out here; the file was not changed.",
        "Open the file in Excel and save it before you submit it.",
        meaning="A program that writes into a workbook without calculating it leaves old results "
        "behind. What the check shows then comes from an engine here and not from Excel.",
        example={"count": "57"},
        place=_FILE,
    ),
    Kind(
        "CHK04",
        "Cells have lost their rules",
        Severity.QUERY,
        "cells have lost their drop-down, their limits or the permission to type ({count}): "
        "{cells}.",
        "Some programs drop these when they save. Fill the form as it was issued again.",
        meaning="The blank template's cells carry drop-downs, limits and permissions that this "
        "file's no longer have. The national upload may refuse such a file.",
        example={"count": "12", "cells": "'4. Metrics'!I12, '4. Metrics'!I13 and 10 more"},
        place=_FILE,
    ),
    Kind(
        "CHK05",
        "Formulas typed over",
        Severity.QUERY,
        "cells that the template computes hold a typed value ({count}): {cells}.",
        "Put the template's formulas back, or fill the form as it was issued again.",
        meaning="What is typed over a formula no longer follows the place or the figures; a flag "
        "that is typed over says nothing at all.",
        example={"count": "1", "cells": "'4. Metrics'!D12"},
        place=_FILE,
    ),
    Kind(
        "DONE01",
        "Required cell is blank",
        Severity.ERROR,
        "blank, and required{when}.",
        "Fill it.",
        meaning="The mapping says which cells the template asks for, also those that depend on "
        "another answer. It is worked out without the template's own flags.",
        example={
            "when": " when the plan is not met or there is no data",
        },
        place=f"{_FILE}, '4. Metrics'!M12",
    ),
    Kind(
        "DONE02",
        "Prompt or stand-in left in",
        Severity.ERROR,
        "{found} is a prompt of the form, or stands for an answer still to come.",
        "Choose or type an answer.",
        meaning="Neither is an answer, though a flag that only tests for an empty cell takes it "
        "for one. What stands for an answer, such as TBC, is listed in mappings/checks.yaml.",
        example={"found": "“< Select >”"},
        place="towns-fund.xlsx, '2 - Project Admin'!G29",
    ),
    Kind(
        "DONE03",
        "Flag says complete though cells are blank",
        Severity.ERROR,
        "the template's flag for {about} says {shown}, and required cells are blank ({count}): "
        "{cells}.",
        "Fill them; do not rely on the flag.",
        meaning="A template's own completeness formula may test fewer cells than its label says, "
        "or its stored result may be old.",
        example={"about": "signed off", "shown": "“Yes”", "count": "1", "cells": "'2. Cover'!C14"},
        place=f"{_FILE}, '2. Cover'!D13",
    ),
    Kind(
        "DONE04",
        "Flag says incomplete though nothing is blank",
        Severity.QUERY,
        "the template's flag for {about} says {shown} and not “{expected}”, though no cell that "
        "the mapping asks for is blank.",
        "Look for what the template still wants; a return that says so is refused on upload.",
        meaning="Either the template asks for something that the mapping does not know, or a value "
        "is there and not in the form that the template accepts.",
        example={"about": "income comments", "shown": "“No”", "expected": "Yes"},
        place=f"{_FILE}, '5. Income & Expenditure'!G22",
    ),
    Kind(
        "DONE05",
        "Flags unknown",
        Severity.QUERY,
        "the template's own flags could not be read ({count}): {flags}.",
        "Open the file in Excel, save it and check it again.",
        meaning="A flag without a fresh result is never taken for Yes.",
        example={"count": "2", "flags": "'2. Cover'!C16, '2. Cover'!D8"},
        place=_FILE,
    ),
    Kind(
        "DONE06",
        "Answer that needs attention",
        Severity.QUERY,
        "{found}: {reason}.",
        "Submit it so only if that is meant.",
        meaning="The answer is allowed, but a return with it is not yet what it should become.",
        example={"found": "“No”", "reason": "the return is not signed off"},
        place=f"{_FILE}, '2. Cover'!C13",
    ),
    Kind(
        "DONE07",
        "Flags not calculated since the last change",
        Severity.QUERY,
        "flags say incomplete and come out complete when worked out anew ({count}): {flags}.",
        "Calculate it in Excel (Ctrl+Alt+F9) and save it, or run xlbcf recalc.",
        meaning="A program has written into the workbook without calculating it. Whoever reads "
        "the file without calculating it, as an upload may, sees the old flags.",
        example={"count": "2", "flags": "'2. Cover'!C16, '2. Cover'!D8"},
        place=_FILE,
    ),
    Kind(
        "VAL01",
        "Cell shows an error",
        Severity.ERROR,
        "shows {found}.",
        "Mend the formula, or type the value.",
        meaning="An error spreads to every total and flag that reads the cell.",
        example={"found": "#REF!"},
        place=f"{_FILE}, '4. Metrics'!H14",
    ),
    Kind(
        "VAL02",
        "Number stored as text",
        Severity.ERROR,
        "the text {found}, which reads as {number}; a number is expected.",
        "Type it again as a number.",
        meaning="Totals, flags and the national upload pass over a number that is kept as text.",
        example={
            "found": "“199.9 ”",
            "number": "199.9",
        },
        place=f"{_FILE}, '4. Metrics'!H12",
    ),
    Kind(
        "VAL03",
        "Mark where a number is expected",
        Severity.QUERY,
        "{found} ({meaning}), where a number is expected.",
        "Leave it so only if the guidance allows the mark there.",
        meaning="Words such as “not applicable” say that there is no figure; the template counts "
        "on a number.",
        example={
            "found": "“not applicable”",
            "meaning": "not available",
        },
        place=f"{_FILE}, '4. Metrics'!H15",
    ),
    Kind(
        "VAL04",
        "Value of the wrong kind",
        Severity.ERROR,
        "{found}: {reason}.",
        "Correct it.",
        meaning="The mapping says whether a cell holds a number, a date, a choice or a text.",
        example={
            "found": "“about 390”",
            "reason": "it is no number",
        },
        place=f"{_FILE}, '4. Metrics'!H14",
    ),
    Kind(
        "VAL05",
        "Percentage on the wrong scale",
        Severity.ERROR,
        "{found}; the cell keeps {expected}.",
        "Type it again, with its percent sign.",
        meaning="A cell formatted as a percentage shows 92.7 as 9270%.",
        example={
            "found": "92.22",
            "expected": "a fraction such as 0.927",
        },
        place=f"{_FILE}, '4. Metrics'!H13",
    ),
    Kind(
        "VAL06",
        "Number out of range",
        Severity.ERROR,
        "{found}; possible is {expected}.",
        "Correct it.",
        meaning="The limits are those of the metric or of the field, as the mapping states them.",
        example={
            "found": "-388.4",
            "expected": "at least 0",
        },
        place=f"{_FILE}, '4. Metrics'!H14",
    ),
    Kind(
        "VAL07",
        "Date stored as text",
        Severity.ERROR,
        "the text {found}, which reads as {day}; a date is expected.",
        "Type it again as a date, such as 31/03/2025.",
        meaning="Excel neither sorts nor compares a date that is kept as text, and the upload may "
        "read its day and month the other way round.",
        example={
            "found": "“30.06.2025”",
            "day": "30/06/2025",
        },
        place=f"{_FILE}, '2. Cover'!C14",
    ),
    Kind(
        "VAL08",
        "Date shown as a number",
        Severity.QUERY,
        "{found}, and the cell is not formatted as a date.",
        "Choose a date format for the cell, or check that a date is meant.",
        meaning="Excel keeps a date as a count of days; without a date format the count is shown.",
        example={"found": "45838"},
        place=f"{_FILE}, '2. Cover'!C14",
    ),
    Kind(
        "VAL09",
        "Spaces break the match",
        Severity.ERROR,
        "{found}: its spaces (shown as ·) keep it from being an entry of the list.",
        "Choose it again from the list.",
        meaning="It looks right on the sheet; formulas and the upload compare letter by letter.",
        example={"found": "“Target·met·”"},
        place=f"{_FILE}, '4. Metrics'!I14",
    ),
    Kind(
        "VAL10",
        "Value the cell's rule refuses",
        Severity.ERROR,
        "{found}; allowed is {expected}.",
        "Choose or type what is allowed.",
        meaning="A drop-down or limit is only enforced while somebody types: what is pasted or "
        "written by a program goes past it.",
        example={
            "found": "“On track to meet target”",
            "expected": "one of “Target met”, “Target not met”, "
            "“Data not available to assess progress”",
        },
        place=f"{_FILE}, '4. Metrics'!I14",
    ),
    Kind(
        "VAL11",
        "Text too long",
        Severity.QUERY,
        "{found} {what}; the form asks for at most {expected}.",
        "Shorten it.",
        meaning="What is longer may be cut off, on paper or by the upload.",
        example={
            "found": "131",
            "what": "words",
            "expected": "100",
        },
        place="pathfinders.xlsx, Progress!E18",
    ),
    Kind(
        "VAL12",
        "Place not known",
        Severity.ERROR,
        "{found} is no place of mappings/places.yaml.",
        "Choose the place from the list, or add it to the places.",
        meaning="The place decides every pre-filled cell of the return.",
        example={"found": "“Leicestre”"},
        place=f"{_FILE}, '2. Cover'!C8",
    ),
    Kind(
        "VAL13",
        "Rule of a cell not worked out",
        Severity.NOTE,
        "the rule {rule} could not be worked out here, so these cells were not held against it "
        "({count}): {cells}.",
        "Look at them in Excel.",
        meaning="Some rules are formulas that no engine here knows, or refer to cells that are "
        "gone (#REF!).",
        example={"rule": "#REF!", "count": "2", "cells": "Outputs!V19, Outputs!V20"},
        place="pathfinders.xlsx",
    ),
    Kind(
        "VAL14",
        "Percentage perhaps on the wrong scale",
        Severity.QUERY,
        "{found}, where the cell keeps {expected}.",
        "Check it, and type it again with its percent sign if it is not meant.",
        meaning="The value is possible, but it would be an ordinary one if it were a hundred times "
        "larger or smaller.",
        example={"found": "0.92", "expected": "percent such as 92.7"},
        place=f"{_FILE}, '4. Metrics'!H13",
    ),
    Kind(
        "VAL15",
        "Placeholder left in",
        Severity.QUERY,
        "{found} is a prompt or a stand-in.",
        "Clear the cell, or type the answer.",
        meaning="The cell need not be filled, but what stands in it will be read as an answer.",
        example={"found": "“TBC”"},
        place=f"{_FILE}, '3. National Conditions'!D11",
    ),
)
