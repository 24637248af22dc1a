"""The tokens of a formula's shape: numbers, texts, errors, words, references and signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from xlbcf.books.formulas import Outside
from xlbcf.books.formulas.shapes import MARK

_TOKEN = re.compile(
    r"[ \t\r\n]*(?:"
    r"(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?)"
    r"|(?P<text>\"(?:[^\"]|\"\")*\")"
    r"|(?P<error>\#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A))"
    r"|(?P<call>[^\W\d][\w.]*)[ ]*\("
    r"|(?P<word>[^\W\d][\w.]*)"
    rf"|(?P<reference>{MARK})"
    r"|(?P<sign><=|>=|<>|[-+*/&=<>%(),])"
    r"|(?P<end>\Z))"
)


class Token(NamedTuple):
    """A token: its kind, and its text as written."""

    kind: str
    text: str


def tokens(shape: str) -> Iterator[Token]:
    """Yield the tokens of a formula's shape; the last is the end.

    Args:
        shape: the formula, with a mark for each reference.

    Raises:
        Outside: a sign is not of the language.
    """
    at = 0
    while True:
        match = _TOKEN.match(shape, at)
        if match is None:
            rest = shape[at:].lstrip()
            raise Outside(f"“{rest[0]}” is not worked out here")
        kind = match.lastgroup or "end"
        yield Token(kind, match[kind])
        if kind == "end":
            return
        at = match.end()
