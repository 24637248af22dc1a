"""A workbook open in Excel on a desktop, through Excel's own objects.

xlwings hands them over as ``book.api``; nothing here needs xlwings itself, so that tests put a
stand-in behind it. Excel's answers and orders are those of its object model:
https://learn.microsoft.com/office/vba/api/overview/excel/object-model
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PureWindowsPath
from tempfile import TemporaryDirectory
from typing import Any

from xlbcf.books.excel_marks import count_marks, put_marks, take_marks
from xlbcf.books.open_book import Block
from xlbcf.books.typed import as_typed
from xlbcf.books.values import CellError, Unstorable, Value, read_number
from xlbcf.rules.findings import Refused, finding
from xlbcf.rules.kinds import Severity
from xlbcf.template.addresses import Area, Cell, place_on

_READABLE = (".xlsx", ".xlsm")
_NEW = ".xlsx"
_VISIBLE = -1
#: The kind of links that lead to workbooks and add-ins (xlExcelLinks).
_TO_WORKBOOKS = 1
#: Excel refuses longer texts among several values (8,203 characters, less the apostrophe).
_LONGEST_TOGETHER = 8_000
#: The number format of cells that take all that is typed as a text.
_TEXT = "@"
#: How cells make room for others, and whose look these take (xlShiftDown, xlFormatFrom...).
_DOWN, _LIKE_ABOVE, _LIKE_BELOW = -4121, 0, 1
#: Excel calculates only when it is told to (xlCalculationManual).
_BY_HAND = -4135
#: How Excel hands over the errors of cells.
_ERRORS = {
    -2146826288: "#NULL!",
    -2146826281: "#DIV/0!",
    -2146826273: "#VALUE!",
    -2146826265: "#REF!",
    -2146826259: "#NAME?",
    -2146826252: "#NUM!",
    -2146826246: "#N/A",
    -2146826245: "#GETTING_DATA",
    -2146826243: "#SPILL!",
    -2146826238: "#CALC!",
}


class ExcelBook:
    """A workbook open in Excel.

    Args:
        workbook: Excel's own Workbook object.
    """

    can_mark = True

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook

    @property
    def name(self) -> str:
        """Its file name, as the window shows it."""
        return str(self._workbook.Name)

    @property
    def address(self) -> str:
        """Its full path or web address; empty if it was never saved."""
        return str(self._workbook.FullName) if self._workbook.Path else ""

    @property
    def selected(self) -> tuple[str, Cell]:
        """The active sheet and the selected cell; the first cell where none is selected."""
        window = self._workbook.Windows(1)
        sheet = str(window.ActiveSheet.Name)
        try:
            cell = window.ActiveCell
            return sheet, Cell(int(cell.Row), int(cell.Column))
        except Exception:
            # On a chart sheet no cell is active, and Excel answers with an error of its own.
            return sheet, Cell(1, 1)

    def sheets(self) -> list[str]:
        """Return the names of the sheets, in their order."""
        sheets = self._workbook.Sheets
        return [str(sheets(number).Name) for number in range(1, int(sheets.Count) + 1)]

    def values(self, sheet: str) -> Mapping[Cell, Value]:
        """Return the values of a sheet's cells that are not empty."""
        used = self._workbook.Worksheets(sheet).UsedRange
        top, left, held = int(used.Row), int(used.Column), used.Value2
        rows = held if isinstance(held, tuple) else ((held,),)
        return {
            Cell(top + down, left + across): _value(raw)
            for down, row in enumerate(rows)
            for across, raw in enumerate(row)
            if raw is not None
        }

    def content(self) -> bytes:
        """Return it as the content of a file, through a copy that Excel saves and we delete.

        Raises:
            Refused: it is of a kind that cannot be read (OPEN01), or Excel saves no copy (OPEN03).
        """
        # A workbook that was never saved has no suffix, and its copy is of the usual kind.
        kind = PureWindowsPath(self.name).suffix.casefold() or _NEW
        if kind not in _READABLE:
            expected = ", ".join(_READABLE)
            raise Refused(finding("OPEN01", self.name, found=kind, expected=expected))
        with TemporaryDirectory(prefix="xlbcf-", ignore_cleanup_errors=True) as folder:
            copy = Path(folder) / f"copy{kind}"
            try:
                self._workbook.SaveCopyAs(str(copy))
                return copy.read_bytes()
            except Exception as fault:
                raise Refused(finding("OPEN03", self.name, reason=_reason(fault))) from fault

    def write(self, blocks: Sequence[Block]) -> None:
        """Write values, one block in one step.

        Raises:
            Refused: Excel would not have it, or a value is one that no cell can hold (OPEN02).
        """
        date1904 = bool(self._workbook.Date1904)
        for block in blocks:
            where = place_on(block.sheet, block.area.anchor)
            try:
                rows = [[as_typed(each, date1904=date1904) for each in row] for row in block.rows]
                sheet = self._workbook.Worksheets(block.sheet)
                _put(sheet, block.area, rows)
                _put_as_texts(sheet, block, rows)
            except Unstorable as fault:
                raise Refused(finding("OPEN02", self.name, cells=where, reason=fault)) from fault
            except Exception as fault:
                reason = _reason(fault)
                raise Refused(finding("OPEN02", self.name, cells=where, reason=reason)) from fault

    def insert(self, sheet: str, area: Area) -> None:
        """Insert cells; what stands there and below, in these columns, moves down.

        Raises:
            Refused: Excel would not have it (OPEN28).
        """
        try:
            target = self._workbook.Worksheets(sheet)
            above = Cell(max(area.top - 1, 1), area.left)
            hidden = bool(target.Range(str(above)).EntireRow.Hidden)
            # Cells that wait to be pasted would be inserted instead of empty ones.
            self._workbook.Application.CutCopyMode = False
            target.Range(str(area)).Insert(_DOWN, _LIKE_BELOW if hidden else _LIKE_ABOVE)
        except Exception as fault:
            where = place_on(sheet, area.anchor)
            reason = _reason(fault)
            raise Refused(finding("OPEN28", self.name, cells=where, reason=reason)) from fault

    def write_formulas(self, sheet: str, formulas: Mapping[Cell, str]) -> None:
        """Write formulas into cells, each as one that fills its own cell only.

        Raises:
            Refused: Excel would not have it (OPEN02).
        """
        for cell, text in formulas.items():
            try:
                self._workbook.Worksheets(sheet).Range(str(cell)).Formula = f"={text}"
            except Exception as fault:
                where, reason = place_on(sheet, cell), _reason(fault)
                raise Refused(finding("OPEN02", self.name, cells=where, reason=reason)) from fault

    @contextmanager
    def calculating_later(self) -> Iterator[None]:
        """Put off what Excel would work out after each cell, until the end of the context."""
        application = self._workbook.Application
        usual = application.Calculation
        application.Calculation = _BY_HAND
        try:
            yield
        finally:
            application.Calculation = usual

    def select(self, sheet: str, cell: Cell) -> None:
        """Show a cell and select it.

        Raises:
            Refused: Excel cannot show it (OPEN04).
        """
        where = place_on(sheet, cell)
        target = self._workbook.Worksheets(sheet)
        if int(target.Visible) != _VISIBLE:
            raise Refused(finding("OPEN04", where, reason="the sheet is hidden"))
        try:
            self._workbook.Application.Goto(target.Range(str(cell)))
        except Exception as fault:
            raise Refused(finding("OPEN04", where, reason=_reason(fault))) from fault

    def mark(self, cells: Mapping[str, Mapping[Cell, Severity]]) -> list[str]:
        """Mark cells with conditional formats of our own; return the sheets that refuse them."""
        refusing = []
        with self._as_saved_as_before():
            for name, own in cells.items():
                sheet = self._workbook.Worksheets(name)
                try:
                    if not _may_be_formatted(sheet):
                        raise PermissionError("the sheet is protected")
                    put_marks(sheet, own)
                except Exception:
                    # Whatever Excel's reason, the sheet is named to the person who asked.
                    refusing.append(name)
                    with suppress(Exception):
                        take_marks(sheet)
        return refusing

    def clear_marks(self) -> int:
        """Take all marks away and return how many cells had one.

        Raises:
            Refused: a sheet was protected after its cells were marked (OPEN05).
        """
        count, left = 0, []
        with self._as_saved_as_before():
            for sheet in self._worksheets():
                marked = count_marks(sheet)
                try:
                    if marked:
                        take_marks(sheet)
                except Exception:
                    left.append(str(sheet.Name))
                else:
                    count += marked
        if left:
            raise Refused(finding("OPEN05", self.name, sheets=", ".join(left)))
        return count

    def repair_links(self, addin: str) -> int:
        """Turn links to other copies of an add-in to the one that is loaded.

        Raises:
            Refused: the add-in is not loaded (OPEN26), or Excel would not turn one (OPEN27).
        """
        try:
            own = str(self._workbook.Application.Workbooks(addin).FullName)
        except Exception as fault:
            found = finding("OPEN26", self.name, addin=addin, reason=_reason(fault))
            raise Refused(found) from fault
        count = 0
        for source in map(str, self._workbook.LinkSources(_TO_WORKBOOKS) or ()):
            if not _is_elsewhere(source, own):
                continue
            try:
                self._workbook.ChangeLink(source, own, _TO_WORKBOOKS)
            except Exception as fault:
                found = finding("OPEN27", self.name, link=source, reason=_reason(fault))
                raise Refused(found) from fault
            count += 1
        return count

    def recalculate(self) -> None:
        """Work out every formula again."""
        self._workbook.Application.CalculateFull()

    @contextmanager
    def _as_saved_as_before(self) -> Iterator[None]:
        """Leave Excel's opinion of whether the workbook has changes to save as it was."""
        saved = bool(self._workbook.Saved)
        try:
            yield
        finally:
            self._workbook.Saved = saved

    def _worksheets(self) -> Iterator[Any]:
        sheets = self._workbook.Worksheets
        return (sheets(number) for number in range(1, int(sheets.Count) + 1))


