"""A history made longer or shorter: the rows put in, and the cells and formulas that follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from xlbcf.books.insertion import Insertion
from xlbcf.books.port import Write
from xlbcf.books.values import Value, unchanged
from xlbcf.desk.dashboards.histories import History, HistoryRow
from xlbcf.desk.dashboards.shifting import Point
from xlbcf.rules.metrics import Unit
from xlbcf.rules.spc_rules import FEWEST_POINTS
from xlbcf.template.addresses import Area, Cell, column_letters, column_number
from xlbcf.template.dashboard_mapping import HistoryColumn

LIMITS = (HistoryColumn.MEAN, HistoryColumn.LOWER, HistoryColumn.UPPER)
_LIMITS = frozenset(LIMITS)
_PLAIN = tuple(column for column in HistoryColumn if column not in LIMITS)
_RESTARTED = re.compile(r"\bBCF_(?:SPC|TREND)", re.IGNORECASE)
_SPAN = re.compile(
    r"\"[^\"]*\"|(?P<sheet>(?:'(?:[^']|'')+'|[\w.]+)!)?"
    r"(?P<l>\$?[A-Z]{1,3})(?P<t>\$?)(?P<top>[1-9][0-9]*)"
    r"(?::(?P<r>\$?[A-Z]{1,3})(?P<b>\$?)(?P<bottom>[1-9][0-9]*))?(?![\w(!.])"
)
_Cells = Mapping[HistoryColumn, Value]


class HistoryEdit:
    """What is done to one history.

    Args:
        sheet: the sheet it stands on.

    Attributes:
        insertion: the cells put in at its live row, or None.
        values: values for cells.
        replaced: values for cells that may hold formulas.
        formulas: formulas for cells of its sheet, without their equals signs.
    """

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.insertion: Insertion | None = None
        self.values: list[Write] = []
        self.replaced: list[Write] = []
        self.formulas: dict[Cell, str] = {}


class NewHistory:
    """A history as it will stand.

    Args:
        history: the history as it stands.
        kept: its rows that stay.
        added: the cells of the rows that follow them.
        latest: the latest figure.
        unit: what the series is counted in.
        word: what stands in a row where the series begins anew.
    """

    def __init__(
        self,
        history: History,
        kept: Sequence[HistoryRow],
        added: Sequence[_Cells],
        latest: Value,
        unit: Unit,
        word: str,
    ) -> None:
        self.history, self.kept, self.added = history, kept, added
        self.latest, self.unit, self.word = latest, unit, word

    @cached_property
    def rows(self) -> list[_Cells]:
        """The cells of its rows, without the live one."""
        return [*(row.cells for row in self.kept), *self.added]

    @cached_property
    def inserted(self) -> int:
        """How many rows are put in."""
        return max(0, len(self.rows) - len(self.history.rows))

    @cached_property
    def first(self) -> int:
        """The row of its first figure; rows that a shorter history leaves over stand above."""
        spare = max(0, len(self.history.rows) - len(self.rows))
        return self.history.area.top + 1 + spare

    @cached_property
    def live(self) -> int:
        """The row of the latest figure."""
        return self.history.area.bottom + self.inserted

    @cached_property
    def start(self) -> int:
        """The row after which the series runs without a break."""
        return _start(self.rows, self.first, self.history, self.word)

    @cached_property
    def start_before(self) -> int:
        """The same row of the history as it stands."""
        rows = [row.cells for row in self.history.rows]
        return _start(rows, self.history.area.top + 1, self.history, self.word)

    @cached_property
    def moves(self) -> bool:
        """Whether rows that stay get another place, or the series another start."""
        return self.start != self.start_before or len(self.kept) < len(self.history.rows)

    @cached_property
    def has_limits(self) -> bool:
        """Whether the series has enough points since its start for control limits."""
        if self.history.limits is None or self.unit in (Unit.CATEGORY, Unit.TEXT_TREND):
            return False
        since = self.rows[max(0, self.start + 1 - self.first) :]
        values = [*(row.get(HistoryColumn.FIGURE) for row in since), self.latest]
        return sum(_is_number(value) for value in values) >= FEWEST_POINTS


def lay_out(new: NewHistory, formulas: Mapping[Cell, str]) -> HistoryEdit:
    """Return what makes a history as it will stand.

    Args:
        new: the history as it will stand.
        formulas: the formulas of its sheet as it stands; only asked for where rows move.
    """
    history = new.history
    edit = HistoryEdit(history.sheet)
    if new.inserted:
        area = Area(history.area.bottom, history.area.left, new.live - 1, history.area.right)
        edit.insertion = Insertion(history.sheet, area)
    before = {row.row: row.cells for row in history.rows}
    for row in range(history.area.top + 1, new.live):
        wanted: _Cells = new.rows[row - new.first] if row >= new.first else {}
        held = before.get(row, {})
        if wanted is not held:
            edit.values += _plain_writes(history, row, held, wanted)
    if history.limits is not None:
        _set_limits(new, edit, formulas)
    if new.start != new.start_before:
        edit.formulas |= dict(_restarted(new, formulas))
    return edit


def row_of(point: Point, unit: Unit) -> dict[HistoryColumn, Value]:
    """Return the cells of a point; a text where a number belongs is left out of the chart."""
    worded = unit in (Unit.CATEGORY, Unit.TEXT_TREND)
    cells = {
        HistoryColumn.PERIOD: point.period.text,
        HistoryColumn.FIGURE: point.value if worded or _is_number(point.value) else None,
        HistoryColumn.TARGET: point.target,
        HistoryColumn.NUMERATOR: point.numerator,
        HistoryColumn.DENOMINATOR: point.denominator,
        HistoryColumn.DEFINITION: point.definition,
    }
    return {column: value for column, value in cells.items() if value is not None}


def is_break(cells: _Cells, word: str) -> bool:
    """Say whether a row of a history is one where the series begins anew."""
    return cells.get(HistoryColumn.PERIOD) == word


def _start(rows: Sequence[_Cells], first: int, history: History, word: str) -> int:
    breaks = [first + at for at, cells in enumerate(rows) if is_break(cells, word)]
    return breaks[-1] if breaks else history.area.top


def _plain_writes(history: History, row: int, held: _Cells, wanted: _Cells) -> Iterator[Write]:
    for column in _PLAIN:
        value = wanted.get(column)
        if not unchanged(held.get(column), value):
            yield Write(history.sheet, Cell(row, history.columns[column]), value)


def _set_limits(new: NewHistory, edit: HistoryEdit, formulas: Mapping[Cell, str]) -> None:
    """Let rows since the start read the limits; those before keep theirs as values."""
    history = new.history
    # The live row has moved down with what it holds; rows put in hold nothing.
    held = {row.row: row for row in history.rows} | {new.live: history.live}
    pairs = [
        (column, history.columns[column], f"${column_letters(limit.column)}${limit.row}")
        for column, limit in zip(LIMITS, history.limits or (), strict=True)
    ]
    for row in range(history.area.top + 1, new.live + 1):
        old = held.get(row)
        # Rows that a history once cut back has no figures for yet stay blank.
        reading = row > new.start and row >= new.first and new.has_limits
        if reading and not new.moves and old is not None and old.cells.keys() >= _LIMITS:
            continue
        own: _Cells = new.rows[row - new.first] if new.first <= row < new.live else {}
        for column, number, limit in pairs:
            value = old.cells.get(column) if old else None
            reads = old is not None and Cell(old.row, number) in formulas
            if reading:
                if not (reads or (value is not None and not new.moves)):
                    edit.formulas[Cell(row, number)] = limit
                continue
            wanted = own.get(column) if row <= new.start else None
            if reads or not unchanged(value, wanted):
                edit.replaced.append(Write(history.sheet, Cell(row, number), wanted))


def _restarted(new: NewHistory, formulas: Mapping[Cell, str]) -> Iterator[tuple[Cell, str]]:
    """Yield the formulas of control charts and trends, reading from the new start on."""
    top = new.history.area.top
    for cell, text in formulas.items():
        if cell.row < top and _RESTARTED.search(text):
            changed = _SPAN.sub(lambda match: _shifted(new, match), text)
            if changed != text:
                yield cell, changed


def _shifted(new: NewHistory, match: re.Match[str]) -> str:
    """Return a reference of a formula as it reads once rows are put in and the start is new."""
    history = new.history
    if match["l"] is None or not _is_on(match["sheet"], history.sheet):
        return match[0]
    left = column_number(match["l"].lstrip("$"))
    if not history.area.left <= left <= history.area.right:
        return match[0]
    old_live, top = history.area.bottom, int(match["top"])
    bottom = int(match["bottom"] or top)
    if match["r"] and top == new.start_before and bottom == old_live:
        top = new.start
    elif top >= old_live:
        top += new.inserted
    bottom += new.inserted if bottom >= old_live else 0
    first = f"{match['sheet'] or ''}{match['l']}{match['t']}{top}"
    return f"{first}:{match['r']}{match['b']}{bottom}" if match["r"] else first


def _is_on(prefix: str | None, sheet: str) -> bool:
    name = prefix[:-1].strip("'").replace("''", "'") if prefix else sheet
    return name.casefold() == sheet.casefold()


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
