"""Words of direction in a narrative: what they claim about actual and plan."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from xlbcf.rules.metrics import Polarity
from xlbcf.rules.narrative_asides import spaced
from xlbcf.rules.narrative_periods import Sentence
from xlbcf.rules.narrative_subjects import is_of_another
from xlbcf.rules.periods import Period
from xlbcf.rules.variance import Effect


class Direction(StrEnum):
    """What words claim about an actual."""

    MISSED = "missed"
    MET = "met"
    BETTER = "better than plan"
    WORSE = "worse than plan"
    EXCEEDED = "exceeded"
    ABOVE = "above plan"
    BELOW = "below plan"


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that claim a direction.

    Args:
        words: the words, as typed.
        start: where they begin in the text.
        end: where they end.
        direction: what they claim.
    """

    words: str
    start: int
    end: int
    direction: Direction


_THE = r"(?:(?:the|this|that|our|its|both|all|these|each|an?|of) ){0,3}(?:[\w-]+ ){0,3}?"
_GOAL = r"(?:targets?|plans?|ambitions?|trajectory|goals?|planned (?:rate|level|figure|number)s?)\b"
#: What must stand before ``lower than planned``: a project may well take longer than planned.
_HOW_FAR = (
    r"\b(?:(?:is|are|was|were|been|slightly|marginally|significantly|well) "
    r"|\d[\d.,]*%? (?:[a-z-]+ ){0,2}?)"
)
_ROW = r"\b(?:targets?|ambitions?|trajectory|goals?|metric|indicator|plan)\b[^.;,]{0,40}?"
_LIKELY = r"(?:likely|expected|projected|forecast|anticipated|set|on course|on track|due) to"
_BE = r"(?:is|are|was|were|be|been|being)"
_MEET = r"(?:met|meet|achieve|achieved|reach|reached|hit|attained)"
_NOT = r"(?:\bnot|n't|\bnever)"
_DIRECTIONS: tuple[tuple[Direction, re.Pattern[str]], ...] = tuple(
    (direction, spaced(pattern))
    for direction, pattern in (
        (
            Direction.MISSED,
            rf"\b(?:(?:narrowly|marginally|slightly|just) )?miss(?:ed|es|ing)?"
            rf" (?:{_THE}{_GOAL}|this\b)"
            rf"|{_ROW}\bmissed\b"
            rf"|\b(?:fell|falls?|falling) short of {_THE}{_GOAL}"
            rf"|\b(?:failed|unable|unlikely) to (?:{_MEET}|exceed) {_THE}{_GOAL}"
            rf"|{_ROW}\b{_BE} (?:failed|unlikely) to (?:be )?{_MEET}\b"
            rf"|{_NOT} (?:(?:yet|fully|quite) )?{_MEET} {_THE}{_GOAL}"
            rf"|{_ROW}{_NOT} (?:(?:yet|fully|quite|be|been|being) )*{_MEET}\b"
            rf"|{_NOT} (?:(?:yet|fully|quite|currently) )?on (?:target|track|plan)\b"
            rf"|\boff (?:target|plan|track|trajectory)\b|\bbehind (?:(?:the|our) )?{_GOAL}",
        ),
        (
            Direction.EXCEEDED,
            rf"\b(?:exceed(?:ed|s|ing)?|surpass(?:ed|es)?) {_THE}{_GOAL}"
            rf"|{_ROW}\b{_BE} (?:exceeded|surpassed)\b",
        ),
        (
            Direction.BETTER,
            rf"\b(?:better than|ahead of|improvement (?:on|against|over|from|compared (?:to|with)))"
            rf" {_THE}{_GOAL}|\bfavourable (?:variance|to (?:the )?plan)\b"
            rf"|\b(?:outperform(?:ed|s)?|beat(?:en|s)?) {_THE}{_GOAL}|{_ROW}\b{_BE} beaten\b",
        ),
        (
            Direction.WORSE,
            rf"\b(?:worse than|deterioration (?:on|against|from)) {_THE}{_GOAL}"
            r"|\badverse (?:variance|to (?:the )?plan)\b",
        ),
        (
            Direction.MET,
            rf"\b(?:met|achieved|hit|reached|meets|achieves) {_THE}{_GOAL}"
            rf"|{_ROW}\b{_BE} (?:\w+ly )?(?:met|achieved|reached|hit|attained)\b"
            rf"|\b(?:{_LIKELY}|will) (?:\w+ly )?(?:meet|achieve|reach|hit) {_THE}{_GOAL}"
            rf"|\b{_GOAL} (?:met|achieved)\b|\bon (?:target|track|plan)\b",
        ),
        (
            Direction.BELOW,
            rf"\b(?:below|lower than|less than|fewer than) (?:(?:the|our|this|its) )?"
            rf"(?:(?!\d)[\w-]+ ){{0,2}}?{_GOAL}"
            rf"|{_HOW_FAR}(?:lower|less|fewer|shorter) than planned\b",
        ),
        (
            Direction.ABOVE,
            rf"\b(?:above|higher than|greater than|more than) (?:(?:the|our|this|its) )?"
            rf"(?:(?!\d)[\w-]+ ){{0,2}}?{_GOAL}"
            rf"|{_HOW_FAR}(?:higher|more|greater|longer) than planned\b",
        ),
    )
)
#: One of these stands in every wording; looking for it first spares most sentences the rest.
_NEEDED = (
    *("target", "plan", "ambition", "trajectory", "goal", "metric", "indicator", "track", "miss"),
    *("favourable", "adverse"),
)
_NO_CLAIM = spaced(
    r"\b(?:if|whether|unless|aim\w*|hop(?:e|es|ed|ing)|order to|so that|ensur\w+|should|could|would"
    r"|help\w*|too \w+|challeng\w+|risks?|avoid(?:s|ed|ing)?|support\w*"
    r"|last year|previous year|prior year"
    r"|plan(?:s|ned|ning)? to|need\w* to|working to|work towards|continue to|remain|back|keep\w*"
    r"|demand|costs?|spend\w*|staff\w*|capacity|referrals?|budgets?|income|expenditure|funding"
    r"|national\w*|england|region\w*|none|neither|nor|no|schemes?|projects?"
    r"|\d+ of (?:the )?\d+)\b[^.;]{0,40}$"
)
_LATER = spaced(r"\b(?:next|coming|following|future) (?:\w+ )?years?\b|\bgoing forward\b")
_WHOSE = re.compile(rf"([\w'-]+)\s+(?={_GOAL})", re.IGNORECASE)
_ANY_GOAL = (
    *("the", "this", "that", "these", "our", "its", "both", "all", "each", "a", "an", "on", "of"),
    *("off", "than", "from", "to", "against", "below", "above", "bcf", "ambitious", "stretch"),
    *("stretching", "challenging", "annual", "planned", "agreed", "overall", "local", "revised"),
    *("q1", "q2", "q3", "q4", "quarter"),
    *("caveated", "year-end", "quarterly", "original", "set", "behind", "over", "with", "and"),
)
_WINDOW = 60


