"""Dashboard tables from files: each row with the cells it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from xlbcf.feeds.dashboard_heads import Head, find_heads
from xlbcf.feeds.dashboard_pages import chosen_pages, read_pages
from xlbcf.rules.dashboard_reading import (
    Column,
    DashboardRow,
    claims_anything,
    names_of,
    without_note,
)
from xlbcf.rules.dashboard_signs import read_mark, read_movement, read_polarity, read_signs
from xlbcf.rules.findings import Finding, finding
from xlbcf.template.addresses import Area, Cell
from xlbcf.template.dashboard_mapping import DashboardMapping
from xlbcf.template.dashboard_words import DashboardWords

#: What one merged cell says for every row beside it, and what it says of them all together.
_FOR_EACH = (Column.TARGET, Column.GOOD_IS, Column.BANDS, Column.COMMENTARY, Column.START_DATE)
_FOR_ALL = (Column.MARK, Column.ARROW, Column.RATING, Column.JUDGEMENT)
_SIGNS: Mapping[Column, Callable[[str], object]] = {
    Column.MARK: read_mark,
    Column.ARROW: read_movement,
    Column.GOOD_IS: read_polarity,
}
#: What stands in a cell that says of itself that it holds no sign.
_NONE_OF_ITS_OWN = "-"
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row of a dashboard and where its cells stand.

    Args:
        row: the row.
        cells: the cell of each column.
    """

    row: DashboardRow
    cells: Mapping[Column, Cell]


@dataclass(frozen=True, slots=True)
class DashboardTable:
    """One table.

    Args:
        head: its headings, and the page they stand on.
        rows: its rows with figures or signs, in their order.
        findings: the rows that are out of shape, each with its first cell.
    """

    head: Head
    rows: tuple[PlacedRow, ...]
    findings: tuple[tuple[Cell, Finding], ...]


def read_dashboard(
    path: Path,
    words: DashboardWords,
    sheet: str | None = None,
    dashboards: Iterable[DashboardMapping] = (),
) -> list[DashboardTable]:
    """Read the dashboard tables of a file.

    A table begins under the row that has the needed headings and ends where the next one begins.
    Rows without figures and signs are left out; a row without a label of its own belongs to the
    label above, unless the table has no labels at all.

    Args:
        path: a CSV or text file, or a workbook.
        words: the headings known.
        sheet: the one sheet to look at; without it all are, or those that go on paper.
        dashboards: the dashboards of which it is known what goes on paper.

    Returns:
        The tables in their order, at least one.

    Raises:
        Refused: the file cannot be read, has no such sheet (DASH24), no table with the needed
            headings (DASH20), or a heading twice (FIG15).
    """
    pages = read_pages(path, words.columns().keys())
    chosen = chosen_pages(pages, path, sheet, dashboards)
    return [_table(head) for head in find_heads(chosen, words, path)]


def _table(head: Head) -> DashboardTable:
    rows: list[PlacedRow] = []
    findings: list[tuple[Cell, Finding]] = []
    announced: dict[int, tuple[tuple[str, ...], bool]] = {}
    stack, number, label = 0, "", ""
    for each in head.rows():
        shift = _shift(head, each)
        cells = {column: Cell(each, cell.column + shift) for column, cell in head.cells.items()}
        if shift:
            usable = shift < 0 or not head.text(Column.LABEL, each)
            findings.append((cells[Column.VALUE], _slid(head, each, shift, usable)))
            if not usable:
                continue
        texts = {column: head.page.texts.get(cell, "").strip() for column, cell in cells.items()}
        written, given = texts.get(Column.LABEL, ""), texts.get(Column.NUMBER, "")
        own = without_note(written)
        if own or (given and given != number) or Column.LABEL not in texts:
            stack, label, number = stack + 1, own, given or number
        names = names_of(written)
        if names[0]:
            announced.setdefault(stack, names)
        name = number or label[:_LONGEST_NAME] or f"row {each}"
        row = DashboardRow(_spread(head, cells, texts), label, name, stack=stack)
        if claims_anything(row):
            rows.append(PlacedRow(row, cells))
    return DashboardTable(head, tuple(_announced(rows, announced)), tuple(findings))


def _announced(
    rows: Sequence[PlacedRow], announced: Mapping[int, tuple[tuple[str, ...], bool]]
) -> Iterator[PlacedRow]:
    """Give each row whose figures the label of its stack announces."""
    for stack, members in groupby(rows, key=lambda each: each.row.stack):
        together = list(members)
        names = announced.get(stack, ((), False))[0]
        parts = names if len(together) == 1 else ()
        for each in together:
            yield replace(each, row=each.row._replace(parts=parts, announced=names))


def _spread(
    head: Head, cells: Mapping[Column, Cell], texts: Mapping[Column, str]
) -> dict[Column, str]:
    """Give a row what the merged cells beside it say of each row, and not what they say of all."""
    spread = dict(texts)
    for column, cell in cells.items():
        tall = (area for area in head.page.merges if area.bottom > area.top and area.holds(cell))
        area = next(tall, None)
        if area is None or _values_beside(head, area) < 2:
            continue
        if column in _FOR_EACH:
            spread[column] = head.page.texts.get(area.anchor, "").strip()
        elif column in _FOR_ALL:
            spread[column] = _NONE_OF_ITS_OWN
    return spread


def _values_beside(head: Head, area: Area) -> int:
    """Return how many rows beside a merged area have a value of their own."""
    return sum(bool(head.text(Column.VALUE, row)) for row in range(area.top, area.bottom + 1))


def _shift(head: Head, row: int) -> int:
    """Return by how many columns a row slid sideways: -1, 0 or 1.

    It did where its signs are none under their headings, and all are signs one column beside.
    """
    cells = [(read, head.cells[column]) for column, read in _SIGNS.items() if column in head.cells]

    def signs(shift: int) -> tuple[int, int]:
        texts = [
            (read, head.page.texts.get(Cell(row, cell.column + shift), "").strip())
            for read, cell in cells
        ]
        said = [bool(read_signs(text, read)) for read, text in texts if text]
        return said.count(True), said.count(False)

    known, unknown = signs(0)
    if not unknown:
        return 0
    for shift in (-1, 1):
        beside, wrong = signs(shift)
        if beside > max(known, 1) and not wrong:
            return shift
    return 0


def _slid(head: Head, row: int, shift: int, usable: bool) -> Finding:
    handled = "it was checked as if they stood beneath them" if usable else "it was not checked"
    side = "left" if shift < 0 else "right"
    return finding("DASH22", head.page.row_at(row), side=side, handled=handled)
