"""What surrounds a sheet's cells, after cells have moved: merged areas, rules, links, sparklines.

Source: ECMA-376 part 1, section 18.3 (worksheets), and Microsoft's [MS-XLSX] for the extensions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from xlbcf.books.sheet_rules import read_area
from xlbcf.books.sheet_xml import Edit, SheetXml
from xlbcf.books.shifts import Shifter, Shifts
from xlbcf.books.values import escape_text, read_text
from xlbcf.books.xml_cuts import ATTRIBUTES
from xlbcf.template.addresses import Area, Cell

#: Elements that say which area they are about, by the attribute that says it.
_AREAS = {
    b"autoFilter": b"ref",
    b"sortState": b"ref",
    b"sortCondition": b"ref",
    b"mergeCell": b"ref",
    b"hyperlink": b"ref",
    b"inputCells": b"r",
    b"cellWatch": b"r",
    b"ignoredError": b"sqref",
    b"protectedRange": b"sqref",
}
#: Elements with references as formulas write them. A link does not follow in Excel; here it
#: still leads to the cell that it was made for.
_REFERENCES = {b"hyperlink": (b"location",), b"controlPr": (b"linkedCell", b"listFillRange")}
_NAMES = b"|".join(sorted({*_AREAS, *_REFERENCES}))
_RULE = re.compile(
    rb"<(?P<p>(?:[\w.-]+:)?)(?P<n>conditionalFormatting|dataValidation)(?=[\s>])"
    rb"(?P<a>" + ATTRIBUTES + rb")\s*>(?P<in>.*?)</(?P=p)(?P=n)\s*>",
    re.DOTALL,
)
_EMPTY_RULE = re.compile(rb"<(?:[\w.-]+:)?dataValidation(?=\s)" + ATTRIBUTES + rb"\s*/>")
_ELEMENT = re.compile(rb"<(?:[\w.-]+:)?(" + _NAMES + rb")(?=\s)(" + ATTRIBUTES + rb")")
_TEXT = re.compile(rb"<(?:[\w.-]+:)?(f|formula|formula1|formula2|sqref)(?:\s[^<>]*)?>([^<]*)</")
#: How the sign that ends an attribute is written inside it.
_QUOTED = {b'"': b"&quot;", b"'": b"&apos;"}
_Change = Callable[[str], str]
_THRESHOLD = re.compile(rb"<(?:[\w.-]+:)?cfvo\s[^<>]*?\bval\s*=\s*[\"']([^\"']*)")


class Surroundings:
    """What surrounds the cells of a workbook's sheets.

    Args:
        shifter: how the cells of the sheets move.
    """

    def __init__(self, shifter: Shifter) -> None:
        self._shifter = shifter
        #: What changes, by how a sheet's cells move and what surrounds them.
        self._known: dict[tuple[Shifts | None, bytes, bool], list[Edit]] = {}

    def edits(self, xml: SheetXml, name: str) -> Iterator[Edit]:
        """Yield what changes outside a sheet's cells.

        Args:
            xml: the sheet.
            name: its name.

        Raises:
            Refused: an area cannot be read (BOOK01).
        """
        begin = xml.body.end if xml.body else xml.root
        tail = xml.data[begin:]
        # Sheets of one make have the same surroundings; a sheet's name does not matter to them.
        key = self._shifter.on(name), tail, xml.text is xml.data
        if key not in self._known:
            around = _Surroundings(xml, name, self._shifter)
            self._known[key] = [
                Edit(start - begin, end - begin, text) for start, end, text in around.edits(begin)
            ]
        for start, end, text in self._known[key]:
            yield Edit(begin + start, begin + end, text)


class _Surroundings:
    """The surroundings of one sheet."""

    def __init__(self, xml: SheetXml, name: str, shifter: Shifter) -> None:
        self._xml = xml
        self._name = name
        self._shifter = shifter
        self._shifts = shifter.on(name) or Shifts(())

    def edits(self, begin: int) -> Iterator[Edit]:
        """Yield what changes from a place in the text on."""
        tail = self._xml.data[begin:]
        named = self._shifter.named_in(tail)
        if not named and not self._shifts.concern(tail):
            return

        def concerned(start: int, end: int) -> bool:
            return named or self._shifts.concern(self._xml.data[start:end])

        at = begin
        for match in _RULE.finditer(self._xml.text, begin):
            if concerned(at, match.start()):
                yield from self.plain(at, match.start())
            if concerned(*match.span()):
                yield from self.rule(match)
            at = match.end()
        if concerned(at, len(self._xml.text)):
            yield from self.plain(at, len(self._xml.text))

    def plain(self, start: int, end: int) -> Iterator[Edit]:
        """Yield what changes in a stretch without rules for many cells."""
        for match in _ELEMENT.finditer(self._xml.text, start, end):
            name = match[1]
            for attribute in _REFERENCES.get(name, ()):
                yield from self._attribute(match, attribute, self._reference)
            if name in _AREAS:
                kind = self._areas if _AREAS[name] == b"sqref" else self._area
                yield from self._attribute(match, _AREAS[name], kind)
        for match in _EMPTY_RULE.finditer(self._xml.text, start, end):
            yield from self._attribute(match, b"sqref", self._areas, 0)
        for match in _TEXT.finditer(self._xml.text, start, end):
            change = self._areas if match[1] == b"sqref" else self._reference
            yield from self._changed(match.span(2), change)

    def rule(self, match: re.Match[bytes]) -> Iterator[Edit]:
        """Yield what changes of a conditional format or a validation."""
        start, end = match.span("in")
        places = [*self._found(rb"\ssqref\s*=\s*[\"']([^\"']*)", *match.span("a"))]
        places += self._found(rb"<(?:[\w.-]+:)?sqref(?:\s[^<>]*)?>([^<]*)</", start, end)
        old: list[Area] = []
        for span in places:
            stated = self._xml.data[slice(*span)].decode()
            old += [read_area(part, self._xml.where) for part in stated.split()]
            yield from self._changed(span, self._areas)
        if old:
            spans = [m.span(2) for m in _TEXT.finditer(self._xml.text, start, end)
                     if m[1] != b"sqref"]  # fmt: skip
            spans += [m.span(1) for m in _THRESHOLD.finditer(self._xml.text, start, end)]
            yield from self._rule_texts(old, spans)

    def _rule_texts(self, old: Sequence[Area], spans: Sequence[tuple[int, int]]) -> Iterator[Edit]:
        new = [part for area in old for part in self._shifts.areas_of(area)]
        middle = Cell((old[0].top + old[0].bottom) // 2, old[0].left)
        at = middle, self._shifts.cell(middle)
        for span in spans:
            yield from self._changed(
                span,
                lambda text: self._shifter.rule(text, self._name, _origin(old), _origin(new), at),
            )

    def _found(self, pattern: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
        for match in re.compile(pattern).finditer(self._xml.text, start, end):
            yield match.span(1)

    def _attribute(
        self, match: re.Match[bytes], name: bytes, change: _Change, group: int = 2
    ) -> Iterator[Edit]:
        pattern = rb"\s%b\s*=\s*(?:\"([^\"]*)\"|'([^']*)')" % name
        stated = re.compile(pattern).search(self._xml.text, *match.span(group))
        if stated:
            yield from self._changed(stated.span(1 if stated[1] is not None else 2), change)

    def _changed(self, span: tuple[int, int], change: _Change) -> Iterator[Edit]:
        text = read_text(self._xml.data[slice(*span)])
        new = change(text)
        if new != text:
            mark = self._xml.data[span[0] - 1 : span[0]]
            yield Edit(*span, escape_text(new).replace(mark, _QUOTED.get(mark, mark)))

    def _reference(self, text: str) -> str:
        return self._shifter.formula(text, self._name)

    def _area(self, text: str) -> str:
        """Return where a single area goes; it cannot be divided."""
        old = read_area(text, self._xml.where)
        new = self._shifts.area(old)
        return text if new == old else str(new)

    def _areas(self, text: str) -> str:
        """Return where the areas of a list go."""
        parts = []
        for part in text.split():
            old = read_area(part, self._xml.where)
            new = self._shifts.areas_of(old)
            parts.append(part if new == [old] else " ".join(map(str, new)))
        return " ".join(parts)


def _origin(areas: Sequence[Area]) -> Cell:
    """Return the cell that a rule's formulas are written for."""
    return Cell(min(area.top for area in areas), min(area.left for area in areas))
