"""What can be found about the file that a report goes into."""

from __future__ import annotations

from xlbcf.rules.kinds import Kind, Severity

KINDS = (
    Kind(
        "REP01",
        "Another file is in the report's place",
        Severity.ERROR,
        "there is a file here already, and it is no earlier {kind} report of a check.",
        "Name another file with --out, or move this one.",
        meaning="A report replaces an earlier report and nothing else, so that a slip in a file "
        "name cannot cost a filled return.",
        example={"kind": "xlsx"},
        place="returns/bcf-2024-25-eoy-rutland.xlsx",
    ),
)
