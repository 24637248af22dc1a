"""Every case of every function through xlwings' classic engine, in a process of its own.

Run as ``python -m tests.support.classic_cases``; prints what was found as JSON.
"""

from __future__ import annotations

import json
import sys

from tests.support.classic import COM_ERRORS, MISSING, call_udf
from tests.support.function_cases import Case, Cell, Range, cases, same
from xlbcf.books.values import CellError

MODULE = "xlbcf.hosts.udfs"
_MARK = "\ue000"
#: What the add-in's wrappers make of a marked text.
_ERRORS = {2007: "#DIV/0!", 2015: "#VALUE!", 2023: "#REF!", 2029: "#NAME?", 2036: "#NUM!",
           2042: "#N/A"}  # fmt: skip


def main() -> None:
    """Call every case, and say which were answered otherwise, and what the engine knows."""
    call = call_udf()
    from xlbcf.hosts import udfs
    from xlbcf.hosts.functions import all_functions

    functions = all_functions()
    different, count, kinds, shapes = [], 0, set(), set()
    for case in cases():
        arguments = [_sent(each) for each in case.given]
        arguments += [MISSING] * (len(functions[case.function].arguments) - len(arguments))
        got = call(MODULE, case.function, tuple(arguments), None, None)
        shapes |= {type(got).__name__, *(type(row).__name__ for row in got)}
        kinds |= {type(cell).__name__ for row in got for cell in row}
        found = [[_received(cell) for cell in row] for row in got]
        count += 1
        if not same(found, case.answer):
            different.append(_told(case, found))
    known = {name: getattr(udfs, name).__xlfunc__ for name in functions}
    print(
        json.dumps(
            {
                "count": count,
                "different": different,
                "kinds": sorted(kinds),
                "shapes": sorted(shapes),
                "helps": {name: [a["doc"] for a in each["args"]] for name, each in known.items()},
                "names": {name: [a["name"] for a in each["args"]] for name, each in known.items()},
                "optional": {
                    name: ["optional" in a for a in each["args"]] for name, each in known.items()
                },
                "summaries": {name: each["ret"]["doc"] for name, each in known.items()},
                "loaded": sorted(name for name in sys.modules if name.startswith("xlwings")),
            }
        )
    )


def _sent(given: Cell | Range) -> object:
    """Return an argument as Excel hands it over through COM."""
    if isinstance(given, tuple):
        return tuple(tuple(map(_sent, row)) for row in given)
    return COM_ERRORS[given] if isinstance(given, CellError) else given


def _received(cell: object) -> object:
    """Return a cell of an answer as the add-in's wrappers make of it."""
    if isinstance(cell, str) and cell.startswith(_MARK):
        return CellError(_ERRORS[int(cell[1:])])
    # A function shows nothing by an empty text: given nothing, Excel would show 0.
    return None if cell == "" else cell


def _told(case: Case, found: object) -> str:
    return f"{case.function}, {case.about}: {case.given} gave {found}, not {case.answer}"


if __name__ == "__main__":
    main()
