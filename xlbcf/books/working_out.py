"""Working out every formula of a workbook, so that what it stores is right without Excel.

What is outside the language (:mod:`xlbcf.books.formulas`), and all that reads it, keeps its stored
result and is named.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import NamedTuple, cast

from xlbcf.books.file_book import FileBook
from xlbcf.books.formulas import Outside
from xlbcf.books.formulas.parsing import tree_of
from xlbcf.books.formulas.ranges import Range
from xlbcf.books.formulas.references import References
from xlbcf.books.formulas.shapes import shape_of
from xlbcf.books.formulas.stored_cells import StoredCells
from xlbcf.books.formulas.tree import Given, Node, Result, single
from xlbcf.books.port import Change
from xlbcf.books.values import LONGEST_TEXT, CellError, Value, same_value
from xlbcf.template.addresses import Cell, parse_cell, place_on

#: A function of the host: takes cell values and, for ranges, lists of rows.
CellFunctions = Mapping[str, Callable[[Sequence[object]], object]]
_WHOLE = 1e15


class Left(NamedTuple):
    """A formula cell that keeps its stored result, and why, to stand after "because"."""

    sheet: str
    cell: Cell
    formula: str
    reason: str


class WorkedOut(NamedTuple):
    """What working out a workbook did.

    Args:
        changes: the formula cells whose stored result is another one now.
        left: the formula cells that could not be worked out.
    """

    changes: list[Change]
    left: list[Left]


def work_out(book: FileBook, functions: CellFunctions) -> WorkedOut:
    """Work out every formula of a workbook and store the results that differ.

    Args:
        book: the workbook; waiting changes are taken into account.
        functions: the functions that are not Excel's own, by their names in capitals.

    Raises:
        Refused: a sheet is damaged (BOOK01).
    """
    work = _Work(book, functions)
    work.settle_all()
    fresh: dict[str, dict[Cell, Value]] = {}
    for sheet in work.sheets:
        changed = {
            parse_cell(address): _as_stored(sheet.known[address])
            for address in sheet.formulas
            if address not in work.left[sheet.name]
            and not same_value(sheet.stored(address), sheet.known[address])
        }
        if changed:
            fresh[sheet.name] = changed
    return WorkedOut(book.store_results(fresh), work.left_cells())


class _Work:
    """A workbook while its formulas are worked out."""

    def __init__(self, book: FileBook, functions: CellFunctions) -> None:
        entries = [each for each in book.workbook.sheets if each.kind == "worksheet"]
        self.sheets = [StoredCells(book.sheet_file(each.name)) for each in entries]
        self._by_name = {each.name: each for each in self.sheets}
        #: For each sheet, why cells are left.
        self.left: dict[str, dict[str, str]] = {each.name: {} for each in self.sheets}
        self._references = References(self.sheets, book.workbook.names)
        self._formulas: dict[str, dict[str, _Bound | str]] = {e.name: {} for e in self.sheets}
        self._functions = functions
        self._answers: dict[object, Result] = {}

    def left_cells(self) -> list[Left]:
        """Return the cells that are left, in the order of the workbook."""
        return [
            Left(sheet.name, cell, sheet.formulas[str(cell)], self.left[sheet.name][str(cell)])
            for sheet in self.sheets
            for cell in sorted(map(parse_cell, self.left[sheet.name]))
        ]

    def settle_all(self) -> None:
        """Work out every formula."""
        for sheet in self.sheets:
            known = sheet.known
            #: One text reads the same cells wherever on a sheet it stands.
            results: dict[str, Value] = {}
            for address, text in sheet.formulas.items():
                if address in known:
                    continue
                if text in results and address not in sheet.faults:
                    known[address] = results[text]
                    continue
                self._settle(_Task(sheet, address))
                if address in known:
                    results[text] = known[address]

    def _settle(self, first: _Task) -> None:
        """Work out a formula after all that it reads, without going deeper for each step."""
        if self._next_unknown(first) is None:
            # So it is with most: nothing has to be kept for later.
            self._finish(first)
            return
        stack, on_stack = [first], {first.place}
        while stack:
            task = stack[-1]
            following = self._next_unknown(task)
            if following is None:
                self._finish(task)
                on_stack.remove(stack.pop().place)
            elif following.place in on_stack:
                self._leave_circle(stack, following)
            else:
                stack.append(following)
                on_stack.add(following.place)

    def _next_unknown(self, task: _Task) -> _Task | None:
        """Return a cell that a formula reads and that is not worked out yet, or nothing."""
        left = self.left[task.sheet.name]
        if task.address in left:
            return None
        bound = self._bound(task)
        if isinstance(bound, str):
            left[task.address] = bound
            return None
        for sheet, address in bound.reads:
            if address in sheet.known:
                continue
            if address not in self.left[sheet.name]:
                return _Task(sheet, address)
            place = place_on(sheet.name, parse_cell(address))
            left[task.address] = f"it reads {place}, which is left"
            return None
        return None

    def _bound(self, task: _Task) -> _Bound | str:
        """Return a formula with what it reads, or why it cannot be worked out."""
        if task.address in task.sheet.faults:
            return task.sheet.faults[task.address]
        known = self._formulas[task.sheet.name]
        text = task.sheet.formulas[task.address]
        if text not in known:
            try:
                known[text] = self._bind(task.sheet, text)
            except Outside as fault:
                known[text] = str(fault)
        return known[text]

    def _bind(self, sheet: StoredCells, text: str) -> _Bound:
        shape = shape_of(text)
        tree = tree_of(shape)
        ranges = [self._references.range(sheet, each) for each in shape.references]
        reads: list[tuple[StoredCells, str]] = []
        for each in ranges:
            cells = self._by_name[each.cells.name]
            computed = (
                ([each.text] if each.text in cells.formulas else ())
                if each.single
                else each.computed
            )
            reads += [(cells, address) for address in computed]
        return _Bound(tree, Given(ranges, self._ask), reads)

    def _finish(self, task: _Task) -> None:
        left = self.left[task.sheet.name]
        bound = self._bound(task)
        if task.address in left or isinstance(bound, str):
            return
        try:
            result = bound.tree(bound.given)
            task.sheet.known[task.address] = _as_result(single(result))
        except Outside as fault:
            left[task.address] = str(fault)

    def _leave_circle(self, stack: list[_Task], reached: _Task) -> None:
        """Leave the cells that read each other in a circle."""
        at = next(number for number, each in enumerate(stack) if each.place == reached.place)
        for task in stack[at:]:
            reason = "it reads itself, directly or through other cells"
            self.left[task.sheet.name][task.address] = reason

    def _ask(self, name: str, arguments: Sequence[Result]) -> Result:
        """Ask a function of the host, each question once."""
        if name not in self._functions:
            raise Outside(f"there is no function {name}")
        key = _question(name, arguments)
        if key is None or key not in self._answers:
            answer = self._answer(name, arguments)
            if key is None:
                return answer
            self._answers[key] = answer
        return self._answers[key]

    def _answer(self, name: str, arguments: Sequence[Result]) -> Result:
        try:
            answer = self._functions[name]([_handed(each) for each in arguments])
        except ValueError as fault:
            raise Outside(f"{name} cannot answer: {fault}") from fault
        return cast("Result", answer)


class _Bound(NamedTuple):
    """A formula with what its references lead to, and the formula cells among that."""

    tree: Node
    given: Given
    reads: list[tuple[StoredCells, str]]


class _Task(NamedTuple):
    """A formula on its way: the cells of its sheet, and its own address."""

    sheet: StoredCells
    address: str

    @property
    def place(self) -> tuple[str, str]:
        """Its sheet and address."""
        return self.sheet.name, self.address


def _handed(argument: Result) -> object:
    """Return an argument as a function takes it: a cell's value, or rows."""
    if isinstance(argument, Range):
        return single(argument) if argument.single else argument.rows
    return argument


def _question(name: str, arguments: Sequence[Result]) -> Hashable | None:
    """Return what tells a question from others; nothing where an argument was worked out."""
    told: list[object] = [name]
    for argument in arguments:
        if isinstance(argument, list):
            return None
        area = isinstance(argument, Range) and not argument.single
        value = argument if area else single(argument)
        told += (type(value), value)
    return tuple(told)


def _as_result(value: Value) -> Value:
    """Return a result as a formula cell shows it: blank is 0."""
    if value is None:
        return 0.0
    if isinstance(value, str) and not isinstance(value, CellError):
        return value if len(value) <= LONGEST_TEXT else CellError("#VALUE!")
    return value


def _as_stored(value: Value) -> Value:
    """Return a result as it is stored: a whole number as one."""
    if isinstance(value, float) and abs(value) < _WHOLE and value.is_integer():
        return int(value)
    return value
