"""Parts beside the sheets after cells have moved: names, charts, drawings, tables, controls.

Source: ECMA-376 part 1, sections 18.2.5 (defined names), 18.5 (tables), 20.5 (drawings) and 21.2
(charts), and Microsoft's [MS-XLSX] for charts and controls of later versions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Set
from functools import lru_cache
from itertools import islice
from urllib.parse import unquote

from xlbcf.books.file_book import FileBook
from xlbcf.books.package import Package
from xlbcf.books.shifts import Shifter, Shifts
from xlbcf.books.values import escape_text, read_text
from xlbcf.books.xml_cuts import ATTRIBUTES, Cut, changed
from xlbcf.template.addresses import LAST_ROW

_TYPES = "[Content_Types].xml"
_OVERRIDE = re.compile(rb"<(?:[\w.-]+:)?Override\s[^<>]*>")
_PART = re.compile(rb"\sPartName\s*=\s*[\"']/?([^\"']*)[\"']")
_TYPE = re.compile(rb"\sContentType\s*=\s*[\"']([^\"']*?)(?:\+xml)?[\"']")
#: The last word of a part's content type, and the kind of part.
_KINDS = {
    "chart": "chart",
    "chartex": "chartex",
    "chartshapes": "drawing",
    "drawing": "drawing",
    "table": "table",
    "controlproperties": "control",
}
#: Begins with what stands in few places, so that it is found quickly.
_CHART_TEXT = re.compile(rb"(f>(?:(?<=[<:]f>)|(?<=[<:]sqref>))())([^<]+)(<)")
_CHARTEX_TEXT = re.compile(rb"(<((?:[\w.-]+:)?f)(?:\s[^<>]*)?>)([^<]*)(</\2\s*>)")
_DEFINED = re.compile(rb"(<((?:[\w.-]+:)?definedName)\s[^<>]*>)([^<]*)(</\2\s*>)")
_TABLE_TEXT = re.compile(
    rb"(<((?:[\w.-]+:)?(?:calculatedColumnFormula|totalsRowFormula))(?:\s[^<>]*)?>)([^<]*)(</\2\s*>)"
)
_SHAPE_LINK = re.compile(rb"(<(?:[\w.-]+:)?sp\s[^<>]*?\b(textlink\s*=\s*[\"']))([^\"']*)([\"'])")
_CONTROL = re.compile(rb"(\s(fmlaLink|fmlaRange|fmlaGroup|fmlaTxbx)\s*=\s*\")([^\"]*)(\")")
_VML = re.compile(rb"(<((?:[\w.-]+:)?Fmla(?:Link|Range|Group|Txbx|Pict))\s*>)([^<]*)(</\2\s*>)")
_ANCHOR = re.compile(
    rb"<(?P<p>(?:[\w.-]+:)?)(?P<n>twoCellAnchor|oneCellAnchor)(?P<a>" + ATTRIBUTES + rb")\s*>"
    rb"(?P<in>.*?)</(?P=p)(?P=n)\s*>",
    re.DOTALL,
)
#: How many corners are stated of each.
_CORNERS = {b"twoCellAnchor": 2, b"oneCellAnchor": 1}
_KEPT = re.compile(rb"\beditAs\s*=\s*[\"'](\w+)")
_CORNER = re.compile(
    rb"<(?:[\w.-]+:)?(from|to)\s*>\s*<(?:[\w.-]+:)?col\s*>\s*(\d+)\s*<.*?"
    rb"<(?:[\w.-]+:)?row\s*>\s*(\d+)",
    re.DOTALL,
)


def changed_parts(book: FileBook, shifter: Shifter) -> dict[str, bytes]:
    """Return the parts beside the sheets that change when cells move, by their names.

    Args:
        book: the workbook's file.
        shifter: how the cells of the sheets move.

    Raises:
        Refused: a part is damaged (BOOK01).
    """
    found: dict[str, bytes] = {}
    kinds = dict(_kinds(book.package))
    owners = _owners(book, shifter, set(kinds.values()))
    kinds |= {part: "vml" for part in owners if part.casefold().endswith(".vml")}
    cuts = [(book.workbook.part, [_names(shifter)])]
    cuts += [(part, _cuts(kind, owners.get(part, ""), shifter)) for part, kind in kinds.items()]
    for part, wanted in cuts:
        raw = book.part(part)
        new = changed(raw, book.package.where, wanted)
        if new != raw:
            found[part] = new
    return found


def parts_of_kind(package: Package, kind: str) -> list[str]:
    """Return the names of the parts of one kind, such as ``chart``."""
    return [part for part, each in _kinds(package) if each == kind]


def _kinds(package: Package) -> Iterator[tuple[str, str]]:
    for part, kind in _stated_kinds(package.read(_TYPES)):
        if part in package:
            yield package.actual_name(part), kind


@lru_cache(maxsize=1)
def _stated_kinds(types: bytes) -> list[tuple[str, str]]:
    """Return the parts that content types state, each with its kind, if it is one of these."""
    found = []
    for stated in _OVERRIDE.findall(types):
        kind = _TYPE.search(stated)
        last = re.split(rb"[.\-]", kind[1])[-1].decode() if kind else ""
        if last in _KINDS and (name := _PART.search(stated)):
            found.append((unquote(name[1].decode()), _KINDS[last]))
    return found


def _owners(book: FileBook, shifter: Shifter, kinds: Set[str]) -> dict[str, str]:
    """Return the sheets that drawings and controls belong to, where their cells move."""
    wanted = ("drawing", "ctrlProp", "vmlDrawing") if "control" in kinds else ("drawing",)
    found = {}
    for entry in book.workbook.sheets:
        if entry.part and ("control" in kinds or shifter.on(entry.name)):
            for link in book.links(entry.part):
                if link.kind in wanted:
                    found[book.package.actual_name(link.target)] = entry.name
    return found


def _cuts(kind: str, sheet: str, shifter: Shifter) -> list[Cut]:
    def formula(text: str) -> str:
        return shifter.formula(text, sheet)

    match kind:
        case "chart":
            return [(_CHART_TEXT, _text(formula))]
        case "chartex":
            return [(_CHARTEX_TEXT, _text(formula))]
        case "table":
            return [(_TABLE_TEXT, _text(formula))]
        case "control":
            return [(_CONTROL, _text(formula))]
        case "vml":
            return [(_VML, _text(formula))]
    shifts = shifter.on(sheet)
    anchors: list[Cut] = [(_ANCHOR, lambda match: _anchored(match, shifts))] if shifts else []
    return [(_SHAPE_LINK, _text(formula)), *anchors]


def _names(shifter: Shifter) -> Cut:
    return _DEFINED, _text(shifter.name)


def _text(change: Callable[[str], str]) -> Callable[[re.Match[bytes]], bytes]:
    """Return the change of a match whose third group is a formula between two others."""

    def exchange(match: re.Match[bytes]) -> bytes:
        text = read_text(match[3])
        new = change(text)
        if new == text:
            return match[0]
        return match[1] + escape_text(new).replace(b'"', b"&quot;") + match[4]

    return exchange


def _anchored(match: re.Match[bytes], shifts: Shifts) -> bytes:
    """Return the place of a picture or chart, which moves and grows with the cells under it."""
    # The corners come first; what is drawn there may be long.
    corners = {m[1]: m for m in islice(_CORNER.finditer(match["in"]), _CORNERS[match["n"]])}
    first, last = corners.get(b"from"), corners.get(b"to", corners.get(b"from"))
    kept = _KEPT.search(match["a"])
    if first is None or last is None or (kept and kept[1] == b"absolute"):
        return match[0]
    left, right = int(first[2]) + 1, int(last[2]) + 1
    rows = [int(corner[3]) + 1 for corner in (first, last)]
    moved = [shifts.down(row, left, right) for row in rows]
    if kept and kept[1] == b"oneCell":
        moved = [moved[0], moved[0]]
    text = match["in"]
    # The last corner first: what stands before it keeps its place.
    for corner, row, down in reversed(list(zip((first, last), rows, moved, strict=True))):
        new = min(row + down, LAST_ROW) - 1
        text = text[: corner.start(3)] + b"%d" % new + text[corner.end(3) :]
        if first is last:
            break
    start = match.start("in") - match.start()
    return match[0][:start] + text + match[0][start + len(match["in"]) :]
