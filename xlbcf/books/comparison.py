"""Two workbook files compared: their parts, and cell by cell the sheets that differ.

A part with the same checksum and size counts as the same and is not unpacked. Texts are compared
as texts and styles by their look, so that the way a program stores them does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from xlbcf.books.cell_xml import SharedStrings
from xlbcf.books.file_book import FileBook
from xlbcf.books.formats import Formats
from xlbcf.books.package import Package
from xlbcf.books.sheet_comparison import CellDifference, Common, Sheet, SheetPair, Tables
from xlbcf.books.sheet_xml import SheetXml
from xlbcf.books.workbook_xml import SheetEntry
from xlbcf.rules.findings import Refused, finding

_PART_WORDS = [
    (re.compile(pattern, re.IGNORECASE), word)
    for pattern, word in (
        (r"\[Content_Types\]\.xml", "list of parts"),
        (r".*\.rels", "links between parts"),
        (r".*/sharedStrings[^/]*", "shared texts"),
        (r".*/styles[^/]*", "styles"),
        (r".*/calcChain[^/]*", "calculation order"),
        (r".*/vbaProject[^/]*|.*/vbaData[^/]*", "macros"),
        (r".*/theme/.*", "theme"),
        (r".*/worksheets/.*", "sheet"),
        (r".*/chartsheets/.*", "chart sheet"),
        (r".*/tables/.*", "table"),
        (r".*/charts/.*", "chart"),
        (r".*/drawings/.*", "drawing"),
        (r".*/media/.*", "picture"),
        (r".*/(threaded)?comments.*|.*/persons/.*", "comments"),
        (r".*/(ctrlProps|activeX)/.*", "control"),
        (r".*/printerSettings/.*", "printer settings"),
        (r".*/pivot(Tables|Cache)/.*", "pivot table"),
        (r".*/externalLinks/.*", "link to another workbook"),
        (r".*/(connections[^/]*|queryTables/.*)", "data connection"),
        (r".*/(slicers|slicerCaches)/.*", "slicer"),
        (r"customUI.*", "ribbon"),
        (r"customXml/.*", "custom data"),
        (r"docProps/.*", "document properties"),
        (r".*/metadata[^/]*|.*/richData/.*", "cell metadata"),
    )
]


class Presence(StrEnum):
    """Where a part or a sheet is found, or that it is found in both and differs."""

    FIRST = "only in the first"
    SECOND = "only in the second"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class PartDifference:
    """A part that differs.

    Args:
        name: its name in the file.
        kind: in a word or two, what it is.
        presence: whether both workbooks have it.
        sheet: the sheet whose cells it holds, if it does.
    """

    name: str
    kind: str
    presence: Presence
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class SheetDifference:
    """A sheet that differs.

    Args:
        sheet: the sheet's name.
        presence: whether both workbooks have it.
        cells: what differs of its cells, row by row.
        outside: in words, what else of it differs.
    """

    sheet: str
    presence: Presence
    cells: tuple[CellDifference, ...] = ()
    outside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two workbook files differ.

    Args:
        a: the one file's name.
        b: the other file's name.
        sheets: the sheets that differ, in the order of the workbooks.
        parts: the parts that differ, those of the sheets included.
    """

    a: str
    b: str
    sheets: tuple[SheetDifference, ...]
    parts: tuple[PartDifference, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs, but perhaps how the files are packed."""
        return not self.sheets and not self.parts

    @property
    def cell_count(self) -> int:
        """How many cells differ."""
        return sum(len({each.cell for each in sheet.cells}) for sheet in self.sheets)


def compare_books(a: FileBook, b: FileBook) -> Comparison:
    """Compare two workbook files as they stand, without writes that wait in the books.

    Args:
        a: the one.
        b: the other.

    Returns:
        Every difference; sheets are paired by their names.

    Raises:
        Refused: a part that has to be read is damaged (BOOK01).
    """
    parts = tuple(_parts(a, b))
    sheets = tuple(_sheets(a, b)) if parts else ()
    return Comparison(a.package.where, b.package.where, sheets, parts)


def _parts(a: FileBook, b: FileBook) -> Iterator[PartDifference]:
    for name in a.package.entries:
        if name not in b.package:
            yield _part(a, name, Presence.FIRST)
        elif not _same_part(a.package, b.package, name, name):
            yield _part(a, name, Presence.CHANGED)
    for name in b.package.entries:
        if name not in a.package:
            yield _part(b, name, Presence.SECOND)


def _part(book: FileBook, name: str, presence: Presence) -> PartDifference:
    for entry in book.workbook.sheets:
        if book.package.actual_name(entry.part) == name:
            return PartDifference(name, f"sheet {entry.name}", presence, entry.name)
    if book.package.actual_name(book.workbook.part) == name:
        return PartDifference(name, "sheet names, defined names and settings", presence)
    words = (word for pattern, word in _PART_WORDS if pattern.fullmatch(name))
    return PartDifference(name, next(words, "other part"), presence)


def _same_part(a: Package, b: Package, one: str, other: str) -> bool:
    """Say whether two parts have the same content, by checksum and size; none equals none."""
    old, new = a.entries.get(a.actual_name(one)), b.entries.get(b.actual_name(other))
    if old is None or new is None:
        return old is new
    return (old.crc, old.unpacked) == (new.crc, new.unpacked)


def _sheets(a: FileBook, b: FileBook) -> Iterator[SheetDifference]:
    common = Common(_same_linked(a, b, "sharedStrings"), _same_linked(a, b, "styles"))
    marks: dict[object, bytes] = {}
    tables = _tables(a, marks), _tables(b, marks)
    for entry in a.workbook.sheets:
        other = b.workbook.sheet(entry.name)
        if other is None:
            yield SheetDifference(entry.name, Presence.FIRST)
        elif found := _pair(a, b, (entry, other), tables, common):
            yield found
    for entry in b.workbook.sheets:
        if a.workbook.sheet(entry.name) is None:
            yield SheetDifference(entry.name, Presence.SECOND)


def _same_linked(a: FileBook, b: FileBook, kind: str) -> bool:
    parts = a.workbook.parts.get(kind, ""), b.workbook.parts.get(kind, "")
    return _same_part(a.package, b.package, *parts)


def _tables(book: FileBook, marks: dict[object, bytes]) -> Tables:
    def content(kind: str) -> bytes:
        part = book.workbook.parts.get(kind)
        return book.package.read(part) if part else b""

    formats = Formats(content("styles"), book.package.where)
    return Tables(SharedStrings(content("sharedStrings")), formats, marks)


def _pair(
    a: FileBook,
    b: FileBook,
    entries: tuple[SheetEntry, SheetEntry],
    tables: tuple[Tables, Tables],
    common: Common,
) -> SheetDifference | None:
    """Compare one sheet of both workbooks; nothing if it is the same in all respects."""
    old, new = entries
    same = _same_part(a.package, b.package, old.part, new.part)
    if same and (common == Common(True, True) or old.kind != "worksheet"):
        return None
    if {old.kind, new.kind} != {"worksheet"}:
        what = "content" if old.kind == new.kind else "kind of sheet"
        return SheetDifference(old.name, Presence.CHANGED, (), (what,))
    try:
        pair = SheetPair(
            _sheet(a.package, old, tables[0]), _sheet(b.package, new, tables[1]), common
        )
        cells = tuple(pair.cells())
        outside = tuple(pair.outside())
    except ValueError as fault:
        where = f"{a.package.where} or {b.package.where}"
        reason = f"the sheet {old.name} is damaged: {fault}"
        raise Refused(finding("BOOK01", where, reason=reason)) from fault
    if same and not cells and not outside:
        return None
    return SheetDifference(old.name, Presence.CHANGED, cells, outside)


def _sheet(package: Package, entry: SheetEntry, tables: Tables) -> Sheet:
    where = f"{package.where}, {entry.name}"
    return Sheet(SheetXml(package.read(entry.part), where), tables)
