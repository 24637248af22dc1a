"""The check button on an open return finds what the command finds in its file, on real forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.support.commands import xlbcf
from tests.support.excel_double import Workbook
from tests.support.fills import EOY, YEAR_END, output
from tests.support.templates import template_of
from xlbcf.books.excel_book import ExcelBook
from xlbcf.books.open_book import Block
from xlbcf.books.open_memory_book import OpenMemoryBook
from xlbcf.desk.checking.report import Item
from xlbcf.desk.open.check_open import check_open
from xlbcf.hosts.acting import Context
from xlbcf.hosts.actions import ACTIONS
from xlbcf.hosts.open_words import LONGEST
from xlbcf.template.addresses import Area, Cell, parse_cell
from xlbcf.template.return_mapping import Kind, Origin

CASES = [(name, place) for name in (YEAR_END, EOY) for place in ("leicestershire", "rutland")]
Told = tuple[str, str, str, str, str]


def by_button(items: Iterable[Item]) -> Counter[Told]:
    return Counter(
        (e.finding.code, e.sheet, e.cell, e.finding.message, e.finding.action) for e in items
    )


def by_command(path: Path) -> Counter[Told]:
    (file,) = xlbcf("check", path, "--json").plain["files"]
    return Counter(
        (e["code"], e["sheet"], e["cell"], e["message"], e["action"]) for e in file["findings"]
    )


@pytest.mark.parametrize(("name", "place"), CASES)
def test_the_button_finds_what_the_command_finds(name, place, folder, library):
    path = output(folder, name, place)
    found = check_open(library, ExcelBook(Workbook(path.read_bytes(), f"C:\\bcf\\{path.name}")))
    assert by_button(found.items) == by_command(path)
    assert len(found.items) > 1


@pytest.mark.parametrize(("name", "place"), CASES)
@pytest.mark.parametrize("button", ["check_sheet", "check_workbook", "next_finding"])
def test_what_is_told_of_real_returns_fits_a_message_box(
    button, name, place, folder, library, tmp_path
):
    path = output(folder, name, place)
    for sheet in library.mapping(name).sheets:
        book = OpenMemoryBook(path.read_bytes(), path.name, selected=(sheet, Cell(1, 1)))
        text = ACTIONS[button](book, Context(library, folder=tmp_path)).text
        assert len(text) < LONGEST
        assert not text.endswith("…")


@pytest.mark.parametrize("name", [YEAR_END, EOY])
def test_changes_that_are_not_saved_count(name, folder, library, tmp_path):
    path = output(folder, name)
    workbook = Workbook(path.read_bytes(), str(path))
    own = ExcelBook(workbook)
    field = next(
        each
        for each in library.mapping(name).fields
        if each.kind is Kind.TEXT and each.origin is Origin.COMMENTARY
    )
    at = parse_cell(str(field.cell))
    own.write([Block(field.sheet, Area(*at, *at), ((None,),))])
    saved = tmp_path / path.name
    saved.write_bytes(workbook.file.to_bytes())

    found = by_button(check_open(library, own).items)
    assert found == by_command(saved)
    assert found != by_command(path)
    assert any(told[0] in ("DONE01", "DONE03") for told in found - by_command(path))


@pytest.mark.parametrize(("name", "place"), CASES)
def test_seen_by_its_values_alone_it_has_the_same_findings_and_a_note(name, place, folder, library):
    path = output(folder, name, place)
    sent = OpenMemoryBook(path.read_bytes(), path.name, values_only=True)
    found = check_open(library, sent)
    (note,) = [each for each in found.items if each.finding.code == "OPEN07"]
    assert by_button(each for each in found.items if each is not note) == by_command(path)


@pytest.mark.parametrize("name", [YEAR_END, EOY])
def test_a_blank_form_seen_by_its_values_is_checked_like_its_file(name, library):
    template = template_of(name)
    sent = OpenMemoryBook(template.bytes, "form.xlsx", values_only=True)
    found = [each for each in check_open(library, sent).items if each.finding.code != "OPEN07"]
    assert by_button(found) == by_command(template.path)


@pytest.mark.parametrize("name", [YEAR_END, EOY])
def test_what_was_moved_is_found_by_values_alone(name, library):
    template = template_of(name)
    field = next(each for each in library.mapping(name).fields if each.metric)
    first = field.cell.row

    class Moved(OpenMemoryBook):
        """A return in which somebody has put a row in."""

        def values(self, sheet):
            values = super().values(sheet)
            if sheet != field.sheet:
                return values
            return {
                Cell(at.row + (at.row >= first), at.column): value for at, value in values.items()
            }

    found = check_open(library, Moved(template.bytes, "form.xlsx", values_only=True))
    codes = {each.finding.code for each in found.items}
    assert codes & {"MAP07", "MAP08", "MAP09"}
