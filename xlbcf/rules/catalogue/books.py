"""What can be found about a workbook as a whole."""

from __future__ import annotations

from xlbcf.rules.kinds import Kind, Severity

KINDS = (
    Kind(
        "BOOK01",
        "Not an Excel workbook",
        Severity.ERROR,
        "the file is not a readable .xlsx or .xlsm workbook ({reason}).",
        "Open it in Excel and save it again as .xlsx, or ask for a fresh copy.",
    ),
    Kind(
        "BOOK02",
        "Encrypted workbook",
        Severity.ERROR,
        "the workbook is protected by a password to open, or is an old .xls file.",
        "Open it in Excel, remove the password to open, and save it as .xlsx.",
    ),
    Kind(
        "BOOK03",
        "Signed workbook",
        Severity.ERROR,
        "the workbook carries a digital signature, which any change would break.",
        "Use an unsigned copy, or --allow-signed if the signature may become invalid.",
    ),
    Kind(
        "BOOK04",
        "Workbook too large to open safely",
        Severity.ERROR,
        "{part} would unpack to {found}, and at most {expected} is read.",
        "Check where the file comes from.",
    ),
    Kind(
        "BOOK05",
        "Sheet not found",
        Severity.ERROR,
        "there is no sheet {sheet}; the sheets are {sheets}.",
        "Check the name, or the template's year.",
    ),
    Kind(
        "BOOK06",
        "Sheet without cells",
        Severity.ERROR,
        "sheet {sheet} is a {kind} and has no cells.",
        "Name a worksheet.",
    ),
    Kind(
        "BOOK07",
        "Formulas left for Excel",
        Severity.NOTE,
        "{count} formulas could not be reproduced here and keep their stored values: {cells}.",
        "Open the file in Excel once and save it, and they are fresh.",
    ),
    Kind(
        "BOOK08",
        "Stored results may be out of date",
        Severity.NOTE,
        "the file has formulas, and {why}.",
        "Run xlbcf recalc on it, or open it in Excel and save it.",
    ),
    Kind(
        "BOOK09",
        "Workbook cannot be recalculated",
        Severity.QUERY,
        "no engine here could recalculate it ({reason}); all formulas keep their stored values.",
        "Open the file in Excel once and save it.",
    ),
)
