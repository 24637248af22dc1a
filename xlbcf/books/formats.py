"""What a cell's style number stands for, so that two workbooks' styles can be compared by look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from xml.etree import ElementTree

from xlbcf.books.workbook_xml import local_name, parse_xml

#: The built-in number formats that every language shares.
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "m/d/yy h:mm", 37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mmss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
#: Aspects kept in lists of their own: the list, the format's attribute, the word.
_LISTED = (
    ("fonts", "fontId", "font"),
    ("fills", "fillId", "fill"),
    ("borders", "borderId", "border"),
)
_ON, _OFF = ("1", "true", "single"), ("0", "false", "none", "general", "bottom")
#: Attributes with the number of a colour, of which 0 is one too, and others that count.
_PALETTES = ("indexed", "theme")
_COUNTED = (*_PALETTES, "indent")
#: What a program guesses from the font's name.
_GUESSED = ("family", "charset")
_PLAINER = {
    "sz": "size", "b": "bold", "i": "italic", "u": "underlined", "color": "colour",
    "patternFill": "pattern", "fgColor": "colour", "bgColor": "second colour",
}  # fmt: skip

Look = Mapping[str, str]


class Formats:
    """The looks that a workbook's style numbers stand for.

    Args:
        raw: the styles part's content; empty if the workbook has none.
        where: the file's name, for messages.

    Raises:
        Refused: the part is damaged (BOOK01).
    """

    def __init__(self, raw: bytes, where: str) -> None:
        root = parse_xml(raw, where, "styles") if raw else ElementTree.Element("styleSheet")
        self._lists = {local_name(child.tag): list(child) for child in root}
        self._known: dict[int, Look] = {}

    @cached_property
    def _codes(self) -> dict[int, str]:
        own = self._lists.get("numFmts", [])
        return BUILT_IN | {int(e.get("numFmtId", "0")): e.get("formatCode", "") for e in own}

    def look(self, style: bytes | None) -> Look:
        """Return a style's aspects in words: number format, font, fill, border and the rest.

        Args:
            style: the number as a cell carries it; nothing is the first style.
        """
        number = int(style or 0)
        if number not in self._known:
            self._known[number] = self._read(number)
        return self._known[number]

    def condition(self, number: str) -> Look:
        """Return the aspects that a conditional format's style sets.

        Args:
            number: the number as a rule carries it.
        """
        styles = self._lists.get("dxfs", [])
        return dict(_leaves(styles[int(number)])) if int(number) < len(styles) else {}

    def _read(self, number: int) -> Look:
        styles = self._lists.get("cellXfs", [])
        if number >= len(styles):
            return {"number format": "General"} if number == 0 else {"style": f"{number} (unknown)"}
        style = styles[number]
        code = int(style.get("numFmtId", "0"))
        look = {"number format": self._codes.get(code, f"built in, number {code}")}
        if style.get("quotePrefix") in _ON:
            look["apostrophe before"] = "yes"
        for name, attribute, word in _LISTED:
            items, at = self._lists.get(name, []), int(style.get(attribute, "0"))
            look.update(_leaves(items[at], word) if at < len(items) else ())
        for child in style:
            match local_name(child.tag):
                case "alignment":
                    look.update(_leaves(child, "alignment"))
                case "protection":
                    look["locked"] = "no" if child.get("locked") in _OFF else "yes"
                    look["formula hidden"] = "yes" if child.get("hidden") in _ON else "no"
        return look


#: What an aspect is when a style does not state it.
_UNSTATED = {"locked": "yes", "formula hidden": "no"}


def differing(a: Look, b: Look) -> tuple[str, str] | None:
    """Return in words what of one look differs from another and how it is there, or nothing."""
    aspects = [name for name in {**a, **b} if _aspect(a, name) != _aspect(b, name)]
    if not aspects:
        return None
    return _told(a, aspects), _told(b, aspects)


def _aspect(look: Look, name: str) -> str:
    return look.get(name, _UNSTATED.get(name, ""))


def _told(look: Look, aspects: list[str]) -> str:
    return "; ".join(f"{name} {_aspect(look, name) or 'none'}" for name in aspects)


def _leaves(element: ElementTree.Element, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield what an element states, each under its path in words; what is off is left out."""
    for name, text in element.attrib.items():
        if stated := _stated(name, text):
            yield (path if name == "val" else f"{path} {local_name(name)}"), stated
    if not element.attrib and not len(element) and path.startswith("font "):
        yield path, "yes"
    for child in element:
        name = local_name(child.tag)
        if name not in _GUESSED:
            yield from _leaves(child, f"{path} {_PLAINER.get(name, name)}".strip())


def _stated(name: str, text: str) -> str:
    """Return what an attribute states, in one way of writing; nothing if it is off."""
    if text in _OFF and name not in _PALETTES:
        return ""
    if name == "tint":
        # Programs write its last digits differently.
        return f"{float(text):.12g}"
    return "yes" if text in _ON and name not in _COUNTED else text
