"""Kinds of finding: what an entry of the catalogue says."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from string import Formatter
from typing import NamedTuple


class Severity(StrEnum):
    """How much it matters: an error stops a write, a query needs a person, a note informs."""

    ERROR = "error"
    QUERY = "query"
    NOTE = "note"


class Kind(NamedTuple):
    """One entry of the catalogue.

    Args:
        code: the stable code, such as ``CELL01``; never reused for another meaning.
        title: a few words, for a list.
        severity: how much it matters.
        message: what was found and what is expected, with ``{names}`` for the facts.
        action: what the reader should do.
        meaning: why it matters or what is behind it, in a sentence or two.
        example: a value for each fact, as in a real case.
        place: where the example stands, as a finding's ``where`` would name it.
    """

    code: str
    title: str
    severity: Severity
    message: str
    action: str
    meaning: str
    example: Mapping[str, str]
    place: str

    @property
    def group(self) -> str:
        """The letters of the code, such as ``CELL``: what the finding is about."""
        return self.code.rstrip("0123456789")

    @property
    def facts(self) -> frozenset[str]:
        """The names of the facts that a finding of this kind must give."""
        texts = self.message + self.action
        return frozenset(name for _, name, _, _ in Formatter().parse(texts) if name)
