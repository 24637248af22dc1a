"""Columns of figures for tests, with the odd ones that a database holds."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import strategies as st

#: As people type them: up to so many decimals, so that plans, ends of bands and halves are met.
typed = st.builds(
    lambda whole, decimals: whole / 10**decimals, st.integers(-20_000, 20_000), st.integers(0, 6)
)
#: A plan and an actual that is a round share away from it.
shares = st.sampled_from([-0.25, -0.1, -0.05, 0.0, 0.05, 0.1, 0.25])
near_ends = st.builds(
    lambda plan, share, noise: (plan * (1 + share) + noise, plan),
    typed | st.floats(-1e6, 1e6),
    shares,
    st.sampled_from([0.0, 1e-13, -1e-13, 1e-9, -1e-9]),
)
missing = st.sampled_from([math.nan, math.inf, -math.inf])
figures = st.one_of(typed, typed, st.floats(-1e9, 1e9), st.floats(), missing)
pairs = st.one_of(st.tuples(figures, figures), near_ends, figures.map(lambda each: (each, each)))
#: Actuals and plans, row by row.
rows = st.lists(pairs, min_size=1, max_size=20)


def columns(given: list[tuple[float, float]]) -> tuple[np.ndarray, np.ndarray]:
    """Return rows of two figures as two columns."""
    table = np.array(given, dtype=np.float64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def are_typed(*numbers: float) -> bool:
    """Say whether these are figures of up to 6 decimals and 15 digits."""
    return all(abs(number) < 1e9 and float(f"{number:.6f}") == number for number in numbers)
