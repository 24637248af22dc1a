"""What a control chart says in short: types of points, the variation and the assurance icon."""

from __future__ import annotations

from enum import StrEnum

from xlbcf.rules.finite import finite
from xlbcf.rules.metrics import Polarity


class PointType(StrEnum):
    """What a point means, by polarity."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT = "special_cause_improvement"
    CONCERN = "special_cause_concern"
    NEUTRAL_HIGH = "special_cause_neutral_high"
    NEUTRAL_LOW = "special_cause_neutral_low"


class VariationIcon(StrEnum):
    """What the last point of a series means, and which way it points."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT_HIGH = "improvement_high"
    IMPROVEMENT_LOW = "improvement_low"
    CONCERN_HIGH = "concern_high"
    CONCERN_LOW = "concern_low"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"


class AssuranceIcon(StrEnum):
    """Whether a target will be met if the process stays as it is."""

    PASS = "pass"
    FAIL = "fail"
    INCONSISTENT = "inconsistent"


def point_type(direction: int, polarity: Polarity) -> PointType:
    """Return what a point means.

    Args:
        direction: 1 high or rising, -1 low or falling, 0 for common cause.
        polarity: which way is good.

    Source: Methods, section 7.
    """
    if not direction:
        return PointType.COMMON_CAUSE
    if not polarity.sign:
        return PointType.NEUTRAL_HIGH if direction > 0 else PointType.NEUTRAL_LOW
    return PointType.IMPROVEMENT if direction * polarity.sign > 0 else PointType.CONCERN


def variation_icon(direction: int, polarity: Polarity) -> VariationIcon:
    """Return the variation icon of a series whose last point has this direction.

    Source: Methods, section 7.
    """
    kind = point_type(direction, polarity)
    if kind in (PointType.IMPROVEMENT, PointType.CONCERN):
        word = kind.removeprefix("special_cause_")
        return VariationIcon(f"{word}_{'high' if direction > 0 else 'low'}")
    return VariationIcon(kind.removeprefix("special_cause_"))


def assurance_icon(
    target: float | None,
    lower: float | None,
    upper: float | None,
    polarity: Polarity,
    *,
    on_limit_decides: bool = False,
) -> AssuranceIcon | None:
    """Say whether a target will be met, from the latest limits.

    Args:
        target: the target, or None.
        lower: the lower process limit, None where there is none.
        upper: the upper process limit, None where there is none.
        polarity: which way is good.
        on_limit_decides: whether a target on a limit counts as beyond it. A process without any
            variation that lies on its target then passes.

    Returns:
        The icon; None without a target, or where neither way is better.

    Source: Methods, section 7.
    """
    target, lower, upper = map(finite, (target, lower, upper))
    if target is None or not polarity.sign:
        return None
    if lower is None or upper is None:
        return AssuranceIcon.INCONSISTENT
    on_lower, on_upper = (on_limit_decides and target == limit for limit in (lower, upper))
    under, over = target < lower or on_lower, target > upper or on_upper
    passes, fails = (under, over) if polarity.sign > 0 else (over, under)
    if passes:
        return AssuranceIcon.PASS
    return AssuranceIcon.FAIL if fails else AssuranceIcon.INCONSISTENT
