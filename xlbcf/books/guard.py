"""What may not be written: locks, formulas, hidden parts of merged cells, forbidden values."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from xlbcf.books.cell_xml import formula_of
from xlbcf.books.port import Allow, Write
from xlbcf.books.validation import judge
from xlbcf.books.values import Unstorable, Value, plain_value, shown
from xlbcf.rules.findings import Finding, finding
from xlbcf.template.addresses import Cell

if TYPE_CHECKING:
    from xlbcf.books.file_book import FileBook, SheetFile
    from xlbcf.books.trial import Trial


def place_of(book: str, sheet: str, cell: Cell) -> str:
    """Return a cell's place as messages name it."""
    return f"{book}, {sheet}!{cell}"


def check_writes(
    book: FileBook, writes: Sequence[Write], allow: Collection[Allow], trial: Trial
) -> Iterator[Finding]:
    """Yield everything that is wrong or worth knowing about some writes.

    Args:
        book: the workbook.
        writes: the values and where they go.
        allow: refusals that are set aside.
        trial: the workbook as it would be after the writes, for validations to read.
    """
    seen: dict[tuple[str, Cell], Write] = {}
    for write in writes:
        where = place_of(book.name, write.sheet, write.cell)
        other = seen.setdefault((write.sheet.casefold(), write.cell), write)
        if other is not write:
            yield finding("CELL12", where, first=shown(other.value), second=shown(write.value))
            continue
        missing = book.sheet_fault(write.sheet)
        if missing is not None:
            yield missing
            continue
        sheet = book.sheet_file(write.sheet)
        yield from _check_place(sheet, write.cell, where, allow)
        try:
            value = plain_value(write.value, book.date1904)
        except Unstorable as fault:
            yield finding("CELL07", where, value=shown(write.value), reason=fault)
            continue
        yield from _check_value(sheet, write, value, where, allow, trial)


def _check_place(
    sheet: SheetFile, cell: Cell, where: str, allow: Collection[Allow]
) -> Iterator[Finding]:
    merge = sheet.rules.merge_over(cell)
    if merge and merge.anchor != cell and Allow.MERGED not in allow:
        yield finding("CELL04", where, area=merge, anchor=merge.anchor)
    if sheet.rules.protected and Allow.LOCKED not in allow:
        yield from _check_lock(sheet, cell, where)
    tag = sheet.xml.find([cell]).get(cell)
    formula = formula_of(sheet.xml, tag) if tag else None
    for area, kind in sheet.result_areas():
        if area.holds(cell) and (formula is None or area.anchor != cell):
            yield finding("CELL05", where, anchor=area.anchor, area=area)
        elif area.holds(cell):
            yield finding("CELL11", where, what=kind, area=area)
    if formula and formula.kind in ("normal", "shared"):
        if formula.area and ":" in formula.area:
            yield finding("CELL11", where, what="shared", area=formula.area)
        elif Allow.FORMULA not in allow:
            text = f"={formula.text}" if formula.text else "of a shared group"
            yield finding("CELL02", where, formula=text)
    for table in sheet.tables():
        if what := table.edge(cell):
            yield finding("CELL06", where, what=what, table=table.name)


def _check_lock(sheet: SheetFile, cell: Cell, where: str) -> Iterator[Finding]:
    tag = sheet.xml.find([cell]).get(cell)
    style = tag.get(b"s") if tag else sheet.xml.default_style(cell)
    opening = sheet.rules.open_range(cell)
    if not sheet.styles.locked(style) or (opening and not opening.needs_password):
        return
    detail = f"; the range {opening.name} opens it only with a password" if opening else ""
    yield finding("CELL01", where, detail=detail)


def _check_value(
    sheet: SheetFile,
    write: Write,
    value: Value,
    where: str,
    allow: Collection[Allow],
    trial: Trial,
) -> Iterator[Finding]:
    for rule in sheet.rules.validations:
        if Allow.INVALID in allow or not rule.covers(write.cell):
            continue
        verdict = judge(rule, sheet.name, write.cell, value, trial, trial.calculate)
        if verdict.allowed is None:
            yield finding("CELL08", where, rule=verdict.expected)
        elif not verdict.allowed:
            yield finding("CELL03", where, value=shown(write.value), expected=verdict.expected)
    if value is not write.value:
        tag = sheet.xml.find([write.cell]).get(write.cell)
        style = tag.get(b"s") if tag else sheet.xml.default_style(write.cell)
        if not sheet.styles.shows_date(style):
            yield finding("CELL09", where, serial=shown(value))
