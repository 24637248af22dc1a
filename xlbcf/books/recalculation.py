"""Fresh results for formula cells, stored only where an engine has earned trust.

An engine is trusted for a formula if it reproduces the result stored in the file before anything
was changed. Where a file's stored results may themselves be old, two engines that agree are
trusted. What is not trusted, and all that reads it, keeps its stored result and is left for Excel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from xlbcf.books.cellrune_engine import Cellrune
from xlbcf.books.engines import Engine, EngineFailed, Place, Results
from xlbcf.books.file_book import FileBook
from xlbcf.books.port import Change
from xlbcf.books.pyofficeeditor_engine import PyOfficeEditor
from xlbcf.books.values import CellError, Value, same_value
from xlbcf.rules.findings import Finding, finding
from xlbcf.rules.wording import some_of
from xlbcf.template.addresses import Cell, place_on

_SHOWN = 12
_UNKNOWN_NAME = CellError("#NAME?")


@dataclass(slots=True)
class Trust:
    """Which engine is used for a workbook, and for which formulas it is not believed.

    Args:
        engine: the engine, or nothing if none can take the workbook.
        formulas: the places of all formulas.
        doubted: the formulas that keep their stored results.
        reason: why there is no engine.
    """

    engine: Engine | None
    formulas: frozenset[Place]
    doubted: frozenset[Place] = frozenset()
    reason: str = ""


@dataclass(slots=True)
class Recalculation:
    """What a recalculation did.

    Args:
        changes: the formula cells whose stored result is another one now.
        doubted: the formula cells that were left as they were.
        engine: the engine's name, or nothing if none could take the workbook.
        findings: what the reader should know.
    """

    changes: list[Change] = field(default_factory=list)
    doubted: frozenset[Place] = frozenset()
    engine: str = ""
    findings: list[Finding] = field(default_factory=list)

    def known(self, sheet: str, cell: Cell) -> bool:
        """Say whether a cell's value is fresh: typed, or computed by a trusted engine."""
        return bool(self.engine) and (sheet, cell) not in self.doubted


def formula_places(book: FileBook) -> frozenset[Place]:
    """Return the places of all formulas of a workbook."""
    sheets = [entry.name for entry in book.workbook.sheets if entry.kind == "worksheet"]
    return frozenset((sheet, cell) for sheet in sheets for cell in book.formulas(sheet))


def stored_results(book: FileBook, places: Iterable[Place]) -> dict[Place, Value]:
    """Return the stored results of some formula cells."""
    by_sheet: dict[str, list[Cell]] = {}
    for sheet, cell in places:
        by_sheet.setdefault(sheet, []).append(cell)
    results: dict[Place, Value] = {}
    for sheet, cells in by_sheet.items():
        values = book.values(sheet)
        results.update({(sheet, cell): values.get(cell) for cell in cells})
    return results


def earn_trust(
    book: FileBook, engines: Sequence[Callable[[], Engine]] = (Cellrune, PyOfficeEditor)
) -> Trust:
    """Find the engine that reproduces an untouched workbook best.

    Args:
        book: the workbook, with the results that Excel stored.
        engines: the engines to try, the preferred first.

    Returns:
        The engine and the formulas it does not reproduce, with all that read them.
    """
    formulas = formula_places(book)
    stored = stored_results(book, formulas)
    best: tuple[Engine, Results, set[Place]] | None = None
    reasons = []
    for make in engines:
        engine = make()
        try:
            results = engine.results(book.package.data, formulas)
        except EngineFailed as fault:
            reasons.append(f"{engine.name}: {fault}")
            continue
        doubted = {p for p in formulas if not _reproduced(p, stored[p], results)}
        if best is None or len(doubted) < len(best[2]):
            best = engine, results, doubted
        if not doubted:
            break
    if best is None:
        return Trust(None, formulas, formulas, "; ".join(reasons))
    engine, _, doubted = best
    return Trust(engine, formulas, _with_readers(book, doubted, formulas))


