"""Single cells set: what follows for formulas elsewhere in the workbook."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.support.sheets import book, formula, sheet
from xlbcf.books.port import Write
from xlbcf.desk.edit import set_cells
from xlbcf.template.addresses import Cell

WORKBOOK = "xl/workbook.xml"


def made(folder: Path, calculation: str, other: object) -> Path:
    """Write a workbook of a sheet to set, and another with one cell."""
    path = folder / "book.xlsx"
    sheets = sheet("Form", {"A1": 1}), sheet("Sums", {"A1": other})
    path.write_bytes(book(*sheets, calculation=calculation))
    return path


def workbook_xml(path: Path) -> bytes:
    with zipfile.ZipFile(path) as package:
        return package.read(WORKBOOK)


def test_a_formula_on_another_sheet_orders_recalculation(tmp_path):
    path = made(tmp_path, "<calcPr/>", formula("Form!A1", 1))
    report = set_cells(path, [Write("Form", Cell(1, 1), 2)])
    assert [found.code for found in report.findings] == ["BOOK08"]
    assert b'fullCalcOnLoad="1"' in workbook_xml(path)


@pytest.mark.parametrize("other", [formula("Form!A1", 1), 5])
def test_a_workbook_that_is_recalculated_anyway_gets_no_new_order(tmp_path, other):
    path = made(tmp_path, '<calcPr fullCalcOnLoad="true"/>', other)
    before = workbook_xml(path)
    report = set_cells(path, [Write("Form", Cell(1, 1), 2)])
    assert [str(change.cell) for change in report.changes] == ["A1"]
    assert report.findings == []
    assert workbook_xml(path) == before


def test_a_workbook_without_formulas_gets_no_order(tmp_path):
    path = made(tmp_path, "<calcPr/>", 5)
    before = workbook_xml(path)
    assert set_cells(path, [Write("Form", Cell(1, 1), 2)]).findings == []
    assert workbook_xml(path) == before
