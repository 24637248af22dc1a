"""What can be found about changing a workbook that is open, and taking that back."""

from __future__ import annotations

from xlbcf.rules.kinds import Kind, Severity

_FILE = "bcf-2024-25-eoy-rutland.xlsx"
_PLACE_CELL = f"{_FILE}, '2. Cover'!C8"

KINDS = (
    Kind(
        "OPEN20",
        "Place not chosen",
        Severity.ERROR,
        "the return does not say which place it is about; nothing was filled.",
        "Choose the place in this cell and press again.",
        meaning="The place decides which figures and which commentary go in, and which plans the "
        "form itself shows.",
        example={},
        place=_PLACE_CELL,
    ),
    Kind(
        "OPEN21",
        "Place not known",
        Severity.ERROR,
        "the return is about {found}, and there are figures and commentary for {expected} only.",
        "Choose one of these, or add the place to mappings/places.yaml.",
        meaning="Figures and commentary are looked up by the place's code, and the code by the "
        "name in this cell, which may be any of the names and aliases that the mappings give it.",
        example={"found": "“Nottingham”", "expected": "Leicester, Leicestershire, Rutland"},
        place=_PLACE_CELL,
    ),
    Kind(
        "OPEN22",
        "Stopped halfway",
        Severity.ERROR,
        "Excel stopped taking values halfway, and cells that were changed could not be put back "
        "({count}): {cells}.",
        "Press Undo last fill, or close the workbook without saving.",
        meaning="A fill is written whole or not at all. Where Excel refuses a cell, the others "
        "are put back; here it refused that too.",
        example={"count": "2", "cells": "'4. Metrics'!H12, '4. Metrics'!H13"},
        place=_FILE,
    ),
    Kind(
        "OPEN23",
        "No fill to undo",
        Severity.ERROR,
        "there is no fill of this workbook left to take back.",
        "If it was filled and then saved under another name, open it under the earlier one, or "
        "clear the cells by hand.",
        meaning="The last fill of each workbook can be taken back once. A workbook is known by "
        "where it is saved, and until it is saved by its name.",
        example={},
        place=_FILE,
    ),
    Kind(
        "OPEN24",
        "Record of the fill unreadable",
        Severity.ERROR,
        "the record of the last fill cannot be read ({reason}).",
        "Clear the filled cells by hand, or go back to a copy from before the fill.",
        meaning="What a fill replaced is noted in a file of the user's own. This one was "
        "damaged or changed by something else.",
        example={"reason": "Expecting value: line 1 column 1 (char 0)"},
        place="fills/3f2a9c51d0b84e7766a1c2d3.json",
    ),
    Kind(
        "OPEN25",
        "Not possible here",
        Severity.ERROR,
        "this Excel hands over the values of cells only, and {what} needs the whole workbook.",
        "{instead}",
        meaning="Excel on the web and on a Mac hand over values, not formulas and formats.",
        example={
            "what": "a values-only copy",
            "instead": "Save the workbook and run xlbcf publish on the saved file.",
        },
        place=_FILE,
    ),
    Kind(
        "OPEN26",
        "Add-in not loaded",
        Severity.ERROR,
        "links can be turned to the add-in {addin} only while Excel has it loaded ({reason}).",
        "Start Excel again; xlbcf doctor says what keeps it from being loaded.",
        meaning="Formulas keep where the add-in lay when they were typed. They are turned to the "
        "copy that Excel has loaded, and it has none.",
        example={"addin": "xlbcf.xlam", "reason": "Subscript out of range"},
        place=_FILE,
    ),
    Kind(
        "OPEN27",
        "Link not turned",
        Severity.ERROR,
        "Excel would not turn the link to {link} ({reason}).",
        "Lift the protection of the sheets whose formulas use it, and press again.",
        meaning="Turning a link changes formulas, which a protected sheet does not allow.",
        example={
            "link": r"C:\Users\sam\Downloads\xlbcf.xlam",
            "reason": "the sheet is protected",
        },
        place=_FILE,
    ),
    Kind(
        "OPEN28",
        "Excel would not make room",
        Severity.ERROR,
        "no cells could be inserted at {cells} ({reason}).",
        "Leave the cell that you are typing in, see whether the sheet is protected or filtered, "
        "and press again.",
        meaning="A history grows by cells inserted at its last row, so that charts and formulas "
        "grow with it. Excel inserts none on a protected sheet, nor through merged cells, a table "
        "or an array formula.",
        example={"cells": "'1a (f)'!A39", "reason": "The sheet is protected"},
        place="outcomes-framework.xlsm",
    ),
    Kind(
        "OPEN29",
        "Dashboard refreshed only in part",
        Severity.ERROR,
        "Excel stopped halfway: {done} of {count} steps were done, and the dashboard is not to be "
        "used as it is.",
        "Close it without saving. As it was, it also stands in {copy}.",
        meaning="A refresh inserts cells, writes figures and formulas, and is whole only with all "
        "of them. Excel cannot take back what is done from outside.",
        example={
            "done": "12",
            "count": "63",
            "copy": r"C:\Users\sam\AppData\Roaming\xlbcf\undo\dashboard 3f2a9c51 before "
            "2026-11-22 09.06.12.400512.xlsm",
        },
        place="outcomes-framework.xlsm",
    ),
)
