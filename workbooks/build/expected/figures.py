"""The published figures that the cases use, with the plan that stands beside each."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from xlbcf.rules.metrics import Metric, Place, Places, Unit
from xlbcf.template.metrics import load_metrics
from xlbcf.template.places import load_places

ROOT = Path(__file__).resolve().parents[3]
RETURNS = ("bcf-2021-22-year-end", "bcf-2024-25-eoy")
_FORMATS = {Unit.PERCENT: "0.0##%", Unit.RATE: "#,##0.0#"}


@dataclass(frozen=True)
class Published:
    """A published figure and the plan beside it.

    Args:
        place: its place.
        metric: its metric.
        period: the period it is about, as the data has it.
        actual: the figure as the data has it.
        status: actual, forecast or provisional.
        plan_period: the period of the plan.
        plan: the plan.
        source: where the figure was published.
    """

    place: Place
    metric: Metric
    period: str
    actual: float | str
    status: str
    plan_period: str
    plan: float
    source: str

    @property
    def title(self) -> str:
        """What it is, in words."""
        return f"{self.place.name}, {self.metric.name}, {self.period}, {self.status}"

    @property
    def number_format(self) -> str:
        """How its numbers are shown."""
        return _FORMATS[self.metric.unit]


@cache
def metrics() -> dict[str, Metric]:
    """Return the metrics of the mappings by their ids."""
    return load_metrics(ROOT / "mappings" / "metrics.yaml")


@cache
def _places() -> Places:
    return load_places(ROOT / "mappings" / "places.yaml")


def published() -> Iterator[Published]:
    """Yield each figure that has a plan: that of its period, or else every other one."""
    for name in RETURNS:
        path = ROOT / "workbooks" / "data" / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        plans = [row for row in rows if row["status"] == "plan"]
        for row in rows:
            if row["status"] != "plan":
                yield from (_beside(row, plan) for plan in _plans_for(row, plans))


def _plans_for(row: dict[str, str], plans: list[dict[str, str]]) -> list[dict[str, str]]:
    about = [
        plan
        for plan in plans
        if (plan["place_code"], plan["metric"]) == (row["place_code"], row["metric"])
    ]
    return [plan for plan in about if plan["period"] == row["period"]] or about


def _beside(row: dict[str, str], plan: dict[str, str]) -> Published:
    place = _places().find(row["place_code"])
    if place is None:
        raise ValueError(f"{row['place_code']} is not a place")
    return Published(
        place,
        metrics()[row["metric"]],
        row["period"],
        _number_or_word(row["value"]),
        row["status"],
        plan["period"],
        float(plan["value"]),
        row["source"],
    )


def _number_or_word(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text
