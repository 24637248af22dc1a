"""A stand-in for Excel's own objects, as strict as needed: what is not here, Excel is not asked.

Behind it is a file. It holds no formats, so that whatever a test finds changed was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PureWindowsPath
from typing import Any

from tests.support.excel_shifting import following, pushed_down
from tests.support.typing_in_excel import Taken, as_held
from xlbcf.books.file_book import FileBook
from xlbcf.books.port import Allow, Write
from xlbcf.books.values import CellError, Value
from xlbcf.template.addresses import Area, Cell, parse_area

ERRORS = {"#DIV/0!": -2146826281, "#VALUE!": -2146826273, "#N/A": -2146826246, "#REF!": -2146826265}


class ComError(Exception):
    """What pywin32 raises, with Excel's words among its facts."""

    def __init__(self, words: str) -> None:
        super().__init__(-2147352567, "Exception occurred.", None, None)
        self.excepinfo = (0, "Microsoft Excel", words, "xlmain11.chm", 0, -2146827284)


class Collection:
    """Excel's collections: counted from 1, asked with brackets or Item."""

    def __init__(self, members: Sequence[Any]) -> None:
        self._members = members

    @property
    def Count(self) -> int:  # noqa: N802
        return len(self._members)

    def __call__(self, key: int | str) -> Any:
        if isinstance(key, int):
            assert key >= 1
            return self._members[key - 1]
        found = [each for each in self._members if each.Name.casefold() == key.casefold()]
        if not found:
            raise ComError("Subscript out of range")
        return found[0]

    Item = __call__

    def __iter__(self) -> Iterator[Any]:
        return iter(self._members)


class Interior:
    """The look that a condition gives."""

    Color = Pattern = PatternColor = None


class Condition:
    """A conditional format of any kind.

    Args:
        sheet: the sheet that has it.
        kind: its type; 2 is a formula.
        cells: the cells that it is about.
        formula: its formula, if it has one.
    """

    def __init__(self, sheet: Worksheet, kind: int, cells: list[Cell], formula: str = "") -> None:
        self._sheet = sheet
        self.Type = kind
        self.AppliesTo = type("Cells", (), {"Count": len(cells)})()
        self.cells = cells
        self.Interior = Interior()
        self.StopIfTrue = True
        if kind == 2:
            self.Formula1 = formula

    def SetFirstPriority(self) -> None:  # noqa: N802
        self._sheet.conditions.remove(self)
        self._sheet.conditions.insert(0, self)

    def Delete(self) -> None:  # noqa: N802
        self._sheet.must_be_formattable()
        self._sheet.conditions.remove(self)


class Conditions(Collection):
    """The conditional formats of a range."""

    def __init__(self, sheet: Worksheet, cells: list[Cell] | None) -> None:
        super().__init__(sheet.conditions)
        self._sheet, self._cells = sheet, cells

    def Add(self, kind: int, operator: int, formula: str) -> Condition:  # noqa: N802
        self._sheet.must_be_formattable()
        assert self._cells
        assert operator == 1
        assert formula.startswith("=")
        condition = Condition(self._sheet, kind, self._cells, formula)
        self._sheet.conditions.append(condition)
        self._sheet.book.Saved = False
        return condition


