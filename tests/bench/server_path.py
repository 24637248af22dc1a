"""The server's path for a call of three columns: cells a second, with and without the guard.

Each way is measured in a process of its own, because the guard cannot be taken away again. Run as a
program, this prints them all.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from statistics import median
from types import SimpleNamespace
from typing import Any

ROWS, COLUMNS = 10_000, 3
FUNCTION = "BCF_RAG"
OURS, THEIRS = "cells as xlbcf converts them", "cells as xlwings converts them"
GUARDED, UNGUARDED = "guarded", "unguarded"
_VARIABLES = {"XLWINGS_LICENSE_KEY": "noncommercial"}


def server_speeds(runs: int = 5) -> dict[tuple[str, str], float]:
    """Return cells a second for each conversion, guarded and not; nothing without the extra.

    Args:
        runs: how often each is run; the median counts.
    """
    if find_spec("xlwings_server") is None:
        return {}
    ways = [(conversion, guard) for conversion in (OURS, THEIRS) for guard in (GUARDED, UNGUARDED)]
    return {way: _in_its_own_process(*way, runs) for way in ways}


def _in_its_own_process(conversion: str, guard: str, runs: int) -> float:
    command = [sys.executable, __file__, conversion, guard, str(runs)]
    ran = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, **_VARIABLES}
    )
    return float(ran.stdout)


def _cells_a_second(conversion: str, guard: str, runs: int) -> float:
    from xlbcf.hosts.server import engine

    if guard == UNGUARDED:
        engine.guard_slow_path = lambda: None
    functions: Any = engine.load_functions()
    if conversion == THEIRS:
        functions = SimpleNamespace(**{FUNCTION: _with_their_conversion()})
    import xlwings as xw
    import xlwings.server

    columns = [[[float(row % 7 + 1)] for row in range(ROWS)] for _ in range(COLUMNS - 1)]
    data = {
        "func_name": FUNCTION,
        "args": [*columns, [["lower"] for _ in range(ROWS)]],
        "version": xw.__version__, "client": "Office.js", "runtime": "1.4",
        "culture_info_name": "en-GB", "date_format": "dd/mm/yyyy", "caller_address": None,
    }  # fmt: skip

    def call_once() -> None:
        sent = {**data, "args": list(data["args"])}
        asyncio.run(xlwings.server.custom_functions_call(sent, functions))

    call_once()
    return ROWS * COLUMNS / median(_seconds(call_once) for _ in range(runs))


def _with_their_conversion() -> Any:
    import xlwings as xw

    from xlbcf.hosts.functions import all_functions
    from xlbcf.hosts.functions.calling import call

    function = all_functions()[FUNCTION]

    @xw.func
    def plain(actual, plan, polarity):  # type: ignore[no-untyped-def]
        return [[str(value) for value in row] for row in call(function, (actual, plan, polarity))]

    return plain


def _seconds(work: Callable[[], None]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def main() -> None:
    """Measure one way and print it, or without words all of them."""
    if not sys.argv[1:]:
        for way, speed in server_speeds().items():
            print(f"{speed:12,.0f} cells a second: {', '.join(way)}")
        return
    conversion, guard, runs = sys.argv[1:]
    print(_cells_a_second(conversion, guard, int(runs)))


if __name__ == "__main__":
    main()
