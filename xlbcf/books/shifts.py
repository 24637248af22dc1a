"""References followed to where their cells went, when cells were inserted and others moved down.

Source: what Excel does on "Insert, Shift cells down". A reference to a cell that moves goes with
it; an area grows when cells are inserted between its first row and its last, and moves when they
are inserted at its first row or above. An area that is wider than the inserted cells stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from xlbcf.books.references import moved
from xlbcf.template.addresses import LAST_COLUMN, LAST_ROW, Area, Cell, column_number

_LOST = "#REF!"
_ROW = r"\$?[1-9][0-9]{0,6}"
_COLUMN = r"\$?[A-Za-z]{1,3}"
_TOKEN = re.compile(
    r"\"(?:[^\"]|\"\")*\""
    r"|(?<![\w.$\]])(?P<sheet>(?:'(?:[^']|'')+'|(?:\[[^\]]*\])?[^\W\d][\w.]*(?::[^\W\d][\w.]*)?)!)?"
    rf"(?:(?P<c1>{_COLUMN})(?P<r1>{_ROW})(?::(?P<c2>{_COLUMN})(?P<r2>{_ROW}))?"
    rf"|(?P<top>{_ROW}):(?P<bottom>{_ROW}))(?![\w(.!\[])"
    r"|'(?:[^']|'')*'"
    r"|\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]"
)

#: What a sheet's name may be of that stands without quotation marks.
_WORD = bytes(at for at in range(256) if at >= 0x80 or chr(at).isalnum() or chr(at) in "_.")


class Shifts:
    """How far the cells of one sheet move down.

    Args:
        areas: the cells inserted, in the coordinates before; none may overlap another.
    """

    def __init__(self, areas: Iterable[Area]) -> None:
        self.areas = sorted(areas)
        self.first = min((area.top for area in self.areas), default=LAST_ROW + 1)
        #: The row of what looks like a cell or the end of whole rows, if it has enough digits.
        self._rows = re.compile(rb"[A-Za-z:]\$?([0-9]{%d,7})" % len(str(self.first)))

    def concern(self, text: bytes) -> bool:
        """Say whether a text may hold a reference to a row that moves; never wrongly no."""
        return any(int(row) >= self.first for row in self._rows.findall(text))

    def down(self, row: int, left: int, right: int | None = None) -> int:
        """Return how many rows a row of some columns moves down.

        Args:
            row: the row.
            left: the first column.
            right: the last column; the first if not given.
        """
        last = left if right is None else right
        return sum(
            area.bottom - area.top + 1
            for area in self.areas
            if area.top <= row and area.left <= left and last <= area.right
        )

    def cell(self, cell: Cell) -> Cell:
        """Return where a cell goes."""
        return Cell(cell.row + self.down(cell.row, cell.column), cell.column)

    def area(self, area: Area) -> Area:
        """Return where an area goes that is one thing: it moves, grows or stays as a whole."""
        if area.top == 1 and area.bottom == LAST_ROW:
            return area
        top, bottom = (
            row + self.down(row, area.left, area.right) for row in (area.top, area.bottom)
        )
        return Area(min(top, LAST_ROW), area.left, min(bottom, LAST_ROW), area.right)

    def areas_of(self, area: Area) -> list[Area]:
        """Return where an area's cells go; it is divided where only some of its columns move."""
        cuts = {area.left, area.right + 1}
        for each in self.areas:
            if each.top <= area.bottom:
                cuts |= {at for at in (each.left, each.right + 1) if area.left < at <= area.right}
        edges = sorted(cuts)
        parts = [
            self.area(Area(area.top, left, area.bottom, after - 1))
            for left, after in pairwise(edges)
        ]
        return [area] if _one_block(parts, area) else parts


def _one_block(parts: Iterable[Area], area: Area) -> bool:
    """Say whether the parts of an area all stay where they are."""
    return all((part.top, part.bottom) == (area.top, area.bottom) for part in parts)


