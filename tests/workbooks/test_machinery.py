"""The templates have the machinery of issued forms, all of it, for editors to be tested against."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from tests.support.templates import MAIN
from workbooks.build.look import STYLES, TONES

X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
LEAST_CONTRAST = 4.5


def sheets(template):
    """Return the root element of each sheet by the sheet's name."""
    names = template.book().sheetnames
    return {name: ElementTree.fromstring(template.sheet(name)) for name in names}


def forms(template):
    """Return the sheets that ask for something."""
    return {
        name: root for name, root in sheets(template).items() if name in template.mapping.sheets
    }


def all_of(template, path: str):
    return [each for root in sheets(template).values() for each in root.iter(path)]


def test_the_sheets_are_those_of_the_form_then_two_hidden_ones(template):
    states = {sheet.title: sheet.sheet_state for sheet in template.book()}
    assert list(states) == list(template.mapping.fingerprint.sheets)
    assert list(states.values())[-2:] == ["hidden", "veryHidden"]
    assert set(list(states.values())[:-2]) == {"visible"}


def test_every_sheet_is_protected_without_a_password(template):
    for name, root in sheets(template).items():
        protection = root.find(f"{MAIN}sheetProtection")
        assert protection is not None, name
        assert protection.get("sheet") == "1"
        assert not {"password", "hashValue"} & set(protection.attrib)