def find_wordings(
    sentence: Sentence, year: Period | None, names: Collection[str]
) -> Iterator[Wording]:
    """Find the words of a sentence that claim a direction against the plan of the year.

    What is hoped for, asked for or feared is no claim, nor is what is said of another year or of
    something else than the metric, such as demand, costs or another service's target.

    Args:
        sentence: the sentence.
        year: the financial year of the return.
        names: the words, in lower case, by which the row's metric is known.

    Source: Methods, section 10.
    """
    folded = sentence.words.casefold()
    if not any(word in folded for word in _NEEDED):
        return
    other_year = year and any(not period.within(year) for _, _, period in sentence.periods)
    if other_year or _LATER.search(sentence.words):
        return
    taken = bytearray(len(sentence.words))
    for direction, pattern in _DIRECTIONS:
        for match in pattern.finditer(sentence.words):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            taken[start:end] = b"\x01" * (end - start)
            if _is_claim(sentence.words, start, end, names):
                at = sentence.start
                yield Wording(match[0], at + start, at + end, direction)


def _is_claim(words: str, start: int, end: int, names: Collection[str]) -> bool:
    before = words[max(0, start - _WINDOW) : start]
    if _NO_CLAIM.search(before) or is_of_another(words, end, names):
        return False
    whose = _WHOSE.findall(words[max(0, start - _WINDOW) : end])[-1:]
    return all(word.lower() in _ANY_GOAL or word.lower() in names for word in whose)


def effects_claimed(direction: Direction, polarity: Polarity) -> frozenset[Effect]:
    """Return the effects that agree with a direction; empty where polarity gives none.

    Where low is good, an exceeded target may be one that was beaten or one that was overshot, so
    both agree.

    Args:
        direction: what the words claim.
        polarity: which way is good.

    Source: Methods, sections 3 and 10.
    """
    if polarity.sign == 0:
        return frozenset()
    if direction in (Direction.MISSED, Direction.WORSE):
        return frozenset({Effect.ADVERSE})
    if direction is Direction.MET:
        return frozenset({Effect.FAVOURABLE, Effect.ON_PLAN})
    if direction is Direction.EXCEEDED and polarity.sign < 0:
        return frozenset({Effect.FAVOURABLE, Effect.ADVERSE})
    if direction in (Direction.BETTER, Direction.EXCEEDED):
        return frozenset({Effect.FAVOURABLE})
    rise = 1 if direction is Direction.ABOVE else -1
    gain = rise * polarity.sign > 0
    return frozenset({Effect.FAVOURABLE if gain else Effect.ADVERSE})
