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
        meaning="An .xlsx file is a zip archive of parts. One that was cut short in a download, "
        "has another kind of content than its name says, or was damaged by a program is "
        "never edited on a guess.",
        example={"reason": "it is not a zip archive, or it is cut short"},
        place="bcf-2024-25-eoy-leicestershire.xlsx",
    ),
    Kind(
        "BOOK02",
        "Encrypted workbook",
        Severity.ERROR,
        "the workbook is protected by a password to open, or is an old .xls file.",
        "Open it in Excel, remove the password to open, and save it as .xlsx.",
        meaning="Nothing can be read in an encrypted file. What is meant is the password asked "
        "for on opening, not the protection of single sheets.",
        example={},
        place="bcf-2024-25-eoy-leicestershire.xlsx",
    ),
    Kind(
        "BOOK03",
        "Signed workbook",
        Severity.ERROR,
        "the workbook carries a digital signature, which any change would break.",
        "Use an unsigned copy, or --allow-signed if the signature may become invalid.",
        meaning="A signature vouches for every byte of the file. After any change, however "
        "small, Excel reports it as invalid.",
        example={},
        place="bcf-2024-25-eoy-leicestershire.xlsx",
    ),
    Kind(
        "BOOK04",
        "Workbook too large to open safely",
        Severity.ERROR,
        "{part} would unpack to {found}, and at most {expected} is read.",
        "Check where the file comes from.",
        meaning="A small file can be made to unpack to more than a computer's memory, and a "
        "stray cell in the last row and column of a sheet has the same effect. A true "
        "return is nowhere near these limits.",
        example={
            "part": "xl/worksheets/sheet1.xml",
            "found": "3,072 MiB from 3.0 MiB",
            "expected": "1,024 MiB in all, 250 to 1 for one part,",
        },
        place="figures-2024-25.xlsx",
    ),
    Kind(
        "BOOK05",
        "Sheet not found",
        Severity.ERROR,
        "there is no sheet {sheet}; the sheets are {sheets}.",
        "Check the name, or the template's year.",
        meaning="The names of sheets differ from year to year, at times by a number or a space. "
        "A name that is only similar is not taken, so that nothing lands on the wrong "
        "sheet.",
        example={
            "sheet": "Metrics",
            "sheets": "1. Guidance, 2. Cover, 3. National Conditions, 4. Metrics, 5. Income & "
            "Expenditure, 6. Capacity & Demand, 7. Year-End Feedback, Lists, Plan data",
        },
        place="bcf-2024-25-eoy.xlsx",
    ),
    Kind(
        "BOOK06",
        "Sheet without cells",
        Severity.ERROR,
        "sheet {sheet} is a {kind} and has no cells.",
        "Name a worksheet.",
        meaning="A chart sheet or a sheet of old macros stands among the worksheets, but has no "
        "cells to write into.",
        example={"sheet": "Trend", "kind": "chartsheet"},
        place="dashboard.xlsx",
    ),
    Kind(
        "BOOK07",
        "Formulas left for Excel",
        Severity.NOTE,
        "{count} formulas could not be reproduced here and keep their stored values: {cells}.",
        "Open the file in Excel once and save it, and they are fresh.",
        meaning="A calculation engine is trusted with a formula only if it first gave back the "
        "result that the file had stored. For these it did not, so their stored values "
        "may be older than the figures beside them.",
        example={"count": "3", "cells": "'2. Cover'!D9, '2. Cover'!C16, '2. Cover'!D23"},
        place="bcf-2024-25-eoy-leicestershire.xlsx (Leicestershire)",
    ),
    Kind(
        "BOOK08",
        "Stored results may be out of date",
        Severity.NOTE,
        "the file has formulas, and {why}.",
        "Run xlbcf recalc on it, or open it in Excel and save it.",
        meaning="A file stores the results of its formulas. A preview, Protected View or pandas "
        "shows these, and they were worked out before the change.",
        example={"why": "Excel will recalculate them when it opens the file"},
        place="bcf-2024-25-eoy-leicestershire.xlsx",
    ),
    Kind(
        "BOOK09",
        "Workbook cannot be recalculated",
        Severity.QUERY,
        "no engine here could recalculate it ({reason}); all formulas keep their stored values.",
        "Open the file in Excel once and save it.",
        meaning="The totals and Complete flags in the file are those from before the change, "
        "until Excel works them out anew.",
        example={
            "reason": "cellrune: a part is strange to it; pyofficeeditor: a part is strange to it",
        },
        place="bcf-2024-25-eoy.xlsx (Leicestershire)",
    ),
    Kind(
        "BOOK10",
        "No room for more cells",
        Severity.ERROR,
        "cells cannot be inserted at {cells}, because {what} stands in the way.",
        "Move it, or take it out, and do it again; nothing has been changed.",
        meaning="A history grows by cells that are put in, and what stands below moves down. "
        "Merged cells would be torn by that, array formulas and tables do not let it "
        "happen in Excel either, and notes and pivot tables would be left behind.",
        example={"cells": "A67:I67", "what": "the merged area A70:L70"},
        place="outcomes-framework.xlsm, 1a (f)",
    ),
)
