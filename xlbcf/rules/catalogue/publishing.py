"""What can be found about a copy to be published."""

from __future__ import annotations

from xlbcf.rules.kinds import Kind, Severity

_FILE = "bcf-2024-25-eoy-rutland.xlsx"

KINDS = (
    Kind(
        "PUB01",
        "Formulas without results",
        Severity.ERROR,
        "formulas have no stored result to put in their place ({count}): {cells}.",
        "Open the workbook in Excel, save it, and publish again.",
        meaning="A values-only copy shows what the formulas showed last. A program that writes "
        "formulas without working them out leaves nothing to show.",
        example={"count": "2", "cells": "'2. Cover'!C16, '2. Cover'!D9"},
        place=_FILE,
    ),
    Kind(
        "PUB02",
        "Results may be old",
        Severity.ERROR,
        "the stored results may be older than the values that they are made of ({reason}).",
        "Open the workbook in Excel, let it calculate, save it, and publish again.",
        meaning="The copy would keep old results for good, and nobody could see that they are old.",
        example={"reason": "the file asks Excel to calculate when it is opened"},
        place=_FILE,
    ),
    Kind(
        "PUB03",
        "Sheet of macros",
        Severity.ERROR,
        "the sheet {sheet} holds macros of the old kind, which a copy without macros cannot have.",
        "Delete that sheet in a copy of the workbook and publish the copy.",
        meaning="Macros of Excel 4 stand in sheets of their own. Without it the workbook's other "
        "sheets may not be what they were, so nothing is guessed.",
        example={"sheet": "“Macro1”"},
        place="returns-tool.xlsm",
    ),
    Kind(
        "PUB04",
        "Another file in the way",
        Severity.ERROR,
        "the file is there already, and it is not a copy or a print as xlbcf wrote it.",
        "Move it away, or name another file with --out.",
        meaning="A copy that xlbcf made is replaced by the next one. One that somebody has saved "
        "again since, or another file altogether, is never written over.",
        example={},
        place="bcf-2024-25-eoy-rutland (values only).xlsx",
    ),
    Kind(
        "PUB05",
        "Nothing known to suppress",
        Severity.ERROR,
        "small numbers can be taken out of dashboards only: {reason}.",
        "Leave --suppress out, or name a dashboard.",
        meaning="A dashboard says of each figure whether it is a count, and what a rate was worked "
        "out from. In another workbook nothing tells a count of people from any other number.",
        example={"reason": "for outcomes-framework it lacks the sheet “Data”"},
        place=_FILE,
    ),
    Kind(
        "PUB06",
        "No LibreOffice",
        Severity.NOTE,
        "there is no PDF and no picture, because LibreOffice was not found: {found}.",
        "Install it, or let XLBCF_LIBREOFFICE name its program soffice; or print the copy from "
        "Excel.",
        meaning="LibreOffice draws the pages. The copy of the workbook is written all the same.",
        example={"found": "it is not on this computer"},
        place="LibreOffice",
    ),
    Kind(
        "PUB07",
        "No PDF",
        Severity.QUERY,
        "there is no PDF and no picture: {program} made none ({reason}).",
        "Open the copy in LibreOffice to see what is the matter, or print it from Excel.",
        meaning="The copy of the workbook is written all the same.",
        example={
            "program": "/usr/bin/soffice",
            "reason": "it was not done after 180 seconds and was ended",
        },
        place="outcomes-framework (values only).pdf",
    ),
    Kind(
        "PUB08",
        "No picture",
        Severity.NOTE,
        "there is a PDF but no picture of it, because the package pypdfium2 is not installed.",
        "Install it: python -m pip install pypdfium2.",
        meaning="Pictures are drawn from the PDF by a package that is not needed otherwise.",
        example={},
        place="outcomes-framework (values only).pdf",
    ),
    Kind(
        "PUB09",
        "Pages not as expected",
        Severity.QUERY,
        "the PDF has {found}; expected is {expected}.",
        "Set paper and scale under Page Layout in the dashboard, and publish again.",
        meaning="A dashboard is a page that is handed round. More pages than sheets mean that a "
        "sheet no longer fits. Pictures are drawn only where every sheet does.",
        example={"found": "2 pages of 297 × 420 mm", "expected": "1 page of A3 for LLR_Summary"},
        place="outcomes-framework (values only).pdf",
    ),
    Kind(
        "PUB10",
        "Formulas that could not be worked out",
        Severity.QUERY,
        "{count} formulas could not be worked out again and {outcome}: {cells}.",
        "Look at these cells in the copy; if they are not right, save the dashboard from Excel "
        "and publish that.",
        meaning="The formulas of a dashboard are worked out afresh for the copy. What is beyond "
        "the functions known here keeps its stored result, which may be old. Where small numbers "
        "are taken out it is left empty, because the stored result may come from them.",
        example={
            "count": "2",
            "outcome": "keep their stored results",
            "cells": "LLR_Summary!N7 (XLOOKUP is not known), LLR_Summary!N8 (it reads N7)",
        },
        place="outcomes-framework.xlsm",
    ),
    Kind(
        "PUB11",
        "Could not be judged",
        Severity.QUERY,
        "{count} percentages and rates are shown although nothing says what they were worked out "
        "from: {series}.",
        "Give their numerators, or make sure that no small number stands behind them.",
        meaning="A rate is hidden when its numerator is small. Without the numerator that cannot "
        "be told, and the rate stays.",
        example={"count": "2", "series": "2a Tobacco screening, LPT; 2a Tobacco screening, UHL"},
        place="outcomes-framework.xlsm",
    ),
    Kind(
        "PUB12",
        "Suppressed number in words",
        Severity.QUERY,
        "the text “{text}” tells {number}, which was taken out of {series}.",
        "Change the text in the dashboard, and publish again; or make sure that it tells "
        "something else.",
        meaning="Figures are suppressed in their cells and wherever formulas show them. What "
        "somebody has written is not changed, and it may tell a number all the same.",
        example={"text": "Up from 6 to 12", "number": "6", "series": "9 Suicides"},
        place="outcomes-framework (values only).xlsx, LLR_Summary!F20",
    ),
    Kind(
        "PUB13",
        "Suppressed number still shown",
        Severity.QUERY,
        "the cell still shows {number}, which was taken out of {series}.",
        "Let the cell read the data sheet by a formula, or make sure that it is something else.",
        meaning="A number that was typed beside the data sheet does not follow it.",
        example={"number": "0.0273", "series": "2a Tobacco screening, LPT"},
        place="outcomes-framework (values only).xlsx, LLR_Summary!F20",
    ),
    Kind(
        "PUB14",
        "Picture without words",
        Severity.NOTE,
        "{count} charts or pictures have no words for those who cannot see them: {names}.",
        "Right-click each in the dashboard, choose Edit Alt Text, and publish again.",
        meaning="Charts are given their titles as words. A picture, or a chart without a title, "
        "has none that could be taken.",
        example={"count": "1", "names": "Cover: Picture 1"},
        place="outcomes-framework (values only).xlsx",
    ),
    Kind(
        "PUB15",
        "Sheet without a title",
        Severity.NOTE,
        "{count} sheets have no title in their first three rows: {names}.",
        "Write what the sheet is about into its first row, and publish again.",
        meaning="Whoever hears a sheet read aloud begins at its first cell.",
        example={"count": "1", "names": "Key"},
        place="outcomes-framework (values only).xlsx",
    ),
)
