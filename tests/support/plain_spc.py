"""Control charts worked out a second time, point by point and as the method is written.

Nothing is shared with the rules, so that two readings of the same method are laid side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

Value = Fraction | None
Row = tuple[Value, Value, Value, int | None, bool | None, bool | None, str]


def charted_plainly(
    values: Sequence[float | None],
    starts: Sequence[int] = (),
    fixed: int | None = None,
    *,
    screened: bool = True,
) -> list[Row]:
    """Mean, lower and upper limit, side, outside, close and label of every point.

    Args:
        values: the series.
        starts: where groups start, beside the first.
        fixed: the length of the baseline, or None for all.
        screened: whether moving ranges are screened.
    """
    edges = sorted({0, *(start for start in starts if start < len(values)), len(values)})
    exact = [None if each is None else Fraction(each) for each in values]
    rows: list[Row] = []
    for first, last in pairwise(edges):
        rows += _group(exact[first:last], fixed, screened)
    return rows


def _group(values: list[Value], fixed: int | None, screened: bool) -> list[Row]:
    base = values if fixed is None else values[:fixed]
    seen = [each for each in base if each is not None]
    mean = sum(seen, Fraction(0)) / len(seen) if seen else None
    pairs = pairwise(base)
    ranges = [abs(b - a) for a, b in pairs if a is not None and b is not None]
    average = sum(ranges, Fraction(0)) / len(ranges) if ranges else None
    if screened and average is not None:
        kept = [each for each in ranges if each < Fraction("3.267") * average]
        average = sum(kept, Fraction(0)) / len(kept) if kept else None
    low = high = near_low = near_high = None
    if mean is not None and average is not None:
        step = Fraction("2.66") * average
        low, high = mean - step, mean + step
        near_low, near_high = mean - step * 2 / 3, mean + step * 2 / 3
    sides: list[int | None] = []
    outs: list[bool | None] = []
    closes: list[bool | None] = []
    for each in values:
        known = each is not None and mean is not None
        sides.append((each > mean) - (each < mean) if known else None)
        if each is None or low is None:
            outs.append(None)
            closes.append(None)
            continue
        outs.append(each > high or each < low)
        closes.append(not outs[-1] and (each > near_high or each < near_low))
    shift, trend, two = _shift(sides), _trend(values), _two(sides, closes)
    labels = []
    for i in range(len(values)):
        if outs[i]:
            labels.append("Above UCL" if sides[i] == 1 else "Below LCL")
        elif trend[i]:
            labels.append(f"7 Point Trend ({'In' if _rises(values, trend, i) else 'De'}creasing)")
        elif two[i]:
            labels.append(f"2 in 3 {'Above' if sides[i] == 1 else 'Below'} CL")
        elif shift[i]:
            labels.append(f"7 Points {'Above' if sides[i] == 1 else 'Below'} CL")
        else:
            labels.append("Common Cause")
    columns = zip(sides, outs, closes, labels, strict=True)
    return [(mean, low, high, *rest) for rest in columns]


def _rises(values: list[Value], trend: list[bool], i: int) -> bool:
    """The next point decides where it is in a trend too, else the one before."""
    a, b = (i, i + 1) if i + 1 < len(trend) and trend[i + 1] else (i - 1, i)
    return values[b] > values[a]


def _shift(sides: list[int | None]) -> list[bool]:
    flags = [False] * len(sides)
    for i in range(len(sides) - 6):
        window = sides[i : i + 7]
        if window in ([1] * 7, [-1] * 7):
            flags[i : i + 7] = [True] * 7
    return flags


def _trend(values: list[Value]) -> list[bool]:
    flags = [False] * len(values)
    for i in range(len(values) - 6):
        window = values[i : i + 7]
        if None in window:
            continue
        steps = [b - a for a, b in pairwise(window)]
        if all(step > 0 for step in steps) or all(step < 0 for step in steps):
            flags[i : i + 7] = [True] * 7
    return flags


def _two(sides: list[int | None], closes: list[bool | None]) -> list[bool]:
    flags = [False] * len(sides)
    for i in range(len(sides) - 2):
        window = range(i, i + 3)
        one_side = {sides[k] for k in window} in ({1}, {-1})
        if one_side and sum(bool(closes[k]) for k in window) >= 2:
            for k in window:
                flags[k] = flags[k] or bool(closes[k])
    return flags
