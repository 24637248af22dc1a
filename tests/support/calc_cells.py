"""Cells of LibreOffice Calc, worked by steps: run by the Python that has LibreOffice's ``uno``.

It starts LibreOffice with the arguments of its own command line, reads steps from its input as
JSON, and writes what they gave. Each step is a list whose first item names it (see ``_STEPS``).
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import uno

ERROR_CODES = {521: "#NULL!", 532: "#DIV/0!", 519: "#VALUE!", 524: "#REF!", 525: "#NAME?",
               503: "#NUM!", 32767: "#N/A"}  # fmt: skip
#: LibreOffice's number for formulas whose result is an error.
_ERRORS = 4
_PATIENCE = 60


def main() -> None:
    """Run the steps of the input and write a list with what each gave."""
    pipe = f"xlbcf{os.getpid()}"
    command = [*sys.argv[1:], "--headless", "--norestore", f"--accept=pipe,name={pipe};urp"]
    program = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=sys.stderr, start_new_session=True
    )
    try:
        context = _connected(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext", program)
        manager = context.ServiceManager
        desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        work = Work(desktop)
        given = [getattr(work, step[0])(*step[1:]) for step in json.load(sys.stdin)]
        json.dump(given, sys.stdout)
        work.close()
        desktop.terminate()
        program.wait(_PATIENCE)
    finally:
        # The program that was started starts others; a fault leaves none of them behind.
        with suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)


def _connected(address, program):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and program.poll() is None:
        try:
            return resolver.resolve(address)
        except Exception:  # a kind of its own, which only LibreOffice knows
            time.sleep(0.05)
    raise SystemExit("LibreOffice did not start")


class Work:
    """A workbook being worked on; each public method is a step."""

    def __init__(self, desktop):
        self._desktop = desktop
        self._book = None

    def open(self, path=""):
        """Open a file, or a new workbook."""
        self.close()
        hidden = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        hidden.Name, hidden.Value = "Hidden", True
        address = uno.systemPathToFileUrl(path) if path else "private:factory/scalc"
        self._book = self._desktop.loadComponentFromURL(address, "_blank", 0, (hidden,))

    def close(self):
        """Close the workbook."""
        if self._book:
            self._book.close(True)
            self._book = None

    def put(self, area, rows, sheet=""):
        """Write rows of values and formulas into cells."""
        self._area(area, sheet).setFormulaArray(tuple(map(tuple, rows)))

    def array(self, area, formula, sheet=""):
        """Write one formula whose rows fill an area."""
        self._area(area, sheet).setArrayFormula(formula)

    def clear(self, area, sheet=""):
        """Clear an area."""
        self._area(area, sheet).clearContents(1023)

    def read(self, area, sheet=""):
        """Return the rows of an area: numbers, texts, and errors as tables with their number."""
        found = self._area(area, sheet)
        size = found.RangeAddress
        return [
            [_value(found.getCellByPosition(x, y))
             for x in range(size.EndColumn - size.StartColumn + 1)]
            for y in range(size.EndRow - size.StartRow + 1)
        ]  # fmt: skip

    def named(self, name):
        """Return the rows of a named area."""
        found = self._book.NamedRanges.getByName(name).getReferredCells()
        address = found.RangeAddress
        sheet = self._book.Sheets.getByIndex(address.Sheet)
        return self.read(found.AbsoluteName.rpartition(".")[2].replace("$", ""), sheet.Name)

    def formulas(self, area, sheet=""):
        """Return the formulas of an area as Calc shows them."""
        return [list(row) for row in self._area(area, sheet).getFormulaArray()]

    def recalculate(self):
        """Work out every formula anew; return the seconds it took."""
        began = time.perf_counter()
        self._book.calculateAll()
        return time.perf_counter() - began

    def bind(self):
        """Type every formula again that has one of our functions; return how many there were.

        Calc takes their names where they are typed, and not where an Excel file has them.
        """
        typed = 0
        for sheet in self._book.Sheets:
            cursor = sheet.createCursor()
            cursor.gotoEndOfUsedArea(False)
            end = cursor.RangeAddress
            for y in range(end.EndRow + 1):
                for x in range(end.EndColumn + 1):
                    typed += _typed(sheet, sheet.getCellByPosition(x, y))
        return typed

    def retype(self, cells, sheet):
        """Type the formulas of some cells again, to be worked out later; see ``bind``."""
        self._book.enableAutomaticCalculation(False)
        for address in cells:
            cell = self._area(address, sheet).getCellByPosition(0, 0)
            cell.Formula = cell.Formula

    def results(self, sheet):
        """Return the rows of all that a sheet holds, quickly: errors are tables as in ``read``."""
        cursor = self._sheet(sheet).createCursor()
        cursor.gotoEndOfUsedArea(False)
        end = cursor.RangeAddress
        found = self._sheet(sheet).getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)
        rows = [list(row) for row in found.getDataArray()]
        for area in found.queryFormulaCells(_ERRORS).RangeAddresses:
            for y in range(area.StartRow, area.EndRow + 1):
                for x in range(area.StartColumn, area.EndColumn + 1):
                    rows[y][x] = _value(found.getCellByPosition(x, y))
        return rows

    def save(self, path, kind):
        """Store a copy of the workbook by one of LibreOffice's filters."""
        filtered = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        filtered.Name, filtered.Value = "FilterName", kind
        self._book.storeToURL(uno.systemPathToFileUrl(path), (filtered,))

    def _area(self, area, sheet):
        return self._sheet(sheet).getCellRangeByName(area)

    def _sheet(self, sheet):
        sheets = self._book.Sheets
        return sheets.getByName(sheet) if sheet else sheets.getByIndex(0)


def _typed(sheet, cell):
    formula = cell.Formula
    if cell.Type.value != "FORMULA" or "bcf_" not in formula.lower():
        return False
    if formula.startswith("{"):
        area = sheet.createCursorByRange(cell)
        area.collapseToCurrentArray()
        area.setArrayFormula(formula.strip("{}"))
    else:
        cell.Formula = formula
    return True


def _value(cell):
    if code := cell.getError():
        return {"error": ERROR_CODES.get(code, f"Err:{code}")}
    if cell.Type.value == "VALUE" or cell.FormulaResultType2 == 1:
        return cell.Value
    return cell.String


if __name__ == "__main__":
    main()
