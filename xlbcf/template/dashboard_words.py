"""The words that dashboards use: reads ``mappings/dashboard_words.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from xlbcf.rules.dashboard_reading import Column
from xlbcf.rules.metrics import fold_name
from xlbcf.template.schema import Faults, Key, Row, many, one_of, record, table, text
from xlbcf.template.words import quoted
from xlbcf.template.yaml_source import Items, Node, Table, read_yaml


class DashboardWords(NamedTuple):
    """Headings and scales of words.

    Args:
        headings: the headings of each column, the likeliest first.
        scales: words from worst to best, one sequence for each scale.
    """

    headings: Mapping[Column, tuple[str, ...]]
    scales: tuple[tuple[str, ...], ...] = ()

    def columns(self) -> dict[str, tuple[Column, int]]:
        """Return the column of each folded heading, and how far down its list it stands."""
        return {
            fold_name(heading): (column, place)
            for column, headings in self.headings.items()
            for place, heading in reversed(list(enumerate(headings)))
        }


def load_dashboard_words(path: str | Path) -> DashboardWords:
    """Read the words that dashboards use.

    Args:
        path: the YAML file.

    Returns:
        The words.

    Raises:
        Refused: with every fault of the file at once; a heading that two columns share is one
            (``MAP05``), because a column must never be guessed.
    """
    faults = Faults()
    root = _FILE(read_yaml(path), "the file", faults)
    if root is not None:
        _check_headings(root, faults)
    faults.stop_if_any()
    return DashboardWords(root.get("headings"), root.get("scales", ()))


_FILE = record(
    headings=Key(table(one_of(Column), many(text))),
    scales=Key(many(many(text)), required=False),
)


def _check_headings(root: Row, faults: Faults) -> None:
    first: dict[str, tuple[str, Node]] = {}
    headings = root.at("headings")
    for column, node in headings if isinstance(headings, Table) else ():
        for each in node.nodes if isinstance(node, Items) else ():
            heading = getattr(each, "text", "")
            owner, at = first.setdefault(fold_name(heading), (column.text, each))
            if owner != column.text:
                faults.twice(each, f"the heading {quoted(heading)}, here of {column},", at)
