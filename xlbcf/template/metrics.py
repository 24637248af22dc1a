"""The metrics that a mapping names: reads ``mappings/metrics.yaml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from xlbcf.rules.metrics import Metric, Polarity, Unit
from xlbcf.template.ids import ID
from xlbcf.template.schema import Check, Faults, Key, Row, one_of, record, table, text, whole
from xlbcf.template.yaml_source import Node, Scalar, read_yaml

Limits = tuple[float | None, float | None]
_BOUNDS = {"fraction": (0.0, 1.0), "percent": (0.0, 100.0)}


def load_metrics(path: str | Path) -> dict[str, Metric]:
    """Read what each metric is.

    Args:
        path: the YAML file, with one table ``metrics`` of ids and their facts.

    Returns:
        The metrics by id, in the order of the file.

    Raises:
        Refused: with every fault of the file at once (``MAP01`` to ``MAP05``, ``FILE01``,
            ``FILE02``); an unknown polarity is one. Source: Methods, section 3.
    """
    faults = Faults()
    root = record(metrics=Key(table(ID, _METRIC)))(read_yaml(path), "the file", faults)
    rows: dict[str, Row] = root.get("metrics", {}) if root else {}
    for row in rows.values():
        _check_unit(row, faults)
    faults.stop_if_any()
    return {id_: _metric(id_, row) for id_, row in rows.items()}


def _limits(node: Node, key: str, faults: Faults) -> Limits | None:
    try:
        low, high = (_bound(each) for each in getattr(node, "nodes", ()))
        if low is None or high is None or low < high:
            return low, high
    except ValueError:
        pass
    faults.wrong(node, key, "two numbers, the lower first, or null for no limit: [0, null]")
    return None


def _bound(node: Node) -> float | None:
    value = node.native if isinstance(node, Scalar) else ""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{node} is not a number")
    return float(value)


_METRIC: Check = record(
    name=Key(text),
    definition=Key(text),
    unit=Key(one_of(Unit)),
    polarity=Key(one_of(Polarity)),
    per=Key(whole(1), required=False),
    stored_as=Key(one_of(("fraction", "percent")), required=False),
    limits=Key(_limits, required=False),
    decimals=Key(whole(0), required=False),
    frequency=Key(text),
    numerator=Key(text, required=False),
    denominator=Key(text, required=False),
    source=Key(text),
)


def _check_unit(row: Row, faults: Faults) -> None:
    for key, unit in (("per", Unit.RATE), ("stored_as", Unit.PERCENT)):
        if "unit" not in row.values:
            return
        if row.get("unit") is unit and key not in row.nodes:
            faults.missing(row.node, key)
        elif row.get("unit") is not unit and key in row.nodes:
            faults.wrong(row.at(key), key, f"absent, because the unit is not {unit}")
    _check_percent_limits(row, faults)


def _check_percent_limits(row: Row, faults: Faults) -> None:
    stored_as = row.get("stored_as")
    if stored_as and row.has("limits"):
        lowest, highest = _BOUNDS[stored_as]
        low, high = row.get("limits")
        if low is None or high is None or low < lowest or high > highest:
            allowed = f"within [{lowest:g}, {highest:g}], because it is stored as a {stored_as}"
            faults.wrong(row.at("limits"), "limits", allowed)


def _metric(id_: str, row: Row) -> Metric:
    facts: dict[str, Any] = dict(row.values)
    return Metric(id=id_, **facts)