def _may_be_formatted(sheet: Any) -> bool:
    return not sheet.ProtectContents or bool(sheet.Protection.AllowFormattingCells)


def _put(sheet: Any, area: Area, rows: Sequence[Sequence[bool | float | str]]) -> None:
    """Set the values of an area: in one step, but for texts that Excel takes only by themselves."""
    texts = (value for row in rows for value in row if isinstance(value, str))
    if max(map(len, texts), default=0) <= _LONGEST_TOGETHER:
        sheet.Range(str(area)).Value2 = tuple(map(tuple, rows))
        return
    values = (value for row in rows for value in row)
    for cell, value in zip(area.cells(), values, strict=True):
        sheet.Range(str(cell)).Value2 = value


def _put_as_texts(sheet: Any, block: Block, rows: Sequence[Sequence[bool | float | str]]) -> None:
    """Set texts again, without an apostrophe, where a cell takes all that is typed as a text.

    Nothing says whether such a cell takes the apostrophe off; the text alone it takes as it is.
    """
    pairs = zip(_each(block.rows), _each(rows), strict=True)
    differing = [
        (cell, text)
        for cell, (text, typed) in zip(block.area.cells(), pairs, strict=True)
        if isinstance(text, str) and typed == f"'{text}"
    ]
    if not differing:
        return
    common = sheet.Range(str(block.area)).NumberFormat
    for cell, text in differing:
        # Cells of several formats have none in common.
        if (common or sheet.Range(str(cell)).NumberFormat) == _TEXT:
            sheet.Range(str(cell)).Value2 = text


def _each(rows: Sequence[Sequence[object]]) -> Iterator[object]:
    return (value for row in rows for value in row)


def _is_elsewhere(source: str, own: str) -> bool:
    """Say whether a link leads to a file of the same name in another place."""
    names = {PureWindowsPath(each).name.casefold() for each in (source, own)}
    return len(names) == 1 and source.casefold() != own.casefold()


def _value(raw: object) -> Value:
    """Return a cell's value as Excel hands it over: a whole number is an error's."""
    if isinstance(raw, float):
        return read_number(repr(raw))
    if isinstance(raw, int) and not isinstance(raw, bool):
        return CellError(_ERRORS.get(raw, "#VALUE!"))
    return raw if isinstance(raw, bool | str) else str(raw)


def _reason(fault: Exception) -> str:
    """Return what Excel said; pywin32 has it among the facts of its error."""
    facts = getattr(fault, "excepinfo", None)
    said = facts[2] if facts and len(facts) > 2 else None
    return " ".join(str(said or fault).split()).rstrip(".") or type(fault).__name__
