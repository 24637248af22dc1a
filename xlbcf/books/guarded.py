"""What the guard asks of a workbook and its sheets before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from xlbcf.books.cell_xml import Formula
from xlbcf.books.sheet_rules import SheetRules, Table
from xlbcf.books.values import Value
from xlbcf.rules.findings import Finding
from xlbcf.template.addresses import Area, Cell


class GuardedSheet(Protocol):
    """What is asked of a sheet before its cells are written."""

    @property
    def name(self) -> str:
        """The sheet's name as the workbook spells it."""

    @property
    def rules(self) -> SheetRules:
        """The sheet's protection, merged areas and validations."""

    @property
    def result_areas(self) -> list[tuple[Area, str]]:
        """The areas filled by array formulas and data tables, and which it is."""

    @property
    def tables(self) -> list[Table]:
        """The sheet's tables."""

    def value(self, cell: Cell) -> Value:
        """Return a cell's value."""

    def formula(self, cell: Cell) -> Formula | None:
        """Return a cell's formula, or nothing."""

    def area_values(self, area: Area) -> Iterable[tuple[Cell, Value]]:
        """Yield an area's cells with their values."""

    def area_formulas(self, area: Area) -> Iterable[Cell]:
        """Yield an area's cells that have a formula."""

    def locked(self, cell: Cell) -> bool:
        """Say whether the cell is locked once the sheet is protected."""

    def shows_date(self, cell: Cell) -> bool:
        """Say whether the cell shows a number as a date or time."""


class GuardedBook(Protocol):
    """What is asked of a workbook before its cells are written."""

    name: str

    @property
    def date1904(self) -> bool:
        """Whether the workbook counts days from 1904."""

    def sheet_fault(self, name: str) -> Finding | None:
        """Return why a sheet's cells cannot be had, or nothing if they can."""

    def guarded_sheet(self, name: str) -> GuardedSheet:
        """Return a sheet that has no fault."""

    def defined_name(self, name: str, sheet: str) -> str | None:
        """Return what a name stands for on a sheet."""

    def to_bytes(self) -> bytes:
        """Return the workbook as the content of a file."""
