"""The table of figures in a feed: found by its headings, whatever the feed is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from xlbcf.rules.findings import Finding, Refused, finding
from xlbcf.rules.metrics import fold_name

NEEDED = ("place_code", "metric", "period", "value", "status")
OPTIONAL = ("numerator", "denominator", "unit", "source")
#: Titles and notes may stand above the headings; this many rows are looked at.
HEADING_WITHIN = 30

_ALIKE = 0.8


class Shape(NamedTuple):
    """The columns of a table of figures.

    Args:
        needed: those it must have.
        optional: those it may have.
        second_choices: other headings, and the column that each will do for.
    """

    needed: tuple[str, ...]
    optional: tuple[str, ...]
    second_choices: Mapping[str, str]

    @property
    def headings(self) -> dict[str, str]:
        """The column of each folded heading."""
        return {fold_name(column): column for column in (*self.needed, *self.optional)}


TIDY = Shape(NEEDED, OPTIONAL, {"place": "place_code"})


class Line(NamedTuple):
    """One row of a feed.

    Args:
        where: the row, as a reader of messages would find it.
        cells: its cells from the first column on.
    """

    where: str
    cells: Sequence[object]


class Grid(NamedTuple):
    """One sheet, file or query answer, its headings not yet found.

    Args:
        name: its name in messages.
        lines: its rows, from the first on.
        fixed_width: whether a row longer than the headings is a fault, as in delimited text,
            where a comma inside a number moves all that follows.
        sheet: for a sheet of a workbook, its name there.
    """

    name: str
    lines: Iterable[Line]
    fixed_width: bool = False
    sheet: str = ""


class Row(NamedTuple):
    """One row of the table: its cells by column, blank ones left out."""

    where: str
    cells: Mapping[str, object]


class _Headings(NamedTuple):
    where: str
    columns: Mapping[str, int]
    width: int
    needed: tuple[str, ...]
    twice: tuple[Finding, ...] = ()
    alike: tuple[Finding, ...] = ()

    @property
    def missing(self) -> list[str]:
        return [column for column in self.needed if column not in self.columns]


def find_rows(grids: Iterable[Grid], shape: Shape = TIDY) -> Iterator[Row | Finding]:
    """Yield the rows of the first grid that has the needed headings.

    Headings are compared without regard to case, spaces and underscores; ``place`` will do for
    ``place_code``. Blank rows are left out, and so are columns with other headings.

    Args:
        grids: the sheets, files or answers to look in, in order.
        shape: the columns looked for.

    Yields:
        A row, or a finding (FIG16) in place of one that cannot be trusted; first a finding
        (FIG19) for each heading that looks like a misspelt one.

    Raises:
        Refused: no grid has the headings (FIG06), or one stands twice (FIG15).
    """
    best: _Headings | None = None
    name = ""
    for grid in grids:
        name = name or grid.name
        lines = iter(grid.lines)
        for line in islice(lines, HEADING_WITHIN):
            headings = _read_headings(line, shape)
            if not headings.missing:
                if headings.twice:
                    raise Refused(headings.twice)
                yield from headings.alike
                yield from _rows(lines, headings, grid.fixed_width)
                return
            if headings.columns and (best is None or len(headings.missing) < len(best.missing)):
                best = headings
    where, missing = (best.where, best.missing) if best else (name, list(shape.needed))
    expected = f"{', '.join(shape.needed)}, and if wanted {', '.join(shape.optional)}"
    raise Refused(finding("FIG06", where, found=", ".join(missing), expected=expected))


def _read_headings(line: Line, shape: Shape) -> _Headings:
    known = shape.headings
    columns: dict[str, int] = {}
    twice: list[Finding] = []
    spare: dict[str, int] = {}
    others: list[str] = []
    for number, cell in enumerate(line.cells):
        heading = fold_name(cell)
        if heading in shape.second_choices:
            spare.setdefault(shape.second_choices[heading], number)
        elif (column := known.get(heading)) in columns:
            first = columns[column] + 1
            facts = {"column": column, "first": first, "second": number + 1}
            twice.append(finding("FIG15", line.where, **facts))
        elif column:
            columns[column] = number
        elif heading:
            others.append(str(cell))
    width = max((number for number, cell in enumerate(line.cells, 1) if not blank(cell)), default=0)
    columns = {**spare, **columns}
    alike = tuple(_misspelt(others, columns, known, line.where))
    return _Headings(line.where, columns, width, shape.needed, tuple(twice), alike)


def _misspelt(
    others: Sequence[str], columns: Mapping[str, int], known: Mapping[str, str], where: str
) -> Iterator[Finding]:
    """Yield a finding for each heading that is not known, but much like one that is missing."""
    absent = {name: column for name, column in known.items() if column not in columns}
    if not (absent and others):
        return
    from difflib import get_close_matches

    for other in others:
        for name in get_close_matches(fold_name(other), absent, n=1, cutoff=_ALIKE):
            yield finding("FIG19", where, found=f"“{other}”", expected=absent[name])


def _rows(lines: Iterable[Line], headings: _Headings, fixed_width: bool) -> Iterator[Row | Finding]:
    for line in lines:
        cells = {
            column: line.cells[number]
            for column, number in headings.columns.items()
            if number < len(line.cells) and not blank(line.cells[number])
        }
        if not cells:
            continue
        beyond = [cell for cell in line.cells[headings.width :] if not blank(cell)]
        if beyond and fixed_width:
            facts = {"found": len(line.cells), "expected": headings.width}
            yield finding("FIG16", line.where, **facts)
        else:
            yield Row(line.where, cells)


def blank(cell: object) -> bool:
    """Say whether a cell holds nothing, or nothing but spaces."""
    return cell is None or (isinstance(cell, str) and not cell.strip())
