"""What can be found about a workbook that is open, and by the buttons that work on it."""

from __future__ import annotations

from xlbcf.rules.kinds import Kind, Severity

_FILE = "bcf-2024-25-eoy-rutland.xlsx"

KINDS = (
    Kind(
        "OPEN01",
        "Saved as another kind of workbook",
        Severity.ERROR,
        "it is saved as {found}; xlbcf reads {expected}.",
        "Save it as one of these and press again.",
        meaning="The older and the binary kinds of workbook keep their cells in another way. The "
        "national templates are issued as .xlsx or .xlsm, and are to be handed in as that.",
        example={"found": ".xlsb", "expected": ".xlsx, .xlsm"},
        place="bcf-2024-25-eoy-rutland.xlsb",
    ),
    Kind(
        "OPEN02",
        "Excel would not write",
        Severity.ERROR,
        "{cells} could not be written ({reason}).",
        "Leave the cell that you are typing in, see whether the sheet is protected, and press "
        "again.",
        meaning="Values are written through Excel itself, which keeps locks and merged cells as "
        "they are. While a cell is being typed into, Excel takes nothing from outside.",
        example={"cells": "'4. Metrics'!H12", "reason": "it is locked"},
        place=_FILE,
    ),
    Kind(
        "OPEN03",
        "Excel gave no copy",
        Severity.ERROR,
        "Excel would not save a copy to be read ({reason}).",
        "Save the workbook and press again. If that does not help, check the saved file with "
        "xlbcf check.",
        meaning="A check reads a copy that Excel saves into a folder for passing files, so that "
        "changes that are not saved yet count. The copy is deleted at once.",
        example={"reason": "Cannot access read-only document"},
        place=_FILE,
    ),
    Kind(
        "OPEN04",
        "Cell cannot be shown",
        Severity.ERROR,
        "Excel cannot select the cell ({reason}).",
        "Show the sheet, or lift its protection, to see the cell.",
        meaning="A cell of a hidden sheet cannot be selected, nor one that a protected sheet "
        "keeps from being selected.",
        example={"reason": "the sheet is hidden"},
        place="'4. Metrics'!H12",
    ),
    Kind(
        "OPEN05",
        "Marks left on protected sheets",
        Severity.ERROR,
        "marked cells could not be cleared ({sheets}); everywhere else the marks are gone.",
        "Lift the protection and press Clear marks again.",
        meaning="Marks are conditional formats of xlbcf's own. A sheet that was protected after "
        "its cells were marked lets nobody take them away.",
        example={"sheets": "4. Metrics"},
        place=_FILE,
    ),
    Kind(
        "OPEN06",
        "Workbook not found",
        Severity.ERROR,
        "no open workbook of this name was found in Excel.",
        "Open it, click into it and press again. One in Protected View must be allowed for "
        "editing first.",
        meaning="A button works on the workbook of the window in which it was pressed. A "
        "workbook in Protected View is not open for anything but looking.",
        example={},
        place=_FILE,
    ),
    Kind(
        "OPEN07",
        "Seen by its values only",
        Severity.NOTE,
        "here only the values of cells can be seen, so it was not looked for changed formulas, "
        "lost drop-downs and lost locks.",
        "Run xlbcf check on the saved file before you submit it.",
        meaning="Excel on the web and on a Mac hand over values, not formulas, formats or "
        "drop-downs. These are taken from the blank template instead.",
        example={},
        place=_FILE,
    ),
    Kind(
        "OPEN08",
        "No blank template to check it by",
        Severity.ERROR,
        "here only the values of cells can be seen, and there is no blank template of {form} to "
        "take the rest from.",
        "Save it and run xlbcf check on the file, or press the button in Excel for Windows.",
        meaning="Where formats, drop-downs and merged cells cannot be seen, they are taken from "
        "the blank template. Without one a check would find faults that are none.",
        example={"form": "mhclg-pathfinders-round-1"},
        place="mhclg_PF_Round_1.xlsx",
    ),
)
