"""Insertions held against others: what LibreOffice does itself, and what formulas then give."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tests.support.growing import SHEET, grown_workbook
from tests.support.libreoffice import formula_values, recalculated
from tests.support.libreoffice_insertion import inserted_by_libreoffice
from xlbcf.books.file_book import FileBook
from xlbcf.books.insertion import Insertion, insert_cells
from xlbcf.template.addresses import parse_area

#: One area at the live row, and one beside it, above.
PLACES = [f"{SHEET}!A14:C14", f"{SHEET}!E12:E13", "Data!B2:C2"]


@pytest.fixture(scope="module")
def ours() -> bytes:
    opened = FileBook.from_bytes(grown_workbook(), "b.xlsx")
    wanted = (place.rpartition("!") for place in PLACES)
    insert_cells(opened, [Insertion(name, parse_area(area)) for name, _, area in wanted])
    return opened.to_bytes()


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("inserting")
    return inserted_by_libreoffice(grown_workbook(), PLACES, folder)


def read(content: bytes) -> Workbook:
    with warnings.catch_warnings():
        # openpyxl says that it drops the extension rules; nothing is saved here.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(content))


def cells(book: Workbook) -> Iterator[tuple[str, str, object]]:
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    yield sheet.title, cell.coordinate, cell.value


def test_libreoffice_puts_every_value_and_formula_where_we_do(ours, theirs):
    assert sorted(map(str, cells(read(ours)))) == sorted(map(str, cells(read(theirs))))


def test_libreoffice_moves_names_rules_and_merged_areas_as_we_do(ours, theirs):
    one, other = read(ours), read(theirs)
    assert {n: d.attr_text for n, d in one.defined_names.items()} == {
        n: d.attr_text for n, d in other.defined_names.items()
    }
    for sheet in one:
        twin = other[sheet.title]
        assert set(map(str, sheet.merged_cells.ranges)) == set(map(str, twin.merged_cells.ranges))
        assert formats(sheet) == formats(twin)
        assert validations(sheet) == validations(twin)


def formats(sheet: object) -> set[tuple[str, str]]:
    return {
        (str(area.sqref), formula)
        for area, rules in sheet.conditional_formatting._cf_rules.items()
        for rule in rules
        for formula in rule.formula
    }


def validations(sheet: object) -> set[tuple[str, str]]:
    return {(str(r.sqref), r.formula1) for r in sheet.data_validations.dataValidation}


def test_libreoffice_moves_the_ranges_of_charts_as_we_do(ours, theirs):
    assert series(ours) == series(theirs)


def series(content: bytes) -> list[tuple[str, str]]:
    (chart,) = read(content)[SHEET]._charts
    return [(each.cat.strRef.f, each.val.numRef.f) for each in chart.series]


def test_every_formula_gives_what_it_gave_before(ours, tmp_path):
    given = recalculated({"before": grown_workbook(), "after": ours}, tmp_path)
    before = formula_values(grown_workbook(), given["before"])
    after = formula_values(ours, given["after"])
    # One sum is wider than the inserted cells, so that it stays where it was.
    assert before.pop((SHEET, "B5")) != after.pop((SHEET, "B5"))
    assert len(before) > 10
    assert sorted(map(str, before.values())) == sorted(map(str, after.values()))
