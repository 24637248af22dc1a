"""Line sparklines: the figures they show, and how they show them.

Source: Microsoft's [MS-XLSX], sections 2.6.42 to 2.6.45 (``sparklineGroup`` and what stands in it).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree import ElementTree

from xlbcf.books.file_book import FileBook
from xlbcf.books.references import read_reference
from xlbcf.books.sheet_xml import SheetXml
from xlbcf.books.shown_cells import ShownCells
from xlbcf.books.values import Value
from xlbcf.books.workbook_xml import local_name, parse_xml
from xlbcf.books.xml_text import malformed
from xlbcf.template.addresses import Area

_YES = ("1", "true")
_THINNEST = 0.75
#: More points than these stand so close that their marks would hide the line.
_MOST_MARKED = 15


class Colour(NamedTuple):
    """A colour as a workbook states it.

    Args:
        rgb: six hexadecimal digits, or nothing.
        theme: the number of a colour of the workbook's theme, or None.
        tint: how much lighter (above 0) or darker (below 0) the theme's colour is.
    """

    rgb: str = ""
    theme: int | None = None
    tint: float = 0.0


class Dots(NamedTuple):
    """Points that are marked: their places in the line, their colour, whether they stand out."""

    places: tuple[int, ...]
    colour: Colour
    large: bool


class Sparkline(NamedTuple):
    """One line in a cell.

    Args:
        area: its cell, or the merged cells it covers.
        heights: for each place, from left to right, 0 for the lowest to 1 for the highest point,
            or None where a figure is missing.
        spans: whether the line goes on across missing figures.
        weight: how thick it is, in points.
        colour: its colour.
        dots: the points that are marked, in the order in which they are drawn.
    """

    area: Area
    heights: tuple[float | None, ...]
    spans: bool
    weight: float
    colour: Colour
    dots: tuple[Dots, ...]

    @property
    def figures(self) -> int:
        """How many figures it shows."""
        return sum(height is not None for height in self.heights)


def read_groups(book: FileBook, sheet: str) -> list[list[Sparkline] | None]:
    """Return the line sparklines of a sheet, group by group.

    Args:
        book: the workbook.
        sheet: the sheet's name.

    Returns:
        For each group in the sheet's order its lines; None for a group of columns, and for one
        along an axis of dates.

    Raises:
        Refused: the sheet is damaged (BOOK01).
    """
    xml = book.sheet_file(sheet).xml
    cells = _Cells(book, sheet)
    try:
        return [_read_group(group, cells) for group in _groups(xml)]
    except ValueError as fault:
        raise malformed(book.name, f"a sparkline of {sheet} cannot be read: {fault}") from fault


def _groups(xml: SheetXml) -> Iterator[ElementTree.Element]:
    if b"sparklineGroup" in xml.tail():
        root = parse_xml(xml.head() + xml.tail(), xml.where, "sheet")
        yield from (each for each in root.iter() if local_name(each.tag) == "sparklineGroup")


class _Cells:
    """The cells that the sparklines of a sheet stand in and show."""

    def __init__(self, book: FileBook, sheet: str) -> None:
        self._book, self._sheet = book, sheet
        self._shown: dict[str, ShownCells] = {}
        self._merged = {area.anchor: area for area in book.merges(sheet)}

    def place(self, text: str) -> Area | None:
        """Return the cells that a sparkline covers, or nothing where they are hidden."""
        reference = read_reference(text, self._sheet)
        if reference is None or not self._of(self._sheet).values(reference[1], hidden_too=False):
            return None
        return self._merged.get(reference[1].anchor, reference[1])

    def values(self, text: str, hidden_too: bool) -> list[Value]:
        """Return what a sparkline's reference leads to; nothing if it is not to be followed."""
        reference = read_reference(text, self._sheet)
        entry = self._book.workbook.sheet(reference[0]) if reference else None
        if reference is None or entry is None or entry.kind != "worksheet":
            return []
        return self._of(entry.name).values(reference[1], hidden_too=hidden_too)

    def _of(self, sheet: str) -> ShownCells:
        if sheet not in self._shown:
            self._shown[sheet] = ShownCells(self._book.sheet_file(sheet))
        return self._shown[sheet]


