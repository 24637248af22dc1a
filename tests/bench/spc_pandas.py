"""Control charts of many series as an analyst writes them in pandas, to compare with.

The method is Methods, section 7, with screening: mean, limits, every rule, the points' types and
both icons. It is written once and run in two ways: group by group, and over the whole frame.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

SHIFT = TREND = 7
TO_LIMIT, TO_OUTLIER = 2.66, 3.267
TARGET = 100.0


@dataclass(frozen=True)
class Steps:
    """The steps of the method that look at a series' other points.

    Args:
        mean: the mean of a series.
        shift: the value so many points earlier.
        total: the sum of so many points up to each.
        last: the value of the last point.
    """

    mean: Callable[[pd.Series], pd.Series | float]
    shift: Callable[[pd.Series, int], pd.Series]
    total: Callable[[pd.Series, int], pd.Series]
    last: Callable[[pd.Series], pd.Series | float]


#: A group by itself is one series.
ONE = Steps(
    mean=pd.Series.mean,
    shift=pd.Series.shift,
    total=lambda column, length: column.rolling(length).sum(),
    last=lambda column: column.iloc[-1],
)


def by_group(frame: pd.DataFrame) -> pd.DataFrame:
    """Chart a frame with the columns series and value, a function applied to each group."""
    groups = frame.groupby("series", sort=False, group_keys=False)["value"]
    return groups.apply(lambda values: charted(values, ONE))


def by_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """Chart the same frame with grouped operations on whole columns."""
    series = frame["series"]

    def total(column: pd.Series, length: int) -> pd.Series:
        sums = column.groupby(series, sort=False).rolling(length).sum()
        return sums.droplevel(0).reindex(column.index)

    many = Steps(
        mean=lambda column: column.groupby(series, sort=False).transform("mean"),
        shift=lambda column, by: column.groupby(series, sort=False).shift(by),
        total=total,
        last=lambda column: column.groupby(series, sort=False).transform("last"),
    )
    return charted(frame["value"], many)


def charted(value: pd.Series, steps: Steps) -> pd.DataFrame:
    """Chart values in date order; high is good, and the target is one number for all."""
    before = steps.shift(value, 1)
    ranges = (value - before).abs()
    spread = steps.mean(ranges.where(ranges < TO_OUTLIER * steps.mean(ranges)))
    mean = steps.mean(value)
    far, near = TO_LIMIT * spread, 2 * (TO_LIMIT / 3) * spread
    lower, upper = mean - far, mean + far
    outside = (value < lower) | (value > upper)
    close = ((value < mean - near) | (value > mean + near)) & ~outside
    above, below = value > mean, value < mean
    members = partial(_members, steps=steps)
    step = np.sign(value - before)
    rising, falling = (members(step == sign, TREND - 1, TREND) for sign in (1, -1))
    trend = rising | falling
    following = steps.shift(trend.astype(float), -1).eq(1)
    direction = steps.shift(step, -1).where(following, step)
    pairs = steps.total(close.astype(float), 3) >= 2
    cases = {
        "Above UCL": (outside & above, 1),
        "Below LCL": (outside & below, -1),
        "7 Point Trend (Increasing)": (trend & (direction == 1), 1),
        "7 Point Trend (Decreasing)": (trend & (direction != 1), -1),
        "2 in 3 Above CL": (close & members(above, 3, 3, also=pairs), 1),
        "2 in 3 Below CL": (close & members(below, 3, 3, also=pairs), -1),
        "7 Points Above CL": (members(above, SHIFT, SHIFT), 1),
        "7 Points Below CL": (members(below, SHIFT, SHIFT), -1),
    }
    flags = [flag for flag, _ in cases.values()]
    way = np.select(flags, [sign for _, sign in cases.values()], 0)
    table = pd.DataFrame({"value": value, "mean": mean, "lower": lower, "upper": upper})
    table["cause"] = np.select(flags, list(cases), "Common Cause")
    kinds = ["special_cause_improvement", "special_cause_concern"]
    table["kind"] = np.select([way == 1, way == -1], kinds, "common_cause")
    icons = ["improvement_high", "concern_low"]
    icon = np.select([way == 1, way == -1], icons, "common_cause")
    table["variation"] = steps.last(pd.Series(icon, index=value.index))
    table["assurance"] = np.select(
        [table["lower"] > TARGET, table["upper"] < TARGET], ["pass", "fail"], "inconsistent"
    )
    return table


def _members(
    flags: pd.Series, run: int, length: int, steps: Steps, also: pd.Series | None = None
) -> pd.Series:
    """Say which points are of a window whose last ``run`` points are all flagged."""
    ends = steps.total(flags.astype(float), run) == run
    if also is not None:
        ends &= also
    member = ends
    for by in range(1, length):
        member = member | steps.shift(ends.astype(float), -by).eq(1)
    return member
