"""Whether a sheet holds any formula, found out without reading its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xlbcf.books.sheet_xml import ROOT

#: More than the start of a formula's tag takes.
_OVERLAP = 64


def computes(chunks: Iterable[bytes]) -> bool:
    """Say whether a sheet holds a formula.

    It errs on the side of yes: for formulas in comments, and for content in UTF-16.

    Args:
        chunks: the part's content, in pieces.
    """
    before = b""
    formula: re.Pattern[bytes] | None = None
    for chunk in chunks:
        text = before + chunk
        if formula is None and (root := ROOT.search(text)):
            formula = re.compile(rb"<" + root[1] + rb"f[\s>/]")
        if formula and formula.search(text):
            return True
        before = text[-_OVERLAP:] if formula else text
    return formula is None
