"""The manifest: well formed, complete, and true of the server that it names."""

from __future__ import annotations

import struct
import urllib.request
from pathlib import Path
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest

from tests.support.serving import Served
from xlbcf.hosts.actions import ACTIONS
from xlbcf.hosts.server.manifest import LONGEST_LONG, LONGEST_SHORT, is_manifest, write_manifest
from xlbcf.hosts.server.ribbon import Button, Group, Tab, tab_for

ADDRESS = "https://localhost:8000"
KIND = "{http://www.w3.org/2001/XMLSchema-instance}type"
OFFICE = "http://schemas.microsoft.com/office/appforoffice/1.1"
NAMES = {
    "a": OFFICE,
    "o": "http://schemas.microsoft.com/office/taskpaneappversionoverrides",
    "b": "http://schemas.microsoft.com/office/officeappbasictypes/1.0",
}
#: The children that Microsoft's schema asks for, in its order (MS-OWEMXML).
ORDER = {
    "OfficeApp": [
        "Id", "Version", "ProviderName", "DefaultLocale", "DisplayName", "Description", "IconUrl",
        "HighResolutionIconUrl", "SupportUrl", "AppDomains", "Hosts", "Requirements",
        "DefaultSettings", "Permissions", "VersionOverrides",
    ],
    "VersionOverrides": ["Hosts", "Resources"],
    "Resources": ["Images", "Urls", "ShortStrings", "LongStrings"],
    "DesktopFormFactor": ["FunctionFile", "ExtensionPoint"],
    "Control": ["Label", "Supertip", "Icon", "Action"],
    "Supertip": ["Title", "Description"],
}  # fmt: skip


def name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def made(ribbon: Tab | None = None, address: str = ADDRESS) -> ET.Element:
    return ET.fromstring(write_manifest(address, ribbon or tab_for(frozenset(ACTIONS)), "1.2.3"))


def resources(root: ET.Element) -> dict[str, str]:
    found = root.findall(".//o:Resources/*/*", NAMES)
    assert len({each.get("id") for each in found}) == len(found)
    return {each.attrib["id"]: each.attrib["DefaultValue"] for each in found}


def test_its_parts_stand_in_the_order_of_the_schema() -> None:
    seen = set()
    for element in made().iter():
        if name(element) in ORDER and (name(element) != "Hosts"):
            assert [name(child) for child in element] == ORDER[name(element)]
            seen.add(name(element))
    assert seen == set(ORDER)


def test_a_group_begins_with_its_label_and_icon_and_the_tab_ends_with_its_label() -> None:
    (tab,) = made().findall(".//o:CustomTab", NAMES)
    for group in tab.findall("o:Group", NAMES):
        parts = [name(child) for child in group]
        assert parts[:2] == ["Label", "Icon"]
        assert set(parts[2:]) == {"Control"}
    assert [name(child) for child in tab][-1] == "Label"


def test_every_id_that_is_used_is_given_and_the_other_way_round() -> None:
    root = made()
    given = resources(root)
    used = {each.get("resid") for each in root.iter() if each.get("resid")}
    assert used == set(given)
    assert all(len(key) <= 32 for key in given)


def test_ids_of_tab_groups_and_buttons_differ() -> None:
    ids = [each.attrib["id"] for each in made().findall(".//o:CustomTab//*[@id]", NAMES)]
    assert len(set(ids)) == len(ids)


def test_no_text_is_longer_than_excel_takes_and_none_is_empty() -> None:
    words = "Label that goes on and on " * 20
    long = Tab("tab", (Group("group", (Button("check_sheet", words, words, words),)),))
    for ribbon in (None, long):
        root = made(ribbon)
        for kind, longest in (("ShortStrings", LONGEST_SHORT), ("LongStrings", LONGEST_LONG)):
            texts = [each.attrib["DefaultValue"] for each in root.findall(f".//b:{kind}/*", NAMES)]
            assert texts
            assert all(0 < len(text) <= longest for text in texts)
        assert any(value.endswith("…") for value in resources(root).values()) == (ribbon is long)


