"""The command ``explain``: what a finding's code means, as text and as plain data."""

from __future__ import annotations

import argparse
import json
import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby

from xlbcf.hosts.messages import as_plain, in_lines
from xlbcf.rules.catalogue import GROUPS
from xlbcf.rules.explanations import Explanation, explanation, kinds_named
from xlbcf.rules.kinds import Kind

_WIDTH = 100
_INDENT = "  "


def run(options: argparse.Namespace) -> int:
    """Explain the codes named; list those of the groups named, or all where none is named."""
    kinds = kinds_named(options.codes)
    if options.json:
        print(json.dumps({"codes": [plain_explanation(kind) for kind in kinds]}, indent=2))
        return 0
    codes = {word.strip().upper() for word in options.codes}
    explained = [kind for kind in kinds if kind.code in codes]
    listed = [kind for kind in kinds if kind.code not in codes]
    blocks = ["\n".join(in_text(explanation(kind))) for kind in explained]
    if listed:
        blocks.append("\n".join(in_list(listed)))
    print(*blocks, sep="\n\n")
    return 0


def plain_explanation(kind: Kind) -> dict[str, object]:
    """Return what a code means as a JSON-able object."""
    told = explanation(kind)
    return {
        "code": told.code,
        "title": told.title,
        "severity": str(told.severity),
        "group": kind.group,
        "meaning": told.meaning,
        "message": told.message,
        "action": told.action,
        "example": as_plain(told.example),
    }


def in_text(told: Explanation) -> Iterator[str]:
    """Yield the lines that explain one code."""
    yield f"{told.code} {told.severity}: {told.title}"
    yield from _part("What it means", told.meaning)
    yield "Example"
    yield in_lines(told.example, _INDENT)
    yield from _part("What to do", told.action)


def in_list(kinds: Iterable[Kind]) -> Iterator[str]:
    """Yield the lines that list codes, a heading for each group."""
    for group, members in groupby(kinds, key=lambda kind: kind.group):
        yield f"{group}: {GROUPS[group]}"
        for kind in members:
            yield f"{_INDENT}{kind.code:7} {kind.severity:6} {kind.title}"


def _part(heading: str, text: str) -> Iterator[str]:
    yield heading
    yield textwrap.fill(
        text,
        _WIDTH,
        initial_indent=_INDENT,
        subsequent_indent=_INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )
