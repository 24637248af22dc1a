"""The cells of OpenDocument spreadsheets with their units, which shorter readers drop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from xlbcf.books.package import Package
from xlbcf.books.values import number_text, read_number
from xlbcf.books.workbook_xml import local_name, parse_xml
from xlbcf.feeds.shown_values import clock_text, percent_text
from xlbcf.rules.findings import Refused, finding
from xlbcf.template.addresses import LAST_COLUMN, LAST_ROW, Area, Cell

_SPAN = re.compile(r"(-?)PT([0-9]+)H([0-9]+)M([0-9]+(?:\.[0-9]+)?)S")
#: A filled cell or row may be said to stand many times over; a table needs no more of them.
_MOST_REPEATS = 1_000


@dataclass(frozen=True, slots=True)
class OdsSheet:
    """A sheet's texts and merged areas.

    Args:
        name: its name.
        texts: the text of each cell that is not empty.
        merges: its merged areas.
    """

    name: str
    texts: dict[Cell, str] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)


def read_ods(path: Path) -> Iterator[OdsSheet]:
    """Read an .ods file.

    Args:
        path: the file.

    Yields:
        Each sheet in its order.

    Raises:
        Refused: the file is missing (FILE01), cannot be read (FILE02, BOOK01), or needs a password
            (BOOK02).
    """
    package = Package.open(path)
    if b"manifest:encryption-data" in package.read("META-INF/manifest.xml"):
        raise Refused(finding("BOOK02", path))
    root = parse_xml(package.read("content.xml"), str(path), "content.xml")
    for table in root.iter():
        if local_name(table.tag) == "table":
            yield _sheet(table)


def _sheet(table: ElementTree.Element) -> OdsSheet:
    sheet = OdsSheet(_attribute(table, "name"))
    number = 1
    for row in table.iter():
        if local_name(row.tag) != "table-row":
            continue
        repeats = _repeats(row, "number-rows-repeated")
        cells = list(_cells(row))
        for at in range(number, number + min(repeats, _MOST_REPEATS)):
            if not cells or at > LAST_ROW:
                break
            _put(sheet, at, cells)
        number += repeats
    return sheet


def _put(sheet: OdsSheet, row: int, cells: list[tuple[int, ElementTree.Element, str]]) -> None:
    for column, cell, text in cells:
        sheet.texts[Cell(row, column)] = text
        down, across = (_repeats(cell, f"number-{name}-spanned") for name in ("rows", "columns"))
        if down > 1 or across > 1:
            sheet.merges.append(Area(row, column, row + down - 1, column + across - 1))


def _cells(row: ElementTree.Element) -> Iterator[tuple[int, ElementTree.Element, str]]:
    column = 1
    for cell in row:
        if local_name(cell.tag) not in ("table-cell", "covered-table-cell"):
            continue
        repeats = _repeats(cell, "number-columns-repeated")
        if text := _text(cell):
            for at in range(column, column + min(repeats, _MOST_REPEATS)):
                if at <= LAST_COLUMN:
                    yield at, cell, text
        column += repeats


def _text(cell: ElementTree.Element) -> str:
    kind, value = _attribute(cell, "value-type"), _attribute(cell, "value")
    try:
        match kind:
            case "percentage":
                return percent_text(read_number(value))
            case "currency":
                pound = "£" if _attribute(cell, "currency") == "GBP" else ""
                return pound + number_text(read_number(value))
            case "float":
                return number_text(read_number(value))
            case "time":
                return _clock(_attribute(cell, "time-value"))
            case "date":
                return _attribute(cell, "date-value")[:10]
            case "boolean":
                return _attribute(cell, "boolean-value").upper()
    except ValueError:
        return value
    return "\n".join(_paragraph(each) for each in cell if local_name(each.tag) == "p").strip()


def _clock(text: str) -> str:
    found = _SPAN.fullmatch(text)
    if found is None:
        return text
    seconds = int(found[2]) * 3600 + int(found[3]) * 60 + float(found[4])
    return clock_text(-seconds if found[1] else seconds)


def _paragraph(element: ElementTree.Element) -> str:
    text = element.text or ""
    for child in element:
        name = local_name(child.tag)
        if name == "s":
            text += " " * _repeats(child, "c")
        elif name in ("line-break", "tab"):
            text += "\n" if name == "line-break" else "\t"
        else:
            text += _paragraph(child)
        text += child.tail or ""
    return text


def _attribute(element: ElementTree.Element, name: str) -> str:
    found = (value for key, value in element.attrib.items() if local_name(key) == name)
    return next(found, "")


def _repeats(element: ElementTree.Element, name: str) -> int:
    text = _attribute(element, name)
    return int(text) if text.isascii() and text.isdigit() and int(text) > 0 else 1
