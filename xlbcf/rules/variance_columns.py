"""Variance in columns: many actuals beside their plans, the same answers as one by one.

This module needs numpy. A figure that is blank, not available or suppressed is not a number here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from xlbcf.rules.digit_columns import Coded, Codes, Flags, Numbers, blocks, columns_of, gaps
from xlbcf.rules.exact_columns import Wholes, differences, quotients
from xlbcf.rules.metrics import Metric, Polarity
from xlbcf.rules.variance import Effect, absolute_variance, relative_variance

_Rule = Callable[[float, float], float | None]
#: From worst to best, so that a gain of -1, 0 or 1 is one place less than its effect.
_EFFECTS = (Effect.ADVERSE, Effect.ON_PLAN, Effect.FAVOURABLE, Effect.NO_JUDGEMENT)


@dataclass(frozen=True, slots=True)
class Variances:
    """Many variances; the fields are those of one.

    Args:
        absolute: actual less plan, in the metric's unit; not a number where either is missing.
        relative: that as a fraction of the plan's size; not a number where the plan is 0 as well.
        effect: favourable, adverse or on plan, by polarity; none where either is missing.
        exact: in which rows both figures have so few decimals that the numbers are the very ones
            of the scalar rule.
    """

    absolute: Numbers
    relative: Numbers
    effect: Coded
    exact: Flags


def compare_columns(actuals: ArrayLike, plans: ArrayLike, metric: Metric) -> Variances:
    """Compare a column of actuals with a column of plans, row by row.

    The two figures of a row must be about the same period: that is seen to before.

    Args:
        actuals: the actuals, a percentage as a fraction; what is not finite is missing.
        plans: as many plans, or one for all.
        metric: gives the polarity.

    Returns:
        The variances: the very numbers of the scalar rule for figures of up to 6 decimals, and for
        others the same in the 14 leading digits of the figures. The effects are always the same.
        Of figures above 1e300 the numbers are not provided for.

    Source: Methods, section 2.
    """
    actual, plan = columns_of(actuals, plans)
    absolute, relative = np.empty(len(actual)), np.empty(len(actual))
    effect = np.empty(len(actual), dtype=np.int8)
    exact = np.empty(len(actual), dtype=np.bool_)
    with np.errstate(all="ignore"):
        for rows in blocks(len(actual)):
            found = gaps(actual[rows], plan[rows])
            absolute[rows] = found.gap / found.scale
            relative[rows] = found.gap / np.abs(found.base)
            relative[rows][found.base == 0] = np.nan
            effect[rows] = _effects(found.gap, metric.polarity)
            exact[rows] = found.typed
    return Variances(absolute, relative, Coded(effect, _EFFECTS), exact)


def absolute_variances(actuals: Sequence[float], plans: Sequence[float]) -> list[float | None]:
    """Return many absolute variances, the very numbers of the scalar rule whatever their decimals.

    Args:
        actuals: finite numbers.
        plans: as many plans.

    Source: Methods, section 2.
    """
    found = differences(actuals, plans)
    return _exact(found.gap, found.scale, found.known, absolute_variance, actuals, plans)


def relative_variances(actuals: Sequence[float], plans: Sequence[float]) -> list[float | None]:
    """Return many relative variances, the very numbers of the scalar rule whatever their decimals.

    Args:
        actuals: finite numbers.
        plans: as many plans; beside one of 0 there is None.

    Source: Methods, section 2.
    """
    found = differences(actuals, plans)
    some = found.base != 0
    base = np.where(some, np.abs(found.base), 1)
    return _exact(found.gap, base, found.known & some, relative_variance, actuals, plans)


def _exact(
    numbers: Wholes, divisors: Wholes, known: Flags, rule: _Rule, *given: Sequence[float]
) -> list[float | None]:
    """Divide, and have the scalar rule answer where the quotient is not known."""
    answers, sure = quotients(numbers, divisors)
    found: list[float | None] = answers.tolist()
    for row in np.flatnonzero(~(known & sure)).tolist():
        found[row] = rule(*(column[row] for column in given))
    return found


def _effects(gap: Numbers, polarity: Polarity) -> Codes:
    none = np.isnan(gap).view(np.int8)
    if not polarity.sign:
        return _EFFECTS.index(Effect.NO_JUDGEMENT) * (1 - none) - none
    rise = (gap > 0).view(np.int8) - (gap < 0).view(np.int8)
    return polarity.sign * rise + _EFFECTS.index(Effect.ON_PLAN) - 2 * none
