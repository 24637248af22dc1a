"""LibreOffice works out the value that is stored for every formula of the templates."""

from __future__ import annotations

import warnings
from io import BytesIO

import openpyxl
import pytest

from tests.support.libreoffice import recalculated
from tests.support.templates import RETURNS, filled, template_of


def formula_values(formulas: bytes, values: bytes) -> dict[tuple[str, str], object]:
    """Return the values in one file of the cells that hold formulas in another."""
    with warnings.catch_warnings():
        # openpyxl says that it drops the extension rules; nothing is saved here.
        warnings.simplefilter("ignore")
        asked = openpyxl.load_workbook(BytesIO(formulas))
        given = openpyxl.load_workbook(BytesIO(values), data_only=True)
    return {
        (sheet.title, cell.coordinate): given[sheet.title][cell.coordinate].value or ""
        for sheet in asked
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


@pytest.fixture(scope="module")
def forms() -> dict[str, bytes]:
    """Each template blank, and with every answer."""
    templates = {name: template_of(name) for name in RETURNS}
    blank = {name: each.bytes for name, each in templates.items()}
    return blank | {f"{name}-full": filled(t, t.inputs) for name, t in templates.items()}


@pytest.fixture(scope="module")
def theirs(forms, tmp_path_factory) -> dict[str, bytes]:
    return recalculated(forms, tmp_path_factory.mktemp("libreoffice"))


def test_libreoffice_agrees_on_the_blank_form(template, theirs):
    stored = formula_values(template.bytes, template.bytes)
    assert formula_values(template.bytes, theirs[template.mapping.id]) == stored
    assert "Incomplete Template" in stored.values()


def test_libreoffice_agrees_on_the_full_form(template, forms, theirs):
    name = f"{template.mapping.id}-full"
    values = formula_values(template.bytes, theirs[name])
    assert values == formula_values(template.bytes, forms[name])
    assert "Complete Template" in values.values()
    assert "No" not in values.values()
