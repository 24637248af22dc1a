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
    ),
    Kind(
        "CELL02",
        "Formula cell",
        Severity.ERROR,
        "the cell holds the formula {formula}.",
        "Write to the cells it reads, or use --allow-formula to replace it.",
    ),
    Kind(
        "CELL03",
        "Value refused by the cell's validation",
        Severity.ERROR,
        "{value} is not allowed here; allowed is {expected}.",
        "Give a value that the cell accepts, or use --allow-invalid.",
    ),
    Kind(
        "CELL04",
        "Hidden part of a merged cell",
        Severity.ERROR,
        "the cell is covered by the merged cell {area}.",
        "Write to {anchor}, or use --allow-merged.",
    ),
    Kind(
        "CELL05",
        "Part of a formula's result",
        Severity.ERROR,
        "the cell shows a result of the formula in {anchor}, which fills {area}.",
        "Write to a cell outside that area.",
    ),
    Kind(
        "CELL06",
        "Table heading or total",
        Severity.ERROR,
        "the cell is a {what} of table {table}.",
        "Write to the table's body.",
    ),
    Kind(
        "CELL07",
        "Value that a cell cannot hold",
        Severity.ERROR,
        "{value} cannot be stored ({reason}).",
        "Give a number, text, a date, TRUE or FALSE, or nothing.",
    ),
    Kind(
        "CELL08",
        "Validation not checked",
        Severity.QUERY,
        "the cell's validation {rule} could not be worked out here, so the value was not checked "
        "against it.",
        "Look at the cell in Excel.",
    ),
    Kind(
        "CELL09",
        "Date in a cell not formatted as a date",
        Severity.NOTE,
        "the cell will show {serial} unless its format is changed.",
        "Choose a date format for the cell in Excel.",
    ),
    Kind(
        "CELL10",
        "Not a cell",
        Severity.ERROR,
        "{found} does not name a cell and a value.",
        "Write it as 'Sheet!B7=12.3', the sheet in single quotes if its name needs them.",
    ),
    Kind(
        "CELL11",
        "Shared or array formula",
        Severity.ERROR,
        "the cell carries the {what} formula that fills {area}.",
        "It cannot be replaced alone; change it in Excel.",
    ),
    Kind(
        "CELL12",
        "Cell named twice",
        Severity.ERROR,
        "two values are given: {first} and {second}.",
        "Give one.",
    ),
)
