"""An open workbook in memory, which remembers what was done with it.

It ships with xlbcf, for tests of whatever takes an open workbook.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext

from xlbcf.books.addin_links import mended_links
from xlbcf.books.file_book import FileBook
from xlbcf.books.insertion import Insertion, insert_cells
from xlbcf.books.open_book import Block
from xlbcf.books.port import Allow, Write
from xlbcf.books.values import Value
from xlbcf.rules.findings import Refused, finding
from xlbcf.rules.kinds import Severity
from xlbcf.template.addresses import Area, Cell, place_on


class OpenMemoryBook:
    """An open workbook made of a file's content.

    Args:
        data: the file's content.
        name: its file name.
        address: its path or web address; empty if it was never saved.
        selected: the active sheet and the selected cell; the first sheet's first cell if None.
        values_only: whether it gives values only, as Excel on the web does.
        hidden: sheets that cannot be shown.
    """

    def __init__(
        self,
        data: bytes,
        name: str = "book.xlsx",
        address: str = "",
        *,
        selected: tuple[str, Cell] | None = None,
        values_only: bool = False,
        hidden: Sequence[str] = (),
    ) -> None:
        self._book = FileBook.from_bytes(data, name, (Allow.SIGNED,))
        self.name = name
        self.address = address
        self.selected = selected or (self._book.sheets()[0], Cell(1, 1))
        self.values_only = values_only
        self.hidden = frozenset(hidden)
        #: The cells that are marked now, by sheet.
        self.marks: dict[str, dict[Cell, Severity]] = {}
        #: What was written, block by block.
        self.written: list[Block] = []
        #: How often every formula was worked out again.
        self.recalculated = 0

    @property
    def can_mark(self) -> bool:
        """Whether cells can be marked: not where it gives values only."""
        return not self.values_only

    def sheets(self) -> list[str]:
        """Return the names of the sheets, in their order."""
        return self._book.sheets()

    def values(self, sheet: str) -> Mapping[Cell, Value]:
        """Return the values of a sheet's cells that are not empty."""
        return self._book.values(sheet)

    def content(self) -> bytes | None:
        """Return it as the content of a file; None if it gives values only."""
        return None if self.values_only else self._book.to_bytes()

    def write(self, blocks: Sequence[Block]) -> None:
        """Write values, one block in one step.

        Raises:
            Refused: a block has a locked cell of a protected sheet or a value that no cell can
                hold (OPEN02).
        """
        for block in blocks:
            locked = [cell for cell in block.area.cells() if self._book.locked(block.sheet, cell)]
            if locked:
                raise self._unwritten(block, "the sheet is protected")
            values = [value for row in block.rows for value in row]
            pairs = zip(block.area.cells(), values, strict=True)
            try:
                self._book.write([Write(block.sheet, *pair) for pair in pairs], tuple(Allow))
            except Refused as refused:
                raise self._unwritten(block, refused.findings[0].message) from refused
            self._read_again()
            self.written.append(block)

    def _read_again(self) -> None:
        self._book = FileBook.from_bytes(self._book.to_bytes(), self.name, (Allow.SIGNED,))

    def _must_be_whole(self, what: str) -> None:
        if self.values_only:
            instead = "Save the workbook and run the xlbcf command on the saved file."
            raise Refused(finding("OPEN25", self.name, what=what, instead=instead))

    def _unwritten(self, block: Block, reason: str) -> Refused:
        where = place_on(block.sheet, block.area.anchor)
        return Refused(finding("OPEN02", self.name, cells=where, reason=reason))

    def insert(self, sheet: str, area: Area) -> None:
        """Insert cells; what stands there and below, in these columns, moves down.

        Raises:
            Refused: it gives values only (OPEN25), the sheet is protected, or something is in the
                way (OPEN28).
        """
        self._must_be_whole("inserting cells")
        reason = "the sheet is protected" if self._protected(sheet) else ""
        try:
            if not reason:
                insert_cells(self._book, [Insertion(sheet, area)])
        except Refused as refused:
            reason = refused.findings[0].message
        if reason:
            where = place_on(sheet, area.anchor)
            raise Refused(finding("OPEN28", self.name, cells=where, reason=reason))
        self._read_again()

    def write_formulas(self, sheet: str, formulas: Mapping[Cell, str]) -> None:
        """Write formulas into cells; they have no results.

        Raises:
            Refused: it gives values only (OPEN25), or a cell is locked (OPEN02).
        """
        self._must_be_whole("writing formulas")
        for cell in formulas:
            if self._book.locked(sheet, cell):
                where, reason = place_on(sheet, cell), "the sheet is protected"
                raise Refused(finding("OPEN02", self.name, cells=where, reason=reason))
        self._book.put_formulas({sheet: formulas})
        self._read_again()

    def calculating_later(self) -> AbstractContextManager[None]:
        """Return a context that changes nothing: nothing is ever worked out here."""
        return nullcontext()

    def select(self, sheet: str, cell: Cell) -> None:
        """Select a cell.

        Raises:
            Refused: its sheet is hidden (OPEN04).
        """
        if sheet in self.hidden:
            raise Refused(finding("OPEN04", place_on(sheet, cell), reason="the sheet is hidden"))
        self.selected = (sheet, cell)

    def mark(self, cells: Mapping[str, Mapping[Cell, Severity]]) -> list[str]:
        """Mark cells and return the protected sheets, which take no marks."""
        refusing = [sheet for sheet in cells if self._protected(sheet)]
        for sheet, own in cells.items():
            if sheet not in refusing:
                self.marks.setdefault(sheet, {}).update(own)
        return refusing

    def clear_marks(self) -> int:
        """Take all marks away and return how many cells had one."""
        count = sum(map(len, self.marks.values()))
        self.marks.clear()
        return count

    def repair_links(self, addin: str) -> int | None:
        """Turn links to other copies of an add-in; None if it gives values only."""
        if self.values_only:
            return None
        mended = mended_links(self._book, addin)
        self._book = FileBook.from_bytes(mended.content, self.name, (Allow.SIGNED,))
        return mended.links

    def recalculate(self) -> None:
        """Note that every formula was to be worked out again; the stored results stay."""
        self.recalculated += 1

    def _protected(self, sheet: str) -> bool:
        return self._book.sheet_file(sheet).rules.protected
