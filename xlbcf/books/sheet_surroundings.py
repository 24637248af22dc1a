"""What a sheet holds besides its cells, by name: views, widths, rules, print set-up, extensions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree

from xlbcf.books.formats import Formats
from xlbcf.books.sheet_xml import SheetXml
from xlbcf.books.workbook_xml import local_name, parse_xml

_WORDS = {
    "sheetPr": "tab and page settings",
    "sheetViews": "view",
    "sheetFormatPr": "default sizes",
    "cols": "column widths and styles",
    "sheetProtection": "protection",
    "protectedRanges": "protected ranges",
    "autoFilter": "filter",
    "sortState": "sorting",
    "mergeCells": "merged cells",
    "conditionalFormatting": "conditional formats",
    "conditionalFormattings": "conditional formats",
    "dataValidations": "validations",
    "hyperlinks": "links",
    "printOptions": "print set-up",
    "pageMargins": "print set-up",
    "pageSetup": "print set-up",
    "headerFooter": "print set-up",
    "rowBreaks": "print set-up",
    "colBreaks": "print set-up",
    "ignoredErrors": "ignored error marks",
    "drawing": "drawings",
    "legacyDrawing": "comments and old controls",
    "legacyDrawingHF": "pictures in headers",
    "picture": "background picture",
    "AlternateContent": "controls",
    "controls": "controls",
    "oleObjects": "embedded objects",
    "tableParts": "tables",
    "sparklineGroups": "sparklines",
    "slicerList": "slicers",
}
#: Marks that programs leave for themselves.
_UNSEEN = re.compile(r"\}(?:dyDescent|uid)$")
#: An element's tag, attributes, text and elements inside.
Plain = tuple[str, dict[str, object], str, list["Plain"]]


def surroundings(sheet: SheetXml, formats: Formats) -> Mapping[str, list[Plain]]:
    """Return a sheet's elements other than its cells, by name.

    Args:
        sheet: the sheet.
        formats: its workbook's styles.

    Raises:
        Refused: the sheet is damaged (BOOK01).
    """
    found: dict[str, list[Plain]] = {}
    for element in parse_xml(sheet.head() + sheet.tail(), sheet.where, "sheet"):
        extended = local_name(element.tag) == "extLst"
        inside = (inner for extension in element for inner in extension)
        for each in inside if extended else (element,):
            plain = _plain(each, formats)
            found.setdefault(local_name(each.tag), []).append(plain)
    # The used area follows from the cells.
    found.pop("dimension", None)
    return found


def differing_names(old: Mapping[str, list[Plain]], new: Mapping[str, list[Plain]]) -> list[str]:
    """Return in words which of two sheets' elements differ."""
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return list(dict.fromkeys(_WORDS.get(name, name) for name in names))


def _plain(element: ElementTree.Element, formats: Formats) -> Plain:
    """Return an element for comparison: numbers of styles exchanged for what they stand for."""
    attributes: dict[str, object] = {
        name: text for name, text in element.attrib.items() if not _UNSEEN.search(name)
    }
    if local_name(element.tag) == "col":
        attributes["style"] = formats.look(element.get("style", "0").encode())
    if "dxfId" in attributes:
        attributes["dxfId"] = formats.condition(element.get("dxfId", "0"))
    inside = [_plain(child, formats) for child in element]
    return element.tag, attributes, (element.text or "").strip(), inside
