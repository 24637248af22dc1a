"""OpenDocument sheets: texts with their units, repeats and merged cells."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from xlbcf.feeds.opendocument import read_ods
from xlbcf.rules.findings import Refused

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
)
PLAIN = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'


def ods(folder: Path, rows: str, manifest: str = "") -> Path:
    path = folder / "a.ods"
    with ZipFile(path, "w") as parts:
        parts.writestr("META-INF/manifest.xml", manifest)
        parts.writestr(
            "content.xml",
            f'<office:document-content {NAMES}><table:table table:name="S">{rows}</table:table>'
            "</office:document-content>",
        )
    return path


def texts(path: Path) -> dict[str, str]:
    (sheet,) = read_ods(path)
    return {str(cell): text for cell, text in sheet.texts.items()}


@pytest.mark.parametrize(
    ("attributes", "text"),
    [
        ('office:value-type="percentage" office:value="0.906"', "90.6%"),
        ('office:value-type="float" office:value="70015"', "70015"),
        ('office:value-type="currency" office:currency="GBP" office:value="12.5"', "£12.5"),
        ('office:value-type="currency" office:currency="EUR" office:value="12.5"', "12.5"),
        ('office:value-type="time" office:time-value="PT00H12M28S"', "00:12:28"),
        ('office:value-type="time" office:time-value="-PT01H00M00.4S"', "-01:00:00"),
        ('office:value-type="time" office:time-value="odd"', "odd"),
        ('office:value-type="date" office:date-value="2024-04-01T00:00:00"', "2024-04-01"),
        ('office:value-type="boolean" office:boolean-value="true"', "TRUE"),
        ('office:value-type="float" office:value="odd"', "odd"),
        ('office:value-type="string"', "shown"),
    ],
)
def test_a_value_has_its_unit(tmp_path, attributes, text):
    cell = f"<table:table-cell {attributes}><text:p>shown</text:p></table:table-cell>"
    path = ods(tmp_path, f"<table:table-row>{cell}</table:table-row>")
    assert texts(path) == {"A1": text}


def test_paragraphs_are_lines_and_notes_are_left_out(tmp_path):
    cell = (
        "<table:table-cell><office:annotation><text:p>note</text:p></office:annotation>"
        '<text:p>a<text:s text:c="2"/>b<text:span>c</text:span></text:p>'
        "<text:p>d<text:line-break/>e</text:p></table:table-cell>"
    )
    assert texts(ods(tmp_path, f"<table:table-row>{cell}</table:table-row>")) == {
        "A1": "a  bc\nd\ne"
    }


def test_repeats_move_what_follows(tmp_path):
    gap = '<table:table-cell table:number-columns-repeated="2"/>'
    twice = PLAIN.replace(
        "<table:table-cell", '<table:table-cell table:number-columns-repeated="2"'
    )
    rows = (
        f"<table:table-row>{PLAIN}{gap}{PLAIN}</table:table-row>"
        '<table:table-row table:number-rows-repeated="3"/>'
        f'<table:table-row table:number-rows-repeated="2">{gap}{PLAIN}</table:table-row>'
        f"<table:table-row>{twice}</table:table-row>"
    )
    assert sorted(texts(ods(tmp_path, rows))) == ["A1", "A7", "B7", "C5", "C6", "D1"]


def test_a_filled_row_that_repeats_without_end_is_cut(tmp_path):
    row = f'<table:table-row table:number-rows-repeated="1048576">{PLAIN}</table:table-row>'
    assert len(texts(ods(tmp_path, row))) == 1000


def test_merged_cells_are_areas(tmp_path):
    cell = PLAIN.replace(
        "office:value",
        'table:number-rows-spanned="3" table:number-columns-spanned="2" office:value',
        1,
    )
    (sheet,) = read_ods(ods(tmp_path, f"<table:table-row>{cell}</table:table-row>"))
    assert [str(area) for area in sheet.merges] == ["A1:B3"]


def test_a_file_with_a_password_is_refused(tmp_path):
    path = ods(tmp_path, "", '<manifest:encryption-data checksum="x"/>')
    with pytest.raises(Refused) as caught:
        list(read_ods(path))
    assert caught.value.findings[0].code == "BOOK02"
