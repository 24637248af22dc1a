"""A workbook as values: every formula gives way to its result, and nothing in it runs or links.

Formats, widths, conditional formats, drop-downs, comments, charts, protection and the set-up of
pages stay as they are, byte by byte where nothing had to go.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from xlbcf.books.cell_xml import with_value
from xlbcf.books.file_book import FileBook
from xlbcf.books.sheet_file import SheetFile
from xlbcf.books.sheet_xml import Edit
from xlbcf.books.stripping import stripped
from xlbcf.books.values import CellError
from xlbcf.books.workbook_xml import local_name, parse_part
from xlbcf.rules.findings import Finding, Refused, finding
from xlbcf.rules.wording import some_of
from xlbcf.template.addresses import place_on

_SHOWN = 8
_FALSE = ("0", "false")


class ValuesOnly(NamedTuple):
    """A workbook as values.

    Args:
        content: the content of the .xlsx file.
        formulas: how many formulas gave way to their results.
        errors: the cells that show an error, as Excel names them.
        removed: what is not in it any more, in words.
        hidden: the names of its hidden sheets, which anybody can show.
        comments: whether there are comments or notes in it, which name their authors.
    """

    content: bytes
    formulas: int
    errors: list[str]
    removed: list[str]
    hidden: list[str]
    comments: bool


def values_only(book: FileBook, *, calculated: bool = False) -> ValuesOnly:
    """Return a workbook as values.

    Args:
        book: the workbook.
        calculated: whether Excel has just worked out its formulas.

    Raises:
        Refused: formulas have no results (PUB01) or results that may be old (PUB02), it has a
            sheet of macros (PUB03), or it is damaged (BOOK01).
    """
    faults = [] if calculated else _old_results(book)
    faults += _macro_sheets(book)
    sheets: dict[str, bytes] = {}
    tally = _Tally()
    for entry in book.workbook.sheets:
        if entry.kind == "worksheet":
            sheets[entry.part] = _with_results(book.sheet_file(entry.name), tally)
    if tally.missing:
        cells = some_of(tally.missing, _SHOWN)
        faults.append(finding("PUB01", book.name, count=len(tally.missing), cells=cells))
    if faults:
        raise Refused(faults)
    hidden = [entry.name for entry in book.workbook.sheets if entry.hidden]
    done = stripped(book.package, book.workbook, sheets)
    return ValuesOnly(
        done.content, tally.formulas, tally.errors, done.removed, hidden, done.comments
    )


@dataclass(slots=True)
class _Tally:
    """What is counted on the way: formulas, those without a result, and cells with errors."""

    formulas: int = 0
    missing: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def _with_results(file: SheetFile, tally: _Tally) -> bytes:
    edits = []
    for cell, tag, value, computed in file.elements():
        if computed:
            tally.formulas += 1
            edits.append(Edit(tag.start, tag.end, with_value(file.xml, cell, tag, value, None)))
            if value is None:
                tally.missing.append(place_on(file.name, cell))
        if isinstance(value, CellError):
            tally.errors.append(place_on(file.name, cell))
    return b"".join(file.xml.applied(edits))


def _old_results(book: FileBook) -> list[Finding]:
    root = parse_part(book.package, book.workbook.part)
    stated = next((each.attrib for each in root if local_name(each.tag) == "calcPr"), {})
    by_hand = stated.get("calcMode") == "manual" and stated.get("calcOnSave") in _FALSE
    if book.calculated_on_load:
        reason = "the file asks Excel to calculate when it is opened"
    elif stated.get("calcCompleted") in _FALSE or by_hand:
        reason = "it was saved before Excel had calculated"
    else:
        return []
    return [finding("PUB02", book.name, reason=reason)] if book.has_formulas() else []


def _macro_sheets(book: FileBook) -> list[Finding]:
    sheets = [each for each in book.workbook.sheets if re.search("macrosheet", each.kind, re.I)]
    return [finding("PUB03", book.name, sheet=f"“{each.name}”") for each in sheets]
