"""The buttons as Excel on a Mac and on the web shows them: those of the add-in's own ribbon."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

#: What the Subs behind the add-in's buttons are named with, before the action in capitals.
_SUB = re.compile(r"Xlbcf(\w+)")
_PACKAGE = Path(__file__).resolve().parents[2]
#: Where the ribbon is: in a checkout, and as it was installed.
_FILES = (_PACKAGE.parent / "macros/ribbon.xml", _PACKAGE / "shipped/macros/ribbon.xml")
_SECOND_WORD = re.compile(r"(?<=.)(?=[A-Z])")


class Button(NamedTuple):
    """A button: the action that it runs, and its words."""

    action: str
    label: str
    screentip: str
    supertip: str


class Group(NamedTuple):
    """Buttons that stand together under a label."""

    label: str
    buttons: tuple[Button, ...]


class Ribbon(NamedTuple):
    """A tab: its label and its groups."""

    label: str
    groups: tuple[Group, ...]


def own_ribbon(actions: frozenset[str]) -> Ribbon:
    """Read the ribbon that came with xlbcf, with the buttons of some actions."""
    return read_ribbon(next(path for path in _FILES if path.exists()), actions)


def read_ribbon(path: Path, actions: frozenset[str]) -> Ribbon:
    """Read the add-in's ribbon.

    Args:
        path: the ribbon as the add-in has it (customUI).
        actions: the actions that this host has; buttons of others are left out.

    Returns:
        The tab, with those groups that keep a button.
    """
    (tab,) = (element for element in ET.parse(path).iter() if _kind(element) == "tab")
    groups = []
    for element in tab:
        buttons = tuple(each for each in _buttons(element) if each.action in actions)
        if buttons:
            groups.append(Group(element.get("label", ""), buttons))
    return Ribbon(tab.get("label", ""), tuple(groups))


def _buttons(group: ET.Element) -> list[Button]:
    found = []
    for element in group.iter():
        if _kind(element) == "button" and (sub := _SUB.fullmatch(element.get("onAction", ""))):
            label, tip = element.get("label", ""), element.get("screentip", "")
            action = _SECOND_WORD.sub("_", sub[1]).lower()
            found.append(Button(action, label, tip or label, element.get("supertip", "") or label))
    return found


def _kind(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
