"""What a control chart says in short: types of points, the variation and the assurance icon."""

from __future__ import annotations

from enum import StrEnum

from xlbcf.rules.finite import finite
from xlbcf.rules.metrics import Polarity, fold_name


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

    @property
    def words(self) -> str:
        """The icon in words, such as ``Concern high``."""
        return self.value.replace("_", " ").capitalize()

    @property
    def glyph(self) -> str:
        """The icon as one sign: H or L as the letter in the icon, an arrow without a judgement."""
        return _VARIATION_GLYPHS[self]


class AssuranceIcon(StrEnum):
    """Whether a target will be met if the process stays as it is."""

    PASS = "pass"
    FAIL = "fail"
    INCONSISTENT = "inconsistent"

    @property
    def words(self) -> str:
        """The icon in words, such as ``Consistently passing``."""
        return _ASSURANCE_SIGNS[self][0]

    @property
    def glyph(self) -> str:
        """The icon as one sign: the letter in the icon."""
        return _ASSURANCE_SIGNS[self][1]


# The icons are circles around these; circled letters are missing from many typefaces.
_VARIATION_GLYPHS = {
    VariationIcon.COMMON_CAUSE: "∿",
    VariationIcon.IMPROVEMENT_HIGH: "H",
    VariationIcon.IMPROVEMENT_LOW: "L",
    VariationIcon.CONCERN_HIGH: "H",
    VariationIcon.CONCERN_LOW: "L",
    VariationIcon.NEUTRAL_HIGH: "↗",
    VariationIcon.NEUTRAL_LOW: "↘",
}
_ASSURANCE_SIGNS = {
    AssuranceIcon.PASS: ("Consistently passing", "P"),
    AssuranceIcon.FAIL: ("Consistently failing", "F"),
    AssuranceIcon.INCONSISTENT: ("Hit or miss", "?"),
}


def read_icon(text: object) -> VariationIcon | AssuranceIcon | None:
    """Return the icon that a text names by its words, in any case; None where it names none.

    Args:
        text: what a cell holds, such as ``Common cause`` or ``Hit or miss``.

    Source: Methods, section 7, icons.
    """
    icons: tuple[VariationIcon | AssuranceIcon, ...] = (*VariationIcon, *AssuranceIcon)
    named = fold_name(text)
    return next((icon for icon in icons if fold_name(icon.words) == named), None)


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
