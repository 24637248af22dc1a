"""Digits in a narrative that are no figure: ages, dates, periods, labels and the like."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Aside:
    """Digits in a text that are no figure, such as an age or a year.

    Args:
        text: the words of it, such as ``65 and over``.
        start: where it begins in the text.
        end: where it ends.
        why: what it is instead.
    """

    text: str
    start: int
    end: int
    why: str


def spaced(pattern: str, flags: re.RegexFlag = re.IGNORECASE | re.DOTALL) -> re.Pattern[str]:
    """Compile a pattern in which each space stands for spaces of any kind and number."""
    return re.compile(pattern.replace(" ?", r"\s*").replace(" ", r"\s+"), flags)


_PLAIN: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys((*range(0x2010, 0x2016), 0x2212, 0xFE63), "-"),
    0x2019: "'",
    0x200B: " ",
    0x2060: " ",
    0xFEFF: " ",
}
_MONTH = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    "|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DIGIT = re.compile(r"\d")
_NO_FIGURE = r"(?![\d.,]*\d|\s*%|\s*per\b)"
_NO_SHARE = r"(?![\d.,]*\d|\s*%|\s*per ?cent)"
_SMALL = r"(?<![\w.,£])\d{1,3}"
_LABELS = (
    "PNG|pathway|ward|band|section|phase|table|appendix|tier|level|priority|condition|objective"
    "|page|paragraph|version|stage|round|wave|part|step|type|schedule|group|cohort|diagram"
    "|chart|domain|covid|ASCOF|metric|scheme|line|row|item|indicator|annex|week|year|day|priorities"
)
_ASIDES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "a label",
        spaced(
            rf"\b(?:{_LABELS})s?[\s-]?\d{{1,3}}[a-z]?"
            r"(?:(?:, ?| and |/|-)\d{1,3}\b(?!\s*%|\.\d))*" + _NO_FIGURE + r"\b"
        ),
    ),
    (
        "a date",
        spaced(
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\b(?:,? (?:19|20)\d\d\b)?"
            rf"|\b{_MONTH} (?:\d{{1,2}}(?:st|nd|rd|th)?,? )?(?:(?:19|20)\d\d|\d\d)\b{_NO_FIGURE}"
            r"|\b\d{1,2}[/.]\d{1,2}[/.](?:\d\d)?\d\d\b|\b\d{4}-\d\d-\d\d\b",
            re.ASCII,
        ),
    ),
    (
        "a quarter",
        spaced(
            r"\b(?:Q|quarter )[1-4]\b"
            r"(?: ?(?:of )?(?:(?:20)?\d\d[-/](?:20)?\d\d|20\d\d)\b)?"
            r"|\b(?:20)?\d\d[-/](?:20)?\d\d Q[1-4]\b"
        ),
    ),
    ("a year", spaced(rf"(?<![\w.,£/-])(?:20\d\d ?[-/] ?(?:20)?\d\d|\d\d[-/]\d\d){_NO_FIGURE}\b")),
    ("the base of a rate", spaced(r"(?:\bper |/ ?)(?:10{3,6}|1,000,000|10{0,2},000|100k)\b")),
    ("a threshold", spaced(r"(?<![\w.,£])\d{1,4}(?:\.\d+)?\+")),
    (
        "an age",
        spaced(
            rf"\baged? (?:over |under )?\d{{1,3}}(?: ?(?:-|to|and) ?\d{{1,3}})?{_NO_SHARE}\b"
            rf"|{_SMALL}(?: years?)?(?: (?:and|or) (?:over|above|older|under)\b)"
            rf"|{_SMALL}[ -]years?[ -](?:old|of age)\b|\b(?:over|under)[ -]?\d{{2,3}}'?s\b"
            r"|\b(?:people|those|adults|residents|patients|population|persons|anyone)"
            rf" (?:over|under) \d{{2,3}}\b{_NO_SHARE}"
        ),
    ),
    (
        "a length of time",
        spaced(
            rf"{_SMALL}(?:\.\d+)?(?: ?(?:-|to|and|or) ?\d{{1,3}})?"
            r"[\s-]?(?:minute|min|hour|hr|night|week|month|year)s?\b"
            rf"|{_SMALL} ?(?:-|to|and|or) ?(?=\d{{1,3}}[\s-]days?\b)"
        ),
    ),
    (
        "a ratio or a time",
        spaced(
            r"(?<![\w.,])\d{1,3}(?: ?: ?\d{1,3}| in \d{1,3}\b(?!\s*%)|(?:/\d{1,3})+)(?![\d,.]*\d)"
            r"|\b\d{1,2}(?:[:.]\d\d)? ?[ap]m\b"
        ),
    ),
    ("a range", spaced(r"(?<![\w.,£-])\d{1,4}(?:\.\d+)?-\d{1,4}(?:\.\d+)?(?![\w,-])\s*%?")),
    ("an ordinal", spaced(r"\b\d{1,4}(?:st|nd|rd|th)\b")),
)


def plain(text: str) -> str:
    """Return a text of the same length with typographic dashes and full-width letters plain."""
    return text.translate(_PLAIN)


def find_asides(text: str) -> tuple[Aside, ...]:
    """Find ages, dates, periods, labels and other digits that are no figure.

    Args:
        text: the narrative, made plain.

    Returns:
        What was found, in the text's order; the spans never overlap.

    Source: Methods, section 10.
    """
    if not _DIGIT.search(text):
        return ()
    taken = bytearray(len(text))
    found: list[Aside] = []
    for why, pattern in _ASIDES:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(taken[start:end]) or (why == "a year" and not _is_financial_year(match[0])):
                continue
            taken[start:end] = b"\x01" * (end - start)
            found.append(Aside(match[0], start, end, why))
    return tuple(sorted(found, key=lambda each: each.start))


def _is_financial_year(text: str) -> bool:
    first, second = (int(part[-2:]) for part in re.findall(r"\d+", text))
    return second == (first + 1) % 100
