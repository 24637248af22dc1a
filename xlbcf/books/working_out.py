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
from xlbcf.books.formulas.shapes import Shape, shape_of
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
    fresh = {sheet.name: _changed(sheet) for sheet in work.sheets}
    return WorkedOut(
        book.store_results({name: each for name, each in fresh.items() if each}), work.left_cells()
    )


def _changed(sheet: StoredCells) -> dict[Cell, Value]:
    """Return the results that are not those that are stored."""
    known, left = sheet.known, sheet.left
    return {
        parse_cell(address): _as_stored(known[address])
        for address, old in sheet.results.items()
        if address not in left and not same_value(old, known[address])
    }


class _Work:
    """A workbook while its formulas are worked out."""

    def __init__(self, book: FileBook, functions: CellFunctions) -> None:
        entries = [each for each in book.workbook.sheets if each.kind == "worksheet"]
        self.sheets = [StoredCells(book.sheet_file(each.name)) for each in entries]
        self._by_name = {each.name: each for each in self.sheets}
        #: The formulas of each sheet by their texts, and those that read the same from anywhere.
        self._formulas: dict[str, dict[str, _Bound | str]] = {e.name: {} for e in self.sheets}
        self._anywhere: dict[str, _Bound | str] = {}
        self._references = References(self.sheets, book.workbook.names)
        self._functions = functions
        self._answers: dict[object, Result] = {}

    def left_cells(self) -> list[Left]:
        """Return the cells that are left, in the order of the workbook."""
        return [
            Left(sheet.name, cell, sheet.formulas[str(cell)], sheet.left[str(cell)])
            for sheet in self.sheets
            for cell in sorted(map(parse_cell, sheet.left))
        ]

    def settle_all(self) -> None:
        """Work out every formula."""
        for sheet in self.sheets:
            known = sheet.known
            #: One text reads the same cells wherever on a sheet it stands.
            results: dict[str, Value] = {}
            for address, text in sheet.formulas.items():
                if address in known or address in sheet.left:
                    continue
                if text in results:
                    known[address] = results[text]
                    continue
                self._settle(sheet, address)
                if address in known:
                    results[text] = known[address]

    def _settle(self, sheet: StoredCells, address: str) -> None:
        """Work out a formula after all that it reads, without going deeper for each step."""
        first = self._task(sheet, address)
        if first is None:
            return
        if self._next_unknown(first) is None:
            # So it is with most: nothing has to be kept for later.
            _finish(first)
            return
        stack, on_stack = [first], {first.place}
        while stack:
            task = stack[-1]
            following = self._next_unknown(task)
            if following is None:
                _finish(task)
                on_stack.remove(stack.pop().place)
            elif following.place in on_stack:
                self._leave_circle(stack, following)
            else:
                stack.append(following)
                on_stack.add(following.place)

    def _next_unknown(self, task: _Task) -> _Task | None:
        """Return a formula that another one reads and that is not worked out yet, or nothing."""
        if task.address in task.sheet.left:
            return None
        for sheet, address in task.bound.reads:
            if address in sheet.known:
                continue
            following = self._task(sheet, address)
            if following is None:
                place = place_on(sheet.name, parse_cell(address))
                task.leave(f"it reads {place}, which is left")
            return following
        return None

    def _task(self, sheet: StoredCells, address: str) -> _Task | None:
        """Return what there is to be worked out in a cell; nothing where it is left."""
        if address in sheet.left:
            return None
        bound = self._bound(sheet, sheet.formulas[address])
        if isinstance(bound, str):
            sheet.left[address] = bound
            return None
        return _Task(sheet, address, bound)

    def _bound(self, sheet: StoredCells, text: str) -> _Bound | str:
        """Return a formula with what it reads, or why it cannot be worked out."""
        bound = self._formulas[sheet.name].get(text) or self._anywhere.get(text)
        if bound is not None:
            return bound
        shape = shape_of(text)
        try:
            bound = self._bind(sheet, shape)
        except Outside as fault:
            bound = str(fault)
        named = all("!" in each for each in shape.references)
        (self._anywhere if named else self._formulas[sheet.name])[text] = bound
        return bound

    def _bind(self, sheet: StoredCells, shape: Shape) -> _Bound:
        tree = tree_of(shape)
        ranges = self._references.ranges(sheet, shape.references)
        reads = [
            (self._by_name[each.cells.name], address)
            for each in ranges
            # Most cells that are read stand on a sheet without formulas.
            if each.cells.formulas
            for address in each.computed
        ]
        return _Bound(tree, Given(ranges, self._ask), reads)

    def _leave_circle(self, stack: list[_Task], reached: _Task) -> None:
        """Leave the cells that read each other in a circle."""
        at = next(number for number, each in enumerate(stack) if each.place == reached.place)
        for task in stack[at:]:
            task.leave("it reads itself, directly or through other cells")

    def _ask(self, name: str, arguments: Sequence[Result]) -> Result:
        """Ask a function of the host, each question once."""
        key = _question(name, arguments)
        if key is None or key not in self._answers:
            answer = self._answer(name, arguments)
            if key is None:
                return answer
            self._answers[key] = answer
        return self._answers[key]

    def _answer(self, name: str, arguments: Sequence[Result]) -> Result:
        function = self._functions.get(name)
        if function is None:
            raise Outside(f"there is no function {name}")
        try:
            answer = function([_handed(each) for each in arguments])
        except ValueError as fault:
            raise Outside(f"{name} cannot answer: {fault}") from fault
        return cast("Result", answer)


class _Bound:
    """A formula with what its references lead to, and the formula cells among that."""

    def __init__(self, tree: Node, given: Given, reads: list[tuple[StoredCells, str]]) -> None:
        self.tree = tree
        self.given = given
        self.reads = reads
        #: Its result; nothing before it is worked out.
        self.result: Value = None

    def worked_out(self) -> Value:
        """Return its result, once all that it reads is known.

        Raises:
            Outside: it cannot be worked out.
        """
        if self.result is None:
            self.result = _as_result(single(self.tree(self.given)))
        return self.result


class _Task(NamedTuple):
    """A formula on its way: the cells of its sheet, its own address, and what it reads."""

    sheet: StoredCells
    address: str
    bound: _Bound

    @property
    def place(self) -> tuple[str, str]:
        """Its sheet and address."""
        return self.sheet.name, self.address

    def leave(self, reason: str) -> None:
        """Let it keep its stored result."""
        self.sheet.left[self.address] = reason


def _finish(task: _Task) -> None:
    """Work out a formula all of whose cells are known, unless it is left."""
    if task.address in task.sheet.left:
        return
    try:
        task.sheet.known[task.address] = task.bound.worked_out()
    except Outside as fault:
        task.leave(str(fault))


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
