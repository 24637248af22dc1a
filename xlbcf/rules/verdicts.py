"""Verdicts: whether a figure meets its target, part by part and for the whole cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from xlbcf.rules.figures import State
from xlbcf.rules.metrics import Unit, fold_name
from xlbcf.rules.rounding import round_half_away, with_excel_digits
from xlbcf.rules.targets import Comparator, Part


class Verdict(StrEnum):
    """Whether a target is met; ``no_verdict`` where there is no data or no way to tell."""

    MET = "met"
    NO_VERDICT = "no_verdict"
    NOT_MET = "not_met"


_WORST_FIRST = (Verdict.NOT_MET, Verdict.NO_VERDICT, Verdict.MET)
_HOLDS: dict[Comparator, Callable[[Decimal | int], bool]] = {
    Comparator.BELOW: lambda gap: gap < 0,
    Comparator.AT_MOST: lambda gap: gap <= 0,
    Comparator.ABOVE: lambda gap: gap > 0,
    Comparator.AT_LEAST: lambda gap: gap >= 0,
    Comparator.EQUAL: lambda gap: gap == 0,
}


class PartVerdict(NamedTuple):
    """The verdict on one part.

    Args:
        who: whose part it is, such as ``UHL`` or ``part 2``; empty where there is only one.
        verdict: the verdict.
        reason: why, in words.
    """

    who: str
    verdict: Verdict
    reason: str


class CellVerdict(NamedTuple):
    """The verdict on a whole cell.

    Args:
        verdict: that of the worst part: not met, else no verdict, else met.
        worst: the worst part, the first where several are as bad.
        parts: every part, in the cell's order.
    """

    verdict: Verdict
    worst: PartVerdict
    parts: tuple[PartVerdict, ...]


def meets(actual: float, comparator: Comparator, target: float) -> bool | None:
    """Say whether an unrounded number stands to its target as it should.

    Args:
        actual: the number.
        comparator: how it must stand to the target.
        target: the target.

    Returns:
        Whether it does; None where a number is not finite.

    Source: Methods, section 1, equality, compare unrounded.
    """
    one, other = with_excel_digits(actual), with_excel_digits(target)
    if not (one.is_finite() and other.is_finite()):
        return None
    return _HOLDS[comparator](one - other)


def judge_cell(
    actuals: Sequence[Part],
    targets: Sequence[Part],
    *,
    as_displayed: int | None = None,
    order: Sequence[str] = (),
) -> CellVerdict:
    """Judge a cell's figures against its targets.

    Parts belong together by name, or by their order where one side has no names; a single target
    without a name holds for every part.

    Args:
        actuals: the parts of the actual's cell.
        targets: the parts of the target's cell.
        as_displayed: the decimals (of the percent, for a percentage) that the figure is rounded to
            before it is judged; None judges the unrounded figure.
        order: a category's words from worst to best; without it only an equal word is judged.

    Returns:
        The verdict on the cell and on each part.

    Source: Methods, section 1, multiple parts, equality, compare unrounded.
    """
    pairs = list(paired(actuals, targets))
    parts = tuple(
        _judge_part(_label(pair, number, len(pairs)), pair, as_displayed, order)
        for number, pair in enumerate(pairs, 1)
    ) or (PartVerdict("", Verdict.NO_VERDICT, "there is no target and no figure"),)
    worst = min(parts, key=lambda part: _WORST_FIRST.index(part.verdict))
    return CellVerdict(worst.verdict, worst, parts)


_Pair = tuple[Part | None, Part | None]


def paired(actuals: Sequence[Part], targets: Sequence[Part]) -> Iterator[_Pair]:
    """Yield which parts of two cells belong together, in the order that parts are judged in.

    Args:
        actuals: the parts of the actual's cell.
        targets: the parts of the target's cell; a single one without a name is for every actual.

    Yields:
        An actual and its target; None in the place of either that has no counterpart.

    Source: Methods, section 1, multiple parts.
    """
    if len(targets) == 1 and not targets[0].who:
        yield from ((actual, targets[0]) for actual in actuals or (None,))
        return
    unnamed = not any(part.who for part in actuals) or not any(part.who for part in targets)
    if unnamed and len(actuals) == len(targets):
        yield from zip(actuals, targets, strict=True)
        return
    left = list(actuals)
    for target in targets:
        name = fold_name(target.who)
        match = next((each for each in left if name and fold_name(each.who) == name), None)
        if match is not None:
            left.remove(match)
        yield match, target
    yield from ((actual, None) for actual in left)


def _label(pair: _Pair, number: int, count: int) -> str:
    names = [part.who for part in reversed(pair) if part is not None and part.who]
    if names:
        return names[0]
    return f"part {number}" if count > 1 else ""


def _judge_part(
    who: str, pair: _Pair, as_displayed: int | None, order: Sequence[str]
) -> PartVerdict:
    actual, target = pair
    if target is None or target.figure.state is State.BLANK:
        return PartVerdict(who, Verdict.NO_VERDICT, "there is no target")
    if actual is None:
        return PartVerdict(who, Verdict.NO_VERDICT, "there is no figure")
    for name, part in (("target", target), ("figure", actual)):
        if part.figure.state not in (State.NUMBER, State.WORD):
            return PartVerdict(who, Verdict.NO_VERDICT, f"the {name} is {part.figure.words}")
    if target.comparator is None:
        return PartVerdict(who, Verdict.NO_VERDICT, "neither way is better")
    if actual.unit is not target.unit:
        reason = f"the figure is a {actual.unit} and the target a {target.unit}"
        return PartVerdict(who, Verdict.NO_VERDICT, reason)
    return _compare(who, actual, target, _gap(actual, target, as_displayed, order))


def _gap(
    actual: Part, target: Part, as_displayed: int | None, order: Sequence[str]
) -> Decimal | int | None:
    if actual.figure.number is not None and target.figure.number is not None:
        shown = actual.figure.number
        if as_displayed is not None:
            shift = 2 if actual.unit is Unit.PERCENT else 0
            shown = round_half_away(shown, as_displayed + shift)
        return with_excel_digits(shown) - with_excel_digits(target.figure.number)
    words = [fold_name(part.figure.text) for part in (actual, target)]
    if words[0] == words[1]:
        return 0
    ranks = {fold_name(word): rank for rank, word in enumerate(order)}
    if not all(word in ranks for word in words):
        return None
    return ranks[words[0]] - ranks[words[1]]


def _compare(who: str, actual: Part, target: Part, gap: Decimal | int | None) -> PartVerdict:
    comparator = target.comparator or Comparator.EQUAL
    if target.implied and target.figure.state is State.WORD:
        # Words are ordered from worst to best, whatever the polarity of the metric's numbers.
        comparator = Comparator.AT_LEAST
    figure, goal = actual.figure.text.strip(), target.figure.text.strip()
    if gap is None and comparator is not Comparator.EQUAL:
        reason = f"nothing says whether {figure} is better than {goal}"
        return PartVerdict(who, Verdict.NO_VERDICT, reason)
    met = gap is not None and _HOLDS[comparator](gap)
    how = f"{comparator} {goal}{' (implied by the polarity)' if target.implied else ''}"
    if met:
        return PartVerdict(who, Verdict.MET, f"{figure} meets {how}")
    return PartVerdict(who, Verdict.NOT_MET, f"{figure} does not meet {how}")
