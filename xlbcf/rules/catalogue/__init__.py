"""The catalogue of findings: every message xlbcf can give, with its stable code.

Codes are grouped by what they are about; the group is the letters of the code.
"""

from __future__ import annotations

from itertools import chain

from xlbcf.rules.catalogue import (
    books,
    cells,
    figures,
    files,
    fills,
    mappings,
    reports,
    runs,
    series,
)
from xlbcf.rules.kinds import Kind

CATALOGUE: dict[str, Kind] = {
    kind.code: kind
    for kind in chain(
        files.KINDS,
        books.KINDS,
        cells.KINDS,
        mappings.KINDS,
        figures.KINDS,
        fills.KINDS,
        series.KINDS,
        reports.KINDS,
        runs.KINDS,
    )
}

#: What the codes of each group are about, in the order in which a reader is shown them.
GROUPS: dict[str, str] = {
    "FILE": "a file on disk",
    "BOOK": "a workbook as a whole",
    "CELL": "one cell of a workbook",
    "MAP": "a mapping",
    "FIG": "figures and commentary",
    "FILL": "a fill",
    "SPC": "a series and its control chart",
    "REP": "the file of a report",
    "RUN": "a command",
}
