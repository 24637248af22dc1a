"""Traces of suppressed numbers: where a dashboard still tells what its figures no longer show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from xlbcf.books.file_book import FileBook
from xlbcf.books.part_links import links_of
from xlbcf.books.values import Value
from xlbcf.books.workbook_xml import local_name, parse_part
from xlbcf.desk.dashboards.histories import read_history
from xlbcf.desk.dashboards.series import DashboardData
from xlbcf.desk.dashboards.suppression import Gone
from xlbcf.rules.findings import Finding, finding
from xlbcf.rules.metrics import Unit
from xlbcf.rules.traces import Sought, numbers_told
from xlbcf.template.addresses import Area, place_on
from xlbcf.template.dashboard_mapping import DataColumn

#: The columns of the data sheet in which people write what they like.
_FREE = frozenset(
    {DataColumn.NAME, DataColumn.NOTE, DataColumn.REASON, DataColumn.COMMENTARY,
     DataColumn.PRINTED_TREND}
)  # fmt: skip
_TEXT_PARTS = frozenset({"comments", "threadedComment", "drawing"})
_LONGEST_SHOWN = 80


class _Place(NamedTuple):
    """A text or number that somebody typed, and the series it is about."""

    where: str
    value: Value
    about: frozenset[int]


def find_traces(book: FileBook, data: DashboardData, gone: Sequence[Gone]) -> list[Finding]:
    """Return where a workbook still tells numbers that were taken out of it.

    A text is searched for the numbers of the series that it is about: those whose row, sheet or
    name it has. Everywhere else only numbers are looked for that would not stand there by chance.

    Args:
        book: the workbook, its figures suppressed and its formulas worked out again.
        data: the dashboard as it was read.
        gone: the numbers that were taken out.
    """
    search = _Search(gone)
    places = [*_typed(book, data, gone), *_beside_cells(book, gone)]
    return [found for place in places if (found := search.trace(place))]


class _Search:
    """The numbers that are looked for, each once: all of them, and by the row of their series."""

    def __init__(self, gone: Sequence[Gone]) -> None:
        found = {(each.series.row, sought := _sought(each)): (each, sought) for each in gone}
        self._of: dict[int, list[tuple[Gone, Sought]]] = {}
        for each, sought in found.values():
            self._of.setdefault(each.series.row, []).append((each, sought))
        self._telling = [pair for pair in found.values() if pair[1].is_telling]
        self._numbers = {each.series.text(DataColumn.NUMBER) for each in gone}
        self._names = {
            name: each.series.row
            for each, _ in found.values()
            if (name := each.series.text(DataColumn.NAME).casefold())
        }

    def trace(self, place: _Place) -> Finding | None:
        """Return the first number that a place tells, or nothing."""
        if isinstance(place.value, str):
            return self._in_text(place, place.value)
        if isinstance(place.value, int | float):
            for gone, _ in (*self._own(place.about), *self._telling):
                if gone.number == place.value:
                    facts = {"number": f"{gone.number:.15g}", "series": gone.series.label}
                    return finding("PUB13", place.where, **facts)
        return None

    def _in_text(self, place: _Place, text: str) -> Finding | None:
        # A heading begins with the number of its metric.
        number = next((word for word in text.split()[:1] if word in self._numbers), "")
        told = numbers_told(text.removeprefix(number))
        if not told:
            return None
        folded = text.casefold()
        named = {row for name, row in self._names.items() if name in folded}
        pairs = [(each, pair) for pair in self._own(place.about | named) for each in told]
        pairs += [(each, pair) for each in told if each.is_telling for pair in self._telling]
        for each, (gone, sought) in pairs:
            if each.tells(sought):
                facts = {"text": text[:_LONGEST_SHOWN], "number": each.text}
                return finding("PUB12", place.where, **facts, series=gone.series.label)
        return None

    def _own(self, rows: Iterable[int]) -> list[tuple[Gone, Sought]]:
        return [pair for row in sorted(rows) for pair in self._of.get(row, ())]


def _sought(gone: Gone) -> Sought:
    percent = gone.series.unit is Unit.PERCENT and gone.is_figure
    return Sought(gone.number, percent, gone.series.unit is Unit.COUNT or not gone.is_figure)


def _typed(book: FileBook, data: DashboardData, gone: Sequence[Gone]) -> Iterator[_Place]:
    """Yield what was typed into cells that are none of a series' own."""
    tables = _tables(data)
    columns = {number: column for column, number in data.columns.items()}
    for entry in book.workbook.sheets:
        if entry.kind != "worksheet":
            continue
        formulas = book.formulas(entry.name)
        about = frozenset(each.series.row for each in gone if each.sheet == entry.name)
        on_data = entry.name == data.mapping.data_sheet
        for cell, value in book.values(entry.name).items():
            free = columns.get(cell.column) in _FREE or cell.column not in columns
            own = on_data and cell.row > data.head
            if cell in formulas or isinstance(value, bool) or (own and not free):
                continue
            if not any(area.holds(cell) for area in tables.get(entry.name, ())):
                rows = frozenset({cell.row}) if own else about
                yield _Place(f"{book.name}, {place_on(entry.name, cell)}", value, rows)


def _tables(data: DashboardData) -> dict[str, list[Area]]:
    """Return the areas of the histories, by their sheets."""
    found: dict[str, list[Area]] = {}
    for series in data.series:
        history = read_history(data, series)
        found.setdefault(history.sheet, []).append(history.area)
    return found


def _beside_cells(book: FileBook, gone: Sequence[Gone]) -> Iterator[_Place]:
    """Yield the texts of notes, comments and drawings."""
    for entry in book.workbook.sheets:
        about = frozenset(each.series.row for each in gone if each.sheet == entry.name)
        for link in links_of(book.package, entry.part) if entry.part else ():
            if link.kind in _TEXT_PARTS and link.target in book.package:
                for text in _texts(book, link.target):
                    where = f"{book.name}, {entry.name}, a note or a drawing"
                    yield _Place(where, text, about)


def _texts(book: FileBook, part: str) -> Iterator[str]:
    """Yield the texts of a part, one for each comment or paragraph."""
    for each in parse_part(book.package, part).iter():
        if local_name(each.tag) in ("comment", "threadedComment", "p"):
            yield "".join(
                one.text or "" for one in each.iter() if local_name(one.tag) in ("t", "text")
            )