def test_one_form_sheet_allows_input_by_range_and_the_others_by_unlocked_cells(template):
    by_range = {n for n, root in forms(template).items() if root.find(f".//{MAIN}protectedRange")
                is not None}  # fmt: skip
    unlocked = {
        sheet.title
        for sheet in template.book()
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    assert len(by_range) == 1
    assert unlocked == set(forms(template)) - by_range


def test_drop_downs_on_other_sheets_are_extension_rules(template):
    rules = all_of(template, f"{X14}dataValidation")
    lists = {rule.findtext(f"{X14}formula1/{XM}f") for rule in rules}
    assert {each.partition("!")[0] for each in lists} == {"Lists"}
    assert len(lists) == 2
    assert all(rule.get("prompt") and rule.get("error") for rule in rules)


def test_other_drop_downs_are_a_literal_list_and_defined_names(template):
    rules = [
        each for each in all_of(template, f"{MAIN}dataValidation") if each.get("type") == "list"
    ]
    lists = {rule.findtext(f"{MAIN}formula1") for rule in rules}
    assert lists == {'"Yes,No"', "List_Agreement", "List_Enablers"}


@pytest.mark.parametrize("kind", ["decimal", "date", "textLength"])
def test_inputs_have_limits_prompts_and_messages(template, kind):
    rules = [each for each in all_of(template, f"{MAIN}dataValidation") if each.get("type") == kind]
    assert rules
    for rule in rules:
        assert rule.get("prompt")
        assert rule.get("error")
        assert rule.get("showErrorMessage") == "1"


def test_every_input_cell_has_a_rule(template):
    for name, root in forms(template).items():
        ruled = {each.get("sqref") for each in root.iter(f"{MAIN}dataValidation")}
        ruled |= {each.text for each in root.iter(f"{XM}sqref")}
        anchors = {area.partition(":")[0] for area in ruled if area}
        assert {str(each.cell) for each in template.inputs if each.sheet == name} <= anchors, name


def test_percentages_lie_between_nought_and_one_where_the_form_asks_for_one(template):
    rules = {
        (rule.findtext(f"{MAIN}formula1"), rule.findtext(f"{MAIN}formula2"))
        for rule in all_of(template, f"{MAIN}dataValidation")
        if rule.get("type") == "decimal"
    }
    assert ("0", None) in rules
    assert (("0", "1") in rules) == (template.mapping.id == "bcf-2024-25-eoy")


def test_plans_stand_in_merged_cells_and_under_a_merged_heading(template):
    merged = {str(area) for area in template.merges("4. Metrics")}
    assert "D10:G10" in merged
    if template.mapping.id == "bcf-2021-22-year-end":
        assert {"D11:G11", "D14:G14", "D15:G15", "D16:G16", "H12:H13"} <= merged
        assert [template.book()["4. Metrics"][f"{c}12"].value for c in "DEFG"] == [
            "14 days or more (Q3)", "14 days or more (Q4)",
            "21 days or more (Q3)", "21 days or more (Q4)",
        ]  # fmt: skip


def test_empty_inputs_and_flags_are_coloured_by_condition_and_progress_by_icons(template):
    for name, root in forms(template).items():
        kinds = {rule.get("type") for rule in root.iter(f"{MAIN}cfRule")}
        assert {"containsBlanks", "cellIs"} <= kinds, name
    icons = all_of(template, f"{X14}iconSet")
    assert [each.get("iconSet") for each in icons] == ["5Boxes"]


def test_the_checklist_links_to_a_cell_of_each_flag(template):
    cover = sheets(template)["2. Cover"]
    links = [each.get("location") for each in cover.iter(f"{MAIN}hyperlink")]
    single = [each for each in template.mapping.flags if not each.about.startswith("sheet_")]
    assert len(links) == len(single) - 1
    inputs = {f"'{each.sheet}'!{each.cell}" for each in template.inputs}
    assert set(links) <= inputs


def test_the_names_that_the_formulas_use_are_defined(template):
    names = set(template.book().defined_names)
    assert {"HWB_Selected", "Plan_Boards", "List_Agreement", "List_Enablers",
            "Template_Status"} <= names  # fmt: skip


def test_every_form_sheet_is_set_up_for_print_and_scrolling(template):
    for name, root in forms(template).items():
        setup = root.find(f"{MAIN}pageSetup")
        assert setup.get("orientation") == "landscape", name
        assert setup.get("paperSize") in ("8", "9")
        assert setup.get("fitToHeight") == "0"
        assert root.findtext(f"{MAIN}headerFooter/{MAIN}oddFooter").startswith("&L&8Reconstruction")
        assert root.find(f".//{MAIN}pane").get("state") == "frozen"
        assert template.book()[name].print_area
    assert template.book()["4. Metrics"].print_title_rows


def test_the_guidance_says_that_the_form_is_a_reconstruction(template):
    words = " ".join(template.texts("1. Guidance").values())
    assert "This workbook is a reconstruction." in words
    assert "nothing in it is official" in words
    assert b"Not the form issued by NHS England" in template.parts["docProps/core.xml"]


def test_no_author_and_a_fixed_date_are_recorded(template):
    core = template.parts["docProps/core.xml"].decode()
    assert "<dc:creator></dc:creator>" in core
    assert "2025-01-01T00:00:00Z</dcterms:created>" in core


def test_the_calculation_chain_lists_every_formula_cell(template):
    chain = ElementTree.fromstring(template.parts["xl/calcChain.xml"])
    listed = [(each.get("i"), each.get("r")) for each in chain]
    cells = [
        (str(number), cell.coordinate)
        for number, sheet in enumerate(template.book(), start=1)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert listed == cells
    assert b"calcChain+xml" in template.parts["[Content_Types].xml"]
    assert b'Target="calcChain.xml"' in template.parts["xl/_rels/workbook.xml.rels"]


def test_every_formula_has_a_stored_value_and_none_is_an_error(template):
    for name in template.book().sheetnames:
        xml = template.sheet(name).decode()
        for attributes, value in re.findall(r"<c ([^>]*)><f>[^<]*</f>(.*?)</c>", xml):
            assert value.startswith("<v>"), (name, attributes)
            assert 't="e"' not in attributes
    assert b"fullCalcOnLoad" not in template.parts["xl/workbook.xml"]


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour such as ``#005EB8``. Source: WCAG 2.1."""
    shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [s / 12.92 if s <= 0.03928 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("look", [*STYLES.values(), *TONES.values()])
def test_text_stands_out_from_what_is_behind_it(look):
    front = look.get("font_color", "#212B32")
    back = look.get("bg_color", "#005EB8" if front == "#FFFFFF" else "#FFFFFF")
    dark, light = sorted((luminance(front), luminance(back)))
    assert (light + 0.05) / (dark + 0.05) >= LEAST_CONTRAST