class Range:
    """Some cells of a sheet."""

    def __init__(self, sheet: Worksheet, areas: list[Area]) -> None:
        self._sheet, self._areas = sheet, areas

    @property
    def Row(self) -> int:  # noqa: N802
        return self._areas[0].top

    @property
    def Column(self) -> int:  # noqa: N802
        return self._areas[0].left

    @property
    def FormatConditions(self) -> Conditions:  # noqa: N802
        return Conditions(self._sheet, [cell for area in self._areas for cell in area.cells()])

    @property
    def Value2(self) -> object:  # noqa: N802
        (area,) = self._areas
        held = self._sheet.book.file.values(self._sheet.Name)
        rows = tuple(
            tuple(
                _as_com(held.get(Cell(row, column))) for column in range(area.left, area.right + 1)
            )
            for row in range(area.top, area.bottom + 1)
        )
        return rows[0][0] if area.anchor == Cell(area.bottom, area.right) else rows

    @Value2.setter
    def Value2(self, given: object) -> None:  # noqa: N802
        (area,) = self._areas
        rows = given if isinstance(given, tuple) else ((given,),)
        texts = [value for row in rows for value in row if isinstance(value, str)]
        if isinstance(given, tuple) and any(len(text) > 8203 for text in texts):
            raise ComError("Application-defined or object-defined error")
        book, name = self._sheet.book, self._sheet.Name
        if any(book.file.locked(name, cell) for cell in area.cells()):
            raise ComError("The cell is on a protected sheet.")
        try:
            held = list(map(_in_format, (v for row in rows for v in row), self._formats()))
        except Taken as taken:
            raise ComError("Application-defined or object-defined error") from taken
        pairs = zip(area.cells(), held, strict=True)
        book.file.write([Write(name, *pair) for pair in pairs], tuple(Allow))
        book.Saved = False

    def _formats(self) -> list[str]:
        (area,) = self._areas
        file = self._sheet.book.file.sheet_file(self._sheet.Name)
        return [file.number_format(cell) for cell in area.cells()]

    @property
    def NumberFormat(self) -> str | None:  # noqa: N802
        """The format of all cells, or nothing where they have several."""
        found = set(self._formats())
        return found.pop() if len(found) == 1 else None

    @property
    def EntireRow(self) -> Any:  # noqa: N802
        (area,) = self._areas
        hidden = area.top in self._sheet.hidden_rows
        return type("Rows", (), {"Hidden": hidden})()

    @property
    def Formula(self) -> str:  # noqa: N802
        raise AssertionError("nobody reads formulas one by one")

    @Formula.setter
    def Formula(self, given: str) -> None:  # noqa: N802
        (area,) = self._areas
        assert given.startswith("=")
        book, name = self._sheet.book, self._sheet.Name
        if book.file.locked(name, area.anchor):
            raise ComError("The cell is on a protected sheet.")
        if given.count("(") != given.count(")"):
            raise ComError("Application-defined or object-defined error")
        book.file.put_formulas({name: {area.anchor: given[1:]}})
        book.Saved = False

    def Insert(self, shift: int, origin: int) -> None:  # noqa: N802
        (area,) = self._areas
        assert shift == -4121, "only downwards"
        if self._sheet.ProtectContents:
            raise ComError("The sheet is protected.")
        assert self._sheet.book.Application.CutCopyMode is False, "it would insert what was cut"
        self._sheet.book.insert(self._sheet.Name, area)
        self._sheet.book.inserted.append((self._sheet.Name, str(area), origin))
        self._sheet.book.Saved = False


def _in_format(given: object, code: str) -> Value:
    """Return what a cell of some format holds; one for texts keeps a text as it is given."""
    return given if code == "@" and isinstance(given, str) else as_held(given)


class Worksheet:
    """A sheet with cells."""

    def __init__(self, book: Workbook, name: str, hidden: bool, protected: bool) -> None:
        self.book = book
        self.Name = name
        self.Visible = 0 if hidden else -1
        self.ProtectContents = protected
        self.Protection = type("Protection", (), {"AllowFormattingCells": False})()
        self.conditions: list[Condition] = []

    @property
    def UsedRange(self) -> Range:  # noqa: N802
        cells = list(self.book.file.values(self.Name)) or [Cell(1, 1)]
        rows, columns = [c.row for c in cells], [c.column for c in cells]
        return Range(self, [Area(min(rows), min(columns), max(rows), max(columns))])

    @property
    def Cells(self) -> Range:  # noqa: N802
        return Range(self, [Area(1, 1, 1, 1)])

    def Range(self, address: str) -> Range:  # noqa: N802
        assert len(address) <= 255, "Excel takes no longer address"
        return Range(self, [parse_area(each) for each in address.split(",")])

    @property
    def hidden_rows(self) -> set[int]:
        """The rows that are hidden; cells move, rows do not."""
        entry = self.book.file.workbook.sheet(self.Name)
        raw = self.book.file.package.read(entry.part)
        rows = re.findall(rb'<row r="([0-9]+)"[^>]*\shidden="(?:1|true)"', raw)
        return set(map(int, rows))

    def must_be_formattable(self) -> None:
        """Raise as Excel does if formats cannot be changed."""
        if self.ProtectContents and not self.Protection.AllowFormattingCells:
            raise ComError("The sheet is protected.")


