"""The links between a package's parts: read, taken out, and followed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from xlbcf.books.package import Package
from xlbcf.books.workbook_xml import parse_part, relations_part
from xlbcf.books.xml_text import encoding_of, from_utf8, to_utf8

_LINK = re.compile(
    rb"<(?:[\w.-]+:)?Relationship\s[^<>]*?(?:/>|>\s*</(?:[\w.-]+:)?Relationship\s*>)"
)
_ID = re.compile(rb"\sId\s*=\s*[\"']([^\"']*)[\"']")


class PartLink(NamedTuple):
    """A link of a part.

    Args:
        id: its id, by which the part's own XML names it.
        kind: the last word of its type, such as ``worksheet``.
        target: a part of the package, or an address outside it.
        outside: whether it leads outside the package.
    """

    id: str
    kind: str
    target: str
    outside: bool


def links_of(package: Package, part: str) -> list[PartLink]:
    """Return all links of a part, those to outside included; of the package itself for ``""``."""
    holder = relations_part(part)
    if holder not in package:
        return []
    found = []
    for element in parse_part(package, holder):
        kind = element.get("Type", "").rpartition("/")[2]
        target = element.get("Target", "")
        outside = element.get("TargetMode") == "External"
        if not outside:
            path = unquote(target).replace("\\", "/")
            whole = (
                path[1:] if path.startswith("/") else posixpath.join(posixpath.dirname(part), path)
            )
            target = package.actual_name(posixpath.normpath(whole))
        found.append(PartLink(element.get("Id", ""), kind, target, outside))
    return found


def without_links(package: Package, part: str, ids: Collection[str]) -> bytes:
    """Return the part that holds a part's links with some of them taken out."""
    raw = package.read(relations_part(part))

    def kept(match: re.Match[bytes]) -> bytes:
        stated = _ID.search(match[0])
        return b"" if stated and stated[1].decode() in ids else match[0]

    return from_utf8(_LINK.sub(kept, to_utf8(raw, package.where)), encoding_of(raw))


def reached(package: Package, dropped: Mapping[str, Collection[str]]) -> set[str]:
    """Return the parts that links lead to, with the parts that hold the links.

    Args:
        package: the file's parts.
        dropped: for a part, the ids of links that are not followed.
    """
    found = {package.actual_name("[Content_Types].xml")}
    waiting = [""]
    while waiting:
        part = waiting.pop()
        holder = package.actual_name(relations_part(part))
        found |= {part, holder} & package.entries.keys()
        waiting += [each for each in _targets(package, part, dropped) if each not in found]
        found.update(waiting)
    return found & package.entries.keys()


def _targets(package: Package, part: str, dropped: Mapping[str, Collection[str]]) -> Iterator[str]:
    for link in links_of(package, part):
        if not link.outside and link.id not in dropped.get(part, ()) and link.target in package:
            yield link.target
