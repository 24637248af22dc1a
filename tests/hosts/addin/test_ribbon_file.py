"""The ribbon: what Office's own data say of its attributes and icons, and what people read."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from xml.etree import ElementTree

import pytest

from xlbcf.hosts.addin.macros import read_ribbon_file
from xlbcf.hosts.addin.ribbon import NAMESPACE, read_ribbon

RIBBON = read_ribbon(read_ribbon_file())
#: Names of icons that were looked up in published lists of those that Office has.
OFFICE_ICONS = {
    *("About", "AcceptTask", "EditLinks", "ErrorChecking", "FilePrintPreview", "FileProperties"),
    *("FileSaveACopy", "FillOutAForm", "FilterClear", "FindNext", "FormulaEvaluate", "Help"),
    *("RefreshAll", "Undo"),
}
_SCHEMA = "data/openxml/schemas/schemas_microsoft_com_office_2009_07_customui.json"


@cache
def office_types() -> dict[str, dict]:
    """Office's own description of each type of the ribbon, as the Open XML SDK has it."""
    pytest.importorskip("openxml_audit", reason="openxml-audit is not installed")
    described = json.loads((files("openxml_audit") / _SCHEMA).read_text())
    return {each["Name"]: each for each in described["Types"]}


def unknown_attributes(element: ElementTree.Element, kind: str) -> list[str]:
    """The attributes of an element, and of all in it, that Office does not know there."""
    described = office_types()[kind]
    known = {each["QName"].removeprefix(":") for each in described.get("Attributes", [])}
    unknown = [f"{kind.partition('/')[2]}: {name}" for name in element.attrib if name not in known]
    children = {
        each["Name"].rpartition(":")[2]: each["Name"] for each in described.get("Children", [])
    }
    for child in element:
        unknown += unknown_attributes(child, children[child.tag.rpartition("}")[2]])
    return unknown


def test_every_attribute_is_one_that_office_knows_there():
    root = ElementTree.fromstring(read_ribbon_file())
    assert root.tag == f"{{{NAMESPACE}}}customUI"
    assert unknown_attributes(root, "mso14:CT_CustomUI/mso14:customUI") == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('screentip="Check this sheet"', 'screentipp="Check this sheet"'),
        ('<group id="XlbcfGroupFill"', '<group size="large" id="XlbcfGroupFill"'),
    ],
)
def test_an_attribute_that_it_does_not_know_would_be_seen(right, wrong):
    root = ElementTree.fromstring(read_ribbon_file().replace(right, wrong, 1))
    assert len(unknown_attributes(root, "mso14:CT_CustomUI/mso14:customUI")) == 1


def test_icons_are_of_office_s_own_list():
    used = {each.attributes.get("imageMso") for each in RIBBON.controls} - {None}
    assert used == OFFICE_ICONS


def test_the_tab_stands_after_data():
    [tab] = [each for each in RIBBON.controls if each.kind == "tab"]
    assert (tab.attributes["label"], tab.attributes["insertAfterMso"]) == ("xlbcf", "TabData")


def test_each_group_has_one_large_button_at_most_and_it_comes_first():
    for group in ("Check", "Fill", "Dashboard", "xlbcf"):
        sizes = [each.attributes.get("size") for each in RIBBON.buttons if each.group == group]
        assert "large" not in sizes[1:], group


def test_the_buttons_are_those_that_people_are_told_of():
    assert [(each.group, each.attributes["label"]) for each in RIBBON.buttons] == [
        ("Check", "Check sheet"),
        ("Check", "Check workbook"),
        ("Check", "Next finding"),
        ("Check", "Clear marks"),
        ("Fill", "Fill from figures"),
        ("Fill", "Preview fill"),
        ("Fill", "Undo last fill"),
        ("Dashboard", "Refresh dashboard"),
        ("Dashboard", "Publish a values-only copy"),
        ("xlbcf", "Mapping for this workbook"),
        ("xlbcf", "Repair links"),
        ("xlbcf", "Help"),
        ("xlbcf", "About"),
    ]


def test_what_needs_a_return_waits_for_one():
    asked = {each.action: each.attributes.get("getEnabled") for each in RIBBON.buttons}
    waiting = [action for action, callback in asked.items() if callback == "XlbcfWhenReturn"]
    always = [action for action, callback in asked.items() if callback is None]
    assert waiting == [
        *("check_sheet", "check_workbook", "next_finding", "clear_marks"),
        *("fill_from_figures", "preview_fill", "undo_last_fill"),
    ]
    assert always == ["show_help", "show_about"]


@pytest.mark.parametrize("control", RIBBON.buttons, ids=lambda control: control.action)
def test_tips_are_sentences_that_fit(control):
    screen, more = control.attributes["screentip"], control.attributes["supertip"]
    assert not screen.endswith(".")
    assert more.endswith(".")
    assert len(screen) <= 60
    assert len(more) <= 250
