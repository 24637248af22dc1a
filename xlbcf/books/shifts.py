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
        self._rows = re.compile(rb"[A-Za-z:]\$?([0-9]{%d,})" % len(str(self.first)))

    def concern(self, text: bytes) -> bool:
        """Say whether a text may hold a reference to a row that moves; never wrongly no."""
        return any(int(row) >= self.first for row in self._rows.findall(text))

    def concerned(self, joined: bytes, mark: bytes) -> set[bytes]:
        """Return the texts that may hold a reference to a row that moves.

        Args:
            joined: texts, one after the other.
            mark: what stands between them.
        """
        found = set()
        for match in self._rows.finditer(joined):
            if int(match[1]) >= self.first:
                end = joined.find(mark, match.end())
                start = joined.rfind(mark, 0, match.start()) + 1
                found.add(joined[start : end if end >= 0 else len(joined)])
        return found

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
        self._sheets = {name.casefold(): shifts for name, shifts in sheets.items()}
        # Sheets of one make have the same formulas and grow at the same rows.
        kinds: dict[tuple[Area, ...], int] = {}
        self._kinds = {
            name: kinds.setdefault(tuple(shifts.areas), len(kinds))
            for name, shifts in self._sheets.items()
        }
        self._known: dict[tuple[int | None, str], str] = {}

    def on(self, sheet: str) -> Shifts | None:
        """Return how a sheet's cells move, or nothing if none does."""
        return self._sheets.get(sheet.casefold())

    def named_in(self, text: bytes) -> bool:
        """Say whether a text may name a sheet whose cells move; never wrongly no."""
        if b"&" in text:
            text = text.replace(b"&apos;", b"'").replace(b"&#39;", b"'").replace(b"&amp;", b"&")
        names = {_last_name(part) for part in text.split(b"!")[:-1]}
        return any(b"''" in name or name.decode().casefold() in self._sheets for name in names)

    def formula(self, text: str, sheet: str) -> str:
        """Return a formula that stands on a sheet.

        Args:
            text: the formula, with or without its equals sign.
            sheet: the sheet that references without one are to; empty if they are to none.
        """
        name = sheet.casefold()
        own = self._sheets.get(name)
        if own is None and "!" not in text:
            return text
        key = self._kinds.get(name), text
        if key not in self._known:
            self._known[key] = _TOKEN.sub(lambda match: self._reference(match, own), text)
        return self._known[key]

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
        if match["c1"] is None and match["top"] is None:
            return match[0]
        sheet = match["sheet"] or ""
        shifts = self._sheets.get(_plain(sheet)) if sheet else own
        if shifts is None:
            return match[0]
        return _shifted(match, shifts, sheet)


def _last_name(text: bytes) -> bytes:
    """Return the sheet that a text ends with, as a reference to it begins; all of an odd one."""
    if not text.endswith(b"'"):
        return text[len(text.rstrip(_WORD)) :]
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


def _shifted(match: re.Match[str], shifts: Shifts, sheet: str) -> str:
    c1, r1, c2, r2, top, bottom = match.group("c1", "r1", "c2", "r2", "top", "bottom")
    if top is not None:
        first, last, left, right = top, bottom, 1, LAST_COLUMN
    else:
        first, last = r1, r2 or r1
        left = column_number(c1.lstrip("$"))
        right = column_number(c2.lstrip("$")) if c2 else left
    if left > right:
        left, right = right, left
    rows = [int(first.lstrip("$")), int(last.lstrip("$"))]
    if right > LAST_COLUMN or max(rows) > LAST_ROW or (min(rows) == 1 and max(rows) == LAST_ROW):
        return match[0]
    new = [row + shifts.down(row, left, right) for row in rows]
    if new == rows:
        return match[0]
    if min(new) > LAST_ROW:
        return sheet + _LOST
    one, other = (
        "$" * text.startswith("$") + str(min(row, LAST_ROW))
        for text, row in zip((first, last), new, strict=True)
    )
    if top is not None:
        return f"{sheet}{one}:{other}"
    return f"{sheet}{c1}{one}:{c2}{other}" if c2 else f"{sheet}{c1}{one}"
