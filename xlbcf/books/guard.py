"""What may not be written: locks, formulas, hidden parts of merged cells, forbidden values."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, time, timedelta

from xlbcf.books.guarded import GuardedBook, GuardedSheet
from xlbcf.books.port import Allow, Write
from xlbcf.books.trial import Trial
from xlbcf.books.values import Unstorable, Value, plain_value, shown
from xlbcf.rules.findings import Finding, finding
from xlbcf.template.addresses import Cell, place_on

#: A finding's code and facts; where it is stands in the write that it is about.
_Told = tuple[str, Mapping[str, object]]


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
        key = (write.sheet.casefold(), write.cell)
        if missing := book.sheet_fault(write.sheet):
            found += [missing] if missing not in found else []
        elif key in placed:
            first = placed[key][0]
            facts = {"first": shown(first.value), "second": shown(write.value)}
            found.append(_at(book, write, ("CELL12", facts)))
        else:
            sheet = book.guarded_sheet(write.sheet)
            found += [_at(book, write, each) for each in _check_place(sheet, write.cell, allow)]
            try:
                placed[key] = write, plain_value(write.value, book.date1904)
            except Unstorable as fault:
                facts = {"value": shown(write.value), "reason": str(fault)}
                found.append(_at(book, write, ("CELL07", facts)))
    trial = Trial(book, {key: value for key, (_, value) in placed.items()})
    for write, value in placed.values():
        told = _check_value(book, write, value, allow, trial)
        found += [_at(book, write, each) for each in told]
    return found


def _at(book: GuardedBook, write: Write, told: _Told) -> Finding:
    code, facts = told
    return finding(code, place_of(book.name, write.sheet, write.cell), **facts)


def _check_place(sheet: GuardedSheet, cell: Cell, allow: Collection[Allow]) -> Iterator[_Told]:
    merge = sheet.rules.merge_over(cell)
    if merge and merge.anchor != cell and Allow.MERGED not in allow:
        yield "CELL04", {"area": merge, "anchor": merge.anchor}
    if sheet.rules.protected and Allow.LOCKED not in allow:
        yield from _check_lock(sheet, cell)
    yield from _check_formula(sheet, cell, allow)
    for table in sheet.tables:
        if what := table.edge(cell):
            yield "CELL06", {"what": what, "table": table.name}


def _check_lock(sheet: GuardedSheet, cell: Cell) -> Iterator[_Told]:
    opening = sheet.rules.open_range(cell)
    if not sheet.locked(cell) or (opening and not opening.needs_password):
        return
    detail = f"; the range {opening.name} opens it only with a password" if opening else ""
    yield "CELL01", {"detail": detail}


def _check_formula(sheet: GuardedSheet, cell: Cell, allow: Collection[Allow]) -> Iterator[_Told]:
    formula = sheet.formula(cell)
    filled = next((each for each in sheet.result_areas if each[0].holds(cell)), None)
    if filled and (formula is None or filled[0].anchor != cell):
        yield "CELL05", {"anchor": filled[0].anchor, "area": filled[0]}
    elif filled:
        yield "CELL11", {"what": filled[1], "area": filled[0]}
    elif formula and (formula.kind not in ("normal", "shared") or formula.shared_from(cell)):
        area = formula.area or "an area that it does not state"
        yield "CELL11", {"what": formula.kind, "area": area}
    elif formula and Allow.FORMULA not in allow:
        text = f"={formula.text}" if formula.text else "of a shared group"
        yield "CELL02", {"formula": text}


def _check_value(
    book: GuardedBook,
    write: Write,
    value: Value,
    allow: Collection[Allow],
    trial: Trial,
) -> Iterator[_Told]:
    sheet = book.guarded_sheet(write.sheet)
    for rule in sheet.rules.rules_of(write.cell) if Allow.INVALID not in allow else ():
        from xlbcf.books.validation import judge

        verdict = judge(rule, sheet.name, write.cell, value, trial)
        if verdict.allowed is None:
            yield "CELL08", {"rule": verdict.expected}
        elif not verdict.allowed:
            yield "CELL03", {"value": shown(write.value), "expected": verdict.expected}
    moment = isinstance(write.value, date | time | timedelta)
    if moment and not sheet.shows_date(write.cell):
        yield "CELL09", {"serial": shown(value)}
