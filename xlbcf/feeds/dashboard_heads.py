"""The heading rows of dashboard tables, wherever on a page they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from xlbcf.feeds.dashboard_pages import Page
from xlbcf.rules.dashboard_reading import Column
from xlbcf.rules.findings import Finding, Refused, finding
from xlbcf.rules.metrics import fold_name
from xlbcf.template.addresses import Cell
from xlbcf.template.dashboard_words import DashboardWords

NEEDED = (Column.VALUE, Column.TARGET)
#: What makes a table a dashboard: something must be claimed of value and target.
CLAIMS = (Column.MARK, Column.RATING, Column.GOOD_IS)


@dataclass(frozen=True, slots=True)
class Head:
    """A row of headings, and the rows beneath it.

    Args:
        page: where it stands.
        row: its row.
        cells: the cell of each column's heading.
        end: the row of the next headings, None where there are none.
    """

    page: Page
    row: int
    cells: Mapping[Column, Cell]
    end: int | None = None

    @property
    def missing(self) -> list[Column]:
        """The needed columns that it lacks."""
        return [column for column in NEEDED if column not in self.cells]

    @property
    def complete(self) -> bool:
        """Whether it heads a dashboard."""
        return not self.missing and any(column in self.cells for column in CLAIMS)

    def heading(self, column: Column) -> str:
        """Return a column's heading on one line; empty where it has none."""
        cell = self.cells.get(column)
        return " ".join(self.page.texts[cell].split()) if cell else ""

    def text(self, column: Column, row: int) -> str:
        """Return what stands under a column's heading in a row; empty where nothing does."""
        cell = self.cells.get(column)
        return self.page.texts.get(Cell(row, cell.column), "").strip() if cell else ""

    def rows(self) -> list[int]:
        """Return the rows beneath it that hold anything."""
        rows = {cell.row for cell in self.page.texts}
        return sorted(
            row for row in rows if row > self.row and (self.end is None or row < self.end)
        )


def find_heads(pages: Iterable[Page], words: DashboardWords, path: Path) -> list[Head]:
    """Find the heading rows of dashboard tables.

    Args:
        pages: where to look.
        words: the headings known.
        path: the file, for messages.

    Returns:
        The heads in their order, at least one.

    Raises:
        Refused: there is none (DASH20), or one has a heading twice (FIG15).
    """
    known = words.columns()
    heads: list[Head] = []
    nearest: Head | None = None
    for page in pages:
        whole = []
        for _, cells in groupby(sorted(page.texts), key=lambda cell: cell.row):
            head = _read(page, list(cells), known)
            if head.complete:
                whole.append(head)
            elif head.cells and (nearest is None or len(head.cells) > len(nearest.cells)):
                nearest = head
        ends = [head.row for head in whole[1:]]
        heads += [
            Head(page, head.row, head.cells, end)
            for head, end in zip(whole, [*ends, None], strict=False)
        ]
    if not heads:
        raise Refused(_none(nearest, words, path))
    return heads


def _read(page: Page, cells: Sequence[Cell], known: Mapping[str, tuple[Column, int]]) -> Head:
    """Take a row for headings; where several would do for a column, the likeliest has it."""
    ranked: dict[Column, list[tuple[int, Cell]]] = {}
    for cell in cells:
        column, rank = known.get(fold_name(page.texts[cell]), (None, 0))
        if column is not None:
            ranked.setdefault(column, []).append((rank, cell))
    head = Head(page, cells[0].row, {column: min(each)[1] for column, each in ranked.items()})
    if head.complete:
        twice = list(_twice(head, ranked))
        if twice:
            raise Refused(twice)
    return head


def _twice(head: Head, ranked: Mapping[Column, list[tuple[int, Cell]]]) -> Iterable[Finding]:
    for column, each in ranked.items():
        best = min(each)[0]
        cells = [cell for rank, cell in each if rank == best]
        if len(cells) > 1:
            first, second = cells[0], cells[1]
            facts = {"column": head.heading(column), "first": first.column}
            yield finding("FIG15", head.page.where(second), second=second.column, **facts)


def _none(nearest: Head | None, words: DashboardWords, path: Path) -> Finding:
    def such(columns: Iterable[Column]) -> str:
        return ", ".join(
            f"{column.words} (such as {words.headings[column][0]})"
            for column in columns
            if words.headings.get(column)
        )

    expected = f"{such(NEEDED)}, and one of {such(CLAIMS)}"
    if nearest is None:
        found = "no row has any of the headings known"
        return finding("DASH20", path, found=found, expected=expected)
    has = ", ".join(nearest.heading(column) for column in nearest.cells)
    lacks = ", ".join(column.words for column in nearest.missing)
    lacks = lacks or "one of " + ", ".join(column.words for column in CLAIMS)
    found = f"the row with the most headings has {has}, and lacks {lacks}"
    where = nearest.page.row_at(nearest.row)
    return finding("DASH20", where, found=found, expected=expected)
