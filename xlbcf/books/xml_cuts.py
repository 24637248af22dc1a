"""Stretches of an XML part taken out or exchanged, every other byte left as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from xlbcf.books.xml_text import decoded, from_utf8, masked

#: What stands in place of a stretch, made from its match.
Change = Callable[[re.Match[bytes]], bytes]
#: A pattern and what stands in place of what fits it.
Cut = tuple[re.Pattern[bytes], Change]
ATTRIBUTES = rb"(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*"


def element(name: bytes, holding: bytes = b"") -> re.Pattern[bytes]:
    """Return a pattern for an element that has no other of its name inside.

    Args:
        name: its name without a prefix, or several as alternatives.
        holding: a pattern for what must stand in it, if anything.
    """
    tag = rb"(?P<prefix>(?:[\w.-]+:)?)(?P<name>" + name + rb")"
    inside = rb"(?:(?!</?(?P=prefix)(?P=name)[\s/>]).)*?"
    wanted = inside + holding + inside if holding else inside
    closed = rb"" if holding else rb"\s*/>|"
    return re.compile(
        rb"<" + tag + ATTRIBUTES + rb"(?:" + closed + rb"\s*>" + wanted
        + rb"</(?P=prefix)(?P=name)\s*>)",
        re.DOTALL,
    )  # fmt: skip


def without_attribute(tags: bytes, name: bytes, value: bytes = b"") -> Cut:
    """Return a cut that takes an attribute out of some tags.

    Args:
        tags: the names of the tags without a prefix, as alternatives.
        name: the attribute's name.
        value: a pattern that its value must hold, if any.
    """
    pattern = re.compile(rb"<(?:[\w.-]+:)?(?:" + tags + rb")(?=[\s/>])" + ATTRIBUTES + rb"\s*/?>")
    double, single = (rb"[^%b]*?" % quote for quote in (b'"', b"'"))
    stated = re.compile(
        rb"\s+" + name + rb"\s*=\s*(?:\"" + double + value + rb"[^\"]*\"|'"
        + single + value + rb"[^']*')"
    )  # fmt: skip
    return pattern, lambda match: stated.sub(b"", match[0])


def nothing(match: re.Match[bytes]) -> bytes:
    """Put nothing in place of a stretch."""
    del match
    return b""


def changed(raw: bytes, where: str, cuts: Iterable[Cut]) -> bytes:
    """Return a part's content with stretches exchanged; comments and the like are passed over.

    Args:
        raw: the content.
        where: the file, for messages.
        cuts: for each pattern, what stands in place of what fits it.

    Raises:
        Refused: the content is damaged (BOOK01).
    """
    data, encoding = decoded(raw, where)
    text = masked(data, where)
    for pattern, change in cuts:
        pieces, at = [], 0
        for match in pattern.finditer(text):
            pieces += [data[at : match.start()], change(match)]
            at = match.end()
        if pieces:
            data = b"".join([*pieces, data[at:]])
            text = masked(data, where)
    return from_utf8(data, encoding)
