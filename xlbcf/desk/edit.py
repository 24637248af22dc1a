"""Single cells set, and whole workbooks recalculated, in any workbook file."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from xlbcf.books.file_book import FileBook
from xlbcf.books.port import Allow, Change, Write
from xlbcf.books.replacement import open_elsewhere, replace_file
from xlbcf.rules.findings import Finding, Refused, finding
from xlbcf.rules.kinds import Severity

_CALLS = re.compile(r"\"[^\"]*\"|'[^']*'|([^\W\d][\w.]*)\(")
_PREFIX = re.compile(r"^_xlfn\.(?:_xlws\.)?", re.IGNORECASE)


class EditReport(NamedTuple):
    """What an edit did.

    Args:
        path: the file written.
        changes: the cells whose value is another one now.
        findings: what the reader should know.
        backup: where the earlier version is kept, or nothing if there was none.
        engine: for a recalculation, the engine's name.
    """

    path: Path
    changes: list[Change]
    findings: Sequence[Finding]
    backup: Path | None = None
    engine: str = ""


def set_cells(
    path: Path, writes: Sequence[Write], *, out: Path | None = None, allow: Collection[Allow] = ()
) -> EditReport:
    """Write values into cells of a workbook file; nothing else in it changes.

    Args:
        path: the workbook.
        writes: the values and where they go.
        out: the file to write, or nothing to replace the workbook itself.
        allow: refusals that are set aside.

    Returns:
        What was changed; the file is left alone if every cell holds its value already.

    Raises:
        Refused: the file cannot be read or written, or a write is not allowed.
    """
    target = out or path
    _refuse_open(target, allow)
    book = FileBook.open(path, allow)
    findings = [each for each in book.check(writes, allow) if each.severity is not Severity.ERROR]
    changes = book.write(writes, allow)
    # Looking for formulas means reading every sheet, so it is asked last.
    if changes and not book.calculated_on_load and book.has_formulas():
        findings.append(_order_calculation(book))
    backup = replace_file(target, book.pieces()) if changes or target != path else None
    return EditReport(target, changes, findings, backup)


def recalculate_file(
    path: Path, *, out: Path | None = None, allow: Collection[Allow] = ()
) -> EditReport:
    """Compute a workbook's formulas and store the results that can be trusted.

    Args:
        path: the workbook.
        out: the file to write, or nothing to replace the workbook itself.
        allow: refusals that are set aside.

    Raises:
        Refused: the file cannot be read or written.
    """
    from xlbcf.books.recalculation import agree, store

    target = out or path
    _refuse_open(target, allow)
    book = FileBook.open(path, allow)
    trust, results = agree(book)
    if trust.engine is None:
        found = finding("BOOK09", path.name, reason=trust.reason or "there is no engine")
        return EditReport(target, [], [found])
    done = store(trust, book, results)
    backup = replace_file(target, book.pieces()) if done.changes or target != path else None
    return EditReport(target, done.changes, done.findings, backup, done.engine)


def _refuse_open(path: Path, allow: Collection[Allow]) -> None:
    if Allow.OPEN not in allow and (found := open_elsewhere(path)):
        raise Refused(found)


def _order_calculation(book: FileBook) -> Finding:
    """Have Excel recalculate on opening, unless that would lose results only macros can give."""
    unknown = _unknown_functions(book) if "vbaProject" in book.workbook.parts else []
    if unknown:
        why = f"some call functions of its macros ({', '.join(unknown[:5])}), so they were left"
    else:
        book.calculate_on_load()
        why = "Excel will recalculate them when it opens the file"
    return finding("BOOK08", book.name, why=why)


def _unknown_functions(book: FileBook) -> list[str]:
    """Return names of functions called in the workbook that Excel itself does not have."""
    from xlbcf.books.cellrune_engine import excel_functions

    called: set[str] = set()
    for entry in book.workbook.sheets:
        if entry.kind == "worksheet":
            for formula in book.formulas(entry.name).values():
                called |= {m[1].upper() for m in _CALLS.finditer(formula) if m[1]}
    return sorted({_PREFIX.sub("", name, count=1) for name in called} - excel_functions())
