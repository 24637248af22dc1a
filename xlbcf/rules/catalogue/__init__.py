"""The catalogue of findings: every message xlbcf can give, with its stable code.

Codes are grouped by what they are about: ``FILE`` a file, ``BOOK`` a workbook as a whole, ``CELL``
one cell of it, ``MAP`` a mapping, ``FIG`` figures and commentary, ``FILL`` a fill, ``SPC`` a
control chart, ``RUN`` a command.
"""

from __future__ import annotations

from itertools import chain

from xlbcf.rules.catalogue import books, cells, figures, files, fills, mappings, runs, series
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
        runs.KINDS,
    )
}
