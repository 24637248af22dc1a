"""The buttons as Excel on a Mac and on the web shows them: those of the add-in's own ribbon."""

from __future__ import annotations

from typing import NamedTuple

from xlbcf.hosts.addin.macros import read_ribbon_file
from xlbcf.hosts.addin.ribbon import Control, read_ribbon


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


class Tab(NamedTuple):
    """A tab: its label and its groups."""

    label: str
    groups: tuple[Group, ...]


def tab_for(actions: frozenset[str], xml: str = "") -> Tab:
    """Return the add-in's tab with the buttons that this host has.

    Args:
        actions: the actions that it has; buttons of others are left out.
        xml: a ribbon; empty for that of the add-in.

    Returns:
        The tab, with those groups that keep a button; what is in a menu stands in its group.

    Raises:
        Refused: the ribbon cannot be read (ADDIN60, ADDIN61).
    """
    ribbon = read_ribbon(xml or read_ribbon_file())
    grouped: dict[str, list[Button]] = {}
    for control in ribbon.buttons:
        if control.action in actions:
            grouped.setdefault(control.group, []).append(_button(control))
    label = next(each.attributes["label"] for each in ribbon.controls if each.kind == "tab")
    return Tab(label, tuple(Group(name, tuple(each)) for name, each in grouped.items()))


def _button(control: Control) -> Button:
    words = control.attributes
    label = words["label"]
    return Button(
        control.action, label, words.get("screentip", label), words.get("supertip", label)
    )
