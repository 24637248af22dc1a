"""Times the rules in columns beside bare expressions of the same arithmetic in numpy and pandas.

Run as ``python tests/bench/rules.py`` in an environment that has xlbcf with its extra ``test``.
The bare expressions say nothing of figures that a computer cannot store exactly, nor of dates or
units; the rules do. Everything is measured in turn in one run, and no figure is a test.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from aims import OURS, Aim, Figures
from machine import describe, installed, load
from processes import Cost, middle
from report import as_json, as_text
from spc_pandas import TARGET, by_frame, by_group

from xlbcf.rules.metrics import Metric, Polarity, Unit
from xlbcf.rules.rag_columns import rate_columns
from xlbcf.rules.spc import Settings
from xlbcf.rules.spc_columns import control_charts
from xlbcf.rules.variance_columns import compare_columns
from xlbcf.template.bands import load_bands

ROWS, SERIES, POINTS = 1_000_000, 10_000, 24
#: A group takes pandas milliseconds: so many are measured, and the time is scaled to all.
SAMPLE = 500
NUMPY, PANDAS = "numpy", "pandas"
GROUPS, FRAME = "pandas, each group", "pandas, whole frame"
_CUTS = [-np.inf, 0, 10, np.inf]
_COLOURS = ["green", "amber", "red"]
_KINDS = {"typed": "of one decimal", "calculated": "of all digits"}
_BANDS = load_bands(Path(__file__).parents[2] / "mappings" / "bands.yaml")["impact"]
_METRIC = Metric("m", "M", "", Unit.RATE, Polarity.LOW_IS_GOOD, decimals=1)

Way = Callable[[], object]


def main() -> int:
    """Measure, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9, metavar="N", help="runs of each (9)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    before = load()
    figures: Figures = {"spc": _charts(options.runs)}
    for kind in _KINDS:
        figures[f"variance {kind}"] = _in_turn(_variances(*_figures(kind)), options.runs)
        figures[f"rag {kind}"] = _in_turn(_ratings(*_figures(kind)), options.runs)
    facts = {
        "Machine": describe(),
        "Load": f"{before:.1f} at the beginning, {load():.1f} at the end",
        "Runs": f"medians of {options.runs}",
        "Versions": ", ".join(f"{name} {installed(name)}" for name in (OURS, NUMPY, PANDAS)),
    }
    aims = list(_aims(figures))
    if options.json:
        print(as_json(figures, aims, facts))
    else:
        print(as_text(figures, aims, facts, _titles()))
    return 0


def _titles() -> dict[str, str]:
    titles = {
        f"{rule} {kind}": f"{name} of {ROWS:,} figures {words} (called from Python)"
        for rule, name in (("variance", "Variance"), ("rag", "RAG rating"))
        for kind, words in _KINDS.items()
    }
    words = f"{SERIES:,} control charts of {POINTS} points (called from Python;"
    return titles | {"spc": f"{words} the groups measured on {SAMPLE} and scaled)"}


def _figures(kind: str) -> tuple[np.ndarray, np.ndarray]:
    """Return actuals and plans: some missing, some on plan, some plans of 0."""
    chance = np.random.default_rng(2014)
    plans = chance.uniform(50, 2000, ROWS)
    actuals = plans * chance.normal(1, 0.08, ROWS)
    if kind == "typed":
        actuals, plans = np.round(actuals, 1), np.round(plans, 1)
    on_plan = chance.random(ROWS) < 0.05
    actuals[on_plan] = plans[on_plan]
    plans[chance.random(ROWS) < 0.01] = 0
    actuals[chance.random(ROWS) < 0.05] = np.nan
    return actuals, plans


