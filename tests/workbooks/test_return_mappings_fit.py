"""The mappings of the returns lead to every input cell and every flag of their templates."""

from __future__ import annotations

import re

from tests.support.templates import RETURNS, template_of
from xlbcf.template.addresses import parse_areas
from xlbcf.template.anchors import resolve
from xlbcf.template.fingerprint import mismatch
from xlbcf.template.return_mapping import Origin


def open_cells(template) -> set[tuple[str, str]]:
    """Return the cells that a person may type into: unlocked, or in a protected range."""
    found = set()
    for sheet in template.book():
        hidden = {
            str(cell)
            for area in template.merges(sheet.title)
            for cell in area.cells()
            if cell != area.anchor
        }
        ranges = re.findall(rb'<protectedRange sqref="([^"]*)"', template.sheet(sheet.title))
        inside = {
            str(cell)
            for text in ranges
            for area in parse_areas(text.decode())
            for cell in area.cells()
        }
        for row in sheet.iter_rows():
            for cell in row:
                if not cell.protection.locked or cell.coordinate in inside:
                    found.add((sheet.title, cell.coordinate))
        found -= {(sheet.title, cell) for cell in hidden}
    return found


def test_every_label_leads_to_its_address(template):
    for sheet in template.mapping.sheets:
        fields = template.mapping.on_sheet(sheet)
        located = resolve(fields, template.texts(sheet), template.merges(sheet))
        assert located.findings == ()
        assert len(located.cells) == len(fields)


def test_the_fields_are_the_cells_that_can_be_typed_into(template):
    assert {(each.sheet, str(each.cell)) for each in template.inputs} == open_cells(template)


def test_what_the_template_fills_is_locked(template):
    given = template.mapping.coming_from(Origin.TEMPLATE)
    assert given
    assert not {(each.sheet, str(each.cell)) for each in given} & open_cells(template)


def test_the_flags_are_all_the_cells_that_say_yes_or_no(template):
    """The checklist's copies of single flags are left out: they say the same again."""
    flags = {(each.sheet, str(each.cell)) for each in template.mapping.flags}
    said = {
        (sheet.title, cell.coordinate)
        for sheet in template.book(values=True)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value in ("No", "Incomplete Template")
    }
    copies = {
        spot
        for spot in said
        if re.fullmatch(r"='[^']+'![A-Z]+[0-9]+", str(template.book()[spot[0]][spot[1]].value))
    }
    assert flags == said - copies
    assert copies


def test_the_fingerprint_fits_its_own_template_and_not_the_other(template):
    def text_at(sheet, cell):
        return template.texts(sheet).get(cell)

    fits = {
        name: mismatch(template_of(name).mapping.fingerprint, template.book().sheetnames, text_at)
        is None
        for name in RETURNS
    }
    assert fits == {name: name == template.mapping.id for name in RETURNS}


def test_the_assessments_are_the_choices_of_the_drop_down(template):
    column = [row[1].value for row in template.book()["Lists"].iter_rows(min_row=2)]
    assert [each for each in column if each] == list(template.mapping.assessments.values())
