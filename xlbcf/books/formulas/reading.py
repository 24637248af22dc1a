"""Reading values as Excel's operators do: as numbers, texts or conditions, and compared."""

from __future__ import annotations

import math
import re

from xlbcf.books.formulas import Outside
from xlbcf.books.values import CellError, Value
from xlbcf.rules.rounding import with_excel_digits

VALUE = CellError("#VALUE!")
NUM = CellError("#NUM!")

_NUMBER = re.compile(
    r" *(?P<sign>[-+]?)(?P<number>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+)"
    r"(?P<power>[Ee][-+]?[0-9]{1,3})?(?P<percent>%?) *"
)
_SIMPLE_TEXT = re.compile(r"[A-Za-z0-9 ]*")
_DIGITS = 15
#: Between these Excel writes a number in full in a text.
_SMALLEST_IN_FULL, _LARGEST_IN_FULL = 1e-4, 1e15
_CLOSE = 1e-14


def is_error(value: object) -> bool:
    """Say whether a value is an error."""
    return type(value) is CellError


def number_of(value: Value) -> float | CellError:
    """Return a value as arithmetic takes it: blank is 0, TRUE is 1, a text is read.

    Raises:
        Outside: the text may be a date or an amount in the words of some country.
    """
    if type(value) is float:
        return value
    if value is None:
        return 0.0
    if isinstance(value, CellError):
        return value
    if isinstance(value, str):
        return number_in(value)
    return float(value)


def number_in(text: str) -> float | CellError:
    """Return the number that a text holds, or #VALUE!.

    Raises:
        Outside: the text may be a date or an amount in the words of some country.
    """
    match = _NUMBER.fullmatch(text)
    if match:
        number = float(match["sign"] + match["number"].replace(",", "") + (match["power"] or ""))
        return finite(number / 100 if match["percent"] else number)
    if any(map(str.isdigit, text)):
        raise Outside(f"whether the text “{text[:40]}” is a number depends on the country set")
    return VALUE


def text_of(value: Value) -> str | CellError:
    """Return a value as a text takes it: blank is nothing, a number as Excel writes it.

    Raises:
        Outside: the number is too small or too large to say how Excel writes it.
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if value == 0:
        return "0"
    if not _SMALLEST_IN_FULL <= abs(value) < _LARGEST_IN_FULL:
        raise Outside(f"how {value:g} is written in a text is not known here")
    return f"{with_excel_digits(value).normalize():f}"


def truth_of(value: Value) -> bool | CellError:
    """Return a value as a condition: a number is TRUE unless it is 0, a text by its word."""
    if isinstance(value, bool | CellError):
        return value
    if isinstance(value, str):
        words = {"TRUE": True, "FALSE": False}
        return words.get(value.upper(), VALUE)
    return bool(value)


def finite(number: float) -> float | CellError:
    """Return a number, or #NUM! where it is beyond all bounds."""
    return number if math.isfinite(number) else NUM


def order(left: Value, right: Value) -> int:
    """Return how two values compare: below 0, 0 or above 0.

    Numbers come before texts, and these before FALSE and TRUE. Numbers are compared with Excel's 15
    digits, texts without regard to case. Blank is what the other side would be if it were empty.

    Raises:
        Outside: it depends on the country set which of two texts comes first.
    """
    left, right = _blank_beside(left, right), _blank_beside(right, left)
    kinds = _kind(left), _kind(right)
    if kinds[0] != kinds[1]:
        return kinds[0] - kinds[1]
    if isinstance(left, int | float) and isinstance(right, int | float):
        return _order_of_numbers(left, right)
    return _order_of_texts(str(left).lower(), str(right).lower())


def same(left: Value, right: Value) -> bool:
    """Say whether two values are equal in a comparison."""
    if type(left) is type(right) is str:
        return left == right or left.lower() == right.lower()
    if type(left) is float and type(right) is str:
        # A figure beside a text, most often an empty one.
        return False
    left, right = _blank_beside(left, right), _blank_beside(right, left)
    if _kind(left) != _kind(right):
        return False
    if isinstance(left, int | float) and isinstance(right, int | float):
        return _order_of_numbers(left, right) == 0
    return str(left).lower() == str(right).lower()


def _blank_beside(value: Value, other: Value) -> Value:
    if value is not None:
        return value
    if isinstance(other, str):
        return ""
    return False if isinstance(other, bool) else 0.0


def _kind(value: Value) -> int:
    if isinstance(value, bool):
        return 2
    return 1 if isinstance(value, str) else 0


def _order_of_numbers(left: float, right: float) -> int:
    if left == right:
        return 0
    if abs(left - right) < _CLOSE * abs(left):
        shown, other = with_excel_digits(left), with_excel_digits(right)
        return (shown > other) - (shown < other)
    return 1 if left > right else -1


def _order_of_texts(left: str, right: str) -> int:
    if left == right:
        return 0
    if not (_SIMPLE_TEXT.fullmatch(left) and _SIMPLE_TEXT.fullmatch(right)):
        raise Outside("the order of texts with other signs depends on the country set")
    return 1 if left > right else -1
