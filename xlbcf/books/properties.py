"""A workbook's document properties without the people in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlbcf.books.package import Package
from xlbcf.books.part_links import links_of
from xlbcf.books.xml_cuts import ATTRIBUTES, Cut, changed, element, nothing
from xlbcf.rules.findings import Refused

#: Stands as the last author, and tells a later run whose copy it is.
MARK = "xlbcf publish"
_CORE_END = re.compile(rb"</(?P<prefix>(?:[\w.-]+:)?)coreProperties\s*>")
_PERSONAL = re.compile(
    rb"<(?P<prefix>(?:[\w.-]+:)?)property(?=\s)" + ATTRIBUTES
    + rb"\s+name\s*=\s*[\"'][^\"']*(?:author|owner|email|manager|user)[^\"']*[\"']" + ATTRIBUTES
    + rb"\s*>.*?</(?P=prefix)property\s*>",
    re.DOTALL | re.IGNORECASE,
)  # fmt: skip


def _marked(match: re.Match[bytes]) -> bytes:
    prefix = match["prefix"]
    mark = b"<%blastModifiedBy>%b</%blastModifiedBy>" % (prefix, MARK.encode(), prefix)
    return mark + match[0]


_CUTS: dict[str, tuple[Cut, ...]] = {
    "core-properties": (
        (element(b"creator|lastModifiedBy"), nothing),
        (_CORE_END, _marked),
    ),
    "extended-properties": ((element(b"Manager|Company|HyperlinkBase"), nothing),),
    "custom-properties": ((_PERSONAL, nothing),),
}


def impersonal(package: Package) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of a workbook's properties, by name, without authors, owners and the like.

    Args:
        package: the file's parts.

    Raises:
        Refused: a part is damaged (BOOK01).
    """
    for link in links_of(package, ""):
        if link.kind in _CUTS and link.target in package and not link.outside:
            raw = package.read(link.target)
            yield link.target, changed(raw, package.where, _CUTS[link.kind])


def is_own_copy(content: bytes, where: str) -> bool:
    """Say whether a file is a copy that :func:`impersonal` marked, not saved again since.

    Args:
        content: the file's content.
        where: the file, for messages.
    """
    wanted = f">{MARK}</".encode()
    try:
        package = Package(content, where)
        return any(
            wanted in package.read(link.target)
            for link in links_of(package, "")
            if link.kind == "core-properties" and link.target in package
        )
    except Refused:
        return False
