"""What a sheet says about its cells: protection, merged areas, validations, tables, results."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple
from xml.etree import ElementTree

from xlbcf.books.sheet_xml import SheetXml
from xlbcf.books.workbook_xml import local_name, parse_xml
from xlbcf.books.xml_text import malformed
from xlbcf.template.addresses import Area, Cell, parse_area

#: The attributes that count a table's heading and total rows, and what they are if absent.
_EDGES = (("headerRowCount", "1"), ("totalsRowCount", "0"))


_NARROW = 64


class Validation(NamedTuple):
    """A rule for what may be typed into some cells.

    Args:
        kind: list, whole, decimal, date, time, textLength or custom.
        operator: how the value compares with the bounds.
        first: the list, lower bound or condition, as a formula without its equals sign.
        second: the upper bound, as a formula.
        areas: the cells it holds for.
        entries: the list's entries, where they are given one by one.
    """

    kind: str
    operator: str
    first: str
    second: str
    areas: tuple[Area, ...]
    entries: tuple[str, ...] = ()

    @property
    def origin(self) -> Cell:
        """The cell that relative references in the formulas are counted from."""
        return Cell(min(a.top for a in self.areas), min(a.left for a in self.areas))


class OpenRange(NamedTuple):
    """An area that may be edited although the sheet is protected."""

    name: str
    areas: tuple[Area, ...]
    needs_password: bool


class SheetRules:
    """The rules of one sheet; they are read whole before they are asked for."""

    def __init__(
        self,
        protected: bool = False,
        merges: Iterable[Area] = (),
        validations: Iterable[Validation] = (),
    ) -> None:
        self.protected = protected
        self.open_ranges: list[OpenRange] = []
        self.merges = list(merges)
        self.validations = list(validations)

    def rules_of(self, cell: Cell) -> list[Validation]:
        """Return the validations that hold for a cell, in their order."""
        found = [rank for area, rank in self._by_column.get(cell.column, ()) if area.holds(cell)]
        found += [rank for area, rank in self._wide if area.holds(cell)]
        return [self.validations[rank] for rank in sorted(set(found))]

    @cached_property
    def _areas(self) -> list[tuple[Area, int]]:
        """Every area of a validation with that validation's place in the list."""
        return [(a, rank) for rank, rule in enumerate(self.validations) for a in rule.areas]

    @cached_property
    def _wide(self) -> list[tuple[Area, int]]:
        return [(area, rank) for area, rank in self._areas if _width(area) > _NARROW]

    @cached_property
    def _by_column(self) -> dict[int, list[tuple[Area, int]]]:
        """The areas of few columns by each of their columns, so that a cell tries few of them."""
        found: dict[int, list[tuple[Area, int]]] = {}
        for area, rank in self._areas:
            if _width(area) <= _NARROW:
                for column in range(area.left, area.right + 1):
                    found.setdefault(column, []).append((area, rank))
        return found

    def merge_over(self, cell: Cell) -> Area | None:
        """Return the merged area that covers a cell."""
        return next((area for area in self.merges if area.holds(cell)), None)

    def open_range(self, cell: Cell) -> OpenRange | None:
        """Return the editable range that covers a cell, one without a password first."""
        fitting = [r for r in self.open_ranges if any(area.holds(cell) for area in r.areas)]
        return min(fitting, key=lambda r: r.needs_password, default=None)


def _width(area: Area) -> int:
    return area.right - area.left + 1


def read_area(text: str, where: str) -> Area:
    """Read an area that a part of the file states.

    Raises:
        Refused: it is none (BOOK01).
    """
    try:
        return parse_area(text)
    except ValueError as fault:
        raise malformed(where, fault) from None


def read_rules(sheet: SheetXml, where: str) -> SheetRules:
    """Read a sheet's rules from what stands after its data.

    Args:
        sheet: the sheet.
        where: the file and sheet, for messages.

    Raises:
        Refused: that stretch is not sound XML (BOOK01).
    """
    rules = SheetRules()
    for element in parse_xml(sheet.opening() + sheet.tail(), where, "sheet"):
        _read_element(rules, element, where)
    return rules


def _read_element(rules: SheetRules, element: ElementTree.Element, where: str) -> None:
    match local_name(element.tag):
        case "sheetProtection":
            rules.protected = element.get("sheet") in ("1", "true")
        case "protectedRanges":
            rules.open_ranges += [_open_range(child, where) for child in element]
        case "mergeCells":
            rules.merges += [read_area(child.get("ref", ""), where) for child in element]
        case "dataValidations":
            rules.validations += [_validation(child, where) for child in element]
        case "extLst":
            for found in element.iter():
                if local_name(found.tag) == "dataValidation":
                    rules.validations.append(_validation(found, where))
                elif local_name(found.tag) == "protectedRange":
                    rules.open_ranges.append(_open_range(found, where))


def _open_range(element: ElementTree.Element, where: str) -> OpenRange:
    secret = any(element.get(key) for key in ("password", "hashValue", "securityDescriptor"))
    secret = secret or any(local_name(child.tag) == "securityDescriptor" for child in element)
    return OpenRange(element.get("name", ""), _areas(element, where), secret)


def _areas(element: ElementTree.Element, where: str) -> tuple[Area, ...]:
    text = element.get("sqref") or next(
        (child.text for child in element if local_name(child.tag) == "sqref"), ""
    )
    return tuple(read_area(part, where) for part in (text or "").split())


def _validation(element: ElementTree.Element, where: str) -> Validation:
    texts = {"formula1": "", "formula2": "", "list": ""}
    # A list with commas inside its entries stands in a newer element beside a poorer fallback.
    for found in element.iter():
        name = local_name(found.tag)
        if name in texts:
            texts[name] = "".join(found.itertext()).strip()
    return Validation(
        element.get("type", "none"),
        element.get("operator", "between"),
        texts["formula1"],
        texts["formula2"],
        _areas(element, where),
        _entries(texts["list"]),
    )


def _entries(text: str) -> tuple[str, ...]:
    """Return the entries of a list that puts those with commas in quotation marks."""
    import csv

    return tuple(entry.strip() for entry in next(csv.reader([text], skipinitialspace=True), []))


class Table(NamedTuple):
    """A table on a sheet; ``heading`` and ``total`` count its heading and total rows."""

    name: str
    area: Area
    heading: int
    total: int

    def edge(self, cell: Cell) -> str | None:
        """Return ``heading`` or ``total`` if the cell is one, else nothing."""
        if not self.area.holds(cell):
            return None
        if cell.row < self.area.top + self.heading:
            return "heading"
        return "total" if cell.row > self.area.bottom - self.total else None


def read_table(root: ElementTree.Element, where: str) -> Table:
    """Read a table part.

    Raises:
        Refused: its area or a count cannot be read (BOOK01).
    """
    try:
        heading, total = (int(root.get(k, d)) for k, d in _EDGES)
    except ValueError as fault:
        raise malformed(where, fault) from None
    name = root.get("displayName", root.get("name", ""))
    return Table(name, read_area(root.get("ref", ""), where), heading, total)


def read_pivot(root: ElementTree.Element, where: str) -> Table:
    """Read a pivot table part as a table that is heading throughout.

    Raises:
        Refused: its area cannot be read (BOOK01).
    """
    place = next((e.get("ref", "") for e in root if local_name(e.tag) == "location"), "")
    area = read_area(place, where)
    return Table(root.get("name", "pivot table"), area, area.bottom - area.top + 1, 0)
