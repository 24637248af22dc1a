"""The editor of workbook files: reads what is asked, changes the cells named, nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from xlbcf.books.calc_chain import drop_from_chain
from xlbcf.books.cell_xml import SharedStrings, formula_of, value_of, with_result, with_value
from xlbcf.books.guard import check_writes
from xlbcf.books.package import Package
from xlbcf.books.port import Allow, Change, Write
from xlbcf.books.sheet_rules import SheetRules, Table, read_rules, read_table
from xlbcf.books.sheet_xml import Malformed, SheetXml
from xlbcf.books.styles import Styles
from xlbcf.books.trial import Trial
from xlbcf.books.values import Unstorable, Value, plain_value, same_value
from xlbcf.books.workbook_xml import (
    SheetEntry,
    calculating_on_load,
    local_name,
    parse_part,
    read_workbook,
    relations,
    signed,
)
from xlbcf.rules.findings import Finding, Refused, Severity, finding
from xlbcf.template.addresses import Area, Cell, parse_area

_FILLS_AREA = re.compile(
    rb"<(?:[\w.-]+:)?f\s(?=[^>]*\bt\s*=\s*[\"'](array|dataTable)[\"'])"
    rb"[^>]*?\bref\s*=\s*[\"']([^\"']+)[\"']"
)
_ANY_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s>/]")


class SheetFile:
    """One sheet of a file, read when it is first asked for."""

    def __init__(self, package: Package, entry: SheetEntry, styles: Styles) -> None:
        self._package = package
        self.entry = entry
        self.styles = styles
        try:
            self.xml = SheetXml(package.read(entry.part))
        except Malformed as fault:
            raise Refused(finding("BOOK01", package.where, reason=fault)) from fault

    @property
    def name(self) -> str:
        """The sheet's name as the workbook spells it."""
        return self.entry.name

    @cached_property
    def rules(self) -> SheetRules:
        """The sheet's protection, merged areas and validations."""
        return read_rules(self.xml, f"{self._package.where}, {self.name}")

    def result_areas(self) -> list[tuple[Area, str]]:
        """Return the areas filled by array formulas and data tables, and which it is."""
        found = _FILLS_AREA.finditer(self.xml.text)
        kinds = {b"array": "array", b"dataTable": "data table"}
        return [(parse_area(match[2].decode()), kinds[match[1]]) for match in found]

    def tables(self) -> list[Table]:
        """Return the sheet's tables, and its pivot tables as tables that are heading throughout."""
        tables = []
        for link in relations(self._package, self.entry.part):
            if link.kind == "table":
                tables.append(read_table(parse_part(self._package, link.target)))
            elif link.kind == "pivotTable":
                root = parse_part(self._package, link.target)
                place = next(e for e in root if local_name(e.tag) == "location")
                area = parse_area(place.get("ref", "A1"))
                rows = area.bottom - area.top + 1
                tables.append(Table(root.get("name", "pivot table"), area, rows, 0))
        return tables


