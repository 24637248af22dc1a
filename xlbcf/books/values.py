"""What a cell can hold, and how it stands in a sheet's XML."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta

LONGEST_TEXT = 32_767
#: The largest number that Excel holds.
LARGEST = 1.7976931348623157e308
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NEEDS_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_MARKUP = re.compile(r"<!\[CDATA\[(.*?)\]\]>|<!--.*?-->|<\?.*?\?>", re.DOTALL)
_ENTITY = re.compile(r"&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot|apos));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_DAY = timedelta(days=1)


class CellError(str):
    """An error a cell shows, such as ``#N/A``."""

    __slots__ = ()


#: A cell's value; ``None`` is an empty cell. Dates are written, and read back as serial numbers.
Value = None | bool | int | float | str | CellError
Writable = Value | date | datetime | time | timedelta


class Unstorable(ValueError):
    """A value that no cell can hold; the text says why."""


def serial(moment: date | datetime | time | timedelta, date1904: bool) -> int | float:
    """Return a date's or a duration's serial number.

    Args:
        moment: a date, a moment, a time of day or a duration.
        date1904: whether the workbook counts days from 1904.

    Raises:
        Unstorable: the date is before the workbook's first day.
    """
    if isinstance(moment, timedelta):
        return moment / _DAY
    if isinstance(moment, time):
        return timedelta(
            hours=moment.hour, minutes=moment.minute, seconds=moment.second,
            microseconds=moment.microsecond,
        ) / _DAY  # fmt: skip
    if moment != moment:
        raise Unstorable("it is no date")
    stamp = datetime(moment.year, moment.month, moment.day)
    if isinstance(moment, datetime):
        stamp = moment.replace(tzinfo=None)
    days = (stamp - datetime(1904, 1, 1)) / _DAY
    if not date1904:
        days += 1462
        # Excel's calendar has a 29 February 1900 that never was.
        days -= 1 if days < 61 else 0
    if days < (0 if date1904 else 1):
        raise Unstorable("the workbook's calendar begins later")
    return int(days) if days == int(days) else days


def day_of(number: float, date1904: bool) -> date:
    """Return the day that a serial number stands for.

    Args:
        number: the serial number.
        date1904: whether the workbook counts days from 1904.

    Raises:
        OverflowError: the calendar does not reach it.
    """
    first = date(1904, 1, 1) if date1904 else date(1899, 12, 30 if number >= 61 else 31)
    return first + timedelta(days=math.floor(number))


def plain_value(value: Writable, date1904: bool) -> Value:
    """Return a value as a cell stores it: dates as serial numbers, the rest unchanged.

    Raises:
        Unstorable: no cell can hold it.
    """
    if isinstance(value, date | time | timedelta):
        return serial(value, date1904)
    if isinstance(value, str):
        return _storable_text(value)
    if value is None or isinstance(value, bool):
        return value
    if not isinstance(value, int | float):
        raise Unstorable(f"it is a {type(value).__name__}")
    if abs(value) > LARGEST:
        raise Unstorable("it is too large for a number")
    if value != value:
        raise Unstorable("it is not a number")
    # Larger whole numbers are stored, and read back, to the precision of a float.
    return int(value) if isinstance(value, int) and abs(value) < 10**15 else float(value)


def _storable_text(text: str) -> str:
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_TEXT:
        raise Unstorable(f"a cell holds at most {LONGEST_TEXT:,} characters")
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise Unstorable("it has half of a character in it")
    return text


def unchanged(old: Value, new: Value) -> bool:
    """Say whether two stored values are exactly the same; 5 and 5.0 are, 1 and TRUE are not."""
    kinds = (bool, CellError, str)
    alike = all(isinstance(old, kind) is isinstance(new, kind) for kind in kinds)
    return alike and old == new


def escape_text(text: str) -> bytes:
    """Return a text as the content of an XML element of a sheet."""
    text = _NEEDS_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.encode("utf-8")


def read_text(raw: bytes) -> str:
    """Return the text of an XML element's content, entities and escapes resolved."""
    text = raw.decode("utf-8")
    if "<" in text:
        text = _MARKUP.sub(lambda m: (m[1] or "").replace("&", "&amp;"), text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
        # Two escapes may stand for the halves of one character; a lone half stands for nothing.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _character(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED[match[3]]
    number = int(match[1], 16) if match[1] else int(match[2])
    return chr(number) if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else "\ufffd"


def number_text(value: float) -> str:
    """Return a number as Excel stores it: the shortest text that reads back as the same number."""
    if isinstance(value, int):
        return str(value) if abs(value) < 10**15 else repr(float(value))
    text = repr(value)
    return text.removesuffix(".0").upper() if "e" in text else text.removesuffix(".0")


def read_number(text: str) -> int | float:
    """Read a stored number; whole numbers come back as ``int``.

    Raises:
        ValueError: it is not a number.
    """
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def same_value(a: Value, b: Value) -> bool:
    """Say whether two stored values are the same: numbers to 1e-12 relative, kinds apart."""
    if type(a) is float and type(b) is float:
        # So it is with nearly all that are compared.
        return a == b or math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-12)
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, int | float) and isinstance(b, int | float):
        return a == b or math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-12)
    if isinstance(a, CellError) is not isinstance(b, CellError):
        return False
    return a == b


def shown(value: Writable) -> str:
    """Return a value as a message shows it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, CellError):
        return str(value)
    if isinstance(value, str):
        short = value if len(value) <= 60 else value[:57] + "..."
        return f"“{short}”".replace("\n", " ")
    if isinstance(value, int | float):
        return number_text(value) if abs(value) <= LARGEST else "a number beyond all bounds"
    return str(value)