class Chart:
    """A sheet without cells."""

    def __init__(self, name: str) -> None:
        self.Name = name


class Window:
    """A window on a workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book

    @property
    def ActiveSheet(self) -> Any:  # noqa: N802
        return self._book.active

    @property
    def ActiveCell(self) -> Range:  # noqa: N802
        if not isinstance(self._book.active, Worksheet):
            raise ComError("No cell is active")
        cell = self._book.active_cell
        return Range(self._book.active, [Area(*cell, *cell)])


class Application:
    """Excel itself."""

    def __init__(self) -> None:
        self.Hwnd = 42
        self.calculated = 0
        self.Calculation = -4105
        self.CutCopyMode: int | bool = 1
        self.Workbooks = Collection([])

    def Goto(self, target: Range) -> None:  # noqa: N802
        sheet = target._sheet
        if sheet.Visible != -1:
            raise ComError("Reference isn't valid.")
        sheet.book.active = sheet
        sheet.book.active_cell = Cell(target.Row, target.Column)

    def CalculateFull(self) -> None:  # noqa: N802
        self.calculated += 1


class Workbook:
    """An open workbook.

    Args:
        data: the content of its file.
        full_name: its path or web address; a bare name if it was never saved.
        charts: names of sheets without cells that it has too.
    """

    def __init__(self, data: bytes, full_name: str, charts: Sequence[str] = ()) -> None:
        self.file = FileBook.from_bytes(data, full_name, (Allow.SIGNED,))
        self.FullName = full_name
        name = PureWindowsPath(full_name)
        self.Name = full_name.rpartition("/")[2] if "/" in full_name else name.name
        self.Path = full_name[: -len(self.Name)].rstrip("/\\")
        self.Application = Application()
        self.Date1904 = False
        self.Saved = True
        own = [
            Worksheet(self, e.name, e.hidden, self.file.sheet_file(e.name).rules.protected)
            for e in self.file.workbook.sheets
        ]
        self.Worksheets = Collection(own)
        self.Sheets = Collection([*own, *map(Chart, charts)])
        self.Windows = Collection([Window(self)])
        self.active: Any = own[0]
        self.active_cell = Cell(1, 1)
        #: What keeps a copy from being saved, if something does.
        self.before_copy: Callable[[], None] = lambda: None
        self.copies: list[Path] = []
        #: What was inserted: sheet, address and whose look it took.
        self.inserted: list[tuple[str, str, int]] = []

    def insert(self, name: str, area: Area) -> None:
        """Insert cells and let every formula follow; charts and names are not looked at."""
        formulas = {sheet.Name: self.file.formulas(sheet.Name) for sheet in self.Worksheets}
        values = {sheet: self.file.values(sheet) for sheet in formulas}
        texts = {
            sheet: {cell: following(text, sheet, name, area) for cell, text in own.items()}
            for sheet, own in formulas.items()
        }
        texts[name] = pushed_down(texts[name], area)
        held = pushed_down(values[name], area)
        writes = [
            Write(name, cell, held.get(cell))
            for cell in {*values[name], *formulas[name], *held} - texts[name].keys()
            if cell.row >= area.top and area.left <= cell.column <= area.right
        ]
        self.file.write(writes, tuple(Allow))
        fresh = {
            sheet: {cell: text for cell, text in own.items() if formulas[sheet].get(cell) != text}
            for sheet, own in texts.items()
        }
        values[name] = held
        self.file.put_formulas(fresh)
        self.file.store_results(
            {
                sheet: {cell: values[sheet].get(cell, "") for cell in own}
                for sheet, own in fresh.items()
            }
        )

    def SaveCopyAs(self, path: str) -> None:  # noqa: N802
        self.before_copy()
        self.copies.append(Path(path))
        Path(path).write_bytes(self.file.to_bytes())


def _as_com(value: Value) -> object:
    if isinstance(value, CellError):
        return ERRORS[value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return None if value == "" else value
