"""Two sheets' XML compared: cell by cell, and by name what else of the sheet differs.

The sheets are walked side by side, and stretches that are the same bytes are passed over, so that
only what differs is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from xlbcf.books.cell_xml import Formula, SharedStrings, formula_of, value_of
from xlbcf.books.formats import Formats, differing
from xlbcf.books.references import moved
from xlbcf.books.sheet_surroundings import differing_names, surroundings
from xlbcf.books.sheet_xml import SheetXml, Tag
from xlbcf.books.values import Value, same_value
from xlbcf.books.workbook_xml import local_name, parse_xml
from xlbcf.template.addresses import Cell

_TEXT_NUMBER = re.compile(rb"(<[^<>]*\st\s*=\s*[\"']s[\"'][^<>]*><[^<>]*>)(\d+)(?=<)")
_SHARED_FORMULA = re.compile(rb"[\"']shared[\"']")
_MASTER = re.compile(rb"<(?:[\w.-]+:)?f\s[^>]*?[\"']shared[\"'][^>]*(?<!/)>[^<]")
_STYLE_NUMBER = re.compile(rb"(<[^<>]*\ss\s*=\s*[\"'])(\d+)(?=[\"'])")
#: A row's own settings besides its height and style; its other attributes follow from its cells.
_ROW_SETTINGS = (b"hidden", b"outlineLevel", b"collapsed")
_OFF = (None, b"0", b"false")

_Key = TypeVar("_Key", int, Cell)


class Aspect(StrEnum):
    """What of a cell differs."""

    VALUE = "value"
    FORMULA = "formula"
    STYLE = "style"


@dataclass(frozen=True, slots=True)
class CellDifference:
    """One aspect of one cell that differs; a value, or a formula or a style in words."""

    cell: Cell
    what: Aspect
    old: Value
    new: Value


class Tables:
    """What a sheet's cells refer to in their workbook: its shared texts and its styles.

    Args:
        strings: the shared texts.
        formats: the styles.
        marks: a mark for each look and text met so far; one mapping for both workbooks.
    """

    def __init__(
        self, strings: SharedStrings, formats: Formats, marks: dict[object, bytes]
    ) -> None:
        self.strings = strings
        self.formats = formats
        self._marks = marks
        self._styles: dict[bytes, bytes] = {}
        self._texts: dict[bytes, bytes] = {}

    def with_looks(self, text: bytes) -> bytes:
        """Return XML with each style's number exchanged for its look's mark."""
        return _STYLE_NUMBER.sub(lambda match: match[1] + self._look(match[2]), text)

    def with_texts(self, text: bytes) -> bytes:
        """Return XML with each shared text's number exchanged for the text's mark."""
        return _TEXT_NUMBER.sub(lambda match: match[1] + self._text(match[2]), text)

    def _look(self, number: bytes) -> bytes:
        if number not in self._styles:
            self._styles[number] = self._mark(tuple(self.formats.look(number).items()))
        return self._styles[number]

    def _text(self, number: bytes) -> bytes:
        if number not in self._texts:
            try:
                self._texts[number] = self._mark(self.strings[int(number)])
            except IndexError:
                self._texts[number] = b"none"
        return self._texts[number]

    def _mark(self, thing: object) -> bytes:
        return self._marks.setdefault(thing, b"%d" % len(self._marks))


@dataclass(frozen=True, slots=True)
class Common:
    """What two workbooks have alike, so that equal bytes of their sheets mean the same."""

    strings: bool
    formats: bool


@dataclass
class Sheet:
    """One of two sheets being compared."""

    xml: SheetXml
    tables: Tables

    @cached_property
    def masters(self) -> dict[str, tuple[Cell, Formula]]:
        """For each group of a shared formula, the cell and formula its followers repeat."""
        found: dict[str, tuple[Cell, Formula]] = {}
        if not _MASTER.search(self.xml.text):
            return found
        for number, row in self.xml.rows():
            if _MASTER.search(self.xml.text, row.start, row.end):
                found.update(self._masters_of(number, row))
        return found

    def _masters_of(self, number: int, row: Tag) -> Iterator[tuple[str, tuple[Cell, Formula]]]:
        for cell, tag in self.xml.cells(number, row):
            formula = formula_of(self.xml, tag)
            if formula and formula.kind == "shared" and formula.text:
                yield formula.group or "", (cell, formula)

    @cached_property
    def _columns(self) -> list[tuple[int, int, bytes]]:
        cols = parse_xml(self.xml.head() + self.xml.tail(), self.xml.where, "sheet")
        return [
            (int(e.get("min", "0")), int(e.get("max", "0")), e.get("style", "0").encode())
            for e in cols.iter()
            if local_name(e.tag) == "col"
        ]

    def bytes_of(self, tag: Tag) -> bytes:
        """Return an element as it stands."""
        return self.xml.data[tag.start : tag.end]

    def inside(self, tag: Tag) -> bytes:
        """Return an element's content as it stands."""
        return self.xml.data[slice(*tag.content)] if tag.content else b""

    def value(self, tag: Tag | None) -> Value:
        """Return a cell's stored value."""
        return value_of(self.xml, tag, self.tables.strings) if tag else None

    def formula(self, cell: Cell, tag: Tag | None) -> str | None:
        """Return a cell's formula as Excel would show it, or nothing."""
        formula = formula_of(self.xml, tag) if tag else None
        if formula is None:
            return None
        if formula.kind == "shared" and not formula.text and formula.group in self.masters:
            master, whole = self.masters[formula.group]
            return "=" + moved(whole.text, cell.row - master.row, cell.column - master.column)
        if formula.kind in ("array", "dataTable"):
            text = f"={formula.text}" if formula.dynamic else f"{{={formula.text}}}"
            return f"{text} over {formula.area}"
        return "=" + formula.text

    def style(self, cell: Cell, row: Tag | None, tag: Tag | None) -> bytes | None:
        """Return a cell's style number; a cell without an element has its row's or column's."""
        if tag is not None:
            return tag.get(b"s")
        if row is not None and _styled(row):
            return row.get(b"s")
        fitting = (s for first, last, s in self._columns if first <= cell.column <= last)
        return next(fitting, None)


