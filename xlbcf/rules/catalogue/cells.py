"""What can be found about one cell of a workbook."""

from __future__ import annotations

from xlbcf.rules.kinds import Kind, Severity

KINDS = (
    Kind(
        "CELL01",
        "Locked cell",
        Severity.ERROR,
        "the cell is locked and its sheet is protected{detail}.",
        "Write to an unlocked cell, or use --allow-locked.",
        meaning="The makers of a form lock what is not to be filled in, such as labels, plans "
        "and formulas. A return with these changed may not be accepted.",
        example={"detail": ""},
        place="bcf-2024-25-eoy.xlsx, '4. Metrics'!G12",
    ),
    Kind(
        "CELL02",
        "Formula cell",
        Severity.ERROR,
        "the cell holds the formula {formula}.",
        "Write to the cells it reads, or use --allow-formula to replace it.",
        meaning="A value over a formula looks right on the day and never changes again: a flag "
        "stays Yes when the answer is cleared, a total stays when its parts change.",
        example={"formula": '=IF(C9<>"","Yes","No")'},
        place="bcf-2024-25-eoy.xlsx, '2. Cover'!D9",
    ),
    Kind(
        "CELL03",
        "Value refused by the cell's validation",
        Severity.ERROR,
        "{value} is not allowed here; allowed is {expected}.",
        "Give a value that the cell accepts, or use --allow-invalid.",
        meaning="Excel refuses or warns when such a value is typed. The form's own formulas "
        "look for the wordings of its lists, so a value from elsewhere is missed by "
        "them.",
        example={
            "value": "“Met”",
            "expected": "one of “Target met”, “Target not met”, “Data not available to assess "
            "progress”",
        },
        place="bcf-2024-25-eoy.xlsx, '4. Metrics'!I12",
    ),
    Kind(
        "CELL04",
        "Hidden part of a merged cell",
        Severity.ERROR,
        "the cell is covered by the merged cell {area}.",
        "Write to {anchor}, or use --allow-merged.",
        meaning="A merged cell shows only what its first cell holds. What is written behind "
        "that nobody sees, though formulas may count it.",
        example={"area": "C16:D16", "anchor": "C16"},
        place="bcf-2024-25-eoy.xlsx, '2. Cover'!D16",
    ),
    Kind(
        "CELL05",
        "Part of a formula's result",
        Severity.ERROR,
        "the cell shows a result of the formula in {anchor}, which fills {area}.",
        "Write to a cell outside that area.",
        meaning="One formula fills the whole area, and Excel lets nobody change a part of it. "
        "The formula would overwrite the value, or fail because of it.",
        example={"anchor": "D5", "area": "D5:D9"},
        place="dashboard.xlsx, Summary!D7",
    ),
    Kind(
        "CELL06",
        "Table heading or total",
        Severity.ERROR,
        "the cell is a {what} of table {table}.",
        "Write to the table's body.",
        meaning="Excel keeps a table's headings and totals a second time, in the description of "
        "the table. Where cell and description differ, it offers to repair the file on "
        "opening.",
        example={"what": "heading", "table": "Figures"},
        place="figures-2024-25.xlsx, Data!E1",
    ),
    Kind(
        "CELL07",
        "Value that a cell cannot hold",
        Severity.ERROR,
        "{value} cannot be stored ({reason}).",
        "Give a number, text, a date, TRUE or FALSE, or nothing.",
        meaning="Excel has limits of its own, such as the length of a text or the earliest "
        "date. A value beyond them would make it repair the file or drop the value.",
        example={"value": "1899-12-30", "reason": "the workbook's calendar begins later"},
        place="bcf-2024-25-eoy.xlsx, '2. Cover'!C14",
    ),
    Kind(
        "CELL08",
        "Validation not checked",
        Severity.QUERY,
        "the cell's validation {rule} could not be worked out here, so the value was not checked "
        "against it.",
        "Look at the cell in Excel.",
        meaning="Most rules are worked out before a value is written. This one reads something "
        "that is not there to be read, such as another workbook.",
        example={"rule": "[other.xlsx]Sheet1!$A$1:$A$9"},
        place="dashboard.xlsx, Summary!B2",
    ),
    Kind(
        "CELL09",
        "Date in a cell not formatted as a date",
        Severity.NOTE,
        "the cell will show {serial} unless its format is changed.",
        "Choose a date format for the cell in Excel.",
        meaning="Excel stores a date as a count of days, and only the cell's format makes it "
        "look like a date. The value is right, but the reader sees a number.",
        example={"serial": "45838"},
        place="dashboard.xlsx, Summary!B2",
    ),
    Kind(
        "CELL10",
        "Not a cell",
        Severity.ERROR,
        "{found} does not name a cell and a value.",
        "Write it as 'Sheet!B7=12.3', the sheet in single quotes if its name needs them.",
        meaning="A cell needs its sheet and, after an equals sign, its value. Without quotes "
        "around the whole, a shell takes spaces and some signs for itself.",
        example={"found": "“4. Metrics!H12”"},
        place="the command",
    ),
    Kind(
        "CELL11",
        "Shared or array formula",
        Severity.ERROR,
        "the cell carries the {what} formula that fills {area}.",
        "It cannot be replaced alone; change it in Excel.",
        meaning="Several cells have their results from this one formula, and would lose them "
        "with it.",
        example={"what": "array", "area": "D5:D9"},
        place="dashboard.xlsx, Summary!D5",
    ),
    Kind(
        "CELL12",
        "Cell named twice",
        Severity.ERROR,
        "two values are given: {first} and {second}.",
        "Give one.",
        meaning="Which of the two was meant cannot be known. Taking the last one would hide a "
        "mistake.",
        example={"first": "199.9", "second": "200.1"},
        place="bcf-2024-25-eoy.xlsx, '4. Metrics'!H12",
    ),
)
