"""A formula's shape and its references: ``A1*2`` and ``Data!$J$7*2`` have the same shape."""

from __future__ import annotations

import re
from typing import NamedTuple

#: What stands in a shape for a reference; no formula in a file can hold this sign.
MARK = "\0"
_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}"
_COLUMN = r"\$?[A-Za-z]{1,3}"
_SHEET = r"(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!"
_PIECE = re.compile(
    r"\"(?:[^\"]|\"\")*\""
    # Excel writes a function of an add-in with the number of the add-in's link before it.
    r"|(?P<link>\[[0-9]+\]!(?=[A-Za-z_]\w*\())"
    rf"|(?<![\w.$'!\]])(?P<lost>(?:{_SHEET})?\#REF!)"
    rf"|(?<![\w.$'!\]])(?P<place>(?:{_SHEET})?(?:{_CELL}(?::{_CELL})?|{_COLUMN}:{_COLUMN}))"
    r"(?![\w(.!])"
    r"|(?<![\w.$'!\]#])(?P<name>[^\W\d][\w.]*)(?![\w.]*[(!\['])"
)
_CONSTANTS = ("TRUE", "FALSE")
#: What stands for pieces that are neither references nor kept as they are.
_INSTEAD = {"link": "", "lost": "#REF!"}
_PLAIN = re.compile(rf"(?:{_SHEET})?{_CELL}")


class Shape(NamedTuple):
    """A formula taken apart.

    Args:
        text: the formula with a mark for each reference.
        references: the references and names in their order, as the formula writes them.
    """

    text: str
    references: tuple[str, ...]


def shape_of(formula: str) -> Shape:
    """Take a formula apart.

    Args:
        formula: the formula, without its equals sign.
    """
    if _PLAIN.fullmatch(formula):
        return Shape(MARK, (formula,))
    references: list[str] = []

    def replace(match: re.Match[str]) -> str:
        kind = match.lastgroup
        if kind is None or (kind == "name" and match[0].upper() in _CONSTANTS):
            return match[0]
        if kind in _INSTEAD:
            return _INSTEAD[kind]
        references.append(match[0])
        return MARK

    return Shape(_PIECE.sub(replace, formula), tuple(references))