@dataclass
class SheetPair:
    """Two sheets to compare.

    Args:
        a: the one.
        b: the other.
        common: what their workbooks have alike.
    """

    a: Sheet
    b: Sheet
    common: Common
    _styles: dict[tuple[bytes | None, bytes | None], tuple[str, str] | None] = field(
        default_factory=dict
    )
    _rows_differ: bool = False

    @cached_property
    def _same_masters(self) -> bool:
        return self.a.masters == self.b.masters

    def cells(self) -> Iterator[CellDifference]:
        """Yield what differs of the cells, row by row.

        Raises:
            ValueError: a cell's address or style cannot be read.
        """
        for number, one, other in _paired(self.a.xml.rows(), self.b.xml.rows()):
            if self._settings(self.a, one) != self._settings(self.b, other):
                self._rows_differ = True
            if one and other and self._same(self.a.inside(one), self.b.inside(other)):
                continue
            yield from self._row(number, one, other)

    def _row(self, number: int, one: Tag | None, other: Tag | None) -> Iterator[CellDifference]:
        left = self.a.xml.cells(number, one) if one else iter(())
        right = self.b.xml.cells(number, other) if other else iter(())
        for cell, old, new in _paired(left, right):
            if old and new and self._same(self.a.bytes_of(old), self.b.bytes_of(new)):
                continue
            values = self.a.value(old), self.b.value(new)
            if not same_value(*values):
                yield CellDifference(cell, Aspect.VALUE, *values)
            formulas = self.a.formula(cell, old), self.b.formula(cell, new)
            if formulas[0] != formulas[1]:
                yield CellDifference(cell, Aspect.FORMULA, *formulas)
            styles = self.a.style(cell, one, old), self.b.style(cell, other, new)
            if looks := self._looks(*styles):
                yield CellDifference(cell, Aspect.STYLE, *looks)

    def _same(self, old: bytes, new: bytes) -> bool:
        """Say whether two stretches of XML hold the same cells, without taking them apart."""
        if not self.common.formats:
            old, new = self.a.tables.with_looks(old), self.b.tables.with_looks(new)
        if not self.common.strings:
            old, new = self.a.tables.with_texts(old), self.b.tables.with_texts(new)
        return old == new and (not _SHARED_FORMULA.search(old) or self._same_masters)

    def _settings(self, sheet: Sheet, row: Tag | None) -> list[object]:
        """Return a row's height, hiding, outline and look; what is off counts as unstated."""
        if row is None:
            return [None] * (len(_ROW_SETTINGS) + 2)
        stated = (row.get(name) for name in _ROW_SETTINGS)
        height = row.get(b"ht") if row.get(b"customHeight") not in _OFF else None
        look = sheet.tables.formats.look(row.get(b"s")) if _styled(row) else None
        return [*(None if value in _OFF else value for value in stated), height, look]

    def _looks(self, old: bytes | None, new: bytes | None) -> tuple[str, str] | None:
        if self.common.formats and old == new:
            return None
        if (old, new) not in self._styles:
            looks = self.a.tables.formats.look(old), self.b.tables.formats.look(new)
            self._styles[old, new] = differing(*looks)
        return self._styles[old, new]

    def outside(self) -> list[str]:
        """Return in words what else of the sheets differs; ask after :meth:`cells`."""
        found = ["row heights and styles"] if self._rows_differ else []
        one, other = ([s.xml.head(), s.xml.tail()] for s in (self.a, self.b))
        if one != other or not self.common.formats:
            old, new = (surroundings(s.xml, s.tables.formats) for s in (self.a, self.b))
            found += differing_names(old, new)
        return found


def _paired(
    a: Iterable[tuple[_Key, Tag]], b: Iterable[tuple[_Key, Tag]]
) -> Iterator[tuple[_Key, Tag | None, Tag | None]]:
    """Yield the elements of two ordered series side by side."""
    left, right = iter(a), iter(b)
    one, other = next(left, None), next(right, None)
    while one or other:
        if other is None or (one is not None and one[0] < other[0]):
            assert one is not None
            yield one[0], one[1], None
            one = next(left, None)
        elif one is None or other[0] < one[0]:
            yield other[0], None, other[1]
            other = next(right, None)
        else:
            yield one[0], one[1], other[1]
            one, other = next(left, None), next(right, None)


def _styled(row: Tag) -> bool:
    """Say whether a row has a style of its own, for cells that it does not list."""
    return row.get(b"customFormat") not in _OFF
