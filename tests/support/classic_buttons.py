"""Presses buttons as the add-in does: xlwings' classic ``call_udf`` and its own way to find Excel.

Run as a program with the file that is open and some actions; prints what each comes to, and what
stands behind it then, as JSON. Only Windows' windows and Excel's own objects are stand-ins.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from tests.support.classic import call_udf
from tests.support.excel_double import Application, Collection, Workbook

PRESSED, OTHER = 4711, 815


def main(file: str, *actions: str) -> None:
    """Press buttons one after another; the first ``other`` is of another Excel with that name.

    Args:
        file: the file that is open.
        actions: the buttons; ``NAME@BOOK`` presses one with another workbook's name.
    """
    # Where they are not installed, as for most users, xlwings does without them.
    sys.modules.update(dict.fromkeys(("matplotlib", "numpy", "pandas", "PIL")))
    call = call_udf()
    from xlwings import _xlwindows

    path = Path(file)
    books = {window: Workbook(path.read_bytes(), str(path)) for window in (OTHER, PRESSED)}
    excels = {window: _excel(window, book) for window, book in books.items()}
    _xlwindows.get_excel_hwnds = lambda: iter(excels)
    _xlwindows.get_xl_app_from_hwnd = lambda window: excels[window]
    for action in actions:
        name, _, other = action.partition("@")
        given = (name, PRESSED, other if "@" in action else path.name)
        answer = call("xlbcf.hosts.buttons", "press", given, None, None)
        print(json.dumps({"answer": answer, "excel": _state(books)}))


def _excel(window: int, book: Workbook) -> Application:
    excel = book.Application
    excel.Hwnd = window
    excel.Workbooks = Collection([book])
    return excel


def _state(books: dict[int, Workbook]) -> dict[str, Any]:
    own, other = books[PRESSED], books[OTHER]
    return {
        "selected": [own.active.Name, str(own.active_cell)],
        "marks": sum(len(each.conditions) for each in own.Worksheets),
        "other_marks": sum(len(each.conditions) for each in other.Worksheets),
        "saved": own.Saved,
        "copies": len(own.copies),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
