"""The reference page of all codes, made from the catalogue: ``docs/codes.md``.

Make it anew after every change of the catalogue::

    python -m xlbcf.hosts.codes_page docs/codes.md
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from xlbcf.hosts.messages import in_lines
from xlbcf.rules.catalogue import CATALOGUE, GROUPS
from xlbcf.rules.explanations import explanation, in_words, kinds_of
from xlbcf.rules.kinds import Kind, Severity

_SEVERITIES = {
    Severity.ERROR: "surely wrong, or in the way of what was asked for",
    Severity.QUERY: "a person must look and decide",
    Severity.NOTE: "worth knowing; nothing needs to be done",
}
_SIGNS = re.compile(r"[\\`*_<>\[\]|]")


def main(words: Sequence[str]) -> int:
    """Write the page into the file that is named, or print it."""
    page = codes_page()
    if not words:
        print(page, end="")
        return 0
    Path(words[0]).write_text(page, encoding="utf-8", newline="\n")
    return 0


def codes_page() -> str:
    """Return the reference page of all codes as Markdown."""
    lines = [*_opening(), *_contents()]
    for group, about in GROUPS.items():
        kinds = kinds_of(group)
        lines += ["", f"## {group}", "", f"Codes about {about}:", ""]
        lines += ["| code | severity | title |", "|---|---|---|"]
        lines += [f"| {_link(each.code)} | {each.severity} | {each.title} |" for each in kinds]
        lines += [line for kind in kinds for line in _entry(kind)]
    return "\n".join(lines) + "\n"


def _opening() -> Iterator[str]:
    yield "# Codes"
    yield ""
    yield (
        f"Every message begins with a code. These are all {len(CATALOGUE)} of them; a code keeps "
        "its meaning from version to version. `xlbcf explain CELL03` says the same about one, "
        "`xlbcf explain CELL` lists a group, and `xlbcf explain` lists all."
    )
    yield ""
    yield "| severity | means |"
    yield "|---|---|"
    for severity, means in _SEVERITIES.items():
        yield f"| {severity} | {means} |"
    yield ""
    yield (
        "Words in *slanted* letters stand for what was found; those in \\[square brackets\\] may "
        "be absent."
    )


def _contents() -> Iterator[str]:
    yield ""
    yield "| group | about | codes |"
    yield "|---|---|---|"
    for group, about in GROUPS.items():
        yield f"| {_link(group)} | {about} | {len(kinds_of(group))} |"


def _entry(kind: Kind) -> Iterator[str]:
    told = explanation(kind)
    yield from ("", f"### {kind.code}", "")
    yield f"**{_plain(kind.title)}** ({kind.severity})"
    for heading, text in (
        ("Says", _general(kind.message)),
        ("Means", _plain(kind.meaning)),
        ("To do", _general(kind.action)),
    ):
        yield from ("", f"**{heading}:** {text}")
    yield from ("", "**For example:**", "", "```text", in_lines(told.example), "```")


def _general(text: str) -> str:
    named = _plain(in_words(text, "{{{}}}".format))
    return named.replace("{", "*").replace("}", "*")


def _plain(text: str) -> str:
    """Return a text in which no sign means anything to Markdown."""
    return _SIGNS.sub(r"\\\g<0>", text)


def _link(name: str) -> str:
    return f"[{name}](#{name.casefold()})"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
