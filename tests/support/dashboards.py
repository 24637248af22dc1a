"""Dashboards for tests: rows said in a line, tables as files of each kind."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.templates import ROOT
from xlbcf.desk.check_dashboard import check_dashboard, read_yardstick
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


def checked(path: Path, *, sheet: str | None = None, bands: str = "") -> list[Item]:
    """What the check of a file finds."""
    return check_dashboard(path, read_yardstick(Library(Home(ROOT)), bands), sheet).items


def told(items: Sequence[Item]) -> list[tuple[str, str, str]]:
    """Code, message and field of each item, which are the same in every kind of file."""
    return [(item.finding.code, item.finding.message, item.field) for item in items]


def csv_file(folder: Path, rows: Sequence[Sequence[str]], name: str = "table.csv") -> Path:
    """A CSV file of some rows."""
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    return path


def xlsx_file(
    folder: Path, rows: Sequence[Sequence[str]], name: str = "table.xlsx", sheet: str = "Summary"
) -> Path:
    """A workbook of the same rows, with figures as numbers that their formats show so."""
    xlsxwriter = pytest.importorskip("xlsxwriter", reason="xlsxwriter is not installed")
    path = folder / name
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet(sheet)
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                number, code = _number(text)
                if number is None:
                    page.write_string(row, column, text)
                else:
                    page.write_number(row, column, number, book.add_format({"num_format": code}))
    return path


def _number(text: str) -> tuple[float | None, str]:
    """What a typed figure is in a cell: a number and its format."""
    if match := re.fullmatch(r"([0-9.]+)%", text):
        return float(Decimal(match[1]) / 100), "0.0%"
    if match := re.fullmatch(r"([0-9]{2}):([0-9]{2}):([0-9]{2})", text):
        hours, minutes, seconds = map(int, match.groups())
        return (hours * 3600 + minutes * 60 + seconds) / 86_400, "hh:mm:ss"
    if re.fullmatch(r"[0-9,]+(\.[0-9]+)?", text):
        return float(text.replace(",", "")), "#,##0.0"
    return None, ""
