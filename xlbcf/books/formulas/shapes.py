"""A formula's shape and its references: ``A1*2`` and ``Data!$J$7*2`` have the same shape."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

#: What stands in a shape for a reference; no formula in a file can hold this sign.
MARK = "\0"
#: Texts, and runs of signs that may be references; Excel writes a function of an add-in with the
#: number of the add-in's link before it.
_PIECE = re.compile(
    r"(\"[^\"]*\""
    r"|#N/A|#DIV/0!"
    r"|\[[0-9]+\]!(?=[A-Za-z_]\w*\()"
    r"|(?:'(?:[^']|'')+'!)?[\w.$!:#]+\(?)"
)
_REFERENCE = re.compile(
    r"(?:'(?:[^']|'')+'!|[^\W\d][\w.]*!)?"
    r"(?:\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}(?::\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6})?"
    r"|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})"
    r"|[^\W\d][\w.]*"
)
_CONSTANTS = ("TRUE", "FALSE")
_LOST = "#REF!"
_MOST_KEPT = 65_536


class Shape(NamedTuple):
    """A formula taken apart.

    Args:
        text: the formula with a mark for each reference.
        references: the references and names in their order, as the formula writes them.
    """

    text: str
    references: tuple[str, ...]


@lru_cache(maxsize=_MOST_KEPT)
def shape_of(formula: str) -> Shape:
    """Take a formula apart.

    Args:
        formula: the formula, without its equals sign.
    """
    pieces = _PIECE.split(formula)
    references: list[str] = []
    for at in range(1, len(pieces), 2):
        instead = _instead_of(pieces[at])
        if instead == MARK:
            references.append(pieces[at])
        pieces[at] = instead
    return Shape("".join(pieces), tuple(references))


@lru_cache(maxsize=_MOST_KEPT)
def _instead_of(piece: str) -> str:
    """Return what stands in a shape for a piece of a formula."""
    if piece[0] == '"' or piece[-1] == "(" or piece.upper() in _CONSTANTS:
        return piece
    if piece[0] == "[":
        return ""
    if piece.endswith(_LOST):
        return _LOST
    return MARK if _REFERENCE.fullmatch(piece) else piece