def agree(
    book: FileBook, engines: Sequence[Callable[[], Engine]] = (Cellrune, PyOfficeEditor)
) -> tuple[Trust, Results]:
    """Find the formulas whose stored result is reproduced, or on which two engines agree.

    For files whose stored results may be old or absent. An engine that does not know a function
    says ``#NAME?``: that two agree on this is no reason to believe it.
    """
    formulas = formula_places(book)
    stored = stored_results(book, formulas)
    taken: list[tuple[Engine, Results]] = []
    reasons = []
    open_places = set(formulas)
    for make in engines:
        engine = make()
        try:
            results = engine.results(book.package.data, formulas)
        except EngineFailed as fault:
            reasons.append(f"{engine.name}: {fault}")
            continue
        taken.append((engine, results))
        open_places = {p for p in open_places if not _reproduced(p, stored[p], results)}
        if not open_places:
            break
    if not taken:
        return Trust(None, formulas, formulas, "; ".join(reasons)), Results()
    first = taken[0][1].values
    agreed = {
        p for p in open_places
        if len(taken) > 1 and p in first and not same_value(first[p], _UNKNOWN_NAME)
        and all(p in r.values and _same(first[p], r.values[p]) for _, r in taken)
    }  # fmt: skip
    doubted = _with_readers(book, open_places - agreed, formulas)
    # What any engine reproduced stays as stored, whatever the first one makes of it.
    kept = {place: stored[place] for place in formulas - open_places}
    spilled = {place: v for place, v in taken[0][1].spilled.items() if place not in kept}
    believed = Results(kept | {place: first[place] for place in agreed}, spilled)
    return Trust(taken[0][0], formulas, doubted), believed


def recalculate(trust: Trust, edited: FileBook) -> Recalculation:
    """Store fresh results in an edited workbook, as far as its engine is trusted.

    Args:
        trust: what :func:`earn_trust` found for the workbook before it was edited.
        edited: the workbook read from its edited content; its formula cells are written.
    """
    if trust.engine is None:
        found = finding("BOOK09", edited.name, reason=trust.reason or "no engine")
        return Recalculation(doubted=trust.formulas, findings=[found])
    try:
        results = trust.engine.results(edited.package.data, trust.formulas)
    except EngineFailed as fault:
        found = finding("BOOK09", edited.name, reason=fault)
        return Recalculation(doubted=trust.formulas, findings=[found])
    return store(trust, edited, results)


def store(trust: Trust, edited: FileBook, results: Results) -> Recalculation:
    """Store the results of a trusted engine in an edited workbook."""
    assert trust.engine is not None
    doubted = set(trust.doubted)
    doubted |= {p for p in trust.formulas if p not in results.values and p not in results.spilled}
    doubted |= _changed_spills(edited, results)
    if doubted - trust.doubted:
        doubted = set(_with_readers(edited, doubted, trust.formulas))
    fresh: dict[str, dict[Cell, Value]] = {}
    for sheet, cell in sorted(trust.formulas - doubted):
        if (sheet, cell) in results.values:
            fresh.setdefault(sheet, {})[cell] = results.values[sheet, cell]
    in_order = {sheet: fresh[sheet] for sheet in edited.sheets() if sheet in fresh}
    done = Recalculation(edited.store_results(in_order), frozenset(doubted), trust.engine.name)
    if doubted:
        done.findings.append(_left_for_excel(edited, doubted))
    return done


def _changed_spills(book: FileBook, results: Results) -> set[Place]:
    """Return formula cells whose spilled result differs: their neighbours are Excel's to fill."""
    stored = stored_results(book, results.spilled)
    return {p for p, value in results.spilled.items() if not _same(stored[p], value)}


def _reproduced(place: Place, stored: Value, results: Results) -> bool:
    for computed in (results.values, results.spilled):
        if place in computed:
            # A formula that Excel never calculated proves nothing.
            return _same(stored, computed[place]) and stored is not None
    return False


def _same(a: Value, b: Value) -> bool:
    """Compare results; an empty text and nothing are the same to a formula."""
    return same_value(a if a is not None else "", b if b is not None else "")


def _with_readers(
    book: FileBook, doubted: Iterable[Place], formulas: frozenset[Place]
) -> frozenset[Place]:
    doubted = frozenset(doubted)
    if not doubted:
        return doubted
    try:
        return doubted | Cellrune().dependents(book.package.data, doubted)
    except EngineFailed:
        # Nothing tells what reads them, so nothing is believed.
        return formulas


def _left_for_excel(book: FileBook, doubted: Iterable[Place]) -> Finding:
    names = [place_on(sheet, cell) for sheet, cell in sorted(doubted)]
    cells = some_of(names, _SHOWN)
    return finding("BOOK07", book.name, count=len(names), cells=cells)