def _read_group(group: ElementTree.Element, cells: _Cells) -> list[Sparkline] | None:
    if group.get("type", "line") != "line" or _is_set(group, "dateAxis"):
        return None
    lines = []
    for each in group.iter():
        if local_name(each.tag) == "sparkline":
            area = cells.place(_text(each, "sqref"))
            values = cells.values(_text(each, "f"), _is_set(group, "displayHidden"))
            lines.append((area, _figures(group, values)))
    everything = [figure for _, figures in lines for figure in figures if figure is not None]
    return [_line(group, area, figures, everything) for area, figures in lines if area is not None]


def _figures(group: ElementTree.Element, values: Sequence[Value]) -> list[float | None]:
    """Return the figures from left to right, a text or an error as missing."""
    blank = 0.0 if group.get("displayEmptyCellsAs", "zero") == "zero" else None
    figures = [
        float(value) if isinstance(value, int | float) and not isinstance(value, bool) else
        (blank if value is None else None)
        for value in values
    ]  # fmt: skip
    return figures[::-1] if _is_set(group, "rightToLeft") else figures


def _line(
    group: ElementTree.Element,
    area: Area,
    figures: Sequence[float | None],
    everything: Sequence[float],
) -> Sparkline:
    own = [figure for figure in figures if figure is not None]
    lowest = _end(group, "min", own, everything)
    highest = _end(group, "max", own, everything)
    return Sparkline(
        area,
        tuple(None if each is None else _height(each, lowest, highest) for each in figures),
        group.get("displayEmptyCellsAs") == "span",
        float(group.get("lineWeight", _THINNEST)),
        _colour(group, "colorSeries"),
        tuple(_dots(group, figures)),
    )


def _end(
    group: ElementTree.Element, which: str, own: Sequence[float], everything: Sequence[float]
) -> float:
    """Return where the axis of one line begins (min) or ends (max)."""
    kind = group.get(f"{which}AxisType", "individual")
    if kind == "custom":
        return float(group.get(f"manual{which.capitalize()}", 0))
    values = everything if kind == "group" else own
    chosen = min if which == "min" else max
    return chosen(values, default=0.0)


def _height(figure: float, lowest: float, highest: float) -> float:
    if highest <= lowest:
        return 0.5
    return min(1.0, max(0.0, (figure - lowest) / (highest - lowest)))


def _dots(group: ElementTree.Element, figures: Sequence[float | None]) -> Iterator[Dots]:
    """Yield what is marked, the last word on a point last."""
    known = [(place, each) for place, each in enumerate(figures) if each is not None]
    if not known:
        return
    places = [place for place, _ in known]
    ends = [places[0], places[-1]]
    lowest, highest = min(each for _, each in known), max(each for _, each in known)
    # A point between gaps is seen by its mark only.
    alone = [each for each in places if not {each - 1, each + 1} & set(places)]
    marked = _is_set(group, "markers")
    usual = places if marked and len(places) <= _MOST_MARKED else alone
    yield Dots(tuple(usual), _colour(group, "colorMarkers" if marked else "colorSeries"), False)
    wanted = (
        ("negative", [place for place, each in known if each < 0]),
        ("first", ends[:1]),
        ("last", ends[1:]),
        ("low", [place for place, each in known if each == lowest]),
        ("high", [place for place, each in known if each == highest]),
    )
    for name, chosen in wanted:
        if _is_set(group, name) and chosen:
            yield Dots(tuple(chosen), _colour(group, f"color{name.capitalize()}"), True)


def _colour(group: ElementTree.Element, name: str) -> Colour:
    found = next((each for each in group if local_name(each.tag) == name), None)
    if found is None:
        return Colour()
    theme = found.get("theme")
    return Colour(
        found.get("rgb", "")[-6:],
        int(theme) if theme else None,
        float(found.get("tint", 0)),
    )


def _text(element: ElementTree.Element, name: str) -> str:
    found = next((each.text for each in element if local_name(each.tag) == name), None)
    return (found or "").strip()


def _is_set(group: ElementTree.Element, name: str) -> bool:
    return group.get(name, "0") in _YES
