"""The port behind which calculation engines stand; none of them is trusted without proof.

The engines are young, so their versions are pinned, and :mod:`xlbcf.books.recalculation` decides
what of their results may be stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from xlbcf.books.values import Value
from xlbcf.template.addresses import Cell

Place = tuple[str, Cell]


class EngineFailed(Exception):
    """An engine could not take the workbook at all; the text says why."""


@dataclass(slots=True)
class Results:
    """What an engine computed.

    Args:
        values: the result of each formula cell it could compute.
        spilled: cells filled by the spilling result of another cell.
    """

    values: dict[Place, Value] = field(default_factory=dict)
    spilled: dict[Place, Value] = field(default_factory=dict)


class Engine(Protocol):
    """A calculation engine."""

    name: str

    def results(self, data: bytes, formulas: Iterable[Place]) -> Results:
        """Compute every formula of a workbook.

        Args:
            data: the workbook file's content.
            formulas: the places of its formulas.

        Raises:
            EngineFailed: it cannot take this workbook.
        """
