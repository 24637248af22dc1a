"""Anchors: a field's cell found by its labels, and compared with the address in the mapping.

An address alone would follow a template that has changed into the wrong cell; a label alone would
follow a label that has moved. So both must lead to the same cell, or the field has no cell at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from xlbcf.rules.findings import Finding, finding
from xlbcf.template.addresses import Area, Cell, place_on
from xlbcf.template.return_mapping import Anchor, Field, Key
from xlbcf.template.words import plain, quoted

_ALIKE = 0.75
_INDEXED = 1000


@dataclass(frozen=True, slots=True)
class Located:
    """Where the fields of a sheet are.

    Args:
        cells: the cell of each field, by its key, where labels and address agree.
        findings: ``MAP07``, ``MAP08`` or ``MAP09`` for each field where they do not.
    """

    cells: Mapping[Key, Cell]
    findings: tuple[Finding, ...]


def resolve(fields: Iterable[Field], texts: Mapping[Cell, str], merges: Sequence[Area]) -> Located:
    """Find the cells of a sheet's fields.

    A row's label may stand anywhere on the sheet. A heading is looked for above the label, the
    nearest first, because a table may be repeated; a sub-heading (``under``) in the label's own row
    or below it. What is typed into the fields themselves is no label.

    Args:
        fields: the fields of one sheet, all of them.
        texts: the texts of the sheet's cells that are not empty.
        merges: the sheet's merged areas.

    Returns:
        The cells, and a finding for each field that has none.
    """
    fields = tuple(fields)
    sheet = _Sheet(texts, merges, {field.cell for field in fields})
    cells: dict[Key, Cell] = {}
    findings: list[Finding] = []
    for field in fields:
        try:
            cells[field.key] = _agreed(field.anchor, sheet)
        except _Lost as lost:
            where = f"{place_on(field.sheet, field.cell)} ({field.title}; {field.where})"
            facts = {"address": field.cell, "label": lost.label, "found": lost.found}
            findings.append(finding(lost.code, where, **facts))
    return Located(cells, tuple(findings))


class _Lost(Exception):
    """A label does not lead to the mapping's address."""

    def __init__(self, code: str, label: str, found: str) -> None:
        super().__init__(code)
        self.code, self.label, self.found = code, label, found


class _Sheet:
    """A sheet's texts, arranged for looking up labels."""

    def __init__(
        self, texts: Mapping[Cell, str], merges: Sequence[Area], filled: set[Cell]
    ) -> None:
        small = [area for area in merges if _size(area) <= _INDEXED]
        self._merged = {cell: area for area in small for cell in area.cells()}
        self._large = [area for area in merges if _size(area) > _INDEXED]
        # A merged area may hide texts under its first cell: nobody sees them, so no labels.
        self.texts = {
            cell: text for cell, text in sorted(texts.items()) if self.area(cell).anchor == cell
        }
        self._filled = filled
        self._by_word: dict[str, list[Cell]] = {}
        for cell, text in self.texts.items():
            self._by_word.setdefault(plain(text), []).append(cell)
        self._spots: dict[str, list[Cell]] = {}
        self._hints: dict[str, str] = {}

    def area(self, cell: Cell) -> Area:
        """Return the merged area that holds a cell, or the cell alone."""
        if cell in self._merged:
            return self._merged[cell]
        alone = Area(cell.row, cell.column, cell.row, cell.column)
        return next((area for area in self._large if area.holds(cell)), alone)

    def spots(self, label: str) -> list[Cell]:
        """Return the cells with a label, row by row."""
        if label not in self._spots:
            self._spots[label] = self._searched(label)
        return self._spots[label]

    def _searched(self, label: str) -> list[Cell]:
        if label.endswith("…"):
            opening = plain(label.removesuffix("…"))
            fitting = (cells for word, cells in self._by_word.items() if word.startswith(opening))
            found = sorted(cell for cells in fitting for cell in cells)
        else:
            found = self._by_word.get(plain(label), [])
        return [cell for cell in found if cell not in self._filled] or found

    def hint(self, label: str, address: Cell) -> str:
        """Say what the sheet has instead of a label that is not there."""
        if label not in self._hints:
            self._hints[label] = self._alike(label)
        return self._hints[label] or self._beside(address)

    def _alike(self, label: str) -> str:
        wanted = plain(label.removesuffix("…"))
        length = len(wanted) if label.endswith("…") else None
        openings = {plain(text)[:length]: cell for cell, text in self.texts.items()}
        close = get_close_matches(wanted, openings, n=1, cutoff=_ALIKE)
        return f"the sheet has {self._shown(openings[close[0]])}, which is similar" if close else ""

    def _beside(self, address: Cell) -> str:
        row, column = address
        left = [cell for cell in self.texts if cell.row == row and cell.column < column]
        return f"the sheet has {self._shown(left[-1])}" if left else "nothing stands beside that"

    def _shown(self, cell: Cell) -> str:
        return f"{quoted(self.texts[cell])} in {cell}"


def _size(area: Area) -> int:
    return (area.bottom - area.top + 1) * (area.right - area.left + 1)


def _agreed(anchor: Anchor, sheet: _Sheet) -> Cell:
    found = _target(anchor, _label(anchor, sheet), sheet)
    if found != anchor.cell:
        heading = anchor.column or anchor.under
        path = quoted(anchor.row) + (f" with the heading {quoted(heading)}" if heading else "")
        raise _Lost("MAP07", path, str(found))
    return found


def _label(anchor: Anchor, sheet: _Sheet) -> Area:
    spots = sheet.spots(anchor.row)
    if not spots:
        raise _Lost("MAP08", quoted(anchor.row), sheet.hint(anchor.row, anchor.cell))
    if anchor.occurrence is None:
        return sheet.area(_only(anchor.row, spots))
    if len(spots) < anchor.occurrence:
        found = f"it stands only in {_listed(spots)}, and occurrence is {anchor.occurrence}"
        raise _Lost("MAP08", quoted(anchor.row), found)
    return sheet.area(spots[anchor.occurrence - 1])


def _target(anchor: Anchor, label: Area, sheet: _Sheet) -> Cell:
    row, column = label.top + anchor.down, label.right + 1
    if anchor.column is not None:
        spots = _headings(anchor.column, anchor, sheet)
        above = [cell for cell in spots if cell.row < label.top]
        column = _nearest(anchor.column, above[::-1], spots).column
    elif anchor.under is not None:
        spots = _headings(anchor.under, anchor, sheet)
        below = [cell for cell in spots if cell.row >= label.top]
        over = sheet.area(_nearest(anchor.under, below, spots))
        row, column = over.bottom + 1 + anchor.down, over.left
    return sheet.area(Cell(row, column + anchor.right)).anchor


def _headings(heading: str, anchor: Anchor, sheet: _Sheet) -> list[Cell]:
    spots = sheet.spots(heading)
    if not spots:
        raise _Lost("MAP08", quoted(heading), sheet.hint(heading, anchor.cell))
    return spots


def _nearest(heading: str, ordered: list[Cell], spots: list[Cell]) -> Cell:
    """Return the one heading in the first row of those that count, nearest first."""
    if not ordered:
        raise _Lost("MAP08", quoted(heading), f"it stands only in {_listed(spots)}")
    return _only(heading, [cell for cell in ordered if cell.row == ordered[0].row])


def _only(label: str, spots: list[Cell]) -> Cell:
    if len(spots) > 1:
        raise _Lost("MAP09", quoted(label), _listed(spots))
    return spots[0]


def _listed(spots: list[Cell]) -> str:
    return ", ".join(str(cell) for cell in spots)
