"""What can be found about the parts of the add-in when it is built."""

from __future__ import annotations

from xlbcf.rules.kinds import Kind, Severity

_NOT_YOURS = "Mend it in the folder macros; in an installed xlbcf, install xlbcf again."

KINDS = (
    Kind(
        "ADDIN60",
        "Macro cannot be read",
        Severity.ERROR,
        "the file cannot be read: {reason}.",
        "Install xlbcf again; the macros come with it.",
        meaning="The add-in is built from VBA and a ribbon that are kept as text beside the "
        "mappings.",
        example={"reason": "No such file or directory"},
        place="macros/XlbcfPython.bas",
    ),
    Kind(
        "ADDIN61",
        "Ribbon cannot be read",
        Severity.ERROR,
        "the file is not the XML of a ribbon: {reason}.",
        _NOT_YOURS,
        meaning="Excel would pass over the whole tab without a word.",
        example={"reason": "mismatched tag: line 12, column 4"},
        place="ribbon.xml",
    ),
    Kind(
        "ADDIN62",
        "Fault in VBA",
        Severity.ERROR,
        "{found}.",
        _NOT_YOURS,
        meaning="Excel compiles the whole module when it is first used, and stops at the fault: "
        "none of its functions would work.",
        example={"found": "If is never closed"},
        place="XlbcfRibbon, line 88",
    ),
    Kind(
        "ADDIN63",
        "Function not wrapped or described",
        Severity.ERROR,
        "{found}.",
        "Mend the function's declaration in Python; wrappers and help are made from it.",
        meaning="Each function needs its wrapper in VBA, and words for Excel's function wizard, "
        "which shows no more than 255 characters.",
        example={"found": "the help of plan has 300 characters, not 1 to 255"},
        place="BCF_VARIANCE",
    ),
    Kind(
        "ADDIN64",
        "Fault in the ribbon",
        Severity.ERROR,
        "{found}.",
        _NOT_YOURS,
        meaning="Office's own schema allows this, but Excel would leave the control out, or a "
        "person could not find it by keyboard or by its tip.",
        example={"found": "another control has the key tip C"},
        place="ribbon.xml, XlbcfButtonCheckSheet",
    ),
    Kind(
        "ADDIN65",
        "Button without its Sub",
        Severity.ERROR,
        "{found}.",
        _NOT_YOURS,
        meaning="A click would end in Excel's message that the macro cannot be run.",
        example={"found": "there is no public Sub XlbcfCheckSheet"},
        place="ribbon.xml, XlbcfButtonCheckSheet, onAction",
    ),
    Kind(
        "ADDIN66",
        "Button and action do not match",
        Severity.ERROR,
        "there is {found}.",
        "Give every action of xlbcf.hosts.actions one button, and every button its action.",
        meaning="A button does what Python does under its name; without that it can do nothing.",
        example={"found": "no button for the action check_sheet"},
        place="ribbon.xml",
    ),
)
