"""Signs of a printed dashboard: marks, arrows, which way is good, ratings, as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from xlbcf.rules.bands import Rag
from xlbcf.rules.figures import plain_text
from xlbcf.rules.metrics import Polarity, fold_name
from xlbcf.rules.travel import Judgement, Movement
from xlbcf.rules.verdicts import Verdict

_Sign = TypeVar("_Sign")

_UP = ("↑", "⇑", "▲", "△", "⬆", "🡅", "up", "increase", "increasing", "rising")
_DOWN = ("↓", "⇓", "▼", "▽", "⬇", "🡇", "down", "decrease", "decreasing", "falling")
_LEVEL = (
    "↔", "⇔", "→", "►", "▶", "⬌", "➡", "◄►", "=", "level", "same", "no change", "unchanged",
    "steady", "static", "stable",
)  # fmt: skip


def _signs(meanings: Mapping[_Sign, Iterable[str]]) -> dict[str, _Sign]:
    return {_folded(word): meaning for meaning, words in meanings.items() for word in words}


def _folded(text: str) -> str:
    # Some programs add a sign that asks for a coloured picture instead of the letter.
    plain = plain_text(text.replace("\ufe0e", "").replace("\ufe0f", ""))
    return fold_name(plain) or plain.replace(" ", "")


_MARKS = _signs(
    {
        Verdict.MET: (
            "●", "⬤", "🟢", "✓", "✔", "✅", "☑", "Y", "Yes", "true", "met", "on target",
            "target met", "achieved", "green",
        ),
        Verdict.NOT_MET: (
            "■", "⬛", "◼", "🔴", "🟥", "✗", "✘", "✕", "✖", "❌", "☒", "N", "No", "false",
            "not met", "missed", "off target", "below target", "target not met", "not achieved",
            "red",
        ),
    }
)  # fmt: skip
_MOVEMENTS = _signs({Movement.UP: _UP, Movement.DOWN: _DOWN, Movement.LEVEL: _LEVEL})
_POLARITIES = _signs(
    {
        Polarity.HIGH_IS_GOOD: (
            *_UP, "high", "higher", "high is good", "higher is better", "bigger is better", "more",
        ),
        Polarity.LOW_IS_GOOD: (
            *_DOWN, "low", "lower", "low is good", "lower is better", "smaller is better", "less",
        ),
        Polarity.NO_JUDGEMENT: (
            *_LEVEL, "G", "green", "good", "neither", "none", "n/a", "-", "no judgement",
        ),
    }
)  # fmt: skip
_JUDGEMENTS = _signs(
    {
        Judgement.IMPROVING: ("improving", "improved", "better", "getting better", "improvement"),
        Judgement.WORSENING: (
            "worsening", "worsened", "worse", "getting worse", "deteriorating", "deteriorated",
            "declining",
        ),
        Judgement.STEADY: ("steady", "same", "no change", "unchanged", "stable", "level"),
    }
)  # fmt: skip
_RATINGS = _signs(
    {
        Rag.GREEN: ("G", "green"),
        Rag.AMBER: ("A", "amber", "yellow"),
        Rag.RED: ("R", "red"),
        Rag.NOT_APPLICABLE: ("N/A", "NA", "not applicable"),
        Rag.ENABLER: ("E", "enabler"),
    }
)


def read_mark(text: str) -> Verdict | None:
    """Return what a mark says: met for ``●``, ``Y``, ``✓``; not met for ``■``, ``N``, ``✗``.

    Source: Methods, section 4, target met or not met.
    """
    return _MARKS.get(_folded(text))


def read_movement(text: str) -> Movement | None:
    """Return which way an arrow points, whatever that means. Source: Methods, section 5."""
    return _MOVEMENTS.get(_folded(text))


def read_polarity(text: str) -> Polarity | None:
    """Return which way is good; ``G`` stands for a word that is good and so for neither way.

    Source: Methods, section 3.
    """
    return _POLARITIES.get(_folded(text))


def read_judgement(text: str) -> Judgement | None:
    """Return whether a word says improving, worsening or steady. Source: Methods, section 5."""
    return _JUDGEMENTS.get(_folded(text))


def read_rating(text: str) -> Rag | None:
    """Return the rating that a letter or word stands for. Source: Methods, section 4."""
    return _RATINGS.get(_folded(text))
