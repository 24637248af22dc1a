"""The mappings that ship: they load, fit their own templates, and resolve without a finding."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from xlbcf.template.addresses import Cell, parse_area
from xlbcf.template.anchors import resolve
from xlbcf.template.fingerprint import identify
from xlbcf.template.metrics import load_metrics
from xlbcf.template.return_mapping import Origin, ReturnMapping
from xlbcf.template.returns import load_returns

ROOT = Path(__file__).parents[2]
METRICS = load_metrics(ROOT / "mappings" / "metrics.yaml")
RETURNS = load_returns(ROOT / "mappings" / "returns", METRICS)
# A return that is only checked has no blank form in the checkout.
FILLED = {name: mapping for name, mapping in RETURNS.items() if mapping.template}
each_return = pytest.mark.parametrize("mapping", FILLED.values(), ids=list(FILLED))
# openpyxl says of each extension that it would drop it on saving; nothing is saved here.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


@cache
def book(template: str) -> Any:
    return openpyxl.load_workbook(ROOT / "workbooks" / "templates" / template, data_only=True)


def text_at(template: str, sheet: str, cell: Cell) -> str:
    value = book(template)[sheet].cell(*cell).value
    return "" if value is None else str(value)


@each_return
def test_a_shipped_mapping_finds_every_field_on_its_template(mapping: ReturnMapping) -> None:
    found = []
    for name in mapping.sheets:
        sheet = book(mapping.template)[name]
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value not in (None, "")]
        texts = {Cell(cell.row, cell.column): str(cell.value) for cell in cells}
        merges = [parse_area(str(area)) for area in sheet.merged_cells.ranges]
        found += resolve(mapping.on_sheet(name), texts, merges).findings
    assert not found, "\n".join(map(str, found))


@each_return
def test_a_template_is_identified_as_its_own_return_only(mapping: ReturnMapping) -> None:
    template = mapping.template
    names = book(template).sheetnames
    found = identify(RETURNS.values(), names, lambda s, c: text_at(template, s, c))
    assert [each.id for each in found] == [mapping.id]


@each_return
def test_every_flag_of_a_blank_template_says_something(mapping: ReturnMapping) -> None:
    silent = [
        f"{flag.sheet}!{flag.cell}"
        for flag in mapping.flags
        if not text_at(mapping.template, flag.sheet, flag.cell)
    ]
    assert not silent


@each_return
def test_every_metric_of_a_return_has_an_assessment(mapping: ReturnMapping) -> None:
    asked = {each.metric for each in mapping.coming_from(Origin.COMMENTARY)}
    assert all(mapping.field("assessment", metric) for metric in asked)


def test_a_return_that_is_only_checked_is_no_reconstruction_and_knows_its_prompts() -> None:
    checked = [mapping for name, mapping in RETURNS.items() if name not in FILLED]
    assert checked
    assert all(each.any_place and each.placeholders for each in checked)
    assert not any(each.reconstruction for each in checked)
