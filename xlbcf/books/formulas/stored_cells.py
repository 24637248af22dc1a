"""A sheet's cells for working out: formulas at hand, values read when a formula asks for them."""

from __future__ import annotations

import math
import re
from functools import cached_property
from typing import NamedTuple

from xlbcf.books.cell_xml import formula_of, stored_value, value_of
from xlbcf.books.references import moved
from xlbcf.books.sheet_file import SheetFile
from xlbcf.books.values import Value, read_text
from xlbcf.template.addresses import Cell, parse_area, parse_cell

#: A cell as Excel and other programs write it; whatever else it holds is in the last group.
_CELL = re.compile(
    r"<c r=\"([A-Z]{1,3}[1-9][0-9]*)\"([^>]*?)"
    r"(?:/>|>(?:<f([^>]*?)(?:/>|>([^<]*)</f>))?(?:<v>([^<]*)(</v>))?(.*?)</c>)",
    re.DOTALL,
)
_INLINE = re.compile(r"<is><t(?: xml:space=\"preserve\")?>([^<]*)</t></is>")
_ODD_STARTS = ("<c>", "<c/", "<c\n", "<c\t", "<c\r")
_KIND = re.compile(r"\st\s*=\s*[\"'](\w+)")
_KINDS_OF_FORMULA = re.compile(r"\s(t|si|ref)\s*=\s*[\"']([^\"']*)")
_MANY_PLACES = ("array", "dataTable")


class StoredFormula(NamedTuple):
    """A formula cell as it is stored.

    Args:
        address: the cell.
        text: the formula without its equals sign.
        old: its stored result.
        fault: why it is not worked out, or nothing.
    """

    address: str
    text: str
    old: Value
    fault: str = ""


class StoredCells:
    """The cells of a sheet.

    Args:
        file: the sheet.
    """

    def __init__(self, file: SheetFile) -> None:
        self.name = file.name
        self.formulas: dict[str, StoredFormula] = {}
        #: Results, and values that were read.
        self.known: dict[str, Value] = {}
        self._file = file
        #: For a cell with a value: its type and text, or nothing where it must be read anew.
        self._stored: dict[str, tuple[str, str] | None] = {}
        self._shared: dict[str, tuple[Cell, str]] = {}
        if not self._read_plainly():
            self._read_with_care()

    def value(self, address: str) -> Value:
        """Return a cell's value, all numbers as ``float``; what it computes is known already."""
        if address in self.known:
            return self.known[address]
        self.known[address] = _as_float(self._read_stored(address))
        return self.known[address]

    def last(self) -> Cell:
        """Return the corner of the last row and the last column that hold something."""
        return self._last

    @cached_property
    def _last(self) -> Cell:
        places = [parse_cell(each) for held in (self._stored, self.formulas) for each in held]
        rows, columns = zip(*places, strict=True) if places else ((1,), (1,))
        return Cell(max(rows), max(columns))

    def _read_stored(self, address: str) -> Value:
        if address not in self._stored:
            return None
        stored = self._stored[address]
        if stored is None:
            return self._file.value(parse_cell(address))
        kind, text = stored
        if kind == "n" and (number := _number(text)) is not None:
            return number
        return stored_value(kind.encode(), read_text(text.encode()), self._file.strings)

    def _read_plainly(self) -> bool:
        """Read cells as nearly every program writes them; say whether that took them all."""
        xml = self._file.xml
        if xml.body is None or xml.body.content is None:
            return True
        raw = xml.data[slice(*xml.body.content)]
        # With comments or the like in it, it is not as plain as it looks.
        if xml.prefix or raw != xml.text[slice(*xml.body.content)]:
            return False
        body = raw.decode()
        found = _CELL.findall(body)
        if len(found) != body.count("<c ") or any(each in body for each in _ODD_STARTS):
            return False
        stored = self._stored
        for address, attributes, about, formula, text, closed, rest in found:
            if "<f" in rest:
                return False
            if rest and (inline := _INLINE.fullmatch(rest)):
                stored[address] = "str", inline[1]
            elif rest:
                stored[address] = None
            elif closed:
                stored[address] = _kind(attributes), text
            if formula or about:
                self._keep_formula(address, about, formula)
        return True

    def _keep_formula(self, address: str, about: str, formula: str) -> None:
        old = self._read_stored(address)
        if "&" in formula or "_x" in formula:
            formula = read_text(formula.encode())
        if not about:
            self.formulas[address] = StoredFormula(address, formula, old)
            return
        named = dict(_KINDS_OF_FORMULA.findall(about))
        self._keep(address, formula, named.get("t", ""), named.get("si"), named.get("ref"), old)

    def _read_with_care(self) -> None:
        """Read whatever is a cell in the sheet's XML."""
        self.formulas.clear()
        self._stored.clear()
        xml = self._file.xml
        for cell, tag in xml.all_cells():
            formula = formula_of(xml, tag)
            if formula is None:
                self._stored[str(cell)] = None
            else:
                old = value_of(xml, tag, self._file.strings)
                self._keep(str(cell), formula.text, formula.kind, formula.group, formula.area, old)

    def _keep(
        self, address: str, text: str, kind: str, group: str | None, area: str | None, old: Value
    ) -> None:
        """Keep a formula that may be shared, or fill an area."""
        fault = ""
        if kind in _MANY_PLACES:
            fault = "it is an array formula" if kind == "array" else "it is a data table"
            for cell in parse_area(area or address).cells():
                reason = f"{fault.replace('it is', 'it belongs to')} in {address}"
                self.formulas[str(cell)] = StoredFormula(str(cell), "", None, reason)
        elif kind == "shared" and group is not None:
            place = parse_cell(address)
            if text:
                self._shared[group] = place, text
            elif group in self._shared:
                first, text = self._shared[group]
                text = moved(text, place.row - first.row, place.column - first.column)
            else:
                fault = "the formula that it shares is missing"
        self.formulas[address] = StoredFormula(address, text, old, fault)


def _kind(attributes: str) -> str:
    match = _KIND.search(attributes) if "t=" in attributes or "t =" in attributes else None
    return match[1] if match else "n"


def _number(text: str) -> float | None:
    """Return a stored number, or nothing where it takes more to read it."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _as_float(value: Value) -> Value:
    return float(value) if type(value) is int else value
