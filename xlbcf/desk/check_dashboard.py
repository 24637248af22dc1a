"""Checking a printed dashboard: every claim of its table against the figures beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from xlbcf.desk.checking.report import CheckedFile, CheckReport, Group, Item
from xlbcf.desk.library import Library
from xlbcf.feeds.dashboard_tables import DashboardTable, PlacedRow, read_dashboard
from xlbcf.rules.dashboard_reading import Column, Standards
from xlbcf.rules.dashboard_table import check_table
from xlbcf.rules.findings import Finding, Refused, finding
from xlbcf.template.addresses import Cell
from xlbcf.template.bands import load_bands
from xlbcf.template.dashboard_mapping import DashboardMapping
from xlbcf.template.dashboard_words import DashboardWords, load_dashboard_words
from xlbcf.template.words import shortened

_GROUPS = {
    "DASH05": Group.VALUES,
    "DASH06": Group.VALUES,
    "DASH07": Group.COMPLETENESS,
    "DASH09": Group.COMPLETENESS,
    "DASH11": Group.VALUES,
    "DASH12": Group.VALUES,
    "DASH17": Group.COMPLETENESS,
    "DASH21": Group.FILE,
    "DASH22": Group.FILE,
    "DASH23": Group.COMPLETENESS,
}


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What dashboard tables are found by and held against.

    Args:
        words: the headings.
        standards: the bands and scales of words.
        dashboards: the dashboards of which it is known what goes on paper.
    """

    words: DashboardWords
    standards: Standards
    dashboards: tuple[DashboardMapping, ...] = ()


def read_yardstick(library: Library, bands: str = "") -> Yardstick:
    """Read what dashboard tables are found by and held against.

    Args:
        library: the mappings.
        bands: the id of the bands for ratings in rows that name none, such as ``impact``.

    Raises:
        Refused: the bands are not known (DASH19), or a mapping is missing or has faults.
    """
    words = load_dashboard_words(library.path("dashboard_words.yaml"))
    known = load_bands(library.path("bands.yaml"))
    if bands and bands not in known:
        facts = {"found": f"“{bands}”", "expected": ", ".join(known)}
        raise Refused(finding("DASH19", "the command", **facts))
    return Yardstick(words, Standards(known, bands, words.scales), library.dashboards)


def check_dashboard(path: Path, held: Yardstick, sheet: str | None = None) -> CheckedFile:
    """Check the dashboard tables of a file.

    Args:
        path: a CSV or text file, or a workbook.
        held: what its tables are found by and held against.
        sheet: the one sheet to check; without it every sheet with a dashboard is, and of a
            workbook whose dashboard is mapped those that go on paper.

    Returns:
        What was found, each item with the cell it is about.

    Raises:
        Refused: the file cannot be read or holds no dashboard (DASH20, DASH24, FIG15).
    """
    tables = read_dashboard(path, held.words, sheet, held.dashboards)
    items = [item for table in tables for item in _items(table, held.standards)]
    return CheckedFile(path, "Dashboard table", items=items)


def check_dashboards(
    paths: Iterable[Path], held: Yardstick, sheet: str | None = None
) -> CheckReport:
    """Check the dashboard tables of several files.

    Args:
        paths: the files.
        held: what their tables are found by and held against.
        sheet: the one sheet to check in each, or None for those that :func:`check_dashboard`
            chooses.

    Returns:
        What was found; a file that cannot be checked is told and does not keep others from it.
    """
    report = CheckReport()
    for path in paths:
        try:
            report.files.append(check_dashboard(path, held, sheet))
        except Refused as refused:
            report.refused.append((path, refused.findings))
    return report


def _items(table: DashboardTable, standards: Standards) -> list[Item]:
    found = [(cell, _item(table, cell, "", each)) for cell, each in table.findings]
    for each in check_table([placed.row for placed in table.rows], standards):
        placed = table.rows[each.row]
        cell = placed.cells.get(each.column, placed.cells[Column.VALUE])
        found.append((cell, _about(table, placed, each.column, each.finding)))
    found.sort(key=lambda pair: pair[0].row)
    return [item for _, item in found]


def _about(table: DashboardTable, placed: PlacedRow, column: Column, each: Finding) -> Item:
    page = table.head.page
    if each.code == "DASH21":
        return _item(table, None, "", each._replace(where=page.row_at(table.head.row)))
    cell = placed.cells.get(column, placed.cells[Column.VALUE])
    heading = table.head.heading(column)
    field = ", ".join(word for word in (shortened(placed.row.label), heading) if word)
    return _item(table, cell, field, each._replace(where=page.where(cell, heading)))


def _item(table: DashboardTable, cell: Cell | None, field: str, each: Finding) -> Item:
    page = table.head.page
    address = str(cell) if cell else ""
    group = _GROUPS.get(each.code, Group.JUDGEMENT)
    return Item(each, group, page.file, sheet=page.sheet, cell=address, field=field)
