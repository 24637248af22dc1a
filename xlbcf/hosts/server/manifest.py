"""The manifest: the file that tells Excel where the server is and what it adds.

Its form is Microsoft's XML manifest for add-ins (MS-OWEMXML), the only one that knows functions for
cells. No namespace is given for the functions, so that they bear the same names in every Excel.
"""

from __future__ import annotations

import uuid
from pathlib import Path
from xml.etree import ElementTree as ET

from xlbcf.hosts.server.ribbon import Button, Group, Tab

_OFFICE = "http://schemas.microsoft.com/office/appforoffice/1.1"
_TYPES = "http://schemas.microsoft.com/office/officeappbasictypes/1.0"
_OVERRIDES = "http://schemas.microsoft.com/office/taskpaneappversionoverrides"
_KIND = "{http://www.w3.org/2001/XMLSchema-instance}type"
_BASIC = f"{{{_TYPES}}}"
#: Each address is an add-in of its own, with the same id each time it is written.
_FAMILY = uuid.UUID("6f6e3d52-6b0f-4f5b-9a43-0d5a2f1c7e11")
#: Longer texts are refused by Excel (MS-OWEMXML, ShortStrings and LongStrings).
LONGEST_SHORT, LONGEST_LONG = 125, 250
ICON_SIZES = (16, 32, 80)
_SUPPORT = "https://www.xlwings.org/contact"


def icon_path(size: int) -> str:
    """Return the path of the icon of some pixels on the server."""
    return f"/static/images/xlbcf-{size}.png"


def write_manifest(address: str, ribbon: Tab, version: str) -> str:
    """Return the manifest as text.

    Args:
        address: where Excel reaches the server, such as ``https://localhost:8000``.
        ribbon: what the tab shows.
        version: xlbcf's version, such as ``0.4.0``.
    """
    for prefix, name in (("bt", _TYPES), ("xsi", _KIND[1:].split("}")[0])):
        ET.register_namespace(prefix, name)
    texts = _Texts(address)
    root = ET.Element("OfficeApp", {"xmlns": _OFFICE, _KIND: "TaskPaneApp"})
    _describe(root, address, version)
    overrides = _add(root, "VersionOverrides", xmlns=_OVERRIDES)
    overrides.set(_KIND, "VersionOverridesV1_0")
    host = _add(_add(overrides, "Hosts"), "Host")
    host.set(_KIND, "Workbook")
    _add(_add(host, "Runtimes"), "Runtime", resid="Page", lifetime="long")
    _add_functions(_add(host, "AllFormFactors"))
    _add_tab(_add(host, "DesktopFormFactor"), ribbon, texts)
    texts.add_to(overrides)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, "unicode") + "\n"


def is_manifest(path: Path) -> bool:
    """Say whether a file is a manifest of an add-in."""
    try:
        return ET.parse(path).getroot().tag == f"{{{_OFFICE}}}OfficeApp"
    except (OSError, ET.ParseError, UnicodeError):
        return False


def _describe(root: ET.Element, address: str, version: str) -> None:
    _add(root, "Id").text = str(uuid.uuid5(_FAMILY, address))
    _add(root, "Version").text = _four_numbers(version)
    _add(root, "ProviderName").text = "xlbcf"
    _add(root, "DefaultLocale").text = "en-GB"
    _add(root, "DisplayName", DefaultValue="xlbcf")
    _add(root, "Description", DefaultValue="Fills and checks Better Care Fund returns.")
    _add(root, "IconUrl", DefaultValue=address + icon_path(32))
    _add(root, "HighResolutionIconUrl", DefaultValue=address + icon_path(64))
    _add(root, "SupportUrl", DefaultValue=address + "/taskpane.html")
    _add(_add(root, "AppDomains"), "AppDomain").text = address
    _add(_add(root, "Hosts"), "Host", Name="Workbook")
    sets = _add(_add(root, "Requirements"), "Sets", DefaultMinVersion="1.1")
    _add(sets, "Set", Name="SharedRuntime", MinVersion="1.1")
    _add(_add(root, "DefaultSettings"), "SourceLocation", DefaultValue=address + "/taskpane.html")
    _add(root, "Permissions").text = "ReadWriteDocument"


def _four_numbers(version: str) -> str:
    """Return a version as manifests have it: four numbers."""
    numbers = [part for part in version.split(".") if part.isdecimal()]
    return ".".join([*numbers, "0", "0", "0", "0"][:4])


