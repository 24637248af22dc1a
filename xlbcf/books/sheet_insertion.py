"""A sheet's XML after cells were inserted in it or in other sheets: cells, formulas and rules.

Source: ECMA-376 part 1, section 18.3 (worksheets), and Microsoft's [MS-XLSX] for the extensions.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache

from xlbcf.books.cell_xml import formula_of
from xlbcf.books.references import moved
from xlbcf.books.sheet_rules import read_area
from xlbcf.books.sheet_xml import Edit, SheetXml, Tag
from xlbcf.books.shifts import Shifter, Shifts
from xlbcf.books.surrounding_shifts import Surroundings
from xlbcf.books.values import escape_text, read_text
from xlbcf.books.xml_text import malformed
from xlbcf.template.addresses import LAST_ROW, Area, Cell

_OWN_PLACE = re.compile(rb"\sr\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_AREA = re.compile(rb"(\sref\s*=\s*[\"'])([^\"']*)")


def with_insertions(
    xml: SheetXml, name: str, shifter: Shifter, surroundings: Surroundings
) -> bytes | None:
    """Return a sheet's content after cells have moved, or nothing if it stays as it is.

    Args:
        xml: the sheet.
        name: its name.
        shifter: how the cells of the workbook's sheets move; nothing may stand in their way.
        surroundings: what surrounds the cells of the workbook's sheets.

    Raises:
        Refused: the sheet is damaged, or written as no program does (BOOK01).
    """
    shifts = shifter.on(name)
    edits = [*_formula_edits(xml, name, shifter), *surroundings.edits(xml, name)]
    if shifts:
        edits = _with_moved_cells(xml, shifts, sorted(edits))
    return b"".join(xml.applied(edits)) if edits or shifts else None


@lru_cache
def _formula(prefix: bytes) -> re.Pattern[bytes]:
    """Return a pattern for formulas: what is said about one, and its text."""
    text = rb"<%bf((?:\s[^<>]*?)?)(?:/>|>([^<]*)</%bf\s*>)"
    return re.compile(text % (prefix, prefix), re.DOTALL)


def _formula_edits(xml: SheetXml, name: str, shifter: Shifter) -> Iterator[Edit]:
    """Yield what changes of the formulas in cells."""
    if xml.body is None or xml.body.content is None:
        return
    if xml.text is not xml.data and b"<![CDATA[" in xml.data:
        raise malformed(xml.where, "formulas in CDATA sections cannot be followed")
    pattern = _formula(xml.prefix)
    found = list(pattern.finditer(xml.text, *xml.body.content))
    told = [match for match in found if match[1]]
    if any(b"shared" in match[1] for match in told):
        yield from _shared_edits(xml, name, shifter, pattern)
    for match in told:
        if b"shared" not in match[1]:
            yield from _area_edit(match, shifter.on(name), xml.where)
    new = _shifted_texts({match[2] for match in found if match[2]}, name, shifter)
    for match in found if new else ():
        if match[2] in new and b"shared" not in match[1]:
            yield Edit(*match.span(2), new[match[2]])


def _shifted_texts(texts: Set[bytes], name: str, shifter: Shifter) -> dict[bytes, bytes]:
    """Return the formulas of a sheet that change, each with what it becomes."""
    found = {}
    for text in shifter.concerned(texts, name):
        old = read_text(text)
        new = shifter.formula(old, name)
        if new != old:
            found[text] = escape_text(new)
    return found


def _area_edit(match: re.Match[bytes], shifts: Shifts | None, where: str) -> Iterator[Edit]:
    """Yield the new area of an array formula; only whole ones move, others were refused."""
    stated = _AREA.search(match[1])
    if stated and shifts:
        old = read_area(stated[2].decode(), where)
        new = shifts.area(old)
        if new != old:
            start = match.start(1) + stated.start(2)
            yield Edit(start, start + len(stated[2]), str(new).encode())


_Member = tuple[Cell, re.Match[bytes]]


def _shared_edits(
    xml: SheetXml, name: str, shifter: Shifter, pattern: re.Pattern[bytes]
) -> Iterator[Edit]:
    """Yield what changes of formulas that cells share."""
    groups: dict[str, list[_Member]] = {}
    for cell, tag in xml.all_cells():
        match = pattern.search(xml.text, *tag.content) if tag.content else None
        if match and b"shared" in match[1]:
            formula = formula_of(xml, tag)
            assert formula is not None
            groups.setdefault(formula.group or "", []).append((cell, match))
    for members in groups.values():
        yield from _group_edits(xml, name, shifter, members)


def _group_edits(
    xml: SheetXml, name: str, shifter: Shifter, members: list[_Member]
) -> Iterator[Edit]:
    """Yield what changes of one shared formula: it stays shared only if that says the same."""
    texts = [read_text(xml.data[slice(*m.span(2))]) if m[2] else "" for _, m in members]
    first = next((i for i, text in enumerate(texts) if text), None)
    shifts = shifter.on(name)
    if first is None or (shifts is None and "!" not in texts[first]):
        return
    (master, match), text = members[first], texts[first]
    wanted: list[tuple[Cell, str]] = []
    for (cell, _), own in zip(members, texts, strict=True):
        read = own or moved(text, cell.row - master.row, cell.column - master.column)
        wanted.append((shifts.cell(cell) if shifts else cell, shifter.formula(read, name)))
    at, new = wanted[first]
    said = [moved(new, cell.row - at.row, cell.column - at.column) for cell, _ in wanted]
    if said == [each for _, each in wanted] and texts.count("") == len(texts) - 1:
        if new != text:
            yield Edit(*match.span(2), escape_text(new))
        yield from _area_edit(match, shifts, xml.where)
        return
    for (_, each), (_, formula) in zip(members, wanted, strict=True):
        plain = b"<%bf>%b</%bf>" % (xml.prefix, escape_text(formula), xml.prefix)
        yield Edit(*each.span(), plain)


def _with_moved_cells(xml: SheetXml, shifts: Shifts, edits: Sequence[Edit]) -> list[Edit]:
    """Return the edits that move a sheet's cells down, and put new ones where they stood.

    Args:
        xml: the sheet.
        shifts: how its cells move.
        edits: what else changes, in order; what changes in a cell that moves goes with it.
    """
    elements: dict[Cell, bytes] = {}
    left: dict[Cell, Tag] = {}
    starts = [edit.start for edit in edits]
    kept, at = list[Edit](), 0
    for number, row in xml.rows(shifts.first):
        if number < shifts.first:
            continue
        for cell, tag in xml.cells(number, row):
            down = shifts.down(number, cell.column)
            if down:
                left[cell] = tag
                begin, end = bisect_left(starts, tag.start), bisect_left(starts, tag.end)
                if number + down <= LAST_ROW:
                    new = Cell(number + down, cell.column)
                    elements[new] = _renamed(xml, tag, new, edits[begin:end])
                kept += edits[at:begin]
                at = end
    kept += edits[at:]
    elements.update(_inserted(xml, shifts))
    for cell, tag in left.items():
        if cell not in elements:
            # Cells without an address of their own are counted from the one before.
            elements[cell] = b"" if tag.get(b"r") else b"<%bc/>" % xml.prefix
    # Cells stand below inserted ones in the same columns only, and all of these were moved.
    return kept + xml.edits(elements, left)


def _renamed(xml: SheetXml, tag: Tag, cell: Cell, edits: Iterable[Edit]) -> bytes:
    """Return a cell's element as it is for another place, with what changes in it."""
    name = b"<%bc" % xml.prefix
    attributes = _OWN_PLACE.sub(b"", tag.attributes, count=1)
    pieces, at = [b'%b r="%b"%b' % (name, str(cell).encode(), attributes)], tag.start
    at += len(name) + len(tag.attributes)
    for edit in edits:
        pieces += [xml.data[at : edit.start], edit.text]
        at = edit.end
    return b"".join([*pieces, xml.data[at : tag.end]])


def _inserted(xml: SheetXml, shifts: Shifts) -> Iterator[tuple[Cell, bytes]]:
    """Yield the elements of inserted cells that have a look of their own."""
    for area in shifts.areas:
        yield from _inserted_in(xml, area, shifts)


def _inserted_in(xml: SheetXml, area: Area, shifts: Shifts) -> Iterator[tuple[Cell, bytes]]:
    above = xml.find_row(area.top - 1) if area.top > 1 else None
    hidden = above is not None and above.get(b"hidden") in (b"1", b"true")
    # A hidden row above is the anchor of a table that has one row so far.
    source = area.top if area.top == 1 or hidden else area.top - 1
    for column in range(area.left, area.right + 1):
        tag = xml.find_cell(Cell(source, column))
        style = tag.get(b"s") if tag else None
        if style is None:
            continue
        start = area.top + shifts.down(area.top - 1, column)
        for row in range(start, start + area.bottom - area.top + 1):
            cell = Cell(row, column)
            yield cell, b'<%bc r="%b" s="%b"/>' % (xml.prefix, str(cell).encode(), style)
