"""A sheet's cells for working out: formulas at hand, values read when a formula asks for them."""

from __future__ import annotations

import math
import re
from functools import cached_property

from xlbcf.books.cell_xml import formula_of, stored_value
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
_KIND = re.compile(r"\bt\s*=\s*[\"'](\w+)")
_KINDS_OF_FORMULA = re.compile(r"\s(t|si|ref)\s*=\s*[\"']([^\"']*)")
#: The kinds of formulas that fill areas.
_FILLING = {"array": "an array formula", "dataTable": "a data table"}
_AS_TEXT = ' t="str"'


class StoredCells:
    """The cells of a sheet.

    Args:
        file: the sheet.
    """

    def __init__(self, file: SheetFile) -> None:
        self.name = file.name
        #: The formulas by their cells' addresses, without their equals signs.
        self.formulas: dict[str, str] = {}
        #: Why some of them cannot be worked out.
        self.faults: dict[str, str] = {}
        #: Results, and values that were read.
        self.known: dict[str, Value] = {}
        self._file = file
        #: For a cell with a value: its attributes and text, or nothing where it is read with care.
        self._stored: dict[str, tuple[str, str] | None] = {}
        self._shared: dict[str, tuple[Cell, str]] = {}
        if not self._read_plainly():
            self._read_with_care()

    def value(self, address: str) -> Value:
        """Return a cell's value, all numbers as ``float``; what it computes is known already."""
        if address in self.known:
            return self.known[address]
        self.known[address] = _as_float(self.stored(address))
        return self.known[address]

    def last(self) -> Cell:
        """Return the corner of the last row and the last column that hold something."""
        return self._last

    @cached_property
    def _last(self) -> Cell:
        places = [parse_cell(each) for held in (self._stored, self.formulas) for each in held]
        rows, columns = zip(*places, strict=True) if places else ((1,), (1,))
        return Cell(max(rows), max(columns))

    def stored(self, address: str) -> Value:
        """Return the value that is stored in a cell, for a formula cell its last result."""
        if address not in self._stored:
            return None
        found = self._stored[address]
        if found is None:
            return self._file.value(parse_cell(address))
        attributes, text = found
        if "t" not in attributes and (number := _number(text)) is not None:
            return number
        kind = _kind(attributes).encode()
        return stored_value(kind, read_text(text.encode()), self._file.strings)

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
        for address, attributes, about, formula, text, closed, rest in found:
            if rest:
                if "<f" in rest:
                    return False
                inline = _INLINE.fullmatch(rest)
                self._stored[address] = (_AS_TEXT, inline[1]) if inline else None
            elif closed:
                self._stored[address] = attributes, text
            if about:
                named = dict(_KINDS_OF_FORMULA.findall(about))
                kind, group, area = (named.get(each) for each in ("t", "si", "ref"))
                self._keep(address, _read(formula), kind or "", group, area)
            elif formula:
                self.formulas[address] = _read(formula)
        return True

    def _read_with_care(self) -> None:
        """Read whatever is a cell in the sheet's XML."""
        self.formulas.clear()
        xml = self._file.xml
        for cell, tag in xml.all_cells():
            self._stored[str(cell)] = None
            if formula := formula_of(xml, tag):
                self._keep(str(cell), formula.text, formula.kind, formula.group, formula.area)

    def _keep(
        self, address: str, text: str, kind: str, group: str | None, area: str | None
    ) -> None:
        """Keep a formula that may be shared, or fill an area."""
        if kind in _FILLING:
            for cell in parse_area(area or address).cells():
                self.formulas.setdefault(str(cell), "")
                self.faults[str(cell)] = f"it belongs to {_FILLING[kind]} in {address}"
        elif kind == "shared" and group is not None:
            place = parse_cell(address)
            if text:
                self._shared[group] = place, text
            elif group in self._shared:
                first, text = self._shared[group]
                text = moved(text, place.row - first.row, place.column - first.column)
            else:
                self.faults[address] = "the formula that it shares is missing"
        self.formulas[address] = text


def _read(formula: str) -> str:
    return read_text(formula.encode()) if "&" in formula or "_x" in formula else formula


def _kind(attributes: str) -> str:
    match = _KIND.search(attributes)
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
