"""Series for control charts in tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xlbcf.rules.spc import ControlChart, Settings, control_chart


def monthly(count: int) -> list[date]:
    """The first days of so many months, from April 2022 on."""
    return [date(2022 + (3 + month) // 12, (3 + month) % 12 + 1, 1) for month in range(count)]


def charted(
    values: Sequence[float | None], settings: Settings | None = None, *, starts: Sequence[int] = ()
) -> ControlChart:
    """A monthly series charted; new groups start at the points numbered in ``starts``."""
    dates = monthly(len(values))
    return control_chart(dates, values, settings, rebase=[dates[start] for start in starts])
