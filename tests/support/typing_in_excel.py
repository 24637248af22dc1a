"""What Excel makes of a value that a program hands it, as far as tests need it."""

from __future__ import annotations

import re

from xlbcf.books.values import CellError, Value

_NUMBER = re.compile(r"[£$]?[+-]?[\d,]*\.?\d+(?:[eE][+-]?\d+)?%?")
_DATE = re.compile(r"\d{1,4}[-/]\d{1,2}(?:[-/]\d{1,4})?|\d{1,2} ?[A-Z][a-z]{2,8}(?: \d{2,4})?")
_TIME = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_ERRORS = ("#N/A", "#VALUE!", "#DIV/0!", "#REF!", "#NAME?", "#NUM!", "#NULL!")


class Taken(Exception):
    """Excel took a text for a formula."""


def as_held(given: object) -> Value:
    """Return what a cell holds after a program has set its value.

    Args:
        given: what the program handed over.

    Raises:
        Taken: it is a text that Excel takes for a formula.
    """
    if not isinstance(given, str):
        assert given is None or type(given) in (bool, float), f"COM would not take {given!r}"
        return given
    text = given.strip()
    if given.startswith("'"):
        return given[1:]
    if text in _ERRORS:
        return CellError(text)
    if text[:1] in ("=", "+", "-", "@"):
        raise Taken(text)
    if text.upper() in ("TRUE", "FALSE"):
        return text.upper() == "TRUE"
    if any(each.fullmatch(text) for each in (_NUMBER, _DATE, _TIME)):
        return 12345.0
    return given or None
