"""The functions through xlwings' classic engine beside xlwings' own echo of the same cells.

Run as ``python classic_path.py RUNS``; prints the median seconds of each as JSON. COM, which needs
Windows, is not part of it. An echo is a plain function with xlwings' own conversion that gives its
first argument back.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.support.classic import call_udf

OURS, ECHO = "xlbcf", "xlwings' echo"
ROWS = 10_000
#: The quick calls of single cells are made so many times in each run.
OFTEN = 200
_MODULE, _ECHOES = "xlbcf.hosts.udfs", "xlbcf_echoes"
_SINGLE = {
    "BCF_RAG": (199.9, 161.8, "lower"),
    "BCF_VARIANCE": (199.9, 161.8),
    "BCF_ON_TARGET": (64.4, ">65.2"),
}

Seconds = dict[str, dict[str, float]]
_Range = tuple[tuple[object, ...], ...]


def main() -> None:
    """Measure and print."""
    call = call_udf()
    begin = time.perf_counter()
    import xlbcf.hosts.udfs  # noqa: F401

    started = time.perf_counter() - begin
    sys.modules[_ECHOES] = _echoes()
    runs = int(sys.argv[1])
    found: Seconds = {"start": {OURS: started}}
    for name, arguments, echoed in _columns():
        ways = {OURS: _call(call, name, arguments), ECHO: _call(call, "echo1", (echoed,))}
        found[f"columns {name}"] = _in_turn(ways, runs)
    for function, given in _SINGLE.items():
        ways = {OURS: _call(call, function, given), ECHO: _call(call, f"echo{len(given)}", given)}
        found[f"single {function}"] = _in_turn(ways, runs * OFTEN)
    print(json.dumps(found))


def _columns() -> list[tuple[str, tuple[object, ...], _Range]]:
    """Return calls with three columns in all, and the three beside each other for the echo."""
    chance = random.Random(2014)
    exact = [chance.uniform(50, 2000) for _ in range(ROWS)]
    kinds = {
        "of one decimal": [round(each, 1) for each in exact],
        "of all digits": exact,
    }
    calls = []
    polarities = ["lower", "higher"] * (ROWS // 2)
    for kind, plans in kinds.items():
        digits = 1 if kind == "of one decimal" else 15
        actuals = [round(each * chance.gauss(1, 0.08), digits) for each in plans]
        words = tuple(zip(actuals, plans, polarities, strict=True))
        numbers = tuple(zip(actuals, plans, reversed(actuals), strict=True))
        three = tuple(tuple(zip(each, strict=True)) for each in (actuals, plans, polarities))
        calls += [
            (f"BCF_RAG {kind}", three, words),
            (f"BCF_ON_TARGET {kind}", three, words),
            (f"BCF_VARIANCE {kind}", (numbers, 100.0), numbers),
        ]
    return calls


def _echoes() -> ModuleType:
    import xlwings as xw

    module: Any = ModuleType(_ECHOES)
    # xlwings reloads a module whose file is newer than the one it knows.
    module.__file__ = __file__

    @xw.func
    def echo1(one):  # type: ignore[no-untyped-def]
        return one

    @xw.func
    def echo2(one, _two):  # type: ignore[no-untyped-def]
        return one

    @xw.func
    def echo3(one, _two, _three):  # type: ignore[no-untyped-def]
        return one

    module.echo1, module.echo2, module.echo3 = echo1, echo2, echo3
    return module


def _call(
    call: Callable[..., object], name: str, given: tuple[object, ...]
) -> Callable[[], object]:
    module = _ECHOES if name.startswith("echo") else _MODULE
    function = name.split()[0]
    return lambda: call(module, function, given, None, None)


def _in_turn(ways: dict[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """Return the median seconds of each way; they take turns, and the first one does not count."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(runs + 1):
        for name, way in ways.items():
            begin = time.perf_counter()
            way()
            taken[name].append(time.perf_counter() - begin)
    return {name: median(times[1:]) for name, times in taken.items()}


if __name__ == "__main__":
    main()
