"""The formats of the printed pages of the Integration Executive dashboard, larger for paper."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from ..look import BLACK, BLUE, GREY, LINE, YELLOW
from .look import FONT, Look

_PAGE: dict[str, Any] = {
    "font_name": FONT, "font_size": 11, "font_color": BLACK, "valign": "vcenter", "border": 1,
    "border_color": LINE, "text_wrap": True,
}  # fmt: skip
_INDENTED: dict[str, Any] = {"align": "left", "indent": 1}
_CENTRED: dict[str, Any] = {"align": "center"}
_STYLES: dict[str, dict[str, Any]] = {
    "page_words": _INDENTED,
    "page_words_top": _INDENTED | {"valign": "top"},
    "page_label": _INDENTED | {"bold": True, "bg_color": GREY},
    "page_centred": _CENTRED,
    "page_rating": _CENTRED | {"bold": True},
    "typed_heading": _CENTRED | {"font_size": 10, "bold": True, "bg_color": YELLOW},
    "one_line": _INDENTED | {"font_size": 10, "valign": "top"},
    "page_link": _INDENTED | {"font_color": BLUE, "underline": 1},
}


class ExecutiveLook(Look):
    """The formats of the dashboard: those of all dashboards, and those of its pages.

    Args:
        book: the workbook that will own the formats.
    """

    def __init__(self, book: Workbook) -> None:
        super().__init__(book)
        self._pages: dict[tuple[str, str], Format] = {}
        self._owner = book

    def style(self, name: str, number_format: str = "General") -> Format:
        """Return the format of a style, one of the pages or one that all dashboards have."""
        if name not in _STYLES:
            return super().style(name, number_format)
        key = (name, number_format)
        if key not in self._pages:
            look = _PAGE | _STYLES[name] | {"num_format": number_format}
            self._pages[key] = self._owner.add_format(look)
        return self._pages[key]
