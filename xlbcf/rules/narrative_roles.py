"""Roles of numbers in a narrative: what the words around a number say that it is."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from xlbcf.rules.narrative_asides import Aside, spaced
from xlbcf.rules.narrative_numbers import Counted, Number, exactness, find_numbers
from xlbcf.rules.narrative_periods import Sentence, named_period, sentences
from xlbcf.rules.periods import Period


class Role(StrEnum):
    """What a number is said to be."""

    PLAN = "plan"
    ACTUAL = "actual"
    FORECAST = "forecast"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    VARIANCE = "variance from plan"
    CHANGE = "change from the year before"
    UNSAID = "figure"


@dataclass(frozen=True, slots=True)
class Mention:
    """A number with what its sentence says about it.

    Args:
        number: the number.
        role: what it is said to be.
        period: the period that the words name for it, or None.
        lead: the words before it in its sentence.
        sentence: the whole sentence.
    """

    number: Number
    role: Role
    period: Period | None
    lead: str
    sentence: Sentence


TARGET = r"(?:targets?|plans?|planned|ambitions?|trajectory|goals?)"
_IS = r"(?:is|was|were|of|at|to be|being|=|:|-)"
_A_FIGURE = r"\s*(?:(?:an?|the|just|only) )*(?:(?:rate|figure|level) )?(?:of )?(?:rate of )?"
_SHORT_OF = r"(?:off|below|above|over|under|short of|behind|ahead of)"
_MISS = (
    r"(?:miss\w*|exceed\w*|beat\w*|surpass\w*|outperform\w*|underperform\w*|deviat\w+"
    r"|(?:higher|lower|better|worse) than)"
)
_MOVE = (
    r"(?:reduc\w+|increas\w+|decreas\w+|ris\w+|rose|fall\w*|fell|improv\w+|gr[oe]w\w*|declin\w+"
    r"|drop\w*|deteriorat\w+|worsen\w*|up|down|chang\w+)"
)
_NO_VERB = r"(?!(?:we|it|this|is|are|was|were|and|but|remains?)\b)"
_MORE = r"(?:(?:high|low|bett|great|small)er|worse|more|less|fewer)"
_VARIANCE_LEAD = spaced(
    rf"\b{_MISS}\b.{{0,50}}\bby{_A_FIGURE}$"
    rf"|\b(?:variance|variation|shortfall|deviation|gap)\b(?: from(?: the| our)? {TARGET})?"
    rf"\s*{_IS}{_A_FIGURE}$"
    rf"|\b(?:{_SHORT_OF}|miss\w*|exceed\w*)(?: \w+){{0,3}}? {TARGET}\s*\(\s*$"
    rf"|\b{_SHORT_OF} (?:(?:the|our|this) )?{TARGET} by{_A_FIGURE}$"
)
_VARIANCE_TAIL = spaced(
    r"\s*(?:\w+ ){0,2}?(?:variance|variation|shortfall|deviation|gap)\b"
    r"(?! (?:in|of|between|across)\b)"
    rf"|\s*(?:{_NO_VERB}\w+ ){{0,2}}?(?:{_SHORT_OF}|away from|{_MORE} than)"
    rf" (?:\w+ ){{0,2}}?{TARGET}\b"
)
_CHANGE_LEAD = spaced(
    rf"\b{_MOVE}\b.{{0,40}}\b(?:by|of){_A_FIGURE}(?:further )?$|\b{_MOVE}\s*\(?\s*$"
)
_CHANGE_TAIL = spaced(
    r"\s*(?:\w+ )?(?:improvement|reduction|increase|decrease|rise|fall|drop|deterioration|decline"
    rf"|growth|{_MORE})\b"
)
_TO_TARGET = spaced(
    rf"\b(?:on|against|from|over|to|with|than) (?:(?:the|our|this|its) )?(?:\w+ )?{TARGET}\b"
)
_ABOUT_TARGET = spaced(rf"\b(?:{TARGET}|metric|indicator|performance|this)\b")
_FROM_PLAN = re.compile(r"\b(?:miss|varia|shortfall)", re.IGNORECASE)
_NUMERATOR_LEAD = spaced(
    rf"\bnumerator\W*(?:{_IS})?\W*$"
    r"|\bbased on (?:(?:an?|the) )?(?:actual )?(?:admissions? |discharges? )?"
    r"(?:(?:figure|number|total) of )?$"
    r"|\b(?:admissions?|discharges?|people|patients) (?:figure|number|count|total) of $"
)
_NUMERATOR_TAIL = spaced(r"\s*(?:[a-z-]+ ){0,3}?out of\b")
_DENOMINATOR_LEAD = spaced(
    rf"\bdenominator\W*(?:{_IS})?\W*$"
    rf"|\bpopulation(?: figure| estimate| size)?(?:\s*{_IS})?\s*$"
    r"|\bout of (?:a )?(?:total of )?$"
)
_OPENING = (
    r"(?:^\s*|[.;:,(\n]\s*|\b(?:the|our|this|its|overall|annual|final|current|reported|and"
    r"|(?:against|versus|with) an?|BCF|against|to|versus|vs|with|Q[1-4]|quarter [1-4]"
    r"|\d{4}[-/]\d\d|year[\s-]end) )"
)
_PLAN_LEAD = spaced(
    rf"{_OPENING}(?:(?:planned|agreed|set) )?{TARGET}(?: (?:rate|figure|value|level|performance))?"
    rf"(?: (?:for|in) [\w/-]+(?: Q[1-4])?)?\s*(?:{_IS}|\(|set at)?{_A_FIGURE}$"
)
_PLAN_TAIL = spaced(r"\s*(?:plan|planned|target|ambition)\b")
_ACTUAL_LEAD = spaced(
    rf"{_OPENING}(?:actuals?|outturn|performance|achievements?"
    r"|(?:final|reported|year[\s-]end|end[\s-]of[\s-]year)"
    r" (?:rate|figure|result|position|number|total))\b[^.;%]{0,25}?"
    rf"(?:\s*{_IS}|\s*\(){_A_FIGURE}$|{_OPENING}outturn $"
)
_ACTUAL_TAIL = spaced(
    r"\s*(?:(?:in|for|at|during) [\w/-]+(?: [\w/-]+)?,? )?"
    r"(?:against|versus|vs\.?|compared (?:to|with))"
    rf" (?:(?:the|our|an?|its) )?(?:(?:Q[1-4]|annual|agreed|local|quarterly|BCF) )?{TARGET}\b"
)
_FORECAST_LEAD = spaced(
    rf"{_OPENING}(?:forecast|projection|projected (?:rate|figure|outturn))\b[^.;%]{{0,25}}?"
    rf"\s*{_IS}{_A_FIGURE}$|\b(?:projected|forecast|expected|estimated) (?:to be|at) $"
)
#: What stands between a variance and the same variance in brackets: ``38.1 above plan (23.5%)``.
_SAID_AGAIN = spaced(r"[^\d.;:()]{0,40}\(\s*[-+]?$")
_REACHED = spaced(r"\s*(?:to|at|with|reaching) $")
_COUNTS = (Counted.COUNT, Counted.BARE)
_SHARES = (Counted.PERCENT, Counted.POINTS)
_LEVELS: tuple[tuple[Role, re.Pattern[str], re.Pattern[str] | None], ...] = (
    (Role.PLAN, _PLAN_LEAD, _PLAN_TAIL),
    (Role.FORECAST, _FORECAST_LEAD, None),
    (Role.ACTUAL, _ACTUAL_LEAD, _ACTUAL_TAIL),
)
_WINDOW = 120
_LEAD = 250


def find_mentions(text: str, year: Period | None) -> tuple[list[Mention], list[Aside]]:
    """Find every number in a text with its role and period, and the digits that are no figure.

    Args:
        text: the narrative as typed.
        year: the financial year of the return, for words such as ``Q3`` and ``last year``.

    Returns:
        The numbers and the rest, each in the text's order.

    Source: Methods, section 10.
    """
    found = find_numbers(text)
    asides = [each for each in found if isinstance(each, Aside)]
    numbers = [each for each in found if isinstance(each, Number)]
    parts = sentences(text, asides, year)
    starts = [part.start for part in parts]
    mentions: list[Mention] = []
    for place, number in enumerate(numbers):
        sentence = parts[bisect_right(starts, number.start) - 1]
        following = numbers[place + 1].start if place + 1 < len(numbers) else sentence.end
        mentions.append(_mention(number, sentence, following, mentions[-1:], year))
    return mentions, asides


def _mention(
    number: Number, sentence: Sentence, following: int, before: list[Mention], year: Period | None
) -> Mention:
    offset = sentence.start
    same = [each for each in before if each.sentence is sentence]
    since = max([offset, number.start - _WINDOW, *(_claimed(each) for each in same)])
    until = min(sentence.end, following, number.end + _WINDOW)
    _, lead = exactness(sentence.words[since - offset : number.start - offset])
    tail = sentence.words[number.end - offset : until - offset]
    role = _role(number, lead, tail, sentence.words)
    varied = [each for each in same if each.role is Role.VARIANCE]
    if role is Role.UNSAID and varied and _REACHED.match(lead):
        role = Role.ACTUAL
    if role is Role.UNSAID and varied and number.counted in _SHARES:
        between = sentence.words[varied[0].number.end - offset : number.start - offset]
        role = Role.VARIANCE if _SAID_AGAIN.fullmatch(between) else role
    period = named_period(sentence, lead, number.start, number.end, year)
    full_lead = sentence.words[max(0, number.start - offset - _LEAD) : number.start - offset]
    return Mention(number, role, period, full_lead, sentence)


def _claimed(mention: Mention) -> int:
    """Return where the words end that belong to the number before, such as ``5% variance``."""
    end = mention.number.end
    if mention.role is not Role.VARIANCE:
        return end
    start = mention.sentence.start
    match = _VARIANCE_TAIL.match(mention.sentence.words, end - start)
    return start + match.end() if match else end


def _role(number: Number, lead: str, tail: str, sentence: str) -> Role:
    if number.counted in _COUNTS:
        if _NUMERATOR_LEAD.search(lead) or _NUMERATOR_TAIL.match(tail):
            return Role.NUMERATOR
        if _DENOMINATOR_LEAD.search(lead):
            return Role.DENOMINATOR
    if _VARIANCE_LEAD.search(lead) or _VARIANCE_TAIL.match(tail):
        from_plan = _ABOUT_TARGET.search(sentence) or _FROM_PLAN.search(lead + tail)
        return Role.VARIANCE if from_plan else Role.CHANGE
    if _CHANGE_LEAD.search(lead) or _CHANGE_TAIL.match(tail):
        return Role.VARIANCE if _TO_TARGET.search(tail) else Role.CHANGE
    if number.counted is Counted.POINTS:
        return Role.UNSAID
    for role, before, after in _LEVELS:
        if before.search(lead) or (after and after.match(tail)):
            return role
    return Role.UNSAID
