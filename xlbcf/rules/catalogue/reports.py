"""What can be found about the file that a report goes into."""

from __future__ import annotations

from xlbcf.rules.kinds import Kind, Severity

KINDS = (
    Kind(
        "REP01",
        "Another file is in the report's place",
        Severity.ERROR,
        "there is a file here already, and it is no earlier {kind}.",
        "Name another file, or move this one.",
        meaning="A report replaces an earlier report, and a picture of a chart an earlier picture, "
        "so that a slip in a file name cannot cost a filled return.",
        example={"kind": "xlsx report of a check"},
        place="returns/bcf-2024-25-eoy-rutland.xlsx",
    ),
    Kind(
        "REP02",
        "Report named as another kind of file",
        Severity.ERROR,
        "the name ends in {found}, and the report is made as {kind}.",
        "Let the name end in {expected}, or state another --format.",
        meaning="Windows goes by the end of a name. A report with the wrong one opens in the wrong "
        "program, or not at all.",
        example={"found": ".pdf", "kind": "text", "expected": ".txt"},
        place="check-report.pdf",
    ),
)
