"""Labels as people and programs type them: one way to compare them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_SPACES = re.compile(r"\s+")
_SHOWN = 80
_LISTED = 60
#: Forms of one template have the same labels, so what was made of them is kept.
_KEPT = 4096


def plain(text: object) -> str:
    """Return a label folded for comparison: spaces collapsed, case and a final colon dropped."""
    return _folded(str(text))


@lru_cache(maxsize=_KEPT)
def _folded(text: str) -> str:
    spaced = _SPACES.sub(" ", text).strip()
    return spaced.rstrip(":").rstrip().casefold()


def fits(label: str, text: object) -> bool:
    """Say whether a sheet's text fits a mapping's label.

    A label that ends in ``…`` fits every text that begins with what stands before it.
    """
    if label.rstrip().endswith("…"):
        return plain(text).startswith(plain(label.rstrip()[:-1]))
    return plain(text) == plain(label)


class Labels:
    """Several labels, to be held against many texts.

    Args:
        labels: the labels; one that ends in ``…`` fits every text that begins so.
    """

    def __init__(self, labels: Iterable[str]) -> None:
        given = [label.rstrip() for label in labels]
        self._whole = {plain(label) for label in given if not label.endswith("…")}
        self._starts = tuple(plain(label[:-1]) for label in given if label.endswith("…"))

    def fits(self, text: object) -> bool:
        """Say whether a text fits one of them."""
        found = plain(text)
        return found in self._whole or found.startswith(self._starts)


@lru_cache(maxsize=_KEPT)
def shortened(label: str) -> str:
    """Return a label as lists show it: on one line, without a final ``…``, cut where it is long."""
    line = _SPACES.sub(" ", label).strip().rstrip("…")
    return line if len(line) <= _LISTED else line[:_LISTED].rstrip() + "…"


def quoted(text: object) -> str:
    """Return a text as messages show it: on one line, in quotation marks, cut where it is long."""
    line = _SPACES.sub(" ", str(text)).strip()
    return f"“{line if len(line) <= _SHOWN else line[:_SHOWN].rstrip() + '…'}”"
