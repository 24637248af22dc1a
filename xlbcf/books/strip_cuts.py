"""What goes out of the parts that stay when a workbook is made into values.

Source: ECMA-376 part 1, sections 18 (SpreadsheetML), 20.5 (drawings) and 21.2 (charts), and
Microsoft's [MS-XLSX] for the extensions.
"""

from __future__ import annotations

import re

from xlbcf.books.xml_cuts import Cut, element, nothing, without_attribute

#: A formula's reference to another workbook: ``[1]Sheet!A1``, ``'[1]My sheet'!A1``, ``[1]!name``.
_ELSEWHERE = rb"(?:(?<![\w\]\[:])\[\d+\][^\[\]'!(),:<>]*!|(?:'|&apos;)\[\d+\][^<>]*?(?:'|&apos;)!)"
_ELSEWHERE_IN = re.compile(_ELSEWHERE)
_EXTENSIONS = (
    rb"slicerList|slicerCaches|slicerCachePivotTables|timelineRefs|timelineCacheRefs|pivotCaches|"
    rb"timelineCachePivotCaches|pivotTableReferences|dataModel|pivotCacheIdVersion|pivotSource|"
    rb"pivotOptions"
)
_MACRO_NAMES = re.compile(
    rb"<(?:[\w.-]+:)?definedName\s[^<>]*?\b(?:function|vbProcedure|xlm)\s*=\s*[\"'](?:1|true)[\"']"
    rb"[^<>]*>[^<]*</(?:[\w.-]+:)?definedName\s*>"
)
_SLICER_ANCHOR = rb"graphicData\s[^<>]*uri\s*=\s*[\"'][^\"']*/drawing/20\d\d/(?:time)?slicer[\"']"


def elsewhere(formula: str) -> bool:
    """Say whether a formula refers to another workbook, as files write it."""
    return _ELSEWHERE_IN.search(formula.encode()) is not None


def _extension(match: re.Match[bytes]) -> bytes:
    wanted = re.search(rb"<(?:[\w.-]+:)?(?:" + _EXTENSIONS + rb")[\s/>]", match[0])
    return b"" if wanted else match[0]


_OWN_EXTENSIONS: Cut = (element(b"ext"), _extension)

WORKBOOK_CUTS: tuple[Cut, ...] = (
    (element(b"externalReferences|pivotCaches|smartTagTypes|webPublishObjects"), nothing),
    (element(b"definedName", _ELSEWHERE), nothing),
    (_MACRO_NAMES, nothing),
    # Where the workbook lay, which names its author's folders.
    (element(b"AlternateContent", rb"<(?:[\w.-]+:)?absPath\s"), nothing),
    (element(b"absPath"), nothing),
    without_attribute(b"fileSharing", b"userName"),
    _OWN_EXTENSIONS,
)
SHEET_CUTS: tuple[Cut, ...] = (
    without_attribute(b"controlPr", b"macro"),
    without_attribute(b"conditionalFormatting", b"pivot"),
    (element(b"dataConsolidate|webPublishItems"), nothing),
    without_attribute(b"scenario", b"user"),
    _OWN_EXTENSIONS,
)
TABLE_CUTS: tuple[Cut, ...] = (
    (element(b"calculatedColumnFormula|totalsRowFormula"), nothing),
    without_attribute(b"tableColumn", b"totalsRowFunction"),
    without_attribute(b"tableColumn", b"queryTableFieldId"),
    without_attribute(b"table", b"tableType", b"queryTable"),
    without_attribute(b"table", b"connectionId"),
)
DRAWING_CUTS: tuple[Cut, ...] = (
    (element(b"(?:twoCell|oneCell|absolute)Anchor", _SLICER_ANCHOR), nothing),
    # Where there is no macro, the attribute stands all the same, and is empty.
    without_attribute(b"sp|pic|graphicFrame|cxnSp", b"macro", rb"[^\"']"),
    without_attribute(b"sp", b"textlink", _ELSEWHERE),
)
VML_CUTS: tuple[Cut, ...] = ((element(b"FmlaMacro"), nothing),)


def _literal(match: re.Match[bytes]) -> bytes:
    """Return numbers or texts that a chart took from another workbook as its own."""
    prefix, name = match["prefix"], match["name"]
    cache = re.search(rb"<%b(?:num|str)Cache[^<>]*>(.*)</%b(?:num|str)Cache\s*>" % (prefix, prefix),
                      match[0], re.DOTALL)  # fmt: skip
    held = cache[1] if cache else b""
    literal = name[:3] + b"Lit"
    return b"<%b%b>%b</%b%b>" % (prefix, literal, held, prefix, literal)


def _plain_title(match: re.Match[bytes]) -> bytes:
    """Return the name of a series that it took from another workbook as its own."""
    if not _ELSEWHERE_IN.search(match[0]):
        return match[0]
    prefix = match["prefix"]
    text = re.search(rb"<%bpt\s[^<>]*>\s*<%bv>([^<]*)</%bv>" % (prefix, prefix, prefix), match[0])
    opening, closing = b"<%btx>" % prefix, b"</%btx>" % prefix
    return opening + b"<%bv>%b</%bv>" % (prefix, text[1] if text else b"", prefix) + closing


_TITLE = re.compile(
    rb"<(?P<prefix>(?:[\w.-]+:)?)tx>\s*<(?P=prefix)strRef>(?:(?!</(?P=prefix)tx>).)*"
    rb"</(?P=prefix)tx>",
    re.DOTALL,
)
CHART_CUTS: tuple[Cut, ...] = (
    (element(b"pivotSource|externalData"), nothing),
    (_TITLE, _plain_title),
    (element(b"numRef|strRef", rb"f>[^<]*" + _ELSEWHERE), _literal),
    _OWN_EXTENSIONS,
)
