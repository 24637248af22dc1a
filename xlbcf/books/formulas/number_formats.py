"""TEXT: a number in one of the formats that dashboards show."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from xlbcf.books.formulas import Outside
from xlbcf.books.formulas.reading import VALUE, finite, number_in, text_of
from xlbcf.books.values import CellError, Value
from xlbcf.rules.rounding import round_half_away, with_excel_digits

_NUMBERS = re.compile(r"(?P<thousands>#,##)?0(?:\.(?P<decimals>0{1,10}))?(?P<percent>%)?")
_SECONDS_A_DAY = 86_400
_TIMES = ("hh:mm:ss", "[hh]:mm:ss")
_MOST_DIGITS = 15


def formatted(value: Value, code: str) -> str | CellError:
    """Return a value as TEXT shows it.

    Args:
        value: a number; TRUE, FALSE and texts that are no numbers come back as they are.
        code: the format's code: ``0``, ``#,##0``, both also with decimals and ``%``,
            ``hh:mm:ss`` or ``[hh]:mm:ss``.

    Raises:
        Outside: the format is another one, or the number has too many digits to show.
    """
    if isinstance(value, CellError):
        return value
    if isinstance(value, bool):
        return text_of(value)
    number = number_in(value) if isinstance(value, str) else finite(float(value or 0))
    if isinstance(number, CellError):
        return number if value is not None and not isinstance(value, str) else text_of(value)
    if code.lower() in _TIMES:
        return _time(number, elapsed=code.startswith("["))
    match = _NUMBERS.fullmatch(code)
    if match is None:
        raise Outside(f"the format “{code}” is not worked out here")
    return _number(number, len(match["decimals"] or ""), match)


def _number(number: float, decimals: int, parts: re.Match[str]) -> str:
    shown = with_excel_digits(number)
    shown = shown * 100 if parts["percent"] else shown
    if shown and shown.adjusted() >= _MOST_DIGITS:
        raise Outside(f"the number {number:g} has more digits than Excel shows")
    rounded = shown.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    # Excel shows no minus before nothing but noughts.
    rounded = rounded or abs(rounded)
    text = f"{rounded:,f}" if parts["thousands"] else f"{rounded:f}"
    return text + ("%" if parts["percent"] else "")


def _time(days: float, *, elapsed: bool) -> str | CellError:
    seconds = int(round_half_away(days * _SECONDS_A_DAY))
    if seconds < 0:
        return VALUE
    hours, rest = divmod(seconds, 3600)
    return f"{hours if elapsed else hours % 24:02}:{rest // 60:02}:{rest % 60:02}"
