"""Colours, fonts and cell formats of the dashboards, in the palette of the templates."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from ..look import BLACK, BLUE, GREEN, GREY, LINE, NAVY, PALE_BLUE, PALE_GREEN, RED, WHITE, YELLOW

FONT = "Arial"
PALE_RED = "#FBE3E4"
PALE_AMBER = "#FFF1CC"
AMBER = "#6B4A00"
ORANGE = "#ED8B00"
MIDDLE_GREY = "#425563"

_BASE: dict[str, Any] = {
    "font_name": FONT, "font_size": 10, "font_color": BLACK, "valign": "vcenter"
}  # fmt: skip
_EDGE: dict[str, Any] = {"border": 1, "border_color": LINE}
_BOX: dict[str, Any] = _EDGE | {"text_wrap": True}
_INDENTED: dict[str, Any] = {"indent": 1}
_CENTRED: dict[str, Any] = {"align": "center"}
_HEADING = _BOX | {"bold": True, "font_color": WHITE, "bg_color": BLUE}

STYLES: dict[str, dict[str, Any]] = {
    "plain": {},
    "title": {"bold": True, "font_size": 16, "font_color": NAVY},
    "subtitle": {"bold": True, "font_size": 12, "font_color": BLUE},
    "small": {"font_size": 9, "font_color": MIDDLE_GREY, "text_wrap": True, "valign": "top"},
    "section": {"bold": True, "font_size": 12, "font_color": WHITE, "bg_color": NAVY},
    "band": _CENTRED | {"bold": True, "font_size": 11, "font_color": WHITE, "bg_color": NAVY},
    "heading": _HEADING | _CENTRED,
    "heading_left": _HEADING,
    "label": _BOX | _INDENTED | {"bold": True, "bg_color": GREY},
    "card_label": _BOX | _CENTRED | {"bold": True, "font_size": 9, "bg_color": GREY},
    "card": _BOX | _CENTRED | {"bold": True, "font_size": 12},
    "icon": _BOX | _CENTRED | {"bold": True, "font_size": 14},
    "icon_words": _BOX | _INDENTED | {"bold": True},
    "words": _BOX | _INDENTED,
    "said": {"bold": True, "font_color": MIDDLE_GREY, "text_wrap": True},
    "centred": _BOX | _CENTRED,
    "figure": _BOX | {"align": "right"},
    "summary": _BOX | _CENTRED | {"font_size": 11},
    "glyph": _BOX | _CENTRED | {"bold": True, "font_size": 13},
    "plan": _BOX | _INDENTED | {"bold": True, "font_size": 10, "bg_color": PALE_BLUE},
    "link": _BOX | _INDENTED | {"font_size": 11, "font_color": BLUE, "underline": 1},
    "back": {"font_color": BLUE, "underline": 1, "bold": True},
    "key_input": _BOX | _INDENTED | {"bold": True, "bg_color": YELLOW},
    "unboxed": {"align": "center", "text_wrap": True, "font_size": 9},
}

TONES: dict[str, dict[str, Any]] = {
    "good": {"font_color": GREEN, "bg_color": PALE_GREEN},
    "middling": {"font_color": AMBER, "bg_color": PALE_AMBER},
    "bad": {"font_color": RED, "bg_color": PALE_RED},
    "level": _EDGE | {"font_color": MIDDLE_GREY, "bg_color": GREY},
    "improvement": _EDGE | {"font_color": WHITE, "bg_color": BLUE},
    "concern": _EDGE | {"font_color": BLACK, "bg_color": ORANGE},
    "unseen": {"font_color": WHITE},
    "switched_on": _EDGE | {"bold": True, "font_color": WHITE, "bg_color": BLUE},
    "switched_band": {"bg_color": NAVY},
    "switched_box": _EDGE,
}  # fmt: skip


class Look:
    """The formats of one dashboard, each made once.

    Args:
        book: the workbook that will own the formats.
    """

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._styles: dict[tuple[str, str], Format] = {}
        self._tones: dict[str, Format] = {}

    def style(self, name: str, number_format: str = "General") -> Format:
        """Return the format of a style.

        Args:
            name: a name of ``STYLES``.
            number_format: an Excel number format.
        """
        key = (name, number_format)
        if key not in self._styles:
            look = _BASE | STYLES[name] | {"num_format": number_format}
            self._styles[key] = self._book.add_format(look)
        return self._styles[key]

    def tone(self, name: str) -> Format:
        """Return the format that a conditional format lays over a cell."""
        if name not in self._tones:
            self._tones[name] = self._book.add_format(TONES[name])
        return self._tones[name]
