"""Small numbers: what is hidden and rounded before figures are published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlbcf.rules.figures import Figure, State, in_digits
from xlbcf.rules.finite import finite
from xlbcf.rules.rounding import round_half_away


@dataclass(frozen=True, slots=True)
class SmallNumbers:
    """A rule for publishing counts of people.

    Args:
        name: what outputs call the rule.
        highest_hidden: counts from 1 to this one are hidden; none is shown.
        nearest: other counts are rounded to a multiple of this, 1 or more.

    Raises:
        ValueError: counts cannot be rounded to a multiple of this.
    """

    name: str
    highest_hidden: int
    nearest: int

    def __post_init__(self) -> None:
        if self.nearest < 1:
            raise ValueError("counts are rounded to a multiple of 1 or more")

    def hides(self, count: float) -> bool:
        """Say whether a count is too small to show; part of a person is.

        Source: Methods, section 9.
        """
        return 0 < abs(count) < self.highest_hidden + 1


SECONDARY_CARE = SmallNumbers("NHS secondary care", highest_hidden=7, nearest=5)
HIDDEN = Figure(State.SUPPRESSED, text="*")


@dataclass(frozen=True, slots=True)
class Derived:
    """A rate or percentage with the numbers that it was worked out from.

    Args:
        figure: the rate or percentage.
        numerator: the count above the line.
        denominator: the count below it.
    """

    figure: Figure
    numerator: Figure
    denominator: Figure


@dataclass(frozen=True, slots=True)
class Added:
    """Counts and their total.

    Args:
        parts: the counts.
        total: their sum.
    """

    parts: tuple[Figure, ...]
    total: Figure


def publish_count(count: Figure, rule: SmallNumbers | None = None) -> Figure:
    """Return a count as it may be published.

    Args:
        count: the count; what is not a number stays as it is.
        rule: the rule, or None to publish it unchanged, as within an organisation or nationally.

    Source: Methods, section 9.
    """
    if rule is None or count.number is None:
        return count
    if rule.hides(count.number):
        return HIDDEN
    rounded = round_half_away(count.number / rule.nearest) * rule.nearest
    return Figure(State.NUMBER, rounded, in_digits(rounded, None))


def publish_derived(derived: Derived, rule: SmallNumbers | None = None, per: float = 1) -> Derived:
    """Return a rate or percentage and its counts as they may be published together.

    A rate and its denominator give the count back, so a rate is hidden with its numerator or its
    denominator. Where the numerator is not given, the one that the rate gives back decides. The
    rate of counts that are shown stays as it is.

    Args:
        derived: the figure and its counts.
        rule: the rule, or None to publish them unchanged.
        per: the population of a rate, such as 100000; 1 for a percentage, which is a fraction.

    Source: Methods, section 9.
    """
    if rule is None:
        return derived
    numerator = publish_count(derived.numerator, rule)
    denominator = publish_count(derived.denominator, rule)
    hidden = State.SUPPRESSED in (numerator.state, denominator.state)
    hidden = hidden or (numerator.number is None and rule.hides(_given_back(derived, per)))
    shown = HIDDEN if hidden and derived.figure.number is not None else derived.figure
    return Derived(shown, numerator, denominator)


def publish_total(added: Added, rule: SmallNumbers | None = None) -> Added:
    """Return counts and their total as they may be published together.

    One hidden count could be worked out from the total and the others. So the smallest other count
    that is not 0 is hidden too, or the total where there is none.

    Args:
        added: the counts and their total.
        rule: the rule, or None to publish them unchanged.

    Source: Methods, section 9.
    """
    if rule is None:
        return added
    parts = [publish_count(part, rule) for part in added.parts]
    total = publish_count(added.total, rule)
    if total.number is None or _hidden(parts) != 1:
        return Added(tuple(parts), total)
    second = _smallest_shown(parts)
    if second is None:
        return Added(tuple(parts), HIDDEN)
    parts[second] = HIDDEN
    return Added(tuple(parts), total)


def _given_back(derived: Derived, per: float) -> float:
    rate, population = derived.figure.number or 0.0, derived.denominator.number or 0.0
    return round_half_away(rate * (population / (finite(per) or 1.0)))


def _hidden(parts: Sequence[Figure]) -> int:
    return sum(part.state is State.SUPPRESSED for part in parts)


def _smallest_shown(parts: Sequence[Figure]) -> int | None:
    shown = [(part.number, place) for place, part in enumerate(parts) if part.number]
    return min(shown)[1] if shown else None
