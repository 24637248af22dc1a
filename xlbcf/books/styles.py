"""What a cell's style says about editing: whether it is locked, whether it shows a date."""

from __future__ import annotations

import re
from functools import cached_property

from xlbcf.books.formats import BUILT_IN
from xlbcf.books.values import read_text
from xlbcf.books.xml_text import masked, to_utf8

_FORMATS = re.compile(rb"<(?:[\w.-]+:)?cellXfs\b.*?</(?:[\w.-]+:)?cellXfs\s*>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:[\w.-]+:)?xf\b([^>]*?)(?:/>|>(.*?)</(?:[\w.-]+:)?xf\s*>)", re.DOTALL)
_UNLOCKED = re.compile(rb"<(?:[\w.-]+:)?protection\b[^>]*\blocked\s*=\s*[\"'](?:0|false)[\"']")
_NUMBER_FORMAT = re.compile(rb"numFmtId\s*=\s*[\"'](\d+)[\"']")
_CUSTOM = re.compile(rb"<(?:[\w.-]+:)?numFmt\b([^>]*)>")
_CODE = re.compile(rb"formatCode\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
#: What of a number format is no letter of a date: texts, padding, colours; [h] counts hours.
_LITERAL = re.compile(r"\"[^\"]*\"|[\\_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]", re.IGNORECASE)
#: Built-in number formats that show a date or a time, those of eastern languages included.
_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})


class Styles:
    """The workbook's cell styles.

    Args:
        raw: the styles part's content; empty if the workbook has none.
        where: the file, for messages.

    Raises:
        Refused: the part is damaged (BOOK01).
    """

    def __init__(self, raw: bytes, where: str) -> None:
        self._raw = masked(to_utf8(raw, where), where)
        formats = _FORMATS.search(self._raw)
        self._formats = list(_FORMAT.finditer(formats[0])) if formats else []

    def locked(self, style: bytes | None) -> bool:
        """Say whether a cell of this style is locked once its sheet is protected."""
        found = self._format(style)
        return not (found and found[2] and _UNLOCKED.search(found[2]))

    def shows_date(self, style: bytes | None) -> bool:
        """Say whether a cell of this style shows a number as a date or time."""
        found = self._format(style)
        number = _NUMBER_FORMAT.search(found[1]) if found else None
        if number is None:
            return False
        if int(number[1]) in _DATES:
            return True
        code = self._codes.get(number[1], "")
        return any(letter in "dmyhs" for letter in _LITERAL.sub("", code).casefold())

    def number_format(self, style: bytes | None) -> str:
        """Return the code by which a cell of this style shows numbers, such as ``0.0%``."""
        found = self._format(style)
        number = _NUMBER_FORMAT.search(found[1]) if found else None
        if number is None:
            return BUILT_IN[0]
        return self._codes.get(number[1]) or BUILT_IN.get(int(number[1]), BUILT_IN[0])

    def _format(self, style: bytes | None) -> re.Match[bytes] | None:
        number = int(style or b"0") if (style or b"0").isdigit() else len(self._formats)
        return self._formats[number] if number < len(self._formats) else None

    @cached_property
    def _codes(self) -> dict[bytes, str]:
        codes: dict[bytes, str] = {}
        for match in _CUSTOM.finditer(self._raw):
            stated, code = _NUMBER_FORMAT.search(match[1]), _CODE.search(match[1])
            if stated and code:
                codes.setdefault(stated[1], read_text(code[1] or code[2] or b""))
        return codes
