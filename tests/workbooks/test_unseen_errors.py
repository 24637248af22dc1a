"""The errors that keep figures out of charts: they stand in the shipped dashboards unseen."""

from __future__ import annotations

import warnings

import openpyxl
import pytest

from tests.support.templates import ROOT

FOLDER = ROOT / "workbooks" / "dashboards"
WHITE = "FFFFFFFF"


@pytest.mark.parametrize("name", ["outcomes-framework.xlsm", "integration-executive.xlsm"])
def test_every_error_is_written_in_white_on_white(name):
    with warnings.catch_warnings():
        # openpyxl says that it drops the sparklines; nothing is saved here.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(FOLDER / name, data_only=True)
    found, seen = 0, []
    for sheet in book:
        hidden = [
            area.sqref
            for area in sheet.conditional_formatting
            for rule in area.rules
            if rule.type == "containsErrors" and rule.dxf.font.color.rgb == WHITE
        ]
        for cell in (each for row in sheet.iter_rows() for each in row if each.data_type == "e"):
            found += 1
            plain = cell.value == "#N/A" and cell.fill.fill_type is None
            if not plain or not any(cell.coordinate in area for area in hidden):
                seen.append(f"{sheet.title}!{cell.coordinate}")
    assert found
    assert seen == []
