"""Series in ranges: values with their dates, in one column or one row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from xlbcf.books.values import day_of
from xlbcf.hosts.functions.figures import number_or_none
from xlbcf.hosts.functions.values import NUM, VALUE, CellFault, CellValue, Rows

_FIRST_DAY = date(2000, 1, 1)


class Series(NamedTuple):
    """A series as a range holds it.

    Args:
        dates: the date of each point; without dates in the range, one day after another.
        values: as many values, None where one is missing.
        rows: for each point, which cell of the range it is.
        cells: how many cells the range has.
        across: whether the range is a row.
        dated: whether the dates are those of a range.
    """

    dates: tuple[date, ...]
    values: tuple[float | None, ...]
    rows: tuple[int, ...]
    cells: int
    across: bool
    dated: bool

    def laid(self, points: Iterable[Sequence[CellValue]], blank: Sequence[CellValue]) -> Rows:
        """Return what is known of each point beside the cells of the range.

        Args:
            points: for each point, in the order of ``rows``, its cells.
            blank: what stands beside a cell that is no point.
        """
        lines: list[Sequence[CellValue]] = [list(blank) for _ in range(self.cells)]
        for row, point in zip(self.rows, points, strict=True):
            lines[row] = point
        return [list(line) for line in zip(*lines, strict=True)] if self.across else lines


def line_of(rows: Rows) -> tuple[Sequence[CellValue], bool]:
    """Return the cells of one column or one row, and whether it is a row.

    Raises:
        CellFault: the range has several of both (#VALUE!).
    """
    if len(rows) == 1:
        return rows[0], len(rows[0]) > 1
    if len(rows[0]) > 1:
        raise CellFault(VALUE, "a series is one column or one row")
    return [row[0] for row in rows], False


def nothing_in(*ranges: Rows) -> bool:
    """Say whether one of some ranges has nothing but blank cells."""
    return any(all(cell is None for row in rows for cell in row) for rows in ranges)


def laid(cells: Sequence[CellValue], *, across: bool) -> Rows:
    """Return cells as a row or as a column."""
    return [list(cells)] if across else [[cell] for cell in cells]


def series_of(values: Rows, dates: Rows | None) -> Series:
    """Return the series of a range of values.

    A blank cell, and a figure that is not available or suppressed, is a missing point; after the
    last value there are no points any more.

    Args:
        values: the values, in one column or one row.
        dates: as many dates, or None where the values are in their order.

    Raises:
        CellFault: a value or a date is none, or there are not as many of both (#VALUE!).
    """
    cells, across = line_of(values)
    numbers = [None if each is None else number_or_none(each) for each in cells]
    if dates is None:
        return _in_order(numbers, across)
    days = _days(dates, numbers)
    ends = [day for day, number in zip(days, numbers, strict=True) if day and number is not None]
    last = max(ends, default=None)
    rows = [row for row, day in enumerate(days) if last and day and day <= last]
    return Series(
        tuple(day for day in days if last and day and day <= last),
        tuple(numbers[row] for row in rows),
        tuple(rows),
        len(cells),
        across,
        dated=True,
    )


def _in_order(numbers: Sequence[float | None], across: bool) -> Series:
    """Return the series of values without dates: one day after another."""
    points = len(numbers)
    while points and numbers[points - 1] is None:
        points -= 1
    days, values = _days_on_end(points), tuple(numbers[:points])
    return Series(days, values, tuple(range(points)), len(numbers), across, dated=False)


def day_of_cell(value: CellValue) -> date:
    """Return the date of a cell: Excel's number of a day, or a text such as ``2024-11``.

    Raises:
        CellFault: it is no date (#VALUE!), or none that the calendar has (#NUM!).
    """
    from xlbcf.feeds.series import read_date

    found = read_date(value) if isinstance(value, str) else None
    if isinstance(value, float):
        try:
            found = day_of(value, date1904=False)
        except (OverflowError, ValueError):
            raise CellFault(NUM, f"{value} is no day of the calendar") from None
    if found is None:
        raise CellFault(VALUE, f"{value!r} is no date")
    return found


@lru_cache(maxsize=64)
def _days_on_end(count: int) -> tuple[date, ...]:
    return tuple(_FIRST_DAY + timedelta(days=row) for row in range(count))


def _days(dates: Rows, numbers: Sequence[float | None]) -> list[date | None]:
    cells, _ = line_of(dates)
    if len(cells) != len(numbers):
        raise CellFault(VALUE, "there are not as many dates as values")
    days = [None if cell is None else day_of_cell(cell) for cell in cells]
    if any(day is None and number is not None for day, number in zip(days, numbers, strict=True)):
        raise CellFault(VALUE, "a value has no date")
    return days
