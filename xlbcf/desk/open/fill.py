"""The open return filled: what a fill would write, written through Excel itself or not at all.

The values and everything that is said of them come from the batch fill
(:func:`xlbcf.desk.filling.fill_place`), which fills a copy of what is open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from xlbcf.books.open_book import OpenBook
from xlbcf.books.recalculation import earn_trust
from xlbcf.books.values import Unstorable, plain_value, unchanged
from xlbcf.desk.checking.reading import ReadReturn
from xlbcf.desk.fill import FillOrder, blank_form, concerns, gather_material
from xlbcf.desk.filling import FilledReturn, Job, fill_place
from xlbcf.desk.library import Library
from xlbcf.desk.located import locate_in
from xlbcf.desk.material import label_of
from xlbcf.desk.open.fill_record import (
    CellChange,
    FillRecord,
    now,
    put_record,
    record_of,
    save_record,
)
from xlbcf.desk.open.number_formats import format_of
from xlbcf.desk.open.writing import write_all
from xlbcf.desk.resaved import lost_rules
from xlbcf.rules.findings import Finding, Refused, errors, finding
from xlbcf.rules.kinds import Severity
from xlbcf.rules.metrics import Place
from xlbcf.rules.wording import some_of
from xlbcf.template.addresses import Cell
from xlbcf.template.return_mapping import Origin, ReturnMapping

_IN_EXCEL = {
    "FILL08": "Empty the cell to have the new value, or take that out of the figures or the "
    "commentary.",
}
#: What only matters where no Excel works out the formulas afterwards.
_FOR_FILES = ("BOOK07", "BOOK09", "FILL07")
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class LeftBlank:
    """A cell that stays blank, and why."""

    sheet: str
    cell: Cell
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class FillPlan:
    """What a fill of the open return would do.

    Args:
        mapping: the return's mapping.
        place: the place that the return is about.
        changes: the cells that get another value.
        standing: how many cells hold their value already.
        blanks: the cells that stay blank.
        formats: the code of the number format in which each cell's values are shown.
        date1904: whether the workbook counts days from 1904.
        faults: why nothing may be written; empty if all may.
        findings: what a person should look at.
    """

    mapping: ReturnMapping
    place: Place
    changes: tuple[CellChange, ...]
    standing: int
    blanks: tuple[LeftBlank, ...]
    formats: Mapping[tuple[str, Cell], str]
    date1904: bool
    faults: tuple[Finding, ...]
    findings: tuple[Finding, ...]


def plan_fill(library: Library, read: ReadReturn, order: FillOrder) -> FillPlan:
    """Work out what a fill of an open return would write.

    Args:
        library: the mappings.
        read: the return as it is open.
        order: what it is filled from; its figures and commentary count.

    Raises:
        Refused: it names no place (OPEN20) or one not known (OPEN21), or the form or the figures
            are at fault.
    """
    place = _place_of(library, read)
    located = locate_in(library, read.mapping, read.book, read.book.name)
    material, findings = gather_material(library, order, read.mapping)
    if errors(findings):
        raise Refused(errors(findings))
    if blank := blank_form(library, read.mapping):
        findings += lost_rules(located, blank)
    trust = earn_trust(read.book)
    data = read.book.package.data
    job = Job(material, data, read.book.name, located.cells, trust, overwrite=False)
    filled = fill_place(job, place)
    told = [each for each in findings if concerns(each, material.figures, [place])]
    told += [each for each in filled.findings if each.code not in _FOR_FILES]
    changes, formats = _changes(read, job, filled)
    return FillPlan(
        mapping=read.mapping,
        place=place,
        changes=changes,
        standing=len(filled.placing.placed) - len(changes),
        blanks=_blanks(read, job, filled),
        formats=formats,
        date1904=read.book.date1904,
        faults=tuple(_in_excel(each) for each in errors(told)),
        findings=tuple(each for each in told if each.severity is not Severity.ERROR),
    )


def carry_out(book: OpenBook, plan: FillPlan, folder: Path, source: str) -> None:
    """Write what a plan says: every cell or, if the host refuses one, none.

    What was there before is noted first, so that it can be put back even if Excel ends meanwhile.

    Args:
        book: the open workbook that the plan was made for.
        plan: what to write.
        folder: where the record of the fill is kept.
        source: what the values come from, for the record.

    Raises:
        Refused: a value may not be written, such as over another one (FILL08), the record cannot
            be kept (FILE03), the host would not write (OPEN02), or what had been written could
            not all be taken back (OPEN22).
    """
    if plan.faults:
        raise Refused(plan.faults)
    if not plan.changes:
        return
    earlier = record_of(folder, book)
    save_record(folder, book, FillRecord(book.name, now(), source, plan.changes))
    try:
        write_all(book, plan.changes)
    except Refused as refused:
        if all(each.code != "OPEN22" for each in refused.findings):
            put_record(folder, book, earlier)
        raise


def _place_of(library: Library, read: ReadReturn) -> Place:
    if read.place:
        return read.place
    (each,) = read.mapping.coming_from(Origin.PLACE)
    where = read.where(each)
    if not read.place_name:
        raise Refused(finding("OPEN20", where))
    known = some_of([place.name for place in library.places], _SHOWN)
    raise Refused(finding("OPEN21", where, found=f"“{read.place_name}”", expected=known))


def _in_excel(found: Finding) -> Finding:
    return found._replace(advice=_IN_EXCEL.get(found.code, found.advice))


def _changes(
    read: ReadReturn, job: Job, filled: FilledReturn
) -> tuple[tuple[CellChange, ...], dict[tuple[str, Cell], str]]:
    """Return the cells that get another value, in the workbook's order, and their formats."""
    metrics, found = job.material.metrics, []
    formats: dict[tuple[str, Cell], str] = {}
    for each in filled.placing.placed:
        sheet, cell = each.field.sheet, job.cells[each.field.key]
        old = read.book.value(sheet, cell)
        try:
            new = plain_value(each.value, read.book.date1904)
        except Unstorable:
            continue
        if not unchanged(old, new):
            label = label_of(each.field, metrics)
            found.append(CellChange(sheet, cell, label, old, new, each.source))
            formats[sheet, cell] = format_of(read.book, cell, each.field, each.value, metrics)
    position = {sheet: number for number, sheet in enumerate(read.book.sheets())}
    return tuple(sorted(found, key=lambda each: (position[each.sheet], each.cell))), formats


def _blanks(read: ReadReturn, job: Job, filled: FilledReturn) -> tuple[LeftBlank, ...]:
    """Return the cells that nothing is given for and that hold nothing either."""
    return tuple(
        LeftBlank(
            each.sheet, job.cells[each.key], label_of(each, job.material.metrics), reason
        )
        for each, reason in filled.placing.blanks
        if read.is_blank(read.values.get(each.key))
    )  # fmt: skip
