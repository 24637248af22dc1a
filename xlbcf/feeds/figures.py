"""Figures: read from a file or a database, checked row by row, and looked up by key."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from xlbcf.books.unreadable import unreadable
from xlbcf.feeds.checks import RowCheck
from xlbcf.feeds.databases import is_address, read_query
from xlbcf.feeds.delimited import read_delimited
from xlbcf.feeds.tables import Grid, Row, find_rows
from xlbcf.feeds.workbooks import SUFFIXES as WORKBOOKS
from xlbcf.feeds.workbooks import read_workbook_grids
from xlbcf.rules.findings import Finding, Refused, finding
from xlbcf.rules.metrics import Metric, Places
from xlbcf.rules.periods import Period
from xlbcf.rules.records import Key, Record, Status

_DELIMITED = (".csv", ".tsv", ".txt")


class Figures:
    """What a feed gave.

    Args:
        records: the figures that can be used, in the feed's order; no key stands twice.
        findings: what is wrong or doubtful with the others, in the feed's order.
    """

    def __init__(
        self, records: tuple[Record, ...] = (), findings: tuple[Finding, ...] = ()
    ) -> None:
        self.records, self.findings = records, findings

    @cached_property
    def _by_key(self) -> dict[Key, Record]:
        return {record.key: record for record in self.records}

    def lookup(self, place: str, metric: str, period: Period, status: Status) -> Record | None:
        """Return one figure, or None where the feed has none.

        Args:
            place: the place's code.
            metric: the metric's id.
            period: the period.
            status: plan, actual, forecast or provisional.
        """
        return self._by_key.get((place, metric, period, status))


def read_figures(
    source: str | Path,
    *,
    query: str | None = None,
    metrics: Mapping[str, Metric],
    places: Places,
) -> Figures:
    """Read figures in the tidy shape, and check every one of them.

    Nothing is raised for a fault of the source or its rows: every fault is a finding, and what is
    sound is returned beside it. Whether to go on is the caller's decision.

    Args:
        source: a .csv, .tsv or .txt file, a workbook (.xlsx, .xlsm or .ods; its first sheet with
            the needed headings), or the SQLAlchemy URL of a database.
        query: for a database, the SQL whose answer has the columns.
        metrics: the metrics known, by id.
        places: the places known.

    Returns:
        The records and findings.
    """
    check = RowCheck(metrics, places)
    findings: list[Finding] = []
    records: list[Record] = []
    try:
        for row in find_rows(open_source(source, query)):
            if isinstance(row, Row):
                record, found = check.read(row)
                findings += found
                records += [record] if record else []
            else:
                findings.append(row)
    except Refused as refused:
        findings += refused.findings
    return Figures(tuple(records), tuple(findings))


def open_source(source: str | Path, query: str | None = None) -> Iterable[Grid]:
    """Open a source of figures.

    Args:
        source: a file, or the SQLAlchemy URL of a database.
        query: for a database, the SQL.

    Returns:
        Its sheets, or its one table.

    Raises:
        Refused: it is missing (FILE01), cannot be read (FILE02), is of a kind that is not known
            (FILE06), or the database gives no answer (FIG11 to FIG13).
    """
    if is_address(source):
        return [read_query(str(source), query)]
    path = Path(source)
    try:
        kind = path.stat().st_mode
    except FileNotFoundError:
        raise Refused(finding("FILE01", path)) from None
    except OSError as fault:
        raise Refused(unreadable(path, fault)) from None
    if stat.S_ISDIR(kind):
        raise Refused(unreadable(path, IsADirectoryError()))
    suffix = path.suffix.casefold()
    if suffix in _DELIMITED:
        return [read_delimited(path)]
    if suffix in WORKBOOKS:
        return read_workbook_grids(path)
    expected = ", ".join((*_DELIMITED, *WORKBOOKS))
    raise Refused(finding("FILE06", path, found=suffix or "no suffix", expected=expected))
