"""Dashboards for tests: rows said in a line, tables as files of each kind."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from tests.support.templates import ROOT
from xlbcf.desk.check_dashboard import check_dashboard
from xlbcf.desk.checking.report import Item
from xlbcf.desk.folder import Home
from xlbcf.desk.library import Library
from xlbcf.rules.dashboard_reading import Column, DashboardRow

FRAMEWORK = ROOT / "workbooks" / "data" / "bct-outcomes-framework-v2.csv"
HEADINGS = ("Description", "Latest data", "Target", "On target?", "Direction of travel", "Good is…")
_USUAL = (Column.VALUE, Column.TARGET, Column.MARK, Column.GOOD_IS)


def row(*usual: str, label: str = "Falls", parts: tuple[str, ...] = (), **others: str):
    """A row of value, target, mark and good is; other columns by name."""
    cells = dict(zip(_USUAL, usual, strict=False))
    cells |= {Column(name): text for name, text in others.items()}
    return DashboardRow(cells, label, label, parts)


def checked(path: Path, **options: str) -> list[Item]:
    """What the check of a file finds."""
    return check_dashboard(path, Library(Home(ROOT)), **options).items


def told(items: Sequence[Item]) -> list[tuple[str, str, str]]:
    """Code, message and field of each item, which are the same in every kind of file."""
    return [(item.finding.code, item.finding.message, item.field) for item in items]


def csv_file(folder: Path, rows: Sequence[Sequence[str]], name: str = "table.csv") -> Path:
    """A CSV file of some rows."""
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    return path
