"""Assessments: what the figures propose, and whether they support what a person chose."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from xlbcf.rules.metrics import Metric
from xlbcf.rules.variance import (
    Cause,
    Effect,
    Mode,
    NotComparable,
    Variance,
    written_number,
    written_relative,
    written_size,
)


class Assessment(StrEnum):
    """What an assessment means; its wording is the template year's."""

    MET = "met"
    NOT_MET = "not_met"
    ON_TRACK = "on_track"
    NOT_ON_TRACK = "not_on_track"
    NO_DATA = "no_data"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the figures propose.

    Args:
        code: the assessment, or None where nothing is proposed.
        reason: why, in words.
    """

    code: Assessment | None
    reason: str


_GOOD = (Assessment.MET, Assessment.ON_TRACK)
_BAD = (Assessment.NOT_MET, Assessment.NOT_ON_TRACK)


def propose(
    comparison: Variance | NotComparable, available: Collection[str], metric: Metric
) -> Proposal:
    """Propose an assessment from plan and actual; a person decides.

    Args:
        comparison: the variance, or why there is none.
        available: the codes of the answers that the template offers.
        metric: the metric, for the words.

    Returns:
        The proposal, or none, with the reason.

    Source: Methods, section 6.
    """
    if isinstance(comparison, NotComparable):
        if comparison.cause is Cause.NOT_AVAILABLE:
            return _choose((Assessment.NO_DATA,), available, comparison.reason)
        return Proposal(None, _not_compared(comparison))
    reason = explain(comparison, metric)
    if comparison.effect is Effect.NO_JUDGEMENT:
        return Proposal(None, reason)
    wanted = _BAD if comparison.effect is Effect.ADVERSE else _GOOD
    return _choose(wanted, available, reason)


def unsupported(chosen: str, proposal: Proposal) -> str | None:
    """Say why the figures shown do not support the assessment a person chose.

    The answer may rest on data that the return does not show, so this is a question to the person
    and never a fault.

    Args:
        chosen: the code of the assessment chosen.
        proposal: what the figures propose.

    Returns:
        The reason, or None where the figures support the choice or propose nothing.

    Source: Methods, section 6.
    """
    if proposal.code is None or _meaning(chosen) == _meaning(proposal.code):
        return None
    return proposal.reason


def explain(variance: Variance, metric: Metric) -> str:
    """Return a variance as a sentence.

    Such as: actual 199.9 against plan 161.8 (2024-25 Q3), low is good: 38.1 above plan, +23.55%.

    Source: Methods, section 6.
    """
    average = "average " if variance.mode is Mode.AVERAGE else ""
    total = "total " if variance.mode is Mode.CUMULATIVE else ""
    kind = average or total
    figures = (
        f"{kind}actual {written_number(variance.actual, metric)} against "
        f"{kind}plan {written_number(variance.plan, metric)}"
    )
    periods = f" ({variance.periods})" if variance.periods else ""
    return f"{figures}{periods}, {metric.polarity.words}: {_gap(variance, metric)}"


def _gap(variance: Variance, metric: Metric) -> str:
    if variance.absolute == 0:
        return "on plan"
    side = "above" if variance.absolute > 0 else "below"
    size = f"{written_size(variance, metric)} {side} plan"
    if variance.relative is None:
        return size
    return f"{size}, {written_relative(variance.relative)}"


def _not_compared(comparison: NotComparable) -> str:
    if comparison.cause is Cause.NO_FIGURE:
        return comparison.reason
    return f"plan and actual are not comparable: {comparison.reason}"


def _choose(wanted: tuple[Assessment, ...], available: Collection[str], reason: str) -> Proposal:
    offered = [code for code in wanted if code in available]
    if len(offered) == 1:
        return Proposal(offered[0], reason)
    names = " and ".join(code.value.replace("_", " ") for code in wanted)
    if offered:
        return Proposal(None, f"{reason}; the template offers both {names}")
    return Proposal(None, f"{reason}; the template offers no answer for {names}")


def _meaning(code: str) -> str:
    if code in _GOOD:
        return "good"
    return "bad" if code in _BAD else code
