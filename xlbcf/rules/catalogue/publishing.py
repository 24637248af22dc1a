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
        "the file is there already, and it is not a values-only copy as xlbcf wrote it.",
        "Move it away, or name another file with --out.",
        meaning="A copy that xlbcf made is replaced by the next one. One that somebody has saved "
        "again since, or another file altogether, is never written over.",
        example={},
        place="bcf-2024-25-eoy-rutland (values only).xlsx",
    ),
)
