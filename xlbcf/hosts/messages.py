"""Findings and refusals as people and programs read them."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterable

from xlbcf.rules.findings import Finding, Refused, finding

#: What a refusal comes to for commands that write files.
NO_FILE = "No file was changed"
_WIDTH = 100


def as_plain(found: Finding) -> dict[str, str]:
    """Return a finding as a JSON-able object."""
    return {
        "code": found.code,
        "severity": str(found.severity),
        "title": found.kind.title,
        "where": found.where,
        "message": found.message,
        "action": found.action,
    }


def in_lines(found: Finding, indent: str = "") -> str:
    """Return a finding as two or three lines of text: where, what, and what to do."""
    head = f"{indent}{found.code} {found.severity}: {found.where}"
    body = textwrap.wrap(
        f"{found.message} {found.action}",
        _WIDTH,
        initial_indent=f"{indent}  ",
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join([head, *body])


def refusal(fault: Exception) -> tuple[Finding, ...]:
    """Return a failure's findings; a fault of the program becomes one too."""
    if isinstance(fault, Refused):
        return fault.findings
    reason = f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__
    return (finding("RUN04", "xlbcf", reason=reason),)


def print_refusal(fault: Exception, *, as_json: bool, outcome: str = NO_FILE) -> None:
    """Print why nothing was done.

    Args:
        fault: what kept it from being done.
        as_json: whether to print plain data instead of text.
        outcome: what that comes to, in words.
    """
    found = refusal(fault)
    if as_json:
        print(json.dumps({"done": False, "findings": [as_plain(each) for each in found]}, indent=2))
        return
    for text in _distinct(in_lines(each) for each in found):
        print(text, file=sys.stderr)
    if _half_done(found):
        outcome = "Not everything could be taken back"
    count = f"{len(found)} findings" if len(found) > 1 else "1 finding"
    print(f"{outcome} ({count}).", file=sys.stderr)


def _half_done(found: Iterable[Finding]) -> bool:
    return any(each.code == "FILE07" for each in found)


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
