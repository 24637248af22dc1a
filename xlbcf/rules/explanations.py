"""Explanations: a kind of finding as a reader looks it up, with an example."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from string import Formatter
from typing import NamedTuple

from xlbcf.rules.catalogue import CATALOGUE, GROUPS
from xlbcf.rules.findings import Finding, Refused, finding
from xlbcf.rules.kinds import Kind, Severity

_ALIKE = 0.6


class Explanation(NamedTuple):
    """What a reader wants to know of a code.

    Args:
        code: the code, such as ``CELL01``.
        title: a few words.
        severity: how much it matters.
        meaning: why it matters, or what is behind it.
        message: what is said, each fact that varies named in angle brackets.
        action: what to do, in the case of the example.
        example: a finding as it is met.
    """

    code: str
    title: str
    severity: Severity
    meaning: str
    message: str
    action: str
    example: Finding


def explanation(kind: Kind) -> Explanation:
    """Explain a kind of finding."""
    example = example_of(kind)
    message = in_words(kind.message, "<{}>".format)
    return Explanation(
        kind.code, kind.title, kind.severity, kind.meaning, message, example.action, example
    )


def example_of(kind: Kind) -> Finding:
    """Return a finding of this kind as it is met.

    Raises:
        KeyError: the kind's example leaves a fact out: a fault of the catalogue.
    """
    return finding(kind.code, kind.place, **kind.example)


def in_words(text: str, mark: Callable[[str], str]) -> str:
    """Return a message for every case: its facts by name.

    Args:
        text: a kind's message or action.
        mark: sets a fact's name off from the words around it. A fact that continues the word
            before it is a detail that may be absent, and stands in square brackets.
    """

    said = ""
    for words, name, _, _ in Formatter().parse(text):
        said += words
        continues = said[-1:].isalnum() or (said and not words)
        if name:
            fact = mark(name.replace("_", " "))
            said += f" [{fact}]" if continues else fact
    return said


def kinds_of(group: str) -> list[Kind]:
    """Return the kinds of a group such as ``CELL``, by code."""
    kinds = [kind for kind in CATALOGUE.values() if kind.group == group]
    return sorted(kinds, key=lambda kind: kind.code)


def kinds_named(words: Iterable[str]) -> list[Kind]:
    """Return the kinds that a reader names.

    Args:
        words: codes such as ``CELL01`` and groups such as ``CELL``, in any case; none for all.

    Returns:
        The kinds in the order of the words, each once.

    Raises:
        Refused: a word is neither a code nor a group (RUN05).
    """
    named: dict[str, Kind] = {}
    unknown = []
    for word in list(words) or GROUPS:
        code = word.strip().upper()
        kinds = [CATALOGUE[code]] if code in CATALOGUE else kinds_of(code)
        named |= {kind.code: kind for kind in kinds}
        if not kinds:
            facts = {"found": f"“{word}”", "expected": _near(code)}
            unknown.append(finding("RUN05", "the command", **facts))
    if unknown:
        raise Refused(unknown)
    return list(named.values())


def _near(code: str) -> str:
    """Say which codes or groups a reader may have meant."""
    group = code.rstrip("0123456789")
    near = [kind.code for kind in kinds_of(group)]
    if near:
        return f"{near[0]} to {near[-1]}"
    return ", ".join(get_close_matches(code, CATALOGUE, cutoff=_ALIKE) or GROUPS)
