"""Other editors of existing workbooks, each doing the same job.

Run as ``python editors.py NAME IN OUT SHEET``, in a process of its own. None of them is needed:
one that is not installed is left out of the comparison.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from job import DATE, DATE_SERIAL, NUMBER, TEXT, cells

Job = Callable[[str, str, str], None]


def openpyxl(source: str, target: str, sheet: str) -> None:
    """Edit with openpyxl."""
    from openpyxl import load_workbook

    book = load_workbook(source)
    for cell, value in zip(cells(sheet), (NUMBER, TEXT, DATE), strict=True):
        book[sheet][cell] = value
    book.save(target)


def ironcalc(source: str, target: str, sheet: str) -> None:
    """Edit with ironcalc, without its recalculation."""
    import ironcalc

    model = ironcalc.load_from_xlsx(source, "en", "UTC", "en")
    names = [each["name"] for each in model.get_worksheets_properties()]
    at = names.index(sheet)
    number, text, day = (int(cell[1:]) for cell in cells(sheet))
    model.update_cell_with_number(at, number, 2, NUMBER)
    model.update_cell_with_text(at, text, 3, TEXT)
    model.update_cell_with_number(at, day, 4, DATE_SERIAL)
    model.save_to_xlsx(target)


def cellrune(source: str, target: str, sheet: str) -> None:
    """Edit with cellrune, without its recalculation."""
    from cellrune import Workbook

    book = Workbook.open_path(source)
    number, text, day = cells(sheet)
    book.set_number(sheet, number, NUMBER)
    book.set_text(sheet, text, TEXT)
    book.set_number(sheet, day, DATE_SERIAL)
    book.save_edits(target)


def editpyxl(source: str, target: str, sheet: str) -> None:
    """Edit with editpyxl."""
    from editpyxl import Workbook

    book = Workbook()
    book.open(source)
    for cell, value in zip(cells(sheet), (NUMBER, TEXT, DATE), strict=True):
        book[sheet].cell(cell).value = value
    book.save(target)
    book.close()


def excelize(source: str, target: str, sheet: str) -> None:
    """Edit with excelize-py."""
    import excelize

    book = excelize.open_file(source)
    for cell, value in zip(cells(sheet), (NUMBER, TEXT, DATE_SERIAL), strict=True):
        book.set_cell_value(sheet, cell, value)
    book.save_as(target)
    book.close()


def wolfxl(source: str, target: str, sheet: str) -> None:
    """Edit with wolfxl."""
    from wolfxl import load_workbook

    book = load_workbook(source, modify=True)
    for cell, value in zip(cells(sheet), (NUMBER, TEXT, DATE), strict=True):
        book[sheet][cell] = value
    book.save(target)


def betteroffice_xlsx(source: str, target: str, sheet: str) -> None:
    """Edit with betteroffice-xlsx."""
    from betteroffice_xlsx import Workbook

    book = Workbook.open_path(source)
    for cell, value in zip(cells(sheet), (NUMBER, TEXT, DATE_SERIAL), strict=True):
        book[sheet][cell] = value
    book.save_path(target)


def pyofficeeditor(source: str, target: str, sheet: str) -> None:
    """Edit with pyOfficeEditor."""
    from pyofficeeditor.excel import Workbook

    with Workbook.open(source) as book:
        for cell, value in zip(cells(sheet), (NUMBER, TEXT, DATE), strict=True):
            book[sheet][cell].value = value
        book.save(target)


def xlinject(source: str, target: str, sheet: str) -> None:
    """Edit with xlinject."""
    from xlinject import inject_cells_mixed

    values = dict(zip(cells(sheet), (NUMBER, TEXT, DATE_SERIAL), strict=True))
    inject_cells_mixed(source, target, sheet_name=sheet, cell_values=values)


#: By the names of their distributions. xlinject is GPL and in none of our extras.
EDITORS: dict[str, Job] = {
    "openpyxl": openpyxl,
    "ironcalc": ironcalc,
    "cellrune": cellrune,
    "editpyxl": editpyxl,
    "excelize": excelize,
    "wolfxl": wolfxl,
    "betteroffice-xlsx": betteroffice_xlsx,
    "pyofficeeditor": pyofficeeditor,
    "xlinject": xlinject,
}

if __name__ == "__main__":
    name, *files = sys.argv[1:]
    EDITORS[name](*files)
