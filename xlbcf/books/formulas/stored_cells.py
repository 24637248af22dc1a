"""A sheet's cells for working out: formulas at hand, values read when a formula asks for them."""

from __future__ import annotations

import re
from functools import cached_property

from xlbcf.books.cell_xml import formula_of
from xlbcf.books.references import moved
from xlbcf.books.sheet_file import SheetFile
from xlbcf.books.values import Value
from xlbcf.template.addresses import Cell, parse_area, parse_cell

_KINDS_OF_FORMULA = re.compile(r"\s(t|si|ref)\s*=\s*[\"']([^\"']*)")
#: The kinds of formulas that fill areas.
_FILLING = {"array": "an array formula", "dataTable": "a data table"}


class _Values(dict[str, Value]):
    """Values by their cells' addresses, all numbers as ``float``; read when first asked for."""

    def __init__(self, file: SheetFile) -> None:
        super().__init__()
        self._file = file
        self._plain = file.plain

    def __missing__(self, address: str) -> Value:
        cell = self._plain.get(address) if self._plain else None
        value = cell.value if cell else self._file.stored(address)
        self[address] = value = float(value) if type(value) is int else value
        return value


class StoredCells:
    """The cells of a sheet.

    Args:
        file: the sheet.
    """

    def __init__(self, file: SheetFile) -> None:
        self.name = file.name
        #: The formulas by their cells' addresses, without their equals signs.
        self.formulas: dict[str, str] = {}
        #: Their results as they are stored.
        self.results: dict[str, Value] = {}
        #: Why some of them are not worked out.
        self.left: dict[str, str] = {}
        #: Results that were worked out, and values of other cells as they are read.
        self.known = _Values(file)
        self._file = file
        self._plain = file.plain
        #: The addresses of the cells of a sheet that is read with care.
        self._held: list[str] = []
        self._shared: dict[str, tuple[Cell, str]] = {}
        if not self._read_plainly():
            self._read_with_care()

    def last(self) -> Cell:
        """Return the corner of the last row and the last column that hold something."""
        return self._last

    @cached_property
    def _last(self) -> Cell:
        held = self._plain.written if self._plain else self._held
        places = [parse_cell(each) for each in (*held, *self.formulas)]
        rows, columns = zip(*places, strict=True) if places else ((1,), (1,))
        return Cell(max(rows), max(columns))

    def _read_plainly(self) -> bool:
        """Read formulas as nearly every program writes them; say whether that took them all."""
        found = self._plain.formulas() if self._plain else None
        if found is None:
            return False
        self.results = {address: cell.value for address, cell in found.items()}
        for address, cell in found.items():
            text = cell.formula or ""
            if cell.about:
                named = dict(_KINDS_OF_FORMULA.findall(cell.about))
                kind, group, area = (named.get(each) for each in ("t", "si", "ref"))
                self._keep(address, text, kind or "", group, area)
            else:
                self.formulas[address] = text
        return True

    def _read_with_care(self) -> None:
        """Read whatever is a cell in the sheet's XML."""
        self.formulas.clear()
        xml = self._file.xml
        for cell, tag in xml.all_cells():
            self._held.append(str(cell))
            if formula := formula_of(xml, tag):
                self.results[str(cell)] = self._file.value(cell)
                self._keep(str(cell), formula.text, formula.kind, formula.group, formula.area)

    def _keep(
        self, address: str, text: str, kind: str, group: str | None, area: str | None
    ) -> None:
        """Keep a formula that may be shared, or fill an area."""
        if kind in _FILLING:
            for cell in parse_area(area or address).cells():
                self.formulas.setdefault(str(cell), "")
                self.left[str(cell)] = f"it belongs to {_FILLING[kind]} in {address}"
        elif kind == "shared" and group is not None:
            place = parse_cell(address)
            if text:
                self._shared[group] = place, text
            elif group in self._shared:
                first, text = self._shared[group]
                text = moved(text, place.row - first.row, place.column - first.column)
            else:
                self.left[address] = "the formula that it shares is missing"
        self.formulas[address] = text