class FileBook:
    """A workbook file.

    Args:
        package: the file's parts.
        allow: refusals that are set aside.

    Raises:
        Refused: it is no workbook (BOOK01) or it is signed (BOOK03).
    """

    def __init__(self, package: Package, allow: Collection[Allow] = ()) -> None:
        self.package = package
        self.name = Path(package.where).name
        try:
            self.workbook = read_workbook(package)
        except (ValueError, KeyError) as fault:
            raise Refused(finding("BOOK01", package.where, reason=fault)) from fault
        if signed(package) and Allow.SIGNED not in allow:
            raise Refused(finding("BOOK03", package.where))
        self._files: dict[str, SheetFile] = {}
        self._elements: dict[str, dict[Cell, bytes]] = {}
        self._replaced: dict[str, Sequence[bytes | memoryview]] = {}
        self._removed: set[str] = set()

    @classmethod
    def open(cls, path: Path, allow: Collection[Allow] = ()) -> FileBook:
        """Read a workbook file.

        Raises:
            Refused: it cannot be read or edited safely.
        """
        return cls(Package.open(path), allow)

    @classmethod
    def from_bytes(cls, data: bytes, where: str, allow: Collection[Allow] = ()) -> FileBook:
        """Read a workbook from the content of a file; ``where`` names it in messages."""
        return cls(Package(data, where), allow)

    @property
    def date1904(self) -> bool:
        """Whether the workbook counts days from 1904."""
        return self.workbook.date1904

    @cached_property
    def _styles(self) -> Styles:
        part = self.workbook.parts.get("styles")
        return Styles(self.package.read(part) if part else b"")

    @cached_property
    def _strings(self) -> SharedStrings:
        part = self.workbook.parts.get("sharedStrings")
        return SharedStrings(self.package.read(part) if part else b"")

    def sheets(self) -> list[str]:
        """Return the names of the sheets, in their order."""
        return [entry.name for entry in self.workbook.sheets]

    def sheet_fault(self, name: str) -> Finding | None:
        """Return why a sheet's cells cannot be had, or nothing if they can."""
        entry = self.workbook.sheet(name)
        if entry is None:
            names = ", ".join(self.sheets())
            return finding("BOOK05", self.name, sheet=name, sheets=names)
        if entry.kind != "worksheet":
            return finding("BOOK06", self.name, sheet=name, kind=entry.kind)
        return None

    def sheet_file(self, name: str) -> SheetFile:
        """Return a sheet.

        Raises:
            Refused: there is no such sheet with cells (BOOK05, BOOK06), or it is damaged (BOOK01).
        """
        key = name.casefold()
        if key not in self._files:
            if fault := self.sheet_fault(name):
                raise Refused(fault)
            entry = self.workbook.sheet(name)
            assert entry is not None
            self._files[key] = SheetFile(self.package, entry, self._styles)
        return self._files[key]

    def values(self, sheet: str) -> dict[Cell, Value]:
        """Return the values of a sheet's cells that are not empty."""
        xml = self.sheet_file(sheet).xml
        values = ((cell, value_of(xml, tag, self._strings)) for cell, tag in xml.all_cells())
        return {cell: value for cell, value in values if value is not None}

    def value(self, sheet: str, cell: Cell) -> Value:
        """Return one cell's value."""
        xml = self.sheet_file(sheet).xml
        tag = xml.find([cell]).get(cell)
        return value_of(xml, tag, self._strings) if tag else None

    def area(self, sheet: str, area: Area) -> Iterator[tuple[Cell, Value]]:
        """Yield an area's cells that the sheet has, with their values."""
        xml = self.sheet_file(sheet).xml
        for number, row in xml.rows():
            if area.top <= number <= area.bottom:
                for cell, tag in xml.cells(number, row):
                    if area.holds(cell):
                        yield cell, value_of(xml, tag, self._strings)

    def formulas(self, sheet: str) -> dict[Cell, str]:
        """Return the formulas of a sheet's cells; empty text for followers of a shared one."""
        xml = self.sheet_file(sheet).xml
        formulas = ((cell, formula_of(xml, tag)) for cell, tag in xml.all_cells())
        return {cell: formula.text for cell, formula in formulas if formula}

    def merges(self, sheet: str) -> list[Area]:
        """Return a sheet's merged areas."""
        return self.sheet_file(sheet).rules.merges

    def locked(self, sheet: str, cell: Cell) -> bool:
        """Say whether a cell cannot be typed into without lifting the sheet's protection."""
        file = self.sheet_file(sheet)
        opening = file.rules.open_range(cell)
        if not file.rules.protected or (opening and not opening.needs_password):
            return False
        tag = file.xml.find([cell]).get(cell)
        return file.styles.locked(tag.get(b"s") if tag else file.xml.default_style(cell))

    def has_formulas(self) -> bool:
        """Say whether any cell of the workbook is computed."""
        if self.workbook.parts.get("calcChain"):
            return True
        parts = [entry.part for entry in self.workbook.sheets if entry.kind == "worksheet"]
        return any(self.package.holds(part, _ANY_FORMULA) for part in parts)

    def check(self, writes: Sequence[Write], allow: Collection[Allow] = ()) -> list[Finding]:
        """Return what is wrong or worth knowing about some writes, without doing them."""
        pending: dict[tuple[str, Cell], Value] = {}
        for write in writes:
            try:
                pending[write.sheet.casefold(), write.cell] = plain_value(
                    write.value, self.date1904
                )
            except Unstorable:
                continue
        known = {key: v for key, v in pending.items() if self.sheet_fault(key[0]) is None}
        return list(check_writes(self, writes, allow, Trial(self, known)))

    def write(self, writes: Sequence[Write], allow: Collection[Allow] = ()) -> list[Change]:
        """Write values into cells: all of them or, if one is refused, none."""
        found = self.check(writes, allow)
        if any(each.severity is Severity.ERROR for each in found):
            raise Refused(found)
        changes = []
        unlinked: list[tuple[int, Cell]] = []
        for write in writes:
            file = self.sheet_file(write.sheet)
            tag = file.xml.find([write.cell]).get(write.cell)
            old = value_of(file.xml, tag, self._strings) if tag else None
            new = plain_value(write.value, self.date1904)
            computed = tag is not None and formula_of(file.xml, tag) is not None
            if not computed and type(old) is type(new) and old == new:
                continue
            style = file.xml.default_style(write.cell) if tag is None else None
            element = with_value(file.xml, write.cell, tag, new, style)
            self._elements.setdefault(file.name, {})[write.cell] = element
            changes.append(Change(file.name, write.cell, old, new))
            if computed:
                unlinked.append((file.entry.number, write.cell))
        if unlinked:
            self._unlink(unlinked)
        return changes

    def _unlink(self, cells: Iterable[tuple[int, Cell]]) -> None:
        replaced, removed = drop_from_chain(self.package, self.workbook, set(cells))
        self._replaced.update(replaced)
        self._removed |= removed

    def store_results(self, results: Mapping[str, Mapping[Cell, Value]]) -> list[Change]:
        """Put fresh results into formula cells, their formulas kept.

        Args:
            results: for a sheet's name, the results of some of its formula cells.

        Returns:
            The cells whose stored result is another one now.
        """
        changes = []
        for name, fresh in results.items():
            file = self.sheet_file(name)
            for cell, tag in file.xml.find(fresh).items():
                old = value_of(file.xml, tag, self._strings)
                if not same_value(old, fresh[cell]):
                    element = with_result(file.xml, tag, fresh[cell])
                    self._elements.setdefault(file.name, {})[cell] = element
                    changes.append(Change(file.name, cell, old, fresh[cell]))
        return changes

    def calculate_on_load(self) -> None:
        """Order Excel to recalculate everything when it opens the file."""
        part = self.workbook.part
        self._replaced[part] = [calculating_on_load(self.package.read(part))]

    def pieces(self) -> Iterator[bytes | memoryview]:
        """Yield the file's new content."""
        replaced = dict(self._replaced)
        for name, elements in self._elements.items():
            file = self.sheet_file(name)
            replaced[file.entry.part] = file.xml.applied(file.xml.edits(elements))
        if not replaced and not self._removed:
            return iter((self.package.data,))
        return self.package.pieces(replaced, self._removed)

    def to_bytes(self) -> bytes:
        """Return the workbook as the content of a file."""
        return b"".join(self.pieces())
