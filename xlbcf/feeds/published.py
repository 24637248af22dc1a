"""Published figures: tidy ones, or the tables of a release as its mapping describes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from xlbcf.feeds.checks import RowCheck
from xlbcf.feeds.figures import Figures, read_figures
from xlbcf.feeds.tables import HEADING_WITHIN, Grid, Line, Row, blank
from xlbcf.feeds.workbooks import SUFFIXES, read_workbook_grids
from xlbcf.rules.findings import Finding, Refused, errors, finding
from xlbcf.rules.metrics import Metric, Places, fold_name
from xlbcf.rules.records import Key, Record
from xlbcf.template.feed_mapping import FeedMapping, FeedTable


@dataclass(frozen=True, slots=True)
class Unlike:
    """A published figure that cannot be compared with a return's, though the metric is the same.

    Args:
        record: the figure.
        reason: why not.
    """

    record: Record
    reason: str


@dataclass(frozen=True, slots=True)
class Published:
    """What was published.

    Args:
        figures: the figures that returns can be compared with; no key stands twice.
        unlike: those that they cannot be compared with.
    """

    figures: Figures = field(default_factory=Figures)
    unlike: tuple[Unlike, ...] = ()


def read_published(
    paths: Iterable[Path],
    *,
    feeds: Sequence[FeedMapping],
    metrics: Mapping[str, Metric],
    places: Places,
) -> Published:
    """Read published figures from files.

    A workbook that has every sheet of a mapped release is read as that release, and its rows of
    other places are passed over. Any other file must be in the tidy shape.

    Args:
        paths: the files; where two give the same figure, the first has it.
        feeds: the releases that are mapped.
        metrics: the metrics known, by id.
        places: the places known.

    Returns:
        What was published of these places.

    Raises:
        Refused: with everything that is wrong in the files; a table of a release without its
            headings is one (FIG06).
    """
    found: list[Record | Unlike] = []
    faults: list[Finding] = []
    for path in paths:
        try:
            release = _release(path, feeds)
            found += (
                _tidy(read_figures(path, metrics=metrics, places=places), faults)
                if release is None
                else _of_release(*release, RowCheck(metrics, places), places, faults)
            )
        except Refused as refused:
            faults += refused.findings
    if faults:
        raise Refused(faults)
    return _once(found)


def _once(found: Iterable[Record | Unlike]) -> Published:
    first: dict[Key, Record] = {}
    unlike: list[Unlike] = []
    for each in found:
        if isinstance(each, Unlike):
            unlike.append(each)
        else:
            first.setdefault(each.key, each)
    return Published(Figures(tuple(first.values())), tuple(unlike))


def _tidy(figures: Figures, faults: list[Finding]) -> Iterable[Record]:
    faults += errors(figures.findings)
    return figures.records


def _release(
    path: Path, feeds: Sequence[FeedMapping]
) -> tuple[FeedMapping, Mapping[str, Grid]] | None:
    """Return the release that a workbook is, with its sheets; None for any other file."""
    if path.suffix.casefold() not in SUFFIXES:
        return None
    sheets = {grid.sheet: grid for grid in read_workbook_grids(path)}
    for feed in feeds:
        if all(table.sheet in sheets for table in feed.tables):
            return feed, sheets
    return None


def _of_release(
    feed: FeedMapping,
    sheets: Mapping[str, Grid],
    check: RowCheck,
    places: Places,
    faults: list[Finding],
) -> Iterator[Record | Unlike]:
    for table in feed.tables:
        for row in _rows(table, sheets[table.sheet], places, f"{feed.source}, {table.sheet}"):
            record, found = check.read(row)
            faults += errors(found)
            if record is not None:
                yield Unlike(record, table.unlike) if table.unlike else record


def _rows(table: FeedTable, grid: Grid, places: Places, source: str) -> Iterator[Row]:
    """Yield a table's rows of the places known, in the tidy shape."""
    lines = iter(grid.lines)
    columns = _columns(table, grid.name, lines)
    codes = {place.code for place in places}
    for line in lines:
        cells = {
            name: line.cells[at]
            for name, at in columns.items()
            if at < len(line.cells) and not blank(line.cells[at])
        }
        if str(cells.get("place_code", "")).strip() not in codes:
            continue
        cells["value"] = _as_typed(cells.get("value"), table)
        about = {"metric": table.metric, "period": str(table.period), "status": str(table.status)}
        yield Row(line.where, {**cells, **about, "source": source})


def _columns(table: FeedTable, name: str, lines: Iterator[Line]) -> dict[str, int]:
    wanted = {
        "place_code": table.place,
        "value": table.value,
        "numerator": table.numerator,
        "denominator": table.denominator,
    }
    headings = {column: heading for column, heading in wanted.items() if heading}
    missing = list(headings.values())
    for line in islice(lines, HEADING_WITHIN):
        found = {fold_name(cell): at for at, cell in reversed(list(enumerate(line.cells)))}
        absent = [heading for heading in headings.values() if fold_name(heading) not in found]
        if not absent:
            return {column: found[fold_name(heading)] for column, heading in headings.items()}
        missing = min(missing, absent, key=len)
    facts = {"found": ", ".join(missing), "expected": ", ".join(headings.values())}
    raise Refused(finding("FIG06", name, **facts))


def _as_typed(cell: object, table: FeedTable) -> object:
    """Return a percentage with its sign, where the table keeps 58.7 for 58.7%."""
    bare = isinstance(cell, int | float) and not isinstance(cell, bool)
    return f"{cell:.15g}%" if bare and table.stored_as == "percent" else cell
