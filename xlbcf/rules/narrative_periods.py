"""Sentences of a narrative, and the periods that they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xlbcf.rules.narrative_asides import Aside, plain, spaced
from xlbcf.rules.periods import Period


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a text.

    Args:
        start: where it begins in the text.
        words: it, with typographic dashes and letters made plain.
        periods: each quarter and financial year that it names, with where that begins and ends in
            the text.
    """

    start: int
    words: str
    periods: tuple[tuple[int, int, Period], ...]

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.start + len(self.words)


_END = re.compile(
    # The sign first, and then what must not stand before it: tried at every letter that is slow.
    r"[.!?](?=\s|$)(?<!pprox[.!?])(?<!\bca[.!?])(?<!\bno[.!?])(?<!\be\.g[.!?])(?<!\bi\.e[.!?])"
    r"(?<!\bie[.!?])"
    r"|\n\s*(?=\n|[-•*]\s)",
    re.IGNORECASE,
)
_THIS_YEAR = spaced(
    r"\b(?:year to date|ytd|annual|whole year|full year|year[\s-]end|outturn|across the year)\b"
)
_LAST_YEAR = spaced(r"\b(?:last|previous|prior|preceding) year\b")
_BEHIND_A_NUMBER = spaced(
    r"(?<=[\d%])\s*(?:(?:in|for) )?(?:the )?(?:last|previous|prior|preceding) year"
    r"(?: to\b|,? (?:and|but)\b)[^\d%]*$"
)
_WINDOW = 80
_JOINED = spaced(r"\s*(?:,|and|&|, ?and|to|-|or)\s*")
_DIRECTLY = spaced(r"\s*\(?(?:(?:in|for|at|during|by) )?(?:the )?")
_AT_ONCE = spaced(r"\s*\(?(?:(?:in|for|at|the) )*[\w-]+(?: \w+)?")


def sentences(text: str, asides: Iterable[Aside], year: Period | None) -> list[Sentence]:
    """Return the sentences of a text in their order, with the periods that each names.

    Args:
        text: the narrative as typed.
        asides: the digits in it that are no figure, which hold its periods.
        year: the financial year of the return, which a bare ``Q3`` belongs to.
    """
    smooth = plain(text)
    periods = [(each.start, each.end, period) for each in asides if (period := _period(each, year))]
    found, start, place = [], 0, 0
    for end in [*(match.end() for match in _END.finditer(smooth)), len(smooth)]:
        since = place
        while place < len(periods) and periods[place][0] < end:
            place += 1
        found.append(Sentence(start, smooth[start:end], tuple(periods[since:place])))
        start = end
    return found


def named_period(
    sentence: Sentence, lead: str, start: int, end: int, year: Period | None
) -> Period | None:
    """Return the period that a sentence names for a number in it.

    A period right after the number comes first, then words such as ``year to date`` right before
    it, then the last period named before it.

    Args:
        sentence: the sentence.
        lead: the words between the number before and this one.
        start: where the number begins in the text.
        end: where it ends.
        year: the financial year of the return.

    Source: Methods, section 10.
    """
    tail = sentence.words[end - sentence.start :]
    directly = _DIRECTLY.match(tail)
    behind = end + (directly.end() if directly else 0)
    for begins, _, period in sentence.periods:
        if begins == behind:
            return period
    begin = start - sentence.start
    if _BEHIND_A_NUMBER.search(sentence.words[max(0, begin - _WINDOW) : begin]):
        lead = _LAST_YEAR.sub("", lead)
    at_once = _AT_ONCE.match(tail)
    beside = f"{lead} | {at_once[0] if at_once else ''}"
    if year and _LAST_YEAR.search(beside):
        return Period(year.start - 12, year.months)
    before = [(ends, period) for _, ends, period in sentence.periods if ends <= start]
    # Of a period named and of words for the whole year, those nearer to the number hold.
    named_at = before[-1][0] - (start - len(lead)) if before else 0
    if year and _says_this_year(beside, named_at):
        return year
    return before[-1][1] if before and not _is_shared(sentence, before) else None


def _says_this_year(beside: str, named_at: int) -> bool:
    """Say whether words for the whole year stand nearer than a period that ends at a place."""
    told = [
        match.end()
        for match in _THIS_YEAR.finditer(beside)
        if named_at <= 0 or beside[named_at : match.end()].strip().lower() != "outturn"
    ]
    return bool(told) and (named_at <= 0 or told[-1] > named_at)


def _is_shared(sentence: Sentence, before: Sequence[tuple[int, Period]]) -> bool:
    """Say whether the last two periods are named together, as in ``Q1 and Q2 were 5 and 6``."""
    if len(before) < 2:
        return False
    begins = next(start for start, ends, _ in sentence.periods if ends == before[-1][0])
    between = sentence.words[before[-2][0] - sentence.start : begins - sentence.start]
    return bool(_JOINED.fullmatch(between))


def _period(aside: Aside, year: Period | None) -> Period | None:
    if aside.why not in ("a quarter", "a year"):
        return None
    quarter = re.search(r"(?:q|quarter\s+)([1-4])\b", aside.text, re.IGNORECASE)
    named = re.search(r"\b(?:20)?(\d\d)\s*[-/]\s*(?:20)?\d\d\b", aside.text)
    first = 2000 + int(named[1]) if named else year and year.start // 12
    if not first or (not named and not quarter):
        return None
    return Period.of_year(first, int(quarter[1]) if quarter else None)
