"""Signs of a printed dashboard: marks, arrows, which way is good, ratings, as people write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Generic, NamedTuple, TypeVar

from xlbcf.rules.bands import Rag
from xlbcf.rules.figures import State, plain_text, read_figure
from xlbcf.rules.metrics import Polarity, Unit, fold_name
from xlbcf.rules.travel import Judgement, Movement
from xlbcf.rules.verdicts import Verdict

_Meaning = TypeVar("_Meaning")

_UP = ("↑", "⇑", "▲", "△", "⬆", "🡅", "up", "increase", "increasing", "rising")
_DOWN = ("↓", "⇓", "▼", "▽", "⬇", "🡇", "down", "decrease", "decreasing", "falling")
_LEVEL = (
    "↔", "⇔", "→", "►", "▶", "⬌", "➡", "◄►", "=", "level", "same", "no change", "unchanged",
    "steady", "static", "stable",
)  # fmt: skip


#: Between the signs of a cell that has one for each of its figures.
_BETWEEN = re.compile(r"(?:^|(?<=\s))/(?=\s|$)")
_BY_FIGURES = re.compile(r"(.+)\(\s*figures?\b\s*:?(.+)\)", re.IGNORECASE | re.DOTALL)


class Sign(NamedTuple, Generic[_Meaning]):
    """One of the signs of a cell.

    Args:
        text: the sign as written.
        meaning: what it says; None where nothing is said of that figure.
    """

    text: str
    meaning: _Meaning | None


class ShownRating(NamedTuple):
    """A rating as a page shows it.

    Args:
        rag: the rating that stands, a person's where it has been overridden.
        by_figures: the rating of the figures; the same where only one is shown.
    """

    rag: Rag
    by_figures: Rag

    @property
    def overridden(self) -> bool:
        """Whether a person's rating stands beside another one of the figures."""
        return self.rag is not self.by_figures


def _signs(meanings: Mapping[_Meaning, Iterable[str]]) -> dict[str, _Meaning]:
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
        Judgement.NO_JUDGEMENT: ("no judgement",),
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
    """Return whether a word says improving, worsening or steady, or that it does not judge.

    Source: Methods, section 5.
    """
    return _JUDGEMENTS.get(_folded(text))


def read_rating(text: str) -> Rag | None:
    """Return the rating that a letter or word stands for. Source: Methods, section 4."""
    return _RATINGS.get(_folded(text))


def read_shown_rating(text: str) -> ShownRating | None:
    """Return the rating of a cell, which may also say what the figures give.

    ``N/A (figures: RED)`` is a person's rating, and that of the figures which it overrides.

    Source: Methods, section 4; that both are shown is ours.
    """
    if both := _BY_FIGURES.fullmatch(text.strip()):
        rag, by_figures = (read_rating(each) for each in both.groups())
        return ShownRating(rag, by_figures) if rag and by_figures else None
    rag = read_rating(text)
    return ShownRating(rag, rag) if rag else None


def read_signs(
    text: str, read: Callable[[str], _Meaning | None]
) -> tuple[Sign[_Meaning], ...] | None:
    """Return the signs of a cell: one for all of its figures, or one for each.

    Args:
        text: the cell, such as ``■ / ●`` or ``Improving``.
        read: says what a single sign means.

    Returns:
        The signs in their order; none where nothing is said; None where one is not understood.

    Source: Methods, section 1, multiple parts.
    """
    whole = read(text)
    if not is_said(text):
        return () if whole is None else (Sign(text, whole),)
    pieces = [piece.strip() for piece in _BETWEEN.split(text)]
    if len(pieces) == 1 and whole is None:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        pieces = lines if len(lines) > 1 else [piece.strip() for piece in text.split("/")]
    signs = tuple(Sign(piece, read(piece)) for piece in pieces)
    if all(sign.meaning is not None or not is_said(sign.text) for sign in signs):
        return signs if any(sign.meaning is not None for sign in signs) else ()
    return None if whole is None else (Sign(text, whole),)


def is_said(text: str) -> bool:
    """Say whether a cell holds a sign, understood or not; one such as ``n/a`` says it has none."""
    return read_figure(text, Unit.CATEGORY).state is State.WORD
