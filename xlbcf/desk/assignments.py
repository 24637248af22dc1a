"""Values for cells as people type them on a command line: ``Sheet!B7=12.3``."""

from __future__ import annotations

import re
from datetime import date, datetime

from xlbcf.books.port import Write
from xlbcf.books.values import Writable
from xlbcf.rules.findings import Finding, Refused, finding
from xlbcf.template.addresses import parse_cell

_ASSIGNMENT = re.compile(
    r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<bare>[^'!][^!]*?))!(?P<cell>\$?[A-Za-z]+\$?[0-9]+)=(?P<value>.*)",
    re.DOTALL,
)
_NUMBER = re.compile(
    r"[-+]?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)?(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?"
)
_BRITISH = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_ISO = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T]([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2}))?)?"
)


def read_assignments(texts: list[str]) -> list[Write]:
    """Read values for cells.

    Args:
        texts: each ``Sheet!B7=value``; the sheet in single quotes if its name holds ``!`` or ``'``.

    Raises:
        Refused: some do not name a cell and a value (CELL10); all of them are told.
    """
    writes: list[Write] = []
    faults: list[Finding] = []
    for text in texts:
        match = _ASSIGNMENT.fullmatch(text)
        try:
            if match is None:
                raise ValueError(text)
            cell = parse_cell(match["cell"])
        except ValueError:
            faults.append(finding("CELL10", "the command", found=f"“{text}”"))
            continue
        sheet = match["quoted"].replace("''", "'") if match["quoted"] else match["bare"]
        writes.append(Write(sheet, cell, read_value(match["value"])))
    if faults:
        raise Refused(faults)
    return writes


def read_value(text: str) -> Writable:
    """Read a value as typed.

    A number (``12.3``, ``1,234``), ``TRUE`` or ``FALSE``, a date (``2025-03-31`` or
    ``31/03/2025``, with a time in the first form) and nothing are taken as such. All else is text,
    as is what follows a leading apostrophe: ``'007``.

    Args:
        text: what stands after the equals sign.
    """
    if text.startswith("'"):
        return text[1:]
    plain = text.strip()
    if not plain:
        return None
    if plain.upper() in ("TRUE", "FALSE"):
        return plain.upper() == "TRUE"
    if _NUMBER.fullmatch(plain) and any(letter.isdigit() for letter in plain):
        number = float(plain.replace(",", ""))
        return int(number) if number.is_integer() and abs(number) < 1e15 else number
    return _read_date(plain) or text


def _read_date(text: str) -> date | datetime | None:
    try:
        if british := _BRITISH.fullmatch(text):
            day, month, year = map(int, british.groups())
            return date(year, month, day)
        if iso := _ISO.fullmatch(text):
            year, month, day, hour, minute, second = (int(each or 0) for each in iso.groups())
            moment = datetime(year, month, day, hour, minute, second)
            return moment if iso[4] else moment.date()
    except ValueError:
        pass
    return None
