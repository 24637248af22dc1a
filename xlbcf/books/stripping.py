"""A workbook's package without what runs, links elsewhere or names people.

Parts go because nothing leads to them any more; of the parts that stay, only the elements go that
spoke of the others. The kinds of parts are those of ECMA-376 and of Microsoft's [MS-XLSX] and
[MS-OFFMACRO2].
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from xlbcf.books.package import Package
from xlbcf.books.part_links import PartLink, links_of, reached, without_links
from xlbcf.books.properties import impersonal
from xlbcf.books.strip_cuts import (
    CHART_CUTS,
    DRAWING_CUTS,
    SHEET_CUTS,
    TABLE_CUTS,
    VML_CUTS,
    WORKBOOK_CUTS,
    elsewhere,
)
from xlbcf.books.workbook_xml import WorkbookXml, parse_part, relations_part
from xlbcf.books.xml_cuts import ATTRIBUTES, Cut, changed
from xlbcf.rules.wording import some_of

_TYPES = "[Content_Types].xml"
_WORKBOOK_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_NAMES_SHOWN = 6
#: The kinds of links that are not followed, and what goes with them in words.
_DROPPED = {
    "vbaProject": "macros",
    "extensibility": "ribbon",
    "userCustomization": "ribbon",
    "attachedToolbars": "ribbon",
    "externalLink": "links to other workbooks",
    "connections": "data connections",
    "queryTable": "data connections",
    "powerPivotData": "data model",
    "customData": "data model",
    "pivotTable": "pivot tables (their cells are values now)",
    "pivotCacheDefinition": "pivot tables (their cells are values now)",
    "slicer": "slicers",
    "slicerCache": "slicers",
    "timeline": "slicers",
    "timelineCache": "slicers",
    "revisionHeaders": "history of changes",
    "usernames": "history of changes",
    "webextensiontaskpanes": "panes of add-ins",
    "customXml": "hidden data of other programs",
    "origin": "signature",
    "calcChain": "",
    "volatileDependencies": "",
}
_COMMENTS = frozenset(("comments", "threadedComment"))
_CUTS: Mapping[str, Sequence[Cut]] = {
    "worksheet": SHEET_CUTS,
    "table": TABLE_CUTS,
    "drawing": DRAWING_CUTS,
    "chart": CHART_CUTS,
    "vmlDrawing": VML_CUTS,
}
_OVERRIDE = re.compile(rb"<(?:[\w.-]+:)?Override(?=\s)(" + ATTRIBUTES + rb")\s*/>")
_DEFAULT = re.compile(rb"<(?:[\w.-]+:)?Default(?=\s)(" + ATTRIBUTES + rb")\s*/>")
_PART_NAME = re.compile(rb"PartName\s*=\s*[\"']/?([^\"']*)[\"']")
_EXTENSION = re.compile(rb"Extension\s*=\s*[\"']([^\"']*)[\"']")
_TYPE = re.compile(rb"(ContentType\s*=\s*[\"'])[^\"']*")


class Stripped(NamedTuple):
    """A package without what runs, links elsewhere or names people.

    Args:
        content: the content of the .xlsx file.
        removed: what is not in it any more, in words.
        comments: whether there are comments or notes in it, which name their authors.
    """

    content: bytes
    removed: list[str]
    comments: bool


def stripped(package: Package, workbook: WorkbookXml, sheets: Mapping[str, bytes]) -> Stripped:
    """Return a workbook's package without what runs, links elsewhere or names people.

    Args:
        package: the file's parts.
        workbook: what the workbook says of its parts.
        sheets: the sheets' parts as they are to be, by their names.

    Raises:
        Refused: a part is damaged (BOOK01).
    """
    dropped = dict(_dropped_links(package))
    kept = reached(package, {part: {link.id for link in links} for part, links in dropped.items()})
    kinds = _kinds(package, kept)
    main, types = package.actual_name(workbook.part), package.actual_name(_TYPES)
    edited = {package.actual_name(name): content for name, content in sheets.items()}
    new = dict(_cut_parts(package, kinds, edited))
    new[main] = changed(package.read(main), package.where, WORKBOOK_CUTS)
    for part, links in dropped.items():
        holder = package.actual_name(relations_part(part))
        if holder in kept:
            new[holder] = without_links(package, part, {link.id for link in links})
    new.update(impersonal(package))
    new[types] = _types(package.read(types), package, main, kept)
    removed = package.entries.keys() - kept
    replaced = {name: [content] for name, content in new.items() if name in kept}
    content = b"".join(package.pieces(replaced, removed))
    comments = not _COMMENTS.isdisjoint(kinds.values())
    return Stripped(content, _in_words(package, workbook, dropped), comments)


def _cut_parts(
    package: Package, kinds: Mapping[str, str], edited: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    """Yield the parts that have something to lose, or that were edited before, by their names."""
    for part, kind in kinds.items():
        if kind not in _CUTS:
            continue
        raw = package.read(part)
        new = changed(edited.get(part, raw), package.where, _CUTS[kind])
        if new != raw:
            yield part, new


def _dropped_links(package: Package) -> Iterator[tuple[str, list[PartLink]]]:
    """Yield the parts with links that are not followed, and those links."""
    for part in ("", *package.entries):
        if part.endswith(".rels"):
            continue
        if links := [link for link in links_of(package, part) if link.kind in _DROPPED]:
            yield part, links


def _kinds(package: Package, kept: set[str]) -> dict[str, str]:
    """Return the kinds of the parts that stay, as the links to them say."""
    kinds = {}
    for part in ("", *sorted(kept)):
        if not part.endswith(".rels"):
            kinds.update(
                {link.target: link.kind for link in links_of(package, part) if link.target in kept}
            )
    return kinds


def _types(raw: bytes, package: Package, workbook: str, kept: set[str]) -> bytes:
    """Return the list of content types for the parts that stay; the workbook is an .xlsx."""
    extensions = {name.rpartition(".")[2].casefold() for name in kept}

    def override(match: re.Match[bytes]) -> bytes:
        stated = _PART_NAME.search(match[1])
        name = package.actual_name(stated[1].decode()) if stated else ""
        if name == workbook:
            return _TYPE.sub(rb"\g<1>" + _WORKBOOK_TYPE, match[0])
        return match[0] if name in kept else b""

    def default(match: re.Match[bytes]) -> bytes:
        stated = _EXTENSION.search(match[1])
        used = stated and stated[1].decode().casefold() in extensions
        # Another kind of part may end in the same letters; it has its type stated by its name.
        return match[0] if used and b"vbaProject" not in match[1] else b""

    return changed(raw, package.where, [(_OVERRIDE, override), (_DEFAULT, default)])


def _in_words(
    package: Package, workbook: WorkbookXml, dropped: Mapping[str, Sequence[PartLink]]
) -> list[str]:
    """Return what went, in the order of the list above, with the names that it had."""
    kinds = {link.kind for links in dropped.values() for link in links}
    named = {
        "externalLink": _other_workbooks(package, dropped),
        "connections": _connections(package, dropped),
    }
    found: dict[str, list[str]] = {}
    for kind, words in _DROPPED.items():
        if kind in kinds and words:
            found.setdefault(words, []).extend(named.get(kind, []))
    if names := [each.name for each in workbook.names if elsewhere(each.text)]:
        found["names that lead to other workbooks"] = names
    return [
        f"{words}: {some_of(names, _NAMES_SHOWN)}" if names else words
        for words, names in found.items()
    ]


def _other_workbooks(package: Package, dropped: Mapping[str, Sequence[PartLink]]) -> list[str]:
    outside = [
        link.target
        for part in _targets(dropped, "externalLink")
        for link in links_of(package, part)
        if link.outside
    ]
    names = (re.split(r"[\\/]", unquote(each))[-1] for each in outside)
    return list(dict.fromkeys(names))


def _connections(package: Package, dropped: Mapping[str, Sequence[PartLink]]) -> list[str]:
    parts = _targets(dropped, "connections")
    return [each.get("name", "") for part in parts for each in parse_part(package, part)]


def _targets(dropped: Mapping[str, Sequence[PartLink]], kind: str) -> list[str]:
    return [link.target for links in dropped.values() for link in links if link.kind == kind]
