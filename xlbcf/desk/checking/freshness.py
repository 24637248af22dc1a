"""Results of formulas as Excel would show them, worked out here where the stored ones may be old.

A program that edits a workbook without calculating it leaves old results behind, or none at all.
What is worked out for a check is shown, and never written into the file.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from xlbcf.books.cellrune_engine import Cellrune
from xlbcf.books.engines import EngineFailed, Place
from xlbcf.books.file_book import FileBook
from xlbcf.books.values import CellError, Value, same_value
from xlbcf.rules.findings import Finding, finding
from xlbcf.template.addresses import Cell

_UNKNOWN = CellError("#NAME?")


@dataclass(frozen=True, slots=True)
class Fresh:
    """The values of a workbook's cells, those worked out here before those stored.

    Args:
        stored: the stored values of each sheet's cells that are not empty.
        computed: the results worked out here.
        unknown: formula cells whose stored result may be old and that could not be worked out.
        findings: what the reader should know.
    """

    stored: Mapping[str, Mapping[Cell, Value]]
    computed: Mapping[Place, Value] = field(default_factory=dict)
    unknown: frozenset[Place] = frozenset()
    findings: tuple[Finding, ...] = ()

    def value(self, sheet: str, cell: Cell) -> Value:
        """Return a cell's value: what was worked out here, else what is stored."""
        if (sheet, cell) in self.computed:
            return self.computed[sheet, cell]
        return self.stored[sheet].get(cell)

    def known(self, sheet: str, cell: Cell) -> bool:
        """Say whether a cell's value is as fresh as Excel would show it."""
        return (sheet, cell) not in self.unknown


def fresh_results(
    book: FileBook, stored: Mapping[str, Mapping[Cell, Value]], wanted: Collection[Place]
) -> Fresh:
    """Return a workbook's values, computing formulas only where the stored results may be old.

    Args:
        book: the workbook.
        stored: the stored values of its sheets' cells.
        wanted: the cells that will be asked for, on these sheets.
    """
    # What has a result is only in doubt if Excel is told to calculate when it opens the file.
    doubtful = wanted if book.calculated_on_load else _without(stored, wanted)
    if not _formulas_among(book, doubtful):
        return Fresh(stored)
    formulas = _formulas_among(book, wanted)
    try:
        results = Cellrune().results(book.package.data, formulas).values
    except EngineFailed as fault:
        found = finding("BOOK09", book.name, reason=fault)
        return Fresh(stored, {}, frozenset(formulas), (found,))
    # No formula gives nothing at all in Excel: such a result was not worked out.
    computed = {p: results[p] for p in formulas if results.get(p) not in (None, _UNKNOWN)}
    if len(computed) == len(formulas) and all(
        same_value(stored[sheet].get(cell), result) for (sheet, cell), result in computed.items()
    ):
        return Fresh(stored)
    note = finding("CHK03", book.name, count=len(computed))
    return Fresh(stored, computed, frozenset(formulas - computed.keys()), (note,))


def worked_out(book: FileBook, places: Collection[Place]) -> dict[Place, Value]:
    """Return the results of some formulas, worked out here; empty where no engine can.

    Args:
        book: the workbook.
        places: the cells; those without a formula are left out.
    """
    formulas = _formulas_among(book, places)
    try:
        results = Cellrune().results(book.package.data, formulas).values if formulas else {}
    except EngineFailed:
        return {}
    return {place: results[place] for place in formulas if place in results}


def _without(stored: Mapping[str, Mapping[Cell, Value]], wanted: Collection[Place]) -> list[Place]:
    return [(sheet, cell) for sheet, cell in wanted if stored[sheet].get(cell) is None]


def _formulas_among(book: FileBook, wanted: Collection[Place]) -> set[Place]:
    by_sheet: dict[str, list[Cell]] = {}
    for sheet, cell in wanted:
        by_sheet.setdefault(sheet, []).append(cell)
    found: set[Place] = set()
    for sheet, cells in by_sheet.items():
        file = book.sheet_file(sheet)
        if file.computes:
            found |= {(sheet, cell) for cell in cells if file.formula(cell)}
    return found
