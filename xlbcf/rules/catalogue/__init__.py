"""The catalogue of findings: every message xlbcf can give, with its stable code.

Codes are grouped by what they are about; the group is the letters of the code.
"""

from __future__ import annotations

from itertools import chain

from xlbcf.rules.catalogue import (
    across,
    addin,
    addin_blockers,
    addin_build,
    books,
    cells,
    checks,
    dashboards,
    figures,
    files,
    fills,
    judgements,
    mappings,
    open_books,
    open_fills,
    publishing,
    ratings,
    refreshes,
    reports,
    runs,
    series,
    servers,
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
        checks.KINDS,
        judgements.KINDS,
        across.KINDS,
        dashboards.KINDS,
        refreshes.KINDS,
        ratings.KINDS,
        reports.KINDS,
        publishing.KINDS,
        open_books.KINDS,
        open_fills.KINDS,
        addin.KINDS,
        addin_blockers.KINDS,
        addin_build.KINDS,
        servers.KINDS,
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
    "CHK": "a file that is checked",
    "DONE": "the completeness of a return",
    "VAL": "a value in a return",
    "JUD": "a judgement and the figures that it rests on",
    "NAR": "a commentary and the figures that it tells",
    "ACR": "figures and returns laid beside each other",
    "DASH": "a printed dashboard table",
    "REFR": "a dashboard that is refreshed",
    "REP": "the file that a report goes into",
    "PUB": "a copy to be published",
    "OPEN": "a workbook that is open, and the buttons",
    "ADDIN": "the add-in for Excel",
    "SERVE": "the server for Excel on a Mac and on the web",
    "RUN": "a command",
}
