"""The one way the rest of xlbcf sees a workbook: sheets, values, writes, and nothing else.

Behind it stand the editor of files (:mod:`xlbcf.books.file_book`) and a book in memory for tests
and trials (:mod:`xlbcf.books.memory`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol

from xlbcf.books.values import Value, Writable
from xlbcf.rules.findings import Finding
from xlbcf.template.addresses import Area, Cell


class Allow(StrEnum):
    """A refusal that a person may set aside, by its name."""

    LOCKED = "locked"
    FORMULA = "formula"
    INVALID = "invalid"
    MERGED = "merged"
    OPEN = "open"
    SIGNED = "signed"


class Write(NamedTuple):
    """A value for a cell."""

    sheet: str
    cell: Cell
    value: Writable


class Change(NamedTuple):
    """A cell that a write changed, with the values as stored before and after."""

    sheet: str
    cell: Cell
    old: Value
    new: Value


class Book(Protocol):
    """A workbook."""

    @property
    def name(self) -> str:
        """The workbook's name, for messages."""

    def sheets(self) -> list[str]:
        """Return the names of the sheets, in their order."""

    def values(self, sheet: str) -> Mapping[Cell, Value]:
        """Return the values of a sheet's cells that are not empty.

        Raises:
            Refused: there is no such sheet with cells (BOOK05, BOOK06).
        """

    def formulas(self, sheet: str) -> Mapping[Cell, str]:
        """Return the formulas of a sheet's cells, without their equals signs."""

    def merges(self, sheet: str) -> Sequence[Area]:
        """Return a sheet's merged areas."""

    def check(self, writes: Sequence[Write], allow: Collection[Allow] = ()) -> list[Finding]:
        """Return what is wrong or worth knowing about some writes, without doing them."""

    def write(self, writes: Sequence[Write], allow: Collection[Allow] = ()) -> list[Change]:
        """Write values into cells: all of them or, if one is refused, none.

        Args:
            writes: the values and where they go.
            allow: refusals that are set aside.

        Returns:
            The cells whose value is another one now.

        Raises:
            Refused: a write is not allowed; every reason is given.
        """

    def to_bytes(self) -> bytes:
        """Return the workbook as the content of a file."""
