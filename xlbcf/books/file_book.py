"""The editor of workbook files: reads what is asked, changes the cells named, nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from xlbcf.books.cell_xml import SharedStrings
from xlbcf.books.formula_search import computes
from xlbcf.books.guard import check_writes
from xlbcf.books.package import Package
from xlbcf.books.plain_cells import CellReader
from xlbcf.books.port import Allow, Change, Write
from xlbcf.books.sheet_file import SheetFile
from xlbcf.books.styles import Styles
from xlbcf.books.values import Value, plain_value, unchanged
from xlbcf.books.workbook_xml import (
    Relation,
    SheetEntry,
    calculating_on_load,
    read_names,
    read_workbook,
    relations,
    signed,
)
from xlbcf.books.xml_text import malformed
from xlbcf.rules.findings import Finding, Refused, errors, finding
from xlbcf.template.addresses import Area, Cell


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
            raise malformed(package.where, fault) from fault
        if signed(package) and Allow.SIGNED not in allow:
            raise Refused(finding("BOOK03", package.where))
        self._files: dict[str, SheetFile] = {}
        self._elements: dict[str, dict[Cell, bytes]] = {}
        self._replaced: dict[str, Sequence[bytes | memoryview]] = {}
        #: The sheets whose content is that of their file, no longer that of the part.
        self._changed: set[str] = set()
        self._unlinked: set[tuple[int, Cell]] = set()
        self._without_chain = False
        self._links: dict[str, list[Relation]] = {}

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
        return Styles(self.package.read(part) if part else b"", self.package.where)

    @cached_property
    def _strings(self) -> SharedStrings:
        part = self.workbook.parts.get("sharedStrings")
        return SharedStrings(self.package.read(part) if part else b"", self.package.where)

    @cached_property
    def _reader(self) -> CellReader:
        return CellReader(self._strings)

    def sheets(self) -> list[str]:
        """Return the names of the sheets, in their order."""
        return [entry.name for entry in self.workbook.sheets]

    def sheet_fault(self, name: str) -> Finding | None:
        """Return why a sheet's cells cannot be had, or nothing if they can."""
        entry = self.workbook.sheet(name)
        if entry is None:
            return finding("BOOK05", self.name, sheet=name, sheets=", ".join(self.sheets()))
        if entry.kind != "worksheet":
            return finding("BOOK06", self.name, sheet=name, kind=entry.kind)
        return None

    def sheet_file(self, name: str) -> SheetFile:
        """Return a sheet.

        Raises:
            Refused: there is no such sheet with cells (BOOK05, BOOK06), or it is damaged (BOOK01).
        """
        key = name.casefold()
        if key in self._elements:
            self._settle(key)
        if key not in self._files:
            if fault := self.sheet_fault(name):
                raise Refused(fault)
            entry = self.workbook.sheet(name)
            assert entry is not None
            raw = self._present(entry.part)
            self._files[key] = SheetFile(self.package, entry, self._styles, self._reader, raw)
        return self._files[key]

    def _present(self, part: str) -> bytes:
        key = self._sheet_parts.get(part, "")
        if key in self._changed:
            return self._files[key].raw
        replaced = self._replaced.get(part)
        return self.package.read(part) if replaced is None else b"".join(replaced)

    def _settle(self, key: str) -> None:
        """Put the waiting cells of a sheet in place, so that what is read next shows them."""
        self._put(self._files[key].with_elements(self._elements.pop(key)))

    def _put(self, file: SheetFile) -> None:
        """Put a sheet in place of which only the cells differ."""
        key = file.name.casefold()
        self._files[key] = file
        self._changed.add(key)

    def links(self, part: str) -> list[Relation]:
        """Return a part's links to other parts of the workbook.

        Raises:
            Refused: they are damaged (BOOK01).
        """
        if part not in self._links:
            self._links[part] = relations(self.package, part)
        return self._links[part]

    def part(self, name: str) -> bytes:
        """Return a part's content as it stands now, waiting cells included.

        Raises:
            Refused: it is missing or damaged (BOOK01).
        """
        key = self._sheet_parts.get(name, "")
        if key in self._elements:
            self._settle(key)
        return self._present(name)

    @cached_property
    def _sheet_parts(self) -> dict[str, str]:
        """For the part of each sheet, how its name is kept."""
        return {entry.part: entry.name.casefold() for entry in self.workbook.sheets}

    def replace_parts(self, contents: Mapping[str, bytes]) -> None:
        """Put other contents in place of parts: sheets, names, charts.

        Args:
            contents: for each part's name, its new content.

        Raises:
            Refused: the names cannot be read (BOOK01).
        """
        for part in contents:
            key = self._sheet_parts.get(part, "")
            self._files.pop(key, None)
            self._elements.pop(key, None)
            self._changed.discard(key)
        self._replaced.update({name: [content] for name, content in contents.items()})
        if (raw := contents.get(self.workbook.part)) is not None:
            self.workbook.names = read_names(raw, self.package.where, self.workbook.sheets)

    def forget_chain(self) -> None:
        """Leave out the order of calculation, which Excel makes anew, because formulas moved."""
        self._without_chain = True

    def guarded_sheet(self, name: str) -> SheetFile:
        """Return a sheet for the guard."""
        return self.sheet_file(name)

    def defined_name(self, name: str, sheet: str) -> str | None:
        """Return what a name stands for on a sheet."""
        return self.workbook.defined(name, sheet)

    def values(self, sheet: str) -> dict[Cell, Value]:
        """Return the values of a sheet's cells that are not empty."""
        return self.sheet_file(sheet).filled()

    def value(self, sheet: str, cell: Cell) -> Value:
        """Return one cell's value."""
        return self.sheet_file(sheet).value(cell)

    def formulas(self, sheet: str) -> dict[Cell, str]:
        """Return the formulas of a sheet's cells; empty text for followers of a shared one."""
        return {cell: formula.text for cell, formula in self.sheet_file(sheet).formulas()}

    def merges(self, sheet: str) -> list[Area]:
        """Return a sheet's merged areas."""
        return self.sheet_file(sheet).rules.merges

    def locked(self, sheet: str, cell: Cell) -> bool:
        """Say whether a cell cannot be typed into without lifting the sheet's protection."""
        file = self.sheet_file(sheet)
        opening = file.rules.open_range(cell)
        typed_into = not file.rules.protected or (opening and not opening.needs_password)
        return not typed_into and file.locked(cell)

    @property
    def calculated_on_load(self) -> bool:
        """Whether Excel recalculates everything when it opens the file."""
        return self.workbook.calculated_on_load

    def has_formulas(self) -> bool:
        """Say whether any cell of the workbook is computed."""
        if self.workbook.parts.get("calcChain"):
            return True
        return any(map(self._computes, self.workbook.sheets))

    def _computes(self, entry: SheetEntry) -> bool:
        file = self._files.get(entry.name.casefold())
        if file is not None:
            return file.computes
        if entry.kind != "worksheet":
            return False
        replaced = self._replaced.get(entry.part)
        return computes(
            self.package.chunks(entry.part) if replaced is None else map(bytes, replaced)
        )

    def check(self, writes: Sequence[Write], allow: Collection[Allow] = ()) -> list[Finding]:
        """Return what is wrong or worth knowing about some writes, without doing them."""
        return check_writes(self, writes, allow)

    def write(self, writes: Sequence[Write], allow: Collection[Allow] = ()) -> list[Change]:
        """Write values into cells: all of them or, if one is refused, none."""
        self._expect(writes)
        found = self.check(writes, allow)
        if errors(found):
            raise Refused(found)
        changes = []
        waiting: dict[str, dict[Cell, bytes]] = {}
        for write in writes:
            file = self.sheet_file(write.sheet)
            old = file.value(write.cell)
            new = plain_value(write.value, self.date1904)
            computed = file.formula(write.cell) is not None
            if not computed and unchanged(old, new):
                continue
            element = file.with_value(write.cell, new)
            waiting.setdefault(file.name.casefold(), {})[write.cell] = element
            changes.append(Change(file.name, write.cell, old, new))
            if computed:
                self._unlinked.add((file.entry.number, write.cell))
        self._elements.update(waiting)
        return changes

    def _expect(self, writes: Sequence[Write]) -> None:
        """Get the sheets ready for being asked about the cells of some writes."""
        for name, cells in Counter(write.sheet for write in writes).items():
            if self.sheet_fault(name) is None:
                self.sheet_file(name).expect(cells)

    def put_formulas(self, formulas: Mapping[str, Mapping[Cell, str]]) -> None:
        """Put formulas into cells, their looks kept; they have no results until some are stored.

        Args:
            formulas: for a sheet's name, the formulas of some cells, without equals signs.

        Raises:
            Refused: a sheet does not exist (BOOK05, BOOK06), or a cell belongs to an array, a
                table's heading or a shared formula of others (the findings of :meth:`check`).
        """
        places = [Write(sheet, cell, None) for sheet, each in formulas.items() for cell in each]
        self._expect(places)
        found = self.check(places, (Allow.FORMULA, Allow.LOCKED, Allow.INVALID))
        if errors(found):
            raise Refused(found)
        waiting: dict[str, dict[Cell, bytes]] = {}
        for sheet, each in formulas.items():
            file = self.sheet_file(sheet)
            new = {cell: file.with_formula(cell, text) for cell, text in each.items()}
            waiting[file.name.casefold()] = new
        self._elements.update(waiting)
        if waiting:
            self.forget_chain()

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
            new, old = file.with_results(fresh)
            if old:
                self._put(new)
            changes += [Change(file.name, cell, old[cell], fresh[cell]) for cell in old]
        return changes

    def calculate_on_load(self) -> None:
        """Order Excel to recalculate everything when it opens the file."""
        part = self.workbook.part
        self._replaced[part] = [calculating_on_load(self.part(part), self.package.where)]

    def pieces(self) -> Iterator[bytes | memoryview]:
        """Yield the file's new content."""
        replaced, removed = dict(self._replaced), set[str]()
        if self._unlinked or self._without_chain:
            from xlbcf.books.calc_chain import drop_chain, drop_from_chain

            shortened, removed = (
                drop_chain(self.package, self.workbook)
                if self._without_chain
                else drop_from_chain(self.package, self.workbook, self._unlinked)
            )
            replaced.update(shortened)
        for key in self._changed:
            replaced[self._files[key].entry.part] = [self._files[key].raw]
        for key, elements in self._elements.items():
            replaced[self._files[key].entry.part] = self._files[key].applied(elements)
        if not replaced and not removed:
            return iter((self.package.data,))
        return self.package.pieces(replaced, removed)

    def to_bytes(self) -> bytes:
        """Return the workbook as the content of a file."""
        return b"".join(self.pieces())
