"""Results of formulas as Excel would show them, worked out here where the stored ones may be old.

A program that edits a workbook without calculating it leaves old results behind, or none at all.
What is worked out for a check is shown, and never written into the file.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from xlbcf.books.cellrune_engine import Cellrune
from xlbcf.books.engines import EngineFailed, Place
from xlbcf.books.file_book import FileBook
from xlbcf.books.values import CellError, Value
from xlbcf.rules.findings import Finding, finding
from xlbcf.template.addresses import Cell

_UNKNOWN = CellError("#NAME?")


@dataclass(frozen=True, slots=True)
class Fresh:
    """The values of a workbook's cells, those worked out here before those stored.

    Args:
        book: the workbook.
        computed: the results worked out here.
        unknown: formula cells whose stored result may be old and that could not be worked out.
        findings: what the reader should know.
    """

    book: FileBook
    computed: dict[Place, Value] = field(default_factory=dict)
    unknown: frozenset[Place] = frozenset()
    findings: tuple[Finding, ...] = ()

    def value(self, sheet: str, cell: Cell) -> Value:
        """Return a cell's value; nothing where it is unknown."""
        if (sheet, cell) in self.unknown:
            return None
        if (sheet, cell) in self.computed:
            return self.computed[sheet, cell]
        return self.book.value(sheet, cell)


def fresh_results(book: FileBook, wanted: Collection[Place]) -> Fresh:
    """Return a workbook's values, computing formulas only where the stored results may be old.

    Args:
        book: the workbook.
        wanted: the cells that will be asked for.
    """
    formulas = _formulas_among(book, wanted)
    if not formulas or not _doubtful(book, formulas):
        return Fresh(book)
    try:
        results = Cellrune().results(book.package.data, formulas).values
    except EngineFailed as fault:
        found = finding("BOOK09", book.name, reason=fault)
        return Fresh(book, {}, frozenset(formulas), (found,))
    computed = {p: results[p] for p in formulas if p in results and results[p] != _UNKNOWN}
    note = finding("CHK03", book.name, count=len(computed))
    return Fresh(book, computed, frozenset(formulas - computed.keys()), (note,))


def _formulas_among(book: FileBook, wanted: Collection[Place]) -> set[Place]:
    found: set[Place] = set()
    for sheet in {sheet for sheet, _ in wanted}:
        file = book.sheet_file(sheet)
        if file.computes:
            found |= {(s, cell) for s, cell in wanted if s == sheet and file.formula(cell)}
    return found


def _doubtful(book: FileBook, formulas: Collection[Place]) -> bool:
    """Say whether Excel is told to calculate on opening, or a formula has no stored result."""
    if book.calculated_on_load:
        return True
    return any(book.value(sheet, cell) is None for sheet, cell in formulas)
