"""Series for control charts in tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import accumulate

from hypothesis import strategies as st

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


def walks(length: int) -> st.SearchStrategy[list[float]]:
    """Series of so many points that rise, stay and fall for some points each, so that they turn."""
    stretches = st.tuples(st.sampled_from([-1, 0, 1]), st.integers(1, 9))
    return st.lists(stretches, min_size=length, max_size=length).map(
        lambda drawn: [
            float(height)
            for height in accumulate(step for step, times in drawn for _ in range(times))
        ][:length]
    )
