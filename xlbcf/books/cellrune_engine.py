"""The engine cellrune (Rust): fast, and it knows which cells read which."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from xlbcf.books.engines import EngineFailed, Place, Results
from xlbcf.books.values import CellError, Value, serial
from xlbcf.template.addresses import LAST_COLUMN, LAST_ROW, Cell, parse_cell


class Cellrune:
    """The fast engine; it also tells what depends on what."""

    name = "cellrune"

    def results(self, data: bytes, formulas: Iterable[Place]) -> Results:
        """Compute every formula of a workbook."""
        del formulas
        book = _open_cellrune(data)
        now = float(serial(datetime.now(), date1904=False))
        try:
            delta = book.recalculate(mode="full", today_serial=float(int(now)), now_serial=now)
        except _cellrune_error() as fault:
            raise EngineFailed(str(fault)) from fault
        found = Results()
        for each in delta["changed_cells"]:
            if each["result"]["kind"] != "value":
                continue
            place = (each["cell"]["sheet_name"], parse_cell(each["cell"]["address"]))
            spilled = each["origin"] == "dynamic_spill"
            target = found.spilled if spilled else found.values
            target[place] = _from_cellrune(each["result"]["value"])
        return found

    def dependents(self, data: bytes, places: Iterable[Place]) -> set[Place]:
        """Return every formula that reads one of some cells, directly or through others.

        Raises:
            EngineFailed: it cannot tell.
        """
        book = _open_cellrune(data)
        found: set[Place] = set()
        waiting = list(places)
        try:
            book.recalculate(mode="full")
            while waiting:
                sheet, cell = waiting.pop()
                for reader in _readers(book, sheet, cell):
                    if reader not in found:
                        found.add(reader)
                        waiting.append(reader)
        except _cellrune_error() as fault:
            raise EngineFailed(str(fault)) from fault
        return found


class Evaluation:
    """A workbook opened once, in which formulas are worked out with some cells changed.

    Args:
        data: the workbook file's content.
        pending: sheet, cell and value for each changed cell.
    """

    _FREE = str(Cell(LAST_ROW, LAST_COLUMN))

    def __init__(self, data: bytes, pending: Iterable[tuple[str, Cell, Value]]) -> None:
        self._fault = ""
        try:
            self._book = _open_cellrune(data)
            for name, cell, value in pending:
                _set_cellrune(self._book, name, str(cell), value)
        except (EngineFailed, _cellrune_error()) as fault:
            self._fault = str(fault) or "the engine failed"

    def result(self, formula: str, sheet: str) -> Value:
        """Work out one formula.

        Args:
            formula: the formula, without its equals sign.
            sheet: the sheet it stands on.

        Raises:
            ValueError: the engine cannot work it out.
        """
        if self._fault:
            raise ValueError(self._fault)
        now = float(serial(datetime.now(), date1904=False))
        target = [{"sheet": sheet, "start": self._FREE}]
        try:
            self._book.set_formula(sheet, self._FREE, f"={formula}")
            found = self._book.calculate_targets(
                target, today_serial=float(int(now)), now_serial=now
            )
        except _cellrune_error() as fault:
            raise ValueError(str(fault)) from fault
        result = found["cells"][0]["result"]
        if result["kind"] != "value":
            raise ValueError(result.get("message", "not computed"))
        return _from_cellrune(result["value"])


def excel_functions() -> frozenset[str]:
    """Return the names of the functions that Excel itself has, as far as the engine knows them."""
    try:
        import cellrune
    except ImportError:
        return frozenset()
    return frozenset(entry["name"].upper() for entry in cellrune.function_catalog()["entries"])


def _cellrune_error() -> type[Exception]:
    try:
        import cellrune
    except ImportError:
        return EngineFailed
    return cellrune.CellRuneError


def _open_cellrune(data: bytes) -> Any:
    try:
        import cellrune
    except ImportError as fault:
        raise EngineFailed("the package cellrune is not installed") from fault
    try:
        return cellrune.Workbook.from_bytes(data)
    except cellrune.CellRuneError as fault:
        raise EngineFailed(str(fault)) from fault


def _readers(book: Any, sheet: str, cell: Cell) -> Iterable[Place]:
    offset: int | None = 0
    while offset is not None:
        page = book.dependents(sheet, str(cell), offset=offset)
        for entry in page["entries"]:
            yield entry["cell"]["sheet_name"], parse_cell(entry["cell"]["address"])
        offset = page["next_offset"]


def _from_cellrune(value: Any) -> Value:
    match value["kind"]:
        case "number":
            number = value["value"]
            return int(number) if number.is_integer() and abs(number) < 1e15 else number
        case "error":
            return CellError(value["value"])
        case "text":
            return str(value["value"])
        case "logical":
            return bool(value["value"])
    return None


def _set_cellrune(book: Any, sheet: str, address: str, value: Value) -> None:
    if value is None:
        book.set_blank(sheet, address)
    elif isinstance(value, bool):
        book.set_logical(sheet, address, value)
    elif isinstance(value, int | float):
        book.set_number(sheet, address, float(value))
    else:
        book.set_text(sheet, address, value)
