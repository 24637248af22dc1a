"""Direction of travel: how a figure moved, and whether that is for the better."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from xlbcf.rules.figures import Figure, State
from xlbcf.rules.finite import as_float, finite
from xlbcf.rules.metrics import Metric, Polarity, Unit, fold_name
from xlbcf.rules.periods import Period
from xlbcf.rules.rounding import round_half_away, with_excel_digits


class Movement(StrEnum):
    """How the number moved, whatever that means."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"

    @property
    def glyph(self) -> str:
        """The arrow of a dashboard."""
        return {Movement.UP: "↑", Movement.DOWN: "↓"}.get(self, "↔")


class Judgement(StrEnum):
    """What a movement means; ``no_judgement`` where the metric has no good direction."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    STEADY = "steady"
    NO_JUDGEMENT = "no_judgement"


class Reading(NamedTuple):
    """A figure, its period, and which definition it was counted by.

    Args:
        period: the period it is about.
        figure: the figure.
        definition: the version of its definition and denominator as the data has it; two readings
            with different ones are not comparable.
    """

    period: Period
    figure: Figure
    definition: str = ""


class Travel(NamedTuple):
    """A direction of travel.

    Args:
        movement: how the number moved, None where it cannot be compared.
        judgement: what that means, None where there is no movement.
        reason: what was compared, or why nothing was.
    """

    movement: Movement | None
    judgement: Judgement | None
    reason: str

    @property
    def glyph(self) -> str:
        """The arrow, empty where there is no movement."""
        return self.movement.glyph if self.movement else ""


def direction_of_travel(
    latest: Reading,
    earlier: Iterable[Reading],
    metric: Metric,
    *,
    threshold: float | None = None,
    order: Sequence[str] = (),
) -> Travel:
    """Return how a figure moved since the previous comparable period.

    That is the latest earlier period of the same length with a figure, blanks passed over. Figures
    are compared as displayed, with the metric's decimals, unless a threshold is stated.

    Args:
        latest: the reading to judge.
        earlier: other readings, in any order.
        metric: gives unit, decimals and polarity.
        threshold: the largest level difference, in the metric's unit (a fraction for a percentage).
        order: a category's words from worst to best.

    Returns:
        The direction; blank, with the reason, where there is nothing to compare with.

    Source: Methods, section 5.
    """
    if latest.figure.state not in (State.NUMBER, State.WORD):
        return _blank(f"the figure for {latest.period} is {latest.figure.words}")
    previous = _previous(latest.period, earlier)
    if previous is None:
        return _blank(f"there is no figure for a period before {latest.period}")
    if previous.figure.state not in (State.NUMBER, State.WORD):
        return _blank(f"the figure for {previous.period} is {previous.figure.words}")
    if fold_name(latest.definition) != fold_name(previous.definition):
        reason = f"the definition changed between {previous.period} and {latest.period}"
        return _blank(f"not comparable: {reason}")
    if latest.figure.state is State.WORD or previous.figure.state is State.WORD:
        return _by_words(latest, previous, order)
    now, then = (each.figure.number or 0.0 for each in (latest, previous))
    reason = f"compared with {previous.period}"
    return travel_of_numbers(now, then, metric, threshold=threshold, reason=reason)


def travel_of_numbers(
    latest: float,
    previous: float,
    metric: Metric,
    *,
    threshold: float | None = None,
    reason: str = "",
) -> Travel:
    """Return how a number moved since another that is comparable.

    Args:
        latest: the number to judge.
        previous: the number of the previous comparable period.
        metric: gives unit, decimals and polarity.
        threshold: the largest difference that is still level, in the metric's unit.
        reason: what is compared, in words.

    Returns:
        The direction; blank, with the reason, where a number is not finite.

    Source: Methods, section 5.
    """
    least = None if threshold is None else finite(threshold)
    if threshold is not None and (least is None or least < 0):
        return _blank("the threshold is not a number of at least 0")
    numbers = [as_float(latest), as_float(previous)]
    if not all(map(math.isfinite, numbers)):
        return _blank("a figure is not a number")
    if least is None and metric.decimals is not None:
        digits = metric.decimals + (2 if metric.unit is Unit.PERCENT else 0)
        numbers = [round_half_away(number, digits) for number in numbers]
    gap = with_excel_digits(numbers[0]) - with_excel_digits(numbers[1])
    if least is not None and abs(gap) <= with_excel_digits(least):
        gap = Decimal(0)
    return _moved(gap, metric.polarity, reason)


def _by_words(latest: Reading, previous: Reading, order: Sequence[str]) -> Travel:
    ranks = {fold_name(word): rank for rank, word in enumerate(order)}
    now, then = (fold_name(each.figure.text) for each in (latest, previous))
    if now == then:
        gap = Decimal(0)
    elif now in ranks and then in ranks:
        gap = Decimal(ranks[now] - ranks[then])
    else:
        words = f"{latest.figure.text} is better than {previous.figure.text}"
        return _blank(f"nothing says whether {words}")
    # Words are ordered from worst to best, whatever the polarity of the metric's numbers.
    return _moved(gap, Polarity.HIGH_IS_GOOD, f"compared with {previous.period}")


def _moved(gap: Decimal, polarity: Polarity, reason: str) -> Travel:
    movement = Movement.UP if gap > 0 else Movement.DOWN if gap < 0 else Movement.LEVEL
    gain = gap * polarity.sign
    if polarity.sign == 0:
        return Travel(movement, Judgement.NO_JUDGEMENT, reason)
    if gain == 0:
        return Travel(movement, Judgement.STEADY, reason)
    return Travel(movement, Judgement.IMPROVING if gain > 0 else Judgement.WORSENING, reason)


def _previous(latest: Period, earlier: Iterable[Reading]) -> Reading | None:
    comparable = [
        each
        for each in earlier
        if each.period < latest
        and each.period.months == latest.months
        and each.figure.state is not State.BLANK
    ]
    return max(comparable, key=lambda each: each.period, default=None)


def _blank(reason: str) -> Travel:
    return Travel(None, None, reason)