def test_buttons_have_the_words_of_the_add_in_and_run_its_actions() -> None:
    root = made()
    given = resources(root)
    told = {
        each.find(".//o:FunctionName", NAMES).text: (  # type: ignore[union-attr]
            given[each.find("o:Label", NAMES).attrib["resid"]],  # type: ignore[union-attr]
            given[each.find("o:Supertip/o:Title", NAMES).attrib["resid"]],  # type: ignore[union-attr]
        )
        for each in root.findall(".//o:Control", NAMES)
        if each.find(".//o:FunctionName", NAMES) is not None
    }
    ribbon = tab_for(frozenset(ACTIONS))
    expected = {b.action: (b.label, b.screentip) for g in ribbon.groups for b in g.buttons}
    assert told == expected
    assert told["check_sheet"] == ("Check sheet", "Check this sheet")
    assert set(told) == set(ACTIONS)


def test_functions_have_no_namespace_so_that_their_names_are_those_of_the_desktop() -> None:
    (point,) = made().findall(".//o:AllFormFactors/o:ExtensionPoint", NAMES)
    assert point.get(KIND) == "CustomFunctions"
    assert [name(child) for child in point] == ["Script", "Page", "Metadata"]


def test_an_address_has_the_same_id_each_time_and_another_address_another() -> None:
    ids = [made(address=each).findtext("a:Id", "", NAMES) for each in (ADDRESS, ADDRESS + "1")]
    assert ids[0] != ids[1]
    assert ids[0] == made().findtext("a:Id", "", NAMES)
    assert str(UUID(ids[0])) == ids[0]


@pytest.mark.parametrize(
    ("version", "shown"),
    [("1.2.3", "1.2.3.0"), ("1.2", "1.2.0.0"), ("0.4.0.dev1", "0.4.0.0"), ("1.2.3.4.5", "1.2.3.4")],
)
def test_its_version_has_four_numbers(version: str, shown: str) -> None:
    root = ET.fromstring(write_manifest(ADDRESS, Tab("x", (Group("g", ()),)), version))
    assert root.findtext("a:Version", "", NAMES) == shown


def test_everything_that_it_names_is_there(server: Served) -> None:
    text = server.manifest.read_text(encoding="utf-8")
    root = ET.fromstring(text)
    assert server.ask("/manifest").body.strip() == text.strip()
    links = {each.get("DefaultValue", "") for each in root.iter()}
    own = sorted(link for link in links if link.startswith("http"))
    assert len(own) >= 7
    for link in own:
        assert link.startswith(server.address + "/")
        assert server.ask(link.removeprefix(server.address)).status == 200


def test_icons_have_the_size_that_they_are_named_by(server: Served) -> None:
    images = made(address=server.address).findall(".//b:Images/*", NAMES)
    root = made(address=server.address)
    sizes = {each.attrib["id"]: int(each.attrib["id"][4:]) for each in images}
    wanted = [(each.attrib["DefaultValue"], sizes[each.attrib["id"]]) for each in images]
    for tag, size in (("a:IconUrl", 32), ("a:HighResolutionIconUrl", 64)):
        wanted.append((root.find(tag, NAMES).attrib["DefaultValue"], size))  # type: ignore[union-attr]
    for link, size in wanted:
        with urllib.request.urlopen(link) as picture:
            data = picture.read()
        assert data[:8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack(">II", data[16:24]) == (size, size)


def test_a_button_of_an_action_that_is_not_there_is_left_out() -> None:
    xml = (
        '<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui"><ribbon><tabs>'
        '<tab label="t"><group label="g"><menu><button onAction="XlbcfShowHelp" label="Help"/>'
        '</menu><button onAction="XlbcfPublishCopy" label="Publish"/></group>'
        '<group label="empty"><button onAction="XlbcfPublishCopy" label="Publish"/></group>'
        "</tab></tabs></ribbon></customUI>"
    )
    tab = tab_for(frozenset({"show_help"}), xml)
    assert tab == Tab("t", (Group("g", (Button("show_help", "Help", "Help", "Help"),)),))


@pytest.mark.parametrize(
    ("content", "is_one"),
    [
        (f'<OfficeApp xmlns="{OFFICE}"/>', True),
        ("<OfficeApp/>", False),
        ("figures, not XML", False),
        ("", False),
    ],
)
def test_a_manifest_is_known_by_its_root(tmp_path: Path, content: str, is_one: bool) -> None:
    path = tmp_path / "some.xml"
    path.write_text(content, encoding="utf-8")
    assert is_manifest(path) == is_one
    assert not is_manifest(tmp_path / "none.xml")
