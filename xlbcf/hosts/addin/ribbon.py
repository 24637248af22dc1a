"""The ribbon as data: which controls it has, what they say and what they call."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

from xlbcf.rules.findings import Refused, finding

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
#: Begins every id and every Sub of ours, so that no other add-in has the same.
PREFIX = "Xlbcf"
_CALLBACK = re.compile(r"onLoad|onAction|get[A-Z]\w*")
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Control:
    """A control of the ribbon.

    Args:
        kind: ``tab``, ``group``, ``menu`` or ``button``.
        attributes: what the XML says of it.
        group: the label of the group that it is in; nothing for a tab.
        menu: the id of the menu that it is in, or nothing.
    """

    kind: str
    attributes: Mapping[str, str]
    group: str
    menu: str

    @property
    def id(self) -> str:
        """Its id, or nothing."""
        return self.attributes.get("id", "")

    @property
    def action(self) -> str:
        """The action that it stands for, such as ``check_sheet``; nothing if it does none."""
        sub = self.attributes.get("onAction", "")
        return _CAPITAL.sub("_", sub.removeprefix(PREFIX)).lower()

    @property
    def callbacks(self) -> dict[str, str]:
        """The Sub that each of its attributes calls."""
        return {name: sub for name, sub in self.attributes.items() if _CALLBACK.fullmatch(name)}


@dataclass(frozen=True, slots=True)
class Ribbon:
    """The ribbon.

    Args:
        on_load: the Sub that is given the ribbon when it is loaded.
        controls: its controls, in their order.
    """

    on_load: str
    controls: tuple[Control, ...]

    @property
    def buttons(self) -> tuple[Control, ...]:
        """The controls that do an action, in their order."""
        return tuple(each for each in self.controls if each.kind == "button")


def read_ribbon(xml: str) -> Ribbon:
    """Read the ribbon.

    Args:
        xml: its XML, as in ``macros/ribbon.xml``.

    Returns:
        Its controls, each with what the XML says of it.

    Raises:
        Refused: it is not the XML of a ribbon (ADDIN61).
    """
    try:
        root = ElementTree.fromstring(xml.encode())
    except ElementTree.ParseError as fault:
        raise Refused(finding("ADDIN61", "ribbon.xml", reason=fault)) from fault
    if root.tag != f"{{{NAMESPACE}}}customUI":
        reason = f"it begins with {root.tag}, not with customUI of {NAMESPACE}"
        raise Refused(finding("ADDIN61", "ribbon.xml", reason=reason))
    return Ribbon(root.get("onLoad", ""), tuple(_controls(root, "", "")))


def _controls(parent: ElementTree.Element, group: str, menu: str) -> Iterator[Control]:
    """Yield the controls below an element of the XML, each before those in it."""
    for element in parent:
        kind = element.tag.rpartition("}")[2]
        if kind == "group":
            group = element.get("label", "")
        if kind not in ("ribbon", "tabs"):
            yield Control(kind, element.attrib, group, menu)
        yield from _controls(element, group, element.get("id", "") if kind == "menu" else menu)
