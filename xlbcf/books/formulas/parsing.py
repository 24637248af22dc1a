"""Reading a formula's shape into a tree, by Excel's precedence of operators."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from xlbcf.books.formulas import Outside
from xlbcf.books.formulas.functions import call_of
from xlbcf.books.formulas.shapes import MARK, Shape
from xlbcf.books.formulas.tokens import Token, tokens
from xlbcf.books.formulas.tree import (
    Node,
    binary,
    constant,
    negated,
    percent,
    plus,
    reference,
)
from xlbcf.books.values import CellError

#: Binary operators from the loosest to the tightest, as Excel binds them.
_LEVELS = (("=", "<>", "<", "<=", ">", ">="), ("&",), ("+", "-"), ("*", "/"))
_LEVEL_OF = {sign: level for level, signs in enumerate(_LEVELS) for sign in signs}
#: Excel allows 64 functions inside each other.
_DEEPEST = 100
#: The tokens that begin a part without a sign before it, besides an opening parenthesis.
_PRIMARY = ("number", "text", "error", "word", "reference", "call")
_MOST_KEPT = 4096


@lru_cache(maxsize=_MOST_KEPT)
def parsed(shape: str) -> Node:
    """Return the tree of a formula's shape.

    Args:
        shape: the formula, with a mark for each reference.

    Raises:
        Outside: it is not of the language.
    """
    return _Parser(tokens(shape)).formula()


def tree_of(shape: Shape) -> Node:
    """Return the tree of a formula.

    Raises:
        Outside: it is not of the language.
    """
    if shape.text.count(MARK) != len(shape.references):
        raise Outside("it holds a sign that no formula has")
    return parsed(shape.text)


def _word(text: str) -> Node:
    if text.upper() not in ("TRUE", "FALSE"):
        raise Outside(f"“{text}” is not understood where it stands")
    return constant(text.upper() == "TRUE")


class _Parser:
    """Reads tokens from left to right, one ahead."""

    def __init__(self, given: Iterator[Token]) -> None:
        self._given = given
        self._next = next(given)
        self._references = 0
        self._depth = 0

    def formula(self) -> Node:
        node = self._binary(0)
        if self._next.kind != "end":
            raise self._unexpected()
        return node

    def _take(self) -> Token:
        token = self._next
        self._next = next(self._given)
        return token

    def _at(self, *signs: str) -> bool:
        return self._next.kind == "sign" and self._next.text in signs

    def _unexpected(self) -> Outside:
        if self._next.kind == "reference":
            return Outside("a reference stands where none is understood")
        text = self._next.text
        return Outside(f"“{text}” is not understood where it stands" if text else "it is cut short")

    def _binary(self, loosest: int) -> Node:
        """Read parts between which no operator binds looser than a level."""
        node = self._signed()
        while self._next.kind == "sign":
            level = _LEVEL_OF.get(self._next.text)
            if level is None or level < loosest:
                break
            sign = self._take().text
            node = binary(sign, node, self._binary(level + 1))
        return node

    def _signed(self) -> Node:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Outside("its parts stand too deep inside each other")
        if self._at("-", "+"):
            made = negated if self._take().text == "-" else plus
            node: Node = made(self._signed())
        else:
            node = self._primary()
            while self._at("%"):
                self._take()
                node = percent(node)
        self._depth -= 1
        return node

    def _primary(self) -> Node:
        kind, text = self._next
        if kind not in _PRIMARY and not self._at("("):
            raise self._unexpected()
        self._take()
        match kind:
            case "number":
                return constant(float(text))
            case "text":
                return constant(text[1:-1].replace('""', '"'))
            case "error":
                return constant(CellError(text))
            case "word":
                return _word(text)
            case "reference":
                self._references += 1
                return reference(self._references - 1)
            case "call":
                return self._call(text)
        node = self._binary(0)
        self._close()
        return node

    def _close(self) -> None:
        if not self._at(")"):
            raise self._unexpected()
        self._take()

    def _call(self, name: str) -> Node:
        arguments = [] if self._at(")") else [self._argument()]
        while self._at(","):
            self._take()
            arguments.append(self._argument())
        self._close()
        return call_of(name.upper(), arguments)

    def _argument(self) -> Node:
        return constant(None) if self._at(",", ")") else self._binary(0)
