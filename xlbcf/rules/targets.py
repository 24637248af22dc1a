"""Targets as people type them: whose, how compared, and the figure, in one or several parts."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from xlbcf.rules.figures import Figure, State, plain_text, read_figure
from xlbcf.rules.metrics import Polarity, StoredAs, Unit


class Comparator(StrEnum):
    """How a figure must stand to its target; ``<`` and ``>`` do not include the target itself."""

    BELOW = "<"
    AT_MOST = "<="
    ABOVE = ">"
    AT_LEAST = ">="
    EQUAL = "="


class Part(NamedTuple):
    """One part of a cell: a figure, with whose it is and how it is compared.

    Args:
        who: the organisation or place it belongs to, empty if not said.
        comparator: the comparator, None where neither the text nor the polarity gives one.
        implied: whether the comparator comes from the polarity.
        figure: the figure.
        unit: what the figure is counted in.
    """

    who: str
    comparator: Comparator | None
    implied: bool
    figure: Figure
    unit: Unit


class _Kind(NamedTuple):
    unit: Unit
    polarity: Polarity
    stored_as: StoredAs | None

    def figure(self, text: object) -> Figure:
        return read_figure(text, self.unit, self.stored_as)

    def part(self, figure: Figure, who: str = "", comparator: Comparator | None = None) -> Part:
        chosen = comparator or implied_comparator(self.polarity)
        implied = comparator is None and chosen is not None
        return Part(who.strip().rstrip(":").rstrip(), chosen, implied, figure, self.unit)


_SIGNS = {
    **dict.fromkeys(("<=", "=<", "≤", "≦", "⩽"), Comparator.AT_MOST),
    **dict.fromkeys((">=", "=>", "≥", "≧", "⩾"), Comparator.AT_LEAST),
    "<": Comparator.BELOW,
    ">": Comparator.ABOVE,
    "=": Comparator.EQUAL,
}
_WORDS = {
    **dict.fromkeys(("at most", "no more than", "not more than", "not above", "up to"), "<="),
    **dict.fromkeys(("at least", "no less than", "not less than", "not below"), ">="),
    **dict.fromkeys(("less than", "under", "below"), "<"),
    **dict.fromkeys(("more than", "over", "above"), ">"),
}
_SIGN = re.compile(r"<\s?=|>\s?=|=\s?<|=\s?>|[≤≦⩽≥≧⩾<>=]")
_WORD = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)
_NOTE = re.compile(r"\[\s*figures?\s+(?:is|are)(?:\s+for)?\s([^\]]*)\]", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w&.'’()-]*:?")
_JOINS = {"&", "and", "of", "the"}
_VAGUE = re.compile(
    r"\b(?:about|approx\w*|around|circa|roughly|nearly|almost|c|not?|never)\b", re.IGNORECASE
)
_DASH = re.compile(r"(?<=[^\W\d_]) - (?=\S)")
_CLOSE_COLON = re.compile(r"(?<=[^\W\d_]):(?=\S)")


def implied_comparator(polarity: Polarity) -> Comparator | None:
    """Return the comparator that a polarity implies, None where neither way is better.

    Source: Methods, section 1.
    """
    return {1: Comparator.AT_LEAST, -1: Comparator.AT_MOST}.get(polarity.sign)


def read_targets(
    text: object,
    unit: Unit,
    polarity: Polarity,
    stored_as: StoredAs | None = None,
    note: str = "",
) -> tuple[Part, ...]:
    """Read a cell of targets, or of figures beside them, that may hold several parts.

    Args:
        text: what the cell holds: ``UHL <10%``, ``99% / 99%``, or a line for each place.
        unit: what the figures are counted in.
        polarity: gives the comparator where none is typed: at least for high is good, at most for
            low is good; such a comparator is marked as implied.
        stored_as: for a percentage, what a bare number is.
        note: whose the parts are, in order, such as ``[Figures are LPT / UHL]``; it may also stand
            in the cell itself.

    Returns:
        The parts, at least one; one that cannot be read holds an invalid figure.

    Source: Methods, section 1.
    """
    kind = _Kind(unit, polarity, stored_as)
    if not isinstance(text, str):
        return (kind.part(kind.figure(text)),)
    found = _NOTE.search(text) or _NOTE.search(note)
    lines = [line for line in _NOTE.sub(" ", text).splitlines() if line.strip()] or [""]
    parts = tuple(part for line in lines for part in _read_line(line, kind))
    names = [plain_text(name) for name in re.split("[/,]", found[1])] if found else []
    if len(names) != len(parts) or any(part.who for part in parts):
        return parts
    return tuple(part._replace(who=name) for name, part in zip(names, parts, strict=True))


def _read_line(line: str, kind: _Kind) -> list[Part]:
    whole = _read_part(line, kind)
    undivided = whole.figure.state not in (State.INVALID, State.WORD)
    pieces = re.split(r"\s/\s", line)
    if len(pieces) == 1:
        pieces = line.split("/")
    if undivided or len(pieces) == 1:
        return [whole]
    return [_read_part(piece, kind) for piece in pieces]


def _read_part(text: str, kind: _Kind) -> Part:
    plain = _CLOSE_COLON.sub(": ", plain_text(text))
    if kind.unit is not Unit.CATEGORY:
        plain = _DASH.sub(": ", plain)
        plain = _WORD.sub(lambda found: _WORDS[found[0].casefold()], plain)
    signs = list(_SIGN.finditer(plain))
    if not signs:
        return _without_sign(plain, kind)
    who, figure = plain[: signs[0].start()], kind.figure(plain[signs[0].end() :])
    if len(signs) > 1 or figure.state is State.BLANK or _VAGUE.search(who):
        reason = "it is not one comparator and one figure"
        return kind.part(Figure(State.INVALID, text=text, reason=reason))
    return kind.part(figure, who, _SIGNS[signs[0][0].replace(" ", "")])


def _without_sign(plain: str, kind: _Kind) -> Part:
    whole = kind.figure(plain)
    if kind.unit is Unit.CATEGORY:
        who, _, word = plain.rpartition(":")
        return kind.part(kind.figure(word), who)
    words = plain.split(" ")
    for count in range(1, len(words)):
        if whole.state is not State.INVALID or not _is_name(words[count - 1]):
            break
        figure = kind.figure(" ".join(words[count:]))
        if figure.state is not State.INVALID:
            return kind.part(figure, " ".join(words[:count]))
    return kind.part(whole)


def _is_name(word: str) -> bool:
    if word in _JOINS:
        return True
    return bool(_NAME.fullmatch(word)) and word[0].isupper() and not _VAGUE.fullmatch(word)