class Shifter:
    """Formulas as they read after cells have moved.

    Args:
        sheets: for a sheet's name, how its cells move.
    """

    def __init__(self, sheets: Mapping[str, Shifts]) -> None:
        # Sheets of one make have the same formulas and grow at the same rows: they share how
        # their cells move, and with it what has been found out for one of them.
        kinds: dict[tuple[Area, ...], Shifts] = {}
        self._sheets = {
            name.casefold(): kinds.setdefault(tuple(shifts.areas), shifts)
            for name, shifts in sheets.items()
        }
        self._first = min((shifts.first for shifts in self._sheets.values()), default=LAST_ROW + 1)
        self._numbers = re.compile(rb"[1-9][0-9]{%d,6}" % (len(str(self._first)) - 1))
        self._formulas: dict[tuple[Shifts | None, str], str] = {}
        self._references: dict[tuple[Shifts, str], str] = {}
        #: For sheets as references begin with them, how their cells move.
        self._stated: dict[str, Shifts | None] = {}

    def on(self, sheet: str) -> Shifts | None:
        """Return how a sheet's cells move, or nothing if none does."""
        return self._sheets.get(sheet.casefold())

    def concerned(self, texts: Iterable[bytes], sheet: str) -> set[bytes]:
        """Return the formulas of a sheet that may hold a reference to a row that moves.

        Args:
            texts: the formulas, as they are written in the file.
            sheet: the sheet.
        """
        joined, end, found = b"\0".join(texts), 0, set()
        # Few formulas hold a number as high as the first row that moves.
        for number in self._numbers.finditer(joined):
            if number.start() >= end and int(number[0]) >= self._first:
                end = joined.find(b"\0", number.end())
                end = end if end >= 0 else len(joined)
                found.add(joined[joined.rfind(b"\0", 0, number.start()) + 1 : end])
        return found if self.on(sheet) else {text for text in found if self.named_in(text)}

    def named_in(self, text: bytes) -> bool:
        """Say whether a text may name a sheet whose cells move; never wrongly no."""
        if b"&" in text:
            text = text.replace(b"&apos;", b"'").replace(b"&#39;", b"'").replace(b"&amp;", b"&")
        names = {
            _quoted_name(part) if part.endswith(b"'") else part[len(part.rstrip(_WORD)) :]
            for part in text.split(b"!")[:-1]
        }
        return any(b"''" in name or name.decode().casefold() in self._sheets for name in names)

    def formula(self, text: str, sheet: str) -> str:
        """Return a formula that stands on a sheet.

        Args:
            text: the formula, with or without its equals sign.
            sheet: the sheet that references without one are to; empty if they are to none.
        """
        own = self._sheets.get(sheet.casefold())
        if own is None and "!" not in text:
            return text
        # Charts and sparklines hold one reference each: to a sheet and an area known by now.
        name, mark, area = text.rpartition("!")
        stated = self._stated.get(name + mark)
        if stated and (stated, area) in self._references:
            return name + mark + self._references[stated, area]
        key = own, text
        if key not in self._formulas:
            self._formulas[key] = _TOKEN.sub(lambda match: self._reference(match, own), text)
        return self._formulas[key]

    def name(self, text: str) -> str:
        """Return what a defined name stands for.

        Excel counts a reference without dollar signs from the cell that uses the name, so that
        it stays as it is.
        """
        return _TOKEN.sub(
            lambda match: self._reference(match, None) if _fixed(match) else match[0], text
        )

    def rule(self, text: str, sheet: str, old: Cell, new: Cell, at: tuple[Cell, Cell]) -> str:
        """Return the formula of a rule for many cells: a conditional format or a validation.

        It is written for the first cell and counted on from there, so that it cannot follow
        every cell: it follows the one in the middle, and with it nearly all.

        Args:
            text: the formula.
            sheet: the rule's sheet.
            old: the cell it is written for.
            new: the cell it is to be written for.
            at: the cell in the middle, before and after.
        """
        there = moved(text, at[0].row - old.row, at[0].column - old.column)
        return moved(self.formula(there, sheet), new.row - at[1].row, new.column - at[1].column)

    def _reference(self, match: re.Match[str], own: Shifts | None) -> str:
        whole = match[0]
        if match["c1"] is None and match["top"] is None:
            return whole
        sheet = match["sheet"] or ""
        shifts = self._named(sheet) if sheet else own
        if shifts is None:
            return whole
        key = shifts, whole[len(sheet) :]
        if key not in self._references:
            self._references[key] = _shifted(match, shifts)
        return sheet + self._references[key]

    def _named(self, sheet: str) -> Shifts | None:
        """Return how the cells move of a sheet that a reference begins with."""
        if sheet not in self._stated:
            self._stated[sheet] = self._sheets.get(_plain(sheet))
        return self._stated[sheet]


def _quoted_name(text: bytes) -> bytes:
    """Return the name in quotation marks that a text ends with; one mark's end of an odd one."""
    begin = text.rfind(b"'", 0, -1)
    return text[begin + 1 : -1] if text[begin - 1 : begin] != b"'" else b"''"


def _fixed(match: re.Match[str]) -> bool:
    """Say whether all of a reference is absolute."""
    parts = match.group("c1", "r1", "c2", "r2", "top", "bottom")
    return all(part is None or part.startswith("$") for part in parts)


def _plain(sheet: str) -> str:
    name = sheet[:-1]
    if name.startswith("'"):
        name = name[1:-1].replace("''", "'")
    return name.casefold()


def _shifted(match: re.Match[str], shifts: Shifts) -> str:
    """Return a reference without its sheet as it reads after cells have moved."""
    c1, r1, c2, r2, top, bottom = match.group("c1", "r1", "c2", "r2", "top", "bottom")
    reference = match[0][len(match["sheet"] or "") :]
    first, last = (r1, r2 or r1) if top is None else (top, bottom)
    rows = [int(first.lstrip("$")), int(last.lstrip("$"))]
    if max(rows) < shifts.first:
        return reference
    left, right = (1, LAST_COLUMN) if top is not None else _columns(c1, c2 or c1)
    if right > LAST_COLUMN or max(rows) > LAST_ROW or (min(rows) == 1 and max(rows) == LAST_ROW):
        return reference
    new = [row + shifts.down(row, left, right) for row in rows]
    if new == rows:
        return reference
    if min(new) > LAST_ROW:
        return _LOST
    one, other = (
        "$" * text.startswith("$") + str(min(row, LAST_ROW))
        for text, row in zip((first, last), new, strict=True)
    )
    if top is not None:
        return f"{one}:{other}"
    return f"{c1}{one}:{c2}{other}" if c2 else f"{c1}{one}"


def _columns(one: str, other: str) -> tuple[int, int]:
    """Return the numbers of two columns, the first one first."""
    left, right = column_number(one.lstrip("$")), column_number(other.lstrip("$"))
    return (left, right) if left <= right else (right, left)
