"""The cells of a return's fields, found by the labels that the return shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from xlbcf.books.engines import Place
from xlbcf.books.file_book import FileBook
from xlbcf.books.values import Value
from xlbcf.desk.checking.freshness import worked_out
from xlbcf.rules.findings import Finding
from xlbcf.rules.wording import some_of
from xlbcf.template.addresses import Cell, parse_cell
from xlbcf.template.anchors import Located, resolve
from xlbcf.template.return_mapping import Key, ReturnMapping

_SHOWN = 8
_MOVED = (
    "What stands there was not checked. Put the label and its row or column back as the template "
    "has them, or correct the mapping if the form is of another year."
)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the fields of a return are.

    Args:
        cells: the cell of each field whose labels and address agree.
        findings: one for each label that is lost and each part of a sheet that has moved.
    """

    cells: Mapping[Key, Cell] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def locate_fields(
    mapping: ReturnMapping, book: FileBook, stored: Mapping[str, Mapping[Cell, Value]]
) -> Places:
    """Find the cells of a return's fields.

    Labels may be formulas. Where some of a sheet's labels are lost and formulas there have no
    stored result, as a program leaves them that does not calculate, the results are worked out.

    Args:
        mapping: the return's mapping.
        book: the workbook.
        stored: the stored values of its sheets' cells.
    """
    found = {sheet: _on_sheet(mapping, book, sheet, stored[sheet]) for sheet in mapping.sheets}
    unsure = [
        (sheet, cell)
        for sheet, located in found.items()
        if located.findings
        for cell, _ in book.sheet_file(sheet).formulas()
        if stored[sheet].get(cell) is None
    ]
    results = worked_out(book, unsure)
    for sheet in {place[0] for place in results}:
        found[sheet] = _on_sheet(mapping, book, sheet, _with(stored[sheet], sheet, results))
    cells = {key: cell for located in found.values() for key, cell in located.cells.items()}
    told = tuple(each for located in found.values() for each in _once(located.findings))
    return Places(cells, told)


def _with(
    stored: Mapping[Cell, Value], sheet: str, results: Mapping[Place, Value]
) -> dict[Cell, Value]:
    return {**stored, **{cell: value for (own, cell), value in results.items() if own == sheet}}


def _on_sheet(
    mapping: ReturnMapping, book: FileBook, sheet: str, values: Mapping[Cell, Value]
) -> Located:
    texts = {cell: str(value) for cell, value in values.items() if value not in ("", None)}
    return resolve(mapping.on_sheet(sheet), texts, book.merges(sheet))


def _once(lost: Iterable[Finding]) -> Iterator[Finding]:
    """Yield one finding for each label that is lost, and for all cells that have moved alike."""
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for each in lost:
        alike.setdefault((each.code, *_cause(each)), []).append(each)
    for same in alike.values():
        first, count = same[0], len(same)
        facts = {"address": some_of([each.facts["address"] for each in same], _SHOWN)}
        if first.code == "MAP07" and count > 1:
            facts["found"] = f"{first.facts['found']}, and so on for all {count}"
        yield first._replace(facts={**first.facts, **facts}, advice=_MOVED)


def _cause(lost: Finding) -> tuple[object, ...]:
    """Say what a lost cell has in common with others: its label, or how far it has moved."""
    if lost.code != "MAP07":
        return (lost.facts["label"],)
    address, found = parse_cell(lost.facts["address"]), parse_cell(lost.facts["found"])
    return (found.row - address.row, found.column - address.column)
