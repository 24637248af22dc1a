"""How sensitive a check is: reads ``mappings/checks.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from xlbcf.rules.metrics import Metric
from xlbcf.template.schema import (
    Check,
    Faults,
    Key,
    Row,
    amount,
    many,
    one_of,
    record,
    table,
    text,
    whole,
)
from xlbcf.template.yaml_source import Node, read_yaml


@dataclass(frozen=True, slots=True)
class Apart:
    """How far a metric's figures may lie apart before a person is asked.

    Args:
        times: so many times another place's figure is another order of magnitude.
        change: the largest usual change since an earlier return, in percent.
        points: the same for a percentage, in percentage points.
        published: how far a published figure may be off, in percent of it.
    """

    times: float
    change: float
    points: float
    published: float


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """How sensitive a check is.

    Args:
        placeholders: texts that stand for an answer still to come.
        digits: from how many digits equal figures of two places are no coincidence.
        characters: from how many characters equal texts count.
        usual: how far figures may lie apart.
        metrics: the same for metrics that need other numbers, by id.
    """

    placeholders: tuple[str, ...]
    digits: int
    characters: int
    usual: Apart
    metrics: Mapping[str, Apart]

    def apart(self, metric: str) -> Apart:
        """Return how far a metric's figures may lie apart."""
        return self.metrics.get(metric, self.usual)


def load_check_settings(path: str | Path, metrics: Mapping[str, Metric]) -> CheckSettings:
    """Read how sensitive a check is.

    Args:
        path: the YAML file.
        metrics: the metrics that the file may name, by id.

    Returns:
        The settings.

    Raises:
        Refused: with every fault of the file at once (``MAP01`` to ``MAP05``, ``FILE01``,
            ``FILE02``); a metric that is not known is one.
    """
    faults = Faults()
    check = record(
        placeholders=Key(many(text), required=False),
        same=Key(record(digits=Key(whole(1)), characters=Key(whole(1)))),
        usual=Key(record(**_apart(required=True))),
        metrics=Key(table(one_of(metrics), record(**_apart(required=False))), required=False),
    )
    root = check(read_yaml(path), "the file", faults)
    faults.stop_if_any()
    same, usual = root.get("same"), Apart(**root.get("usual").values)
    rows: dict[str, Row] = root.get("metrics", {})
    return CheckSettings(
        root.get("placeholders", ()),
        same.get("digits"),
        same.get("characters"),
        usual,
        {metric: replace(usual, **_values(row)) for metric, row in rows.items()},
    )


def _values(row: Row) -> dict[str, Any]:
    return dict(row.values)


def _more_than(least: float, *, itself: bool = False) -> Check:
    allowed = f"a number of {least:g} or more" if itself else f"a number above {least:g}"

    def check(node: Node, key: str, faults: Faults) -> float | None:
        value = amount(node, key, faults)
        if value is None:
            return None
        if value > least or (itself and value == least):
            return value
        faults.wrong(node, key, allowed)
        return None

    return check


def _apart(*, required: bool) -> dict[str, Key]:
    return {
        "times": Key(_more_than(1), required),
        "change": Key(_more_than(0), required),
        "points": Key(_more_than(0), required),
        "published": Key(_more_than(0, itself=True), required),
    }
