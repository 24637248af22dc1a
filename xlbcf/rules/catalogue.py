"""The catalogue of findings: every message xlbcf can give, with its stable code.

Codes are grouped by what they are about: ``FILE`` a file, ``BOOK`` a workbook as a whole, ``CELL``
one cell of it, ``MAP`` a mapping, ``FIG`` figures and commentary, ``FILL`` a fill, ``SPC`` a
control chart, ``RUN`` a command.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlbcf.rules.kinds import Kind, Severity

_E, _Q, _N = Severity.ERROR, Severity.QUERY, Severity.NOTE


def _files() -> Iterator[Kind]:
    yield Kind("FILE01", "File not found", _E, "there is no such file.", "Check the path.")
    yield Kind(
        "FILE02",
        "File cannot be read",
        _E,
        "the file cannot be read ({reason}).",
        "Check that you may read it and that it is not still being copied or synchronised.",
    )
    yield Kind(
        "FILE03",
        "File cannot be written",
        _E,
        "the file cannot be written ({reason}).",
        "Choose another folder, or free some space, and run again.",
    )
    yield Kind(
        "FILE04",
        "File is open in Excel",
        _E,
        "the lock file {lock} says that it is open.",
        "Close it in Excel and run again; if it is not open, delete the lock file "
        "or use --allow-open.",
    )
    yield Kind(
        "FILE05",
        "No backup to restore",
        _E,
        "no earlier version of this file was kept.",
        "Only files that xlbcf has replaced can be undone.",
    )
    yield Kind(
        "FILE06",
        "Kind of file not known",
        _E,
        "found {found}, expected one of {expected}.",
        "Save it as one of these kinds and run again.",
    )
    yield Kind(
        "FILE07",
        "File left in its new version",
        _E,
        "another file of the same run could not be written, and this one could not be taken back "
        "({reason}); its earlier version: {backup}.",
        "Run again when the folder can be written, or copy the earlier version back.",
    )


def _books() -> Iterator[Kind]:
    yield Kind(
        "BOOK01",
        "Not an Excel workbook",
        _E,
        "the file is not a readable .xlsx or .xlsm workbook ({reason}).",
        "Open it in Excel and save it again as .xlsx, or ask for a fresh copy.",
    )
    yield Kind(
        "BOOK02",
        "Encrypted workbook",
        _E,
        "the workbook is protected by a password to open, or is an old .xls file.",
        "Open it in Excel, remove the password to open, and save it as .xlsx.",
    )
    yield Kind(
        "BOOK03",
        "Signed workbook",
        _E,
        "the workbook carries a digital signature, which any change would break.",
        "Use an unsigned copy, or --allow-signed if the signature may become invalid.",
    )
    yield Kind(
        "BOOK04",
        "Workbook too large to open safely",
        _E,
        "{part} would unpack to {found}, and at most {expected} is read.",
        "Check where the file comes from.",
    )
    yield Kind(
        "BOOK05",
        "Sheet not found",
        _E,
        "there is no sheet {sheet}; the sheets are {sheets}.",
        "Check the name, or the template's year.",
    )
    yield Kind(
        "BOOK06",
        "Sheet without cells",
        _E,
        "sheet {sheet} is a {kind} and has no cells.",
        "Name a worksheet.",
    )
    yield Kind(
        "BOOK07",
        "Formulas left for Excel",
        _N,
        "{count} formulas could not be reproduced here and keep their stored values: {cells}.",
        "Open the file in Excel once and save it, and they are fresh.",
    )
    yield Kind(
        "BOOK08",
        "Stored results may be out of date",
        _N,
        "the file has formulas, and {why}.",
        "Run xlbcf recalc on it, or open it in Excel and save it.",
    )
    yield Kind(
        "BOOK09",
        "Workbook cannot be recalculated",
        _Q,
        "no engine here could recalculate it ({reason}); all formulas keep their stored values.",
        "Open the file in Excel once and save it.",
    )


def _cells() -> Iterator[Kind]:
    yield Kind(
        "CELL01",
        "Locked cell",
        _E,
        "the cell is locked and its sheet is protected{detail}.",
        "Write to an unlocked cell, or use --allow-locked.",
    )
    yield Kind(
        "CELL02",
        "Formula cell",
        _E,
        "the cell holds the formula {formula}.",
        "Write to the cells it reads, or use --allow-formula to replace it.",
    )
    yield Kind(
        "CELL03",
        "Value refused by the cell's validation",
        _E,
        "{value} is not allowed here; allowed is {expected}.",
        "Give a value that the cell accepts, or use --allow-invalid.",
    )
    yield Kind(
        "CELL04",
        "Hidden part of a merged cell",
        _E,
        "the cell is covered by the merged cell {area}.",
        "Write to {anchor}, or use --allow-merged.",
    )
    yield Kind(
        "CELL05",
        "Part of a formula's result",
        _E,
        "the cell shows a result of the formula in {anchor}, which fills {area}.",
        "Write to a cell outside that area.",
    )
    yield Kind(
        "CELL06",
        "Table heading or total",
        _E,
        "the cell is a {what} of table {table}.",
        "Write to the table's body.",
    )
    yield Kind(
        "CELL07",
        "Value that a cell cannot hold",
        _E,
        "{value} cannot be stored ({reason}).",
        "Give a number, text, a date, TRUE or FALSE, or nothing.",
    )
    yield Kind(
        "CELL08",
        "Validation not checked",
        _Q,
        "the cell's validation {rule} could not be worked out here, so the value was not checked "
        "against it.",
        "Look at the cell in Excel.",
    )
    yield Kind(
        "CELL09",
        "Date in a cell not formatted as a date",
        _N,
        "the cell will show {serial} unless its format is changed.",
        "Choose a date format for the cell in Excel.",
    )
    yield Kind(
        "CELL10",
        "Not a cell",
        _E,
        "{found} does not name a cell and a value.",
        "Write it as 'Sheet!B7=12.3', the sheet in single quotes if its name needs them.",
    )
    yield Kind(
        "CELL11",
        "Shared or array formula",
        _E,
        "the cell carries the {what} formula that fills {area}.",
        "It cannot be replaced alone; change it in Excel.",
    )
    yield Kind(
        "CELL12",
        "Cell named twice",
        _E,
        "two values are given: {first} and {second}.",
        "Give one.",
    )


def _mappings() -> Iterator[Kind]:
    yield Kind(
        "MAP01",
        "Mapping cannot be read",
        _E,
        "the file cannot be read as YAML ({reason}).",
        "Correct it at the line named.",
    )
    yield Kind(
        "MAP02",
        "Unknown key",
        _E,
        "found the key {found}; allowed are {expected}.",
        "Correct or remove the key.",
    )
    yield Kind("MAP03", "Missing key", _E, "the key {expected} is missing.", "Add it.")
    yield Kind(
        "MAP04",
        "Wrong value",
        _E,
        "{key} is {found}; allowed is {expected}.",
        "Correct the value.",
    )
    yield Kind(
        "MAP05",
        "Named twice",
        _E,
        "{what} stands here and on line {line} too.",
        "Keep one of the two.",
    )
    yield Kind(
        "MAP06",
        "No such mapping",
        _E,
        "there is no mapping for {found}; there are {expected}.",
        "Check the name, or add a mapping.",
    )
    yield Kind(
        "MAP07",
        "Label and address disagree",
        _E,
        "the mapping says {address}, but the label {label} leads to {found}.",
        "Nothing was written. Check that this is the template's right year, then correct "
        "the mapping.",
    )
    yield Kind(
        "MAP08",
        "Label not found",
        _E,
        "the label {label} is not where the mapping needs it for {address}: {found}.",
        "Nothing was written. Check that this is the template's right year, then correct "
        "the mapping.",
    )
    yield Kind(
        "MAP09",
        "Label found more than once",
        _E,
        "the label {label} is found at {found}.",
        "Say which in the mapping with 'occurrence' (its address is {address}).",
    )
    yield Kind(
        "MAP10",
        "Wrong template",
        _E,
        "this is not the template of {expected}: {reason}.",
        "Use the template of that year{other}.",
    )
    yield Kind(
        "MAP11",
        "Bands with a gap or an overlap",
        _E,
        "{reason}.",
        "Correct the ends: every number belongs to exactly one band.",
    )


def _figures() -> Iterator[Kind]:
    yield Kind(
        "FIG01",
        "Unknown place",
        _E,
        "{found} is not a place; the places are {expected}.",
        "Correct it, or add the place to mappings/places.yaml.",
    )
    yield Kind(
        "FIG02",
        "Unknown metric",
        _E,
        "{found} is not a metric; the metrics are {expected}.",
        "Correct it, or add the metric to mappings/metrics.yaml.",
    )
    yield Kind(
        "FIG03",
        "Figure given twice",
        _E,
        "{what} is given here ({found}) and at {other} ({value}).",
        "Keep one of the two.",
    )
    yield Kind(
        "FIG04",
        "Not a number",
        _E,
        "{column} is {found}: {reason}. Expected is a figure, or a mark such as n/a, * or nothing.",
        "Correct the figure.",
    )
    yield Kind(
        "FIG05",
        "Figure out of range",
        _E,
        "{found} is outside {expected}{hint}.",
        "Correct the figure or its unit.",
    )
    yield Kind(
        "FIG06",
        "Columns missing",
        _E,
        "the columns {found} are missing; expected are {expected}.",
        "Add them, or rename the headings.",
    )
    yield Kind(
        "FIG07",
        "Unit differs from the metric's",
        _E,
        "the unit is {found}, and {metric} is kept in {expected}.",
        "Convert the figure, or correct the unit.",
    )
    yield Kind(
        "FIG08",
        "Period not understood",
        _E,
        "{found} is not a period; expected is a year such as 2024-25, a quarter such as "
        "2024-25 Q3, or a month such as 2024-11.",
        "Correct it.",
    )
    yield Kind(
        "FIG09",
        "Value and fraction disagree",
        _Q,
        "{numerator} of {denominator} is {computed}, and the value given is {found}.",
        "Check which is right.",
    )
    yield Kind(
        "FIG10",
        "Commentary not understood",
        _E,
        "{key} is {found}; expected is {expected}.",
        "Correct it.",
    )
    yield Kind(
        "FIG11",
        "Query needed",
        _E,
        "figures from a database need a query.",
        "Give it with --query.",
    )
    yield Kind(
        "FIG12",
        "Database cannot be read",
        _E,
        "the database answered: {reason}.",
        "Check the address and the query.",
    )
    yield Kind(
        "FIG13",
        "Package needed",
        _E,
        "reading it needs the package {package}.",
        "Install it with: pip install {install}",
    )
    yield Kind(
        "FIG14",
        "Status not known",
        _E,
        "the status is {found}; expected is one of {expected}.",
        "Correct it.",
    )
    yield Kind(
        "FIG15",
        "Column given twice",
        _E,
        "the heading {column} stands over columns {first} and {second}.",
        "Keep one of the two, or rename the other.",
    )
    yield Kind(
        "FIG16",
        "Row longer than the headings",
        _E,
        "the row has {found} fields, and there are {expected} headings.",
        "Put quotation marks around a field that has the delimiter in it, such as 1,197.7.",
    )
    yield Kind(
        "FIG17",
        "Rate cannot be worked out",
        _E,
        "{reason}.",
        "Correct the numerator or the denominator.",
    )


def _fills() -> Iterator[Kind]:
    yield Kind(
        "FILL02",
        "Output edited by hand",
        _E,
        "the file holds {count} values that this fill would lose: {cells}.",
        "Fill on top of it with --template, or replace it with --force (a backup is kept).",
    )
    yield Kind(
        "FILL03",
        "Assessment proposed",
        _Q,
        "{wording} is proposed: {reason}.",
        "Decide, and give the assessment in the commentary.",
    )
    yield Kind(
        "FILL04",
        "Figure shown differs from the figures given",
        _Q,
        "{field}: the template shows {found}, and the figures say {expected}.",
        "Check which is right.",
    )
    yield Kind(
        "FILL05",
        "Value the template does not offer",
        _E,
        "{field} is {found}; the template offers {expected}.",
        "Give one of these.",
    )
    yield Kind(
        "FILL07",
        "Completeness unknown",
        _Q,
        "{count} flags could not be recalculated here: {flags}.",
        "Open the file in Excel to see them.",
    )
    yield Kind(
        "FILL08",
        "Cell not empty",
        _E,
        "{field} holds {found} already, and {value} would replace it.",
        "Use --force to replace it, or leave it out of the figures and commentary.",
    )
    yield Kind(
        "FILL09",
        "Place not offered by the template",
        _E,
        "the template's list of places does not offer {found}.",
        "Check the template's year and mappings/places.yaml.",
    )
    yield Kind(
        "FILL10",
        "Figures without a cell",
        _N,
        "no cell of this return takes {figures}.",
        "Check period and status if it was meant to.",
    )
    yield Kind(
        "FILL11",
        "Output is not a return",
        _E,
        "the file in the way is not a workbook that xlbcf can read.",
        "Move it away, or replace it with --force (a backup is kept).",
    )


def _charts() -> Iterator[Kind]:
    yield Kind(
        "SPC01",
        "Date not understood",
        _E,
        "{found} is not a date; expected is a date such as 2025-03-31 or 31/03/2025, a month such "
        "as 2025-03, or a quarter or year such as 2024-25 Q3.",
        "Correct it.",
    )
    yield Kind(
        "SPC02",
        "Date given twice",
        _E,
        "there is a point of {found} here and at {other} too.",
        "Keep one of the two, or chart one series at a time.",
    )
    yield Kind(
        "SPC03",
        "Nothing to chart",
        _E,
        "there is no row with a date and a figure.",
        "Give at least one point.",
    )
    yield Kind(
        "SPC04",
        "Rebase date outside the series",
        _E,
        "{found} is not among the dates of the series, {first} to {last}.",
        "Give a date within it, or leave it out.",
    )
    yield Kind(
        "SPC05",
        "Option is not a number",
        _E,
        "{found} cannot be compared with the values: {reason}.",
        "Write it as the values are written.",
    )
    yield Kind(
        "SPC06",
        "Percent sign missing",
        _E,
        "the value is {found}, and other values carry a percent sign.",
        "Write all values in one way.",
    )
    yield Kind(
        "SPC07",
        "Too few points for SPC",
        _N,
        "{found} has {count} of the {expected} points that its limits need; they are provisional.",
        "Compare single figures with their confidence intervals instead.",
    )
    yield Kind(
        "SPC08",
        "Package needed to draw",
        _E,
        "drawing it needs the package {package}.",
        "Install it with: pip install {install}",
    )
    yield Kind(
        "SPC09",
        "Length not of this rule set",
        _E,
        "a shift and a trend have {expected} points with the rules {rules}.",
        "Use --rules {other}, or leave the length out.",
    )


def _runs() -> Iterator[Kind]:
    yield Kind(
        "RUN02",
        "Folder not empty",
        _E,
        "the folder has {found} in it already.",
        "Choose an empty folder, or use --force to keep your files and add what is missing.",
    )
    yield Kind(
        "RUN03",
        "Working folder incomplete",
        _E,
        "{found} is missing from the working folder.",
        "Make a fresh one with xlbcf init, or run where the mappings are.",
    )
    yield Kind(
        "RUN04",
        "Fault in xlbcf",
        _E,
        "the program failed ({reason}); nothing was written.",
        "Please report it with the command you ran; --debug shows the details.",
    )


CATALOGUE: dict[str, Kind] = {
    kind.code: kind
    for group in (_files, _books, _cells, _mappings, _figures, _fills, _charts, _runs)
    for kind in group()
}