def _variances(actuals: np.ndarray, plans: np.ndarray) -> dict[str, Way]:
    actual, plan = pd.Series(actuals), pd.Series(plans)

    def in_numpy() -> object:
        with np.errstate(all="ignore"):
            gap = actuals - plans
            relative = np.where(plans != 0, gap / np.abs(plans), np.nan)
            effect = np.where(np.isnan(gap), -1, 1 - np.sign(gap)).astype(np.int8)
        return gap, relative, effect

    def in_pandas() -> object:
        gap = actual - plan
        relative = (gap / plan.abs()).where(plan != 0)
        effect = (1 - np.sign(gap)).fillna(-1).astype(np.int8)
        return pd.DataFrame({"gap": gap, "relative": relative, "effect": effect})

    ours = partial(compare_columns, actuals, plans, _METRIC)
    return {OURS: ours, NUMPY: in_numpy, PANDAS: in_pandas}


def _ratings(actuals: np.ndarray, plans: np.ndarray) -> dict[str, Way]:
    actual, plan = pd.Series(actuals), pd.Series(plans)

    def in_numpy() -> object:
        with np.errstate(all="ignore"):
            off = (actuals - plans) / np.abs(plans) * 100
        return off, np.select([np.isnan(off), off <= 0, off <= 10], [-1, 0, 1], 2)

    def in_pandas() -> object:
        off = (actual - plan) / plan.abs() * 100
        return off, pd.cut(off, _CUTS, labels=_COLOURS)

    ours = partial(rate_columns, actuals, plans, _METRIC, _BANDS)
    return {OURS: ours, NUMPY: in_numpy, PANDAS: in_pandas}


def _charts(runs: int) -> dict[str, Cost | str]:
    chance = np.random.default_rng(24)
    drift = chance.choice([-3, 0, 0, 3], (SERIES, 1)) * np.arange(POINTS)
    values = np.round(chance.normal(100, 10, (SERIES, POINTS)) + drift, 1)
    frame = pd.DataFrame({"series": np.repeat(np.arange(SERIES), POINTS), "value": values.ravel()})
    settings = Settings(Polarity.HIGH_IS_GOOD, target=TARGET)
    sample = frame.iloc[: SAMPLE * POINTS]
    _must_agree(control_charts(values[:SAMPLE], settings), by_group(sample), by_frame(sample))
    costs = _in_turn({OURS: lambda: control_charts(values, settings)}, runs)
    # The frame takes seconds and the groups minutes: they are measured less often.
    few = _in_turn({FRAME: lambda: by_frame(frame), GROUPS: lambda: by_group(sample)}, 3)
    slow = few[GROUPS]
    assert isinstance(slow, Cost)
    times = SERIES / SAMPLE
    return costs | few | {GROUPS: Cost(slow.wall * times, slow.cpu * times, 0)}


def _must_agree(charts: object, *frames: pd.DataFrame) -> None:
    """Stop if the others do not chart as we do: then their times would say nothing."""
    for frame in frames:
        for name in ("cause", "kind"):
            if (frame[name].to_numpy() != getattr(charts, name).ravel()).any():
                raise SystemExit(f"the control charts differ in {name}")
        for name in ("mean", "lower", "upper"):
            np.testing.assert_allclose(frame[name], getattr(charts, name).ravel(), rtol=1e-9)


def _in_turn(ways: dict[str, Way], runs: int) -> dict[str, Cost | str]:
    """Return the median cost of each way; they take turns, after one that does not count."""
    taken: dict[str, list[Cost]] = {name: [] for name in ways}
    for turn in range(runs + 1):
        for name, way in ways.items():
            wall, cpu = time.perf_counter(), time.process_time()
            way()
            cost = Cost(time.perf_counter() - wall, time.process_time() - cpu, 0)
            if turn:
                taken[name].append(cost)
    return {name: middle(costs) for name, costs in taken.items()}


def _aims(figures: Figures) -> Iterator[Aim]:
    for job, costs in figures.items():
        ours = costs[OURS]
        assert isinstance(ours, Cost)
        for name in (FRAME, GROUPS) if job == "spc" else (NUMPY, PANDAS):
            other = costs[name]
            assert isinstance(other, Cost)
            shares = ours.wall / other.wall, ours.cpu / other.cpu
            unit, most = ("share", 1 / 20) if job == "spc" else ("times", 2.0)
            yield Aim(f"{job}: time of {name}", *shares, unit, most)


if __name__ == "__main__":
    raise SystemExit(main())
