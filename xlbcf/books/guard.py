"""What may not be written: locks, formulas, hidden parts of merged cells, forbidden values."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, time, timedelta

from xlbcf.books.guarded import GuardedBook, GuardedSheet
from xlbcf.books.port import Allow, Write
from xlbcf.books.trial import Trial
from xlbcf.books.values import Unstorable, Value, plain_value, shown
from xlbcf.rules.findings import Finding, finding
from xlbcf.template.addresses import Cell, place_on


def place_of(book: str, sheet: str, cell: Cell) -> str:
    """Return a cell's place as messages name it."""
    return f"{book}, {place_on(sheet, cell)}"


def check_writes(
    book: GuardedBook, writes: Sequence[Write], allow: Collection[Allow] = ()
) -> list[Finding]:
    """Return everything that is wrong or worth knowing about some writes.

    Args:
        book: the workbook.
        writes: the values and where they go.
        allow: refusals that are set aside.
    """
    found: list[Finding] = []
    placed: dict[tuple[str, Cell], tuple[Write, Value]] = {}
    for write in writes:
        where = place_of(book.name, write.sheet, write.cell)
        key = (write.sheet.casefold(), write.cell)
        if missing := book.sheet_fault(write.sheet):
            found += [missing] if missing not in found else []
        elif key in placed:
            first = placed[key][0]
            facts = {"first": shown(first.value), "second": shown(write.value)}
            found.append(finding("CELL12", where, **facts))
        else:
            found += _check_place(book.guarded_sheet(write.sheet), write.cell, where, allow)
            try:
                placed[key] = write, plain_value(write.value, book.date1904)
            except Unstorable as fault:
                facts = {"value": shown(write.value), "reason": str(fault)}
                found.append(finding("CELL07", where, **facts))
    trial = Trial(book, {key: value for key, (_, value) in placed.items()})
    for write, value in placed.values():
        found += _check_value(book, write, value, allow, trial)
    return found


def _check_place(
    sheet: GuardedSheet, cell: Cell, where: str, allow: Collection[Allow]
) -> Iterator[Finding]:
    merge = sheet.rules.merge_over(cell)
    if merge and merge.anchor != cell and Allow.MERGED not in allow:
        yield finding("CELL04", where, area=merge, anchor=merge.anchor)
    if sheet.rules.protected and Allow.LOCKED not in allow:
        yield from _check_lock(sheet, cell, where)
    yield from _check_formula(sheet, cell, where, allow)
    for table in sheet.tables:
        if what := table.edge(cell):
            yield finding("CELL06", where, what=what, table=table.name)


def _check_lock(sheet: GuardedSheet, cell: Cell, where: str) -> Iterator[Finding]:
    opening = sheet.rules.open_range(cell)
    if not sheet.locked(cell) or (opening and not opening.needs_password):
        return
    detail = f"; the range {opening.name} opens it only with a password" if opening else ""
    yield finding("CELL01", where, detail=detail)


def _check_formula(
    sheet: GuardedSheet, cell: Cell, where: str, allow: Collection[Allow]
) -> Iterator[Finding]:
    formula = sheet.formula(cell)
    filled = next((each for each in sheet.result_areas if each[0].holds(cell)), None)
    if filled and (formula is None or filled[0].anchor != cell):
        yield finding("CELL05", where, anchor=filled[0].anchor, area=filled[0])
    elif filled:
        yield finding("CELL11", where, what=filled[1], area=filled[0])
    elif formula and (formula.kind not in ("normal", "shared") or formula.shared_from(cell)):
        area = formula.area or "an area that it does not state"
        yield finding("CELL11", where, what=formula.kind, area=area)
    elif formula and Allow.FORMULA not in allow:
        text = f"={formula.text}" if formula.text else "of a shared group"
        yield finding("CELL02", where, formula=text)


def _check_value(
    book: GuardedBook,
    write: Write,
    value: Value,
    allow: Collection[Allow],
    trial: Trial,
) -> Iterator[Finding]:
    sheet = book.guarded_sheet(write.sheet)
    where = place_of(book.name, write.sheet, write.cell)
    for rule in sheet.rules.rules_of(write.cell) if Allow.INVALID not in allow else ():
        from xlbcf.books.validation import judge

        verdict = judge(rule, sheet.name, write.cell, value, trial)
        if verdict.allowed is None:
            yield finding("CELL08", where, rule=verdict.expected)
        elif not verdict.allowed:
            yield finding("CELL03", where, value=shown(write.value), expected=verdict.expected)
    moment = isinstance(write.value, date | time | timedelta)
    if moment and not sheet.shows_date(write.cell):
        yield finding("CELL09", where, serial=shown(value))