def _add_functions(parent: ET.Element) -> None:
    point = _add(parent, "ExtensionPoint")
    point.set(_KIND, "CustomFunctions")
    for name, resource in (("Script", "Code"), ("Page", "Page"), ("Metadata", "Functions")):
        _add(_add(point, name), "SourceLocation", resid=resource)


def _add_tab(parent: ET.Element, ribbon: Tab, texts: _Texts) -> None:
    _add(parent, "FunctionFile", resid="Page")
    point = _add(parent, "ExtensionPoint")
    point.set(_KIND, "PrimaryCommandSurface")
    tab = _add(point, "CustomTab", id="xlbcf.Tab")
    for number, group in enumerate(ribbon.groups, start=1):
        _add_group(tab, f"xlbcf.Group{number}", group, texts)
    _add_pane_button(tab.find("Group[last()]"), texts)  # type: ignore[arg-type]
    _add(tab, "Label", resid=texts.short(ribbon.label))


def _add_group(tab: ET.Element, name: str, group: Group, texts: _Texts) -> None:
    element = _add(tab, "Group", id=name)
    _add(element, "Label", resid=texts.short(group.label))
    _add_icon(element)
    for button in group.buttons:
        action = _add_button(element, f"xlbcf.{button.action}", button, texts)
        action.set(_KIND, "ExecuteFunction")
        _add(action, "FunctionName").text = button.action


def _add_pane_button(group: ET.Element, texts: _Texts) -> None:
    """Add the button that shows the task pane: with it Excel's own way to start the add-in."""
    button = Button("show_pane", "Task pane", "Task pane", "Show the buttons beside the workbook.")
    action = _add_button(group, "xlbcf.show_pane", button, texts)
    action.set(_KIND, "ShowTaskpane")
    _add(action, "TaskpaneId").text = "xlbcf"
    _add(action, "SourceLocation", resid="Page")


def _add_button(parent: ET.Element, name: str, button: Button, texts: _Texts) -> ET.Element:
    control = _add(parent, "Control", id=name)
    control.set(_KIND, "Button")
    _add(control, "Label", resid=texts.short(button.label))
    tip = _add(control, "Supertip")
    _add(tip, "Title", resid=texts.short(button.screentip))
    _add(tip, "Description", resid=texts.long(button.supertip))
    _add_icon(control)
    return _add(control, "Action")


def _add_icon(parent: ET.Element) -> None:
    icon = _add(parent, "Icon")
    for size in ICON_SIZES:
        _add(icon, f"{_BASIC}Image", size=str(size), resid=f"Icon{size}")


def _add(parent: ET.Element, name: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, name, attributes)


class _Texts:
    """The texts and addresses that a manifest keeps at its end, each under an id."""

    def __init__(self, address: str) -> None:
        self._images = {f"Icon{size}": address + icon_path(size) for size in ICON_SIZES}
        self._addresses = {
            "Page": address + "/taskpane.html",
            "Code": address + "/xlwings/custom-functions-code.js",
            "Functions": address + "/xlwings/custom-functions-meta.json",
        }
        self._short: dict[str, str] = {}
        self._long: dict[str, str] = {}

    def short(self, text: str) -> str:
        """Return the id of a label or title."""
        return _id_of(text, self._short, "Short", LONGEST_SHORT)

    def long(self, text: str) -> str:
        """Return the id of a description."""
        return _id_of(text, self._long, "Long", LONGEST_LONG)

    def add_to(self, overrides: ET.Element) -> None:
        """Write them into the manifest."""
        resources = _add(overrides, "Resources")
        kinds = (
            ("Images", "Image", self._images),
            ("Urls", "Url", self._addresses),
            ("ShortStrings", "String", {key: text for text, key in self._short.items()}),
            ("LongStrings", "String", {key: text for text, key in self._long.items()}),
        )
        for name, item, values in kinds:
            parent = _add(resources, f"{_BASIC}{name}")
            for key, value in values.items():
                _add(parent, f"{_BASIC}{item}", id=key, DefaultValue=value)


def _id_of(text: str, known: dict[str, str], kind: str, longest: int) -> str:
    """Return a text's id; the end of one that is too long goes."""
    shown = text if len(text) <= longest else text[: longest - 1] + "…"
    return known.setdefault(shown, f"{kind}{len(known) + 1}")
