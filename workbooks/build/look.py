"""Colours, fonts and cell formats: the look of every sheet, in one table."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

NAVY = "#003087"
BLUE = "#005EB8"
WHITE = "#FFFFFF"
BLACK = "#212B32"
GREY = "#E8EDEE"
YELLOW = "#FFF59D"
PALE_BLUE = "#D9E8F6"
PALE_GREEN = "#DFF0DC"
GREEN = "#006747"
RED = "#B10E1E"
LINE = "#768692"

_BASE: dict[str, Any] = {"font_name": "Arial", "font_size": 10, "font_color": BLACK}
_BOX: dict[str, Any] = {"border": 1, "border_color": LINE, "text_wrap": True, "valign": "top"}
_HEADING = _BOX | {"bold": True, "font_color": WHITE, "bg_color": BLUE}
_CENTRED: dict[str, Any] = {"align": "center", "valign": "vcenter"}

STYLES: dict[str, dict[str, Any]] = {
    "plain": {},
    "title": {"bold": True, "font_size": 16, "font_color": NAVY},
    "subtitle": {"bold": True, "font_size": 13, "font_color": BLUE},
    "section": {"bold": True, "font_size": 11, "font_color": WHITE, "bg_color": NAVY},
    "bold": {"bold": True, "text_wrap": True, "valign": "top"},
    "note": {"text_wrap": True, "valign": "top"},
    "warning": {
        "text_wrap": True, "valign": "top", "bold": True, "border": 2, "border_color": RED
    },
    "heading": _HEADING,
    "plan_heading": _HEADING | _CENTRED,
    "request": {"italic": True, "font_size": 9, "font_color": WHITE},
    "label": _BOX | {"bold": True, "bg_color": GREY},
    "words": _BOX,
    "shown": _BOX | {"bg_color": GREY},
    "shown_centred": _BOX | _CENTRED | {"bg_color": GREY},
    "given": _BOX | _CENTRED,
    "ours": _BOX | _CENTRED | {"bg_color": PALE_BLUE},
    "live": _BOX | _CENTRED | {"bg_color": PALE_GREEN},
    "key_input": _BOX | {"bg_color": YELLOW},
    "input": _BOX,
    "flag": _BOX | _CENTRED | {"bold": True},
    "verdict": _BOX | _CENTRED | {"bold": True, "font_size": 24},
    "flag_heading": _HEADING | _CENTRED,
    "link": _BOX | {"font_color": BLUE, "underline": 1},
    "list_heading": {"bold": True},
}  # fmt: skip

TONES: dict[str, dict[str, Any]] = {
    "empty": {"bg_color": YELLOW},
    "yes": {"bg_color": GREEN, "font_color": WHITE},
    "no": {"bg_color": RED, "font_color": WHITE},
}


class Look:
    """The formats of one workbook, each made once.

    Args:
        book: the workbook that will own the formats.
    """

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, str, bool], Format] = {}
        self._tones = {name: book.add_format(look) for name, look in TONES.items()}

    def style(self, name: str, number_format: str = "General", *, open_: bool = False) -> Format:
        """Return the format of a style.

        Args:
            name: a name of ``STYLES``.
            number_format: an Excel number format.
            open_: whether a person may type here although the sheet is protected.
        """
        key = (name, number_format, open_)
        if key not in self._made:
            look = _BASE | STYLES[name] | {"num_format": number_format, "locked": not open_}
            self._made[key] = self._book.add_format(look)
        return self._made[key]

    def tone(self, name: str) -> Format:
        """Return the format that a conditional format lays over a cell."""
        return self._tones[name]
