"""What every open workbook does, whatever host is behind it: one suite for all of them.

Run as a program, it goes through the suite with xlwings' own remote engine, in a process of its
own because xlwings can be one engine only.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import pytest

from tests.support.excel_double import Workbook
from tests.support.sheets import DATE, Styled, book, formula, sheet
from tests.support.typing_in_excel import as_held
from xlbcf.books.excel_book import ExcelBook
from xlbcf.books.file_book import FileBook
from xlbcf.books.open_book import Block, OpenBook
from xlbcf.books.open_memory_book import OpenMemoryBook
from xlbcf.books.port import Allow, Write
from xlbcf.books.values import CellError, Value
from xlbcf.rules.findings import Refused
from xlbcf.rules.kinds import Severity
from xlbcf.template.addresses import Area, Cell, parse_area, parse_cell

#: Texts that Excel would take for something else if they were typed.
LOOKALIKES = (
    *("=1+1", "+44 116 496", "-5", "@home", "'quoted", "#N/A", "1-2", "12/05/2025", "3 May", "5%"),
    *("TRUE", "false", "00123", "1,234", "£5", "10:30", "  =A1", "1e5", "- a dash first"),
)
WORDS = ("Target met", "A long sentence about 5% of the people, with a comma: and a colon.", "Yes")
SHEETS = {
    "Form": {
        "B2": "Rutland",
        "B3": 250,
        "C3": 0.927,
        "B4": True,
        "B5": Styled(45352, DATE),
        "B6": formula("B3/0", None),
        "D8": formula("B3*2", 500),
    },
    "4. Metrics": {"C5": "text"},
    "Empty": {},
}


def content() -> bytes:
    """Return the file that is open."""
    error = FileBook.from_bytes(
        book(*(sheet(name, cells) for name, cells in SHEETS.items())), "form.xlsx"
    )
    error.store_results({"Form": {Cell(6, 2): CellError("#DIV/0!")}})
    return error.to_bytes()


class Host(NamedTuple):
    """An open workbook and the way to see what has become of it in its host."""

    book: OpenBook
    values: Callable[[str], Mapping[Cell, Value]]
    selected: Callable[[], tuple[str, Cell]]


def in_memory() -> Host:
    """Return the workbook in memory."""
    own = OpenMemoryBook(content(), "form.xlsx", "C:\\bcf\\form.xlsx")
    return Host(own, own.values, lambda: own.selected)


def in_excel() -> Host:
    """Return the workbook in the stand-in for Excel on a desktop."""
    workbook = Workbook(content(), "C:\\bcf\\form.xlsx")
    own = ExcelBook(workbook)
    return Host(own, workbook.file.values, lambda: own.selected)


def on_the_web(selection: str | None = "A1") -> Host:
    """Return the workbook as it is sent, with xlwings' remote engine.

    Args:
        selection: the address that is sent for what is selected; None for a shape.
    """
    import xlwings as xw

    from xlbcf.books.payload_book import PayloadBook

    file = FileBook.from_bytes(content(), "form.xlsx")
    sent = xw.Book(json=payload(file, selection))

    def values(name: str) -> Mapping[Cell, Value]:
        _apply(file, sent.json()["actions"])
        return file.values(name)

    def selected() -> tuple[str, Cell]:
        sheet, cell = 0, Cell(1, 1)
        for action in sent.json()["actions"]:
            if action["func"] == "activateSheet":
                sheet = action["args"][0]
            if action["func"] == "rangeSelect":
                cell = Cell(action["start_row"] + 1, action["start_column"] + 1)
        return file.sheets()[sheet], cell

    return Host(PayloadBook(sent), values, selected)


def payload(file: FileBook, selection: str | None) -> dict[str, Any]:
    """Return what Excel on the web sends of a workbook."""
    import xlwings as xw

    return {
        "client": "Office.js",
        "version": xw.__version__,
        "book": {"name": file.name, "active_sheet_index": 0, "selection": selection},
        "names": [],
        "sheets": [
            {"name": name, "values": _grid(file, name), "pictures": [], "tables": []}
            for name in file.sheets()
        ],
    }


def _grid(file: FileBook, name: str) -> list[list[object]]:
    """Return a sheet's values from A1 on, dates as texts as Office's JavaScript is given them."""
    held = file.values(name)
    if not held:
        return [[]]
    rows, columns = max(cell.row for cell in held), max(cell.column for cell in held)
    return [
        [_sent(file, name, Cell(row, column)) for column in range(1, columns + 1)]
        for row in range(1, rows + 1)
    ]


def _sent(file: FileBook, name: str, cell: Cell) -> object:
    value = file.value(name, cell)
    dated = file.sheet_file(name).shows_date(cell)
    if dated and isinstance(value, int | float) and not isinstance(value, bool):
        moment = datetime(1899, 12, 30) + timedelta(days=value)
        return f"{moment.isoformat()}.000Z"
    return "" if value is None else str(value) if isinstance(value, CellError) else value


def _apply(file: FileBook, actions: list[dict[str, Any]]) -> None:
    """Do in a file what xlwings tells Excel on the web to do."""
    for action in actions:
        if action["func"] != "setValues":
            continue
        name = file.sheets()[action["sheet_position"]]
        top, left = action["start_row"] + 1, action["start_column"] + 1
        for down, row in enumerate(action["values"]):
            for across, given in enumerate(row):
                write = Write(name, Cell(top + down, left + across), as_held(given))
                file.write([write], tuple(Allow))


def reads_its_names(host: Host) -> None:
    assert host.book.name == "form.xlsx"
    assert host.book.sheets() == ["Form", "4. Metrics", "Empty"]


def reads_the_values_of_a_sheet_where_they_stand(host: Host) -> None:
    held = {str(cell): value for cell, value in host.book.values("Form").items()}
    assert held == {
        "B2": "Rutland", "B3": 250, "C3": 0.927, "B4": True, "B5": 45352, "B6": "#DIV/0!",
        "D8": 500,
    }  # fmt: skip
    assert isinstance(held["B6"], CellError)
    assert isinstance(held["B4"], bool)


def reads_a_sheet_with_one_cell(host: Host) -> None:
    assert dict(host.book.values("4. Metrics")) == {Cell(5, 3): "text"}


def reads_a_sheet_without_cells(host: Host) -> None:
    assert dict(host.book.values("Empty")) == {}


def begins_at_the_first_cell_of_the_active_sheet(host: Host) -> None:
    assert host.book.selected == ("Form", Cell(1, 1))


def selects_a_cell_of_another_sheet(host: Host) -> None:
    host.book.select("4. Metrics", Cell(7, 2))
    assert host.selected() == ("4. Metrics", Cell(7, 2))


def writes_a_block_and_nothing_beside_it(host: Host) -> None:
    rows = ((1, 2.5), ("Target met", None), (True, date(2025, 6, 30)))
    host.book.write([Block("Form", parse_area("B2:C4"), rows)])
    after = {str(cell): value for cell, value in host.values("Form").items()}
    assert after == {
        "B2": 1, "C2": 2.5, "B3": "Target met", "B4": True, "C4": 45838, "B5": 45352,
        "B6": "#DIV/0!", "D8": 500,
    }  # fmt: skip
    assert after["B4"] is True


def shows_at_once_what_it_wrote(host: Host) -> None:
    host.book.write([Block("Form", parse_area("B2:B3"), (("Leicester",), (None,)))])
    assert host.book.values("Form")[Cell(2, 2)] == "Leicester"
    assert Cell(3, 2) not in host.book.values("Form")


def keeps_texts_as_texts_whatever_they_look_like(host: Host) -> None:
    texts = (*LOOKALIKES, *WORDS)
    area = Area(20, 1, 19 + len(texts), 1)
    host.book.write([Block("Form", area, tuple((text,) for text in texts))])
    held = host.values("Form")
    assert [held[cell] for cell in area.cells()] == list(texts)
    assert not any(isinstance(held[cell], CellError | bool) for cell in area.cells())


def takes_texts_as_long_as_a_cell_holds(host: Host) -> None:
    long = "word " * 6_000
    host.book.write([Block("Form", parse_area("B2:C2"), ((long, 1),))])
    held = host.values("Form")
    assert (held[Cell(2, 2)], held[Cell(2, 3)]) == (long, 1)


def marks_or_says_that_it_cannot(host: Host) -> None:
    cells = {"Form": {parse_cell("B2"): Severity.ERROR, parse_cell("B3"): Severity.NOTE}}
    before = {name: dict(host.values(name)) for name in host.book.sheets()}
    refusing = host.book.mark(cells)
    assert refusing == ([] if host.book.can_mark else ["Form"])
    assert host.book.clear_marks() == (2 if host.book.can_mark else 0)
    assert host.book.clear_marks() == 0
    assert {name: dict(host.values(name)) for name in host.book.sheets()} == before


def gives_its_content_or_none(host: Host) -> None:
    given = host.book.content()
    if given is not None:
        host.book.write([Block("Form", parse_area("B2"), (("Leicester",),))])
        data = host.book.content()
        assert data is not None
        assert FileBook.from_bytes(data, "copy").value("Form", Cell(2, 2)) == "Leicester"
        assert FileBook.from_bytes(given, "copy").value("Form", Cell(2, 2)) == "Rutland"


def refuses_a_value_that_no_cell_holds(host: Host) -> None:
    with pytest.raises(Refused) as caught:
        host.book.write([Block("Form", parse_area("B2"), (("x" * 40_000,),))])
    assert [each.code for each in caught.value.findings] == ["OPEN02"]


def inserts_cells_and_formulas_follow_or_says_that_it_cannot(host: Host) -> None:
    area = parse_area("B3:C4")
    if host.book.content() is None:
        _says_that_it_cannot(lambda: host.book.insert("Form", area))
        return
    host.book.insert("Form", area)
    held = {str(cell): value for cell, value in host.values("Form").items()}
    assert held == {
        "B2": "Rutland", "B5": 250, "C5": 0.927, "B6": True, "B7": 45352, "B8": "#DIV/0!",
        "D8": 500,
    }  # fmt: skip
    assert _formulas(host) == {Cell(8, 2): "B5/0", Cell(8, 4): "B5*2"}


def writes_formulas_or_says_that_it_cannot(host: Host) -> None:
    given = {parse_cell("C2"): "B3*3", parse_cell("B3"): "1+1"}
    if host.book.content() is None:
        _says_that_it_cannot(lambda: host.book.write_formulas("Form", given))
        return
    host.book.write_formulas("Form", given)
    assert _formulas(host) == {**given, Cell(6, 2): "B3/0", Cell(8, 4): "B3*2"}


def _says_that_it_cannot(work: Callable[[], None]) -> None:
    with pytest.raises(Refused) as caught:
        work()
    assert [each.code for each in caught.value.findings] == ["OPEN25"]


def _formulas(host: Host) -> Mapping[Cell, str]:
    data = host.book.content()
    assert data is not None
    return FileBook.from_bytes(data, "copy").formulas("Form")


def writes_while_it_calculates_later(host: Host) -> None:
    with host.book.calculating_later():
        host.book.write([Block("Form", parse_area("B2"), (("Leicester",),))])
        host.book.recalculate()
    assert host.values("Form")[Cell(2, 2)] == "Leicester"


def recalculates(host: Host) -> None:
    host.book.recalculate()


CONTRACT: tuple[Callable[[Host], None], ...] = (
    reads_its_names,
    reads_the_values_of_a_sheet_where_they_stand,
    reads_a_sheet_with_one_cell,
    reads_a_sheet_without_cells,
    begins_at_the_first_cell_of_the_active_sheet,
    selects_a_cell_of_another_sheet,
    writes_a_block_and_nothing_beside_it,
    shows_at_once_what_it_wrote,
    keeps_texts_as_texts_whatever_they_look_like,
    takes_texts_as_long_as_a_cell_holds,
    marks_or_says_that_it_cannot,
    gives_its_content_or_none,
    refuses_a_value_that_no_cell_holds,
    inserts_cells_and_formulas_follow_or_says_that_it_cannot,
    writes_formulas_or_says_that_it_cannot,
    writes_while_it_calculates_later,
    recalculates,
)


def begins_where_the_selection_begins() -> None:
    for address, expected in (
        ("C3", Cell(3, 3)),
        ("B2:D9", Cell(2, 2)),
        ("B2:B3,D4", Cell(2, 2)),
        (None, Cell(1, 1)),
    ):
        assert on_the_web(address).book.selected == ("Form", expected)


#: What only a workbook from the web must do.
ON_THE_WEB = (begins_where_the_selection_begins,)


def main() -> None:
    """Go through the suite as on the web and print the name of each promise that was kept."""
    os.environ["XLWINGS_ON_SERVER"] = "true"
    # The licence of this engine allows the tests of this project, which nobody is paid for.
    os.environ["XLWINGS_LICENSE_KEY"] = "noncommercial"
    for promise in (*CONTRACT, *ON_THE_WEB):
        try:
            promise() if promise in ON_THE_WEB else promise(on_the_web())
        except Exception as fault:
            print(f"{promise.__name__}: {type(fault).__name__}: {fault}", file=sys.stderr)
        else:
            print(promise.__name__)


if __name__ == "__main__":
    main()
